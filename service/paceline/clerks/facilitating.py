"""Whose turn it is to facilitate a date, where a review's template lets that go round among those who are there."""

from __future__ import annotations

from collections.abc import Iterable

from paceline.agenda import days
from paceline.clerks import forms, past
from paceline.clerks.desk import Desk
from paceline.domain.cadence import Occurrence
from paceline.domain.people import Person
from paceline.ledger.cadences import Kept


def goes_round(desk: Desk, kept: Kept) -> bool:
    found = forms.template(kept.cadence.settings.template, desk.folders)
    return found is not None and found.facilitator == "rotate" and kept.cadence.recurring


def of(desk: Desk, kept: Kept, guests: Iterable[Person], occurrence: Occurrence) -> Person | None:
    """Who was named in the digest before, or who runs it where that is the first; the next one who is there, where
    they are not. None: it does not go round, or nobody is there."""
    if not goes_round(desk, kept):
        return None
    sent = past.digests_sent(desk, kept)
    named = sent[-1][1].facilitator if sent else ""
    return _in_turn(tuple(guests), named or kept.organizer, occurrence, with_first=True)


def after(person: Person, guests: Iterable[Person], following: Occurrence) -> Person | None:
    """Whose turn it is at the date that follows one that `person` facilitates."""
    return _in_turn(tuple(guests), person.id, following, with_first=False)


def _in_turn(guests: tuple[Person, ...], first: str, occurrence: Occurrence, *, with_first: bool) -> Person | None:
    """The order is that of their ids, so that it stays when guests are added, or listed in another order."""
    around = sorted(guests, key=lambda person: (person.id < first, person.id))
    if not with_first:
        around = sorted(around, key=lambda person: person.id == first)
    return next((p for p in around if days.working(p, days.local(p, occurrence.start).date())), None)

"""Dates that are left out: by one who takes part, for oneself; by the organizer, for everybody."""

from __future__ import annotations

from datetime import date, time, timedelta

from paceline.agenda import days, occurrences
from paceline.agenda.contents import Recorded
from paceline.clerks import meetings, rounds, wishes
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.cadence import Occurrence
from paceline.domain.facts import OccurrenceDropped, Skipped
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.ledger import asks
from paceline.ledger.cadences import Kept


def skip(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """The date that the letter is about, for oneself; in answer to a digest the organizer's word on the meeting."""
    if meetings.is_about(desk, place, person, said):
        return meetings.settle(desk, message, person, place, said)
    kept, found = _asked_about(desk, place, said)
    if kept is None or found is None:
        return Refusal(said.line, "I don't know what to skip", '"skip", in reply to the mail that asks')
    return _for_oneself(desk, message, person, kept, found)


def skip_all(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """The date that the letter is about, by the organizer, for everybody."""
    kept, found = _asked_about(desk, place, said)
    if kept is None or found is None:
        return Refusal(said.line, "I don't know which date", '"skip all", in reply to the mail that asks')
    if kept.organizer != person.id:
        return Refusal(said.line, "only the organizer leaves a date out for everybody", '"skip" leaves you out')
    if desk.now >= found.start:
        return Refusal(said.line, "that date is over")
    return _for_all(desk, message, person, kept, found)


def skip_date(
    desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date
) -> Recorded | Refusal:
    """The next date, or that of a day: by the organizer for everybody, unless they say that it is for them; by anybody
    else for oneself."""
    day = said.due.day if said.due else None
    kept = _review(desk, person, place, said, day)
    if isinstance(kept, Refusal):
        return kept
    runs_it = kept.organizer == person.id
    if said.text == "all" and not runs_it:
        mine = f'"{_for_me(said)}" leaves you out'
        return Refusal(said.line, "only its organizer leaves a date out for everybody", mine)
    ahead = rounds.next_date(desk, kept)
    found = _on(kept, person, day) if day else ahead
    if found is None or found.start <= desk.now or found.id in rounds.dropped(desk, kept):
        following = f"{days.local(person, ahead.start):%d %b}".lstrip("0") if ahead else ""
        return Refusal(said.line, "it has no date ahead on that day", f'"skip {following}"' if following else "")
    leave_out = _for_all if runs_it and said.text != "me" else _for_oneself
    return leave_out(desk, message, person, kept, found)


def _asked_about(desk: Desk, place: Place, said: Command) -> tuple[Kept | None, Occurrence | None]:
    occurrence = said.subject if "/" in said.subject else place.occurrence
    kept = rounds.cadence_of(desk, occurrence) if occurrence else None
    return kept, rounds.find(kept, occurrence)


def _review(desk: Desk, person: Person, place: Place, said: Command, day: date | None) -> Kept | Refusal:
    """The one that is named; else the only one with a date on that day; else the one that is meant."""
    dated = wishes.of_person(desk, person) if day and not said.named else []
    that_day = [kept for kept in dated if day and _on(kept, person, day)]
    return that_day[0] if len(that_day) == 1 else wishes.review_meant(desk, person, place, said)


def _on(kept: Kept, person: Person, day: date) -> Occurrence | None:
    if day > date.max - timedelta(days=2):
        return None
    begins = days.at_hour(person, day, time(0))
    ends = days.at_hour(person, day + timedelta(days=1), time(0))
    return next(iter(occurrences.between(kept.cadence, begins, ends)), None)


def _for_me(said: Command) -> str:
    return f"skip {said.due.text}" if said.due else "skip next"


def _for_oneself(desk: Desk, message: str, person: Person, kept: Kept, found: Occurrence) -> Recorded:
    """Where nobody was asked about it yet, the round that opens leaves them out (`rounds`)."""
    desk.record(kept.team, f"update/{found.id}/{person.id}", Skipped(found.id), author=person.id, message=message)
    asks.close(desk.tx, found.id, "answered", person.id)
    return Recorded("skipped", what=kept.cadence.title, due=days.local(person, found.start).date())


def _for_all(desk: Desk, message: str, person: Person, kept: Kept, found: Occurrence) -> Recorded:
    subject = f"cadence/{kept.cadence.id}"
    desk.record(kept.team, subject, OccurrenceDropped(found.id), author=person.id, message=message)
    rounds.schedule(desk, kept)
    return Recorded("dropped for all", what=kept.cadence.title, due=days.local(person, found.start).date())

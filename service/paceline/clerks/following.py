"""Series that go on: a changed one keeps the names of its dates, a new one takes over from the one it goes on with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from paceline.agenda import meant_zone, succession
from paceline.clerks import forms, past, persons, rounds
from paceline.clerks.desk import Desk
from paceline.domain import circles
from paceline.domain.cadence import Cadence, Settings
from paceline.domain.facts import CadenceContinued, HandedOver, standing
from paceline.ledger import asks, cadences, facts, people
from paceline.ledger.cadences import Kept


def named(desk: Desk, cadence: Cadence, before: Kept) -> Cadence:
    """`cadence` with its dates called as people were asked about them in the series `before`."""
    asked = asks.occurrences_of(desk.tx, before.cadence.id, desk.now - succession.AROUND)
    told = (sent.occurrence for _, sent in past.digests_sent(desk, before))
    return succession.named(cadence, dict.fromkeys((*asked, *told)), before.cadence, desk.now)


def predecessor(desk: Desk, cadence: Cadence, organizer: str) -> Kept | None:
    """The series that a new one goes on with: of the same organizer's, the one that ends last before it begins."""
    found = [
        kept
        for kept in cadences.of_team(desk.tx, cadence.team)
        if _run_by(desk, kept, organizer) and not kept.ended and not is_followed(desk, kept)
        if _of_one_organizer(desk, kept.cadence, cadence) and succession.goes_on_with(kept.cadence, cadence)
    ]
    return max(found, key=lambda kept: (kept.cadence.stamp, kept.cadence.id), default=None)


def successor(desk: Desk, kept: Kept) -> Kept | None:
    """The series that goes on with one which has just been cut short, where that came first."""
    if kept.ended or is_followed(desk, kept):
        return None
    line = past.line(desk, kept)
    found = (
        other
        for other in cadences.of_team(desk.tx, kept.team)
        if _run_by(desk, kept, other.organizer) and not other.ended and not other.cadence.follows
        if other.cadence.id not in line and _of_one_organizer(desk, kept.cadence, other.cadence)
        if succession.goes_on_with(kept.cadence, other.cadence)
    )
    return next(found, None)


def _run_by(desk: Desk, kept: Kept, organizer: str) -> bool:
    """Or handed over by mail: whoever sends it from their calendar may split it still."""
    if kept.organizer == organizer:
        return True
    said = standing(facts.of_all(desk.tx, (f"cadence/{one}" for one in past.line(desk, kept))))
    return any(isinstance(entry.fact, HandedOver) for entry in said)


def _of_one_organizer(desk: Desk, old: Cadence, new: Cadence) -> bool:
    """The same address, or two of one person's. Somebody else's assistant may have sent both."""
    if old.organizer == new.organizer:
        return True
    one, other = (people.by_address(desk.tx, each.organizer) for each in (old, new))
    return one is not None and other is not None and one.id == other.id


def is_followed(desk: Desk, kept: Kept) -> bool:
    """By a series that is not over: one that was taken back leaves its place."""
    later = cadences.get(desk.tx, kept.cadence.followed_by) if kept.cadence.followed_by else None
    return later is not None and not later.ended


def join(desk: Desk, earlier: Kept, later: Kept, *, author: str, message: str) -> Kept:
    """Let `later` go on with `earlier`: with who runs it, what was ordered by mail, its pause, and what people have
    answered."""
    ordered = replace(earlier.ordered, **_said(later.ordered), said=_keys(earlier.ordered, later.ordered))
    settings = forms.effective(desk.rules(later.team), later.cadence.settings, ordered)
    continued = meant_zone.read_in(later.cadence, settings.zone) if settings.zone else later.cadence
    private = circles.cadence_of(later.team) and circles.cadence_of(earlier.team)
    team = earlier.team if private else later.team
    cadence = replace(named(desk, continued, earlier), team=team, settings=settings, follows=earlier.cadence.id)
    paused = later.paused_until or earlier.paused_until
    joined = replace(
        later, team=team, cadence=cadence, organizer=earlier.organizer, ordered=ordered, paused_until=paused
    )
    cadences.put(desk.tx, replace(earlier, cadence=replace(earlier.cadence, followed_by=cadence.id)))
    cadences.put(desk.tx, joined)
    persons.learn_readers(desk, settings.also, cadence.zone)
    fact = CadenceContinued(cadence.title, earlier.cadence.id)
    desk.record(joined.team, f"cadence/{cadence.id}", fact, author=author, message=message)
    return joined


def schedule(desk: Desk, kept: Kept) -> None:
    """Derive the moments of a cadence anew, and those of its neighbours: a date may go from one to the other."""
    cadence = kept.cadence
    earlier, later = (cadences.get(desk.tx, one) if one else None for one in (cadence.follows, cadence.followed_by))
    for each in (earlier, kept, later):
        if each:
            rounds.schedule(desk, each)


def _said(ordered: Settings) -> dict[str, Any]:
    return {name: getattr(ordered, name) for name in ordered.said}


def _keys(earlier: Settings, later: Settings) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*earlier.said, *later.said)))

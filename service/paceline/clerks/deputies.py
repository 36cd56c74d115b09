"""Deputies: who is asked while somebody is away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from paceline.agenda import days
from paceline.clerks.desk import Desk
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person, named
from paceline.ledger import people

LONGEST_CHAIN = 3
"""A deputy who is away may have a deputy; so many are looked at."""
LONGEST = 60
"""Days that are looked through for one on which somebody is there."""


def named_by(desk: Desk, person: Person, handle: str, line: str) -> Person | Refusal:
    """The colleague whom `person` means; nobody but a colleague can be one."""
    everybody = tuple(p for p in (*desk.team(person.team), *desk.guests(person.team)) if p.id != person.id)
    found = named(handle, everybody)
    if len(found) == 1:
        return found[0]
    if found:
        return Refusal(line, f'"{handle}" may be {" or ".join("@" + p.id for p in found)}', f"deputy: @{found[0].id}")
    hint = "; ".join(f"deputy: @{p.id}" for p in everybody[:3])
    return Refusal(line, f'I know nobody else called "{handle}" in your team', hint)


def standing_in(desk: Desk, person: Person, day: date) -> Person | None:
    """Who is asked in `person`'s place on `day`; None: they are here, or nobody is named who is."""
    asked: Person | None = person
    for _ in range(LONGEST_CHAIN):
        absence = asked.away_on(day) if asked else None
        if asked is None or absence is None:
            break
        asked = people.by_id(desk.tx, absence.deputy) if absence.deputy else None
    is_there = asked is not None and not asked.left and not asked.away_on(day)
    return asked if asked and is_there and asked.id != person.id else None


def instead_of(desk: Desk, person: Person, start: datetime, end: datetime) -> Person | None:
    """Who is asked in `person`'s place between two instants; None: they have a working day in between, or nobody is
    named who is here when their absence begins."""
    first, last = days.local(person, start).date(), days.local(person, end).date()
    between = [first + timedelta(days=n) for n in range(min((last - first).days, LONGEST) + 1)]
    if any(days.working(person, day) for day in between):
        return None
    away = next((day for day in between if person.away_on(day)), None)
    return standing_in(desk, person, away) if away else None

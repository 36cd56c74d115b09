"""What went by in an absence."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from paceline.agenda import days
from paceline.clerks import rounds
from paceline.clerks.desk import Desk
from paceline.domain.people import Person
from paceline.ledger import asks, outbox

BACK_FOR = timedelta(days=14)
"""How long after an absence an envelope still says what went by in it."""
MOST_BY_DAY = 3
"""So many dates of one review that went by are told by their days."""


def reviews(desk: Desk, person: Person) -> tuple[str, ...]:
    """What went by in the absence that has just ended, told in the first envelope after it."""
    today = desk.today(person)
    ended = [absence for absence in person.absences if absence.last < today <= absence.last + BACK_FOR]
    last = outbox.last_written(desk.tx, person.id, "envelope") if ended else None
    if not ended or (last and days.local(person, last).date() > ended[-1].last):
        return ()
    since = days.at_hour(person, ended[-1].first, time(0))
    asked = ((rounds.cadence_of(desk, a.subject), a) for a in asks.unsent(desk.tx, person.id, since))
    found = ((kept, rounds.find(kept, ask.subject)) for kept, ask in asked)
    gone: dict[str, list[str]] = {}
    for kept, occurrence in found:
        if kept and occurrence and occurrence.id not in rounds.dropped(desk, kept):
            gone.setdefault(kept.cadence.title, []).append(_in_words(days.local(person, occurrence.start)))
    return tuple(line for title, on in gone.items() for line in _gone_by(title, on))


def _gone_by(title: str, on: list[str]) -> list[str]:
    """Each date by its day; a long row of them as a number."""
    return [f"{title} of {day}" for day in on] if len(on) <= MOST_BY_DAY else [f"{title} ({len(on)} times)"]


def _in_words(day: datetime) -> str:
    return f"{day:%a} {day.day} {day:%b}"

"""Who is here on a date. Days are dates in each person's own zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from paceline.agenda import days
from paceline.domain.people import Person
from paceline.ports import Shown

MOST_SPANS = 50
"""So many absences are taken from one calendar."""
LONGEST = timedelta(days=800)


def away(person: Person, day: date) -> bool:
    """In an absence, or on a public holiday. Days that are free every week are none: the review knows of them."""
    return person.away_on(day) is not None or days.is_holiday(person, day)


def most_are_away(people: Iterable[Person], start: datetime) -> tuple[int, int] | None:
    """(who is away, all) on the date that begins at `start`, where that is more than half of them."""
    everybody = tuple(people)
    gone = sum(away(person, days.local(person, start).date()) for person in everybody)
    return (gone, len(everybody)) if gone * 2 > len(everybody) else None


def out_of_office(person: Person, shown: Iterable[Shown]) -> tuple[tuple[date, date], ...]:
    """The whole days that a person's calendar marks as out of office, those that touch as one; only busy is here."""
    marked = (one for one in shown if one.out_of_office and timedelta(0) < one.ends - one.begins <= LONGEST)
    found: list[tuple[date, date]] = []
    for span in sorted(span for one in marked if (span := days.covered(person, one.begins, one.ends))):
        if found and span[0] <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], span[1]))
        else:
            found.append(span)
    return tuple(found[:MOST_SPANS])

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from paceline.agenda import presence
from paceline.domain.people import Absence, Person
from paceline.ports import Shown

BERLIN = ZoneInfo("Europe/Berlin")
ANA = Person("ana", "platform", "Ana Sousa", ("ana@acme.example",), zone="Europe/Berlin")
BO, CHEN = replace(ANA, id="bo"), replace(ANA, id="chen", zone="Asia/Tokyo")
OFF = (Absence(date(2026, 12, 28), date(2026, 12, 31)),)
REVIEW = datetime(2026, 12, 28, 10, tzinfo=BERLIN).astimezone(UTC)


def gone(*people: Person) -> tuple[Person, ...]:
    return tuple(replace(person, absences=OFF) for person in people)


def test_more_than_half_are_most() -> None:
    assert presence.most_are_away((*gone(ANA, BO), CHEN), REVIEW) == (2, 3)
    assert presence.most_are_away((*gone(ANA), BO), REVIEW) is None
    assert presence.most_are_away((), REVIEW) is None


def test_the_date_is_each_persons_own() -> None:
    """At 23:00 in Berlin it is Tuesday in Tokyo, and Chen is back."""
    late = datetime(2026, 12, 31, 23, tzinfo=BERLIN).astimezone(UTC)
    assert presence.most_are_away(gone(ANA, BO, CHEN), late) == (2, 3)


def test_on_a_public_holiday_people_are_away() -> None:
    christmas = datetime(2026, 12, 25, 10, tzinfo=BERLIN).astimezone(UTC)
    assert presence.most_are_away((replace(ANA, country="DE"), replace(BO, country="DE")), christmas) == (2, 2)


def test_who_never_works_on_that_weekday_is_not_away_every_week() -> None:
    part_time = replace(ANA, own_workdays=frozenset({1, 2}))
    assert presence.most_are_away((part_time, replace(part_time, id="bo")), REVIEW) is None


def shown(first: str, last: str, *, out_of_office: bool = True) -> Shown:
    begins, ends = (datetime.fromisoformat(at).replace(tzinfo=BERLIN).astimezone(UTC) for at in (first, last))
    return Shown(begins, ends, out_of_office)


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ([shown("2026-11-30 00:00", "2026-12-05 00:00")], ["11-30..12-04"]),
        ([shown("2026-11-30 09:00", "2026-11-30 17:30")], ["11-30..11-30"]),
        ([shown("2026-11-30 09:01", "2026-11-30 17:30")], []),
        ([shown("2026-11-30 13:00", "2026-12-02 12:00")], ["12-01..12-01"]),
        ([shown("2026-11-30 00:00", "2026-12-05 00:00", out_of_office=False)], []),
        ([shown("2026-12-01 00:00", "2026-12-02 00:00"), shown("2026-11-30 00:00", "2026-12-01 00:00")],
         ["11-30..12-01"]),
        ([shown("2026-12-05 00:00", "2026-12-01 00:00")], []),
        ([shown("2026-12-01 00:00", "2030-12-01 00:00")], []),
    ],
)  # fmt: skip
def test_whole_days_out_of_office(marked: list[Shown], found: list[str]) -> None:
    assert [f"{first:%m-%d}..{last:%m-%d}" for first, last in presence.out_of_office(ANA, marked)] == found


def test_no_calendar_gives_absences_without_end() -> None:
    every_other = [
        Shown(REVIEW + timedelta(days=2 * n - 1), REVIEW + timedelta(days=2 * n + 0.5), True) for n in range(500)
    ]
    assert len(presence.out_of_office(ANA, every_other)) <= presence.MOST_SPANS

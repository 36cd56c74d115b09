"""Recurrence tables of two other engines. Each row that differs has its reason here; a new difference fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cases import cases

from paceline.agenda import occurrences
from paceline.domain.cadence import Cadence
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.mail import CalendarPart, Unreadable

pytestmark = pytest.mark.cases

REASONS = {
    "BYWEEKNO": "weeks of another year: dateutil counts INTERVAL by calendar year, the tables by ISO year",
    "FREQ=YEARLY;BYMONTHDAY": "expands to every month by RFC 5545's table (3.3.10), the tables keep DTSTART's month",
    "BYSETPOS": "a DTSTART that does not fit the rule, or a first week that DTSTART cuts, is undefined in RFC 5545",
}
POLICY = ("FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "times a day", "the year ", "BYDAY=", "numbers weekdays")
"""Rows that are refused on purpose, by what the refusal says."""


@pytest.mark.parametrize(("table", "share"), [("icaljs_rrule.json", 0.95), ("icalnet_rrule.json", 0.8)])
def test_table(table: str, share: float) -> None:
    rows = list(_rows(table))
    differing = [rule for rule, found, expected in rows if found != expected]
    unexplained = [rule for rule in differing if not any(part in rule for part in REASONS)]
    print(f"{table}: {len(rows) - len(differing)} of {len(rows)} equal; differing: {differing}")
    assert unexplained == []
    assert len(rows) - len(differing) >= share * len(rows)


def _rows(table: str) -> Iterator[tuple[str, list[datetime], list[datetime]]]:
    for row in json.loads((cases("occurrences") / table).read_text())["cases"]:
        if not row["dtstart"] or not row["expected"]:
            continue
        read = read_calendar(CalendarPart(_invite(row).encode()), us=frozenset(["us@example.com"]), zone="UTC")
        if isinstance(read, Unreadable):
            assert any(part in read.reason for part in POLICY), (row["rrule"], read.reason)
            continue
        assert read[0].cadence
        expected = [_instant(value) for value in row["expected"]]
        ends = "COUNT" in row["rrule"] or "UNTIL" in row["rrule"]
        found = _between(read[0].cadence, expected[0], expected[-1] + timedelta(days=300 if ends else 0, seconds=1))
        yield row["rrule"], found if ends else found[: len(expected)], expected


def _invite(row: dict[str, Any]) -> str:
    start = row["dtstart"].replace("-", "").replace(":", "")
    people = ["ORGANIZER:mailto:o@example.com", "ATTENDEE:mailto:us@example.com"]
    event = ["UID:a", f"DTSTART:{start}", f"RRULE:{row['rrule']}", *people]
    return "\r\n".join(["BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR"])


def _between(cadence: Cadence, start: datetime, end: datetime) -> list[datetime]:
    found: list[datetime] = []
    while start < end:
        stop = min(start + timedelta(days=90), end)
        found += [occurrence.start for occurrence in occurrences.between(cadence, start, stop)]
        start = stop
    return found


def _instant(value: str) -> datetime:
    digits = value.replace("-", "").replace(":", "").rstrip("Z")
    return datetime.strptime(digits if "T" in digits else f"{digits}T090000", "%Y%m%dT%H%M%S").replace(tzinfo=UTC)

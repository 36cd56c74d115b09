"""Recurrence tables of two other engines. Each row that differs has its reason here (docs/recurrence.md tells it in
full); a difference without one fails. `pytest -s` prints the score.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from cases import cases
from dateutil.rrule import rrulestr

from paceline.agenda import occurrences
from paceline.domain.cadence import Cadence
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.mail import CalendarPart, Unreadable


@dataclass(frozen=True)
class Reason:
    """`kind`: "undefined" by RFC 5545, a "library"'s limit, or "refused" on purpose. `rules` is a pattern."""

    rules: str
    kind: str
    why: str


DIFFERING = (
    Reason(r"BYWEEKNO=\S*INTERVAL", "undefined", "INTERVAL may count calendar years or years of weeks"),
    Reason(r"(?=.*BYWEEKNO=52)(?=.*BY(MONTH|YEAR)DAY)", "library", "week 52 of the year before is missed"),
    Reason(r"^(?!.*BYDAY).*BYWEEKNO", "library", "a week without BYDAY is all seven days, not DTSTART's weekday"),
    Reason(r"^(?!.*BYMONTH=)FREQ=YEARLY;.*BYMONTHDAY", "undefined", "every month's day, or that of DTSTART's month"),
    Reason(r"FREQ=MONTHLY;.*BYSETPOS", "undefined", "a DTSTART that does not fit the rule"),
    Reason(r"FREQ=WEEKLY;.*BYSETPOS", "library", "the first week is cut at DTSTART before positions are counted"),
)
REFUSED = (
    Reason("FREQ=(SECONDLY|MINUTELY|HOURLY)", "refused", "no review takes place more often than daily"),
    Reason(r"\d+ times a day", "refused", "more than four times a day"),
    Reason(r"the year \d+", "refused", "years before 1990 and after 2100"),
    Reason("BYDAY=", "refused", "0MO is no weekday of RFC 5545"),
    Reason("numbers weekdays", "refused", "1MO of a week is against RFC 5545"),
)


@pytest.mark.cases
@pytest.mark.parametrize(("table", "share"), [("icaljs_rrule.json", 0.95), ("icalnet_rrule.json", 0.8)])
def test_table(table: str, share: float) -> None:
    score: Counter[str] = Counter()
    print(f"\n{table}")
    for row in json.loads((cases("occurrences") / table).read_text())["cases"]:
        kind, why = _compared(row)
        score[kind] += 1
        if why:
            print(f"  {kind:<10} {row['rrule']}: {why}")
    print(f"  {dict(score)}")
    assert score["unexplained"] == 0
    assert score["equal"] >= share * (score["equal"] + score["undefined"] + score["library"])


def _compared(row: dict[str, Any]) -> tuple[str, str]:
    """Of which kind a row is, and why where that is not "equal". "nothing": the table has no date for it."""
    if not row["dtstart"] or not row["expected"]:
        return "nothing", ""
    read = read_calendar(CalendarPart(_invite(row).encode()), us=frozenset(["us@example.com"]), zone="UTC")
    if isinstance(read, Unreadable):
        return _reason(REFUSED, read.reason)
    assert read[0].cadence
    expected = [_instant(value) for value in row["expected"]]
    ends = "COUNT" in row["rrule"] or "UNTIL" in row["rrule"]
    found = _between(read[0].cadence, expected[0], expected[-1] + timedelta(days=300 if ends else 0, seconds=1))
    if (found if ends else found[: len(expected)]) == expected:
        return "equal", ""
    return _reason(DIFFERING, row["rrule"])


def _reason(reasons: tuple[Reason, ...], of: str) -> tuple[str, str]:
    found = next((reason for reason in reasons if re.search(reason.rules, of)), None)
    return (found.kind, found.why) if found else ("unexplained", of)


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


# --- what docs/recurrence.md says of dateutil -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "start", "found"),
    [
        ("FREQ=YEARLY;BYWEEKNO=20", "2026-05-13", "2026-05-13 2026-05-14 2026-05-15"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,2", "2026-12-01", "2026-12-01 2026-12-02 2026-12-07"),
        ("FREQ=YEARLY;BYWEEKNO=52;BYYEARDAY=2", "2028-01-02", "2028-01-02 2056-01-02"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=TU;INTERVAL=3", "2024-12-31", "2024-12-31 2027-01-05 2030-01-01"),
        ("FREQ=YEARLY;BYMONTHDAY=1", "2026-06-01", "2026-06-01 2026-07-01 2026-08-01"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-12-01", "2026-12-31 2027-01-29 2027-02-26"),
    ],
)
def test_what_is_said_of_dateutil_is_so(rule: str, start: str, found: str) -> None:
    dates = rrulestr(rule, dtstart=datetime.fromisoformat(start))
    days = found.split()
    assert [f"{date:%Y-%m-%d}" for date in islice(dates, len(days))] == days

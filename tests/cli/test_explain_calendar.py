"""`paceline explain --calendar`: the occurrences of an event."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.terminal import paceline

WEEKLY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//acme//calendar//EN
BEGIN:VEVENT
UID:weekly@acme.example
DTSTAMP:20261120T090000Z
DTSTART;TZID=Europe/Berlin:20261019T100000
DURATION:PT30M
RRULE:{rule}
EXDATE;TZID=Europe/Berlin:20261026T100000
SUMMARY:Platform weekly
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def event(tmp_path: Path) -> Path:
    path = tmp_path / "weekly.ics"
    path.write_text(WEEKLY.format(rule="FREQ=WEEKLY;COUNT=4"), newline="\r\n")
    return path


def test_occurrences_keep_their_hour_when_the_clocks_go_back(event: Path) -> None:
    ran = paceline("explain", "--calendar", event, "--from", "2026-10-01", "--to", "2026-12-01", "--json")
    assert [(each["local"], each["start"]) for each in ran.records] == [
        ("2026-10-19T10:00:00+02:00", "2026-10-19T08:00:00Z"),
        ("2026-11-02T10:00:00+01:00", "2026-11-02T09:00:00Z"),
        ("2026-11-09T10:00:00+01:00", "2026-11-09T09:00:00Z"),
    ]
    assert ran.records[0] == {
        "uid": "weekly@acme.example",
        "recurrence_id": "2026-10-19T08:00:00Z",
        "start": "2026-10-19T08:00:00Z",
        "end": "2026-10-19T08:30:00Z",
        "local": "2026-10-19T10:00:00+02:00",
        "zone": "Europe/Berlin",
        "minutes": 30,
        "title": "Platform weekly",
    }


def test_days_are_the_event_s_own(event: Path) -> None:
    """Midnight in Berlin is 22:00 or 23:00 UTC of the day before."""
    ran = paceline("explain", "--calendar", event, "--from", "2026-11-02", "--to", "2026-11-09")
    assert ran.out == "2026-11-02T10:00:00+01:00\t30\tPlatform weekly\t2026-11-02T09:00:00Z\n"


def test_a_long_time_is_listed_to_its_end(event: Path) -> None:
    """More than the service looks ahead at once."""
    event.write_text(WEEKLY.format(rule="FREQ=DAILY"), newline="\r\n")
    ran = paceline("explain", "--calendar", event, "--from", "2026-11-01", "--to", "2029-11-01", "--json")
    assert len(ran.records) == 365 + 365 + 366
    assert len({each["recurrence_id"] for each in ran.records}) == len(ran.records)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "say which days: --from 2026-12-01 --to 2027-01-01"),
        (("--from", "soon", "--to", "2026-12-01"), 2, '"soon" is no date; write it like 2026-12-01'),
    ],
)
def test_which_days_must_be_said(event: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    ran = paceline("explain", "--calendar", event, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err


def test_what_is_no_calendar_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "x.ics").write_text("BEGIN:VCARD")
    ran = paceline("explain", "--calendar", tmp_path / "x.ics", "--from", "2026-12-01", "--to", "2027-01-01")
    assert (ran.code, ran.out) == (1, "")
    assert "x.ics is refused: " in ran.err

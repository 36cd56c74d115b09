"""When "09:00 on the working day before" is for each guest, and when a series takes place, in 51 cases with a trap."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from cases import cases

from paceline.agenda import days, occurrences
from paceline.domain.cadence import Span
from paceline.domain.people import Absence, Person
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.mail import CalendarPart, Unreadable

pytestmark = pytest.mark.cases


@pytest.fixture(autouse=True, scope="module")
def _pinned_tzdata() -> None:
    days.pin_tzdata()


def _cases() -> list[Any]:
    try:
        path = cases("time-zones/send-instants.json")
    except pytest.skip.Exception as absent:
        return [pytest.param(None, id="absent", marks=pytest.mark.skip(str(absent)))]
    return [pytest.param(case, id=case["id"]) for case in json.loads(path.read_text())["cases"]]


@pytest.mark.parametrize("case", _cases())
def test_each_guest_is_asked_at_their_hour(case: dict[str, Any]) -> None:
    for guest in case.get("attendees", ()):
        asked = days.send_instant(
            _person(guest, case),
            datetime.fromisoformat(case["occurrence_utc"]),
            Span(days=1),
            minimum_lead=timedelta(hours=case.get("min_lead_h", 0)),
        )
        assert asked == datetime.fromisoformat(guest["send_utc"]), guest["tz"]


def _person(guest: dict[str, Any], case: dict[str, Any]) -> Person:
    free = [date.fromisoformat(day) for day in guest.get("holidays", ())]
    return Person(
        id="guest",
        team="team",
        name="Guest",
        addresses=("guest@example.com",),
        zone=guest["tz"],
        workdays=frozenset(range(7)) - frozenset(guest.get("weekend", (5, 6))),
        send_hour=time.fromisoformat(case.get("at", "09:00")),
        absences=tuple(Absence(day, day) for day in free),
    )


@pytest.mark.parametrize("case", _cases())
def test_the_series_takes_place_at_these_instants(case: dict[str, Any]) -> None:
    zone = case.get("policy_zone") or case["organizer_tz"]
    calendar = _invite(case, zone)
    read = read_calendar(CalendarPart(calendar.encode()), us=frozenset(["us@example.com"]), zone=zone)
    assert not isinstance(read, Unreadable)
    assert read[0].cadence
    start = datetime.fromisoformat(case["dtstart_wall"]).replace(tzinfo=UTC) - timedelta(days=2)
    found = occurrences.between(read[0].cadence, start, start + timedelta(days=300))
    expected = case.get("occurrences_utc") or [case["occurrence_utc"]]
    assert [occurrence.start for occurrence in found] == [datetime.fromisoformat(instant) for instant in expected]


def _invite(case: dict[str, Any], zone: str) -> str:
    wall = case["dtstart_wall"].replace("-", "").replace(":", "") + "00"
    if "VALUE=DATE" in case["title"]:
        start = f"DTSTART;VALUE=DATE:{wall[:8]}"
    elif "Floating" in case["title"]:
        start = f"DTSTART:{wall}"
    else:
        start = f"DTSTART:{wall}Z" if zone == "UTC" else f"DTSTART;TZID={zone}:{wall}"
    rule = [f"RRULE:{case['rrule']}"] if "rrule" in case else []
    people = ["ORGANIZER:mailto:o@example.com", "ATTENDEE:mailto:us@example.com"]
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "METHOD:REQUEST",
            "BEGIN:VEVENT",
            "UID:a",
            start,
            *rule,
            *people,
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )

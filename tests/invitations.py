"""Invitations as calendars send them, for tests: a weekly of Mara's with Ana, Bo and us, changed line by line."""

from __future__ import annotations

from pathlib import Path

from paceline.domain.cadence import Cadence, CalendarMessage
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.mail import CalendarPart, Unreadable

US = frozenset(["async@acme.example"])
GOLDEN = Path(__file__).parent / "golden" / "invites"

_WEEKLY = {
    "UID": "UID:weekly@acme.example",
    "DTSTAMP": "DTSTAMP:20261120T090000Z",
    "SEQUENCE": "SEQUENCE:0",
    "DTSTART": "DTSTART;TZID=Europe/Berlin:20261130T100000",
    "DTEND": "DURATION:PT30M",
    "RRULE": "RRULE:FREQ=WEEKLY",
    "SUMMARY": "SUMMARY:Platform weekly",
    "ORGANIZER": "ORGANIZER;CN=Mara:mailto:mara@acme.example",
    "ANA": "ATTENDEE;CN=Ana;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ana@acme.example",
    "BO": "ATTENDEE;CN=Bo;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bo@acme.example",
    "US": "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:async@acme.example",
}


def event(*more: str, **changes: str) -> str:
    """The weekly's VEVENT; a change replaces the line of that name, "" takes it out."""
    lines = [line for line in (_WEEKLY | changes).values() if line]
    return "\r\n".join(["BEGIN:VEVENT", *lines, *more, "END:VEVENT"])


def date(day: str, *more: str, **changes: str) -> str:
    """The weekly's VEVENT of one date ("20261207"), at 10:00 as the series unless changed."""
    at = f"TZID=Europe/Berlin:{day}T100000"
    return event(f"RECURRENCE-ID;{at}", *more, **({"RRULE": "", "DTSTART": f"DTSTART;{at}"} | changes))


def calendar(*parts: str, method: str = "REQUEST", head: str = "") -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN", f"METHOD:{method}" if method else "", head]
    return "\r\n".join([line for line in [*lines, *parts, "END:VCALENDAR"] if line]) + "\r\n"


def read(text: str | bytes, *, zone: str = "Europe/Berlin", said: str = "") -> tuple[CalendarMessage, ...] | Unreadable:
    data = text.encode() if isinstance(text, str) else text
    return read_calendar(CalendarPart(data, said, "utf-8"), us=US, zone=zone)


def message(text: str | bytes, *, zone: str = "Europe/Berlin") -> CalendarMessage:
    """The one message in it."""
    found = read(text, zone=zone)
    assert not isinstance(found, Unreadable), found.reason
    (one,) = found
    return one


def cadence(text: str | bytes, *, zone: str = "Europe/Berlin") -> Cadence:
    """The series as one invitation describes it."""
    found = message(text, zone=zone).cadence
    assert found is not None
    return found


def golden(name: str) -> bytes:
    return (GOLDEN / f"{name}.ics").read_bytes()

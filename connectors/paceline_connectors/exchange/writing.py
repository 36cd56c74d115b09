"""What the service writes, read for Exchange: an event of our own, and an answer to somebody's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from icalendar import Calendar


@dataclass(frozen=True, slots=True)
class Ours:
    """An event of our own, as it is written to the calendar. `ends` is the first instant or day after it."""

    uid: str
    subject: str
    body: str
    location: str
    begins: date
    ends: date
    free: bool

    @property
    def whole_days(self) -> bool:
        return not isinstance(self.begins, datetime)


def ours(uid: str, raw: bytes) -> Ours:
    """Raises ValueError for what can't be written: a series, or no event."""
    found: list[Any] = Calendar.from_ical(raw).walk("VEVENT")
    if len(found) != 1 or "RRULE" in found[0] or "RDATE" in found[0]:
        raise ValueError("only an event with one date can be written")
    [event] = found
    begins, ends = event.start, event.end
    return Ours(
        uid,
        str(event.get("SUMMARY", "")),
        str(event.get("DESCRIPTION", "")),
        str(event.get("LOCATION", "")),
        begins,
        ends,
        str(event.get("TRANSP", "")).upper() == "TRANSPARENT",
    )


@dataclass(frozen=True, slots=True)
class Reply:
    """Our answer to an invitation. `date` is RECURRENCE-ID where it is about one date of a series."""

    partstat: str
    date: date | None


def reply(raw: bytes) -> Reply:
    """Raises ValueError for what is no answer (RFC 5546, 3.2.3)."""
    for event in Calendar.from_ical(raw).walk("VEVENT"):
        for guest in _listed(event.get("ATTENDEE")):
            about = event.get("RECURRENCE-ID")
            return Reply(str(guest.params.get("PARTSTAT", "NEEDS-ACTION")).upper(), about.dt if about else None)
    raise ValueError("it names no attendee")


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]

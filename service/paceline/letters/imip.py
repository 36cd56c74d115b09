"""The text/calendar body of an answer to an invitation (RFC 5546, 3.2.3 and 3.2.6); mime.py puts it into a mail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from paceline.domain.cadence import CalendarMessage
from paceline.inbox.calendar.ics import Component, Line, calendars, write
from paceline.inbox.mail import Unreadable

_PRODUCT = Line("PRODID", "-//Paceline//Paceline//EN")
_KEPT = ("CN", "CUTYPE", "ROLE", "EMAIL", "DELEGATED-FROM")
"""Parameters of our ATTENDEE that are sent back; RSVP is the organizer's question, the rest belongs to no answer."""
_ECHOED = ("UID", "RECURRENCE-ID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "SUMMARY", "ORGANIZER")


def instances(message: CalendarMessage) -> tuple[tuple[str, str], ...]:
    """What is answered, each by a mail of its own: the RECURRENCE-ID of each date as it was sent, "" for the series,
    and its revision, SEQUENCE and DTSTAMP as they were sent."""
    read = calendars(message.echo.encode())
    found = read[0].called("VEVENT") if isinstance(read, tuple) else ()
    revisions = {e.value("RECURRENCE-ID"): f"{e.value('SEQUENCE') or 0}/{e.value('DTSTAMP')}" for e in found}
    return tuple(revisions.items())


def reply(message: CalendarMessage, *, now: datetime, partstat: str = "ACCEPTED", instance: str | None = None) -> bytes:
    """A REPLY to `message`, or to one of its `instances`, from the one ATTENDEE that was invited; b"" where we are not.

    UID, RECURRENCE-ID, SEQUENCE, ORGANIZER and the times are the sender's own lines, and so is the VTIMEZONE: what
    libraries would write in its place is wrong for hours of the year. `now` (aware) becomes DTSTAMP: Google ignores an
    answer whose DTSTAMP is not newer than the last one's.
    """
    return _answer(message, "REPLY", _ECHOED, now, partstat, instance)


def refresh(message: CalendarMessage, *, now: datetime) -> bytes:
    """A REFRESH: asks the organizer to send the series again; b"" where we are not invited."""
    return _answer(message, "REFRESH", ("UID", "ORGANIZER"), now, "")


def recipients(message: CalendarMessage) -> tuple[str, ...]:
    """Whom the answer goes to: the organizer, whatever From says (RFC 6047, 2.3), and who delegated to us."""
    return tuple(dict.fromkeys(a for a in (message.organizer, message.delegator) if a))


def _answer(
    message: CalendarMessage,
    method: str,
    names: Iterable[str],
    now: datetime,
    partstat: str,
    instance: str | None = None,
) -> bytes:
    read = calendars(message.echo.encode())
    if not message.attendee or isinstance(read, Unreadable):
        return b""
    asked = [event for event in read[0].called("VEVENT") if instance in (None, event.value("RECURRENCE-ID"))]
    events = [_event(event, names, now, partstat) for event in asked]
    used = {line.param("TZID") for event in asked for line in event.lines if line.name in names}
    zones = [_verbatim(zone) for zone in read[0].called("VTIMEZONE") if zone.value("TZID") in used]
    head = [Line("VERSION", "2.0"), _PRODUCT, Line("METHOD", method)]
    return write("VCALENDAR", head, [*zones, *events]).encode()


def _event(event: Component, names: Iterable[str], now: datetime, partstat: str) -> str:
    lines = [line for name in names for line in event.all(name)]
    lines.append(Line("DTSTAMP", f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"))
    return write("VEVENT", [*lines, *(_attendee(line, partstat) for line in event.all("ATTENDEE"))])


def _attendee(line: Line, partstat: str) -> Line:
    status = (("PARTSTAT", partstat),) if partstat else ()
    return Line("ATTENDEE", line.value, status + tuple(p for p in line.params if p[0] in _KEPT))


def _verbatim(component: Component) -> str:
    return write(component.name, component.lines, [_verbatim(part) for part in component.parts])


_STAMP = re.compile(rb"^DTSTAMP:(\d{8}T\d{6})Z", re.MULTILINE)


def stamp_of(body: bytes) -> datetime | None:
    """The DTSTAMP of an answer of ours."""
    found = _STAMP.search(body)
    return datetime.strptime(found[1].decode(), "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None

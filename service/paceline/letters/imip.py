"""The text/calendar body of an answer to an invitation (RFC 5546, 3.2.3 and 3.2.6); mime.py puts it into a mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from paceline.domain.cadence import CalendarMessage
from paceline.inbox.calendar.ics import Component, Line, calendars, write
from paceline.inbox.mail import Unreadable

_PRODUCT = Line("PRODID", "-//Paceline//Paceline//EN")
_KEPT = ("CN", "CUTYPE", "ROLE", "EMAIL", "DELEGATED-FROM")
"""Parameters of our ATTENDEE that are sent back; RSVP is the organizer's question, the rest belongs to no answer."""
_ECHOED = ("UID", "RECURRENCE-ID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "SUMMARY", "ORGANIZER")


def reply(message: CalendarMessage, *, now: datetime, partstat: str = "ACCEPTED") -> bytes:
    """A REPLY to `message` from the one ATTENDEE that was invited; b"" where we are not.

    UID, RECURRENCE-ID, SEQUENCE, ORGANIZER and the times are the sender's own lines, and so is the VTIMEZONE: what
    libraries would write in its place is wrong for hours of the year. `now` (aware) becomes DTSTAMP: Google ignores an
    answer whose DTSTAMP is not newer than the last one's.
    """
    return _answer(message, "REPLY", _ECHOED, now, partstat)


def refresh(message: CalendarMessage, *, now: datetime) -> bytes:
    """A REFRESH: asks the organizer to send the series again; b"" where we are not invited."""
    return _answer(message, "REFRESH", ("UID", "ORGANIZER"), now, "")


def recipients(message: CalendarMessage) -> tuple[str, ...]:
    """Whom the answer goes to: the organizer, whatever From says (RFC 6047, 2.3), and who delegated to us."""
    return tuple(dict.fromkeys(a for a in (message.organizer, message.delegator) if a))


def _answer(message: CalendarMessage, method: str, names: Iterable[str], now: datetime, partstat: str) -> bytes:
    read = calendars(message.echo.encode())
    if not message.attendee or isinstance(read, Unreadable):
        return b""
    echo = read[0]
    events = [_event(event, names, now, partstat) for event in echo.called("VEVENT")]
    used = {line.param("TZID") for event in echo.called("VEVENT") for line in event.lines if line.name in names}
    zones = [_verbatim(zone) for zone in echo.called("VTIMEZONE") if zone.value("TZID") in used]
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

"""An event in our own calendar, as the message that its organizer's calendar would have mailed (RFC 6047).

The server that keeps the calendar has put it there: what is read from it goes the way of every invitation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from paceline.inbox.calendar.guests import organizers_of, whose
from paceline.inbox.calendar.ics import Component, Line, calendars, folded, write

_REVISION_ONLY = frozenset({"DTSTAMP", "LAST-MODIFIED", "CREATED"})
_HEAD = frozenset({"METHOD", "VERSION", "PRODID", "CALSCALE"})


@dataclass(frozen=True, slots=True)
class Copy:
    """`organizer` is lower-case, "" where the event has none: then nobody was invited to anything. `sequence` is the
    series' own, or the newest of the single dates where there are these only."""

    uid: str
    organizer: str
    calendar: Component
    sequence: int = 0

    def as_request(self, us: str) -> bytes:
        """The mail that invites us to it, or changes it (RFC 5546, 3.2.2)."""
        return self._mail("REQUEST", us, [_verbatim(part) for part in self.calendar.parts])

    def as_cancel(self, us: str, now: datetime) -> bytes:
        """The mail that calls the whole off (RFC 5546, 3.2.5): it is gone from the calendar at `now` (aware)."""
        stamp = Line("DTSTAMP", f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        event = self.calendar.called("VEVENT")[0]
        kept = [line for line in event.lines if line.name in ("UID", "SEQUENCE", "ORGANIZER", "ATTENDEE", "SUMMARY")]
        status = Line("STATUS", "CANCELLED")
        return self._mail("CANCEL", us, [write("VEVENT", [*kept, stamp, status])])

    def differs_from(self, earlier: bytes) -> bool:
        """Whether it says anything else than its revision's own stamps."""
        before = read(earlier) if earlier else None
        return before is None or _said(self.calendar) != _said(before.calendar)

    def _mail(self, method: str, us: str, parts: list[str]) -> bytes:
        head = [Line("VERSION", "2.0"), Line("PRODID", "-//Paceline//Paceline//EN"), Line("METHOD", method)]
        calendar = write("VCALENDAR", head, parts)
        fields = (
            f"From: <{self.organizer}>\r\nTo: <{us}>\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n"
            f'Content-Type: text/calendar; method={method}; charset="utf-8"\r\n\r\n'
        )
        return fields.encode() + calendar.encode()


def read(raw: bytes) -> Copy | None:
    """The event that `raw` holds with all its dates (RFC 4791, 4.1: they share one UID); None where it holds none, or
    none that can be read."""
    found = calendars(raw)
    if not isinstance(found, tuple):
        return None
    calendar = found[0]
    events = calendar.called("VEVENT")
    uids = {event.value("UID") for event in events}
    if len(uids) != 1 or not all(uids):
        return None
    master = sorted(events, key=lambda event: event.first("RECURRENCE-ID") is not None)
    organizers = [whose(line) for line in organizers_of(master)]
    calendar.parts = [part for part in calendar.parts if part.name != "VEVENT"] + master
    of_series = [each for each in events if each.first("RECURRENCE-ID") is None]
    sequence = max(map(_sequence, of_series or events))
    return Copy(uids.pop(), next(filter(None, organizers), ""), calendar, sequence)


def _sequence(event: Component) -> int:
    """0 where there is none, or none that makes sense (RFC 5545, 3.8.7.4)."""
    said = event.value("SEQUENCE").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 10 else 0


def _said(component: Component) -> tuple[object, ...]:
    lines = sorted(folded(str(line)) for line in component.lines if line.name not in _REVISION_ONLY | _HEAD)
    return (component.name, tuple(lines), tuple(map(_said, component.parts)))


def _verbatim(component: Component) -> str:
    return write(component.name, component.lines, [_verbatim(part) for part in component.parts])

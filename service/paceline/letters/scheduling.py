"""What an organizer sends, as iCalendar octets: REQUEST, CANCEL and DECLINECOUNTER (RFC 5546, 3.2.2, 3.2.5, 3.2.8).

An event is a whole day that blocks no time; a day is a date, so that no VTIMEZONE is needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from paceline.domain.organized import NEEDS_ACTION, OrganizedEvent
from paceline.inbox.calendar.ics import Line, escaped, write
from paceline.letters.visible import cleaned

_PRODUCT = Line("PRODID", "-//Paceline//Paceline//EN")


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest as an ATTENDEE line shows one; who has not answered is asked to."""

    address: str
    name: str = ""
    partstat: str = NEEDS_ACTION
    delegated_to: str = ""
    delegated_from: str = ""

    def line(self, *, asks: bool = True) -> Line:
        rsvp = (("RSVP", "TRUE"),) if asks and self.partstat == NEEDS_ACTION else ()
        told = (
            ("CN", cleaned(self.name)),
            ("CUTYPE", "INDIVIDUAL"),
            ("ROLE", "REQ-PARTICIPANT"),
            ("PARTSTAT", self.partstat),
            ("DELEGATED-TO", self.delegated_to and f"mailto:{self.delegated_to}"),
            ("DELEGATED-FROM", self.delegated_from and f"mailto:{self.delegated_from}"),
        )
        return Line("ATTENDEE", f"mailto:{self.address}", (*(each for each in told if each[1]), *rsvp))


@dataclass(frozen=True, slots=True)
class Organizer:
    name: str
    address: str

    def line(self) -> Line:
        name = cleaned(self.name)
        return Line("ORGANIZER", f"mailto:{self.address}", (("CN", name),) if name else ())


def request(event: OrganizedEvent, organizer: Organizer, guests: Iterable[Guest], *, text: str = "") -> bytes:
    """The event as it is now; `text` is its description."""
    lines = [
        *_day(event),
        Line("CLASS", "PRIVATE"),
        Line("STATUS", "CONFIRMED"),
        Line("TRANSP", "TRANSPARENT"),
        *([_text("DESCRIPTION", text)] if text else ()),
        *(guest.line() for guest in guests),
    ]
    return _calendar("REQUEST", event, organizer, event.stamp, lines)


def cancel(event: OrganizedEvent, organizer: Organizer, gone: Iterable[Guest]) -> bytes:
    """To those who are invited no more; that it takes place for nobody is said where it is so (RFC 5546, 3.2.5)."""
    status = [Line("STATUS", "CANCELLED")] if event.off else []
    lines = [*_day(event), *status, *(guest.line(asks=False) for guest in gone)]
    return _calendar("CANCEL", event, organizer, event.stamp, lines)


def decline_counter(
    event: OrganizedEvent, organizer: Organizer, guest: Guest, *, now: datetime, comment: str = ""
) -> bytes:
    """The proposed day is refused, and the event is as it was; `comment` says why."""
    said = [_text("COMMENT", comment)] if comment else []
    return _calendar("DECLINECOUNTER", event, organizer, now, [*_day(event), *said, guest.line(asks=False)])


def _calendar(method: str, event: OrganizedEvent, organizer: Organizer, stamp: datetime, lines: list[Line]) -> bytes:
    head = [Line("VERSION", "2.0"), _PRODUCT, Line("CALSCALE", "GREGORIAN"), Line("METHOD", method)]
    named = [
        Line("UID", event.uid),
        Line("DTSTAMP", f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"),
        Line("SEQUENCE", str(event.sequence)),
        organizer.line(),
    ]
    return write("VCALENDAR", head, [write("VEVENT", [*named, *lines])]).encode()


def _day(event: OrganizedEvent) -> list[Line]:
    whole = (("VALUE", "DATE"),)
    return [
        Line("DTSTART", f"{event.day:%Y%m%d}", whole),
        Line("DTEND", f"{event.day + timedelta(days=1):%Y%m%d}", whole),
        _text("SUMMARY", event.title),
    ]


def _text(name: str, words: str) -> Line:
    return Line(name, escaped("\n".join(map(cleaned, words.split("\n")))))

"""A calendar feed as iCalendar octets (RFC 5545, RFC 7986), and one day of it to be added by hand (RFC 5546, 3.2.1).

Nothing in it asks or rings: no ATTENDEE, no VALARM; a feed has no METHOD and no ORGANIZER either. Days are dates, so no
VTIMEZONE is needed. Nothing depends on the moment at which it is written: the same facts are the same octets.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from paceline.agenda.feeds import DayEntry, Feed
from paceline.inbox.calendar.ics import Line, escaped, write
from paceline.letters.ical_words import description, title
from paceline.letters.visible import cleaned

Form = Literal["due", "tasks"]
FORMS: tuple[Form, ...] = ("due", "tasks")
"""Events for every calendar (VEVENT), or tasks for those that read them (VTODO): Google's and Outlook's do not."""

Uid = Callable[[Form, str], str]
"""The UID of a record's event or task: the same for good, and nobody else's."""

_PRODUCT = Line("PRODID", "-//Paceline//Paceline//EN")
_REFRESH = "PT1H"

_UTC = write(
    "VTIMEZONE",
    [Line("TZID", "Etc/UTC")],
    [
        write(
            "STANDARD",
            [Line("DTSTART", "19700101T000000"), Line("TZOFFSETFROM", "+0000"), Line("TZOFFSETTO", "+0000")],
        )
    ],
)
"""Stands in a feed that has nothing to show: a VCALENDAR without any component is none (RFC 5545, 3.6)."""


def feed(content: Feed, form: Form, *, uid: Uid, service: str) -> bytes:
    """The whole feed. `service` is the address that answers go to."""
    name = f"{content.name} (tasks)" if form == "tasks" else content.name
    head = [
        *_head(),
        _text("NAME", name),
        _text("X-WR-CALNAME", name),
        Line("REFRESH-INTERVAL", _REFRESH, (("VALUE", "DURATION"),)),
        Line("X-PUBLISHED-TTL", _REFRESH),
    ]
    writer = _Writer(content.zone, content.personal, uid, service)
    if form == "tasks":
        parts = [writer.task(entry) for entry in content.entries]
    else:
        parts = [writer.event(entry, entry.day) for entry in content.entries if entry.day]
    return write("VCALENDAR", head, parts or [_UTC]).encode()


def published(entry: DayEntry, zone: str, *, personal: bool, uid: Uid, service: str, name: str) -> bytes:
    """One day as METHOD:PUBLISH, which a reader adds by a click; b"" where it has none. It is the feed's own event, so
    that it replaces what was added before. ORGANIZER is us: this method needs one, and asks nobody."""
    if entry.day is None:
        return b""
    organizer = Line("ORGANIZER", f"mailto:{service}", (("CN", cleaned(name)),))
    writer = _Writer(zone, personal, uid, service, (organizer,))
    head = [*_head(), Line("METHOD", "PUBLISH")]
    return write("VCALENDAR", head, [writer.event(entry, entry.day)]).encode()


def event(entry: DayEntry, zone: str, *, uid: Uid, service: str) -> bytes:
    """One day of a team's calendar as an object of its own (RFC 4791, 4.1); b"" where it has none."""
    if entry.day is None:
        return b""
    return write("VCALENDAR", _head(), [_Writer(zone, False, uid, service).event(entry, entry.day)]).encode()


class _Writer:
    """Entries as components."""

    def __init__(self, zone: str, personal: bool, uid: Uid, service: str, more: tuple[Line, ...] = ()) -> None:
        self._zone = zone
        self._personal = personal
        self._uid = uid
        self._service = service
        self._more = more

    def event(self, entry: DayEntry, day: date) -> str:
        """An all-day entry that blocks no time."""
        lines = [
            Line("UID", self._uid("due", entry.id)),
            *self._stamps(entry),
            _day("DTSTART", day),
            _day("DTEND", day + timedelta(days=1)),
            *self._words(entry),
            Line("STATUS", "TENTATIVE" if entry.kind == "offer" else "CONFIRMED"),
            Line("TRANSP", "TRANSPARENT"),
            *self._more,
        ]
        return write("VEVENT", lines)

    def task(self, entry: DayEntry) -> str:
        lines = [
            Line("UID", self._uid("tasks", entry.id)),
            *self._stamps(entry),
            *([_day("DUE", entry.day)] if entry.day else ()),
            *self._words(entry),
            *self._state(entry),
            *([Line("RELATED-TO", self._uid("due", entry.id), (("RELTYPE", "SIBLING"),))] if entry.day else ()),
            *([Line("RELATED-TO", self._uid("tasks", entry.of))] if entry.of else ()),
        ]
        return write("VTODO", lines)

    def _stamps(self, entry: DayEntry) -> tuple[Line, ...]:
        """DTSTAMP is when the information was last changed, as it is where there is no METHOD (RFC 5545, 3.8.7.2)."""
        return (
            Line("DTSTAMP", _instant(entry.changed)),
            Line("CREATED", _instant(entry.made)),
            Line("LAST-MODIFIED", _instant(entry.changed)),
            Line("SEQUENCE", str(entry.revision)),
        )

    def _words(self, entry: DayEntry) -> tuple[Line, ...]:
        return (
            _text("SUMMARY", title(entry, self._zone, personal=self._personal)),
            _text("DESCRIPTION", description(entry, self._zone, personal=self._personal, service=self._service)),
            Line("CLASS", "PRIVATE"),
        )

    def _state(self, entry: DayEntry) -> tuple[Line, ...]:
        if entry.kept is None:
            return (Line("STATUS", "NEEDS-ACTION"),)
        done = Line("PERCENT-COMPLETE", "100")
        return (Line("STATUS", "COMPLETED"), Line("COMPLETED", _instant(entry.kept)), done)


# --- lines -----------------------------------------------------------------------------------------


def _head() -> list[Line]:
    return [Line("VERSION", "2.0"), _PRODUCT, Line("CALSCALE", "GREGORIAN")]


def _text(name: str, words: str) -> Line:
    return Line(name, escaped("\n".join(map(cleaned, words.split("\n")))))


def _day(name: str, day: date) -> Line:
    return Line(name, f"{day:%Y%m%d}", (("VALUE", "DATE"),))


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"

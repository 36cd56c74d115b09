"""`paceline explain --calendar`: an event as it is understood, or the occurrences of the events in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from paceline.agenda.days import pin_tzdata
from paceline.agenda.occurrences import LONGEST, MOST, between
from paceline.cli.commands import FailedError, MisusedError
from paceline.cli.instants import in_utc, instant
from paceline.cli.output import show
from paceline.domain.cadence import Cadence, CalendarMessage, Occurrence
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.mail import CalendarPart, Unreadable

if TYPE_CHECKING:
    from paceline.cli.kept_series import KeptSeries
    from paceline.config import Config

COLUMNS = {"local": "begins", "minutes": "minutes", "title": "title", "recurrence_id": "recurrence id"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line said: the days to list, the moment that counts as now, the viewer's zone."""

    first: str = ""
    end: str = ""
    at: str = ""
    zone: str = ""


def explain_calendar(file: Path, asked: Asked, config: Config | None, *, as_json: bool) -> None:
    listed = bool(asked.first and asked.end)
    if not listed and (as_json or asked.first or asked.end):
        raise MisusedError("say which days: --from 2026-12-01 --to 2027-01-01")
    pin_tzdata()
    if listed:
        _list(_messages(file, config), asked, as_json=as_json)
        return
    from paceline.app import SystemClock
    from paceline.cli import explain_series
    from paceline.cli.kept_series import kept_series
    from paceline.letters.visible import visible

    zone = _zone(asked.zone) or (config.service.zone if config else "")
    now = instant(asked.at, zone or "UTC").astimezone(UTC) if asked.at else SystemClock().now()
    with kept_series(config, now) as known:
        messages = _messages(file, config, known)
        lines = list(explain_series.of(str(file), messages, config, now, zone, known))
    for line in lines:  # whoever reads them slowly does not keep the ledger busy
        print(visible(line))


def _messages(file: Path, config: Config | None, known: KeptSeries | None = None) -> tuple[CalendarMessage, ...]:
    zone = config.service.zone if config else "UTC"
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FailedError(f"{file} can't be read: {error.strerror}") from None
    found = read_calendar(
        CalendarPart(data),
        us=config.service.addresses if config else frozenset(),
        zone=zone,
        zone_of=known.zone_of if known else None,
        meant_in=known.meant_in if known else None,
    )
    if isinstance(found, Unreadable):
        raise FailedError(f"{file} is refused: {found.reason}; {_mended(found.reason)}")
    return found


_MENDS = (
    ("no BEGIN:VCALENDAR", "save the event as iCalendar (.ics)"),
    ("cut short", "save or send it once more, whole"),
    ("octets", "save the one event, not the whole calendar"),
    ("more than", "save the one event, not the whole calendar"),
    ("attendees", "invite a list instead of each person"),
    ("recurrence", "let it repeat by days, weeks, months or years, with one rule"),
    ("UID", "let the calendar program save it anew: each event needs a UID, and an invite has one"),
    ("ORGANIZER", "send it from the calendar of whoever organizes it"),
    ("DTSTART", "give it a day, and send it anew"),
    ("method", "send it as an invitation from a calendar program"),
)


def _mended(reason: str) -> str:
    """How to mend what is refused."""
    found = (mend for words, mend in _MENDS if words in reason)
    return next(found, "save the event anew in the calendar program, and send it as an invitation")


def _zone(name: str) -> str:
    from paceline.config import values

    try:
        return str(values.zone(name)) if name else ""
    except values.UnfitError as unfit:
        raise MisusedError(str(unfit)) from None


# --- the occurrences --------------------------------------------------------------------------------------------------


def _list(messages: tuple[CalendarMessage, ...], asked: Asked, *, as_json: bool) -> None:
    show(
        (
            _record(cadence, occurrence)
            for cadence in (message.cadence for message in messages)
            if cadence
            for occurrence in _all(cadence, instant(asked.first, cadence.zone), instant(asked.end, cadence.zone))
        ),
        COLUMNS,
        as_json=as_json,
    )


def _all(cadence: Cadence, start: datetime, end: datetime) -> Iterator[Occurrence]:
    """`between` gives a limited number over a limited time at once; here all are wanted."""
    while start < end:
        found = between(cadence, start, end)
        yield from found
        start = found[-1].start + timedelta(microseconds=1) if len(found) == MOST else start + LONGEST


def _record(cadence: Cadence, occurrence: Occurrence) -> dict[str, Any]:
    return {
        "uid": cadence.uid,
        "recurrence_id": in_utc(occurrence.recurrence_id),
        "start": in_utc(occurrence.start),
        "end": in_utc(occurrence.start + timedelta(minutes=occurrence.minutes)),
        "local": occurrence.start.astimezone(ZoneInfo(cadence.zone)).isoformat(),
        "zone": cadence.zone,
        "minutes": occurrence.minutes,
        "title": occurrence.title or cadence.title,
    }

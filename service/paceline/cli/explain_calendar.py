"""`paceline explain --calendar`: the occurrences of the events in a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from paceline.agenda.occurrences import LONGEST, MOST, between
from paceline.cli.commands import FailedError, MisusedError
from paceline.cli.instants import in_utc, instant
from paceline.cli.output import show
from paceline.domain.cadence import Cadence, Occurrence
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.mail import CalendarPart, Unreadable

if TYPE_CHECKING:
    from paceline.config import Config

COLUMNS = {"local": "begins", "minutes": "minutes", "title": "title", "recurrence_id": "recurrence id"}


def explain_calendar(file: Path, first: str, end: str, config: Config | None, *, as_json: bool) -> None:
    if not (first and end):
        raise MisusedError("say which days: --from 2026-12-01 --to 2027-01-01")
    zone = config.service.zone if config else "UTC"
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FailedError(f"{file} can't be read: {error.strerror}") from None
    found = read_calendar(CalendarPart(data), us=frozenset({config.service.address} if config else ()), zone=zone)
    if isinstance(found, Unreadable):
        raise FailedError(f"{file} is refused: {found.reason}")
    cadences = [message.cadence for message in found if message.cadence]
    show(
        (
            _record(cadence, occurrence)
            for cadence in cadences
            for occurrence in _all(cadence, instant(first, cadence.zone), instant(end, cadence.zone))
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

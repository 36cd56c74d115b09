"""The dates of a cadence as occurrences: with their ids for life and their guests, without those that are cancelled."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from paceline.agenda import calendars, expansion
from paceline.domain.cadence import Cadence, Occurrence, Participant, instant_of

if TYPE_CHECKING:
    from icalendar import Event

MOST = 400
LONGEST = timedelta(days=400)
_DAY = timedelta(days=1)


def between(cadence: Cadence, start: datetime, end: datetime) -> tuple[Occurrence, ...]:
    """The occurrences that begin from `start` until before `end` (UTC), in order: at most 400, in 400 days at most.

    Cancelled ones are left out, and so are all of a cadence that is over or whose calendar can't be read.
    """
    if cadence.ended or start >= end:
        return ()
    try:
        dates = expansion.dates(expansion.plan(cadence.calendar), start, min(end, start + LONGEST))
        found = [_occurrence(cadence, date) for date in dates]
    except Exception:  # noqa: BLE001 - libraries raise anything over a calendar that somebody else wrote
        return ()
    return tuple(sorted(found, key=lambda o: (o.start, o.recurrence_id))[:MOST])


@lru_cache(maxsize=4096)
def following(cadence: Cadence, after: datetime) -> Occurrence | None:
    """The first occurrence strictly after `after` (UTC), or None when none begins within 400 days."""
    later = after + timedelta(microseconds=1)
    windows = ((later + near, later + far) for near, far in _WINDOWS)
    return next((found[0] for begin, end in windows if (found := between(cadence, begin, end))), None)


@lru_cache(maxsize=4096)
def preceding(cadence: Cadence, before: datetime) -> Occurrence | None:
    """The last occurrence strictly before `before` (UTC), or None when none began within 400 days."""
    windows = ((before - far, before - near) for near, far in _WINDOWS)
    return next((found[-1] for begin, end in windows if (found := between(cadence, begin, end))), None)


_WINDOWS = ((0 * _DAY, 8 * _DAY), (8 * _DAY, 60 * _DAY), (60 * _DAY, LONGEST))
"""Nearly every cadence has a date in the first."""

# --- an occurrence ----------------------------------------------------------------------------------------------------


def _occurrence(cadence: Cadence, date: expansion.Date) -> Occurrence:
    guests = _guests(date.event, cadence.attendee)
    return Occurrence(
        cadence=cadence.id,
        recurrence_id=date.key,
        start=date.start,
        minutes=int(date.event.duration.total_seconds()) // 60,
        title=str(date.event.get("SUMMARY", "")),
        participants=None if guests == cadence.participants else guests,
        name=_names(cadence.names).get(date.key, ""),
    )


@lru_cache(maxsize=512)
def _names(names: tuple[tuple[datetime, str], ...]) -> dict[datetime, str]:
    return dict(names)


def _guests(event: Event, us: str) -> tuple[Participant, ...]:
    values: Any = event.get("ATTENDEE", [])
    found = [_participant(value) for value in (values if isinstance(values, list) else [values])]
    return tuple(guest for guest in found if guest.address != us)


def _participant(value: Any) -> Participant:
    return Participant(
        address=str(value).lower().removeprefix("mailto:"),
        name=str(value.params.get("CN", "")),
        declined=value.params.get("PARTSTAT") == "DECLINED",
        optional=value.params.get("ROLE") == "OPT-PARTICIPANT",
    )


def moves_the_rest(cadence: Cadence, occurrence: str) -> bool:
    """Whether all dates after this one move as it does (RANGE=THISANDFUTURE)."""
    found = named(cadence, occurrence)
    event = calendars.read(cadence.calendar).dates.get(found.recurrence_id) if found else None
    return event is not None and calendars.concerns_the_rest(event)


@lru_cache(maxsize=4096)
def named(cadence: Cadence, occurrence: str) -> Occurrence | None:
    """The occurrence with this id, as the series has it now; None when it is there no more."""
    try:
        key = next((key for key, name in cadence.names if name == occurrence), None) or instant_of(occurrence)
    except ValueError:
        return None
    around = between(cadence, key - 60 * _DAY, key + 60 * _DAY)
    return next((found for found in around if found.id == occurrence), None)

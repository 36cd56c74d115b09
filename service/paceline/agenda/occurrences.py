"""The dates of a cadence, expanded from its calendar: icalendar reads it, dateutil walks its rule in wall time.

A calendar is expanded no further than it is asked for, and from no longer ago than needed: a daily or weekly rule that
began long ago is begun anew shortly before the window.

recurring-ical-events does all of this in one call, and was measured: after a RANGE=THISANDFUTURE it gives every later
date one and the same RECURRENCE-ID, where an occurrence needs a name for life; it walks a rule that never matches to
the year 9999, and each rule from its beginning. It serves as the oracle in tests/agenda/test_occurrences.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from paceline.agenda import calendars
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
        dates = _dates(_plan(cadence.calendar), start, min(end, start + LONGEST))
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

# --- expansion --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Date:
    key: datetime
    start: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class _Change:
    """A single date that was changed; with RANGE=THISANDFUTURE all later ones are moved by `shift`, in wall time."""

    key: datetime
    event: Event
    shift: timedelta

    @property
    def date(self) -> _Date:
        return _Date(self.key, calendars.starts(self.event).astimezone(UTC), self.event)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A calendar ready to expand. `first` is the series' wall time in `zone`, `rule` its RRULE without UNTIL; `period`
    is what the rule may be moved by without changing its dates; `more` and `less` are RDATE and EXDATE."""

    master: Event | None
    first: datetime
    zone: tzinfo
    rule: str
    until: datetime | None
    period: timedelta | None
    more: tuple[datetime, ...]
    less: frozenset[datetime]
    changes: dict[datetime, _Change]
    shifts: tuple[_Change, ...]


def _dates(plan: _Plan, start: datetime, end: datetime) -> list[_Date]:
    """Those of the rule that were not changed, and the changed ones: a date that was sent outdoes an EXDATE for it."""
    reach = max((abs(change.shift) for change in plan.shifts), default=timedelta(0)) + _DAY
    keys = {key for key in (*_by_rule(plan, start - reach, end + reach), *plan.more) if key not in plan.less}
    found = [_unchanged(plan, plan.master, key) for key in keys if plan.master and key not in plan.changes]
    found += [change.date for change in plan.changes.values()]
    return [date for date in found if start <= date.start < end and not calendars.is_cancelled(date.event)]


def _by_rule(plan: _Plan, start: datetime, end: datetime) -> Iterator[datetime]:
    if plan.master is None:
        return
    if not plan.rule:
        yield _instant(plan.first, plan.zone)
        return
    last = end.astimezone(plan.zone).replace(tzinfo=None) + _DAY
    for wall in takewhile(lambda wall: wall <= last, _walls(plan.rule, _begun_later(plan, start))):
        instant = _instant(wall, plan.zone)
        if plan.until is not None and instant > plan.until:
            return
        if instant >= start:
            yield instant


_LATER = timedelta(days=146_097 * 19)
"""Nineteen times the 400 years after which the Gregorian calendar repeats, weekdays and all."""


def _walls(rule: str, first: datetime) -> Iterator[datetime]:
    """dateutil looks for a next date until the year 9999, whatever UNTIL says; so it walks there from not far away, and
    what it finds is moved back."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    return (wall - _LATER for wall in rrulestr(rule, dtstart=first + _LATER))


def _begun_later(plan: _Plan, start: datetime) -> datetime:
    """The series' first wall time, moved by whole periods to well before `start`."""
    ahead = start.replace(tzinfo=None) - plan.first - 40 * _DAY
    if plan.period is None or ahead <= timedelta(0):
        return plan.first
    return plan.first + plan.period * (ahead // plan.period)


def _unchanged(plan: _Plan, master: Event, key: datetime) -> _Date:
    """A date of the series, or of the last change of "this and all after it" before it."""
    change = next((change for change in reversed(plan.shifts) if change.key < key), None)
    if change is None:
        return _Date(key, key, master)
    wall = key.astimezone(plan.zone).replace(tzinfo=None) + change.shift
    return _Date(key, _instant(wall, calendars.starts(change.event).tzinfo), change.event)


def _instant(wall: datetime, zone: tzinfo | None) -> datetime:
    """A wall time in a gap is read with the offset before it, in an overlap as its first (RFC 5545, 3.3.5)."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


# --- a calendar, read -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _plan(calendar: str) -> _Plan:
    series = calendars.read(calendar)
    master = series.master
    start = calendars.starts(master if master is not None else next(iter(series.dates.values())))
    zone = start.tzinfo or UTC
    changes = [_change(key, event, zone) for key, event in sorted(series.dates.items())]
    rule: Any = master.get("RRULE") if master is not None else None
    return _Plan(
        master=master,
        first=start.replace(tzinfo=None),
        zone=zone,
        rule=";".join(f"{name}={_joined(rule[name])}" for name in rule if name != "UNTIL") if rule else "",
        until=rule["UNTIL"][0] if rule and "UNTIL" in rule else None,
        period=_period(rule) if rule else None,
        more=calendars.listed(master, "RDATE") if master is not None else (),
        less=frozenset(calendars.listed(master, "EXDATE")) if master is not None else frozenset(),
        changes={change.key: change for change in changes},
        shifts=tuple(change for change in changes if calendars.concerns_the_rest(change.event)),
    )


def _change(key: datetime, event: Event, zone: tzinfo) -> _Change:
    was, now = key.astimezone(zone), calendars.starts(event)
    return _Change(key, event, now.replace(tzinfo=None) - was.replace(tzinfo=None))


def _joined(values: list[Any]) -> str:
    return ",".join(str(value) for value in values)


def _period(rule: Any) -> timedelta | None:
    """Of a daily or weekly rule its interval; a COUNT would have to be counted anew."""
    days = {"DAILY": 1, "WEEKLY": 7}.get(rule["FREQ"][0])
    if days is None or "COUNT" in rule:
        return None
    return timedelta(days=days * rule.get("INTERVAL", [1])[0])


# --- an occurrence ----------------------------------------------------------------------------------------------------


def _occurrence(cadence: Cadence, date: _Date) -> Occurrence:
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
    return found is not None and any(change.key == found.recurrence_id for change in _plan(cadence.calendar).shifts)


@lru_cache(maxsize=4096)
def named(cadence: Cadence, occurrence: str) -> Occurrence | None:
    """The occurrence with this id, as the series has it now; None when it is there no more."""
    try:
        key = next((key for key, name in cadence.names if name == occurrence), None) or instant_of(occurrence)
    except ValueError:
        return None
    around = between(cadence, key - 60 * _DAY, key + 60 * _DAY)
    return next((found for found in around if found.id == occurrence), None)

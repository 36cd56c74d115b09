"""A calendar expanded: the dates of its series from one instant to another; dateutil walks the rule in wall time.

It is expanded no further than it is asked for, and from no longer ago than needed: a daily or weekly rule that began
long ago is begun anew shortly before the window.

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

if TYPE_CHECKING:
    from icalendar import Event

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Date:
    """One date: `key` is its RECURRENCE-ID as an instant, `event` says what it is."""

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
    def date(self) -> Date:
        return Date(self.key, calendars.starts(self.event).astimezone(UTC), self.event)


@dataclass(frozen=True, slots=True)
class Plan:
    """A calendar ready to expand. `first` is the series' wall time in `zone`, `rule` its RRULE without UNTIL; `period`
    is what the rule may be moved by without changing its dates; `more` and `less` are RDATE and EXDATE. It is followed
    before the date `ends`; from there on goes `rest`."""

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
    ends: datetime
    rest: Plan | None


def dates(plan: Plan, start: datetime, end: datetime) -> list[Date]:
    """All that begin from `start` until before `end`, in no order, without the cancelled ones.

    Those of the rule that were not changed, and the changed ones: a date that was sent outdoes an EXDATE for it.
    """
    reach = max((abs(change.shift) for change in plan.shifts), default=timedelta(0)) + _DAY
    ruled = (*_by_rule(plan, start - reach, end + reach), *plan.more)
    keys = {key for key in ruled if key not in plan.less and key < plan.ends}
    found = [_unchanged(plan, plan.master, key) for key in keys if plan.master and key not in plan.changes]
    found += [change.date for change in plan.changes.values()]
    within = [date for date in found if start <= date.start < end and not calendars.is_cancelled(date.event)]
    return [*within, *(dates(plan.rest, start, end) if plan.rest else ())]


def _by_rule(plan: Plan, start: datetime, end: datetime) -> Iterator[datetime]:
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


def _begun_later(plan: Plan, start: datetime) -> datetime:
    """The series' first wall time, moved by whole periods to well before `start`."""
    ahead = start.replace(tzinfo=None) - plan.first - 40 * _DAY
    if plan.period is None or ahead <= timedelta(0):
        return plan.first
    return plan.first + plan.period * (ahead // plan.period)


def _unchanged(plan: Plan, master: Event, key: datetime) -> Date:
    """A date of the series, or of the last change of "this and all after it" before it."""
    change = next((change for change in reversed(plan.shifts) if change.key < key), None)
    if change is None:
        return Date(key, key, master)
    wall = key.astimezone(plan.zone).replace(tzinfo=None) + change.shift
    return Date(key, _instant(wall, calendars.starts(change.event).tzinfo), change.event)


def _instant(wall: datetime, zone: tzinfo | None) -> datetime:
    """A wall time in a gap is read with the offset before it, in an overlap as its first (RFC 5545, 3.3.5)."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


# --- a calendar, read -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def plan(calendar: str) -> Plan:
    """Of a calendar as a cadence keeps it."""
    series = calendars.read(calendar)
    return _planned(series.master, dict(sorted(series.dates.items())))


def _planned(master: Event | None, dates: dict[datetime, Event], begins: datetime | None = None) -> Plan:
    """`begins` is the date of `dates` that is the `master` itself: it has a rule for all after it."""
    rule: Any = master.get("RRULE") if master is not None else None
    ends = next((key for key, event in dates.items() if key != begins and _has_a_rule(event, rule)), None)
    start = calendars.starts(master if master is not None else next(iter(dates.values())))
    zone = start.tzinfo or UTC
    changes = [_change(key, event, zone) for key, event in dates.items() if ends is None or key < ends]
    less = calendars.listed(master, "EXDATE") if master is not None else ()
    return Plan(
        master=master,
        first=start.replace(tzinfo=None),
        zone=zone,
        rule=";".join(f"{name}={_joined(rule[name])}" for name in rule if name != "UNTIL") if rule else "",
        until=rule["UNTIL"][0] if rule and "UNTIL" in rule else None,
        period=_period(rule) if rule else None,
        more=calendars.listed(master, "RDATE") if master is not None else (),
        less=frozenset((*less, start.astimezone(UTC)) if begins else less),
        changes={change.key: change for change in changes},
        shifts=tuple(c for c in changes if c.key != begins and calendars.concerns_the_rest(c.event)),
        ends=ends or _NEVER,
        rest=_planned(dates[ends], {key: event for key, event in dates.items() if key >= ends}, ends) if ends else None,
    )


_NEVER = datetime.max.replace(tzinfo=UTC)


def _has_a_rule(date: Event, of_series: object) -> bool:
    """Whether all after this date goes by a rule of its own; the series' own says nothing new."""
    return calendars.concerns_the_rest(date) and "RRULE" in date and date["RRULE"] != of_series


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

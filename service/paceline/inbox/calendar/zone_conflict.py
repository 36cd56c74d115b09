"""A time zone whose name we know, and which the sender's calendar defines otherwise than we do.

Ours is followed (RFC 5545 has no registry; tzdata is newer than most calendars), and the organizer is told: a Windows
without its updates still puts Vancouver an hour away from where its clocks are.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from paceline.domain.cadence import ZoneDoubt
from paceline.inbox.calendar.ics import Component
from paceline.inbox.calendar.zones import KEPT_LENGTH, KEPT_RULES, Zone, by_its_rules, known

_WEEKS = 53
"""A year, week by week: the shortest difference between two rules that matters, in autumn between the United States and
Europe, lasts one."""


def conflicts(calendar: Component, used: Collection[str], since: datetime) -> Iterator[ZoneDoubt]:
    """For each zone in use, the first day of the year from `since` (UTC) on which its VTIMEZONE differs from ours."""
    for part in calendar.called("VTIMEZONE"):
        tzid = part.value("TZID")
        name = known(tzid) if tzid in used else ""
        theirs = by_its_rules(part) if name else None
        if not isinstance(theirs, Zone):
            continue
        noon = since.replace(hour=12, minute=0, second=0, microsecond=0)
        compared = _kept_difference if len(theirs.text) <= KEPT_LENGTH else _first_difference
        if differs := compared(theirs, name, noon - timedelta(days=since.weekday())):
            yield ZoneDoubt(" ".join(tzid.split())[:80], name, *differs)


def _first_difference(theirs: Zone, name: str, monday: datetime) -> tuple[date, str, str] | None:
    ours, known_until = zoneinfo.ZoneInfo(name), _known_until(theirs.text)
    for moment in (monday + timedelta(weeks=week) for week in range(_WEEKS)):
        if known_until and moment > known_until:
            return None
        said, is_so = (moment.astimezone(rules).utcoffset() for rules in (theirs.rules, ours))
        if said != is_so:
            return moment.date(), _written(said), _written(is_so)
    return None


_kept_difference = lru_cache(maxsize=KEPT_RULES)(_first_difference)
_ONSET = re.compile(r"^(?:DTSTART|RDATE):(\d{8})T", re.MULTILINE)


def _known_until(text: str) -> datetime | None:
    """A definition without an open rule says nothing about the time behind its last onset; None: it has one, or it is
    one offset for ever."""
    rules = re.findall(r"^RRULE:(.*)$", text, re.MULTILINE)
    if text.count("BEGIN:") == 2 or any("UNTIL" not in rule and "COUNT" not in rule for rule in rules):
        return None
    return max(datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC) for day in _ONSET.findall(text))


def _written(offset: timedelta | None) -> str:
    minutes = int((offset or timedelta(0)).total_seconds()) // 60
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")

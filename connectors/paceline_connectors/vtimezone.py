"""A VTIMEZONE for an IANA name (RFC 5545, 3.6.5), each change of the clocks written down by itself.

icalendar can make one too; its DTSTART of daylight time is an hour late, in the new time instead of the old.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

MOST_YEARS = 30
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


@lru_cache(maxsize=64)
def vtimezone(name: str, first: int, last: int) -> Timezone:
    """For all of the years from `first` to `last`, the last ones where they are too many."""
    zone = ZoneInfo(name)
    first = max(first, last - MOST_YEARS)
    made = Timezone()
    made.add("TZID", name)
    begins = datetime(first, 1, 1, tzinfo=UTC) - _DAY
    made.add_component(_observance(begins, zone, begins.astimezone(zone).utcoffset() or timedelta()))
    for change in _changes(zone, begins, datetime(last + 1, 1, 1, tzinfo=UTC)):
        before = (change - _MINUTE).astimezone(zone).utcoffset() or timedelta()
        made.add_component(_observance(change, zone, before))
    return made


def _changes(zone: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[datetime]:
    day = begins
    while day < ends:
        if day.astimezone(zone).utcoffset() != (day + _DAY).astimezone(zone).utcoffset():
            yield _change(zone, day, day + _DAY)
        day += _DAY


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first minute with the new offset."""
    old = before.astimezone(zone).utcoffset()
    while after - before > _MINUTE:
        middle = before + (after - before) // 2
        middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _observance(change: datetime, zone: ZoneInfo, before: timedelta) -> TimezoneDaylight | TimezoneStandard:
    local = change.astimezone(zone)
    made = TimezoneDaylight() if local.dst() else TimezoneStandard()
    made.add("DTSTART", (change + before).replace(tzinfo=None))
    made.add("TZOFFSETFROM", before)
    made.add("TZOFFSETTO", local.utcoffset())
    made.add("TZNAME", local.tzname() or "")
    return made

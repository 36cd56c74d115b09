"""Graph's times: a wall clock, and the name of a zone beside it, mostly Windows' own."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_UTC_NAMES = frozenset({"utc", "tzone://microsoft/utc", "etc/utc", "z", "gmt"})


def zone_named(name: str) -> tzinfo | None:
    """None for a zone that somebody made for themselves ("tzone://Microsoft/Custom", "Customized Time Zone")."""
    if name.strip().lower() in _UTC_NAMES:
        return UTC
    found = WINDOWS_TO_OLSON.get(name.strip(), name.strip())
    return zoneinfo.ZoneInfo(found) if found in _iana_names() else None


def instant(said: Any) -> datetime:
    """A dateTimeTimeZone, or a time with its offset, in UTC. Raises ValueError."""
    if isinstance(said, Mapping):
        zone = zone_named(str(said.get("timeZone", "UTC"))) or UTC
        return _wall(str(said.get("dateTime", ""))).replace(tzinfo=zone).astimezone(UTC)
    return _wall(str(said).removesuffix("Z")).replace(tzinfo=UTC)


def day(said: Any) -> date:
    """Of an event that takes whole days: midnight, though perhaps that of another zone than it says."""
    return (instant(said) + timedelta(hours=12)).date()


def said_in_utc(when: datetime) -> dict[str, str]:
    """An aware time as Graph takes it."""
    return {"dateTime": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}


def _wall(text: str) -> datetime:
    """Graph writes seven digits of a second, one more than Python reads."""
    return datetime.fromisoformat(text[:19])


@lru_cache(maxsize=1)
def _iana_names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())

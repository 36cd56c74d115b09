"""When somebody is busy or out of office, as their calendar's events or its free-busy times tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from paceline.ports import Shown
from paceline_connectors.caldav_words import parsed

_OUT = frozenset({"OOF", "OUT-OF-OFFICE", "BUSY-UNAVAILABLE"})
_FREE = frozenset({"FREE", "WORKINGELSEWHERE"})


def of_events(calendars: Iterable[bytes], begins: datetime, ends: datetime) -> list[Shown]:
    """Of events that the server has taken apart, date by date. What can't be read shows nothing."""
    shown = [each for raw in calendars for event in _events(raw) for each in _readable(event)]
    return _within(shown, begins, ends)


def of_free_busy(raw: bytes, begins: datetime, ends: datetime) -> list[Shown]:
    """Of a VFREEBUSY (RFC 5545, 3.6.4). Raises ConnectionError where it is none."""
    try:
        times = [period for part in parsed(raw).walk("VFREEBUSY") for period in _listed(part.get("FREEBUSY", []))]
    except ValueError as error:
        raise ConnectionError(str(error)) from error
    return _within([each for time in times for each in _of_period(time)], begins, ends)


def _within(shown: Iterable[Shown], begins: datetime, ends: datetime) -> list[Shown]:
    return sorted((each for each in shown if each.begins < ends and begins < each.ends), key=lambda each: each.begins)


def _events(raw: bytes) -> list[Any]:
    try:
        return list(parsed(raw).walk("VEVENT"))
    except ValueError:
        return []


def _readable(event: Any) -> list[Shown]:
    """Nothing where its times are none: icalendar says so when they are asked for, each time in words of its own."""
    try:
        return list(_of_event(event))
    except (ValueError, TypeError, AttributeError, OverflowError):
        return []


def _of_event(event: Any) -> Iterator[Shown]:
    busy = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    transparent = str(event.get("TRANSP", "")).upper() == "TRANSPARENT" and busy not in _OUT
    if transparent or busy in _FREE or str(event.get("STATUS", "")).upper() == "CANCELLED" or "DTSTART" not in event:
        return
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else start + _lasts(event, start)
    if _instant(start) < _instant(end):
        yield Shown(_instant(start), _instant(end), out_of_office=busy in _OUT)


def _lasts(event: Any, start: date) -> timedelta:
    """RFC 5545, 3.6.1: a day for a day, nothing for an instant."""
    if "DURATION" in event:
        lasts: timedelta = event["DURATION"].dt
        return lasts
    return timedelta(0) if isinstance(start, datetime) else timedelta(days=1)


def _of_period(time: Any) -> Iterator[Shown]:
    kind = str(time.params.get("FBTYPE", "BUSY")).upper()
    periods = time.dts if hasattr(time, "dts") else [time]
    for period in periods if kind != "FREE" else ():
        start, end = period.dt
        yield Shown(_instant(start), _instant(start + end if isinstance(end, timedelta) else end), kind in _OUT)


def _instant(value: date) -> datetime:
    """Whole days and hours without a zone are taken as UTC's: a calendar object does not say whose they are."""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

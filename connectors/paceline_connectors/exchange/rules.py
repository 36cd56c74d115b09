"""A recurrence of Exchange's as an RRULE (RFC 5545, 3.3.10)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_GROUPS = {8: _DAYS, 9: _DAYS[:5], 10: _DAYS[5:]}
"""Day, Weekday and WeekendDay, as exchangelib counts them on from the days of the week."""
_LAST = 5
_SHORTEST_MONTH = 28


def rule(recurrence: Any, zone: Any, *, whole_days: bool) -> dict[str, Any]:
    """Its parts. `recurrence` is exchangelib's, `zone` the series's."""
    parts = _short(_PATTERNS[type(recurrence.pattern).__name__](recurrence.pattern), recurrence.boundary.start)
    boundary = recurrence.boundary
    if number := getattr(boundary, "number", None):
        parts["COUNT"] = number
    elif last := getattr(boundary, "end", None):
        parts["UNTIL"] = plain(last) if whole_days else _end_of(plain(last), zone)
    return parts


def _short(parts: dict[str, Any], starts: date) -> dict[str, Any]:
    """Without what goes without saying."""
    implied = {"INTERVAL": 1, "WKST": _DAYS[0], "BYDAY": [_DAYS[starts.weekday()]]}
    return {name: value for name, value in parts.items() if implied.get(name) != value}


def _end_of(day: date, zone: Any) -> datetime:
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)


def _daily(pattern: Any) -> dict[str, Any]:
    return {"FREQ": "DAILY", "INTERVAL": pattern.interval}


def _weekly(pattern: Any) -> dict[str, Any]:
    days = [_DAYS[day - 1] for day in pattern.weekdays]
    return {
        "FREQ": "WEEKLY",
        "INTERVAL": pattern.interval,
        "BYDAY": days,
        "WKST": _DAYS[(pattern.first_day_of_week or 1) - 1],
    }


def _monthly(pattern: Any) -> dict[str, Any]:
    return {"FREQ": "MONTHLY", "INTERVAL": pattern.interval, **_day_of_month(pattern.day_of_month)}


def _yearly(pattern: Any) -> dict[str, Any]:
    return {"FREQ": "YEARLY", "BYMONTH": pattern.month, **_day_of_month(pattern.day_of_month)}


def _day_of_month(day: int) -> dict[str, Any]:
    """Exchange takes a month's last day for one that it lacks, RFC 5545 leaves that month out."""
    if day <= _SHORTEST_MONTH:
        return {"BYMONTHDAY": day}
    return {"BYMONTHDAY": list(range(_SHORTEST_MONTH, day + 1)), "BYSETPOS": -1}


def _relative_monthly(pattern: Any) -> dict[str, Any]:
    return {"FREQ": "MONTHLY", "INTERVAL": pattern.interval, **_nth(pattern)}


def _relative_yearly(pattern: Any) -> dict[str, Any]:
    return {"FREQ": "YEARLY", "BYMONTH": pattern.month, **_nth(pattern)}


def _nth(pattern: Any) -> dict[str, Any]:
    index = -1 if pattern.week_number == _LAST else pattern.week_number
    if pattern.weekday in _GROUPS:
        return {"BYDAY": list(_GROUPS[pattern.weekday]), "BYSETPOS": index}
    return {"BYDAY": f"{index}{_DAYS[pattern.weekday - 1]}"}


_PATTERNS = {
    "DailyPattern": _daily,
    "WeeklyPattern": _weekly,
    "AbsoluteMonthlyPattern": _monthly,
    "RelativeMonthlyPattern": _relative_monthly,
    "AbsoluteYearlyPattern": _yearly,
    "RelativeYearlyPattern": _relative_yearly,
}


def plain(day: date) -> date:
    """Without what exchangelib puts on top."""
    return date(day.year, day.month, day.day)

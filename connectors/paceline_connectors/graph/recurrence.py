"""Graph's recurrence (patternedRecurrence) as an RRULE (RFC 5545, 3.3.10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from icalendar import vRecur

_DAYS = {
    "monday": "MO",
    "tuesday": "TU",
    "wednesday": "WE",
    "thursday": "TH",
    "friday": "FR",
    "saturday": "SA",
    "sunday": "SU",
}
_WEEK = tuple(_DAYS.values())
_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_FREQUENCIES = {
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "absoluteMonthly": "MONTHLY",
    "relativeMonthly": "MONTHLY",
    "absoluteYearly": "YEARLY",
    "relativeYearly": "YEARLY",
}
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
MOST_STEPS = 20_000

Rule = dict[str, Any]


def rule_of(recurrence: Mapping[str, Any], start: date, zone: tzinfo) -> Rule | None:
    """The shortest that says it: what `start` says already is left out. None for a pattern that is not known."""
    pattern, bounds = recurrence.get("pattern") or {}, recurrence.get("range") or {}
    kind = str(pattern.get("type", ""))
    if kind not in _FREQUENCIES:
        return None
    rule: Rule = {"FREQ": _FREQUENCIES[kind]}
    interval = int(pattern.get("interval") or 1)
    if interval > 1:
        rule["INTERVAL"] = interval
    if kind == "weekly":
        rule |= _weekly(pattern, start, interval)
    elif kind.startswith("absolute"):
        rule |= _on_a_day_of_the_month(int(pattern.get("dayOfMonth") or start.day), start)
    elif kind.startswith("relative"):
        rule |= _on_a_weekday_of_the_month(pattern)
    if kind.endswith("Yearly") and ("BYDAY" in rule or "BYMONTHDAY" in rule):
        rule["BYMONTH"] = int(pattern.get("month") or start.month)
    return rule | _end(bounds, start, zone)


def dates(rule: Rule, start: date, begins: datetime, ends: datetime, zone: tzinfo) -> list[datetime]:
    """When the rule has the series happen between two instants, in UTC. Whole days count as midnight UTC."""
    whole_days = not isinstance(start, datetime)
    naive = start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())
    zone = UTC if whole_days else zone
    told = dict(rule)
    if isinstance(until := told.get("UNTIL"), datetime):
        told["UNTIL"] = until.astimezone(zone).replace(tzinfo=None)
    text = str(vRecur(told).to_ical(), "ascii")  # type: ignore[no-untyped-call]
    found = []
    for step, each in enumerate(rrulestr(text, dtstart=naive)):
        when = each.replace(tzinfo=zone).astimezone(UTC)
        if step > MOST_STEPS or when >= ends:
            break
        if when >= begins:
            found.append(when)
    return found


def _weekly(pattern: Mapping[str, Any], start: date, interval: int) -> Rule:
    days = _days(pattern)
    rule: Rule = {} if days == [_WEEK[start.weekday()]] else {"BYDAY": days}
    first = _DAYS.get(str(pattern.get("firstDayOfWeek", "sunday")), "SU")
    # Where weeks begin matters only when some are left out and there are several days in one (3.3.10).
    return rule | ({"WKST": first} if interval > 1 and rule and first != "MO" else {})


def _on_a_day_of_the_month(number: int, start: date) -> Rule:
    """Exchange takes the last day of a month that is too short; RFC 5545 would pass it over."""
    if number <= _SHORTEST_MONTH:
        return {} if number == start.day else {"BYMONTHDAY": number}
    return {"BYMONTHDAY": list(range(_SHORTEST_MONTH, min(number, _LONGEST_MONTH) + 1)), "BYSETPOS": -1}


def _on_a_weekday_of_the_month(pattern: Mapping[str, Any]) -> Rule:
    which, days = _WHICH.get(str(pattern.get("index", "first")), 1), _days(pattern)
    return {"BYDAY": f"{which}{days[0]}"} if len(days) == 1 else {"BYDAY": days, "BYSETPOS": which}


def _days(pattern: Mapping[str, Any]) -> list[str]:
    said = {_DAYS.get(str(name).lower(), "") for name in pattern.get("daysOfWeek") or ()}
    return [name for name in _WEEK if name in said]


def _end(bounds: Mapping[str, Any], start: date, zone: tzinfo) -> Rule:
    match bounds.get("type"):
        case "numbered":
            return {"COUNT": int(bounds.get("numberOfOccurrences") or 1)}
        case "endDate":
            last = date.fromisoformat(str(bounds.get("endDate", ""))[:10])
            if not isinstance(start, datetime):
                return {"UNTIL": last}
            return {"UNTIL": datetime.combine(last, start.time(), zone).astimezone(UTC)}
    return {}

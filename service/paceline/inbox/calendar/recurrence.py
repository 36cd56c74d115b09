"""Recurrence rules (RFC 5545, 3.3.10) that may be expanded, and why the others are refused.

A rule of two hundred octets can keep a worker busy for ever; what passes here is walked day by day at the most, and
names at most four times a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice, takewhile

from paceline.inbox.mail import Unreadable

LAST_YEAR = 2100
TIMES_A_DAY = 4
_DAYS_UNTIL_LAST_YEAR = 40_500


def _numbers(low: int, high: int, *, signed: bool = False) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        items = text.split(",")
        pattern = r"[+-]?\d{1,3}" if signed else r"\d{1,3}"
        return all(re.fullmatch(pattern, i) and low <= abs(int(i)) <= high for i in items)

    return holds


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


_WEEKDAY = "([+-]?[1-9][0-9]?)?(MO|TU|WE|TH|FR|SA|SU)"
_PARTS: dict[str, Callable[[str], bool]] = {
    "FREQ": _matches("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": _matches("0*[1-9][0-9]{0,3}"),
    "COUNT": _matches("0*[1-9][0-9]{0,19}"),
    "UNTIL": _matches(r"\d{8}(T\d{6}Z?)?"),
    "WKST": _matches("MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": _matches(rf"{_WEEKDAY}(,{_WEEKDAY}){{0,60}}"),
    "BYMONTH": _numbers(1, 12),
    "BYMONTHDAY": _numbers(1, 31, signed=True),
    "BYYEARDAY": _numbers(1, 366, signed=True),
    "BYWEEKNO": _numbers(1, 53, signed=True),
    "BYSETPOS": _numbers(1, 366, signed=True),
    "BYHOUR": _numbers(0, 23),
    "BYMINUTE": _numbers(0, 59),
    "BYSECOND": _numbers(0, 59),
}
_GREGORIAN = {"RSCALE": "GREGORIAN", "SKIP": "OMIT"}
"""RFC 7529 spelled out as what RFC 5545 means anyway, as some servers do."""


def parts(rule: str) -> dict[str, str] | Unreadable:
    """The parts of an RRULE value, or why it is not expanded."""
    found: dict[str, str] = {}
    for item in rule.upper().replace(" ", "").strip(";").split(";"):
        name, _, value = item.partition("=")
        if _GREGORIAN.get(name) == value or name.startswith("X-"):
            continue
        check = _PARTS.get(name)
        if check is None or name in found or not check(value):
            return Unreadable(f"the recurrence rule has {_shown(item)}, which is not read")
        found[name] = value
    if "FREQ" not in found:
        return Unreadable("the recurrence rule has no FREQ")
    if refusal := _too_much(found):
        return Unreadable(refusal)
    return found


def normal(found: dict[str, str], start: datetime, until: Callable[[str], datetime]) -> str | Unreadable:
    """The rule with UNTIL in UTC. `start` is the series' wall time; `until` reads an UNTIL value in the series' zone.

    A COUNT that is not used up by 2100 bounds nothing, and makes a library look for the rest: it goes.
    """
    found = dict(found)
    if re.search(r"\d", found.get("BYDAY", "")):
        found["BYDAY"] = _all_numbered(found)
    try:
        first = next(_walls(found, start), None)
    except ValueError:
        return Unreadable("the recurrence rule contradicts itself")
    if first is None:
        return Unreadable("the recurrence rule has no date at all")
    if "UNTIL" in found:
        found.pop("COUNT", None)
        found["UNTIL"] = f"{until(found['UNTIL']):%Y%m%dT%H%M%SZ}"
    elif "COUNT" in found and not _used_up(found, start):
        del found["COUNT"]
    return ";".join(f"{name}={value}" for name, value in found.items())


def _all_numbered(found: dict[str, str]) -> str:
    """BYDAY=3MO,WE as 3MO,1WE,2WE…: dateutil takes only what is both numbered and not."""
    numbers = range(1, 6) if found["FREQ"] == "MONTHLY" or "BYMONTH" in found else range(1, 54)
    days = found["BYDAY"].split(",")
    return ",".join(day if day[0] in "+-123456789" else ",".join(f"{n}{day}" for n in numbers) for day in days)


def _too_much(found: dict[str, str]) -> str:
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= found.get(name, "0").count(",") + 1
    if times > TIMES_A_DAY:
        return f"the recurrence rule names {times} times a day; at most {TIMES_A_DAY} are read"
    if re.search(r"\d", found.get("BYDAY", "")) and (found["FREQ"] in ("DAILY", "WEEKLY") or "BYWEEKNO" in found):
        return "the recurrence rule numbers weekdays where it may not: only of a month or a year"
    return ""


def _used_up(found: dict[str, str], start: datetime) -> bool:
    count = int(found["COUNT"])
    if count > _DAYS_UNTIL_LAST_YEAR:
        return False
    walls = takewhile(lambda wall: wall.year <= LAST_YEAR, _walls(found, start))
    return sum(1 for _ in islice(walls, count)) == count


_LATER = timedelta(days=146_097 * 19)
"""Nineteen times the 400 years after which the Gregorian calendar repeats, weekdays and all."""


def _walls(found: dict[str, str], start: datetime) -> Iterator[datetime]:
    """The rule's wall times without COUNT and UNTIL. dateutil looks for a next one until the year 9999, whatever UNTIL
    says; so it walks there from not far away, and what it finds is moved back."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    rule = ";".join(f"{name}={value}" for name, value in found.items() if name not in ("COUNT", "UNTIL"))
    return (wall - _LATER for wall in rrulestr(rule, dtstart=start + _LATER))


def _shown(item: str) -> str:
    return re.sub(r"[^A-Z0-9=,;+_-]", "?", item[:40]) or "an empty part"

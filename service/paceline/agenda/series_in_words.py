"""A series as it is understood, in words: "every 2 weeks on Monday and Thursday, 10:00-10:30 (Europe/Berlin)"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from paceline.agenda import calendars
from paceline.agenda.calendars import listed, starts
from paceline.domain.cadence import Cadence

if TYPE_CHECKING:
    from icalendar import Event

_WEEKDAYS = dict(
    zip(
        ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_WORKING = ["MO", "TU", "WE", "TH", "FR"]
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_BOUNDS = {"FREQ", "INTERVAL", "UNTIL", "COUNT", "WKST"}


@dataclass(frozen=True, slots=True)
class Changes:
    """Single dates ahead that differ from the rule: (named, is now) of those moved, and those taken out; UTC."""

    moved: tuple[tuple[datetime, datetime], ...] = ()
    gone: tuple[datetime, ...] = ()
    added: tuple[datetime, ...] = ()


def day(when: date) -> str:
    return f"{when:%a} {when.day} {when:%b %Y}"


def in_words(cadence: Cadence) -> str:
    """When the series takes place, in its own zone, and until when."""
    series = calendars.read(cadence.calendar)
    master = series.master
    if master is None:
        days = (day(starts(event)) for event in series.dates.values() if not calendars.is_cancelled(event))
        return f"only single dates of a series are known: {', '.join(days) or 'none that stands'}"
    begins = starts(master)
    times = _times(begins, cadence)
    if "RRULE" not in master:
        return f"once, {day(begins)}, {times}" if not listed(master, "RDATE") else f"on single dates, {times}"
    return "; ".join((f"{_rule(master, begins)}, {times}{_end(master, begins)}", *rests(cadence)))


def rests(cadence: Cadence) -> tuple[str, ...]:
    """All after a date may go by a rule of its own: each such date's, in words."""
    return tuple(
        f"from {day(starts(event))} on {_rule(event, starts(event))}, {_times(starts(event), cadence)}"
        f"{_end(event, starts(event))}"
        for _, event in sorted(calendars.read(cadence.calendar).dates.items())
        if calendars.concerns_the_rest(event) and "RRULE" in event
    )


def changes(cadence: Cadence, since: datetime) -> Changes:
    """What differs from the rule from `since` (UTC) on."""
    series = calendars.read(cadence.calendar)
    master = series.master
    dates = sorted(series.dates.items())
    moved = tuple(
        (key, now)
        for key, event in dates
        if not calendars.is_cancelled(event)
        and (now := starts(event).astimezone(UTC)) != key
        and max(key, now) >= since
    )
    gone = {key for key, event in dates if calendars.is_cancelled(event)}
    gone |= set(listed(master, "EXDATE")) - set(series.dates) if master is not None else set()
    added = listed(master, "RDATE") if master is not None else ()
    return Changes(
        moved, tuple(sorted(key for key in gone if key >= since)), tuple(key for key in added if key >= since)
    )


def _times(begins: datetime, cadence: Cadence) -> str:
    if not cadence.minutes:
        return f"all day ({cadence.zone})"
    shown = begins.astimezone(ZoneInfo(cadence.zone))
    return f"{shown:%H:%M}-{shown + timedelta(minutes=cadence.minutes):%H:%M} ({cadence.zone})"


def _end(master: Event, begins: datetime) -> str:
    rule: Any = master["RRULE"]
    if "UNTIL" in rule:
        return f", until {day(rule['UNTIL'][0].astimezone(begins.tzinfo))}"
    return f", {rule['COUNT'][0]} times from {day(begins)}" if "COUNT" in rule else ""


# --- rules ------------------------------------------------------------------------------------------------------------


def _rule(master: Event, begins: datetime) -> str:
    """A rule that these words can't say is given as it is written."""
    rule: Any = master["RRULE"]
    kind = rule["FREQ"][0]
    parts = {name: [str(value) for value in rule[name]] for name in rule if name not in _BOUNDS}
    said = _WORDED[kind](_every(rule, kind), parts, begins)
    return said or f"by the rule {rule.to_ical().decode()}"


def _every(rule: Any, kind: str) -> str:
    interval = int(rule.get("INTERVAL", [1])[0])
    return f"every {_UNITS[kind]}" if interval == 1 else f"every {interval} {_UNITS[kind]}s"


def _daily(every: str, parts: dict[str, list[str]], _: datetime) -> str:
    if not parts:
        return every
    return "every working day" if parts == {"BYDAY": _WORKING} and every == "every day" else ""


def _weekly(every: str, parts: dict[str, list[str]], begins: datetime) -> str:
    if parts.keys() - {"BYDAY"} or any(name not in _WEEKDAYS for name in parts.get("BYDAY", [])):
        return ""
    names = parts.get("BYDAY") or [list(_WEEKDAYS)[begins.weekday()]]
    if names == _WORKING and every == "every week":
        return "every working day"
    days = _and([_WEEKDAYS[name] for name in _WEEKDAYS if name in names])
    return f"every {days}" if every == "every week" else f"{every} on {days}"


def _monthly(every: str, parts: dict[str, list[str]], begins: datetime) -> str:
    match parts:
        case {"BYDAY": names, "BYSETPOS": [place]} if len(parts) == len(("BYDAY", "BYSETPOS")):
            which = "working day" if names == _WORKING else _WEEKDAYS.get(names[0], "") if len(names) == 1 else ""
            ordinal = _ORDINALS.get(int(place), "")
            return f"on the {ordinal} {which} of {every}" if which and ordinal else ""
        case {"BYDAY": names} if len(parts) == 1:
            said = [_numbered(name) for name in names]
            return f"on the {_and(said)} of {every}" if all(said) else ""
        case {"BYMONTHDAY": days} if len(parts) == 1:
            return f"on the {_and(['last day' if n == '-1' else _nth(n) for n in days])} of {every}"
        case _ if not parts:
            return f"on the {_nth(str(begins.day))} of {every}"
    return ""


def _yearly(every: str, parts: dict[str, list[str]], begins: datetime) -> str:
    plain = not parts or parts in (
        {"BYMONTH": [str(begins.month)]},
        {"BYMONTH": [str(begins.month)], "BYMONTHDAY": [str(begins.day)]},
    )
    return f"{every} on {begins.day} {begins:%B}" if plain else ""


_WORDED: dict[str, Callable[[str, dict[str, list[str]], datetime], str]] = {
    "DAILY": _daily,
    "WEEKLY": _weekly,
    "MONTHLY": _monthly,
    "YEARLY": _yearly,
}


def _numbered(name: str) -> str:
    """ "second Tuesday" for "2TU"."""
    ordinal, weekday = name[:-2], _WEEKDAYS.get(name[-2:], "")
    words = _ORDINALS.get(int(ordinal), "") if ordinal.lstrip("+-").isdigit() else ""
    return f"{words} {weekday}" if words and weekday else ""


def _nth(number: str) -> str:
    if number.startswith("-"):
        return f"{_nth(number[1:])} day from the end"
    end = "th" if number[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{number}{end}"


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))

"""Weekdays: by themselves, with a date, of a week, of a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from paceline.inbox.dates import days
from paceline.inbox.dates.dated import figured
from paceline.inbox.dates.days import DAY, Span
from paceline.inbox.dates.language import UNITS
from paceline.inbox.dates.meaning import Meaning, Reading, Sign, any_of, day, the


def weekday(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Friday": today or the next one. "Coming", "next" and "last" leave today out; "last Monday" may be this
    week's as well."""
    named, marks = the(parts, "d"), {part.kind for part in parts}
    found = _weekday(named.value, marks, parts, reading)
    return replace(found, counts=named.weak) if found else None


def _weekday(wanted: int, marks: set[str], parts: list[Sign], reading: Reading) -> Meaning | None:
    today = reading.today
    if "L" in marks:
        last = days.weekday_before(today, wanted)
        in_this_week = last >= days.period("w", today)[0]
        return day(last - 7 * DAY, last) if in_this_week else day(last)
    if "C" in marks or {"T", "N"} <= marks:
        return day(days.weekday_from(today + DAY, wanted))
    if "N" in marks:
        return _next(the(parts, "N").value, wanted, reading)
    if reading.past:
        return day(days.weekday_before(today + DAY, wanted))
    return day(days.weekday_from(today, wanted))


def _next(count: int, wanted: int, reading: Reading) -> Meaning | None:
    """The one of next week where the language says so, else both that it may be; on a weekend always both."""
    coming = days.weekday_from(reading.today + DAY, wanted)
    of_next_week = days.weekday_in_week_of(reading.today + 7 * DAY, wanted)
    midweek = reading.today.weekday() < 5
    if count == 2:
        return day(coming + 7 * DAY, of_next_week + 7 * DAY)
    if not reading.language.next_is_of_next_week:
        return day(coming, of_next_week)
    return day(of_next_week) if midweek else day(coming, coming + 7 * DAY)


def with_date(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Friday 4 Dec", "this Friday 4.12.": they must agree; where they don't, either may be wrong.

    Of a day weeks away nobody knows the weekday by heart: it was looked up or counted, so the date holds.
    """
    wanted, dated = the(parts, "d").value, the(parts, "XD")
    if dated.meaning and dated.meaning.shift:
        return None
    likely = dated.days if dated.kind == "X" else figured(dated, reading, reading.order)
    possible = likely if dated.kind == "X" else (*likely, *figured(dated, reading, ""))
    if any_of(parts, "TC"):
        return day(days.weekday_from(reading.today, wanted), *likely)
    agreeing = [found for found in likely if found.weekday() == wanted]
    if agreeing:
        return day(*agreeing)
    agreeing = [found for found in possible if found.weekday() == wanted]
    if likely and not agreeing and min(likely) > reading.today + _BY_HEART:
        return day(*likely)
    nearest = days.nearest_weekday(likely[0], wanted) if likely else None
    return day(*agreeing, *likely, nearest)


_BY_HEART = timedelta(weeks=4)
"""How far ahead a person knows the weekdays of dates, so that either of the two may be a slip."""


def with_number(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Friday the 12th", "lunes 21": the next day that is both."""
    number = parts[-1] if parts[-1].kind != "d" else the(parts, "noc")
    return day(days.weekday_and_day(the(parts, "d").value, number.value, reading.today))


def of_week(parts: list[Sign], _reading: Reading) -> Meaning | None:
    """ "Friday next week", "Tuesday of KW 49"."""
    wanted, week = the(parts, "d").value, the(parts, "R").meaning
    if week is None or week.unit != "w":
        return None
    return day(*(days.weekday_in_week_of(first, wanted) for first, _ in week.spans))


def of_next(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "La settimana prossima martedì", where the adjective is the week's."""
    if not reading.language.adjectives_follow or UNITS[the(parts, "u").value] != "w":
        return None
    return day(days.weekday_in_week_of(reading.today + 7 * DAY, the(parts, "d").value))


def after_next(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "The Friday after next": a week after each day that "next Friday" may be."""
    if the(parts, "F").value != 1:
        return None
    wanted = the(parts, "d").value
    coming = days.weekday_from(reading.today + DAY, wanted)
    return day(coming + 7 * DAY, days.weekday_in_week_of(reading.today + 7 * DAY, wanted) + 7 * DAY)


def nth(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "The first Monday of next month", "letzter Freitag im Monat"; of this month's gone by, next month's."""
    which, wanted, of = the(parts, "oL"), the(parts, "d").value, parts[-1]
    unit = of.meaning.unit if of.meaning else UNITS[of.value]
    span = of.meaning.span if of.meaning else days.period(unit, reading.today)
    if span is None or unit not in ("m", "q", "y") or which.value > 5:
        return None
    found = _nth_of(span, which, wanted)
    if of.kind == "u" and found and found < reading.today:
        found = _nth_of(days.period(unit, days.moved(span[0], 1, unit)), which, wanted)
    return day(found)


def _nth_of(span: Span, which: Sign, wanted: int) -> date | None:
    if which.kind == "L":
        return days.weekday_before(span[1] + DAY, wanted)
    found = days.weekday_from(span[0], wanted) + timedelta(weeks=which.value - 1)
    return found if found <= span[1] else None

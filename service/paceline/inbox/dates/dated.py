"""Days of the year and of the month, in figures and in words; named days; one day or another."""

from __future__ import annotations

from datetime import date

from paceline.inbox.dates import days
from paceline.inbox.dates.holidays import HOLIDAYS
from paceline.inbox.dates.language import UNITS
from paceline.inbox.dates.meaning import Meaning, Reading, Sign, a_day, any_of, day, the

_HOLIDAYS = tuple(HOLIDAYS.values())


def in_figures(parts: list[Sign], reading: Reading) -> Meaning | None:
    sign = parts[0]
    month, number = sign.parts[1:3] if sign.text == "iso" else sorted(sign.parts[:2])
    return a_day(month, number, *figured(sign, reading, reading.order))


def figured(sign: Sign, reading: Reading, order: str) -> tuple[date, ...]:
    """The days that a date in figures may mean, in an order ("": either), or in the other where that one is none.

    Two dots put the day first ("3.12."); a single one is also a decimal's, or a version's, where dates have none.
    """
    if sign.text == "iso":
        found = days.on(*sign.parts)
        return (found,) if found else ()
    first, second = sign.parts[:2]
    either = ((second, first), (first, second))
    if sign.text == "..":
        order = "dmy"
    elif sign.text == "." and (order == "mdy" or (len(sign.parts) == 2 and not reading.language.dotted_days)):
        order = ""
    wanted = {"dmy": either[:1], "mdy": either[1:]}.get(order, either)
    return _of_months_and_days(wanted, sign, reading) or _of_months_and_days(either, sign, reading)


def named_month(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "12 December 2026", "Dec 12th", "2026/23/Sep", "the third day of May"."""
    month, number, year, unit = the(parts, "m"), the(parts, "noc"), any_of(parts, "y"), any_of(parts, "u")
    if unit is not None and UNITS[unit.value] != "d":
        return None
    if year is not None:
        return a_day(month.value, number.value, days.on(year.year, month.value, number.value))
    found = days.yearly(month.value, number.value, reading.today, past=reading.past)
    return a_day(month.value, number.value, *found)


def short_year(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "4 Dec 26", "Dec 4 '26", "4-Dec-26": a year from now on, so that "4 Dec 15" has none."""
    month, number, year = the(parts, "m"), the(parts, "noc"), reading.today.year // 100 * 100 + parts[-1].value
    if not 0 <= year - reading.today.year <= _FAR_IN_SHORT:
        return None
    return a_day(month.value, number.value, days.on(year, month.value, number.value))


_FAR_IN_SHORT = 9
"""Years ahead that two figures behind a day may mean."""


def two_numbers(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "am siebten vierten", "27. 11."; Spanish "el 17 del 11"."""
    number, month = (part for part in parts if part.kind in "on")
    if number.kind == "n":
        if reading.language.code != "es" or parts[1].text != "del":
            return None
    elif not reading.language.ordinal_months:
        return None
    return day(*days.yearly(month.value, number.value, reading.today, past=reading.past))


def two_days(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "3-5 Dec", "3.-5. Dezember", "1/2 Dec": either is possible."""
    month, year, figures = the(parts, "m"), any_of(parts, "y"), any_of(parts, "D")
    numbers = figures.parts[:2] if figures else tuple(part.value for part in parts if part.kind in "no")[:2]
    if year is not None:
        return day(*(days.on(year.year, month.value, number) for number in numbers))
    return day(*(found for number in numbers for found in days.yearly(month.value, number, reading.today)))


def number_alone(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "The 3rd", "le 23", "dia 12", "il quindici"."""
    number = parts[-1]
    if number.kind in "nc" and parts[0].text not in reading.language.day_articles:
        return None
    if number.text and len(parts) == 1:
        return None
    found = days.monthly(number.value, reading.today)
    return Meaning(((found, found),), counts=True) if found else None


def relative(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Today", "übermorgen"."""
    return day(days.moved(reading.today, parts[0].value, "d"))


def holiday(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Easter", "next Christmas", "Fastnachtssonntag im nächsten Jahr"."""
    named, year, unit = _HOLIDAYS[the(parts, "H").value], any_of(parts, "y"), any_of(parts, "R")
    if named.regions and reading.region not in named.regions:
        return None
    if year is not None:
        return day(named.of(year.year))
    if unit is not None:
        meant = unit.meaning
        return day(named.of(meant.span[0].year)) if meant and meant.span and meant.unit == "y" else None
    today = reading.today
    near = [found for n in (-1, 0, 1) if (found := named.of(today.year + n))]
    if any_of(parts, "L") or reading.past:
        return day(max((found for found in near if found <= today), default=None))
    return day(min((found for found in near if found >= today), default=None))


def either_day(parts: list[Sign], _reading: Reading) -> Meaning | None:
    """ "Thursday or Friday"."""
    found = [part.meaning for part in parts if part.kind == "X" and part.meaning]
    if any(one.shift for one in found):
        return None
    if any(one.impossible for one in found):
        return Meaning(impossible=True)
    spans = tuple(dict.fromkeys(span for one in found for span in one.spans))
    times = {one.at for one in found}
    return Meaning(spans, at=times.pop() if len(times) == 1 else None)


def _of_months_and_days(wanted: tuple[tuple[int, int], ...], sign: Sign, reading: Reading) -> tuple[date, ...]:
    found: list[date] = []
    for month, number in wanted:
        if len(sign.parts) == 3:
            year = sign.parts[2] + (2000 if sign.value == 2 else 0)
            dated = days.on(year, month, number)
            found += [dated] if dated else []
        else:
            found += days.yearly(month, number, reading.today, past=reading.past)
    return tuple(dict.fromkeys(found))

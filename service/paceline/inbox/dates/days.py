"""Day arithmetic: weekdays, months, periods, and days that come back every year. Weekdays count from Monday 0."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

Unit = Literal["d", "w", "m", "q", "y", "f", "b", "e"]
"""Days, weeks, months, quarters, years, fortnights, working days (Monday to Friday), weekends."""

Span = tuple[date, date]
"""The first and last day of a period, both in it."""

DAY = timedelta(days=1)

JUST_GONE = timedelta(days=7)
"""A day of the year that went by less than this ago may mean that day, or the one a year later."""


def weekday_from(day: date, weekday: int) -> date:
    """The first such weekday on or after `day`."""
    return day + DAY * ((weekday - day.weekday()) % 7)


def weekday_before(day: date, weekday: int) -> date:
    return weekday_from(day - 7 * DAY, weekday)


def weekday_in_week_of(day: date, weekday: int) -> date:
    return day + DAY * (weekday - day.weekday())


def nearest_weekday(day: date, weekday: int) -> date:
    return weekday_from(day - 3 * DAY, weekday)


def on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def yearly(month: int, day: int, today: date, *, past: bool = False) -> tuple[date, ...]:
    """The next such day of a year (today counts); with the one just gone, when it went by in the last days."""
    years = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    days = [found for year in years if (found := on(year, month, day))]
    if past:
        return tuple(found for found in days if found <= today)[:1]
    ahead = tuple(found for found in days if found >= today)[:1]
    gone = tuple(found for found in days if today - JUST_GONE <= found < today)
    return gone + ahead


def monthly(day: int, today: date) -> date | None:
    """The next such day of a month (today counts)."""
    months = ((today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1) for n in range(13))
    return next((found for y, m in months if (found := on(y, m, day)) and found >= today), None)


def weekday_and_day(weekday: int, day: int, today: date) -> date | None:
    """The next day of a month that is also this weekday, within a year: "Friday 13th"."""
    found = monthly(day, today)
    while found and found.weekday() != weekday:
        found = monthly(day, found + DAY)
        if found and found > today + timedelta(days=366):
            return None
    return found


def period(unit: Unit, day: date) -> Span:
    """The week (ISO 8601), weekend, month, quarter or year that `day` is in."""
    match unit:
        case "w":
            monday = day - DAY * day.weekday()
            return monday, monday + 6 * DAY
        case "e":
            sunday = weekday_from(day, 6)
            return sunday - DAY, sunday
        case "m":
            return day.replace(day=1), _last_of_month(day.year, day.month)
        case "q":
            first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
            return first, period("m", moved(first, 2, "m"))[1]
        case "y":
            return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def moved(day: date, count: int, unit: Unit) -> date:
    """`day` moved by `count` units of a kind. A month's last days stay within the month. May raise OverflowError."""
    match unit:
        case "d" | "e":
            return day + DAY * count
        case "w" | "f":
            return day + 7 * DAY * count * (2 if unit == "f" else 1)
        case "b":
            return _moved_by_working_days(day, count)
        case "m" | "q" | "y":
            return _moved_by_months(day, count * {"m": 1, "q": 3, "y": 12}[unit])


def _moved_by_months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, _last_of_month(year, month + 1).day))


def _last_of_month(year: int, month: int) -> date:
    return next(found for number in (31, 30, 29, 28) if (found := on(year, month, number)))


def week_number(year: int, week: int) -> Span | None:
    """The days of an ISO 8601 week."""
    try:
        return period("w", date.fromisocalendar(year, week, 1))
    except ValueError:
        return None


def easter(year: int) -> date:
    """Western Easter Sunday: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, year_rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _moved_by_working_days(day: date, count: int) -> date:
    """Monday to Friday; whose holidays count is not known here."""
    step = DAY if count > 0 else -DAY
    weeks, left = divmod(abs(count), 5)
    if day.weekday() > 4 and count:
        day = weekday_before(day, 4) if count > 0 else weekday_from(day, 0)
    day += step * 7 * weeks
    while left:
        day += step
        left -= day.weekday() < 5
    return day

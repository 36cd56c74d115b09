"""Weeks, weekends, months, quarters and years; their starts, middles and ends."""

from __future__ import annotations

from datetime import date, timedelta

from paceline.inbox.dates import days
from paceline.inbox.dates.days import DAY, Span, Unit
from paceline.inbox.dates.language import UNITS
from paceline.inbox.dates.meaning import Meaning, Reading, Sign, any_of, day, period, the
from paceline.inbox.dates.weekdays import weekday

_CALENDAR: tuple[Unit, ...] = ("w", "m", "q", "y")


def from_now(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Next week", "dieses Quartal", "la semana que viene". On a Sunday "next week" may have begun today."""
    unit, mark = UNITS[the(parts, "u").value], the(parts, "NTCL")
    count = {"N": max(1, mark.value), "C": 1, "T": 0, "L": -1}[mark.kind]
    if unit == "e":
        return _weekend(count, reading)
    if unit not in _CALENDAR:
        return None
    doubtful = unit == "w" and count == 1 and reading.today.weekday() == 6 and reading.sunday_first
    return period(unit, *(_from_this(unit, n, reading) for n in ((1, 2) if doubtful else (count,))))


def after_next(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "The week after next"."""
    unit = UNITS[the(parts, "u").value]
    return period(unit, _from_this(unit, 2, reading)) if unit in _CALENDAR else None


def weekend(parts: list[Sign], reading: Reading) -> Meaning | None:
    return _weekend(0, reading) if UNITS[the(parts, "u").value] == "e" else None


def week_number(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "KW 49": ISO 8601; this year's while it isn't over."""
    week, year = the(parts, "no"), any_of(parts, "y")
    if year is not None:
        return period("w", days.week_number(year.year, week.value))
    this = reading.today.isocalendar().year
    spans = (days.week_number(number, week.value) for number in range(this, this + 7))
    return period("w", next((span for span in spans if span and span[1] >= reading.today), None))


def quarter(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Q1", "Q1 2027", "erstes Quartal"."""
    number, year, unit = the(parts, "noc"), any_of(parts, "y"), any_of(parts, "u")
    if not 1 <= number.value <= 4 or (unit and UNITS[unit.value] != "q"):
        return None
    years = (year.year,) if year else (reading.today.year, reading.today.year + 1)
    spans = (days.period("q", date(one, number.value * 3, 1)) for one in years)
    return period("q", next((span for span in spans if year or span[1] >= reading.today), None))


def month(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "March", "March 2027": the one that isn't over; "since March", "last March": the one that has begun."""
    number, year, today = the(parts, "m").value, any_of(parts, "y"), reading.today
    if year is not None:
        return period("m", days.period("m", date(year.year, number, 1)))
    near = [days.period("m", date(today.year + n, number, 1)) for n in (-1, 0, 1)]
    if any_of(parts, "L"):
        return period("m", max(span for span in near if span[1] < today))
    if reading.past:
        return period("m", max(span for span in near if span[0] <= today))
    return period("m", min(span for span in near if span[1] >= today))


def nth_week(parts: list[Sign], _reading: Reading) -> Meaning | None:
    """ "The first week of October" has its Thursday, as ISO 8601 has it for years."""
    number, unit, of = the(parts, "o").value, UNITS[the(parts, "u").value], the(parts, "R").meaning
    if of is None or of.span is None or of.unit != "m" or unit != "w" or number > 5:
        return None
    thursday = days.weekday_from(of.span[0], 3) + timedelta(weeks=number - 1)
    return period("w", days.period("w", thursday))


def nth_day(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "The last working day of the month", "the first day of next quarter"; of this month's gone by, next month's."""
    which, unit, of = the(parts, "oL"), UNITS[the(parts, "u").value], parts[-1]
    period_unit, spans = _unit_and_spans(of, reading)
    if unit not in ("d", "b") or period_unit not in ("m", "q", "y") or len(spans) != 1:
        return None
    found = _nth_day_of(spans[0], which, unit)
    if of.kind == "u" and found < reading.today:
        found = _nth_day_of(_from_this(period_unit, 1, reading), which, unit)
    return day(found)


def _nth_day_of(span: Span, which: Sign, unit: Unit) -> date:
    if which.kind == "L":
        return days.moved(span[1] + DAY, -1, unit)
    return days.moved(span[0] - DAY, which.value, unit)


def week_of(parts: list[Sign], _reading: Reading) -> Meaning | None:
    """ "The week of 7 December", "w/c 7 Dec", "Woche vom 7.12."."""
    unit, of = any_of(parts, "u"), parts[-1].meaning
    if of is None or not of.spans or (unit is not None and UNITS[unit.value] != "w"):
        return None
    return period("w", *(days.period("w", first) for first, _ in of.spans))


def number_of_month(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "The 15th of next month", "nächsten Monat am 15.", "le 15 du mois"."""
    number, unit = the(parts, "no").value, any_of(parts, "u")
    if unit is not None:
        return day(days.monthly(number, reading.today)) if UNITS[unit.value] == "m" else None
    of = the(parts, "R").meaning
    if of is None or of.span is None or of.unit != "m":
        return None
    return day(days.on(of.span[0].year, of.span[0].month, number))


def end(parts: list[Sign], reading: Reading) -> Meaning | None:
    """The end of a week is its Friday, of anything longer its last day.

    On a weekend "the end of the week" may be next week's. "EOW next week": the units must be the same.
    """
    if parts[0].kind == "l" and len(parts) > 1:
        of_unit = parts[-1].meaning.unit if parts[-1].meaning else "d"
        if UNITS[parts[0].value] != of_unit:
            return None
    of = parts[-1]
    if of.kind == "d":
        return weekday([of], reading)
    if of.kind == "X":
        return of.meaning if of.meaning and not of.meaning.shift else None
    if of.kind == "y":
        return day(date(of.year, 12, 31))
    unit, spans = _unit_and_spans(of, reading)
    if unit == "w" and of.kind != "R" and reading.today.weekday() > 4:
        return day(spans[0][1], spans[0][1] + 5 * DAY)
    return day(*(due_in(span, unit) for span in spans)) if unit in ("d", "e", *_CALENDAR) else None


def due_in(span: Span, unit: Unit) -> date:
    """The day on which what is due in a period is due: a week's Friday, another's last day."""
    return span[0] + 4 * DAY if unit == "w" else span[1]


def start(parts: list[Sign], reading: Reading) -> Meaning | None:
    first = _first(parts[-1], reading)
    return day(first[0]) if first and first[0] >= reading.today else None


def middle(parts: list[Sign], reading: Reading) -> Meaning | None:
    """A week's Wednesday, a month's 15th, the 15th of a quarter's second month, 30 June."""
    found = _first(parts[-1], reading)
    if found is None:
        return None
    first, unit = found
    months = {"m": 0, "q": 1, "y": 5}.get(unit)
    if months is None:
        middle_day = first + 2 * DAY
    else:
        middle_day = days.moved(first, months, "m").replace(day=30 if unit == "y" else 15)
    return day(middle_day) if middle_day >= reading.today else None


def _from_this(unit: Unit, count: int, reading: Reading) -> Span:
    return days.period(unit, days.moved(days.period(unit, reading.today)[0], count, unit))


def _weekend(count: int, reading: Reading) -> Meaning | None:
    """ "This weekend" is the one that ends next; before it begins, "next weekend" may be that or the one after it."""
    saturday, sunday = this = days.period("e", reading.today)
    after = (saturday + 7 * DAY, sunday + 7 * DAY)
    match count:
        case 0:
            return period("e", this)
        case 1:
            return period("e", after) if reading.today >= saturday else period("e", this, after)
        case -1:
            return period("e", (saturday - 7 * DAY, sunday - 7 * DAY))
    return None


def _unit_and_spans(of: Sign, reading: Reading) -> tuple[Unit, tuple[Span, ...]]:
    if of.meaning is not None:
        return of.meaning.unit, of.meaning.spans
    unit = UNITS[of.value]
    return unit, (days.period(unit, reading.today),)


def _first(of: Sign, reading: Reading) -> tuple[date, Unit] | None:
    if of.kind == "y":
        return date(of.year, 1, 1), "y"
    unit, spans = _unit_and_spans(of, reading)
    return (spans[0][0], unit) if len(spans) == 1 and unit in _CALENDAR else None

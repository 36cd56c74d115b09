"""The grammar of day phrases: rows of (a pattern over the kinds of signs, the kind they become, what they mean).

Kinds of words: d weekday, m month, n number in figures, c number in words, 1 "a", o ordinal, y year, t "two thousand",
u unit, r today and its neighbours, H holiday, N next, T this, C coming, L last, a article, B by, O on, I in, F from and after,
S since, G before, g ago, A ago (in front), Z from now, E end of, K start of, M middle of, l the end of this unit, W week
number, Q quarter, D date in figures, P time of day, k o'clock, @ at (a time), p part of a day, e end of the day, V every,
| or; punctuation is itself. Kinds made by the rows: X a day, R a period, J a day by counting; _ is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from paceline.inbox.dates import days
from paceline.inbox.dates.days import DAY, Span
from paceline.inbox.dates.holidays import HOLIDAYS
from paceline.inbox.dates.language import UNITS, Language
from paceline.inbox.dates.signs import Meaning, Sign, signs


@dataclass(frozen=True, slots=True)
class Reading:
    """How a line is read. `order` of figures is "dmy", "mdy" or "" (not known); `sunday_first`: weeks may begin on Sunday."""

    today: date
    language: Language
    order: str = ""
    past: bool = False
    sunday_first: bool = False


Meant = Callable[[list[Sign], Reading], "Meaning | None"]


@dataclass(frozen=True, slots=True)
class Row:
    """`weak`: whether what is made speaks of a day by itself; None: as its parts do."""

    pattern: re.Pattern[str]
    kind: str
    meant: Meant
    weak: bool | None = False


def phrases(line: str, reading: Reading) -> list[Sign]:
    """The line's signs, day phrases put together to signs of kind "X" or "R"."""
    found = signs(line, reading.language)
    kinds = "".join(sign.kind for sign in found)
    if not _MAY_BE_A_DAY.search(kinds):
        return found
    for row in ROWS:
        changed = _put_together(found, kinds, row, reading)
        if changed is not None:
            found = changed
            kinds = "".join(sign.kind for sign in found)
    return found


_MAY_BE_A_DAY = re.compile("[dmrDHXlePWQut]|[aBOG][no]")


def _put_together(found: list[Sign], kinds: str, row: Row, reading: Reading) -> list[Sign] | None:
    """The signs with each match of the row's pattern put together, left to right; None: nothing was."""
    result: list[Sign] = []
    at = 0
    for match in row.pattern.finditer(kinds):
        made = _made(found[match.start() : match.end()], row, reading)
        if made is not None:
            result += found[at : match.start()]
            result.append(made)
            at = match.end()
    return [*result, *found[at:]] if at else None


def _made(parts: list[Sign], row: Row, reading: Reading) -> Sign | None:
    try:
        meaning = row.meant(parts, reading)
    except (OverflowError, ValueError):
        return None
    if meaning is None:
        return None
    weak = all(part.weak for part in parts if part.kind not in "aBOI,-") if row.weak is None else row.weak
    value = int(meaning.at.hour * 60 + meaning.at.minute) if row.kind == "P" and meaning.at else parts[-1].value
    return Sign(row.kind, parts[0].start, parts[-1].end, parts[0].text, value, (), weak, meaning)


# --- what a sign says --------------------------------------------------------------------------------------------------


def _one(parts: list[Sign], kinds: str) -> Sign | None:
    return next((part for part in parts if part.kind in kinds), None)


def _last(parts: list[Sign], kinds: str) -> Sign | None:
    return _one(parts[::-1], kinds)


def _day(*found: date | None) -> Meaning | None:
    spans = tuple((day, day) for day in dict.fromkeys(found) if day is not None)
    return Meaning(spans) if spans else None


def _period(unit: str, *spans: Span | None) -> Meaning | None:
    known = tuple(span for span in dict.fromkeys(spans) if span is not None)
    return Meaning(known, unit) if known else None


def _span(sign: Sign) -> Span | None:
    """The days of a sign of kind R when they are sure."""
    return sign.meaning.spans[0] if sign.meaning and len(sign.meaning.spans) == 1 else None


# --- years and times ---------------------------------------------------------------------------------------------------


def _said_year(parts: list[Sign], reading: Reading) -> Meaning | None:
    return Meaning(spans=((date(parts[0].value + parts[-1].value, 1, 1),) * 2,), unit="y")


def _clock(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "5 pm", "17 Uhr", "um 17", "alle 17.30": a wall time; without am and pm only where it can't be the other half."""
    figures, half = _one(parts, "ncPD"), _last(parts, "k")
    assert figures is not None
    hour, minute = figures.value, 0
    match figures.kind:
        case "P":
            hour, minute = divmod(figures.value, 60)
        case "D":
            if len(figures.parts) != 2 or not figures.text.startswith(".") or figures.parts[1] > 59:
                return None
            hour, minute = figures.parts
    match half.value if half else None:
        case 1 | 2 as afternoon if 1 <= hour <= 12 and half:
            hour = hour % 12 + 12 * (afternoon - 1)
        case None if figures.kind in "nc" and not 7 <= hour <= 23:
            return None
        case 3:
            return None
    return Meaning(at=time(hour, minute)) if hour < 24 else None


# --- dates -------------------------------------------------------------------------------------------------------------


def _figures(parts: list[Sign], reading: Reading) -> Meaning | None:
    return _day(*_figured(parts[0], reading, reading.order))


def _figured(sign: Sign, reading: Reading, order: str) -> tuple[date, ...]:
    """The days that a date in figures may mean. Where the year is absent it is the next such day."""
    if sign.text == "iso":
        found = days.on(*sign.parts)
        return (found,) if found else ()
    first, second = sign.parts[:2]
    if sign.text == "..":
        order = "dmy"
    elif sign.text == "." and (order == "mdy" or len(sign.parts) == 2 and not reading.language.dotted_days):
        order = ""
    wanted = {"dmy": ((second, first),), "mdy": ((first, second),)}.get(order, ((second, first), (first, second)))
    return _of_month_and_day(wanted, sign, reading) or _of_month_and_day(((second, first), (first, second)), sign, reading)


def _of_month_and_day(wanted: tuple[tuple[int, int], ...], sign: Sign, reading: Reading) -> tuple[date, ...]:
    found: list[date] = []
    for month, day in wanted:
        if len(sign.parts) == 3:
            year = sign.parts[2] + (2000 if sign.value == 2 else 0)
            dated = days.on(year, month, day)
            found += [dated] if dated else []
        else:
            found += days.yearly(month, day, reading.today, past=reading.past)
    return tuple(dict.fromkeys(found))


def _named_month(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "12 December 2026", "Dec 12th", "2026/23/Sep"."""
    month, day, year = _one(parts, "m"), _one(parts, "noc"), _one(parts, "y")
    assert month is not None
    assert day is not None
    if year is not None:
        return _day(days.on(_year(year), month.value, day.value))
    return _day(*days.yearly(month.value, day.value, reading.today, past=reading.past))


def _year(sign: Sign) -> int:
    return sign.meaning.spans[0][0].year if sign.meaning else sign.value


def _two_ordinals(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "am siebten vierten", "27. 11."; Spanish "el 17 del 11"."""
    day, month = (part for part in parts if part.kind in "on")
    if day.kind == "n":
        if reading.language.code != "es" or parts[1].text != "del":
            return None
    elif not reading.language.ordinal_months:
        return None
    return _day(*days.yearly(month.value, day.value, reading.today, past=reading.past))


def _two_days(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "3-5 Dec", "3.-5. Dezember", "1/2 Dec": which of the two is asked."""
    month, year = _one(parts, "m"), _one(parts, "y")
    figures = _one(parts, "D")
    numbers = figures.parts[:2] if figures else tuple(p.value for p in parts if p.kind in "no")[:2]
    found: list[date | None] = []
    for number in numbers:
        if month and year:
            found.append(days.on(_year(year), month.value, number))
        elif month:
            found += days.yearly(month.value, number, reading.today)
    return _day(*found) if all(found) else None


def _relative(parts: list[Sign], reading: Reading) -> Meaning | None:
    return _day(days.moved(reading.today, parts[0].value, "d"))


def _holiday(parts: list[Sign], reading: Reading) -> Meaning | None:
    named, year, mark = _one(parts, "H"), _one(parts, "y"), _one(parts, "L")
    assert named is not None
    holiday = HOLIDAYS[named.value]
    if year is not None:
        return _day(holiday.of(_year(year)))
    if (unit := _one(parts, "R")) is not None:
        span = _span(unit)
        return _day(holiday.of(span[0].year)) if span and unit.meaning and unit.meaning.unit == "y" else None
    if mark is not None or reading.past:
        found = [holiday.of(year) for year in (reading.today.year - 1, reading.today.year)]
        return _day(max(day for day in found if day and day <= reading.today))
    ahead = [holiday.of(year) for year in (reading.today.year, reading.today.year + 1)]
    return _day(min(day for day in ahead if day and day >= reading.today))


# --- weekdays ----------------------------------------------------------------------------------------------------------


def _weekday(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Friday": today or the next one; "next Friday", "last Friday"."""
    weekday, marks = parts[-1] if parts[-1].kind == "d" else parts[0], {p.kind for p in parts}
    today, wanted = reading.today, weekday.value
    coming = days.weekday_from(today + DAY, wanted)
    if "L" in marks:
        last = days.weekday_before(today, wanted)
        return _day(last, last - 7 * DAY if last > days.period("w", today)[0] - DAY else None)
    if "C" in marks or {"T", "N"} <= marks:
        return _day(coming)
    if "N" in marks:
        return _next_weekday(parts, wanted, reading)
    if reading.past:
        return _day(days.weekday_before(today + DAY, wanted))
    return _day(days.weekday_from(today, wanted))


def _next_weekday(parts: list[Sign], wanted: int, reading: Reading) -> Meaning | None:
    """The one of next week, where the language says so; else both that it may be. On a weekend both."""
    mark = _one(parts, "N")
    coming = days.weekday_from(reading.today + DAY, wanted)
    of_next_week = days.weekday_in_week_of(reading.today + 7 * DAY, wanted)
    if mark is not None and mark.value == 2:
        return _day(of_next_week if reading.today.weekday() < 5 else None, of_next_week + 7 * DAY)
    if not reading.language.next_is_of_next_week:
        return _day(coming, of_next_week)
    if reading.today.weekday() < 5:
        return _day(of_next_week)
    return _day(coming, coming + 7 * DAY)


def _weekday_and_date(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Friday 4 Dec": they must agree; where they don't, the date or the nearest such weekday is asked."""
    weekday, dated = _one(parts, "d"), _one(parts, "XD")
    assert weekday is not None
    assert dated is not None
    if dated.meaning and dated.meaning.shift:
        return None
    primary = dated.days if dated.kind == "X" else _figured(dated, reading, reading.order)
    every = primary if dated.kind == "X" else (*primary, *_figured(dated, reading, ""))
    if _one(parts, "TC") is not None:
        coming = days.weekday_from(reading.today, weekday.value)
        return _day(coming, *(day for day in every if day != coming))
    agreeing = tuple(day for day in primary if day.weekday() == weekday.value)
    if agreeing:
        return _day(*agreeing)
    nearest = days.nearest_weekday(primary[0], weekday.value) if primary else None
    return _day(*(day for day in every if day.weekday() == weekday.value), *primary, nearest)


def _weekday_and_number(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Friday the 12th", "lunes 21": the next day that is both."""
    weekday, number = _one(parts, "d"), _last(parts, "noc")
    assert weekday is not None
    assert number is not None
    return _day(days.weekday_and_day(weekday.value, number.value, reading.today))


def _weekday_of_week(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Friday next week", "Tuesday of KW 49"."""
    weekday, week = _one(parts, "d"), _one(parts, "R")
    assert weekday is not None
    assert week is not None
    if week.meaning is None or week.meaning.unit != "w":
        return None
    return _day(*(days.weekday_in_week_of(first, weekday.value) for first, _ in week.meaning.spans))


def _nth_weekday(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "the first Monday of next month", "letzter Freitag im Monat"."""
    which, weekday, of = _one(parts, "oL"), _one(parts, "d"), _last(parts, "Ru")
    assert which is not None
    assert weekday is not None
    assert of is not None
    span = _span(of) if of.kind == "R" else days.period(UNITS[of.value], reading.today)
    unit = of.meaning.unit if of.meaning else UNITS[of.value]
    if span is None or unit not in "mqy" or which.value > 5:
        return None
    if which.kind == "L":
        return _day(days.weekday_before(span[1] + DAY, weekday.value))
    found = days.weekday_from(span[0], weekday.value) + timedelta(weeks=which.value - 1)
    return _day(found) if found <= span[1] else None


# --- periods -----------------------------------------------------------------------------------------------------------


def _unit_from_now(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "next week", "dieses Quartal", "la semana que viene", "last month"."""
    unit, mark = UNITS[(_one(parts, "u") or parts[0]).value], _one(parts, "NTCL")
    assert mark is not None
    if unit not in "wmqye":
        return None
    count = {"N": max(1, mark.value), "C": 1, "T": 0, "L": -1}[mark.kind]
    if unit == "e":
        return _weekend(count, reading)
    here = days.period(unit, reading.today)[0]
    found = days.period(unit, days.moved(here, count, unit))
    if unit == "w" and count == 1 and reading.today.weekday() == 6 and reading.sunday_first:
        return _period(unit, found, days.period(unit, days.moved(here, 2, unit)))
    return _period(unit, found)


def _unit_after_next(parts: list[Sign], reading: Reading) -> Meaning | None:
    unit = UNITS[(_one(parts, "u") or parts[0]).value]
    if unit not in "wmqy":
        return None
    return _period(unit, days.period(unit, days.moved(days.period(unit, reading.today)[0], 2, unit)))


def _weekend(count: int, reading: Reading) -> Meaning | None:
    """ "This weekend" is the one that ends next; "next weekend" may be that or the one after it."""
    this = days.period("e", reading.today)
    after = days.period("e", this[1] + DAY)
    if count == 1:
        return _period("e", after) if reading.today.weekday() > 4 else _period("e", this, after)
    return _period("e", this if count == 0 else (this[0] - 7 * DAY, this[1] - 7 * DAY))


def _weekend_alone(parts: list[Sign], reading: Reading) -> Meaning | None:
    return _weekend(0, reading) if UNITS[parts[-1].value] == "e" else None


def _week_number(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "KW 49": ISO 8601; this year's while it isn't over."""
    week, year = _one(parts, "n"), _one(parts, "y")
    assert week is not None
    if year is not None:
        return _period("w", days.week_number(_year(year), week.value))
    this = reading.today.isocalendar().year
    spans = [days.week_number(y, week.value) for y in range(this, this + 7)]
    return _period("w", next((span for span in spans if span and span[1] >= reading.today), None))


def _quarter(parts: list[Sign], reading: Reading) -> Meaning | None:
    number, year = _one(parts, "noc"), _one(parts, "y")
    assert number is not None
    mark = _one(parts, "u")
    if not 1 <= number.value <= 4 or mark and UNITS[mark.value] != "q":
        return None
    years = [_year(year)] if year else [reading.today.year, reading.today.year + 1]
    spans = [days.period("q", date(y, number.value * 3, 1)) for y in years]
    return _period("q", next((span for span in spans if year or span[1] >= reading.today), None))


def _month(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "March", "next March", "March 2027": the one that isn't over; "since March": the one that has begun."""
    month, year = _one(parts, "m"), _one(parts, "y")
    assert month is not None
    if year is not None:
        return _period("m", days.period("m", date(_year(year), month.value, 1)))
    today = reading.today
    near = [days.period("m", date(today.year + n, month.value, 1)) for n in (-1, 0, 1)]
    if reading.past or _one(parts, "L"):
        return _period("m", max(span for span in near if span[0] <= today))
    return _period("m", min(span for span in near if span[1] >= today))


def _year_alone(parts: list[Sign], reading: Reading) -> Meaning | None:
    return _period("y", days.period("y", date(_year(parts[-1]), 1, 1)))


def _nth_week(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "The first week of October" has its Thursday, as ISO 8601 has it for years."""
    number, unit, month = _one(parts, "o"), _one(parts, "u"), _one(parts, "R")
    assert number is not None
    assert unit is not None
    assert month is not None
    span = _span(month)
    if UNITS[unit.value] != "w" or span is None or not month.meaning or month.meaning.unit != "m" or number.value > 5:
        return None
    thursday = days.weekday_from(span[0], 3) + timedelta(weeks=number.value - 1)
    return _period("w", days.period("w", thursday))


def _number_of_month(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "The 15th of next month", "nächsten Monat am 15."."""
    number, month = _one(parts, "no"), _one(parts, "R")
    assert number is not None
    assert month is not None
    span = _span(month)
    if span is None or not month.meaning or month.meaning.unit != "m":
        return None
    return _day(days.on(span[0].year, span[0].month, number.value))


def _end(parts: list[Sign], reading: Reading) -> Meaning | None:
    """The end of a week is its Friday, of anything longer its last day. After Friday "end of the week" may be either week's."""
    of = _last(parts, "RulXdrHm")
    assert of is not None
    if of.kind in "XdrH":
        return of.meaning if of.meaning and not of.meaning.shift else _weekday([of], reading) if of.kind == "d" else None
    unit = of.meaning.unit if of.kind == "R" and of.meaning else UNITS[of.value]
    spans = of.meaning.spans if of.meaning else (days.period(unit, reading.today),)
    if unit not in "dwmqye":
        return None
    if unit == "w" and of.kind != "R" and reading.today.weekday() > 4:
        return _day(spans[0][1], spans[0][1] + 5 * DAY)
    return _day(*(last_working(span, unit) for span in spans))


def last_working(span: Span, unit: str) -> date:
    return span[0] + 4 * DAY if unit == "w" else span[1]


def _start(parts: list[Sign], reading: Reading) -> Meaning | None:
    span, _ = _whole(parts, reading)
    return _day(span[0]) if span and span[0] >= reading.today else None


def _middle(parts: list[Sign], reading: Reading) -> Meaning | None:
    """Wednesday, the 15th, the 15th of the second month, 30 June."""
    span, unit = _whole(parts, reading)
    if span is None:
        return None
    first = span[0]
    match unit:
        case "w":
            middle = first + 2 * DAY
        case "m":
            middle = first.replace(day=15)
        case "q":
            middle = days.moved(first, 1, "m").replace(day=15)
        case "y":
            middle = date(first.year, 6, 30)
        case _:
            return None
    return _day(middle) if middle >= reading.today else None


def _whole(parts: list[Sign], reading: Reading) -> tuple[Span | None, str]:
    of = parts[-1]
    if of.kind == "u":
        unit = UNITS[of.value]
        return (days.period(unit, reading.today) if unit in "wmqy" else None), unit
    return _span(of), of.meaning.unit if of.meaning else ""


# --- counting ----------------------------------------------------------------------------------------------------------


_FARTHEST = timedelta(days=3_660)
"""Nobody counts farther: a number that does means something else."""


def _ahead(parts: list[Sign], reading: Reading) -> Meaning | None:
    return _counted(parts, reading.today, 1)


def _ago(parts: list[Sign], reading: Reading) -> Meaning | None:
    if parts[0].kind == "G" and not reading.language.before_is_ago:
        return None
    return _counted(parts, reading.today, -1)


def _counted(parts: list[Sign], anchor: date, sign: int) -> Meaning | None:
    """ "2 years 1 month 21 days": each count with its unit, in the order written."""
    count, day, unit = 0, anchor, "d"
    for part in parts:
        if part.kind in "nc1":
            count = part.value
        elif part.kind == "u":
            unit = UNITS[part.value]
            day = days.moved(day, sign * count, unit)
    if abs(day - anchor) > _FARTHEST:
        return None
    return Meaning(((day, day),), unit)


def _from_anchor(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "3 days after Tuesday", "2 weeks before Christmas"."""
    anchor = parts[-1]
    found = _weekday([anchor], reading) if anchor.kind == "d" else anchor.meaning
    if found is None or found.shift or not found.spans:
        return None
    sign = -1 if _one(parts, "G") else 1
    made = [_counted(parts[:-1], first, sign) for first, _ in found.spans]
    spans = tuple(span for one in made if one for span in one.spans)
    return Meaning(spans, made[0].unit if made[0] else "d")


def _then_counted(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Tomorrow in two weeks"; "Montag in zwei Wochen" may be counted from Monday or from this week."""
    anchor = parts[0]
    if anchor.kind != "d":
        found = [_counted(parts[1:], day, 1) for day in anchor.days]
        return Meaning(tuple(span for one in found if one for span in one.spans)) if found else None
    coming = days.weekday_from(reading.today + DAY, anchor.value)
    from_weekday = _counted(parts[1:], coming, 1)
    counted = _counted(parts[1:], reading.today, 1)
    if not from_weekday or not counted or counted.unit not in "wf":
        return None
    in_week = days.weekday_in_week_of(counted.spans[0][0], anchor.value)
    return _day(in_week, from_weekday.spans[0][0])


def _counted_on_weekday(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Monday two weeks from now" is in that week; "two months from today on Tuesday" the first from then on."""
    weekday, counted = _one(parts, "d"), _one(parts, "J")
    assert weekday is not None
    assert counted is not None
    if not counted.meaning or len(counted.days) != 1:
        return None
    day = counted.days[0]
    in_week = days.weekday_in_week_of(day, weekday.value)
    if day.weekday() == weekday.value:
        return _day(day)
    if counted.meaning.unit in "wf":
        return _day(in_week, in_week - 7 * DAY) if weekday.value == 6 else _day(in_week)
    if counted.meaning.unit in "mqy":
        return _day(days.weekday_from(day, weekday.value), in_week if in_week < day else None)
    return _day(day, days.nearest_weekday(day, weekday.value))


# --- days by themselves, with times, with others -----------------------------------------------------------------------


def _same(parts: list[Sign], reading: Reading) -> Meaning | None:
    found = _one(parts, "XJR")
    return found.meaning if found else None


def _only_day(parts: list[Sign], reading: Reading) -> Meaning | None:
    counted = _one(parts, "J")
    return replace(counted.meaning, unit="d") if counted and counted.meaning else None


def _number_alone(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "The 3rd", "le 23", "dia 12"."""
    number = parts[-1]
    if number.kind == "n" and parts[0].text not in reading.language.day_articles:
        return None
    if number.kind == "o" and number.text != "0" and len(parts) == 1:
        return None
    return _day(days.monthly(number.value, reading.today))


def _with_time(parts: list[Sign], reading: Reading) -> Meaning | None:
    day, clock = _one(parts, "X"), _one(parts, "P")
    assert day is not None
    if not day.meaning or day.meaning.shift:
        return None
    return replace(day.meaning, at=time(*divmod(clock.value, 60))) if clock else day.meaning


def _time_today(parts: list[Sign], reading: Reading) -> Meaning | None:
    clock = _one(parts, "P")
    day = _day(reading.today)
    return replace(day, at=time(*divmod(clock.value, 60))) if clock and day else day


def _either(parts: list[Sign], reading: Reading) -> Meaning | None:
    found = [part.meaning for part in parts if part.kind == "X" and part.meaning]
    if any(one.shift for one in found):
        return None
    spans = tuple(dict.fromkeys(span for one in found for span in one.spans))
    return Meaning(spans, at=found[0].at if len({one.at for one in found}) == 1 else None)


def _nothing(parts: list[Sign], reading: Reading) -> Meaning | None:
    return Meaning()


# --- the rows, in the order in which they are tried --------------------------------------------------------------------

_COUNT = "[nc1]u"
_DAY = "(?:[noc])"


def _row(pattern: str, kind: str, meant: Meant, *, weak: bool | None = False) -> Row:
    return Row(re.compile(pattern), kind, meant, weak)


ROWS = (
    _row("t[a|]{0,1}[c1]", "y", _said_year),
    _row("@?[ncPD]k|@[PD]|@n(?![a,]{0,2}m)", "P", _clock),
    _row("D[.]?a?m(?:a{0,2}y)?|[on][.]?[-–/][on]a?m(?:a{0,2}y)?", "X", _two_days),
    _row(f"{_DAY}a{{0,2}}m[,I]{{0,1}}a{{0,2}}y|{_DAY}a{{0,2}}m", "X", _named_month),
    _row(f"ma{{0,2}},?a?{_DAY}(?:,?[aI]{{0,2}}y)?(?![uk:])", "X", _named_month),
    _row("m[-/][n][-/]y|m[-/]n(?![-/\\w])|n[-/]m[-/]y|n[-/]m|y[-/]m[-/]n|y[-/]n[-/]m|m[-/]y[-/]n|n[-/]y[-/]m", "X", _named_month),
    _row("oo|o/[on]|nan", "X", _two_ordinals, weak=True),
    _row("(?:[TC],?a?)?d[,(]?[aO]{0,2}[DX]", "X", _weekday_and_date),
    _row("[DX][(]d[)]", "X", _weekday_and_date),
    _row("D", "X", _figures, weak=None),
    _row("r", "X", _relative, weak=None),
    _row("[NTCL]?a?uN?[NTCL](?![dH])|[NTCL]a{0,2}u|u[NC]", "R", _unit_from_now),
    _row("(?<![nc1])a?uFN(?![adXHm])", "R", _unit_after_next),
    _row("(?<![nc1oNTCLE])a?u", "R", _weekend_alone),
    _row("Wn(?:[/a]{0,2}y)?", "R", _week_number),
    _row("Q[noc](?:[-/a]{0,2}y)?|[o]u(?:[/a]{0,2}y)?|y-?Qn", "R", _quarter, weak=True),
    _row("[NTCL]?a?H(?:[aI]{0,3}y)?(?:[aI]{0,2}R)?", "X", _holiday, weak=None),
    _row("[NTL]?a?m(?:[a/]{0,3}y)?|m[NL]", "R", _month, weak=True),
    _row("oa?u[aI]{0,3}R", "R", _nth_week),
    _row("[oL]a?d[aIO]{0,3}[Ru]", "X", _nth_weekday),
    _row("[no]a{0,3}T?a?R|R[aO,]{0,3}o", "X", _number_of_month),
    _row("d,?[aOI]{0,3}R|R,?[aO]{0,3}d", "X", _weekday_of_week),
    _row("[EeMK]a{0,2}y(?!\\w)", "X", lambda parts, reading: _row_of_year(parts, reading)),
    _row("[Ee]a{0,3}[RudXm]|l", "X", _end),
    _row("Ma{0,2}[Ru]", "X", _middle),
    _row("Ka{0,2}[Ru]", "X", _start),
    _row("d,?a{0,2}o|d,?a{0,2}[cn](?![u:k])", "X", _weekday_and_number, weak=None),
    _row("[TCN]{1,2}a?d|La?d|d[NCL]", "X", _weekday),
    _row("[NTC]a?X", "X", _same),
    _row(f"{_COUNT}[aF]{{0,2}}F[aO]{{0,2}}[dX]|{_COUNT}Ga?[dX]", "J", _from_anchor),
    _row(f"[Xd]I{_COUNT}", "X", _then_counted),
    _row(f"(?:{_COUNT}[|,]?){{1,4}}Z|I[aN]{{0,2}}{_COUNT}Z?", "J", _ahead),
    _row(f"[GA]{_COUNT}|{_COUNT}g", "J", _ago),
    _row("d,?J|J,?[aO]{0,2}d", "X", _counted_on_weekday),
    _row("J", "X", _only_day),
    _row("d", "X", _weekday, weak=None),
    _row("[aBOG]n|[aBOG]?o", "X", _number_alone, weak=True),
    _row("X,?[OIBa@G]{0,2}[Pp]{1,2}|Xa?e", "X", _with_time, weak=None),
    _row("[Pp][OIaB]{0,2}X|e[aOI]{0,2}X", "X", _with_time),
    _row("e|(?<=B)P", "X", _time_today),
    _row("Va{0,1}[XRd]", "_", _nothing),
    _row("X[aBO]{0,2}[|/–][aBO]{0,2}X", "X", _either),
)


def _row_of_year(parts: list[Sign], reading: Reading) -> Meaning | None:
    year = _year(parts[-1])
    match parts[0].kind:
        case "M":
            return _day(date(year, 6, 30))
        case "K":
            return _day(date(year, 1, 1))
    return _day(date(year, 12, 31))

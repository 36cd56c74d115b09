"""Days by counting: "in two weeks", "3 days after Tuesday", "Monday two weeks from now"."""

from __future__ import annotations

from datetime import date, timedelta

from paceline.inbox.dates import days
from paceline.inbox.dates.days import DAY, Span, Unit
from paceline.inbox.dates.language import UNITS
from paceline.inbox.dates.meaning import Meaning, Reading, Sign, any_of, day, the
from paceline.inbox.dates.weekdays import weekday

FARTHEST = timedelta(days=3_660)
"""Nobody counts farther: a number that does means something else."""


def ahead(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "In two weeks", "two Fridays from now"; "in acht Tagen" is in a week, or in eight days."""
    weekdays = any_of(parts, "j")
    if weekdays is not None:
        first = days.weekday_from(reading.today + DAY, weekdays.value)
        return day(first + 7 * DAY * (the(parts, "nc").value - 1))
    found = _counted(parts, (reading.today,), 1)
    inclusive = _inclusive(parts, reading)
    if found is None or inclusive is None:
        return found
    return day(reading.today + inclusive, *(first for first, _ in found.spans))


def either(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "In 2-3 days", "in zwei bis drei Wochen", "in a week or two": both."""
    unit, figures = the(parts, "u"), any_of(parts, "D")
    counts = figures.parts if figures else tuple(part.value for part in parts if part.kind in "nc1")
    if len(counts) != 2 or not 0 < counts[0] < counts[1] or (figures and figures.text[:1] not in "-/"):
        return None
    return day(*(days.moved(reading.today, count, UNITS[unit.value]) for count in counts))


def week_after(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Monday week", "a week on Friday", "two weeks today"; on a Monday "Monday week" may be counted from today."""
    unit, count, anchor = UNITS[the(parts, "u").value], any_of(parts, "nc1"), the(parts, "dr")
    if not reading.language.weeks_by_day or unit not in ("w", "f"):
        return None
    if anchor.kind == "r":
        found = [reading.today + DAY * anchor.value]
    else:
        coming = days.weekday_from(reading.today + DAY, anchor.value)
        found = [coming - 7 * DAY, coming] if reading.today.weekday() == anchor.value else [coming]
    return day(*(days.moved(one, count.value if count else 1, unit) for one in found))


def ago(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "3 days ago", "hace 3 días"; "vor 3 Tagen" where "before" says so too."""
    if parts[0].kind == "G" and not reading.language.before_is_ago:
        return None
    return _counted(parts, (reading.today,), -1)


def from_anchor(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "3 days after Tuesday", "2 weeks before Christmas", "the day before Christmas"."""
    *count, anchor = parts
    if count[0].kind == "u" and UNITS[count[0].value] != "d":
        return None
    found = weekday([anchor], reading) if anchor.kind == "d" else anchor.meaning
    if found is None or not found.spans:
        return None
    return _counted(count, tuple(first for first, _ in found.spans), -1 if any_of(count, "G") else 1)


def then_counted(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Tomorrow in two weeks", "heute in acht Tagen", "lundi en huit".

    "Montag in zwei Wochen" may be counted from Monday or from this week; "Montag in einer Woche" is not the coming one.
    """
    anchor, *count = parts[1:] if parts[0].kind == "a" else parts
    inclusive = _inclusive(count, reading)
    if inclusive is not None:
        coming = days.weekday_from(reading.today + DAY, anchor.value)
        return day(*(one + inclusive for one in (anchor.days if anchor.kind != "d" else (coming,))))
    if not any_of(count, "u") or any_of(count, "Oa"):
        return None
    if anchor.kind != "d":
        return _counted(count, anchor.days, 1)
    coming = days.weekday_from(reading.today + DAY, anchor.value)
    from_weekday, from_today = _counted(count, (coming,), 1), _counted(count, (reading.today,), 1)
    if not from_weekday or not from_today or from_today.unit not in ("w", "f"):
        return None
    in_week = days.weekday_in_week_of(from_today.spans[0][0], anchor.value)
    in_a_week = from_today.spans[0][0] == reading.today + 7 * DAY
    if in_a_week and in_week < reading.today + 7 * DAY:
        return day(from_weekday.spans[0][0])
    return day(in_week, from_weekday.spans[0][0])


def on_weekday(parts: list[Sign], _reading: Reading) -> Meaning | None:
    """ "Monday two weeks from now" is in that week, whose Sunday may be its first day or its last.

    "Two months from today on Tuesday" is the first from then on, unless that week has one before; days must agree.
    """
    wanted, counted = the(parts, "d").value, the(parts, "J").meaning
    if counted is None or counted.span is None:
        return None
    found = counted.span[0]
    in_week = days.weekday_in_week_of(found, wanted)
    if found.weekday() == wanted:
        return day(found)
    if counted.unit in ("w", "f"):
        return day(in_week, in_week - 7 * DAY) if wanted == 6 else day(in_week)
    if counted.unit in ("m", "q", "y"):
        return day(days.weekday_from(found, wanted), in_week if in_week < found else None)
    return day(found, days.nearest_weekday(found, wanted))


def only_day(parts: list[Sign], _reading: Reading) -> Meaning | None:
    counted = parts[0].meaning
    return Meaning(counted.spans) if counted else None


def _inclusive(parts: list[Sign], reading: Reading) -> timedelta | None:
    """The time that a number in words and "days", or nothing, may say besides its own."""
    count, unit = any_of(parts, "nc1"), any_of(parts, "u")
    if count is None or count.kind != "c" or (unit is not None and UNITS[unit.value] != "d"):
        return None
    found = reading.language.days_counted_in.get(count.value)
    return None if found is None else timedelta(days=found)


def _counted(parts: list[Sign], anchors: tuple[date, ...], sign: int) -> Meaning | None:
    """ "2 years 1 month 21 days" from each anchor: each count with its unit, in the order written."""
    spans: list[Span] = []
    unit: Unit = "d"
    for anchor in anchors:
        found, count = anchor, 1
        for part in parts:
            if part.kind in "nc1":
                count = part.value
            elif part.kind == "u":
                unit = UNITS[part.value]
                found = days.moved(found, sign * count, unit)
        if abs(found - anchor) > FARTHEST:
            return None
        spans.append((found, found))
    return Meaning(tuple(spans), unit) if spans else None

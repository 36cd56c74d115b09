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
    return _counted(parts, (reading.today,), 1)


def ago(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "3 days ago", "hace 3 días"; "vor 3 Tagen" where "before" says so too."""
    if parts[0].kind == "G" and not reading.language.before_is_ago:
        return None
    return _counted(parts, (reading.today,), -1)


def from_anchor(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "3 days after Tuesday", "2 weeks before Christmas"."""
    *count, anchor = parts
    found = weekday([anchor], reading) if anchor.kind == "d" else anchor.meaning
    if found is None or not found.spans:
        return None
    return _counted(count, tuple(first for first, _ in found.spans), -1 if any_of(count, "G") else 1)


def then_counted(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Tomorrow in two weeks"; "Montag in zwei Wochen" may be counted from Monday or from this week."""
    anchor, *count = parts
    if anchor.kind != "d":
        return _counted(count, anchor.days, 1)
    coming = days.weekday_from(reading.today + DAY, anchor.value)
    from_weekday, from_today = _counted(count, (coming,), 1), _counted(count, (reading.today,), 1)
    if not from_weekday or not from_today or from_today.unit not in ("w", "f"):
        return None
    in_week = days.weekday_in_week_of(from_today.spans[0][0], anchor.value)
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

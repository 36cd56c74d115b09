"""From when to when somebody is away: "until 5 Jan", "3 Dec to 7 Dec", "next week", "for two weeks"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from paceline.domain.statements import When
from paceline.inbox.dates.days import moved
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.days import Day, Days
from paceline.inbox.reply.lengths import length

_FROM = Pattern(either(clauses.FROM) + r"\s+")
_UNTIL = Pattern(either(clauses.UNTIL) + r"(?!\w)")
_DASH = r"\s*(?:[-–—]|\.\.+)\s*"
_TO = Pattern(rf"\s+{either(clauses.RANGE)}\s+|{_DASH}")
_DAYS_OF_ONE_MONTH = Pattern(rf"(\d{{1,2}})\.?(?:\s+{either(clauses.RANGE)}\s+|{_DASH})(?=\d{{1,2}}\b)")
_SHORT_RANGE = Pattern(r"([^\W\d_]{2,14}\.?)[-–—]([^\W\d_]{2,14}\.?)(?!\w)")
_AND = Pattern(rf"\s*[,&+/]\s*|\s+{either(clauses.AND)}\s+")
_GOES_ON = Pattern(rf"{either(clauses.UNTIL)}\s|{either(clauses.RANGE)}\s|[-–—&+/]|{either(clauses.AND)}\s")
_LONGEST_REASON = 6
"""Words behind the days that are not set off; a longer line is prose."""


@dataclass(frozen=True, slots=True)
class Span:
    """Both ends are days away. `first` None: from today."""

    first: date | None
    last: When


def absence(text: str, days: Days) -> Span | None:
    """What `text` as a whole says; None where it is no span of days. `last` has no day where only the first is said."""
    folded = fold(text)
    starts = _FROM.match(folded)
    if starts and not _GOES_ON.match(folded, starts.end()):
        text, folded = text[starts.end() :], folded[starts.end() :]
    else:
        starts = None
    found = _found(text, days)
    if found is None or not _ends_there(text[found[1] :]):
        return None
    span = found[0]
    return Span(None, When(text)) if starts and _is_open(span) else span


def is_absence(text: str, days: Days) -> bool:
    """Whether `text` is a span of days, and nothing else."""
    found = _found(text, days)
    return found is not None and not text[found[1] :].strip(" ,.")


def _found(text: str, days: Days) -> tuple[Span, int] | None:
    """The span that `text` begins with, and where it ends."""
    return (
        _days_of_one_month(text, fold(text), days)
        or _for_some_time(text, days)
        or _days_in_a_row(text, days)
        or _days(text, days)
    )


def _days_of_one_month(text: str, folded: str, days: Days) -> tuple[Span, int] | None:
    """ "3-7 Dec": the first number borrows the month of the second."""
    match = _DAYS_OF_ONE_MONTH.match(folded)
    last = days.first(text[match.end() :]) if match else None
    if not match or not last or not last.when.day:
        return None
    number = int(match[1])
    month = last.when.day if number <= last.when.day.day else last.when.day.replace(day=1) - timedelta(days=1)
    if not 1 <= number <= _days_in(month):
        return None
    return Span(month.replace(day=number), last.when), match.end() + last.end


def _for_some_time(text: str, days: Days) -> tuple[Span, int] | None:
    found = length(text)
    if not found:
        return None
    last = found.after(days.now.date()) - timedelta(days=1)
    return Span(None, When(text[: found.end], day=last)), found.end


def _days_in_a_row(text: str, days: Days) -> tuple[Span, int] | None:
    """ "Thursday and Friday" is a span; of "Monday and Thursday" none can be told."""
    joint = None if _UNTIL.match(fold(text)) else _AND.search(fold(text))
    one = days.first(text[: joint.start()]) if joint else None
    if not joint or not one or not one.when.day or one.end < joint.start():
        return None
    two = _later(one.when.day, text[joint.end() :], days)
    if not two:
        return None
    end = joint.end() + two.end
    if two.when.day and two.when.day in (moved(one.when.day, 1, "d"), moved(one.when.day, 1, "b")):
        return Span(_first_of(one.when), two.when), end
    return Span(None, When(text[:end])), end


def _later(first: date, text: str, days: Days) -> Day | None:
    """The day that `text` begins with, a weekday counted from the first one: "Wednesday to Friday", written on a
    Thursday."""
    found = days.first(text)
    if found and found.when.day and found.when.day < first:
        then = replace(days, now=days.now + (first - days.now.date())).first(text)
        if then and then.when.day and then.when.day - first <= timedelta(days=7):
            return then
    return found


def _days(text: str, days: Days) -> tuple[Span, int] | None:
    one = days.first(text)
    if not one:
        return _short_range(text, days)
    to = _TO.match(fold(text), one.end)
    two = _later(one.when.day or days.now.date(), text[to.end() :], days) if to else None
    if to and two:
        return Span(one.when.day, two.when), to.end() + two.end
    if _UNTIL.match(fold(text)):
        return Span(None, one.when), one.end
    return Span(_first_of(one.when), one.when), one.end


def _short_range(text: str, days: Days) -> tuple[Span, int] | None:
    """ "Mon-Wed"."""
    match = _SHORT_RANGE.match(text)
    one = days.first(match[1]) if match else None
    if not match or not one or not one.when.day:
        return None
    two = _later(one.when.day, match[2], days)
    return (Span(one.when.day, two.when), match.end()) if two and two.when.day else None


def _first_of(when: When) -> date | None:
    """A day alone is a day off, a week alone ("next week") is off from its first day."""
    return when.begins or when.day


def _is_open(span: Span) -> bool:
    """ "from 3 Dec" has a first day only."""
    return span.first is not None and span.first == span.last.day


def _ends_there(rest: str) -> bool:
    return not rest.strip() or rest.lstrip()[0] in ",;.!(–—-" or len(rest.split()) <= _LONGEST_REASON


def _days_in(month: date) -> int:
    following = month.replace(day=28) + timedelta(days=4)
    return (following - timedelta(days=following.day)).day

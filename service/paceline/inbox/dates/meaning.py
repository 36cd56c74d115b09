"""What a part of a line says about a day: the values that the grammar's rows read and make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from paceline.inbox.dates.days import Span, Unit
from paceline.inbox.dates.language import Language


@dataclass(frozen=True, slots=True)
class Meaning:
    """The days a phrase may mean, as spans: one when it is sure; a day is a span of itself, of unit "d"."""

    spans: tuple[Span, ...] = ()
    unit: Unit = "d"
    at: time | None = None
    shift: tuple[int, Literal["d", "w"]] | None = None
    counts: bool = False
    """Said by a number, an ordinal or a short weekday alone, which may count or be part of the words behind it."""
    impossible: bool = False
    """It names a day that no year has ("31 Nov")."""

    @property
    def span(self) -> Span | None:
        """The days, when they are sure."""
        return self.spans[0] if len(self.spans) == 1 else None


@dataclass(frozen=True, slots=True)
class Sign:
    """A word or phrase of a line, `line[start:end]`, by its `kind`: a letter (see `phrases`).

    `parts` of a date in figures (kind "D") are its numbers in the order written; its `text` is what parts them, or
    "iso" where the year comes first. `weak`: it speaks of a day only in company.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    value: int = 0
    parts: tuple[int, ...] = ()
    weak: bool = False
    meaning: Meaning | None = None

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(first for first, _ in self.meaning.spans) if self.meaning else ()

    @property
    def year(self) -> int:
        """Of kind "y"."""
        return self.meaning.spans[0][0].year if self.meaning else self.value


@dataclass(frozen=True, slots=True)
class Reading:
    """How a line is read. `order` of figures is "dmy", "mdy" or "" (not known). `past`: what has no year lies behind.

    `sunday_first`: the writer's weeks may begin on Sunday. `region`: the writer's country ("US"), where it is known.
    """

    today: date
    language: Language
    order: str = ""
    past: bool = False
    sunday_first: bool = False
    region: str = ""


def day(*found: date | None) -> Meaning | None:
    """Each of these days may be meant; None: there is none."""
    spans = tuple((one, one) for one in dict.fromkeys(found) if one is not None)
    return Meaning(spans) if spans else None


def a_day(month: int, number: int, *found: date | None) -> Meaning | None:
    """Like `day`; none, but a number that other months have ("31 Nov"): no day, and said to be one."""
    return day(*found) or (Meaning(impossible=True) if 1 <= month <= 12 and 29 <= number <= 31 else None)


def period(unit: Unit, *spans: Span | None) -> Meaning | None:
    known = tuple(span for span in dict.fromkeys(spans) if span is not None)
    return Meaning(known, unit) if known else None


def any_of(parts: list[Sign], kinds: str) -> Sign | None:
    """The first part of one of these kinds."""
    return next((part for part in parts if part.kind in kinds), None)


def the(parts: list[Sign], kinds: str) -> Sign:
    """The first part of one of these kinds, which the row's pattern has made sure of."""
    return next(part for part in parts if part.kind in kinds)

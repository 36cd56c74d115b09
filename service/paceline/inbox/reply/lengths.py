"""How long something lasts: "for 2 weeks", "3 days", "einen Monat"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from paceline.inbox.dates import days
from paceline.inbox.dates.days import Unit
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.lengths import DAYS, LASTING, MONTHS, NUMBERS, WEEKS
from paceline.inbox.grammar.words import Forms, either, every, fold
from paceline.inbox.patterns import Pattern

_NUMBER_OF = {word: number for number, row in NUMBERS.items() for word in every(row)}
_UNITS: tuple[tuple[Unit, Forms], ...] = (("d", DAYS), ("w", WEEKS), ("m", MONTHS))
_UNIT_OF: dict[str, Unit] = {word: unit for unit, table in _UNITS for word in every(table)}
_NUMBER = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_UNIT = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_LENGTH = Pattern(
    rf"(?:(?:{either(clauses.DURING)}|{either(LASTING)})\s+)?(?:(\d{{1,3}})\s*|({_NUMBER})\s+)"
    rf"(?:more\s+)?((?:working|business)\s+)?({_UNIT})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Length:
    """`end` is where its phrase ends in the text."""

    count: int
    unit: Unit
    end: int

    def after(self, day: date) -> date:
        """The first day when it is over that begins with `day`."""
        return days.moved(day, self.count, self.unit)


def length(text: str) -> Length | None:
    """What `text` begins with, "for" or not."""
    match = _LENGTH.match(fold(text))
    count = (int(match[1]) if match[1] else _NUMBER_OF[match[2]]) if match else 0
    if not match or not count:
        return None
    unit = _UNIT_OF[match[4]]
    return Length(count, "b" if match[3] and unit == "d" else unit, match.end())

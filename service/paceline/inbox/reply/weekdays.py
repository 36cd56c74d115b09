"""Weekdays that are meant for good: "Fridays", "every Monday and Friday", "Mon-Thu"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.weekdays import BEFORE, EACH, EVERY_ONE, WEEKDAYS
from paceline.inbox.grammar.words import either, every, fold
from paceline.inbox.patterns import Pattern

_DAY = {form: day for day, table in enumerate(WEEKDAYS) for form in every(table)}
_EVERY_ONE = frozenset(every(EVERY_ONE))
_ON = Pattern(rf"(?:(?:{either(BEFORE)})\s+)?(?:({either(EACH)})\s+)?", re.IGNORECASE)
_AND = Pattern(r"\s*(?:[,&+/]|\b(?:and|und|et|y|e|en)\b)\s*")
_TO = Pattern(rf"\s*(?:[-–—]|\b{either(clauses.RANGE)}\b)\s*")


@dataclass(frozen=True, slots=True)
class Weekdays:
    """`each`: it can't mean a single day of this week. `said`: words say that each is meant ("every", "Fridays")."""

    days: frozenset[int]
    each: bool
    said: bool


def weekdays(text: str) -> Weekdays | None:
    """What `text` as a whole says; None where it is no list of weekdays."""
    days: set[int] = set()
    said = several = False
    for part in _AND.split(fold(text).strip(" .!:")):
        found = _part(part)
        if found is None:
            return None
        days |= found.days
        said = said or found.said
        several = several or found.each
    return Weekdays(frozenset(days), several or len(days) > 1, said)


def _part(text: str) -> Weekdays | None:
    match = _ON.match(text)
    rest = text[match.end() :].rstrip(".") if match else text
    said = bool(match and match[1])
    if rest in _DAY:
        said = said or rest in _EVERY_ONE
        return Weekdays(frozenset({_DAY[rest]}), said, said)
    ends = _TO.split(rest, maxsplit=1)
    if len(ends) != 2 or not all(end in _DAY for end in ends):
        return None
    first, last = (_DAY[end] for end in ends)
    return Weekdays(frozenset((first + n) % 7 for n in range((last - first) % 7 + 1)), True, said)

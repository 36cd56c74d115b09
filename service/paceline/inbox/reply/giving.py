"""What is said with "take" and "part": which kind of help, and on which days ("from Mon to Wed", "on Thursday")."""

from __future__ import annotations

from dataclasses import replace

from paceline.domain.statements import When
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.giving import GIVEN
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.absence import absence
from paceline.inbox.reply.days import Days

_BEGINS = Pattern(rf"(?<!\w)(?:{either(clauses.FROM)}|{either(clauses.DURING)})\s+")
_KINDS = tuple((kind, Pattern(rf"(?<!\w){either(table)}(?!\w)")) for kind, table in GIVEN)


def kind_of(text: str) -> str:
    """ "time", "knowledge", "access" or "scope cut"; "" where the words don't tell."""
    folded = fold(text)
    return next((kind for kind, words in _KINDS if words.search(folded)), "")


def days_of(text: str, days: Days) -> When | None:
    """The last day, with the first one as its `begins` where both were said."""
    for match in _BEGINS.finditer(fold(text)):
        span = absence(text[match.start() :], days)
        if span and span.last.day:
            first = span.first or days.now.date()
            return replace(span.last, begins=first) if first < span.last.day else span.last
    found = days.due(text)
    return found.when if found and found.when.day else None

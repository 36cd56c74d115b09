"""Day phrases inside lines: which of them says by when, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from paceline.domain.statements import When
from paceline.inbox.dates import Found, find_when, read_when
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern

_LONGEST_PHRASE = 80
_WORDS_OF_A_PHRASE = 8
_WORD = Pattern(r"\S+")
_LOOSE_ENDS = ",;:!?)"

_NUMBER_AFTER = Pattern(r"\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?(?![\w:])")
"""Behind a month, a day that it has not ("Nov 31"), so that the month alone says something else."""

_LEAD = Pattern(rf"(?:^|(?<=[\s,;:(–—-]))(?:{either(clauses.DUE)}\s*(?:[:=]|\s)\s*)?(?:{either(clauses.BY)}\s+)?$")


@dataclass(frozen=True, slots=True)
class Day:
    """A day phrase in a text, with the words that belong to it ("ETA Thursday", "by Friday")."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class Days:
    """Reads day phrases as of `now` (aware, in the writer's zone), in the writer's locale."""

    now: datetime
    locale: str = ""

    def due(self, text: str) -> Day | None:
        """The phrase that says by when, with an "ETA" or "due" before it."""
        found = _find(text, self.now, self.locale)
        if found is None or found.end <= found.start:
            return None
        return Day(found.start - len(_lead(fold(text), found.start)), found.end, found.when)

    def first(self, text: str) -> Day | None:
        """The longest phrase that `text` begins with, whatever other days it names."""
        begin = text[:_LONGEST_PHRASE]
        ends = [match.end() for match in _WORD.finditer(begin)][:_WORDS_OF_A_PHRASE]
        for end in reversed(ends):
            phrase = begin[:end].rstrip(_LOOSE_ENDS)
            when = _read(phrase, self.now, self.locale)
            if when.day or when.shift or when.readings:
                if _NUMBER_AFTER.match(begin, end) and not any(letter.isdigit() for letter in phrase):
                    return None
                return Day(0, len(phrase), when)
        return None

    def past(self, text: str) -> When | None:
        """The day that `text` begins with, where it speaks of the past ("since May", "since Monday")."""
        day = self.first(text)
        if day is None or day.when.day is None:
            return None
        begins = day.when.begins or day.when.day
        today = self.now.date()
        if begins > today + timedelta(days=7):
            before = Days(self.now - timedelta(days=365), self.locale).first(text)
            begins = (before.when.begins or before.when.day or begins) if before else begins
        elif begins > today:
            begins -= timedelta(days=7)
        return When(day.when.text, day=begins)


@lru_cache(maxsize=1_024)
def _read(text: str, now: datetime, locale: str) -> When:
    return read_when(text, now, locale)


@lru_cache(maxsize=1_024)
def _find(text: str, now: datetime, locale: str) -> Found | None:
    return find_when(text, now, locale)


def _lead(folded: str, at: int) -> str:
    match = _LEAD.search(folded[max(0, at - 40) : at])
    return match.group() if match else ""


def is_settled(when: When) -> bool:
    """Whether it names one day or a shift of one."""
    return when.day is not None or when.shift is not None


def readings_in_words(when: When) -> str:
    """ "3 April or 4 March" """
    return " or ".join(f"{day.day} {day:%B}" for day in when.readings)

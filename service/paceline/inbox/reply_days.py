"""Day phrases inside lines: which of them says by when, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from paceline.domain.statements import When
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.words import either, fold

_TRIES = 4
"""Day phrases of one line that are looked at."""

_LEAD = re.compile(rf"(?:^|(?<=[\s,;:(–—-])){either(clauses.DUE)}\s*(?:[:=]|\s)\s*$")
_BEHIND_PREPOSITION = re.compile(rf"(?:{either(clauses.BY)}|{either(clauses.DUE)})\b")
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[,;:.!?)\]]|[-–—]\s)")
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:(\[–—-])\s*$")


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
        """The phrase that says by when: one behind a preposition, or one at an edge of a clause. A day that merely occurs
        ("prepare the March report") is none."""
        folded = fold(text)
        at = 0
        for _ in range(_TRIES):
            day = self._from(text, at)
            if day is None:
                return None
            if _stands_for_a_date(folded, day):
                return _with_lead(folded, day)
            at = day.end
        return None

    def first(self, text: str) -> Day | None:
        """The phrase that `text` begins with."""
        day = self._from(text, 0)
        return day if day and not text[: day.start].strip(" \t:") else None

    def anywhere(self, text: str) -> Day | None:
        return self._from(text, 0)

    def past(self, text: str) -> When | None:
        """The day that `text` begins with, where it speaks of the past ("since May", "since Monday")."""
        day = self.first(text)
        if day is None or day.when.day is None or day.when.day <= self.now.date():
            return day.when if day else None
        if day.when.day - self.now.date() <= timedelta(days=7):
            return _on(day.when, day.when.day - timedelta(days=7))
        before = Days(_a_year_before(self.now), self.locale).first(text)
        return before.when if before else None

    def _from(self, text: str, at: int) -> Day | None:
        from paceline.inbox.dates import find_when

        found = find_when(text[at:], self.now, self.locale)
        if found is None or found.end <= found.start:
            return None
        return Day(at + found.start, at + found.end, found.when)


def _stands_for_a_date(folded: str, day: Day) -> bool:
    if day.when.shift or _BEHIND_PREPOSITION.match(folded, day.start):
        return True
    if _LEAD.search(folded[max(0, day.start - 40) : day.start]):
        return True
    begins = bool(_CLAUSE_BEGINS.search(folded[max(0, day.start - 40) : day.start]))
    return bool(_CLAUSE_ENDS.match(folded, day.end)) and (begins or not folded[day.end :].strip(" .!)]"))


def _with_lead(folded: str, day: Day) -> Day:
    """The span with "ETA" or "due" taken in."""
    begin = max(0, day.start - 40)
    lead = _LEAD.search(folded[begin : day.start])
    return Day(begin + lead.start(), day.end, day.when) if lead else day


def is_settled(when: When) -> bool:
    """Whether it names one day or a shift of one."""
    return when.day is not None or when.shift is not None


def readings_in_words(when: When) -> str:
    """"3 April or 4 March" """
    return " or ".join(f"{day.day} {day:%B}" for day in when.readings)


def _on(when: When, day: date) -> When:
    return When(when.text, day=day)


def _a_year_before(now: datetime) -> datetime:
    return now - timedelta(days=365)

"""Commands as people put them to somebody who listens: "can you move 2 to Friday?", "I've shipped C12"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from paceline.domain.statements import Verb
from paceline.inbox.grammar import speech
from paceline.inbox.grammar.words import Index, fold
from paceline.inbox.patterns import Pattern

Manner = Literal["order", "intention", "report", "question"]

_MANNERS: Index[Manner] = Index(
    (
        (speech.ORDERS_TO_US, "order"),
        (speech.INTENTIONS, "intention"),
        (speech.REPORTS, "report"),
        (speech.QUESTIONS, "question"),
    )
)
_NUMBERS: Index[bool] = Index([(speech.NUMBERS, True)])
_ARTICLES: Index[bool] = Index([(speech.ARTICLES, True)])
_ANSWERS: Index[bool] = Index([(speech.ANSWERS, True)])

_NAMED = Pattern(r"[\s:]{0,2}(?=#?(?:\d{1,2}\b|[CDH]-?\d{1,6}\b))", re.IGNORECASE)
_GAP = Pattern(r"[\s,:]{1,3}")
_PERCENT = Pattern(r"(?:about |ca\.? )?\d{1,3} ?%")
_QUOTED = Pattern(r"[\"'`“”«»„‘’]{1,3}\s*([^\"`“”«»„]+?)\s*[\"'`“”«»„‘’]{1,3}[.!]?")

_MOST = 3
"""Of the words that are taken off, one after the other: "please can you …"."""

_MEANT: dict[Manner, frozenset[Verb]] = {
    "intention": frozenset({"to", "drop", "take", "part", "hold", "object", "accept", "decline", "withdraw", "help"}),
    "report": frozenset({"done", "to", "drop", "at risk", "help", "take", "accept", "decline", "object", "ok"}),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """`text` is the command without the words around it, `manner` how it was put."""

    text: str
    manner: Manner = "order"

    def may_mean(self, verb: Verb) -> bool:
        """ "I want to finish C12" does not finish it; "I've moved C12" moves it."""
        return self.manner not in _MEANT or verb in _MEANT[self.manner]


def spoken(text: str) -> Spoken | None:
    """`text` without words of courtesy, quotation marks and "number"; None where it has none of them."""
    quoted = _QUOTED.fullmatch(text)
    left = quoted[1] if quoted else text
    manners: list[Manner] = []
    for _ in range(_MOST):
        hits = _MANNERS.at(fold(left).lstrip("¿"))
        skipped = len(left) - len(left.lstrip("¿"))
        gap = _GAP.match(left, skipped + hits[0].end) if hits else None
        if not hits or not gap or gap.end() == len(left):
            break
        manners.append(hits[0].meaning)
        left = left[gap.end() :]
    named = without_number_word(left)
    named = _without(_ARTICLES, left) if named == left else named
    if named == text:
        return None
    manner = _manner(manners, asks=text.rstrip().endswith("?"))
    return Spoken(named.rstrip(" ?") if manner != "report" else named, manner)


def without_number_word(text: str) -> str:
    """ "number 2 is done" is "2 is done"."""
    return _without(_NUMBERS, text)


def is_an_answer(rest: str) -> bool:
    """Whether what stands behind an envelope's number speaks of it: "not yet", "50 %", "I'd rather wait"."""
    folded = fold(rest.lstrip(" ,:"))
    return bool(_ANSWERS.at(folded) or _PERCENT.match(folded))


def _without(words: Index[bool], text: str) -> str:
    hits = words.at(fold(text))
    named = next((match for hit in hits if (match := _NAMED.match(text, hit.end)) and match.end() > hit.end - 1), None)
    return text[named.end() :] if named else text


def _manner(manners: list[Manner], *, asks: bool) -> Manner:
    """The one that says most: a question leaves the word to somebody else, unless it is asked of us."""
    if "question" in manners or (asks and "intention" in manners):
        return "question"
    return next((manner for manner in ("intention", "report") if manner in manners), "order")

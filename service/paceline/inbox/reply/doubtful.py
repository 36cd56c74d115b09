"""Lines among promises and decisions that are none for sure: perhaps, somebody, a quiet week, a proposal."""

from __future__ import annotations

import re
from typing import Literal

from paceline.inbox.grammar import clauses, promises
from paceline.inbox.grammar.words import Forms, either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.courtesies import begins_empty
from paceline.inbox.reply.days import Days
from paceline.inbox.reply.targets import HANDLE, NAME

Doubtful = Literal["", "perhaps", "whose", "several-owners"]

_I = rf"(?:{either(promises.PRONOUNS)}\s+)?"
_HEDGED = Pattern(rf"{_I}(?:{either(promises.FUTURES)}\s+)?{either(promises.HEDGES)}(?![\w'-])")
_HEDGED_DAY = Pattern(rf"(?:^|[\s,(])(?:{either(promises.HEDGES)}|{either(promises.AT_THE_END)})[\s,]*$")
_HEDGED_BEHIND = Pattern(
    rf"[\s,;(–—-]{{0,4}}(?:{either(promises.HEDGES)}|{either(promises.AT_THE_END)})[,;).! ]{{0,4}}$"
)
_NOT_MADE = Pattern(rf"(?<![\w'-]){either(promises.NOT_MADE)}(?![\w'-])")
_NOT_TO_DO = Pattern(rf"{either(promises.NOT_TO_DO)}(?![\w-])")
_NOT_AT_THE_END = Pattern(rf"(?<!\w){either(promises.NOT_AT_THE_END)}$")
_HEDGE = Pattern(rf"(?:^|[\s,(]){either(promises.HEDGES)}(?![\w'-])")
_AT_THE_END = Pattern(rf"(?:^|[\s,(]){either(promises.AT_THE_END)}(?![\w'-])")
_IF_TIME = Pattern(rf"(?:^|[\s,(–—-]){either(promises.IF_TIME)}(?!\w)")
_NOT = Pattern(rf"{_I}{either(promises.NOT)}(?![\w-])")
_PROSE = Pattern(rf"{either(promises.PROSE)}(?![\w'-])")
_PROPOSED = Pattern(rf"{either(promises.PROPOSALS)}(?!\w)")
_SOMEBODY = Pattern(rf"{either(promises.SOMEBODY)}(?:\s|\s*:)")
_EVERYBODY = Pattern(rf"(?:@{either(promises.EVERYBODY)}(?![\w.@-])|{either(promises.EVERYBODY)}\s*:)")
_SHARED = Pattern(
    rf"{HANDLE}\s*(?:[,/+]|{either(clauses.AND)}\s)\s*{either(clauses.MYSELF)}(?!\w)"
    rf"|{either(clauses.MYSELF)}\s*(?:[,/+]|{either(clauses.AND)}\s)\s*{HANDLE}"
)
_TOLD = Pattern(rf"{HANDLE}\s*[:,–—-]?\s+{either(promises.FIRST_PERSON)}(?![\w'-])")
_BY = Pattern(rf"{either(clauses.BY)}(?!\w)")

_OTHERS = Pattern(rf"{NAME}\s+(?P<will>\w[\w' ]{{0,20}})")
_WILL = Pattern(rf"{either(promises.ANOTHERS_FUTURE)}(?:\s+(?!{either(promises.TO_BE)}(?!\w))|$)")
_ASKED = Pattern(rf"{NAME}\s*[:,]\s*(?P<asked>\w.*)")
_ASKING = Pattern(rf"{either(promises.ASKING)}(?!\w)")


def doubtful(text: str, days: Days) -> Doubtful:
    """Why a line among the commitments may be no promise of its author's; empty where nothing says so."""
    folded = fold(text)
    if _EVERYBODY.match(folded) or _SHARED.match(folded):
        return "several-owners"
    if _SOMEBODY.match(folded) or _TOLD.match(folded) or _is_anothers(text):
        return "whose"
    if _HEDGED.match(folded) or _IF_TIME.search(folded) or _is_hedged_at_its_day(text, folded, days):
        return "perhaps"
    return ""


def settled(text: str) -> str:
    """`text` without the words that make it doubtful: "hopefully the importer by Thursday"."""
    hedged = _HEDGED.match(fold(text))
    left = text[hedged.end() :] if hedged else text
    for pattern in (_IF_TIME, _HEDGED_BEHIND, _AT_THE_END, _HEDGE):
        if found := pattern.search(fold(left)):
            left = f"{left[: found.start()].rstrip(' ,')} {left[found.end() :].lstrip(' ,')}"
    return left.strip(" ,;:")


def is_refused(text: str) -> bool:
    """ "I won't ship it by Friday": nothing is promised."""
    return bool(_NOT.match(fold(text)))


def may_be_refused(text: str, days: Days) -> bool:
    """ "The importer won't be ready by Thursday", "Doku schaffe ich bis Donnerstag nicht"."""
    day = days.due(text)
    left = f"{text[: day.start].rstrip()} {text[day.end :].strip()}" if day else text
    folded = fold(left).rstrip(" .!")
    return bool(_NOT_TO_DO.match(folded) or _NOT_MADE.search(folded) or (day and _NOT_AT_THE_END.search(folded)))


def is_prose(text: str, days: Days) -> bool:
    """ "Mostly support duty", "it will be a quiet week"; not where a deadline stands in it."""
    return bool(_PROSE.match(fold(text)) or begins_empty(text)) and not has_deadline(text, days)


def is_proposed(text: str) -> bool:
    """ "We should keep SQLite": not decided yet."""
    return bool(_PROPOSED.match(fold(text)))


def has_deadline(text: str, days: Days) -> bool:
    """Whether a "by" stands before its day."""
    day = days.due(text)
    return bool(day and _BY.match(fold(text), day.start))


def _is_hedged_at_its_day(text: str, folded: str, days: Days) -> bool:
    """ "The importer, hopefully by Thursday"; "by Thursday, I hope"."""
    day = days.due(text) if _HEDGE.search(folded) or _AT_THE_END.search(folded) else None
    if not day:
        return False
    before = folded[max(0, day.start - 40) : day.start]
    return bool(_HEDGED_DAY.search(before) or _HEDGED_BEHIND.match(folded, day.end))


def _is_anothers(text: str) -> bool:
    """ "Bo will ship it", "Bo: can you …": the name of somebody who is not known here. A thing "will be shipped"."""
    if others := _OTHERS.match(text):
        return bool(_WILL.match(fold(text), others.start("will"))) and not _is_a_form(text, promises.PRONOUNS)
    asked = _ASKED.match(text)
    return bool(asked and _ASKING.match(fold(asked["asked"])))


def _is_a_form(text: str, words: Forms) -> bool:
    return bool(re.match(rf"{either(words)}(?!\w)", fold(text)))

"""The day phrases of a line as one language reads them, and which of them say when something is due."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from paceline.inbox.dates.language import WORD, Language, folded
from paceline.inbox.dates.meaning import Meaning, Reading, Sign
from paceline.inbox.dates.periods import due_in
from paceline.inbox.dates.phrases import phrases


class Rank(IntEnum):
    """How much the preposition says that the day is due: "after", "since", "of" a thing, "from", none, "on", "by"."""

    AFTER = 0
    SINCE = 1
    WHICH = 2
    FROM = 3
    BARE = 4
    PLACED = 5
    DEADLINE = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase is `line[start:end]` with its preposition.

    `figures`: numbers are in it, so that what follows may be counted.
    """

    start: int
    end: int
    meaning: Meaning
    rank: Rank
    weak: bool
    figures: bool
    language: Language


def candidates(line: str, reading: Reading) -> list[Candidate]:
    """Every day phrase of the line. After "since" what has no year lies behind."""
    found = _candidates(line, reading)
    if all(candidate.rank != Rank.SINCE for candidate in found):
        return found
    behind = _candidates(line, replace(reading, past=True))
    return [c for c in found if c.rank != Rank.SINCE] + [c for c in behind if c.rank == Rank.SINCE]


def _candidates(line: str, reading: Reading) -> list[Candidate]:
    found = phrases(line, reading)
    kinds = "".join(sign.kind for sign in found)
    made = (_candidate(line, found, match, reading.language) for match in _WITH_PREPOSITION.finditer(kinds))
    return [candidate for candidate in made if candidate is not None]


_WITH_PREPOSITION = re.compile("((?:[BOIGSFa@(]:?){0,4})([XR])(?=(B?))")


def _candidate(line: str, found: list[Sign], match: re.Match[str], language: Language) -> Candidate | None:
    sign, before, behind = found[match.start(2)], found[match.start() : match.start(2)], found[match.start(3) :][:1]
    meaning = sign.meaning
    if meaning is None or not (meaning.spans or meaning.shift or meaning.impossible):
        return None
    if before and _ends_a_verb(line, before[0], [*before[1:], sign][0], language):
        before = before[1:]
    last = behind[0] if match[3] and behind[0].value else sign
    rank = Rank.DEADLINE if last is not sign else _rank([*before, sign], language)
    if sign.kind == "R":
        meaning = _due(meaning, by=rank == Rank.DEADLINE)
    first = next(part for part in [*before, sign] if part.kind != "(")
    figures = any(letter.isdigit() for letter in line[sign.start : sign.end])
    if _only_says_which(found, match, language) and not (figures and sign.kind == "X"):
        rank = Rank.WHICH
    return Candidate(first.start, last.end, meaning, rank, sign.weak, figures, language)


def _only_says_which(found: list[Sign], match: re.Match[str], language: Language) -> bool:
    """ "The outage of Tuesday", "la réunion de lundi"; "the Monday after the release"; "week 2 of the trial". A date
    may begin a stretch of days ("vacaciones del 30 de noviembre al 4 de diciembre")."""
    first, behind = found[match.start()], found[match.end(2) :][:2]
    thing = match.start() > 0 and found[match.start() - 1].kind in "_xh"
    if thing and first.kind == "a" and first.end - first.start == len(first.text) and first.text in language.genitives:
        return True
    if found[match.start(2)].kind == "R" and behind and behind[0].kind == "a" and behind[0].text in language.genitives:
        return len(behind) == 2 and behind[1].kind in "a_"
    after = len(behind) == 2 and behind[0].kind == "F" and behind[0].value and behind[1].kind not in "nPp"
    return bool(after) and any(sign.text == "the" for sign in found[match.start() : match.end(2)])


def _ends_a_verb(line: str, sign: Sign, following: Sign, language: Language) -> bool:
    """ "Log in by Friday", "sign in Friday"; but "on Friday", "in March"."""
    if sign.text not in language.particles:
        return False
    in_a_day = sign.kind == "I" and following.kind == "X" and _is_named(line, following, language)
    return in_a_day or following.kind in "BOGFS@"


def _is_named(line: str, day: Sign, language: Language) -> bool:
    """Whether a day is said by its name or number ("next Friday", "3 Dec") and not as part of a longer time."""
    for word in WORD.findall(line[day.start : day.end]):
        kinds = {entry.kind for entry in language.lexicon.get(folded(word), ())}
        if not kinds & set("NTCa"):
            return word.isdecimal() or bool(kinds & set("dr"))
    return False


def _rank(parts: list[Sign], language: Language) -> Rank:
    """An article says "on" where days of the month have one ("le 23")."""
    kinds = {part.kind for part in parts}
    if "F" in kinds:
        return Rank.AFTER if any(part.kind == "F" and part.value for part in parts) else Rank.FROM
    if "S" in kinds:
        return Rank.SINCE
    if kinds & set("BG"):
        return Rank.DEADLINE
    placed = kinds & set("OI") or any(p.kind in "aX" and p.text in language.day_articles for p in parts)
    return Rank.PLACED if placed else Rank.BARE


def _due(meaning: Meaning, *, by: bool) -> Meaning:
    """What is due in a period is due at its end; "by" a period may mean before it begins."""
    spans = tuple((first, due_in((first, last), meaning.unit)) for first, last in meaning.spans)
    if by:
        spans = tuple((day, day) for span in spans for day in span)
    return replace(meaning, spans=spans)


def is_due(line: str, candidate: Candidate, today: date) -> bool:
    """Whether a phrase says when something is due: no days gone by, no "the Friday demo", no weak words alone."""
    if candidate.rank < Rank.BARE:
        return False
    if candidate.rank == Rank.BARE:
        spans = candidate.meaning.spans
        if spans and all(last < today for _, last in spans):
            return False
        if candidate.meaning.unit in ("m", "q", "y") and not _ends_clause(line, candidate):
            return False
        if candidate.weak and not _stands_alone(line, candidate):
            return False
    if candidate.rank == Rank.DEADLINE and not _may_count(line, candidate):
        return True
    return not _has_noun_after(line, candidate)


def is_telling(line: str, candidate: Candidate) -> bool:
    """Whether a phrase of a language that nobody said is spoken can hardly be words of another ("do 3", "set 3")."""
    words = _LETTERS.findall(line[candidate.start : candidate.end])
    return any(len(word) > 4 for word in words) or (candidate.rank == Rank.DEADLINE and candidate.figures)


_LETTERS = re.compile(r"[^\W\d_]+")
_MARK_AFTER = re.compile(r"\.?\s*:\s|\.?\s+[–—-]\s")
_NEXT_WORD = re.compile(r"\s+([^\W\d_][\w'’]*)")


def _ends_clause(line: str, candidate: Candidate) -> bool:
    return not line[candidate.end :].strip(" .,;!)")


def _stands_alone(line: str, candidate: Candidate) -> bool:
    """It is all of the line; or a short weekday with a capital at its end ("ship it (Fri)") or, before a mark, at its
    beginning ("Fri: ship it"); or one of several at its end ("ship it Thu or Fri")."""
    phrase, begins = line[candidate.start : candidate.end], not line[: candidate.start].strip(" -*•")
    is_weekday = candidate.meaning.unit == "d" and phrase.rstrip(".").isalpha() and phrase[0].isupper()
    if not _ends_clause(line, candidate):
        return begins and is_weekday and bool(_MARK_AFTER.match(line, candidate.end))
    several = candidate.meaning.unit == "d" and len(candidate.meaning.spans) > 1 and not candidate.figures
    return begins or is_weekday or several


def _may_count(line: str, candidate: Candidate) -> bool:
    """ "By the third engineer", "bis zum 3. Server", "até segunda ordem": what is an ordinal as well."""
    if not candidate.meaning.counts or candidate.meaning.at:
        return False
    *_, last = WORD.findall(line[candidate.start : candidate.end])
    return candidate.figures or any(entry.kind in "oc" for entry in candidate.language.lexicon.get(folded(last), ()))


def _has_noun_after(line: str, candidate: Candidate) -> bool:
    """ "The Friday demo"; in any language "the 3 tests", "el mar está en calma"."""
    language, following = candidate.language, _NEXT_WORD.match(line, candidate.end)
    if candidate.meaning.shift or following is None or following[1].casefold() in language.followers:
        return False
    if language.nouns_follow:
        return True
    if not ((candidate.weak and candidate.figures) or (candidate.meaning.counts and not candidate.meaning.at)):
        return False
    return not language.capital_nouns or _is_capital_noun(line, following)


def _is_capital_noun(line: str, following: re.Match[str]) -> bool:
    """ "Server"; "neuen Server"."""
    behind = _NEXT_WORD.match(line, following.end())
    return following[1][0].isupper() or (behind is not None and behind[1][0].isupper())

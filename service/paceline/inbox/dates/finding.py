"""Which words of a line are its day phrase, in which language, and what is surely meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from paceline.domain.statements import When
from paceline.inbox.dates.language import CODES, Language, language
from paceline.inbox.dates.phrases import Reading, last_working, phrases
from paceline.inbox.dates.signs import Meaning, Sign

LONGEST_LINE = 2_000
"""Characters of a line that are searched; a due phrase stands near a line's words, not beyond them."""

_MONTH_FIRST = frozenset({"en_US", "en_PH", "en_PR", "en_GU"})
_ORDER_UNKNOWN = frozenset({"en", "en_CA", "en_ZZ", "en_001", "es_US", "es_PR", "es_PA"})
_SUNDAY_FIRST = frozenset({"en", "pt", "es"})

_DEADLINE, _PLACED, _BARE, _FROM, _AFTER = 3, 2, 1, 0, -1


@dataclass(frozen=True, slots=True)
class Found:
    """A due phrase is `line[start:end]`, with its preposition and its time of day."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase of a line as one language reads it. `rank`: how much its preposition says that it is due."""

    start: int
    end: int
    meaning: Meaning
    rank: int
    weak: bool
    figures: bool
    """It is written in figures: what follows may be what they count."""


def read_when(text: str, now: datetime, locale: str) -> When:
    """The day that all of `text` says ("Friday", "by 3 Dec 17:00", "+3d"); a When with no day where it says none.

    `now` is aware, in the writer's zone; `locale` is the writer's ("de_DE", "en"; "" where it isn't known).
    """
    written = text.strip()
    bare = written.rstrip(".,;!?:…").strip()
    if not bare or len(bare) > LONGEST_LINE:
        return When(written)
    for codes in _one_by_one(locale):
        whole = [
            found
            for code in codes
            for found in _candidates(bare if not bare[-1].isdigit() else written.rstrip(",;!?:… "), now, locale, code)
            if found.rank > _AFTER and not written[: found.start].strip("( ") and not written[found.end :].strip(" .,;!?:…)")
        ]
        if whole:
            return _agreed(written, whole, now)
    return When(written)


def find_when(line: str, now: datetime, locale: str) -> Found | None:
    """The due phrase of `line`: the one with a deadline's preposition ("by Friday"), else the only day it names.

    Several days that are equally likely give their `readings`. Days gone by count only with a preposition.
    """
    within = line[:LONGEST_LINE]
    for codes in _languages(locale):
        read = [(code, candidate) for code in codes for candidate in _candidates(within, now, locale, code)]
        due = [(code, candidate) for code, candidate in read if _is_due(within, candidate, now, code)]
        if len(codes) > 2:
            passed_over = {(c.start, c.end) for code, c in read if code == "en"} - {(c.start, c.end) for _, c in due}
            due = [(code, c) for code, c in due if code == "en" or _is_telling(within, c) and (c.start, c.end) not in passed_over]
        if due:
            return _best(line, [candidate for _, candidate in due], now)
        if read:
            return None
    return None


def _languages(locale: str) -> tuple[tuple[str, ...], ...]:
    """The languages that are tried together, group after group: the writer's and English, then all others."""
    own = locale[:2].lower()
    if own not in CODES:
        return (CODES,)
    first = tuple(dict.fromkeys((own, "en")))
    return first, tuple(code for code in CODES if code not in first)


def _one_by_one(locale: str) -> tuple[tuple[str, ...], ...]:
    """The writer's language before English: "mar" is a Tuesday where it is one."""
    first, *others = _languages(locale)
    return (first, *others) if len(first) > 2 else (*((code,) for code in first), *others)


@cache
def _language(code: str) -> Language:
    return language(code)


def _candidates(line: str, now: datetime, locale: str, code: str) -> list[Candidate]:
    reading = Reading(now.date(), _language(code), order(locale), sunday_first=code in _SUNDAY_FIRST)
    found = phrases(line, reading)
    kinds = "".join(sign.kind for sign in found)
    if "S" in kinds and re.search("Sa?[XRd]", kinds):
        found = phrases(line, replace(reading, past=True))
        kinds = "".join(sign.kind for sign in found)
    return [
        candidate
        for match in re.finditer("(?:[BOIGSFa@(]:?){0,4}([XR])B?", kinds)
        if (candidate := _candidate(line, found, match, code))
    ]


def _candidate(line: str, found: list[Sign], match: re.Match[str], code: str) -> Candidate | None:
    sign, last = found[match.start(1)], found[match.end() - 1]
    if match.end() > match.end(1) and not last.value:
        last = sign
    meaning = sign.meaning
    before = match[0][: match.start(1) - match.start()]
    if meaning is None or not (meaning.spans or meaning.shift) or "F" in before and sign.kind == "R":
        return None
    deadline = "B" in before or last is not sign or "G" in before
    if "F" in before:
        after = any(part.kind == "F" and part.value for part in found[match.start() : match.start(1)])
        rank = _AFTER if after else _FROM
    elif deadline:
        rank = _DEADLINE
    else:
        placed = set(before) & set("OIS") or _has_day_article(found[match.start() : match.end()], code)
        rank = _PLACED if placed else _BARE
    if sign.kind == "R":
        meaning = _due_in(meaning, by=deadline)
    first = next((s for s in found[match.start() : match.end()] if s.kind != "("), sign)
    return Candidate(first.start, last.end, meaning, rank, sign.weak, any(map(str.isdigit, line[sign.start : sign.end])))


def _has_day_article(parts: list[Sign], code: str) -> bool:
    return any(part.kind in "aX" and part.text in _language(code).day_articles for part in parts)


def _due_in(meaning: Meaning, *, by: bool) -> Meaning:
    """What is due in a period is due at its end; "by" a period may mean before it begins."""
    spans = tuple((first, last_working((first, last), meaning.unit)) for first, last in meaning.spans)
    if by:
        spans = tuple((day, day) for span in spans for day in span)
    return replace(meaning, spans=spans)


def _is_due(line: str, candidate: Candidate, now: datetime, code: str) -> bool:
    """No days gone by, no "the Friday demo", no weak words by themselves."""
    bare = candidate.rank == _BARE
    if candidate.rank < _BARE or bare and _is_past(candidate, now):
        return False
    if candidate.weak and bare and not _fills(line, candidate) and not _closes(line, candidate):
        return False
    if bare and candidate.meaning.unit in "mqy" and line[candidate.end :].strip(" .,;!)"):
        return False
    return candidate.rank == _DEADLINE or not _has_noun_after(line, candidate, _language(code))


def _is_telling(line: str, candidate: Candidate) -> bool:
    """Whether a phrase of a language that nobody said is spoken can hardly be words of another ("do 3", "set 3")."""
    words = _LETTERS.findall(line[candidate.start : candidate.end])
    return any(len(word) > 4 for word in words) or candidate.rank == _DEADLINE and candidate.figures


_LETTERS = re.compile(r"[^\W\d_]+")


def _closes(line: str, candidate: Candidate) -> bool:
    """ "Ship it (Fri)", "call Bo Mon": an abbreviated weekday with a capital, at the end of a clause."""
    core = line[candidate.start : candidate.end]
    return candidate.meaning.unit == "d" and core.isalpha() and core[0].isupper() and not line[candidate.end :].strip(" .,;!)")


def _is_past(candidate: Candidate, now: datetime) -> bool:
    spans = candidate.meaning.spans
    return bool(spans) and all(last < now.date() for _, last in spans)


def _fills(line: str, candidate: Candidate) -> bool:
    return not line[: candidate.start].strip(" -*") and not line[candidate.end :].strip(" .,;!")


_NEXT_WORD = re.compile(r"\s+([^\W\d_][\w'’]*)")


def _has_noun_after(line: str, candidate: Candidate, spoken: Language) -> bool:
    following = _NEXT_WORD.match(line, candidate.end)
    if following is None or following[1].casefold() in spoken.followers:
        return False
    return spoken.nouns_follow or candidate.weak and candidate.figures


def _best(line: str, found: list[Candidate], now: datetime) -> Found:
    """The deadline before other days, the longer phrase before a part of it; days that are left in doubt are all given."""
    rank = _DEADLINE if any(c.rank == _DEADLINE for c in found) else _PLACED
    likely = [c for c in found if c.rank >= rank or rank == _PLACED]
    whole = [
        c
        for c in likely
        if not any(o.start <= c.start and c.end <= o.end and o.end - o.start > c.end - c.start for o in likely)
    ]
    first = min(whole, key=lambda c: c.start)
    text = line[first.start : first.end]
    return Found(first.start, first.end, _agreed(text, whole, now))


def _agreed(text: str, found: list[Candidate], now: datetime) -> When:
    """One When of what several readings say: the same, or all their days."""
    meanings = list(dict.fromkeys(candidate.meaning for candidate in found))
    if len(meanings) == 1 and meanings[0].shift:
        return When(text, shift=meanings[0].shift)
    if any(meaning.shift for meaning in meanings):
        return When(text)
    spans = sorted({span for meaning in meanings for span in meaning.spans})
    last_days = tuple(dict.fromkeys(last for _, last in spans))
    if len(last_days) != 1:
        return When(text, readings=last_days)
    begins = spans[0][0] if len(spans) == 1 and spans[0][0] != spans[0][1] else None
    times = {meaning.at for meaning in meanings}
    at = times.pop() if len(times) == 1 else None
    instant = _instant(last_days[0], now, at) if at else None
    return When(text, day=last_days[0], at=instant, begins=begins)


def _instant(day: date, now: datetime, at: object) -> datetime | None:
    from datetime import time

    assert isinstance(at, time)
    try:
        return datetime.combine(day, at, now.tzinfo).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def order(locale: str) -> str:
    """Whether the day or the month comes first in figures, where a locale tells: "dmy", "mdy" or ""."""
    name = locale.replace("-", "_")
    if name in _MONTH_FIRST:
        return "mdy"
    if name in _ORDER_UNKNOWN or name[:2] not in CODES:
        return ""
    return "dmy"

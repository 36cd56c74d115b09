"""Which words of a line are its due phrase, in which language, and what is surely meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache

from paceline.domain.statements import When
from paceline.inbox.dates.candidates import Candidate, Rank, candidates, is_due, is_telling
from paceline.inbox.dates.language import CODES, Language, language
from paceline.inbox.dates.meaning import Reading

LONGEST_LINE = 2_000
"""Characters of a line that are searched: a due phrase stands among a line's words, not beyond them."""

_MONTH_FIRST = frozenset({"en_US", "en_PH", "en_PR", "en_GU"})
_ORDER_UNKNOWN = frozenset({"en", "en_CA", "en_001", "es_US", "es_PR", "es_PA"})
_SUNDAY_FIRST = frozenset({"en", "es", "pt"})


@dataclass(frozen=True, slots=True)
class Found:
    """A due phrase is `line[start:end]`, with its preposition and its time of day."""

    start: int
    end: int
    when: When


def read_when(text: str, now: datetime, locale: str) -> When:
    """The day that all of `text` says ("Friday", "by 3 Dec 17:00", "+3d"); a When without any where it says none.

    `now` is aware, in the writer's zone; `locale` is the writer's ("de_DE", "en"; "" where it isn't known).
    """
    written = text.strip()
    if not written or len(written) > LONGEST_LINE:
        return When(written)
    groups = _languages(locale)
    one_by_one = tuple((code,) for code in groups[0]) if len(groups) > 1 else groups
    for codes in (*one_by_one, *groups[1:]):
        whole = [found for found in _read(written, now, locale, codes) if _is_all_of(written, found)]
        if whole:
            return _when(written, written, whole, now)
    return When(written)


def find_when(line: str, now: datetime, locale: str) -> Found | None:
    """The due phrase of `line`: the one with a deadline's preposition ("by Friday"), else the day it names.

    Several days that are equally likely give their `readings`, one that no year has ("31 Nov") gives no day. Days gone
    by count only with a preposition; "from" and "after" make no day due, nor does "the Friday demo". `now` and
    `locale` are those of `read_when`.
    """
    within = line[:LONGEST_LINE]
    for codes in _languages(locale):
        read = _read(within, now, locale, codes)
        due = [candidate for candidate in read if is_due(within, candidate, now.date())]
        if len(codes) > 2:
            due = _surely_of_a_language(within, read, due)
        if due:
            return _best(line, due, now)
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


@cache
def _language(code: str) -> Language:
    return language(code)


def _read(line: str, now: datetime, locale: str, codes: tuple[str, ...]) -> list[Candidate]:
    return [
        found
        for code in codes
        for found in candidates(
            line,
            Reading(
                now.date(),
                _language(code),
                _order(locale),
                sunday_first=code in _SUNDAY_FIRST,
                region=locale[3:5].upper(),
            ),
        )
    ]


def _order(locale: str) -> str:
    """Whether the day or the month comes first in figures (CLDR's short dates); "" where a locale doesn't tell."""
    name = locale.replace("-", "_")
    if name in _MONTH_FIRST:
        return "mdy"
    return "" if name in _ORDER_UNKNOWN or name[:2] not in CODES else "dmy"


def _is_all_of(text: str, candidate: Candidate) -> bool:
    if candidate.rank == Rank.AFTER:
        return False
    behind = _ZONE.sub("", text[candidate.end :], count=1)
    return not text[: candidate.start].strip("( ") and not behind.strip(" .,;!?:…)")


def _surely_of_a_language(line: str, read: list[Candidate], due: list[Candidate]) -> list[Candidate]:
    """English may be meant by anybody; another language must be plain, and no more than English words for the same."""
    english = {(c.start, c.end) for c in read if c.language.code == "en"}
    return [c for c in due if c.language.code == "en" or (is_telling(line, c) and (c.start, c.end) not in english)]


def _best(line: str, due: list[Candidate], now: datetime) -> Found:
    """A deadline before other days, the longer phrase before a part of it; days left in doubt are all given."""
    deadlines = [candidate for candidate in due if candidate.rank == Rank.DEADLINE]
    likely = deadlines or due
    whole = [c for c in likely if not any(_holds(other, c) for other in likely)]
    first = min(whole, key=lambda candidate: candidate.start)
    zone = _ZONE.match(line, first.end) if first.meaning.at else None
    end = zone.end() if zone else first.end
    return Found(first.start, end, _when(line[first.start : end], line, whole, now))


def _holds(one: Candidate, other: Candidate) -> bool:
    return one.start <= other.start and other.end <= one.end and other.end - other.start < one.end - one.start


def _when(text: str, line: str, found: list[Candidate], now: datetime) -> When:
    """One When of what the candidates say: the same, or all their days."""
    meanings = {candidate.meaning for candidate in found}
    if any(meaning.impossible for meaning in meanings):
        return When(text)
    shifts = {meaning.shift for meaning in meanings}
    if shifts != {None}:
        return When(text, shift=shifts.pop()) if len(shifts) == 1 else When(text)
    spans = sorted({span for meaning in meanings for span in meaning.spans})
    days = tuple(dict.fromkeys(last for _, last in spans))
    if len(days) != 1:
        return When(text, readings=days)
    begins = spans[0][0] if len(spans) == 1 and spans[0][0] != days[0] else None
    times = {meaning.at for meaning in meanings}
    at = times.pop() if len(times) == 1 else None
    zone = _ZONE.match(line, found[0].end)
    instant = None if at is None else _instant(days[0], at, zone["name"] if zone else "", now)
    return When(text, days[0], instant, begins=begins)


_ZONE = re.compile(r"\s*(?P<name>UTC|GMT|Z|[A-Z]{2,4}T|MEZ|MESZ|UTC[+-]\d{1,2}|[+-]\d\d:?\d\d)(?![\w])")


def _instant(day: date, at: time, zone: str, now: datetime) -> datetime | None:
    """In UTC. A zone that is written must be UTC or the writer's own: abbreviations of others say too little."""
    try:
        wall = datetime.combine(day, at, now.tzinfo)
        if zone in ("UTC", "GMT", "Z"):
            return wall.replace(tzinfo=UTC)
        german = {"MEZ": "CET", "MESZ": "CEST"}
        return None if zone and german.get(zone, zone) != wall.tzname() else wall.astimezone(UTC)
    except OverflowError:
        return None

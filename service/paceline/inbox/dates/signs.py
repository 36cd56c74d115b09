"""A line as signs: what each word, number and date in it may say about a day, one letter a kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal

from paceline.inbox.dates.days import Span
from paceline.inbox.dates.language import UNITS, WORD, Entry, Language, folded


@dataclass(frozen=True, slots=True)
class Meaning:
    """The days a phrase may mean, as spans: one when it is sure; a day is a span of itself, of unit "d"."""

    spans: tuple[Span, ...] = ()
    unit: str = "d"
    at: time | None = None
    shift: tuple[int, Literal["d", "w"]] | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """One word or phrase of a line, `line[start:end]`.

    `parts` of a date in figures (kind "D"): its numbers as written, or year, month, day when it begins with the year.
    `weak`: it speaks of a day only in company.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    value: int = 0
    parts: tuple[int, ...] = ()
    weak: bool = False
    meaning: Meaning | None = None

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(first for first, _ in self.meaning.spans) if self.meaning else ()


_TOKEN = re.compile(
    r"(?P<iso>(?<!\w)(?<!\w[-./])(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"(?![\d%])(?![-./]\w)(?:T(?=\d\d:\d\d)|(?!\w)))"
    r"|(?P<figures>(?<!\w)(?<!\w[-./:,])(?<![$€£#])(?P<a>\d{1,2})(?P<p>[-./])(?P<b>\d{1,2})(?:(?P=p)(?P<c>\d{4}|\d{2}))?"
    r"(?!\w|\s?%|[-/.:,]\w)(?:(?:(?<=\.\d)|(?<=\.\d\d))\.(?=\s|$|[,;)]))?)"
    r"|(?P<clock>(?:(?<![\w:.,/-])|(?<=\dT))(?P<hour>\d{1,2})(?::(?P<min>[0-5]\d)(?::[0-5]\d)?|[hHuU](?P<min2>[0-5]\d))(?![\w:]))"
    r"|(?P<plus>(?<![\w+])\+\s?(?P<count>\d{1,3})\s?(?P<unit>[^\W\d_]{1,16}))(?!\w)"
    r"|" + WORD.pattern
)  # fmt: skip

_ABBREVIATES = re.compile(r"\.\s*(?!\.)[^\WA-ZÀ-Þ]")
"""A full stop that ends no sentence: "Feb. 15", "mer. 24 juin"."""

_NO_NUMBER_AFTER = frozenset("$€£#.,_'")
_MONEY_AND_SHARES = frozenset("%€$£")


def signs(line: str, language: Language) -> list[Sign]:
    tokens = list(_TOKEN.finditer(line))
    words = [folded(token[0]) for token in tokens]
    found: list[Sign] = []
    at = 0
    while at < len(tokens):
        sign, length = _sign(line, tokens, words, at, found, language)
        found.append(sign)
        at += length
    return found


def _sign(
    line: str, tokens: list[re.Match[str]], words: list[str], at: int, before: list[Sign], language: Language
) -> tuple[Sign, int]:
    """The sign that begins at a token, and how many tokens it takes."""
    token = tokens[at]
    match token.lastgroup:
        case "iso" | "figures" | "clock" | "plus":
            return _written_out(token, language), 1
    if token[0].isdigit():
        return _number(line, tokens, words, at, before, language)
    entry = _entry(tokens, words, at, before, language)
    if entry is None:
        return _unknown(token, words[at], language), 1
    length = 1 + len(entry.rest)
    if entry.kind == "s":
        entry = replace(entry, kind="u")
    end = tokens[at + length - 1].end()
    if _is_part_of_a_word(line, token.start(), end, entry.kind, tokens, at + length, language):
        return Sign("_", token.start(), end, words[at]), length
    if entry.kind in "dmu" and end - token.start() < 5 and _ABBREVIATES.match(line, end):
        return Sign(entry.kind, token.start(), end + 1, words[at], entry.value, weak=entry.weak), length + 1
    last = words[at + length - 1]
    return Sign(entry.kind, token.start(), end, last, entry.value, weak=entry.weak or entry.kind == "H"), length


def _written_out(token: re.Match[str], language: Language) -> Sign:
    start, end = token.span()
    match token.lastgroup:
        case "iso":
            return Sign("D", start, end, "iso", parts=(int(token["y"]), int(token["m"]), int(token["d"])))
        case "figures":
            numbers = tuple(int(token[name]) for name in "abc" if token[name])
            plain = len(numbers) == 2 and not (token["a"][0] == "0" or token["b"][0] == "0")
            weak = plain and not (token[0].endswith(".") and language.dotted_days)
            text = token["p"] + ("." if token[0].endswith(".") else "")
            return Sign("D", start, end, text, len(token["c"] or ""), numbers, weak)
        case "clock":
            return clock(start, end, int(token["hour"]), int(token["min"] or token["min2"]))
    unit = shift_unit(folded(token["unit"]), language)
    if unit is None:
        return Sign("_", start, end)
    return Sign("X", start, end, meaning=Meaning(shift=(int(token["count"]), unit)))


def clock(start: int, end: int, hour: int, minute: int) -> Sign:
    if hour == 24 and minute == 0:
        return Sign("p", start, end)
    return Sign("P" if hour < 24 else "x", start, end, value=hour * 60 + minute)


def shift_unit(word: str, language: Language) -> Literal["d", "w"] | None:
    entries = [e for e in language.lexicon.get(word, ()) if e.kind in "su" and not e.rest]
    for entry in sorted(entries, key=lambda e: e.kind):
        match UNITS[entry.value]:
            case "d" | "b":
                return "d"
            case "w":
                return "w"
    return None


def _number(
    line: str, tokens: list[re.Match[str]], words: list[str], at: int, found: list[Sign], language: Language
) -> tuple[Sign, int]:
    """A number by its length and by what it is glued to: "3rd", "3d", "3%", "v3", "$3"."""
    start, end = tokens[at].span()
    before, after = line[max(0, start - 1) : start], line[end : end + 1]
    unknown = Sign("x", start, end)
    if before in _NO_NUMBER_AFTER and before and not (before == "." and not line[max(0, start - 2) : start - 1].isdigit()):
        return unknown, 1
    if before.isalpha() and not _may_precede(words[at - 1], language):
        return unknown, 1
    if after in _MONEY_AND_SHARES and after or line[end : end + 2].strip() in _MONEY_AND_SHARES and line[end : end + 2].strip():
        return unknown, 1
    if after in (".", ",") and after and line[end + 1 : end + 2].isdigit():
        return unknown, 1
    value, length = int(tokens[at][0][:9]), end - start
    if length > 3:
        if length == 8 and not after.isalpha():
            return _compact(tokens[at]), 1
        return (Sign("y", start, end, value=value), 1) if length == 4 and 1900 <= value <= 2100 else (unknown, 1)
    if taken := _ordinal_suffix(line, tokens, words, at, found, language):
        return Sign("o", start, tokens[at + taken - 1].end(), "0", value), taken
    if after == "_" or after.isalpha() and not _may_follow(words[at + 1], language):
        return unknown, 1
    return Sign("n", start, end, "0", value), 1


def _compact(token: re.Match[str]) -> Sign:
    """The basic format of ISO 8601: 20261203."""
    figures = token[0]
    parts = (int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    kind = "D" if 1990 <= parts[0] <= 2100 else "x"
    return Sign(kind, *token.span(), text="iso", parts=parts, weak=True)


def _ordinal_suffix(
    line: str, tokens: list[re.Match[str]], words: list[str], at: int, before: list[Sign], language: Language
) -> int:
    """How many tokens a number and its ending take: "3rd", "4.º", "3." in German; 0: it has none."""
    end = tokens[at].end()
    following = words[at + 1 : at + 3]
    if language.dotted_days and line[end : end + 1] == ".":
        beyond = words[at + 2 : at + 3]
        if beyond and not beyond[0][0].isdigit() or line[end + 1 : end + 2].isspace() or before and before[-1].kind in "o/":
            return 2
    for skipped, word in enumerate(following[:1] if following[:1] != ["."] else following):
        glued = tokens[at + 1 + skipped].start() == end + skipped
        if word in language.ordinal_suffixes and (glued or word == "ste"):
            return 2 + skipped
        if word in ("°",) and glued:
            return 2 + skipped
    return 0


def _may_precede(word: str, language: Language) -> bool:
    return any(entry.kind in "WQ" for entry in language.lexicon.get(word, ()))


def _may_follow(word: str, language: Language) -> bool:
    return any(entry.kind in "kusm" for entry in language.lexicon.get(word, ()))


def _entry(
    tokens: list[re.Match[str]], words: list[str], at: int, before: list[Sign], language: Language
) -> Entry | None:
    """The longest phrase of the language that begins here; among the roles of one word, the one its neighbours call for."""
    matching = [
        entry
        for entry in language.lexicon.get(words[at], ())
        if tuple(words[at + 1 : at + 1 + len(entry.rest)]) == entry.rest
    ]
    if not matching:
        return None
    longest = [entry for entry in matching if len(entry.rest) == len(matching[0].rest)]
    if len(longest) == 1 and longest[0].kind not in "@sWQ":
        return longest[0]
    beyond = at + 1 + len(matching[0].rest)
    after = words[beyond : beyond + 1]
    number_follows = bool(after) and after[0][:1].isdigit()
    day_follows = number_follows or bool(after) and any(e.kind in "co" for e in language.lexicon.get(after[0], ()))
    previous = before[-1].kind if before else ""
    glued = bool(before) and before[-1].end == tokens[at].start()
    wanted = (
        ("@WQ" if number_follows else "")
        + ("I" if day_follows else "")
        + ("ks" if glued and previous == "n" else "")
        + ("u" if previous and previous in "nc1N" else "a" if day_follows else "")
        + ("p" if previous in ("d", "r", "X") else "")
        + ("m" if previous and previous in "no-/" or number_follows and previous in ("-", "/") else "")
    )
    for kind in wanted:
        for entry in longest:
            if entry.kind == kind:
                return entry
    rest = [entry for entry in longest if entry.kind not in "@sWQ"]
    return next((entry for entry in rest if entry.kind != "m"), rest[0]) if rest else None


def _unknown(token: re.Match[str], word: str, language: Language) -> Sign:
    """Punctuation stands for itself; a weekday may carry a part of the day ("freitagabend"); the rest says nothing."""
    start, end = token.span()
    if not word[:1].isalpha():
        return Sign(token[0] if token[0] in "-,./:'()" else "–" if token[0] in "–—" else ";", start, end, word)
    for part in language.dayparts:
        stem = word.removesuffix(part)
        if stem != word:
            for entry in language.lexicon.get(stem, ()):
                if entry.kind in "dr" and not entry.rest and not entry.weak:
                    return Sign(entry.kind, start, end, word, entry.value)
    return Sign("_", start, end, word)


def _is_part_of_a_word(
    line: str, start: int, end: int, kind: str, tokens: list[re.Match[str]], following: int, language: Language
) -> bool:
    """ "Friday's", "Friday-demo", "non-Friday", "@mon", "mon.example"."""
    if kind not in "dmrlHNTCLu":
        return False
    if line[start - 1 : start] in ("@", "#", "_") and start:
        return True
    if kind in "drH" and line[end : end + 2] in ("'s", "’s") and language.code == "en":
        return True
    after = tokens[following][0] if following < len(tokens) else ""
    beyond = tokens[following + 1] if following + 1 < len(tokens) else None
    if after in ("-", "_", ".", "@") and beyond and line[end : end + 1] == after and beyond.start() == end + 1:
        return beyond[0][:1].isalpha() and folded(beyond[0]) not in language.lexicon
    return False

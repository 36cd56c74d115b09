"""Numbers, dates, times and shifts as they are written in figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from paceline.inbox.dates.language import UNITS, WORD, Language, folded
from paceline.inbox.dates.meaning import Meaning, Sign

TOKEN = re.compile(
    rf"""
    (?P<iso> (?<!\w)(?<!\w[-./])
        (?P<y>\d{{4}}) (?P<s>[-/.]) (?P<m>\d{{1,2}}) (?P=s) (?P<d>\d{{1,2}})
        (?![\d%])(?![-./]\w) (?:T(?=\d\d:\d\d)|(?!\w)) )
    | (?P<figures> (?<!\w)(?<!\w[-./:,])(?<![$€£\#])
        (?P<a>\d{{1,2}}) (?P<p>[-./]) (?P<b>\d{{1,2}}) (?:(?P=p)(?P<c>\d{{4}}|\d{{2}}))?
        (?!\w|\s?%|[-/.:,]\w) (?:(?:(?<=\.\d)|(?<=\.\d\d))\.(?=\s|$|[,;)]))? )
    | (?P<clock> (?:(?<![\w:.,/-])|(?<=\dT)) (?P<hour>\d{{1,2}})
        (?: :(?P<min>[0-5]\d)(?::[0-5]\d)? | [hHuU](?P<min2>[0-5]\d) ) (?![\w:]) )
    | (?P<plus> (?<![\w+]) \+\s? (?P<count>\d{{1,3}}) \s? (?P<unit>[^\W\d_]{{1,16}}) ) (?!\w)
    | {WORD.pattern}
    """,
    re.VERBOSE,
)
"""A date with its year first (ISO 8601), another in figures, a time of day, a shift; else a number, a word, a mark."""


@dataclass(slots=True)
class Scan:
    """A line on its way to signs: its tokens, the same without case and accents, and the signs made so far."""

    line: str
    language: Language
    tokens: list[re.Match[str]]
    words: list[str]
    signs: list[Sign] = field(default_factory=list)

    def word(self, at: int) -> str:
        return self.words[at] if at < len(self.words) else ""

    def kinds(self, at: int) -> set[str]:
        """What the word of a token may be by itself."""
        return {entry.kind for entry in self.language.lexicon.get(self.word(at), ()) if not entry.rest}

    @property
    def before(self) -> str:
        """The kind of the sign before."""
        return self.signs[-1].kind if self.signs else ""


def scan(line: str, language: Language) -> Scan:
    tokens = list(TOKEN.finditer(line))
    return Scan(line, language, tokens, [folded(token[0]) for token in tokens])


def written_out(token: re.Match[str], language: Language) -> Sign | None:
    """The sign of a date, a time or a shift in figures; None for any other token."""
    start, end = token.span()
    match token.lastgroup:
        case "iso":
            return Sign("D", start, end, "iso", parts=(int(token["y"]), int(token["m"]), int(token["d"])))
        case "figures":
            return _date(token, language)
        case "clock":
            hour, minute = int(token["hour"]), int(token["min"] or token["min2"])
            if hour == 24 and minute == 0:
                return Sign("p", start, end)
            return Sign("P" if hour < 24 else "x", start, end, value=hour * 60 + minute)
        case "plus":
            unit = _shift_unit(folded(token["unit"]), language)
            if unit is None:
                return Sign("_", start, end)
            return Sign("X", start, end, meaning=Meaning(shift=(int(token["count"]), unit)))
    return None


def number(scan: Scan, at: int) -> tuple[Sign, int]:
    """The sign of a number, by its length and what it is glued to ("3rd", "3d", "3%", "v3", "$3"); its tokens."""
    start, end = scan.tokens[at].span()
    value, length = int(scan.tokens[at][0][:9]), end - start
    if _belongs_before(scan, at) or _belongs_after(scan, at):
        return Sign("x", start, end), 1
    if taken := _ordinal(scan, at):
        return Sign("o", start, scan.tokens[at + taken - 1].end(), "", value), taken
    if scan.line[end : end + 1].isalpha() and not scan.kinds(at + 1) & set("kusm"):
        return Sign("x", start, end), 1
    match length:
        case 1 | 2 | 3:
            return Sign("n", start, end, value=value), 1
        case 4 if 1900 <= value <= 2100:
            return Sign("y", start, end, value=value), 1
        case 8 if 1990 <= value // 10_000 <= 2100:
            return _basic(start, end, value), 1
    return Sign("x", start, end), 1


def _date(token: re.Match[str], language: Language) -> Sign:
    """Weak where it may be a fraction or a version: no year, no zero in front, no dot behind."""
    numbers = tuple(int(token[name]) for name in "abc" if token[name])
    dotted = token[0].endswith(".")
    padded = token["a"][0] == "0" or token["b"][0] == "0"
    weak = len(numbers) == 2 and not padded and not (dotted and language.dotted_days)
    text = token["p"] + ("." if dotted else "")
    return Sign("D", *token.span(), text, len(token["c"] or ""), numbers, weak)


def _shift_unit(word: str, language: Language) -> Literal["d", "w"] | None:
    """Its letter where the language has one ("+3t", "+1s"), else its unit; working days are days here, as "+3d" is."""
    entries = [entry for entry in language.lexicon.get(word, ()) if entry.kind in "su" and not entry.rest]
    for entry in sorted(entries, key=lambda entry: entry.kind):
        match UNITS[entry.value]:
            case "d" | "b":
                return "d"
            case "w":
                return "w"
    return None


def _belongs_before(scan: Scan, at: int) -> bool:
    """It is part of what stands before it: "C12", "$5", "#3", "1.5", "1'000"; not "l'8", "KW49", "Q1", "28.Oktober"."""
    start = scan.tokens[at].start()
    before = scan.line[start - 1 : start] if start else ""
    if not before or before.isspace():
        return False
    if before == ".":
        return start > 1 and scan.line[start - 2].isdigit()
    if before.isalpha():
        return not scan.kinds(at - 1) & set("WQ")
    if before in "'’":
        return start > 1 and scan.line[start - 2].isdigit()
    return before in "$€£#,_"


def _belongs_after(scan: Scan, at: int) -> bool:
    """It is part of what stands after it: "3%", "3 €", "1.5", "3_a"."""
    end = scan.tokens[at].end()
    after = scan.line[end : end + 2]
    return bool(after) and (
        after[0] == "_" or after.strip()[:1] in tuple("%€$£") or (after[0] in ".," and after[1:2].isdigit())
    )


def _ordinal(scan: Scan, at: int) -> int:
    """How many tokens a number with its ending takes: "3rd", "4.º", "20 ste", "3." in German; 0: it has none."""
    end = scan.tokens[at].end()
    dot = scan.line[end : end + 1] == "."
    if dot and scan.language.dotted_days:
        beyond = scan.word(at + 2)
        spaced = scan.line[end + 1 : end + 2].isspace()
        if spaced or scan.before in ("o", "/") or (beyond and not beyond[0].isdigit()):
            return 2
    suffix = at + 1 + dot
    glued = suffix < len(scan.tokens) and scan.tokens[suffix].start() == end + dot
    if scan.word(suffix) in scan.language.ordinal_suffixes and (glued or scan.word(suffix) == "ste"):
        return 2 + dot
    return 2 + dot if scan.word(suffix) == "°" and glued else 0


def _basic(start: int, end: int, value: int) -> Sign:
    """The basic format of ISO 8601: 20261203."""
    parts = (value // 10_000, value // 100 % 100, value % 100)
    return Sign("D", start, end, "iso", parts=parts, weak=True)

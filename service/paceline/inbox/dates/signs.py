"""A line as signs: what each word, number and mark in it may say about a day, one letter a kind."""

from __future__ import annotations

import re

from paceline.inbox.dates.figures import Scan, number, scan, written_out
from paceline.inbox.dates.language import Entry, Language, folded
from paceline.inbox.dates.meaning import Sign


def signs(line: str, language: Language) -> list[Sign]:
    """The signs of a line, in order; together they cover all but its white space."""
    found = scan(line, language)
    at = 0
    while at < len(found.tokens):
        sign, length = _sign(found, at)
        found.signs.append(sign)
        at += length
    return found.signs


def _sign(found: Scan, at: int) -> tuple[Sign, int]:
    """The sign that begins at a token, and how many tokens it takes."""
    token = found.tokens[at]
    if sign := written_out(token, found.language):
        return sign, 1
    if token[0].isdecimal():
        return number(found, at)
    entry = _entry(found, at)
    return _of_entry(found, at, entry) if entry else (_unknown(token, found.words[at], found.language), 1)


_ABBREVIATES = re.compile(r"\.(?:,|\s*(?!\.)[^\WA-ZÀ-Þ])")
"""A full stop that ends no sentence: "Feb. 15", "mer. 24 juin"."""


def _of_entry(found: Scan, at: int, entry: Entry) -> tuple[Sign, int]:
    length = 1 + len(entry.rest)
    start, end = found.tokens[at].start(), found.tokens[at + length - 1].end()
    if _is_part_of_a_word(found, start, end, entry.kind, at + length):
        return Sign("_", start, end, found.words[at]), length
    if entry.kind == "m" and entry.weak and not _stands_like_a_month(found, at, at + length):
        return Sign("_", start, end, found.words[at]), length
    if entry.kind in "dmu" and end - start < 5 and _ABBREVIATES.match(found.line, end):
        end, length = end + 1, length + 1
    kind = "u" if entry.kind == "s" else entry.kind
    weak = entry.weak or kind == "H"
    return Sign(kind, start, end, found.words[at + len(entry.rest)], entry.value, weak=weak), length


def _stands_like_a_month(found: Scan, at: int, beyond: int) -> bool:
    """ "May", "5 may", "may 5", "by may"; not "it may slip", "march on": in lower case it needs company."""
    if not found.tokens[at][0].islower() or found.before in _BEFORE_A_MONTH:
        return True
    counted = (entry.kind in "co" and entry.value > 1 for entry in found.language.lexicon.get(found.word(beyond), ()))
    behind = beyond + 1 if found.word(beyond) in ("-", "/") or "a" in found.kinds(beyond) else beyond
    return found.word(behind)[:1].isdigit() or any(counted)


_BEFORE_A_MONTH = tuple("nocaydxBOIGSFNLTCEKMWQ-/–")


def _entry(found: Scan, at: int) -> Entry | None:
    """The longest phrase of the language that begins here; of its roles the one that its neighbours call for."""
    longest: list[Entry] = []
    for entry in found.language.lexicon.get(found.words[at], ()):
        if longest and len(entry.rest) < len(longest[0].rest):
            break
        if tuple(found.words[at + 1 : at + 1 + len(entry.rest)]) == entry.rest:
            longest.append(entry)
    if len(longest) == 1 and longest[0].kind not in _NEED_NUMBERS:
        return longest[0]
    wanted = _called_for(found, at, at + 1 + len(longest[0].rest)) if longest else ""
    for kind in wanted:
        for entry in longest:
            if entry.kind == kind:
                return entry
    others = [entry for entry in longest if entry.kind not in _NEED_NUMBERS]
    return next((entry for entry in others if entry.kind != "m"), others[0] if others else None)


_NEED_NUMBERS = "@sWQ"


def _called_for(found: Scan, at: int, beyond: int) -> str:
    """The kinds that the signs around a word speak for, the likeliest first."""
    number_follows = found.word(beyond)[:1].isdigit()
    counted = (
        number_follows
        or bool(found.kinds(beyond) & set("co"))
        or ("1" in found.kinds(beyond) and "u" in found.kinds(beyond + 1))
    )
    before = found.before
    dated = [sign.kind for sign in found.signs[-2:] if sign.kind != "a"][-1:]
    glued = bool(found.signs) and found.signs[-1].end == found.tokens[at].start()
    return (
        ("@WQ" if number_follows else "")
        + ("I" if counted else "")
        + ("ks" if glued and before == "n" else "")
        + ("u" if before in ("n", "c", "1", "N", "o") else "a" if counted else "")
        + (("FG" if found.kinds(beyond) & set("drHm") else "GZ") if before == "u" else "")
        + ("W" if before == "o" else "")
        + ("o" if "d" in found.kinds(beyond) else "")
        + ("p" if before in ("d", "r", "X") else "")
        + ("m" if dated and dated[0] in "noE-/" else "")
    )


def _unknown(token: re.Match[str], word: str, language: Language) -> Sign:
    """A mark stands for itself; a weekday may carry a part of the day ("freitagabend"); the rest says nothing."""
    start, end = token.span()
    if not word[:1].isalpha():
        return Sign(_MARKS.get(token[0], ";"), start, end, word)
    for part in language.dayparts:
        if word.endswith(part):
            for entry in language.lexicon.get(word.removesuffix(part), ()):
                if entry.kind in "dr" and not entry.rest and not entry.weak:
                    return Sign(entry.kind, start, end, word, entry.value)
    return Sign("_", start, end, word)


_MARKS = {**{mark: mark for mark in "-,./:'()–"}, "—": "–", "’": "'"}


def _is_part_of_a_word(found: Scan, start: int, end: int, kind: str, beyond: int) -> bool:
    """ "Friday's", "Friday-demo", "@mon", "mon.example"."""
    line = found.line
    if kind not in "dmrlHNTCLu":
        return False
    if start and line[start - 1] in "@#_":
        return True
    if kind in "drH" and line[end : end + 2] in ("'s", "’s") and found.language.code == "en":
        return True
    if line[end : end + 1] not in ("-", "_", ".", "@") or beyond + 1 >= len(found.tokens):
        return False
    following = found.tokens[beyond + 1]
    glued = following.start() == end + 1 and following[0][0].isalpha()
    return glued and folded(following[0]) not in found.language.lexicon

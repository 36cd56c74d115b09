"""What people wish for themselves: "stop asks of Platform weekly", "ask me at 10", "language: de"."""

from __future__ import annotations

import re
from datetime import time

from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.commands import CHOICES
from paceline.inbox.grammar.topics import ABOUT, THE
from paceline.inbox.grammar.wishes import LANGUAGES, THIS_ONE
from paceline.inbox.grammar.words import Index, either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.running import unquoted

_CHOICES: Index[str] = Index((table, what) for what, table in CHOICES)
_THIS_ONE: Index[bool] = Index([(THIS_ONE, True)])
_OF = Pattern(rf"\s+(?:{either(ABOUT)}|{either(clauses.FROM)})\s+(?:{either(THE)}\s+)?")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:(am|pm|a\.m\.|p\.m\.)|uhr|h|uur|o'clock)?")
_LOCALE = re.compile(r"([a-z]{2})(?:[-_]([a-z]{2}))?")
_LONGEST_TITLE = 8

HERE = "*"
"""Named: the review that the letter is about."""


def choice(text: str) -> tuple[str, str] | None:
    """(what, which review) of "asks", "asks of Platform weekly", "this one"; "": all of it. None: something else."""
    text = text.strip(" \t.!:")
    if not text:
        return "", ""
    for hit in _CHOICES.at(fold(text)):
        rest = text[hit.end :]
        if not rest:
            return hit.meaning, ""
        link = _OF.match(fold(rest))
        if link and len(rest.split()) <= _LONGEST_TITLE + 1:
            return hit.meaning, _titled(rest[link.end() :])
        if _THIS_ONE.whole(fold(rest.strip())):
            return hit.meaning, HERE
    named = _titled(text)
    return ("", named) if named != text else None


def _titled(text: str) -> str:
    """Without its quotation marks; what means the review at hand is `HERE`."""
    if _THIS_ONE.whole(fold(text)):
        return HERE
    return unquoted(text)


def hour(text: str) -> time | None:
    """ "10", "10:30", "10 am", "10 Uhr"; nothing behind it."""
    match = _TIME.fullmatch(fold(text).strip(" \t.!:"))
    if not match:
        return None
    figure, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= figure <= 12:
            return None
        figure = figure % 12 + 12 * (match[3][0] == "p")
    return time(figure, minute) if figure < 24 and minute < 60 else None


def language(text: str) -> str:
    """Its code, with the country where one was written: "de", "en_GB"; "": none that we know."""
    said = fold(text).strip(" \t.!:=")
    named = next((code for code, names in LANGUAGES.items() if said in map(fold, names)), "")
    if named:
        return named
    match = _LOCALE.fullmatch(said)
    if not match or match[1] not in LANGUAGES:
        return ""
    return f"{match[1]}_{match[2].upper()}" if match[2] else match[1]

"""Which words a line marks as private, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from paceline.inbox.grammar.private import PRIVATE, TO
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.headings import undressed
from paceline.inbox.reply.targets import HANDLE

_WHO = rf"{HANDLE}|[^\W\d_][\w.'-]{{0,40}}(?:\s[^\W\d_][\w.'-]{{0,40}})?"
_MARK = rf"{either(PRIVATE)}(?:\s+{either(TO)}\s+(?P<who>{_WHO}))?"
_CONFIDED = Pattern(rf"\(?{_MARK}\s*\)?[*_~]{{0,3}}\s*(?:[:：]|[-–—](?=\s)|$)[*_~]{{0,3}}\s*")
_IN_BRACKETS = Pattern(rf"\({_MARK}\s*\)[*_~]{{0,3}}\s+")
_WITHIN = Pattern(rf"[.;|!?]\s+(?=\(?{_MARK.replace('?P<who>', '?:')}\s*\)?\s*[:：])")
_SLIP = 2
"""So few letters may be wrong in the word itself: what was meant to be private is not shown to all for them."""


@dataclass(frozen=True, slots=True)
class ConfidedLine:
    """`to` as written, "" for the organizer; `content` is the rest of the line."""

    to: str
    content: str


def confided(text: str) -> ConfidedLine | None:
    """The line as private, if it says so: at its beginning, before a colon, a dash or its end."""
    bare = _corrected(undressed(text)[0])
    match = _CONFIDED.match(fold(bare)) or _IN_BRACKETS.match(fold(bare))
    if not match:
        return None
    to, content = bare[slice(*match.span("who"))] if match["who"] else "", bare[match.end() :]
    return None if content.strip(" .").isdigit() else ConfidedLine(to.strip(), content.strip())


def begins_within(text: str) -> int:
    """Where in a line, behind other words, something private begins; 0: nowhere."""
    match = _WITHIN.search(fold(text))
    return match.end() if match else 0


def _corrected(text: str) -> str:
    """ "Pivate: …" is put right."""
    word = fold(text.partition(":")[0].strip())
    meant = "private"
    if word == meant or ":" not in text or not len(meant) - 1 <= len(word) <= len(meant) + 1:
        return text
    return f"{meant}:{text.partition(':')[2]}" if _distance(word, meant) <= _SLIP - (len(word) != len(meant)) else text


def _distance(word: str, meant: str) -> int:
    """How many letters are another (of one length), or whether more than one is too many or too few."""
    if len(word) == len(meant):
        return sum(a != b for a, b in zip(word, meant, strict=True))
    longer, shorter = sorted((word, meant), key=len, reverse=True)
    return 1 if any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))) else 9

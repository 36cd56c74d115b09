"""How a line is taken apart: what stands before a clause, and what behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from paceline.inbox.grammar.words import fold
from paceline.inbox.patterns import Pattern

EDGES = " \t,;:.–—-"
SET_OFF = r"[\s,;.(–—-]{1,4}"
SET = r"(?:^|[\s,;:(–—-])"


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without a part of it, and that part."""

    text: str
    part: str = ""


def cut_after(pattern: Pattern, text: str) -> Cut:
    """`text` before the first match, and what follows it."""
    match = pattern.search(fold(text))
    if not match or not text[: match.start()].strip(EDGES):
        return Cut(text)
    part = text[match.end() :]
    if "(" in match.group() and part.rstrip(" .").endswith(")"):
        part = part.rstrip(" .")[:-1]
    return Cut(text[: match.start()], part)


def tidy(text: str) -> str:
    return re.sub(r"\s+([,;.!?])", r"\1", " ".join(text.split())).strip(EDGES)

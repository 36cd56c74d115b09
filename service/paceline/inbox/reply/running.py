"""How often a series asks, and who runs it: "every 3 weeks", "hand over Platform weekly to @bo"."""

from __future__ import annotations

import re

from paceline.inbox.grammar.running import COUNTS, UNITS
from paceline.inbox.grammar.topics import ABOUT
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.targets import HANDLE

_OFTEN = Pattern(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th|\.|e)?|({'|'.join(filter(None, COUNTS))}))?\s*"
    rf"({'|'.join(f'(?:{words})' for _, words in UNITS)})"
    rf"(?:\s+(?:{either(ABOUT)})\s+(.{{1,80}}))?"
)
_TO = Pattern(rf"(?:(.{{1,80}}?)\s+)?(?:to|an|à|a|aan)\s+({HANDLE})", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«]\s*([^\"”“»]{1,100}?)\s*[\"”“»]")


def often(text: str) -> tuple[int, str, str] | None:
    """(count, "weeks" or "months" or "times", the review's title or "") of "3 weeks", "other week", "week"."""
    text = text.strip(" \t.!:")
    match = _OFTEN.fullmatch(fold(text))
    if not match:
        return None
    count = int(match[1]) if match[1] else COUNTS[match[2] or ""]
    unit = next(name for name, words in UNITS if re.fullmatch(words, match[3]))
    title = text[match.start(4) : match.end(4)] if match[4] else ""
    return (count, unit, unquoted(title)) if count else None


def heir(text: str) -> tuple[str, str] | None:
    """(the review's title or "", the handle) of "Platform weekly to @bo"."""
    match = _TO.fullmatch(text.strip(" \t.!:"))
    return (unquoted(match[1] or ""), match[2]) if match else None


def titled(text: str) -> str | None:
    """The title in quotation marks; "" for none; None: other words."""
    text = text.strip(" \t.!:")
    quoted = _QUOTED.fullmatch(text)
    return "" if not text else quoted[1] if quoted else None


def unquoted(text: str) -> str:
    quoted = _QUOTED.fullmatch(text)
    return quoted[1] if quoted else text

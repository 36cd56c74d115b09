"""Attribution lines: "On Monday, Bo wrote:", in some forty languages, wrapped, day first or verb in the middle."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paceline.inbox.original import field_of
from paceline.inbox.patterns import Pattern
from paceline.inbox.rows import Row
from paceline.inbox.vocabulary import BEFORE_DAY, MONTHS, NOT_THEIR_NAME, WROTE, WROTE_UNSPACED, words

WRAPPED = 5
"""An attribution is broken over this many lines at most."""
CHARACTERS = 500
LINE = 50
"""A client breaks no line that is shorter, unless at the sign before an address or after the date."""
NAME_WORDS = 8

_WROTE = words(WROTE)
_MONTHS = words(MONTHS)
_NOT_THEIR_NAME = words(NOT_THEIR_NAME)
_OPENS = Pattern(rf"[\W_]{{0,12}}(?:{BEFORE_DAY})\b[\s.,]")
"""Of a text in lower case: a pattern of many words that ignores case tries each of them."""
_DATE = re.compile(  # begins with a digit, so that a search goes from one to the next
    r"\d(?:\d{0,3}\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d{1,4}|\d{0,3}\s?[年月日년월일]|(?<!\d\d)(?:(?<=1)9|(?<=2)0)\d\d(?!\d))"
)
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_FIRST_LETTERS = re.compile(r"(?<![^\W\d_])[^\W\d_]{3}")
_ADDRESS = re.compile(r"[^\s<>()\[\]@\"]{1,100}@[^\s<>()\[\]@\"]{1,200}")
_ADDRESS_ENDS = Pattern(
    r"[<(\[]\s?[^<>\s]{1,100}@[^<>]{1,200}[>)\]]+\s*[:：]?\s*\Z|\b(?:by|von|от|від|de|da|van)\s[^<>\s]{1,100}@[^<>\s]{1,200}:\Z"
)
_DIGIT = re.compile(r"\d")
_DIGIT_OR_AT = re.compile(r"[\d@]")
_WITHIN = re.compile(r"(?:^|[\s\-–—])(?P<said>(?:On|Le|Am|El|Il|Op|Em|Den)\s(?=[^:]{0,40}\d))")
_ENDS = (":", "：", ":*", ":_", ">", "--")
ENDS = (*_ENDS, ")", "]", "...")
"""How an attribution ends; by the last three only where a quote follows."""
_IN_NEWS = " in message "


def attribution_at(rows: Sequence[Row], end: int) -> tuple[int, str] | None:
    """Where the attribution ending with row `end` starts, and what stands before it in that row; None: it is none."""
    text = rows[end].text
    if not text.endswith(ENDS) or len(text) > CHARACTERS:
        return None
    quoted = quote_follows(rows, end)
    if (not quoted and not text.endswith(_ENDS)) or field_of(text):
        return None
    start = _first_of(rows, end)
    joined = " ".join([row.text.strip() for row in rows[start : end + 1]])
    if not (quoted or _DIGIT_OR_AT.search(joined)) or ("@" not in joined and not _says_wrote(joined)):
        return None
    return _nearest(rows, start, end, quoted=quoted)


def quote_follows(rows: Sequence[Row], end: int) -> bool:
    """Is the next line that is not blank, near below, a quoted one?"""
    for row in rows[end + 1 : end + 4]:
        if row.depth > rows[end].depth or row.block:
            return True
        if row.text:
            return row.text.startswith("|") and not rows[end].depth
    return False


def _first_of(rows: Sequence[Row], end: int) -> int:
    start, characters = end, 0
    while start and end - start < WRAPPED - 1:
        row = rows[start - 1]
        characters += len(row.text)
        if not row.text or row.depth != rows[end].depth or row.mark is not None or characters > CHARACTERS:
            break
        if len(row.text) < LINE and row.text[-1] in ".!?:：":
            break
        start -= 1
    return start


def _nearest(rows: Sequence[Row], first: int, end: int, *, quoted: bool) -> tuple[int, str] | None:
    """The shortest stretch that is an attribution and opens with a date; else the shortest that is one."""
    joined, found = "", None
    for start in range(end, first - 1, -1):
        joined = f"{rows[start].text.strip()} {joined}".rstrip()
        if len(joined) > CHARACTERS:
            break
        on = bool(_OPENS.match(joined[:48].lower()))
        dated = _has_date(joined[: 56 if on else 12])
        before = None
        if dated or found is None:
            apart = start == end and (start == 0 or rows[start - 1].blank)
            before = _is_attribution(joined, on=on, dated=dated, quoted=quoted, apart=apart)
        if before is not None:
            found = start, before
            if dated:
                break
    return found


def _is_attribution(text: str, *, on: bool, dated: bool, quoted: bool, apart: bool) -> str | None:
    """What stands before the attribution in its first row ("" mostly); None when the text is none.

    `on`: with the word that stands before a day it begins; `dated`: with a date.
    """
    colon = text.rstrip(" \t*_-")[-1:] in (":", "：")
    if not (colon or quoted or text[-1:] == "-"):
        return None
    opens = (on and (quoted or dated or _has_day(text[:200]))) or _has_day(text[:34])
    if not _says_wrote(text):
        told = opens or (quoted and _has_date(text))
        return (
            "" if told and (_ADDRESS_ENDS.search(text[-320:]) or (quoted and colon and _ADDRESS.search(text))) else None
        )
    if not (colon or _says_wrote(text[-28:]) or _says_wrote(text[:20]) or _IN_NEWS in text):
        return None
    if not (opens or _name_first(text) or (quoted and _named_only(text))):
        return None
    if not quoted and "@" not in text and not _NOT_THEIR_NAME.isdisjoint(_WORDS.findall(text.lower())):
        return None
    if not quoted and "@" not in text and not (apart or on):
        return None
    return "" if on and opens else _before(text, opens=opens)


def _says_wrote(text: str) -> bool:
    if text.rpartition(" ")[2].rstrip(":：*_").lower() in _WROTE:  # as in most
        return True
    if not _WROTE.isdisjoint(_WORDS.findall(text.lower())):
        return True
    return not text.isascii() and any(verb in text for verb in WROTE_UNSPACED)


def _has_day(text: str) -> bool:
    return bool(_TIME.search(text)) or _has_date(text)


def _has_date(text: str) -> bool:
    if not _DIGIT.search(text):
        return False
    return bool(_DATE.search(text)) or not _MONTHS.isdisjoint(_FIRST_LETTERS.findall(text.lower()))


def _name_first(text: str) -> bool:
    """ "Ana Stone <ana@corp.test> wrote:": a short name, its address, a verb."""
    address = _ADDRESS.search(text)
    return bool(address and address.start() < 100 and len(text) - address.end() < 60)


def _named_only(text: str) -> bool:
    """ "Ana Stone wrote:" above a quote; not "The manual says:", which its author typed."""
    words = _WORDS.findall(text)
    named = any(word[0].isupper() or word == "you" for word in words) or not text.isascii()
    return named and 1 < len(words) <= NAME_WORDS and words[0].lower() not in _NOT_THEIR_NAME


def _before(text: str, *, opens: bool) -> str:
    if opens and _has_day(text.lstrip("\"'>*- ")[:14]):
        return ""
    within = _WITHIN.search(text)
    return text[: within.start("said")].rstrip(" -–—") if within else ""

"""The header block and the separators that a client puts above an unquoted copy of the mail it answers or forwards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paceline.inbox.rows import Mark, Row
from paceline.inbox.vocabulary import FIELDS, FORWARDED, MESSAGE, words

_FIELD = {name: field for field, names in FIELDS.items() for name in words(names)}
_LONGEST = max(map(len, _FIELD))

_SEPARATOR = re.compile(
    rf"[\s>*]*[-_=]{{2,40}}\s?(?=[^\d\-_=])[^\n]{{0,60}}?(?:{MESSAGE})[^\n]{{0,60}}?[-_=]{{2,40}}[\s:]*",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    rf"[\s>*]*(?:[-_=]{{0,40}}\s?)(?:{FORWARDED})[^\n]{{0,120}}?(?:[:：]|[-_=]{{2,40}}|(?<=\d))\s*", re.IGNORECASE
)
_OPENS = ("-", "_", "=", "*", " ", "\t", ">")
_ENDS = (":", "：", "-", "=", "_")
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}|(?:19|20)\d\d")
_STAMP = re.compile(
    r"[^\n]{0,100}\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? +\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?: [A-Z]{2,5})?\s*",
    re.IGNORECASE,
)
_RULES = ("-", "_", "=", "*", "~", "#", "+", "–", "—")
_RULE = re.compile(r"[\s*]*(?:[-_=*~#+–—]\s?){3,200}\s*")


def separates(row: Row) -> bool:
    """A line such as "-----Original Message-----" or "Begin forwarded message:"."""
    if row.mark is Mark.ORIGINAL:
        return True
    text = row.text
    if not (text.startswith(_OPENS) or text.endswith(_ENDS)) or len(text) > 200:
        return False
    return bool(_SEPARATOR.fullmatch(text) or _FORWARD.fullmatch(text))


def is_rule(text: str) -> bool:
    """A line of dashes, underscores or the like, and nothing else."""
    return text.endswith(_RULES) and len(text) <= 400 and bool(_RULE.fullmatch(text))


def header_block_at(rows: Sequence[Row], start: int) -> int:
    """Where the block of From:, Sent:, To:, Subject: that begins at `start` ends (exclusive); 0: there is none."""
    first = field_of(rows[start].text)
    if first is None or first[0] == "other":
        return 0
    fields: dict[str, str] = {first[0]: first[1]}
    end, loose = start + 1, 0
    for at in range(start + 1, min(len(rows), start + 24)):
        row = rows[at]
        if row.depth != rows[start].depth:
            break
        found = field_of(row.text)
        if found:
            if found[0] in fields and found[0] != "other":
                break
            fields[found[0]] = found[1]
            end, loose = at + 1, 0
        elif loose >= (1 if row.blank else 3):
            break
        else:
            loose += 1 if not row.blank else 2
    return end if _is_block(fields) else 0


def field_of(text: str) -> tuple[str, str] | None:
    """(which field, its value) when a line starts with a label that clients use."""
    label, colon, _ = text[: _LONGEST + 12].partition(":")
    if not colon:
        label, colon, _ = label.partition("：")
        if not colon:
            return None
    which = _FIELD.get(label.strip(" \t*>_|•").lower())
    return (which, text[len(label) + 1 :]) if which else None


def _is_block(fields: dict[str, str]) -> bool:
    """Three of the four fields; or two of them with what only a mail has: an address, a moment."""
    known = [which for which in fields if which != "other"]
    if len(known) < 2 or not ({"from", "date", "subject"} & set(known)):
        return False
    telling = any("@" in value for value in fields.values()) or bool(_TIME.search(fields.get("date", "")[:100]))
    if len(known) == 2:
        return telling
    return telling or {"from", "subject"} <= set(known) or {"to", "subject"} <= set(known)


def above(rows: Sequence[Row], start: int) -> int:
    """Where the client's words that end in a quote begin: rules stand above them, in Notes a name and a moment too."""
    at = _over_rules(rows, start)
    first = field_of(rows[start].text)
    if at and first and first[0] == "to" and len(rows[at - 1].text) < 120 and _STAMP.fullmatch(rows[at - 1].text):
        at -= 1
        if len(rows[at].text.strip()) < 24 and at and 0 < len(rows[at - 1].text) < 60:
            at -= 1
        at = _over_rules(rows, at)
    return at


def _over_rules(rows: Sequence[Row], at: int) -> int:
    while at and (rows[at - 1].blank or is_rule(rows[at - 1].text)):
        at -= 1
    return at

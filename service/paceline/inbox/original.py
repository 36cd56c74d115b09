"""The header block and the separators that a client puts above an unquoted copy of the mail it answers or forwards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paceline.inbox.patterns import Pattern
from paceline.inbox.rows import Mark, Row
from paceline.inbox.vocabulary import FIELDS, FORWARDED, MESSAGE, ON_BEHALF, words

BLOCK_LINES = 40
WRAPPED = 3
"""A header's value goes on over so many lines; a list of addresses over as many as it has."""
GAPS = 2
"""So many blank lines stand between two headers."""
NOTES_LINES = 9
"""The lines of Notes above its "To:", blank ones aside."""

_FIELD = {name: field for field, names in FIELDS.items() for name in words(names)}
_LONGEST = max(map(len, _FIELD))
_TO = frozenset(name for name, field in _FIELD.items() if field == "to")

_SEPARATOR = Pattern(
    rf"[\s>*]*[-_=‐–—]{{2,40}}\s?(?=[^\d\-_=‐–—])[^\n]{{0,100}}?(?:{MESSAGE})[^\n]{{0,60}}?[-_=‐–—]{{2,40}}[\s:]*"
)
_FORWARD = Pattern(rf"[\s>*]*(?:[-_=]{{0,40}}\s?)(?:{FORWARDED})[^\n]{{0,120}}?(?:[:：]|[-_=]{{2,40}}|(?<=\d))\s*")
_ENDS = frozenset(":：-=_‐–—")
_DIGITS = frozenset("0123456789")
_LAST = frozenset((*_ENDS, *_DIGITS, ">"))
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}|(?:19|20)\d\d")
_CLOCK = re.compile(r"\d[:.h]\d{2}\b")
_STAMP = Pattern(
    r"[^\n]{0,100}\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? +\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?: [A-Z]{2,5})?\s*",
    re.IGNORECASE,
)
_ON_BEHALF = tuple(words(ON_BEHALF))
_NOTES_TABLE = ("|-----", "|=====")
RULES = frozenset("-_=*~#+–—")
"""The signs of a rule, with one of which it ends."""
_RULE = re.compile(r"[\s*]*(?:[-_=*~#+–—]\s?){3,200}\s*")


def may_be_clients(rows: Sequence[Row]) -> list[int]:
    """A glance that spares most rows a look: a separator ends in one of few signs, a field has a colon."""
    found = []
    for at, row in enumerate(rows):
        text = row.text
        if row.depth:
            continue
        if text and (":" in text or text[-1] in _LAST or "：" in text):
            found.append(at)
        elif row.mark is not None:
            if text or row.mark is Mark.ORIGINAL:
                found.append(at)
        elif text and len(text) <= _LONGEST and text.strip().lower() in _TO:
            found.append(at)
    return found


def separates(row: Row) -> bool:
    """A line such as "-----Original Message-----" or "Begin forwarded message:"."""
    if row.mark and row.mark is Mark.ORIGINAL:
        return True
    text = row.text
    last = text[-1:]
    if not (last in _ENDS or (last in _DIGITS and "--" in text[:4])) or len(text) > 200:
        return last == ">" and text.endswith("->") and text.startswith(_NOTES_TABLE)
    if is_rule(text):
        return False
    text = text.lower()
    return bool(_SEPARATOR.fullmatch(text) or _FORWARD.fullmatch(text))


def is_rule(text: str) -> bool:
    """A line of dashes, underscores or the like, and nothing else."""
    return text[-1:] in RULES and len(text) <= 400 and bool(_RULE.fullmatch(text))


def header_block_at(rows: Sequence[Row], start: int) -> int:
    """Where the block of From:, Sent:, To:, Subject: that begins at `start` ends (exclusive); 0: there is none."""
    first = field_of(rows[start].text)
    if first is None:
        return _bare_block_at(rows, start)
    if first[0] == "other":
        return 0
    fields: dict[str, str] = {first[0]: first[1]}
    end, loose, gaps = start + 1, 0, 0
    for at in range(start + 1, min(len(rows), start + BLOCK_LINES)):
        row = rows[at]
        if row.depth != rows[start].depth:
            break
        found = field_of(row.text)
        if found:
            if found[0] in fields and found[0] != "other":
                break
            fields[found[0]] = found[1]
            end, loose, gaps = at + 1, 0, 0
        elif row.blank:
            gaps += 1
        else:
            loose += not _is_addresses(rows[at - 1].text)
        if gaps > GAPS or loose > WRAPPED or (gaps and not row.blank and not found):
            break
    return end if _is_block(fields) else 0


def _is_addresses(text: str) -> bool:
    """After such a line the list of addressees goes on."""
    return text.endswith((",", ";")) or "@" in text


def _bare_block_at(rows: Sequence[Row], start: int) -> int:
    """Notes as a table that became text: "To", "cc" and "Subject" alone in their lines, their values below."""
    if len(rows[start].text) > _LONGEST or rows[start].text.strip().lower() not in _TO:
        return 0
    for at in range(start + 1, min(len(rows), start + NOTES_LINES * 2)):
        if _FIELD.get(rows[at].text.strip().lower()) == "subject":
            return at + 1
    return 0


def field_of(text: str) -> tuple[str, str] | None:
    """(which field, its value) when a line starts with a label that clients use."""
    end = text.find(":", 0, _LONGEST + 12)
    if end < 0:
        end = text.find("：", 0, _LONGEST + 12)
        if end < 0:
            return None
    which = _FIELD.get(text[:end].strip(" \t*>_|•").lower())
    return (which, text[end + 1 :]) if which else None


def _is_block(fields: dict[str, str]) -> bool:
    """Three of the four fields; or two of them with what only a mail has: an address, a moment (plans have days)."""
    known = [which for which in fields if which != "other"]
    if len(known) < 2 or not ({"from", "date", "subject"} & set(known)) or not ({"from", "to"} & set(known)):
        return False
    moment = _TIME if "subject" in fields else _CLOCK
    telling = any("@" in value for value in fields.values()) or bool(moment.search(fields.get("date", "")[:100]))
    if len(known) == 2:
        return telling or {*fields} >= {"to", "subject", "other"}
    return telling or {"from", "subject"} <= set(known) or {"to", "subject"} <= set(known)


def is_memo(rows: Sequence[Row], start: int, end: int) -> bool:
    """A block with which somebody's own text begins: it has neither an address nor a time of day."""
    if end - start < 2 or rows[start].mark is not None or not field_of(rows[start].text):
        return False
    return not any("@" in row.text or _CLOCK.search(row.text) for row in rows[start:end])


def above(rows: Sequence[Row], start: int) -> int:
    """Where the client's words that end in a quote begin: rules stand above them, in Notes a name and a moment."""
    at = _over_rules(rows, start)
    first = field_of(rows[start].text)
    if at and first and first[0] == "from":
        return _over_rules(rows, at - 1) if _is_letterhead(rows[at - 1].text, rows[start].text) else at
    if at and (first is None or first[0] == "to"):
        return _over_rules(rows, _over_notes(rows, at))
    return at


def _is_letterhead(text: str, under: str) -> bool:
    """Notes shows the house above the name, both indented."""
    return len(text) < 60 and text[:1] in ("\t", " ") and under[:1] in ("\t", " ") and bool(_STAMP.fullmatch(under))


def _over_notes(rows: Sequence[Row], under: int) -> int:
    """Over the lines with which Notes tells who wrote when, up to the first that are somebody's words; else `under`.

    They stand close together, a moment among them: a name, "Sent by: ...", "Please respond to ...".
    """
    top = dated = under
    for at in range(under - 1, max(-1, under - 1 - NOTES_LINES), -1):
        text = rows[at].text
        if ":" in text and len(text) < 120 and _STAMP.fullmatch(text):
            top = dated = at
        elif 0 < len(text) < 80 and (_says_for_whom(text) or _is_named(text)):
            top = at if dated < under or _says_for_whom(text) else top
        elif text or dated < under:
            break
    return top if dated < under else under


def _says_for_whom(text: str) -> bool:
    """ "Sent by: Ana Stone", "Please respond to ana@acme.test"."""
    return text.strip().lower().startswith(_ON_BEHALF)


def _is_named(text: str) -> bool:
    """A name, as Notes shows one: a few words, no sentence."""
    said = text.strip()
    return len(said.split()) <= 6 and (said[-1] not in ".!?,:" or "@" in said)


def _over_rules(rows: Sequence[Row], at: int) -> int:
    while at and (rows[at - 1].blank or is_rule(rows[at - 1].text)):
        at -= 1
    return at

"""The lines of a reply, put together again: bullets, boxes and numbers taken off, wrapped lines and details joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from paceline.inbox.patterns import Pattern
from paceline.inbox.quoting import Line, Written

LONGEST = 2_000
"""Characters of a line that are read; a longer one is kept as a note."""

_WRAPPED = range(50, 81)
"""A line that a mail client broke is about this long, and its next word would not have fitted into 72 columns."""
_COLUMNS = 72

_BULLET = Pattern(r"(?:[-*•◦▪‣·●○–—+](?=\s|$)|[-•](?=[^\W\d_@]|@))\s*")
_BOX = Pattern(r"(?:\[( |x|X|✓|✔|_|-)?\]|([✅☑✔✓])️?|([☐⬜])️?)(?=\s|$)\s*")
_EMPHASIS = Pattern(r"([*_]{1,3})(?![\s*_])(.{1,500}?)(?<![\s*_])\1(?=$|[\s:.,;!?])")
_NAME_BEFORE = Pattern(r"#?(?:\d{1,2}|[CDH]-?\d{1,6})[\s.:)–—-]{1,4}", re.IGNORECASE)
_NUMBER = Pattern(r"[(#]?(\d{1,2})(?:\s?([.):])(?![\d/])|(?=\s|$)|\s?(/)(?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it is read. `text` has no bullet, box or outer space and is composed Unicode (NFC); `line` is verbatim,
    with the lines that a client wrapped and the `details` below it (sub-bullets), one a line. `ticked`: None without a
    box."""

    text: str
    line: str
    mine: bool = True
    indent: int = 0
    bullet: bool = False
    ticked: bool | None = None
    gap: bool = False
    """An empty line stands before it."""
    details: tuple[str, ...] = ()
    last: bool = False
    """The author wrote nothing after it."""

    @property
    def too_long(self) -> bool:
        return len(self.line) > LONGEST


Beginning = Literal["", "place", "words"]
"""What a line begins, being no continuation and no detail: a place (a heading), or words that may have details."""

Begins = Callable[[Entry], Beginning]


def entries(written: Written, begins: Begins) -> tuple[Entry, ...]:
    """What the lines are, in order; empty lines are left out and remembered as gaps."""
    wraps = not any(len(line.text) > _WRAPPED.stop for line in written.lines if line.mine)
    found: list[Entry] = []
    gap = True
    for line in written.lines:
        if not line.text.strip():
            gap = True
            continue
        entry = replace(_entry(line), gap=gap)
        gap = False
        if found and _belongs(found[-1], entry, wraps, begins):
            found[-1] = _join(found[-1], entry)
        else:
            found.append(entry)
    return _last_marked(_with_details(found, begins))


def _entry(line: Line) -> Entry:
    raw = line.text.rstrip()
    expanded = raw[: LONGEST + 1].expandtabs(4)
    text = " ".join(unicodedata.normalize("NFC", expanded).split())
    indent = len(expanded) - len(expanded.lstrip())
    if not line.mine:
        return Entry(text, raw, mine=False, indent=indent)
    bullet = _BULLET.match(text)
    if bullet:
        text = text[bullet.end() :]
    box = _BOX.match(text)
    if box and text != box.group():
        text = text[box.end() :]
    return Entry(text, raw, indent=indent, bullet=bool(bullet), ticked=_ticked(box))


def without_emphasis(text: str) -> str:
    """`text` without the marks of bold or italics around its beginning, around all of it ("*C12 done*"), and behind the
    id or number that it begins with ("C12 *done*")."""
    if found := _EMPHASIS.match(text):
        text = f"{found[2]}{text[found.end() :]}"
    name = _NAME_BEFORE.match(text)
    if name and (found := _EMPHASIS.match(text, name.end())):
        text = f"{name.group()}{found[2]}{text[found.end() :]}"
    return text


def _ticked(box: re.Match[str] | None) -> bool | None:
    if not box:
        return None
    return bool(box[2]) or (box[1] or " ") in "xX✓✔"


def _belongs(before: Entry, entry: Entry, wraps: bool, begins: Begins) -> bool:
    """Whether `entry` is the rest of the line before it."""
    if not (before.mine and entry.mine) or entry.gap or entry.bullet or entry.ticked is not None:
        return False
    if not before.text or before.too_long or begins(entry) or _is_bare_heading(before, begins):
        return False
    if (number := numbered(entry.text)) and number.mark:
        return False
    if (before.bullet or numbered(before.text)) and entry.indent > before.indent:
        return True
    return wraps and _was_wrapped(before, entry)


def _is_bare_heading(before: Entry, begins: Begins) -> bool:
    return begins(before) == "place" and len(before.text) < _WRAPPED.start


def _was_wrapped(before: Entry, entry: Entry) -> bool:
    upper = before.line.rpartition("\n")[2]
    next_word = entry.text.split(maxsplit=1)[0]
    if len(upper) not in _WRAPPED or len(upper) + 1 + len(next_word) <= _COLUMNS:
        return False
    return not (upper[-1] in ".!?:" and next_word[0].isupper())


def _join(before: Entry, entry: Entry) -> Entry:
    return replace(before, text=f"{before.text} {entry.text}", line=f"{before.line}\n{entry.line}")


def _with_details(found: list[Entry], begins: Begins) -> list[Entry]:
    """Sub-bullets become details of the bullet, or of the plain line, that they are indented under."""
    kept: list[Entry] = []
    for entry in found:
        if kept and _is_detail(kept[-1], entry, begins):
            above = kept[-1]
            kept[-1] = replace(above, line=f"{above.line}\n{entry.line}", details=(*above.details, entry.text))
        else:
            kept.append(entry)
    return kept


def _is_detail(above: Entry, entry: Entry, begins: Begins) -> bool:
    if not (above.mine and entry.mine and entry.bullet and above.text) or entry.gap:
        return False
    return entry.indent > above.indent and not begins(entry) and begins(above) != "place"


def _last_marked(found: list[Entry]) -> tuple[Entry, ...]:
    for index in range(len(found) - 1, -1, -1):
        if found[index].mine:
            found[index] = replace(found[index], last=True)
            break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number a text begins with, the mark behind it (".", ")", ":", "/" or "") and what follows."""

    number: int
    mark: str
    rest: str


def numbered(text: str) -> Numbered | None:
    match = _NUMBER.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    dash = re.match(r"[-–—](?=\s)\s*", rest)
    return Numbered(int(match[1]), match[2] or match[3] or "", rest[dash.end() :] if dash else rest)

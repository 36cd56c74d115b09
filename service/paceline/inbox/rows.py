"""A body as rows: each a line of text with how deep it is quoted, whether a client's mark-up or ">" signs say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

CHARACTERS = 10_000
"""What stands beyond in one line is kept, but no pattern looks at it."""

_INVISIBLE = str.maketrans(
    {"\u00a0": " ", "\u202f": " "}
    | dict.fromkeys(
        "\u00ad\u061c\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff", ""
    )
)
_HAS_INVISIBLE = re.compile(f"[{''.join(map(chr, _INVISIBLE))}]")
_PREFIX = re.compile(r"\s{0,3}>[>\s]*")
_INITIALS = re.compile(r"[ \t]{0,8}([A-Z][A-Za-z]{0,11})> ?")
_GROUPWISE = re.compile(r">{2,4} [^\n]{0,200}\d[:.]\d\d[^\n]{0,40} >{2,4}\s*")
_USUAL_SIGNS = {
    f"{signs}{space}": signs.count(">")
    for depth in range(1, 9)
    for signs in (">" * depth, "> " * (depth - 1) + ">")
    for space in ("", " ")
}
"""The signs of most quoted lines, with the depth that they tell."""
QUOTED_BY = re.compile(rf"\|[ ]?|{_INITIALS.pattern}")
"""Other signs of a quoted line, where an attribution stands above it."""
ARMOUR = "-----BEGIN PGP SIGN"
SOFT_SPACE = "=20"
"""What archives left of a space at the end of a line: alone it is a blank line."""
PROMPT = 3
"""Where nothing else is quoted, ">>> " is a prompt, for nobody quotes a quote in a quote alone."""
_DECORATED = re.compile(r"[>\s]{3,60}[^\s<>][^<>]{0,200}<{2,}\s*")


class Mark(Enum):
    """What the markup of an HTML mail knows about a row."""

    ATTRIBUTION = auto()
    """Written by the client, about the quote."""
    SIGNATURE = auto()
    ORIGINAL = auto()
    """From here on everything is the mail that is answered."""


@dataclass(slots=True)
class Row:
    """`text` has no white space at its end, so that a blank row's is empty."""

    text: str
    depth: int = 0
    mark: Mark | None = None
    """None for nearly all rows, which is told faster than any member is (an enumeration looks each of them up)."""
    block: int = 0
    """The number of the plain blockquote (HTML) that holds it, which may be the author's own; 0: none."""

    @property
    def blank(self) -> bool:
        return not self.text


def rows_of(text: str) -> list[Row]:
    """The rows of a text/plain body. `C> ` (initials, a name) quotes where it starts two lines or more."""
    if not text.isascii() and _HAS_INVISIBLE.search(text):
        text = text.translate(_INVISIBLE)
    signs = ">" in text
    if signs:
        rows = [_row(line) if ">" in line[:4] else Row(line.rstrip()) for line in text.splitlines()]
    else:
        rows = list(map(Row, map(str.rstrip, text.splitlines())))
    if SOFT_SPACE in text:
        for row in rows:
            row.text = "" if row.text == SOFT_SPACE else row.text
    if signs:
        _settle_signs(rows, wrapped="<" in text)
    if ARMOUR in text:
        _take_off_armour(rows)
    return rows


def _settle_signs(rows: Sequence[Row], *, wrapped: bool) -> None:
    """`wrapped`: an address may be broken before its ">"."""
    for before, row in pairwise(rows) if wrapped else ():
        if row.depth == 1 and not before.depth and before.text.rfind("<") > before.text.rfind(">"):
            row.text, row.depth = f">{row.text}", 0
    depths = {row.depth for row in rows}
    if depths == {0, PROMPT}:
        for row in rows:
            row.text, row.depth = ">" * row.depth + " " * bool(row.depth) + row.text, 0
    starts = [(row, _INITIALS.match(row.text)) for row in rows if not row.depth and ">" in row.text[:21]]
    counted = Counter([start[1] for _, start in starts if start]) if len(starts) > 1 else {}
    for row, start in starts:
        if start and counted.get(start[1], 0) > 1:
            row.text, row.depth = row.text[start.end() :], 1


def _take_off_armour(rows: Sequence[Row]) -> None:
    """The lines that PGP puts around a signed text count as quoted; within, its escapes go (RFC 9580, 7.2)."""
    head = seal = False
    for row in rows:
        if row.depth:
            continue
        head = row.text.startswith(f"{ARMOUR}ED MESSAGE") or (head and not row.blank)
        seal = seal or row.text.startswith(f"{ARMOUR}ATURE")
        if head or seal:
            row.depth = 1
            seal = seal and not row.text.startswith("-----END PGP SIGNATURE")
        elif row.text.startswith("- -"):
            row.text = row.text[2:]


def _row(line: str) -> Row:
    """Of a line that has a ">" near its start."""
    text = line.rstrip()
    if text[-1:] in ("<", ">") and (marked := _ends_with_sign(line, text)):
        return marked
    said = text.lstrip("> ")
    signs = text[: len(text) - len(said)]
    if signs in _USUAL_SIGNS and not said[:1].isspace():
        return Row(said, _USUAL_SIGNS[signs])
    prefix = _PREFIX.match(line)
    if prefix is None:
        return Row(text)
    spaces = len(prefix[0]) - len(prefix[0].rstrip())
    return Row(line[prefix.end() - max(0, spaces - 1) :].rstrip(), prefix[0].count(">"))


def _ends_with_sign(line: str, text: str) -> Row | None:
    """What other programs put at both ends of a line; None: nothing of the kind."""
    if line.startswith(">>") and len(line) < CHARACTERS and _GROUPWISE.fullmatch(line):
        return Row(text, 0, Mark.ATTRIBUTION)
    if text.endswith("<<") and _DECORATED.fullmatch(line[:CHARACTERS]):
        return Row(text)
    return None

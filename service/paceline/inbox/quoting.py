"""Only the words that were written now: the rest of a reply is ours, or somebody's from before.

With the letter that is answered, its lines are recognised first, wherever the client put them (align.py), so that what
the person typed is known above, below, between and inside them. Everything else is cut by what clients write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from paceline.inbox.align import PART, Letter
from paceline.inbox.answered import Piece, pieces
from paceline.inbox.closing import Voice
from paceline.inbox.cutting import marked, own
from paceline.inbox.mail import Message
from paceline.inbox.rows import Row, rows_of

STUB_CHARACTERS = 400
_STUB = re.compile(
    r"(?:view|see|read|display|show|supports?|requires?)\b[^\n]{0,80}\bhtml\b|\bhtml\b[^\n]{0,60}(?:e-?mail|message|version)",
    re.IGNORECASE,
)
_NAME_WORDS = re.compile(r"[^\W\d_]{2,}")


class Line(NamedTuple):
    """A line of a reply. `mine`: its author wrote it now; otherwise it is a line of our letter, recognised."""

    text: str
    mine: bool


_BLANK = Line("", mine=True)


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of a reply in the order in which they stand in it; `elided` is what was cut, for whoever asks why."""

    lines: tuple[Line, ...]
    elided: str = ""

    @property
    def text(self) -> str:
        """The author's lines alone."""
        return "\n".join(line.text for line in self.lines if line.mine).strip()


def new_words(message: Message, sent: str = "") -> Written:
    """What the author of `message` wrote.

    `sent` is the text/plain part of our letter that is answered, better what `letter_words` makes of both parts; or "".
    """
    rows = marked(_rows(message))
    voice = Voice(_names(message), keep_closing=not sent)
    found = pieces(rows, Letter(sent), voice) if sent else None
    if found is not None:
        return _answered(found)
    return _written(rows, own(rows, voice))


def letter_words(text: str, html: str) -> str:
    """All words of a letter of ours, for `new_words`: a client that shows HTML also quotes what only that part says."""
    if not html:
        return text
    from paceline.inbox.html import text_of_html

    return f"{text}{PART}{text_of_html(html)}"


def _answered(found: Sequence[Piece]) -> Written:
    lines = [Line(piece.text, mine=piece.ours is None) for piece in found if not piece.cut]
    elided = [piece.text for piece in found if piece.cut and piece.text]
    return Written(tuple(_tidy(lines)), "\n".join(elided))


def _tidy(lines: Iterable[Line]) -> Iterator[Line]:
    """One blank line at most between others, none at the ends."""
    waiting = False
    started = False
    for line in lines:
        if not line.text.strip():
            waiting = started
            continue
        if waiting:
            yield _BLANK
        waiting, started = False, True
        yield line


def _written(rows: Sequence[Row], mine: Sequence[bool]) -> Written:
    lines: list[Line] = []
    elided: list[str] = []
    waiting = False
    for row, own_row in zip(rows, mine, strict=True):
        text = row.text
        if not text:
            waiting = True
        elif own_row:
            if waiting and lines:
                lines.append(_BLANK)
            lines.append(Line(text, True))
            waiting = False
        else:
            elided.append(f"{'> ' * row.depth}{text}" if row.depth else text)
    return Written(tuple(lines), "\n".join(elided))


def _rows(message: Message) -> list[Row]:
    if message.html and (not message.text.strip() or _is_stub(message.text)):
        from paceline.inbox.html import rows_of_html

        return rows_of_html(message.html)
    return rows_of(message.text)


def _is_stub(text: str) -> bool:
    return len(text) < STUB_CHARACTERS and "html" in text.lower() and bool(_STUB.search(text))


def _names(message: Message) -> frozenset[str]:
    """The words that the sender may sign with."""
    return _words_of(message.sender.name, message.sender.address) if message.sender else frozenset()


@lru_cache(maxsize=256)
def _words_of(name: str, address: str) -> frozenset[str]:
    local = address.partition("@")[0].partition("+")[0]
    return frozenset(_NAME_WORDS.findall(f"{name} {local}".lower()))

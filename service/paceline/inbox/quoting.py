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

from paceline.inbox.closing import Voice
from paceline.inbox.cutting import marked, own
from paceline.inbox.mail import Message
from paceline.inbox.patterns import Pattern
from paceline.inbox.rows import Row, rows_of

STUB_CHARACTERS = 400
_STUB = Pattern(
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
    """The lines of a reply in the order in which they stand in it, and what was `cut`."""

    lines: tuple[Line, ...]
    cut: tuple[Row, ...] = ()

    @property
    def elided(self) -> str:
        """What was cut, as text: for the few who ask."""
        return "\n".join(f"{'> ' * row.depth}{row.text}" for row in self.cut)

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
    if sent and (found := _answered(rows, sent, voice)):
        return found
    return _written(rows, own(rows, voice))


def letter_words(text: str, html: str) -> str:
    """All words of a letter of ours, for `new_words`: a client that shows HTML also quotes what only that part says."""
    if not html:
        return text
    from paceline.inbox.align import PART
    from paceline.inbox.html import text_of_html

    return f"{text}{PART}{text_of_html(html)}"


def _answered(rows: Sequence[Row], sent: str, voice: Voice) -> Written | None:
    """None where nothing of our letter is in it."""
    from paceline.inbox.align import Letter
    from paceline.inbox.answered import pieces

    found = pieces(rows, Letter(sent), voice)
    if found is None:
        return None
    lines = [Line(piece.text, mine=piece.ours is None) for piece in found if not piece.cut]
    return Written(tuple(_tidy(lines)), tuple(Row(piece.text) for piece in found if piece.cut and piece.text))


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
    cut: list[Row] = []
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
            cut.append(row)
    return Written(tuple(lines), tuple(cut))


def _rows(message: Message) -> list[Row]:
    if reads_html(message):
        from paceline.inbox.html import rows_of_html

        return rows_of_html(message.html, unseen=message.shows_all)
    return rows_of(message.text)


def reads_html(message: Message) -> bool:
    """Whether the page is read: there is no text, or one that only says that there is a page."""
    return bool(message.html) and (not message.text.strip() or _is_stub(message.text))


def _is_stub(text: str) -> bool:
    return len(text) < STUB_CHARACTERS and "html" in text.lower() and bool(_STUB.search(text))


def _names(message: Message) -> frozenset[str]:
    """The words that the sender may sign with."""
    return _words_of(message.sender.name, message.sender.address) if message.sender else frozenset()


@lru_cache(maxsize=256)
def _words_of(name: str, address: str) -> frozenset[str]:
    local = address.partition("@")[0].partition("+")[0]
    return frozenset(_NAME_WORDS.findall(f"{name} {local}".lower()))

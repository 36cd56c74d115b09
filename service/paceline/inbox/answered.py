"""The lines of a reply to a letter of ours: what its author wrote, above, below, between and inside our lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import category

from paceline.inbox.align import SURE, Alignment, Letter, Match, Run, texts_of
from paceline.inbox.attribution import attribution_at
from paceline.inbox.closing import Voice
from paceline.inbox.cutting import WRAP, own
from paceline.inbox.original import header_block_at, separates
from paceline.inbox.patterns import Pattern
from paceline.inbox.rows import CHARACTERS, Row
from paceline.inbox.signature import device_line

GAP = 12
"""Among so many missing lines of ours one is looked for that a client may have changed."""
WRAPPED = 80
"""A client breaks a line before this column."""
COMPARED = 2_000
"""So many rows of one reply are compared with missing lines."""

_WAY = Pattern(
    r"mailto:[^\s<>]{0,2000}[?&]body=|<[^\s<>@?]{1,64}@[^\s<>@?]{1,255}\?(?:[^\s<>]{0,2000}&)?body=", re.IGNORECASE
)
_LINK_AGAIN = Pattern(r"\s*(?:[<\[](?:https?://|mailto:)[^<>\]]+[>\]]|\]\((?:https?://|mailto:)[^()\s]+\))\s*")
_LIST_ITEM = re.compile(r"\s*[-*•·–+]\s")
_FIRST_SIGNS = re.compile(r"\s*([^\w\s]*)")
_LAST_SIGNS = re.compile(r"[\W_]*\Z")
_NEAR_ADDRESS = re.compile(r"@|\d{1,2}[:.]\d{2}|(?:19|20)\d\d")


class Piece(NamedTuple):
    """A line of a reply: `ours` is the number of the line of our letter; None: the author's; `cut`: neither."""

    text: str
    ours: int | None = None
    cut: bool = False


def pieces(rows: Sequence[Row], letter: Letter, voice: Voice) -> list[Piece] | None:
    """The reply, line by line; None when nothing of our letter is in it. `rows` as `cutting.marked` gives them."""
    alignment = Alignment(rows, letter)
    if not alignment.runs:
        return None
    reader = _Reader(rows, letter, alignment, voice)
    return list(reader.read())


class _Reader:
    def __init__(self, rows: Sequence[Row], letter: Letter, alignment: Alignment, voice: Voice) -> None:
        self.rows, self.letter, self.words, self.voice = rows, letter, alignment.words, voice
        self.runs = alignment.runs
        self.by_row: dict[int, list[Match]] = {}
        for run in self.runs:
            for match in run.matches:
                for row in range(self.words.row[match.first], self.words.row[match.last] + 1):
                    self.by_row.setdefault(row, []).append(match)
        self.recognised = {match.line for run in self.runs for match in run.matches}
        self.compared = 0
        self.joined: set[int] = set()

    def read(self) -> Iterator[Piece]:
        stretches: list[tuple[int, int, Run | None]] = []
        done = 0
        for run in self.runs:
            start, end = self._extent(run)
            if start > done:
                stretches.append((done, start, None))
            stretches.append((max(start, done), end, run))
            done = max(done, end)
        stretches.append((done, len(self.rows), None))
        found = [list(self._stretch(*stretch)) for stretch in stretches]
        spoken = [at for at, pieces in enumerate(found) if any(_is_theirs(piece) for piece in pieces)]
        for at in spoken if len(spoken) > 1 else ():
            if stretches[at][2] is None:
                found[at] = list(self._stretch(*stretches[at], elsewhere=True))
        return (piece for pieces in found for piece in pieces)

    def _stretch(self, start: int, end: int, run: Run | None, *, elsewhere: bool = False) -> Iterator[Piece]:
        if run is not None:
            return self._inside(start, end, run)
        return self._outside(start, end, above=end < len(self.rows), elsewhere=elsewhere)

    def _extent(self, run: Run) -> tuple[int, int]:
        """The rows of a copy: [start, end). Where its author cut the copy short, quoted rows next to it are theirs."""
        first, last = run.matches[0], run.matches[-1]
        start, end = self.words.row[first.first], self.words.row[last.last] + 1
        depth = self._depth(run)
        if depth and first.line not in self.letter.first:
            while start and self._continues(start - 1, depth):
                start -= 1
        if depth and last.line not in self.letter.last:
            while end < len(self.rows) and self._continues(end, depth):
                end += 1
        return start, end

    def _continues(self, at: int, depth: int) -> bool:
        return self.rows[at].depth == depth and not self._is_clients(at) and at not in self.by_row

    def _depth(self, run: Run) -> int:
        return max(self.rows[self.words.row[match.first]].depth for match in run.matches)

    def _outside(self, start: int, end: int, *, above: bool, elsewhere: bool) -> Iterator[Piece]:
        """Above, below or between copies of our letter: as in any other reply."""
        rows = self.rows[start:end]
        mine = own(rows, self.voice._replace(elsewhere=elsewhere))
        last = self.runs[-1].matches[-1].line
        missing = range(0) if above or self.letter.ends(last) else self._gap(last + 1)
        if above:
            self._drop_introduction(rows, mine)
        for row, written in zip(rows, mine, strict=True):
            if row.blank:
                yield Piece("")
            elif written and not self._resembles_ours(row, missing):
                yield Piece(row.text)
            else:
                yield Piece("> " * row.depth + row.text, cut=True)

    def _drop_introduction(self, rows: Sequence[Row], mine: list[bool]) -> None:
        """What a client says right above our letter, in any language: a line with a day or an address, and a colon."""
        last = next((at for at in range(len(rows) - 1, -1, -1) if not rows[at].blank), -1)
        if last < 0 or not mine[last] or rows[last].text.rstrip()[-1:] not in (":", "：", ">"):
            return
        start = last
        while start and last - start < 3 and mine[start - 1] and not rows[start - 1].blank:
            start -= 1
        for at in range(last, start - 1, -1):
            if _NEAR_ADDRESS.search(" ".join(row.text for row in rows[at : last + 1])[:600]):
                mine[at : last + 1] = [False] * (last + 1 - at)
                return

    def _inside(self, start: int, end: int, run: Run) -> Iterator[Piece]:
        """Between the first and the last line of ours, what is not ours is the author's, typed inside the quote too.

        What is quoted otherwise, or inside a quote of a quote, is somebody's from before.
        """
        depth = self._depth(run)
        depths = {0, depth} if depth < 2 else {0}
        expected = self._missing_before(run.matches[0].line)
        skipped_to = start
        for at in range(start, end):
            row, matches = self.rows[at], self.by_row.get(at)
            if at in self.joined:
                continue
            if matches:
                yield from self._ours(at, matches, end)
                expected = matches[-1].line + 1
            elif row.blank:
                yield Piece("", cut=True)
            elif not says_something(row.text):
                line = self._placeholder(expected)
                expected = expected if line is None else line + 1
                yield Piece(row.text, cut=True) if line is None else Piece(self.letter.lines[line], line)
            elif at < skipped_to or row.depth not in depths or self._is_clients(at):
                skipped_to = max(skipped_to, header_block_at(self.rows, at))
                yield Piece("> " * row.depth + row.text, cut=True)
            else:
                yield Piece(row.text.strip(), cut=self._resembles_ours(row, self._gap(expected)))

    def _ours(self, at: int, matches: Sequence[Match], end: int) -> Iterator[Piece]:
        """A row in which words of ours stand: our lines that begin here, and what the author typed around them."""
        text, done = self.rows[at].text, 0
        for match in matches:
            if self.words.row[match.first] == at:
                yield from self._typed(text[done : self.words.span(match.first)[0]], match.line)
                yield Piece(self.letter.lines[match.line], match.line)
            if self.words.row[match.last] != at:
                return
            end_of_ours = self.words.span(match.last)[1]
            done = end_of_ours + self._tail(match.line, text[end_of_ours:])
        yield from self._typed(text[done:] + self._broken_off(at, end) if says_something(text[done:]) else "")

    def _broken_off(self, at: int, end: int) -> str:
        """What a client broke off a row in which something was typed behind words of ours: those made it too long."""
        broken = ""
        while at + 1 < end and self._is_broken(self.rows[at], self.rows[at + 1]) and at + 1 not in self.by_row:
            at += 1
            self.joined.add(at)
            broken += f" {self.rows[at].text.strip()}"
        return broken

    def _is_broken(self, row: Row, rest: Row) -> bool:
        if rest.blank or rest.depth != row.depth or _LIST_ITEM.match(rest.text) or len(row.text) > WRAPPED:
            return False
        return len(row.text) + 1 + len(rest.text.split(None, 1)[0]) > WRAP

    def _tail(self, line: int, rest: str) -> int:
        """How many characters of `rest` are the punctuation with which our line ends."""
        if not rest:
            return 0
        mark = _LAST_SIGNS.search(self.letter.lines[line].rstrip())
        left = len(mark[0]) if mark else 0
        taken = 0
        while taken < len(rest) and left and not rest[taken].isalnum():
            left -= not (rest[taken].isspace() or rest[taken] in "*_")
            taken += 1
        return taken

    def _typed(self, text: str, before: int | None = None) -> Iterator[Piece]:
        """What stands in a row beside our words, cell by cell; `before`: the line of ours that follows in the row."""
        if not text:
            return
        if before is not None:
            text = text.rstrip().removesuffix(_lead(self.letter.lines[before]))
        for cell in text.split("\t"):
            cell = cell.strip(" |*_")
            if says_something(cell) and not _LINK_AGAIN.fullmatch(cell[:4000]):
                yield Piece(cell)

    def _placeholder(self, expected: int) -> int | None:
        for line in range(expected, min(expected + 3, len(self.letter.lines))):
            text = self.letter.lines[line]
            if self.letter.words[line]:
                return None
            if text.strip():
                return line
        return None

    def _is_clients(self, at: int) -> bool:
        row = self.rows[at]
        return (
            row.mark is not None
            or self._in_attribution(at)
            or separates(row)
            or device_line(row.text)
            or bool(_WAY.search(row.text[:CHARACTERS]))
            or bool(header_block_at(self.rows, at))
        )

    def _in_attribution(self, at: int) -> bool:
        """Those that are not quoted are marked already."""
        if not self.rows[at].depth:
            return False
        found = (attribution_at(self.rows, end) for end in range(at, min(at + 3, len(self.rows))))
        return any(start is not None and start[0] <= at for start in found)

    def _missing_before(self, line: int) -> int:
        first = line
        while first and line - first < GAP and first - 1 not in self.recognised:
            first -= 1
        return first

    def _gap(self, expected: int) -> range:
        following = expected
        while following < len(self.letter.lines) and following not in self.recognised:
            following += 1
        return range(expected, min(following, expected + GAP))

    def _resembles_ours(self, row: Row, gap: range) -> bool:
        """A line of ours that a client changed: nearly all words of the row are those of one that is missing here."""
        if not gap or self.compared > COMPARED:
            return False
        self.compared += 1
        said = Counter(texts_of(row.text))
        for line in gap:
            ours = self.letter.bags[line]
            common = (said & ours).total()
            if common >= 3 and common >= 0.8 * said.total() and (common >= 0.5 * ours.total() or common >= SURE):
                return True
        return False


def _is_theirs(piece: Piece) -> bool:
    return piece.ours is None and not piece.cut and bool(piece.text)


def says_something(text: str) -> bool:
    """Letters, digits, a sign such as a thumb or a tick, or a question; dashes, bullets and rules say nothing."""
    return any(c.isalnum() or c in "?!" or category(c) == "So" for c in text[:1000])


def _lead(line: str) -> str:
    """The signs with which a line of ours begins."""
    found = _FIRST_SIGNS.match(line)
    return found[1] if found else ""

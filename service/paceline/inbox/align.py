"""Our own letter recognised in a reply, word by word, however the client quoted, wrapped, flattened or decorated it.

Words alone are compared: quote signs, bullets, emphasis, smart quotes, white space and links are the client's business.
A line of ours counts when it is there from its first word to its last, so that the author's "publish the API draft" is
never taken for the half of a line of ours that says the same. Linear in the words of the reply.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from paceline.inbox.attribution import attribution_at
from paceline.inbox.original import header_block_at, separates
from paceline.inbox.patterns import Pattern
from paceline.inbox.rows import Mark, Row

CANDIDATES = 3
"""So many lines of ours that begin alike are tried at one place."""
AHEAD = 8
"""A short line of ours ("Thanks:") is believed when it comes so few lines after one that was recognised."""
SURE = 8
"""So many words make sure that a passage is copied, not typed again."""

PART = "\f"
"""Stands between the text and the HTML part of a letter, which say the same in other lines."""
LINK = "://"
"""A link as a word: clients rewrite it, and say it again in brackets (which is no word at all)."""

_NO_MARKS = " \t.*_|"
"""Clients add them to the end of a line, or take them away."""

_WIDE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = Pattern(
    r"(?i:<[^<>\s]{0,20}(?:://|mailto:)[^<>]{0,4000}>|<[^<>\s@]{1,64}@[^<>\s?]{1,255}\?[^<>\s]{0,4000}>"
    r"|\[(?:cid:|image:|https?://)[^\]]{0,4000}\]|\]\((?:https?://|mailto:)[^()\s]{0,4000}\)"
    r"|(?P<link>(?:https?://|www\.|mailto:)[^\s<>]+))"
    rf"|(?P<word>[{_WIDE}]|[^\W_{_WIDE}]+)"  # has no letter case; to look for one would take as long as all the rest
)
_PLAIN_WORD = Pattern(rf"(?P<word>[{_WIDE}]|[^\W_{_WIDE}]+)")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


class Match(NamedTuple):
    """The words [first, last] of the reply are line `line` of our letter."""

    line: int
    first: int
    last: int


@dataclass(slots=True)
class Run:
    """Lines of ours in our order: one copy of the letter, whole or in part."""

    matches: list[Match] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(match.last - match.first + 1 for match in self.matches)


def texts_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    lower = text.lower()
    if _may_link(lower):
        return [_plain(word) or LINK for link, word in _WORD.findall(text) if word or link]
    if text.isascii():
        return _ASCII_WORD.findall(lower)
    return [_plain(word) for word in _PLAIN_WORD.findall(text)]


def _may_link(lower: str) -> bool:
    """Most texts have no link, so that a simple pattern finds their words, several times as fast."""
    return "<" in lower or "[" in lower or LINK in lower or "www." in lower or "mailto:" in lower


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()


class Words:
    """The words of some rows, numbered. Where one stands is found out when it is asked for: for most it never is."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._placed: dict[int, list[tuple[int, int]]] = {}
        self._begins: list[int] = []
        self.texts: list[str] = []
        self.row: list[int] = []
        for at, row in enumerate(rows):
            self._begins.append(len(self.texts))
            if row.text:
                found = texts_of(row.text)
                self.texts += found
                self.row += [at] * len(found)

    def span(self, at: int) -> tuple[int, int]:
        """Where a word stands in its row: [start, end)."""
        row = self.row[at]
        if row not in self._placed:
            text = self._rows[row].text
            found = (_WORD if _may_link(text.lower()) else _PLAIN_WORD).finditer(text)
            self._placed[row] = [word.span() for word in found if word.lastgroup]
        return self._placed[row][at - self._begins[row]]


class Letter:
    """Our letter, its lines indexed by the words that they begin with.

    `first` and `last` are the first and last lines with words of each part; `starts` the words that a line may begin
    with.
    """

    def __init__(self, text: str) -> None:
        self.lines: list[str] = []
        self.words: list[tuple[str, ...]] = []
        self.first: set[int] = set()
        self.last: set[int] = set()
        for part in text.split(PART):
            self._add(part.strip("\n").split("\n"))
        self.filled = [at for at, words in enumerate(self.words) if words]
        self.begins: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for at in self.filled:
            numbered = self.words[at][0].isdecimal() and len(self.words[at]) > 3
            for skip in (0, 1) if numbered else (0,):
                self.begins.setdefault(self.words[at][skip : skip + 3], []).append((at, skip))
        self.starts = {words[0] for words in self.begins}

    def _add(self, lines: list[str]) -> None:
        start = len(self.lines)
        words = [tuple(texts_of(line)) for line in lines]
        filled = [start + at for at, said in enumerate(words) if said]
        self.lines += lines
        self.words += words
        self.first.update(filled[:1])
        self.last.update(filled[-1:])

    @cached_property
    def bags(self) -> list[Counter[str]]:
        """The words of each line, counted."""
        return [Counter(words) for words in self.words]

    def after(self, line: int) -> int:
        """The next line that has words; -1 when there is none."""
        at = bisect_right(self.filled, line)
        return self.filled[at] if at < len(self.filled) else -1

    def following(self, line: int) -> list[int]:
        """The next few lines that have words."""
        at = bisect_right(self.filled, line)
        return self.filled[at : at + AHEAD]

    def ends(self, line: int) -> bool:
        """Whether a part ends with it. Both may end alike, so that its words are compared."""
        return self.words[line] in self._endings

    @cached_property
    def _endings(self) -> set[tuple[str, ...]]:
        return {self.words[last] for last in self.last}

    def marks(self, line: int) -> str:
        """What stands behind the last word of a line: the bracket of "(your time)."."""
        *_, word = (found for found in _WORD.finditer(self.lines[line]) if found.lastgroup)
        return self.lines[line][word.end() :].strip(_NO_MARKS)

    def is_heading(self, line: int) -> bool:
        return self.lines[line].rstrip()[-1:] in (":", "：")


class Alignment:
    """Which words of the reply are ours; `runs` are the copies that were recognised, in the order of the reply."""

    def __init__(self, rows: Sequence[Row], letter: Letter) -> None:
        self.rows = rows
        self.letter = letter
        self.words = Words(rows)
        self.texts = self.words.texts
        self.runs = list(self._copies(self._found()))

    def _found(self) -> Iterator[Match]:
        """Every place where a whole line of ours stands, from the top down."""
        at, last, resumed = 0, -1, -1
        while at < len(self.texts):
            may_begin = self.texts[at] in self.letter.starts
            match = self._match(at, last, continues=at == resumed) if may_begin else None
            if match is None:
                at += 1
                continue
            yield match
            last, at = match.line, match.last + 1
            resumed = at

    def _match(self, at: int, last: int, *, continues: bool) -> Match | None:
        if continues and (following := self.letter.after(last)) >= 0:
            match = self._whole(following, at) or self._same_link(following, at)
            if match:
                return match
        starts_row = at == 0 or self.words.row[at - 1] != self.words.row[at]
        key = tuple(self.texts[at : at + 3])
        for line, skip in self._candidates(self.letter.begins.get(key, []), last):
            if (starts_row or continues or len(self.letter.words[line]) > 3) and (match := self._whole(line, at, skip)):
                return match
        return self._short(at, last) if last >= 0 and (starts_row or self._starts_cell(at)) else None

    def _starts_cell(self, at: int) -> bool:
        text = self.rows[self.words.row[at]].text
        if "\t" not in text and "|" not in text:
            return False
        return text[: self.words.span(at)[0]].rstrip(" -*_")[-1:] in ("\t", "|")

    def _candidates(self, beginning: list[tuple[int, int]], last: int) -> list[tuple[int, int]]:
        """The nearest ahead first, then from the top (another copy)."""
        if len(beginning) <= CANDIDATES:
            return sorted(beginning, key=lambda candidate: (candidate[0] <= last, candidate[0]))
        ahead = bisect_right(beginning, (last, 1))
        return (beginning[ahead : ahead + CANDIDATES] + beginning[:CANDIDATES])[: 2 * CANDIDATES]

    def _short(self, at: int, last: int) -> Match | None:
        """A line of one or two words is ours only where it is expected."""
        for line in self.letter.following(last):
            if len(self.letter.words[line]) < 3 and (match := self._whole(line, at)):
                return match
        return None

    def _whole(self, line: int, at: int, skip: int = 0) -> Match | None:
        wanted = self.letter.words[line][skip:]
        end = at + len(wanted)
        if tuple(self.texts[at:end]) != wanted:
            return None
        if len(wanted) < 3 and not self._ends_alike(line, end - 1):
            return None
        return Match(line, at, end - 1)

    def _same_link(self, line: int, at: int) -> Match | None:
        """An address had no room but on a line of its own: in the client's it goes on behind the words before it."""
        if self.letter.words[line] != (LINK,) or self.texts[at] != LINK:
            return None
        start, end = self.words.span(at)
        shown = self.rows[self.words.row[at]].text[start:end]
        return Match(line, at, at) if shown.startswith(self.letter.lines[line].strip()) else None

    def _ends_alike(self, line: int, last: int) -> bool:
        """A short line fills its row, but for the marks at its end, or is followed by the colon that ours has."""
        rest = self.rows[self.words.row[last]].text[self.words.span(last)[1] :].lstrip(" \t*_")
        marks = rest.strip(_NO_MARKS)
        return not marks or marks == self.letter.marks(line) or (self.letter.is_heading(line) and rest[0] in ":：")

    def _copies(self, matches: Iterator[Match]) -> Iterator[Run]:
        runs: list[Run] = []
        for match in matches:
            if not runs or self._begins_another(runs[-1], match):
                runs.append(Run())
            runs[-1].matches.append(match)
        longest = max(runs, key=lambda run: run.words, default=Run())
        copied = {self.letter.words[match.line] for match in longest.matches}
        for run in runs:
            again = run is not longest and run.words < SURE * 2
            again = again and copied.issuperset(self.letter.words[match.line] for match in run.matches)
            if not again and self._is_copied(run):
                yield run

    def _begins_another(self, run: Run, match: Match) -> bool:
        before = run.matches[-1]
        if match.line <= before.line or self.letter.ends(before.line):
            return True
        return self._introduced(before, match) and run.words < SURE * 2

    def _introduced(self, before: Match, match: Match) -> bool:
        """Whether a client says between two lines of ours that its copy begins: what stands above was typed again."""
        return any(map(self._introduces, range(self.words.row[before.last] + 1, self.words.row[match.first])))

    def _introduces(self, at: int) -> bool:
        row = self.rows[at]
        if row.mark and row.mark in (Mark.ATTRIBUTION, Mark.ORIGINAL):
            return True
        if not row.text:
            return False
        return (
            separates(row)
            or bool(header_block_at(self.rows, at))
            or (row.depth > 0 and attribution_at(self.rows, at) is not None)
        )

    def _is_copied(self, run: Run) -> bool:
        """Long enough, or quoted, or nothing but headings, which are the same whoever typed them."""
        if run.words >= SURE or all(self.letter.is_heading(match.line) for match in run.matches):
            return run.words >= 3
        return run.words >= 3 and any(self.rows[self.words.row[match.first]].depth for match in run.matches)

"""How a letter looks as plain text: the pieces that its words are put in, at 72 columns.

Each piece returns Laid text, which is not wrapped again. The HTML look has the same pieces, as macros (look.html).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from unicodedata import east_asian_width

from paceline.domain.statements import Section
from paceline.letters.visible import visible

WIDTH = 72
_FEWEST = 2
_TAIL_GAP = 2
GAP = "\0"
"""Stands for an empty line until the letter is put together; `visible` lets no NUL of anybody's through."""
GLUE = "\u00a0"
"""A space at which no line is broken, within a date for one."""
_TYPED = re.compile(r'(?<!\S)"(?=\S)[^"\n]{1,30}(?<=\S)"(?![^\s,.;:)?])')
"""Something short in quotation marks, as a command is; a reason stands in parentheses, too."""


@dataclass(frozen=True, slots=True)
class Way:
    """A prepared answer: what its button says, and the link that opens a mail with the answer filled in."""

    label: str
    href: str = ""


_ON = "\1"
"""Before a piece that goes on with the word before it: no space comes between them on a line."""

Caller = Callable[[], str]


class Laid(str):
    """Text whose lines stand as they shall stay."""

    __slots__ = ()


def one_line(value: object) -> object:
    """Every value that a letter prints goes through here: laid text as it is, all else as visible text on one line."""
    if type(value) is Laid or type(value) is int:
        return value
    return visible(str(value))


def settled(output: str) -> str:
    """A letter's lines without what is between its pieces: no empty line but those asked for, never two."""
    lines: list[str] = []
    for line in output.replace(GLUE, " ").split("\n"):
        if line == GAP:
            if lines and lines[-1]:
                lines.append("")
        elif line := line.rstrip():
            lines.append(line)
    return "\n".join(lines) + "\n"


# --- the pieces ------------------------------------------------------------------------------------


def subject_line(caller: Caller) -> Laid:
    """The letter's first line; the text begins below it."""
    return Laid(" ".join(caller().split()) + "\n")


def lead(caller: Caller) -> Laid:
    """The first words: what is asked, or what changed."""
    return say(caller)


def say(caller: Caller) -> Laid:
    return _piece(hang(caller()), gap=True)


def item(number: int, ref: str = "", *, caller: Caller) -> Laid:
    return _piece(hang(caller(), f"{number}. ", "   ", ref), gap=True)


def under(caller: Caller) -> Laid:
    words = caller()
    return _piece(hang(words, "   ")) if words.strip() else Laid()


def ways(*ways: Way, indent: int = 3, caller: Caller) -> Laid:
    """What can be answered, and how. The labels are the words of the HTML look's buttons: a reply that quotes those is
    recognised by this text."""
    margin = " " * indent
    lines = hang(" · ".join(way.label.replace(" ", GLUE) for way in ways), margin)
    return _piece(lines + hang(words, margin) if (words := caller()).strip() else lines)


def question(section: Section, since: str = "") -> Laid:
    """A heading on a line of its own, with a dash to write behind where an answer is expected of everybody."""
    line = "".join(printed(section, since))
    if section.records in ("decisions", "thanks", "notes"):
        return _piece((line,))
    return _piece((line, "  -"))


def heading(caller: Caller) -> Laid:
    return _piece((" ".join(caller().split()).upper(),), gap=True)


def row(label: str = "", ref: str = "", *, caller: Caller) -> Laid:
    """`label` stands in a column of its own, where rows of one kind stand below each other."""
    first = f"  {visible(label):<9} " if label else "  "
    return _piece(hang(caller(), first, " " * len(first) if label else "    ", ref))


def numbered(number: int, ref: str = "", *, caller: Caller) -> Laid:
    return _piece(hang(caller(), f"  {number:>2}  ", "      ", ref))


def more(caller: Caller) -> Laid:
    """A second line of a numbered thing."""
    return _piece(hang(caller(), "      "))


def update(who: str, lines: Sequence[tuple[str, str]]) -> Laid:
    """One person's update: below the name each heading with what was written there."""
    laid = [f"  {visible(who)}"]
    for name, group in groupby(lines, key=itemgetter(0)):
        head = f"    {visible(name)}: "
        rest = " " * min(len(head), 16)
        for _, text in group:
            laid += hang(visible(text), head, rest)
            head = rest
    return _piece(laid)


def verbatim(lines: Iterable[str]) -> Laid:
    """What somebody wrote, line by line."""
    return _piece([part for line in lines for part in hang(visible(line), "  | ", "  | ")])


def example(*lines: str) -> Laid:
    return _piece([f"  {visible(line)}" for line in lines])


def foot(caller: Caller) -> Laid:
    """The lines of the footer, as the letter breaks them."""
    lines = [part for line in caller().split("\n") if line.strip() for part in hang(line)]
    return _piece(lines, gap=True)


def gap() -> Laid:
    return Laid(f"\n{GAP}\n")


_FRAME = (subject_line, lead, say, heading, gap, foot)
_ASKS = (item, under, ways, question)
_ROWS = (row, numbered, more, update, verbatim, example)
PIECES: dict[str, Callable[..., Laid]] = {piece.__name__: piece for piece in _FRAME + _ASKS + _ROWS}


def printed(section: Section, since: str = "") -> tuple[str, str]:
    """The question and what follows it on its line: ("Done", " since Mon 23 Nov:"). Quoted, it is recognised again."""
    prompt = section.prompt
    if "{since}" in prompt:
        prompt = prompt.replace("{since}", since) if since else ""
    glue = "" if not prompt or prompt[0] in ",;:" else " "
    end = "" if (prompt or section.heading).endswith(("?", ":", "!", ".")) else ":"
    return visible(section.heading), visible(glue + prompt) + end


# --- wrapping --------------------------------------------------------------------------------------


def hang(text: str, first: str = "", rest: str | None = None, tail: str = "") -> list[str]:
    """`text` wrapped to 72 columns: `first` before its first line, `rest` before the others, `tail` at the right end.

    A word that is longer than a line (a link) is left whole; only writing without spaces between words is broken. What
    is to be typed stands on one line.
    """
    text = _TYPED.sub(lambda found: found[0].replace(" ", GLUE), " ".join(text.split("\n")))
    rest = first if rest is None else rest
    lines: list[list[str]] = [[]]
    room = WIDTH - columns(first)
    for word in _words(text, WIDTH - columns(rest)):
        size = columns(word)
        if lines[-1] and size >= room:
            lines.append([])
            room = WIDTH - columns(rest)
        room -= size + bool(lines[-1])
        lines[-1].append(word)
    if tail and room < columns(tail) + _TAIL_GAP and lines[-1]:
        lines.append([])
    if len(lines) > 1:
        _keep_company(lines[-2], lines[-1])
    laid = [(rest if at else first) + _joined(words) for at, words in enumerate(lines)]
    if tail:
        laid[-1] += tail.rjust(WIDTH - columns(laid[-1]))
    return laid


def _keep_company(before: list[str], last: list[str]) -> None:
    """No last line of one word: it reads badly, and quoted it is hard to recognise."""
    while _count(last) < _FEWEST < len(before) and columns(" ".join(last)) < WIDTH // 2:
        last.insert(0, before.pop())


def _count(words: Iterable[str]) -> int:
    """How many words they are for a reader: a quotation or a date that is kept together is several."""
    return sum(word.count(GLUE) + 1 for word in words)


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes; writing of East Asia takes two for a character."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _words(text: str, width: int) -> Iterable[str]:
    for word in filter(None, text.replace("\n", " ").split(" ")):
        if len(word) * 2 <= width or columns(word) <= width or columns(word) == len(word):
            yield word
        else:
            yield from _pieces(word, width)


def _pieces(word: str, width: int) -> Iterable[str]:
    """Writing of East Asia may be broken between any two characters; what of another writing stands in it is whole."""
    piece = ""
    for unit in _units(word):
        if piece.strip(_ON) and columns(piece.strip(_ON) + unit) > width:
            yield piece
            piece = _ON
        piece += unit
    yield piece


def _units(word: str) -> Iterable[str]:
    for wide, run in groupby(word, key=lambda character: east_asian_width(character) in "WF"):
        characters = "".join(run)
        yield from characters if wide else (characters,)


def _joined(words: Iterable[str]) -> str:
    return " ".join(words).replace(f" {_ON}", "").replace(_ON, "")


def _piece(lines: Iterable[str], *, gap: bool = False) -> Laid:
    return Laid(("\n" + GAP if gap else "") + "\n" + "\n".join(lines) + "\n")

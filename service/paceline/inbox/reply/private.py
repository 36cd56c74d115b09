"""Private lines: for one reader, whatever else they look like. What may be meant so is read so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from paceline.domain.statements import Private
from paceline.inbox.quoting import Line, Written
from paceline.inbox.reply.confided import begins_within, confided
from paceline.inbox.reply.courtesies import is_closing
from paceline.inbox.reply.headings import marked, opening
from paceline.inbox.reply.lines import Entry
from paceline.inbox.reply.parts import begins
from paceline.inbox.reply.reading import Aside, Reading


def aside(reading: Reading, entry: Entry) -> bool:
    """A line that says so itself, and those below it that belong to it: no command and no note, even if too long."""
    if not entry.mine:
        reading.aside = None
        return False
    if said := confided(entry.text):
        if not said.content and ":" not in entry.text and not reading.following():
            return False
        reading.aside = Aside(said.to, whole=not said.content and not entry.details, bullet=entry.bullet)
        _say(reading, entry, said.content)
        return True
    if reading.aside and _goes_on(reading, reading.aside, entry):
        _say(reading, entry, entry.text)
        return True
    reading.aside = None
    return False


def _say(reading: Reading, entry: Entry, text: str) -> None:
    words = "; ".join(part for part in (text, *entry.details) if part)
    if words and reading.aside:
        reading.say(Private(words, entry.line, reading.aside.to))


def _goes_on(reading: Reading, aside: Aside, entry: Entry) -> bool:
    if not aside.whole:
        return not (entry.gap or (entry.bullet and aside.bullet) or begins(reading, entry))
    mark = marked(entry.text)
    opened = opening(entry.text, reading.sections)
    is_heading = opened and not opened.weak and (opened.sure or not opened.content)
    return not (is_heading or (mark and mark.mark != "thanks") or (not entry.bullet and is_closing(entry.text)))


def set_apart(written: Written) -> Written:
    """What is private behind other words of a line stands on a line of its own: "Done: x. Private: y"."""
    return replace(written, lines=tuple(part for line in written.lines for part in _parts(line)))


def _parts(line: Line) -> Iterator[Line]:
    at = begins_within(line.text) if line.mine else 0
    if not at:
        yield line
        return
    yield Line(line.text[:at].rstrip(), mine=True)
    yield Line(line.text[at:], mine=True)

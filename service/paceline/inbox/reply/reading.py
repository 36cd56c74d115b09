"""What a reader of replies remembers from line to line: what was said, and where the next line stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from paceline.domain.asks import Item
from paceline.domain.statements import Command, Section, Statement, Unclear
from paceline.inbox.reply.commands import Heard
from paceline.inbox.reply.courtesies import is_empty_answer
from paceline.inbox.reply.days import Days
from paceline.inbox.reply.headings import Opening, opening, openings
from paceline.inbox.reply.lines import Entry
from paceline.inbox.reply.targets import Target, Targets

Style = Literal["", "inline", "plain", "bullets"]


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines for one reader only. `whole`: `private:` stands alone on its line, and all below it is meant, up to the
    next heading; else it ends with its paragraph, or with its bullet."""

    to: str
    whole: bool
    bullet: bool


@dataclass(slots=True)
class Reading:
    """A reply while it is read. `home` is the language of the sender's locale."""

    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    days: Days
    home: str = ""
    names: frozenset[str] = frozenset()
    lines: tuple[Entry, ...] = ()
    at: int = 0

    statements: list[Statement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    heard: Counter[str] = field(default_factory=Counter)

    section: Section | None = None
    style: Style = ""
    """How the section's lines are written so far."""
    answered_empty: bool = False
    """The heading's own line says "none": prose below it belongs to nothing."""
    bulleted_heading: bool = False
    interrupted: Section | None = None
    """The section of commitments whose list prose has ended, unless bullets with days go on with it."""
    counted: int = 0
    """The last number of a numbered list in the section."""
    place: Target | None = None
    """The envelope's item under which the next line stands."""
    by_question: bool = False
    """No number says so: it is the one update that asks the question above the line."""
    only_in: Mapping[Section, str] = field(default_factory=dict)
    """See `Context`."""
    forgotten: Section | None = None
    """The section of the bullets before the first heading."""
    signed: bool = False
    aside: Aside | None = None
    headings: int = 0
    """How many lines of the author's look like headings."""

    @property
    def targets(self) -> Targets:
        return Targets(self.items)

    @property
    def at_item(self) -> Target | None:
        """The item that the next line stands under, unless it is an update."""
        return self.place if self.place and "update" not in self.place.kinds else None

    @property
    def updates(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind == "update")

    def begin(self) -> None:
        """A letter that asks one thing only is answered about that."""
        opened = [
            part
            for line in self.lines
            if line.mine and (first := opening(line.text, self.sections))
            for part in openings(first, self.sections)
        ]
        self.headings = len(opened)
        self.leave()
        self.forgotten = self._forgotten(tuple(part.section for part in opened if not part.weak or self.headings > 1))

    def _forgotten(self, opened: tuple[Section, ...]) -> Section | None:
        """The first part of the template, where its heading was left out: the mail begins with bullets and the first
        heading in it is that of the second part; or it asks for points, and nothing else."""
        if len(self.sections) == 1 and not opened and self.sections[0].records == "points":
            return self.sections[0]
        if len(self.sections) < 2 or not opened or not self.lines or not self.lines[0].mine:
            return None
        first, second = self.sections[:2]
        left_out = opened[0] == second and first not in opened and first.records == "update"
        return first if left_out and self.lines[0].bullet else None

    def leave(self) -> None:
        """Out of any item and section."""
        self.place = self.targets.number(self.items[0].number) if len(self.items) == 1 else None
        self.by_question = False
        self.close()

    def go_to(self, place: Target) -> None:
        self.place, self.by_question = place, False
        self.close()

    def close(self) -> None:
        self.section, self.style, self.counted, self.interrupted = None, "", 0, None

    def interrupt(self) -> None:
        section = self.section
        self.close()
        self.interrupted = section

    def open(self, section: Section, *, bulleted: bool = False) -> None:
        self.forgotten = None
        self.section, self.style, self.counted, self.interrupted = section, "", 0, None
        self.answered_empty = False
        self.bulleted_heading = bulleted
        if self.at_item:
            self.place = None
        self._go_where_it_is_asked(section)

    def _go_where_it_is_asked(self, section: Section) -> None:
        item = next((item for item in self.updates if item.subject == self.only_in.get(section)), None)
        if item and (self.place is None or self.by_question):
            self.place, self.by_question = self.targets.number(item.number), True

    def count(self) -> int:
        """How many things were said so far."""
        return len(self.statements) + len(self.notes) + len(self.unclear)

    def following(self) -> Entry | None:
        """The author's next line."""
        rest = self.lines[self.at + 1 : self.at + 2]
        return rest[0] if rest and rest[0].mine else None

    def to_come(self) -> int:
        return len(self.lines) - self.at - 1

    def speaks(self, languages: frozenset[str]) -> None:
        """A word that is also English says nothing for other languages than the sender's own."""
        self.heard.update(languages & {"en", self.home} if "en" in languages else languages)

    def say(self, said: Statement | Unclear | str) -> None:
        match said:
            case Unclear():
                self.unclear.append(said)
            case str():
                self.notes.append(said)
            case Command() if said.verb != "help" or said.subject:
                self.statements.append(said)
            case _:
                self.statements.append(self._placed(said))

    def hear(self, heard: Heard) -> None:
        self.speaks(heard.languages)
        self.say(self._of_update(heard.said))
        match heard.said:
            case Command("ok", line, subject, text) if text:
                self.say(Command("advice", line, subject, text))

    def _of_update(self, said: Command | Unclear) -> Command | Unclear:
        """A bare "skip" is about the one update that was asked for."""
        if isinstance(said, Command) and said.verb in {"skip", "pause"} and not said.subject:
            if self.place and "update" in self.place.kinds:
                return replace(said, subject=self.place.subject)
            if len(self.updates) == 1 and said.verb == "skip":
                return replace(said, subject=self.updates[0].subject)
        if isinstance(said, Command) and said.verb == "fix" and (item := self.targets.item(said.number)):
            return replace(said, subject=item.subject) if item.kind != "line" else said
        return said

    def _placed(self, said: Statement) -> Statement:
        """Which update it belongs to, where the envelope asks for several."""
        if len(self.updates) < 2 or not self.place or "update" not in self.place.kinds:
            return said
        return replace(said, about=self.place.subject)


def accepts(reading: Reading, entry: Entry, opened: Opening) -> bool:
    """Whether a line that reads like a heading is one, where it stands."""
    if opened.weak and reading.headings < 2:
        return False
    lists = entry.bullet and reading.section and reading.style == "bullets" and not reading.bulleted_heading
    return not lists or opened.own or (opened.sure and is_empty_answer(opened.content or "x", in_section=True))

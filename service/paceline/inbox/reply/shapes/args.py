"""What a reader of shapes is given, and what several of them need."""

from __future__ import annotations

import re
from dataclasses import dataclass

from paceline.domain.statements import Command, Unclear, When
from paceline.inbox.grammar import clauses, courtesies, speech
from paceline.inbox.grammar.commands import COMMANDS, Row
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.grammar.words import Index, either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.days import Days, is_settled, readings_in_words
from paceline.inbox.reply.targets import Target

Said = Command | Unclear
_CONDITIONS: dict[int, Index[str]] = {id(row): Index([(row.conditions, row.verb)]) for row in COMMANDS}
_CLOSINGS: Index[bool] = Index([(courtesies.CLOSINGS, True)])
_FROM_ME: Index[bool] = Index([(speech.FROM_ME, True)])
_MOVED: Index[bool] = Index([(speech.MOVED, True)])
BECAUSE = Pattern(either(clauses.BECAUSE) + r"(?!\w)")
ID = Pattern(r"([CDH])(\d{1,6})", re.IGNORECASE)
_BETWEEN = Pattern(r"\s*(?:[:.,–—=]|-(?![\d>]))?\s*")
_NAMED = Pattern(r"^(?:[CDH]\d+|\d+(?= ))")


@dataclass(frozen=True, slots=True)
class Args:
    """A verb's row, what it is said about, the line, and what stands behind the verb."""

    row: Row
    target: Target
    line: str
    rest: str
    days: Days

    def command(self, text: str = "", due: When | None = None, person: str = "", number: int = 0) -> Command:
        return Command(self.row.verb, self.line, self.target.subject, text, due, person, number=number)

    def doubt(self, code: str, hint: str = "", meant: Command | None = None, **about: str) -> Unclear:
        hint = hint or example(self.row, self.target)
        return unclear(self.line, code, hint, meant, ref=self.target.typed or "this", verb=self.row.verb, **about)

    def with_day(self, command: Command) -> Said:
        """The command, if its day is one; else the question which."""
        due = command.due
        if due is None or is_settled(due):
            return command
        if due.readings:
            hint = _first_reading(self, due)
            return self.doubt("ambiguous-day", hint, command, days=readings_in_words(due))
        return self.doubt("no-day", meant=command)


def example(row: Row, target: Target) -> str:
    """The row's example, about what the author named."""
    return _NAMED.sub(target.typed, row.example) if target.typed else row.example


def words(rest: str) -> str:
    """What was said besides: without the marks and the "because" that set it off, and without a courtesy."""
    text = rest.lstrip(" \t,;:.!–—=-→>").rstrip()
    if because := BECAUSE.match(fold(text)):
        text = text[because.end() :].lstrip(" :,")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if not any(letter.isalnum() for letter in text):
        return ""
    if _FROM_ME.whole(fold(text).rstrip(" .!,")) or _MOVED.whole(fold(text).rstrip(" .!,")):
        return ""
    return "" if _CLOSINGS.whole(fold(text).rstrip(" .!,")) else text


def after_mark(rest: str) -> str:
    """`rest` without the one mark and the space that may stand before an argument."""
    match = _BETWEEN.match(rest)
    return rest[match.end() :] if match else rest


def takes_back(row: Row, rest: str) -> bool:
    """Whether what stands behind a verb leaves it open: "done except …", "done?"."""
    text = fold(rest).strip(" \t,;:.!–—-(")
    return text.endswith("?") or bool(_CONDITIONS[id(row)].at(text))


def _first_reading(args: Args, due: When) -> str:
    day = due.readings[0]
    return re.sub(
        r"\b(?:to|until) .*$", lambda m: f"{m[0].split()[0]} {day.day} {day:%B}", example(args.row, args.target)
    )

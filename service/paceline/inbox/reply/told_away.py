"""Somebody of the team is away, as others say so: "@bo away until 7 Dec", "@bo is on vacation next week"."""

from __future__ import annotations

from dataclasses import replace

from paceline.domain.statements import Command
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.commands import COMMANDS
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.lines import Entry
from paceline.inbox.reply.reading import Reading
from paceline.inbox.reply.shapes import SHAPES
from paceline.inbox.reply.shapes.args import Args
from paceline.inbox.reply.targets import HANDLE, ONESELF

_ROW = next(row for row in COMMANDS if row.verb == "away")
_AWAY = Pattern(rf"({HANDLE})\s*:?\s+(?:{either(clauses.COPULAS)}\s+)?{either(_ROW.forms)}(?=\s)")


def told_away(reading: Reading, entry: Entry) -> bool:
    """The whole line, outside of sections. Who stands in for somebody, they say themselves."""
    match = _AWAY.match(fold(entry.text)) if entry.mine and reading.section is None else None
    if not match:
        return False
    said = SHAPES["span"](Args(_ROW, ONESELF, entry.line, entry.text[match.end() :], reading.days))
    if not isinstance(said, Command):
        return False
    who = entry.text[slice(*match.span(1))]
    if said.person:
        reading.say(unclear(entry.line, "deputy-of-another", f"{who} away until 5 Jan", who=who))
    else:
        reading.say(replace(said, verb="away of", person=who))
    return True

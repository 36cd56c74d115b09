"""Somebody of the team has left it, as others say so: "@bo has left"."""

from __future__ import annotations

from paceline.domain.statements import Command
from paceline.inbox.grammar.commands import COMMANDS
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.lines import Entry
from paceline.inbox.reply.reading import Reading
from paceline.inbox.reply.targets import HANDLE

YES = "yes"
_LEFT = either(next(row.forms for row in COMMANDS if row.verb == "left"))
_YES = r"(?:yes|ja|oui|sí|si|sim|sì)"
_DEPARTED = Pattern(rf"(?P<yes>{_YES}\s*[,:.!]?\s+)?(?P<who>{HANDLE})\s+{_LEFT}\s*[.!]?")


def departed(reading: Reading, entry: Entry) -> bool:
    """The whole line, outside of sections: under "Done" it is news."""
    match = _DEPARTED.fullmatch(fold(entry.text)) if entry.mine and reading.section is None else None
    if not match:
        return False
    who = entry.text[slice(*match.span("who"))]
    reading.say(Command("left", entry.line, "", YES if match["yes"] else "", None, who))
    return True

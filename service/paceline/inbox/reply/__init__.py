"""Reads a reply: the author's lines become statements, notes and doubts; our own lines only say what they stand under.

Lines are read one by one. A table of readers is asked in order, and the first that knows a line takes it, so that every
line of the author's ends up in exactly one place. The words they look for are the tables of `inbox.grammar`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from paceline.domain.asks import Item
from paceline.domain.statements import Private, Reply, Section
from paceline.inbox.grammar.words import LANGUAGES, fold
from paceline.inbox.quoting import Written
from paceline.inbox.reply.days import Days
from paceline.inbox.reply.lines import entries
from paceline.inbox.reply.parts import begins
from paceline.inbox.reply.private import set_apart
from paceline.inbox.reply.readers import READERS
from paceline.inbox.reply.reading import Reading

LINES = 500
"""So many lines of a mail are read, ours included; the author's behind them are notes."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the author was asked: the template's `sections`, the envelope's numbered `items`.

    `now` is when the mail was written, aware, in the sender's zone; `locale` is the sender's ("en_GB", "de"; "" if it
    is not known). `names` are those of the author's team, ids and first names, so that "Bo: …" is told from
    "Importer: …"; empty where they are not known. `only_in` names the update (its item's subject) that alone asks a
    question, where several are asked for.
    """

    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    now: datetime
    locale: str = ""
    names: frozenset[str] = frozenset()
    only_in: Mapping[Section, str] = field(default_factory=dict)


def read_reply(written: Written, context: Context) -> Reply:
    """What the author of `written` said. Never raises for anything that somebody wrote."""
    home = context.locale[:2].lower()
    written = set_apart(written)
    reading = Reading(
        context.sections, context.items, Days(context.now, context.locale), home, frozenset(map(fold, context.names))
    )
    reading.only_in = context.only_in
    reading.lines = entries(replace(written, lines=written.lines[:LINES]), lambda entry: begins(reading, entry))
    reading.begin()
    for at, entry in enumerate(reading.lines):
        reading.at = at
        said = reading.count()
        next(reader for reader in READERS if reader(reading, entry))
        if entry.mine and reading.count() == said:
            reading.passed_over.append(entry.line)
    for line in (line.text for line in written.lines[LINES:] if line.mine and line.text.strip()):
        reading.say(Private(line, line, reading.aside.to) if reading.aside else line)
    return Reply(
        text=written.text,
        statements=tuple(reading.statements),
        notes=tuple(reading.notes),
        unclear=tuple(reading.unclear),
        language=_language(reading.heard, home),
        passed_over=tuple(reading.passed_over),
    )


def _language(heard: Counter[str], home: str) -> str:
    """The language of most of the known words; English ones are only commands to somebody at home in another."""
    home = home if home in LANGUAGES else ""
    votes = {language: heard[language] for language in LANGUAGES if language != "en" or home in {"", "en"}}
    most = max(votes.values())
    spoken = [language for language, count in votes.items() if count == most]
    if not most or home in spoken:
        return home or "en"
    return spoken[0]

"""Lines outside of sections that name nothing: courtesies, verbs by themselves, thanks, offers, calls for help."""

from __future__ import annotations

from paceline.domain.statements import Command
from paceline.inbox.grammar.commands import DECISION
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.reply import commands, courtesies, promised, thanked
from paceline.inbox.reply.commands import Heard
from paceline.inbox.reply.doubtful import doubtful
from paceline.inbox.reply.headings import EVERYBODYS, opening
from paceline.inbox.reply.lines import Entry
from paceline.inbox.reply.owners import is_question, owner_marked, thanks_owner
from paceline.inbox.reply.reading import Reading
from paceline.inbox.reply.targets import Target

_SHORT = 8
"""Words of a line under an item that is asked about; a longer one is prose."""
_SIGNATURE = 4
"""Lines at the end, under a closing, that may be a signature."""
_TOP = 3
"""Lines among which a greeting needs no comma."""
_END = 3
"""Lines at the end among which "Thanks Bo" is a closing."""


def closing(reading: Reading, entry: Entry) -> bool:
    thanks_somebody = len(entry.text.split()) > 1 and reading.to_come() >= _END
    if entry.bullet or not courtesies.is_closing(entry.text):
        return False
    if thanks_somebody and thanked.inline_thanks(entry.text, entry.line)[1]:
        return False
    reading.speaks(courtesies.courtesy_languages(entry.text))
    reading.signed = True
    reading.close()
    return True


def signature(reading: Reading, entry: Entry) -> bool:
    return (
        reading.signed
        and not entry.bullet
        and reading.to_come() < _SIGNATURE
        and courtesies.is_signature(entry.text)
        and not commands.verb_alone(entry.text)
    )


def greeting(reading: Reading, entry: Entry) -> bool:
    """At the top of a mail; further down only where a comma says so."""
    if entry.bullet or not courtesies.is_greeting(entry.text):
        return False
    if reading.at >= _TOP and not entry.text.endswith((",", "!")):
        return False
    reading.speaks(courtesies.courtesy_languages(entry.text))
    return True


def empty(reading: Reading, entry: Entry) -> bool:
    if entry.details or not courtesies.is_empty_answer(entry.text, in_section=reading.section is not None):
        return False
    if reading.section and reading.style == "":
        reading.style = "bullets" if entry.bullet else "plain"
    return True


def at_item(reading: Reading, entry: Entry) -> bool:
    """A verb under one of our numbered items is about that item."""
    if not reading.at_item:
        return False
    heard = commands.bare(entry.text, reading.at_item, entry.line, reading.days, loose=True)
    if heard:
        reading.hear(heard)
    return heard is not None


def about_oneself(reading: Reading, entry: Entry) -> bool:
    listed = reading.section is not None and entry.bullet
    heard = commands.oneself(entry.text, entry.line, reading.days, listed=reading.section is not None)
    plans = reading.section is None or reading.section.records == "commitments"
    heard = heard or commands.away_around(entry.text, entry.line, reading.days, also_bare=plans)
    if not heard or (listed and isinstance(heard.said, Command) and heard.said.verb != "away"):
        return False
    if isinstance(heard.said, Command) and heard.said.verb == "status" and not _asks_for_status(reading, heard.said):
        return False
    if isinstance(heard.said, Command) and heard.said.verb == "skip" and len(reading.updates) > 1 and not reading.place:
        heard = Heard(unclear(entry.line, "which", f"{reading.updates[0].number} skip"), heard.languages)
    reading.hear(heard)
    return True


def _asks_for_status(reading: Reading, said: Command) -> bool:
    """ "Status green" is news where news were asked for, or where more is said."""
    if not said.text:
        return reading.section is None or not said.person
    alone = sum(line.mine for line in reading.lines) == 1
    return alone and not reading.updates and reading.section is None


def only_one(reading: Reading, entry: Entry) -> bool:
    """A verb by itself is about the only item that it can be about."""
    if reading.section is not None or not commands.begins_like_a_command(entry.text):
        return False
    if (opened := opening(entry.text, EVERYBODYS)) and opened.content:
        return False
    targets = [reading.targets.number(item.number) for item in reading.items if item.kind != "update"]
    found = {
        target: heard
        for target in targets
        if target and (heard := commands.bare(entry.text, target, entry.line, reading.days, loose=False))
    }
    if len(found) == 1:
        reading.hear(*found.values())
    elif found:
        hint = "; ".join(f"{target.typed} {entry.text[:60]}" for target in list(found)[:2])
        reading.say(unclear(entry.line, "which", hint))
    return bool(found)


def verb_alone(reading: Reading, entry: Entry) -> bool:
    """ "done" where nothing was asked that could be done."""
    row = commands.verb_alone(entry.text)
    if not row or reading.section is not None or courtesies.is_assent(entry.text):
        return False
    reading.say(unclear(entry.line, "which", row.example))
    return True


def thanks_line(reading: Reading, entry: Entry) -> bool:
    """ "Thanks @eve for the rescue" as a line of its own, or behind "no blockers"."""
    rest, thanks = thanked.inline_thanks(entry.text, entry.line)
    if not thanks or (rest and not courtesies.is_empty_answer(rest, in_section=True)):
        return False
    reading.say(thanks)
    return True


def offer(reading: Reading, entry: Entry) -> bool:
    """ "@bo: review the schema by 3 Dec" counts in sections of other things and outside of sections too; in a list of
    news it is news."""
    section = reading.section
    if not owner_marked(entry.text) or not promised.has_day(entry.text, reading.days):
        return False
    if section and (section.records == "commitments" or (section.records == "update" and _is_listed(reading, entry))):
        return False
    if is_question(entry.text) or thanks_owner(entry.text):
        return False
    if doubtful(entry.text, reading.days) == "whose":
        reading.say(unclear(entry.line, "whose", "me: …; @bo: …"))
    else:
        reading.say(promised.promise(entry.text.rstrip(" ?"), entry.line, reading.days, entry.details))
    return True


def _is_listed(reading: Reading, entry: Entry) -> bool:
    return entry.bullet or (reading.style in ("", "plain") and not entry.gap)


def help_wanted(reading: Reading, entry: Entry) -> bool:
    """ "Help: a DBA for an hour", for no commitment in particular."""
    heard = commands.bare(entry.text, Target("", frozenset({"due"}), ""), entry.line, reading.days, loose=False)
    if not heard or not isinstance(heard.said, Command) or heard.said.verb != "help" or not heard.said.text:
        return False
    if ":" not in entry.text:
        return False
    reading.hear(heard)
    return True


def under_item(reading: Reading, entry: Entry) -> bool:
    """Words under an item that are no command. Under an intent silence would count as consent, so they are always asked
    about, as under all decisions; under the others only when they are short."""
    target = reading.at_item
    if not target or reading.signed:
        return False
    if not target.kinds & DECISION and len(entry.text.split()) > _SHORT:
        return False
    reading.say(unclear(entry.line, "under-item", commands.what_works(target), ref=target.typed))
    return True

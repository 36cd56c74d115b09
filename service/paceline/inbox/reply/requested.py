"""A mail that answers nothing may ask a colleague for something: "@eve could you look at the logs by Friday?"."""

from __future__ import annotations

from paceline.domain.statements import Promise
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply import promised
from paceline.inbox.reply.doubtful import doubtful, has_deadline, is_refused
from paceline.inbox.reply.lines import Entry
from paceline.inbox.reply.owners import request_to
from paceline.inbox.reply.reading import Reading

_GOES_ON = Pattern(r"[.?!;…]\s+\S")
_LONGEST_HINT = 80


def requested(reading: Reading, entry: Entry) -> bool:
    """An offer where one thing is asked for, by a day; else the author is asked. In an answer it may be talk about what
    was asked, and stays a note."""
    if reading.items or reading.section:
        return False
    who, what = request_to(entry.text)
    if not who:
        return False
    said = promised.promise(f"{who}: {what.rstrip(' ?.!')}", entry.line, reading.days, entry.details)
    if isinstance(said, Promise) and not _is_sure(what, reading):
        hint = f"{who}: {said.what[:_LONGEST_HINT]} by Friday"
        said = unclear(entry.line, "request", hint, who=who)
    reading.say(said)
    return True


def _is_sure(what: str, reading: Reading) -> bool:
    one_thing = not _GOES_ON.search(what)
    return one_thing and has_deadline(what, reading.days) and not doubtful(what, reading.days) and not is_refused(what)

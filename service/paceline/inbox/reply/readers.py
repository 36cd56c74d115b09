"""The readers of a reply's lines, in the order in which they are asked. Each says whether it took the line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from paceline.inbox.reply import courtesies
from paceline.inbox.reply.departed import departed
from paceline.inbox.reply.lines import Entry, without_emphasis
from paceline.inbox.reply.named import commanded, id_unread, number_unread
from paceline.inbox.reply.parts import heading, in_section, mark, ours
from paceline.inbox.reply.private import aside
from paceline.inbox.reply.reading import Reading
from paceline.inbox.reply.requested import requested
from paceline.inbox.reply.told_away import told_away
from paceline.inbox.reply.unnamed import (
    about_oneself,
    at_item,
    closing,
    empty,
    greeting,
    help_wanted,
    offer,
    only_one,
    signature,
    thanks_line,
    under_item,
    verb_alone,
)


def _overlong(reading: Reading, entry: Entry) -> bool:
    if entry.too_long:
        reading.say(entry.line)
    return entry.too_long


def _mere_marks(_: Reading, entry: Entry) -> bool:
    return courtesies.is_mere_marks(entry.text)


def _note(reading: Reading, entry: Entry) -> bool:
    reading.say(entry.line)
    return True


_Reader = Callable[[Reading, Entry], bool]


def _plain(reader: _Reader) -> _Reader:
    """Emphasis may make a heading; in a line that says something it means nothing."""
    return lambda reading, entry: reader(reading, replace(entry, text=without_emphasis(entry.text)))


READERS: tuple[_Reader, ...] = (
    aside,
    ours,
    departed,
    told_away,
    _overlong,
    _mere_marks,
    _plain(commanded),
    mark,
    heading,
    _plain(number_unread),
    _plain(id_unread),
    closing,
    signature,
    greeting,
    _plain(at_item),
    _plain(about_oneself),
    empty,
    _plain(requested),
    _plain(offer),
    in_section,
    _plain(help_wanted),
    _plain(only_one),
    _plain(thanks_line),
    _plain(verb_alone),
    under_item,
    _note,
)

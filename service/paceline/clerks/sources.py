"""The mails that a record came from: their subjects and moments, within what a reader may see."""

from __future__ import annotations

from collections.abc import Iterable

from paceline.agenda.contents import SourceMail
from paceline.clerks import placing, rounds
from paceline.clerks.desk import Desk
from paceline.domain.asks import Item
from paceline.domain.facts import Entry
from paceline.domain.people import Person
from paceline.inbox.answer import plain_subject
from paceline.inbox.mail import Message, read
from paceline.ledger import facts, inbox
from paceline.ledger.outbox import Posted

SHOWN = ("envelope", "reminder", "digest", "help", "tidings", "outcome")
"""Letters whose subjects are words of ours about what they ask; an answer carries them on."""


def of(desk: Desk, reader: Person, entries: Iterable[Entry]) -> tuple[SourceMail | None, ...]:
    """For each entry its mail; None where it is that of the entry before, is no longer kept, or is not the reader's to
    see: the subject of a mail of somebody else's is theirs, unless it is that of a letter the reader might have got."""
    found: list[SourceMail | None] = []
    before = ""
    for entry in entries:
        found.append(_shown(desk, reader, entry.message) if entry.message and entry.message != before else None)
        before = entry.message
    return tuple(found)


def _shown(desk: Desk, reader: Person, mail: str) -> SourceMail | None:
    kept = inbox.kept(desk.tx, mail)
    message = read(kept.raw) if kept and kept.raw else None
    if kept is None or not isinstance(message, Message) or not message.subject.strip():
        return None
    if kept.sender != reader.id and not _carries_on(desk, reader, message):
        return None
    return SourceMail(message.subject.strip(), message.date or kept.received_at)


def _carries_on(desk: Desk, reader: Person, message: Message) -> bool:
    """Whether its subject is that of a letter of ours, all of which the reader may know."""
    letter = placing.letter_of(desk, message)
    if letter is None or letter.kind not in SHOWN:
        return False
    written = read(letter.raw) if letter.raw else None
    if not isinstance(written, Message) or plain_subject(written.subject) != plain_subject(message.subject):
        return False
    return desk.may_read(reader, letter.team) and all(_may_know(desk, reader, item) for item in _items(letter))


def _items(letter: Posted) -> tuple[Item, ...]:
    about = (Item(0, "update", letter.about),) if "/" in letter.about else ()
    return (*letter.items, *about)


def _may_know(desk: Desk, reader: Person, item: Item) -> bool:
    if item.subject[:1] in facts.FOLDS and item.subject[1:].isdigit():
        it = facts.record(desk.tx, item.subject)
        return it is not None and desk.may_read(reader, it.team)
    kept = rounds.cadence_of(desk, item.subject) if item.kind == "update" else None
    return kept is not None and desk.may_read(reader, kept.team)

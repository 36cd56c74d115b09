"""One mail, read as the service would read it: nothing is decided, nothing is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from paceline.domain.asks import AskKind, Item
from paceline.domain.people import Person, names_of
from paceline.domain.statements import Reply, Section, Unclear
from paceline.inbox import mail
from paceline.inbox.answer import answers, read_answer
from paceline.inbox.machines import Machine, judge
from paceline.inbox.mail import Message, Unreadable
from paceline.inbox.quoting import Written, letter_words
from paceline.inbox.reply import Context

if TYPE_CHECKING:
    from paceline.domain.cadence import CalendarMessage

Kind = Literal[
    "reply", "mail", "auto-reply", "bounce", "delayed", "delivered", "disposition", "feedback", "challenge", "robot",
    "calendar", "refused",
]  # fmt: skip

_NO_MESSAGE = Message()
_NOTHING_WRITTEN = Written(())
_NO_REPLY = Reply("", language="")
_NUMBERED = re.compile(r"(\d{1,2})\. ")
_ID_AT_END = re.compile(r"[ (]([CDH]\d{1,9})\)?$", re.MULTILINE)
_ASKED_BY: dict[str, AskKind] = {
    'accept"': "offer",
    "keep because": "review",
    "right: ": "review",
    'withdraw"': "objection",
}
"""What is proposed as an answer tells what else an item asks."""
_ITEM_KINDS: dict[str, AskKind] = {"C": "due", "D": "intent", "H": "help"}


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter of ours that is answered: its words, what its numbers are about, what it asked, its key."""

    words: str = ""
    items: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a mail is read against. `at` replaces its own date; `people` know their zones and locales.

    `look_up` finds the letter that a mail answers; where it finds none, or is None, it is `letter`.
    """

    sections: tuple[Section, ...] = ()
    letter: Letter = Letter()
    look_up: Callable[[Message], Letter | None] | None = None
    at: datetime | None = None
    locale: str = ""
    zone: str = "UTC"
    people: tuple[Person, ...] = ()
    us: frozenset[str] = frozenset()

    def letter_for(self, message: Message) -> Letter:
        return (self.look_up and self.look_up(message)) or self.letter

    def person(self, address: str) -> Person | None:
        return next((person for person in self.people if address in person.addresses), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """`refusals` are the lines that look like a statement but can't be carried out, or why all of it was refused."""

    kind: Kind
    message: Message = _NO_MESSAGE
    machine: Machine | None = None
    written: Written = _NOTHING_WRITTEN
    reply: Reply = _NO_REPLY
    calendar: tuple[CalendarMessage, ...] = ()
    refusals: tuple[Unclear, ...] = ()
    now: datetime | None = None
    """The moment, in the author's zone, that dates were counted from."""
    answered: str = ""
    """The key of the letter of ours that it was aligned with, where the ledger has it."""


def read(raw: bytes, circumstances: Circumstances, otherwise: datetime) -> Reading:
    """What `raw` (RFC 5322) says. Its date, else `otherwise`, is the moment from which "Friday" is counted.

    A mail that answers nothing may say it all in its subject.
    """
    message = mail.read(raw)
    if isinstance(message, Unreadable):
        return refused(message.reason)
    machine = judge(message)
    if message.calendars and (machine is None or machine.kind == "calendar"):
        return _event(message, machine, circumstances)
    if machine is not None:
        return Reading(machine.kind, message, machine)
    sent = circumstances.letter_for(message)
    context = _context(message, sent, circumstances, otherwise)
    written, reply = read_answer(message, sent.words, context)
    kind: Kind = "reply" if answers(message, written) else "mail"
    if apart := _apart(message, sent, context, reply):
        said_by_none = replace(reply, statements=(), notes=(), unclear=(), passed_over=())
        return Reading(kind, message, None, written, said_by_none, (), apart, context.now, sent.name)
    return Reading(kind, message, None, written, reply, (), reply.unclear, context.now, sent.name)


def _apart(message: Message, sent: Letter, context: Context, reply: Reply) -> tuple[Unclear, ...]:
    """The lines for which nothing of a mail would be recorded, since its text and its HTML say different things."""
    if not message.html:
        return ()
    from paceline.inbox.versions import difference

    found = difference(message, sent.words, context, reply)
    if found is None:
        return ()
    told = (("in the plain text only", found.in_text), ("in the HTML only", found.in_html), ("hidden", found.unseen))
    return tuple(Unclear(line, f"nothing is recorded: {where}") for where, lines in told for line in lines)


def refused(why: str) -> Reading:
    return Reading("refused", refusals=(Unclear("", why),))


def letter(raw: bytes) -> Letter | Unreadable:
    """A letter of ours, as it was sent."""
    message = mail.read(raw)
    if isinstance(message, Unreadable):
        return message
    return Letter(letter_words(message.text, message.html), tuple(_items(message.text)))


def _items(text: str) -> Iterator[Item]:
    """The numbered paragraphs, with the id at the end of a line; one without an id asks for an update."""
    for paragraph in re.split(r"\n\s*\n", text):
        if found := _NUMBERED.match(paragraph):
            number, identified = int(found[1]), _ID_AT_END.search(paragraph)
            subject = identified[1] if identified else ""
            kind = _ITEM_KINDS.get(subject[:1], "update")
            asked = (other for words, other in _ASKED_BY.items() if f'"{number} {words}' in paragraph)
            yield Item(number, next(asked, kind) if subject else kind, subject)


def _context(message: Message, sent: Letter, circumstances: Circumstances, otherwise: datetime) -> Context:
    sender = circumstances.person(message.sender.address) if message.sender else None
    now = circumstances.at or message.date or otherwise
    if now.tzinfo is None:
        now = now.replace(tzinfo=UTC)
    return Context(
        sections=sent.sections or circumstances.sections,
        items=sent.items,
        now=now.astimezone(ZoneInfo(sender.zone)) if sender else now,
        locale=circumstances.locale or (sender.locale if sender else ""),
        names=names_of(tuple(one for one in circumstances.people if sender and one.team == sender.team)),
    )


def _event(message: Message, machine: Machine | None, circumstances: Circumstances) -> Reading:
    from paceline.inbox.calendar.invite import read_calendar

    us = circumstances.us or frozenset(message.recipients)
    zones = {address: person.zone for person in circumstances.people for address in person.addresses}
    read: list[CalendarMessage] = []
    refusals: list[Unclear] = []
    for part in message.calendars:
        found = read_calendar(part, us=us, zone=circumstances.zone, zone_of=lambda who: zones.get(who, ""))
        if isinstance(found, Unreadable):
            refusals.append(Unclear("", found.reason))
        else:
            read += found
    return Reading("calendar", message, machine, calendar=tuple(read), refusals=tuple(refusals))

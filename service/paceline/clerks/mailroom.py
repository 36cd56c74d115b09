"""Letters into the outbox: addressed, signed, threaded; each once, by its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from paceline.clerks.desk import Desk
from paceline.domain.asks import Item
from paceline.domain.people import Person
from paceline.inbox import address
from paceline.inbox.mail import Message
from paceline.ledger import outbox
from paceline.ledger.outbox import Posted
from paceline.letters import mime
from paceline.letters.write import Letter

REPLIES_COUNT_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Posting:
    """How a letter travels. `about`: an occurrence, or the inbox id it answers; `thread`: what it shares a conversation
    with; `answers`: the mail it replies to; `suppress_vacations`: no absence notice is wanted (it asks nothing)."""

    key: str
    team: str = ""
    about: str = ""
    thread: str = ""
    items: tuple[Item, ...] = ()
    answers: Message | None = None
    not_before: datetime | None = None
    suppress_vacations: bool = True
    calendar: bytes = b""
    calendar_method: str = ""
    calendar_name: str = ""


def post(desk: Desk, to: Person, posting: Posting, write: Callable[[str], Letter]) -> bool:
    """Write a letter and put it into the outbox, unless it is there already. `write` gets the letter's reply address.

    True when the letter is new.
    """
    if outbox.exists(desk.tx, posting.key):
        return False
    service = desk.config.service
    token = address.sign(service.secret, posting.key, to.id)
    reply_to = address.reply_address(service.address, token)
    letter = write(reply_to)
    message_id = address.message_id(service.secret, posting.key, service.domain)
    in_reply_to, references = _thread(desk, posting, to)
    raw = mime.assemble(
        letter,
        sender=(service.name, service.address),
        to=(to.name, to.address),
        reply_to=reply_to,
        message_id=message_id,
        date=desk.now,
        in_reply_to=in_reply_to,
        references=references,
        list_id=None if posting.calendar else (service.name, f"{posting.team or 'paceline'}.{service.domain}"),
        unsubscribe="" if posting.calendar else f"mailto:{reply_to}?subject=stop",
        auto_submitted="auto-replied" if posting.answers else "auto-generated",
        suppress=posting.suppress_vacations,
        calendar=posting.calendar,
        calendar_method=posting.calendar_method,
        calendar_name=posting.calendar_name,
    )
    return outbox.post(
        desk.tx,
        Posted(
            key=posting.key,
            letter_id=address.letter_id(posting.key),
            message_id=message_id,
            kind=letter.kind,
            team=posting.team,
            person=to.id,
            recipient=to.address,
            return_path=address.verp_address(service.address, token),
            raw=raw,
            created_at=desk.now,
            expires=desk.now + REPLIES_COUNT_FOR,
            not_before=max(desk.now, posting.not_before or desk.now),
            about=posting.about,
            items=posting.items,
        ),
    )


def post_calendar(desk: Desk, to: Person, posting: Posting, title: str) -> bool:
    """An iTIP answer to an organizer (RFC 6047): one line of text and the calendar. True when it is new."""
    letter = _imip_letter(posting.calendar_method, desk.config.service.name, title)
    return post(desk, to, posting, lambda _: letter)


def _imip_letter(method: str, name: str, title: str) -> Letter:
    if method == "REFRESH":
        return Letter("imip", f"Please send again: {title}", f"{name} asks for the whole event: {title}\n")
    return Letter("imip", f"Accepted: {title}", f"{name} accepted: {title}\n")


def operator(desk: Desk) -> Person:
    """The operator as a reader of letters."""
    service = desk.config.service
    return Person("operator", "", "", (service.operator or service.address,), service.zone, service.locale)


def _thread(desk: Desk, posting: Posting, to: Person) -> tuple[str, tuple[str, ...]]:
    """In-Reply-To and References: an answer follows its mail (RFC 5322, 3.6.4); the letters of one occurrence follow an
    id that is derived from it, so that they stand together whichever came first."""
    if posting.answers:
        mail = posting.answers
        return mail.message_id, (*mail.references[-10:], *((mail.message_id,) if mail.message_id else ()))
    if posting.thread:
        service = desk.config.service
        root = address.message_id(service.secret, f"thread/{posting.thread}/{to.id}", service.domain)
        return root, (root,)
    return "", ()

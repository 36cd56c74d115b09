"""Letters into the outbox: addressed, signed, threaded; each once, by its key."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from paceline.agenda import days
from paceline.agenda.contents import AnsweredNoMore, LettersWait
from paceline.clerks.desk import Desk
from paceline.domain.asks import Item
from paceline.domain.people import Person
from paceline.inbox import address
from paceline.inbox.mail import Message
from paceline.ledger import outbox
from paceline.ledger.outbox import Posted
from paceline.letters import mime, write
from paceline.letters.untagged import filled_in, untagged
from paceline.letters.write import Letter

log = logging.getLogger(__name__)

REPLIES_COUNT_FOR = timedelta(days=365)
_HOUR = timedelta(hours=1)
ANSWERS = ("receipt", "unplaced", "two-versions", "answer", "asking-back", "feed", "entry", "preview")
"""Letters that are written because of a mail, and to nobody but its author."""
ANSWERS_AN_HOUR = 30
ANSWERS_IN_ONE = 12
"""To one person, and of these in one conversation; a flood of mails is read and recorded, and wants no flood of
letters."""
LETTERS_AN_HOUR = 40
LETTERS_A_HEAD = 10
"""To one person, and to a team for each of its people (but as many as one person may get at the least), besides
answers: what is more waits for the next hours."""
_ENOUGH, _WAIT = "answered-no-more", "letters-wait"
TAKES_NO_MAIL = "the address takes no mail"


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
    event: str = ""
    """What our own calendar calls the event that an iTIP answer is about: it is given there."""
    reply_to: str = ""
    """The address of somebody else whom an answer goes to; else it comes to us."""


def post(desk: Desk, to: Person, posting: Posting, write: Callable[[str], Letter]) -> bool:
    """Write a letter and put it into the outbox, unless it is there already. `write` gets the letter's reply address.

    True when the letter is new. Who has left, or has no address, gets none.
    """
    if to.left or not to.addresses or outbox.exists(desk.tx, posting.key):
        return False
    if posting.answers and to.id and _has_enough(desk, to, posting):
        return False
    service = desk.config.service
    token = address.sign(service.secret, posting.key, to.id)
    reply_to = address.reply_address(service.address, token)
    return_path = address.verp_address(service.address, token)
    letter, stop = write(reply_to), f"mailto:{reply_to}?subject=stop"
    if not service.plus_addressing:
        letter = untagged(letter, reply_to, service.address, token)
        stop = f"{filled_in(service.address, token)}stop"
        reply_to = return_path = service.address
    message_id = address.message_id(service.secret, posting.key, service.domain)
    in_reply_to, references = _thread(desk, posting, to)
    raw = mime.assemble(
        letter,
        sender=(service.name, service.address),
        to=(to.name, to.address),
        reply_to=posting.reply_to or reply_to,
        message_id=message_id,
        date=desk.now,
        in_reply_to=in_reply_to,
        references=references,
        list_id=None if posting.calendar else (service.name, f"{posting.team or 'paceline'}.{service.domain}"),
        unsubscribe="" if posting.calendar else stop,
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
            return_path=return_path,
            raw=raw,
            created_at=desk.now,
            expires=desk.now + REPLIES_COUNT_FOR,
            not_before=_not_before(desk, to, posting),
            about=posting.about,
            items=posting.items,
            event=posting.event,
            state="refused" if to.address in to.unreachable else "queued",
            reason=TAKES_NO_MAIL if to.address in to.unreachable else "",
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


def _has_enough(desk: Desk, person: Person, posting: Posting) -> bool:
    """Whether as many answers went to a person within an hour, or in one conversation, as there may; they are told so,
    once an hour."""
    since = desk.now - _HOUR
    if outbox.count_since(desk.tx, person.id, ANSWERS, since) >= ANSWERS_AN_HOUR:
        content = AnsweredNoMore(person, ANSWERS_AN_HOUR, desk.now + _HOUR)
    elif outbox.answers_in(desk.tx, person.id, posting.about, ANSWERS, since) >= ANSWERS_IN_ONE:
        content = AnsweredNoMore(person, ANSWERS_IN_ONE, desk.now + _HOUR, in_one=True)
    else:
        return False
    told = outbox.last_written(desk.tx, person.id, _ENOUGH)
    if told is None or told <= since:
        notice = Posting(key=f"{_ENOUGH}/{person.id}/{desk.now:%Y-%m-%dT%H%M}", team=person.team)
        post(desk, person, notice, partial(write.answered_no_more, content, folders=desk.folders))
        log.warning("%s got %d answers within an hour, and gets no more for an hour", person.id, content.answers)
    return True


def _not_before(desk: Desk, to: Person, posting: Posting) -> datetime:
    """When a letter may go: not while its reader, or the reader's team, has had as many as may go within an hour; nor
    in the reader's quiet hours, days off and absences, unless it answers a mail or its own clerk says when."""
    at = max(desk.now, posting.not_before or desk.now)
    if posting.answers or not to.id or posting.key.startswith((_ENOUGH, _WAIT)):
        return at
    team = {person.id for person in desk.team(to.team)} if to.team else set()
    written = outbox.written_since(desk.tx, team | {to.id}, (*ANSWERS, _ENOUGH), desk.now - _HOUR)
    of_team, most = sum(written[each] for each in team), max(LETTERS_AN_HOUR, LETTERS_A_HEAD * len(team))
    hours = max(written[to.id] // LETTERS_AN_HOUR, of_team // most)
    if written[to.id] >= LETTERS_AN_HOUR:
        _tell_of_waiting(desk, LettersWait(operator(desk), to.id, LETTERS_AN_HOUR))
    elif hours:
        _tell_of_waiting(desk, LettersWait(operator(desk), to.team, most, is_team=True))
    keeps_hours = posting.not_before is None and to.id != operator(desk).id
    return days.next_allowed(to, at + hours * _HOUR) if hours or keeps_hours else at


def _tell_of_waiting(desk: Desk, content: LettersWait) -> None:
    """The operator hears of each once an hour."""
    whose = f"team/{content.who}" if content.is_team else content.who
    posting = Posting(key=f"{_WAIT}/{whose}/{desk.now:%Y-%m-%dT%H}")
    if post(desk, content.reader, posting, partial(write.letters_wait, content, folders=desk.folders)):
        log.warning("%d letters within an hour were written to %s; what is more waits", content.most, whose)


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

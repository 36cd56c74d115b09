"""One letter in the carrier's hands: given to the transport, looked up where nobody knows whether it went."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from paceline.inbox import mail
from paceline.inbox.mail import Message
from paceline.ledger.outbox import IN_DOUBT, Posted
from paceline.ports import Calendar, DeliveryError, DraftGoneError, Drafting, Recalling, Transport

log = logging.getLogger(__name__)

TRY_AGAIN_AFTER = (1, 5, 15, 60, 240, 720, 1440)
"""Minutes between tries of a letter that was not taken for now; after the last it is refused."""
LONGEST_WAIT = timedelta(hours=24)
"""A server that asks to be left alone for longer is asked again after it all the same."""
TRIES_THERE = 4
"""Tries to give an answer in our own calendar; then it goes by mail, some twenty minutes after the first."""
LOOK_AGAIN = timedelta(minutes=5)
"""Before a letter from before a restoring is looked up again at a server that was away."""
NOT_REPEATED = frozenset({"reminder"})
"""Letters that are dropped rather than perhaps sent twice, when nobody knows whether they went."""

KeepDraft = Callable[[Posted, str], None]
"""Keeps durably what the server calls a letter that lies there unsent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter: its new state, why, when it is due again, and the Message-ID it went under where the
    server put one of its own in the place of ours. State "sending" is a letter that may have gone: it is looked up when
    it is due again."""

    state: str
    reason: str = ""
    again_at: datetime | None = None
    sent_as: str = ""
    bad_address: bool = False
    """The recipient takes no mail at all."""


def carry(
    letter: Posted, transport: Transport, recalling: Iterable[Recalling], keep_draft: KeepDraft, now: datetime
) -> Outcome:
    """Send a letter that the outbox has put into our hands. `recalling`: the doors that can look up what was sent."""
    if letter.reason == IN_DOUBT and not letter.draft:
        settled = _long_ago(letter, recalling, now)
        if settled:
            return settled
    elif letter.state == "sending" and not isinstance(transport, Drafting):
        settled = _in_doubt(letter, recalling)
        if settled:
            return settled
    try:
        return Outcome("sent", sent_as=_send(letter, transport, keep_draft) or "")
    except DeliveryError as error:
        return _not_taken(letter, error, now)


def answer_there(letter: Posted, calendar: Calendar, now: datetime) -> Outcome | None:
    """Give an iTIP answer in our own calendar, whose server tells the organizer. None: it has to go by mail."""
    message = mail.read(letter.raw)
    replies = [it.data for it in message.calendars if it.method == "REPLY"] if isinstance(message, Message) else []
    if not replies:
        return None
    try:
        with _whatever_it_raises("our calendar", unknown=False):
            calendar.answer(letter.event, replies[0])
    except DeliveryError as refused:
        by_mail = refused.permanent or letter.attempts + 1 >= TRIES_THERE
        return None if by_mail else _not_taken(letter, refused, now)
    return Outcome("sent", "given in our own calendar")


def _in_doubt(letter: Posted, recalling: Iterable[Recalling]) -> Outcome | None:
    """Whether a letter went that its last sender left without an answer; None: it may be sent."""
    went = _was_sent(letter, recalling)
    if went:
        return Outcome("sent", "it had gone: it was found among what was sent")
    if went is None and letter.kind in NOT_REPEATED:
        return Outcome("unknown", letter.reason or "its sender died with it in hand; not repeated")
    return None


def _long_ago(letter: Posted, recalling: Iterable[Recalling], now: datetime) -> Outcome | None:
    """Whether a letter went before a backup was put back; None: it did not, and may be sent."""
    try:
        went = _looked_up(letter, recalling)
    except OSError as error:
        log.warning("letter %s: what was sent can't be looked up: %s", letter.key, error)
        return Outcome("sending", IN_DOUBT, now + LOOK_AGAIN)
    if went is None:
        return Outcome("held", IN_DOUBT)
    return Outcome("sent", "it had gone: it was found among what was sent") if went else None


def _looked_up(letter: Posted, recalling: Iterable[Recalling]) -> bool | None:
    answers = [_asked(letter, door) for door in recalling]
    return True if True in answers else False if False in answers else None


def _was_sent(letter: Posted, recalling: Iterable[Recalling]) -> bool | None:
    answer: bool | None = None
    for door in recalling:
        try:
            answer = _asked(letter, door)
        except OSError as error:
            log.warning("letter %s: what was sent can't be looked up: %s", letter.key, error)
        if answer:
            break
    return answer


def _asked(letter: Posted, door: Recalling) -> bool | None:
    """What a door says of a letter; one that fails on the question can't say."""
    try:
        return door.was_sent(letter.message_id)
    except OSError:  # its server is away
        raise
    except Exception as error:
        log.warning("letter %s: what was sent can't be looked up: %s", letter.key, type(error).__name__, exc_info=error)
        return None


def _send(letter: Posted, transport: Transport, keep_draft: KeepDraft) -> str | None:
    if not isinstance(transport, Drafting):
        with _whatever_it_raises("the transport"):
            return transport.send(letter.raw, sender=letter.return_path, recipient=letter.recipient)
    try:
        return _send_draft(letter.draft or _laid(letter, transport, keep_draft), transport)
    except DraftGoneError as gone:
        # Said once it is not believed: what was sent may show late at the server.
        if letter.reason != gone.reason:
            raise
    log.warning("letter %s: it is laid down anew", letter.key)
    return _send_draft(_laid(letter, transport, keep_draft), transport)


def _send_draft(draft: str, transport: Drafting) -> str | None:
    with _whatever_it_raises("the transport"):
        return transport.send_draft(draft)


def _laid(letter: Posted, transport: Drafting, keep_draft: KeepDraft) -> str:
    with _whatever_it_raises("the transport"):
        draft = transport.draft(letter.raw, sender=letter.return_path, recipient=letter.recipient)
    keep_draft(letter, draft)
    return draft


class _FailedError(DeliveryError):
    """A connector fell over a letter: its own mistake, or an error that it does not know."""


@contextmanager
def _whatever_it_raises(door: str, *, unknown: bool = True) -> Iterator[None]:
    """A connector that raises something else than it may: the letter was not taken, so that the others go on."""
    try:
        yield
    except DeliveryError:
        raise
    except ConnectionError as error:
        raise DeliveryError(str(error), unknown=unknown) from error
    except Exception as error:
        # What it says may be what somebody wrote: only its kind is told.
        raise _FailedError(f"{door} failed on it: {type(error).__name__}", unknown=unknown) from error


def _not_taken(letter: Posted, error: DeliveryError, now: datetime) -> Outcome:
    why = error.__cause__ if isinstance(error, _FailedError) else None
    log.warning("letter %s: %s", letter.key, error.reason, exc_info=why)
    if error.permanent or letter.attempts >= len(TRY_AGAIN_AFTER):
        return Outcome("refused", error.reason, bad_address=error.bad_address)
    asked = min(timedelta(seconds=error.retry_after), LONGEST_WAIT)
    wait = max(timedelta(minutes=TRY_AGAIN_AFTER[letter.attempts]), asked)
    return Outcome("sending" if error.unknown else "queued", error.reason, now + wait)

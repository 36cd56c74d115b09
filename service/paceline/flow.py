"""The service on one page: receive, plan, deliver. Each may be repeated after a crash at any line.

mail / calendar ──▶ inbox ──────▶ domain ────▶ ledger ─────▶ agenda ────▶ letters ───▶ outbox ──▶ mail
    bytes          understood     decided      recorded      planned      rendered     posted      sent
                 └── receive(): one transaction ──┘        └── plan(): one transaction ──┘      deliver()
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from paceline import carrier, restored
from paceline.carrier import Outcome
from paceline.clerks import (
    agreement_letters,
    agreement_reviews,
    agreements,
    arrivals,
    confiding,
    confirmations,
    departures,
    digests,
    dues,
    envelopes,
    ladder,
    lessons,
    objections,
    renegotiating,
    retention,
    retiming,
    reviews,
    running,
    team_weeks,
    unanswered,
    unreachable,
    update_asks,
    weeks,
    windows,
    wishes,
)
from paceline.clerks.desk import Desk
from paceline.config import Config
from paceline.domain import circles
from paceline.inbox.mail import turns
from paceline.inbox.mail.identity import content_id
from paceline.ledger import Ledger, Tx, inbox, moments, outbox, try_hold
from paceline.ledger.inbox import Arrival, Settlement
from paceline.ledger.moments import Moment
from paceline.ledger.outbox import Posted
from paceline.ledger.schema import FIRST
from paceline.ports import Calendar, Clock, ClockError, Mail, Mailbox, Recalling, Transport

log = logging.getLogger(__name__)

AT_ONCE, OCTETS_AT_ONCE = 200, 8_000_000
"""Mails that are stored in one transaction before the mailbox is told: so many, or what is above so many octets."""
WHEN: dict[str, Callable[[Desk, Moment], None]] = {
    "round": running.open_round,
    "remind": update_asks.remind,
    "digest": digests.send,
    "envelope": envelopes.send_envelope,
    "due": dues.ask,
    "close": windows.close,
    "objection": objections.ask,
    "review": reviews.ask,
    "consent": renegotiating.close,
    "lesson": lessons.tell,
    "private": confiding.deliver,
    "weeks": weeks.plan,
    "week": weeks.send,
    "retention": retention.drop,
    "teamweek": team_weeks.send,
    "quarter": team_weeks.quarter_came,
    "cut": confirmations.tell_end,
    "start": wishes.resume,
    "team": agreements.attend,
    "agreement": agreement_reviews.ask,
    "welcome": agreement_letters.welcome,
    "help": ladder.step,
    "help-ask": ladder.ask,
    "help-lost": ladder.lost,
    "stuck": unanswered.begin_unasked,
    "orphan": departures.offer_to_all,
}
"""What happens when a moment comes."""
FAILED_WAITS = timedelta(minutes=10)
"""Before a moment that we failed on is tried again; the others go on meanwhile."""


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that the three verbs work with. `lease` is how long a letter may be in a sender's hands; `goes_on` is
    asked before each step whether another may begin; each mail is settled within `in_hand(its id)`. `failed`: the keys
    of moments that we failed on, and until when they wait. `unmarked`: letters that were carried when the ledger was
    away, and what became of them."""

    config: Config
    ledger: Ledger
    clock: Clock
    lease: timedelta = timedelta(minutes=20)
    goes_on: Callable[[], bool] = lambda: True
    in_hand: Callable[[str], AbstractContextManager[object]] = nullcontext
    failed: dict[str, datetime] = field(default_factory=dict)
    unmarked: list[tuple[Posted, Outcome]] = field(default_factory=list)


# --- receive ---------------------------------------------------------------------------------------


def receive(service: Service, mailbox: Mailbox) -> int:
    """Store what the mailbox holds, tell it so, and settle all that waits. Returns how many mails were settled."""
    store(service, mailbox)
    return settle(service)


def store(service: Service, mailbox: Mailbox) -> int:
    """Keep the mails that one look gives, at most AT_ONCE, durably before the mailbox is told. Returns how many there
    were."""
    count = 0
    for mails in _batches(mailbox.fetch(AT_ONCE)):
        now = service.clock.now()
        with service.ledger.begin() as tx:
            inbox.store(tx, (_arrival(mail, at) for mail, at in zip(mails, _just_before(now, len(mails)), strict=True)))
        for mail in mails:
            mailbox.settle(mail)
        count += len(mails)
    return count


def settle(service: Service) -> int:
    """Settle all that waits. Returns how many mails there were."""
    retime(service)
    settled = 0
    while service.goes_on() and settle_next(service):
        settled += 1
    return settled


def settle_next(service: Service) -> bool:
    """Do all that the waiting mail asks for whose turn it is, in one transaction. False: none waits."""
    now = service.clock.now()
    arrival: Arrival | None = None
    try:
        with service.ledger.begin() as tx:
            arrival = inbox.next_new(tx, now)
            if arrival is None:
                return False
            with service.in_hand(arrival.id):
                inbox.settle(tx, arrival.id, arrivals.settle(Desk(service.config, tx, now), arrival))
                restored.doubt_answer(tx, arrival, now)
    except Exception as error:  # a mail that we can't handle must not stop the next one
        if arrival is None or service.ledger.is_busy(error):
            raise
        _stumbled(service, arrival, error, now)
    return True


def mail_waits(service: Service) -> bool:
    """Whether there is a mail to settle now."""
    now = service.clock.now()
    with service.ledger.look() as tx:
        return inbox.waits(tx, now)


def fell_over(service: Service, mail: str, why: str, *, for_good: bool) -> bool:
    """The process fell that had this mail in hand, and with it all that was begun. `for_good`: the mail goes to
    quarantine at once, else when it has been tried as often as any. Returns whether it is there now."""
    with service.ledger.begin() as tx:
        arrival = inbox.new(tx, mail)
        if arrival is None:
            return False
        if for_good:
            inbox.settle(tx, mail, Settlement("quarantined", "refused", why))
        quarantined = for_good or inbox.stumble(tx, arrival, why, service.clock.now())
    log.error("mail %s: %s%s", mail[:12], why, " (quarantined)" if quarantined else "")
    return quarantined


def _stumbled(service: Service, arrival: Arrival, error: Exception, now: datetime) -> None:
    reason = f"{type(error).__name__}: {error}"[:500]
    with service.ledger.begin() as tx:
        quarantined = inbox.stumble(tx, arrival, _printable(reason), now)
    kind = type(error).__name__  # what it says may be what somebody wrote
    log.error("mail %s: %s%s", arrival.id[:12], kind, " (quarantined)" if quarantined else "", exc_info=error)


def _printable(reason: str) -> str:
    """No database takes all that an error may repeat of a mail: half a surrogate pair, to PostgreSQL a NUL."""
    return "".join(char if char.isprintable() else " " for char in reason)


def _arrival(mail: Mail, now: datetime) -> Arrival:
    seen = turns.seems(mail.raw)
    return Arrival(content_id(mail.raw), mail.mailbox, mail.uid, now, mail.raw, writer=seen.writer, thread=seen.thread)


def _just_before(now: datetime, count: int) -> Iterator[datetime]:
    """Instants in a row, up to now: mails that came together are settled in the order in which they lay there."""
    return (now - timedelta(microseconds=left) for left in reversed(range(count)))


def _batches(mails: Iterable[Mail]) -> Iterator[list[Mail]]:
    batch: list[Mail] = []
    octets = 0
    for mail in mails:
        batch.append(mail)
        octets += len(mail.raw)
        if len(batch) >= AT_ONCE or octets >= OCTETS_AT_ONCE:
            yield batch
            batch, octets = [], 0
    if batch:
        yield batch


# --- retime ---------------------------------------------------------------------------------------


def retime(service: Service) -> None:
    """Derive all future instants anew where the zones' rules are newer than those they were derived with.

    At every start, and before each round of work: where several machines share a ledger, not all are upgraded at once.
    """
    left = True
    while left:
        with service.ledger.begin() as tx:
            left = retiming.retime(Desk(service.config, tx, service.clock.now()))


# --- plan ------------------------------------------------------------------------------------------


def plan(service: Service) -> int:
    """Do what is due by now, one moment in one transaction. Returns how many moments came."""
    retime(service)
    done = 0
    while service.goes_on() and _plan_next(service):
        done += 1
    return done


def _plan_next(service: Service) -> bool:
    now = service.clock.now()
    waits = [key for key, until in service.failed.items() if until > now]
    moment: Moment | None = None
    try:
        with service.ledger.begin() as tx:
            moment = _next_moment(tx, now, waits)
            if moment is None:
                return False
            WHEN[moment.kind](Desk(service.config, tx, now), moment)
            restored.doubt(tx, moment.at, now)
    except Exception as error:  # a moment that we can't handle must not stop the next one
        if moment is None or service.ledger.is_busy(error):
            raise
        service.failed[moment.key] = now + FAILED_WAITS
        log.error("moment %s: %s", moment.kind, type(error).__name__, exc_info=error)
    return True


def _next_moment(tx: Tx, now: datetime, waits: Collection[str]) -> Moment | None:
    """The earliest moment that is due in a team that no other worker is busy with, taken out; none of those in
    `waits`."""
    for moment in moments.due(tx, now, most=10 + len(waits)):
        if moment.key not in waits and try_hold(tx, circles.team_of(moment.team)) and moments.take(tx, moment):
            return moment
    return None


# --- deliver ---------------------------------------------------------------------------------------


def deliver(
    service: Service, transport: Transport, mailbox: Mailbox | None = None, calendar: Calendar | None = None
) -> int:
    """Send what lies in the outbox and may go now. Returns how many letters were taken.

    What may have gone is looked up first, at the transport or in the mailbox, where either of them can. The answer to
    an event that our own calendar holds is given there.
    """
    doors: tuple[object, ...] = (transport, mailbox)
    recalling = [door for door in doors if isinstance(door, Recalling)]
    keep_draft = partial(_keep_draft, service)
    sent = 0
    now = service.clock.now()
    letter = _mark_and_claim(service, (), now)
    while letter:
        answered = carrier.answer_there(letter, calendar, now) if calendar and letter.event else None
        outcome = answered or carrier.carry(letter, transport, recalling, keep_draft, now)
        sent += outcome.state == "sent"
        now, goes_on = _after(service, now)
        letter = _mark_and_claim(service, ((letter, outcome),), now, goes_on=goes_on)
    return sent


def _keep_draft(service: Service, letter: Posted, draft: str) -> None:
    with service.ledger.begin() as tx:
        outbox.keep_draft(tx, letter.key, draft)


def _after(service: Service, claimed_at: datetime) -> tuple[datetime, bool]:
    """Now, and whether another letter may be claimed: not where we are to stop, or the clock can't be believed."""
    try:
        return service.clock.now(), service.goes_on()
    except ClockError:
        return claimed_at, False


def _mark_and_claim(
    service: Service, carried: Iterable[tuple[Posted, Outcome]], now: datetime, *, goes_on: bool = True
) -> Posted | None:
    """One transaction a letter: what became of it, and the next one into our hands. Where the ledger is away just then
    it is marked as soon as it is back: else the letter would be sent again when its lease is over."""
    carried = (*service.unmarked, *carried)
    service.unmarked.clear()
    try:
        with service.ledger.begin() as tx:
            for letter, came in carried:
                _mark(service, tx, letter, came, now)
            return outbox.claim(tx, now, service.lease) if goes_on else None
    except Exception as error:
        if service.ledger.is_busy(error):
            service.unmarked.extend(carried)
        raise


def _mark(service: Service, tx: Tx, letter: Posted, came: Outcome, now: datetime) -> None:
    outbox.mark(tx, letter.key, came.state, now, reason=came.reason, again_at=came.again_at, sent_as=came.sent_as)
    if came.state == "refused":
        unreachable.refused(Desk(service.config, tx, now), letter, came.reason, bad_address=came.bad_address)


def next_instant(tx: Tx, after: datetime = FIRST) -> datetime | None:
    """When there is something to plan or to deliver next, of what is due after an instant."""
    instants = [at for at in (moments.next_instant(tx, after), outbox.next_instant(tx, after)) if at]
    return min(instants, default=None)

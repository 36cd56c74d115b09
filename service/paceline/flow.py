"""The service on one page: receive, plan, deliver. Each may be repeated after a crash at any line.

mail / calendar ──▶ inbox ──────▶ domain ────▶ ledger ─────▶ agenda ────▶ letters ───▶ outbox ──▶ mail
    bytes          understood     decided      recorded      planned      rendered     posted      sent
                 └── receive(): one transaction ──┘        └── plan(): one transaction ──┘      deliver()
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from paceline.clerks import absences, arrivals, digests, envelopes, retiming, rounds, windows
from paceline.clerks.desk import Desk
from paceline.config import Config
from paceline.inbox.mail.identity import content_id
from paceline.ledger import Ledger, Tx, hold, inbox, moments, outbox, people, try_hold
from paceline.ledger.inbox import Arrival
from paceline.ledger.moments import Moment
from paceline.ledger.outbox import Posted
from paceline.ports import Calendars, Clock, DeliveryError, Mail, Mailbox, Transport

log = logging.getLogger(__name__)

AT_ONCE = 50
"""Mails that are stored in one transaction before the mailbox is told."""
TRY_AGAIN_AFTER = (1, 5, 15, 60, 240, 720, 1440)
"""Minutes between tries of a letter that was not taken for now; after the last it is refused."""
LOOK_AHEAD = timedelta(days=60)
"""How far ahead people's own calendars are read."""
NOT_REPEATED = frozenset({"reminder"})
"""Letters that are dropped rather than perhaps sent twice, when nobody knows whether they went."""

WHEN: dict[str, Callable[[Desk, Moment], None]] = {
    "round": rounds.open_round,
    "remind": rounds.remind,
    "digest": digests.send,
    "envelope": envelopes.send_envelope,
    "due": envelopes.ask_due,
    "close": windows.close,
}
"""What happens when a moment comes."""


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that the three verbs work with. `lease` is how long a letter may be in a sender's hands."""

    config: Config
    ledger: Ledger
    clock: Clock
    lease: timedelta = timedelta(minutes=20)


# --- receive ---------------------------------------------------------------------------------------


def receive(service: Service, mailbox: Mailbox) -> int:
    """Store what the mailbox holds, tell it so, and settle all that waits. Returns how many mails were settled."""
    store(service, mailbox)
    settled = 0
    while settle_next(service):
        settled += 1
    return settled


def store(service: Service, mailbox: Mailbox) -> int:
    """Keep every mail durably before the mailbox is told. Returns how many there were."""
    count = 0
    for mails in _batches(mailbox.fetch(), AT_ONCE):
        now = service.clock.now()
        with service.ledger.begin() as tx:
            inbox.store(tx, (_arrival(mail, at) for mail, at in zip(mails, _just_before(now, len(mails)), strict=True)))
        for mail in mails:
            mailbox.settle(mail)
        count += len(mails)
    return count


def settle_next(service: Service) -> bool:
    """Do all that the oldest waiting mail asks for, in one transaction. False: none waits."""
    now = service.clock.now()
    arrival: Arrival | None = None
    try:
        with service.ledger.begin() as tx:
            arrival = inbox.next_new(tx, now)
            if arrival is None:
                return False
            inbox.settle(tx, arrival.id, arrivals.settle(Desk(service.config, tx, now), arrival))
    except Exception as error:  # a mail that we can't handle must not stop the next one
        if arrival is None or service.ledger.is_busy(error):
            raise
        _stumbled(service, arrival, error, now)
    return True


def _stumbled(service: Service, arrival: Arrival, error: Exception, now: datetime) -> None:
    reason = f"{type(error).__name__}: {error}"
    with service.ledger.begin() as tx:
        quarantined = inbox.stumble(tx, arrival, reason[:500], now)
    log.error("mail %s: %s%s", arrival.id[:12], reason, " (quarantined)" if quarantined else "", exc_info=error)


def _arrival(mail: Mail, now: datetime) -> Arrival:
    return Arrival(content_id(mail.raw), mail.mailbox, mail.uid, now, mail.raw)


def _just_before(now: datetime, count: int) -> Iterator[datetime]:
    """Instants in a row, up to now: mails that came together are settled in the order in which they lay there."""
    return (now - timedelta(microseconds=left) for left in reversed(range(count)))


def _batches(mails: Iterable[Mail], size: int) -> Iterator[list[Mail]]:
    source = iter(mails)
    while batch := list(islice(source, size)):
        yield batch


# --- retime ---------------------------------------------------------------------------------------


def retime(service: Service) -> None:
    """Derive all future instants anew where the zones' rules are others than those they were derived with."""
    left = True
    while left:
        with service.ledger.begin() as tx:
            left = retiming.retime(Desk(service.config, tx, service.clock.now()))


# --- plan ------------------------------------------------------------------------------------------


def plan(service: Service) -> int:
    """Do what is due by now, one moment in one transaction. Returns how many moments came."""
    done = 0
    while _plan_next(service):
        done += 1
    return done


def _plan_next(service: Service) -> bool:
    now = service.clock.now()
    with service.ledger.begin() as tx:
        moment = _next_moment(tx, now)
        if moment is None:
            return False
        WHEN[moment.kind](Desk(service.config, tx, now), moment)
    return True


def _next_moment(tx: Tx, now: datetime) -> Moment | None:
    """The earliest moment that is due in a team that no other worker is busy with, taken out."""
    for moment in moments.due(tx, now, most=10):
        if try_hold(tx, moment.team) and moments.take(tx, moment):
            return moment
    return None


# --- look ------------------------------------------------------------------------------------------


def look(service: Service, calendars: Calendars) -> int:
    """Take from people's own calendars when they are out of office. Returns for how many that has changed.

    Calendars are read outside of transactions: a server may be slow.
    """
    now, changed = service.clock.now(), 0
    with service.ledger.begin() as tx:
        everybody = [person for person, _ in people.everyone(tx) if person.addresses]
    for person in everybody:
        shown = tuple(calendars.shown(person.address, now, now + LOOK_AHEAD))
        with service.ledger.begin() as tx:
            hold(tx, person.team)
            known = people.by_id(tx, person.id)
            changed += known is not None and absences.from_calendar(Desk(service.config, tx, now), known, shown)
    return changed


# --- deliver ---------------------------------------------------------------------------------------


def deliver(service: Service, transport: Transport) -> int:
    """Send what lies in the outbox and may go now. Returns how many letters were taken."""
    sent = 0
    letter = _claim(service)
    while letter:
        state, reason, again_at = _send(service, transport, letter)
        sent += state == "sent"
        letter = _mark_and_claim(service, letter, state, reason, again_at)
    return sent


def _claim(service: Service) -> Posted | None:
    with service.ledger.begin() as tx:
        return outbox.claim(tx, service.clock.now(), service.lease)


def _mark_and_claim(
    service: Service, letter: Posted, state: str, reason: str, again_at: datetime | None
) -> Posted | None:
    """One transaction a letter: what became of it, and the next one into our hands."""
    now = service.clock.now()
    with service.ledger.begin() as tx:
        outbox.mark(tx, letter.key, state, now, reason=reason, again_at=again_at)
        return outbox.claim(tx, now, service.lease)


def _send(service: Service, transport: Transport, letter: Posted) -> tuple[str, str, datetime | None]:
    """Hand one letter over: (its new state, why, when to try again)."""
    if letter.state == "sending" and letter.kind in NOT_REPEATED:
        return "unknown", "its sender died with it in hand; not repeated", None
    try:
        transport.send(letter.raw, sender=letter.return_path, recipient=letter.recipient)
    except DeliveryError as error:
        return _refused(service, letter, error)
    return "sent", "", None


def _refused(service: Service, letter: Posted, error: DeliveryError) -> tuple[str, str, datetime | None]:
    log.warning("letter %s: %s", letter.key, error.reason)
    if error.permanent or letter.attempts >= len(TRY_AGAIN_AFTER):
        return "refused", error.reason, None
    if error.unknown and letter.kind in NOT_REPEATED:
        return "unknown", error.reason, None
    wait = timedelta(minutes=TRY_AGAIN_AFTER[letter.attempts])
    return "queued", error.reason, service.clock.now() + wait


def next_instant(tx: Tx) -> datetime | None:
    """When there is something to plan or to deliver next."""
    instants = [at for at in (moments.next_instant(tx), outbox.next_instant(tx)) if at]
    return min(instants, default=None)

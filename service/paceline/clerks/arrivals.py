"""A mail from the inbox: what kind it is, who wrote it, and whose job it is."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace

from paceline.clerks import automata, calendars, claims, guest_answers, invites, persons, replies, unreachable
from paceline.clerks.desk import Desk
from paceline.inbox import address, mail
from paceline.inbox.machines import Machine, judge
from paceline.inbox.mail import Message, Unreadable
from paceline.inbox.trust import Identity, identify
from paceline.ledger import hold, inbox, outbox, people
from paceline.ledger.inbox import Arrival, Settlement

log = logging.getLogger(__name__)


def settle(desk: Desk, arrival: Arrival) -> Settlement:
    """Do all that one mail asks for, in the desk's transaction, and say what became of it."""
    if arrival.mailbox.startswith(calendars.MAILBOX):
        return calendars.settle(desk, arrival)
    message = mail.read(arrival.raw)
    if isinstance(message, Unreadable):
        return Settlement("quarantined", "refused", message.reason)
    return _flagged(desk, arrival, message, _settled(desk, arrival, message))


def _settled(desk: Desk, arrival: Arrival, message: Message) -> Settlement:
    if _is_our_own(desk, message):
        return Settlement("settled", "own", "a letter of ours came back to us")
    machine = judge(message) or _another_service(desk, message)
    answers = guest_answers.about_ours(desk, message)
    if machine and not (answers and machine.kind == "calendar"):
        return automata.settle(desk, arrival, message, machine)
    service = desk.config.service
    identity = identify(message, authserv_id=service.authserv_id, trust=service.trust)
    known = people.by_address(desk.tx, identity.address)
    hold(desk.tx, known.team if known else "")
    known = people.by_address(desk.tx, identity.address)  # whoever was waited for may have written
    if answers:
        return guest_answers.settle(desk, arrival, message, identity, answers)
    if message.calendars and not _only_carries_one(desk, message):
        return invites.settle(desk, arrival, message, identity)
    person = known if identity.authenticated else None
    if message.tnef_invite and person:
        return invites.settle_winmail(desk, message, person)
    if person is None:
        return Settlement("held", "reply", _of_a_stranger(desk, arrival, message, identity))
    return replies.settle(desk, arrival, message, unreachable.got_through(desk, person, identity.address, arrival.id))


def _of_a_stranger(desk: Desk, arrival: Arrival, message: Message, identity: Identity) -> str:
    """Why it is held. One who could be taken for a member is not asked about: a member might say yes to it."""
    if not identity.authenticated:
        return identity.why
    if member := persons.taken_for(desk, identity.address):
        return f"{identity.address} looks like {member}, and is another address"
    claims.ask(desk, arrival, message, identity.address)
    return f"{identity.address} is nobody we know"


def _another_service(desk: Desk, message: Message) -> Machine | None:
    """An installation of this very service at its users' domain, where a gateway took away what says that its letters
    are automatic (RFC 3834): their Message-IDs are like ours, and none of ours."""
    domain = message.sender.address.rpartition("@")[2] if message.sender else ""
    if message.calendars or not domain or not address.letter_of(message.message_id, domain):
        return None
    if outbox.by_message_ids(desk.tx, (message.message_id,)):
        return None
    return Machine("robot", "a letter of another such service")


def _is_our_own(desk: Desk, message: Message) -> bool:
    """By its From alone: whoever has a letter of ours may send a mail of their own under its Message-ID."""
    sender = message.sender.address if message.sender else ""
    return any(address.is_ours(sender, one) for one in desk.config.service.addresses)


def _flagged(desk: Desk, arrival: Arrival, message: Message, came: Settlement) -> Settlement:
    """A Message-ID is one mail's (RFC 5322, 3.6.4). Another one under it is read like any, and the operator is told: a
    list may have added its footer to a copy, or somebody wants to be taken for another mail."""
    if not message.message_id or came.kind == "own" or came.forget:
        return came
    bears = hashlib.blake2b(message.message_id.encode("utf-8", "replace"), digest_size=16).hexdigest()
    other = inbox.bearing(desk.tx, bears, arrival.id)
    flag = f"it bears the Message-ID of another mail, {other[:12]}" if other else ""
    if _names_a_letter(desk, message):
        flag = "it bears the Message-ID of a letter of ours"
    if flag:
        log.warning("mail %s was read like any: %s", arrival.id[:12], flag)
    return replace(came, bears=bears, reason="; ".join(filter(None, (came.reason, flag))))


def _names_a_letter(desk: Desk, message: Message) -> bool:
    looks_so = address.letter_of(message.message_id, desk.config.service.domain)
    return bool(looks_so and outbox.by_message_ids(desk.tx, (message.message_id,)))


def _only_carries_one(desk: Desk, message: Message) -> bool:
    """Words to a letter of ours, with a calendar file attached that is no invitation (RFC 6047, 2.4)."""
    answers = bool(address.token_in(message.recipients, desk.config.service.address))
    return answers and not any(part.method or b"METHOD:" in part.data[:4096].upper() for part in message.calendars)

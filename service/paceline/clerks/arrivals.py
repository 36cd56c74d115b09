"""A mail from the inbox: what kind it is, who wrote it, and whose job it is."""

from __future__ import annotations

from paceline.clerks import automata, invites, replies
from paceline.clerks.desk import Desk
from paceline.inbox import address, mail
from paceline.inbox.machines import judge
from paceline.inbox.mail import Message, Unreadable
from paceline.inbox.trust import identify
from paceline.ledger import hold, people
from paceline.ledger.inbox import Arrival, Settlement


def settle(desk: Desk, arrival: Arrival) -> Settlement:
    """Do all that one mail asks for, in the desk's transaction, and say what became of it."""
    message = mail.read(arrival.raw)
    if isinstance(message, Unreadable):
        return Settlement("quarantined", "refused", message.reason)
    if _is_our_own(desk, message):
        return Settlement("settled", "own", "a letter of ours came back to us")
    machine = judge(message)
    if machine:
        return automata.settle(desk, arrival, message, machine)
    service = desk.config.service
    identity = identify(message, authserv_id=service.authserv_id, trust=service.trust)
    known = people.by_address(desk.tx, identity.address)
    hold(desk.tx, known.team if known else "")
    if message.calendars and not _only_carries_one(desk, message):
        return invites.settle(desk, arrival, message, identity)
    person = known if identity.authenticated else None
    if message.tnef_invite and person:
        return invites.settle_winmail(desk, message, person)
    if person is None:
        why = identity.why if not identity.authenticated else f"{identity.address} is nobody we know"
        return Settlement("held", "reply", why)
    return replies.settle(desk, arrival, message, person)


def _is_our_own(desk: Desk, message: Message) -> bool:
    service = desk.config.service
    sender = message.sender.address if message.sender else ""
    ours = any(address.is_ours(sender, one) for one in service.addresses)
    return ours or bool(address.letter_of(message.message_id, service.domain))


def _only_carries_one(desk: Desk, message: Message) -> bool:
    """Words to a letter of ours, with a calendar file attached that is no invitation (RFC 6047, 2.4)."""
    answers = bool(address.token_in(message.recipients, desk.config.service.address))
    return answers and not any(part.method or b"METHOD:" in part.data[:4096].upper() for part in message.calendars)

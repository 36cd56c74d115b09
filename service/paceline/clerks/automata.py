"""Machines' mail: understood, never answered (RFC 3834)."""

from __future__ import annotations

from datetime import date

from paceline.clerks import absences, placing, unreachable
from paceline.clerks.desk import Desk
from paceline.inbox import address
from paceline.inbox.machines import Machine
from paceline.inbox.mail import Message
from paceline.inbox.trust import identify
from paceline.ledger import hold, outbox, people
from paceline.ledger.inbox import Arrival, Settlement
from paceline.ledger.outbox import Posted


def settle(desk: Desk, arrival: Arrival, message: Message, machine: Machine) -> Settlement:
    if machine.kind == "bounce" and machine.bounce and machine.bounce.permanent:
        letter = _returned(desk, message, machine)
        if letter:
            unreachable.came_back(desk, letter, machine.bounce.status, machine.bounce.diagnostic)
            return Settlement("settled", machine.kind, machine.why, letter.person, letter.team)
    if machine.kind == "auto-reply" and machine.absence:
        return _absent(desk, arrival, message, machine, machine.absence)
    return Settlement("settled", machine.kind, machine.why)


def _absent(
    desk: Desk, arrival: Arrival, message: Message, machine: Machine, told: tuple[date | None, date | None]
) -> Settlement:
    """An absence notice counts in answer to a letter of ours, and from the one who got it."""
    service = desk.config.service
    identity = identify(message, authserv_id=service.authserv_id, trust=service.trust)
    person = people.by_address(desk.tx, identity.address) if identity.authenticated else None
    letter = (placing.place(desk, message, person).letter or _by_return_path(desk, message)) if person else None
    if person is None or letter is None or letter.person != person.id:
        return Settlement("settled", machine.kind, machine.why)
    hold(desk.tx, person.team)
    absences.from_notice(desk, arrival, person, told)
    return Settlement("settled", machine.kind, machine.why, person.id, person.team)


def _returned(desk: Desk, message: Message, machine: Machine) -> Posted | None:
    """The letter of ours that came back: by its bounce address, else by the Message-ID that the bounce quotes."""
    quoted = machine.bounce.original_id if machine.bounce else ""
    found = outbox.by_message_ids(desk.tx, (quoted,)) if quoted else ()
    return _by_return_path(desk, message) or (found[0] if found else None)


def _by_return_path(desk: Desk, message: Message) -> Posted | None:
    """The letter whose bounce address this was sent to: where machines answer."""
    service = desk.config.service
    token = address.verp_token_in(message.recipients, service.address)
    for letter in outbox.by_letter_id(desk.tx, address.letter_of_token(token)) if token else ():
        if address.verify(service.secret, token, letter.key, letter.person):
            return letter
    return None

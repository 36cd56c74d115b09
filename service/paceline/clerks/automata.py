"""Machines' mail: understood, never answered (RFC 3834)."""

from __future__ import annotations

from paceline.clerks.desk import Desk
from paceline.inbox import address
from paceline.inbox.machines import Machine
from paceline.inbox.mail import Message
from paceline.ledger import outbox
from paceline.ledger.inbox import Settlement
from paceline.ledger.outbox import Posted


def settle(desk: Desk, message: Message, machine: Machine) -> Settlement:
    if machine.kind == "bounce" and machine.bounce and machine.bounce.permanent:
        letter = _returned(desk, message, machine)
        if letter:
            outbox.returned(desk.tx, letter.key, machine.bounce.diagnostic or machine.bounce.status)
            return Settlement("settled", machine.kind, machine.why, letter.person, letter.team)
    return Settlement("settled", machine.kind, machine.why)


def _returned(desk: Desk, message: Message, machine: Machine) -> Posted | None:
    """The letter of ours that came back: by its bounce address, else by the Message-ID that the bounce quotes."""
    service = desk.config.service
    token = address.verp_token_in(message.recipients, service.address)
    for letter in outbox.by_letter_id(desk.tx, address.letter_of_token(token)) if token else ():
        if address.verify(service.secret, token, letter.key, letter.person):
            return letter
    quoted = machine.bounce.original_id if machine.bounce else ""
    found = outbox.by_message_ids(desk.tx, (quoted,)) if quoted else ()
    return found[0] if found else None

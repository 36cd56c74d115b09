"""Machines' mail: understood, never answered (RFC 3834)."""

from __future__ import annotations

from datetime import date, timedelta

from paceline.clerks import persons, placing
from paceline.clerks.desk import Desk
from paceline.domain.facts import WentAway
from paceline.domain.people import Person
from paceline.inbox import address
from paceline.inbox.machines import Machine
from paceline.inbox.mail import Message
from paceline.inbox.trust import identify
from paceline.ledger import hold, outbox, people
from paceline.ledger.inbox import Arrival, Settlement
from paceline.ledger.outbox import Posted

LONGEST = timedelta(days=183)
"""A notice of a longer absence is not believed: it was set up for somebody who has left."""


def settle(desk: Desk, arrival: Arrival, message: Message, machine: Machine) -> Settlement:
    if machine.kind == "bounce" and machine.bounce and machine.bounce.permanent:
        letter = _returned(desk, message, machine)
        if letter:
            outbox.returned(desk.tx, letter.key, machine.bounce.diagnostic or machine.bounce.status)
            return Settlement("settled", machine.kind, machine.why, letter.person, letter.team)
    if machine.kind == "auto-reply" and machine.absence:
        return _absent(desk, arrival, message, machine, machine.absence)
    return Settlement("settled", machine.kind, machine.why)


def _absent(
    desk: Desk, arrival: Arrival, message: Message, machine: Machine, told: tuple[date | None, date | None]
) -> Settlement:
    """An absence notice with its last day, in answer to a letter of ours and from the one who got it, is an absence."""
    service = desk.config.service
    identity = identify(message, authserv_id=service.authserv_id, trust=service.trust)
    person = people.by_address(desk.tx, identity.address) if identity.authenticated else None
    place = placing.place(desk, message, person) if person else None
    if person is None or place is None or place.letter is None:
        return Settlement("settled", machine.kind, machine.why)
    hold(desk.tx, person.team)
    first, last = told[0] or desk.today(person), told[1]
    if last and max(first, desk.today(person)) <= last <= first + LONGEST and not _known(person, first, last):
        desk.record(
            person.team, persons.subject(person.id), WentAway(first, last), author=person.id, message=arrival.id
        )
        persons.refresh(desk, person)
    return Settlement("settled", machine.kind, machine.why, person.id, person.team)


def _known(person: Person, first: date, last: date) -> bool:
    return any(absence.covers(first) and absence.covers(last) for absence in person.absences)


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

"""A letter to somebody was answered from an address that is not known as theirs: they are asked once, and nothing of it
counts until they say that it was them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from paceline.agenda.contents import Claim, Recorded
from paceline.clerks import mailroom, persons, placing
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.placing import Place
from paceline.domain.asks import Item
from paceline.domain.facts import AddressClaimed
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.inbox.answer import plain_subject
from paceline.inbox.mail import Message
from paceline.ledger import inbox, outbox, people
from paceline.ledger.inbox import Arrival
from paceline.letters import write

CLAIM = "claim/"
MOST = 3
"""Such questions to one person in `WITHIN`: whoever has a letter of theirs could have them asked without end."""
WITHIN = timedelta(days=7)


def ask(desk: Desk, arrival: Arrival, message: Message, sender: str, other: Person | None = None) -> None:
    """`sender` is an address that its server vouches for, `other` whose it is; None: nobody's whom we know."""
    letter = placing.letter_of(desk, message)
    owner = people.by_id(desk.tx, letter.person) if letter else None
    if letter is None or owner is None or owner.left or not owner.addresses or (other and other.id == owner.id):
        return
    if other and not frozenset(owner.addresses).isdisjoint(message.recipients):
        return  # an answer to all: its owner has it
    if outbox.count_since(desk.tx, owner.id, ("claim",), desk.now - WITHIN) >= MOST:
        return
    content = Claim(owner, sender, plain_subject(message.subject)[:200], other.first_name if other else "")
    posting = Posting(
        key=f"claim/{owner.id}/{sender}",
        team=owner.team,
        items=() if other else (Item(1, "offer", f"{CLAIM}{arrival.id}/{sender}"),),
    )
    mailroom.post(desk, owner, posting, partial(write.claim, content, folders=desk.folders))


def is_about(said: Command) -> bool:
    return said.subject.startswith(CLAIM)


def yes(desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """The address is theirs from now on, and what was held is taken in."""
    arrival, _, address = said.subject.removeprefix(CLAIM).partition("/")
    owner = people.by_address(desk.tx, address)
    if owner and owner.id != person.id:
        return Refusal(said.line, f"{address} has meanwhile become known as {owner.first_name}'s")
    if owner is None:
        desk.record(person.team, persons.subject(person.id), AddressClaimed(address), author=person.id, message=message)
        persons.refresh(desk, person)
    inbox.take_again(desk.tx, arrival)
    return Recorded("address", what=address)


def no(_desk: Desk, _message: str, _person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    return Recorded("no address", what=said.subject.rpartition("/")[2])

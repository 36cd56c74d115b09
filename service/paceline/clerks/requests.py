"""What people ask about themselves: a copy of what is on record of them, and to be erased."""

from __future__ import annotations

from datetime import date

from paceline.agenda import exports
from paceline.agenda.contents import Exported, Held, Recorded
from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.exporting import Export
from paceline.clerks.mailroom import Posting
from paceline.clerks.placing import Place
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.inbox.answer import plain_subject
from paceline.inbox.mail import Message
from paceline.letters import write

LARGEST = 2_000_000
"""Octets of a table that is sent by mail."""


def export(desk: Desk, arrival: str, message: Message, person: Person, said: Command) -> Refusal | None:
    """All that is on record of the person, to that person only."""
    records = list(Export(desk, person=person).records())
    table = exports.as_csv(records).encode()
    if len(table) > LARGEST:
        hint = f'ask whoever runs the service for "paceline export --person {person.id}"'
        return Refusal(said.line, "it is too much for a mail", hint)
    content = Exported(person, plain_subject(message.subject), len(records))
    key, file = f"export/{arrival}", f"{person.id}.csv"
    posting = Posting(key, person.team, arrival, answers=message, calendar=table, calendar_name=file)
    mailroom.post(desk, person, posting, lambda reply_to: write.export(content, reply_to, desk.folders))
    return None


def erasure(desk: Desk, message: str, person: Person, _place: Place, _said: Command, _today: date) -> Recorded:
    """Whoever runs the service is asked: it is for good, and the team is to take over first."""
    reader = mailroom.operator(desk)
    hint = f"paceline people leave {person.id}; paceline people erase {person.id}"
    content = Held(reader.address, person.address, "erasure", "", hint=hint)
    posting = Posting(key=f"erasure/{message}", about=message)
    mailroom.post(desk, reader, posting, lambda reply_to: write.held(content, reply_to, desk.folders))
    return Recorded("erasure asked")

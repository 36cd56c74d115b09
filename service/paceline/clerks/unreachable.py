"""Addresses that take no mail: nothing more is sent there, and whoever runs their reviews hears of it, once."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from paceline.agenda.contents import Unreachable
from paceline.agenda.rounds import digest_for
from paceline.clerks import ladder, mailroom, persons
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.persons import is_gone
from paceline.domain.facts import MailCameBack, MailGotThrough
from paceline.domain.people import Person
from paceline.ledger import cadences, outbox, people
from paceline.ledger.outbox import Posted
from paceline.letters import write

IN_A_ROW = 3
"""Letters that came back, whatever the reason, after which no more are sent."""
_OF_THE_LETTER = re.compile(r"\b5\.(?:1\.[78]|2\.[234]|3\.[234]|5\.[0-6]|6\.\d{1,3}|7\.\d{1,3})\b")
"""Statuses of a letter, its sender or a full mailbox: another letter may well be taken (RFC 3463, 3)."""


def came_back(desk: Desk, letter: Posted, status: str, reason: str) -> None:
    """A letter of ours came back for good. `status` is an enhanced status code (RFC 3463), or ""."""
    outbox.returned(desk.tx, letter.key, reason or status)
    of_the_address = not _OF_THE_LETTER.search(status or reason) or _none_arrives(desk, letter)
    refused(desk, letter, reason or status, bad_address=of_the_address)


def refused(desk: Desk, letter: Posted, reason: str, *, bad_address: bool) -> None:
    """What follows from a letter that did not arrive, whether its server said so at the door or later by mail."""
    ladder.returned(desk, letter)
    if bad_address:
        _close(desk, letter, reason)


def _close(desk: Desk, letter: Posted, reason: str) -> None:
    """The address that a letter was sent to takes no mail."""
    person = people.by_id(desk.tx, letter.person)
    if person is None or letter.recipient not in person.addresses or letter.recipient in person.unreachable:
        return
    closed = MailCameBack(letter.recipient, reason[:300])
    desk.record(person.team, persons.subject(person.id), closed)
    fresh = persons.refresh(desk, person)
    outbox.send_no_more(desk.tx, letter.recipient, mailroom.TAKES_NO_MAIL)
    for reader, titles in _readers(desk, fresh).values():
        content = Unreachable(reader, fresh.first_name, closed.address, closed.reason, titles)
        key, at = f"unreachable/{letter.key}/{reader.id}", digest_for(reader, desk.now)
        posting = Posting(key=key, team=fresh.team, not_before=at)
        mailroom.post(desk, reader, posting, partial(write.unreachable, content, folders=desk.folders))


def got_through(desk: Desk, person: Person, address: str, message: str) -> Person:
    """Somebody wrote from an address: where it was given up, letters go there again."""
    if address not in person.unreachable:
        return person
    desk.record(person.team, persons.subject(person.id), MailGotThrough(address), author=person.id, message=message)
    return persons.refresh(desk, person)


def _none_arrives(desk: Desk, letter: Posted) -> bool:
    last = outbox.last_outcomes(desk.tx, letter.person, letter.recipient, IN_A_ROW)
    return len(last) == IN_A_ROW and "sent" not in last


def _readers(desk: Desk, person: Person) -> dict[str, tuple[Person, tuple[str, ...]]]:
    """The organizers of the reviews that the person takes part in, each with the titles; the operator where none can be
    written to."""
    found: dict[str, tuple[Person, tuple[str, ...]]] = {}
    for kept in cadences.of_team(desk.tx, person.team):
        invited = (*kept.cadence.participants, *kept.cadence.settings.people)
        takes_part = any(one.address in person.addresses for one in invited)
        organizer = people.by_id(desk.tx, kept.organizer)
        if kept.ended or not takes_part or organizer is None or organizer.id == person.id or is_gone(organizer):
            continue
        titles = (*found[organizer.id][1], kept.cadence.title) if organizer.id in found else (kept.cadence.title,)
        found[organizer.id] = organizer, titles
    operator = replace(mailroom.operator(desk), name="")
    return found or {operator.id: (operator, ())}

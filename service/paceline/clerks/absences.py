"""Absences that nobody has to write: a notice that answers a letter of ours, an event that says somebody is away."""

from __future__ import annotations

from datetime import date, timedelta

from paceline.agenda.contents import NotRecorded, Receipt, Recorded
from paceline.clerks import mailroom, persons
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.cadence import CalendarMessage, cadence_id
from paceline.domain.facts import Entry, Undone, WentAway, standing
from paceline.domain.people import Person
from paceline.inbox.mail import Message
from paceline.ledger import facts
from paceline.ledger.inbox import Arrival
from paceline.letters import write

LONGEST = timedelta(days=183)
"""A notice of a longer absence is not believed: it was set up by somebody who has left."""


def from_notice(desk: Desk, arrival: Arrival, person: Person, told: tuple[date | None, date | None]) -> None:
    """Who wrote the notice is away, if it says until when. A notice is not answered (RFC 3834)."""
    today = desk.today(person)
    first, last = told[0] or today, told[1]
    if last is None or not max(first, today) <= last <= first + LONGEST:
        return
    if not any(absence.covers(first) and absence.covers(last) for absence in person.absences):
        _go(desk, arrival, person, WentAway(first, last))


def is_absence(desk: Desk, invite: CalendarMessage, organizer: Person) -> bool:
    """Whether an event says that its organizer is away, or is a newer word about one that did."""
    return invite.away or bool(_told(desk, invite, organizer))


def from_event(desk: Desk, arrival: Arrival, message: Message, invite: CalendarMessage, person: Person) -> None:
    """The organizer's own absence: recorded, moved or taken back; they get a receipt that can be undone."""
    told = _told(desk, invite, person)
    newest = max((away.sequence for _, away in told), default=-1)
    over = invite.method == "CANCEL" or invite.cancelled
    if invite.sequence < newest or (invite.sequence == newest and not over):
        return
    counts = standing(facts.of(desk.tx, persons.subject(person.id)))
    for entry, _ in told:
        if entry in counts:
            undone = Entry(person.team, entry.subject, Undone(entry.message), desk.now, person.id, arrival.id)
            desk.record_all([undone])
    person = persons.refresh(desk, person)
    if over:
        return
    if invite.days is None:
        title = invite.cadence.title if invite.cadence else ""
        refused = NotRecorded(title, "an absence is whole days, and does not repeat", '"away 3 Dec to 7 Dec" in a mail')
        _receipt(desk, arrival, message, Receipt(person, title, refused=(refused,), day=desk.today(person)))
    elif invite.days[1] >= desk.today(person):
        first, last = invite.days
        _go(desk, arrival, person, WentAway(first, last, cadence_id(invite.uid), invite.sequence))
        title = invite.cadence.title if invite.cadence else ""
        recorded = Recorded("away", was=first, due=last)
        _receipt(desk, arrival, message, Receipt(person, title, recorded=(recorded,), day=desk.today(person)))


def _told(desk: Desk, invite: CalendarMessage, person: Person) -> list[tuple[Entry, WentAway]]:
    """What this very event has said of the person before."""
    event = cadence_id(invite.uid)
    entries = facts.of(desk.tx, persons.subject(person.id))
    return [(e, e.fact) for e in entries if isinstance(e.fact, WentAway) and e.fact.event == event]


def _go(desk: Desk, arrival: Arrival, person: Person, away: WentAway) -> None:
    desk.record(person.team, persons.subject(person.id), away, author=person.id, message=arrival.id)
    persons.refresh(desk, person)


def _receipt(desk: Desk, arrival: Arrival, message: Message, content: Receipt) -> None:
    posting = Posting(f"receipt/{arrival.id}", content.reader.team, arrival.id, answers=message)
    mailroom.post(desk, content.reader, posting, lambda reply_to: write.receipt(content, reply_to, desk.folders))

"""What a team is told when somebody has left it: each thing that needs an owner is offered by itself, first to who
waits for it, and to all when they have not taken it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from paceline.agenda import days
from paceline.agenda.contents import Departure, Orphan
from paceline.agenda.rounds import digest_for
from paceline.clerks import mailroom, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.people import Person
from paceline.ledger import facts, moments, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment
from paceline.letters import write
from paceline.letters.write import Letter

TIME_TO_TAKE_IT = 1
"""So many working days who waits for something is asked alone."""


def tell(
    desk: Desk, person: Person, kept: list[Commitment | Decision], waited_for: list[Decision], ran: list[Kept]
) -> Departure:
    """Each of the team, in a letter of their own; what belongs to a private review only those who take part in it.
    Returns it as it would be told to who left."""
    orphans = {it.id: _orphan(desk, it) for it in kept if isinstance(it, Commitment)}
    for it in kept:
        if it.id in orphans and (at := orphans[it.id].until):
            moments.put(desk.tx, Moment(f"orphan/{it.id}", at, "orphan", it.team, it.id))
    for reader in desk.team(person.team):
        told = _for(desk, reader, person, kept, orphans, waited_for, ran)
        if reader.wants_nothing and not told.intents:
            continue
        _post(desk, told, f"departure/{person.id}/{told.day}/{reader.id}", person.team)
    return _for(desk, person, person, kept, orphans, waited_for, ran)


def offer_to_all(desk: Desk, moment: Moment) -> None:
    """Who waits for it has had their time: the others are asked about this one thing, if it has no owner yet."""
    it = facts.record(desk.tx, moment.subject)
    left = people.by_id(desk.tx, it.owner) if isinstance(it, Commitment) else None
    if left is None or not isinstance(it, Commitment) or not (it.is_open and it.orphaned):
        return
    asked = {person.id for person in _waiting(desk, it)}
    for reader in desk.team(it.team):
        if reader.id not in asked and not reader.wants_nothing and desk.may_read(reader, it.team):
            orphan = Orphan(it.id, it.what, it.due)
            told = Departure(reader, left.first_name, desk.today(reader), (orphan,), again=True)
            _post(desk, told, f"departure/{it.id}/{told.day}/{reader.id}", it.team)


def _waiting(desk: Desk, it: Commitment) -> list[Person]:
    """Who waits for it and is there to say whether they take it."""
    wanted = {*it.needed_by, it.asked_by} - {it.owner}
    members = (person for person in desk.team(it.team) if person.id in wanted and "asks" not in person.stopped)
    return [person for person in members if not person.away_on(desk.today(person))]


def _orphan(desk: Desk, it: Commitment) -> Orphan:
    """`first` as ids."""
    first = _waiting(desk, it)
    until: datetime | None = days.working_end(first, desk.now, TIME_TO_TAKE_IT) if first else None
    return Orphan(it.id, it.what, it.due, tuple(person.id for person in first), until)


def _for(
    desk: Desk,
    reader: Person,
    person: Person,
    kept: list[Commitment | Decision],
    orphans: dict[str, Orphan],
    waited_for: list[Decision],
    ran: list[Kept],
) -> Departure:
    may_know = [it for it in kept if desk.may_read(reader, it.team)]
    part = [one.cadence.title for one in ran if any(p.id == reader.id for p in rounds.participants(desk, one))]
    return Departure(
        reader=reader,
        who=person.first_name,
        day=desk.today(reader),
        commitments=tuple(_seen_by(desk, reader, orphans[it.id], it.team) for it in may_know if it.id in orphans),
        decisions=tuple((it.id, it.title) for it in may_know if isinstance(it, Decision)),
        reviews=tuple(part),
        intents=tuple((it.id, it.title) for it in waited_for if it.owner == reader.id),
    )


def _seen_by(desk: Desk, reader: Person, orphan: Orphan, team: str) -> Orphan:
    names = desk.names(team) | {reader.id: ""}
    first = tuple(names.get(person, person) for person in orphan.first)
    return Orphan(orphan.id, orphan.what, orphan.due, first, orphan.until)


def _post(desk: Desk, told: Departure, key: str, team: str) -> None:
    posting = Posting(key=key, team=team, not_before=digest_for(told.reader, desk.now))
    mailroom.post(desk, told.reader, posting, partial(_letter, desk, told))


def _letter(desk: Desk, told: Departure, reply_to: str) -> Letter:
    return write.departure(told, reply_to, desk.folders)

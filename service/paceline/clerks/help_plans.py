"""What a step of the help ladder rests on: whose turn it is, until when, what the team's rules say of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from paceline.agenda import days
from paceline.agenda.helping import HelpPlan
from paceline.agenda.ladder import Peer, Rules, deadline, next_ones
from paceline.clerks import offers
from paceline.clerks.desk import Desk
from paceline.domain import circles
from paceline.domain.commitments import Commitment
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.ledger import asks, facts, people

GRACE = timedelta(minutes=10)
"""So long after somebody asked for help the first peers are asked: it may be taken back, or said better."""
OWNER_IS_WAITED_FOR = timedelta(days=3)


def plan(desk: Desk, it: HelpRequest) -> HelpPlan:
    """What will happen, as whoever asked for help is told in advance."""
    ready = ready_to_ask(desk, it)
    chosen = ready[: desk.rules(it.team).help_at_once]
    until = waits_until(desk, it, chosen, desk.now + GRACE) if chosen else None
    return planned(desk, it, chosen, ready[len(chosen) :], until)


def planned(
    desk: Desk, it: HelpRequest, chosen: Sequence[Person], later: Sequence[Person], until: datetime | None
) -> HelpPlan:
    names = desk.names(it.team)
    then = later[: desk.rules(it.team).help_at_once]
    contact = None if then else contact_of(desk, it)
    return HelpPlan(
        tuple(names.get(person.id, person.first_name) for person in chosen),
        until,
        tuple(names.get(person.id, person.first_name) for person in then),
        contact.first_name if contact else "",
        cited(desk, it) if contact else "",
    )


def waits_until(desk: Desk, it: HelpRequest, chosen: Sequence[Person], start: datetime) -> datetime:
    """When those who are asked have had their time, and whoever needs help can read who is next; who is away for long
    is not waited for."""
    ends = deadline(chosen, start, desk.rules(it.team).help_hours)
    owner = people.by_id(desk.tx, it.owner)
    told = days.next_at_work(owner, ends) if owner else ends
    return told if told - ends <= OWNER_IS_WAITED_FOR else ends


def silent(it: HelpRequest) -> tuple[str, ...]:
    return tuple(person for person in it.asked if person not in it.helpers)


def _rules(desk: Desk, team: str) -> Rules:
    rules = desk.rules(team)
    return Rules(rules.help_at_once, rules.help_hours, rules.most_open)


def _peers(desk: Desk, it: HelpRequest) -> list[Peer]:
    return [_peer(desk, it, person) for person in desk.team(it.team) if person.id != it.owner]


def _peer(desk: Desk, it: HelpRequest, person: Person) -> Peer:
    mine = facts.open_items(desk.tx, owner=person.id, prefix="C")
    waiting = sum(ask.kind == "help" for ask, _ in asks.waiting(desk.tx, person.id))
    of = facts.record(desk.tx, it.commitment) if it.commitment else None
    words = f"{it.what} {of.what}" if isinstance(of, Commitment) else it.what
    open_ones = sum(isinstance(other, Commitment) and other.is_open for other in mine)
    return Peer(person, open_ones, waiting, offers.match(desk, person, words))


def _needed_by(desk: Desk, it: HelpRequest) -> date | None:
    """The day by which a hand is of use; None: as soon as may be."""
    of = facts.record(desk.tx, it.commitment) if it.commitment else None
    return of.due if isinstance(of, Commitment) and of.due > desk.now.date() else None


def ready_to_ask(desk: Desk, it: HelpRequest) -> tuple[Person, ...]:
    return next_ones(it, _peers(desk, it), desk.now, _needed_by(desk, it), _rules(desk, it.team))


def contact_of(desk: Desk, it: HelpRequest) -> Person | None:
    """Whom the team's rules name, where they don't know of it already; what is between two stays there."""
    if circles.cadence_of(it.team):
        return None
    person = people.by_id(desk.tx, desk.rules(it.team).escalation)
    if person is None or person.id in (it.owner, *it.asked, *it.declined, *it.helpers) or it.escalated:
        return None
    return None if "asks" in person.stopped else person


def cited(desk: Desk, it: HelpRequest) -> str:
    return desk.cites(it.team, "escalation")


def open_in(desk: Desk, team: str) -> list[HelpRequest]:
    return [it for it in facts.open_items(desk.tx, team=team, prefix="H") if isinstance(it, HelpRequest)]

"""How things stand: what is open with oneself, with a colleague and in the team, and what waits for one's own word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from paceline.agenda import needs
from paceline.agenda.contents import Answer, Need
from paceline.clerks import finding, rounds, windows
from paceline.clerks.desk import Desk
from paceline.domain.asks import Ask
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Updated
from paceline.domain.help import HelpRequest
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person, named
from paceline.domain.statements import Command
from paceline.ledger import asks, facts


def of_oneself(desk: Desk, person: Person) -> tuple[tuple[Need, ...], tuple[Need, ...], tuple[Need, ...]]:
    """What is open with somebody, what they are owed, and what waits for their word."""
    names = desk.names(person.team) | {person.id: ""}
    mine = facts.open_items(desk.tx, owner=person.id)
    others = (*facts.open_items(desk.tx, team=person.team), *facts.open_items(desk.tx, asked_by=person.id))
    owed = [it for it in {it.id: it for it in others}.values() if _owes(person, it)]
    asked = dict.fromkeys(ask for ask, _ in asks.waiting(desk.tx, person.id) if ask.since <= desk.now)
    waits = [need for ask in asked if (need := _waiting(desk, person, ask))]
    return tuple(_own(desk, it, names, person) for it in mine), _needs(desk, owed, names), tuple(waits)


def of_team(desk: Desk, reader: Person) -> tuple[Need, ...]:
    return _needs(desk, facts.open_items(desk.tx, team=reader.team), desk.names(reader.team), reader.id)


def whose(desk: Desk, reader: Person, said: Command) -> Person | Refusal | None:
    """The colleague whose status is asked for; None: nobody's in particular."""
    known = named(said.person or said.text, (*desk.team(reader.team),))
    if len(known) > 1:
        which = " or ".join(f'"status @{person.id}"' for person in known[:3])
        return Refusal(said.line, f"there are {len(known)} of that name", which)
    if said.person and not known:
        return Refusal(said.line, f"nobody on your team is called {said.person}", '"status" for all of it')
    return known[0] if known else None


def of_colleague(desk: Desk, subject: str, reader: Person, whose: Person) -> Answer:
    """What is open with a colleague in the team that both are of, and their last update."""
    names = desk.names(reader.team)
    open_with = facts.open_items(desk.tx, team=reader.team, owner=whose.id)
    update = next(iter(facts.by(desk.tx, reader.team, whose.id, Updated, 1)), None)
    last = finding.of_subject(desk, reader, update.subject, whole=True) if update else None
    absence = whose.away_on(desk.today(whose))
    return Answer(
        reader,
        "status",
        subject,
        _needs(desk, open_with, names | {reader.id: ""}, reader.id),
        found=(last,) if last else (),
        of="you" if whose.id == reader.id else names.get(whose.id, whose.first_name),
        away=absence.last if absence else None,
    )


def _owes(person: Person, it: facts.Record) -> bool:
    """Whether this is something that others owe to the person."""
    return isinstance(it, Commitment) and it.owner != person.id and person.id in (it.asked_by, *it.needed_by)


def _needs(desk: Desk, items: Iterable[facts.Record], names: dict[str, str], reader: str = "") -> tuple[Need, ...]:
    return tuple(_need(desk, it, names, reader) for it in items)


def _need(desk: Desk, it: facts.Record, names: dict[str, str], reader: str) -> Need:
    who = names.get(it.owner, it.owner)
    match it:
        case Commitment():
            return Need(_kind(desk, it), it.id, it.what, who, due=it.due, reason=it.risk or "")
        case Decision(state="objected"):
            return needs.objection(it, names)
        case Decision():
            return needs.intent(it, names, windows.awaited_of(desk, (it,)), reader)
        case HelpRequest():
            return Need("help", it.id, it.what, who)


def _kind(desk: Desk, it: Commitment) -> Literal["offer", "late", "at risk", "due"]:
    if it.state == "offered":
        return "offer"
    owner = next((person for person in desk.team(it.team) if person.id == it.owner), None)
    if it.slipped(desk.today(owner) if owner else desk.now.date()):
        return "late"
    return "at risk" if it.risk is not None else "due"


def _own(desk: Desk, it: facts.Record, names: dict[str, str], person: Person) -> Need:
    """What was offered to the person says who asks, and that it may be accepted."""
    asked = needs.commitment(it, names, person.id) if isinstance(it, Commitment) else None
    return asked or _need(desk, it, names, person.id)


def _waiting(desk: Desk, person: Person, ask: Ask) -> Need | None:
    """What somebody else waits for: an update, or a word on what is theirs. One's own commitments stand in one's own
    list, and are not told twice."""
    if ask.kind == "update":
        kept = rounds.cadence_of(desk, ask.subject)
        return Need("update", "", kept.cadence.title, closes=ask.until) if kept else None
    it = facts.record(desk.tx, ask.subject)
    names = desk.names(ask.team)
    match it:
        case Commitment() if ask.kind in ("offer", "change") and it.owner != person.id:
            return needs.commitment(it, names, person.id)
        case Decision() if ask.kind == "intent" and it.is_waiting:
            return needs.intent(it, names, windows.awaited_of(desk, (it,)), person.id)
        case Decision() if ask.kind == "review":
            return Need("review", it.id, it.title, due=it.review) if it.review and it.owner == person.id else None
        case HelpRequest() if ask.kind == "help" and it.owner != person.id:
            return Need("help", it.id, it.what, names.get(it.owner, it.owner))
    return None

"""Somebody leaves the team, or comes back: nothing more is asked of them, and what was theirs is offered to the team
(`departures`), thing by thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from paceline.agenda.contents import Departure, Recorded
from paceline.clerks import departures, ladder, persons, renegotiating, rounds, windows
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain import circles
from paceline.domain.cadence import CalendarMessage
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Declined,
    Fact,
    HandedOver,
    HelpClosed,
    HelpDeclined,
    Left,
    OwnerLeft,
    Returned,
    SuccessorDeclined,
    VoiceLost,
)
from paceline.domain.help import HelpRequest
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person, named
from paceline.domain.statements import Command
from paceline.ledger import asks, cadences, facts, moments, outbox, people
from paceline.ledger.cadences import Kept

WHY = "has left the team"


def leave(desk: Desk, person: Person, *, author: str = "", message: str = "") -> Departure:
    """They leave their team. Returns what of theirs needs an owner, as it is told to the team."""
    team = person.team
    kept = _owned(desk, person)
    waited_for = [it for it in _open_around(desk, person) if isinstance(it, Decision) and person.id in it.audience]
    ran = [one for one in cadences.of_team(desk.tx, team) if one.organizer == person.id and not one.ended]
    desk.record(team, persons.subject(person.id), Left(team), author=author, message=message)
    gone = replace(persons.refresh(desk, person), team="")
    people.move(desk.tx, gone)
    persons.notice(desk, team)
    desk.teams.clear()
    desk.guests_of.clear()
    asks.lapse_all_of(desk.tx, person.id)
    moments.drop_of_person(desk.tx, person.id)
    outbox.withhold(desk.tx, person.id, "they have left the team")
    _give_back(desk, person, message)
    for it in kept:
        desk.record(it.team, it.id, OwnerLeft(), message=message)
        if isinstance(it, Commitment):
            asks.close(desk.tx, it.id, "lapsed")
    for it in waited_for:
        desk.record(it.team, it.id, VoiceLost(person.id), message=message)
    for one in _taking_part(desk, person):
        rounds.schedule(desk, one)
    told = departures.tell(desk, person, kept, waited_for, ran)
    for it in waited_for:
        now = facts.record(desk.tx, it.id)
        if isinstance(now, Decision):
            windows.settle(desk, now)
    return told


def by_order(
    desk: Desk, _message: str, person: Person, _place: Place, said: Command, _today: date
) -> Recorded | Refusal:
    """ "@bo has left", by who runs a review that Bo takes part in, or by the operator; said twice, with a "yes"."""
    found = [one for one in named(said.person, desk.team(person.team)) if one.id != person.id]
    if len(found) != 1:
        return Refusal(said.line, f'I know nobody else called "{said.person}" in your team')
    leaver = found[0]
    if not rounds.may_speak_of(desk, person, leaver):
        who = leaver.first_name
        return Refusal(
            said.line, f"only who runs a review that {who} takes part in, or the operator, says that of {who}"
        )
    if not said.text:
        count = len(_owned(desk, leaver))
        things = f", and offer {count} of {leaver.first_name}'s to the team" if count else ""
        why = f"I would ask nothing more of {leaver.first_name}{things}; it can't be undone by mail"
        return Refusal(said.line, why, f"yes, @{leaver.id} has left")
    leave(desk, leaver, author=person.id)
    return Recorded("left", what=leaver.first_name)


def come_back(desk: Desk, person: Person, *, author: str = "") -> Person:
    """Into the team that they had left; they are asked from now on, and about nothing that went by."""
    team = person.left
    desk.record(team, persons.subject(person.id), Returned(team), author=author)
    back = replace(persons.refresh(desk, person), team=team)
    people.move(desk.tx, back)
    persons.notice(desk, team)
    desk.teams.clear()
    desk.guests_of.clear()
    for one in _taking_part(desk, back):
        rounds.schedule(desk, one)
    return back


def inherited(desk: Desk, message: str, kept: Kept, sender: Person, invite: CalendarMessage) -> Kept:
    """A series whose organizer has left is run by whoever of the team sends it as theirs."""
    before = people.by_id(desk.tx, kept.organizer)
    of_the_team = before is not None and before.left == sender.team == circles.team_of(kept.team)
    if kept.ended or not of_the_team or invite.organizer not in sender.addresses or invite.method != "REQUEST":
        return kept
    theirs = replace(kept, organizer=sender.id, cadence=replace(kept.cadence, organizer=invite.organizer))
    cadences.put(desk.tx, theirs)
    desk.record(kept.team, f"cadence/{kept.cadence.id}", HandedOver(sender.id), message=message)
    return theirs


def _open_around(desk: Desk, person: Person) -> tuple[facts.Record, ...]:
    """What is open in their team, in the reviews that they take part in, also private ones, and with themselves."""
    teams = dict.fromkeys((person.team, *(one.team for one in _taking_part(desk, person))))
    open_ones = [it for team in teams for it in facts.open_items(desk.tx, team=team)]
    return tuple({it.id: it for it in (*open_ones, *facts.open_items(desk.tx, owner=person.id))}.values())


def _owned(desk: Desk, person: Person) -> list[Commitment | Decision]:
    """Their open commitments, the intents that are open, and their decisions that come up for review."""
    mine = [it for it in facts.open_items(desk.tx, owner=person.id) if isinstance(it, Commitment | Decision)]
    to_review = [moment.subject for moment in moments.of_kind(desk.tx, "review")]
    decided = [it for it in facts.records(desk.tx, to_review) if isinstance(it, Decision) and it.owner == person.id]
    kept = [it for it in mine if not (isinstance(it, Commitment) and it.state == "offered")]
    return list({it.id: it for it in (*kept, *decided)}.values())


def _give_back(desk: Desk, person: Person, message: str) -> None:
    """What they were only offered, asked to take over, or helped with goes back; their requests are closed. `person` as
    they were."""
    for it in _open_around(desk, person):
        fact = _what_goes_back(it, person.id)
        if fact is None:
            continue
        after = desk.record(it.team, it.id, fact, author=person.id, message=message)
        if isinstance(fact, Declined | HelpClosed):
            asks.close(desk.tx, it.id, "lapsed")
        if isinstance(after, Commitment):
            renegotiating.follow(desk, after, fact, person.id, message)
        if isinstance(after, HelpRequest):
            ladder.follow(desk, after, fact, person.id)


def _what_goes_back(it: facts.Record, person: str) -> Fact | None:
    match it:
        case Commitment(state="offered") if it.owner == person:
            return Declined(WHY)
        case Commitment() if it.successor == person:
            return SuccessorDeclined(WHY)
        case HelpRequest() if it.owner == person:
            return HelpClosed(WHY)
        case HelpRequest() if person in it.helpers:
            return HelpDeclined()
    return None


def _taking_part(desk: Desk, person: Person) -> list[Kept]:
    """The reviews that run in which they take part, or did: who is asked is derived anew."""
    running = (one for one in cadences.everything(desk.tx) if not one.ended)
    theirs = {*person.addresses}
    return [
        one
        for one in running
        if one.organizer == person.id
        or any(p.address in theirs for p in (*one.cadence.participants, *one.cadence.settings.people))
    ]

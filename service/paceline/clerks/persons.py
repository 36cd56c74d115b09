"""People: who is learned from an invite, and what they asked for themselves: absences, stops."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta

from paceline.clerks.desk import Desk
from paceline.config import Defaults
from paceline.domain.cadence import Participant
from paceline.domain.facts import (
    CameBack,
    DeputyNamed,
    Fact,
    ShownAway,
    Started,
    Stopped,
    WentAway,
    WorkdaysSet,
    standing,
)
from paceline.domain.people import Absence, Person
from paceline.ledger import facts, people

READER = "reader/"
"""Begins the name of an extra reader's team of one."""


def subject(person: str) -> str:
    return f"person/{person}"


def learn(desk: Desk, invited: Iterable[Participant], team: str, zone: str) -> None:
    """Attendees who are not known become people of the team, in the event's zone until they say otherwise."""
    for participant in invited:
        known = people.by_address(desk.tx, participant.address)
        if known is None:
            _meet(desk, participant, team, zone)
        elif reads_only(known):
            people.put(desk.tx, replace(known, team=team), learned=True)


def learn_readers(desk: Desk, addresses: Iterable[str], zone: str) -> None:
    """Extra readers who are not known are of no team: each is a team of one, and sees no other's."""
    for address in addresses:
        if address not in desk.config.service.addresses and people.by_address(desk.tx, address) is None:
            _meet(desk, Participant(address), "", zone)


def _meet(desk: Desk, participant: Participant, team: str, zone: str) -> None:
    handle = _handle(participant.address, people.ids(desk.tx))
    person = newcomer(participant, handle, zone, desk.config.defaults_of(team), desk.config.service.locale)
    people.put(desk.tx, replace(person, team=team or f"{READER}{handle}"), learned=True)


def newcomer(participant: Participant, handle: str, zone: str, defaults: Defaults, locale: str) -> Person:
    """Somebody who is only known from an event: in its zone, with the team's hours."""
    return Person(
        id=handle,
        team="",
        name=participant.name or participant.address.partition("@")[0],
        addresses=(participant.address,),
        zone=zone,
        locale=locale,
        workdays=defaults.workdays,
        starts=defaults.starts,
        ends=defaults.ends,
        send_hour=defaults.send_hour,
        quiet_from=defaults.quiet_from,
        quiet_until=defaults.quiet_until,
    )


def reads_only(person: Person) -> bool:
    """An extra reader of digests, and no more."""
    return person.team.startswith(READER)


def refresh(desk: Desk, person: Person) -> Person:
    """Derive from what a person said when they are away, when they work and what they stopped, and keep it."""
    said = Person(person.id, person.team, person.name, person.addresses)
    shown: tuple[Absence, ...] = ()
    for entry in standing(facts.of(desk.tx, subject(person.id))):
        match entry.fact:
            case ShownAway(spans):
                shown = tuple(Absence(first, last) for first, last in spans)
            case CameBack(day):
                shown = tuple(cut for a in shown if (cut := _until(a, day)))
        said = _evolve(said, entry.fact)
    fresh = replace(
        person,
        absences=(*said.absences, *shown),
        stopped=said.stopped,
        own_workdays=said.own_workdays,
    )
    people.amend(desk.tx, fresh)
    return fresh


def _evolve(said: Person, fact: Fact) -> Person:
    match fact:
        case WentAway(first, last, deputy=deputy):
            return replace(said, absences=(*said.absences, Absence(first, last, deputy)))
        case DeputyNamed(deputy, first):
            absences = (replace(a, deputy=deputy) if a.first == first else a for a in said.absences)
            return replace(said, absences=tuple(absences))
        case CameBack(day):
            return replace(said, absences=tuple(cut for a in said.absences if (cut := _until(a, day))))
        case WorkdaysSet(workdays):
            return replace(said, own_workdays=frozenset(workdays))
        case Stopped(what):
            return replace(said, stopped=said.stopped | {what})
        case Started(what):
            return replace(said, stopped=said.stopped - {what})
    return said


def _until(absence: Absence, day: date) -> Absence | None:
    """What is left of an absence for somebody who is back on `day`."""
    if absence.last < day:
        return absence
    return replace(absence, last=day - timedelta(days=1)) if absence.first < day else None


def _handle(address: str, taken: Collection[str]) -> str:
    """The address's local part as a handle; a number tells two apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", address.partition("@")[0].lower()).strip("-")[:40] or "person"
    handle, number = plain, 1
    while handle in taken:
        number += 1
        handle = f"{plain}-{number}"
    return handle

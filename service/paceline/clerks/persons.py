"""People: who is learned from an invite, and what they asked for themselves: absences, stops."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta

from paceline.clerks.desk import Desk
from paceline.config import Defaults
from paceline.domain.cadence import Participant
from paceline.domain.facts import CameBack, Entry, Started, Stopped, WentAway, standing
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
        if address != desk.config.service.address and people.by_address(desk.tx, address) is None:
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
    """Derive a person's absences and stops from what they said, and keep them."""
    absences: tuple[Absence, ...] = ()
    stopped: frozenset[str] = frozenset()
    for entry in standing(facts.of(desk.tx, subject(person.id))):
        absences, stopped = _evolve(absences, stopped, entry)
    fresh = replace(person, absences=absences, stopped=stopped)
    people.amend(desk.tx, fresh)
    return fresh


def _evolve(
    absences: tuple[Absence, ...], stopped: frozenset[str], entry: Entry
) -> tuple[tuple[Absence, ...], frozenset[str]]:
    match entry.fact:
        case WentAway(first, last):
            return (*absences, Absence(first, last)), stopped
        case CameBack(day):
            return tuple(cut for a in absences if (cut := _until(a, day))), stopped
        case Stopped(what):
            return absences, stopped | {what}
        case Started(what):
            return absences, stopped - {what}
    return absences, stopped


def _until(absence: Absence, day: date) -> Absence | None:
    """What is left of an absence for somebody who is back on `day`."""
    if absence.last < day:
        return absence
    return Absence(absence.first, day - timedelta(days=1)) if absence.first < day else None


def _handle(address: str, taken: Collection[str]) -> str:
    """The address's local part as a handle; a number tells two apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", address.partition("@")[0].lower()).strip("-")[:40] or "person"
    handle, number = plain, 1
    while handle in taken:
        number += 1
        handle = f"{plain}-{number}"
    return handle

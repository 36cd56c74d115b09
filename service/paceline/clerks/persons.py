"""People: who is learned from an invite, and what they asked for themselves: absences, stops."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, time, timedelta

from paceline.clerks.desk import Desk
from paceline.config import Defaults
from paceline.domain.cadence import Participant
from paceline.domain.facts import (
    AddressClaimed,
    CameBack,
    DeputyNamed,
    Entry,
    Fact,
    HourSet,
    LanguageSet,
    Left,
    MailCameBack,
    MailGotThrough,
    Returned,
    ShownAway,
    Started,
    Stopped,
    WentAway,
    WorkdaysSet,
    standing,
)
from paceline.domain.people import Absence, Person
from paceline.inbox.disguise import look_alike
from paceline.ledger import cadences, facts, moments, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment

READER = "reader/"
"""Begins the name of an extra reader's team of one."""

WEEK_OF = "week of "
"""Before a team's id, in what a person stops and starts."""


def subject(person: str) -> str:
    return f"person/{person}"


def learn(desk: Desk, invited: Iterable[Participant], team: str, zone: str) -> None:
    """Attendees who are not known become people of the team, in the event's zone until they say otherwise."""
    for participant in invited:
        known = people.by_address(desk.tx, participant.address)
        if known is None and not people.has_left(desk.tx, participant.address):
            _meet(desk, participant, team, zone)
        elif known and reads_only(known):
            people.put(desk.tx, replace(known, team=team), learned=True)
        else:
            continue
        notice(desk, team)


def notice(desk: Desk, team: str) -> None:
    """Attend to the team's agreement as soon as this is done: somebody has come or gone, or its source has changed."""
    moments.put(desk.tx, Moment(f"team/{team}", desk.now, "team", team))


def learn_readers(desk: Desk, addresses: Iterable[str], zone: str) -> None:
    """Extra readers who are not known are of no team: each is a team of one, and sees no other's."""
    for address in addresses:
        known = people.by_address(desk.tx, address) or people.has_left(desk.tx, address)
        if address not in desk.config.service.addresses and not known:
            _meet(desk, Participant(address), "", zone)


def _meet(desk: Desk, participant: Participant, team: str, zone: str) -> None:
    handle = _handle(participant.address, people.ids(desk.tx))
    person = newcomer(participant, handle, zone, desk.rules(team), desk.config.service.locale)
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


def taken_for(desk: Desk, address: str) -> str:
    """Whose known address a stranger's could be taken for by the eye (UTS #39); ""."""
    return look_alike(address, people.addresses(desk.tx))


def reads_only(person: Person) -> bool:
    """An extra reader of digests, and no more."""
    return person.team.startswith(READER)


def is_gone(person: Person) -> bool:
    """Whether they can't be written to any more: they have left, or none of their addresses takes mail."""
    return bool(person.left) or not {*person.addresses} - person.unreachable


def invited_to(desk: Desk, addresses: Collection[str]) -> tuple[Kept, ...]:
    """The reviews that run and have one of these addresses among their guests."""
    running = (kept for kept in cadences.everything(desk.tx) if not kept.ended)
    return tuple(
        kept
        for kept in running
        if any(p.address in addresses for p in (*kept.cadence.participants, *kept.cadence.settings.people))
    )


def refresh(desk: Desk, person: Person) -> Person:
    """Derive from what a person said when they are away, when they work and what they stopped, and keep it."""
    said = Person(person.id, person.team, person.name, person.addresses)
    shown: tuple[Absence, ...] = ()
    for entry in _by_their_own_word(standing(facts.of(desk.tx, subject(person.id)))):
        match entry.fact:
            case ShownAway(spans):
                shown = tuple(Absence(first, last) for first, last in spans)
            case CameBack(day):
                shown = tuple(cut for a in shown if (cut := _until(a, day)))
        said = _evolve(said, entry.fact, desk.today(person))
    hour, locale = _configured(desk, person)
    fresh = replace(
        person,
        send_hour=said.own_send_hour or hour,
        locale=said.own_locale or locale,
        own_send_hour=said.own_send_hour,
        own_locale=said.own_locale,
        absences=(*said.absences, *shown),
        stopped=said.stopped,
        own_workdays=said.own_workdays,
        left=said.left,
        reads=said.reads,
        unreachable=said.unreachable,
        claimed=said.claimed,
        addresses=(*(each for each in person.addresses if each not in person.claimed), *said.claimed),
    )
    people.amend(desk.tx, fresh)
    if fresh.addresses != person.addresses:
        people.readdress(desk.tx, fresh)
    return fresh


def _by_their_own_word(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Without what others said of days about which they said something themselves later on."""
    own = [(e.seq, e.fact) for e in entries if isinstance(e.fact, WentAway) and not e.fact.told_by]

    def counts(entry: Entry) -> bool:
        told = entry.fact
        if not isinstance(told, WentAway) or not told.told_by:
            return True
        return not any(seq > entry.seq and it.first <= told.last and told.first <= it.last for seq, it in own)

    return tuple(filter(counts, entries))


def _evolve(said: Person, fact: Fact, today: date) -> Person:
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
        case Left(team):
            return replace(said, left=team, stopped=frozenset({"asks", "digests"}))
        case Returned():
            return replace(said, left="", stopped=frozenset())
        case Stopped(until=until) if until and until <= today:
            return said
        case Stopped(what, cadence):
            stopped = said.stopped | {f"{what}/{cadence}" if cadence else what}
            return replace(said, stopped=stopped, reads=said.reads - {what.removeprefix(WEEK_OF)})
        case Started(what, cadence):
            more = {what.removeprefix(WEEK_OF)} if what.startswith(WEEK_OF) else set()
            stopped = said.stopped - {f"{what}/{cadence}" if cadence else what}
            return replace(said, stopped=stopped, reads=said.reads | more)
        case HourSet(hour):
            return replace(said, own_send_hour=hour)
        case LanguageSet(locale):
            return replace(said, own_locale=locale)
        case AddressClaimed(address):
            return replace(said, claimed=(*said.claimed, address))
        case MailCameBack(address):
            return replace(said, unreachable=said.unreachable | {address})
        case MailGotThrough(address):
            return replace(said, unreachable=said.unreachable - {address})
    return said


def _configured(desk: Desk, person: Person) -> tuple[time, str]:
    """The hour and the language of somebody who wishes for none."""
    configured = next((known for known in desk.config.people if known.id == person.id), None)
    own = "send_hour" in desk.config.own_hours.get(person.id, ())
    hour = configured.send_hour if configured and (own or not person.team) else desk.rules(person.team).send_hour
    return hour, configured.locale if configured else desk.config.service.locale


def stopped_until(desk: Desk, person: Person) -> date | None:
    """The next day on which something starts again that a person has stopped until then."""
    said = standing(facts.of(desk.tx, subject(person.id)))
    days = [entry.fact.until for entry in said if isinstance(entry.fact, Stopped) and entry.fact.until]
    return min((day for day in days if day > desk.today(person)), default=None)


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

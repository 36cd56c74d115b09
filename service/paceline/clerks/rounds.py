"""Rounds of a cadence: the next one is waited for, opened, and ends with its digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from paceline.agenda import days, occurrences
from paceline.agenda.rounds import Timetable, digest_instant, envelope_instant, timetable
from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.past import LONGEST_LINE, digests_sent, line
from paceline.domain.asks import Ask
from paceline.domain.cadence import Occurrence, instant_of
from paceline.domain.facts import (
    CadencePaused,
    CadenceResumed,
    CadenceSlowed,
    OccurrenceDropped,
    Skipped,
    Undone,
    standing,
)
from paceline.domain.people import Person
from paceline.ledger import asks, cadences, facts, moments, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment

HORIZON = timedelta(days=32)
"""How far ahead occurrences are looked at; the next one counts however far it is."""
MOST_STEPS = 400
"""So many dates are walked over, at most, to find the next one at which a series asks."""
OPENS_BEFORE = timedelta(hours=1)
"""A round is opened this long before its first ask, so that every envelope's moment is set in time."""


# --- waiting for a round ---------------------------------------------------------------------------


def schedule(desk: Desk, kept: Kept) -> None:
    """Derive all moments of a cadence anew from its series: after a new revision, a pause, a change of people."""
    cadence = kept.cadence.id
    moments.drop_of_cadence(desk.tx, cadence)
    opened = {ask.subject for ask in asks.open_of_cadence(desk.tx, cadence)}
    ahead = {o.id: o for o in _ahead(desk, kept)}
    for subject in opened - ahead.keys():
        asks.close(desk.tx, subject, "lapsed")
    begun = [o for o in ahead.values() if _begun(desk, o)]
    for occurrence in begun:
        _time(desk, kept, occurrence)
    fresh = [o for o in ahead.values() if o not in begun]
    if fresh:
        _wait_for(desk, kept, fresh[0])


def refresh_pause(desk: Desk, cadence: str) -> None:
    """Derive from what the organizer said whether a cadence is paused, and its moments from that."""
    kept = cadences.get(desk.tx, cadence)
    if kept is None:
        return
    until: date | None = None
    every = 1
    for entry in standing(facts.of_all(desk.tx, (f"cadence/{one}" for one in line(desk, kept)))):
        match entry.fact:
            case CadencePaused(day):
                until = day
            case CadenceResumed():
                until = None
            case CadenceSlowed(stride):
                every = stride
    organizer = people.by_id(desk.tx, kept.organizer) or mailroom.operator(desk)
    paused = days.at_hour(organizer, until, time(0)) if until else None
    cadences.pause(desk.tx, cadence, paused)
    kept = _asking_at_every(desk, kept, every)
    schedule(desk, replace(kept, paused_until=paused))
    if kept.cadence.followed_by:
        refresh_pause(desk, kept.cadence.followed_by)


def _asking_at_every(desk: Desk, kept: Kept, every: int) -> Kept:
    if kept.cadence.settings.every == every:
        return kept
    ordered = replace(kept.ordered, every=every, said=tuple(dict.fromkeys((*kept.ordered.said, "every"))))
    now = replace(
        kept, ordered=ordered, cadence=replace(kept.cadence, settings=replace(kept.cadence.settings, every=every))
    )
    cadences.put(desk.tx, now)
    return now


def ask_again(desk: Desk, person: Person) -> None:
    """Somebody wants to be asked again: in the rounds that run, too."""
    for kept in cadences.of_team(desk.tx, person.team):
        if not kept.ended and any(guest.id == person.id for guest in participants(desk, kept)):
            schedule(desk, kept)


def _ahead(desk: Desk, kept: Kept) -> tuple[Occurrence, ...]:
    """The occurrences whose digest is still to come: those within a month, and the next one however far it is."""
    if kept.ended:
        return ()
    start = max(desk.now, kept.paused_until or desk.now)
    if kept.cadence.settings.every > 1:
        return _not_told(desk, kept, _strides(desk, kept, start))
    within = occurrences.between(kept.cadence, start, start + HORIZON)
    if len(within) < 2:
        later = occurrences.following(kept.cadence, within[0].start if within else start)
        within = (*within, later) if later else within
    return _not_told(desk, kept, within)


def _strides(desk: Desk, kept: Kept, start: datetime) -> tuple[Occurrence, ...]:
    """Of a series that asks at every third date only: the rounds that have begun, and the next two dates, counted from
    the last date that was asked about."""
    asked = asks.occurrences_of(desk.tx, kept.cadence.id, desk.now)
    begun = [found for one in asked if (found := find(kept, one))]
    sent = digests_sent(desk, kept)
    held = [*(found.start for found in begun), *(start_of(kept, told.occurrence) for _, told in sent[-1:])]
    first = None if held else occurrences.following(kept.cadence, start - timedelta(microseconds=1))
    dates = [first] if first else []
    at, count = first.start if first else max(held, default=start), 0
    while len(dates) < 2 and count < MOST_STEPS and (later := occurrences.following(kept.cadence, at)):
        at, count = later.start, count + 1
        if count % kept.cadence.settings.every == 0 and at >= start:
            dates.append(later)
    return (*begun, *dates)


def start_of(kept: Kept, occurrence: str) -> datetime:
    """As the series has it now; where it is there no more, as its id says."""
    found = find(kept, occurrence)
    return found.start if found else instant_of(occurrence)


def next_date(desk: Desk, kept: Kept) -> Occurrence | None:
    """The next date at which it asks."""
    return next(iter(_ahead(desk, kept)), None)


def date_after(desk: Desk, kept: Kept, occurrence: Occurrence) -> Occurrence | None:
    """The date at which it asks after this one."""
    return next((later for later in _ahead(desk, kept) if later.start > occurrence.start), None)


def _not_told(desk: Desk, kept: Kept, within: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """Those whose digest is still to come, and that were not left out."""
    organizer = people.by_id(desk.tx, kept.organizer) or mailroom.operator(desk)
    told = {sent.occurrence for _, sent in digests_sent(desk, kept)} | dropped(desk, kept)
    settings = kept.cadence.settings
    return tuple(o for o in within if o.id not in told and digest_instant(o, settings, organizer) > desk.now)


def dropped(desk: Desk, kept: Kept) -> set[str]:
    """The dates that the organizer has left out for everybody."""
    kinds = (OccurrenceDropped, Undone)
    said = (facts.last_of(desk.tx, f"cadence/{one}", kind) for one in line(desk, kept) for kind in kinds)
    entries = standing(tuple(entry for each in said for entry in each))
    return {entry.fact.occurrence for entry in entries if isinstance(entry.fact, OccurrenceDropped)}


def _begun(desk: Desk, occurrence: Occurrence) -> bool:
    return bool(asks.of_subject(desk.tx, occurrence.id))


def _wait_for(desk: Desk, kept: Kept, occurrence: Occurrence) -> None:
    opens = max(desk.now, times(desk, kept, occurrence).opens - OPENS_BEFORE)
    key = f"round/{kept.cadence.id}"
    moments.put(desk.tx, Moment(key, opens, "round", kept.team, occurrence.id, cadence=kept.cadence.id))


def times(desk: Desk, kept: Kept, occurrence: Occurrence) -> Timetable:
    organizer = people.by_id(desk.tx, kept.organizer) or mailroom.operator(desk)
    return timetable(occurrence, kept.cadence.settings, participants(desk, kept, occurrence), organizer)


def participants(desk: Desk, kept: Kept, occurrence: Occurrence | None = None) -> tuple[Person, ...]:
    """The people of an occurrence (or of the series): the invite's attendees, those whom the organizer named by mail,
    and the organizer; those who declined left out."""
    own = occurrence.participants if occurrence else None
    guests = kept.cadence.participants if own is None else own
    named = {p.address: p for p in (*kept.cadence.settings.people, *guests)}
    invited = named.values()
    ours = [people.by_address(desk.tx, p.address) for p in invited if not p.declined]
    runs_it, sends_it = people.by_id(desk.tx, kept.organizer), people.by_address(desk.tx, kept.cadence.organizer)
    everybody = (*ours, runs_it, sends_it)
    return tuple({person.id: person for person in everybody if person and not person.left}.values())


def may_speak_of(desk: Desk, person: Person, other: Person) -> bool:
    """Whether it is theirs to say of somebody that they are away or have left: they run a review that the other takes
    part in, or are the operator."""
    runs = (kept for kept in cadences.of_team(desk.tx, person.team) if kept.organizer == person.id and not kept.ended)
    of_it = any(guest.id == other.id for kept in runs for guest in participants(desk, kept))
    return of_it or desk.config.service.operator in person.addresses


# --- a round ---------------------------------------------------------------------------------------


def open_round(desk: Desk, moment: Moment) -> None:
    """Ask everybody, each at their own hour; then wait for the next round."""
    kept = cadences.get(desk.tx, moment.cadence)
    occurrence = find(kept, moment.subject)
    if kept is None or occurrence is None or kept.ended:
        return
    _time(desk, kept, occurrence)
    later = [o for o in _ahead(desk, kept) if o.start > occurrence.start and not _begun(desk, o)]
    if later:
        _wait_for(desk, kept, later[0])


def _time(desk: Desk, kept: Kept, occurrence: Occurrence) -> None:
    """Set the asks of a round and its moments; those that stand already take the new times. Who is no guest any more
    is not asked."""
    table = times(desk, kept, occurrence)
    guests = participants(desk, kept, occurrence)
    for person_id in {ask.person for ask, _, _ in asks.of_subject(desk.tx, occurrence.id)} - {p.id for p in guests}:
        asks.close(desk.tx, occurrence.id, "lapsed", person_id)
    skipped = _skipped(desk, occurrence, guests)
    for person in guests:
        if not person.wants("asks", line(desk, kept)):
            continue
        ask = Ask("update", kept.team, person.id, occurrence.id, table.asks[person.id], table.digest)
        asks.put(desk.tx, ask, kept.cadence.id)
        if person.id in skipped:
            asks.close(desk.tx, occurrence.id, "answered", person.id)
            continue
        wake(desk, person, ask)
        if person.id in table.reminds:
            key = f"remind/{occurrence.id}/{person.id}"
            at = table.reminds[person.id]
            moments.put(desk.tx, Moment(key, at, "remind", kept.team, occurrence.id, person.id, kept.cadence.id))
    key = f"digest/{occurrence.id}"
    moments.put(desk.tx, Moment(key, table.digest, "digest", kept.team, occurrence.id, cadence=kept.cadence.id))


def _skipped(desk: Desk, occurrence: Occurrence, guests: tuple[Person, ...]) -> frozenset[str]:
    """Those who said before they were asked that they leave this date out."""
    said = standing(facts.of_all(desk.tx, (f"update/{occurrence.id}/{guest.id}" for guest in guests)))
    last = {entry.author: entry.fact for entry in said}
    return frozenset(who for who, fact in last.items() if isinstance(fact, Skipped))


def wake_for_all(desk: Desk, person: Person) -> None:
    """See to it for all that waits for their word and has not travelled."""
    for ask, letter in asks.waiting(desk.tx, person.id):
        if not letter:
            wake(desk, person, ask)


def wake(desk: Desk, person: Person, ask: Ask) -> None:
    """See to it that the person's next envelope is thought of when this ask may travel."""
    at = envelope_instant(person, ask.since, ask.until, desk.now)
    wake_at(desk, person, at)


def wake_at(desk: Desk, person: Person, at: datetime) -> None:
    """Think of the person's envelope at this instant, or earlier where that is planned already.

    Of moments at one instant the keys decide: it comes after what goes into it (a due day, a review), before a week.
    """
    moment = Moment(f"send/{person.id}", at, "envelope", person.team, person=person.id)
    moments.put(desk.tx, moment, earliest=True)


def find(kept: Kept | None, occurrence: str) -> Occurrence | None:
    """An occurrence by its id, as the series has it now; None when it is there no more."""
    return occurrences.named(kept.cadence, occurrence) if kept else None


def cadence_of(desk: Desk, occurrence: str) -> Kept | None:
    """The cadence that an occurrence is a date of now: the one in its id, or one that goes on with that."""
    first = cadences.get(desk.tx, occurrence.partition("/")[0])
    if first is None or not first.cadence.followed_by:
        return first
    return next((kept for kept in _followers(desk, first) if find(kept, occurrence)), first)


def current(desk: Desk, cadence: str) -> Kept | None:
    """The cadence, or the one that goes on with it when no date of its own lies ahead."""
    followers = _followers(desk, cadences.get(desk.tx, cadence))
    return next((kept for kept in followers if _ahead(desk, kept)), followers[-1] if followers else None)


def _followers(desk: Desk, first: Kept | None) -> list[Kept]:
    """The cadence itself, and those that go on with it in a row."""
    found: list[Kept] = []
    while first and len(found) < LONGEST_LINE:
        found.append(first)
        first = cadences.get(desk.tx, first.cadence.followed_by) if first.cadence.followed_by else None
    return found

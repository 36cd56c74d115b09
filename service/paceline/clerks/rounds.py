"""Rounds of a cadence: the next one is waited for, opened, and ends with its digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from paceline.agenda import days, occurrences
from paceline.agenda.contents import Reminder, UpdateAsk
from paceline.agenda.presence import most_are_away
from paceline.agenda.rounds import Timetable, digest_instant, envelope_instant, timetable, too_soon
from paceline.clerks import forms, mailroom, one_offs
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.asks import Ask, Item
from paceline.domain.cadence import Occurrence
from paceline.domain.facts import CadencePaused, CadenceResumed, DigestSent, Entry, OccurrenceDropped, Undone, standing
from paceline.domain.people import Person
from paceline.ledger import asks, cadences, facts, moments, outbox, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment
from paceline.letters import write

HORIZON = timedelta(days=32)
"""How far ahead occurrences are looked at; the next one counts however far it is."""
LONGEST_LINE = 20
"""No more cadences in a row than this are looked through for one that goes on with another."""
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
    for entry in standing(facts.of_all(desk.tx, (f"cadence/{one}" for one in line(desk, kept)))):
        match entry.fact:
            case CadencePaused(day):
                until = day
            case CadenceResumed():
                until = None
    organizer = people.by_id(desk.tx, kept.organizer) or mailroom.operator(desk)
    paused = days.at_hour(organizer, until, time(0)) if until else None
    cadences.pause(desk.tx, cadence, paused)
    schedule(desk, replace(kept, paused_until=paused))
    if kept.cadence.followed_by:
        refresh_pause(desk, kept.cadence.followed_by)


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
    within = occurrences.between(kept.cadence, start, start + HORIZON)
    if len(within) < 2:
        later = occurrences.following(kept.cadence, within[0].start if within else start)
        within = (*within, later) if later else within
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


def digests_sent(desk: Desk, kept: Kept) -> list[tuple[Entry, DigestSent]]:
    """The last digests of a cadence and of those that it goes on with, oldest first."""
    entries = [e for one in reversed(line(desk, kept)) for e in facts.last_of(desk.tx, f"cadence/{one}", DigestSent)]
    entries.sort(key=lambda entry: entry.seq)
    return [(entry, entry.fact) for entry in entries if isinstance(entry.fact, DigestSent)]


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
    organizer = people.by_id(desk.tx, kept.organizer)
    return tuple({person.id: person for person in (*ours, organizer) if person}.values())


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
    for person in guests:
        if "asks" in person.stopped:
            continue
        ask = Ask("update", kept.team, person.id, occurrence.id, table.asks[person.id], table.digest)
        asks.put(desk.tx, ask, kept.cadence.id)
        wake(desk, person, ask)
        if person.id in table.reminds:
            key = f"remind/{occurrence.id}/{person.id}"
            at = table.reminds[person.id]
            moments.put(desk.tx, Moment(key, at, "remind", kept.team, occurrence.id, person.id, kept.cadence.id))
    key = f"digest/{occurrence.id}"
    moments.put(desk.tx, Moment(key, table.digest, "digest", kept.team, occurrence.id, cadence=kept.cadence.id))


def wake(desk: Desk, person: Person, ask: Ask) -> None:
    """See to it that the person's next envelope is thought of when this ask may travel."""
    at = envelope_instant(person, ask.since, ask.until, desk.now)
    wake_at(desk, person, at)


def wake_at(desk: Desk, person: Person, at: datetime) -> None:
    """Think of the person's envelope at this instant, or earlier where that is planned already."""
    moment = Moment(f"envelope/{person.id}", at, "envelope", person.team, person=person.id)
    moments.put(desk.tx, moment, earliest=True)


def find(kept: Kept | None, occurrence: str) -> Occurrence | None:
    """An occurrence by its id, as the series has it now; None when it is there no more."""
    return occurrences.named(kept.cadence, occurrence) if kept else None


def line(desk: Desk, kept: Kept) -> tuple[str, ...]:
    """The ids of a cadence and of those that it goes on with, the newest first."""
    found = [kept.cadence.id]
    earlier: Kept | None = kept
    while earlier and earlier.cadence.follows and len(found) < LONGEST_LINE:
        found.append(earlier.cadence.follows)
        earlier = cadences.get(desk.tx, earlier.cadence.follows)
    return tuple(found)


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


def remind(desk: Desk, moment: Moment) -> None:
    """The one reminder, to those who were asked, have not answered, and are here."""
    person = people.by_id(desk.tx, moment.person)
    waiting = [(ask, key) for ask, key in asks.waiting(desk.tx, moment.person) if ask.subject == moment.subject and key]
    kept = cadences.get(desk.tx, moment.cadence)
    occurrence = find(kept, moment.subject)
    if not (person and waiting and kept and occurrence):
        return
    if "asks" in person.stopped or not days.allowed(person, desk.now):
        return
    if _on_the_heels(desk, *waiting[0]):
        return
    content = Reminder(person, update_ask(desk, kept, occurrence, person, number=1))
    posting = Posting(
        key=f"remind/{occurrence.id}/{person.id}",
        team=kept.team,
        about=occurrence.id,
        thread=occurrence.id,
        items=(Item(1, "update", occurrence.id),),
        suppress_vacations=False,
    )
    mailroom.post(desk, person, posting, lambda reply_to: write.reminder(content, reply_to, desk.folders))


def _on_the_heels(desk: Desk, ask: Ask, envelope: str) -> bool:
    """Whether the envelope that asked has only just gone out, or it is too late to answer."""
    carried = outbox.by_key(desk.tx, envelope)
    until = ask.until or desk.now
    return desk.now >= until or (carried is not None and too_soon(carried.created_at, desk.now, until))


def update_ask(desk: Desk, kept: Kept, occurrence: Occurrence, person: Person, number: int) -> UpdateAsk:
    """The questions of an occurrence, as one person is asked them."""
    organizer = people.by_id(desk.tx, kept.organizer) or mailroom.operator(desk)
    before = _preceding(desk, kept, occurrence)
    settings = kept.cadence.settings
    away = most_are_away(participants(desk, kept, occurrence), occurrence.start)
    return UpdateAsk(
        number=number,
        title=kept.cadence.title,
        start=occurrence.start,
        digest_at=digest_instant(occurrence, settings, organizer),
        sections=forms.sections(settings, desk.folders),
        why=settings.why,
        since=before.start.astimezone(forms.zone(person)).date() if before else None,
        review=one_offs.review(desk, kept, person),
        recurring=kept.cadence.recurring,
        away=away if person.id == kept.organizer else None,
    )


def _preceding(desk: Desk, kept: Kept, occurrence: Occurrence) -> Occurrence | None:
    """The date before, of the cadence or of the one that it goes on with."""
    before = occurrences.preceding(kept.cadence, occurrence.start)
    earlier = cadences.get(desk.tx, kept.cadence.follows) if kept.cadence.follows and before is None else None
    return occurrences.preceding(earlier.cadence, occurrence.start) if earlier else before

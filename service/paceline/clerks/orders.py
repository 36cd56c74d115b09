"""Commands about oneself, an occurrence or a cadence: skip, pause, stop, start, undo, and those of `leave`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from paceline.agenda.contents import Recorded
from paceline.clerks import leave, persons, records, rounds
from paceline.clerks.absences import NOTICE
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.facts import (
    CadencePaused,
    CadenceResumed,
    Entry,
    OccurrenceDropped,
    Skipped,
    Started,
    Stopped,
    Undone,
    standing,
)
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.ledger import asks, cadences, facts


def carry_out(desk: Desk, message: str, person: Person, place: Place, said: Command, today: date) -> Recorded | Refusal:
    """`message` is the inbox id of the mail; `today` the day it was written, where the person is."""
    order = _ABOUT_WEEKDAYS[said.verb] if leave.is_about_weekdays(said) else ORDERS[said.verb]
    return order(desk, message, person, place, said, today)


def is_order(said: Command) -> bool:
    return said.verb in (_ABOUT_WEEKDAYS if leave.is_about_weekdays(said) else ORDERS)


def _skip(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    occurrence = said.subject if "/" in said.subject else place.occurrence
    kept = rounds.cadence_of(desk, occurrence) if occurrence else None
    found = rounds.find(kept, occurrence)
    if kept is None or found is None:
        return Refusal(said.line, "I don't know what to skip", '"skip", in reply to the mail that asks')
    subject = f"update/{occurrence}/{person.id}"
    desk.record(kept.team, subject, Skipped(occurrence), author=person.id, message=message)
    asks.close(desk.tx, occurrence, "answered", person.id)
    return Recorded("skipped", what=kept.cadence.title, due=_local_day(found.start, person))


def _skip_all(
    desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date
) -> Recorded | Refusal:
    """The organizer leaves out a date for everybody."""
    occurrence = said.subject if "/" in said.subject else place.occurrence
    kept = rounds.cadence_of(desk, occurrence) if occurrence else None
    found = rounds.find(kept, occurrence)
    if kept is None or found is None:
        return Refusal(said.line, "I don't know which date", '"skip all", in reply to the mail that asks')
    if kept.organizer != person.id:
        return Refusal(said.line, "only the organizer leaves a date out for everybody", '"skip" leaves you out')
    if desk.now >= found.start:
        return Refusal(said.line, "that date is over")
    subject = f"cadence/{kept.cadence.id}"
    desk.record(kept.team, subject, OccurrenceDropped(occurrence), author=person.id, message=message)
    rounds.schedule(desk, kept)
    return Recorded("dropped for all", what=kept.cadence.title, due=_local_day(found.start, person))


def _pause(desk: Desk, message: str, person: Person, place: Place, said: Command, today: date) -> Recorded | Refusal:
    """The organizer pauses the cadence; anybody else pauses being asked."""
    kept = _cadence(desk, place)
    until = said.due.day if said.due else None
    if kept and kept.organizer == person.id and until and until > today:
        return _pause_cadence(desk, message, person, kept, until)
    if until:
        return Refusal(
            said.line, "only the organizer can pause the whole review", f'"away until {until.day} {until:%b}"'
        )
    if kept and kept.organizer == person.id and place.letter and place.letter.kind == "confirmation":
        return Refusal(said.line, "until when?", '"pause until 5 Jan"; "stop" ends only the questions to you')
    return _stop(desk, message, person, place, said, today)


def _pause_cadence(desk: Desk, message: str, person: Person, kept: cadences.Kept, until: date) -> Recorded:
    subject = f"cadence/{kept.cadence.id}"
    desk.record(kept.team, subject, CadencePaused(until), author=person.id, message=message)
    rounds.refresh_pause(desk, kept.cadence.id)
    return Recorded("paused", what=kept.cadence.title, due=until)


def _stop(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """In answer to a digest the digests, else the asks, unless it says which."""
    is_digest = place.letter is not None and place.letter.kind == "digest"
    what = _what(said.text) or ("digests" if is_digest else "asks")
    desk.record(person.team, persons.subject(person.id), Stopped(what), author=person.id, message=message)
    persons.refresh(desk, person)
    return Recorded("stopped", what=what)


def _start(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """Ends a pause of the organizer's; else brings back what was stopped, all of it unless it says which."""
    kept = _cadence(desk, place)
    if kept and kept.organizer == person.id and kept.paused_until and kept.paused_until > desk.now:
        subject = f"cadence/{kept.cadence.id}"
        desk.record(kept.team, subject, CadenceResumed(), author=person.id, message=message)
        rounds.refresh_pause(desk, kept.cadence.id)
        return Recorded("started", what=kept.cadence.title)
    wanted = _what(said.text)
    what = [wanted] if wanted else sorted(person.stopped) or ["asks"]
    for each in what:
        desk.record(person.team, persons.subject(person.id), Started(each), author=person.id, message=message)
    rounds.ask_again(desk, persons.refresh(desk, person))
    return Recorded("started", what=" and ".join(what))


def _undo(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """The facts that came from the mail which the receipt answers count no more."""
    mail = _told_of(place)
    if not mail:
        return Refusal(said.line, "I don't know what to undo", 'reply "undo" to the receipt of what you want back')
    entries = [entry for entry in facts.of_message(desk.tx, mail) if not isinstance(entry.fact, Undone)]
    subjects = {entry.subject: entry.team for entry in entries}
    if not subjects:
        return Refusal(said.line, "that mail recorded nothing")
    for subject in subjects:
        if in_the_way := _in_the_way(desk, subject, mail, person):
            return Refusal(said.line, f"nothing was taken back: {in_the_way}", 'answer "help" for what else works')
    desk.record_all(
        [Entry(team, subject, Undone(mail), desk.now, person.id, message) for subject, team in subjects.items()]
    )
    for subject in subjects:
        _put_right(desk, subject, person)
    ids = [subject for subject in subjects if subject[:1] in facts.FOLDS]
    return Recorded("undone", what=", ".join(ids))


def _told_of(place: Place) -> str:
    """The mail (inbox id) that the letter which is answered told of: its receipt, or an envelope after an absence."""
    if place.letter and place.letter.kind == "receipt":
        return place.letter.about
    told = (item.subject for item in place.items if item.subject.startswith(NOTICE))
    return next((subject.removeprefix(NOTICE) for subject in told), "")


def _in_the_way(desk: Desk, subject: str, undone: str, person: Person) -> str:
    """Why what a mail said about a subject can't be taken back: it was already, or others rely on it. "": it can."""
    entries = facts.of(desk.tx, subject)
    if any(isinstance(entry.fact, Undone) and entry.fact.of == undone for entry in entries):
        return "it was undone already"
    last = max(entry.seq for entry in entries if entry.message == undone)
    since = [entry for entry in standing(entries) if entry.seq > last and entry.author != person.id]
    if not since:
        return ""
    names = desk.names(since[0].team)
    who = names.get(since[0].author, since[0].author)
    return f"{who} has answered {subject} since" if who else f"{subject} stands since"


def _put_right(desk: Desk, subject: str, person: Person) -> None:
    """What follows from facts is derived anew."""
    kind, _, rest = subject.partition("/")
    match kind:
        case "person":
            persons.refresh(desk, person)
        case "cadence":
            rounds.refresh_pause(desk, rest)
        case "update":
            asks.reopen(desk.tx, rest.rpartition("/")[0], person.id, desk.now)
        case _:
            records.put_right(desk, subject)


def _cadence(desk: Desk, place: Place) -> cadences.Kept | None:
    """The cadence of the letter that is answered."""
    cadence = (place.letter.about if place.letter else "").partition("/")[0]
    return rounds.current(desk, cadence) if cadence else None


def _local_day(instant: datetime, person: Person) -> date:
    return instant.astimezone(ZoneInfo(person.zone)).date()


def _what(text: str) -> str:
    """ "asks" or "digests"; "" where it says neither."""
    return next((what for what in ("digests", "asks") if what[:-1] in text.casefold()), "")


Order = Callable[[Desk, str, Person, Place, Command, date], Recorded | Refusal]

ORDERS: dict[str, Order] = {
    "away": leave.away,
    "back": leave.back,
    "deputy": leave.deputy,
    "free": leave.free,
    "works": leave.works,
    "skip": _skip,
    "skip all": _skip_all,
    "pause": _pause,
    "stop": _stop,
    "start": _start,
    "undo": _undo,
}

_ABOUT_WEEKDAYS: dict[str, Order] = {"accept": leave.yes, "decline": leave.no}

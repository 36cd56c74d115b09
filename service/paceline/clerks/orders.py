"""Commands about oneself, an occurrence or a cadence: away, back, skip, pause, stop, start, undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from paceline.agenda.contents import Recorded
from paceline.clerks import persons, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.facts import CadencePaused, CameBack, Entry, Skipped, Started, Stopped, Undone, WentAway
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.ledger import asks, cadences, facts


def carry_out(desk: Desk, message: str, person: Person, place: Place, said: Command, today: date) -> Recorded | Refusal:
    """`message` is the inbox id of the mail; `today` the day it was written, where the person is."""
    return ORDERS[said.verb](desk, message, person, place, said, today)


def _away(desk: Desk, message: str, person: Person, _place: Place, said: Command, today: date) -> Recorded | Refusal:
    last = said.due.day if said.due else None
    if last is None:
        return Refusal(said.line, "I need the last day you are away", '"away until 5 Jan", "away 3 Dec to 7 Dec"')
    first = _iso(said.text) or today
    if last < max(first, today):
        return Refusal(said.line, f"{last.day} {last:%B %Y} is in the past", '"away until 5 Jan"')
    desk.record(person.team, persons.subject(person.id), WentAway(first, last), author=person.id, message=message)
    persons.refresh(desk, person)
    return Recorded("away", was=first, due=last)


def _back(desk: Desk, message: str, person: Person, _place: Place, _said: Command, today: date) -> Recorded | Refusal:
    desk.record(person.team, persons.subject(person.id), CameBack(today), author=person.id, message=message)
    persons.refresh(desk, person)
    return Recorded("back", due=today)


def _skip(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    occurrence = said.subject if "/" in said.subject else place.occurrence
    kept = cadences.get(desk.tx, occurrence.partition("/")[0]) if occurrence else None
    found = rounds.find(kept, occurrence)
    if kept is None or found is None:
        return Refusal(said.line, "I don't know what to skip", "reply to the mail that asks, with this word")
    subject = f"update/{occurrence}/{person.id}"
    desk.record(kept.team, subject, Skipped(occurrence), author=person.id, message=message)
    asks.close(desk.tx, occurrence, "answered", person.id)
    return Recorded("skipped", what=kept.cadence.title, due=_local_day(found.start, person))


def _pause(desk: Desk, message: str, person: Person, place: Place, said: Command, today: date) -> Recorded | Refusal:
    """The organizer pauses the cadence; anybody else pauses being asked."""
    cadence = (place.letter.about if place.letter else "").partition("/")[0]
    kept = cadences.get(desk.tx, cadence) if cadence else None
    until = said.due.day if said.due else None
    if kept and kept.organizer == person.id and until and until > today:
        return _pause_cadence(desk, message, person, kept, until)
    if until:
        return Refusal(
            said.line, "only the organizer can pause the whole review", f'"away until {until.day} {until:%b}"'
        )
    return _stop(desk, message, person, place, said, today)


def _pause_cadence(desk: Desk, message: str, person: Person, kept: cadences.Kept, until: date) -> Recorded:
    subject = f"cadence/{kept.cadence.id}"
    desk.record(kept.team, subject, CadencePaused(until), author=person.id, message=message)
    cadences.pause(desk.tx, kept.cadence.id, datetime.combine(until, time(0), ZoneInfo(person.zone)))
    paused = cadences.get(desk.tx, kept.cadence.id)
    if paused:
        rounds.schedule(desk, paused)
    return Recorded("paused", what=kept.cadence.title, due=until)


def _stop(desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    what = _what(said.text)
    desk.record(person.team, persons.subject(person.id), Stopped(what), author=person.id, message=message)
    persons.refresh(desk, person)
    return Recorded("stopped", what=what)


def _start(desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    what = _what(said.text)
    desk.record(person.team, persons.subject(person.id), Started(what), author=person.id, message=message)
    persons.refresh(desk, person)
    return Recorded("started", what=what)


def _undo(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """The facts that came from the mail which the receipt answers count no more."""
    letter = place.letter
    if letter is None or letter.kind != "receipt":
        return Refusal(said.line, "I don't know what to undo", 'reply "undo" to the receipt of what you want back')
    entries = [entry for entry in facts.of_message(desk.tx, letter.about) if not isinstance(entry.fact, Undone)]
    subjects = {entry.subject: entry.team for entry in entries}
    if not subjects:
        return Refusal(said.line, "that mail recorded nothing")
    undone = [
        Entry(team, subject, Undone(letter.about), desk.now, person.id, message) for subject, team in subjects.items()
    ]
    desk.record_all(undone)
    persons.refresh(desk, person)
    ids = [subject for subject in subjects if subject[:1] in facts.FOLDS]
    return Recorded("undone", what=", ".join(ids))


def _local_day(instant: datetime, person: Person) -> date:
    return instant.astimezone(ZoneInfo(person.zone)).date()


def _what(text: str) -> str:
    return "digests" if "digest" in text.casefold() else "asks"


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


Order = Callable[[Desk, str, Person, Place, Command, date], Recorded | Refusal]

ORDERS: dict[str, Order] = {
    "away": _away,
    "back": _back,
    "skip": _skip,
    "pause": _pause,
    "stop": _stop,
    "start": _start,
    "undo": _undo,
}

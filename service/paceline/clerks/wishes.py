"""What people wish for themselves: no more asks or digests, of all or of one review, for good or until a day; another
hour; another language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from paceline.agenda import days
from paceline.agenda.contents import Recorded
from paceline.clerks import persons, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.facts import Fact, HourSet, LanguageSet, Started, Stopped
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.search import holds, terms
from paceline.domain.statements import Command
from paceline.ledger import asks, cadences, moments, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment

HERE = "*"


def stop(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """In answer to a digest the digests, else the asks, unless it says which; of one review, where it says so."""
    answered = place.letter.kind if place.letter else ""
    of = _review(desk, person, place, said)
    if isinstance(of, Refusal):
        return of
    what = what_of(said.text) or {"digest": "digests", "week": "week"}.get(answered, "asks")
    _say(desk, message, person, Stopped(what, of.cadence.id if of else ""))
    if of and what == "asks":
        _close_asks(desk, person, of)
    return Recorded("stopped", what=what, who=of.cadence.title if of else "")


def stop_until(desk: Desk, message: str, person: Person, said: Command, today: date, until: date) -> Recorded | Refusal:
    """No questions until a day: who is away says so instead."""
    if until <= today:
        return Refusal(said.line, "that day is not ahead", '"pause until …" with a later day; "stop" is for good')
    _say(desk, message, person, Stopped("asks", until=until))
    at = days.at_hour(person, until, time(0))
    moments.put(desk.tx, Moment(f"start/{person.id}", at, "start", person.team, person=person.id), earliest=True)
    return Recorded("paused", due=until)


def resume(desk: Desk, moment: Moment) -> None:
    """The day has come until which somebody wanted no questions."""
    person = people.by_id(desk.tx, moment.person)
    if person is None:
        return
    fresh = persons.refresh(desk, person)
    again = persons.stopped_until(desk, person)
    if again:
        moments.put(desk.tx, replace(moment, at=days.at_hour(person, again, time(0))))
    rounds.ask_again(desk, fresh)


def start(desk: Desk, message: str, person: Person, place: Place, said: Command) -> Recorded | Refusal:
    """Brings back what was stopped, all of it unless it says which."""
    of = _review(desk, person, place, said)
    if isinstance(of, Refusal):
        return of
    wanted = what_of(said.text)
    if of:
        stopped = sorted(each.partition("/")[0] for each in person.stopped if each.endswith(f"/{of.cadence.id}"))
        what, cadence = [wanted] if wanted else stopped or ["asks"], of.cadence.id
        facts: list[Fact] = [Started(each, cadence) for each in what]
    else:
        everything = sorted(person.stopped) or ["asks"]
        found = [each for each in everything if each.partition("/")[0] == wanted] or [wanted] if wanted else everything
        facts = [Started(each.partition("/")[0], each.partition("/")[2]) for each in found]
        what = list(dict.fromkeys(each.partition("/")[0] for each in found))
    for fact in facts:
        desk.record(person.team, persons.subject(person.id), fact, author=person.id, message=message)
    rounds.ask_again(desk, persons.refresh(desk, person))
    return Recorded("started", what=" and ".join(what), who=of.cadence.title if of else "")


def hour(desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    at = time.fromisoformat(said.text)
    if days.is_quiet(person, at) or at >= person.ends:
        return Refusal(
            said.line,
            "that is outside of your working hours",
            f'"ask me at {person.starts:%H:%M}", or any hour until {person.ends:%H:%M}',
        )
    _say(desk, message, person, HourSet(at))
    return Recorded("hour", what=f"{at:%H:%M}")


def language(
    desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date
) -> Recorded | Refusal:
    """How their days are read, and the language of their letters where there are templates in it."""
    _say(desk, message, person, LanguageSet(said.text))
    return Recorded("language", what=said.text)


def what_of(text: str) -> str:
    """ "asks", "digests" or "week"; "" where it says none."""
    return next((what for what in ("digests", "asks", "week") if what.removesuffix("s") in text.casefold()), "")


def _say(desk: Desk, message: str, person: Person, fact: Fact) -> None:
    desk.record(person.team, persons.subject(person.id), fact, author=person.id, message=message)
    put_right(desk, person)


def put_right(desk: Desk, person: Person) -> None:
    """What a person wishes has changed: it is derived anew, and so is when they are asked."""
    fresh = persons.refresh(desk, person)
    if (fresh.send_hour, fresh.stopped) != (person.send_hour, person.stopped):
        rounds.ask_again(desk, fresh)
        rounds.wake_for_all(desk, fresh)
    elif fresh.absences != person.absences:
        rounds.wake_for_all(desk, fresh)


def _close_asks(desk: Desk, person: Person, of: Kept) -> None:
    for ask in asks.open_of_cadence(desk.tx, of.cadence.id):
        if ask.person == person.id:
            asks.close(desk.tx, ask.subject, "lapsed", person.id)


def _review(desk: Desk, person: Person, place: Place, said: Command) -> Kept | Refusal | None:
    """The one review that is meant; None: none in particular."""
    if "/" in said.subject:
        return rounds.cadence_of(desk, said.subject)
    if said.named == HERE:
        found = named_by(desk, place)
        return found or Refusal(said.line, "I don't know which review", '"stop asks of …", with its title')
    return by_title(desk, person, said.named, said.line) if said.named else None


def review_meant(desk: Desk, person: Person, place: Place, said: Command) -> Kept | Refusal:
    """Of a command about a series: the one that is named, that the letter is about, or the only one there is."""
    if said.named:
        return by_title(desk, person, said.named, said.line)
    here = named_by(desk, place)
    if here and not here.ended and any(guest.id == person.id for guest in rounds.participants(desk, here)):
        return here
    theirs = of_person(desk, person)
    if len(theirs) == 1:
        return theirs[0]
    return Refusal(said.line, "I don't know which review", "the same in answer to a mail about it")


def named_by(desk: Desk, place: Place) -> Kept | None:
    """The review of the letter that is answered."""
    about = (place.letter.about if place.letter else "", place.occurrence)
    found = (rounds.current(desk, one.partition("/")[0]) for one in about if one)
    return next((kept for kept in found if kept), None)


def by_title(desk: Desk, person: Person, title: str, line: str) -> Kept | Refusal:
    """The review of a person's that is called so."""
    theirs = [kept for kept in of_person(desk, person) if holds(kept.cadence.title, terms(title))]
    if len(theirs) == 1:
        return theirs[0]
    titles = ", ".join(f'"{kept.cadence.title}"' for kept in (theirs or of_person(desk, person))[:5])
    why = f"{len(theirs)} of your reviews are called so" if theirs else "no review of yours is called so"
    return Refusal(line, why, f"one of {titles}" if titles else '"stop" for all of it')


def of_person(desk: Desk, person: Person) -> list[Kept]:
    """The reviews that a person takes part in, and that go on."""
    return [
        kept
        for kept in cadences.of_team(desk.tx, person.team)
        if not kept.ended
        and (not kept.cadence.followed_by or rounds.current(desk, kept.cadence.id) == kept)
        and any(guest.id == person.id for guest in rounds.participants(desk, kept))
    ]

"""Somebody is away by the word of who runs their review: they hear of it, and their own word counts more.

Who said it hears where it is not so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from paceline.agenda.contents import HereAfterAll, Recorded, ToldAway
from paceline.agenda.rounds import digest_for
from paceline.clerks import leave, mailroom, persons, rounds, wishes
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.placing import Place
from paceline.domain.asks import Item
from paceline.domain.facts import Undone, WentAway, standing
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person, named
from paceline.domain.statements import Command
from paceline.ledger import facts, people
from paceline.letters import write

TOLD = "told-away/"
"""Begins what "no" is about in answer to that letter: "told-away/<mail>"."""


def away_of(desk: Desk, message: str, person: Person, place: Place, said: Command, today: date) -> Recorded | Refusal:
    found = named(said.person, (*desk.team(person.team), *desk.guests(person.team)))
    if len(found) != 1:
        return Refusal(said.line, f'I know nobody called "{said.person}" in your team')
    other = found[0]
    if other.id == person.id:
        return leave.away(desk, message, person, place, replace(said, person=""), today)
    who = desk.names(person.team).get(other.id, other.first_name)
    if not rounds.may_speak_of(desk, person, other):
        return Refusal(said.line, f"only {who}, or who runs a review that {who} takes part in, says that")
    span = leave.span_of(said, today)
    if isinstance(span, Refusal):
        return span
    first, last = span
    if all(other.away_on(first + timedelta(days=n)) for n in range((last - first).days + 1)):
        return Refusal(said.line, f"{who} is away then already")
    went = WentAway(first, last, told_by=person.id)
    desk.record(other.team, persons.subject(other.id), went, author=person.id, message=message)
    persons.refresh(desk, other)
    _tell(desk, message, person, other, went)
    return Recorded("told away", what=who, was=first, due=last, told=(who,))


def is_about(said: Command) -> bool:
    return said.subject.startswith(TOLD)


def yes(desk: Desk, _message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    told = _told(desk, person, said)
    return Recorded("away", was=told.first, due=told.last) if told else _gone(said)


def no(desk: Desk, message: str, person: Person, _place: Place, said: Command, today: date) -> Recorded | Refusal:
    told = _told(desk, person, said)
    if told is None:
        return _gone(said)
    taken_back = Undone(said.subject.removeprefix(TOLD))
    desk.record(person.team, persons.subject(person.id), taken_back, author=person.id, message=message)
    wishes.put_right(desk, person)
    _tell_it_is_not_so(desk, message, person, told)
    return Recorded("here", due=today)


def _told(desk: Desk, person: Person, said: Command) -> WentAway | None:
    """What that mail said of them, as long as it counts."""
    mail = said.subject.removeprefix(TOLD)
    counts = standing(facts.of(desk.tx, persons.subject(person.id)))
    told = (entry.fact for entry in counts if entry.message == mail)
    return next((fact for fact in told if isinstance(fact, WentAway) and fact.told_by), None)


def _gone(said: Command) -> Refusal:
    return Refusal(said.line, "that was taken back meanwhile", '"away until 5 Jan", "back"')


def _tell(desk: Desk, message: str, by: Person, other: Person, went: WentAway) -> None:
    """`other` as they were before: who is away is told nothing, but this may not be so."""
    first = went.first if went.first > desk.today(other) else None
    content = ToldAway(other, desk.names(by.team).get(by.id, by.first_name), went.last, first)
    posting = Posting(
        key=f"told-away/{message[:16]}/{other.id}",
        team=other.team,
        items=(Item(1, "offer", f"{TOLD}{message}"),),
        not_before=digest_for(other, desk.now),
    )
    mailroom.post(desk, other, posting, partial(write.told_away, content, folders=desk.folders))


def _tell_it_is_not_so(desk: Desk, message: str, person: Person, told: WentAway) -> None:
    """To who had said it, after their quiet hours; who wants neither asks nor digests hears nothing."""
    reader = people.by_id(desk.tx, told.told_by)
    if reader is None or reader.wants_nothing:
        return
    content = HereAfterAll(reader, desk.names(person.team).get(person.id, person.first_name), told.last)
    posting = Posting(
        key=f"here-after-all/{message[:16]}/{reader.id}", team=person.team, not_before=digest_for(reader, desk.now)
    )
    mailroom.post(desk, reader, posting, partial(write.here_after_all, content, folders=desk.folders))

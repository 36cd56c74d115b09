"""Who offers help with what: a directory of those who want to stand in it."""

from __future__ import annotations

from datetime import date

from paceline.agenda.contents import Recorded
from paceline.clerks.desk import Desk
from paceline.clerks.persons import subject
from paceline.clerks.placing import Place
from paceline.domain.facts import Fact, OfferMade, OfferRemoved, standing
from paceline.domain.offers import is_about
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.ledger import facts

MOST = 10
"""So many offers of one person stand in the directory."""


def order(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:  # noqa: ARG001
    """ "offer: review SQL, an hour" and "no offer: SQL"."""
    standing_ones = of(desk, person)
    if said.verb == "no offer":
        gone = [offer for offer in standing_ones if not said.text or is_about(said.text, offer)]
        if not gone:
            return Refusal(said.line, "you offer no such thing", '"offers", which lists what everybody offers')
        return _keep(desk, message, person, OfferRemoved(said.text), Recorded("offer gone", what="; ".join(gone)))
    if len(standing_ones) >= MOST:
        return Refusal(said.line, f"you offer {MOST} things already", f'"no offer: {standing_ones[0]}"')
    return _keep(desk, message, person, OfferMade(said.text), Recorded("help offered", what=said.text))


def _keep(desk: Desk, message: str, person: Person, fact: Fact, told: Recorded) -> Recorded:
    desk.record(person.team, subject(person.id), fact, author=person.id, message=message)
    return told


def directory(desk: Desk, team: str, words: str = "") -> tuple[tuple[str, str], ...]:
    """(first name, offer) of a team; with `words`, of those offers alone that go with them."""
    names = desk.names(team)
    offered = ((names.get(p.id, p.first_name), offer) for p in desk.team(team) for offer in of(desk, p))
    return tuple((who, offer) for who, offer in offered if not words or is_about(offer, words))


def of(desk: Desk, person: Person) -> tuple[str, ...]:
    """What somebody offers, in their words, oldest first."""
    offered: dict[str, None] = {}
    for entry in standing(facts.of(desk.tx, subject(person.id))):
        match entry.fact:
            case OfferMade(what):
                offered[what] = None
            case OfferRemoved(what):
                offered = {} if not what else {other: None for other in offered if not is_about(what, other)}
    return tuple(offered)


def match(desk: Desk, person: Person, words: str) -> bool:
    """Whether somebody offers help with this."""
    return any(is_about(offer, words) for offer in of(desk, person))

"""Objections that wait for their owner's written answer: asked for in the next envelope, and once more."""

from __future__ import annotations

from paceline.agenda import days
from paceline.agenda.contents import ObjectionAsk
from paceline.clerks import rounds
from paceline.clerks.desk import Desk
from paceline.clerks.reviews import MOST_ASKED, times_asked
from paceline.domain.asks import Ask
from paceline.domain.decisions import Decision
from paceline.domain.facts import Objected
from paceline.ledger import asks, facts, moments, people
from paceline.ledger.moments import Moment


def wait_for_answer(desk: Desk, it: Decision) -> None:
    """Its owner hears of the objection at once; where they leave it open, their next envelope asks."""
    owner = people.by_id(desk.tx, it.owner)
    if owner and it.state == "objected":
        at = days.next_send(owner, desk.now)
        moments.put(desk.tx, Moment(f"objection/{it.id}/{owner.id}", at, "objection", it.team, it.id, owner.id))


def ask(desk: Desk, moment: Moment) -> None:
    it = facts.record(desk.tx, moment.subject)
    owner = people.by_id(desk.tx, moment.person)
    if not isinstance(it, Decision) or it.state != "objected" or owner is None or owner.id != it.owner:
        return
    objected = [entry.at for entry in facts.of(desk.tx, it.id) if isinstance(entry.fact, Objected)]
    since = days.local(owner, objected[-1]).date()
    if times_asked(desk, it, "objection", owner.id, since) < MOST_ASKED:
        question = Ask("objection", it.team, owner.id, it.id, desk.now, round=desk.today(owner).isoformat())
        asks.put(desk.tx, question)
        rounds.wake(desk, owner, question)


def entry(desk: Desk, it: Decision, who: str, number: int, names: dict[str, str]) -> ObjectionAsk | None:
    if it.state != "objected" or it.owner != who:
        return None
    objections = tuple((names.get(word.person, word.person), word.text) for word in it.objections)
    return ObjectionAsk(
        number,
        it.id,
        it.title,
        objections,
        anyway=desk.rules(it.team).decide_anyway,
        rule=desk.cites(it.team, "decide_anyway"),
    )

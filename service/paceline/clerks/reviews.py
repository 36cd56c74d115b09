"""Decisions that come back: on the review day those concerned are asked what happened, and once more."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from paceline.agenda import days
from paceline.agenda.contents import ReviewAsk
from paceline.clerks import rounds
from paceline.clerks.desk import Desk
from paceline.domain.asks import Ask
from paceline.domain.decisions import Decision
from paceline.domain.facts import ReviewMissed
from paceline.domain.people import Person
from paceline.ledger import asks, facts, moments, people
from paceline.ledger.moments import Moment

MOST_ASKED = 2
"""How often somebody is asked about one thing: on its day, and on their next working day."""


def wait_for(desk: Desk, it: Decision) -> None:
    """Its review day, or the owner's next working day after it; none where it is not to be looked at."""
    if it.state != "decided" or it.review is None:
        moments.drop(desk.tx, f"review/{it.id}")
        return
    at = _instant(desk, people.by_id(desk.tx, it.owner), it.review)
    moments.put(desk.tx, Moment(f"review/{it.id}", at, "review", it.team, it.id))


def _instant(desk: Desk, owner: Person | None, review: date) -> datetime:
    if owner is None:
        return max(desk.now, datetime.combine(review, time(9), UTC))
    day = review if days.working(owner, review) else days.next_working(owner, review)
    at = days.at_hour(owner, day, owner.send_hour)
    return at if at > desk.now else days.next_send(owner, desk.now)


def ask(desk: Desk, moment: Moment) -> None:
    """Ask its owner and those whose worries are kept with it; a moment of one person's asks that one again."""
    it = facts.record(desk.tx, moment.subject)
    if isinstance(it, Decision) and it.state == "decided":
        for person in (moment.person,) if moment.person else (it.owner, *it.worried):
            _ask(desk, it, person)


def _ask(desk: Desk, it: Decision, who: str) -> None:
    person = people.by_id(desk.tx, who)
    reached = person is not None and "asks" not in person.stopped
    if person and not _is_asked(desk, it, who):
        return
    if person and reached and times_asked(desk, it, "review", who, it.review) < MOST_ASKED:
        question = Ask("review", it.team, who, it.id, desk.now, round=desk.today(person).isoformat())
        asks.put(desk.tx, question)
        rounds.wake(desk, person, question)
    elif who == it.owner and not it.missed:
        desk.record(it.team, it.id, ReviewMissed())


def _is_asked(desk: Desk, it: Decision, who: str) -> bool:
    """Whether their word is still missing: the owner's what becomes of it, the others' what became of their worry."""
    if who != it.owner:
        return who in it.worried and who not in {said.person for said in it.judged}
    owner = people.by_id(desk.tx, it.owner)
    return it.review is not None and owner is not None and it.review <= desk.today(owner)


def times_asked(desk: Desk, it: Decision, kind: str, who: str, since: object) -> int:
    """In how many envelopes it was asked about since a day."""
    sent = (ask for ask, _, letter in asks.of_subject(desk.tx, it.id) if letter and ask.person == who)
    return sum(ask.kind == kind and ask.round >= str(since or "") for ask in sent)


def entry(desk: Desk, it: Decision, who: str, number: int, names: dict[str, str]) -> ReviewAsk | None:
    if not _is_asked(desk, it, who):
        return None
    known = {**names, who: ""}
    return ReviewAsk(
        number,
        it.id,
        it.title,
        it.rationale,
        known.get(it.owner, it.owner),
        it.since or it.opened,
        worries=tuple((known.get(word.person, word.person), word.text) for word in it.worries),
        judged=tuple((known.get(said.person, said.person), said.came_true, said.text) for said in it.judged),
        trial=it.trial,
        goal=it.goal,
        criteria=it.criteria,
    )

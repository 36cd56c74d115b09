"""What is due and left unanswered, twice: peers are asked for a hand, if the team's rules want it so."""

from __future__ import annotations

from paceline.agenda import days
from paceline.clerks import help_plans, ladder
from paceline.clerks.desk import Desk
from paceline.domain.commitments import Commitment
from paceline.domain.facts import HelpClosed, HelpRequested
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.ledger import asks, facts, moments, outbox, people
from paceline.ledger.moments import Moment
from paceline.ledger.outbox import Posted


def if_unanswered(desk: Desk, it: Commitment) -> tuple[Person, ...]:
    """Who will be asked for a hand if the owner says nothing, the second time that it is asked about."""
    rules = desk.rules(it.team)
    if not rules.help_when_late or any(request.commitment == it.id for request in help_plans.open_in(desk, it.team)):
        return ()
    request = HelpRequest("", it.team, it.owner, it.what, "open", desk.now, it.id, unasked=True)
    return help_plans.ready_to_ask(desk, request)[: rules.help_at_once]


def wait_for_answer(desk: Desk, commitment: str, owner: Person) -> None:
    """The second letter about it is on its way."""
    at = days.next_send(owner, desk.now)
    moments.put(desk.tx, Moment(f"stuck/{commitment}", at, "stuck", owner.team, commitment, owner.id))


def begin_unasked(desk: Desk, moment: Moment) -> None:
    """The owner was asked twice, was told that peers will be asked, and has said nothing."""
    it = facts.record(desk.tx, moment.subject)
    owner = people.by_id(desk.tx, moment.person)
    if owner is None or not isinstance(it, Commitment) or it.owner != owner.id or not it.slipped(desk.today(owner)):
        return
    letter = _last_asked(desk, it)
    if letter is None or letter.state not in ("sent", "queued", "sending") or _has_answered(desk, it, letter):
        return
    if letter.state != "sent" or not days.working(owner, desk.today(owner)):
        wait_for_answer(desk, it.id, owner)
    elif if_unanswered(desk, it):
        made = HelpRequested(owner.id, it.what, it.id, it.occurrence)
        request = desk.record(it.team, facts.number(desk.tx, "H"), made)
        assert isinstance(request, HelpRequest)
        ladder.go_on(desk, request)


def _last_asked(desk: Desk, it: Commitment) -> Posted | None:
    dues = [(ask.round, letter) for ask, _, letter in asks.of_subject(desk.tx, it.id) if ask.kind == "due" and letter]
    return outbox.by_key(desk.tx, max(dues)[1]) if dues else None


def _has_answered(desk: Desk, it: Commitment, letter: Posted) -> bool:
    said = (e for e in facts.of(desk.tx, it.id) if e.author == it.owner and e.at >= letter.created_at)
    return any(said) or any(request.commitment == it.id for request in help_plans.open_in(desk, it.team))


def settled(desk: Desk, it: Commitment, author: str, message: str) -> None:
    """Its owner has said how it goes on: what nobody asked for, and nobody has taken, is asked for no more."""
    moments.drop(desk.tx, f"stuck/{it.id}")
    for request in help_plans.open_in(desk, it.team):
        if request.commitment == it.id and request.unasked and request.state == "open":
            desk.record(it.team, request.id, HelpClosed(), author=author, message=message)
            ladder.withdraw(desk, request.id)

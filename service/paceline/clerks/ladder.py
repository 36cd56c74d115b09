"""The help ladder: peers are asked for a hand, a few at a time, until somebody takes it or nobody is left.

Whoever needs help reads of each step before it happens, and may stop it. Only what their team's rules name comes after
the peers, and not before they were told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from paceline.agenda import days
from paceline.agenda.helping import HelpPlan, NewsKind
from paceline.clerks import (
    help_ends,
    help_letters,
    help_plans,
    persons,
)
from paceline.clerks.desk import Desk
from paceline.domain.facts import (
    Fact,
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpSought,
    HelpTaken,
    HelpThanked,
    HelpUnreached,
    NobodyLeft,
    ReferralAllowed,
    SearchStopped,
    Undone,
)
from paceline.domain.help import HelpRequest, fold
from paceline.domain.people import Person
from paceline.ledger import asks, facts, moments, outbox, people
from paceline.ledger.moments import Moment
from paceline.ledger.outbox import Posted

LATE = timedelta(hours=1)
"""Who was asked so much later than planned, after an outage, has all the time to answer again."""


# --- what follows from what somebody said ----------------------------------------------------------


def follow(desk: Desk, it: HelpRequest, fact: Fact, author: str) -> None:
    """`it` is the request as it is since this fact."""
    match fact:
        case HelpRequested(commitment=commitment):
            for other in help_plans.open_in(desk, it.team) if commitment else ():
                if other.commitment == commitment and other.unasked and other.state == "open":
                    desk.record(it.team, other.id, HelpClosed(), author=author)
                    withdraw(desk, other.id)
            _wait(desk, it)
        case HelpTaken():
            _taken(desk, it, fact, author)
        case HelpDeclined():
            _declined(desk, it, author)
        case HelpReferred(to, outside):
            asks.close(desk.tx, it.id, "answered", author)
            if outside:
                help_letters.tell(desk, it, "referral", who=author, words=_known(desk, to))
            else:
                _ask_one_more(desk, it)
        case ReferralAllowed(to):
            _ask_from_outside(desk, it, to)
        case HelpClosed() | SearchStopped():
            withdraw(desk, it.id, keep_asked=isinstance(fact, SearchStopped))
        case HelpThanked(words):
            asks.close(desk.tx, it.id, "answered", author)
            help_letters.thank(desk, it, words)


def withdraw(desk: Desk, request: str, *, keep_asked: bool = False) -> None:
    """Nobody else is asked; whose letter is on its way to be written gets none."""
    moments.drop(desk.tx, f"help/{request}")
    it = facts.record(desk.tx, request)
    for person in it.asked if isinstance(it, HelpRequest) else ():
        moments.drop(desk.tx, f"help-ask/{request}/{person}")
        if not keep_asked:
            asks.close(desk.tx, request, "lapsed", person)


def put_right(desk: Desk, subject: str) -> None:
    """Set anew after something about it was taken back."""
    it = facts.record(desk.tx, subject)
    if isinstance(it, HelpRequest) and (gone := _took_back(desk, it)):
        help_letters.tell(desk, it, "not after all", who=gone)
    if isinstance(it, HelpRequest) and it.is_sought:
        _wait(desk, it)
    else:
        for person in {step for entry in facts.of(desk.tx, subject) for step in _people(entry.fact)}:
            moments.drop(desk.tx, f"help-ask/{subject}/{person}")
        moments.drop(desk.tx, f"help/{subject}")
        asks.close(desk.tx, subject, "lapsed")


def _took_back(desk: Desk, it: HelpRequest) -> str:
    """Who had helped until the mail that was undone just now."""
    *entries, last = facts.of(desk.tx, it.id)
    undone = last.fact.of if isinstance(last.fact, Undone) else ""
    gone = (e.author for e in entries if undone and e.message == undone and isinstance(e.fact, HelpTaken))
    return next((person for person in gone if person not in it.helpers), "")


def _people(fact: Fact) -> tuple[str, ...]:
    return fact.people if isinstance(fact, HelpSought) else ()


def _wait(desk: Desk, it: HelpRequest) -> None:
    at = max(desk.now + help_plans.GRACE, it.until or desk.now)
    moments.put(desk.tx, Moment(f"help/{it.id}", at, "help", it.team, it.id))


def _taken(desk: Desk, it: HelpRequest, taken: HelpTaken, helper: str) -> None:
    """The first who takes it is introduced, and whoever takes a part before; of all later ones the owner hears."""
    before = fold(facts.of(desk.tx, it.id)[:-1])
    asks.close(desk.tx, it.id, "answered", helper)
    if before and before.takers and helper not in before.takers:
        help_letters.tell(desk, it, "another", who=helper, words=taken.part or taken.words)
    elif before is None or helper not in before.helpers:
        help_letters.introduce(desk, it, helper)
    if it.state == "taken":
        withdraw(desk, it.id)
    if taken.first and taken.last and taken.first < taken.last:
        help_ends.wait_for(desk, it)


def _declined(desk: Desk, it: HelpRequest, person: str) -> None:
    before = fold(facts.of(desk.tx, it.id)[:-1])
    asks.close(desk.tx, it.id, "answered", person)
    moments.drop(desk.tx, f"help-ask/{it.id}/{person}")
    if before and person in before.helpers:
        help_letters.tell(desk, it, "not after all", who=person)
    if person in it.asked:
        _ask_one_more(desk, it)


def _ask_one_more(desk: Desk, it: HelpRequest) -> None:
    """In the place of somebody who can't; as soon as the first step was taken."""
    if it.is_sought and it.sought:
        go_on(desk, it, at_once=1)
    elif it.is_sought:
        _wait(desk, it)


def _ask_from_outside(desk: Desk, it: HelpRequest, to: str) -> None:
    """Whoever is not known yet becomes known, as a reader who sees nothing but this."""
    person = people.by_id(desk.tx, to) or people.by_address(desk.tx, to)
    if person is None:
        owner = people.by_id(desk.tx, it.owner)
        persons.learn_readers(desk, (to,), owner.zone if owner else desk.config.service.zone)
        person = people.by_address(desk.tx, to)
    if person and it.is_sought:
        _ask(desk, it, (person,), ())


def _known(desk: Desk, to: str) -> str:
    person = people.by_id(desk.tx, to)
    return person.name if person else to


# --- a step ----------------------------------------------------------------------------------------


def step(desk: Desk, moment: Moment) -> None:
    """Those who were asked have had their time."""
    it = facts.record(desk.tx, moment.subject)
    if isinstance(it, HelpRequest) and it.is_sought:
        go_on(desk, it)


def go_on(desk: Desk, it: HelpRequest, at_once: int = 0) -> None:
    """Ask the next ones; where nobody is left, and those who were asked have had their time, say so."""
    count = at_once or desk.rules(it.team).help_at_once
    ready = help_plans.ready_to_ask(desk, it)
    if ready:
        _ask(desk, it, ready[:count], ready[count:], one_more=at_once > 0)
    elif it.until is None or it.until <= desk.now:
        _come_to_an_end(desk, it)


def _ask(
    desk: Desk,
    it: HelpRequest,
    chosen: Sequence[Person],
    later: Sequence[Person],
    *,
    last: bool = False,
    one_more: bool = False,
) -> None:
    """The owner hears of it, but for somebody who was announced and is asked in another's place."""
    rules = desk.rules(it.team)
    until = max(help_plans.waits_until(desk, it, chosen, desk.now), it.until or desk.now)
    then = tuple(person.id for person in later[: rules.help_at_once])
    sought = HelpSought(tuple(person.id for person in chosen), until, then, last)
    after = desk.record(it.team, it.id, sought)
    assert isinstance(after, HelpRequest)
    knows = one_more and set(sought.people) <= set(it.announced)
    if (it.unasked or it.sought) and not knows:
        kind: NewsKind = "asking" if it.sought else "unanswered"
        plan = help_plans.planned(desk, after, chosen, later, until)
        contact, rule = (plan.now[0], help_plans.cited(desk, it)) if last else ("", "")
        told = replace(plan, contact=contact, rule=rule)
        help_letters.tell(desk, after, kind, plan=told, silent=help_plans.silent(it))
    moments.put(desk.tx, Moment(f"help/{it.id}", until, "help", it.team, it.id))
    for person in chosen:
        at = days.next_at_work(person, desk.now)
        moment = Moment(f"help-ask/{it.id}/{person.id}", at, "help-ask", it.team, it.id, person.id)
        if at <= desk.now:
            ask(desk, moment)
        else:
            moments.put(desk.tx, moment)


def ask(desk: Desk, moment: Moment) -> None:
    """One is asked, in their working hours; where they have left meanwhile, somebody else."""
    it = facts.record(desk.tx, moment.subject)
    person = people.by_id(desk.tx, moment.person)
    if not isinstance(it, HelpRequest) or not it.is_sought or moment.person in (*it.declined, *it.helpers):
        return
    if person is None or "asks" in person.stopped or days.next_at_work(person, desk.now) > desk.now + LATE:
        _unreached(desk, it, moment.person)
        return
    if days.next_at_work(person, desk.now) > desk.now:
        moments.put(desk.tx, replace(moment, at=days.next_at_work(person, desk.now)))
        return
    if desk.now - moment.at > LATE:
        until = help_plans.waits_until(desk, it, (person,), desk.now)
        moments.put(desk.tx, Moment(f"help/{it.id}", max(until, it.until or until), "help", it.team, it.id))
    help_letters.ask(desk, it, person)


def _unreached(desk: Desk, it: HelpRequest, person: str) -> None:
    """Their silence says nothing: the next one is asked at once."""
    after = desk.record(it.team, it.id, HelpUnreached(person))
    asks.close(desk.tx, it.id, "lapsed", person)
    if isinstance(after, HelpRequest):
        _ask_one_more(desk, after)


def returned(desk: Desk, letter: Posted) -> None:
    """A letter that asked for help was refused, or came back."""
    if letter.kind == "help":
        key = f"help-lost/{letter.about}/{letter.person}"
        moments.put(desk.tx, Moment(key, desk.now, "help-lost", letter.team, letter.about, letter.person))


def lost(desk: Desk, moment: Moment) -> None:
    it = facts.record(desk.tx, moment.subject)
    if isinstance(it, HelpRequest) and it.is_sought and moment.person in it.asked:
        _unreached(desk, it, moment.person)


# --- the end ---------------------------------------------------------------------------------------


def _come_to_an_end(desk: Desk, it: HelpRequest) -> None:
    """The owner hears that nobody is left; only after that, and only where the rules name somebody, are they told."""
    contact = help_plans.contact_of(desk, it)
    if it.nobody_left and contact:
        _escalate(desk, it, contact)
    elif not it.nobody_left:
        after = desk.record(it.team, it.id, NobodyLeft())
        owner = people.by_id(desk.tx, it.owner)
        hours = timedelta(hours=desk.rules(it.team).escalation_hours)
        at = days.worked(owner, desk.now, hours) if owner and contact else None
        assert isinstance(after, HelpRequest)
        plan = HelpPlan(contact=contact.first_name, rule=help_plans.cited(desk, it)) if contact else HelpPlan()
        help_letters.tell(desk, after, "nobody left", plan=plan, silent=help_plans.silent(after), at=at)
        if at:
            moments.put(desk.tx, Moment(f"help/{it.id}", at, "help", it.team, it.id))


def _escalate(desk: Desk, it: HelpRequest, contact: Person) -> None:
    told = help_letters.key_of_the_end(it)
    letter = outbox.by_key(desk.tx, told)
    if letter and letter.state == "sent":
        _ask(desk, it, (contact,), (), last=True)
    elif letter and letter.state in ("queued", "sending"):
        moments.put(desk.tx, Moment(f"help/{it.id}", desk.now + LATE, "help", it.team, it.id))

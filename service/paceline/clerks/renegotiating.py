"""What follows from a change of a commitment: those who wait for it may speak before it stands, and hear what came of
it; whoever asked for it, or is asked to take it over, likewise."""

from __future__ import annotations

from dataclasses import replace

from paceline.agenda import days
from paceline.clerks import dues, ladder, lessons, organizing, tidings
from paceline.clerks.asking import ask
from paceline.clerks.desk import Desk
from paceline.clerks.waiting import dependents
from paceline.domain.asks import Ask
from paceline.domain.commitments import Commitment, fold
from paceline.domain.facts import (
    Accepted,
    BecameNeeded,
    Consented,
    CounterDeclined,
    Countered,
    Declined,
    Dropped,
    Entry,
    Extended,
    Fact,
    HelpClosed,
    Learned,
    Needed,
    ProposalWithdrawn,
    Proposed,
    Renegotiated,
    Shrunk,
    Succeeded,
    SuccessorAsked,
    SuccessorDeclined,
    standing,
)
from paceline.domain.help import HelpRequest
from paceline.domain.outcome import Held, Subject
from paceline.domain.statements import Command
from paceline.ledger import asks, facts, moments, outbox, people
from paceline.ledger.moments import Moment


def held_about(desk: Desk, held: Held, said: Command, subject: Subject | None) -> Held:
    """What is known when a command about this subject is decided."""
    if not isinstance(subject, Commitment):
        return replace(held, subject=subject)
    waiting = dependents(desk, subject)
    readers = [person for person in (people.by_id(desk.tx, each) for each in waiting) if person]
    consent_by = days.working_end(readers, desk.now, desk.rules(subject.team).consent_days)
    other = facts.record(desk.tx, said.text) if said.verb == "needs" else None
    known = isinstance(other, Commitment) and other.team == subject.team
    named = other if known and isinstance(other, Commitment) else None
    return replace(held, subject=subject, dependents=waiting, consent_by=consent_by, other=named)


def follow(desk: Desk, it: Commitment, fact: Fact, author: str, message: str) -> None:
    """`it` is the commitment as it is since this fact."""
    match fact:
        case Proposed():
            _ask_those_who_wait(desk, it)
        case Consented():
            asks.close(desk.tx, it.id, "answered", author)
            if it.all_have_spoken:
                _stand(desk, it)
        case Countered():
            asks.close(desk.tx, it.id, "answered", author)
            ask(desk, Ask("counter", it.team, it.owner, it.id, desk.now, round=_times(desk, it, Countered)))
        case CounterDeclined():
            tidings.tell(desk, it, "insisted", _who_countered(desk, it), by=author)
            asks.close(desk.tx, it.id, "answered", it.owner)
            if it.all_have_spoken:
                _stand(desk, it)
            elif it.proposal and it.proposal.closes <= desk.now:
                _close(desk, it)
        case ProposalWithdrawn():
            tidings.tell(desk, it, "stays", dependents(desk, it), by=author)
            _let_go(desk, it)
            dues.wait_for(desk, it)
        case Learned():
            lessons.pass_on(desk, it)
        case Needed(other):
            desk.record(it.team, other, BecameNeeded(it.id), author=author, message=message)
        case SuccessorAsked(to):
            ask(desk, Ask("offer", it.team, to, it.id, desk.now, round=f"handed{_times(desk, it, SuccessorAsked)}"))
        case _:
            _tell(desk, it, fact, author)


def _tell(desk: Desk, it: Commitment, fact: Fact, author: str) -> None:
    """What stands at once is told to those whom it concerns."""
    match fact:
        case Accepted():
            tidings.tell(desk, it, "accepted", (it.asked_by,), by=author)
        case Declined():
            tidings.tell(desk, it, "declined", (it.asked_by,), by=author)
        case Succeeded():
            _let_go(desk, it, due=False)
            tidings.tell(desk, it, "taken over", (_who_handed(desk, it), *dependents(desk, it)), by=author)
        case SuccessorDeclined(reason):
            tidings.tell(desk, it, "not taken over", (it.owner,), by=author, reason=reason)
        case Renegotiated() if _was_offered(desk, it):
            tidings.tell(desk, it, "accepted", (it.asked_by,), by=author)
        case Renegotiated():
            _let_go(desk, it, due=False)
            tidings.tell(desk, it, "moved", dependents(desk, it), by=author)
        case Shrunk():
            tidings.tell(desk, it, "shrunk", dependents(desk, it), by=author)
        case Dropped():
            tidings.tell(desk, it, "dropped", dependents(desk, it), by=author)


def close(desk: Desk, moment: Moment) -> None:
    """The time in which those who wait may speak is over: their silence is consent, where they could read of it."""
    it = facts.record(desk.tx, moment.subject)
    if not isinstance(it, Commitment) or not it.is_open or it.proposal is None:
        return
    if it.counters:
        dues.wait_for(desk, it)
    else:
        _close(desk, it)


def _close(desk: Desk, it: Commitment) -> None:
    if unheard := _unheard(desk, it):
        _extend(desk, it, unheard)
    else:
        _stand(desk, it)


def put_right(desk: Desk, it: Commitment) -> None:
    """What waits for their word, set anew after something was taken back."""
    if it.proposal is None:
        _let_go(desk, it, due=False)
    else:
        moments.put(desk.tx, Moment(f"consent/{it.id}", it.proposal.closes, "consent", it.team, it.id))


def over(desk: Desk, it: Commitment, author: str, message: str) -> None:
    """What is kept or given up waits for nobody, and needs no more help; a slip is asked about."""
    _let_go(desk, it)
    lessons.ask_for(desk, it)
    for request in facts.open_items(desk.tx, team=it.team, prefix="H"):
        if isinstance(request, HelpRequest) and request.commitment == it.id:
            desk.record(it.team, request.id, HelpClosed(), author=author, message=message)
            ladder.withdraw(desk, request.id)


def _ask_those_who_wait(desk: Desk, it: Commitment) -> None:
    assert it.proposal is not None
    _close_asks(desk, it, "answered")
    moments.put(desk.tx, Moment(f"consent/{it.id}", it.proposal.closes, "consent", it.team, it.id))
    times = _times(desk, it, Proposed)
    for person in it.proposal.asked:
        ask(desk, Ask("change", it.team, person, it.id, desk.now, it.proposal.closes, times))


def _close_asks(desk: Desk, it: Commitment, state: str) -> None:
    """But for that of who is asked to take it over, as long as it is open: a change of it is no answer of theirs."""
    asked = {ask.person for ask, known, _ in asks.of_subject(desk.tx, it.id) if known == "open"}
    for person in sorted(asked - {it.successor if it.is_open else ""}):
        asks.close(desk.tx, it.id, state, person)


def _stand(desk: Desk, it: Commitment) -> None:
    """The change stands: in its owner's name, and from the mail that proposed it, so that "undo" takes it back."""
    proposal = it.proposal
    assert proposal is not None
    proposed = [e for e in standing(facts.of(desk.tx, it.id)) if isinstance(e.fact, Proposed)][-1]
    fact = _what_stands(it, proposal)
    after = desk.record(it.team, it.id, fact, author=it.owner, message=proposed.message)
    _close_asks(desk, after if isinstance(after, Commitment) else it, "lapsed")
    _let_go(desk, it)
    if isinstance(after, Commitment) and after.is_open:
        if proposal.change == "move":  # whose own day it is was not asked
            unasked = [person for person in dependents(desk, it) if person not in proposal.asked]
            tidings.tell(desk, after, "moved", unasked, by=it.owner)
        dues.wait_for(desk, after)
    else:
        over(desk, it, it.owner, proposed.message)
    organizing.follow(desk, it.id)


def _what_stands(it: Commitment, proposal: Proposed) -> Fact:
    if proposal.change == "drop":
        return Dropped(proposal.reason)
    if proposal.change == "shrink":
        return Shrunk(proposal.what, it.what)
    return Renegotiated(proposal.due or it.due, it.due, proposal.reason)


def _unheard(desk: Desk, it: Commitment) -> tuple[str, ...]:
    """Those whom no letter of it has reached, once; who wants no such letters is silent of their own will."""
    if any(isinstance(entry.fact, Extended) for entry in _since_proposed(desk, it)):
        return ()
    return tuple(person for person in it.unspoken if not _reached(desk, it, person))


def _since_proposed(desk: Desk, it: Commitment) -> list[Entry]:
    entries = standing(facts.of(desk.tx, it.id))
    last = max(at for at, entry in enumerate(entries) if isinstance(entry.fact, Proposed))
    return list(entries[last:])


def _reached(desk: Desk, it: Commitment, person: str) -> bool:
    reader = people.by_id(desk.tx, person)
    if reader is None or "asks" in reader.stopped:
        return True
    times = _times(desk, it, Proposed)
    its = [one for one in asks.of_subject(desk.tx, it.id) if one[0].person == person and one[0].kind == "change"]
    carried = [letter for asked, _, letter in its if letter and asked.round.partition("+")[0] == times]
    return bool(carried) and outbox.was_sent(desk.tx, person, f"consent/{it.id}", carried)


def _extend(desk: Desk, it: Commitment, unheard: tuple[str, ...]) -> None:
    readers = [person for person in (people.by_id(desk.tx, each) for each in unheard) if person]
    closes = days.working_end(readers, desk.now, desk.rules(it.team).consent_days)
    desk.record(it.team, it.id, Extended(closes, unheard))
    moments.put(desk.tx, Moment(f"consent/{it.id}", closes, "consent", it.team, it.id))
    for person in unheard:
        ask(desk, Ask("change", it.team, person, it.id, desk.now, closes, f"{_times(desk, it, Proposed)}+"))


def _let_go(desk: Desk, it: Commitment, *, due: bool = True) -> None:
    moments.drop(desk.tx, f"consent/{it.id}")
    if due:
        moments.drop(desk.tx, f"due/{it.id}")


def _times(desk: Desk, it: Commitment, kind: type[Fact]) -> str:
    """How often this was said, what was taken back included: each is asked about by itself."""
    return str(sum(isinstance(entry.fact, kind) for entry in facts.of(desk.tx, it.id)))


def _who_countered(desk: Desk, it: Commitment) -> tuple[str, ...]:
    before = fold(facts.of(desk.tx, it.id)[:-1])
    return tuple(counter.person for counter in before.counters) if before else ()


def _who_handed(desk: Desk, it: Commitment) -> str:
    before = fold(facts.of(desk.tx, it.id)[:-1])
    return before.owner if before else ""


def _was_offered(desk: Desk, it: Commitment) -> bool:
    before = fold(facts.of(desk.tx, it.id)[:-1])
    return before is not None and before.state == "offered"

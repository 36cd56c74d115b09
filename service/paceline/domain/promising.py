"""Which command goes with a commitment, as a table: verb → rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from paceline.domain.commitments import Commitment
from paceline.domain.facts import (
    Accepted,
    Consented,
    CounterDeclined,
    Countered,
    Declined,
    Delegated,
    Dropped,
    HelpRequested,
    Kept,
    Learned,
    MarkedAtRisk,
    Needed,
    ProposalWithdrawn,
    Proposed,
    Renegotiated,
    Shrunk,
    Succeeded,
    SuccessorAsked,
    SuccessorDeclined,
)
from paceline.domain.outcome import Change, Held, Outcome, Refusal, due, one
from paceline.domain.people import named
from paceline.domain.statements import Command, Verb


def _done(said: Command, held: Held, it: Commitment) -> Outcome:
    refused = _not_the_owner(said, held, it) or _closed(said, it)
    return refused or Change(it.id, Kept(said.text, late=it.slipped(held.day_of(it.owner))))


def _at_risk(said: Command, held: Held, it: Commitment) -> Outcome:
    return _not_the_owner(said, held, it) or _closed(said, it) or Change(it.id, MarkedAtRisk(said.text))


def _ask_for_help(said: Command, held: Held, it: Commitment) -> Outcome:
    refused = _closed(said, it)
    if refused:
        return refused
    what = said.text or it.what
    return Change("H", HelpRequested(held.speaker.id, what, it.id, held.occurrence or it.occurrence))


def _learned(said: Command, held: Held, it: Commitment) -> Outcome:
    """Its owner's alone to say, once it is over."""
    if it.owner != held.speaker.id:
        return Refusal(said.line, f"{it.id} is {held.name(it.owner)}'s, and so is what there is to learn from it")
    if it.state not in ("kept", "dropped"):
        return Refusal(said.line, f"{it.id} is not closed yet", f'"{it.id} done"; then what there is to learn')
    if not said.text:
        return Refusal(said.line, "it says nothing", f'"{it.id} {said.verb}: …"')
    return Change(it.id, Learned(said.verb, said.text))


# --- renegotiation ---------------------------------------------------------------------------------


def _move(said: Command, held: Held, it: Commitment) -> Outcome:
    """A promise is moved; who was offered something promises it for another day; who waits for it offers one."""
    if _may_counter(said, held, it):
        return _counter(said, held, it)
    offered = it.state == "offered" and it.owner == held.speaker.id
    refused = _not_the_owner(said, held, it) or (None if offered else _closed(said, it))
    if refused:
        return refused
    if said.due is None:
        return Refusal(said.line, "it names no new day", f'"{it.id} to Friday because …"')
    day = due(said.due, said.line, held, otherwise=None, base=max(it.due, held.today))
    if isinstance(day, Refusal):
        return day
    if day == it.due and not offered and not it.proposal:
        return Refusal(said.line, f"{it.id} is due that day already", f'"{it.id} +2d because …"')
    if day == it.due and it.proposal:
        return Change(it.id, ProposalWithdrawn())
    late = it.slipped(held.day_of(it.owner))
    if offered or late or not held.dependents:
        return Change(it.id, Renegotiated(day, it.due, said.text, late=late))
    return _propose(held, it, "move", said.text, day)


def _shrink(said: Command, held: Held, it: Commitment) -> Outcome:
    refused = _not_the_owner(said, held, it) or _closed(said, it)
    if refused:
        return refused
    if not said.text:
        return Refusal(said.line, "it does not say what is left of it", f'"{it.id} shrink: only the reading part"')
    late = it.slipped(held.day_of(it.owner))
    if late or not held.dependents:
        return Change(it.id, Shrunk(said.text, it.what, late))
    return _propose(held, it, "shrink", "", what=said.text)


def _drop(said: Command, held: Held, it: Commitment) -> Outcome:
    refused = _not_the_owner(said, held, it) or _closed(said, it)
    if refused:
        return refused
    late = it.slipped(held.day_of(it.owner))
    if late or not held.dependents:
        return Change(it.id, Dropped(said.text, late))
    return _propose(held, it, "drop", said.text)


def _propose(held: Held, it: Commitment, change: str, reason: str, day: date | None = None, what: str = "") -> Change:
    """Those who wait for it are asked first."""
    return Change(it.id, Proposed(change, held.consent_by or held.now, held.dependents, reason, day, what))


def _may_counter(said: Command, held: Held, it: Commitment) -> bool:
    speaker = held.speaker.id
    return it.is_open and speaker != it.owner and speaker in held.dependents and not said.person


def _counter(said: Command, held: Held, it: Commitment) -> Outcome:
    if said.due is None:
        return Refusal(said.line, "it names no day", f'"{it.id} to Friday because …"')
    day = due(said.due, said.line, held, otherwise=None, base=max(it.due, held.today))
    if isinstance(day, Refusal):
        return day
    if it.proposal is None and day == it.due:
        return Refusal(said.line, f"{it.id} is due that day already", f'"{it.id} to Friday because …"')
    if it.proposal and it.proposal.due == day:
        return Change(it.id, Consented())
    return Change(it.id, Countered(day, said.text))


def _agree_to_counter(said: Command, held: Held, it: Commitment) -> Outcome:
    """The last word of those who wait for it counts; the others who wait are asked about that day first."""
    counter = it.counters[-1]
    if counter.due is None or counter.due == it.due:
        return Change(it.id, ProposalWithdrawn())
    if counter.due < held.today:
        return Refusal(said.line, "that day has gone by", f'"{it.id} to Friday because …"')
    late = it.slipped(held.day_of(it.owner))
    others = _who_have_not_named(counter.due, held, it)
    if late or not others:
        return Change(it.id, Renegotiated(counter.due, it.due, counter.reason, late=late))
    return _propose(replace(held, dependents=others), it, "move", counter.reason, counter.due)


def _who_have_not_named(day: date, held: Held, it: Commitment) -> tuple[str, ...]:
    named = {counter.person for counter in it.counters if counter.due == day}
    return tuple(person for person in held.dependents if person not in named)


def _needs(said: Command, held: Held, it: Commitment) -> Outcome:
    refused = _not_the_owner(said, held, it)
    if refused:
        return refused
    other = held.other
    if other is None or other.id == it.id:
        return Refusal(said.line, f"there is no other commitment {said.text}", f'"{it.id} needs C9"')
    if not it.is_open and it.state != "offered":
        return _closed(said, it) or Refusal(said.line, f"{it.id} is {it.state} already")
    if other.state not in ("open", "offered"):
        return Refusal(said.line, f"{other.id} is {other.state} already")
    if it.id in other.needs:
        return Refusal(said.line, f"{other.id} needs {it.id} already", f'"{other.id} to Friday because …"')
    return Change(it.id, Needed(other.id))


# --- whose it is -----------------------------------------------------------------------------------


def _accept(said: Command, held: Held, it: Commitment) -> Outcome:
    speaker = held.speaker.id
    is_asked = it.proposal is not None and speaker in it.proposal.asked
    if it.is_open and (it.successor == speaker or (it.orphaned and not is_asked)):
        return Change(it.id, Succeeded())
    if it.is_open and it.owner == speaker and it.counters:
        return _agree_to_counter(said, held, it)
    if it.is_open and it.proposal and speaker in it.proposal.asked:
        return Change(it.id, Consented())
    return _not_offered(said, held, it) or Change(it.id, Accepted())


def _decline(said: Command, held: Held, it: Commitment) -> Outcome:
    speaker = held.speaker.id
    if it.is_open and it.successor == speaker:
        return Change(it.id, SuccessorDeclined(said.text))
    if it.is_open and it.owner == speaker and it.counters:
        return Change(it.id, CounterDeclined(said.text))
    if it.is_open and it.proposal and speaker in it.proposal.asked:
        if said.text:
            return Change(it.id, Countered(None, said.text))
        return Refusal(said.line, "it does not say why", f"{it.id} decline because …; {it.id} to Friday because …")
    return _not_offered(said, held, it) or Change(it.id, Declined(said.text))


def delegate(said: Command, held: Held, it: Commitment) -> Outcome:
    """Said by a calendar only (DELEGATED-TO): no words in a mail come to it."""
    refused = _not_offered(said, held, it)
    if refused:
        return refused
    to = one(said.person, said.line, held)
    if isinstance(to, Refusal):
        return to
    if to.id == it.owner:
        return Refusal(said.line, f"{it.id} is offered to you already", f'"{it.id} accept"')
    return Change(it.id, Delegated(to.id))


def _hand_to(said: Command, held: Held, it: Commitment) -> Outcome:
    """What one has promised stays one's own until the other accepts; what one is only offered is offered on."""
    if it.state == "offered":
        return delegate(said, held, it)
    refused = _not_the_owner(said, held, it) or _closed(said, it)
    if refused:
        return refused
    to = one(said.person, said.line, held)
    if isinstance(to, Refusal):
        return to
    if to.id == it.owner:
        return Refusal(said.line, f"{it.id} is {held.name(it.owner)}'s already", f'"{it.id} hand to @bo"')
    return Change(it.id, SuccessorAsked(to.id, said.text))


def _not_the_owner(said: Command, held: Held, it: Commitment) -> Refusal | None:
    if it.owner == held.speaker.id or _speaks_for(said.person, it.owner, held) or _is_given_up(said, it):
        return None
    if it.orphaned:
        return Refusal(said.line, f"{it.id} has no owner any more", f"{it.id} accept; {it.id} drop because …")
    whose = held.name(it.owner)
    return Refusal(
        said.line, f"{it.id} is {whose}'s", f'"{it.id} {said.verb} for @{it.owner}", if it is on {whose}\'s behalf'
    )


def _is_given_up(said: Command, it: Commitment) -> bool:
    """What has no owner any more is anybody's to give up."""
    return it.orphaned and said.verb == "drop"


def _speaks_for(handle: str, owner: str, held: Held) -> bool:
    return bool(handle) and [p.id for p in named(handle, held.everybody)] == [owner]


def _closed(said: Command, it: Commitment) -> Refusal | None:
    if it.state == "open":
        return None
    if it.state == "offered":
        return Refusal(said.line, f"{it.id} is only offered, nobody has promised it yet", f'"{it.id} accept"')
    return Refusal(said.line, f"{it.id} is {it.state} already", 'a new line of it, under "Next"')


def _not_offered(said: Command, held: Held, it: Commitment) -> Refusal | None:
    if it.state != "offered":
        hint = f'"{it.id} drop because …"' if said.verb == "decline" and it.state == "open" else ""
        return Refusal(said.line, f"{it.id} is {it.state}, there is nothing to {said.verb}", hint)
    if it.owner != held.speaker.id:
        whose = held.name(it.owner)
        return Refusal(said.line, f"{it.id} is offered to {whose}, so only {whose} can {said.verb}")
    return None


OF_A_COMMITMENT: dict[Verb, Callable[[Command, Held, Commitment], Outcome]] = {
    "done": _done,
    "to": _move,
    "drop": _drop,
    "shrink": _shrink,
    "at risk": _at_risk,
    "help": _ask_for_help,
    "accept": _accept,
    "ok": _accept,
    "decline": _decline,
    "hand to": _hand_to,
    "needs": _needs,
    "delegate": delegate,
    "assumed": _learned,
    "missing": _learned,
    "next time": _learned,
    "lesson": _learned,
}

"""Which command goes with what, as tables: (verb → rule) for a commitment, a help request and a decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Accepted,
    Advised,
    Agreed,
    Amended,
    Declined,
    Dropped,
    HeldBack,
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpTaken,
    Kept,
    MarkedAtRisk,
    Objected,
    Renegotiated,
    Withdrawn,
)
from paceline.domain.help import HelpRequest
from paceline.domain.outcome import Change, Held, Outcome, Refusal, due, one
from paceline.domain.people import named
from paceline.domain.statements import Command, Verb

It = TypeVar("It", Commitment, HelpRequest, Decision)


def carry_out(said: Command, held: Held) -> Outcome:
    """Decide a command about a commitment, a help request or a decision."""
    match held.subject:
        case Commitment() as it:
            return _by_table(OF_A_COMMITMENT, said, held, it)
        case HelpRequest() as it:
            return _by_table(OF_A_HELP_REQUEST, said, held, it)
        case Decision() as it:
            return _by_table(OF_A_DECISION, said, held, it)
        case None:
            why = f"there is no {said.subject}" if said.subject else "it does not say what it is about"
            return Refusal(said.line, why, f'"C12 {said.verb}", with the id as it stands in a mail of mine')


def _by_table(table: dict[Verb, Callable[[Command, Held, It], Outcome]], said: Command, held: Held, it: It) -> Outcome:
    rule = table.get(said.verb)
    if rule is None:
        works = "; ".join(f"{it.id} {_TYPED.get(verb, verb)}" for verb in table)
        return Refusal(said.line, f'"{said.verb}" does not go with {it.id}', works)
    return rule(said, held, it)


_TYPED: dict[Verb, str] = {
    "to": "to Friday",
    "help": "help: …",
    "part": "part: …",
    "refer": "refer @bo",
    "object": "object: …",
    "advice": "advice: …",
    "hold": "hold 2 days",
    "amend": "amend: …",
}
"""The verbs that need more than themselves."""


def _done(said: Command, held: Held, it: Commitment) -> Outcome:
    return _not_the_owner(said, held, it) or _closed(said, it) or Change(it.id, Kept(said.text))


def _drop(said: Command, held: Held, it: Commitment) -> Outcome:
    return _not_the_owner(said, held, it) or _closed(said, it) or Change(it.id, Dropped(said.text))


def _at_risk(said: Command, held: Held, it: Commitment) -> Outcome:
    return _not_the_owner(said, held, it) or _closed(said, it) or Change(it.id, MarkedAtRisk(said.text))


def _move(said: Command, held: Held, it: Commitment) -> Outcome:
    """A promise is moved; who was offered something promises it for another day."""
    offered = it.state == "offered" and it.owner == held.speaker.id
    refused = _not_the_owner(said, held, it) or (None if offered else _closed(said, it))
    if refused:
        return refused
    if said.due is None:
        return Refusal(said.line, "it names no new day", f'"{it.id} to Friday because …"')
    day = due(said.due, said.line, held, otherwise=None, base=max(it.due, held.today))
    if isinstance(day, Refusal):
        return day
    if day == it.due and not offered:
        return Refusal(said.line, f"{it.id} is due that day already", f'"{it.id} +2d because …"')
    return Change(it.id, Renegotiated(day, it.due, said.text, late=it.slipped(held.today)))


def _accept(said: Command, held: Held, it: Commitment) -> Outcome:
    return _not_offered(said, held, it) or Change(it.id, Accepted())


def _decline(said: Command, held: Held, it: Commitment) -> Outcome:
    return _not_offered(said, held, it) or Change(it.id, Declined(said.text))


def _ask_for_help(said: Command, held: Held, it: Commitment) -> Outcome:
    refused = _closed(said, it)
    if refused:
        return refused
    what = said.text or it.what
    return Change("H", HelpRequested(held.speaker.id, what, it.id, held.occurrence or it.occurrence))


def _not_the_owner(said: Command, held: Held, it: Commitment) -> Refusal | None:
    if it.owner == held.speaker.id or _speaks_for(said.person, it.owner, held):
        return None
    whose = held.name(it.owner)
    return Refusal(
        said.line, f"{it.id} is {whose}'s", f'"{it.id} {said.verb} for @{it.owner}", if it is on {whose}\'s behalf'
    )


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
        return Refusal(said.line, f"{it.id} is {it.state}, there is nothing to {said.verb}")
    if it.owner != held.speaker.id:
        whose = held.name(it.owner)
        return Refusal(said.line, f"{it.id} is offered to {whose}, so only {whose} can {said.verb}")
    return None


def _take(said: Command, held: Held, it: HelpRequest) -> Outcome:
    return _own_or_closed(said, held, it) or Change(it.id, HelpTaken())


def _take_part(said: Command, held: Held, it: HelpRequest) -> Outcome:
    if not said.text:
        return Refusal(said.line, "it does not say which part", f'"{it.id} part: I can review the schema"')
    return _own_or_closed(said, held, it) or Change(it.id, HelpTaken(said.text))


def _refer(said: Command, held: Held, it: HelpRequest) -> Outcome:
    refused = _own_or_closed(said, held, it)
    if refused:
        return refused
    to = one(said.person or said.text, said.line, held)
    return to if isinstance(to, Refusal) else Change(it.id, HelpReferred(to.id))


def _cannot(said: Command, held: Held, it: HelpRequest) -> Outcome:
    return _own_or_closed(said, held, it) or Change(it.id, HelpDeclined())


def _help_done(said: Command, _held: Held, it: HelpRequest) -> Outcome:
    if it.state == "closed":
        return Refusal(said.line, f"{it.id} is closed already")
    return Change(it.id, HelpClosed(said.text))


def _own_or_closed(said: Command, held: Held, it: HelpRequest) -> Refusal | None:
    if it.owner == held.speaker.id:
        return Refusal(said.line, f"{it.id} is your own request", f'"{it.id} done", which closes it')
    return Refusal(said.line, f"{it.id} is closed already") if it.state == "closed" else None


def _agree(said: Command, _held: Held, it: Decision) -> Outcome:
    return _not_waiting(said, it) or Change(it.id, Agreed())


def _object(said: Command, _held: Held, it: Decision) -> Outcome:
    if not said.text:
        return Refusal(said.line, "an objection needs its reason", f'"{it.id} object: …"')
    return _not_waiting(said, it) or Change(it.id, Objected(said.text))


def _advise(said: Command, _held: Held, it: Decision) -> Outcome:
    if not said.text:
        return Refusal(said.line, "the advice is missing", f'"{it.id} advice: …"')
    return _not_waiting(said, it) or Change(it.id, Advised(said.text))


def _withdraw(said: Command, held: Held, it: Decision) -> Outcome:
    if it.owner != held.speaker.id:
        whose = held.name(it.owner)
        return Refusal(said.line, f"{it.id} is {whose}'s", f'"{it.id} object: …", which stops it')
    return _not_waiting(said, it) or Change(it.id, Withdrawn(said.text))


def _not_waiting(said: Command, it: Decision) -> Refusal | None:
    if it.state in ("intended", "objected"):
        return None
    return Refusal(said.line, f"{it.id} is {it.state} already", '"Intent: …", which opens a new one')


OF_A_COMMITMENT: dict[Verb, Callable[[Command, Held, Commitment], Outcome]] = {
    "done": _done,
    "to": _move,
    "drop": _drop,
    "at risk": _at_risk,
    "help": _ask_for_help,
    "accept": _accept,
    "ok": _accept,
    "decline": _decline,
}

OF_A_HELP_REQUEST: dict[Verb, Callable[[Command, Held, HelpRequest], Outcome]] = {
    "take": _take,
    "part": _take_part,
    "refer": _refer,
    "can't": _cannot,
    "done": _help_done,
}


def _hold(said: Command, held: Held, it: Decision) -> Outcome:
    refused = _not_waiting(said, it)
    if refused:
        return refused
    if held.speaker.id not in it.audience:
        return Refusal(said.line, f"your word is not waited for on {it.id}", f'"{it.id} advice: …"')
    if held.speaker.id in it.held:
        return Refusal(said.line, f"you have held {it.id} once already", f'"{it.id} object: …", which stops it')
    last_day = it.closes.astimezone(held.now.tzinfo).date() if it.closes else held.today
    asked = due(said.due, said.line, held, otherwise=held.shifted(last_day, HOLD_DAYS), base=last_day)
    if isinstance(asked, Refusal):
        return asked
    closes = datetime.combine(asked, held.speaker.ends, held.now.tzinfo)
    return Change(it.id, HeldBack(max(closes, it.closes or closes).astimezone(UTC)))


def _amend(said: Command, held: Held, it: Decision) -> Outcome:
    refused = _not_waiting(said, it)
    if refused:
        return refused
    if it.owner != held.speaker.id:
        whose = held.name(it.owner)
        return Refusal(said.line, f"{it.id} is {whose}'s", f'"{it.id} advice: …", which {whose} gets to read')
    if not said.text:
        return Refusal(said.line, "it does not say what it should be now", f'"{it.id} amend: …"')
    return Change(it.id, Amended(said.text, it.title, held.window(it.reversible)))


HOLD_DAYS = 2
"""Working days that a hold without a number asks for."""

OF_A_DECISION: dict[Verb, Callable[[Command, Held, Decision], Outcome]] = {
    "ok": _agree,
    "object": _object,
    "advice": _advise,
    "hold": _hold,
    "amend": _amend,
    "withdraw": _withdraw,
}

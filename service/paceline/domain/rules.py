"""Which command goes with what, as tables: (verb → rule) for a commitment, a help request and a decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.help import HelpRequest
from paceline.domain.helping import OF_A_HELP_REQUEST
from paceline.domain.of_a_decision import OF_A_DECISION
from paceline.domain.outcome import Held, Outcome, Refusal
from paceline.domain.promising import OF_A_COMMITMENT, delegate
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
        works = "; ".join(f"{it.id} {_TYPED.get(verb, verb)}" for verb in table if table[verb] is not delegate)
        return Refusal(said.line, f'"{said.verb}" does not go with {it.id}', works)
    return rule(said, held, it)


_TYPED: dict[Verb, str] = {
    "to": "to Friday",
    "shrink": "shrink: …",
    "hand to": "hand to @bo",
    "needs": "needs C9",
    "assumed": "assumed: …",
    "missing": "missing: …",
    "next time": "next time: …",
    "lesson": "lesson: …",
    "help": "help: …",
    "part": "part: …",
    "refer": "refer @bo",
    "thank": "thanks: …",
    "object": "object: …",
    "advice": "advice: …",
    "hold": "hold 2 days",
    "amend": "amend: …",
    "delegate": "delegate to @bo",
    "decide anyway": "decide anyway: …",
    "reverse": "reverse because …",
}
"""The verbs that need more than themselves."""

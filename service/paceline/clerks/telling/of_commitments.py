"""What happened to a commitment, in words."""

from __future__ import annotations

from paceline.clerks.telling.teller import Plain, Teller, Telling, Words, with_words
from paceline.domain.facts import (
    Accepted,
    BecameNeeded,
    Consented,
    Corrected,
    CounterDeclined,
    Countered,
    Declined,
    Delegated,
    Dropped,
    Kept,
    Learned,
    MarkedAtRisk,
    Needed,
    Offered,
    OwnerLeft,
    Promised,
    ProposalWithdrawn,
    Proposed,
    Renegotiated,
    Shrunk,
    Succeeded,
    SuccessorAsked,
    SuccessorDeclined,
)


def _made(teller: Teller, made: Promised | Offered) -> Words:
    did = "promised" if isinstance(made, Promised) else f"asked {teller.name(made.owner)}"
    return (
        f"{did}: {made.what}, by {teller.day(made.due)}",
        f"done when {made.done_when}" if made.done_when else "",
        f"goal: {made.goal}" if made.goal else "",
        f"for {teller.all(made.needed_by)}" if made.needed_by else "",
    )


def _moved(teller: Teller, moved: Renegotiated) -> Words:
    return (with_words(f"moved it from {teller.day(moved.was)} to {teller.day(moved.due)}", moved.reason),)


def _proposed(teller: Teller, wanted: Proposed) -> Words:
    did = {"move": "wants to move it", "shrink": "wants to make it smaller", "drop": "wants to drop it"}[wanted.change]
    to = f" to {teller.day(wanted.due)}" if wanted.due else ""
    stands = f"it stands on {teller.moment(wanted.closes)} unless {teller.all(wanted.asked)} says no"
    return (with_words(f"{did}{to}", wanted.what or wanted.reason), stands)


def _countered(teller: Teller, said: Countered) -> Words:
    return (with_words(f"proposed {teller.day(said.due)}" if said.due else "wants it to stay as it was", said.reason),)


def _shrunk(_teller: Teller, said: Shrunk) -> Words:
    return (f"made it smaller: {said.what}", f"before: {said.was}")


def _successor(teller: Teller, asked: SuccessorAsked) -> Words:
    return (with_words(f"asked {teller.name(asked.to)} to take it over", asked.reason),)


def _learned(_teller: Teller, said: Learned) -> Words:
    return (f"learned ({said.question}): {said.words}",)


def _corrected(teller: Teller, corrected: Corrected) -> Words:
    meant = (corrected.what, f"by {teller.day(corrected.due)}" if corrected.due else "")
    return (with_words("put it right", ", ".join(part for part in meant if part)),)


def _delegated(teller: Teller, delegated: Delegated) -> Words:
    return (f"handed it on to {teller.name(delegated.to)}",)


TOLD: Telling = {
    Promised: _made,
    Offered: _made,
    Renegotiated: _moved,
    Delegated: _delegated,
    Proposed: _proposed,
    Countered: _countered,
    Shrunk: _shrunk,
    SuccessorAsked: _successor,
    Learned: _learned,
    Corrected: _corrected,
}
PLAIN: Plain = {
    Accepted: ("accepted it", ""),
    Declined: ("declined it", "reason"),
    MarkedAtRisk: ("said that it is at risk", "reason"),
    Kept: ("kept it", "note"),
    Dropped: ("dropped it", "reason"),
    ProposalWithdrawn: ("left it as it was", ""),
    Consented: ("agreed to the change", ""),
    CounterDeclined: ("stayed with the change", "reason"),
    Needed: ("can't keep it before another one", "commitment"),
    BecameNeeded: ("needs it for another one", "commitment"),
    Succeeded: ("took it over", ""),
    SuccessorDeclined: ("did not take it over", "reason"),
    OwnerLeft: ("its owner has left the team", ""),
}

"""What is open as a line of what needs somebody: whose it is, whose word it waits for, who objects."""

from __future__ import annotations

from collections.abc import Mapping

from paceline.agenda.contents import Need
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Proposed

Awaited = Mapping[str, Mapping[str, str]]
"""By the decision's id: whose word it waits for (an id), and the clause that says so; "": it had not reached them."""


def intent(it: Decision, names: Mapping[str, str], awaited: Awaited, reader: str = "") -> Need:
    """`reader` is an id: who reads it is "" among those whose word is waited for."""
    awaits = tuple(
        ("" if person == reader else names.get(person, person), rule) for person, rule in awaited.get(it.id, {}).items()
    )
    return Need("intent", it.id, it.title, names.get(it.owner, it.owner), closes=it.closes, awaits=awaits)


def objection(it: Decision, names: Mapping[str, str], *, anyway: bool = False) -> Need:
    """`anyway`: its owner reads it, and may decide over it."""
    word = it.objections[-1]
    return Need("objection", it.id, it.title, names.get(word.person, word.person), reason=word.text, anyway=anyway)


def commitment(it: Commitment, names: Mapping[str, str], reader: str) -> Need | None:
    """Where it waits for a word of the reader's (an id): offered to them, handed to them, about to be changed."""
    match it:
        case Commitment(state="offered", owner=owner) if owner == reader:
            return Need("offer", it.id, it.what, names.get(it.asked_by, it.asked_by), due=it.due)
        case Commitment(state="open", successor=successor) if successor == reader:
            return Need("offer", it.id, it.what, names.get(it.owner, it.owner), due=it.due)
        case Commitment(state="open", proposal=Proposed() as change) if reader in it.unspoken:
            who = names.get(it.owner, it.owner)
            return Need("change", it.id, it.what, who, due=change.due, closes=change.closes, reason=change.reason)
    return None

"""An open decision as a line of what needs somebody: whose it is, whose word it waits for, who objects."""

from __future__ import annotations

from collections.abc import Mapping

from paceline.agenda.contents import Need
from paceline.domain.decisions import Decision

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

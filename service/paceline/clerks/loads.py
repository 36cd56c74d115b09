"""What speaks against an acceptance, looked up: whoever is about to promise, or just has, is told in one line."""

from __future__ import annotations

from paceline.clerks.desk import Desk
from paceline.domain.commitments import Commitment
from paceline.domain.load import Load, load
from paceline.domain.people import Person
from paceline.ledger import facts


def against(desk: Desk, person: Person, it: Commitment) -> Load:
    """Against promising this, beside all else that the person has promised, in whichever team."""
    mine = facts.open_items(desk.tx, owner=person.id, prefix="C")
    others = [other for other in mine if isinstance(other, Commitment) and other.id != it.id]
    return load(person, it.due, others, desk.rules(it.team).most_open, desk.cites(it.team, "most_open"))

"""Who waits for a commitment, and whom it concerns."""

from __future__ import annotations

from paceline.clerks.desk import Desk
from paceline.domain.commitments import Commitment
from paceline.ledger import facts


def dependents(desk: Desk, it: Commitment) -> tuple[str, ...]:
    """Who waits for it: for whom it is made, and whose open commitments need it."""
    return _waiting(desk, it, ("open", "offered"))


def concerned(desk: Desk, it: Commitment) -> tuple[str, ...]:
    """Its owner, those who wait for it or waited, and those who helped."""
    waited = _waiting(desk, it, ("open", "offered", "kept", "dropped"))
    return tuple(dict.fromkeys((it.owner, *waited, *it.helpers)))


def _waiting(desk: Desk, it: Commitment, states: tuple[str, ...]) -> tuple[str, ...]:
    needing = (other for other in facts.records(desk.tx, it.needed_for) if isinstance(other, Commitment))
    owners = (other.owner for other in needing if other.state in states)
    return tuple(person for person in dict.fromkeys((*it.needed_by, *owners)) if person != it.owner)

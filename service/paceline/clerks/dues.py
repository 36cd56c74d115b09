"""Due commitments: their owner is asked in the envelope of that day."""

from __future__ import annotations

from datetime import date, timedelta

from paceline.agenda import days
from paceline.clerks import rounds
from paceline.clerks.desk import Desk
from paceline.domain.asks import Ask
from paceline.domain.commitments import Commitment
from paceline.domain.people import Person
from paceline.ledger import asks, facts, moments, people
from paceline.ledger.moments import Moment


def wait_for(desk: Desk, commitment: Commitment) -> None:
    """Ask the owner in the envelope of the due day, or of the last working day before it."""
    owner = people.by_id(desk.tx, commitment.owner)
    if owner is None:
        return
    at = days.at_hour(owner, day_of_asking(owner, commitment), owner.send_hour)
    if at <= desk.now:
        at = days.next_send(owner, desk.now)
    moments.put(desk.tx, Moment(f"due/{commitment.id}", at, "due", commitment.team, commitment.id, owner.id))


def day_of_asking(owner: Person, it: Commitment) -> date:
    return it.due if days.working(owner, it.due) else days.previous_working(owner, it.due)


def _may_change(it: Commitment) -> bool:
    """Whether it is about to be moved or dropped: then its owner is asked when that has come to an end."""
    return it.is_proposed and it.proposal is not None and it.proposal.change != "shrink"


def ask(desk: Desk, moment: Moment) -> None:
    """The due day has come: the commitment goes into its owner's envelope."""
    commitment = facts.record(desk.tx, moment.subject)
    if not isinstance(commitment, Commitment) or not commitment.is_open or _may_change(commitment):
        return
    owner = people.by_id(desk.tx, commitment.owner)
    if owner is None:
        return
    day = desk.today(owner).isoformat()
    end = days.next_send(owner, desk.now) + timedelta(days=3)
    asked = Ask("due", commitment.team, owner.id, commitment.id, desk.now, end, round=day)
    asks.put(desk.tx, asked)
    rounds.wake_at(desk, owner, desk.now)

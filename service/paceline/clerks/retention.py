"""What is kept no longer than was agreed: once a day the octets of old mails and letters go; facts stay."""

from __future__ import annotations

from datetime import timedelta

from paceline.clerks.desk import Desk
from paceline.ledger import moments, retention
from paceline.ledger.moments import Moment
from paceline.ledger.store import overwrite_what_is_freed

KEY = "retention"
AT_ONCE = 200
"""Mails or letters that go in one transaction."""
DAILY = timedelta(days=1)


def arm(desk: Desk) -> None:
    """See to it that the day's moment comes, where something is not kept for good."""
    rules = desk.config.retention
    if rules.mails or rules.letters or rules.quarantine:
        moments.put(desk.tx, Moment(KEY, desk.now + timedelta(hours=1), KEY, ""), earliest=True)
    else:
        moments.drop(desk.tx, KEY)


def drop(desk: Desk, moment: Moment) -> None:
    """A batch; the next one comes at once as long as there is more, then in a day."""
    left = _drop(desk)
    moments.put(desk.tx, Moment(KEY, desk.now if left else desk.now + DAILY, KEY, moment.team))


def _drop(desk: Desk) -> bool:
    rules, tx = desk.config.retention, desk.tx
    overwrite_what_is_freed(tx)
    dropped = [
        step(tx, desk.now - timedelta(days=days), AT_ONCE)
        for step, days in (
            (retention.drop_mails, rules.mails),
            (retention.drop_letters, rules.letters),
            (retention.drop_quarantine, rules.quarantine),
        )
        if days
    ]
    return max(dropped, default=0) == AT_ONCE

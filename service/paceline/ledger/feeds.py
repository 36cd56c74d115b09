"""What calendar feeds look up: what is open or was kept lately, whose addresses were renewed, what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from paceline.domain.facts import FeedRenewed, Kept
from paceline.ledger import schema
from paceline.ledger.store import Tx

_facts = schema.facts
_items = schema.open_items
_AT_ONCE = 500


def open_ids(tx: Tx, *, team: str = "", owner: str = "") -> tuple[str, ...]:
    """The ids of what is open in a team, or with an owner in whichever team."""
    query = select(_items.c.subject).order_by(_items.c.subject)
    for column, wanted in ((_items.c.team, team), (_items.c.owner, owner)):
        if wanted:
            query = query.where(column == wanted)
    return tuple(tx.execute(query).scalars())


def kept_since(tx: Tx, team: str, since: datetime) -> tuple[str, ...]:
    """The ids of a team's commitments that were kept since then; facts are walked back to that instant, no further."""
    query = select(_facts.c.subject, _facts.c.kind, _facts.c.at).where(_facts.c.team == team)
    newest_first = tx.execute(query.order_by(_facts.c.seq.desc()).execution_options(yield_per=_AT_ONCE))
    found: dict[str, None] = {}
    for subject, kind, at in newest_first:
        if at < since:
            break
        if kind == Kept.__name__:
            found[subject] = None
    newest_first.close()
    return tuple(found)


def renewals(tx: Tx, subjects: Iterable[str]) -> Counter[str]:
    """How often the address of each feed was renewed, by subject ("person/ana", "team/platform")."""
    query = select(_facts.c.subject, func.count()).where(_facts.c.subject.in_(tuple(subjects)))
    counted = tx.execute(query.where(_facts.c.kind == FeedRenewed.__name__).group_by(_facts.c.subject))
    return Counter(dict(counted.tuples().all()))


def newest(tx: Tx) -> tuple[int, datetime | None]:
    """The number and the instant of the newest fact of all."""
    row = tx.execute(select(_facts.c.seq, _facts.c.at).order_by(_facts.c.seq.desc()).limit(1)).first()
    return (row[0], row[1]) if row else (0, None)


def teams_since(tx: Tx, seq: int) -> frozenset[str]:
    """The teams of which something was recorded behind `seq`."""
    return frozenset(tx.execute(select(_facts.c.team).where(_facts.c.seq > seq).distinct()).scalars())

"""What calendar feeds look up: what is open, was kept lately or is to be reviewed, whose addresses were renewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, or_, select

from paceline.domain.facts import Corrected, Decided, Fact, FeedRenewed, Intended, Kept, Upheld
from paceline.ledger import schema
from paceline.ledger.codec import load_fact
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


def to_review(tx: Tx, since: date, *, team: str = "", author: str = "") -> tuple[str, ...]:
    """The ids of decisions with a review day not before `since`: of a team, or those that somebody wrote."""
    said = or_(
        _facts.c.kind.in_([kind.__name__ for kind in (Decided, Intended, Upheld)])
        & _facts.c.data.contains('"review":"'),
        (_facts.c.kind == Corrected.__name__) & _facts.c.data.contains('"due":"'),
    )
    query = select(_facts.c.subject, _facts.c.kind, _facts.c.data).where(
        _facts.c.subject >= "D", _facts.c.subject < "E", said
    )
    for column, wanted in ((_facts.c.team, team), (_facts.c.author, author)):
        if wanted:
            query = query.where(column == wanted)
    rows = tx.execute(query.order_by(_facts.c.seq)).tuples()
    return tuple(dict.fromkeys(subject for subject, kind, data in rows if _review_in(load_fact(kind, data), since)))


def _review_in(fact: Fact, since: date) -> bool:
    match fact:
        case Decided(review=day) | Intended(review=day) | Upheld(review=day) | Corrected(due=day):
            return day is not None and day >= since
    return False


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

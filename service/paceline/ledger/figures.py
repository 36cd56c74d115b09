"""How much there is of everything: counts and instants, nobody's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from paceline.ledger import inbox, moments, outbox, schema
from paceline.ledger.store import Tx

_mails, _letters, _facts = schema.inbox.c, schema.letters.c, schema.facts.c


@dataclass(frozen=True, slots=True)
class Figures:
    """`oldest_mail`: when the oldest mail came that waits; `oldest_letter`: when the oldest letter was written that
    could have gone by now; `next_moment`: when something is to be done next."""

    mails: Mapping[str, int] = field(default_factory=dict)
    letters: Mapping[str, int] = field(default_factory=dict)
    oldest_mail: datetime | None = None
    oldest_letter: datetime | None = None
    next_moment: datetime | None = None


def look(tx: Tx, now: datetime) -> Figures:
    """All of them; it counts every row, so not at every breath."""
    waits = (schema.WAITING, (_letters.next_at <= now) | (_letters.attempts > 0))
    return Figures(
        mails=inbox.counts(tx),
        letters=outbox.counts(tx),
        oldest_mail=tx.execute(select(func.min(_mails.received_at)).where(schema.NEW)).scalar(),
        oldest_letter=tx.execute(select(func.min(_letters.created_at)).where(*waits)).scalar(),
        next_moment=moments.next_instant(tx),
    )


def newest(tx: Tx) -> datetime | None:
    """The newest instant that was recorded: of the last fact, and of what waits."""
    asked = (
        select(_facts.at).order_by(_facts.seq.desc()).limit(1),
        select(func.max(_letters.created_at)).where(schema.WAITING),
        select(func.max(_mails.received_at)).where(schema.NEW),
    )
    found = [tx.execute(one).scalar() for one in asked]
    return max((at for at in found if at), default=None)

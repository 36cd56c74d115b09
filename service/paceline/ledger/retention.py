"""Octets that are kept no longer: of mails and of letters. Their rows stay: who, when, about what, and what became of
them, so that a copy is not taken in again, a repeated step writes nothing twice, and facts still name their mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Table, bindparam, exists, func, select, update

from paceline.ledger import schema
from paceline.ledger.outbox import ITIP
from paceline.ledger.store import Tx

_mails, _letters, _asks = schema.inbox, schema.letters, schema.asks
_is_waited_for = exists().where(_asks.c.letter == _letters.c.key, _asks.c.state == "open")


def _which(table: Table, *so: ColumnElement[bool]) -> Select[tuple[str]]:
    (key,) = table.primary_key.columns
    return select(key).where(*so).limit(bindparam("most"))


_before = bindparam("before", type_=_mails.c.received_at.type)
_old_mails = _which(
    _mails, _mails.c.state.in_(("settled", "dropped")), _mails.c.received_at < _before, func.length(_mails.c.raw) > 0
)
_old_quarantine = _which(_mails, _mails.c.state.in_(("held", "quarantined")), _mails.c.received_at < _before)
_old_letters = _which(
    _letters,
    _letters.c.state.in_(("sent", "refused", "unknown")),
    _letters.c.kind != ITIP,  # the next answer to the same event is told from it
    _letters.c.created_at < _before,
    func.length(_letters.c.raw) > 0,
    ~_is_waited_for,
)


@dataclass(frozen=True, slots=True)
class Held:
    """How many there are whose octets are kept, the octets, and since when."""

    count: int
    octets: int
    oldest: datetime | None


def drop_mails(tx: Tx, before: datetime, most: int) -> int:
    """Let the octets of mails go that were settled and came before this instant. Returns how many there were."""
    return _empty(tx, _mails, _old_mails, before, most, {"raw": b""})


def drop_quarantine(tx: Tx, before: datetime, most: int) -> int:
    """Let mails go that were held or could not be read, as `paceline quarantine drop` does."""
    return _empty(tx, _mails, _old_quarantine, before, most, {"raw": b"", "state": "dropped"})


def drop_letters(tx: Tx, before: datetime, most: int) -> int:
    """Let the octets of letters go that were written before this instant and are on their way no more, but for those
    whose question is still open: the answer is read against them."""
    return _empty(tx, _letters, _old_letters, before, most, {"raw": b""})


def mails(tx: Tx) -> Held:
    return _held(tx, _mails, _mails.c.received_at)


def letters(tx: Tx) -> Held:
    return _held(tx, _letters, _letters.c.created_at)


def _empty(
    tx: Tx, table: Table, which: Select[tuple[str]], before: datetime, most: int, values: dict[str, object]
) -> int:
    (key,) = table.primary_key.columns
    found = tuple(tx.execute(which, {"before": before, "most": most}).scalars())
    if found:
        tx.execute(update(table).where(key.in_(found)).values(values))
    return len(found)


def _held(tx: Tx, table: Table, at: ColumnElement[datetime]) -> Held:
    octets = func.length(table.c.raw)
    query = select(func.count(), func.coalesce(func.sum(octets), 0), func.min(at)).where(octets > 0)
    count, total, oldest = tx.execute(query).one()
    return Held(count, int(total), oldest)

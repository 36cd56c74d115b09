"""The next moments: everything that waits for an instant, by index. A tick asks what is due and walks nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable, bindparam, delete, select

from paceline.ledger import schema
from paceline.ledger.store import Tx
from paceline.ledger.upsert import Insert, Upsert, replacing

_table = schema.moments


@dataclass(frozen=True, slots=True)
class Moment:
    """`kind` names what happens then; `subject` is an occurrence, "C12" or "D4"; `cadence` lets a new revision of the
    invite take its moments back."""

    key: str
    at: datetime
    kind: str
    team: str
    subject: str = ""
    person: str = ""
    cadence: str = ""


_columns = [_table.c[name] for name in Moment.__slots__]
_due = select(*_columns).where(_table.c.at <= bindparam("now")).order_by(_table.c.at, _table.c.key)
_due = _due.limit(bindparam("most"))
_taken = delete(_table).where(_table.c.key == bindparam("this"), _table.c.at == bindparam("then"))
_dropped = delete(_table).where(_table.c.key == bindparam("this"))
_dropped_of_cadence = delete(_table).where(_table.c.cadence == bindparam("of"))
_at = select(_table.c.at).where(_table.c.key == bindparam("this"))
_earliest = select(_table.c.at).where(_table.c.at > bindparam("after")).order_by(_table.c.at).limit(1)
_put = replacing(_table, "key")


def _only_earlier(new: Insert) -> Executable:
    values = {column.name: new.excluded[column.name] for column in _columns if column.name != "key"}
    return new.on_conflict_do_update(index_elements=["key"], set_=values, where=_table.c.at > new.excluded.at)


_put_earlier = Upsert(_table, _only_earlier)


def put(tx: Tx, moment: Moment, *, earliest: bool = False) -> None:
    """Set or replace a moment; with `earliest`, an earlier one that stands already is kept."""
    row = {name: getattr(moment, name) for name in Moment.__slots__}
    tx.execute((_put_earlier if earliest else _put)(tx), row)


def due(tx: Tx, now: datetime, most: int = 1) -> tuple[Moment, ...]:
    """The earliest moments that have come."""
    return tuple(Moment(*row) for row in tx.execute(_due, {"now": now, "most": most}))


def take(tx: Tx, moment: Moment) -> bool:
    """Take a moment out. False: another worker has done so, or it was set anew."""
    return tx.execute(_taken, {"this": moment.key, "then": moment.at}).rowcount == 1


def drop(tx: Tx, key: str) -> None:
    tx.execute(_dropped, {"this": key})


def drop_of_cadence(tx: Tx, cadence: str) -> None:
    tx.execute(_dropped_of_cadence, {"of": cadence})


def at(tx: Tx, key: str) -> datetime | None:
    """When this moment comes; None: it is not waited for."""
    return tx.execute(_at, {"this": key}).scalar()


def drop_of_person(tx: Tx, person: str) -> None:
    tx.execute(delete(_table).where(_table.c.person == person))


def next_instant(tx: Tx, after: datetime = schema.FIRST) -> datetime | None:
    """When the next moment comes, of those after an instant."""
    return tx.execute(_earliest, {"after": after}).scalar()


def of_kind(tx: Tx, kind: str) -> tuple[Moment, ...]:
    """All moments of a kind that still wait, by key."""
    return tuple(
        Moment(*row) for row in tx.execute(select(*_columns).where(_table.c.kind == kind).order_by(_table.c.key))
    )


def listing(tx: Tx, most: int = 200) -> tuple[Moment, ...]:
    return tuple(Moment(*row) for row in tx.execute(select(*_columns).order_by(_table.c.at).limit(most)))

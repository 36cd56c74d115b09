"""The next moments: everything that waits for an instant, by index. A tick asks what is due and walks nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from paceline.ledger import schema
from paceline.ledger.store import Tx
from paceline.ledger.upsert import upsert

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


_columns = [_table.c[name] for name in ("key", "at", "kind", "team", "subject", "person", "cadence")]
_due = select(*_columns).where(_table.c.at <= bindparam("now")).order_by(_table.c.at, _table.c.key)
_due = _due.limit(bindparam("most"))
_taken = delete(_table).where(_table.c.key == bindparam("this"), _table.c.at == bindparam("then"))


def put(tx: Tx, moment: Moment, *, earliest: bool = False) -> None:
    """Set or replace a moment; with `earliest`, an earlier one that stands already is kept."""
    row = {name: getattr(moment, name) for name in ("key", "at", "kind", "team", "subject", "person", "cadence")}
    statement = upsert(tx, _table).values(row)
    replace = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={name: statement.excluded[name] for name in row if name != "key"},
        where=(_table.c.at > statement.excluded.at) if earliest else None,
    )
    tx.execute(replace)


def due(tx: Tx, now: datetime, most: int = 1) -> tuple[Moment, ...]:
    """The earliest moments that have come."""
    return tuple(Moment(*row) for row in tx.execute(_due, {"now": now, "most": most}))


def take(tx: Tx, moment: Moment) -> bool:
    """Take a moment out. False: another worker has done so, or it was set anew."""
    return tx.execute(_taken, {"this": moment.key, "then": moment.at}).rowcount == 1


def drop(tx: Tx, key: str) -> None:
    tx.execute(delete(_table).where(_table.c.key == key))


def drop_of_cadence(tx: Tx, cadence: str) -> None:
    tx.execute(delete(_table).where(_table.c.cadence == cadence))


def next_instant(tx: Tx) -> datetime | None:
    """When the next moment comes."""
    return tx.execute(select(func.min(_table.c.at))).scalar()


def listing(tx: Tx, most: int = 200) -> tuple[Moment, ...]:
    return tuple(Moment(*row) for row in tx.execute(select(*_columns).order_by(_table.c.at).limit(most)))

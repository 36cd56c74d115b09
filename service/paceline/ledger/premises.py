"""What derived things rest on, by name: when it is another, they are derived anew."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select

from paceline.ledger import memory, schema
from paceline.ledger.store import Tx
from paceline.ledger.upsert import replacing

_table = schema.premises
_value = select(_table.c.value).where(_table.c.name == bindparam("this"))
_put = replacing(_table, "name")


def get(tx: Tx, name: str) -> str:
    """ "" where nothing is known of it."""
    return memory.once(tx, _table.name, name, lambda: tx.execute(_value, {"this": name}).scalar() or "")


def put(tx: Tx, name: str, value: str) -> None:
    tx.execute(_put(tx), {"name": name, "value": value})
    memory.forget(tx, _table.name, name)


def drop(tx: Tx, name: str) -> None:
    tx.execute(delete(_table).where(_table.c.name == name))
    memory.forget(tx, _table.name, name)

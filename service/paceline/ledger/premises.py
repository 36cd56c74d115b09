"""What derived things rest on, by name: when it is another, they are derived anew."""

from __future__ import annotations

from sqlalchemy import delete, select

from paceline.ledger import schema
from paceline.ledger.store import Tx
from paceline.ledger.upsert import replacing

_table = schema.premises
_put = replacing(_table, "name")


def get(tx: Tx, name: str) -> str:
    """ "" where nothing is known of it."""
    return tx.execute(select(_table.c.value).where(_table.c.name == name)).scalar() or ""


def put(tx: Tx, name: str, value: str) -> None:
    tx.execute(_put(tx), {"name": name, "value": value})


def drop(tx: Tx, name: str) -> None:
    tx.execute(delete(_table).where(_table.c.name == name))

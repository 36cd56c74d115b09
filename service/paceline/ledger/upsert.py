"""INSERT … ON CONFLICT, which SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from paceline.ledger.store import Tx

Insert = sqlite.Insert | postgresql.Insert


class Upsert:
    """A statement that is built once for each database: to build one takes three times as long as to run it."""

    def __init__(self, table: Table, on_conflict: Callable[[Insert], Executable]) -> None:
        self._sqlite = on_conflict(sqlite.insert(table))
        self._postgresql = on_conflict(postgresql.insert(table))

    def __call__(self, tx: Tx) -> Executable:
        return self._postgresql if tx.dialect.name == "postgresql" else self._sqlite


def replacing(table: Table, key: str) -> Upsert:
    """A row whose key is there already takes the place of the old one."""
    names = [column.name for column in table.columns if column.name != key]
    return Upsert(
        table,
        lambda new: new.on_conflict_do_update(index_elements=[key], set_={name: new.excluded[name] for name in names}),
    )


def keeping(table: Table, key: str) -> Upsert:
    """A row whose key is there already leaves the old one as it is."""
    return Upsert(table, lambda new: new.on_conflict_do_nothing(index_elements=[key]))

"""What was read in a transaction is not read again in it, until it is written or somebody was waited for.

One mail asks for the same people, the same cadence and the same commitment again and again, from clerk to clerk.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Transaction

Read = TypeVar("Read")

_known: WeakKeyDictionary[Transaction, dict[str, dict[Hashable, Any]]] = WeakKeyDictionary()


def once(tx: Connection, table: str, key: Hashable, read: Callable[[], Read]) -> Read:
    """What `read` gives, which is asked once in a transaction; nobody may change it in place."""
    known = _of(tx).setdefault(table, {})
    if key not in known:
        known[key] = read()
    found: Read = known[key]
    return found


def forget(tx: Connection, table: str, key: Hashable) -> None:
    """This row was written."""
    _of(tx).get(table, {}).pop(key, None)


def forget_all(tx: Connection, table: str = "") -> None:
    """Rows of this table were written; without one: anything may be another than before."""
    _of(tx).pop(table, None) if table else _of(tx).clear()


def _of(tx: Connection) -> dict[str, dict[Hashable, Any]]:
    transaction = tx.get_transaction()
    return {} if transaction is None else _known.setdefault(transaction, {})

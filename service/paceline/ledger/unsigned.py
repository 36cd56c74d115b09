"""Answers without a name: one row for each round that runs, in which nothing tells whose a line is.

They are no facts: a fact has an author, an instant and a mail, and its place among the facts would tell the rest. Each
answer writes the row anew, its lines in the order of the alphabet, so that not even their place on disk says who came
when; and the row goes with the digest that shows it, or does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import bindparam, delete, select

from paceline.ledger import schema
from paceline.ledger.codec import dump, load
from paceline.ledger.store import Tx, overwrite_what_is_freed
from paceline.ledger.upsert import replacing

_table = schema.unsigned
_of = select(_table.c.data).where(_table.c.occurrence == bindparam("this"))
_drop = delete(_table).where(_table.c.occurrence == bindparam("this"))
_put = replacing(_table, "occurrence")


@dataclass(frozen=True, slots=True)
class Unsigned:
    """How many have answered, and the lines of all of them, sorted: (section, text)."""

    answers: int = 0
    lines: tuple[tuple[str, str], ...] = field(default=())


def of(tx: Tx, occurrence: str) -> Unsigned:
    data = tx.execute(_of, {"this": occurrence}).scalar()
    return load(Unsigned, data) if data else Unsigned()


def add(tx: Tx, occurrence: str, lines: tuple[tuple[str, str], ...]) -> None:
    """One more answer among the others."""
    before = of(tx, occurrence)
    both = sorted((*before.lines, *lines), key=lambda line: (line[0], line[1].casefold(), line[1]))
    drop(tx, occurrence)
    tx.execute(_put(tx), {"occurrence": occurrence, "data": dump(Unsigned(before.answers + 1, tuple(both)))})


def drop(tx: Tx, occurrence: str) -> None:
    overwrite_what_is_freed(tx)
    tx.execute(_drop, {"this": occurrence})

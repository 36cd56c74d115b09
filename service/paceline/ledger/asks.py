"""The asks that wait for somebody's word, and the envelope that carried each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, Select, case, select, update

from paceline.domain.asks import Ask
from paceline.ledger import schema
from paceline.ledger.store import Tx
from paceline.ledger.upsert import upsert

_table = schema.asks


def put(tx: Tx, ask: Ask, cadence: str = "") -> None:
    """Ask once: a key that is known takes the new times and keeps its state, but that one which had lapsed is open
    again."""
    row = {
        "key": ask.key, "kind": ask.kind, "team": ask.team, "person": ask.person, "subject": ask.subject,
        "round": ask.round, "cadence": cadence, "since": ask.since, "until": ask.until, "state": "open",
    }  # fmt: skip
    statement = upsert(tx, _table).values(row)
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "since": statement.excluded.since,
                "until": statement.excluded.until,
                "state": case((_table.c.state == "lapsed", "open"), else_=_table.c.state),
            },
        )
    )


def waiting(tx: Tx, person: str) -> tuple[tuple[Ask, str], ...]:
    """A person's open asks with the envelope that carried each ("" for none), oldest first."""
    query = _open().where(_table.c.person == person).order_by(_table.c.since, _table.c.key)
    return tuple((_ask(row), row.letter) for row in tx.execute(query))


def of_subject(tx: Tx, subject: str) -> tuple[tuple[Ask, str, str], ...]:
    """All asks about a subject, with the state and the envelope of each."""
    rows = tx.execute(select(_table).where(_table.c.subject == subject).order_by(_table.c.key))
    return tuple((_ask(row), row.state, row.letter) for row in rows)


def open_of_cadence(tx: Tx, cadence: str) -> tuple[Ask, ...]:
    return tuple(_ask(row) for row in tx.execute(_open().where(_table.c.cadence == cadence).order_by(_table.c.key)))


def unsent(tx: Tx, person: str, since: datetime) -> tuple[Ask, ...]:
    """A person's update asks that lapsed since an instant without ever going out: what went by in an absence."""
    gone = (_table.c.state == "lapsed") & (_table.c.letter == "") & (_table.c.kind == "update")
    query = select(_table).where(_table.c.person == person, gone, _table.c.until >= since).order_by(_table.c.until)
    return tuple(_ask(row) for row in tx.execute(query))


def carried(tx: Tx, key: str, letter: str) -> None:
    """The ask travels in this envelope."""
    tx.execute(update(_table).where(_table.c.key == key).values(letter=letter))


def close(tx: Tx, subject: str, state: str, person: str = "") -> None:
    """The open asks about a subject (of one person, or of all) are "answered" or "lapsed"."""
    statement = update(_table).where(_table.c.subject == subject, _table.c.state == "open").values(state=state)
    tx.execute(statement.where(_table.c.person == person) if person else statement)


def reopen(tx: Tx, subject: str, person: str, now: datetime) -> None:
    """What a person had answered about a subject waits for their word again, as long as there is time."""
    mine = (_table.c.subject == subject) & (_table.c.person == person) & (_table.c.state == "answered")
    tx.execute(update(_table).where(mine, _table.c.until > now).values(state="open"))


def lapse(tx: Tx, key: str) -> None:
    tx.execute(update(_table).where(_table.c.key == key, _table.c.state == "open").values(state="lapsed"))


def lapse_before(tx: Tx, person: str, now: datetime) -> None:
    """Asks whose time has gone by go out no more."""
    gone = (_table.c.person == person) & (_table.c.state == "open") & (_table.c.until <= now)
    tx.execute(update(_table).where(gone).values(state="lapsed"))


def _open() -> Select[tuple[object, ...]]:
    return select(_table).where(_table.c.state == "open")


def _ask(row: Row[tuple[object, ...]]) -> Ask:
    return Ask(row.kind, row.team, row.person, row.subject, row.since, row.until, row.round)

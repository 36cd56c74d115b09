"""The inbox: every mail that came, durably, before anything is done with it; and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update

from paceline.ledger import schema
from paceline.ledger.store import Tx
from paceline.ledger.upsert import keeping

TRIES = 3
_table = schema.inbox


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail in the inbox. `id` is derived from its content, so a second copy is the same arrival."""

    id: str
    mailbox: str
    uid: str
    received_at: datetime
    raw: bytes
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a mail: settled, held (kept, nothing changed) or quarantined (could not be read). Of a calendar
    message that was settled `reason` begins with what it did by iTIP: applied, unchanged, stale or ignored."""

    state: str
    kind: str
    reason: str = ""
    sender: str = ""
    team: str = ""


_columns = [_table.c[name] for name in ("id", "mailbox", "uid", "received_at", "raw", "attempts")]
_next = (
    select(*_columns)
    .where(schema.NEW, _table.c.next_at <= bindparam("now"))
    .order_by(_table.c.next_at, _table.c.received_at, _table.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_store = keeping(_table, "id")
_settle = update(_table).where(_table.c.id == bindparam("this")).values(
    state=bindparam("state"), kind=bindparam("kind"), reason=bindparam("reason"), sender=bindparam("sender"),
    team=bindparam("team"),
)  # fmt: skip


def store(tx: Tx, arrivals: Iterable[Arrival]) -> None:
    """Keep mails that are not known yet; a known one is left as it is."""
    rows = [
        {
            "id": a.id, "mailbox": a.mailbox, "uid": a.uid, "received_at": a.received_at, "raw": a.raw, "state": "new",
            "next_at": a.received_at, "attempts": 0,
        }
        for a in arrivals
    ]  # fmt: skip
    if rows:
        tx.execute(_store(tx), rows)


def next_new(tx: Tx, now: datetime) -> Arrival | None:
    """The oldest mail that waits; on PostgreSQL it is claimed for this transaction."""
    row = tx.execute(_next, {"now": now}).first()
    return Arrival(*row) if row else None


def settle(tx: Tx, arrival: str, outcome: Settlement) -> None:
    tx.execute(
        _settle,
        {
            "this": arrival, "state": outcome.state, "kind": outcome.kind, "reason": outcome.reason,
            "sender": outcome.sender, "team": outcome.team,
        },
    )  # fmt: skip


def stumble(tx: Tx, arrival: Arrival, reason: str, now: datetime) -> bool:
    """A step failed on this mail: it waits a while, and after three tries it goes to quarantine. True when it did."""
    tries = arrival.attempts + 1
    values: dict[str, object] = {
        "attempts": tries,
        "reason": reason,
        "next_at": now + timedelta(seconds=10**tries),
    }
    if tries >= TRIES:
        values["state"] = "quarantined"
    tx.execute(update(_table).where(_table.c.id == arrival.id).values(values))
    return tries >= TRIES


def raw_of(tx: Tx, arrival: str) -> bytes | None:
    return tx.execute(select(_table.c.raw).where(_table.c.id == arrival)).scalar()


def counts(tx: Tx) -> dict[str, int]:
    """How many mails are in each state."""
    rows = tx.execute(select(_table.c.state, func.count()).group_by(_table.c.state))
    return {row[0]: row[1] for row in rows}


def listing(tx: Tx, states: Sequence[str], most: int = 200) -> list[dict[str, object]]:
    """The newest mails in these states: id, received_at, state, kind, sender, reason."""
    names = ("id", "received_at", "state", "kind", "sender", "reason", "attempts")
    query = select(*(_table.c[name] for name in names)).where(_table.c.state.in_(states))
    return [dict(row) for row in tx.execute(query.order_by(_table.c.received_at.desc()).limit(most)).mappings()]


def starting_with(tx: Tx, prefix: str) -> tuple[str, ...]:
    """The ids of held and quarantined mails that begin like this; two at most, to tell one from several."""
    kept = _table.c.state.in_(("held", "quarantined")) & _table.c.id.startswith(prefix, autoescape=True)
    return tuple(tx.execute(select(_table.c.id).where(kept).limit(2)).scalars())


def take_again(tx: Tx, arrival: str) -> None:
    """Let a held or quarantined mail be settled anew, before all that came later."""
    again = update(_table).where(_table.c.id == arrival, _table.c.state.in_(("held", "quarantined")))
    tx.execute(again.values(state="new", attempts=0, next_at=_table.c.received_at, reason=""))


def drop(tx: Tx, arrival: str) -> None:
    """Let a held or quarantined mail go: its row stays, so that a copy is not taken in again; its octets do not."""
    gone = update(_table).where(_table.c.id == arrival, _table.c.state.in_(("held", "quarantined")))
    tx.execute(gone.values(state="dropped", raw=b""))

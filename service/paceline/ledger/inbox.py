"""The inbox: every mail that came, durably, before anything is done with it; and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, literal, select, update

from paceline.ledger import schema
from paceline.ledger.store import Tx, overwrite_what_is_freed
from paceline.ledger.upsert import keeping

TRIES = 3
EACH = timedelta(minutes=1)
YIELDS_AT_MOST = timedelta(hours=1)
"""Of a writer, and of a conversation, one mail in so long has its turn by when it came. Where more of them wait they
let others go first, as if each had come so much after the one before it, and never longer after it came."""
STRANGER = "?"
"""All who are nobody we know are one writer."""
_table = schema.inbox
_MAILBOX = 100
"""Characters of a mailbox's name that are kept: a maildir's is as long as its path."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail in the inbox. `id` is derived from its content, so a second copy is the same arrival."""

    id: str
    mailbox: str
    uid: str
    received_at: datetime
    raw: bytes
    attempts: int = 0
    writer: str = ""
    thread: str = ""
    """The address that it seems to be from, and the conversation it seems to belong to; "" where it has none."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a mail: settled, held (kept, nothing changed) or quarantined (could not be read). Of a calendar
    message that was settled `reason` begins with what it did by iTIP: applied, unchanged, stale or ignored."""

    state: str
    kind: str
    reason: str = ""
    sender: str = ""
    team: str = ""
    forget: bool = False
    """Nothing of the mail is kept but that it came: it was answered without a name."""
    bears: str = ""
    """A hash of its Message-ID, so that another mail under it is noticed."""


_columns = [_table.c[name] for name in ("id", "mailbox", "uid", "received_at", "raw", "attempts", "writer")]
_next = (
    select(*_columns)
    .where(schema.NEW, _table.c.next_at <= bindparam("now"))
    .order_by(_table.c.turn, _table.c.received_at, _table.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_claimed = _next.subquery()
_next_in_order = select(
    *_claimed.c, func.pg_advisory_xact_lock(func.hashtextextended(literal("writer/") + _claimed.c.writer, 0))
)
"""PostgreSQL's: a mail whose writer has another one in some worker's hands waits here until that is settled."""
_writer = func.coalesce(
    select(schema.addresses.c.person).where(schema.addresses.c.address == bindparam("address")).scalar_subquery(),
    STRANGER,
)


def _last(of: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(_table.c.turn).where(schema.NEW, of).order_by(_table.c.turn.desc()).limit(1).scalar_subquery()


_standing = select(
    _writer.label("writer"),
    _last(_table.c.writer == _writer).label("behind_writer"),
    _last(_table.c.thread == bindparam("thread")).label("behind_thread"),
)
_new = select(*_columns).where(_table.c.id == bindparam("this"), schema.NEW)
_waits = select(_table.c.id).where(schema.NEW, _table.c.next_at <= bindparam("now")).limit(1)
_store = keeping(_table, "id")
_settle = update(_table).where(_table.c.id == bindparam("this")).values(
    state=bindparam("state"), kind=bindparam("kind"), reason=bindparam("reason"), sender=bindparam("sender"),
    team=bindparam("team"), bears=bindparam("bears"),
)  # fmt: skip
_bearing = select(_table.c.id).where(_table.c.bears == bindparam("bears"), _table.c.id != bindparam("this")).limit(1)


def store(tx: Tx, arrivals: Iterable[Arrival]) -> None:
    """Keep mails that are not known yet, in the order in which they came; a known one is left as it is."""
    rows = [
        {
            "id": a.id, "mailbox": a.mailbox[:_MAILBOX], "uid": a.uid, "received_at": a.received_at, "raw": a.raw,
            "state": "new", "next_at": a.received_at, "attempts": 0, "writer": writer, "thread": a.thread, "turn": turn,
        }
        for a, writer, turn in _in_turn(tx, arrivals)
    ]  # fmt: skip
    if rows:
        tx.execute(_store(tx), rows)


def _in_turn(tx: Tx, arrivals: Iterable[Arrival]) -> Iterator[tuple[Arrival, str, datetime]]:
    """Each with its writer, a person's id where the address is known, and its turn."""
    last: dict[tuple[str, str], datetime] = {}
    standing: dict[tuple[str, str], tuple[Any, ...]] = {}
    for a in arrivals:
        if not a.writer:
            yield a, "", a.received_at
            continue
        asked = (a.writer, a.thread)
        if asked not in standing:  # what comes with it is in `last`
            found = tx.execute(_standing, {"address": a.writer, "thread": a.thread or None}).one()
            standing[asked] = tuple(found)
        writer, *behind = standing[asked]
        lanes = (("writer", writer), ("thread", a.thread))
        before = (*behind, *(last.get(lane) for lane in lanes))
        turn = max((a.received_at, *(at + EACH for at in before if at)))
        turn = min(turn, a.received_at + YIELDS_AT_MOST)
        last |= {lane: turn for lane in lanes if lane[1]}
        yield a, writer, turn


def next_new(tx: Tx, now: datetime) -> Arrival | None:
    """The mail whose turn it is. On PostgreSQL it is claimed for this transaction, and so is its writer: no mail of
    theirs is settled before one that came first."""
    if tx.dialect.name == "postgresql":
        found = tx.execute(_next_in_order, {"now": now}).first()
        return Arrival(*found[: len(_columns)]) if found else None
    row = tx.execute(_next, {"now": now}).first()
    return Arrival(*row) if row else None


def waits(tx: Tx, now: datetime) -> bool:
    return tx.execute(_waits, {"now": now}).first() is not None


def new(tx: Tx, arrival: str) -> Arrival | None:
    """This mail, as long as it is not settled."""
    row = tx.execute(_new, {"this": arrival}).first()
    return Arrival(*row) if row else None


def settle(tx: Tx, arrival: str, outcome: Settlement) -> None:
    tx.execute(
        _settle,
        {
            "this": arrival, "state": outcome.state, "kind": outcome.kind, "reason": outcome.reason,
            "sender": outcome.sender, "team": outcome.team, "bears": outcome.bears,
        },
    )  # fmt: skip
    if outcome.forget:
        overwrite_what_is_freed(tx)
        tx.execute(update(_table).where(_table.c.id == arrival).values(raw=b""))


def bearing(tx: Tx, bears: str, besides: str) -> str:
    """The id of another mail under this Message-ID, or ""."""
    return tx.execute(_bearing, {"bears": bears, "this": besides}).scalar() or ""


def stumble(tx: Tx, arrival: Arrival, reason: str, now: datetime) -> bool:
    """A step failed on this mail: it waits a while, and after three tries it goes to quarantine. True when it did."""
    tries = arrival.attempts + 1
    again = now + timedelta(seconds=10**tries)
    values: dict[str, object] = {"attempts": tries, "reason": reason, "next_at": again, "turn": again}
    if tries >= TRIES:
        values["state"] = "quarantined"
    tx.execute(update(_table).where(_table.c.id == arrival.id).values(values))
    return tries >= TRIES


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail that came: from which person, when; `raw` is empty once it is kept no longer."""

    id: str
    sender: str
    received_at: datetime
    raw: bytes


def kept(tx: Tx, arrival: str) -> KeptMail | None:
    columns = (_table.c.id, _table.c.sender, _table.c.received_at, _table.c.raw)
    row = tx.execute(select(*columns).where(_table.c.id == arrival)).first()
    return KeptMail(*row) if row else None


def kept_mails(tx: Tx, *, team: str = "", sender: str = "") -> Iterator[KeptMail]:
    """The mails of a team, or from a person, whose octets are kept; oldest first."""
    columns = (_table.c.id, _table.c.sender, _table.c.received_at, _table.c.raw)
    query = select(*columns).where(_table.c.state == "settled")
    query = query.where(_table.c.sender == sender) if sender else query.where(_table.c.team == team)
    rows = tx.execute(query.order_by(_table.c.received_at, _table.c.id))
    return (KeptMail(*row) for row in rows if row.raw)


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
    values = {"next_at": _table.c.received_at, "turn": _table.c.received_at}
    tx.execute(again.values(state="new", attempts=0, reason="", **values))


def drop(tx: Tx, arrival: str) -> None:
    """Let a held or quarantined mail go: its row stays, so that a copy is not taken in again; its octets do not."""
    gone = update(_table).where(_table.c.id == arrival, _table.c.state.in_(("held", "quarantined")))
    tx.execute(gone.values(state="dropped", raw=b""))

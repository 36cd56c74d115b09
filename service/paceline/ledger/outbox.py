"""The outbox: letters, each under a key derived from what it is about, so that a repeated step writes it once.

queued → sending (a lease) → sent | refused | unknown. A lease that ran out means that the sender died with the letter
in hand: whether it went is unknown, and settled by the letter's kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from paceline.domain.asks import Item
from paceline.ledger import schema
from paceline.ledger.codec import dump, load
from paceline.ledger.store import Tx
from paceline.ledger.upsert import Upsert

_table = schema.letters


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter as it lies in the outbox; `raw` is final: its Message-ID, Date and body never change."""

    key: str
    letter_id: str
    message_id: str
    kind: str
    team: str
    person: str
    recipient: str
    return_path: str
    raw: bytes
    created_at: datetime
    expires: datetime
    not_before: datetime
    about: str = ""
    items: tuple[Item, ...] = ()
    state: str = "queued"
    attempts: int = 0


_claimable = (
    select(*_table.c)
    .where(schema.WAITING, _table.c.next_at <= bindparam("now"))
    .order_by(_table.c.next_at, _table.c.created_at, _table.c.key)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_claim = (
    update(_table)
    .where(_table.c.key == bindparam("this"))
    .values(state="sending", next_at=bindparam("lease"), attempts=_table.c.attempts + 1)
)
_mark = update(_table).where(_table.c.key == bindparam("this"), _table.c.state == "sending").values(
    state=bindparam("to"), next_at=bindparam("next"), reason=bindparam("why"), sent_at=bindparam("sent"),
)  # fmt: skip
_post = Upsert(_table, lambda new: new.on_conflict_do_nothing(index_elements=["key"]).returning(_table.c.key))
_by_letter_id = select(_table).where(_table.c.letter_id == bindparam("this"))
_by_key = select(_table).where(_table.c.key == bindparam("this"))
_next_instant = select(_table.c.next_at).where(schema.WAITING).order_by(_table.c.next_at).limit(1)
_last_written = (
    select(_table.c.created_at)
    .where(_table.c.person == bindparam("of"), _table.c.kind == bindparam("this"))
    .order_by(_table.c.created_at.desc())
    .limit(1)
)
_last_about = (
    select(_table.c.raw)
    .where(_table.c.about == bindparam("this"), _table.c.kind == bindparam("of"))
    .order_by(_table.c.created_at.desc(), _table.c.key)
    .limit(bindparam("most"))
)
_exists = select(_table.c.key).where(_table.c.key == bindparam("this"))


def post(tx: Tx, letter: Posted) -> bool:
    """Put a letter in, unless its key is there already. True when it is new."""
    row = {
        "key": letter.key, "letter_id": letter.letter_id, "message_id": letter.message_id, "kind": letter.kind,
        "team": letter.team, "person": letter.person, "recipient": letter.recipient, "return_path": letter.return_path,
        "about": letter.about, "items": dump(letter.items), "raw": letter.raw, "created_at": letter.created_at,
        "expires": letter.expires, "state": "queued", "next_at": letter.not_before, "attempts": 0,
    }  # fmt: skip
    return tx.execute(_post(tx), row).first() is not None


def claim(tx: Tx, now: datetime, lease: timedelta) -> Posted | None:
    """The next letter to send, now ours until the lease ends. `state` is the one it was in: "queued", or "sending"
    when the one who held it before us never came back."""
    row = tx.execute(_claimable, {"now": now}).first()
    if row is None:
        return None
    tx.execute(_claim, {"this": row.key, "lease": now + lease})
    return _posted(row)


def mark(tx: Tx, key: str, state: str, now: datetime, *, reason: str = "", again_at: datetime | None = None) -> None:
    """What became of a letter that we hold: "sent", "refused", "unknown", or "queued" to try again at `again_at`."""
    sent = now if state == "sent" else None
    tx.execute(_mark, {"this": key, "to": state, "next": again_at or now, "why": reason, "sent": sent})


def by_letter_id(tx: Tx, letter_id: str) -> tuple[Posted, ...]:
    return tuple(_posted(row) for row in tx.execute(_by_letter_id, {"this": letter_id}))


def by_message_ids(tx: Tx, message_ids: Sequence[str]) -> tuple[Posted, ...]:
    """The letters of ours among these ids, in the order of the ids."""
    if not message_ids:
        return ()
    rows = tx.execute(select(_table).where(_table.c.message_id.in_(message_ids[:50])))
    found = {row.message_id: _posted(row) for row in rows}
    return tuple(found[name] for name in message_ids if name in found)


def by_key(tx: Tx, key: str) -> Posted | None:
    row = tx.execute(_by_key, {"this": key}).first()
    return _posted(row) if row else None


def exists(tx: Tx, key: str) -> bool:
    return tx.execute(_exists, {"this": key}).first() is not None


def was_sent(tx: Tx, person: str, about: str, keys: Sequence[str]) -> bool:
    """Whether a letter to a person went out and did not come back that is about this, or has one of these keys."""
    told = (_table.c.about == about) | _table.c.key.in_(keys)
    query = select(_table.c.key).where(_table.c.person == person, _table.c.state == "sent", told)
    return tx.execute(query.limit(1)).first() is not None


def last_written(tx: Tx, person: str, kind: str) -> datetime | None:
    """When the last letter of a kind was written to a person."""
    return tx.execute(_last_written, {"of": person, "this": kind}).scalar()


def last_about(tx: Tx, about: str, kind: str, most: int) -> tuple[bytes, ...]:
    """The newest letters of a kind about something, as they went out."""
    return tuple(tx.execute(_last_about, {"this": about, "of": kind, "most": most}).scalars())


def next_instant(tx: Tx) -> datetime | None:
    """When the next letter may go."""
    return tx.execute(_next_instant).scalar()


def counts(tx: Tx) -> dict[str, int]:
    rows = tx.execute(select(_table.c.state, func.count()).group_by(_table.c.state))
    return {row[0]: row[1] for row in rows}


def listing(tx: Tx, states: Sequence[str] = (), most: int = 200) -> list[dict[str, object]]:
    """The newest letters: key, kind, person, recipient, state, attempts, next_at, sent_at, reason."""
    names = (
        "key",
        "kind",
        "person",
        "recipient",
        "state",
        "attempts",
        "created_at",
        "next_at",
        "sent_at",
        "reason",
    )
    query = select(*(_table.c[name] for name in names))
    if states:
        query = query.where(_table.c.state.in_(states))
    return [dict(row) for row in tx.execute(query.order_by(_table.c.created_at.desc()).limit(most)).mappings()]


def everything(tx: Tx) -> Iterable[Posted]:
    """All letters, oldest first."""
    return (_posted(row) for row in tx.execute(select(_table).order_by(_table.c.created_at, _table.c.key)))


def _posted(row: Row[Any]) -> Posted:
    return Posted(
        key=row.key,
        letter_id=row.letter_id,
        message_id=row.message_id,
        kind=row.kind,
        team=row.team,
        person=row.person,
        recipient=row.recipient,
        return_path=row.return_path,
        raw=row.raw,
        created_at=row.created_at,
        expires=row.expires,
        not_before=row.next_at,
        about=row.about,
        items=load(tuple[Item, ...], row.items),
        state=row.state,
        attempts=row.attempts,
    )


def returned(tx: Tx, key: str, reason: str) -> None:
    """A letter came back for good (RFC 3464)."""
    tx.execute(update(_table).where(_table.c.key == key).values(state="refused", reason=f"came back: {reason}"))

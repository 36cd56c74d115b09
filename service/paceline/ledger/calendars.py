"""Our own calendar as it was last seen: how far it was read, its events, and what we wrote into it ourselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import delete, select

from paceline.ledger import schema
from paceline.ledger.store import Tx, wait_for
from paceline.ledger.upsert import replacing

_calendars, _events, _entries = schema.calendars, schema.events, schema.entries
_put_cursor = replacing(_calendars, "name")
_put_event = replacing(_events, "key")
_put_entry = replacing(_entries, "uid")


def hold(tx: Tx, calendar: str) -> None:
    """Wait until nobody else takes in what a calendar holds, and keep it so until the transaction ends."""
    wait_for(tx, f"calendar/{calendar}")


def cursor(tx: Tx, calendar: str) -> str:
    """ "" where it was never read."""
    return tx.execute(select(_calendars.c.cursor).where(_calendars.c.name == calendar)).scalar() or ""


def move(tx: Tx, calendar: str, to: str) -> None:
    tx.execute(_put_cursor(tx), {"name": calendar, "cursor": to})


# --- events -----------------------------------------------------------------------------------------------------------


def seen(tx: Tx, calendar: str, name: str) -> bytes:
    """An event as it was last seen; b"" where it was not."""
    return tx.execute(select(_events.c.raw).where(_events.c.key == _key(calendar, name))).scalar() or b""


def names(tx: Tx, calendar: str) -> frozenset[str]:
    """What a calendar calls the events that it is known to hold."""
    return frozenset(tx.execute(select(_events.c.name).where(_events.c.calendar == calendar)).scalars())


def name_of(tx: Tx, cadence: str) -> str:
    """What our calendar calls the event that a cadence was made from; "" where it holds none."""
    return tx.execute(select(_events.c.name).where(_events.c.cadence == cadence).limit(1)).scalar() or ""


def copy_of(tx: Tx, cadence: str) -> tuple[str, bytes]:
    """What `name_of` gives, and the event as it was last seen there; nothing where our calendar holds none."""
    row = tx.execute(select(_events.c.name, _events.c.raw).where(_events.c.cadence == cadence).limit(1)).first()
    return (row.name, row.raw) if row else ("", b"")


def see(tx: Tx, calendar: str, name: str, cadence: str, raw: bytes) -> None:
    row = {"key": _key(calendar, name), "calendar": calendar, "name": name, "cadence": cadence, "raw": raw}
    tx.execute(_put_event(tx), row)


def forget(tx: Tx, calendar: str, name: str) -> None:
    tx.execute(delete(_events).where(_events.c.key == _key(calendar, name)))


def _key(calendar: str, name: str) -> str:
    return hashlib.sha256(f"{calendar}\0{name}".encode()).hexdigest()


# --- what we wrote ----------------------------------------------------------------------------------------------------


def entries(tx: Tx) -> dict[str, str]:
    """What we wrote into our calendar: a digest of each event's octets, by UID."""
    return {row.uid: row.digest for row in tx.execute(select(_entries))}


def wrote(tx: Tx, uid: str, digest: str) -> None:
    tx.execute(_put_entry(tx), {"uid": uid, "digest": digest})


def took_away(tx: Tx, uids: Iterable[str]) -> None:
    tx.execute(delete(_entries).where(_entries.c.uid.in_(list(uids))))

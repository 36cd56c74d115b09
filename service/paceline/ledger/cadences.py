"""The series as their organizers last sent them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Row, bindparam, func, select, update

from paceline.domain import circles
from paceline.domain.cadence import Cadence, Settings
from paceline.ledger import memory, schema
from paceline.ledger.codec import dump, load
from paceline.ledger.store import Tx
from paceline.ledger.upsert import replacing

_table = schema.cadences
_by_id = select(_table).where(_table.c.id == bindparam("this"))
_theirs = (_table.c.team == bindparam("of")) | (
    func.substr(_table.c.team, 1, bindparam("long")) == bindparam("circles")
)
_of_team = select(_table).where(_theirs).order_by(_table.c.title)
_put = replacing(_table, "id")


@dataclass(frozen=True, slots=True)
class Kept:
    """A cadence in the ledger. `organizer` is a person's id; `ordered` what they set by mail, which comes before the
    event's text; `paused_until` (UTC) None: it runs."""

    cadence: Cadence
    team: str
    organizer: str
    ordered: Settings = field(default_factory=Settings)
    ended: bool = False
    paused_until: datetime | None = None


def put(tx: Tx, kept: Kept) -> None:
    row = {
        "id": kept.cadence.id, "team": kept.team, "organizer": kept.organizer, "title": kept.cadence.title,
        "data": dump(kept.cadence), "ordered": dump(kept.ordered), "ended": kept.ended,
        "paused_until": kept.paused_until,
    }  # fmt: skip
    tx.execute(_put(tx), row)
    memory.forget(tx, _table.name, kept.cadence.id)


def get(tx: Tx, cadence: str) -> Kept | None:
    row = memory.once(tx, _table.name, cadence, lambda: tx.execute(_by_id, {"this": cadence}).first())
    return _kept(row) if row else None


def pause(tx: Tx, cadence: str, until: datetime | None) -> None:
    tx.execute(update(_table).where(_table.c.id == cadence).values(paused_until=until))
    memory.forget(tx, _table.name, cadence)


def of_team(tx: Tx, team: str) -> tuple[Kept, ...]:
    """Its own, and the private ones of its people."""
    own = circles.team_of(team)
    begins = f"{own}{circles.MARK}"
    return tuple(_kept(row) for row in tx.execute(_of_team, {"of": own, "circles": begins, "long": len(begins)}))


def running_after(tx: Tx, cadence: str, most: int) -> tuple[Kept, ...]:
    """The next ones by id that are not over."""
    query = select(_table).where(_table.c.id > cadence, _table.c.ended.is_(False)).order_by(_table.c.id).limit(most)
    return tuple(_kept(row) for row in tx.execute(query))


def everything(tx: Tx) -> tuple[Kept, ...]:
    return tuple(_kept(row) for row in tx.execute(select(_table).order_by(_table.c.team, _table.c.title)))


def _kept(row: Row[tuple[object, ...]]) -> Kept:
    return Kept(_cadence(row.data), row.team, row.organizer, _ordered(row.ordered), row.ended, row.paused_until)


@lru_cache(maxsize=2_000)
def _cadence(data: str) -> Cadence:
    """The same text is the same cadence: it is read with every mail of its round."""
    return load(Cadence, data)


@lru_cache(maxsize=200)
def _ordered(data: str) -> Settings:
    return load(Settings, data)

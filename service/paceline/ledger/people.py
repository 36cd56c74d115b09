"""Who is who: the people of the configuration, and those learned from invites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from paceline.domain.people import Person
from paceline.ledger import schema
from paceline.ledger.codec import dump, load
from paceline.ledger.store import Tx
from paceline.ledger.upsert import replacing

_people = schema.people
_addresses = schema.addresses
_by_address = (
    select(_people.c.data)
    .join(_addresses, _addresses.c.person == _people.c.id)
    .where(_addresses.c.address == bindparam("at"))
)
_by_id = select(_people.c.data).where(_people.c.id == bindparam("this"))
_of_team = select(_people.c.data).where(_people.c.team == bindparam("of")).order_by(_people.c.id)
_put = replacing(_people, "id")
_put_address = replacing(_addresses, "address")
_drop_addresses = delete(_addresses).where(_addresses.c.person == bindparam("of"))


def put(tx: Tx, person: Person, *, learned: bool) -> None:
    """Add a person or replace what is known of them; an address belongs to one person, the last one who has it."""
    tx.execute(_put(tx), {"id": person.id, "team": person.team, "data": dump(person), "learned": learned})
    tx.execute(_drop_addresses, {"of": person.id})
    for address in person.addresses:
        tx.execute(_put_address(tx), {"address": address, "person": person.id})


def amend(tx: Tx, person: Person) -> None:
    """Keep what has changed of a person that is there; their addresses stay."""
    tx.execute(update(_people).where(_people.c.id == person.id).values(data=dump(person)))


def by_address(tx: Tx, address: str) -> Person | None:
    data = tx.execute(_by_address, {"at": address.lower()}).scalar()
    return _person(data) if data else None


def by_id(tx: Tx, person: str) -> Person | None:
    data = tx.execute(_by_id, {"this": person}).scalar()
    return _person(data) if data else None


def of_team(tx: Tx, team: str) -> tuple[Person, ...]:
    return tuple(_person(data) for data in tx.execute(_of_team, {"of": team}).scalars())


def everyone(tx: Tx) -> tuple[tuple[Person, bool], ...]:
    """All people, and whether each was learned from an invite."""
    rows = tx.execute(select(_people.c.data, _people.c.learned).order_by(_people.c.team, _people.c.id))
    return tuple((_person(data), learned) for data, learned in rows)


def ids(tx: Tx) -> frozenset[str]:
    return frozenset(tx.execute(select(_people.c.id)).scalars())


def sync(tx: Tx, configured: Iterable[Person]) -> None:
    """Make the configuration's people so; absences and stops that they asked for by mail stay.

    Somebody who is in the file no more belongs to no team and has no address: their name stays with what they said.
    """
    configured = tuple(configured)
    named = {person.id for person in configured}
    for person in [known for known, learned in everyone(tx) if not learned and known.id not in named]:
        put(tx, replace(person, team="", addresses=()), learned=False)
    for person in configured:
        known = by_id(tx, person.id)
        kept = ("absences", "stopped", "own_workdays")
        asked: dict[str, Any] = {name: getattr(known, name) for name in kept} if known else {}
        put(tx, replace(person, **asked), learned=False)


@lru_cache(maxsize=20_000)
def _person(data: str) -> Person:
    """The same text is the same person: a team is read with every mail."""
    return load(Person, data)

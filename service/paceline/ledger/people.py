"""Who is who: the people of the configuration, and those learned from invites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, select, update

from paceline.domain.people import Person
from paceline.ledger import memory, schema
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
    readdress(tx, person)


def readdress(tx: Tx, person: Person) -> None:
    """Make `addresses` those by which the person is found."""
    tx.execute(_drop_addresses, {"of": person.id})
    for address in person.addresses:
        tx.execute(_put_address(tx), {"address": address, "person": person.id})
    memory.forget_all(tx, _people.name)


def amend(tx: Tx, person: Person) -> None:
    """Keep what has changed of a person that is there; their addresses stay."""
    tx.execute(update(_people).where(_people.c.id == person.id).values(data=dump(person)))
    memory.forget_all(tx, _people.name)


def by_address(tx: Tx, address: str) -> Person | None:
    """Whose address this is; not of somebody who has left."""
    found = _at(tx, address)
    return None if found is None or found.left else found


def has_left(tx: Tx, address: str) -> bool:
    """Whether it is the address of somebody who has left their team."""
    found = _at(tx, address)
    return found is not None and bool(found.left)


def who_left(tx: Tx, team: str) -> tuple[Person, ...]:
    return tuple(person for person in of_team(tx, "") if person.left == team)


def move(tx: Tx, person: Person) -> None:
    """Keep what has changed of a person, their team too; their addresses stay."""
    tx.execute(update(_people).where(_people.c.id == person.id).values(team=person.team, data=dump(person)))
    memory.forget_all(tx, _people.name)


def _at(tx: Tx, address: str) -> Person | None:
    return _one(tx, _by_address, {"at": address.lower()})


def by_id(tx: Tx, person: str) -> Person | None:
    return _one(tx, _by_id, {"this": person})


def of_team(tx: Tx, team: str) -> tuple[Person, ...]:
    def read() -> tuple[Person, ...]:
        return tuple(_person(data) for data in tx.execute(_of_team, {"of": team}).scalars())

    return memory.once(tx, _people.name, ("team", team), read)


def everyone(tx: Tx) -> tuple[tuple[Person, bool], ...]:
    """All people, and whether each was learned from an invite."""
    rows = tx.execute(select(_people.c.data, _people.c.learned).order_by(_people.c.team, _people.c.id))
    return tuple((_person(data), learned) for data, learned in rows)


def addresses(tx: Tx) -> tuple[str, ...]:
    """All by which somebody is known."""
    return tuple(tx.execute(select(_addresses.c.address).order_by(_addresses.c.address)).scalars())


def ids(tx: Tx) -> frozenset[str]:
    return frozenset(tx.execute(select(_people.c.id)).scalars())


def sync(tx: Tx, configured: Iterable[Person]) -> tuple[Person, ...]:
    """Make the configuration's people so; absences and stops that they asked for by mail stay, and who has left stays
    away. Returns those who are in the file no more: they leave.

    Who is in the file under another id has only changed their name: the old one belongs to no team and has no address.
    """
    configured = tuple(configured)
    named = {person.id for person in configured}
    theirs = {address for person in configured for address in person.addresses}
    gone = [known for known, learned in everyone(tx) if not learned and known.id not in named and not known.left]
    for person in gone:
        if theirs & {*person.addresses}:
            put(tx, replace(person, team="", addresses=()), learned=False)
    for person in configured:
        known = by_id(tx, person.id)
        if known and known.left:
            put(tx, replace(person, team="", left=known.left, stopped=known.stopped), learned=False)
            continue
        kept = ("absences", "stopped", "own_workdays", "reads", "unreachable", "own_send_hour", "own_locale", "claimed")
        asked: dict[str, Any] = {name: getattr(known, name) for name in kept} if known else {}
        own = (each for each in asked.get("claimed", ()) if each not in person.addresses)
        wished = as_wished(replace(person, addresses=(*person.addresses, *own), **asked))
        put(tx, wished, learned=False)
    return tuple(person for person in gone if person.team and not theirs & {*person.addresses})


def as_wished(configured: Person) -> Person:
    """With the hour and the language that they asked for by mail."""
    hour, locale = configured.own_send_hour or configured.send_hour, configured.own_locale or configured.locale
    return replace(configured, send_hour=hour, locale=locale)


def _one(tx: Tx, query: Select[tuple[str]], asked: dict[str, str]) -> Person | None:
    data = memory.once(tx, _people.name, (*asked.items(),), lambda: tx.execute(query, asked).scalar())
    return _person(data) if data else None


@lru_cache(maxsize=20_000)
def _person(data: str) -> Person:
    """The same text is the same person: a team is read with every mail."""
    return load(Person, data)

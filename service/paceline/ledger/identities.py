"""One id in the place of another, wherever a person is named; what is kept of them, emptied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Table, delete, or_, select, text, update

from paceline.domain.facts import Entry, Fact
from paceline.ledger import facts, memory, schema, search
from paceline.ledger.codec import dump, load_fact
from paceline.ledger.store import Tx

AT_ONCE = 2_000
_facts = schema.facts


def rewrite_facts(tx: Tx, old: str, new: str, change: Callable[[Entry], Fact]) -> int:
    """Write all facts anew in which something changes, in place: their numbers, instants and mails stay. What is
    derived from them is derived anew. Returns how many there were."""
    touched: dict[str, None] = {}
    count = 0
    for entry in all_facts(tx):
        fact, subject = change(entry), renamed(entry.subject, old, new)
        author = new if entry.author == old else entry.author
        if (fact, subject, author) == (entry.fact, entry.subject, entry.author):
            continue
        count += 1
        values = {"data": dump(fact), "subject": subject, "author": author}
        tx.execute(update(_facts).where(_facts.c.seq == entry.seq).values(values))
        touched |= {entry.subject: None, subject: None}
    memory.forget_all(tx, _facts.name)
    for subject in touched:
        if subject.startswith(facts.UPDATE) or subject[:1] in facts.FOLDS:
            facts.project(tx, subject)
        if not facts.of(tx, subject):
            search.keep(tx, subject, None)
    return count


def all_facts(tx: Tx) -> Iterator[Entry]:
    """Of all teams, oldest first, a few at a time."""
    last = 0
    while True:
        query = select(_facts).where(_facts.c.seq > last).order_by(_facts.c.seq).limit(AT_ONCE)
        rows = tx.execute(query).all()
        if not rows:
            return
        for r in rows:
            yield Entry(r.team, r.subject, load_fact(r.kind, r.data), r.at, r.author, r.message, r.seq)
        last = rows[-1].seq


def renamed(path: str, old: str, new: str) -> str:
    """A key or a subject with another id in its parts: "envelope/ana/2026-11-27"."""
    return "/".join(_part(part, old, new) for part in path.split("/")) if old in path else path


def _part(part: str, old: str, new: str) -> str:
    """Also within "for ana", which tells one asking from another."""
    return " ".join(new if word == old else word for word in part.split(" "))


def rename(tx: Tx, old: str, new: str) -> None:
    """Everywhere but in the facts and among the people. Of two of one key that which was there stays."""
    _rename_keys(tx, schema.asks, "person", old, new, ("subject", "round", "letter"))
    _rename_keys(tx, schema.moments, "person", old, new, ("subject",))
    _rename_keys(tx, schema.letters, "person", old, new, ("about",))
    for column in (schema.inbox.c.sender, schema.inbox.c.writer):
        tx.execute(update(schema.inbox).where(column == old).values({column.name: new}))
    tx.execute(update(schema.cadences).where(schema.cadences.c.organizer == old).values(organizer=new))
    memory.forget_all(tx, schema.cadences.name)


def _rename_keys(tx: Tx, table: Table, whose: str, old: str, new: str, others: tuple[str, ...]) -> None:
    named = or_(table.c[whose] == old, *(table.c[name].contains(old, autoescape=True) for name in ("key", *others)))
    rows = tx.execute(select(table.c.key, table.c[whose], *(table.c[name] for name in others)).where(named)).mappings()
    for row in list(rows):
        values: dict[str, Any] = {name: renamed(row[name], old, new) for name in ("key", *others)}
        values[whose] = new if row[whose] == old else row[whose]
        if values["key"] != row["key"] and _has(tx, table, values["key"]):
            tx.execute(delete(table).where(table.c.key == row["key"]))
        else:
            tx.execute(update(table).where(table.c.key == row["key"]).values(values))


def _has(tx: Tx, table: Table, key: str) -> bool:
    return tx.execute(select(table.c.key).where(table.c.key == key)).first() is not None


def recipients(tx: Tx, person: str) -> tuple[str, ...]:
    """All addresses that letters to them went to."""
    letters = schema.letters
    return tuple(tx.execute(select(letters.c.recipient).where(letters.c.person == person).distinct()).scalars())


# --- emptying --------------------------------------------------------------------------------------


def raws(tx: Tx, table: Table, who: str) -> Iterator[tuple[str, str, str, bytes]]:
    """(key, person, state, octets) of all mails or letters whose octets are kept."""
    (key,) = table.primary_key.columns
    last = ""
    while True:
        query = select(key, table.c[who], table.c.state, table.c.raw).where(key > last).order_by(key).limit(200)
        rows = tx.execute(query).all()
        if not rows:
            return
        yield from ((row[0], row[1], row[2], row[3]) for row in rows if row[3])
        last = rows[-1][0]


def empty_mail(tx: Tx, mail: str) -> None:
    tx.execute(update(schema.inbox).where(schema.inbox.c.id == mail).values(raw=b"", reason="", bears=""))


def empty_letter(tx: Tx, key: str, *, whole: bool) -> None:
    """`whole`: it went to them, so that its address and its lines go too."""
    more: dict[str, Any] = {"recipient": "", "items": "[]", "reason": "", "draft": ""} if whole else {}
    tx.execute(update(schema.letters).where(schema.letters.c.key == key).values(raw=b"", **more))


def scrub(tx: Tx, change: Callable[[str], str]) -> None:
    """Reasons, series and what was seen of events, without somebody's name and addresses."""
    for table, key, columns in (
        (schema.inbox, schema.inbox.c.id, ("reason",)),
        (schema.letters, schema.letters.c.key, ("reason", "items")),
        (schema.cadences, schema.cadences.c.id, ("data", "ordered")),
    ):
        query = select(key, *(table.c[name] for name in columns))
        for row in tx.execute(query).all():
            after = {name: change(value) for name, value in zip(columns, row[1:], strict=True)}
            if tuple(after.values()) != tuple(row[1:]):
                tx.execute(update(table).where(key == row[0]).values(after))
    memory.forget_all(tx)
    events = schema.events
    for name, raw in tx.execute(select(events.c.key, events.c.raw)).all():
        whole = raw.replace(b"\r\n ", b"").decode("utf-8", "replace")
        if change(whole) != whole:
            tx.execute(delete(events).where(events.c.key == name))


def forget(tx: Tx, old: str) -> None:
    """No address is theirs any more, and nobody has this id."""
    tx.execute(delete(schema.addresses).where(schema.addresses.c.person == old))
    tx.execute(delete(schema.people).where(schema.people.c.id == old))
    memory.forget_all(tx, schema.people.name)


def merge_index(tx: Tx) -> None:
    """FTS5 keeps words that were deleted until its parts are merged."""
    if tx.dialect.name == "sqlite":
        tx.execute(text("insert into searched_words (searched_words) values ('optimize')"))

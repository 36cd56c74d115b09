"""The append-only facts, and the open items that are derived from them in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Executable, Row, Select, bindparam, delete, insert, select

from paceline.domain import commitments, decisions
from paceline.domain import help as help_requests
from paceline.domain import search as searching
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Entry, Fact
from paceline.domain.help import HelpRequest
from paceline.ledger import memory, schema, search
from paceline.ledger.codec import dump, load_fact
from paceline.ledger.store import Tx
from paceline.ledger.upsert import Insert, Upsert, replacing

Record = Commitment | Decision | HelpRequest

UPDATE = "update/"
FOLDS = {"C": commitments.fold, "D": decisions.fold, "H": help_requests.fold}

_table = schema.facts
_of_subject = select(_table).where(_table.c.subject == bindparam("subject")).order_by(_table.c.seq)
_of_message = select(_table).where(_table.c.message == bindparam("message")).order_by(_table.c.seq)
_since = (
    select(_table)
    .where(_table.c.team == bindparam("team"), _table.c.seq > bindparam("after"))
    .order_by(_table.c.seq)
    .limit(bindparam("most"))
)
_of_all = select(_table).where(_table.c.subject.in_(bindparam("subjects", expanding=True))).order_by(_table.c.seq)
_newest = select(_table).where(_table.c.kind == bindparam("of")).order_by(_table.c.seq.desc()).limit(bindparam("most"))
_last_of = _newest.where(_table.c.subject == bindparam("about"))
_of_kind = _newest.where(_table.c.team == bindparam("whose"))
_by = _of_kind.where(_table.c.author == bindparam("who"))
_from = (
    select(_table).where(_table.c.team == bindparam("whose"), _table.c.at >= bindparam("since")).order_by(_table.c.seq)
)
_decided = _from.where(_table.c.kind.in_(("Decided", "Adopted")))
_append = insert(_table)
_drop_item = delete(schema.open_items).where(schema.open_items.c.subject == bindparam("this"))
_put_item = replacing(schema.open_items, "subject")
_latest = select(_table.c.seq).where(_table.c.team == bindparam("team")).order_by(_table.c.seq.desc()).limit(1)


def _counted(new: Insert) -> Executable:
    counted = new.on_conflict_do_update(index_elements=["prefix"], set_={"last": schema.counters.c.last + 1})
    return counted.returning(schema.counters.c.last)


_count = Upsert(schema.counters, _counted)


def number(tx: Tx, prefix: str) -> str:
    """The next free id: "C12"."""
    return f"{prefix}{tx.execute(_count(tx), {'prefix': prefix, 'last': 1}).scalar_one()}"


def append(tx: Tx, entries: Sequence[Entry]) -> tuple[Record, ...]:
    """Append, and bring the open items and the words of the subjects concerned up to date. Returns those subjects as
    they are now."""
    if not entries:
        return ()
    tx.execute(_append, [_row(entry) for entry in entries])
    subjects = dict.fromkeys(entry.subject for entry in entries)
    for subject in subjects:
        memory.forget(tx, _table.name, subject)
    return tuple(found for subject in subjects if (found := project(tx, subject)))


def of(tx: Tx, subject: str) -> tuple[Entry, ...]:
    """All facts of one subject, in order."""
    return memory.once(tx, _table.name, subject, lambda: _entries(tx.execute(_of_subject, {"subject": subject})))


def of_all(tx: Tx, subjects: Iterable[str]) -> tuple[Entry, ...]:
    """All facts of these subjects, in order."""
    return _entries(tx.execute(_of_all, {"subjects": tuple(subjects)}))


def last_of(tx: Tx, subject: str, kind: type[Fact], most: int = 40) -> tuple[Entry, ...]:
    """The newest facts of one kind about a subject, oldest of them first."""
    asked = {"about": subject, "of": kind.__name__, "most": most}
    return _entries(tx.execute(_last_of, asked))[::-1]


def of_kind(tx: Tx, team: str, kind: type[Fact], most: int) -> tuple[Entry, ...]:
    """The newest facts of one kind in a team, newest first."""
    return _entries(tx.execute(_of_kind, {"whose": team, "of": kind.__name__, "most": most}))


def by(tx: Tx, team: str, author: str, kind: type[Fact], most: int) -> tuple[Entry, ...]:
    """The newest facts of one kind that somebody said in a team, newest first."""
    return _entries(tx.execute(_by, {"whose": team, "of": kind.__name__, "who": author, "most": most}))


def of_message(tx: Tx, message: str) -> tuple[Entry, ...]:
    """All facts that came from one mail."""
    return _entries(tx.execute(_of_message, {"message": message}))


def after(tx: Tx, team: str, seq: int, most: int = 5000) -> tuple[Entry, ...]:
    """A team's facts behind `seq`, oldest first."""
    return _entries(tx.execute(_since, {"team": team, "after": seq, "most": most}))


def since(tx: Tx, team: str, at: datetime) -> tuple[Entry, ...]:
    """A team's facts from an instant on, oldest first."""
    return _entries(tx.execute(_from, {"whose": team, "since": at}))


def latest(tx: Tx, team: str) -> int:
    """The number of the team's newest fact, 0 when there is none."""
    return tx.execute(_latest, {"team": team}).scalar() or 0


def record(tx: Tx, subject: str) -> Record | None:
    """A commitment, decision or help request by its id, folded from its facts."""
    fold = FOLDS.get(subject[:1])
    return fold(of(tx, subject)) if fold else None


def records(tx: Tx, subjects: Iterable[str]) -> tuple[Record, ...]:
    """These commitments, decisions and help requests, in the order of their ids as they are given."""
    wanted = tuple(subjects)
    if not wanted:
        return ()
    found = {it.id: it for it in _folded(sorted(of_all(tx, wanted), key=attrgetter("subject")))}
    return tuple(found[subject] for subject in wanted if subject in found)


def project(tx: Tx, subject: str) -> Record | None:
    """Rewrite what is derived from the facts of one subject: its open item, a row while it is open and none when it is
    closed, and the words by which it is found."""
    fold = FOLDS.get(subject[:1])
    if fold is None and not subject.startswith(UPDATE):
        return None
    entries = of(tx, subject)
    found = fold(entries) if fold else None
    search.keep(tx, subject, searching.document(entries, found))
    if found and is_open(found):
        tx.execute(_put_item(tx), _item(found))
    elif fold:
        tx.execute(_drop_item, {"this": subject})
    return found


def open_items(tx: Tx, *, team: str = "", owner: str = "", asked_by: str = "", prefix: str = "") -> tuple[Record, ...]:
    """The open commitments, decisions and help requests of a team, an owner or an asker, earliest due first."""
    asked = {"team": team, "owner": owner, "asked_by": asked_by, "subject": f"{prefix}%" if prefix else ""}
    wanted = {name: value for name, value in asked.items() if value}
    return tuple(_folded(_entries(tx.execute(_of_open_items(tuple(wanted)), wanted))))


@cache
def _of_open_items(by: tuple[str, ...]) -> Select[tuple[object, ...]]:
    """The facts of open items, those of one item together."""
    items = schema.open_items
    query = select(_table).join(items, items.c.subject == _table.c.subject)
    for name in by:
        column = items.c[name]
        query = query.where(column.like(bindparam(name)) if name == "subject" else column == bindparam(name))
    return query.order_by(items.c.due, items.c.subject, _table.c.seq)


def _folded(entries: Iterable[Entry]) -> Iterator[Record]:
    """`entries` with those of one subject together."""
    for subject, its in groupby(entries, key=attrgetter("subject")):
        found = FOLDS[subject[:1]](tuple(its))
        if found:
            yield found


def is_open(found: Record) -> bool:
    return found.state in ("offered", "open", "intended", "objected", "taken")


def rebuild(tx: Tx) -> None:
    """Derive all open items anew, and the words by which records are found."""
    tx.execute(delete(schema.open_items))
    search.clear(tx)
    subjects = tx.execute(select(_table.c.subject).distinct()).scalars().all()
    for subject in subjects:
        project(tx, subject)
        memory.forget(tx, _table.name, subject)  # not all there ever was at once


def _item(found: Record) -> dict[str, object]:
    due: date | None = found.due if isinstance(found, Commitment) else None
    return {
        "subject": found.id,
        "team": found.team,
        "owner": found.owner,
        "asked_by": found.asked_by if isinstance(found, Commitment) else "",
        "due": due.isoformat() if due else None,
    }


def _row(entry: Entry) -> dict[str, object]:
    return {
        "team": entry.team,
        "subject": entry.subject,
        "kind": type(entry.fact).__name__,
        "data": dump(entry.fact),
        "at": entry.at,
        "author": entry.author,
        "message": entry.message,
    }


def _entries(rows: Iterable[Row[tuple[object, ...]]]) -> tuple[Entry, ...]:
    return tuple(Entry(r.team, r.subject, load_fact(r.kind, r.data), r.at, r.author, r.message, r.seq) for r in rows)


def decided(tx: Tx, team: str, since: datetime) -> tuple[Entry, ...]:
    """A team's recorded and adopted decisions since an instant."""
    return _entries(tx.execute(_decided, {"whose": team, "since": since}))


def newest(tx: Tx, *, team: str = "", subject: str = "", most: int = 30) -> tuple[Entry, ...]:
    """The newest facts, oldest of them first."""
    query = select(_table)
    for column, wanted in ((_table.c.team, team), (_table.c.subject, subject)):
        if wanted:
            query = query.where(column == wanted)
    return _entries(tx.execute(query.order_by(_table.c.seq.desc()).limit(most)))[::-1]

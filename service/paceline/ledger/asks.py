"""The asks that wait for somebody's word, and the envelope that carried each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Executable, Row, bindparam, case, select, update

from paceline.domain.asks import Ask
from paceline.ledger import schema
from paceline.ledger.store import Tx
from paceline.ledger.upsert import Insert, Upsert

_table = schema.asks
_open = select(_table).where(_table.c.state == "open")
_waiting = _open.where(_table.c.person == bindparam("of")).order_by(_table.c.since, _table.c.key)
_of_subject = select(_table).where(_table.c.subject == bindparam("about")).order_by(_table.c.key)
_open_of_cadence = _open.where(_table.c.cadence == bindparam("of")).order_by(_table.c.key)
_of_update = select(_table.c.subject).where(_table.c.kind == "update")
_occurrences_of = (
    _of_update.where(_table.c.cadence == bindparam("of"), _table.c.until >= bindparam("since"))
    .distinct()
    .order_by(_table.c.subject)
)
_were_sent = _of_update.where(
    _table.c.cadence.in_(bindparam("series", expanding=True)),
    _table.c.person == bindparam("of"),
    _table.c.letter != "",
    _table.c.subject != bindparam("but"),
).limit(1)
_carried = update(_table).where(_table.c.key == bindparam("this")).values(letter=bindparam("by"))
_close = (
    update(_table).where(_table.c.subject == bindparam("about"), _table.c.state == "open").values(state=bindparam("to"))
)
_close_of = _close.where(_table.c.person == bindparam("of"))
_lapse = update(_table).where(_table.c.key == bindparam("this"), _table.c.state == "open").values(state="lapsed")
_lapse_before = (
    update(_table)
    .where(_table.c.person == bindparam("of"), _table.c.state == "open", _table.c.until <= bindparam("now"))
    .values(state="lapsed")
)


def _asked_again(new: Insert) -> Executable:
    state = case((_table.c.state == "lapsed", "open"), else_=_table.c.state)
    times = {"since": new.excluded.since, "until": new.excluded.until, "cadence": new.excluded.cadence}
    return new.on_conflict_do_update(index_elements=["key"], set_={**times, "state": state})


_put = Upsert(_table, _asked_again)


def put(tx: Tx, ask: Ask, cadence: str = "") -> None:
    """Ask once: a key that is known takes the new times and keeps its state, but that one which had lapsed is open
    again."""
    row = {
        "key": ask.key, "kind": ask.kind, "team": ask.team, "person": ask.person, "subject": ask.subject,
        "round": ask.round, "cadence": cadence, "since": ask.since, "until": ask.until, "state": "open",
    }  # fmt: skip
    tx.execute(_put(tx), row)


def waiting(tx: Tx, person: str) -> tuple[tuple[Ask, str], ...]:
    """A person's open asks with the envelope that carried each ("" for none), oldest first."""
    return tuple((_ask(row), row.letter) for row in tx.execute(_waiting, {"of": person}))


def of_subject(tx: Tx, subject: str) -> tuple[tuple[Ask, str, str], ...]:
    """All asks about a subject, with the state and the envelope of each."""
    return tuple((_ask(row), row.state, row.letter) for row in tx.execute(_of_subject, {"about": subject}))


def open_of_cadence(tx: Tx, cadence: str) -> tuple[Ask, ...]:
    return tuple(_ask(row) for row in tx.execute(_open_of_cadence, {"of": cadence}))


def occurrences_of(tx: Tx, cadence: str, since: datetime) -> tuple[str, ...]:
    """The occurrences of a cadence that somebody was or will be asked about, whose digest is not before `since`."""
    return tuple(tx.execute(_occurrences_of, {"of": cadence, "since": since}).scalars())


def were_sent(tx: Tx, person: str, series: Sequence[str], *, but: str) -> bool:
    """Whether a letter has asked somebody for an update of one of these cadences, `but` this occurrence."""
    return tx.execute(_were_sent, {"series": tuple(series), "of": person, "but": but}).first() is not None


def unsent(tx: Tx, person: str, since: datetime) -> tuple[Ask, ...]:
    """A person's update asks that lapsed since an instant without ever going out: what went by in an absence."""
    gone = (_table.c.state == "lapsed") & (_table.c.letter == "") & (_table.c.kind == "update")
    query = select(_table).where(_table.c.person == person, gone, _table.c.until >= since).order_by(_table.c.until)
    return tuple(_ask(row) for row in tx.execute(query))


def carried(tx: Tx, key: str, letter: str) -> None:
    """The ask travels in this envelope."""
    tx.execute(_carried, {"this": key, "by": letter})


def close(tx: Tx, subject: str, state: str, person: str = "") -> None:
    """The open asks about a subject (of one person, or of all) are "answered" or "lapsed"."""
    values = {"about": subject, "to": state}
    if person:
        tx.execute(_close_of, {**values, "of": person})
    else:
        tx.execute(_close, values)


def reopen(tx: Tx, subject: str, person: str, now: datetime) -> None:
    """What a person had answered about a subject waits for their word again, as long as there is time."""
    mine = (_table.c.subject == subject) & (_table.c.person == person) & (_table.c.state == "answered")
    tx.execute(update(_table).where(mine, _table.c.until > now).values(state="open"))


def lapse_all_of(tx: Tx, person: str) -> None:
    """Nothing more is asked of them."""
    tx.execute(update(_table).where(_table.c.person == person, _table.c.state == "open").values(state="lapsed"))


def lapse(tx: Tx, key: str) -> None:
    tx.execute(_lapse, {"this": key})


def lapse_before(tx: Tx, person: str, now: datetime) -> None:
    """Asks whose time has gone by go out no more."""
    tx.execute(_lapse_before, {"of": person, "now": now})


def _ask(row: Row[tuple[object, ...]]) -> Ask:
    return Ask(row.kind, row.team, row.person, row.subject, row.since, row.until, row.round)

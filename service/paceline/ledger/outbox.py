"""The outbox: letters, each under a key derived from what it is about, so that a repeated step writes it once.

queued → sending (a lease) → sent | refused | unknown. A lease that ran out means that the sender died with the letter
in hand: whether it went is unknown, and settled by the letter's kind. After a backup was put back, a letter may
have gone long ago: it is looked up where a door can, and else held until the operator says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Text, bindparam, case, func, or_, select, update

from paceline.domain.asks import Item
from paceline.ledger import schema
from paceline.ledger.codec import dump, load
from paceline.ledger.store import Tx
from paceline.ledger.upsert import Upsert

_table = schema.letters
ITIP = "imip"
"""The kind of an answer to an organizer's calendar (RFC 6047)."""
IN_DOUBT = "it may have gone after the backup that was put back"
"""The reason of such letters."""


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
    reason: str = ""
    draft: str = ""
    event: str = ""
    """Of an iTIP answer: what our own calendar calls the event; there it is given, "": by mail."""


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
    sent_as=bindparam("as"), attempts=case((bindparam("why", type_=Text) == IN_DOUBT, 0), else_=_table.c.attempts),
)  # fmt: skip
_keep_draft = update(_table).where(_table.c.key == bindparam("this")).values(draft=bindparam("called"))
_post = Upsert(_table, lambda new: new.on_conflict_do_nothing(index_elements=["key"]).returning(_table.c.key))
_by_letter_id = select(_table).where(_table.c.letter_id == bindparam("this"))
_by_key = select(_table).where(_table.c.key == bindparam("this"))
_next_instant = (
    select(_table.c.next_at)
    .where(schema.WAITING, _table.c.next_at > bindparam("after"))
    .order_by(_table.c.next_at)
    .limit(1)
)
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
_since = _table.c.created_at > bindparam("since")
_theirs = (_table.c.person == bindparam("of"), _since, _table.c.kind.in_(bindparam("kinds", expanding=True)))
_count_since = select(func.count()).where(*_theirs)
_other = schema.inbox.alias()
_answers_in = (
    select(func.count())
    .join_from(_table, _other, _other.c.id == _table.c.about)
    .join(schema.inbox, schema.inbox.c.thread == _other.c.thread)
    .where(schema.inbox.c.id == bindparam("mail"), schema.inbox.c.thread != "", *_theirs)
)
_written_since = (
    select(_table.c.person, func.count())
    .where(_table.c.person.in_(bindparam("people", expanding=True)), _since)
    .where(_table.c.kind.not_in(bindparam("besides", expanding=True)))
    .group_by(_table.c.person)
)
_exists = select(_table.c.key).where(_table.c.key == bindparam("this"))


def post(tx: Tx, letter: Posted) -> bool:
    """Put a letter in, unless its key is there already: to be sent, or "refused" at once. True when it is new."""
    row = {
        "key": letter.key, "letter_id": letter.letter_id, "message_id": letter.message_id, "kind": letter.kind,
        "team": letter.team, "person": letter.person, "recipient": letter.recipient, "return_path": letter.return_path,
        "about": letter.about, "items": dump(letter.items), "raw": letter.raw, "created_at": letter.created_at,
        "expires": letter.expires, "state": letter.state, "next_at": letter.not_before, "attempts": 0,
        "event": letter.event, "reason": letter.reason,
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


def mark(
    tx: Tx,
    key: str,
    state: str,
    now: datetime,
    *,
    reason: str = "",
    again_at: datetime | None = None,
    sent_as: str = "",
) -> None:
    """What became of a letter that we hold: "sent", "refused", "unknown"; or, due at `again_at`, "queued" to be tried
    again or "sending" where it may have gone; to look up what may have gone long ago is no try. `sent_as`: the
    Message-ID it went under, where it is another."""
    sent = now if state == "sent" else None
    values = {"this": key, "to": state, "next": again_at or now, "why": reason, "sent": sent, "as": sent_as}
    tx.execute(_mark, values)


def keep_draft(tx: Tx, key: str, draft: str) -> None:
    """What the server calls a letter of ours that lies there unsent."""
    tx.execute(_keep_draft, {"this": key, "called": draft})


def answer_in_calendar(tx: Tx, about: str, event: str, now: datetime) -> None:
    """The iTIP answers about something that still wait are given in our own calendar, at once."""
    waiting = (_table.c.about == about, _table.c.kind == ITIP, _table.c.state == "queued")
    tx.execute(update(_table).where(*waiting).values(event=event, next_at=now))


def answers_no_more(tx: Tx, about: str, now: datetime) -> None:
    """The iTIP answers about something that is called off are not given where they still wait for our calendar."""
    waiting = (_table.c.about == about, _table.c.kind == ITIP, _table.c.state == "queued", _table.c.next_at > now)
    tx.execute(update(_table).where(*waiting).values(state="refused", reason="it was called off before the answer"))


def send_no_more(tx: Tx, recipient: str, reason: str) -> None:
    """What still waits for this address is not sent; what may be on its way is left to its sender."""
    waiting = (_table.c.recipient == recipient, schema.WAITING, _table.c.state == "queued")
    tx.execute(update(_table).where(*waiting).values(state="refused", reason=reason))


def last_outcomes(tx: Tx, person: str, recipient: str, most: int) -> tuple[str, ...]:
    """What became of the newest letters to a person's address that are out of our hands: "sent" or "refused"."""
    query = select(_table.c.state).where(
        _table.c.person == person, _table.c.recipient == recipient, _table.c.state.in_(("sent", "refused"))
    )
    return tuple(tx.execute(query.order_by(_table.c.created_at.desc(), _table.c.key).limit(most)).scalars())


def doubt_waiting(tx: Tx, now: datetime) -> None:
    """All letters that wait may have gone: they are looked up from now on."""
    tx.execute(update(_table).where(schema.WAITING).values(state="sending", reason=IN_DOUBT))
    tx.execute(update(_table).where(schema.WAITING, _table.c.next_at < now).values(next_at=now))


def doubt_written(tx: Tx, now: datetime) -> None:
    """The letters that were written at this instant may have gone."""
    written = (schema.WAITING, _table.c.state == "queued", _table.c.created_at == now)
    tx.execute(update(_table).where(*written).values(state="sending", reason=IN_DOUBT))


def release(tx: Tx, keys: Sequence[str], now: datetime) -> tuple[str, ...]:
    """Let held letters go; all of them where no key is given. Returns which they were."""
    return _no_longer_held(tx, keys, state="queued", next_at=now, reason="", attempts=0)


def let_go(tx: Tx, keys: Sequence[str]) -> tuple[str, ...]:
    """Held letters that are not to be sent; all of them where no key is given. Returns which they were."""
    return _no_longer_held(tx, keys, state="unknown")


def _no_longer_held(tx: Tx, keys: Sequence[str], **values: object) -> tuple[str, ...]:
    held = _table.c.state == "held"
    chosen = held & _table.c.key.in_(keys) if keys else held
    return tuple(tx.execute(update(_table).where(chosen).values(**values).returning(_table.c.key)).scalars())


def by_letter_id(tx: Tx, letter_id: str) -> tuple[Posted, ...]:
    return tuple(_posted(row) for row in tx.execute(_by_letter_id, {"this": letter_id}))


def by_message_ids(tx: Tx, message_ids: Sequence[str]) -> tuple[Posted, ...]:
    """The letters of ours among these ids, in the order of the ids; by our own id or by the one they went under."""
    asked = [name for name in message_ids[:50] if name]
    if not asked:
        return ()
    rows = tx.execute(select(_table).where(_table.c.message_id.in_(asked) | _table.c.sent_as.in_(asked)))
    found = {name: _posted(row) for row in rows for name in (row.message_id, row.sent_as) if name}
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


def count_since(tx: Tx, person: str, kinds: Sequence[str], since: datetime) -> int:
    """How many letters of these kinds were written to a person."""
    return int(tx.execute(_count_since, {"of": person, "kinds": tuple(kinds), "since": since}).scalar_one())


def written_since(tx: Tx, people: Collection[str], besides: Collection[str], since: datetime) -> Counter[str]:
    """How many letters were written to each of these people, but for letters of some kinds."""
    asked = {"people": tuple(people), "besides": tuple(besides), "since": since}
    return Counter(dict(tx.execute(_written_since, asked).tuples().all()))


def answers_in(tx: Tx, person: str, mail: str, kinds: Sequence[str], since: datetime) -> int:
    """How many letters of these kinds a person got to mails of the conversation that a mail (its id) is of."""
    asked = {"mail": mail, "of": person, "kinds": tuple(kinds), "since": since}
    return int(tx.execute(_answers_in, asked).scalar_one())


def was_written(tx: Tx, person: str, kind: str, team: str, since: datetime) -> bool:
    """Whether a letter of this kind was written for a person about a team since an instant."""
    of_theirs = (_table.c.person == person, _table.c.kind == kind, _table.c.team == team)
    return tx.execute(select(_table.c.key).where(*of_theirs, _table.c.created_at >= since).limit(1)).first() is not None


def last_written(tx: Tx, person: str, kind: str) -> datetime | None:
    """When the last letter of a kind was written to a person."""
    return tx.execute(_last_written, {"of": person, "this": kind}).scalar()


def last_about(tx: Tx, about: str, kind: str, most: int) -> tuple[bytes, ...]:
    """The newest letters of a kind about something, as they went out."""
    return tuple(tx.execute(_last_about, {"this": about, "of": kind, "most": most}).scalars())


def withhold(tx: Tx, person: str, reason: str) -> None:
    """What still waits for a person does not go out."""
    waiting = (_table.c.person == person, _table.c.state == "queued")
    tx.execute(update(_table).where(*waiting).values(state="refused", reason=reason))


def overtaken(tx: Tx, about: str, person: str, keys: Iterable[str]) -> None:
    """Letters about something that still wait for a person, and whose key begins so, would say what is over by now."""
    those = or_(*(_table.c.key.startswith(begin, autoescape=True) for begin in keys))
    waiting = (_table.c.about == about, _table.c.person == person, _table.c.state == "queued", those)
    tx.execute(update(_table).where(*waiting).values(state="refused", reason="a newer letter tells how it ended"))


def next_instant(tx: Tx, after: datetime = schema.FIRST) -> datetime | None:
    """When the next letter may go, of those that wait for a later instant than this."""
    return tx.execute(_next_instant, {"after": after}).scalar()


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
        reason=row.reason,
        draft=row.draft,
        event=row.event,
    )


def returned(tx: Tx, key: str, reason: str) -> None:
    """A letter came back for good (RFC 3464)."""
    tx.execute(update(_table).where(_table.c.key == key).values(state="refused", reason=f"came back: {reason}"))

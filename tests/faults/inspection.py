"""After a campaign: is everything that came in the ledger once, everything that was owed at its reader's once, and do
the books agree? It looks at the ledger with SQL and at what the other side took, and believes no state of ours alone.

    found = inspect(tx, came=[raw, …], taken=[(recipient, raw), …], now=now)
    assert found.is_clean
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from paceline.inbox.mail.identity import content_id
from paceline.ledger import Tx, facts, schema

SETTLED = ("settled", "held", "quarantined", "dropped")
OVER = ("sent", "refused", "unknown", "held")
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.MULTILINE | re.IGNORECASE)
ARRIVAL = re.compile(r"[0-9a-f]{64}")

Taken = tuple[str, bytes]
"""To whom, and the letter as it arrived."""


@dataclass
class Findings:
    lost: list[str] = field(default_factory=list)
    """Mails and letters that are nowhere."""
    twice: list[str] = field(default_factory=list)
    """Mails that counted twice, and letters that arrived twice."""
    wrong: list[str] = field(default_factory=list)
    """All else: what waits for ever, what nobody asked for, books that don't agree."""
    dropped: list[str] = field(default_factory=list)
    """Letters that were not repeated because they may have gone; the outbox calls them unknown."""

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.twice or self.wrong)


def inspect(tx: Tx, *, came: Iterable[bytes], taken: Iterable[Taken], now: datetime) -> Findings:
    """`came`: the mails that we said we have; `taken`: the letters that the other side has."""
    found = Findings()
    _look_at_mails(tx, found, {content_id(raw) for raw in came})
    _look_at_letters(tx, found, list(taken), now)
    found.wrong += _letters_without_reason(tx)
    found.twice += _facts_told_twice(tx)
    found.wrong += _books_that_differ(tx)
    return found


# --- mails -----------------------------------------------------------------------------------------------------------


def _look_at_mails(tx: Tx, found: Findings, came: set[str]) -> None:
    states: dict[str, str] = {row.id: row.state for row in tx.execute(select(schema.inbox.c["id", "state"]))}
    found.lost += [f"mail {name[:12]} is not in the inbox" for name in sorted(came - states.keys())]
    found.wrong += [f"mail {name[:12]} was brought by nobody" for name in sorted(states.keys() - came)]
    found.wrong += [f"mail {name[:12]} is {state}" for name, state in sorted(states.items()) if state not in SETTLED]


def _facts_told_twice(tx: Tx) -> Iterator[str]:
    """What one mail says is one fact about one thing. Facts that come of no mail have their instant instead."""
    said = schema.facts.c["message", "subject", "kind", "data", "author", "at"]
    query = select(*said, func.count().label("times")).group_by(*said).having(func.count() > 1)
    return (f"{row.kind} of {row.subject} is recorded {row.times} times" for row in tx.execute(query))


# --- letters ---------------------------------------------------------------------------------------------------------


def _look_at_letters(tx: Tx, found: Findings, taken: list[Taken], now: datetime) -> None:
    letters = {(row.recipient.lower(), row.message_id): row for row in tx.execute(select(schema.letters))}
    arrived = Counter((recipient.lower(), _message_id(raw)) for recipient, raw in taken)
    for address, times in arrived.items():
        if address not in letters:
            found.wrong.append(f"{address[1]} to {address[0]} was never written")
        elif times > 1:
            found.twice.append(f"{letters[address].key} arrived {times} times")
    for address, letter in letters.items():
        found.wrong += _ends(letter, now)
        if letter.state == "sent" and address not in arrived and not letter.event:
            found.lost.append(f"{letter.key} is sent and did not arrive")
        if letter.state == "unknown" and address not in arrived:
            found.dropped.append(letter.key)
    found.wrong += _changed_on_the_way(letters, taken)


def _ends(letter: Any, now: datetime) -> Iterator[str]:
    if letter.state not in OVER and (letter.state == "sending" or letter.next_at <= now):
        yield f"{letter.key} is {letter.state} for ever"


def _changed_on_the_way(letters: dict[tuple[str, str], Any], taken: list[Taken]) -> Iterator[str]:
    for recipient, raw in taken:
        letter = letters.get((recipient.lower(), _message_id(raw)))
        if letter and _lines(letter.raw) != _lines(raw):
            yield f"{letter.key} arrived as another than was written"


def _lines(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").rstrip(b"\n")


def _message_id(raw: bytes) -> str:
    found = MESSAGE_ID.search(raw)
    return found[1].decode() if found else ""


def _letters_without_reason(tx: Tx) -> Iterator[str]:
    """What answers a mail answers one that came; what is about a review's day is about a review we know."""
    mails = set(tx.execute(select(schema.inbox.c.id)).scalars())
    cadences = set(tx.execute(select(schema.cadences.c.id)).scalars())
    for letter in tx.execute(select(schema.letters.c["key", "about"])):
        about, _, day = letter.about.partition("/")
        if ARRIVAL.fullmatch(letter.about) and letter.about not in mails:
            yield f"{letter.key} answers a mail that never came"
        elif re.fullmatch(r"\d{8}T\d{6}Z", day) and about not in cadences:
            yield f"{letter.key} is about a review that is not there"


# --- books -----------------------------------------------------------------------------------------------------------


def _books_that_differ(tx: Tx) -> Iterator[str]:
    """The tables that are derived say what deriving them anew says. The transaction is left as it was found."""
    before = _derived(tx)
    with tx.begin_nested() as trial:
        facts.rebuild(tx)
        after = _derived(tx)
        trial.rollback()
    for row in sorted(before ^ after):
        yield f"{row} is {'only in the books' if row in before else 'missing in the books'}"
    if tx.dialect.name == "sqlite":
        answer = tx.exec_driver_sql("PRAGMA integrity_check").scalar()
        if answer != "ok":
            yield f"the file is broken: {answer}"


def _derived(tx: Tx) -> set[tuple[str, ...]]:
    items = tx.execute(select(schema.open_items))
    words = tx.execute(select(schema.searched.c["subject", "team", "seq"]))
    return {("item", *map(str, row)) for row in items} | {("found by", *map(str, row)) for row in words}

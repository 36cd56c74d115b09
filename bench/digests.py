"""A digest at 10,000 to 1,000,000 facts: it costs the same at every size: `python -m bench.digests`.

One team of ten, a ledger with so many older facts of theirs, and a round that everybody answered: the digest of that
round is gathered, composed for each reader, rendered and put into the outbox, and then all of it is taken back. Beside
it, the same digest in a ledger that holds nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from bench.mails_in import replies
from bench.measure import Figure, Size, best, run
from bench.world import INVITED, World, world

from paceline import flow
from paceline.clerks import digests as clerk
from paceline.clerks.desk import Desk
from paceline.ledger import moments
from paceline.ledger.moments import Moment
from paceline.ledger.schema import LAYOUT

SIZES = (10_000, 100_000, 1_000_000)
FLAT = 1.5

_COMMITMENT = (
    '{"owner":"p%dt0","what":"what was promised and kept long ago","due":"2026-01-05","done_when":"","needed_by":[],'
    '"occurrence":"","due_assumed":false}'
)


def measure(_size: Size) -> Iterator[Figure]:
    alone = 0.0
    for older in (0, *SIZES):
        with world(teams=1) as built:
            remember(built, older)
            taken = best(partial(write, built, the_digest(built)))
            alone = alone or taken
            what = f"ten digests, {older:,} older facts"
            beside, most = (f"without them: {alone * 1000:,.1f} ms", FLAT) if older else ("", None)
            yield Figure(what, f"{taken * 1000:,.1f} ms", beside, taken / alone if older else None, at_most=most)


def remember(built: World, many: int) -> None:
    """Commitments of the team that were made and kept: two facts each."""
    at = INVITED.replace(month=1).strftime(LAYOUT)
    commitments = many // 2
    with sqlite3.connect(str(built.service.ledger.url.database)) as ledger:
        ledger.executemany(
            "INSERT INTO facts (team, subject, kind, data, at, author, message) VALUES ('t0', ?, ?, ?, ?, ?, '')",
            (
                (f"C{n}", kind, data, at, f"p{n % 10}t0")
                for n in range(1, commitments + 1)
                for kind, data in (("Promised", _COMMITMENT % (n % 10)), ("Kept", '{"note":""}'))
            ),
        )
        ledger.execute("INSERT INTO counters (prefix, last) VALUES ('C', ?)", (commitments,))
    ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()


def the_digest(built: World) -> Moment:
    """The round is played up to its digest: asked, answered by everybody, nothing sent yet."""
    for raw in replies(built):
        built.tray.bring(raw)
    flow.receive(built.service, built.tray)
    with built.service.ledger.begin() as tx:
        found = next(each for each in moments.listing(tx) if each.kind == "digest")
    built.pass_time(found.at - timedelta(minutes=1))
    built.clock.instant = found.at
    return found


def write(built: World, digest: Moment) -> None:
    with built.service.ledger.engine.connect() as tx:
        clerk.send(Desk(built.config, tx, built.clock.now()), digest)
        tx.rollback()


if __name__ == "__main__":
    run(measure, __doc__)

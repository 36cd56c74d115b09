"""Mails in: replies of 5 to 17 kB through the whole `receive`, each durably committed: `python -m bench.mails_in`.

From a maildir into the inbox, read, aligned with the letter that is answered, decided, recorded, and answered with a
receipt in the outbox. Beside it, on the same disk and in the same run: a bare parse (the standard library's quick
parser, the text part decoded) and commit of the same mails, and Roundup's mail gateway.
"""

from __future__ import annotations

import email
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

from bench.measure import Figure, Size, against, peer, run, seconds
from bench.replies import answered, reply
from bench.world import ANSWERED, ASKED, World, world

from paceline import flow
from paceline.ledger import inbox
from paceline_connectors import maildir

AT_ONCE = 200
"""Mails whose time is taken together: ours and the bare ones take turns."""


def measure(size: Size) -> Iterator[Figure]:
    with world(teams=size.of(100, 200)) as built:
        mails = replies(built)
        yield Figure(f"replies, {min(map(len, mails))} to {max(map(len, mails))} octets", f"{len(mails):,}")
        ours, bare = rates(built, mails)
        yield against("receive", ours, "/s", "bare parse and commit", bare, at_least=0.5)
        yield against("receive", ours, "/s", "Roundup's mail gateway", roundup(built.folder, mails), at_least=10)


def replies(built: World) -> list[bytes]:
    """Everybody's answer to the envelope that asked for their update."""
    built.invite_everybody()
    built.pass_time(ASKED)
    letters = [raw for _, raw in built.tray.letters if b": your update for" in raw]
    built.clock.instant = ANSWERED
    return [reply(answered(raw), number) for number, raw in enumerate(letters)]


def rates(built: World, mails: Sequence[bytes]) -> tuple[float, float]:
    """Mails a second: ours, and the bare ones."""
    box = maildir.mailbox({"path": str(built.folder / "in"), "keep": False})
    ours, bare = [], []
    with closing(bare_ledger(built.folder / "bare.db")) as ledger:
        for start in range(0, len(mails), AT_ONCE):
            some = mails[start : start + AT_ONCE]
            file(built.folder / "in", some, start)
            ours.append(seconds(partial(flow.receive, built.service, box)) / len(some))
            bare.append(seconds(partial(parse_and_commit, ledger, some, start)) / len(some))
    with built.service.ledger.begin() as tx:
        unsettled = {state: count for state, count in inbox.counts(tx).items() if state != "settled"}
    if unsettled:
        print(f"  not all mails were settled: {unsettled}")
    return 1 / median(ours), 1 / median(bare)


def file(path: Path, mails: Sequence[bytes], start: int) -> None:
    """As a mail server would have put them there."""
    for folder in ("tmp", "new", "cur"):
        (path / folder).mkdir(parents=True, exist_ok=True)
    for number, raw in enumerate(mails, start):
        (path / "new" / f"1795773000.M{number:06}.bench").write_bytes(raw)


def bare_ledger(path: Path) -> sqlite3.Connection:
    ledger = sqlite3.connect(path, isolation_level=None)
    ledger.execute("PRAGMA journal_mode=WAL")
    ledger.execute("PRAGMA synchronous=FULL")
    ledger.execute("CREATE TABLE mails (id INTEGER PRIMARY KEY, about TEXT, said TEXT, raw BLOB)")
    return ledger


def parse_and_commit(ledger: sqlite3.Connection, mails: Sequence[bytes], start: int) -> None:
    for number, raw in enumerate(mails, start):
        parsed = email.message_from_bytes(raw)
        part = next(each for each in parsed.walk() if each.get_content_type() == "text/plain")
        said = part.get_payload(decode=True)
        assert isinstance(said, bytes)
        ledger.execute("BEGIN IMMEDIATE")
        row = (number, parsed["In-Reply-To"], said.decode("utf-8", "replace"), raw)
        ledger.execute("INSERT INTO mails VALUES (?, ?, ?, ?)", row)
        ledger.execute("COMMIT")


def roundup(folder: Path, mails: Sequence[bytes]) -> float | str:
    given = folder / "for-the-peer"
    given.mkdir()
    for number, raw in enumerate(mails):
        (given / f"{number:06}.eml").write_bytes(raw)
    return peer("roundup_gateway.py", str(given))


if __name__ == "__main__":
    run(measure, __doc__)

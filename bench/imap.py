"""A full mailbox at a Dovecot taken in by IMAP, each mail durably stored and moved away: `python -m bench.imap`.

Through `flow.store`: fetched, committed to the ledger, and moved to the folder of settled mails. Beside it, from the
same server in the same run: IMAPClient fetching the same mails in the same portions, and doing nothing with them.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.measure import Figure, Size, against, run
from bench.world import world

from paceline import flow

sys.path.append(str(Path(__file__).parent.parent / "tests"))

import mail_servers
from _pytest.outcomes import OutcomeException
from mail_servers import LARGE, PASSWORD, Dovecot

MAILS = 10_000
AT_ONCE = 200
OCTETS = (5_000, 17_000)


def measure(size: Size) -> Iterator[Figure]:
    try:
        dovecot = mail_servers.dovecot()
    except OutcomeException as absent:
        yield Figure("mails taken in by IMAP", "", str(absent), None, at_least=0.5)
        return
    fill(dovecot)
    with closing(dovecot.login(LARGE)) as client:
        fetch_plainly(client)  # the server writes its index down
        plain = fetch_plainly(client)
    ours, growth = take_in(dovecot)
    yield Figure(f"mails, {OCTETS[0]:,} to {OCTETS[1]:,} octets", f"{MAILS:,}")
    yield against("taken in by IMAP", ours, "/s", "IMAPClient, fetched only", plain, at_least=0.5)
    yield Figure("memory at the end", f"{growth[1]:,.0f} MB", f"after 1,000 mails: {growth[0]:,.0f} MB",
                 growth[1] / growth[0], at_most=1.1)  # fmt: skip


def fill(dovecot: Dovecot) -> None:
    for start in range(0, MAILS, AT_ONCE):
        dovecot.put(LARGE, *map(mail, range(start, start + AT_ONCE)))


def mail(number: int) -> bytes:
    words = f"line {number} of an ordinary mail, as people write them, with some more words in it\r\n"
    wanted = OCTETS[0] + number * 7919 % (OCTETS[1] - OCTETS[0])
    head = f"From: ana@acme.example\r\nMessage-ID: <{number}@acme.example>\r\nSubject: mail {number}\r\n\r\n"
    return (head + words * ((wanted - len(head)) // len(words) + 1)).encode()


def fetch_plainly(client: Any) -> float:
    """Mails a second."""
    start = perf_counter()
    client.select_folder("INBOX", readonly=True)
    uids = client.search()
    count = sum(len(client.fetch(uids[at : at + AT_ONCE], ["BODY.PEEK[]"])) for at in range(0, len(uids), AT_ONCE))
    assert count == MAILS
    return count / (perf_counter() - start)


def take_in(dovecot: Dovecot) -> tuple[float, tuple[float, float]]:
    """Mails a second, and the largest memory after the first thousand and at the end, in MB."""
    from paceline_connectors import imap

    there = {"host": "127.0.0.1", "port": dovecot.imap, "security": "none"}
    box = imap.mailbox({**there, "username": LARGE, "password": PASSWORD})
    with world(teams=1) as built, closing(box):
        start, count, early = perf_counter(), 0, 0.0
        while some := flow.store(built.service, box):
            count += some
            if count == 1_000:
                early = largest()
        took = perf_counter() - start
    assert count == MAILS
    return count / took, (early, largest())


def largest() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    run(measure, __doc__)

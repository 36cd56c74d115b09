"""Letters out: planned, rendered, put into the durable outbox, sent by SMTP to a sink: `python -m bench.letters_out`.

Beside it in the same run: Django's `send_mail` in a loop, of the same letters, ready as they are. Over a round trip of
20 ms what counts is how many connections are open at once: one, and eight (`paceline run --workers 8`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench.measure import Figure, Size, against, peer, run, seconds
from bench.replies import answered
from bench.sink import sink
from bench.world import ASKED, World, world

from paceline import flow
from paceline.ledger import outbox
from paceline_connectors import smtp

ROUND_TRIP = 0.020
CONNECTIONS = 8


def measure(size: Size) -> Iterator[Figure]:
    with world(teams=size.of(60, 200)) as built, sink() as port:
        planned, delivered, count = plan_and_deliver(built, port)
        yield Figure(f"{count:,} envelopes planned into the outbox", f"{count / planned:,.0f}/s")
        yield Figure("  delivered from it", f"{count / delivered:,.0f}/s")
        theirs = django(built.folder, letters(built), port)
        yield against(
            "planned and delivered", count / (planned + delivered), "/s", "Django's send_mail", theirs, at_least=1.5
        )
        yield against("  delivered alone", count / delivered, "/s", "Django's send_mail", theirs)
    with sink(ROUND_TRIP) as port:
        one = over_the_line(port, teams=4, connections=1)
        several = over_the_line(port, teams=16, connections=CONNECTIONS)
        what = f"20 ms away, {CONNECTIONS} connections"
        yield against(what, several, "/s", "one connection", one, at_least=CONNECTIONS / 2)


def plan_and_deliver(built: World, port: int) -> tuple[float, float, int]:
    """The seconds for the envelopes of everybody, and how many they are."""
    prepare(built, plan=False)
    planned = seconds(partial(flow.plan, built.service))
    transport = smtp.transport(_settings(port))
    count = 0

    def deliver() -> None:
        nonlocal count
        count = flow.deliver(built.service, transport)

    delivered = seconds(deliver)
    transport.close()
    return planned, delivered, count


def prepare(built: World, *, plan: bool = True) -> None:
    """Everybody is invited, and it is the hour of the envelopes."""
    built.invite_everybody()
    built.pass_time(ASKED - timedelta(minutes=1))
    built.clock.instant = ASKED
    if plan:
        flow.plan(built.service)


def letters(built: World) -> Sequence[dict[str, str]]:
    with built.service.ledger.begin() as tx:
        found = [each for each in outbox.everything(tx) if each.kind == "envelope"]
    read = ((answered(each.raw), each.recipient) for each in found)
    return [{"subject": it.subject, "text": it.text, "html": it.html, "to": to} for it, to in read]


def django(folder: Path, ready: Sequence[dict[str, str]], port: int) -> float | str:
    given = folder / "for-the-peer"
    given.mkdir()
    for number, letter in enumerate(ready):
        (given / f"{number:06}.json").write_text(json.dumps(letter))
    return peer("django_mail.py", str(port), str(given))


def over_the_line(port: int, teams: int, connections: int) -> float:
    """Letters a second, sent by so many workers at once: each a thread with a ledger and a connection of its own."""
    with world(teams) as built, ThreadPoolExecutor(connections) as threads:
        prepare(built)
        sent = 0

        def work(_: int) -> int:
            service, transport = built.opened(), smtp.transport(_settings(port))
            try:
                return flow.deliver(service, transport)
            finally:
                transport.close()
                service.ledger.close()

        def all_at_once() -> None:
            nonlocal sent
            sent = sum(threads.map(work, range(connections)))

        taken = seconds(all_at_once)
        return sent / taken


def _settings(port: int) -> dict[str, object]:
    return {"host": "127.0.0.1", "port": port, "security": "none"}


if __name__ == "__main__":
    run(measure, __doc__)

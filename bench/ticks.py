"""A tick at 1,000 to 1,000,000 waiting moments: it costs the same at every size: `python -m bench.ticks`.

An empty tick looks for what is due in the ledger and finds nothing; beside it the same look by bare sqlite3. A busy
tick takes out 100 moments that have come, each in a transaction of its own (nothing else is done: their occasion is
gone). Beside the stored moments stands what others do: every rule is expanded at every tick, here by dateutil.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from bench.measure import Figure, Size, best, run, seconds
from bench.world import INVITED, World, world

from paceline import flow
from paceline.ledger import moments
from paceline.ledger.moments import Moment
from paceline.ledger.schema import LAYOUT

SIZES = (1_000, 10_000, 100_000, 1_000_000)
DUE = 100
RULES = 1_000
LOOKS = 200
FLAT = 1.5
"""Times the figure of the smallest size that still counts as the same."""


def measure(_size: Size) -> Iterator[Figure]:
    empty, busy = {}, {}
    with world(teams=1) as built:
        waiting = 0
        for many in SIZES:
            wait(built, waiting, many)
            waiting = many
            empty[many] = best(partial(look, built), 5) / LOOKS
            busy[many] = tick(built)
            bare = best(partial(bare_look, built), 5) / LOOKS
            yield Figure(
                f"empty tick, {many:,} waiting", micro(empty[many]), f"bare sqlite3: {micro(bare)}", empty[many] / bare
            )
    few, most = min(empty), max(empty)
    growth = f"from {few:,} to {most:,} waiting"
    yield Figure("empty tick, growth", "", growth, empty[most] / empty[few], at_most=FLAT)
    for many, taken in busy.items():
        yield Figure(f"{DUE} due of {many:,}, each committed", f"{taken * 1000:,.1f} ms")
    yield Figure("busy tick, growth", "", growth, busy[most] / busy[few], at_most=FLAT)
    expanded = seconds(expand_rules)
    beside = f"expanding {RULES:,} rules (dateutil): {expanded * 1000:,.0f} ms"
    yield Figure(f"empty tick, {few:,} waiting", micro(empty[few]), beside)


def wait(built: World, there: int, wanted: int) -> None:
    """Moments that come in a year, one a minute."""
    first = INVITED + timedelta(days=365)
    with sqlite3.connect(str(built.service.ledger.url.database)) as ledger:
        ledger.executemany(
            "INSERT INTO moments (key, at, kind, team, subject, person, cadence) "
            "VALUES (?, ?, 'due', 't0', 'C1', '', '')",
            ((f"due/x{n}", (first + timedelta(minutes=n)).strftime(LAYOUT)) for n in range(there, wanted)),
        )
    ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()


def look(built: World) -> None:
    for _ in range(LOOKS):
        flow.plan(built.service)


def bare_look(built: World) -> None:
    now = built.clock.now().strftime(LAYOUT)
    ledger = sqlite3.connect(str(built.service.ledger.url.database), isolation_level=None)
    for _ in range(LOOKS):
        ledger.execute("BEGIN IMMEDIATE")
        ledger.execute("SELECT * FROM moments WHERE at <= ? ORDER BY at, key LIMIT 10", (now,)).fetchall()
        ledger.execute("COMMIT")
    ledger.close()


def tick(built: World) -> float:
    """Seconds for moments that come, the best of seven times; their commitments are no more, and nothing follows."""
    taken = []
    for _ in range(7):
        with built.service.ledger.begin() as tx:
            for number in range(DUE):
                moments.put(tx, Moment(f"due/gone{number}", built.clock.now(), "due", "t0", f"C9{number}"))
        taken.append(seconds(partial(flow.plan, built.service)))
    return min(taken)


def expand_rules() -> list[datetime | None]:
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    start = datetime(2024, 1, 1, 10)
    now = INVITED.replace(tzinfo=None)
    rules = (rrulestr(f"FREQ=WEEKLY;INTERVAL={1 + n % 2}", dtstart=start + timedelta(days=n % 7)) for n in range(RULES))
    return [rule.after(now) for rule in rules]


def micro(taken: float) -> str:
    return f"{taken * 1_000_000:,.0f} µs"


if __name__ == "__main__":
    run(measure, __doc__)

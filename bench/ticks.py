"""A tick over 1,000 to 1,000,000 cadences: it touches only what is due: `python -m bench.ticks [--full]`.

Each cadence is a whole one in the ledger, with its series and the moment at which its next round begins. An empty tick
looks for what is due and finds nothing; beside it the same look by bare sqlite3. A busy tick takes out 100 moments that
have come, each in a transaction of its own (nothing else is done: their occasion is gone). A tick with rounds opens
those of five cadences of ten people: 50 asks with their moments. Beside it stands what others do: every rule is
expanded at every tick, here by dateutil. The usual run goes to 100,000.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bench.measure import Figure, Size, best, run, seconds
from bench.world import INVITED, World, world

from paceline import flow
from paceline.domain.cadence import cadence_id
from paceline.ledger import moments
from paceline.ledger.moments import Moment
from paceline.ledger.schema import LAYOUT

SIZES = (1_000, 10_000, 100_000)
LARGEST = 1_000_000
DUE = 100
ROUNDS = 5
RULES = 1_000
LOOKS = 200
TIMES = 3
"""How often rounds are opened at each size; the fastest counts."""
FLAT = 1.5
"""Times the figure of the smallest size that still counts as the same."""


def measure(size: Size) -> Iterator[Figure]:
    sizes = (*SIZES, LARGEST) if size.full else SIZES
    empty, busy, opened = {}, {}, {}
    with world(teams=ROUNDS * TIMES * len(sizes)) as built:
        built.invite_everybody()
        there = 0
        for number, many in enumerate(sizes):
            add(built, there, many)
            there = many
            empty[many] = best(partial(look, built), 5) / LOOKS
            busy[many] = tick(built)
            opened[many] = min(open_rounds(built, number * TIMES + time) for time in range(TIMES))
            bare = best(partial(bare_look, built), 5) / LOOKS
            yield Figure(
                f"empty tick, {many:,} cadences", micro(empty[many]), f"bare sqlite3: {micro(bare)}", empty[many] / bare
            )
    few, most = min(empty), max(empty)
    growth = f"from {few:,} to {most:,} cadences"
    yield Figure("empty tick, growth", "", growth, empty[most] / empty[few], at_most=FLAT)
    for many, taken in busy.items():
        yield Figure(f"{DUE} due of {many:,}, each committed", milli(taken))
    yield Figure("busy tick, growth", "", growth, busy[most] / busy[few], at_most=FLAT)
    for many, taken in opened.items():
        yield Figure(f"{ROUNDS} rounds open, {many:,} cadences", milli(taken))
    yield Figure("rounds, growth", "", growth, opened[most] / opened[few], at_most=FLAT)
    expanded = seconds(expand_rules)
    beside = f"expanding {RULES:,} rules (dateutil): {expanded * 1000:,.0f} ms"
    yield Figure(f"empty tick, {few:,} cadences", micro(empty[few]), beside)


def add(built: World, there: int, wanted: int) -> None:
    """Cadences whose next round begins in a year, one a minute: copies of one that was invited to."""
    first = INVITED + timedelta(days=365)
    with sqlite3.connect(str(built.service.ledger.url.database)) as ledger:
        names = [row[1] for row in ledger.execute("PRAGMA table_info(cadences)")]
        row = dict(zip(names, ledger.execute("SELECT * FROM cadences LIMIT 1").fetchone(), strict=True))
        uid = json.loads(row["data"])["uid"]
        columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        ledger.executemany(
            f"INSERT INTO cadences ({columns}) VALUES ({values})", (copied(row, uid, n) for n in range(there, wanted))
        )
        ledger.executemany(
            "INSERT INTO moments (key, at, kind, team, subject, person, cadence) "
            "VALUES ('round/' || ?, ?, 'round', ?, ?, '', ?)",
            (waiting(cadence_id(f"copy-{n}"), n, first + timedelta(minutes=n)) for n in range(there, wanted)),
        )
    ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()
    os.sync()  # or the disk is still busy with them when the first commit is measured


def copied(row: dict[str, str], uid: str, number: int) -> dict[str, str]:
    own = row["data"].replace(uid, f"copy-{number}")
    return row | {"id": cadence_id(f"copy-{number}"), "team": f"copies-{number % 10_000}", "data": own}


def waiting(cadence: str, number: int, at: datetime) -> tuple[str, ...]:
    return cadence, at.strftime(LAYOUT), f"copies-{number % 10_000}", f"{cadence}/{at:%Y%m%dT%H%M%SZ}", cadence


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


def open_rounds(built: World, portion: int) -> float:
    """Seconds for the rounds of some teams' cadences, whose time is set to have come."""
    with built.service.ledger.begin() as tx:
        mine = {f"t{portion * ROUNDS + number}" for number in range(ROUNDS)}
        for moment in moments.listing(tx, most=10_000):
            if moment.kind == "round" and moment.team in mine:
                moments.put(tx, replace(moment, at=built.clock.now()))
    return seconds(partial(flow.plan, built.service))


def expand_rules() -> list[datetime | None]:
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    start = datetime(2024, 1, 1, 10)
    now = INVITED.replace(tzinfo=None)
    rules = (rrulestr(f"FREQ=WEEKLY;INTERVAL={1 + n % 2}", dtstart=start + timedelta(days=n % 7)) for n in range(RULES))
    return [rule.after(now) for rule in rules]


def micro(taken: float) -> str:
    return f"{taken * 1_000_000:,.0f} µs"


def milli(taken: float) -> str:
    return f"{taken * 1000:,.1f} ms"


if __name__ == "__main__":
    run(measure, __doc__)

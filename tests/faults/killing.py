"""The campaign of kills: people write, the service is killed again and again, and in the end all is looked at."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from faults import filing
from faults.filing import FilingSink
from faults.inspection import Findings, inspect
from faults.lives import ALL, Ahead, Lives
from faults.people import TEAM, Post, config, review
from main_job import free_port
from sqlalchemy import select

from paceline import app, flow
from paceline.ledger import Ledger, outbox, schema

FILES_WHAT_IT_SENDS = 'connector = "filing"\ntaken = "{taken}"'
TELLS_NOTHING = 'connector = "smtp"'
HELD = timedelta(minutes=3)
"""Longer than a letter stays in the hands of one who died."""

PATIENCE = 120.0
"""Seconds without a letter after which none is waited for."""


@dataclass(frozen=True)
class Shape:
    """`between`: for how long nobody lives after a kill. Where one process of several is killed the others live on.
    `apart`: mails are settled in a process of their own, which is killed as often as who started it."""

    kills: int
    mails: int
    people: int
    transport: str = FILES_WHAT_IT_SENDS
    storage: str = ""
    roles: Sequence[tuple[str, ...]] = (ALL,)
    between: timedelta = HELD
    apart: bool = False
    seed: int = 1


@dataclass(frozen=True)
class Seen:
    at_work: int
    """Kills while a mail waited to be taken or answered."""
    mails: int
    letters: int
    recorded: Counter[str]
    """The facts, by their kinds."""
    in_doubt: set[str]
    """Letters that more than one sender had in hand."""
    had_gone: int
    """Of these, the ones that were found among what was sent."""
    unanswered: list[str]
    answered_twice: list[str]
    found: Findings
    errors: set[str]
    """The kinds that the log tells of."""


def play(folder: Path, shape: Shape) -> Seen:
    taken, site = folder / "taken", folder / "site"
    taken.touch()
    filing.install(site)
    with FilingSink(taken=taken) as sink:
        sink.slow("DATA", 0.005)  # as servers are; what dies while it waits for an answer is what this is about
        sink.slow("DOT", 0.01)
        port = free_port()
        doors = {"listen": port, "sink": sink.port, "transport": shape.transport.format(taken=taken)}
        (folder / "paceline.toml").write_text(config(shape.people, storage=shape.storage, **doors))
        loaded = app.load_config(folder / "paceline.toml", {})
        app.prepare(loaded)
        lives = Lives(loaded.path, site, shape.roles, None if shape.apart else timedelta())
        with Post(port, sink, shape.people, shape.mails) as post:
            for team in range(shape.people // TEAM):
                post.write(review(team, shape.people, datetime.now(UTC) + timedelta(hours=2, minutes=10 * team)))
            at_work = _killed(lives, post, sink, shape)
            post.goes_on = False
            lives.begin()
            _wait_for_the_rest(post)
        ledger = Ledger(loaded.ledger.url)
        now = _to_the_end(lives, ledger)
        with ledger.begin() as tx:
            found = inspect(tx, came=post.came, taken=[(one.recipient, one.raw) for one in sink.mails], now=now)
            recorded = Counter(tx.execute(select(schema.facts.c.kind)).scalars())
            letters = tx.execute(select(schema.letters.c["key", "attempts", "reason"])).all()
        ledger.close()
    return Seen(
        at_work,
        mails=len(set(post.came)),
        letters=len(letters),
        recorded=recorded,
        in_doubt={one.key for one in letters if one.attempts > 1},
        had_gone=sum(one.reason.startswith("it had gone") for one in letters),
        unanswered=post.unanswered,
        answered_twice=post.answered_twice,
        found=found,
        errors=_errors((folder / "log.txt").read_text()),
    )


def _killed(lives: Lives, post: Post, sink: FilingSink, shape: Shape) -> int:
    """Lives of such lengths that the work lasts until the last kill. Returns how many ended in the middle of it."""
    dice = random.Random(shape.seed)
    at_work, lived, length = 0, 0.0, 0.5
    for left in range(shape.kills, 0, -1):
        lives.begin()
        life = dice.uniform(0, 2 * length)
        time.sleep(life)
        at_work += post.is_busy
        if not (shape.apart and dice.random() < 0.5 and lives.kill_settlers()):
            lives.kill(dice.randrange(len(shape.roles)))
            if len(shape.roles) == 1:
                _until(lambda: not sink.is_busy, 120)
        if lives.ahead is not None:
            lives.ahead += shape.between
        lived += life
        pace = lived / max(1, len(sink.mails))
        length = min(5.0, max(0.05, pace * (post.mails - len(sink.mails)) / left))
    return at_work


def _wait_for_the_rest(post: Post) -> None:
    """Until all is answered, or nothing comes any more: what is missing then is found missing."""
    news, since = len(post.sink.mails), time.monotonic()
    while not post.is_over and time.monotonic() - since < PATIENCE:
        if len(post.sink.mails) > news:
            news, since = len(post.sink.mails), time.monotonic()
        time.sleep(0.02)


def _to_the_end(lives: Lives, ledger: Ledger) -> datetime:
    """What is in doubt is settled when its sender must be dead. Returns up to when all that was due is done."""
    assert lives.stop() == [0] * len(lives.roles)
    lives.ahead = (lives.ahead or timedelta()) + 10 * HELD
    lives.begin()
    now = Ahead(lives.ahead).now()

    def is_done() -> bool:
        with ledger.look() as tx:
            upcoming = flow.next_instant(tx)
            return (upcoming is None or upcoming > now) and "sending" not in outbox.counts(tx)

    _until(is_done, 600)
    lives.kill()
    return now


def _errors(log: str) -> set[str]:
    """A traceback ends with a line that says of which kind it was."""
    return set(re.findall(r"Traceback:\n(?:  File .*\n)*  (\S+)", log))


def _until(so: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.02)

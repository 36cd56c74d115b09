"""huey rings the bell, nothing more: a task carries no truth, may be lost, and may be run twice."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from huey.api import Huey

from paceline import app, flow
from paceline.config import Config
from paceline.ledger import Ledger, alone
from paceline.ports import Clock

if TYPE_CHECKING:
    from paceline.feed_server import FeedServer

log = logging.getLogger(__name__)

SWEEP = timedelta(seconds=20)
"""How often everything is looked through for what a lost bell would have rung."""
AT_LEAST = timedelta(seconds=1)
"""Between two sweeps."""


def run(config: Config, *, roles: frozenset[str], workers: int = 1, clock: Clock | None = None) -> None:
    """Do this process's part ("listener", "scheduler", "worker", "feeds") until a signal ends it.

    SIGTERM and SIGINT let the work in hand end first: a task that is interrupted would be lost to huey.
    """
    with app.books(config) as ledger, alone(ledger):
        huey = queue(config)
    if "worker" in roles and config.feeds.folder:
        with app.books(config) as ledger:
            app.publish(flow.Service(config, ledger, clock or app.SystemClock()), anew=True)
    ringing = bells(huey, config, clock)
    porter = Porter(ringing, config, clock) if "listener" in roles else None
    listening = app.listener(config, porter.wake) if porter else None
    sweeper = Sweeper(ringing, config, clock) if "scheduler" in roles else None
    serving = _feed_server(config, clock) if "feeds" in roles and config.feeds.listen else None
    try:
        if serving:
            serving.start()
            log.warning("calendar feeds on %s port %s", *serving.address)
        if listening and porter:
            porter.start()
            listening.start()
            log.warning("listening on %s port %s", *listening.address)
        if sweeper:
            sweeper.start()
        if "worker" in roles:
            _consume(huey, workers)
        else:
            _wait_for_a_signal()
    finally:
        for part in (serving, listening, porter, sweeper):
            if part:
                part.stop()


def _feed_server(config: Config, clock: Clock | None) -> FeedServer:
    """Its modules are loaded where it is used only: they take memory."""
    from paceline.feed_server import FeedServer

    return FeedServer(config, clock)


def _consume(huey: Huey, workers: int) -> None:
    consumer = huey.create_consumer(
        workers=workers, periodic=False, max_delay=1.0, scheduler_interval=10, graceful_signal="TERM"
    )
    consumer.run()


def _wait_for_a_signal() -> None:
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    over.wait()


@dataclass(frozen=True, slots=True)
class Bells:
    """The tasks: each opens the office for its own thread."""

    receive: Callable[[], Any]
    plan: Callable[[], Any]
    deliver: Callable[[], Any]

    def ring_all(self) -> None:
        for bell in (self.receive, self.plan, self.deliver):
            bell()


def bells(huey: Huey, config: Config, clock: Clock | None = None) -> Bells:
    """The tasks, registered with this queue."""
    offices = _Offices(config, clock)

    @huey.task(name="receive")  # type: ignore[untyped-decorator]
    def receive() -> None:
        if offices.mine().receive():
            deliver()
            offices.mine().publish()

    @huey.task(name="plan")  # type: ignore[untyped-decorator]
    def plan() -> None:
        if offices.mine().plan():
            deliver()
        offices.mine().publish()

    @huey.task(name="deliver")  # type: ignore[untyped-decorator]
    def deliver() -> None:
        offices.mine().deliver()

    return Bells(receive, plan, deliver)


def queue(config: Config) -> Huey:
    """huey over the storage that the configuration names; it keeps no results."""
    url = config.queue.url
    if url.startswith("redis"):
        from huey import RedisHuey

        return RedisHuey("paceline", url=url, results=False)
    if url.startswith("postgresql"):
        from huey import PostgresHuey

        return PostgresHuey("paceline", dsn=url, results=False)
    from huey import SqliteHuey

    config.service.data.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("paceline", filename=str(config.service.data / "queue.db"), results=False, fsync=False)


class Porter(threading.Thread):
    """Carries what the listener has stored into the ledger, where any worker finds it, and rings for it."""

    def __init__(self, ringing: Bells, config: Config, clock: Clock | None = None) -> None:
        super().__init__(name="porter", daemon=True)
        self._ringing = ringing
        self._config = config
        self._clock = clock
        self._woken = threading.Event()
        self._over = False

    def run(self) -> None:
        with app.opened(self._config, self._clock) as office:
            while not self._over:
                try:
                    if office.store():
                        self._ringing.receive()
                except Exception:  # the ledger or the queue is away for now; the mail lies safe in the spool
                    log.exception("what the listener stored could not be carried on")
                self._woken.wait(SWEEP.total_seconds())
                self._woken.clear()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        self._over = True
        self.wake()
        if self.is_alive():
            self.join()


class Sweeper(threading.Thread):
    """Rings every bell when the next moment comes, and now and then for those that were lost."""

    def __init__(self, ringing: Bells, config: Config, clock: Clock | None = None) -> None:
        super().__init__(name="sweeper", daemon=True)
        self._ringing = ringing
        self._config = config
        self._clock = clock or app.SystemClock()
        self._over = threading.Event()

    def run(self) -> None:
        with app.books(self._config) as ledger:
            while not self._over.is_set():
                wait = SWEEP
                try:
                    self._ringing.ring_all()
                    wait = self._until_the_next(ledger)
                except Exception:  # the queue or the ledger is away for now; the next sweep rings again
                    log.exception("the bells could not be rung")
                self._over.wait(wait.total_seconds())

    def _until_the_next(self, ledger: Ledger) -> timedelta:
        """Until there is something to plan or deliver, within reason: what is due now has just been rung for."""
        with ledger.begin() as tx:
            upcoming = flow.next_instant(tx)
        if upcoming is None:
            return SWEEP
        return min(SWEEP, max(AT_LEAST, upcoming - self._clock.now()))

    def stop(self) -> None:
        self._over.set()


class _Offices(threading.local):
    """One open office for each worker thread: a SQLite connection belongs to the thread that opened it."""

    def __init__(self, config: Config, clock: Clock | None) -> None:
        self._config = config
        self._clock = clock
        self._open: app.Office | None = None
        self._doors = ExitStack()

    def mine(self) -> app.Office:
        if self._open is None:
            self._open = self._doors.enter_context(app.opened(self._config, self._clock))
        return self._open

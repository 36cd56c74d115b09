"""huey rings the bell, nothing more: a task carries no truth, may be lost, and may be run twice."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from huey.api import Huey

from paceline import app, flow, health
from paceline.config import Config
from paceline.health import Vitals
from paceline.hearing import SWEEP, Looker, Porter, Trouble
from paceline.ledger import Ledger, alone
from paceline.ports import Clock, ClockError, Watching
from paceline.queue import queue
from paceline.settler import SettlingError

if TYPE_CHECKING:
    from paceline.feed_server import FeedServer
    from paceline.health_server import HealthServer

log = logging.getLogger(__name__)

AT_LEAST = timedelta(seconds=1)
"""Between two sweeps."""
LOOKED_THROUGH = 100
"""Tasks in the queue, of those that nobody has begun."""


def run(config: Config, *, roles: frozenset[str], workers: int = 1, clock: Clock | None = None) -> None:
    """Do this process's part ("listener", "scheduler", "worker", "feeds") until a signal ends it.

    SIGTERM and SIGINT let the work in hand end first: a task that is interrupted would be lost to huey.
    """
    with app.books(config) as ledger, alone(ledger):
        huey = queue(config)
    if "worker" in roles and config.feeds.folder:
        with app.books(config) as ledger:
            app.publish(flow.Service(config, ledger, clock or app.SystemClock()), anew=True)
    keeper = app.timekeeper(clock)
    vitals = health.begun(keeper.now(), looks="worker" in roles)
    stopping = Stopping()
    ringing = bells(huey, config, keeper, vitals, stopping, apart=clock is None)
    opened = partial(app.opened, config, keeper)
    porter = Porter(ringing.receive, opened) if "listener" in roles else None
    listening = app.listener(config, porter.wake) if porter else None
    looker = Looker(ringing.receive, opened) if "worker" in roles and config.calendar else None
    sweeper = Sweeper(ringing, config, clock) if "scheduler" in roles else None
    serving = _feed_server(config, clock) if "feeds" in roles and config.feeds.listen else None
    telling = _health_server(config, clock, vitals) if "worker" in roles and config.metrics.listen else None
    try:
        if serving:
            serving.start()
            log.warning("calendar feeds on %s port %s", *serving.address)
        if porter and (listening or _watches(config)):
            porter.start()
        if listening:
            listening.start()
            log.warning("listening on %s port %s", *listening.address)
        for thread in (sweeper, looker, telling):
            if thread:
                thread.start()
        if "worker" in roles:
            _consume(huey, workers, vitals, stopping)
        else:
            _wait_for_a_signal()
    finally:
        for part in (serving, telling, listening, porter, sweeper, looker):
            if part:
                part.stop()


def _watches(config: Config) -> bool:
    """Whether the mailbox hears of new mail by itself."""
    mailbox = app.connector(config.mailbox).mailbox(config.mailbox.settings)
    try:
        return isinstance(mailbox, Watching)
    finally:
        mailbox.close()


def _feed_server(config: Config, clock: Clock | None) -> FeedServer:
    """Its modules are loaded where it is used only: they take memory."""
    from paceline.feed_server import FeedServer

    return FeedServer(config, clock)


def _health_server(config: Config, clock: Clock | None, vitals: Vitals) -> HealthServer | None:
    """None where another worker on this machine has the port: mail is not kept waiting for that."""
    from paceline.health_server import HealthServer

    try:
        return HealthServer(config, clock or app.SystemClock(), vitals)
    except OSError as error:
        log.warning("[metrics] listen: %s; nobody is told how this process is", error.strerror)
        return None


def _consume(huey: Huey, workers: int, vitals: Vitals, stopping: Stopping) -> None:
    consumer = huey.create_consumer(
        workers=workers, periodic=False, max_delay=1.0, scheduler_interval=10, graceful_signal="TERM"
    )
    stopping.asked = consumer.stop_flag.is_set
    vitals.workers = lambda: (sum(thread.is_alive() for _, thread in consumer.worker_threads), workers)
    consumer.run()


def _wait_for_a_signal() -> None:
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    over.wait()


@dataclass(slots=True)
class Stopping:
    """Whether this process was told to stop: then the letter, the mail or the moment in hand is the last one."""

    asked: Callable[[], bool] = lambda: False

    def goes_on(self) -> bool:
        return not self.asked()


@dataclass(frozen=True, slots=True)
class Bells:
    """The tasks: each opens the office for its own thread."""

    receive: Callable[[], Any]
    plan: Callable[[], Any]
    deliver: Callable[[], Any]
    rung: Callable[[], Collection[str]]
    """The names of the tasks that nobody has begun yet."""

    def ring_all(self) -> None:
        """Each that nobody has yet to hear: where no worker runs, a queue would fill that is of no use to anybody."""
        heard_soon = self.rung()
        for name, bell in (("receive", self.receive), ("plan", self.plan), ("deliver", self.deliver)):
            if name not in heard_soon:
                bell()


def bells(
    huey: Huey,
    config: Config,
    clock: Clock | None = None,
    vitals: Vitals | None = None,
    stopping: Stopping | None = None,
    *,
    apart: bool = False,
) -> Bells:
    """The tasks, registered with this queue. `apart`: mails are settled in processes of their own."""
    offices = _Offices(config, clock, stopping or Stopping(), apart=apart)
    trouble = Trouble("mailbox")
    seen = vitals or health.begun(app.now())

    def round_of(work: Callable[[app.Office], None]) -> None:
        """Where the clock can't be believed nothing is done; that was told."""
        mine = offices.mine()
        try:
            mine.check()
            seen.pauses("")
            work(mine)
        except ClockError as error:
            seen.pauses(str(error))

    def take_in(office: app.Office) -> None:
        _store(office, seen, trouble)
        try:
            settled = bool(office.settle())
        except SettlingError as error:  # the next sweep tries again
            log.error("%s", error)
            settled = True  # others may have been, before it
        if settled:
            deliver()
            office.publish()

    def do_what_is_due(office: app.Office) -> None:
        if office.plan():
            deliver()
        office.publish()

    def send(office: app.Office) -> None:
        if office.deliver():
            seen.saw("transport", app.now())

    @huey.task(name="receive")  # type: ignore[untyped-decorator]
    def receive() -> None:
        round_of(take_in)

    @huey.task(name="plan")  # type: ignore[untyped-decorator]
    def plan() -> None:
        round_of(do_what_is_due)

    @huey.task(name="deliver")  # type: ignore[untyped-decorator]
    def deliver() -> None:
        round_of(send)

    return Bells(receive, plan, deliver, lambda: {task.name for task in huey.pending(LOOKED_THROUGH)})


def _store(office: app.Office, seen: Vitals, trouble: Trouble) -> None:
    """Whatever the mailbox's trouble is: what lies in the inbox is not kept waiting."""
    try:
        office.store()
        seen.saw("mailbox", app.now())
        trouble.is_over()
    except ConnectionError as error:
        trouble.is_told(error)
    except Exception as error:
        if isinstance(error, ClockError) or office.service.ledger.is_busy(error):
            raise
        log.exception("what the mailbox holds could not be taken in")


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
        """Until there is something to plan or deliver, within reason. What has been due for longer than a sweep can't
        be done just now, and is rung for at the next one."""
        now = self._clock.now()
        with ledger.look() as tx:
            upcoming = flow.next_instant(tx, after=now - SWEEP)
        if upcoming is None:
            return SWEEP
        return min(SWEEP, max(AT_LEAST, upcoming - now))

    def stop(self) -> None:
        self._over.set()


class _Offices(threading.local):
    """One open office for each worker thread: a SQLite connection belongs to the thread that opened it."""

    def __init__(self, config: Config, clock: Clock | None, stopping: Stopping, *, apart: bool) -> None:
        self._config = config
        self._apart = apart
        self._clock = clock
        self._stopping = stopping
        self._open: app.Office | None = None
        self._doors = ExitStack()

    def mine(self) -> app.Office:
        if self._open is None:
            opened = app.opened(self._config, self._clock, self._stopping.goes_on, apart=self._apart)
            self._open = self._doors.enter_context(opened)
        return self._open

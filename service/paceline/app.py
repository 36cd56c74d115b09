"""The parts put together. The only module that reads the clock and loads connectors."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from paceline import chores, config, feed_files, flow, looking
from paceline.agenda.days import pin_tzdata
from paceline.config import Config, Door
from paceline.flow import Service
from paceline.ledger import Ledger
from paceline.ports import Bounded, Calendar, Clock, DeliveryError, Listener, Mailbox, Transport
from paceline.settler import Settler
from paceline.timekeeping import Timekeeper

log = logging.getLogger(__name__)

GROUP = "paceline.connectors"
LONGEST_SEND = 1200.0
"""Seconds that a letter may be in a sender's hands, unless its transport says: twice what a server may take to answer
(RFC 5321, 4.5.3.2.6)."""
LOOKS_IN_A_ROW = 50
"""Into a mailbox, after an outage say; then what came is settled first."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def timekeeper(clock: Clock | None = None) -> Timekeeper:
    """A clock, the system's unless another is given, held against one that counts on and is never set."""
    return Timekeeper(clock or SystemClock(), steady)


def steady() -> float:
    """Seconds that go on while the machine sleeps, where the system counts so."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class ConnectorError(Exception):
    """A connector that the configuration names can't be had, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Office:
    """The service with its doors open. It belongs to the thread that opened it."""

    service: Service
    mailbox: Mailbox
    transport: Transport
    calendar: Calendar | None = None
    keeper: Timekeeper | None = None
    settler: Settler | None = None

    def check(self) -> None:
        """Before a round of work. Raises ClockError where the clock can't be believed."""
        if self.keeper:
            self.keeper.check(self.service.ledger)
            if over := self.keeper.take_over():
                chores.tell_of_clock(self.service, over.since, over.until, over.why)

    def store(self) -> int:
        """Keep what the mailbox holds, and look again where one look gave as many as it may. Returns how many mails
        there were. Raises ConnectionError."""
        stored = 0
        for _ in range(LOOKS_IN_A_ROW):
            came = flow.store(self.service, self.mailbox)
            stored += came
            if came < flow.AT_ONCE or not self.service.goes_on():
                break
        return stored

    def receive(self) -> int:
        self.store()
        return self.settle()

    def settle(self) -> int:
        """Raises settler.SettlingError where that is done by a process of its own, and can't be done now."""
        return self.settler.settle(self.service) if self.settler else flow.settle(self.service)

    def plan(self) -> int:
        return flow.plan(self.service)

    def deliver(self) -> int:
        return flow.deliver(self.service, self.transport, self.mailbox, self.calendar)

    def look(self) -> int:
        """Read our own calendar and those that people share, and write ours, where there is one. Returns how many
        events said something new, or are new for others. Raises ConnectionError or DeliveryError."""
        return looking.look(self.service, self.calendar) if self.calendar else 0

    def publish(self) -> int:
        """Bring the folder of calendar feeds up to date, where there is one. Returns how many files changed."""
        return publish(self.service)

    def tick(self) -> tuple[int, int, int]:
        """One pass: what came, what is due, what goes out. Returns how many of each. Raises ClockError."""
        self.check()
        if self.calendar:
            look(self.service, self.calendar)
        received, planned = self.receive(), self.plan()
        delivered = self.deliver()
        self.publish()
        return received, planned, delivered

    def next_instant(self) -> datetime | None:
        with self.service.ledger.look() as tx:
            return flow.next_instant(tx)


def load_config(path: Path, env: Mapping[str, str] = os.environ) -> Config:
    """Raises config.ConfigError with all problems."""
    return config.load(path, env)


def prepare(loaded: Config) -> None:
    """Bring the ledger's schema up to date, the configuration's people into it, and its instants in line with the rules
    of the zones: once, before anything runs."""
    pin_tzdata()
    ledger = Ledger(loaded.ledger.url)
    ledger.upgrade()
    service = Service(loaded, ledger, SystemClock())
    chores.know_people(service)
    flow.retime(service)
    chores.keep_no_longer(service)
    if newer := chores.newer_rules(service):
        log.warning("the zones' rules of this machine are older than %s; mend it with: pip install -U tzdata", newer)
    ledger.close()


@contextmanager
def opened(
    loaded: Config, clock: Clock | None = None, goes_on: Callable[[], bool] = lambda: True, *, apart: bool = False
) -> Iterator[Office]:
    """The office, open for one thread. `clock` is the system's, with somebody who watches it, unless a demo or a test
    brings its own; the threads of a worker share a Timekeeper. `apart`: mails are settled in a process of their own,
    which goes by the system's clock."""
    clock = clock or timekeeper()
    pin_tzdata()
    ledger = Ledger(loaded.ledger.url)
    mailbox = connector(loaded.mailbox).mailbox(loaded.mailbox.settings)
    transport = connector(loaded.transport).transport(loaded.transport.settings)
    calendar = connector(loaded.calendar).calendar(loaded.calendar.settings) if loaded.calendar else None
    settler = Settler(loaded) if apart else None
    try:
        service = Service(loaded, ledger, clock, _lease(transport), goes_on)
        chores.look_at_agreements(service)
        yield Office(service, mailbox, transport, calendar, clock if isinstance(clock, Timekeeper) else None, settler)
    finally:
        if settler:
            settler.close()
        if calendar:
            calendar.close()
        transport.close()
        mailbox.close()
        ledger.close()


def publish(service: Service, *, anew: bool = False) -> int:
    """Bring the folder of calendar feeds up to date; `anew` whether or not anything was recorded. Mail is not kept
    waiting where that can't be done, and the reason is told without the files' names, which are secret."""
    try:
        return feed_files.write(service, anew=anew)
    except OSError as error:
        log.error("calendars can't be written to %s: %s", service.config.feeds.folder, error.strerror)
        return 0


def look(service: Service, calendar: Calendar) -> int:
    """One look at the calendars. Mail is not kept waiting where their server is away."""
    try:
        return looking.look(service, calendar)
    except (ConnectionError, DeliveryError) as error:
        log.warning("calendar %s: %s", calendar.name, error)
        return 0


@contextmanager
def books(loaded: Config) -> Iterator[Ledger]:
    """The ledger alone, to look something up."""
    ledger = Ledger(loaded.ledger.url)
    try:
        yield ledger
    finally:
        ledger.close()


def listener(loaded: Config, arrived: Callable[[], object] = lambda: None) -> Listener | None:
    """The embedded listener of the configured mailbox; None where mail is fetched instead.

    `arrived` is called after each mail that it stored.
    """
    make = getattr(connector(loaded.mailbox), "listener", None)
    return make(loaded.mailbox.settings, arrived) if make else None


def connector(door: Door) -> Any:
    """The connector's module (see ports.Connector). Raises ConnectorError."""
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if door.connector not in found:
        known = ", ".join(sorted(found)) or "none"
        raise ConnectorError(f'there is no connector "{door.connector}"; installed: {known}')
    try:
        module: ModuleType = found[door.connector].load()
    except ImportError as error:
        raise ConnectorError(
            f"the connector \"{door.connector}\" lacks a package: {error}; pip install '.[{door.connector}]'"
        ) from error
    return module


def now() -> datetime:
    return SystemClock().now()


def _lease(transport: Transport) -> timedelta:
    """How long a letter may be in a sender's hands."""
    return timedelta(seconds=transport.longest if isinstance(transport, Bounded) else LONGEST_SEND)

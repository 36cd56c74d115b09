"""The parts put together. The only module that reads the clock and loads connectors."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from paceline import config, feed_files, flow
from paceline.agenda.days import pin_tzdata
from paceline.config import Config, Door
from paceline.flow import Service
from paceline.ledger import Ledger, people
from paceline.ports import Clock, Listener, Mailbox, Transport

log = logging.getLogger(__name__)

GROUP = "paceline.connectors"
ANSWER_TIMEOUT = 600.0
"""Seconds that a server may take to answer a letter, unless the transport is told otherwise (RFC 5321, 4.5.3.2.6)."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ConnectorError(Exception):
    """A connector that the configuration names can't be had, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Office:
    """The service with its doors open. It belongs to the thread that opened it."""

    service: Service
    mailbox: Mailbox
    transport: Transport

    def store(self) -> int:
        return flow.store(self.service, self.mailbox)

    def receive(self) -> int:
        return flow.receive(self.service, self.mailbox)

    def plan(self) -> int:
        return flow.plan(self.service)

    def deliver(self) -> int:
        return flow.deliver(self.service, self.transport)

    def publish(self) -> int:
        """Bring the folder of calendar feeds up to date, where there is one. Returns how many files changed."""
        return publish(self.service)

    def tick(self) -> tuple[int, int, int]:
        """One pass: what came, what is due, what goes out. Returns how many of each."""
        received, planned = self.receive(), self.plan()
        delivered = self.deliver()
        self.publish()
        return received, planned, delivered

    def next_instant(self) -> datetime | None:
        with self.service.ledger.begin() as tx:
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
    with ledger.begin() as tx:
        people.sync(tx, loaded.people)
    flow.retime(Service(loaded, ledger, SystemClock()))
    ledger.close()


@contextmanager
def opened(loaded: Config, clock: Clock | None = None) -> Iterator[Office]:
    """The office, open for one thread. `clock` is the system's unless a demo or a test brings its own."""
    pin_tzdata()
    ledger = Ledger(loaded.ledger.url)
    mailbox = connector(loaded.mailbox).mailbox(loaded.mailbox.settings)
    transport = connector(loaded.transport).transport(loaded.transport.settings)
    try:
        yield Office(Service(loaded, ledger, clock or SystemClock(), _lease(loaded)), mailbox, transport)
    finally:
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
            f'the connector "{door.connector}" lacks a package: {error}; pip install "paceline[{door.connector}]"'
        ) from error
    return module


def now() -> datetime:
    return SystemClock().now()


def _lease(loaded: Config) -> timedelta:
    """How long a letter may be in a sender's hands: longer than the transport waits for an answer."""
    settings = loaded.transport.settings
    answer = float(settings.get("answer_timeout", ANSWER_TIMEOUT))
    return timedelta(seconds=2 * max(answer, float(settings.get("timeout", 0))))

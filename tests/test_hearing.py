"""The threads that hear of what comes: they don't spin, say nothing twice, and end when told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from calendar_server import CalendarInMemory
from conversation import CONFIG, Transport
from main_job import wait_for

from paceline import app, hearing
from paceline.config import load
from paceline.flow import Service
from paceline.ports import Changes, Mail


@dataclass
class Eager:
    """A mailbox that always says that mail may have come, and has none."""

    name: str = "eager"
    fetched: int = 0
    away: bool = False

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        self.fetched += 1
        if self.away:
            raise ConnectionError("the server is away")
        return iter(())

    def settle(self, mail: Mail) -> None: ...

    def wait(self, seconds: float) -> bool:
        return True

    def close(self) -> None: ...


@dataclass
class Rooms:
    """The office with these doors."""

    folder: Path
    mailbox: Eager = field(default_factory=Eager)
    calendar: CalendarInMemory | None = None

    @contextmanager
    def __call__(self) -> Iterator[app.Office]:
        path = self.folder / "paceline.toml"
        path.write_text(CONFIG)
        config = load(path, {})
        app.prepare(config)
        with app.books(config) as ledger:
            service = Service(config, ledger, app.SystemClock())
            yield app.Office(service, self.mailbox, Transport(), self.calendar)


@contextmanager
def running(thread: hearing.Porter | hearing.Looker) -> Iterator[None]:
    thread.start()
    try:
        yield
    finally:
        thread.stop()
        thread.join(60)
        assert not thread.is_alive()


def test_a_mailbox_that_cries_wolf_is_not_looked_into_all_the_time(tmp_path: Path) -> None:
    mailbox = Eager()
    with running(hearing.Porter(lambda: None, Rooms(tmp_path, mailbox))):
        time.sleep(1.5)
        wait_for(lambda: mailbox.fetched, "a look")
    assert mailbox.fetched < 20


def test_a_mailbox_that_is_away_is_let_be_and_told_of_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    mailbox = Eager(away=True)
    with running(hearing.Porter(lambda: None, Rooms(tmp_path, mailbox), hearing.SWEEP / 40)):
        time.sleep(1.8)
        wait_for(lambda: mailbox.fetched > 1, "another look")
    assert mailbox.fetched < 20
    assert [record.getMessage() for record in caplog.records].count("mailbox: the server is away") == 1


def test_a_slow_calendar_keeps_nobody_from_stopping(tmp_path: Path) -> None:
    asked, let_go = threading.Event(), threading.Event()

    class Slow(CalendarInMemory):
        def changes(self, cursor: str) -> Changes:
            asked.set()
            let_go.wait(60)
            return super().changes(cursor)

    looker = hearing.Looker(lambda: None, Rooms(tmp_path, calendar=Slow()))
    looker.start()
    assert asked.wait(60)
    began = time.monotonic()
    looker.stop()
    assert time.monotonic() - began < 30
    let_go.set()
    looker.join(60)


def test_a_trouble_is_told_once_and_when_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    trouble = hearing.Trouble("calendar")
    for _ in range(3):
        trouble.is_told(ConnectionError("away"))
    trouble.is_told(ConnectionError("refused"))
    trouble.is_over()
    trouble.is_over()
    told = [record.getMessage() for record in caplog.records]
    assert told == ["calendar: away", "calendar: refused", "calendar: it can be reached again"]

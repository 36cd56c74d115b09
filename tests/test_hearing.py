"""The threads that hear of what comes: they don't spin, say nothing twice, and end when told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from calendar_server import CalendarInMemory
from conversation import CONFIG, Transport
from main_job import wait_for

from paceline import app, health, hearing, worker
from paceline.config import load
from paceline.flow import Service
from paceline.ledger import moments
from paceline.ledger.moments import Moment
from paceline.ports import Changes, Mail
from paceline.queue import queue


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
def running(thread: hearing.Porter | hearing.Looker) -> Iterator[threading.Thread]:
    thread.start()
    try:
        yield thread
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


def test_a_mailbox_that_fails_as_none_before_is_listened_to_again(tmp_path: Path) -> None:
    class Odd(Eager):
        def wait(self, seconds: float) -> bool:
            raise ValueError("an answer like none before")

    mailbox = Odd()
    with running(hearing.Porter(lambda: None, Rooms(tmp_path, mailbox), hearing.SWEEP / 40)) as porter:
        wait_for(lambda: mailbox.fetched > 2, "another look")
        assert porter.is_alive()


def test_a_mailbox_that_fails_keeps_nothing_waiting_that_was_taken_in(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Odd(Eager):
        def fetch(self, limit: int = 200) -> Iterator[Mail]:
            raise ValueError("an answer like none before")

    with Rooms(tmp_path, Odd())() as office:
        worker._store(office, health.begun(office.service.clock.now()), hearing.Trouble("mailbox"))
    assert "could not be taken in" in caplog.text


@dataclass
class Full(Eager):
    """It holds many mails."""

    left: int = 1000

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        for number in range(min(limit, self.left)):
            yield Mail(self.name, f"{self.left - number}", f"Subject: {self.left - number}\n\nhi\n".encode())

    def settle(self, mail: Mail) -> None:
        self.left -= 1


def test_all_that_waits_in_a_mailbox_is_taken_in_at_once(tmp_path: Path) -> None:
    mailbox = Full()
    with Rooms(tmp_path, mailbox)() as office:
        assert office.store() == 1000
    assert mailbox.left == 0


def ringing(rung: Callable[[], Collection[str]], rang: list[str]) -> worker.Bells:
    return worker.Bells(*(partial(rang.append, name) for name in ("receive", "plan", "deliver")), rung)


@pytest.mark.parametrize(
    ("waits", "rings"),
    [
        ((), ["receive", "plan", "deliver"]),
        (("receive", "receive"), ["plan", "deliver"]),
        (("plan",), ["receive", "deliver"]),
    ],
)
def test_nobody_rings_as_long_as_nobody_has_heard_the_last(waits: tuple[str, ...], rings: list[str]) -> None:
    """However much mail comes, and is rung for, what is due does not wait for its end."""
    rang: list[str] = []
    ringing(lambda: waits, rang).ring_all()
    assert rang == rings


def test_what_no_worker_has_heard_is_not_rung_for_again(tmp_path: Path) -> None:
    with Rooms(tmp_path)() as office:
        huey = queue(office.service.config)
        bells = worker.bells(huey, office.service.config)
        for _ in range(3):
            bells.receive()
            bells.ring_all()
        assert sorted(task.name for task in huey.pending()) == ["deliver", "plan", "receive", "receive", "receive"]


def test_what_can_not_be_done_for_long_is_rung_for_with_each_sweep_and_not_each_second(tmp_path: Path) -> None:
    with Rooms(tmp_path)() as office:
        sweeper = worker.Sweeper(ringing(tuple, []), office.service.config)
        now = office.service.clock.now()
        waits = {}
        for name, at in (("stuck", now - hearing.SWEEP * 9), ("due", now - hearing.SWEEP / 9)):
            with office.service.ledger.begin() as tx:
                moments.put(tx, Moment(name, at, "round", "platform"))
            waits[name] = sweeper._until_the_next(office.service.ledger)
        assert waits == {"stuck": hearing.SWEEP, "due": worker.AT_LEAST}


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

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from paceline.ledger import Ledger, facts, hold, try_hold
from paceline.ledger.schema import metadata


def test_the_migrations_make_the_schema(ledger: Ledger) -> None:
    of_each_database = {"include_name": lambda name, kind, _: not str(name).startswith("searched_words")}
    with ledger.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=of_each_database), metadata) == []
    here, newest = ledger.revision()
    assert here == newest


def test_an_upgrade_may_be_repeated(ledger: Ledger) -> None:
    ledger.upgrade()
    with ledger.begin() as tx:
        assert facts.number(tx, "C") == "C1"


def test_an_upgrade_is_one_transaction(url: str) -> None:
    """Between two steps another process would take the next one too."""
    fresh, commits = Ledger(url), []
    event.listen(fresh.engine, "commit", commits.append)
    fresh.upgrade()
    fresh.close()
    assert len(commits) == 1


def test_processes_that_start_at_once_upgrade_one_after_the_other(url: str) -> None:
    program = "import sys, paceline.ledger as l; one = l.Ledger(sys.argv[1]); one.upgrade(); print(one.revision())"
    command = [sys.executable, "-c", program, url]
    starting = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=300) for process in starting]
    assert len({out for out, _ in said}) == 1, said
    assert "None" not in said[0][0]


def test_concurrent_updates_are_all_kept(url: str, ledger: Ledger) -> None:
    """With the driver's own transactions 50 of 200 were kept: what is read must be held until it is written."""

    def take_numbers(_: int) -> list[str]:
        mine = Ledger(url)
        taken = []
        for _ in range(50):
            with mine.begin() as tx:
                taken.append(facts.number(tx, "C"))
        mine.close()
        return taken

    with ThreadPoolExecutor(4) as pool:
        numbers = [number for taken in pool.map(take_numbers, range(4)) for number in taken]
    assert sorted(numbers, key=lambda number: int(number[1:])) == [f"C{n}" for n in range(1, 201)]


def test_what_fails_half_way_leaves_nothing(ledger: Ledger) -> None:
    try:
        with ledger.begin() as tx:
            facts.number(tx, "C")
            raise RuntimeError
    except RuntimeError:
        pass
    with ledger.begin() as tx:
        assert facts.number(tx, "C") == "C1"


def test_a_team_is_decided_about_by_one_worker_at_a_time(url: str, ledger: Ledger) -> None:
    other = Ledger(url)
    order: list[str] = []
    holding = threading.Event()

    def late() -> None:
        holding.wait(60)
        with other.begin() as tx:
            hold(tx, "platform")
            order.append("second")

    thread = threading.Thread(target=late)
    thread.start()
    with ledger.begin() as tx:
        hold(tx, "platform")
        holding.set()
        thread.join(0.3)
        order.append("first")
    thread.join(60)
    other.close()
    assert order == ["first", "second"]


def test_another_team_is_free(url: str, ledger: Ledger) -> None:
    if ledger.is_sqlite:
        return  # SQLite has one writer at a time, whatever the team
    other = Ledger(url)
    with ledger.begin() as tx, other.begin() as theirs:
        hold(tx, "platform")
        assert not try_hold(theirs, "platform")
        assert try_hold(theirs, "design")
    other.close()


def test_what_is_too_much_for_the_database_does_not_pass_by_waiting(ledger: Ledger) -> None:
    if ledger.is_sqlite:
        return
    with pytest.raises(OperationalError) as raised, ledger.begin() as tx:
        tx.execute(text("select cast(:words as tsvector)"), {"words": " ".join(f"{n:0500}" for n in range(3000))})
    assert not ledger.is_busy(raised.value)

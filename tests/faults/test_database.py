"""The database is full, not writable, locked, away or restarted: mail stays where it is, nothing is lost, nothing goes
twice, and all goes on once the cause is mended."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from campaigns import FULL, Tally
from conversation import CONFIG, Conversation, Transport, without_waiting
from faults.inspection import Findings, inspect
from huey.consumer import Worker
from own_servers import OwnPostgres, own_postgres, own_redis
from sqlalchemy import event

from paceline import flow, worker
from paceline.config import load
from paceline.flow import Service
from paceline.ledger import Ledger, facts, inbox, outbox
from paceline.ledger.store import LedgerError
from paceline.queue import queue

FOR = 6
"""Transactions for which a trouble lasts, before it is mended."""


class Recalling(Transport):
    """It knows what it has sent: a letter whose mark was lost is looked up."""

    def was_sent(self, message_id: str) -> bool | None:
        return any(str(letter.mail["Message-ID"]) == message_id for letter in self.letters)


class Troubled(Ledger):
    """Has its trouble from the n-th transaction on, for some; -1: never."""

    at = -1
    uses = 0
    bit = 0
    kind = ""
    other: Ledger | None = None

    @contextmanager
    def begin(self) -> Iterator:
        n, self.uses = self.uses, self.uses + 1
        ill = self.at >= 0 and self.at <= n < self.at + FOR
        try:
            with getattr(self, f"_{self.kind}")(ill) as tx:
                yield tx
        except LedgerError:
            self.bit += 1
            raise

    @contextmanager
    def _full(self, ill: bool) -> Iterator:
        """The disk has no room for another page."""
        with super().begin() as tx:
            pages = tx.exec_driver_sql("PRAGMA page_count").scalar()
            free = tx.exec_driver_sql("PRAGMA freelist_count").scalar()
            tx.exec_driver_sql(f"PRAGMA max_page_count={pages if ill and not free else 1_000_000}")
            yield tx
            if ill:
                tx.exec_driver_sql("create table if not exists more (x)")
                tx.exec_driver_sql("insert into more values (zeroblob(200000))")

    @contextmanager
    def _read_only(self, ill: bool) -> Iterator:
        """As on a disk that was mounted anew after an error."""
        raw = self.engine.raw_connection()
        raw.cursor().execute(f"PRAGMA query_only={'on' if ill else 'off'}")
        raw.close()
        with super().begin() as tx:
            yield tx

    @contextmanager
    def _locked(self, ill: bool) -> Iterator:
        """Somebody else writes for longer than anybody waits."""
        if not ill:
            with super().begin() as tx:
                yield tx
            return
        self.other = self.other or Ledger(str(self.url.render_as_string(hide_password=False)))
        with self.other.begin(), super().begin() as tx:
            yield tx

    @contextmanager
    def _torn(self, ill: bool) -> Iterator:
        """The disk fails at the commit."""
        with super().begin() as tx:
            yield tx
            if ill:
                raise LedgerError("commit", {}, OSError("disk I/O error"))


class Story(Conversation):
    """A conversation whose worker is told of errors by its database, and rings again."""

    def __init__(self, folder: Path, kind: str, at: int = -1, url: str = "") -> None:
        config = f'{CONFIG}\n[ledger]\nurl = "{url}"\n' if url else CONFIG
        super().__init__(folder, config=config)
        self.came: list[bytes] = []
        self.transport = Recalling()
        self.ledger.close()
        self.ledger = Troubled(self.config.ledger.url)
        self.ledger.kind, self.ledger.at = kind, at
        if self.ledger.is_sqlite:
            event.listen(self.ledger.engine, "connect", without_waiting)
        if kind == "locked":
            event.listen(self.ledger.engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout=20"))
        self.service = Service(self.config, self.ledger, self.clock)

    def tick(self) -> None:
        for _ in range(4 * FOR):
            try:
                return super().tick()
            except LedgerError:
                assert self.everything_is_somewhere()
        raise AssertionError("it does not go on")

    def brings(self, raw: bytes) -> Conversation:
        self.came.append(raw)
        return super().brings(raw)

    def everything_is_somewhere(self) -> bool:
        """What was brought and is not in the ledger is at the server still."""
        with self.ledger.look() as tx:
            kept = {str(mail["id"]) for mail in inbox.listing(tx, ("new", "settled", "held", "quarantined"), 1000)}
        return len(kept) + len(self.mailbox.mails) >= self.mailbox.count

    def _next(self):
        with self.ledger.look() as tx:
            return flow.next_instant(tx)

    def close(self) -> None:
        if self.ledger.other:
            self.ledger.other.close()
        super().close()

    def looked_at(self) -> Findings:
        taken = [(one.to, one.raw) for one in self.transport.letters]
        with Ledger.begin(self.ledger) as tx:
            return inspect(tx, came=self.came, taken=taken, now=self.clock.now())

    def outcome(self) -> tuple[list, Counter]:
        assert self.mailbox.mails == []
        with self.ledger.look() as tx:
            recorded = [(e.subject, type(e.fact).__name__, e.author) for e in facts.after(tx, "platform", 0)]
            assert set(outbox.counts(tx)) == {"sent"}
            assert inbox.counts(tx).keys() == {"settled"}
            assert {mail["attempts"] for mail in inbox.listing(tx, ("settled",))} == {0}, "a mail is blamed"
        return recorded, Counter((one.to, str(one.mail["Message-ID"])) for one in self.transport.letters)


def play(team: Story) -> tuple[list, Counter]:
    team.invites("mara", guests=("mara", "ana"))
    team.at("2026-11-27 10:00")
    asked = next(one for one in team.letters("ana") if "your update" in one.subject)
    team.says("ana", "Next\n- ship the importer by Tuesday\nIntent: drop 3.11 unless objected by today 18:00", to=asked)
    team.at("2026-12-02 12:00")
    told = team.outcome()
    assert team.looked_at() == Findings()
    team.close()
    return told


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, tuple[list, Counter]]:
    """How many transactions there are, and what the story comes to."""
    team = Story(tmp_path_factory.mktemp("undisturbed"), "torn")
    told = play(team)
    assert set(told[1].values()) == {1}
    return team.ledger.uses, told


def in_trouble(folder: Path, kind: str, n: int, expected: tuple[list, Counter]) -> int:
    (folder / f"{kind}-{n}").mkdir()
    team = Story(folder / f"{kind}-{n}", kind, n)
    assert play(team) == expected, f"{kind} from transaction {n}"
    return team.ledger.bit


KINDS = ("full", "read_only", "locked", "torn")


@pytest.mark.parametrize("kind", KINDS)
def test_a_trouble_in_the_middle_loses_nothing(tmp_path: Path, undisturbed, kind: str) -> None:
    uses, expected = undisturbed
    assert in_trouble(tmp_path, kind, uses // 3, expected) > 0


@pytest.mark.slow
@pytest.mark.campaign("database: full, not writable, locked, torn")
@pytest.mark.parametrize("kind", KINDS)
def test_a_trouble_at_any_time_loses_nothing(tmp_path: Path, undisturbed, kind: str, tally: Tally) -> None:
    """So many times each, spread over the story."""
    uses, expected = undisturbed
    points = range(0, uses, uses // (14 if FULL else 4))
    bit = [in_trouble(tmp_path, kind, n, expected) for n in points]
    tally(cases=sum(times > 0 for times in bit), lost=0, twice=0)
    assert sum(times > 0 for times in bit) >= len(points) - 2, bit


@pytest.mark.campaign("database: full, not writable, locked, torn")
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_not_blamed_for_the_database(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After three failures of its own it would go to quarantine."""
    monkeypatch.setitem(globals(), "FOR", 1)
    team = Story(tmp_path, kind)
    team.mailbox.bring(team.mail("ana", "Commitment: ship the importer by 3 Dec", None).as_bytes())
    flow.store(team.service, team.mailbox)
    for _ in range(4):
        team.ledger.at = team.ledger.uses
        with pytest.raises(LedgerError):
            flow.settle_next(team.service)
    assert flow.settle_next(team.service)
    assert [(mail["state"], mail["attempts"]) for mail in team.inbox()] == [("settled", 0)]
    team.close()


def test_who_writes_waits_for_another_who_writes(tmp_path: Path) -> None:
    """With SQLite's own patience, of a minute."""
    team = Conversation(tmp_path)
    other, locked, over = Ledger(team.config.ledger.url), threading.Event(), threading.Event()

    def write() -> None:
        ledger = Ledger(team.config.ledger.url)
        with ledger.begin():
            locked.set()
            over.wait(3)
        ledger.close()

    writer = threading.Thread(target=write)
    writer.start()
    locked.wait(60)
    with other.begin() as tx:
        assert inbox.counts(tx) == {}
        assert not over.is_set()
    writer.join()
    team.invites("mara")
    assert team.transport.letters
    other.close()
    team.close()


@pytest.mark.campaign("database: full, not writable, locked, torn")
def test_who_waits_for_too_long_goes_on_later(tmp_path: Path) -> None:
    """That is a minute, which only the long form of this waits for."""
    team = Conversation(tmp_path)
    with team.ledger.look() as tx:
        assert tx.exec_driver_sql("PRAGMA busy_timeout").scalar() == 60_000
        tx.exec_driver_sql(f"PRAGMA busy_timeout={60_000 if FULL else 200}")
    team.mailbox.bring(team.mail("ana", "Commitment: ship the importer by 3 Dec", None).as_bytes())
    other = Ledger(team.config.ledger.url)
    with other.begin(), pytest.raises(LedgerError, match="locked"):
        team.tick()
    assert len(team.mailbox.mails) == 1
    team.tick()
    assert team.status("C1") == "open"
    other.close()
    team.close()


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


class Restarted(Story):
    """The server crashes in the middle of some transactions."""

    server: OwnPostgres
    left = 3
    every = 23

    def tick(self) -> None:
        begin = type(self.ledger)._torn

        @contextmanager
        def torn(ledger: Troubled, _ill: bool) -> Iterator:
            with begin(ledger, False) as tx:
                yield tx
                if self.left and ledger.uses % self.every == 0:
                    self.left -= 1
                    self.server.restart()

        self.ledger._torn = torn.__get__(self.ledger)  # type: ignore[method-assign]
        super().tick()


@pytest.mark.campaign("database: PostgreSQL restarted or away, Redis flushed or killed")
@pytest.mark.postgres
def test_postgresql_is_restarted_in_the_middle(tmp_path: Path, undisturbed) -> None:
    _, expected = undisturbed
    with own_postgres() as server:
        team = Restarted(tmp_path, "torn", url=server.url)
        team.server = server
        assert play(team) == expected
        assert team.left == 0
        assert team.ledger.bit >= 3


@pytest.mark.campaign("database: PostgreSQL restarted or away, Redis flushed or killed")
@pytest.mark.postgres
def test_postgresql_is_away_for_a_while(tmp_path: Path) -> None:
    with own_postgres() as server:
        team = Conversation(tmp_path, config=f'{CONFIG}\n[ledger]\nurl = "{server.url}"\n')
        server.stop("fast")
        team.mailbox.bring(team.mail("ana", "Commitment: ship the importer by 3 Dec", None).as_bytes())
        for _ in range(3):
            with pytest.raises(LedgerError):
                team.tick()
        assert len(team.mailbox.mails) == 1
        server.start()
        team.tick()
        assert team.mailbox.mails == []
        assert team.status("C1") == "open"
        assert len(team.letters("ana")) == 1
        team.close()


# --- Redis -----------------------------------------------------------------------------------------------------------


@pytest.mark.campaign("database: PostgreSQL restarted or away, Redis flushed or killed")
@pytest.mark.redis
def test_a_queue_that_was_flushed_or_killed_loses_nothing(tmp_path: Path) -> None:
    with own_redis(tmp_path) as redis:
        team = Conversation(tmp_path, config=f'{CONFIG}\n[queue]\nurl = "{redis.url}"\n')
        config = load(team.config.path, {})
        (tmp_path / "in" / "new").mkdir(parents=True)
        for name in ("cur", "tmp"):
            (tmp_path / "in" / name).mkdir()
        huey = queue(config)
        bells = worker.bells(huey, config, team.clock)
        thread = Worker(huey, threading.Event(), 0.01, 0.01, 1)

        def bring(n: int) -> None:
            raw = team.mail("ana", f"Commitment: ship part {n} by 3 Dec", None).as_bytes()
            (tmp_path / "in" / "new" / f"{n}.mail").write_bytes(raw)

        def work() -> None:
            while huey.storage.queue_size():
                thread.loop()

        bring(1)
        bells.ring_all()
        redis.flush()
        work()
        assert team.record("C1") is None
        bells.ring_all()  # as the sweeper does
        work()
        assert team.status("C1") == "open"
        bring(2)
        redis.kill()
        with pytest.raises(Exception, match="refused"):
            bells.ring_all()
        redis.start()
        bells.ring_all()
        work()
        assert team.status("C2") == "open"
        assert {str(one["state"]) for one in team.outbox()} == {"sent"}
        assert len(list((tmp_path / "out" / "new").iterdir())) == len(team.outbox()) == 2
        team.close()

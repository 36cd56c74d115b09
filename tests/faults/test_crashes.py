"""A fuse at every door: whatever the moment at which the process dies, after a restart the same letters and facts.

Each use of a door is a point: the mailbox, the transport, a statement, a commit. `make faults` tries all of them; every
commit tries one of each kind, that is of each door within each kind of transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from campaigns import FULL, Tally
from conversation import Conversation, Mailbox, Transport, without_waiting
from faults.inspection import Findings, inspect
from sqlalchemy import event

from paceline.flow import Service
from paceline.ledger import Ledger, facts, outbox
from paceline.ports import Mail

PARTS = 4
"""Each test's points are dealt to so many, which may be played at the same time."""


class Blown(BaseException):
    """The process has died; nothing in the service may catch this."""


@dataclass
class Fuse:
    """Blows at the n-th use of the doors it guards; -1: never, it counts."""

    at: int = -1
    uses: list[str] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    """Of each use, in which transaction it was, counted from the first."""
    touched: list[set[str]] = field(default_factory=lambda: [set()])
    """Of each transaction, what it did to which table."""

    def use(self, door: str) -> None:
        self.uses.append(door)
        self.begun.append(len(self.touched) - 1)
        if len(self.uses) - 1 == self.at:
            raise Blown(door)

    def kinds(self) -> list[tuple[str, frozenset[str]]]:
        """Of each use, the door and what the transaction about it does."""
        return [(door, frozenset(self.touched[n])) for door, n in zip(self.uses, self.begun, strict=True)]


class FusedMailbox(Mailbox):
    fuse: Fuse

    def fetch(self, limit: int = 200):
        self.fuse.use("mailbox.fetch")
        yield from super().fetch(limit)

    def settle(self, mail: Mail) -> None:
        self.fuse.use("mailbox.settle before")
        super().settle(mail)
        self.fuse.use("mailbox.settle after")


class FusedTransport(Transport):
    fuse: Fuse

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        self.fuse.use("transport.send before")
        super().send(raw, sender=sender, recipient=recipient)
        self.fuse.use("transport.send after")


class FusedLedger(Ledger):
    fuse: Fuse

    def __init__(self, url: str, fuse: Fuse) -> None:
        super().__init__(url)
        self.fuse = fuse
        event.listen(self.engine, "connect", without_waiting)
        event.listen(self.engine, "before_cursor_execute", self._statement)

    @contextmanager
    def begin(self) -> Iterator:
        self.fuse.touched.append(set())
        self.fuse.use("ledger.begin")
        with super().begin() as tx:
            yield tx
            self.fuse.use("ledger.commit before")
        self.fuse.use("ledger.commit after")

    def _statement(self, _tx: Any, _cursor: Any, statement: str, *_: Any) -> None:
        verb, *rest = statement.split()
        if verb in ("INSERT", "UPDATE", "DELETE"):
            self.fuse.touched[-1].add(f"{verb} {rest[1] if verb != 'UPDATE' else rest[0]}")
            self.fuse.use(f"ledger {verb}")
        elif verb == "SELECT":
            self.fuse.use("ledger SELECT")


class Fused(Conversation):
    """A conversation whose process dies once, where the fuse says, and is started again."""

    def __init__(self, folder: Path, fuse: Fuse) -> None:
        super().__init__(folder)
        self.fuse = fuse
        self.came: list[bytes] = []
        self.mailbox, self.transport = FusedMailbox(), FusedTransport()
        self.mailbox.fuse = self.transport.fuse = fuse
        self._start()

    def _start(self) -> None:
        self.ledger.close()
        self.ledger = FusedLedger(self.config.ledger.url, self.fuse)
        self.service = Service(self.config, self.ledger, self.clock)

    def brings(self, raw: bytes) -> Conversation:
        self.came.append(raw)
        return super().brings(raw)

    def tick(self) -> None:
        try:
            super().tick()
        except Blown:
            self._start()
            super().tick()

    def _next(self):
        with self.undisturbed() as tx:
            from paceline import flow

            return flow.next_instant(tx)

    @contextmanager
    def undisturbed(self) -> Iterator:
        """To look into the ledger past the fuse."""
        ledger = Ledger(self.config.ledger.url)
        try:
            with ledger.begin() as tx:
                yield tx
        finally:
            ledger.close()


def story(team: Conversation) -> None:
    """An invite, a round with a reply, a reminder and a digest."""
    team.invites("mara", guests=("mara", "ana"))
    team.at("2026-11-27 10:00")
    team.says(
        "ana", "Next\n- ship the importer by Tuesday\nIntent: drop 3.11 unless objected by today 18:00", to=asked(team)
    )
    team.at("2026-12-02 12:00")


def asked(team: Conversation):
    return next(letter for letter in team.letters("ana") if "your update" in letter.subject)


def outcome(team: Fused) -> tuple[list, Counter]:
    with team.undisturbed() as tx:
        recorded = [(e.subject, type(e.fact).__name__, e.author) for e in facts.after(tx, "platform", 0)]
        waiting = outbox.counts(tx)
    assert set(waiting) <= {"sent", "unknown"}, waiting
    return recorded, Counter((one.to, one.subject, str(one.mail["Message-ID"])) for one in team.transport.letters)


def looked_at(team: Fused) -> Findings:
    with team.undisturbed() as tx:
        return inspect(
            tx, came=team.came, taken=[(one.to, one.raw) for one in team.transport.letters], now=team.clock.now()
        )


# --- which points -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Undisturbed:
    """Every use of a door in the story, and what the story comes to."""

    fuse: Fuse
    result: tuple[list, Counter]

    def points(self, part: int, *, in_hand: bool) -> list[int]:
        """Those of a part at which the ledger held a letter for being sent, or those at which it did not."""
        held = letters_in_hand(self.fuse.uses)
        points = held if in_hand else set(range(len(self.fuse.uses))) - held
        return self._some(sorted(points), in_hand=in_hand)[part::PARTS]

    def _some(self, points: list[int], *, in_hand: bool) -> list[int]:
        """All, or in short: two of each letter in hand, one of each kind of all else."""
        if FULL:
            return points
        if in_hand:
            return points[::4]
        kinds = self.fuse.kinds()
        return sorted({kinds[n]: n for n in points}.values())


def letters_in_hand(uses: list[str]) -> set[int]:
    """The points at which nobody knows whether a letter went: from the commit that claimed it to the one that marks
    it."""
    commits = [n for n, door in enumerate(uses) if door == "ledger.commit after"]
    held: set[int] = set()
    for sent in (n for n, door in enumerate(uses) if door == "transport.send before"):
        held |= set(range(max(n for n in commits if n < sent), min(n for n in commits if n > sent)))
    return held


def play(folder: Path, transport: type = FusedTransport, at: int = -1) -> Fused:
    folder.mkdir()
    team = Fused(folder, Fuse(at))
    team.transport = transport()
    team.transport.fuse = team.fuse
    story(team)
    return team


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    team = play(tmp_path_factory.mktemp("undisturbed") / "x")
    result = outcome(team)
    assert looked_at(team) == Findings()
    team.close()
    assert set(result[1].values()) == {1}
    return Undisturbed(team.fuse, result)


def test_there_are_enough_points(undisturbed: Undisturbed) -> None:
    assert len(undisturbed.fuse.uses) > 1000
    points = [n for part in range(PARTS) for held in (True, False) for n in undisturbed.points(part, in_hand=held)]
    assert len(points) == len(set(points)) > (1000 if FULL else 100)
    assert {undisturbed.fuse.uses[n] for n in points} == set(undisturbed.fuse.uses)


@pytest.mark.slow
@pytest.mark.campaign("crash points: no letter in hand")
@pytest.mark.parametrize("part", range(PARTS))
def test_a_crash_at_any_door_changes_nothing(tmp_path: Path, undisturbed: Undisturbed, tally: Tally, part: int) -> None:
    points = undisturbed.points(part, in_hand=False)
    broken, lost, twice = [], 0, 0
    for n in points:
        team = play(tmp_path / str(n), at=n)
        found = looked_at(team)
        lost, twice = lost + len(found.lost), twice + len(found.twice)
        if found != Findings() or outcome(team) != undisturbed.result:
            broken.append((n, undisturbed.fuse.uses[n], found))
        team.close()
    tally(cases=len(points), kills=len(points), lost=lost, twice=twice)
    assert broken == []


@pytest.mark.slow
@pytest.mark.campaign("crash points: a letter in hand, nobody can be asked")
@pytest.mark.parametrize("part", range(PARTS))
def test_a_letter_whose_sender_died_with_it_is_repeated_as_the_same_mail_or_dropped(
    tmp_path: Path, undisturbed: Undisturbed, tally: Tally, part: int
) -> None:
    """Nobody knows whether it went: a reminder is not repeated, all else is, under its Message-ID."""
    recorded, letters = undisturbed.result
    points = undisturbed.points(part, in_hand=True)
    repeated = 0
    for n in points:
        team = play(tmp_path / str(n), at=n)
        again, seen = outcome(team)
        found = looked_at(team)
        assert again == recorded
        assert not set(seen) - set(letters)
        lost = [subject for _, subject, _ in set(letters) - set(seen)]
        assert all("still time" in subject for subject in lost), lost
        assert len(lost) == len(found.dropped) <= 1
        twice = [letter for letter, count in seen.items() if count > 1]
        assert max(seen.values()) <= 2
        assert not any("still time" in subject for _, subject, _ in twice)
        assert (found.lost, found.wrong, len(found.twice)) == ([], [], len(twice))
        assert len(twice) <= 1
        repeated += len(twice)
        team.close()
    tally(cases=len(points), kills=len(points), lost=0, twice=repeated, doubts=len(points))

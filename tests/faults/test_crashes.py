"""A fuse at every door: whatever the moment at which the process dies, after a restart the same letters and facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conversation import Conversation, Mailbox, Transport

from paceline.flow import Service
from paceline.ledger import Ledger, facts, outbox
from paceline.ports import Mail


class Blown(BaseException):
    """The process has died; nothing in the service may catch this."""


class Fuse:
    """Blows at the n-th use of the doors it guards; -1: never, it counts."""

    def __init__(self, at: int = -1) -> None:
        self.at = at
        self.uses: list[str] = []

    def use(self, door: str) -> None:
        self.uses.append(door)
        if len(self.uses) - 1 == self.at:
            raise Blown(door)


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

    @contextmanager
    def begin(self) -> Iterator:
        self.fuse.use("ledger.begin")
        with super().begin() as tx:
            yield tx
            self.fuse.use("ledger.commit before")
        self.fuse.use("ledger.commit after")


class Fused(Conversation):
    """A conversation whose process dies once, where the fuse says, and is started again."""

    def __init__(self, folder: Path, fuse: Fuse) -> None:
        super().__init__(folder)
        self.fuse = fuse
        self.mailbox, self.transport = FusedMailbox(), FusedTransport()
        self.mailbox.fuse = self.transport.fuse = fuse
        self._start()

    def _start(self) -> None:
        self.ledger.close()
        self.ledger = FusedLedger(self.config.ledger.url)
        self.ledger.fuse = self.fuse
        self.service = Service(self.config, self.ledger, self.clock)

    def tick(self) -> None:
        try:
            super().tick()
        except Blown:
            self._start()
            super().tick()

    def _next(self):
        with Ledger.begin(self.ledger) as tx:
            from paceline import flow

            return flow.next_instant(tx)


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


def outcome(team: Conversation) -> tuple[list, Counter]:
    with Ledger.begin(team.ledger) as tx:
        recorded = [(e.subject, type(e.fact).__name__, e.author) for e in facts.after(tx, "platform", 0)]
        waiting = outbox.counts(tx)
    assert set(waiting) <= {"sent", "unknown"}, waiting
    return recorded, Counter((one.to, one.subject, str(one.mail["Message-ID"])) for one in team.transport.letters)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], tuple[list, Counter]]:
    """Every use of a door in the story, and what the story comes to."""
    fuse = Fuse()
    team = Fused(tmp_path_factory.mktemp("undisturbed"), fuse)
    story(team)
    result = outcome(team)
    team.close()
    assert set(result[1].values()) == {1}
    return fuse.uses, result


def in_hand(uses: list[str], n: int) -> bool:
    """Whether the ledger held a letter for being sent at this point, and nobody knows whether it went: from the commit
    that claimed it to the one that marks it."""
    begun = max((i for i, door in enumerate(uses[: n + 2]) if door == "transport.send before"), default=-1)
    marked = next((i for i, door in enumerate(uses) if i > begun and door == "ledger.commit after"), len(uses))
    return begun >= 0 and begun - 1 <= n < marked


def after_a_crash(folder: Path, n: int) -> Fused:
    (folder / str(n)).mkdir()
    team = Fused(folder / str(n), Fuse(n))
    story(team)
    return team


def test_a_crash_at_any_door_changes_nothing(tmp_path: Path, undisturbed) -> None:
    uses, expected = undisturbed
    points = [n for n in range(len(uses)) if not in_hand(uses, n)]
    assert len(points) > 100
    for n in points[:: max(1, len(points) // 120)]:
        team = after_a_crash(tmp_path, n)
        assert outcome(team) == expected, f"after a crash at {uses[n]} (use {n})"
        team.close()


def test_a_letter_whose_sender_died_with_it_is_repeated_as_the_same_mail_or_dropped(
    tmp_path: Path, undisturbed
) -> None:
    """Nobody knows whether it went: a reminder is not repeated, all else is, under its Message-ID."""
    uses, (recorded, letters) = undisturbed
    for n in (n for n in range(len(uses)) if in_hand(uses, n)):
        team = after_a_crash(tmp_path, n)
        again, seen = outcome(team)
        assert again == recorded
        lost = [subject for _, subject, _ in set(letters) - set(seen)]
        assert not set(seen) - set(letters)
        assert all("still time" in subject for subject in lost), lost
        twice = [letter for letter, count in seen.items() if count > 1]
        assert len(twice) <= 1
        assert max(seen.values()) <= 2
        assert not any("still time" in subject for _, subject, _ in twice)
        team.close()

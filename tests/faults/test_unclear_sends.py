"""Nobody knows whether a letter went: where the server can be asked, it goes once, whatever the moment of the crash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from campaigns import FULL, Tally
from conversation import Conversation, MadeUpClock, Transport
from faults.inspection import Findings
from faults.test_crashes import Fuse, looked_at, outcome, play
from sqlalchemy.exc import OperationalError

from paceline import carrier, flow
from paceline.ledger import Ledger, Tx, outbox
from paceline.ledger.outbox import Posted
from paceline.ports import DeliveryError, DraftGoneError


class Recalls(Transport):
    """It keeps what it sent, and can be asked for it."""

    fuse: Fuse

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        self.fuse.use("transport.send before")
        super().send(raw, sender=sender, recipient=recipient)
        self.fuse.use("transport.send after")

    def was_sent(self, message_id: str) -> bool | None:
        self.fuse.use("transport.was_sent")
        return any(letter.mail["Message-ID"] == message_id for letter in self.letters)


class Drafts(Transport):
    """It sends in two steps, and puts a Message-ID of its own in the place of ours, as Gmail does."""

    fuse: Fuse

    def __init__(self) -> None:
        super().__init__()
        self.laid: dict[str, tuple[bytes, str, str]] = {}
        self.numbers = count()

    def draft(self, raw: bytes, *, sender: str, recipient: str) -> str:
        self.fuse.use("transport.draft before")
        name = f"draft-{next(self.numbers)}"
        self.laid[name] = (raw, sender, recipient)
        self.fuse.use("transport.draft after")
        return name

    def send_draft(self, draft: str) -> str | None:
        self.fuse.use("transport.send_draft before")
        if draft not in self.laid:
            raise DraftGoneError(draft)
        raw, sender, recipient = self.laid[draft]
        if raw:
            super().send(raw, sender=sender, recipient=recipient)
            self.laid[draft] = (b"", sender, recipient)
        self.fuse.use("transport.send_draft after")
        return f"<{draft}@mail.gmail.com>"


@pytest.mark.slow
@pytest.mark.campaign("crash points: a letter in hand, the server can be asked")
@pytest.mark.parametrize("kind", [Recalls, Drafts])
def test_each_letter_goes_once_wherever_the_process_dies(
    tmp_path: Path, kind: type[Recalls] | type[Drafts], tally: Tally
) -> None:
    team = play(tmp_path / "undisturbed", kind)
    expected, fuse = outcome(team), team.fuse
    team.close()
    assert set(expected[1].values()) == {1}
    points = near_a_send(fuse)
    assert len(points) > (150 if FULL else 10)
    broken, lost, twice = [], 0, 0
    for n in points:
        team = play(tmp_path / str(n), kind, n)
        found = looked_at(team)
        lost, twice = lost + len(found.lost), twice + len(found.twice)
        if found != Findings() or outcome(team) != expected:
            broken.append((n, fuse.uses[n], found))
        team.close()
    tally(cases=len(points), kills=len(points), lost=lost, twice=twice, doubts=len(points))
    assert broken == []


def near_a_send(fuse: Fuse) -> list[int]:
    """From the claim of a letter to the commit that marks it: all points, or in short one of each letter."""
    sends = [n for n, door in enumerate(fuse.uses) if door.startswith("transport.")]
    near = sorted({n + d for n in sends for d in range(-2, 8)} & set(range(len(fuse.uses))))
    return near if FULL else near[::9]


# --- one letter -------------------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


class Loses:
    """The answer is lost; the letter went, or it didn't."""

    def __init__(self, went: bool | None) -> None:
        self.went = went
        self.tries = 0

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        self.tries += 1
        raise DeliveryError("no answer", unknown=True)

    def was_sent(self, message_id: str) -> bool | None:
        return self.went

    def close(self) -> None: ...


def letter(kind: str = "digest", state: str = "queued") -> Posted:
    return Posted(
        "k", "k", "<k@acme.example>", kind, "platform", "ana", "ana@acme.example", "async+b@acme.example",
        b"Subject: x\r\n\r\nx\r\n", NOW, NOW + timedelta(days=9), NOW, state=state,
    )  # fmt: skip


def carried(transport: Loses, held: Posted) -> carrier.Outcome:
    return carrier.carry(held, transport, [transport], lambda *_: None, NOW)


def test_a_lost_answer_leaves_the_letter_in_doubt_until_it_is_looked_up() -> None:
    outcome = carried(Loses(None), letter())
    assert (outcome.state, outcome.again_at) == ("sending", NOW + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("kind", "went", "state", "tries"),
    [
        ("digest", True, "sent", 0),
        ("digest", False, "sending", 1),
        ("digest", None, "sending", 1),
        ("reminder", True, "sent", 0),
        ("reminder", False, "sending", 1),
        ("reminder", None, "unknown", 0),
    ],
)
def test_a_letter_in_doubt_is_looked_up(kind: str, went: bool | None, state: str, tries: int) -> None:
    transport = Loses(went)
    assert carried(transport, letter(kind, "sending")).state == state
    assert transport.tries == tries


def test_a_draft_at_another_provider_settles_nothing_here() -> None:
    """The transport was changed while a letter was in doubt: it is looked up as any other."""
    transport = Loses(True)
    assert carried(transport, replace(letter(state="sending"), draft="left-at-the-old-one")).state == "sent"
    assert transport.tries == 0


def test_a_server_that_asks_to_be_left_alone_is() -> None:
    class Busy(Loses):
        def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
            raise DeliveryError("busy", retry_after=1800)

    outcome = carried(Busy(None), letter())
    assert (outcome.state, outcome.again_at) == ("queued", NOW + timedelta(minutes=30))


def test_a_letter_whose_draft_somebody_deleted_is_laid_down_anew() -> None:
    """Not at the first word: a server may show late what it has sent."""
    transport, held = Drafts(), letter()
    transport.fuse = Fuse()
    kept = [transport.draft(held.raw, sender=held.return_path, recipient=held.recipient)]
    transport.laid.clear()

    def carried() -> carrier.Outcome:
        return carrier.carry(replace(held, draft=kept[-1]), transport, [], lambda _, draft: kept.append(draft), NOW)

    first = carried()
    assert (first.state, first.again_at, len(kept)) == ("queued", NOW + timedelta(minutes=1), 1)
    held = replace(held, reason=first.reason, attempts=1)
    assert carried().state == "sent"
    assert (len(kept), len(transport.letters)) == (2, 1)


def test_of_each_draft_anew_it_has_to_be_said_twice() -> None:
    transport, held = Drafts(), replace(letter(), draft="draft-old", reason=DraftGoneError("draft-older").reason)
    transport.fuse = Fuse()
    outcome = carrier.carry(held, transport, [], lambda *_: None, NOW)
    assert (outcome.state, len(transport.laid)) == ("queued", 0)


def test_a_letter_whose_drafts_are_always_deleted_is_given_up() -> None:
    class Deletes(Drafts):
        def send_draft(self, draft: str) -> str | None:
            self.laid.clear()
            return super().send_draft(draft)

    transport, held, kept, tries = Deletes(), letter(), [""], 0
    transport.fuse = Fuse()
    outcome = carrier.Outcome("queued")
    while outcome.state == "queued":
        held = replace(held, draft=kept[-1], reason=outcome.reason, attempts=tries)
        outcome = carrier.carry(held, transport, [], lambda _, draft: kept.append(draft), NOW)
        tries += 1
    assert (outcome.state, transport.letters) == ("refused", [])
    assert tries == len(carrier.TRY_AGAIN_AFTER) + 1


def test_a_reply_to_the_id_that_the_server_put_is_found(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.upgrade()
    clock = MadeUpClock(NOW)
    with ledger.begin() as tx:
        outbox.post(tx, letter())
        held = outbox.claim(tx, clock.now(), timedelta(minutes=5))
        assert held is not None
        outbox.mark(tx, held.key, "sent", NOW, sent_as="<abc@mail.gmail.com>")
    with ledger.begin() as tx:
        names = ["<nobody@x>", "<abc@mail.gmail.com>", "<k@acme.example>"]
        assert Counter(one.key for one in outbox.by_message_ids(tx, names)) == {"k": 2}
    ledger.close()


class Away(Ledger):
    """It can't be had once a letter has gone, until it is back."""

    after: Transport | None = None

    @contextmanager
    def begin(self) -> Iterator[Tx]:
        if self.after and self.after.letters:
            raise OperationalError("begin", {}, Exception("database or disk is full"))
        with super().begin() as tx:
            yield tx


def test_a_letter_goes_once_where_the_ledger_was_away_just_after_it_went(tmp_path: Path) -> None:
    team = Conversation(tmp_path)
    team.mailbox.bring(team.mail("ana", "Commitment: ship the importer by Friday", None).as_bytes())
    flow.receive(team.service, team.mailbox)
    away = Away(str(team.config.ledger.url))
    away.after = team.transport
    service = replace(team.service, ledger=away)
    with pytest.raises(OperationalError):
        flow.deliver(service, team.transport)
    assert [letter["state"] for letter in team.outbox()] == ["sending"]
    away.after = None
    team.clock.instant += timedelta(hours=1)
    flow.deliver(service, team.transport)
    away.close()
    assert len(team.transport.letters) == 1
    assert [letter["state"] for letter in team.outbox()] == ["sent"]
    team.close()

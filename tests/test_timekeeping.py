"""A clock that jumps: nothing is planned or sent meanwhile, and all goes on when it agrees again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from campaigns import Tally
from conversation import CONFIG, Conversation, MadeUpClock

from paceline import app, flow
from paceline.cli import main
from paceline.flow import Service
from paceline.ledger import Ledger, figures
from paceline.ports import ClockError
from paceline.timekeeping import LOOKS, SETTLED, Timekeeper, accept

ZONES = ("Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
"""With and without changes of the hour, of half an hour, in either half of the year."""
DAYS = (
    "2026-03-07 23:59", "2026-03-08 03:01", "2026-03-29 01:59", "2026-03-29 03:01", "2026-04-05 01:45",
    "2026-10-04 02:15", "2026-10-25 02:30", "2026-11-01 01:30", "2026-12-31 23:59", "2028-02-29 12:00",
)  # fmt: skip
JUMPS = tuple(timedelta(seconds=n) for n in (-31_536_000, -7200, -3600, -301, -299, 299, 301, 1800, 3600, 86_400))
ENOUGH = timedelta(minutes=5)


class World:
    """Time that goes on, a clock on the wall that may be wrong, and one that only counts."""

    def __init__(self, at: datetime) -> None:
        self.true = at
        self.wrong = timedelta()

    def now(self) -> datetime:
        return self.true + self.wrong

    def steady(self) -> float:
        return self.true.timestamp()

    def passes(self, span: timedelta) -> None:
        self.true += span


CASES = [(zone, day, jump) for n, zone in enumerate(ZONES) for day in DAYS for jump in JUMPS[n % 2 :: 2]]


def test_there_are_enough_cases() -> None:
    assert len(CASES) == 300


@pytest.mark.campaign("clock: jumps, changes of the hour")
def test_jumps_around_changes_of_the_hour(tally: Tally) -> None:
    """An hour that the law takes away is no jump; one that the clock does is."""
    tally(cases=len(CASES))
    for zone, day, jump in CASES:
        world = World(datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
        keeper = Timekeeper(world, world.steady)
        for _ in range(4):
            world.passes(timedelta(minutes=55))
            assert keeper.now() == world.now()
        world.wrong = jump
        if abs(jump) <= ENOUGH:
            assert keeper.now() == world.now(), (zone, day, jump)
            continue
        for _ in range(3):
            world.passes(timedelta(hours=7))
            with pytest.raises(ClockError, match="jumped ahead" if jump > timedelta() else "jumped back"):
                keeper.now()
        assert keeper.take_over() is None
        world.wrong = timedelta(seconds=2)
        assert keeper.now() == world.now(), (zone, day, jump)
        over = keeper.take_over()
        assert over is not None
        assert over.until - over.since == timedelta(hours=14, seconds=2), (zone, day, jump)
        assert keeper.take_over() is None


@pytest.mark.campaign("clock: jumps, changes of the hour")
def test_small_corrections_of_a_month_are_no_jump_and_many_at_once_are() -> None:
    world = World(datetime(2026, 11, 26, tzinfo=UTC))
    keeper = Timekeeper(world, world.steady)
    for _ in range(720):
        world.passes(timedelta(seconds=SETTLED + 1))
        world.wrong += timedelta(seconds=2)
        keeper.now()
    world.wrong += timedelta(minutes=4)
    keeper.now()
    world.wrong += timedelta(minutes=4)
    with pytest.raises(ClockError):
        keeper.now()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(datetime(2026, 11, 23, 8, tzinfo=UTC))


@pytest.fixture
def team(tmp_path: Path, world: World) -> Iterator[Conversation]:
    """A conversation whose clock is the world's, with a keeper; it opens the office as a worker does."""
    conversation = Conversation(tmp_path)
    conversation.clock = world  # type: ignore[assignment]
    keeper = Timekeeper(world, world.steady)
    conversation.service = Service(conversation.config, conversation.ledger, keeper)
    yield conversation
    conversation.close()


def a_round(team: Conversation) -> None:
    office = app.Office(team.service, team.mailbox, team.transport, keeper=team.service.clock)
    office.check()
    team.tick()


def everything(team: Conversation) -> tuple[object, ...]:
    return len(team.transport.letters), team.moments(), team.outbox(), len(team.inbox()), len(team.mailbox.mails)


@pytest.mark.campaign("clock: jumps, changes of the hour")
def test_nothing_moves_while_the_clock_is_wrong_and_the_operator_hears_of_it_once(
    team: Conversation, world: World
) -> None:
    team.invites("mara")
    team.heard_all("ops@acme.example")
    world.passes(timedelta(hours=1))
    a_round(team)
    before = everything(team)
    world.wrong = timedelta(days=30)
    team.mailbox.bring(team.mail("ana", "Commitment: ship it by 3 Dec", None).as_bytes())
    for _ in range(3):
        world.passes(timedelta(hours=1))
        with pytest.raises(ClockError):
            a_round(team)
    assert everything(team) == (*before[:4], 1)
    world.wrong = timedelta()
    a_round(team)
    told = team.hears("ops@acme.example", "The clock can be believed again", "jumped ahead by 30 days")
    assert "Mon 23 Nov" in told.text
    assert team.facts("C1")
    assert team.mailbox.mails == []
    a_round(team)
    team.hears_nothing("ops@acme.example")


@pytest.mark.campaign("clock: jumps, changes of the hour")
def test_a_letter_that_went_as_the_clock_jumped_is_marked_and_the_next_one_waits(
    team: Conversation, world: World
) -> None:
    class Jumping(type(team.transport)):  # type: ignore[misc]
        def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
            super().send(raw, sender=sender, recipient=recipient)
            world.wrong = timedelta(hours=-3)

    team.transport = Jumping()
    team.mailbox.bring(invite(team))
    flow.receive(team.service, team.mailbox)
    with team.ledger.begin() as tx:
        waiting = sum(figures.look(tx, world.now()).letters.values())
    flow.deliver(team.service, team.transport)
    assert len(team.transport.letters) == 1 < waiting
    assert sorted(str(one["state"]) for one in team.outbox()) == ["queued"] * (waiting - 1) + ["sent"]
    world.wrong = timedelta()
    team.transport = type(team.transport).__mro__[1]()
    flow.deliver(team.service, team.transport)
    assert {str(one["state"]) for one in team.outbox()} == {"sent"}
    assert len(team.transport.letters) == waiting - 1


def invite(team: Conversation) -> bytes:
    seen: list[bytes] = []
    bring, team.mailbox.bring = team.mailbox.bring, seen.append  # type: ignore[method-assign]
    team.invites("mara")
    team.mailbox.bring = bring  # type: ignore[method-assign]
    return seen[0]


@pytest.mark.campaign("clock: jumps, changes of the hour")
def test_a_ledger_that_is_ahead_of_the_clock_stops_a_fresh_process(team: Conversation, world: World) -> None:
    team.invites("mara")
    team.says("ana", "Commitment: ship it by 3 Dec", to="new")
    world.wrong = timedelta(hours=-3)
    fresh = Timekeeper(world, world.steady)
    with pytest.raises(ClockError, match="3 hours behind what was recorded last"):
        fresh.check(team.ledger)
    world.passes(timedelta(hours=2, minutes=56))
    fresh.check(team.ledger)
    assert fresh.take_over() is not None


def test_the_operator_says_that_the_clock_is_right(team: Conversation, world: World) -> None:
    """A machine that was asleep for six hours, and did not count them."""
    keeper = team.service.clock
    assert isinstance(keeper, Timekeeper)
    keeper.check(team.ledger)
    world.wrong = timedelta(hours=6)
    with pytest.raises(ClockError):
        keeper.check(team.ledger)
    accept(team.ledger, world.now())
    keeper.check(team.ledger)
    world.passes(timedelta(seconds=LOOKS + 1))
    keeper.check(team.ledger)
    world.wrong += timedelta(hours=1)
    with pytest.raises(ClockError):
        keeper.check(team.ledger)


@pytest.mark.campaign("clock: jumps, changes of the hour")
def test_a_ledger_that_is_ahead_is_believed_up_to_where_the_operator_said(team: Conversation, world: World) -> None:
    team.says("ana", "Commitment: ship it by 3 Dec", to="new")
    world.wrong = timedelta(days=-1)
    accept(team.ledger, world.now())
    Timekeeper(world, world.steady).check(team.ledger)
    world.wrong = timedelta(days=1)
    team.service = Service(team.config, team.ledger, MadeUpClock(world.now()))
    team.says("ana", "Commitment: write it by 4 Dec", to="new")
    world.wrong = timedelta(days=-1)
    with pytest.raises(ClockError):
        Timekeeper(world, world.steady).check(team.ledger)


def test_the_commands_say_so(tmp_path: Path, capsys) -> None:
    team = Conversation(tmp_path, config=CONFIG, start="2099-11-23 09:00")
    config = str(team.config.path)
    assert paceline(capsys, "clock", "-c", config)[0] == 0
    team.says("ana", "Commitment: ship it by 3 Dec", to="new")
    code, out, _ = paceline(capsys, "clock", "-c", config)
    assert code == 1
    assert "the last record is of 2099-11-23 08:00:00Z" in out
    code, _, err = paceline(capsys, "tick", "-c", config)
    assert code == 1
    assert "behind what was recorded last" in err
    assert "paceline clock accept" in err
    assert paceline(capsys, "clock", "accept", "-c", config)[0] == 0
    assert paceline(capsys, "tick", "-c", config)[0] == 0
    assert paceline(capsys, "tick", "--now", "2098-11-23T09:00Z", "-c", config)[0] == 0
    team.close()


def test_opening_the_ledger_to_look_takes_no_lock(team: Conversation) -> None:
    other = Ledger(team.config.ledger.url)
    with team.ledger.begin(), other.look() as tx:
        assert figures.newest(tx) is None
    other.close()


def paceline(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err

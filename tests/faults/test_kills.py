"""The service is killed at random moments, while people write to it and read its letters: nothing is lost, nothing
counts or arrives twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import servers
from campaigns import FULL, Tally
from faults.inspection import Findings
from faults.killing import TELLS_NOTHING, Seen, Shape, play
from faults.people import TEAM

from paceline.clerks.mailroom import ANSWERS_AN_HOUR


def told(tally: Tally, shape: Shape, seen: Seen) -> None:
    tally(
        cases=seen.mails,
        letters=seen.letters,
        kills=shape.kills,
        lost=len(seen.found.lost) + len(seen.unanswered),
        twice=len(seen.found.twice) + len(seen.answered_twice),
        doubts=len(seen.in_doubt),
    )


def assert_all_is_recorded(shape: Shape, seen: Seen) -> None:
    """Each mail of somebody's is one fact: a promise, or that it is kept."""
    reviews = seen.recorded["CadenceSet"]
    assert reviews == shape.people // TEAM
    assert seen.recorded["Promised"] + seen.recorded["Kept"] == seen.mails - reviews
    assert seen.recorded["Kept"] > shape.mails // 3


@pytest.mark.slow
@pytest.mark.campaign("kills: SQLite, a server that files what it sends")
def test_nothing_is_lost_and_nothing_goes_twice(tmp_path: Path, tally: Tally) -> None:
    shape = Shape(kills=1000, mails=20_000, people=200) if FULL else Shape(kills=100, mails=400, people=40)
    seen = play(tmp_path, shape)
    told(tally, shape, seen)
    assert seen.found == Findings()
    assert (seen.unanswered, seen.answered_twice) == ([], [])
    assert_all_is_recorded(shape, seen)
    assert seen.errors == set()
    assert seen.mails >= shape.mails
    assert seen.letters >= shape.mails
    assert seen.at_work > 0
    assert seen.had_gone <= len(seen.in_doubt)
    if FULL:  # of few kills chance may let none hit where it hurts
        assert seen.at_work > 0.9 * shape.kills
        assert len(seen.in_doubt) >= shape.kills // 20
        assert 0 < seen.had_gone < len(seen.in_doubt)


@pytest.mark.slow
@pytest.mark.campaign("kills: SQLite, a server that can't be asked")
def test_where_nothing_can_be_looked_up_only_what_was_in_hand_goes_again(tmp_path: Path, tally: Tally) -> None:
    """As the same mail (RFC 1047), and no reminder: that is dropped."""
    size = {"kills": 200, "mails": 2000, "people": 100} if FULL else {"kills": 20, "mails": 60, "people": 20}
    shape = Shape(**size, transport=TELLS_NOTHING, seed=2)
    seen = play(tmp_path, shape)
    told(tally, shape, seen)
    assert (seen.found.lost, seen.found.wrong, seen.unanswered, seen.answered_twice) == ([], [], [], [])
    assert {line.partition(" ")[0] for line in seen.found.twice} <= seen.in_doubt
    assert set(seen.found.dropped) <= seen.in_doubt
    assert_all_is_recorded(shape, seen)
    assert seen.errors == set()


@pytest.mark.slow
@pytest.mark.campaign("kills: SQLite, and the process that settles mails")
def test_the_process_that_settles_mails_is_killed_as_often_as_who_started_it(tmp_path: Path, tally: Tally) -> None:
    """One who lost who started it ends by itself, with the mail that it has in hand."""
    size = {"kills": 200, "mails": 2000, "people": 100} if FULL else {"kills": 10, "mails": 60, "people": 20}
    shape = Shape(**size, apart=True, seed=4)
    seen = play(tmp_path, shape)
    told(tally, shape, seen)
    assert seen.found == Findings()
    assert (seen.unanswered, seen.answered_twice) == ([], [])
    assert_all_is_recorded(shape, seen)
    assert seen.errors == set()


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.campaign("kills: PostgreSQL and Redis, one of four processes")
def test_one_of_several_processes_is_killed_while_the_others_work_on(
    tmp_path: Path, fresh_postgres: str, tally: Tally
) -> None:
    storage = f'[ledger]\nurl = "{fresh_postgres}"\n[queue]\nurl = "{servers.redis()}"\n'
    roles = (("listener",), ("scheduler",), ("worker",), ("worker",))
    # The clock is the machine's here, and nobody gets more than ANSWERS_AN_HOUR: there are people enough for all mails.
    size = {"kills": 200, "mails": 4000, "people": 200} if FULL else {"kills": 20, "mails": 80, "people": 20}
    assert size["mails"] < ANSWERS_AN_HOUR * size["people"]
    shape = Shape(**size, storage=storage, roles=roles, between=timedelta(), seed=3)
    seen = play(tmp_path, shape)
    told(tally, shape, seen)
    assert seen.found == Findings()
    assert (seen.unanswered, seen.answered_twice) == ([], [])
    assert_all_is_recorded(shape, seen)
    assert seen.errors == set()

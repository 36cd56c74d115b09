"""An offer counts when its owner accepts, and says before and after what speaks against it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

LIMITED = CONFIG.replace('name = "Platform"', 'name = "Platform"\nmost_open = 2')


@pytest.fixture
def busy(tmp_path: Path) -> Conversation:
    """Bo owes two things on Monday 7 December, and Ana asks for a third; the team wants two at most."""
    team = Conversation(tmp_path, config=LIMITED)
    team.invites("mara").at("2026-11-27 09:00")
    team.says("bo", "Next\n- write the guide by 7 Dec\n- clean the index by 7 Dec")
    team.says("ana", "Next\n- @bo: review the schema by 7 Dec").heard_all()
    yield team
    team.close()


AGAINST = "ou have 2 open, 2 due the same day, and your team wants 2 at most (agreement 5.1)"


def test_an_offer_tells_what_speaks_against_it(busy: Conversation) -> None:
    busy.at("2026-11-30 09:00").hears("bo", "Ana asks you: review the schema", f"Y{AGAINST}.")


def test_accepting_warns_and_counts(busy: Conversation) -> None:
    busy.says("bo", "C3 accept", to="new").hears("bo", "You accepted: review the schema", f"y{AGAINST}")
    assert busy.status("C3") == "open"


def test_accepting_for_another_day_warns_of_that_day(busy: Conversation) -> None:
    busy.says("bo", "C3 to 8 Dec", to="new")
    assert "you have 2 open, and your team wants 2 at most (agreement 5.1)" in busy.hears("bo", "Tue 8 Dec").words
    assert busy.status("C3") == "open"


def test_an_absence_over_the_day_is_said(busy: Conversation) -> None:
    busy.says("bo", "away 3 Dec to 9 Dec", to="new").heard_all()
    busy.says("bo", "C3 accept", to="new").hears("bo", "you are away from Thu 3 Dec")


def test_moving_ones_own_is_no_acceptance(busy: Conversation) -> None:
    busy.says("bo", "C1 to 8 Dec because the wiki is down", to="new")
    assert "you have" not in busy.hears("bo", "Tue 8 Dec").words


def test_who_has_nothing_open_reads_no_warning(busy: Conversation) -> None:
    busy.says("bo", "Next\n- @mara: book the room by 7 Dec", to="new").says("mara", "C4 accept", to="new")
    assert "you have" not in busy.hears("mara", "You accepted: book the room").words

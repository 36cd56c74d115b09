from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from conversation import CONFIG, Conversation

CHEN = """
[people.chen]
name = "Chen Wei"
address = "chen@acme.example"
team = "platform"
zone = "America/Los_Angeles"
"""


@pytest.fixture
def far(tmp_path) -> Conversation:
    """Chen is nine hours behind the others."""
    team = Conversation(tmp_path, config=CONFIG + CHEN).invites("mara", guests=("mara", "ana", "bo", "chen"))
    team.at("2026-11-27 19:00").says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 12:00").heard_all()
    yield team
    team.close()


def test_what_became_of_an_intent_waits_for_the_end_of_quiet_hours(far: Conversation) -> None:
    far.at("2026-12-01 12:00").hears("bo", "Adopted: drop Python 3.11")
    far.at("2026-12-01 15:59")
    assert not [letter for letter in far.letters("chen") if "Adopted" in letter.subject]
    far.at("2026-12-01 16:00").hears("chen", "Adopted: drop Python 3.11")
    (row,) = [row for row in far.outbox() if row["kind"] == "outcome" and row["person"] == "chen"]
    assert row["sent_at"] == datetime(2026, 12, 1, 7, tzinfo=ZoneInfo("America/Los_Angeles"))


def test_who_stands_behind_it_is_called_you(far: Conversation) -> None:
    far.says("bo", "D1 object: the edge nodes still run it")
    assert "your intent" in far.hears("ana", "Stopped for now").text
    assert "Ana's intent" in far.hears("mara", "Stopped for now").text
    far.hears("bo", "You object: drop Python 3.11")
    assert not [letter for letter in far.letters("bo") if "Stopped" in letter.text], "the receipt says it already"

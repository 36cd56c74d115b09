"""What a cadence says of itself: what it is for, and that whoever runs it is away."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import Conversation


@pytest.fixture
def team(tmp_path: Path) -> Conversation:
    return Conversation(tmp_path)


def test_what_a_cadence_is_for_is_asked_once_and_stands_above_the_questions(team: Conversation) -> None:
    team.invites("mara").hears("mara", "What is it for?", "I ask this once")
    team.says("mara", "why: to see early where a hand is needed").hears("mara", "why", "to see early")
    team.at("2026-11-27 09:00").hears("ana", "Why: to see early where a hand is needed")
    team.invites("mara", start="2026-11-30 11:00", sequence=1)
    assert not any("What is it for" in letter.words for letter in team.letters("mara")[1:])


@pytest.mark.parametrize(("rule", "text"), [("FREQ=WEEKLY", "why: so that nobody waits"), ("", "")])
def test_it_is_not_asked_where_it_was_said_nor_of_a_single_event(team: Conversation, rule: str, text: str) -> None:
    team.invites("mara", rule, text=text)
    assert not any("What is it for" in letter.words for letter in team.letters("mara"))


def test_the_others_hear_that_whoever_runs_it_is_away_and_whom_to_ask(team: Conversation) -> None:
    team.invites("mara").says("mara", "away 30 Nov to 4 Dec, deputy @bo", to="new").at("2026-11-27 09:00")
    team.hears("ana", "Mara, who runs this, is away until Fri 4 Dec; ask Bo.")
    team.hears("bo", "Mara, who runs this, is away until Fri 4 Dec; you stand in.")
    assert "who runs this" not in " ".join(letter.words for letter in team.letters("mara"))
    team.at("2026-12-04 09:00").heard_all()
    assert "who runs this" not in team.last("ana").words


def test_without_a_deputy_it_is_said_all_the_same(team: Conversation) -> None:
    team.invites("mara").says("mara", "away 30 Nov", to="new").at("2026-11-27 09:00")
    team.hears("ana", "Mara, who runs this, is away until Mon 30 Nov.")


def test_a_guest_for_one_date_is_asked_for_that_date_only(team: Conversation) -> None:
    only = "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000\n"
    team.invites("mara", guests=("mara", "ana"))
    team.invites("mara", "", start="2026-12-07 10:00", guests=("mara", "ana", "bo"), extra=only, sequence=1)
    team.at("2026-11-30 12:00").hears_nothing("bo")
    team.at("2026-12-04 09:00").hears("bo", "your update for Mon 7 Dec")
    team.heard_all("bo").at("2026-12-07 09:00").hears("bo", "Platform weekly, Mon 7 Dec")
    team.at("2026-12-14 12:00").hears_nothing("bo")

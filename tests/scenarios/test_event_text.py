"""What an event's text says, and what its organizer hears when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import Conversation

SAID = "ask: 2 days before\nDecision: we keep SQLite because it is enough\nCommitment: I review the schema by 4 Dec"


@pytest.fixture
def team(tmp_path: Path) -> Conversation:
    return Conversation(tmp_path)


def accepted_and_no_more(team: Conversation) -> None:
    """The calendar's answer is due for each revision."""
    team.hears("mara", "Accepted: ")
    team.hears_nothing("mara")


def test_another_language_is_a_change_that_is_told(team: Conversation) -> None:
    team.invites("mara").heard_all().invites("mara", text="Sprache: Deutsch", sequence=1)
    assert "language de" in team.hears("mara", "You changed this").words


def test_settings_in_the_organizers_language_hold(team: Conversation) -> None:
    team.invites("mara", text="Vorlage: retro\nFragen: 2 Tage vorher\nErinnern: aus")
    heard = team.hears("mara", "I accepted your invite", "2 working days before", "template: retro").words
    assert "remind nobody" in heard
    assert "did not understand" not in heard


def test_what_was_taken_out_of_the_text_stands_and_is_told(team: Conversation) -> None:
    team.invites("mara", text=SAID).heard_all()
    team.invites("mara", text="ask: 2 days before", sequence=1)
    heard = team.hears(
        "mara", "changed", "D1", "taken out of the text, but it stands", "Decision: we keep SQLite"
    ).words
    assert '"C1 drop: …" takes it back' in heard
    assert heard.count("we keep SQLite") == 1, "once as a record, not again as words"
    team.says("mara", "C1 drop: Bo did it")
    assert (team.status("C1"), team.status("D1")) == ("dropped", "decided")
    team.heard_all().invites("mara", text="ask: 2 days before\nBring cake", sequence=2)
    accepted_and_no_more(team)


def test_an_intent_that_was_taken_out_can_be_withdrawn(team: Conversation) -> None:
    team.invites("mara", text="Intent: drop Python 3.11 unless objected by Friday").heard_all()
    team.invites("mara", sequence=1).hears("mara", '"D1 withdraw" takes it back')
    team.says("mara", "D1 withdraw")
    assert team.status("D1") == "withdrawn"


def test_one_mail_shows_the_whole_difference(team: Conversation) -> None:
    team.invites("mara", text=f"{SAID}\nBring cake").heard_all()
    text = "ask: 3 days before\nlanguage: de\nDecision: we keep SQLite because it is enough\nBring tea"
    team.invites("mara", text=text, sequence=1)
    heard = team.hears("mara", "You changed this").words
    for difference in (
        "ask 3 working days before (was: 2 working days before)",
        "language de",
        "C1 taken out of the text, but it stands",
        "text Bring tea (was: Bring cake)",
    ):
        assert difference in heard
    assert "D1" not in heard
    accepted_and_no_more(team)


def test_words_for_people_are_no_news(team: Conversation) -> None:
    team.invites("mara", text="Bring cake").heard_all()
    team.invites("mara", text="Bring tea", sequence=1)
    accepted_and_no_more(team)


def test_a_new_wording_of_a_decision_is_a_new_one_and_the_old_one_stands(team: Conversation) -> None:
    team.invites("mara", text="Decision: we keep SQLite").heard_all()
    team.invites("mara", text="Decision: we keep SQLite for the edge", sequence=1)
    team.hears("mara", "D1 taken out of the text, but it stands")
    team.hears("mara", "This is recorded", "we keep SQLite for the edge", "D2")

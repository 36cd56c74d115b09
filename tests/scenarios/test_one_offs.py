"""A single event may ask for just one thing: a look at a decision, at commitments, or the points of an agenda."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

EVE = """
[teams.design]
name = "Design"

[people.eve]
name = "Eve Ito"
address = "eve@acme.example"
team = "design"
zone = "Europe/Berlin"
"""


@pytest.fixture
def team(tmp_path: Path) -> Conversation:
    return Conversation(tmp_path, config=CONFIG + EVE)


def once(team: Conversation, text: str, *, title: str = "Look back", guests: tuple[str, ...] = ("mara", "ana", "bo")):
    return team.invites("mara", "", text=text, title=title, uid="once@acme.example", guests=guests)


def kept_since_monday(team: Conversation) -> Conversation:
    return team.says("ana", "Decision: we keep SQLite because it is enough", to="new").heard_all()


def promised(team: Conversation) -> Conversation:
    team.says("ana", "Commitment: ship the importer by 4 Dec", to="new")
    return team.says("bo", "Commitment: review the schema by 2 Dec", to="new").heard_all()


# --- a decision -----------------------------------------------------------------------------------------------------


def test_a_decision_comes_back_with_its_reason_and_the_digest_shows_what_was_said(team: Conversation) -> None:
    once(kept_since_monday(team), "review: D1").hears("mara", "I'll ask for a look back", 'shown D1 ("we keep SQLite")')
    asked = team.at("2026-11-27 09:00").hears("bo", "what came of D1?", "Ana decided on Mon 23 Nov: we keep SQLite")
    assert '"it is enough"' in asked.words
    assert "Done" not in asked.words, "only that is asked"
    team.says("bo", "What happened: the writes doubled\nKeep, amend or reverse: keep it").hears("bo", "recorded")
    team.at("2026-11-30 09:00").hears("ana", "What happened: the writes doubled", "Keep, amend or reverse: keep it")


def test_of_an_open_intent_its_owner_and_the_others_are_told_what_works(team: Conversation) -> None:
    team.says("ana", "Intent: drop Python 3.11 unless objected by 4 Dec", to="new")
    team.at("2026-11-24 09:00").says("bo", "D1 object: the vendor needs it").heard_all()
    once(team, "review: D1").at("2026-11-27 09:00")
    assert "D1 amend: …" in team.hears("ana", "what came of D1?", 'Bo said then: "the vendor needs it"').words
    assert "D1 ok" in team.hears("bo", "what came of D1?", 'You said then: "the vendor needs it"').words
    team.says("ana", "D1 withdraw")
    assert team.status("D1") == "withdrawn"
    assert "Ana" not in team.at("2026-11-30 09:00").hears("mara", "NO WORD YET").words.partition("NO WORD YET")[2]


@pytest.mark.parametrize("review", ["D9", "commitments of @zed"])
def test_a_review_of_nothing_that_is_known_is_named_to_the_organizer(team: Conversation, review: str) -> None:
    once(team, f"review: {review}").hears("mara", f'There is no "{review}" on record that you may know of')
    confirmation = team.last("mara") if "Which one" in team.last("mara").text else team.letters("mara")[-2]
    team.says("ana", "Decision: we keep SQLite", to="new").heard_all()
    team.says("mara", "review: D1", to=confirmation).hears("mara", "You changed this", "review D1")
    team.at("2026-11-27 09:00").hears("bo", "Ana decided on Mon 23 Nov: we keep SQLite")


def test_a_decision_of_another_team_is_shown_to_nobody(team: Conversation) -> None:
    team.says("eve", "Decision: blue buttons because of the brand", to="new").heard_all()
    once(team, "review: D1").hears("mara", 'There is no "D1" on record that you may know of')
    team.at("2026-11-27 09:00")
    assert not any("blue" in letter.text for who in ("mara", "ana", "bo") for letter in team.letters(who))


def test_a_guest_from_another_team_sees_the_question_only(team: Conversation) -> None:
    once(kept_since_monday(team), "review: D1", guests=("ana", "eve")).at("2026-11-27 09:00")
    assert "SQLite" not in team.hears("eve", "What happened").text


# --- commitments ----------------------------------------------------------------------------------------------------


def test_the_open_commitments_of_the_team_come_back(team: Conversation) -> None:
    once(promised(team), "review: commitments of @team").at("2026-11-27 09:00")
    asked = team.hears("bo", "the open commitments of the team", "Ana: ship the importer, due Fri 4 Dec").words
    assert "review the schema, due Wed 2 Dec" in asked
    assert "ALSO OPEN" not in asked, "each is shown once"
    team.says("bo", "C2 done").hears("bo", "Kept: review the schema")
    team.says("ana", "C1 to 7 Dec because the vendor is late").heard_all("ana")
    digest = team.at("2026-11-30 09:00").hears("mara", "kept", "review the schema", "moved", "C1")
    assert "Bo" not in digest.words.partition("NO WORD YET")[2], "a word on a commitment is an answer"
    assert not any("still time" in letter.subject for letter in team.letters("bo"))


def test_of_one_person_only(team: Conversation) -> None:
    once(promised(team), "review: commitments of @bo").hears("mara", "the open commitments of Bo")
    asked = team.at("2026-11-27 09:00").hears("ana", "the open commitments of Bo", "review the schema")
    assert "ship the importer, due" not in asked.words.partition("ALSO OPEN")[0]


def test_each_their_own(team: Conversation) -> None:
    once(promised(team), "review: commitments").at("2026-11-27 09:00")
    assert "schema" not in team.hears("ana", "your open commitments", "ship the importer").text
    team.hears("mara", "Nothing of yours is open")


# --- an agenda ------------------------------------------------------------------------------------------------------


def test_the_digest_is_the_agenda(team: Conversation) -> None:
    once(kept_since_monday(team), "agenda").at("2026-11-27 09:00")
    team.hears("bo", "what needs talk on Mon 30 Nov?")
    team.says("bo", "- hiring\n- the office\n- the write rate (D1)")
    team.says("ana", "Points:\n- Hiring.\n- D1 again\n- ship the importer by Friday")
    agenda = team.at("2026-11-30 09:00").hears("mara", "Look back, Mon 30 Nov: 5 points to talk about").words
    order = ["the write rate (D1) (Bo) D1: we keep SQLite", "D1 again (Ana)", "hiring (Bo and Ana)", "the office (Bo)"]
    assert [agenda.find(point) for point in order] == sorted(agenda.find(point) for point in order)
    assert all(point in agenda for point in (*order, "ship the importer by Friday (Ana)"))
    assert team.record("C1") is None, "a point is no promise"


def test_no_points_no_meeting(team: Conversation) -> None:
    once(team, "", title="Agenda").at("2026-11-27 09:00")
    for who in ("mara", "ana", "bo"):
        team.says(who, "skip")
    team.at("2026-11-30 09:00").hears("ana", "no need to meet")


def test_in_a_series_or_over_a_list_it_is_prose(team: Conversation) -> None:
    team.invites("mara", text="agenda").at("2026-11-27 09:00").hears("ana", "your update", "Done")
    once(team.heard_all(), "Agenda\n- numbers\n- the plan").hears("mara", "template: status")


def test_what_is_asked_once_does_not_speak_of_from_now_on(team: Conversation) -> None:
    once(team, "").at("2026-11-27 09:00")
    assert "from now on" not in team.hears("ana", "your update").words


def test_a_series_may_review_too(team: Conversation) -> None:
    promised(team).invites("mara", text="review: commitments of @team").at("2026-11-27 09:00")
    team.hears("bo", "collected by mail from now on", "review the schema")

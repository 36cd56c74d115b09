"""Reviews that recur: what each shows above its questions, and what stays until it is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

DESIGN = """
[teams.design]
name = "Design"

[people.eve]
name = "Eve Ito"
address = "eve@acme.example"
team = "design"
zone = "Europe/Berlin"

[people.finn]
name = "Finn Roe"
address = "finn@acme.example"
team = "design"
zone = "Europe/Berlin"
"""
FORTNIGHT = "FREQ=WEEKLY;INTERVAL=2"


@pytest.fixture
def team(tmp_path: Path) -> Conversation:
    return Conversation(tmp_path, config=CONFIG + DESIGN)


def review(team: Conversation, template: str, rule: str = FORTNIGHT, **more: object) -> Conversation:
    return team.invites("mara", rule, text=f"template: {template}", title="Review", **more)  # type: ignore[arg-type]


# --- commitments ----------------------------------------------------------------------------------------------------


def test_each_is_asked_about_their_own_commitments_and_the_digest_shows_the_teams(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 4 Dec", to="new")
    team.says("bo", "Commitment: review the schema by 2 Dec", to="new").heard_all()
    review(team, "commitments-review").hears("mara", "each is shown their own open commitments")
    team.at("2026-11-27 09:00")
    assert "schema" not in team.hears("ana", "your open commitments", "ship the importer", "C1 done").text
    team.hears("mara", "Nothing of yours is open")
    team.says("ana", "C1 to 7 Dec because the vendor is late").says("bo", "C2 done").heard_all()
    digest = team.at("2026-11-30 09:00").hears("mara", "ship the importer", "review the schema")
    assert "Ana" not in digest.words.partition("NO WORD YET")[2], "a word on a commitment is an answer"
    team.at("2026-12-11 09:00").hears("bo", "Nothing of yours is open")


# --- decisions ------------------------------------------------------------------------------------------------------


def test_decisions_come_back_by_their_day_or_their_age(team: Conversation) -> None:
    team.says("ana", "Decision: we keep SQLite because it is enough, review in December", to="new")
    team.says("bo", "Decision: we deploy on Tuesdays", to="new").heard_all()
    review(team, "decisions-review").at("2026-11-27 09:00")
    assert "SQLite" not in team.hears("ana", "what became of these decisions?").words
    team.at("2026-12-14 12:00").heard_all()
    asked = team.at("2026-12-25 09:00").hears("ana", "we keep SQLite, review Thu 31 Dec", "D1 keep because")
    assert "deploy" not in asked.words
    assert "Ana: we keep SQLite" in team.hears("bo", "(replaces D1)").words
    team.says("ana", "D1 keep because the writes never rose").heard_all()
    team.at("2026-12-28 09:00").hears("bo", "we keep SQLite", "kept", "the writes never rose")
    team.at("2027-05-27 12:00").heard_all()
    old = team.at("2027-05-28 09:00").hears("bo", "we deploy on Tuesdays, since Mon 23 Nov")
    assert "Ana: we keep SQLite, since" not in old.words, "what was looked at again is young again"


def test_decisions_of_another_team_are_shown_to_no_guest(team: Conversation) -> None:
    team.says("ana", "Decision: we keep SQLite, review in December", to="new").heard_all()
    review(team, "decisions-review", guests=("mara", "eve")).at("2026-12-10 12:00")
    assert "SQLite" not in " ".join(letter.text for letter in team.letters("eve"))


# --- the agreement --------------------------------------------------------------------------------------------------


def test_what_is_agreed_stands_above_the_questions_and_a_change_is_an_intent(team: Conversation) -> None:
    review(team, "agreement-review", "FREQ=MONTHLY", start="2026-11-30 10:00").at("2026-11-27 09:00")
    asked = team.hears("ana", "What your team has agreed on", "3.1 an intent stays open for: 2 working days")
    assert "Still works" in asked.text
    team.says("ana", "Does not work any more: 3.1, we are too many\nWhat should change\n- agreement 3.1: three days")
    team.hears("ana", "You intend: agreement 3.1, an intent stays open for: 3 working days")
    assert team.status("D1") == "intended"
    team.at("2026-11-30 09:00").hears("bo", "stays open for: 3 working days", "3.1, we are too many")


# --- obstacles ------------------------------------------------------------------------------------------------------


def obstacles(team: Conversation) -> Conversation:
    return review(team, "obstacles", guests=("mara", "ana", "eve"))


def test_an_obstacle_has_an_owner_and_stays_until_it_is_removed(team: Conversation) -> None:
    obstacles(team).at("2026-11-27 09:00").hears("eve", "It goes to Mara, Ana and you")
    team.says("eve", "Obstacles\n- nobody may order test phones").hears("eve", "H1")
    digest = team.at("2026-11-30 09:00").hears(
        "ana", "OBSTACLES", "nobody may order test phones (Eve, since Fri 27 Nov)"
    )
    assert "Nobody has it yet" in digest.words
    asked = team.at("2026-12-11 09:00").hears("ana", "Still in the way", "nobody may order test phones")
    assert "H1 take" in asked.words
    team.says("ana", "H1 take").hears("ana", "You help with")
    team.at("2026-12-14 09:00").hears("eve", "nobody may order test phones", "Taken by Ana")
    team.at("2026-12-28 09:00").heard_all("eve", "mara").hears("ana", "Taken by Ana")
    team.at("2026-12-29 09:00").says("ana", "H1 done they may now", to="new").heard_all()
    team.at("2027-01-11 09:00").hears("eve", "removed: nobody may order test phones")
    assert "test phones" not in team.at("2027-01-25 09:00").last("eve").text


def test_what_nobody_has_taken_since_the_last_digest_needs_a_meeting(team: Conversation) -> None:
    obstacles(team).at("2026-11-27 09:00").says("eve", "Obstacles: nobody may order test phones")
    assert "no need to meet" in team.at("2026-11-30 09:00").last("eve").subject
    assert "meet 5 minutes" in team.at("2026-12-14 09:00").last("eve").subject


def test_no_team_reads_a_word_of_another_beyond_the_obstacles(team: Conversation) -> None:
    team.says("ana", "Commitment: the secret launch by 11 Dec", to="new")
    team.says("eve", "Commitment: a hidden colour by 11 Dec", to="new").heard_all()
    obstacles(team).at("2026-11-27 09:00")
    team.says("eve", "Obstacles: nobody may order test phones\nWhat got easier: hiring")
    team.invites("mara", guests=("mara", "ana", "bo"), start="2026-12-01 10:00", uid="weekly@acme.example")
    team.at("2026-12-14 12:00")
    for who in ("eve", "finn"):
        assert not any("secret launch" in letter.text for letter in team.letters(who))
    for who in ("mara", "ana", "bo"):
        assert not any("hidden colour" in letter.text for letter in team.letters(who))
    for outside in ("bo", "finn"):
        assert not any("test phones" in letter.text for letter in team.letters(outside)), outside
        team.says(outside, "find phones", to="new").says(outside, "why H1", to="new")
        assert not any("order test phones" in letter.text for letter in team.letters(outside)), outside


# --- a sprint -------------------------------------------------------------------------------------------------------


def test_a_sprint_opens_with_a_goal_and_closes_with_what_came_of_it(team: Conversation) -> None:
    review(team, "sprint", "FREQ=WEEKLY;INTERVAL=2;COUNT=3").at("2026-11-27 09:00")
    opening = team.hears("mara", "your update for Mon 30 Nov", "Goal of the next sprint")
    assert "What came of it" not in opening.text, "nothing has been yet"
    assert "Goal of the next sprint" not in team.hears("ana", "What I will do for it").text, "it is asked once"
    team.says("mara", "Goal of the next sprint: the importer runs every night").hears("mara", "You intend")
    team.says("ana", "What I will do for it\n- write the schedule by 4 Dec").heard_all()
    team.at("2026-11-30 09:00").hears("bo", "the importer runs every night")
    team.at("2026-12-10 12:00").heard_all()
    closing = team.at("2026-12-11 09:00").hears("ana", "The goal of Mara: the importer runs every night")
    assert "What came of it" in closing.text
    team.says("ana", "What came of it: nine nights of ten").says("mara", "Goal: the exporter too")
    team.at("2026-12-14 09:00").hears("bo", "nine nights of ten")
    last = team.at("2026-12-25 09:00").heard_all("bo").hears("mara", "the exporter too")
    assert "Goal of the next sprint" not in last.text
    assert "What I will do" not in last.text


# --- a show, a charter ----------------------------------------------------------------------------------------------


def test_links_are_kept_as_they_were_written(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 4 Dec", to="new").heard_all()
    link = "https://wiki.acme.example/importer/design?version=17&section=the-retry-rules-of-the-importer"
    review(team, "show").at("2026-11-27 09:00")
    team.says("ana", f"To look at\n- {link} the importer's retry rules\nThanks: @bo for the data")
    digest = team.at("2026-11-30 09:00").hears("bo", "To look at", "the importer's retry rules", "to Bo: the data")
    assert link in digest.text
    assert "ship the importer" not in digest.text, "it tells of what is shown only"


def test_a_charter_is_three_questions(team: Conversation) -> None:
    review(team, "charter", "").at("2026-11-27 09:00").hears("ana", "Who benefits", "Which problem", "Why we care")
    team.says("ana", "Who benefits: whoever waits for data\nWhich problem: it is late\nWhy we care: we waited, too")
    team.at("2026-11-30 09:00").hears("bo", "whoever waits for data", "it is late", "we waited, too")

"""A person's own week: once a week, to that person only, and never as a second mail of the day."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation, Letter

EVE = """
[teams.ops]
name = "Ops"

[people.eve]
name = "Eve Ott"
address = "eve@acme.example"
team = "ops"
zone = "Europe/Berlin"
"""


def weeks(team: Conversation, who: str) -> list[Letter]:
    return [letter for letter in team.letters(who) if letter.subject.startswith("Your week")]


@pytest.fixture
def promised(team: Conversation) -> Conversation:
    """No review, so nobody is asked for anything; Ana has promised three things, Bo owes her one."""
    team.says("ana", "Commitment: ship the importer by 9 Dec\nCommitment: write the plan by 7 Dec", to="new")
    team.says("ana", "Commitment: publish the draft by 16 Dec for @bo\n@bo: review the schema by 10 Dec", to="new")
    return team.says("bo", "C4 accept", to="new").heard_all()


def test_on_friday_everybody_hears_of_their_own_week(promised: Conversation) -> None:
    promised.says("ana", "C2 done", to="new").heard_all().at("2026-12-04 09:00")
    letter = promised.hears("ana", "Your week, Fri 4 Dec", "Next: ship the importer, by Wed 9 Dec.")
    assert "kept write the plan C2" in letter.words
    assert "WHAT YOU OWE Wed 9 Dec: ship the importer C1 Wed 16 Dec: publish the draft C3" in letter.words
    assert "WHAT YOU ARE OWED Thu 10 Dec: review the schema (Bo) C4" in letter.words
    theirs = promised.hears("bo", "Your week, Fri 4 Dec")
    assert "importer" not in theirs.words
    assert "publish the draft (Ana)" in theirs.words
    assert not weeks(promised, "mara")


def test_it_comes_once_a_week_and_tells_what_is_new(promised: Conversation) -> None:
    promised.says("ana", "C2 done", to="new").at("2026-12-12 12:00")
    first, second = weeks(promised, "ana")
    assert "write the plan" in first.text
    assert "write the plan" not in second.text


def test_a_move_is_told_with_both_days(promised: Conversation) -> None:
    promised.says("ana", "C1 to 15 Dec because the vendor is late", to="new").heard_all().at("2026-12-04 09:00")
    assert "moved ship the importer, from Wed 9 Dec to Tue 15 Dec C1" in promised.hears("ana", "Your week").words


def test_what_waits_for_my_word_stands_in_it(team: Conversation) -> None:
    team.says("bo", "Commitment: the plan by 20 Dec", to="new")
    team.says("ana", "Help: a DBA for an hour", to="new").heard_all().at("2026-12-04 09:00")
    assert "WAITS FOR YOUR WORD You need a hand: a DBA for an hour H1" in team.hears("ana", "Your week").words


def test_with_an_envelope_on_that_day_there_is_one_mail(promised: Conversation) -> None:
    promised.invites("mara", start="2026-12-07 10:00").heard_all()
    promised.says("ana", "C2 done", to="new").heard_all().at("2026-12-04 18:00")
    letter = promised.hears("ana", "Platform weekly: your update for Mon 7 Dec")
    assert "YOUR WEEK: WHAT YOU DID kept write the plan C2" in letter.words
    assert "YOUR WEEK: WHAT ELSE YOU OWE Wed 9 Dec: ship the importer C1" in letter.words
    assert not weeks(promised, "ana")
    assert "YOUR WEEK" not in promised.hears("mara", "your update for Mon 7 Dec").words
    envelopes = [row for row in promised.outbox() if row["kind"] == "envelope" and row["person"] == "ana"]
    assert len(envelopes) == 1


def test_what_the_envelope_asks_about_is_not_told_twice(promised: Conversation) -> None:
    promised.says("bo", "Commitment: rotate the keys by 4 Dec\nCommitment: the report by 8 Dec", to="new").heard_all()
    letter = promised.at("2026-12-04 09:00").hears("bo", "Due today: rotate the keys")
    assert letter.text.count("rotate the keys") == 1
    assert "the report" in letter.words.partition("YOUR WEEK: WHAT ELSE YOU OWE")[2]


def test_where_there_is_nothing_to_say_nothing_comes(team: Conversation) -> None:
    team.says("ana", "Commitment: the plan by 25 Nov", to="new").says("ana", "C1 done", to="new").heard_all()
    team.at("2027-01-20 12:00")
    (only,) = weeks(team, "ana")
    assert "Nothing is open with you." in only.text
    assert not [moment for moment in team.moments() if moment.kind.startswith("week")], "it waits for the next fact"


@pytest.mark.parametrize(
    ("stop", "start"),
    [
        ("stop week", "start week"),
        ("stopp meine woche", "starten meine woche"),
        ("stop digests", "start digests"),
        ("unsubscribe weekly", "start weekly"),
    ],
)
def test_it_can_be_stopped_and_started(promised: Conversation, stop: str, start: str) -> None:
    promised.says("ana", stop, to="new").at("2026-12-04 12:00")
    assert not weeks(promised, "ana")
    assert weeks(promised, "bo")
    promised.says("ana", start, to="new").at("2026-12-11 12:00")
    assert weeks(promised, "ana")


def test_stop_in_answer_to_it_ends_it_and_nothing_else(promised: Conversation) -> None:
    promised.at("2026-12-04 09:00").says("ana", "stop").hears("ana", 'You are told of your week no more; "start week"')
    (ana,) = [person for person, _ in promised.people() if person.id == "ana"]
    assert ana.stopped == {"week"}


def test_who_is_away_gets_none_and_hears_of_both_weeks_after_it(promised: Conversation) -> None:
    promised.says("ana", "C2 done", to="new").says("ana", "away 30 Nov to 8 Dec", to="new").at("2026-12-06 12:00")
    assert not weeks(promised, "ana")
    letter = promised.at("2026-12-11 09:00").last("ana")
    assert "kept write the plan C2" in letter.words


def test_who_does_not_work_on_fridays_hears_on_thursday(promised: Conversation) -> None:
    promised.says("ana", "free on Fridays", to="new").at("2026-12-02 12:00").heard_all()
    promised.at("2026-12-03 09:00").hears("ana", "Your week, Thu 3 Dec")
    promised.at("2026-12-05 12:00")
    assert len(weeks(promised, "ana")) == 1


def test_after_an_outage_there_is_one_and_no_burst(promised: Conversation) -> None:
    promised.clock.instant = promised._instant("2026-12-16 12:00")
    promised.tick()
    assert not weeks(promised, "ana"), "it was held up past its days"
    promised.at("2026-12-18 12:00")
    assert sum("YOUR WEEK" in x.text or x.subject.startswith("Your week") for x in promised.letters("ana")) == 1


def test_held_up_for_some_hours_it_still_comes_that_day(promised: Conversation) -> None:
    promised.at("2026-12-03 12:00")
    promised.clock.instant = promised._instant("2026-12-04 15:00")
    promised.tick()
    assert len(weeks(promised, "ana")) == 1


@pytest.mark.parametrize("day", ["off", "mon"])
def test_a_team_may_have_it_on_another_day_or_never(tmp_path: Path, day: str) -> None:
    team = Conversation(tmp_path, config=CONFIG.replace('name = "Platform"', f'name = "Platform"\nweek = "{day}"'))
    team.says("ana", "Commitment: the plan by 20 Dec", to="new").at("2026-12-06 12:00")
    assert [letter.subject for letter in weeks(team, "ana")] == ([] if day == "off" else ["Your week, Mon 30 Nov"])
    team.close()


def test_who_was_often_late_hears_so_alone(team: Conversation) -> None:
    for number in (1, 2, 3):
        team.says("ana", f"Commitment: plan {number} by 24 Nov", to="new")
    team.at("2026-12-01 09:00")
    for number in (1, 2, 3):
        team.says("ana", f"C{number} done", to="new")
    team.says("bo", "Commitment: the report by 20 Dec", to="new").heard_all().at("2026-12-04 12:00")
    mine = [letter for letter in team.letters("ana") if "3 of yours were late in the last five weeks" in letter.words]
    assert len(mine) == 1
    assert not [letter for letter in team.letters("bo") if "were late" in letter.words]
    team.at("2026-12-12 12:00")
    again = [letter for letter in team.letters("ana") if "of yours were late" in letter.words]
    assert again == mine, "nothing new was late"


def test_two_late_ones_are_no_word_worth(team: Conversation) -> None:
    for number in (1, 2):
        team.says("ana", f"Commitment: plan {number} by 24 Nov", to="new")
    team.at("2026-12-01 09:00").says("ana", "C1 done", to="new").says("ana", "C2 done", to="new").at("2026-12-05 09:00")
    assert not [letter for letter in team.letters("ana") if "of yours were late" in letter.words]


def test_no_word_of_one_team_is_in_another_ones(tmp_path: Path) -> None:
    team = Conversation(tmp_path, config=CONFIG + EVE)
    team.says("ana", "Commitment: the plan by 20 Dec", to="new").says(
        "eve", "Commitment: the vault by 20 Dec", to="new"
    )
    team.at("2026-12-05 12:00")
    assert "vault" not in weeks(team, "ana")[0].text
    assert "plan" not in weeks(team, "eve")[0].text
    team.close()

"""The team's week, for those whom no digest has told; and the team's quarter, of which nothing is anybody's alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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
zone = "America/New_York"
"""


def weeks(team: Conversation, who: str, of: str = "Platform") -> list[Letter]:
    return [letter for letter in team.letters(who) if letter.subject.startswith(f"{of}, the week")]


@pytest.fixture
def busy(team: Conversation) -> Conversation:
    """It is Tuesday 24 November; nobody is asked for anything, and some things were settled."""
    team.at("2026-11-24 09:00").says("ana", "Decision: we keep SQLite because it is enough", to="new")
    team.says("ana", "Commitment: ship the importer by 9 Dec\nCommitment: write the plan by 7 Dec", to="new")
    team.says("bo", "Commitment: publish the draft by 16 Dec", to="new").says("bo", "Help: a DBA for an hour", to="new")
    team.says("ana", "C2 done", to="new").says("bo", "C3 to 18 Dec because the vendor is late", to="new")
    return team.heard_all()


@pytest.fixture
def open_team(tmp_path: Path) -> Iterator[Conversation]:
    """Ops may read what Platform's week came to."""
    config = CONFIG.replace('name = "Platform"', 'name = "Platform"\nreaders = ["ops"]') + EVE
    conversation = Conversation(tmp_path, config=config)
    conversation.says("ana", "Commitment: ship the importer by 9 Dec", to="new")
    yield conversation.says("ana", "Decision: we keep SQLite", to="new").heard_all()
    conversation.close()


# --- the week ---------------------------------------------------------------------------------------------------------


def test_on_monday_everybody_hears_what_the_week_came_to_outcomes_first(busy: Conversation) -> None:
    letter = busy.at("2026-11-30 09:00").hears("mara", "Platform, the week from Mon 23 Nov")
    assert 'DECIDED decided we keep SQLite (Ana): "it is enough" D1' in letter.words
    assert "KEPT kept write the plan (Ana) C2" in letter.words
    assert "CHANGED moved publish the draft (Bo) from Wed 16 Dec to Fri 18 Dec" in letter.words
    assert "OPEN Bo needs a hand: a DBA for an hour H1" in letter.words
    assert letter.words.index("DECIDED") < letter.words.index("KEPT") < letter.words.index("CHANGED")
    assert len(weeks(busy, "ana")) == 1


def test_whom_a_digest_has_told_it_tells_nothing(busy: Conversation) -> None:
    busy.invites("mara", start="2026-11-27 10:00", guests=("mara", "ana")).at("2026-12-01 09:00")
    assert not weeks(busy, "mara")
    assert not weeks(busy, "ana")
    assert len(weeks(busy, "bo")) == 1, "Bo takes part in no review"


def test_whom_a_digest_will_tell_it_tells_nothing(busy: Conversation) -> None:
    busy.invites("mara", start="2026-12-03 10:00", guests=("mara", "ana")).at("2026-12-01 09:00")
    assert not weeks(busy, "mara")
    assert len(weeks(busy, "bo")) == 1


def test_a_review_far_ahead_leaves_the_week_to_be_told(busy: Conversation) -> None:
    busy.invites("mara", start="2026-12-17 10:00", guests=("mara", "ana")).at("2026-12-01 09:00")
    assert len(weeks(busy, "mara")) == 1


def test_who_asked_for_it_gets_it_all_the_same(busy: Conversation) -> None:
    busy.says("ana", "start week of Platform", to="new").hears("ana", "You read the week of Platform once a week")
    busy.invites("mara", start="2026-11-27 10:00", guests=("mara", "ana")).at("2026-12-01 09:00")
    assert weeks(busy, "ana")
    assert not weeks(busy, "mara")


def test_a_week_in_which_nothing_happened_and_nothing_is_open_is_not_told(busy: Conversation) -> None:
    busy.says("bo", "H1 done", to="new").at("2026-12-08 09:00")
    assert len(weeks(busy, "mara")) == 1


def test_each_week_tells_what_is_new(busy: Conversation) -> None:
    busy.at("2026-12-02 09:00").says("ana", "C1 done", to="new").at("2026-12-08 09:00")
    first, second = weeks(busy, "mara")
    assert "write the plan" in first.text
    assert "write the plan" not in second.text
    assert "ship the importer" in second.text


@pytest.mark.parametrize("stop", ["stop week of Platform", "stop digests", "stopp woche von platform"])
def test_it_can_be_stopped(busy: Conversation, stop: str) -> None:
    busy.says("mara", stop, to="new").at("2026-12-01 09:00")
    assert not weeks(busy, "mara")
    assert weeks(busy, "bo")


def test_stop_in_answer_to_it_ends_it(busy: Conversation) -> None:
    busy.at("2026-11-30 09:00").says("mara", "stop", to=weeks(busy, "mara")[0])
    busy.hears("mara", "You read the week of Platform no more")
    (mara,) = [person for person, _ in busy.people() if person.id == "mara"]
    assert mara.stopped == {"week of platform"}


def test_who_is_away_gets_none(busy: Conversation) -> None:
    busy.says("mara", "away 27 Nov to 4 Dec", to="new").at("2026-12-01 09:00")
    assert not weeks(busy, "mara")


def test_after_an_outage_there_is_one_and_no_burst(busy: Conversation) -> None:
    busy.clock.instant = busy._instant("2026-12-16 12:00")
    busy.tick()
    busy.at("2026-12-22 12:00")
    first, second = weeks(busy, "mara")
    assert "write the plan" in first.text, "nothing of the weeks before is lost"
    assert "write the plan" not in second.text


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    team = Conversation(tmp_path, config=CONFIG.replace('name = "Platform"', 'name = "Platform"\nteam_week = "off"'))
    team.says("ana", "Decision: we keep SQLite", to="new").at("2026-12-08 09:00")
    assert not weeks(team, "mara")
    team.close()


@pytest.mark.parametrize(
    "line",
    [
        "ship the exporter by 9 Dec, goal: Billing",
        "ship the exporter, goal: Billing, by 9 Dec",
        "ship the exporter by 9 Dec (goal: Billing)",
        "ship the exporter bis 9. Dezember, Ziel: Billing",
        "ship the exporter avant le 9 décembre, objectif : Billing",
        "ship the exporter antes del 9 de diciembre, objetivo: Billing",
        "ship the exporter até 9 de dezembro, objetivo: Billing",
        "ship the exporter entro il 9 dicembre, obiettivo: Billing",
        "ship the exporter voor 9 december, doel: Billing",
    ],
)
def test_a_commitment_may_say_what_it_is_for(team: Conversation, line: str) -> None:
    team.says("ana", f"Commitment: {line}", to="new").hears("ana", "goal: Billing")
    it = team.record("C1")
    assert (it.what, it.goal, it.due.isoformat()) == ("ship the exporter", "Billing", "2026-12-09")


def test_the_goal_comes_first_and_the_people_second(busy: Conversation) -> None:
    busy.says("ana", "Commitment: ship the exporter by 9 Dec, goal: Billing", to="new").says("ana", "C4 done", to="new")
    busy.says("bo", "Commitment: mend the totals by 9 Dec, goal: Billing", to="new").says("bo", "C5 done", to="new")
    words = busy.at("2026-11-30 09:00").hears("mara", "Platform, the week").words
    assert "BILLING kept ship the exporter (Ana) C4 kept mend the totals (Bo) C5 DECIDED" in words
    assert words.count("ship the exporter") == 1


def test_a_digest_says_the_goal_before_the_words(busy: Conversation) -> None:
    busy.invites("mara", start="2026-11-27 10:00")
    busy.says("ana", "Commitment: ship the exporter by 9 Dec, goal: Billing", to="new").says("ana", "C4 done", to="new")
    assert "kept Billing: ship the exporter (Ana) C4" in busy.at("2026-11-27 09:00").hears("bo", "Fri 27 Nov: ").words


# --- readers of other teams -------------------------------------------------------------------------------------------


def test_who_may_subscribes_and_hears_at_their_own_hour(open_team: Conversation) -> None:
    open_team.says("eve", "start week of platform", to="new").hears("eve", "You read the week of Platform once a week")
    open_team.at("2026-11-30 14:59")
    assert not weeks(open_team, "eve")
    assert "we keep SQLite (Ana)" in open_team.at("2026-11-30 15:00").hears("eve", "Platform, the week").words
    open_team.says("eve", "stop week of platform", to="new").at("2026-12-08 16:00")
    assert len(weeks(open_team, "eve")) == 1


def test_nobody_is_subscribed_unasked(open_team: Conversation) -> None:
    open_team.at("2026-12-01 16:00").hears_nothing("eve")


@pytest.mark.parametrize("name", ["platform", "Platform", "secrets"])
def test_without_leave_nobody_reads_it_nor_hears_that_it_is_there(tmp_path: Path, name: str) -> None:
    team = Conversation(tmp_path, config=CONFIG + EVE)
    team.says("ana", "Decision: we keep SQLite", to="new")
    team.says("eve", f"start week of {name}", to="new")
    team.hears("eve", f'There is no team "{name.casefold()}" whose week you may read')
    team.at("2026-12-01 16:00").hears_nothing("eve")
    team.close()


def test_leave_that_was_taken_away_ends_it(open_team: Conversation) -> None:
    open_team.says("eve", "start week of platform", to="new").heard_all()
    config = open_team.config
    teams = tuple(replace(one, readers=()) for one in config.teams)
    open_team.service = replace(open_team.service, config=replace(config, teams=teams))
    open_team.at("2026-12-01 16:00").hears_nothing("eve")


def test_what_happens_before_the_letter_is_told_by_the_next_one_alone(team: Conversation) -> None:
    """The week is over when Monday begins anywhere; the letter comes on Monday at nine."""
    team.says("ana", "Commitment: the survey by 11 Dec\nCommitment: the plan by 29 Nov", to="new")
    team.at("2026-11-30 08:00").says("ana", "C1 done", to="new").heard_all().at("2026-12-07 12:00")
    letters = [letter for letter in team.letters("bo") if "the week from" in letter.subject]
    for words in ("the survey", "the plan"):
        assert [words in letter.text for letter in letters].count(True) == 1, words


def test_what_was_taken_back_before_the_letter_is_not_told(team: Conversation) -> None:
    receipt = team.says("ana", "Decision: we keep SQLite", to="new").hears("ana", "D1")
    team.at("2026-11-30 08:00").says("ana", "undo", to=receipt).heard_all().at("2026-11-30 12:00")
    assert not [letter for letter in weeks(team, "bo") if "SQLite" in letter.text]


# --- the quarter ------------------------------------------------------------------------------------------------------


def quarters(team: Conversation, who: str) -> list[Letter]:
    return [letter for letter in team.letters(who) if "the quarter until" in letter.subject]


@pytest.fixture
def quarter(team: Conversation) -> Conversation:
    """Three people kept something each by its day, and one thing each late; all was said to be waiting for others."""
    for who in ("mara", "ana", "bo"):
        team.says(who, f"Commitment: {who}'s plan by 4 Dec\nCommitment: {who}'s draft by 27 Nov", to="new")
    team.says("ana", "C4 at risk: no answer", to="new")
    for who, number in (("mara", 1), ("ana", 3), ("bo", 5)):
        team.says(who, f"C{number} done", to="new")
    team.at("2026-12-01 09:00")
    for who, number in (("mara", 2), ("ana", 4), ("bo", 6)):
        team.says(who, f"C{number} done", to="new")
        team.says(who, f"C{number} missing: we had to wait for the vendor, says Zoe", to="new")
    return team.heard_all()


def test_the_quarter_is_told_once_to_the_team_without_names(quarter: Conversation) -> None:
    quarter.at("2027-01-20 12:00")
    (letter,) = quarters(quarter, "mara")
    assert letter.subject == "Platform: the quarter until Thu 31 Dec 2026"
    assert "kept 6: 3 by the first day, 3 later" in letter.words
    assert "1 of 3 that were late had been called at risk before their day" in letter.words
    assert "3 x waiting for others" in letter.words
    said = letter.words
    assert not [name for name in ("Mara", "Ana", "Bo", "Zoe", "vendor") if name in said]
    assert len(quarters(quarter, "ana")) == len(quarters(quarter, "bo")) == 1


def test_it_comes_on_the_first_working_day_at_the_hour_of_each(quarter: Conversation) -> None:
    quarter.at("2027-01-01 08:59")
    assert not quarters(quarter, "ana")
    assert quarters(quarter.at("2027-01-01 09:00"), "ana")


def test_what_fewer_than_three_people_did_is_left_out(team: Conversation) -> None:
    for who, number in (("ana", 1), ("bo", 2)):
        team.says(who, f"Commitment: {who}'s plan by 4 Dec", to="new").says(who, f"C{number} done", to="new")
    team.at("2027-01-20 12:00")
    assert not quarters(team, "ana")


def test_what_one_of_three_dropped_is_left_out(quarter: Conversation) -> None:
    quarter.says("ana", "Commitment: the survey by 9 Dec", to="new").says("ana", "C7 drop: no use", to="new")
    (letter,) = quarters(quarter.at("2027-01-20 12:00"), "mara")
    assert "kept 6" in letter.words
    assert "dropped" not in letter.words


def test_what_one_of_three_kept_is_left_out(team: Conversation) -> None:
    for who, number, word in (("ana", 1, "done"), ("bo", 2, "drop: no use"), ("mara", 3, "drop: no use")):
        team.says(who, f"Commitment: {who}'s plan by 4 Dec", to="new").says(who, f"C{number} {word}", to="new")
    assert not quarters(team.at("2027-01-20 12:00"), "ana")


def test_causes_need_three_who_tell_of_them(quarter: Conversation) -> None:
    quarter.says("bo", "undo", to=next(x for x in quarter.letters("bo")[::-1] if "missing" in x.text))
    (letter,) = quarters(quarter.at("2027-01-20 12:00"), "mara")
    assert "WHAT LATE ONES CAME FROM" not in letter.text


def test_who_stopped_digests_gets_no_quarter(quarter: Conversation) -> None:
    quarter.says("ana", "stop digests", to="new").at("2027-01-20 12:00")
    assert not quarters(quarter, "ana")


def test_an_outage_over_the_turn_of_the_quarter_makes_one(quarter: Conversation) -> None:
    quarter.clock.instant = quarter._instant("2027-01-12 12:00")
    quarter.tick()
    quarter.at("2027-01-20 12:00")
    assert len(quarters(quarter, "mara")) == 1


def test_another_team_hears_nothing_of_it(tmp_path: Path) -> None:
    team = Conversation(tmp_path, config=CONFIG + EVE)
    for who, number in (("ana", 1), ("bo", 2), ("mara", 3)):
        team.says(who, f"Commitment: {who}'s plan by 4 Dec", to="new").says(who, f"C{number} done", to="new")
    team.at("2027-01-20 16:00")
    assert quarters(team, "mara")
    assert not quarters(team, "eve")
    team.close()

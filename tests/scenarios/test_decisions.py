from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

GUS = """
[teams.ops]
name = "Ops"

[people.gus]
name = "Gus Ott"
address = "gus@acme.example"
team = "ops"
zone = "Europe/Berlin"
"""


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    return team.invites("mara").at("2026-11-27 09:00").heard_all()


def test_a_decision_is_recorded_with_its_rationale(asked: Conversation) -> None:
    asked.says("ana", "Decision: we keep SQLite because it is enough, review in March")
    asked.hears("ana", "we keep SQLite", "D1")
    assert asked.status("D1") == "decided"
    digest = asked.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov")
    assert "keep SQLite" in digest.words
    assert "it is enough" in digest.words


def test_an_intent_stands_on_silence(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00, reversible")
    asked.hears("ana", "drop Python 3.11", "Tue 1 Dec")
    asked.at("2026-11-30 09:00").hears("bo", "Ana intends: drop Python 3.11")
    asked.at("2026-12-01 16:59")
    assert asked.status("D1") == "intended"
    asked.heard_all().at("2026-12-01 17:00")
    assert asked.status("D1") == "decided"
    for person in ("ana", "bo", "mara"):
        asked.hears(person, "drop Python 3.11")


def test_the_default_window_is_two_working_days(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 because of typing")
    asked.at("2026-11-30 12:00")
    assert asked.status("D1") == "intended", "the weekend does not count"
    asked.at("2026-12-02 12:00")
    assert asked.status("D1") == "decided"


def test_an_irreversible_one_waits_longer(asked: Conversation) -> None:
    asked.says("ana", "Intent: delete the old archive, not reversible")
    asked.at("2026-12-02 12:00")
    assert asked.status("D1") == "intended"
    asked.at("2026-12-07 12:00")
    assert asked.status("D1") == "decided"


def test_it_stands_earlier_when_all_have_agreed(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 because of typing").heard_all()
    asked.says("bo", "D1 ok").says("mara", "D1 ok")
    assert asked.status("D1") == "decided"
    asked.hears("ana", "drop Python 3.11")


def test_an_objection_stops_it_and_everybody_hears(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.says("bo", "D1 object: the edge nodes still run it")
    for person in ("ana", "bo", "mara"):
        asked.hears(person, "drop Python 3.11", "the edge nodes still run it")
    asked.at("2026-12-10 12:00")
    assert asked.status("D1") == "objected"


def test_who_objects_gets_the_receipt_and_no_second_letter(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    before = len(asked.letters("bo"))
    asked.says("bo", "D1 object: the edge nodes still run it")
    assert len(asked.letters("bo")) == before + 1


def test_an_objection_makes_a_meeting(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.says("bo", "D1 object: the edge nodes still run it").heard_all()
    digest = asked.at("2026-11-30 09:00").hears("mara", "meet 10 minutes")
    assert "drop Python 3.11" in digest.words


def test_an_objection_taken_back_lets_it_stand(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.says("bo", "D1 object: the edge nodes still run it").at("2026-12-02 10:00").says("bo", "D1 ok")
    assert asked.status("D1") == "decided"
    assert asked.record("D1").since.isoformat() == "2026-12-02T09:00:00+00:00"


def test_its_owner_may_withdraw_it(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 because of typing").heard_all()
    asked.says("ana", "D1 withdraw")
    assert asked.status("D1") == "withdrawn"
    asked.hears("bo", "drop Python 3.11")


def test_what_all_know_to_be_withdrawn_does_not_come_back_to_stand_on_their_silence(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    receipt = asked.says("ana", "D1 withdraw").hears("ana", "drop Python 3.11")
    asked.hears("bo", "Ana has withdrawn the intent")
    asked.says("ana", "undo", to=receipt)
    asked.hears("ana", "Nothing was taken back: the others know that D1 is withdrawn; say the intent anew")
    asked.at("2026-12-02 12:00")
    assert asked.status("D1") == "withdrawn"


def test_advice_never_blocks(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.says("bo", "D1 advice: watch the edge nodes")
    asked.at("2026-12-01 17:00")
    assert asked.status("D1") == "decided"
    asked.hears("mara", "watch the edge nodes")


def test_a_window_that_would_close_before_the_next_envelope_breaks_out(asked: Conversation) -> None:
    asked.at("2026-11-30 10:00").says("ana", "Intent: restart the cluster unless objected by today 16:00").heard_all(
        "ana"
    )
    asked.hears("bo", "restart the cluster")


def test_somebody_may_ask_for_more_time_once(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.at("2026-12-01 10:00").says("bo", "D1 hold 2 days").hears(
        "bo", "You asked for more time on: drop Python 3.11", "Thu 3 Dec"
    )
    asked.at("2026-12-01 17:30")
    assert asked.status("D1") == "intended"
    asked.says("bo", "D1 hold 5 days").hears("bo", "once already")
    asked.at("2026-12-03 09:00").hears("bo", "drop Python 3.11")
    asked.at("2026-12-03 17:30")
    assert asked.status("D1") == "decided"


def test_who_knows_of_a_window_hears_that_somebody_holds_it_open(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00")
    asked.at("2026-12-01 10:00").heard_all().says("bo", "D1 hold 2 days", to="new")
    told = asked.hears("ana", "More time: drop Python 3.11 (D1)", "Bo asked for more time on your intent")
    assert "stands on Thu 3 Dec, 17:30 unless someone objects" in told.words
    assert "Ana's intent" in asked.hears("mara", "Bo asked for more time").words
    assert len([letter for letter in asked.letters("bo") if "You asked for more time" in letter.text]) == 1
    assert not [letter for letter in asked.letters("bo") if "More time" in letter.subject], (
        "the receipt says it already"
    )
    asked.heard_all().says("mara", "D1 hold 1 day", to="new").hears("ana", "Mara asked for more time", "Fri 4 Dec")


def test_a_hold_that_moves_nothing_is_told_to_the_owner_only(asked: Conversation) -> None:
    asked.says("ana", "Intent: delete the archive, not reversible").at("2026-11-30 10:00").heard_all()
    asked.says("bo", "D1 hold until 2 Dec", to="new")
    asked.hears("ana", "Bo asked for more time on your intent", "stands on Thu 3 Dec")
    asked.hears_nothing("mara")


def test_an_amended_intent_is_asked_about_anew(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.says("bo", "D1 object: the edge nodes still run it").heard_all()
    asked.says("ana", "D1 amend: drop Python 3.11 except on the edge nodes", to="new")
    asked.hears("ana", "Amended: drop Python 3.11 except on the edge nodes")
    assert asked.status("D1") == "intended"
    asked.at("2026-11-30 09:00").hears("bo", "Ana intends: drop Python 3.11 except on the edge nodes")
    asked.at("2026-12-03 12:00")
    assert asked.status("D1") == "decided"
    assert asked.record("D1").advice[0].text == "the edge nodes still run it"


def test_silence_of_somebody_who_was_away_all_the_time_is_no_consent(asked: Conversation) -> None:
    asked.says("bo", "away until 4 Dec", to="new").heard_all()
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2026-12-01 17:00")
    assert asked.status("D1") == "intended"
    asked.at("2026-12-07 09:00").hears("bo", "Ana intends: drop Python 3.11")
    asked.at("2026-12-09 12:00")
    assert asked.status("D1") == "decided"
    assert asked.facts("D1")[-1].fact.silent == ("bo", "mara"), "both could read it"


def test_somebody_whom_the_request_never_reaches_does_not_stop_it_for_ever(asked: Conversation) -> None:
    asked.says("bo", "away until 30 Apr", to="new").heard_all()
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2027-01-15 17:00")
    assert asked.status("D1") == "decided"
    assert asked.facts("D1")[-1].fact.silent == ("mara",), "who never read it has not agreed"


def test_who_was_away_until_the_end_reads_of_the_end_alone(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00, reversible")
    asked.at("2026-11-30 10:00").says("bo", "away 1 Dec to 4 Dec", to="new").heard_all()
    asked.at("2026-12-01 10:00").says("mara", "D1 hold 2 days", to="new").hears("ana", "Mara asked for more time")
    asked.says("mara", "D1 object: two customers need it", to="new").hears("ana", "There is an objection")
    asked.says("ana", "D1 withdraw", to="new")
    asked.hears_nothing("bo")
    asked.heard_all().at("2026-12-07 09:00")
    told = [letter for letter in asked.letters("bo") if letter.subject.endswith("drop Python 3.11 (D1)")]
    assert [letter.subject.partition(":")[0] for letter in told] == ["Ana intends", "Withdrawn"]
    assert "two customers need it" in told[-1].words


def test_it_is_not_said_that_all_have_agreed_where_somebody_could_not_read_it(asked: Conversation) -> None:
    asked.says("bo", "away until 30 Apr", to="new").heard_all()
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2026-11-30 12:00")
    asked.says("mara", "D1 ok", to="new").at("2027-01-15 17:00").says("mara", "why D1", to="new")
    assert (
        "agreed"
        not in asked.hears("mara", "How D1 came about", "it stands since").words.partition("it stands since")[2]
    )


def test_an_intent_that_reached_nobody_stays_open(asked: Conversation) -> None:
    for person in ("bo", "mara"):
        asked.says(person, "away until 30 Apr", to="new")
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2027-03-01 17:00")
    assert asked.status("D1") == "intended"


def test_an_absence_in_a_part_of_the_window_changes_nothing(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Wednesday 17:00").at("2026-11-30 12:00")
    asked.says("bo", "away until 4 Dec", to="new").at("2026-12-02 17:00")
    assert asked.status("D1") == "decided", "the request was there on Monday"


def test_who_wants_no_asks_does_not_hold_up_an_intent(asked: Conversation) -> None:
    asked.says("bo", "stop").says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00")
    asked.at("2026-12-01 17:00")
    assert asked.status("D1") == "decided"


def test_an_objection_anew_after_an_ok_stops_it(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").says("bo", "D1 ok", to="new")
    asked.says("bo", "D1 object: the edge nodes", to="new").says("mara", "D1 ok", to="new")
    assert asked.status("D1") == "objected"
    assert asked.record("D1").agreed == ("mara",)


def test_who_could_not_be_asked_in_time_is_asked_when_the_window_is_held_open(asked: Conversation) -> None:
    """From Friday night to Monday morning nobody is asked anything."""
    asked.at("2026-11-27 21:00").says("ana", "Intent: restart the cluster unless objected by Monday 6:00").heard_all()
    asked.at("2026-11-28 10:00").says("bo", "D1 hold 2 days", to="new")
    asked.at("2026-11-30 09:00").hears("mara", "Ana intends: restart the cluster")
    assert len([letter for letter in asked.letters("mara") if "Ana intends" in letter.subject]) == 1


def test_all_see_the_window_that_somebody_holds_open(asked: Conversation) -> None:
    """Who was not asked yet is asked with the new end of the window."""
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Monday 17:00").heard_all()
    asked.says("bo", "D1 hold 2 days", to="new").heard_all()
    asked.at("2026-11-30 09:00").hears("mara", "Ana intends: drop Python 3.11", "Wed 2 Dec")


@pytest.mark.parametrize("words", ["D1 hold 9 days", "D1 hold until 23 Dec", "D1 hold 3 weeks"])
def test_nobody_holds_it_longer_than_a_window_is_agreed_to_be(asked: Conversation, words: str) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.at("2026-12-01 10:00").says("bo", words).hears("bo", "it stands on Thu 3 Dec, 17:30", "agreement 3.1")
    asked.at("2026-12-03 17:30")
    assert asked.status("D1") == "decided"


def test_ones_own_absence_makes_a_hold_no_longer_for_all(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.at("2026-12-01 10:00").says("bo", "away 2 Dec to 23 Dec", to="new").heard_all()
    asked.says("bo", "D1 hold 2 days", to="new").hears("bo", "it stands on Thu 3 Dec, 17:30")


def test_what_can_not_be_taken_back_is_held_as_long_as_its_window(asked: Conversation) -> None:
    asked.says("ana", "Intent: delete the archive unless objected by Tuesday 17:00, not reversible").heard_all()
    asked.at("2026-12-01 10:00").says("bo", "D1 hold 9 days").hears("bo", "it stands on Tue 8 Dec", "agreement 3.2")


def test_nobody_objects_to_their_own_intent(team: Conversation) -> None:
    team.says("ana", "Intent: drop Python 3.11 because it is old", to="new").heard_all()
    team.says("ana", "D1 object: it is too early", to="new").hears("ana", "D1 is your own intent", "D1 withdraw")
    assert team.status("D1") == "intended"


def test_a_guest_of_another_team_hears_what_becomes_of_their_intent(tmp_path: Path) -> None:
    team = Conversation(tmp_path, config=CONFIG + GUS).invites("mara", guests=("mara", "ana", "gus"))
    team.at("2026-11-27 09:00").says("gus", "Decisions\n- Intent: drop Python 3.11 unless objected by 4 Dec 17:00")
    team.heard_all().says("bo", "D1 object: the edge nodes still run it", to="new")
    team.hears("gus", "Bo", "the edge nodes still run it", "D1")
    team.says("bo", "D1 ok", to="new").heard_all().at("2026-12-04 17:30").hears("gus", "Adopted: drop Python 3.11")
    team.close()

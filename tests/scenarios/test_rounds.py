"""Rounds of every kind: several cadences, long and short rhythms, clock changes, absences, late words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from conversation import BERLIN, CONFIG, Conversation, Letter


def digests(team: Conversation, who: str, title: str = "Platform weekly") -> list[Letter]:
    return [letter for letter in team.letters(who) if letter.subject.startswith(f"{title}, ")]


def asked_for(team: Conversation, who: str, day: str) -> list[Letter]:
    return [letter for letter in team.letters(who) if f"your update for {day}" in letter.subject]


# --- rhythms ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "start", "second"),
    [
        ("FREQ=MONTHLY;BYDAY=1TU", "2026-12-01 10:00", "Tue 5 Jan"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01 10:00", "Fri 1 Jan"),
        ("FREQ=WEEKLY;INTERVAL=6", "2026-11-30 10:00", "Mon 11 Jan"),
        ("FREQ=YEARLY", "2026-01-11 10:00", "Mon 11 Jan"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "2026-12-15 10:00", "Mon 15 Mar"),
    ],
)
def test_a_rare_review_comes_again(team: Conversation, rule: str, start: str, second: str) -> None:
    team.invites("mara", rule, start=start).at("2027-03-20 09:00")
    assert [letter for letter in team.letters("ana") if f"your update for {second}" in letter.subject]


def test_a_daily_one_asks_each_day_and_digests_each_day(team: Conversation) -> None:
    team.invites("mara", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", title="Daily").at("2026-12-04 12:00")
    assert len(digests(team, "bo", "Daily")) == 5
    assert len([letter for letter in team.letters("bo") if "your update for" in letter.subject]) == 6


def test_an_update_given_before_the_digest_of_another_date_is_in_its_own(team: Conversation) -> None:
    """Wednesday's update is asked for on Monday; Tuesday's digest lies between."""
    team.invites("mara", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", title="Daily", text="ask: 2 days before")
    (wednesday,) = asked_for(team.at("2026-11-30 10:00"), "ana", "Wed 2 Dec")
    team.says("ana", "Done: the big refactoring", to=wednesday)
    assert "the big refactoring" not in team.at("2026-12-01 09:00").hears("mara", "Daily, Tue 1 Dec").words
    digest = team.at("2026-12-02 09:00").hears("mara", "Daily, Wed 2 Dec")
    assert "the big refactoring" in digest.words
    assert "Ana" not in digest.words.partition("NO WORD YET")[2]


def test_the_clock_change_between_ask_and_digest(team: Conversation) -> None:
    """Berlin goes to summer time on Sunday 28 March 2027: 09:00 is another instant on Monday."""
    team.invites("mara", start="2027-03-29 10:00").at("2027-03-31 12:00")
    (asked,) = asked_for(team, "ana", "Mon 29 Mar")
    (digest,) = digests(team, "ana")
    instants = [datetime.strptime(str(one.mail["Date"]), "%a, %d %b %Y %H:%M:%S %z") for one in (asked, digest)]
    assert [f"{at.astimezone(BERLIN):%a %H:%M}" for at in instants] == ["Fri 09:00", "Mon 09:00"]
    assert (instants[1] - instants[0]).total_seconds() == 71 * 3600


def test_an_all_day_review_has_no_minutes_to_give_back_and_keeps_the_night(team: Conversation) -> None:
    team.invites("mara", all_day=True)
    team.at("2026-11-27 09:00").says("ana", "Done: things").at("2026-12-01 12:00")
    (digest,) = digests(team, "bo")
    assert "hour" not in digest.subject, digest.subject
    (row,) = [row for row in team.outbox() if row["kind"] == "digest" and row["person"] == "bo"]
    assert 7 <= row["sent_at"].astimezone(BERLIN).hour < 20


# --- two cadences ----------------------------------------------------------------------------------------------------


@pytest.fixture
def two(team: Conversation) -> Conversation:
    """Two reviews on Monday 30 November; it is Friday, 09:00, and everybody was asked for both."""
    team.invites("mara").invites("bo", start="2026-11-30 14:00", title="Ops", uid="ops@acme.example")
    return team.at("2026-11-27 09:00").heard_all()


def test_two_updates_travel_in_one_envelope(two: Conversation) -> None:
    (envelope,) = [letter for letter in two.letters("ana") if "pdates" in letter.subject or "update" in letter.subject]
    assert "Platform weekly" in envelope.text
    assert "Ops" in envelope.text


def test_each_answer_goes_to_the_review_under_whose_number_it_stands(two: Conversation) -> None:
    two.says("ana", "1. Done: the importer\n\n2. Done: rotated the keys", to=two.letters("ana")[-1])
    digest = two.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "the importer" in digest.words
    assert "rotated the keys" not in digest.words
    ops = two.at("2026-11-30 13:00").hears("bo", "Ops, Mon 30 Nov")
    assert "rotated the keys" in ops.words
    assert "Ana" not in ops.words.partition("NO WORD YET")[2]


def test_answers_typed_under_the_quoted_questions_go_to_their_review(two: Conversation) -> None:
    letter = two.letters("ana")[-1]
    lines, done = [], iter(["the importer", "rotated the keys"])
    for line in letter.text.splitlines():
        lines.append(f"> {line}")
        if line.startswith("Done"):
            lines += ["", next(done), ""]
    two.says("ana", "On Fri, Paceline wrote:\n" + "\n".join(lines), to=letter, quote=False)
    assert "the importer" in two.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov").words
    ops = two.at("2026-11-30 13:00").hears("bo", "Ops, Mon 30 Nov")
    assert "rotated the keys" in ops.words
    assert "the importer" not in ops.words


def test_what_can_wait_until_tomorrow_makes_no_second_envelope(team: Conversation) -> None:
    team.invites("mara", start="2026-12-03 10:00")
    team.invites("bo", start="2026-12-03 16:00", title="Ops", uid="ops@x", text="ask: 30 hours before")
    team.at("2026-12-02 18:00")
    envelopes = [row for row in team.outbox() if row["kind"] == "envelope" and row["person"] == "ana"]
    assert len(envelopes) == 1
    team.at("2026-12-03 09:00").hears("ana", "Ops: your update for Thu 3 Dec")


def test_to_skip_one_review_is_not_to_skip_the_other(two: Conversation) -> None:
    two.says("ana", "1 skip", to=two.letters("ana")[-1])
    digest = two.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "Ana" not in digest.words.partition("NO WORD YET")[2]
    ops = two.at("2026-11-30 13:00").hears("bo", "Ops, Mon 30 Nov")
    assert "Ana" in ops.words.partition("NO WORD YET")[2]


def test_only_the_review_that_was_not_answered_is_reminded_of(two: Conversation) -> None:
    two.says("ana", "1. Done: the importer", to=two.letters("ana")[-1]).heard_all()
    two.at("2026-11-30 13:00")
    reminders = [letter.subject for letter in two.letters("ana") if "still time" in letter.subject]
    assert len(reminders) == 1
    assert reminders[0].startswith("Ops")


# --- late words ------------------------------------------------------------------------------------------------------


def test_a_reply_to_last_weeks_envelope_is_no_update_for_this_week_and_is_not_lost(team: Conversation) -> None:
    team.invites("mara").at("2026-12-04 09:00")
    (last_week,) = asked_for(team, "ana", "Mon 30 Nov")
    team.says("ana", "Done: the old thing", to=last_week).heard_all()
    digest = team.at("2026-12-07 09:00").hears("mara", "Platform weekly, Mon 7 Dec")
    assert "the old thing" in digest.words
    assert "Ana" in digest.words.partition("NO WORD YET")[2]


def test_a_word_about_a_digest_two_rounds_ago_is_not_lost(team: Conversation) -> None:
    team.invites("mara").at("2026-12-10 09:00")
    team.says("ana", "Done: the very old thing", to=asked_for(team, "ana", "Mon 30 Nov")[0]).heard_all()
    assert "the very old thing" in team.at("2026-12-14 09:00").hears("mara", "Platform weekly, Mon 14 Dec").words


def test_late_words_for_two_dates_are_both_told(team: Conversation) -> None:
    team.invites("mara").at("2026-12-10 09:00")
    team.says("ana", "Done: the very old thing\nThanks: @bo for a", to=asked_for(team, "ana", "Mon 30 Nov")[0])
    team.says("ana", "Done: half of the old thing", to=asked_for(team, "ana", "Mon 7 Dec")[0])
    team.says("ana", "Done: the old thing\nThanks: @bo for b", to=asked_for(team, "ana", "Mon 7 Dec")[0])
    words = team.at("2026-12-14 09:00").hears("mara", "Platform weekly, Mon 14 Dec").words
    assert all(said in words for said in ("the very old thing", "the old thing", "to Bo: a", "to Bo: b"))
    assert "half of" not in words


def test_a_comment_on_a_digest_goes_into_the_next_one(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "Done: things").at("2026-11-30 09:00").heard_all()
    team.says("bo", "I think the staging cluster needs more memory before that.")
    assert "the staging cluster needs more memory" in team.at("2026-12-07 09:00").hears("mara", "Mon 7 Dec: ").words


def test_help_can_be_offered_on_the_digest(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "Blocked:\n- a DBA for an hour").heard_all()
    team.at("2026-11-30 09:00")
    team.says("bo", "H1 take", to=digests(team, "bo")[-1])
    team.hears("bo", "H1")
    assert team.status("H1") == "taken"


# --- absences --------------------------------------------------------------------------------------------------------


def test_when_everybody_is_away_there_is_no_need_to_meet(team: Conversation) -> None:
    team.invites("mara")
    for person in ("mara", "ana", "bo"):
        team.says(person, "away until 2 Dec", to="new")
    team.heard_all().at("2026-12-03 12:00")
    assert not asked_for(team, "ana", "Mon 30 Nov")
    assert all("meet" not in letter.subject or "no need" in letter.subject for letter in digests(team, "mara"))


def test_somebody_away_is_never_reminded(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("bo", "away 28 Nov to 4 Dec").heard_all()
    team.at("2026-11-30 12:00")
    assert not any("still time" in letter.subject for letter in team.letters("bo"))


def test_somebody_who_wants_no_asks_is_not_reminded(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "stop").heard_all().at("2026-11-30 08:59")
    team.hears_nothing("ana")


def test_after_a_long_absence_there_is_no_heap_of_digests(team: Conversation) -> None:
    team.invites("mara", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", title="Daily")
    team.says("bo", "away until 11 Dec", to="new").heard_all().at("2026-12-14 08:59")
    assert len(digests(team, "bo", "Daily")) <= 1
    team.hears("bo", "your update for Mon 14 Dec", "While you were away, Daily (10 times) went by")
    team.at("2026-12-14 12:00")
    assert not any("still time" in letter.subject for letter in team.letters("bo")), "asked two hours before"


def test_what_came_due_in_an_absence_is_asked_about_afterwards(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "Next\n- ship the importer by Thursday")
    team.says("ana", "away 2 Dec to 11 Dec", to="new").heard_all()
    team.at("2026-12-14 09:00").hears("ana", "Was due Thu 3 Dec: ship the importer")


def test_back_early_brings_the_question(team: Conversation) -> None:
    team.invites("mara").says("bo", "away until 4 Dec", to="new").at("2026-11-28 12:00").heard_all()
    team.at("2026-11-30 07:15").says("bo", "back", to="new")
    team.hears("bo", "your update for Mon 30 Nov")


# --- a series that changes while a round runs ------------------------------------------------------------------------


def test_the_digest_comes_when_all_have_answered_and_the_event_is_changed(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00")
    for person in ("mara", "ana", "bo"):
        team.says(person, "Done: things")
    team.invites("mara", sequence=1, title="Platform weekly (new room)").heard_all()
    team.at("2026-11-30 09:00").hears("bo", "Mon 30 Nov", "no need to meet")


def test_a_guest_who_was_taken_off_is_not_asked(tmp_path: Path, team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 08:30")
    team.invites("mara", guests=("mara", "ana"), sequence=1).heard_all()
    team.at("2026-11-30 08:59").hears_nothing("bo")


def test_what_a_guest_of_another_team_has_written_stays_when_they_are_taken_off(tmp_path: Path) -> None:
    sales = """
[teams.sales]
name = "Sales"

[people.zed]
name = "Zed Ott"
address = "zed@acme.example"
team = "sales"
zone = "Europe/Berlin"
"""
    team = Conversation(tmp_path, config=CONFIG + sales).invites("mara", guests=("mara", "ana", "zed"))
    team.at("2026-11-27 09:00").says("zed", "Done: the price list")
    team.invites("mara", guests=("mara", "ana"), sequence=1).heard_all()
    team.at("2026-11-30 09:00").hears("ana", "the price list", "Zed")
    team.close()


def test_a_meeting_moved_after_its_digest_has_no_second_one(team: Conversation) -> None:
    team.invites("mara").at("2026-11-30 09:30")
    moved = "RECURRENCE-ID;TZID=Europe/Berlin:20261130T100000\n"
    team.invites("mara", "", start="2026-12-02 15:00", sequence=1, extra=moved)
    team.at("2026-12-03 12:00")
    assert len(digests(team, "bo")) == 1
    sent = [entry for entry in team.facts(f"cadence/{team.cadences()[0].cadence.id}") if "DigestSent" in str(entry)]
    assert len(sent) == 1


def test_a_new_review_of_an_old_team_does_not_tell_its_whole_past(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "Next\n- ship the importer by Thursday")
    team.at("2026-12-02 09:00").says("ana", "C1 done").at("2026-12-08 09:00")
    team.invites("bo", start="2026-12-14 15:00", title="Ops", uid="ops@acme.example")
    assert "ship the importer" not in team.at("2026-12-14 14:00").hears("bo", "Ops, Mon 14 Dec").words


def test_a_reminder_that_an_outage_held_up_respects_the_night(tmp_path: Path) -> None:
    tokyo = '[people.chen]\nname = "Chen"\naddress = "chen@acme.example"\nteam = "platform"\nzone = "Asia/Tokyo"\n'
    team = Conversation(tmp_path, config=CONFIG + tokyo)
    team.invites("mara", guests=("mara", "chen"), start="2026-12-01 18:00", text="remind: 6 hours before")
    team.at("2026-11-30 12:00").clock.instant = team._instant("2026-12-01 12:30")  # 20:30 in Tokyo
    team.tick()
    assert not any("still time" in letter.subject for letter in team.letters("chen"))
    team.close()


# --- two reviews that ask different things ----------------------------------------------------------------------------


def test_each_review_of_one_envelope_keeps_its_own_questions(team: Conversation) -> None:
    team.invites("mara", text="questions:\nWhat surprised you?\nNext")
    team.invites("bo", start="2026-11-30 14:00", title="Ops", uid="ops@acme.example", text="questions:\nWhat broke?")
    letter = team.at("2026-11-27 09:00").last("ana")
    team.says("ana", "What surprised you?\n- the cache was cold\n\nWhat broke?\n- the pager", to=letter)
    first = team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "the cache was cold" in first.words
    both = f"{first.words} {team.at('2026-11-30 13:00').hears('bo', 'Ops, Mon 30 Nov').words}"
    assert "the pager" in both


def test_under_its_number_each_question_is_answered_for_its_review(team: Conversation) -> None:
    team.invites("mara", text="questions:\nWhat surprised you?")
    team.invites("bo", start="2026-11-30 14:00", title="Ops", uid="ops@acme.example", text="questions:\nWhat broke?")
    letter = team.at("2026-11-27 09:00").last("ana")
    team.says("ana", "1. What surprised you?\n- the cache was cold\n\n2. What broke?\n- the pager", to=letter)
    assert "the pager" not in team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov").words
    ops = team.at("2026-11-30 13:00").hears("bo", "Ops, Mon 30 Nov").words
    assert "What broke?" in ops
    assert "the pager" in ops
    assert "the cache was cold" not in ops


def test_a_pause_and_settings_in_one_mail_both_count(team: Conversation) -> None:
    team.invites("mara")
    confirmation = team.hears("mara", "I accepted your invite")
    team.says("mara", "remind: off\npause until 4 Jan", to=confirmation)
    team.hears("mara", "remind")
    team.at("2026-12-30 12:00")
    assert not asked_for(team, "ana", "Mon 30 Nov")


def test_a_series_that_was_held_for_years_is_explained_when_it_begins_by_mail(team: Conversation) -> None:
    team.invites("mara", start="2024-01-01 10:00").at("2026-11-27 09:00")
    team.hears("ana", "Platform weekly is collected by mail from now on", "Done since Mon 23 Nov")
    assert "by mail from now on" not in team.at("2026-12-04 09:00").hears("ana", "your update for Mon 7 Dec").words


def test_who_joins_later_reads_once_what_it_is(team: Conversation) -> None:
    team.invites("mara", guests=("mara", "ana")).at("2026-11-30 12:00")
    team.invites("mara", guests=("mara", "ana", "bo"), sequence=1).heard_all().at("2026-12-04 09:00")
    team.hears("bo", "your update for Mon 7 Dec", "You take part in Platform weekly now, by mail: each of you writes")
    assert "by mail" not in team.hears("ana", "your update for Mon 7 Dec").words
    assert "by mail" not in team.at("2026-12-11 09:00").hears("bo", "your update for Mon 14 Dec").words

from __future__ import annotations

from collections import Counter
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conversation import CONFIG, Conversation

FAR = """
[people.chen]
name = "Chen Wu"
address = "chen@acme.example"
team = "platform"
zone = "America/Los_Angeles"

[people.dee]
name = "Dee Rao"
address = "dee@acme.example"
team = "platform"
zone = "Asia/Kolkata"
send_hour = "10:30"
"""
EVERYBODY = ("mara", "ana", "bo", "chen", "dee")


def sent(team: Conversation, who: str, kind: str = "") -> list[datetime]:
    """When letters went to a person, in their own zone."""
    zone = {person.id: person.zone for person, _ in team.people()}[who]
    rows = [row for row in team.outbox() if row["person"] == who and (not kind or row["kind"] == kind)]
    return sorted(row["sent_at"].astimezone(ZoneInfo(zone)) for row in rows if row["sent_at"])


def test_each_is_asked_at_their_own_hour(tmp_path) -> None:
    team = Conversation(tmp_path, config=CONFIG + FAR).invites("mara", guests=EVERYBODY)
    team.at("2026-11-30 12:00")
    assert sent(team, "chen", "envelope") == [datetime(2026, 11, 27, 9, tzinfo=ZoneInfo("America/Los_Angeles"))]
    assert sent(team, "dee", "envelope") == [datetime(2026, 11, 27, 10, 30, tzinfo=ZoneInfo("Asia/Kolkata"))]


def test_nothing_comes_in_quiet_hours_and_one_envelope_a_working_day(tmp_path) -> None:
    """Three weeks of two cadences, an intent and commitments due on a weekend."""
    team = Conversation(tmp_path, config=CONFIG + FAR)
    team.invites("mara", guests=EVERYBODY)
    team.invites("bo", "FREQ=WEEKLY;BYDAY=TU,TH", start="2026-12-01 16:00", uid="w2", title="Ops", guests=EVERYBODY)
    team.at("2026-11-27 18:00").says(
        "ana", "Next\n- tidy up by Saturday 5 Dec\nIntent: move the office because of light"
    )
    team.at("2026-12-18 18:00")
    for person, _ in team.people():
        answers = {"receipt", "answer", "imip", "confirmation", "outcome", "unplaced"}
        rows = [row for row in team.outbox() if row["person"] == person.id and row["kind"] not in answers]
        local = [row["sent_at"].astimezone(ZoneInfo(person.zone)) for row in rows if row["sent_at"]]
        assert all(time(7) <= at.time() < time(20) and at.weekday() < 5 for at in local), person.id
        envelopes = Counter(at.date() for at in sent(team, person.id, "envelope"))
        assert max(envelopes.values()) == 1, (person.id, envelopes)


def test_who_is_away_is_not_asked_and_not_missing(team: Conversation) -> None:
    team.invites("mara").says("bo", "away until 4 Dec", to="new").hears("bo", "Fri 4 Dec")
    digest = team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert not any(letter.subject.startswith("Platform weekly: your update") for letter in team.letters("bo"))
    assert "Bo until Fri 4 Dec" in " ".join(digest.text.split())
    silent = digest.text.partition("NO WORD YET")[2]
    assert "Ana" in silent
    assert "Bo" not in silent


@pytest.mark.parametrize("when", ["2026-11-26 12:00", "2026-11-27 12:00"])
def test_who_wants_no_questions_of_this_review_is_not_missing(team: Conversation, when: str) -> None:
    """Before they were asked, or after it."""
    team.invites("mara").at(when).says("ana", "stop asks for Platform weekly", to="new")
    digest = team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert digest.words.partition("NO WORD YET")[2].startswith(" Mara and Bo (only you see this)")


def test_only_who_has_not_answered_is_reminded_and_once(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "Done: all").heard_all()
    team.at("2026-11-30 07:00").hears("bo", "still time for your update")
    team.hears_nothing("ana")
    team.at("2026-11-30 08:59").hears_nothing("bo")


def test_skip_is_an_answer(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "skip").heard_all()
    team.at("2026-11-30 07:30").hears_nothing("ana")
    digest = team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "Ana" not in digest.words.partition("NO WORD YET")[2]


def test_stop_is_obeyed_and_start_takes_it_back(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "stop").heard_all()
    team.at("2026-12-06 09:00")
    assert not [
        letter for letter in team.letters("ana") if "Mon 7 Dec" in letter.subject and "your update" in letter.subject
    ]
    team.heard_all().says("ana", "start", to="new").heard_all()
    team.at("2026-12-11 09:00").hears("ana", "your update for Mon 14 Dec")


def test_a_digest_reader_may_stop_digests_alone(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "stop digests").heard_all()
    team.at("2026-11-30 12:00")
    assert not [letter for letter in team.letters("ana") if letter.subject.startswith("Platform weekly, Mon 30")]


def test_the_organizer_may_pause_the_cadence(team: Conversation) -> None:
    team.invites("mara")
    confirmation = team.hears("mara", "I accepted your invite")
    team.says("mara", "pause until 4 Jan", to=confirmation).heard_all()
    team.at("2026-12-30 12:00").hears_nothing("ana")
    team.at("2027-01-08 09:00").hears("ana", "your update for Mon 11 Jan")


def test_an_ask_of_the_last_minute_leaves_time_to_answer(team: Conversation) -> None:
    team.invites("mara", text="ask: 30 minutes before").at("2026-11-30 08:30").says("ana", "Done: all")
    assert "Skip it: 1 update" in team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov").words


def test_an_absence_of_whoever_runs_it_moves_no_digest(team: Conversation) -> None:
    team.invites("mara", text="digest: 1 day before\nask: 2 days before").says("mara", "away until 29 Nov", to="new")
    team.at("2026-11-27 08:59").heard_all("ana").at("2026-11-27 09:00").hears("ana", "Platform weekly, Mon 30 Nov")


def test_an_outage_never_makes_a_burst(team: Conversation) -> None:
    team.invites("mara").at("2026-11-25 09:00").heard_all()
    team.clock.instant = team._instant("2026-12-16 12:00")
    team.tick()
    assert len(team.letters("ana")) == 0, [letter.subject for letter in team.letters("ana")]
    team.at("2026-12-18 09:00").hears("ana", "your update for Mon 21 Dec")


def test_the_organizers_settings_can_be_changed_by_reply(team: Conversation) -> None:
    team.invites("mara")
    confirmation = team.hears("mara", "I accepted your invite")
    team.says("mara", "ask: 2 days before\nremind: off", to=confirmation)
    team.hears("mara", "2 working days before")
    team.at("2026-11-26 09:00").hears("ana", "your update for Mon 30 Nov")
    team.at("2026-11-30 08:30").hears_nothing("ana")


def test_after_an_absence_one_envelope_says_what_went_by(team: Conversation) -> None:
    team.invites("mara").says("bo", "away 24 Nov to 4 Dec", to="new").heard_all()
    team.at("2026-12-04 12:00").hears_nothing("bo")
    team.at("2026-12-07 09:00")
    letters = [letter for letter in team.letters("bo") if "While you were away" in letter.text]
    assert len(letters) == 1
    assert "Platform weekly of Mon 30 Nov" in letters[0].words
    team.heard_all().at("2026-12-14 12:00")
    assert not [letter for letter in team.letters("bo")[-3:] if "While you were away" in letter.text]


def test_what_answers_no_mail_of_the_readers_waits_for_their_working_day(tmp_path: Path) -> None:
    """A stranger answers Ana's mail on Christmas Eve, late; the Friday is a public holiday where she lives."""
    config = CONFIG.replace('address = "ana@acme.example"', 'address = "ana@acme.example"\ncountry = "DE"')
    team = Conversation(tmp_path, config=config, start="2026-12-21 09:00")
    team.invites("mara", start="2026-12-28 10:00").at("2026-12-24 09:30").heard_all()
    team.at("2026-12-24 21:30").says("ana", "Done: the docs", sender="ana.soto@home.example")
    team.at("2026-12-27 20:00").hears_nothing("ana")
    team.at("2026-12-28 07:00").hears("ana", "Was this you? A mail from ana.soto@home.example")
    team.close()

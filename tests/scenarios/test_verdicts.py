"""Whether people meet: what speaks for it, and what the organizer makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    """It is Friday, 09:00, and everybody was asked for the weekly on Monday 30 November, 10:00."""
    return team.invites("mara").at("2026-11-27 09:00").heard_all()


@pytest.fixture
def digested(asked: Conversation) -> Conversation:
    """It is Monday, 09:00: the digest said that there is no need to meet."""
    asked.says("ana", "Done: the importer").heard_all().at("2026-11-30 09:00")
    asked.hears(
        "mara", "no need to meet", "You run it and have the last word; the others are told.", 'Answer "meet" or "skip".'
    )
    asked.hears("ana", "no need to meet")
    return asked.heard_all()


# --- what speaks for a meeting ----------------------------------------------------------------------------------------


def test_a_question_to_two_people_is_talked_about_by_the_three(asked: Conversation) -> None:
    asked.says("ana", "Done: the importer\nNotes: @bo @mara is the new limit of the vendor a problem for you?")
    digest = asked.at("2026-11-30 09:00").hears("bo", "meet 5 minutes, Ana, Mara and you")
    assert '- "@bo @mara is the new limit of the vendor a problem for you?"' in digest.text
    assert "Ana asks: @bo @mara is the new limit" in digest.words.partition("NEEDS YOU")[2]


def test_a_question_to_one_of_them_needs_that_one_and_no_meeting(asked: Conversation) -> None:
    asked.says("ana", "Done: the importer\nNotes: @bo is the new limit of the vendor a problem for you?")
    asked.at("2026-11-30 09:00")
    assert "Ana asks: @bo is the new limit" in asked.hears("bo", "no need to meet").words.partition("NEEDS YOU")[2]
    assert "Ana asks" not in asked.hears("mara", "no need to meet").words


def test_a_question_to_strangers_or_to_nobody_is_a_note(asked: Conversation) -> None:
    asked.says("ana", "Done: the importer\nNotes: @zed @yan what now? Does anybody know?")
    assert "Ana asks" not in asked.at("2026-11-30 09:00").hears("bo", "no need to meet").words


def test_who_is_away_is_not_waited_for(asked: Conversation) -> None:
    asked.says("bo", "away until 4 Dec")
    asked.says("ana", "Done: the importer\nNotes: @bo @zed is the new limit a problem for you?")
    asked.at("2026-11-30 09:00").hears("mara", "no need to meet")


def test_owner_and_those_who_wait_talk_where_their_days_differ(asked: Conversation) -> None:
    asked.says("ana", "Next\n- publish the API draft by 3 Dec for @bo").heard_all()
    asked.says("ana", "C1 to 10 Dec because the vendor is late", to="new").heard_all()
    asked.says("bo", "C1 to 4 Dec because we demo on Monday", to="new")
    digest = asked.at("2026-11-30 09:00").hears("ana", "meet 5 minutes, Bo and you")
    assert "publish the API draft (C1): no day that suits all who wait for it" in digest.words
    assert "You need not come." in asked.hears("mara", "meet 5 minutes").words


def test_once_the_owner_has_answered_there_is_nothing_to_talk_about(asked: Conversation) -> None:
    asked.says("ana", "Next\n- publish the API draft by 3 Dec for @bo").heard_all()
    asked.says("ana", "C1 to 10 Dec because the vendor is late", to="new").heard_all()
    asked.says("bo", "C1 decline because we demo on Monday", to="new").says("ana", "C1 accept", to="new")
    asked.at("2026-11-30 09:00").hears("mara", "no need to meet")


def test_the_word_to_skip_says_what_was_settled_instead(asked: Conversation) -> None:
    asked.says("ana", "Done: the importer\nDecisions: we keep SQLite\nNext\n- the draft by 4 Dec\n- the plan by 4 Dec")
    asked.says("ana", "C1 done", to="new").says("ana", "C2 to 8 Dec because the vendor is late", to="new")
    assert "Settled instead: 1 decided, 1 kept, 1 moved." in asked.at("2026-11-30 09:00").hears("bo", "no need").words


# --- the organizer's word ---------------------------------------------------------------------------------------------


def test_the_organizer_calls_the_meeting_and_the_others_hear_it(digested: Conversation) -> None:
    digested.says("mara", "meet")
    digested.hears("mara", "You meet: Platform weekly, Mon 30 Nov; Ana and Bo know")
    letter = digested.hears("ana", "Platform weekly, Mon 30 Nov: we meet", "Mara says: you meet, Mon 30 Nov, 10:00")
    assert "30 minutes" in letter.words
    digested.hears("bo", "we meet")


@pytest.mark.parametrize(
    "word", ["skip", "Skip it", "auslassen", "je passe", "omitir", "pular", "salta", "overslaan", "skip the meeting"]
)
def test_the_organizer_calls_it_off_in_any_language(digested: Conversation, word: str) -> None:
    digested.says("mara", word).hears("mara", "No meeting: Platform weekly, Mon 30 Nov; Ana and Bo know")
    digested.hears("bo", "Platform weekly, Mon 30 Nov: no meeting")


@pytest.mark.parametrize(
    "word",
    ["Let's meet.", "Wir treffen uns", "on se réunit", "nos reunimos", "vamos reunir", "ci riuniamo", "we vergaderen"],
)
def test_the_organizer_calls_it_in_any_language(digested: Conversation, word: str) -> None:
    digested.says("mara", word).hears("bo", "we meet")


def test_said_twice_it_is_told_once_and_a_change_of_mind_is_told(digested: Conversation) -> None:
    digest = digested.last("mara")
    digested.says("mara", "skip", to=digest).says("mara", "skip", to=digest)
    digested.hears("mara", "No meeting")
    digested.hears("mara", "No meeting", "nobody needed to be told")
    digested.hears("bo", "no meeting")
    digested.hears_nothing("bo")
    digested.says("mara", "meet", to=digest).hears("bo", "Mara says now: you meet")


def test_undone_the_others_hear_what_holds(digested: Conversation) -> None:
    digested.says("mara", "meet").heard_all("ana", "bo").says("mara", "undo").hears("mara", "Undone: your word on")
    digested.hears("bo", "no meeting", "Mara says now: there is no meeting")


def test_undone_what_holds_anyway_is_told_nobody_again(digested: Conversation) -> None:
    digested.says("mara", "skip").hears("bo", "no meeting")
    digested.says("mara", "undo").hears("mara", "Undone: your word on")
    digested.hears_nothing("bo")


def test_only_the_organizer_says_so(digested: Conversation) -> None:
    digested.says("bo", "meet").hears("bo", "Only the organizer says whether you meet")
    digested.hears_nothing("ana")
    digested.says("bo", "skip", to=next(x for x in digested.letters("bo")[::-1] if "no need" in x.subject))
    digested.hears_nothing("ana")


def test_after_its_start_it_is_refused(digested: Conversation) -> None:
    digest = digested.last("mara")
    digested.at("2026-11-30 10:00").says("mara", "skip", to=digest)
    digested.hears("mara", "It was to begin before your mail came; nobody was told")
    digested.hears_nothing("bo")


def test_without_a_digest_nobody_knows_which_meeting(asked: Conversation) -> None:
    asked.says("mara", "meet", to="new").hears("mara", "I don't know which meeting", "in reply to its digest")
    asked.hears_nothing("bo")


def test_who_stopped_digests_is_told_and_who_is_away_or_stopped_everything_is_not(asked: Conversation) -> None:
    asked.says("ana", "stop digests", to="new").says("bo", "away until 4 Dec", to="new")
    asked.heard_all().at("2026-11-30 09:00").hears("mara", "Platform weekly")
    asked.heard_all().says("mara", "skip").hears("ana", "no meeting", "with or without digests")
    asked.hears_nothing("bo")


def test_who_stopped_everything_is_left_in_peace(asked: Conversation) -> None:
    asked.says("ana", "stop digests", to="new").says("ana", "stop asks", to="new").heard_all()
    asked.at("2026-11-30 09:00").says("mara", "skip").hears("bo", "no meeting")
    asked.hears_nothing("ana")


def test_skip_in_answer_to_the_questions_is_still_about_the_update(asked: Conversation) -> None:
    asked.says("mara", "skip").hears("mara", "Skipped: Platform weekly")
    asked.hears_nothing("bo")


def test_a_guest_of_another_team_is_told_too(tmp_path: Path) -> None:
    config = CONFIG + (
        '\n[teams.ops]\nname = "Ops"\n\n[people.eve]\nname = "Eve Ott"\naddress = "eve@acme.example"\n'
        'team = "ops"\nzone = "Europe/Berlin"\n'
    )
    team = Conversation(tmp_path, config=config)
    team.invites("mara", guests=("mara", "ana", "eve")).at("2026-11-30 09:00").heard_all()
    team.says("mara", "skip").hears("eve", "no meeting")
    team.hears_nothing("bo")
    team.close()

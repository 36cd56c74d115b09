"""What was wrong in a digest is put right in the next one, as a correction; what came late is told there, once."""

from __future__ import annotations

import pytest
from conversation import Conversation, Letter


@pytest.fixture
def told(team: Conversation) -> Conversation:
    """The digest of Monday 30 November has told what Ana wrote on Friday. It is Monday noon."""
    team.invites("mara").at("2026-11-27 09:00").heard_all("ana")
    team.says("ana", "Done: the importer\nDecisions: we keep SQLite\nNext\n- the draft by 10 Dec")
    return team.at("2026-11-30 12:00").heard_all()


def receipt(team: Conversation) -> Letter:
    return next(letter for letter in team.letters("ana")[::-1] if "recorded" in letter.text)


def next_digest(team: Conversation, who: str = "bo") -> str:
    return team.at("2026-12-07 09:00").hears(who, "Platform weekly, Mon 7 Dec").words


def test_words_that_were_misread_are_told_as_they_are_meant(told: Conversation) -> None:
    told.says("ana", "fix 2: the draft of the API", to=receipt(told))
    words = next_digest(told)
    assert 'corrected the draft of the API (Ana); the last digest said "the draft" C1' in words


def test_a_day_that_was_misread_is_told_with_the_old_one(told: Conversation) -> None:
    told.says("ana", "fix 2: 11 Dec", to=receipt(told))
    assert "corrected the draft (Ana); Fri 11 Dec and not Thu 10 Dec C1" in next_digest(told)


def test_what_was_taken_back_is_told_so(told: Conversation) -> None:
    told.says("ana", "undo", to=receipt(told))
    words = next_digest(told)
    assert "undone we keep SQLite (Ana) D1" in words
    assert "undone the draft (Ana) C1" in words
    assert "CAME AFTER THE LAST DIGEST Ana Taken back: the importer" in words


def test_what_was_not_kept_after_all_is_open(told: Conversation) -> None:
    told.says("ana", "C1 done", to="new")
    assert "kept the draft" in next_digest(told)
    told.says("ana", "undo", to=receipt(told))
    digest = told.at("2026-12-14 09:00").hears("bo", "Platform weekly, Mon 14 Dec").words
    assert "corrected the draft (Ana); not kept, it is open C1" in digest


def test_a_correction_is_told_once(told: Conversation) -> None:
    told.says("ana", "fix 2: the draft of the API", to=receipt(told))
    next_digest(told)
    assert "corrected" not in told.at("2026-12-14 09:00").hears("bo", "Platform weekly, Mon 14 Dec").words


def test_what_no_digest_has_told_yet_is_no_correction(told: Conversation) -> None:
    told.says("ana", "Commitment: the plan by 16 Dec", to="new")
    told.says("ana", "fix 1: the plan for spring", to=told.last("ana"))
    words = next_digest(told)
    assert "the plan for spring" in words
    assert "corrected" not in words


def test_what_was_moved_is_a_move_and_no_correction(told: Conversation) -> None:
    told.says("ana", "C1 to 11 Dec because the vendor is late", to="new")
    words = next_digest(told)
    assert "moved the draft (Ana) from Thu 10 Dec to Fri 11 Dec" in words
    assert "corrected" not in words


def test_another_word_on_what_was_told_shows_what_is_new(told: Conversation) -> None:
    envelope = next(letter for letter in told.letters("ana") if "your update for Mon 30 Nov" in letter.subject)
    told.says("ana", "Done: the importer\nDone: the exporter", to=envelope)
    late = next_digest(told).partition("CAME AFTER THE LAST DIGEST")[2]
    assert "the exporter" in late
    assert "the importer" not in late


def test_a_late_reply_is_an_addendum_with_the_writers_name(told: Conversation) -> None:
    envelope = next(letter for letter in told.letters("bo") if "your update for Mon 30 Nov" in letter.subject)
    told.says("bo", "Done: the review", to=envelope)
    assert "CAME AFTER THE LAST DIGEST Bo Done: the review" in next_digest(told, "mara")


def test_a_correction_is_no_news_to_another_team(told: Conversation) -> None:
    """Nothing of it stands in a review of others."""
    told.says("ana", "fix 2: the draft of the API", to=receipt(told))
    told.invites("bo", start="2026-12-04 15:00", title="Ops", uid="ops@acme.example")
    assert "corrected" not in told.at("2026-12-04 14:00").hears("bo", "Ops, Fri 4 Dec").words


def test_a_receipt_for_a_hand_changes_no_word_of_whom_it_helps(told: Conversation) -> None:
    told.says("bo", "Help: a reviewer for an hour", to="new").says("ana", "H1 part: the first page", to="new")
    told.says("ana", "fix 1: the last page", to=receipt(told)).hears("ana", "did not say what H1 is")
    assert told.record("H1").what == "a reviewer for an hour"


def test_a_receipt_for_a_risk_changes_no_promise(told: Conversation) -> None:
    told.says("ana", "C1 at risk: the vendor", to="new")
    told.says("ana", "fix 1: the vendor is late", to=receipt(told)).hears("ana", "did not say what C1 is")
    assert told.record("C1").what == "the draft"


def test_what_was_accepted_is_not_fixed_behind_the_back_of_whoever_asked(told: Conversation) -> None:
    told.says("bo", "@ana: review the schema by 8 Dec", to="new").says("ana", "C2 accept", to="new")
    told.says("ana", "fix 1: by 20 Dec", to=receipt(told)).hears("ana", "did not say what C2 is", "undo")
    assert told.record("C2").due.isoformat() == "2026-12-08"


def test_the_day_of_a_move_is_put_right(told: Conversation) -> None:
    told.says("ana", "C1 to 11 Dec because the vendor is late", to="new")
    told.says("ana", "fix 1: by 14 Dec", to=receipt(told))
    assert told.record("C1").due.isoformat() == "2026-12-14"

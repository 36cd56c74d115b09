from __future__ import annotations

from datetime import date

import pytest
from conversation import Conversation


@pytest.fixture
def promised(team: Conversation) -> Conversation:
    """Ana has promised C1 for Thursday 3 December; it is Friday 27 November."""
    team.invites("mara").at("2026-11-27 09:00")
    return team.says("ana", "Next\n- ship the importer by Thursday").heard_all()


def test_a_renegotiated_commitment_is_asked_about_again(promised: Conversation) -> None:
    promised.at("2026-12-01 10:00").says("ana", "C1 to 8 Dec because the vendor is late")
    moved = promised.hears("ana", "Tue 8 Dec", "the vendor is late")
    assert "Thu 3 Dec" in moved.words
    promised.at("2026-12-03 12:00")
    assert not any("Due today" in letter.words for letter in promised.letters("ana"))
    promised.at("2026-12-08 09:00").hears("ana", "Due today", "ship the importer")
    promised.at("2026-12-09 12:00")
    assert promised.status("C1") == "slipped"
    assert promised.record("C1").first_due == date(2026, 12, 3)


def test_a_due_commitment_is_asked_about_on_its_day_and_once_more(promised: Conversation) -> None:
    promised.at("2026-12-03 09:00").hears("ana", "Due today: ship the importer")
    promised.at("2026-12-04 09:00").hears("ana", "Was due Thu 3 Dec: ship the importer")
    promised.at("2026-12-10 12:00")
    asked = [letter for letter in promised.letters("ana") if "Was due" in letter.words]
    assert len(asked) == 1, "nobody nags"


def test_a_kept_commitment_is_asked_about_no_more(promised: Conversation) -> None:
    promised.at("2026-12-03 09:00").hears("ana", "Due today")
    promised.says("ana", "1 done, at last")
    promised.hears("ana", "ship the importer", "C1")
    assert promised.status("C1") == "kept"
    promised.at("2026-12-04 09:00")
    assert "Was due" not in promised.last("ana").text


def test_a_due_day_can_be_moved_by_working_days(promised: Conversation) -> None:
    promised.at("2026-12-03 09:00").hears("ana", "Due today")
    promised.says("ana", "1 +3d vendor answers on Monday")
    promised.hears("ana", "Tue 8 Dec")
    assert promised.record("C1").moves[0].reason == "vendor answers on Monday"
    assert not promised.record("C1").moves[0].late


def test_what_is_kept_or_moved_stands_in_the_digest(promised: Conversation) -> None:
    promised.says("bo", "Next\n- write the guide by Wednesday").at("2026-12-01 10:00")
    promised.says("ana", "C1 to 8 Dec because the vendor is late").says("bo", "C2 done")
    digest = promised.at("2026-12-07 09:00").hears("mara", "Platform weekly, Mon 7 Dec")
    assert "write the guide" in digest.words
    assert "the vendor is late" in digest.words


def test_a_slip_is_derived_and_shown(promised: Conversation) -> None:
    promised.says("bo", "Done: things").at("2026-12-07 09:00")
    digest = promised.hears("bo", "Platform weekly, Mon 7 Dec")
    assert "ship the importer" in digest.words


def test_only_the_owner_closes_a_commitment(promised: Conversation) -> None:
    promised.says("bo", "C1 done")
    promised.hears("bo", "C1 is Ana's", "C1 done for @ana")
    assert promised.status("C1") == "open"
    promised.says("bo", "C1 done for @ana")
    assert promised.status("C1") == "kept"


def test_a_day_in_the_past_is_refused(promised: Conversation) -> None:
    promised.says("ana", "C1 to 1 Nov 2026 because I say so")
    promised.hears("ana", "in the past")
    assert promised.record("C1").moves == ()


def test_without_a_day_it_is_due_at_the_next_review(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "Next\n- write the guide")
    team.hears("ana", "write the guide", "Mon 7 Dec")
    assert team.record("C1").due == date(2026, 12, 7)


def test_a_line_for_somebody_else_is_an_offer(promised: Conversation) -> None:
    promised.says("ana", "Next\n- @bo: review the schema by 7 Dec").hears("ana", "Offered to Bo", "review the schema")
    assert promised.status("C2") == "offered"
    promised.at("2026-11-30 09:00").hears("bo", "Ana asks you: review the schema")
    letter = next(one for one in reversed(promised.letters("bo")) if "review the schema" in one.text)
    promised.says("bo", "C2 accept", to=letter)
    assert promised.status("C2") == "open"
    promised.heard_all().at("2026-12-07 09:00").hears("bo", "Due today: review the schema")


def test_an_offer_may_be_declined(promised: Conversation) -> None:
    promised.says("ana", "Next\n- @bo: review the schema by 7 Dec")
    promised.says("bo", "C2 decline no time this week")
    assert promised.status("C2") == "declined"


def test_at_risk_is_said_early_and_shown(promised: Conversation) -> None:
    promised.says("ana", "C1 at risk the vendor is slow").hears("ana", "C1")
    digest = promised.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov")
    assert "the vendor is slow" in digest.words


def test_a_dropped_commitment_says_why(promised: Conversation) -> None:
    promised.says("ana", "C1 drop because the customer left")
    assert promised.status("C1") == "dropped"
    digest = promised.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov")
    assert "the customer left" in digest.words


def test_help_is_asked_for_and_taken(promised: Conversation) -> None:
    promised.says("ana", "C1 help: a DBA for an hour").hears("ana", "a DBA for an hour", "H1")
    digest = promised.at("2026-11-30 09:00").hears("bo", "a DBA for an hour")
    promised.says("bo", "H1 take", to=digest)
    assert promised.status("H1") == "taken"
    assert promised.record("C1").helpers == ("bo",)


def test_there_is_no_such_commitment(promised: Conversation) -> None:
    promised.says("ana", "C77 done").hears("ana", "There is no C77")


def test_an_offer_for_the_same_day_does_not_wait_for_the_next_envelope(promised: Conversation) -> None:
    """Bo has had an envelope today, and a calendar that follows the service looks once an hour at most."""
    promised.at("2026-11-27 11:00").says("ana", "@bo: look at the build by today", to="new")
    promised.hears("bo", "Ana asks you: look at the build", "by Fri 27 Nov", "1 accept")
    promised.says("ana", "@bo: read the report by Sunday", to="new").hears("bo", "read the report")
    promised.says("ana", "@bo: look at the retry logic by 30 Nov", to="new").hears_nothing("bo")
    promised.at("2026-11-30 09:00").hears("bo", "look at the retry logic")


def test_questions_are_answered_by_mail(promised: Conversation) -> None:
    promised.says("ana", "mine", to="new").hears("ana", "ship the importer")
    promised.says("bo", "status", to="new").hears("bo", "ship the importer")
    promised.says("ana", "why C1", to="new").hears("ana", "C1")
    promised.says("bo", "find importer", to="new").hears("bo", "ship the importer")
    promised.says("bo", "help", to="new").hears("bo", "done")


def test_a_command_may_stand_in_the_subject(promised: Conversation) -> None:
    promised.says("ana", "", to="new", subject="mine").hears("ana", "ship the importer")

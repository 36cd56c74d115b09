"""A slip that was closed is asked about once, and what was learned goes to those concerned and nobody else."""

from __future__ import annotations

import pytest
from conversation import CONFIG, Conversation

WITH_EVE = (
    CONFIG
    + """
[people.eve]
name = "Eve Roth"
address = "eve@acme.example"
team = "platform"
zone = "Europe/Berlin"
"""
)


@pytest.fixture
def slipped(tmp_path) -> Conversation:
    """Ana has promised C1 to Bo for Friday 4 December, Mara helped, and it was kept on Tuesday 8."""
    team = Conversation(tmp_path, config=WITH_EVE)
    team.invites("mara", guests=("mara", "ana", "bo", "eve")).at("2026-11-27 09:00")
    team.says("ana", "Next\n- publish the API draft by 4 Dec for @bo").says("ana", "C1 help: a reviewer", to="new")
    team.says("mara", "H1 take", to="new").at("2026-12-08 10:00").heard_all()
    team.says("ana", "C1 done", to="new").heard_all()
    yield team
    team.close()


def asked(team: Conversation):
    return next(letter for letter in reversed(team.letters("ana")) if "One question about" in letter.words)


ANSWERS = "1 assumed: the vendor answers within a day\n1 missing: a second contact\n1 next time: I ask two of them"


def test_a_slip_that_was_closed_is_asked_about_once(slipped: Conversation) -> None:
    assert slipped.record("C1").had_slipped
    slipped.at("2026-12-09 09:00").hears(
        "ana", "One question about: publish the API draft", "the first was Fri 4 Dec", "This goes to Bo, Mara and you"
    )
    slipped.at("2027-01-20 12:00")
    assert sum("One question about" in letter.words for letter in slipped.letters("ana")) == 1


def test_three_answers_in_one_reply_go_to_those_concerned(slipped: Conversation) -> None:
    slipped.at("2026-12-09 09:00").heard_all().says("ana", ANSWERS, to=asked(slipped))
    slipped.hears("ana", "What you assumed", "What was missing", "What you change")
    slipped.at("2026-12-09 12:00")
    for reader in ("bo", "mara"):
        heard = slipped.hears(reader, "Ana learned from: publish the API draft", "the vendor answers within a day")
        assert "I ask two of them" in heard.words
    assert dict(slipped.record("C1").lessons)["missing"] == "a second contact"
    assert not any("learned from" in letter.words for letter in (*slipped.letters("eve"), *slipped.letters("ana")))


def test_one_line_will_do(slipped: Conversation) -> None:
    slipped.at("2026-12-09 09:00").says("ana", "1 lesson: we took the vendor's word for a date", to=asked(slipped))
    assert slipped.record("C1").lessons == (("lesson", "we took the vendor's word for a date"),)


def test_the_team_does_not_read_it(slipped: Conversation) -> None:
    slipped.at("2026-12-09 09:00").says("ana", ANSWERS, to=asked(slipped)).heard_all()
    assert "second contact" not in slipped.says("eve", "why C1", to="new").hears("eve", "publish the API draft").words
    assert "second contact" in slipped.says("bo", "why C1", to="new").hears("bo", "publish the API draft").words
    slipped.says("eve", "find contact", to="new").hears("eve", "I found nothing")
    slipped.says("mara", "find contact", to="new").hears("mara", "a second contact")
    digest = slipped.at("2026-12-14 09:00").hears("eve", "Platform weekly, Mon 14 Dec")
    assert "second contact" not in digest.words
    assert "learned" not in digest.words


def test_a_late_answer_does_not_tell_again_that_it_was_kept(slipped: Conversation) -> None:
    slipped.at("2026-12-14 09:00").hears("eve", "Platform weekly, Mon 14 Dec", "publish the API draft")
    slipped.says("ana", "C1 lesson: ask two vendors", to="new").at("2026-12-21 09:00")
    assert "publish the API draft" not in slipped.hears("eve", "Platform weekly, Mon 21 Dec").words


def test_what_was_kept_or_moved_in_time_is_not_asked_about(slipped: Conversation) -> None:
    slipped.says("ana", "Next\n- tidy the wiki by 10 Dec", to="new").says(
        "ana", "C2 to 11 Dec because of rain", to="new"
    )
    slipped.at("2026-12-11 15:00").says("ana", "C2 done", to="new").at("2026-12-16 12:00")
    assert not any("question about: tidy" in letter.words for letter in slipped.letters("ana"))


def test_what_was_dropped_late_is_asked_about(slipped: Conversation) -> None:
    slipped.says("ana", "Next\n- tidy the wiki by 9 Dec", to="new").at("2026-12-10 10:00")
    slipped.says("ana", "C2 drop because nobody reads it", to="new").at("2026-12-11 09:00")
    slipped.hears("ana", "One question about: tidy the wiki", "It was dropped after its day", "This stays with you")


def test_only_the_owner_says_what_there_is_to_learn_and_only_when_it_is_over(slipped: Conversation) -> None:
    slipped.says("bo", "C1 lesson: plan better", to="new").hears("bo", "C1 is Ana's, and so is what there is to learn")
    slipped.says("ana", "Next\n- tidy the wiki by 10 Dec", to="new").says("ana", "C2 lesson: too big", to="new")
    slipped.hears("ana", "C2 is not closed yet")
    slipped.says("ana", "C1 lesson", to="new").hears("ana", '"lesson" needs a few words')


def test_who_wants_no_asks_is_not_asked(slipped: Conversation) -> None:
    slipped.says("ana", "Next\n- tidy the wiki by 9 Dec", to="new").says("ana", "stop asks", to="new")
    slipped.at("2026-12-10 10:00").says("ana", "C2 done", to="new").at("2026-12-14 12:00")
    assert not any("question about: tidy" in letter.words for letter in slipped.letters("ana"))

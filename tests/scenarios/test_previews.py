"""Who runs a review reads its letters before they go, as they would be now; nothing changes by it."""

from __future__ import annotations

import pytest
from conversation import Conversation


@pytest.fixture
def run(team: Conversation) -> Conversation:
    """On Friday everybody was asked for Monday's date, and Ana has answered."""
    team.invites("mara").at("2026-11-27 09:30")
    team.says(
        "ana", "Done\n- the schema review\nNext\n- ship the importer by 3 Dec\nprivate: I have too much on my plate"
    )
    return team.heard_all()


def counted(team: Conversation) -> tuple[int, int]:
    """(facts of the series, letters to the others)."""
    series = next(kept.cadence.id for kept in team.cadences())
    return len(team.facts(f"cadence/{series}")), len(team.letters("ana")) + len(team.letters("bo"))


@pytest.mark.parametrize("words", ["preview digest", "preview digest of Platform weekly"])
def test_the_organizer_reads_the_digest_before_it_goes(run: Conversation, words: str) -> None:
    before = counted(run)
    letter = run.says("mara", words, to="new").hears("mara", "Preview: Platform weekly, Mon 30 Nov: no need to meet")
    assert "A preview, for you only, of what is known now. It goes out on Mon 30 Nov, 09:00." in letter.words
    for told in ("the schema review", "ship the importer", "I have too much on my plate"):
        assert told in letter.words
    assert 'Answer "meet" or "skip"' not in letter.words
    assert counted(run) == before
    digest = run.at("2026-11-30 12:00").hears("mara", "Platform weekly, Mon 30 Nov", "the schema review")
    assert not digest.subject.startswith("Preview")
    assert "I have too much on my plate" in digest.words
    run.hears("ana", "Platform weekly, Mon 30 Nov")


def test_the_mail_that_asks(run: Conversation) -> None:
    run.says("mara", "preview", to="new").hears("mara", "Preview: Platform weekly: your update for Mon 7 Dec")
    assert "It goes out on Fri 4 Dec, 09:00, to each at their own hour" in run.last("mara").words
    for heading in ("Done", "Next", "Blocked"):
        assert heading in run.last("mara").text
    run.at("2026-12-04 09:30").hears("bo", "your update for Mon 7 Dec")


def test_what_is_answered_to_it_counts_for_that_date(run: Conversation) -> None:
    run.says("mara", "preview", to="new").hears("mara", "Preview")
    run.says("mara", "Done\n- the hiring plan").hears("mara", "Your update for Mon 7 Dec: 1 done")
    assert "the hiring plan" not in run.at("2026-11-30 12:00").hears("bo", "Platform weekly, Mon 30 Nov").words
    run.at("2026-12-07 12:00").hears("bo", "Platform weekly, Mon 7 Dec", "the hiring plan")


def test_a_word_on_the_meeting_is_for_the_digest(run: Conversation) -> None:
    run.says("mara", "preview digest", to="new").hears("mara", "Preview")
    run.says("mara", "meet").hears("mara", "I don't know which meeting", "in reply to its digest")
    run.heard_all().hears_nothing("ana")


def test_nobody_else_reads_them_before(run: Conversation) -> None:
    run.says("ana", "preview digest", to="new").hears("ana", "Only who runs a review reads its letters before they go")


def test_answers_without_a_name_are_shown_to_all_at_once(team: Conversation) -> None:
    team.invites("mara", text="template: pulse").at("2026-11-27 09:30").heard_all()
    team.says("mara", "preview digest", to="new")
    team.hears("mara", "Answers without a name are shown to everybody at once")
    team.says("mara", "preview", to="new").hears("mara", "Preview", "Mon 7 Dec")


def test_it_may_be_the_subject_of_a_mail(run: Conversation) -> None:
    run.says("mara", "", to="new", subject="preview digest").hears("mara", "Preview: Platform weekly, Mon 30 Nov")

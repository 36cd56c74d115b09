"""Private words reach one reader, with their digest or in a letter of its own, and nobody else by any way."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import Conversation

SECRET = "more on my plate than I can carry"


@pytest.fixture
def weekly(tmp_path: Path) -> Conversation:
    """Mara's weekly; Ana has been asked for Monday's update."""
    team = Conversation(tmp_path)
    team.invites("mara").at("2026-11-27 09:00").heard_all()
    yield team
    team.close()


def nobody_but(team: Conversation, *readers: str) -> None:
    addresses = {team.address(reader) for reader in readers}
    told = [letter for letter in team.transport.letters if SECRET in letter.words and letter.to not in addresses]
    assert not told, [(letter.to, letter.subject) for letter in told]


def test_a_private_line_goes_to_the_organizer_with_the_digest(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: schema review\nprivate: I have {SECRET}")
    weekly.hears("ana", f"Only for Mara: I have {SECRET}; with the digest of Mon 30 Nov, to nobody else")
    weekly.at("2026-11-30 12:00")
    weekly.hears("mara", "Platform weekly, Mon 30 Nov", "SAID TO YOU ONLY", SECRET, 'begins with "private to @ana:"')
    assert "schema review" in weekly.hears("bo", "Platform weekly, Mon 30 Nov").words
    nobody_but(weekly, "ana", "mara")


def test_to_somebody_who_is_named(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: schema review\n\nprivate to @bo: I have {SECRET}").at("2026-11-30 12:00")
    weekly.hears("bo", "Platform weekly, Mon 30 Nov", SECRET)
    nobody_but(weekly, "ana", "bo")


def test_neither_find_nor_why_shows_it_to_others(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: schema review\nprivate to @bo: I have {SECRET}").at("2026-12-01 12:00").heard_all()
    weekly.says("mara", "find carry", to="new").hears("mara", "I found nothing")
    weekly.says("mara", "status", to="new").says("mara", "mine", to="new").says("mara", "why C1", to="new")
    weekly.says("bo", "find carry", to="new").hears("bo", "Ana said in private", SECRET)
    weekly.says("ana", "find carry", to="new").hears("ana", SECRET)
    weekly.at("2026-12-14 12:00")
    nobody_but(weekly, "ana", "bo")


def test_without_a_digest_ahead_it_is_a_letter_of_its_own(weekly: Conversation) -> None:
    weekly.at("2026-12-01 10:00").heard_all().says("ana", f"private to Bo: I have {SECRET}", to="new")
    weekly.hears("ana", "Only for Bo", "in a letter to nobody else")
    weekly.hears_nothing("bo")
    heard = weekly.at("2026-12-01 10:15").hears("bo", "A word from Ana, to you only", SECRET)
    assert SECRET not in heard.subject
    weekly.at("2026-12-08 12:00")
    assert sum(SECRET in letter.words for letter in weekly.letters("bo")) == 1
    nobody_but(weekly, "ana", "bo")


def test_an_answer_to_it_goes_back_to_its_author_only(weekly: Conversation) -> None:
    weekly.at("2026-12-01 10:00").says("ana", "private to Bo: can we talk?", to="new").at("2026-12-01 10:15")
    weekly.heard_all().says("bo", f"Yes, I too have {SECRET}.").hears("bo", "Only for Ana")
    weekly.at("2026-12-01 11:00").hears("ana", "A word from Bo, to you only", SECRET)
    nobody_but(weekly, "ana", "bo")


def test_who_does_not_get_the_digest_gets_a_letter(weekly: Conversation) -> None:
    weekly.says("bo", "stop digests", to="new").says("mara", "away until 2 Dec", to="new").heard_all()
    weekly.says("ana", f"Done: x y\nprivate to @bo: I have {SECRET}\n\nprivate: I have {SECRET}")
    weekly.at("2026-11-27 12:00").hears("bo", "A word from Ana", SECRET)
    weekly.at("2026-12-02 12:00").hears_nothing("mara")
    weekly.at("2026-12-03 09:00").hears("mara", "A word from Ana", SECRET)


def test_what_stands_below_is_private_too(weekly: Conversation) -> None:
    weekly.says(
        "ana",
        f"Done: schema review. Private: I have {SECRET}\nand {SECRET} again\n\nNotes: the wiki moved\n\n"
        f"private:\n- C1 is late, I have {SECRET}\n\n2 done, since {SECRET}\n\nThanks: @bo for the tea",
    ).at("2026-11-30 12:00")
    heard = weekly.hears("bo", "Platform weekly, Mon 30 Nov", "schema review", "the wiki moved", "Ana to Bo: the tea")
    assert "private" not in heard.words.lower()
    nobody_but(weekly, "ana", "mara")


def test_a_slip_of_the_finger_does_not_publish_it(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: schema review\npirvate: I have {SECRET}").at("2026-11-30 12:00")
    weekly.hears("mara", "SAID TO YOU ONLY", SECRET)
    nobody_but(weekly, "ana", "mara")


def test_a_subject_makes_the_whole_mail_private(weekly: Conversation) -> None:
    weekly.says("ana", f"Hello,\n\nI have {SECRET}.\n\nBest,\nAna", to="new", subject="Private to @bo")
    weekly.at("2026-11-30 12:00").hears("bo", SECRET)
    nobody_but(weekly, "ana", "bo")


def test_in_another_language(weekly: Conversation) -> None:
    weekly.says("ana", f"Erledigt: Schema\nvertraulich an @bo: {SECRET}").at("2026-11-30 12:00").hears("bo", SECRET)
    nobody_but(weekly, "ana", "bo")


def test_to_nobody_we_know_it_goes_to_nobody(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: schema review\nprivate to @zed: I have {SECRET}")
    weekly.hears("ana", "NOT RECORDED", 'I know nobody called "@zed"')
    weekly.at("2026-11-30 12:00")
    nobody_but(weekly, "ana")


def test_the_organizer_names_somebody(weekly: Conversation) -> None:
    weekly.says("mara", f"private: I have {SECRET}").hears("mara", "That is you", "private to @bo")
    weekly.says("bo", f"private: I have {SECRET}", to="new").at("2026-11-30 12:00")
    nobody_but(weekly, "mara", "bo")


def test_undo_takes_it_back_until_it_is_out(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: schema review\nprivate: I have {SECRET}").says("ana", "undo").at("2026-11-30 12:00")
    nobody_but(weekly, "ana")
    weekly.says("ana", f"private to @bo: I have {SECRET}", to="new")
    receipt = weekly.last("ana")
    weekly.at("2026-11-30 12:30").says("ana", "undo", to=receipt).hears("ana", "it has gone out already")


# --- "that was meant private" ----------------------------------------------------------------------


@pytest.mark.parametrize("words", ["private 1: carry", "fix 1: private", "private 1 to @mara: carry"])
def test_a_line_of_the_update_was_meant_private(weekly: Conversation, words: str) -> None:
    weekly.says("ana", f"Notes: I have {SECRET}").heard_all("ana")
    weekly.says("ana", words).hears("ana", "Only for Mara", "with the digest of Mon 30 Nov")
    weekly.at("2026-11-30 12:00").hears("mara", "SAID TO YOU ONLY", SECRET)
    weekly.says("bo", "find carry", to="new").hears("bo", "I found nothing")
    nobody_but(weekly, "ana", "mara")


def test_only_that_line(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: schema review\nNotes: I have {SECRET}")
    weekly.says("ana", "private 1: carry").at("2026-11-30 12:00").hears("bo", "schema review")
    nobody_but(weekly, "ana", "mara")


def test_an_earlier_version_of_the_update_does_not_come_back(weekly: Conversation) -> None:
    letter = weekly.last("ana")
    weekly.says("ana", f"Notes: I have {SECRET}", to=letter).says(
        "ana", f"Notes: I have {SECRET}\nDone: tea", to=letter
    )
    weekly.says("ana", "private 1: carry").at("2026-11-30 12:00").hears("bo", "tea")
    nobody_but(weekly, "ana", "mara")


def test_after_the_digest_it_is_too_late(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: tea\nNotes: I have {SECRET}")
    receipt = weekly.last("ana")
    weekly.at("2026-11-30 12:00").heard_all().says("ana", "private 1: carry", to=receipt)
    weekly.hears("ana", "It has gone out already, with the digest; from now on nobody finds it")
    weekly.says("bo", "find carry", to="new").hears("bo", "I found nothing")
    weekly.says("bo", "find tea", to="new").hears("bo", "tea")


def test_what_the_team_keeps_is_not_made_private(weekly: Conversation) -> None:
    weekly.says("ana", "Next\n- ship the importer by Thursday").says("ana", "private 1")
    weekly.hears("ana", "C1 is on the record of the team", "undo")


def test_a_refused_line_may_become_private(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: x\nNext\n- maybe {SECRET} by Thursday").heard_all("ana")
    weekly.says("ana", "private 2").hears("ana", "Only for Mara")
    weekly.at("2026-11-30 12:00")
    nobody_but(weekly, "ana", "mara")


def test_which_is_asked(weekly: Conversation) -> None:
    weekly.says("ana", "private 7: carry", to="new").hears("ana", "I don't know what was meant to be private")
    weekly.says("ana", "Done: x", to=weekly.letters("ana")[0]).says("ana", "private 1: something else")
    weekly.hears("ana", "No line of that update has these words")


def test_two_lines_of_one_mail_under_two_reviews_go_each_their_own_way(weekly: Conversation) -> None:
    """Bo reads the digest of one of them only."""
    weekly.invites("mara", start="2026-12-07 11:00", title="Ops", guests=("mara", "ana"), uid="ops@acme.example")
    weekly.at("2026-12-04 09:00")
    asked = weekly.last("ana").text.splitlines()
    quoted = [f"> {line}\n\nprivate to @bo: {SECRET}, says {line[:1]}\n" for line in asked if line[1:7] == ". Your"]
    assert len(quoted) == 2
    weekly.says("ana", "\n".join(quoted), quote=False).hears("ana", "with the digest of Mon 7 Dec", "nobody else")
    weekly.at("2026-12-08 12:00")
    told = " ".join(letter.words for letter in weekly.letters("bo") if SECRET in letter.words)
    assert "says 1" in told
    assert "says 2" in told
    nobody_but(weekly, "ana", "bo")


def test_nobody_finds_it_before_it_is_passed_on(weekly: Conversation) -> None:
    weekly.says("ana", f"Done: schema review\nprivate to @bo: I have {SECRET}").heard_all()
    weekly.says("bo", "find carry", to="new").hears("bo", "I found nothing")
    weekly.says("ana", "find carry", to="new").hears("ana", SECRET)
    weekly.at("2026-11-30 12:00").heard_all().says("bo", "find carry", to="new").hears("bo", SECRET)

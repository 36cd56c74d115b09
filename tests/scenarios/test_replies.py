from __future__ import annotations

import re

import pytest
from conversation import Conversation

ANSWER = """Done: schema review, thanks @bo
Next
- ship the importer by Thursday, done when the nightly run is green
no blockers"""


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    """Friday 27 November, 09:00: everybody has been asked for Monday."""
    return team.invites("mara").at("2026-11-27 09:00").heard_all()


def test_a_reply_becomes_facts_and_a_receipt(asked: Conversation) -> None:
    asked.says("ana", ANSWER)
    receipt = asked.hears("ana", "ship the importer, by Thu 3 Dec", "the nightly run is green", "C1")
    assert receipt.mail["In-Reply-To"]
    assert asked.status("C1") == "open"
    assert asked.record("C1").done_when == "the nightly run is green"


@pytest.mark.parametrize("way", ["address", "in-reply-to", "quote"])
def test_a_reply_is_placed_by_address_reference_or_quote(asked: Conversation, way: str) -> None:
    letter = asked.last("ana")
    mail = asked.mail("ana", ANSWER, letter)
    if way != "address":
        mail.replace_header("To", "async@acme.example")
    if way == "quote":
        del mail["In-Reply-To"], mail["References"]
        html = f"<p>{ANSWER.replace(chr(10), '<br>')}</p><blockquote type='cite'>{letter.html}</blockquote>"
        mail.set_content(html, subtype="html")
    asked.brings(mail.as_bytes())
    asked.hears("ana", "ship the importer, by Thu 3 Dec")
    assert asked.facts(f"update/{team_round(asked)}/ana")


def test_a_mail_of_its_own_asks_a_colleague_for_something(asked: Conversation) -> None:
    asked.says("ana", "@bo could you look at the logs by Thursday?", to="new")
    asked.hears("ana", "Offered to Bo: look at the logs, by Thu 3 Dec", "counts when Bo accepts")
    assert asked.status("C1") == "offered"
    asked.at("2026-11-30 09:00").says("bo", "C1 accept", to="new")
    assert asked.status("C1") == "open"
    assert asked.record("C1").owner == "bo"


def test_where_it_says_no_day_its_author_is_asked(asked: Conversation) -> None:
    asked.says("ana", "@bo could you look at the logs?", to="new")
    asked.hears("ana", "I can't tell whether you offer it to @bo, and by when", "@bo: look at the logs by Friday")
    assert asked.record("C1") is None
    asked.hears_nothing("bo")
    asked.says("ana", "fix 1: @bo: look at the logs by Thursday")
    asked.hears("ana", "Offered to Bo: look at the logs, by Thu 3 Dec")


@pytest.mark.parametrize("said", ["*C1 done*", "_C1 done_", "**C1 done**"])
def test_bold_and_italics_in_plain_text_change_nothing(asked: Conversation, said: str) -> None:
    asked.says("ana", ANSWER).hears("ana", "ship the importer")
    asked.says("ana", said, to="new").hears("ana", "Kept: ship the importer")
    assert asked.status("C1") == "kept"


def team_round(team: Conversation) -> str:
    return f"{team.cadences()[0].cadence.id}/20261130T090000Z"


def test_answers_typed_into_the_quoted_questions_are_found(asked: Conversation) -> None:
    letter = asked.last("ana")
    quoted = []
    for line in letter.text.splitlines():
        quoted.append(f"> {line}")
        if line.startswith("Done"):
            quoted.append("schema review")
        if line.startswith("Next"):
            quoted.append("- ship the importer by Thursday")
    body = "On Fri, 27 Nov 2026 at 09:00, Paceline wrote:\n" + "\n".join(quoted)
    asked.says("ana", body, quote=False)
    asked.hears("ana", "ship the importer, by Thu 3 Dec")
    (entry,) = asked.facts(f"update/{team_round(asked)}/ana")
    assert entry.fact.lines == (("done", "schema review"),)


def test_somebody_elses_signed_address_is_no_key(asked: Conversation) -> None:
    letter = asked.last("ana")
    asked.says("bo", "Next\n- ship the importer by Thursday", to=letter)
    assert asked.record("C1") is None
    assert asked.inbox("held")[0]["reason"].startswith("bo@acme.example answered with an address")
    asked.hears_nothing("bo")


def test_a_strangers_reply_changes_nothing_and_is_kept(asked: Conversation) -> None:
    asked.says("eva@stranger.example", "Next\n- ship it by Friday", to=asked.last("ana"))
    assert asked.record("C1") is None
    assert asked.letters("eva@stranger.example") == []
    assert len(asked.inbox("held")) == 1


def test_a_mail_that_nobody_can_place_is_answered_when_its_sender_is_known(asked: Conversation) -> None:
    asked.says("bo", "Hello, are you there? I wonder about things.", to="new", subject="hello")
    letter = asked.hears("bo", "hello")
    assert letter.mail["Auto-Submitted"] == "auto-replied"


def test_a_commitment_in_a_mail_of_its_own_is_no_update(asked: Conversation) -> None:
    asked.says("bo", "Commitment: ship the importer by Thursday", to="new").hears("bo", "ship the importer")
    asked.says("bo", "Hi,\nno text", to="new", subject="Commitment: call the vendor by Thursday")
    assert asked.record("C1").owner == asked.record("C2").owner == "bo"
    assert not asked.facts(f"update/{team_round(asked)}/bo")
    asked.heard_all().at("2026-11-30 08:00").hears("bo", "still time")


def test_an_update_in_a_mail_of_its_own_is_one(asked: Conversation) -> None:
    asked.says("bo", "Next\n- ship the importer by Thursday", to="new").hears("bo", "Your update for Mon 30 Nov")
    assert asked.facts(f"update/{team_round(asked)}/bo")


def test_a_second_reply_replaces_the_update_and_keeps_the_records(asked: Conversation) -> None:
    letter = asked.last("ana")
    asked.says("ana", "Done: half of it\nNext\n- ship the importer by Thursday", to=letter).heard_all()
    asked.says("ana", "Done: all of it", to=letter)
    receipt = asked.hears("ana", "1 done")
    assert "C1" in receipt.words
    digest = asked.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov")
    assert "all of it" in digest.words
    assert "half of it" not in digest.words
    assert "ship the importer" in digest.words


def test_a_promise_said_again_is_one_promise(asked: Conversation) -> None:
    letter = asked.last("ana")
    asked.says("ana", "Next\n- ship the importer by Thursday", to=letter)
    asked.says("ana", "Next\n- Ship the importer by 4 Dec", to=letter)
    assert asked.record("C2") is None
    assert [str(move.to) for move in asked.record("C1").moves] == ["2026-12-04"]


def test_a_repeated_delivery_counts_once(asked: Conversation) -> None:
    raw = asked.mail("ana", ANSWER, asked.last("ana")).as_bytes()
    before = len(asked.inbox()), len(asked.letters("ana"))
    for hop in (b"", b"Received: from a by b\r\n", b"Delivered-To: async@acme.example\r\n"):
        asked.brings(hop + raw)
    assert asked.record("C2") is None
    assert (len(asked.inbox()), len(asked.letters("ana"))) == (before[0] + 1, before[1] + 1)


def test_what_is_unclear_is_refused_with_the_line_and_what_would_work(asked: Conversation) -> None:
    asked.says("ana", "9 done\nNext\n- review the plan by 03/04")
    receipt = asked.hears("ana", "9 done")
    assert "03/04" in receipt.words
    assert "April" in receipt.words or "March" in receipt.words
    assert asked.record("C1") is None


def test_undo_takes_back_what_a_mail_recorded(asked: Conversation) -> None:
    asked.says("ana", ANSWER)
    receipt = asked.hears("ana", "C1")
    asked.says("ana", "undo", to=receipt)
    asked.hears("ana", "Undone: C1 and your update for Mon 30 Nov")
    assert asked.record("C1") is None
    assert "schema review" not in asked.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov").text


def test_a_late_reply_goes_into_the_next_digest(asked: Conversation) -> None:
    letter = asked.last("bo")
    asked.at("2026-11-30 09:00").at("2026-11-30 11:00")
    asked.says("bo", "Done: the retry logic", to=letter)
    digest = asked.at("2026-12-07 09:00").hears("mara", "Platform weekly, Mon 7 Dec")
    assert "the retry logic" in digest.words


def test_a_reply_in_html_only_is_read(asked: Conversation) -> None:
    mail = asked.mail("ana", "", asked.last("ana"))
    mail.set_content("<div>Next</div><ul><li>ship the importer by Thursday</li></ul>", subtype="html")
    asked.brings(mail.as_bytes())
    asked.hears("ana", "ship the importer, by Thu 3 Dec")


def test_an_absence_notice_is_not_answered(asked: Conversation) -> None:
    asked.says("ana", "I am out of office.", subject="Out of office", **{"Auto-Submitted": "auto-replied"})
    asked.hears_nothing("ana")
    assert asked.inbox("settled")[0]["kind"] == "auto-reply"


def test_an_unreadable_mail_is_kept_and_the_next_one_is_read(asked: Conversation) -> None:
    raw = asked.mail("ana", ANSWER, asked.last("ana")).as_bytes()
    asked.mailbox.bring(b"Subject: " + b"x" * 20_000 + b"\r\n\r\nhi")
    asked.brings(raw)
    (quarantined,) = asked.inbox("quarantined")
    assert quarantined["reason"]
    asked.hears("ana", "ship the importer")


def test_our_own_letters_are_not_answered(asked: Conversation) -> None:
    asked.brings(asked.last("ana").raw)
    asked.hears_nothing("ana")
    asked.hears_nothing("async@acme.example")


def test_an_empty_reply_says_nothing(asked: Conversation) -> None:
    asked.says("ana", "")
    asked.hears_nothing("ana")


def test_fix_puts_a_misread_day_right(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday")
    receipt = asked.hears("ana", "Thu 3 Dec")
    asked.says("ana", "fix 1: by 10 Dec", to=receipt)
    asked.hears("ana", "ship the importer, by Thu 10 Dec")
    commitment = asked.record("C1")
    assert (str(commitment.due), str(commitment.first_due), commitment.moves) == ("2026-12-10", "2026-12-10", ())


def test_fix_puts_misread_words_right(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday")
    asked.says("ana", "fix 1: ship the exporter", to=asked.hears("ana", "C1"))
    assert asked.record("C1").what == "ship the exporter"
    assert str(asked.record("C1").due) == "2026-12-03"


def test_fix_completes_a_line_that_was_not_understood(asked: Conversation) -> None:
    asked.says("ana", "Next\n- review the plan by 03/04")
    receipt = asked.hears("ana", "03/04")
    asked.says("ana", "fix 1: 3 April", to=receipt)
    asked.hears("ana", "review the plan", "3 Apr")
    assert str(asked.record("C1").due) == "2027-04-03"


def test_fix_needs_a_number_of_the_receipt(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday")
    asked.says("ana", "fix 7: by Monday", to=asked.hears("ana", "C1"))
    asked.hears("ana", "no number 7")


def test_we_is_the_author_and_the_receipt_says_so(asked: Conversation) -> None:
    asked.says("ana", "Next\n- we'll ship the importer by Thursday")
    asked.hears("ana", "ship the importer, by Thu 3 Dec", 'you said "we", so it is yours')
    assert asked.record("C1").owner == "ana"


def test_a_name_of_the_team_needs_no_at_sign(asked: Conversation) -> None:
    asked.says("ana", "Next\n- Bo: review the schema by 3 Dec\n- Importer: ship it by Thursday")
    asked.hears("ana", "review the schema", "Importer: ship it")
    assert (asked.record("C1").owner, asked.status("C1")) == ("bo", "offered")
    assert asked.record("C2").owner == "ana"


def test_what_was_perhaps_a_promise_is_one_when_it_is_fixed(asked: Conversation) -> None:
    asked.says("ana", "Next\n- hopefully the importer by Thursday")
    asked.hears("ana", "I can't tell whether it is a promise")
    assert asked.record("C1") is None
    asked.says("ana", "fix 1: by Thursday")
    assert asked.record("C1").what == "the importer"


def test_what_answers_a_receipt_is_added_to_the_update(asked: Conversation) -> None:
    asked.says("ana", "Done: schema review").hears("ana", "1 done")
    asked.says("ana", "Done: the docs too\nNotes: I am in Lisbon on Tuesday")
    asked.hears("ana", "2 done, 1 note")
    digest = asked.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov")
    assert all(words in digest.words for words in ("schema review", "the docs too", "Lisbon"))


def test_plain_words_beside_a_command_to_a_receipt_are_asked_about(asked: Conversation) -> None:
    asked.says("ana", "Done: schema review").hears("ana", "1 done")
    asked.says("ana", "undo\nThe docs are through as well, by the way.")
    asked.hears("ana", "The docs are through as well", '"Notes: …" adds it to your update')


@pytest.mark.parametrize(
    "line", ["review the plan by 03/04", "hopefully ship the importer by Thursday", "ship the importer by 31 Nov"]
)
def test_what_a_receipt_says_would_work_does(asked: Conversation, line: str) -> None:
    asked.says("ana", f"Next\n- {line}")
    works = re.search(r'Try: "(fix 1: [^"…]+)"', asked.hears("ana", line).words)
    assert works, asked.last("ana").text
    asked.says("ana", works[1]).hears("ana", "You: ")
    assert asked.status("C1") == "open"

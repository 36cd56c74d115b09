"""Nothing is lost: what people write is recorded, kept as a note, or answered; and what is taken back is really so."""

from __future__ import annotations

from datetime import date

import pytest
from conversation import Conversation, Letter

from paceline.ledger import outbox


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    """Friday 27 November, 09:00: everybody has been asked for Monday."""
    return team.invites("mara").at("2026-11-27 09:00").heard_all()


def update_ask(team: Conversation, who: str):
    return next(letter for letter in reversed(team.letters(who)) if "your update for" in letter.subject)


# --- words that have no place ----------------------------------------------------------------------------------------


def test_an_update_that_nobody_asked_for_is_answered(asked: Conversation) -> None:
    asked.at("2026-12-01 12:00").heard_all().says("ana", "Done: schema review", to="new")
    asked.hears("ana", "schema review")


def test_words_beside_a_command_are_not_swallowed(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday").at("2026-12-03 09:00").heard_all()
    asked.says("ana", "1 done\n\nThe staging cluster fell over twice, we should talk about that.")
    asked.hears("ana", "C1", "The staging cluster fell over twice")


@pytest.mark.parametrize("letter", ["Due today", "Adopted: drop Python", "recorded:"])
def test_plain_words_to_any_letter_are_answered(asked: Conversation, letter: str) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday").says("bo", "Intent: drop Python 3.11 because of typing")
    asked.at("2026-12-03 09:00").heard_all()
    answered = next(one for one in asked.letters("ana") if letter in one.subject + one.text)
    asked.says("ana", "The staging cluster fell over twice, we should talk about that.", to=answered)
    assert asked.letters("ana")[-1].mail["Auto-Submitted"] == "auto-replied"
    assert "fell over twice" in asked.hears("ana", "fell over twice").words


def test_what_is_said_to_the_answer_is_not_answered_again(asked: Conversation) -> None:
    asked.says("bo", "Hello, are you there? I wonder about things.", to="new", subject="hello").heard_all()
    asked.says("bo", "Well, then I shall ask somebody else about things.").hears_nothing("bo")


@pytest.mark.parametrize("words", ["Thanks!", "Danke dir", ""])
def test_a_courtesy_is_not_answered(asked: Conversation, words: str) -> None:
    asked.says("ana", "Done: things")
    asked.heard_all().says("ana", words)
    asked.hears_nothing("ana")


def test_two_replies_in_one_tick_are_both_read(asked: Conversation) -> None:
    for who in ("ana", "bo"):
        mail = asked.mail(who, "Next\n- ship the importer by Thursday", asked.last(who))
        asked.mailbox.bring(mail.as_bytes())
    asked.tick()
    assert {asked.record("C1").owner, asked.record("C2").owner} == {"ana", "bo"}
    asked.hears("ana", "ship the importer")
    asked.hears("bo", "ship the importer")


def test_two_replies_of_one_person_in_one_tick_keep_their_order(asked: Conversation) -> None:
    for words in ("Done: half of it", "Done: all of it"):
        asked.mailbox.bring(asked.mail("ana", words, asked.last("ana")).as_bytes())
    asked.tick()
    digest = asked.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov")
    assert "all of it" in digest.words
    assert "half of it" not in digest.words


# --- said again ------------------------------------------------------------------------------------------------------


def test_a_whole_answer_sent_again_doubles_nothing(asked: Conversation) -> None:
    letter = asked.last("ana")
    said = (
        "Done: schema review\nNext\n- ship the importer by Thursday\n- @bo: read the plan by 3 Dec\n"
        "Blocked\n- a DBA for an hour\nDecision: we keep SQLite because it is enough\n"
        "Intent: drop Python 3.11 unless objected by Tuesday 17:00\n"
    )
    asked.says("ana", said, to=letter).says("ana", said + "Thanks: @bo for the rescue", to=letter)
    assert [asked.record(subject) is None for subject in ("C2", "C3", "H1", "H2", "D2", "D3")] == [
        False, True, False, True, False, True,
    ]  # fmt: skip


def test_an_answer_sent_again_unchanged_says_that_it_is_known(asked: Conversation) -> None:
    letter = asked.last("ana")
    asked.says("ana", "Next\n- ship the importer by Thursday", to=letter).heard_all()
    asked.says("ana", "Next:\n- ship the importer by Thursday\n", to=letter).hears("ana", "C1", "stay")


def test_more_of_it_in_answer_to_the_receipt_leaves_the_update(asked: Conversation) -> None:
    asked.says("ana", "Done: schema review")
    asked.says("ana", "Next\n- ship the importer by Thursday", to=asked.hears("ana", "1 done"))
    words = asked.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov").words
    assert "schema review" in words
    assert "ship the importer" in words


def test_a_fix_leaves_the_update(asked: Conversation) -> None:
    asked.says("ana", "Done: schema review\nNext\n- review the plan by 03/04")
    asked.says("ana", "fix 2: 3 April", to=asked.hears("ana", "03/04"))
    words = asked.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov").words
    assert "schema review" in words
    assert "review the plan" in words


def test_a_hand_asked_for_with_one_commitment_is_no_update(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Monday", to="new").at("2026-11-30 08:00").heard_all()
    asked.says("bo", "C1 help: a DBA for an hour", to=update_ask(asked, "bo"))
    digest = asked.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "Bo" in digest.words.partition("NO WORD YET")[2]


# --- undo ------------------------------------------------------------------------------------------------------------


def test_undo_of_done_brings_the_question_back(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday").at("2026-12-01 10:00")
    asked.says("ana", "C1 done", to="new").says("ana", "undo", to=asked.hears("ana", "Kept"))
    assert asked.status("C1") == "open"
    asked.heard_all().at("2026-12-03 09:00").hears("ana", "Due today: ship the importer")


def test_undo_of_a_move_brings_the_first_day_back(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday").at("2026-12-01 10:00")
    asked.says("ana", "C1 to 10 Dec because of the vendor", to="new").says(
        "ana", "undo", to=asked.hears("ana", "Moved")
    )
    assert (asked.record("C1").due, asked.record("C1").moves) == (date(2026, 12, 3), ())
    asked.heard_all().at("2026-12-03 09:00").hears("ana", "Due today: ship the importer")


def test_undo_of_an_update_waits_for_another(asked: Conversation) -> None:
    asked.says("ana", "Done: things").says("ana", "undo", to=asked.hears("ana", "1 done")).heard_all()
    asked.at("2026-11-30 07:00").hears("ana", "still time")
    digest = asked.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "Ana" in digest.words.partition("NO WORD YET")[2]


def test_undo_of_an_objection_lets_the_window_close(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.says("bo", "D1 object: the edge nodes still run it")
    receipt = asked.hears("bo", "You object")
    asked.at("2026-12-02 10:00").says("bo", "undo", to=receipt)
    assert asked.status("D1") == "decided"


def test_undo_of_a_pause_lets_the_review_go_on(team: Conversation) -> None:
    team.invites("mara")
    team.says("mara", "pause until 4 Jan", to=team.hears("mara", "I accepted your invite"))
    team.says("mara", "undo", to=team.hears("mara", "Paused")).heard_all()
    team.at("2026-11-27 09:00").hears("ana", "your update for Mon 30 Nov")


def test_what_others_have_answered_since_is_not_undone(asked: Conversation) -> None:
    asked.says("ana", "Next\n- @bo: review the schema by 7 Dec\n- ship the importer by Thursday")
    receipt = asked.hears("ana", "Offered to Bo")
    asked.says("bo", "C1 accept", to="new").says("ana", "undo", to=receipt)
    asked.hears("ana", "C1", "Bo")
    assert asked.status("C1") == "open"
    assert asked.status("C2") == "open"


def test_what_stands_since_is_not_undone(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").says("mara", "D1 ok").heard_all()
    receipt = asked.says("bo", "D1 ok").hears("bo", "Fine with you")
    assert asked.status("D1") == "decided"
    asked.says("bo", "undo", to=receipt)
    assert asked.status("D1") == "decided"
    asked.hears("bo", "D1")


def test_undo_twice_is_once(asked: Conversation) -> None:
    receipt = asked.says("ana", "Next\n- ship the importer by Thursday").hears("ana", "C1")
    asked.says("ana", "undo", to=receipt).heard_all().says("ana", "undo", to=receipt)
    asked.hears("ana", "already")


def test_the_receipt_of_an_undo_can_not_be_undone(asked: Conversation) -> None:
    receipt = asked.says("ana", "Next\n- ship the importer by Thursday").hears("ana", "C1")
    asked.says("ana", "undo", to=receipt)
    asked.says("ana", "undo", to=asked.hears("ana", "Undone")).hears("ana", "recorded nothing")
    assert asked.record("C1") is None


# --- help, offers, and what ends with something ----------------------------------------------------------------------


def test_help_for_what_is_done_is_needed_no_more(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday").says("ana", "C1 help: a DBA for an hour", to="new")
    asked.says("ana", "C1 done", to="new")
    assert asked.status("H1") == "closed"
    assert 'Answer "H1 take"' not in asked.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov").words


def test_who_took_it_may_give_it_back(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday").says("ana", "C1 help: a DBA for an hour", to="new")
    asked.says("bo", "H1 take", to="new").says("bo", "H1 can't", to="new")
    assert asked.status("H1") == "open"
    assert asked.record("C1").helpers == ()


def test_two_hands_of_one_person_are_one_helper(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday").says("ana", "C1 help: a DBA for an hour", to="new")
    asked.says("bo", "H1 part: the schema", to="new").says("bo", "H1 take", to="new").says("bo", "H1 take", to="new")
    assert (asked.record("H1").takers, asked.record("C1").helpers) == (("bo",), ("bo",))


def test_who_asked_reads_that_an_offer_was_declined(asked: Conversation) -> None:
    asked.says("ana", "Next\n- @bo: review the schema by 7 Dec")
    asked.says("bo", "C1 decline no time this week", to="new")
    digest = asked.at("2026-11-30 09:00").hears("ana", "Platform weekly, Mon 30 Nov")
    assert "no time this week" in digest.words


def test_an_offer_may_be_answered_with_another_day(asked: Conversation) -> None:
    """The envelope names it: "1 to Friday"."""
    asked.says("ana", "Next\n- @bo: review the schema by 7 Dec").at("2026-11-30 09:00")
    offer = next(one for one in asked.letters("bo") if 'to Friday"' in one.text)
    asked.says("bo", "C1 to Friday 11 Dec", to=offer)
    assert asked.record("C1").due == date(2026, 12, 11)
    assert asked.status("C1") == "open"


@pytest.mark.parametrize(("day", "due"), [("", 7), (" by 7 Dec", 7), (" by 9 Dec", 9)])
def test_to_promise_what_one_was_offered_is_to_accept_it(asked: Conversation, day: str, due: int) -> None:
    asked.says("ana", "Next\n- @bo: review the schema by 7 Dec").says("bo", f"Next\n- review the schema{day}")
    assert (asked.status("C1"), asked.record("C1").due, asked.record("C2")) == ("open", date(2026, 12, due), None)


def test_a_help_request_points_to_somebody_who_is_there(asked: Conversation) -> None:
    asked.says("ana", "help: a DBA for an hour", to="new").says("bo", "H1 refer @zed", to="new")
    asked.hears("bo", "nobody called")


def test_an_objection_raised_again_is_told_again(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").heard_all()
    asked.says("bo", "D1 object: the edge nodes", to="new").says("bo", "D1 ok", to="new").heard_all()
    asked.says("bo", "D1 object: the build farm too", to="new")
    asked.hears("ana", "the build farm too")


def test_a_move_is_told_once(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday 17 Dec").says("ana", "C1 to 18 Dec because x", to="new")
    asked.at("2026-12-01 09:00").says("ana", "C1 at risk because the vendor sleeps", to="new")
    words = asked.at("2026-12-07 09:00").hears("bo", "Platform weekly, Mon 7 Dec").words
    assert "the vendor sleeps" in words
    assert "moved" not in words


def test_a_move_on_the_due_day_in_a_far_zone_is_not_late(tmp_path) -> None:
    from conversation import CONFIG

    far = (
        '[people.chen]\nname = "Chen"\naddress = "chen@acme.example"\nteam = "platform"\nzone = "America/Los_Angeles"\n'
    )
    team = Conversation(tmp_path, config=CONFIG + far).invites("mara", guests=("mara", "chen"))
    team.at("2026-11-27 18:30").says("chen", "Next\n- ship the importer by Thursday")
    team.at("2026-12-04 03:00").says("chen", "C1 to 8 Dec because of the vendor", to="new")  # Thursday, 18:00 there
    (move,) = team.record("C1").moves
    assert not move.late
    team.close()


# --- machines --------------------------------------------------------------------------------------------------------


def test_an_absence_notice_with_days_is_an_absence(asked: Conversation) -> None:
    notice = "I am out of office from 28 November 2026 until 4 December 2026."
    asked.says("bo", notice, quote=False, subject="Out of office", **{"Auto-Submitted": "auto-replied"})
    asked.hears_nothing("bo")
    digest = asked.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "Bo until Fri 4 Dec" in digest.words
    assert "Bo" not in digest.words.partition("NO WORD YET")[2]


@pytest.mark.parametrize("days", ["1 November 2026 until 10 November 2026", "28 November 2026 until 31 December 2027"])
def test_an_absence_notice_that_is_over_or_never_ends_is_not_believed(asked: Conversation, days: str) -> None:
    notice = f"I am out of office from {days}."
    asked.says("bo", notice, quote=False, subject="Out of office", **{"Auto-Submitted": "auto-replied"})
    assert asked.facts("person/bo") == ()


def test_an_absence_notice_of_somebody_else_to_a_letter_is_none(asked: Conversation) -> None:
    """Bo's letters are forwarded to Ana, who is away."""
    with asked.ledger.begin() as tx:
        (returns_to,) = [letter.return_path for letter in outbox.everything(tx) if letter.person == "bo"]
    notice = asked.mail("ana", "I am out of office from 28 November 2026 until 4 December 2026.", None)
    notice.replace_header("To", returns_to)
    notice["Auto-Submitted"] = "auto-replied"
    asked.brings(notice.as_bytes())
    assert asked.facts("person/ana") == asked.facts("person/bo") == ()


def test_an_absence_notice_to_the_return_path_is_an_absence(asked: Conversation) -> None:
    with asked.ledger.begin() as tx:
        (returns_to,) = [letter.return_path for letter in outbox.everything(tx) if letter.person == "bo"]
    notice = asked.mail("bo", "I am out of office from 28 November 2026 until 4 December 2026.", None)
    notice.replace_header("To", returns_to)
    notice["Auto-Submitted"] = "auto-replied"
    asked.brings(notice.as_bytes())
    assert len(asked.facts("person/bo")) == 1


def test_our_own_letter_that_comes_back_is_known_as_ours(asked: Conversation) -> None:
    asked.brings(asked.last("ana").raw)
    assert [mail["kind"] for mail in asked.inbox("settled")][:1] == ["own"]
    assert asked.inbox("held") == []


def test_an_absence_notice_that_comes_twice_is_one_absence(asked: Conversation) -> None:
    for _ in range(3):
        asked.says("bo", "I am out of office from 28 November 2026 until 4 December 2026.", quote=False,
                   subject="Out of office", **{"Auto-Submitted": "auto-replied"})  # fmt: skip
    assert len(asked.facts("person/bo")) == 1


def bounce(letter: Letter) -> bytes:
    """What a mail server sends for a letter that it could not deliver (RFC 3464)."""
    return (
        "From: MAILER-DAEMON@acme.example\r\nTo: async@acme.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <b1@mx.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {letter.to}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter.mail['Message-ID']}\r\n\r\n--b--\r\n"
    ).encode()


def test_an_envelope_that_bounced_is_known_to_have_come_back(asked: Conversation) -> None:
    row = next(row for row in asked.outbox() if row["person"] == "bo")
    asked.brings(bounce(asked.last("bo")))
    assert next(one for one in asked.outbox() if one["key"] == row["key"])["state"] == "refused"
    asked.hears_nothing("bo")


def test_silence_about_a_request_that_bounced_is_no_consent(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2026-11-30 09:30")
    asked.brings(bounce(next(letter for letter in asked.letters("bo") if "Ana intends" in letter.subject)))
    asked.at("2026-12-01 17:00")
    assert asked.status("D1") == "intended"


def test_words_with_a_calendar_file_attached_are_read(asked: Conversation) -> None:
    mail = asked.mail("ana", "Next\n- ship the importer by Thursday", asked.last("ana"))
    mail.add_attachment(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:lunch\r\nDTSTAMP:20261120T090000Z\r\n"
        b"DTSTART:20261201T120000Z\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        maintype="text", subtype="calendar", filename="lunch.ics",
    )  # fmt: skip
    asked.brings(mail.as_bytes())
    asked.hears("ana", "ship the importer, by Thu 3 Dec")


# --- in other languages, and about the past ---------------------------------------------------------------------------


def test_a_german_answer_to_an_english_letter(asked: Conversation) -> None:
    asked.says(
        "ana",
        "Erledigt: Schema geprüft\nAls Nächstes\n- Importer ausliefern bis Donnerstag\n"
        "Entscheidung: wir behalten SQLite, weil es reicht",
    )
    asked.hears("ana", "Importer ausliefern", "Thu 3 Dec", "wir behalten SQLite")
    asked.says("ana", "C1 auf 8. Dezember weil der Lieferant sich verspätet", to="new")
    assert asked.record("C1").moves[0].to == date(2026, 12, 8)
    asked.says("ana", "C1 fertig", to="new")
    assert asked.status("C1") == "kept"
    asked.says("ana", "abwesend bis 4. Januar", to="new").hears("ana", "Mon 4 Jan")


def test_numbers_answer_in_german_too(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday").at("2026-12-03 09:00").hears("ana", "Due today")
    asked.says("ana", "1 erledigt")
    assert asked.status("C1") == "kept"


def test_decisions_since_a_month_begin_with_it(asked: Conversation) -> None:
    asked.says("ana", "Decision: we keep SQLite because it is enough").at("2026-12-20 09:00")
    asked.says("bo", "decisions since November", to="new").hears("bo", "we keep SQLite")
    asked.says("bo", "decisions since December", to="new").hears("bo", "No decisions")


def test_two_questions_in_one_mail_have_two_answers(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday\n- write the guide by Friday 4 Dec").heard_all()
    asked.says("bo", "find importer\nfind guide", to="new")
    answers = " ".join(letter.words for letter in asked.letters("bo")[-2:])
    assert "ship the importer" in answers
    assert "write the guide" in answers


def test_how_something_came_about_is_told_after_it_was_taken_back(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday")
    asked.says("ana", "undo", to=asked.hears("ana", "C1")).heard_all()
    asked.says("bo", "why C1", to="new").hears("bo", "ship the importer", "took back")


def test_a_signed_address_counts_for_a_year(team: Conversation) -> None:
    letter = team.invites("mara", "").at("2026-11-27 09:00").last("ana")
    mail = team.at("2027-11-28 09:00").heard_all().mail("ana", "skip", letter, quote=False)
    del mail["In-Reply-To"], mail["References"]
    team.brings(mail.as_bytes()).hears("ana", "know what to skip")


# --- what may be fixed, and found ------------------------------------------------------------------


def test_what_somebody_has_accepted_is_no_longer_ones_own_to_fix(asked: Conversation) -> None:
    receipt = asked.says("ana", "Next\n- @bo: review the schema by 7 Dec").hears("ana", "Offered to Bo")
    asked.says("bo", "C1 accept", to="new").says("ana", "fix 1: by Friday 4 Dec", to=receipt)
    asked.hears("ana", "C1 is Bo's")
    assert asked.record("C1").due == date(2026, 12, 7)


def test_an_offer_that_waits_may_be_fixed(asked: Conversation) -> None:
    receipt = asked.says("ana", "Next\n- @bo: review the schema by 7 Dec").hears("ana", "Offered to Bo")
    asked.says("ana", "fix 1: by Friday 4 Dec", to=receipt)
    assert asked.record("C1").due == date(2026, 12, 4)


def test_an_intent_that_others_have_answered_is_amended_not_fixed(asked: Conversation) -> None:
    receipt = asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").hears("ana", "D1")
    asked.says("bo", "D1 ok", to="new").says("ana", "fix 1: drop Python 3.12", to=receipt)
    asked.hears("ana", "D1 amend")
    assert asked.record("D1").title == "drop Python 3.11"


def test_a_fix_moves_no_window(asked: Conversation) -> None:
    receipt = asked.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").hears("ana", "D1")
    asked.says("ana", "fix 1: by Friday 4 Dec", to=receipt).hears("ana", "D1 withdraw")
    assert (asked.record("D1").review, asked.record("D1").closes.day) == (None, 1)


def test_what_is_found_in_an_update_is_shown(asked: Conversation) -> None:
    asked.says("ana", "Done: tuned the postgres indexes\nNotes: lunch was good")
    answer = asked.says("bo", "find postgres", to="new").hears("bo", "tuned the postgres indexes")
    assert "lunch" not in answer.words


def test_the_organizer_is_asked_until_when_the_review_pauses(team: Conversation) -> None:
    confirmation = team.invites("mara").hears("mara", "I accepted your invite")
    team.says("mara", "pause", to=confirmation).hears("mara", "pause until")
    assert not any(person.stopped for person, _ in team.people())

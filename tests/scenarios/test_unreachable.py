"""Mail to somebody comes back: nothing more goes there, whoever runs their review hears once, and all goes on later."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import Conversation, Letter

from paceline.clerks import leaving
from paceline.clerks.desk import Desk
from paceline.ledger import people
from paceline.ports import DeliveryError


def bounce(letter: Letter, status: str = "5.1.1", said: str = "User unknown", action: str = "failed") -> bytes:
    """What a mail server sends for a letter that it could not deliver (RFC 3464)."""
    return (
        "From: MAILER-DAEMON@acme.example\r\nTo: async@acme.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <b{status}@mx.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\n{said}\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {letter.to}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} {said}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter.mail['Message-ID']}\r\n\r\n--b--\r\n"
    ).encode()


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    """It is Friday, and all were asked for their updates for Monday."""
    return team.invites("mara").at("2026-11-27 09:00").heard_all()


@pytest.fixture
def gone(asked: Conversation) -> Conversation:
    """Bo's envelope came back."""
    return asked.brings(bounce(asked.last("bo")))


def refused(team: Conversation, person: str) -> list[str]:
    return [row["kind"] for row in team.outbox() if row["person"] == person and row["state"] == "refused"]


def test_the_organizer_hears_once_and_why(gone: Conversation) -> None:
    gone.hears("mara", "Mail to Bo (bo@acme.example) comes back", "550 5.1.1 User unknown", "Platform weekly")
    gone.heard_all().brings(bounce(gone.letters("bo")[0], "5.1.10"))
    gone.hears_nothing("mara")


def test_the_organizer_hears_it_when_their_quiet_hours_are_over(asked: Conversation) -> None:
    asked.at("2026-11-27 22:00").brings(bounce(asked.last("bo"))).hears_nothing("mara")
    asked.at("2026-11-30 07:00").hears("mara", "Mail to Bo (bo@acme.example) comes back")


def test_no_mail_of_any_kind_goes_there(gone: Conversation) -> None:
    before = len(gone.letters("bo"))
    gone.says("ana", "Next\n- @bo: look at the retry logic by 27 Nov\nIntent: drop Python 3.11")
    gone.at("2026-12-07 12:00")
    assert len(gone.letters("bo")) == before
    assert {"reminder", "envelope", "digest"} <= set(refused(gone, "bo"))


def test_what_waited_for_its_hour_is_not_sent_either(asked: Conversation) -> None:
    letter = asked.last("bo")
    asked.at("2026-11-27 22:00").says("ana", "@bo: look at the retry logic by Monday", to="new")
    before = len(asked.letters("bo"))
    asked.brings(bounce(letter)).at("2026-11-30 08:00")
    assert len(asked.letters("bo")) == before


def test_silence_of_somebody_whom_nothing_reaches_is_no_consent(gone: Conversation) -> None:
    gone.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2026-12-01 17:00")
    assert gone.status("D1") == "intended"


def test_all_goes_on_when_they_write_from_there(gone: Conversation) -> None:
    gone.says("bo", "Done: the schema", to="new").hears("bo", "1 done")
    gone.at("2026-11-30 09:00").hears("bo", "Platform weekly")


def test_a_letter_that_is_refused_at_the_door_is_the_same(asked: Conversation) -> None:
    asked.transport.refused["bo@acme.example"] = DeliveryError(
        "550 5.1.1 no such user", permanent=True, bad_address=True
    )
    asked.at("2026-11-30 06:59").at("2026-11-30 12:00")
    asked.hears("mara", "Mail to Bo (bo@acme.example) comes back", "no such user")


@pytest.mark.parametrize("status", ["5.2.2", "5.3.4", "5.6.0", "5.7.1", "5.1.8"])
def test_what_is_said_of_the_letter_is_not_said_of_the_address(asked: Conversation, status: str) -> None:
    asked.brings(bounce(asked.last("bo"), status, "not this one"))
    asked.hears_nothing("mara")
    asked.at("2026-11-30 09:00").hears("bo", "Platform weekly")


def test_three_in_a_row_are_enough_whatever_is_said(asked: Conversation) -> None:
    asked.at("2026-12-07 12:00")
    *_, third, second, first = [one for one in asked.letters("bo") if not one.subject.startswith("Re:")]
    for letter in (third, second):
        asked.brings(bounce(letter, "5.7.1", f"looks like spam {letter.subject}"))
    asked.heard_all().brings(bounce(first, "5.7.1", "looks like spam"))
    asked.hears("mara", "Mail to Bo (bo@acme.example) comes back", "looks like spam")


def test_a_delay_is_none(asked: Conversation) -> None:
    asked.brings(bounce(asked.last("bo"), "4.4.1", "still trying", "delayed"))
    asked.hears_nothing("mara")
    assert not refused(asked, "bo")


def test_nobody_can_make_one_up(asked: Conversation) -> None:
    letter = asked.last("bo")
    letter.mail.replace_header("Message-ID", "<made-up@acme.example>")
    asked.brings(bounce(letter))
    asked.hears_nothing("mara")
    asked.at("2026-11-30 09:00").hears("bo", "Platform weekly")


def test_an_address_that_was_not_signed_leads_to_no_letter(asked: Conversation) -> None:
    letter = asked.last("bo")
    local, _, domain = str(letter.mail["Reply-To"]).partition("@")
    token = local.partition("+")[2]
    forged = f"async+b-{token[:10]}{'a' * 16}@{domain}"
    letter.mail.replace_header("Message-ID", "<made-up@acme.example>")
    asked.brings(bounce(letter).replace(b"To: async@acme.example", f"To: {forged}".encode()))
    asked.hears_nothing("mara")
    assert not refused(asked, "bo")
    asked.brings(bounce(letter, "5.1.0").replace(b"To: async@acme.example", f"To: async+b-{token}@{domain}".encode()))
    assert refused(asked, "bo")


def test_where_nobody_else_runs_the_review_the_operator_hears(team: Conversation, tmp_path: Path) -> None:
    team.invites("mara").at("2026-11-27 09:00").brings(bounce(team.last("mara")))
    team.hears("ops", "Mail to Mara (mara@acme.example) comes back", "you operate this service")


def test_an_organizer_who_has_left_hears_nothing_and_the_operator_does(asked: Conversation) -> None:
    with asked.ledger.begin() as tx:
        mara = people.by_id(tx, "mara")
        assert mara
        leaving.leave(Desk(asked.config, tx, asked.clock.now()), mara)
    asked.tick()
    asked.heard_all().brings(bounce(asked.letters("bo")[0])).hears("ops@acme.example", "Mail to Bo", "comes back")
    asked.at("2026-12-07 12:00").hears_nothing("mara")

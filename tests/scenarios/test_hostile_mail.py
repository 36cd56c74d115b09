"""Mail that is made to do what it may not: each line of docs/security.md that no other test speaks of."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest
from conversation import Conversation

from paceline.ledger import inbox, outbox


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    return team.invites("mara").at("2026-11-27 09:00").heard_all()


def kinds(team: Conversation, who: str) -> list[str]:
    return sorted(row["kind"] for row in team.outbox() if row["person"] == who)


def test_nobody_gets_a_receipt_that_they_read_it(asked: Conversation) -> None:
    """RFC 8098, 2.1: whoever asks for a disposition notification gets none."""
    names = ("Disposition-Notification-To", "Return-Receipt-To", "X-Confirm-Reading-To", "Generate-Delivery-Report")
    wanted = dict.fromkeys(names, "ana@acme.example")
    asked.says("ana", "Done: all of it", **wanted)
    asked.hears("ana", "1 done")
    asked.hears_nothing("ana")
    assert not [one for one in asked.transport.letters if "notification" in one.mail.get_content_type()]


@pytest.mark.parametrize(
    "date",
    [
        "Fri, 26 Nov 1926 09:00:00 +0100",
        "Tue, 26 Nov 2126 09:00:00 +0100",
        "Mon, 1 Jan 10000000000 00:00:00 +0000",
        "Thu, 31 Feb 2026 99:99:99 +9999",
        "0",
        "",
    ],
)
def test_a_date_that_lies_moves_nothing(asked: Conversation, date: str) -> None:
    """Days are counted from when the mail came; neither its order nor what waits is touched."""
    mail = asked.mail("ana", "Next\n- ship the importer by Thursday", asked.last("ana")).as_bytes()
    asked.brings(re.sub(rb"(?m)^Date:[^\n]*", b"Date: " + date.encode(), mail, count=1))
    asked.hears("ana", "ship the importer, by Thu 3 Dec")
    asked.at("2026-11-30 09:00").hears("ana", "Platform weekly")


def under(name: str, mail: EmailMessage) -> bytes:
    mail.replace_header("Message-ID", name)
    return mail.as_bytes()


def test_a_message_id_that_was_used_before_suppresses_nothing(
    asked: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    name = "<one-and-the-same@client.example>"
    for words in ("Next\n- ship the importer by Thursday", "Next\n- ship the docs by Thursday"):
        asked.brings(under(name, asked.mail("ana", words, asked.letters("ana")[0])))
    assert [asked.record(each).what for each in ("C1", "C2")] == ["ship the importer", "ship the docs"]
    theirs = [mail for mail in asked.inbox("settled") if mail["sender"] == "ana"]
    first, second = sorted(theirs, key=lambda mail: bool(mail["reason"]))
    assert first["reason"] == ""
    assert second["reason"] == f"it bears the Message-ID of another mail, {first['id'][:12]}"
    assert caplog.messages == [f"mail {second['id'][:12]} was read like any: {second['reason']}"]


def test_a_message_id_that_a_stranger_used_beforehand_suppresses_nothing(asked: Conversation) -> None:
    """Nor does a mail that is sent under it again change what the first one did."""
    name = "<to-be-used@client.example>"
    asked.brings(under(name, asked.mail("ana", "skip", None, sender="mallory@elsewhere.example")))
    asked.brings(under(name, asked.mail("ana", "Next\n- ship the importer by Thursday", asked.letters("ana")[0])))
    asked.hears("ana", "ship the importer")
    asked.brings(under(name, asked.mail("ana", "C1 drop", None, sender="mallory@elsewhere.example")))
    assert asked.status("C1") == "open"
    assert len(asked.inbox("held")) == 2


def test_a_copy_bears_the_message_id_of_no_other_mail(asked: Conversation) -> None:
    for _ in range(2):
        asked.brings(under("<one@client.example>", asked.mail("ana", "Done: all of it", asked.letters("ana")[0])))
    assert [mail["reason"] for mail in asked.inbox("settled") if mail["sender"] == "ana"] == [""]


def test_a_mail_under_our_own_message_id_is_read_like_any(asked: Conversation) -> None:
    """Whoever has a letter knows its Message-ID: a mail that bears it is none of ours for that."""
    name = str(asked.last("ana").mail["Message-ID"])
    asked.brings(under(name, asked.mail("bo", "Next\n- ship the importer by Thursday", None)))
    assert asked.record("C1").owner == "bo"
    assert [mail["reason"] for mail in asked.inbox("settled") if mail["sender"] == "bo"] == [
        "it bears the Message-ID of a letter of ours"
    ]
    asked.brings(under(name, asked.mail("ana", "C1 drop", None, sender="mallory@elsewhere.example")))
    assert asked.inbox("held")[0]["reason"].endswith("it bears the Message-ID of a letter of ours")
    asked.says("ana", "Next\n- ship the docs by Thursday").hears("ana", "ship the docs")


def test_a_letter_of_ours_that_a_list_hands_on_under_its_own_name_is_a_machines(asked: Conversation) -> None:
    """A list may put itself into From, and leaves the Message-ID as it was."""
    raw = asked.last("ana").raw
    asked.brings(re.sub(rb"(?m)^From:[^\n]*(?:\n[ \t][^\n]*)*", b"From: The team <team@lists.example>\r", raw, count=1))
    asked.hears_nothing("ana")
    assert "robot" in [mail["kind"] for mail in asked.inbox("settled")]


@pytest.mark.parametrize("token", ["a" * 26, "k3fz7q2m4hvw5t6y2n4p6r3s7a", "x", "b-" + "a" * 26, "%00", "+" * 40])
def test_a_made_up_address_is_no_other_than_ours(asked: Conversation, token: str) -> None:
    """An unknown token says nothing of whether another would be known: the mail is read as one of its own."""
    mail = asked.mail("ana", "Next\n- ship the importer by Thursday", None)
    mail.replace_header("To", f"async+{token}@acme.example")
    asked.brings(mail.as_bytes())
    asked.hears("ana", "ship the importer")


def test_a_stranger_hears_nothing_whatever_address_they_find(asked: Conversation) -> None:
    for to in (
        "async@acme.example",
        str(asked.last("ana").mail["Reply-To"]),
        "async+aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example",
    ):
        mail = asked.mail("ana", "mine", None, sender="mallory@elsewhere.example")
        mail.replace_header("To", to)
        asked.brings(mail.as_bytes())
    assert not [one for one in asked.transport.letters if "mallory" in one.to]
    with asked.ledger.begin() as tx:
        assert inbox.counts(tx)["held"] == 3


def test_every_letter_has_a_bounce_address_of_its_own(asked: Conversation) -> None:
    """RFC 3834, 4: the answers to invites, too."""
    asked.says("ana", "Next\n- @bo: read it by Thursday")
    with asked.ledger.begin() as tx:
        letters = list(outbox.everything(tx))
    assert {"imip", "confirmation", "envelope", "receipt"} <= {letter.kind for letter in letters}
    assert all(re.fullmatch(r"async\+b-[a-z2-7]{26}@acme\.example", letter.return_path) for letter in letters)
    assert len({letter.return_path for letter in letters}) == len(letters)


def test_no_letter_has_two_recipients(asked: Conversation) -> None:
    asked.says("ana", "Next\n- @bo: read it by Thursday").at("2026-11-30 12:00")
    for letter in asked.transport.letters:
        assert letter.mail["Cc"] is letter.mail["Bcc"] is None
        assert len(letter.mail["To"].addresses) == 1
    replies = [str(letter.mail["Reply-To"]) for letter in asked.transport.letters]
    assert len(set(replies)) == len(replies)

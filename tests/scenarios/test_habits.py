"""What people do with mail without thinking of it (docs/practices.md, Habits), where no other scenario shows it."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from conversation import ROBOT, Conversation


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    """It is Friday, all were asked for their updates for Monday, and Ana has promised C1."""
    team.invites("mara").says("ana", "Commitment: ship the importer by 4 Dec", to="new")
    return team.at("2026-11-27 09:00").heard_all()


@pytest.mark.parametrize("mark", ["AW: ", "SV: ", "RE : ", "Antw: ", "Rép : ", "[EXTERNAL] Re: ", "Re: [EXT] AW: "])
def test_what_gateways_and_languages_put_before_a_subject_is_passed_over(asked: Conversation, mark) -> None:
    before = len(asked.facts("C1"))
    receipt = asked.says("ana", "C1 at risk: the vendor", subject=f"{mark}{asked.last('ana').subject}").hears(
        "ana", "C1"
    )
    assert receipt.subject.startswith("Re: Platform weekly: your update")
    assert len(asked.facts("C1")) == before + 1
    assert asked.record("D1") is None


@pytest.mark.parametrize("tag", ["[EXTERNAL] ", "[Ext] ", "[EXTERN] [External Sender] ", "[EXTERNAL_EMAIL] "])
def test_a_command_in_a_subject_is_found_behind_a_gateways_tag(asked: Conversation, tag) -> None:
    asked.says("ana", "", to="new", subject=f"{tag}C1 done").hears("ana", "Kept")
    assert asked.status("C1") == "kept"


def test_a_tag_of_peoples_own_stays(asked: Conversation) -> None:
    assert asked.says("ana", "C1 done", to="new", subject="[Team] news").hears("ana", "C1").subject == "Re: [Team] news"


def _among_people(asked: Conversation, text: str) -> None:
    """Ana answers Bo, with the service in copy."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Cc"] = "ana@acme.example", "bo@acme.example", ROBOT
    mail["Subject"], mail["Message-ID"] = "Re: lunch", f"<{len(text)}@client.example>"
    mail["In-Reply-To"] = "<a-mail-of-bos@client.example>"
    mail.set_content(text)
    asked.brings(mail.as_bytes())


def test_in_copy_of_peoples_own_thread_only_a_command_is_taken(asked: Conversation) -> None:
    _among_people(asked, "Half past twelve is fine with me.")
    asked.hears_nothing("ana")
    _among_people(asked, "Half past twelve is fine with me.\n\nDecision: we keep SQLite because it is enough")
    asked.hears("ana", "D1", "keep SQLite")
    asked.hears_nothing("bo")


@pytest.mark.parametrize("words", ["n/a", "same as last week", "Same as last week, really."])
def test_words_that_say_little_are_kept_or_passed_over_and_make_nothing_up(asked: Conversation, words) -> None:
    asked.says("ana", words).at("2026-11-30 09:00")
    assert asked.record("C2") is None
    digest = asked.hears("bo", "Platform weekly, Mon 30 Nov")
    assert words == "n/a" or words.rstrip(".") in digest.words


def test_a_signed_mail_is_read(asked: Conversation) -> None:
    letter = asked.last("ana")
    raw = (
        f"From: ana@acme.example\r\nTo: {letter.mail['Reply-To']}\r\nSubject: Re: x\r\n"
        "Message-ID: <s@client.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary="s"\r\n\r\n'
        "--s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nC1 done\r\n"
        "--s\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "MIIB\r\n--s--\r\n"
    )
    asked.brings(raw.encode())
    assert asked.status("C1") == "kept"


def test_who_joins_is_not_reminded_of_what_was_before(asked: Conversation) -> None:
    asked.at("2026-11-30 12:00").invites("mara", guests=("mara", "ana", "bo", "kim"), sequence=1)
    asked.at("2026-12-04 09:30")
    (letter,) = asked.letters("kim")
    assert "Mon 7 Dec" in letter.subject
    assert "went by" not in letter.text

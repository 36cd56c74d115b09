"""A letter's octets: whatever anybody wrote, it parses back with exactly the header fields that were meant."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paceline.letters import Letter
from paceline.letters.header import ids, mailbox, unstructured
from paceline.letters.mime import assemble, bodies_of
from paceline.letters.visible import cleaned, visible_lines

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=timezone(timedelta(hours=1)))
LETTER = Letter("receipt", "Re: your update", "Recorded.\n", "<p>Recorded.</p>\n")
HOSTILE = (
    st.text() | st.text(st.sampled_from('a :<>@,;"\\=?.\r\n\t\0\x85\u2028\u202eé漢😀\ud800')) | st.text(min_size=300)
)


def post(letter: Letter = LETTER, **changes: Any) -> bytes:
    given_ = {
        "sender": ("Paceline", "async@acme.example"),
        "to": ("Ana Pereira", "ana@acme.example"),
        "reply_to": "async+k3@acme.example",
        "message_id": "<k3.1@acme.example>",
        "date": NOON,
    }
    return assemble(letter, **(given_ | changes))


def field(octets: bytes, name: str) -> str:
    return str(make_header(decode_header(message_from_bytes(octets)[name].replace("\r\n", ""))))


FIELDS = [
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
    "X-MS-Reactions", "MIME-Version", "Content-Type",
]  # fmt: skip


def test_the_fields_of_a_letter() -> None:
    assert [name for name, _ in message_from_bytes(post()).raw_items()] == FIELDS


def test_the_fields_of_an_answer_in_a_list() -> None:
    octets = post(
        in_reply_to="<CAF1@mail.example>",
        references=("<a@x>", "<CAF1@mail.example>"),
        list_id=("Platform weekly", "k3.async.acme.example"),
        unsubscribe="mailto:async+k3@acme.example?subject=stop%20digests",
        auto_submitted="auto-replied",
        extra={"X-Loop": "async@acme.example"},
    )
    message = message_from_bytes(octets)
    assert message["In-Reply-To"] == "<CAF1@mail.example>"
    assert message["References"].split() == ["<a@x>", "<CAF1@mail.example>"]
    assert message["List-Id"] == "Platform weekly <k3.async.acme.example>"
    assert message["List-Unsubscribe"] == "<mailto:async+k3@acme.example?subject=stop%20digests>"
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Loop"] == "async@acme.example"


def test_absence_notices_are_held_back_only_where_it_is_asked_for() -> None:
    assert message_from_bytes(post())["X-Auto-Response-Suppress"] == "DR, RN, NRN, AutoReply"
    assert message_from_bytes(post(suppress=True))["X-Auto-Response-Suppress"] == "DR, RN, NRN, AutoReply, OOF"


def test_the_date_keeps_its_zone() -> None:
    assert message_from_bytes(post())["Date"] == "Fri, 27 Nov 2026 12:00:00 +0100"


def test_a_calendar_reply_is_text_and_calendar() -> None:
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nSUMMARY:K\xc3\xbche\r\nEND:VCALENDAR\r\n" * 5
    accepted = Letter("accepted", "Accepted: Platform weekly", "Paceline has accepted.\n")
    message = message_from_bytes(post(accepted, calendar=calendar, calendar_method="REPLY"))
    plain, attached = message.get_payload()
    assert message.get_content_type() == "multipart/alternative"
    assert plain.get_content_type() == "text/plain"
    assert attached["Content-Type"] == "text/calendar; charset=utf-8; method=REPLY; component=VEVENT"
    assert attached["Content-Transfer-Encoding"] == "base64"
    assert attached.get_payload(decode=True) == calendar


def test_a_letter_without_html_is_one_part() -> None:
    message = message_from_bytes(post(Letter("accepted", "Accepted", "Yes.\n")))
    assert message.get_content_type() == "text/plain"
    assert message.get_payload(decode=True) == b"Yes.\r\n"


def test_a_long_subject_is_folded_and_reads_the_same() -> None:
    subject = "Platform weekly: " + "the vendor changes its limits again, " * 5
    octets = post(Letter("digest", subject, "", ""))
    assert field(octets, "Subject") == subject.strip()
    head = octets.split(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78


def test_msg_ids_are_never_encoded_and_what_is_none_is_left_out() -> None:
    assert ids(("<a@x> junk <b@y>\r\nBcc: c@z",)) == "<a@x>\r\n <b@y>"
    assert ids(("no id", "<a b@x>", "<ü@x>", "<" + "a" * 500 + "@x>")) == ""


def test_a_long_thread_keeps_its_beginning_and_its_end() -> None:
    thread = tuple(f"<{number}@x>" for number in range(100))
    kept = message_from_bytes(post(references=thread))["References"].split()
    assert kept[0] == "<0@x>"
    assert kept[-1] == "<99@x>"
    assert len(kept) == 20


def test_a_foreign_domain_goes_out_as_a_labels() -> None:
    assert mailbox("", "ana@bücher.example") == "ana@xn--bcher-kva.example"


def test_a_field_of_ours_cannot_be_given_twice() -> None:
    with pytest.raises(ValueError, match="Subject"):
        post(extra={"Subject": "another"})
    with pytest.raises(ValueError, match="Bcc: x"):
        post(extra={"Bcc: x\r\nTo": "y"})


def test_a_letter_needs_a_message_id() -> None:
    with pytest.raises(ValueError, match="message_id"):
        post(message_id="k3.1@acme.example")


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
@example("=?utf-8?q?hi=0D=0ABcc:x?=", 'x" <evil@x>\r\nBcc: y', "a@b\r\n c", "<a@x>\r\nBcc: y", ".\r\n.\r\nRCPT TO:<x>")
@example("", "", "", "", "000000000000000000=\xa0\xa0\xa0\u0800\U00010000\U00010000.")
def test_no_text_changes_the_set_of_fields(subject: str, name: str, address: str, thread: str, words: str) -> None:
    octets = post(
        Letter("receipt", "S" + subject, words, "<p>" + words),
        to=(name, "ana" + address),
        in_reply_to="<a@x>" + thread,
        references=("<a@x>", thread),
        list_id=(name, "k3" + subject),
        extra={"X-About": "A" + words},
    )
    wanted = sorted([*FIELDS, "In-Reply-To", "References", "List-Id", "X-About"])
    for how in (policy.compat32, policy.SMTP):
        message: Message | EmailMessage = message_from_bytes(octets, policy=how)  # type: ignore[arg-type]
        assert sorted(name for name, _ in message.raw_items()) == wanted
        assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert octets.count(b"\r") == octets.count(b"\n") == octets.count(b"\r\n")
    assert max(map(len, octets.split(b"\r\n"))) <= 998
    assert b"\r\n.\r\n" not in octets
    assert b"\0" not in octets


@given(HOSTILE)
def test_any_subject_reads_the_same(subject: str) -> None:
    octets = post(Letter("receipt", "S" + subject, "", ""))
    assert " ".join(field(octets, "Subject").split()) == cleaned("S" + subject)
    assert all(len(line) <= 78 for line in octets.split(b"\r\n\r\n")[0].split(b"\r\n"))


@given(HOSTILE)
def test_any_name_reads_the_same_and_the_address_with_it(name: str) -> None:
    value = message_from_bytes(post(to=("N" + name, "ana@acme.example")))["To"].replace("\r\n", "")
    shown, address = parseaddr(value)
    assert address == "ana@acme.example"
    assert " ".join(str(make_header(decode_header(shown))).split()) == cleaned("N" + name)


@given(HOSTILE)
def test_any_words_come_back(words: str) -> None:
    octets = post(Letter("receipt", "S", words, "<p>" + words))
    shown = "\n".join(visible_lines(words)) + "\n"
    assert bodies_of(octets)[0] == shown
    (_, html) = message_from_bytes(octets).get_payload()
    assert html.get_payload(decode=True).decode().replace("\r\n", "\n") == "<p>" + shown


@given(st.binary(max_size=3000))
def test_any_octets_have_a_text_or_none(octets: bytes) -> None:
    assert all(isinstance(body, str) for body in bodies_of(octets))


@given(HOSTILE, st.integers(0, 42))
def test_an_encoded_word_is_never_too_long(text: str, at: int) -> None:
    first, *others = unstructured(text + "é", at).split("\r\n ")
    assert at + len(first) <= 78
    assert all(len(word) <= 75 for word in (first, *others) if word.startswith("=?"))


def test_it_reads_as_what_the_standard_library_would_have_made() -> None:
    theirs = EmailMessage(policy=policy.SMTP)
    theirs["Subject"], theirs["To"] = "Résumé für Ana", "Zoë Ångström <zoe@acme.example>"
    ours = message_from_bytes(
        post(Letter("x", "Résumé für Ana", "é\n"), to=("Zoë Ångström", "zoe@acme.example")), policy=policy.SMTP
    )
    again = message_from_bytes(theirs.as_bytes(), policy=policy.SMTP)
    assert (ours["Subject"], ours["To"]) == (again["Subject"], again["To"])

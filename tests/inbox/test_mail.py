"""Any octets come out as a Message or as a reason; nothing raises, and nobody's identity is guessed."""

from __future__ import annotations

import base64
import encodings
from datetime import UTC, datetime

import pace
import pytest

from paceline.inbox.mail import Message, Sender, Unreadable, guard, read
from paceline.inbox.mail.charset import decoded
from paceline.inbox.mail.flowed import unflowed
from paceline.inbox.mail.header import identifiers, parameters, text_of
from paceline.inbox.mail.mailboxes import mailboxes

HEAD = b"From: Ana Stone <Ana@Acme.example>\r\nTo: async@acme.example\r\nSubject: Re: your update\r\n"
TEXT = b"Content-Type: text/plain; charset=utf-8\r\n\r\n"


def mail(raw: bytes) -> Message:
    message = read(raw)
    assert isinstance(message, Message), message
    return message


def of(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def mixed(*parts: str, kind: str = "mixed") -> Message:
    body = "".join(f"--b\n{part}\n" for part in parts)
    return mail(HEAD + of(f"MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=b\n\n{body}--b--\n"))


def test_a_plain_mail():
    message = mail(
        HEAD + b"Message-ID: <1@acme.example>\r\nIn-Reply-To: <ask@paceline.example>\r\nReferences: <a@x> <b@x>\r\n"
        b"Date: Fri, 27 Nov 2026 10:00:00 +0100\r\nCc: Bo <bo@acme.example>, eve@acme.example\r\n"
        + TEXT
        + "Done: café\r\n".encode()
    )
    assert message.sender == Sender("ana@acme.example", "Ana Stone")
    assert message.recipients == ("async@acme.example", "bo@acme.example", "eve@acme.example")
    assert (message.message_id, message.in_reply_to) == ("<1@acme.example>", ("<ask@paceline.example>",))
    assert message.references == ("<a@x>", "<b@x>")
    assert message.date == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert (message.subject, message.text, message.html) == ("Re: your update", "Done: café\n", "")
    assert message.header("SUBJECT") == "Re: your update"
    assert (message.content_type, message.content_params["charset"]) == ("text/plain", "utf-8")


@pytest.mark.parametrize(
    "before", [b"\r\n", b"\n\n", b"\xef\xbb\xbf", b"From ana@acme.example Fri Nov 27 10:00:00 2026\n"]
)
def test_what_exports_put_before_the_headers_is_passed_over(before):
    assert mail(before + HEAD + TEXT + b"x").subject == "Re: your update"


# --- who wrote it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "address", "name"),
    [
        ("ana@acme.example", "ana@acme.example", ""),
        ("<ANA@Acme.Example>", "ana@acme.example", ""),
        ("Ana Stone <ana@acme.example>", "ana@acme.example", "Ana Stone"),
        ('"Stone, Ana" <ana@acme.example>', "ana@acme.example", "Stone, Ana"),
        ("=?utf-8?q?J=C3=BCrgen?= <j@acme.example>", "j@acme.example", "Jürgen"),
        ("=?utf-8?q?Stone=2C_Ana?= <ana@acme.example>", "ana@acme.example", "Stone, Ana"),
        ("Jürgen <j@acme.example>", "j@acme.example", "Jürgen"),
        ("Ana (UK) <ana@acme.example>", "ana@acme.example", "Ana"),
        ("ana@acme.example (Ana Stone)", "ana@acme.example", "Ana Stone"),
        ('"boss@corp.example" <m@evil.example>', "m@evil.example", ""),
        ("=?utf-8?q?boss=40corp.example?= <m@evil.example>", "m@evil.example", ""),
        ("ana@acme.example <ana@acme.example>", "ana@acme.example", ""),
        ("Ana <ana@bücher.example>", "ana@xn--bcher-kva.example", "Ana"),
        ("Ana <ana@straße.example>", "ana@xn--strae-oqa.example", "Ana"),
        ("Ana\r\n <ana@acme.example>", "ana@acme.example", "Ana"),
    ],
)
def test_one_mailbox_is_a_sender(value, address, name):
    message = mail(f"From: {value}\r\n\r\nx".encode())
    assert message.sender == Sender(address, name)
    assert not message.sender_defect


@pytest.mark.parametrize(
    "value",
    [
        "boss@corp.example <m@evil.example>",
        "<boss@corp.example> <m@evil.example>",
        "boss@corp.example, m@evil.example",
        "boss@corp.example(<m@evil.example>)",
        "(boss@corp.example) m@evil.example",
        "boss@corp.example\0@evil.example",
        '"boss@corp.example"@evil.example',
        "<@corp.example:m@evil.example>",
        "Team: boss@corp.example;",
        "undisclosed:;",
        "",
        "<>",
        "Ana",
        "a@[127.0.0.1]",
        "a@" + "b" * 300 + ".example",
        "Foo <a@b.example>@corp.example",
        "Foo <a@b.example> boss@corp.example",
        "=?utf-8?b?Ym9zc0Bjb3JwLnRlc3Q=?=@evil.example",
        "x <=?utf-8?q?boss=40corp.example=3e=00?=@evil.example>",
        "a@b.example\r\nFrom: boss@corp.example",
        "((((boss)))) <m@evil.example",
        "Ana <ana@acme.example",
        "Ana <ana@-acme.example>",
        "ana@acme-.example",
        "ana..stone@acme.example",
        "mi\u212ae@acme.example",
    ],
)
def test_a_doubtful_from_identifies_nobody(value):
    message = mail(f"From: {value}\r\nTo: c@d.example\r\n\r\nx".encode())
    assert message.sender is None
    assert message.sender_defect


@pytest.mark.parametrize("value", ['"\\' * 30_000, "(" * 100_000], ids=["quotes", "comments"])
def test_what_never_ends_in_a_line_of_addresses_takes_no_time(value):
    with pace.within(0.4):
        assert not any(box.address for box in mailboxes(value))


def test_without_a_from_there_is_no_sender():
    assert mail(b"To: c@d.example\r\n\r\nx").sender_defect == "no From"


def test_recipients_are_read_from_groups_and_delivery_headers():
    message = mail(
        b"Delivered-To: Async+Token@acme.example\r\nX-Original-To: o@x.example\r\nEnvelope-To: e@x.example\r\n"
        b'To: Team: a@x.example, "B, C" <b@x.example>;, broken <\r\nReply-To: r@x.example\r\n\r\nx'
    )
    assert message.recipients == (
        "a@x.example",
        "b@x.example",
        "async+token@acme.example",
        "o@x.example",
        "e@x.example",
    )
    assert message.reply_to == ("r@x.example",)


# --- headers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?caf=C3=A9?=", "café"),
        ("=?utf-8?q?caf?= =?utf-8?q?=C3=A9?=", "café"),
        ("=?utf-8?b?4pyT?=", "✓"),
        ("=?utf-8?b?4pw=?= =?utf-8?b?kw==?=", "✓"),
        ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        ("=?utf-8*de?q?gr=C3=BCn?=", "grün"),
        ("=?no-such?q?caf=E9?=", "café"),
        ("=?iso-2022-jp?b?GyRCJDMbKEI=?=", "こ"),
        ("a\r\n b", "a  b"),
        ("=?utf-8?q?hi=0D=0ABcc:_v@x?=", "hi Bcc: v@x"),
        ("=?utf-8?q?=E2=80=AEgpj.exe?=", "gpj.exe"),
        ("=?utf-8?q?a=00b=C2=85c=E2=80=A8d?=", "ab c d"),
        ("=?utf-8?q?open", "=?utf-8?q?open"),
    ],
)
def test_a_header_is_one_clean_line(value, text):
    assert " ".join(text_of(value).split()) == " ".join(text.split())
    assert text_of(value).isprintable()


def test_raw_octets_in_a_header_are_read():
    assert mail("Subject: Grüße\r\n\r\nx".encode()).subject == "Grüße"
    assert mail("Subject: Grüße\r\n\r\nx".encode("latin-1")).subject == "Grüße"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('text/plain; name="a b"', "a b"),
        ("text/plain; name=a", "a"),
        ("text/plain; name*=utf-8''caf%C3%A9", "café"),
        ("text/plain; name*0=a; name*1=b", "ab"),
        ("text/plain; name*0*=utf-8''%C3; name*1*=%A9", "é"),
        ("text/plain; name*0=a; name*2=c", "a"),
        ("text/plain; name*0=a; name*0=b", "a"),
        ("text/plain; name=a; name=b", "a"),
        ("text/plain; name*=utf-8''a%0d%0ab%00", "a b"),
        ("text/plain; name*=utf-8''%ff%zz%", "ÿ%zz%"),
        ('text/plain; name="a\\"b"', 'a"b'),
        ("text/plain; name*99999999999999999999=z; name=a", "a"),
    ],
)
def test_parameters_are_joined_and_clean(value, name):
    assert parameters(value) == ("text/plain", {"name": name})


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("<a@b>", ("<a@b>",)),
        ("<a@b> <c@d>\r\n <a@b>", ("<a@b>", "<c@d>")),
        ("<a@b>,<c@d>", ("<a@b>", "<c@d>")),
        ("a@b", ("<a@b>",)),
        ("<[x]@b>", ("<[x]@b>",)),
        ("<a@b", ()),
        ("< a b@c >", ()),
        ("", ()),
        ("<" * 5000, ()),
    ],
)
def test_identifiers(value, found):
    assert identifiers(value) == found


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"0",
        b"Fri, 20 Nov 99999999999 10:00:00 +0000",
        b"Fri, 31 Feb 2026 10:00:00 +0000",
        b"(" * 5000,
        b"\xff\xfe",
    ],
)
def test_a_date_that_is_none_is_none(value):
    assert mail(b"From: a@b.example\r\nDate: " + value + b"\r\n\r\nx").date is None


def test_the_order_of_received_and_results_is_kept():
    message = mail(b"Received: by b\r\nAuthentication-Results: x; dkim=pass\r\nReceived: by a\r\n\r\nx")
    assert message.trace == (("received", "by b"), ("authentication-results", "x; dkim=pass"), ("received", "by a"))


# --- bodies ---------------------------------------------------------------------------------------


def test_a_media_type_ends_where_a_semicolon_is_missing():
    assert mail(HEAD + b"Content-Type: text/plain charset=utf-8\r\n\r\ndone").text == "done"


def test_several_text_parts_are_joined():
    message = mixed(
        "Content-Type: text/plain\n\none", "Content-Type: image/png\n\nx", "Content-Type: text/plain\n\ntwo"
    )
    assert message.text.split() == ["one", "two"]
    assert [attachment.content_type for attachment in message.attachments] == ["image/png"]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("--b\n\none\n--b\n\ntwo\n--b--\n", ["one", "two"]),
        ("before\n--b\n\none\n--b--\nafter\n--b\n\nnever\n", ["one"]),
        ("--b \t\n\none\n--b--  \n", ["one"]),
        ("--b\n\none\n--b\n\ntwo, and no end", ["one", "two, and no end"]),
        ("--b\n\none\n --b\n--bb\n--b-\nx--b\n--b--\n", ["one\n --b\n--bb\n--b-\nx--b"]),
        ("--b\n--b\n\none\n--b--", ["one"]),
        ("--b\nX: no text at all\n--b\n\none\n--b--", ["one"]),
        ("--b\n--not: a field\n--b--", ["--not: a field"]),
        ("--b\nContent-Type: text/plain\n\n--b\n\none\n--b--", ["one"]),
        ("passed over\n--b--\n", ["passed over"]),
        (
            "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n--b\n\nnever\n--b--\n",
            ["one"],
        ),
        (
            "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--c\n--b--\n",
            ["one", "two\n--c"],
        ),
        (
            "--b\nContent-Type: multipart/mixed; boundary=c\n\nno part\n--c--\nafter\n--b\n\ntwo\n--b--\n",
            ["no part", "two"],
        ),
    ],
)
def test_parts_begin_and_end_at_delimiter_lines(body, texts):
    """RFC 2046, 5.1.1, and the broken mails that people's clients send nevertheless."""
    for line_break in ("\r\n", "\n", "\r"):
        raw = f"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n{body}".replace("\n", line_break)
        assert mail(raw.encode()).text == "\n".join(texts)


@pytest.mark.parametrize(
    "said", ['boundary="a b:=?q?c?="', 'boundary="\\a b:=\\?q?c?="', "boundary*0=a;\n boundary*1*=%20b:=?q?c?="]
)
def test_a_boundary_is_taken_as_it_stands(said):
    raw = f"From: a@b.example\nContent-Type: multipart/mixed; x=y;\n {said}\n\n--a b:=?q?c?=\n\none\n--a b:=?q?c?=--\n"
    assert mail(raw.encode()).text == "one"


def test_a_part_of_a_digest_is_a_message():
    message = mixed("\nSubject: theirs\n\nnot my words", "Content-Type: text/plain\n\nmine", kind="digest")
    assert (message.text, message.enclosed) == ("mine", ("Subject: theirs",))


def test_an_enclosed_message_may_be_encoded():
    inner = base64.encodebytes(b"Subject: theirs\n\nnot my words").decode()
    message = mixed(f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}")
    assert message.enclosed == ("Subject: theirs",)


@pytest.mark.parametrize(
    ("raw", "subject", "text"),
    [
        (b"Subject: x\nFrom now on all is done.\nYes.\n", "x", "From now on all is done.\nYes.\n"),
        (b"Subject: x\nFrom now on\n\nYes.\n", "x", "From now on\n\nYes.\n"),
        (b"X: y\nFrom an odd relay\n folded\nSubject: x\n\nYes.\n", "x", "Yes.\n"),
        (b" folded\n: nameless\n folded\nSubject: x\n\nYes.\n", "x", "Yes.\n"),
        (b"Subject:x \n\ty\n \n\nYes.\n", "x  y", "Yes.\n"),
        (b"Subject: x\nno field\n\nYes.\n", "x", "no field\n\nYes.\n"),
        (b"Subject: x\r\r\nYes.\n", "x", "Yes.\n"),
        (b"Subject: x", "x", ""),
        (b"From ana Fri Nov 27 10:00:00 2026\nYes.\n", "", "Yes.\n"),
    ],
)
def test_the_text_begins_at_the_first_line_that_is_no_field(raw, subject, text):
    assert (mail(raw).subject, mail(raw).text) == (subject, text)


def test_the_header_of_a_part_is_cut_to_the_bounds_and_refuses_nothing():
    fields = b"X: y\r\n" * 600 + b"Long: " + b"z" * 9000 + b"\r\nSubject: theirs\r\n"
    message = mail(HEAD + b"Content-Type: message/rfc822\r\n\r\n" + fields + b"\r\nnot my words")
    assert len(message.enclosed[0].splitlines()) <= guard.FIELDS + 1
    assert not message.text


def test_an_attachment_is_only_what_it_is():
    data = base64.encodebytes(b"PK\x03\x04" * 100).decode()
    message = mixed(
        "Content-Type: text/plain\n\nsee there",
        f"Content-Type: application/zip\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n{data}",
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=x\n\nnot the body",
    )
    assert message.text.strip() == "see there"
    archive, _ = message.attachments
    assert (archive.content_type, archive.size, len(archive.sha256)) == ("application/zip", 400, 64)


def test_a_calendar_part_is_given_as_octets():
    message = mixed(
        "Content-Type: text/plain\n\nhi",
        'Content-Type: text/calendar; method=request; charset="utf-8"\n\nBEGIN:VCALENDAR',
    )
    (part,) = message.calendars
    assert (part.method, part.charset, part.data.strip()) == ("REQUEST", "utf-8", b"BEGIN:VCALENDAR")


def test_a_calendar_file_counts_where_no_part_does():
    message = mixed(
        "Content-Type: text/plain\n\nhi", "Content-Type: application/ics; name=invite.ics\n\nBEGIN:VCALENDAR"
    )
    assert [part.data.strip() for part in message.calendars] == [b"BEGIN:VCALENDAR"]


def test_what_an_enclosed_message_holds_is_not_this_mail():
    message = mixed(
        "Content-Type: text/plain\n\nlook",
        "Content-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/calendar; method=CANCEL\n\nBEGIN:VCALENDAR",
    )
    assert (message.text.strip(), message.calendars) == ("look", ())
    assert "Subject: inner" in message.enclosed[0]


def test_reports_are_given_as_text():
    message = mixed(
        "Content-Type: text/plain\n\nbounced",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; bo@x.example",
        "Content-Type: text/rfc822-headers\n\nMessage-ID: <ours@x>\n",
        kind="report; report-type=delivery-status",
    )
    assert "Final-Recipient: rfc822; bo@x.example" in message.reports[0]
    assert "Message-ID: <ours@x>" in message.enclosed[0]
    assert message.content_params["report-type"] == "delivery-status"


def test_a_multipart_without_parts_is_text():
    assert (
        mail(HEAD + b"Content-Type: multipart/alternative; boundary=b\r\n\r\nno part at all").text == "no part at all"
    )


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("café".encode(), "utf-8", "café"),
        ("café".encode("latin-1"), "iso-8859-1", "café"),
        ("“café”".encode("cp1252"), "iso-8859-1", "“café”"),
        ("café".encode(), "us-ascii", "café"),
        ("café".encode("cp1252"), "utf-8", "café"),
        ("Привет, как дела, что нового у вас".encode("koi8-r"), "koi8-r", "Привет, как дела, что нового у вас"),
        ("日本語".encode("iso-2022-jp"), "", "日本語"),
        ("日本語".encode("shift_jis"), "x-sjis", "日本語"),
        ("한국어".encode("cp949"), "ks_c_5601-1987", "한국어"),
        ("好".encode("gb18030"), "gb2312", "好"),
        (b"abc", "no-such", "abc"),
        (b"abc", "mbcs", "abc"),
        ("café".encode("latin-1"), "ISO_8859-1:1987", "café"),
        ("café".encode("cp1252"), "windows.1252", "café"),
        (b"abc\xff", "idna", "abcÿ"),
        ("Привет, как дела, что нового у вас".encode("koi8-r"), "", "Привет, как дела, что нового у вас"),
        ("Привет, как дела, что нового у вас".encode("cp1251"), "utf-8", "Привет, как дела, что нового у вас"),
        (b"abc", "../../etc/passwd", "abc"),
        (b"abc", "x" * 5000, "abc"),
        (b"abc", "utf-8\0", "abc"),
        (b"a\0b", "utf-8", "ab"),
        ("é".encode() * 20 + b"\xff", "utf-8", "é" * 20 + "\ufffd"),
    ],
)
def test_a_charset_is_what_was_declared_or_what_it_looks_like(data, declared, text):
    assert decoded(data, declared) == text


def test_nothing_is_kept_of_a_charset_that_nobody_knows():
    known = len(encodings._cache)
    decoded(b"abc", "nobody-knows-it")
    assert len(encodings._cache) == known


def test_octets_outlive_a_wrong_charset():
    """The standard library's `get_payload` decodes by the declared charset and loses what does not fit."""
    raw = (
        HEAD
        + b"Content-Type: text/plain; charset=undefined\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "café".encode()
    )
    assert mail(raw).text == "café"


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        ("base64", b"ZG9uZQ==", "done"),
        ("base64", b"ZG9u\r\n!!ZQ", "done"),
        ("base64 (as ever)", b"ZG9uZQ==", "done"),
        ("base64", b"ZG8=\r\nbmU=\r\n", "done"),
        ("base64", b"R3LDvMOfZQ==\r\n____\r\nOur list\r\nhttps://list.example/\r\n", "Grüße"),
        ("quoted-printable", b"do=\r\nne =C3=A9", "done é"),
        ("Quoted-Printable ; x", b"=64one", "done"),
        ("x-uuencode", b"begin 644 x\r\n$9&]N90``\r\n`\r\nend\r\n", "done"),
        ("x-unknown", b"done", "done"),
        ("", b"done", "done"),
    ],
)
def test_transfer_encodings(encoding, body, text):
    raw = HEAD + b"Content-Transfer-Encoding: " + encoding.encode() + b"\r\n" + TEXT + body
    assert mail(raw).text == text


def test_flowed_text_is_unfolded():
    body = "Done: the long line that \ngoes on here.\n \nNext\n> what was quoted \n> goes on\n>> deeper\n-- \nAna\n"
    raw = HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + of(body)
    expected = "Done: the long line that goes on here.\n\nNext\n> what was quoted goes on\n>> deeper\n-- \nAna"
    assert mail(raw).text == expected
    assert unflowed("a \nb", delsp=True) == "ab"
    assert unflowed(" >not quoted") == ">not quoted"


def test_a_text_part_is_cut_in_the_middle_of_no_character():
    message = mail(HEAD + TEXT + "€".encode() * 200_000)
    assert set(message.text) == {"€"}
    assert len(message.text.encode()) <= 256 * 1024


# --- what is refused ------------------------------------------------------------------------------


def nested(depth: int) -> bytes:
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth))
    return HEAD + opened + b"Content-Type: text/plain\r\n\r\nhi\r\n"


REFUSED = {
    "size": HEAD + TEXT + b"a" * (guard.MAIL_OCTETS + 1),
    "lines": HEAD + TEXT + b"\n" * (guard.LINES + 1),
    "header block": HEAD + b"".join(b"X-%d: %s\r\n" % (n, b"v" * 1000) for n in range(70)) + TEXT,
    "field": HEAD + b"X-Big: " + b"a" * 9000 + b"\r\n" + TEXT,
    "folded field": HEAD + b"X-Big: a\r\n" + b" b\r\n" * 3000 + TEXT,
    "fields": HEAD + b"X: v\r\n" * 501 + TEXT,
    "depth": nested(21),
    "deep messages": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 100 + b"Subject: x\r\n\r\nx",
    "folded containers": HEAD + b"Content-Type:\r\n multipart/mixed;\r\n boundary=b\r\n\r\n--b\r\n" * 5000,
    "parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 201,
    "encoded boundary": HEAD
    + b"Content-Type: multipart/mixed; boundary*=utf-8''b\r\n\r\n"
    + b"--b\r\n\r\nx\r\n" * 5000,
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_bomb_is_refused_before_it_is_parsed(why):
    with pace.within(0.05):
        assert isinstance(read(REFUSED[why]), Unreadable)


def opened(depth: int) -> bytes:
    return HEAD + b"".join(
        b"Content-Type: multipart/x; boundary=%b\r\n\r\n--%b\r\n" % ((b"b" * n,) * 2) for n in range(1, depth)
    )


SLOW = {
    "lines that are nearly delimiters": opened(19) + b"\r\n" + b"--bbbbbbbbbbbbbbbbbbbbbx\r\n" * 300_000,
    "dashes": opened(2) + b"\r\n" + b"-" * 5_000_000,
    "fields of an enclosed message": opened(2) + b"Content-Type: message/rfc822\r\n\r\n" + b"X: y\r\n" * 300_000,
    "blocks of a report": opened(2) + b"Content-Type: message/delivery-status\r\n\r\n" + b"X: y\r\n\r\n" * 200_000,
    "lines of a report": opened(2) + b"Content-Type: message/delivery-status\r\n\r\n" + b"junk\r\n" * 300_000,
    "quoted pairs": opened(2) + (b'Content-Type: multipart/x; x="%b\r\n\r\n--b\r\n' % (b'\\"' * 3900)) * 180,
    "padding": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"A=" * 4_000_000,
    "parameters": opened(2) + (b"Content-Type: multipart/x%b\r\n\r\n--b\r\n" % (b";aa=b" * 1600)) * 180,
}


@pytest.mark.parametrize("why", SLOW)
def test_what_is_within_the_bounds_takes_no_time(why):
    with pace.within(0.4):
        assert isinstance(read(SLOW[why]), Message)


def test_an_ordinary_mail_is_within_the_bounds():
    assert isinstance(read(nested(19)), Message)
    patch = b"--- a/file\r\n+++ b/file\r\n" * 2000
    assert isinstance(
        read(HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + patch + b"--b--"), Message
    )
    digest = b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n" * 60
    assert isinstance(
        read(HEAD + b"Content-Type: multipart/digest; boundary=b\r\n\r\n" + digest + b"--b--\r\n"), Message
    )


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n", b"\0" * 4096, bytes(range(256)) * 64, b"just words", b": x\r\n\r\n", "From: a@b".encode("utf-16")],
)
def test_octets_that_are_no_mail_do_not_raise(raw):
    assert isinstance(read(raw), Message | Unreadable)


def test_a_refusal_says_why():
    assert read(REFUSED["parts"]) == Unreadable("the mail has more than 200 parts")
    assert read(REFUSED["field"]) == Unreadable("a header field is larger than 8 kB")


def test_many_large_texts_are_read_up_to_a_bound():
    """Each is within the bounds of one: together they are more than anybody writes, and would take seconds."""
    part = b"--b\r\n" + TEXT + b"".join(b"- ship part %06d by Friday\r\n" % n for n in range(8_000))
    whole = HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    for n in range(35):
        whole += part.replace(b"part ", b"part %02d" % n) + b"\r\n"
    message = mail(whole + b"--b--\r\n")
    assert len(whole) > 8_000_000
    assert 900_000 < len(message.text) <= 1024 * 1024
    assert message.text.startswith("- ship part 00")

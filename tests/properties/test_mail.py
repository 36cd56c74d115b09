"""Well-formed mails are taken apart as the standard library takes them apart; of broken ones nothing is too much."""

from __future__ import annotations

import base64
import email
import quopri
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.message import Message as Parsed
from email.utils import format_datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from paceline.inbox.mail import Message, Unreadable, guard, read, transfer
from paceline.inbox.mail.header import instant, token
from paceline.inbox.mail.mailboxes import mailboxes, spec
from paceline.inbox.mail.parts import Part, structure

ENCODE = {"7bit": bytes, "8bit": bytes, "base64": base64.encodebytes, "quoted-printable": quopri.encodestring}
CHARSETS = ["utf-8", "iso-8859-1", "windows-1252", "koi8-r", "shift_jis", "gb18030"]
KINDS = ["text/plain", "text/html", "TEXT/Plain", "application/pdf", "text/calendar; method=REQUEST"]


@dataclass(frozen=True)
class Piece:
    """A part to be: its own lines, or the parts it holds (`inside` of a message: exactly one)."""

    lines: tuple[bytes, ...]
    body: bytes = b""
    boundary: bytes = b""
    inside: tuple[Piece, ...] = ()
    padding: bytes = b""
    around: bytes = b""

    def octets(self) -> bytes:
        head = b"".join(line + b"\n" for line in self.lines) + b"\n"
        if not self.inside:
            return head + self.body
        if not self.boundary:
            return head + self.inside[0].octets()
        parts = [b"--" + self.boundary + self.padding + b"\n" + piece.octets() + b"\n" for piece in self.inside]
        return head + self.around + b"".join(parts) + b"--" + self.boundary + b"--" + self.padding + b"\n" + self.around


WORDS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=30).map(str.strip)
FIELDS = st.lists(
    st.tuples(
        st.sampled_from(["Subject", "X-Mailer", "x-FOLDED", "Received", "Content-ID"]),
        st.lists(WORDS.filter(bool), min_size=1, max_size=4).map("\n ".join),
    ).map(lambda pair: f"{pair[0]}: {pair[1]}".encode()),
    max_size=5,
)
BODIES = st.lists(
    st.sampled_from(
        ["Done: déjà vu", "-- ", "--", "- a list", "> quoted", "", "From here on", "Content-Type: x/y", "=41"]
    )
).map("\n".join)


@st.composite
def leaves(draw: st.DrawFn) -> Piece:
    encoding, charset = draw(st.sampled_from(sorted(ENCODE))), draw(st.sampled_from(CHARSETS))
    kind = draw(st.sampled_from(KINDS))
    lines = [f"Content-Transfer-Encoding: {encoding}", f'Content-Type: {kind};\n charset="{charset}"']
    body = ENCODE[encoding](draw(BODIES).encode("ascii" if encoding == "7bit" else charset, "replace"))
    return Piece((*draw(FIELDS), *(line.encode() for line in draw(st.permutations(lines)))), body)


@st.composite
def containers(draw: st.DrawFn, pieces: st.SearchStrategy[Piece]) -> Piece:
    inside = draw(st.lists(pieces, min_size=1, max_size=3))
    name = draw(st.sampled_from(["b", "=_Part.1/2", "----=_next", "a b", "=?q?x?="])).encode()
    boundary = name + str(draw(st.uuids())).encode()
    kind = draw(st.sampled_from(["mixed", "alternative", "related", "REPORT"])).encode()
    said = b"Content-Type: multipart/" + kind + b';\n\tboundary="' + boundary + b'"; x=y'
    around = draw(st.sampled_from([b"", b"\n", b"passed over\n", b"--\n", b"x--" + boundary + b"\n"]))
    padding = draw(st.sampled_from([b"", b" ", b" \t"]))
    return Piece((*draw(FIELDS), said), b"", boundary, tuple(inside), padding, around)


def messages(pieces: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    return pieces.map(lambda piece: Piece((b"Content-Type: message/rfc822",), inside=(piece,)))


PIECES = st.recursive(leaves(), lambda pieces: st.one_of(containers(pieces), messages(pieces)), max_leaves=8)


@given(PIECES, st.sampled_from([b"\n", b"\r\n", b"\r"]))
@settings(max_examples=400, deadline=None)
def test_a_mail_is_taken_apart_as_the_standard_library_does(piece, line_break):
    raw = piece.octets().replace(b"\n", line_break)
    alike(structure(raw), raw, email.message_from_bytes(raw))


def alike(ours: Part, raw: bytes, theirs: Parsed) -> None:
    assert ours.fields == list(theirs.raw_items())
    assert ours.kind == theirs.get_content_type()
    if theirs.get_content_maintype() == "multipart":
        for part, parsed in zip(ours.parts, theirs.get_payload(), strict=True):
            alike(part, raw, parsed)
    elif theirs.get_content_maintype() != "message":
        content = raw[ours.begin : ours.end]
        decoded = transfer.content(content, token(ours.first("content-transfer-encoding")))
        assert decoded == theirs.get_payload(decode=True)


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=ZONES), st.sampled_from(["", " (CET)", "\r\n "])
)
@settings(deadline=None)
def test_a_date_is_the_instant_it_tells(when, after):
    when = when.replace(microsecond=0)
    for written in (format_datetime(when), f"{when:%-d %b %Y %H:%M:%S %z}", f"{when:%a,  %d %b %Y %H:%M:%S %z}"):
        assert instant(written + after) == when
    assert instant(f"{when:%d %b %Y %H:%M %z}{after}") == when.replace(second=0)


@given(st.text("aB1-._+@ <>", max_size=20) | st.text("a-.", max_size=12).map("b@{}.example".format))
@settings(max_examples=400)
def test_a_mailbox_that_is_read_at_a_glance_is_one_for_the_strict_reader(value):
    found = mailboxes(value)
    assert found == mailboxes("()" + value)
    assert all(spec(box.address) == box.address for box in found)


CRUMBS = [b"--a", b"--a--", b"--b  ", b"--b--", b"Content-Type: multipart/mixed; boundary=a", b"From x", b": no name"]
CRUMBS += [
    b"Content-Type: multipart/digest;\n boundary*0=b",
    b"Content-Type: message/rfc822",
    b" folded",
    b"\xc3\xa9\xff",
]
CRUMBS += [b"Content-Type: message/delivery-status", b"Content-Transfer-Encoding: base64", b"", b"", b"words", b"\r"]
CRUMBS += [
    b"Content-Type: text/plain; charset=utf-16; format=flowed",
    b"Content-Type: text/html;;;=",
    b"Date: 31 Feb 1",
]


@given(
    st.lists(st.one_of(st.sampled_from(CRUMBS), st.binary(max_size=20)), max_size=40), st.sampled_from([b"\n", b"\r\n"])
)
@settings(max_examples=400, deadline=None)
def test_crumbs_of_a_mail_raise_nothing_inside_the_reader(crumbs, line_break):
    """`read` would turn what is raised into a reason; here it must not come to that."""
    message = read(b"From: a@b.example\n" + line_break.join(crumbs))
    assert isinstance(message, Message) or "malformed" not in message.reason


@given(st.integers(1, 25), st.integers(1, 220))
@settings(max_examples=100, deadline=None)
def test_depth_and_parts_are_bounded_together(depth, leaves):
    inside = (Piece((b"Content-Type: text/plain",), b"x"),) * leaves
    for level in range(depth):
        boundary = b"b%d" % level
        inside = (Piece((b"Content-Type: multipart/mixed; boundary=" + boundary,), b"", boundary, inside),)
    allowed = depth + 1 <= guard.DEPTH and depth + leaves <= guard.PARTS
    assert isinstance(read(inside[0].octets()), Message if allowed else Unreadable)

"""The embedded listener, spoken to over a socket, and its spool held to the mailbox's contract."""

from __future__ import annotations

import logging
import re
import resource
import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.mailbox_contract import MailboxContract, RefusedError, mail
from paceline.ports import Listener, Mailbox, SettingsError
from paceline_connectors import lmtp
from paceline_connectors.filing import Draft, Maildir
from paceline_connectors.reception import Reception
from paceline_connectors.wire import Unstuffing

SENDER, RECIPIENT = "ana@acme.example", "async+t0k3n@acme.example"
FIELDS = f"Return-Path: <{SENDER}>\r\nDelivered-To: {RECIPIENT}\r\n".encode()


class Caller:
    """A client that says exactly what it is told to."""

    def __init__(self, address: tuple[str, int], greet: str = "LHLO tester") -> None:
        self._socket = socket.create_connection(address, timeout=60)
        self._file = self._socket.makefile("rb")
        self.greeting = self.answer()
        if greet:
            self.say(greet)

    def say(self, *commands: str) -> list[str]:
        """Send the commands at once; the answer to each."""
        self.write("".join(f"{command}\r\n" for command in commands).encode())
        return [self.answer() for _ in commands]

    def write(self, octets: bytes) -> None:
        self._socket.sendall(octets)

    def answer(self) -> str:
        """The last line of an answer; "" when the other side hung up."""
        with suppress(ConnectionResetError):
            while line := self._file.readline():
                if line[3:4] != b"-":
                    return line.decode().rstrip("\r\n")
        return ""

    def deliver(self, raw: bytes, *recipients: str, sender: str = SENDER) -> list[str]:
        """The answers after the mail's end: one for each recipient in LMTP, else one."""
        recipients = recipients or (RECIPIENT,)
        answers = self.say(f"MAIL FROM:<{sender}>", *(f"RCPT TO:<{each}>" for each in recipients), "DATA")
        assert answers[-1].startswith("354"), answers
        self.write(re.sub(rb"(\A|\r\n)\.", rb"\1..", raw) + (b".\r\n" if raw.endswith(b"\r\n") else b"\r\n.\r\n"))
        return [self.answer() for _ in recipients]

    def close(self) -> None:
        self._file.close()
        self._socket.close()


class LmtpPost:
    def __init__(self, spool: Path, **settings: object) -> None:
        self.settings = {"listen": "127.0.0.1:0", "spool": str(spool), **settings}
        self.spool = spool
        self.listener: Listener = lmtp.listener(self.settings)
        self.listener.start()
        self._callers: list[Caller] = []

    def call(self, greet: str = "LHLO tester") -> Caller:
        self._callers.append(Caller(self.listener.address, greet))
        return self._callers[-1]

    def close(self) -> None:
        for caller in self._callers:
            caller.close()
        self.listener.stop()

    def mailbox(self) -> Mailbox:
        return lmtp.mailbox(self.settings)

    def bring(self, raw: bytes) -> None:
        caller = self._callers[0] if self._callers else self.call()
        [answer] = caller.deliver(raw)
        if not answer.startswith("250 2.0.0"):
            raise RefusedError(answer)

    def lose(self, uid: str) -> None:
        (self.spool / "new" / uid).unlink()

    def as_given(self, raw: bytes) -> bytes:
        return FIELDS + raw + (b"" if raw.endswith(b"\r\n") else b"\r\n")

    def given(self) -> list[bytes]:
        return [each.raw for each in self.mailbox().fetch()]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LmtpPost]:
    post = LmtpPost(tmp_path / "spool")
    yield post
    post.close()


class TestMailbox(MailboxContract):
    CANNOT: ClassVar = {"connection": "mail is brought: the mailbox reads a spool of files"}


def test_smtp_stores_the_same(tmp_path: Path) -> None:
    post = LmtpPost(tmp_path, protocol="smtp")
    caller = post.call("EHLO tester")
    assert caller.deliver(mail("hello"))[0].startswith("250 2.0.0 Stored")
    assert post.given() == [FIELDS + mail("hello")]
    post.close()


def test_smtp_has_one_answer_for_all_recipients(tmp_path: Path) -> None:
    post = LmtpPost(tmp_path, protocol="smtp")
    caller = post.call("EHLO tester")
    caller.say(f"MAIL FROM:<{SENDER}>", "RCPT TO:<a@x.example>", "RCPT TO:<b@x.example>", "DATA")
    caller.write(b"hello\r\n.\r\nNOOP\r\n")
    assert [caller.answer()[:9], caller.answer()[:3], len(post.given())] == ["250 2.0.0", "250", 1]
    post.close()


def test_lmtp_answers_for_each_recipient_that_was_accepted(tmp_path: Path) -> None:
    post = LmtpPost(tmp_path, accept=["acme.example"])
    caller = post.call()
    recipients = ("a@acme.example", "b@else.example", "c@acme.example")
    answers = caller.say(f"MAIL FROM:<{SENDER}>", *(f"RCPT TO:<{each}>" for each in recipients), "DATA")
    assert [answer[:3] for answer in answers] == ["250", "250", "550", "250", "354"]
    caller.write(b"hello\r\n.\r\nNOOP\r\n")
    assert [caller.answer()[:9] for _ in range(3)] == ["250 2.0.0", "250 2.0.0", "250 OK"]
    assert post.given() == [
        b"Return-Path: <ana@acme.example>\r\nDelivered-To: a@acme.example\r\nDelivered-To: c@acme.example\r\nhello\r\n"
    ]
    post.close()


def test_lmtp_answers_for_each_recipient_when_the_mail_is_too_large(tmp_path: Path) -> None:
    post = LmtpPost(tmp_path, max_size=2000)
    caller = post.call()
    answers = caller.deliver(b"x" * 3000 + b"\r\n", "a@x.example", "b@x.example")
    assert [answer[:9] for answer in answers] == ["552 5.3.4", "552 5.3.4"]
    assert caller.deliver(mail("hello"))[0].startswith("250")
    assert post.given() == [FIELDS + mail("hello")]
    assert list((post.spool / "tmp").iterdir()) == []
    post.close()


def test_a_mail_of_exactly_the_largest_size_is_taken(tmp_path: Path) -> None:
    post = LmtpPost(tmp_path, max_size=2000)
    assert [post.call().deliver(b"x" * n + b"\r\n")[0][:3] for n in (1998, 1999)] == ["250", "552"]
    post.close()


def test_the_null_sender_of_a_bounce_is_kept(post: LmtpPost) -> None:
    post.call().deliver(mail("undelivered"), sender="")
    assert post.given()[0].startswith(b"Return-Path: <>\r\nDelivered-To: ")


@pytest.mark.parametrize(
    ("accept", "recipient", "code"),
    [
        ([], "anybody@else.example", "250"),
        (["acme.example"], "bo+x@ACME.example", "250"),
        (["@acme.example"], "bo@acme.example", "250"),
        (["acme.example"], "bo@sub.acme.example", "550"),
        (["acme.example"], "bo@notacme.example", "550"),
        (["async@acme.example"], "Async@acme.example", "250"),
        (["async@acme.example"], "ASYNC+t0k3n.x@acme.example", "250"),
        (["async@acme.example"], "asyncer@acme.example", "550"),
        (["async@acme.example"], "bo+async@acme.example", "550"),
        (["async@acme.example", "b.example"], "x@b.example", "250"),
        (["acme.example"], "eve@evil.example@acme.example", "553"),
        (["acme.example"], "acme.example", "553"),
        (["acme.example"], "", "553"),
    ],
)
def test_only_our_addresses_are_accepted(tmp_path: Path, accept: list[str], recipient: str, code: str) -> None:
    post = LmtpPost(tmp_path, accept=accept)
    answers = post.call().say(f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{recipient}>")
    assert answers[1][:3] == code
    post.close()


@pytest.mark.parametrize(
    "odd", [b"a\rX-Evil: yes\r", b"a\x00b", b"a\tb", b"a b", b"\xff\xfe", b"a\x0b\x0cb", b'"a\rb"']
)
def test_an_address_never_becomes_a_header(post: LmtpPost, odd: bytes) -> None:
    caller = post.call()
    caller.write(b"MAIL FROM:<%b@x.example>\r\nRCPT TO:<%b@x.example>\r\n" % (odd, odd))
    caller.write(f"RCPT TO:<{RECIPIENT}>\r\nRSET\r\n".encode())
    answers = [caller.answer()[0] for _ in range(4)]
    assert answers[3] == "2"
    caller.write(b"MAIL FROM:<>\r\nRCPT TO:<%b@x.example>\r\nRCPT TO:<a@x.example>\r\nDATA\r\n" % odd)
    codes = [caller.answer()[0] for _ in range(4)]
    caller.write(b"Subject: x\r\n.\r\n")
    caller.answer()
    [given] = post.given()
    expected = rb"Return-Path: <>\r\n(Delivered-To: [ -~]+@x\.example\r\n){%d}Subject: x\r\n" % codes[1:3].count("2")
    assert re.fullmatch(expected, given)


@pytest.mark.parametrize(
    "odd", ["(" * 400 + "@x>", "<" * 300, "@" * 300, '"' * 301 + ">", "a" * 450 + "@x>", "[" * 300 + ">"]
)
def test_an_address_that_the_parser_stumbles_over_is_refused_and_the_session_goes_on(post: LmtpPost, odd: str) -> None:
    caller = post.call()
    assert caller.say(f"MAIL FROM:<{odd}")[0][0] == "5"
    assert caller.deliver(mail("hello"))[0].startswith("250")


def test_an_address_outside_ascii_is_kept(post: LmtpPost) -> None:
    post.call().deliver(mail("hello"), "jürgen@bücher.example")
    assert "Delivered-To: jürgen@bücher.example\r\n".encode() in post.given()[0]


def test_more_recipients_than_fit_a_header_block_are_put_off(post: LmtpPost) -> None:
    answers = post.call().say(f"MAIL FROM:<{SENDER}>", *(f"RCPT TO:<a{n}@x.example>" for n in range(102)))
    assert [answer[:9] for answer in answers[1:]] == ["250 2.1.5"] * 100 + ["452 4.5.3"] * 2


# --- where a mail ends -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "end", [b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r", b"\r.\r\n", b"\n.\r", b"\r\n.\r\r\n"]
)
def test_a_smuggled_end_stays_within_the_mail(post: LmtpPost, end: bytes) -> None:
    smuggled = (
        b"Subject: x\r\n\r\none" + end + b"MAIL FROM:<eve@evil.example>\r\nRCPT TO:<bo@acme.example>\r\nDATA\r\ntwo\r\n"
    )
    caller = post.call()
    caller.say(f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{RECIPIENT}>", "DATA")
    caller.write(smuggled + b".\r\nNOOP\r\n")
    assert [caller.answer()[:9], caller.answer()] == ["250 2.0.0", "250 OK"]
    [given] = post.given()
    assert given == FIELDS + smuggled.replace(b"\r\n.", b"\r\n")


def test_a_whole_session_may_be_sent_at_once(post: LmtpPost) -> None:
    caller = post.call(greet="")
    one = f"MAIL FROM:<{SENDER}>\r\nRCPT TO:<{RECIPIENT}>\r\nDATA\r\n".encode()
    caller.write(b"LHLO me\r\n" + (one + b"hello\r\n.\r\n") * 5 + one + b".\r\n" + b"QUIT\r\n")
    answers = []
    while answer := caller.answer():
        answers.append(answer[:3])
    assert answers == ["250", *["250", "250", "354", "250"] * 6, "221"]
    assert post.given() == [FIELDS + b"hello\r\n"] * 5 + [FIELDS]


def test_a_mail_may_come_octet_by_octet(post: LmtpPost) -> None:
    caller = post.call()
    caller.say(f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{RECIPIENT}>", "DATA")
    for octet in b"a\r\n..b\r\n\r\n.\r\n":
        caller.write(bytes([octet]))
        time.sleep(0.002)
    assert caller.answer()[:3] == "250"
    assert post.given() == [FIELDS + b"a\r\n.b\r\n\r\n"]


_tricky = st.lists(st.sampled_from([b"\r", b"\n", b".", b"\r\n", b"\r\n.", b"\r\n..", b"a", b"\r\n.\r"]), max_size=30)


@given(_tricky, st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_the_pieces_it_comes_in_make_no_difference(parts: list[bytes], sizes: list[int]) -> None:
    wire = b"".join(parts) + b"\r\n.\r\nQUIT\r\n"
    end = (b"\r\n" + wire).index(b"\r\n.\r\n")
    expected = (b"\r\n" + wire)[: end + 2].replace(b"\r\n.", b"\r\n")[2:]
    data, given, at = Unstuffing(), b"", 0
    while not data.ended:
        size = sizes[at % len(sizes)]
        given += data.feed(wire[:size])
        wire, at = wire[size:], at + 1
    assert given == expected
    assert (b"\r\n" + b"".join(parts) + b"\r\n.\r\nQUIT\r\n").endswith(b"\r\n.\r\n" + data.rest + wire)


def test_a_mail_that_breaks_off_is_not_stored(post: LmtpPost) -> None:
    caller = post.call()
    caller.say(f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{RECIPIENT}>", "DATA")
    caller.write(b"Subject: half\r\n\r\nhal" + b"f" * 1_000_000)
    until(lambda: any(path.stat().st_size > 50_000 for path in (post.spool / "tmp").iterdir()))
    caller.close()
    until(lambda: not list((post.spool / "tmp").iterdir()))
    assert post.given() == []


# --- who may come, and how many --------------------------------------------------------------------------------------


def test_a_stranger_is_sent_away_at_the_door(tmp_path: Path) -> None:
    post = LmtpPost(tmp_path, peers=["10.0.0.0/8", "2001:db8::/32"])
    caller = post.call(greet="")
    assert caller.greeting == "554 5.7.1 Not from this address: see the setting peers"
    assert caller.answer() == ""
    post.close()


@pytest.mark.parametrize(
    ("peer", "admitted"),
    [
        (("127.0.0.1", 1), True),
        (("127.9.9.9", 1), True),
        (("::1", 1, 0, 0), True),
        (("::ffff:127.0.0.1", 1, 0, 0), True),
        (("192.0.2.1", 1), False),
        (("fe80::1%eth0", 1, 0, 2), False),
        ("", True),
    ],
)
def test_only_this_machine_may_come_unless_the_settings_say_otherwise(peer: object, admitted: bool) -> None:
    assert lmtp.Place(spool=Path()).admits(peer) is admitted


def test_more_connections_than_allowed_are_put_off(tmp_path: Path) -> None:
    post = LmtpPost(tmp_path, connections=2)
    first, second, third = post.call(), post.call(), post.call(greet="")
    assert third.greeting.startswith("421 4.3.2")
    first.close()
    until(lambda: post.call(greet="").greeting.startswith("220"))
    assert second.deliver(mail("hello"))[0].startswith("250")
    post.close()


def test_who_says_nothing_is_hung_up_on(tmp_path: Path) -> None:
    post = LmtpPost(tmp_path, timeout=1)
    silent, dripping = post.call(), post.call()
    dripping.say(f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{RECIPIENT}>", "DATA")
    dripping.write(b"half a line")
    assert (silent.answer(), dripping.answer()) == ("", "")
    assert post.given() == []
    until(lambda: not list((post.spool / "tmp").iterdir()))
    post.close()


def test_many_bring_mail_at_the_same_time(post: LmtpPost) -> None:
    def bring(who: int) -> None:
        caller = Caller(post.listener.address)
        for n in range(20):
            assert caller.deliver(mail(f"{who}.{n}"))[0].startswith("250")
        caller.close()

    threads = [threading.Thread(target=bring, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(post.given()) == sorted(FIELDS + mail(f"{who}.{n}") for who in range(8) for n in range(20))


# --- trouble with the spool ------------------------------------------------------------------------------------------


class FullSpool(Maildir):
    """Its drafts lie on a device that is always full."""

    full = True

    def draft(self) -> Draft:
        draft = super().draft()
        if self.full:
            draft._file.close()
            draft._file = open("/dev/full", "wb")  # noqa: SIM115
        return draft


@pytest.mark.parametrize("size", [100, 1_000_000])
def test_a_full_disk_is_told_and_the_next_mail_taken_once_there_is_room(tmp_path: Path, size: int) -> None:
    spool = FullSpool(tmp_path)
    spool.make()
    listener = Reception(lmtp.Place(spool=tmp_path), spool, lambda: None)
    spool.sweep = lambda: None  # type: ignore[method-assign]
    listener.start()
    caller = Caller(listener.address)
    raw = b"x" * size + b"\r\n"
    assert caller.deliver(raw, "a@x.example", "b@x.example") == ["452 4.3.1 No room left"] * 2
    spool.full = False
    assert caller.deliver(raw)[0].startswith("250")
    assert [path.stat().st_size for path in (tmp_path / "new").iterdir()] == [len(FIELDS + raw)]
    assert list((tmp_path / "tmp").iterdir()) == []
    caller.close()
    listener.stop()


def test_a_spool_that_is_gone_is_told(post: LmtpPost) -> None:
    caller = post.call()
    (post.spool / "tmp").rename(post.spool / "gone")
    assert caller.deliver(mail("hello")) == ["451 4.3.0 The mail can't be stored now"]
    (post.spool / "gone").rename(post.spool / "tmp")
    assert caller.deliver(mail("hello"))[0].startswith("250")


def test_a_limit_on_the_size_of_files_is_a_full_disk(post: LmtpPost) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        answers = post.call().deliver(b"x" * 100_000 + b"\r\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert answers == ["452 4.3.1 No room left"]
    assert post.given() == []


# --- its life --------------------------------------------------------------------------------------------------------


def test_a_mail_under_way_is_answered_before_it_stops(post: LmtpPost) -> None:
    caller = post.call()
    caller.say(f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{RECIPIENT}>", "DATA")
    caller.write(b"hello\r\n")
    idle = post.call()
    stopping = threading.Thread(target=post.listener.stop)
    stopping.start()
    until(lambda: not reachable(post.listener.address))
    assert idle.say(f"MAIL FROM:<{SENDER}>")[0].startswith("421")
    caller.write(b".\r\n")
    assert caller.answer().startswith("250 2.0.0")
    stopping.join(60)
    assert not stopping.is_alive()
    assert caller.answer() == ""
    assert len(post.given()) == 1


def test_it_starts_again_after_it_stopped(post: LmtpPost) -> None:
    post.listener.stop()
    post.listener.stop()
    post.listener.start()
    assert post.call().deliver(mail("hello"))[0].startswith("250")


def test_an_address_that_is_taken_is_told(post: LmtpPost, tmp_path: Path) -> None:
    host, port = post.listener.address
    second = lmtp.listener({"listen": f"{host}:{port}", "spool": str(tmp_path / "second")})
    with pytest.raises(OSError, match="address already in use"):
        second.start()
    second.stop()


def test_nothing_of_a_mail_is_logged(post: LmtpPost, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caller = post.call()
    caller.deliver(mail("s3cret"))
    caller.say("BOGUS s3cret", "VRFY s3cret@acme.example", "MAIL FROM:<s3cret" + "(" * 300)
    assert not [each for each in caplog.messages if "s3cret" in each or "acme" in each]


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        ({}, ["spool"]),
        ({"spool": "/x", "listen": "8025"}, ["listen"]),
        ({"spool": "/x", "listen": "localhost:99999"}, ["listen"]),
        ({"spool": "/x", "protocol": "http", "peers": ["10.0.0.1/8"]}, ["peers", "protocol"]),
        ({"spool": "/x", "accept": "acme.example"}, ["accept"]),
        ({"spool": "/x", "max_size": 20_000_000}, ["max_size"]),
        ({"spool": "/x", "conections": 5}, ["conections"]),
    ],
)
def test_settings_are_told_all_at_once(settings: dict[str, object], keys: list[str]) -> None:
    for part in (lmtp.listener, lmtp.mailbox):
        with pytest.raises(SettingsError) as caught:
            part(settings)
        assert [key for key, _, _ in caught.value.problems] == keys


def until(so: object, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not so():  # type: ignore[operator]
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.01)


def reachable(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection(address, timeout=1).close()
    except OSError:
        return False
    return True


def test_the_listener_says_that_a_mail_has_arrived_after_it_was_stored(tmp_path: Path) -> None:
    """And one who fails to hear it costs nothing."""
    spool, told = tmp_path / "spool", []

    def arrived() -> None:
        told.append(len(list((spool / "new").iterdir())))
        raise OSError("the queue is away")

    listening = lmtp.listener({"listen": "127.0.0.1:0", "spool": str(spool), "protocol": "smtp"}, arrived)
    listening.start()
    try:
        for number in (1, 2):
            with smtplib.SMTP(*listening.address, timeout=60) as client:
                client.sendmail("ana@acme.example", ["async@acme.example"], f"Subject: {number}\r\n\r\nhi")
    finally:
        listening.stop()
    assert told == [1, 2]

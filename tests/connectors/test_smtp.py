"""The SMTP transport against a real server that refuses, hangs up and dawdles at every point of a session."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from proxy import Proxy
from sink import EXTENSIONS, Kept, Sink

from connectors.transport_contract import BODIES, RECIPIENT, SENDER, TransportContract, letter
from paceline.ports import DeliveryError, Examined, Finding, Recalling, SettingsError, Transport
from paceline_connectors import smtp

CERTIFICATE = str(Path(__file__).with_name("localhost.pem"))
"""For localhost and 127.0.0.1, signed by itself, and known to these tests only."""


class SmtpLine:
    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self._port = 0

    def transport(self, **settings: object) -> Transport:
        port = self._port or self.sink.port
        return smtp.transport({"host": "127.0.0.1", "port": port, "security": "none", "timeout": 5, **settings})

    @contextmanager
    def cut(self, after: int) -> Iterator[Callable[[], bool]]:
        with Proxy(self.sink.port) as proxy, proxy.cut(after) as broke:
            self._port = proxy.port
            yield broke
        self._port = 0

    def recalling(self) -> Recalling:
        return self

    def was_sent(self, message_id: str) -> bool:
        return any(message_id.encode() in mail.raw for mail in self.sink.mails)

    def taken(self) -> list[bytes]:
        return [each.raw for each in self.sink.mails]

    @contextmanager
    def away(self) -> Iterator[None]:
        self.sink.__exit__()
        yield
        self.sink.__enter__()


@pytest.fixture(params=[EXTENSIONS, ("8BITMIME",), ()], ids=["pipelining", "8BITMIME", "bare"])
def line(request: pytest.FixtureRequest) -> Iterator[SmtpLine]:
    with Sink(extensions=request.param) as sink:
        yield SmtpLine(sink)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as sink:
        yield sink


class TestTransport(TransportContract):
    CAMPAIGN = "SMTP faults"

    @pytest.mark.campaign("SMTP faults")
    def test_a_letter_to_somebody_unknown_leaves_the_next_one_unharmed(self, line: SmtpLine) -> None:
        line.sink.answer("RCPT", "550 5.1.1 no such user", times=1)
        transport = line.transport()
        with pytest.raises(DeliveryError):
            self.send(transport, letter(1))
        self.send(transport, letter(2))
        transport.close()
        assert line.taken() == [letter(2)]
        assert line.sink.connections == 1

    @pytest.mark.campaign("SMTP faults")
    @pytest.mark.parametrize("point", ["MAIL", "RCPT", "DATA", "DOT"])
    @pytest.mark.parametrize("answer", ["451 4.3.0 later", "552 5.2.2 never"])
    def test_after_a_refusal_anywhere_the_next_letter_goes(self, line: SmtpLine, point: str, answer: str) -> None:
        line.sink.answer(point, answer, times=1)
        transport = line.transport()
        with pytest.raises(DeliveryError) as caught:
            self.send(transport, letter(1))
        assert answer in caught.value.reason
        self.send(transport, letter(2))
        transport.close()
        assert line.taken() == [letter(2)]

    @pytest.mark.campaign("SMTP faults")
    @pytest.mark.parametrize("point", ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "BODY", "DOT"])
    def test_after_a_lost_connection_anywhere_the_next_letter_goes(self, line: SmtpLine, point: str) -> None:
        line.sink.drop(point, times=1)
        transport = line.transport()
        with pytest.raises(DeliveryError):
            self.send(transport, letter(1))
        self.send(transport, letter(2))
        transport.close()
        assert line.taken() == [letter(2)]


def outcome(sink: Sink, **settings: object) -> str:
    """What became of one letter."""
    transport = SmtpLine(sink).transport(**settings)
    try:
        transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
    except DeliveryError as error:
        kinds = [name for name in ("permanent", "unknown", "bad_address") if getattr(error, name)]
        return ", ".join(kinds) or "transient"
    finally:
        transport.close()
    return "taken"


# Where the session breaks, how, and what is then known of the letter. A refusal before MAIL is never about the letter.
BREAKS = [
    ("CONNECT", "drop", "transient"),
    ("CONNECT", "421 4.3.2 busy", "transient"),
    ("CONNECT", "554 5.3.2 no service here", "transient"),
    ("EHLO", "drop", "transient"),
    ("EHLO", "421 4.3.2 busy", "transient"),
    ("EHLO", "502 5.5.1 what?", "taken"),
    ("MAIL", "drop", "transient"),
    ("MAIL", "421 4.7.0 leaving", "transient"),
    ("MAIL", "451 4.3.0 later", "transient"),
    ("MAIL", "530 5.7.0 authenticate first", "transient"),
    ("MAIL", "503 5.5.1 out of order", "transient"),
    ("MAIL", "550 5.7.1 not this sender", "permanent"),
    ("MAIL", "550 not this sender", "permanent"),
    ("MAIL", "552 5.3.4 too large", "permanent"),
    ("MAIL", "gibberish", "transient"),
    ("MAIL", "354 go on", "transient"),
    ("RCPT", "drop", "transient"),
    ("RCPT", "421 4.7.0 leaving", "transient"),
    ("RCPT", "450 4.2.0 greylisted", "transient"),
    ("RCPT", "452 4.2.2 full", "transient"),
    ("RCPT", "550 5.1.1 no such user", "permanent, bad_address"),
    ("RCPT", "550 no such user", "permanent, bad_address"),
    ("RCPT", "550 5.2.1 closed", "permanent, bad_address"),
    ("RCPT", "550 5.7.1 we don't like you", "permanent"),
    ("RCPT", "554 5.7.1 relay access denied", "permanent"),
    ("RCPT", "552 5.2.2 full", "permanent"),
    ("RCPT", "251 2.1.5 will forward", "taken"),
    ("RCPT", "550-5.1.1 several\r\n550 5.1.1 lines", "permanent, bad_address"),
    ("DATA", "drop", "transient"),
    ("DATA", "421 4.7.0 leaving", "transient"),
    ("DATA", "451 4.3.0 later", "transient"),
    ("DATA", "554 5.7.1 no", "permanent"),
    ("DATA", "250 what a nice day", "transient"),
    ("BODY", "drop", "unknown"),
    ("DOT", "drop", "unknown"),
    ("DOT", "421 4.3.2 leaving", "transient"),
    ("DOT", "451 4.3.0 later", "transient"),
    ("DOT", "452 4.3.1 disk full", "transient"),
    ("DOT", "550 5.7.1 spam", "permanent"),
    ("DOT", "554 5.6.0 what is this", "permanent"),
    ("DOT", "250 2.0.0 a nice one", "taken"),
    ("DOT", "354 go on", "unknown"),
    ("DOT", "gibberish", "unknown"),
]


@pytest.mark.campaign("SMTP faults")
@pytest.mark.parametrize("extensions", [EXTENSIONS, ()], ids=["pipelining", "one by one"])
@pytest.mark.parametrize(("point", "answer", "expected"), BREAKS, ids=lambda value: str(value)[:24])
def test_a_break_tells_what_is_known_of_the_letter(
    extensions: tuple[str, ...], point: str, answer: str, expected: str
) -> None:
    with Sink(extensions=extensions) as sink:
        if answer == "drop":
            sink.drop(point)
        else:
            sink.answer(point, answer)
        assert outcome(sink) == expected


@pytest.mark.campaign("SMTP faults")
def test_an_answer_that_is_lost_after_the_letter_was_taken_is_unknown(sink: Sink) -> None:
    sink.drop("DOT", kept=True)
    assert outcome(sink) == "unknown"
    assert len(sink.mails) == 1


@pytest.mark.campaign("SMTP faults")
@pytest.mark.parametrize(
    ("point", "settings", "expected"),
    [
        ("CONNECT", {"timeout": 1}, "transient"),
        ("EHLO", {"timeout": 1}, "transient"),
        ("RCPT", {"timeout": 1}, "transient"),
        ("DOT", {"answer_timeout": 1}, "unknown"),
        ("DOT", {"timeout": 1, "answer_timeout": 10}, "taken"),
    ],
)
def test_a_slow_answer_is_waited_for_as_long_as_the_settings_say(
    sink: Sink, point: str, settings: dict[str, int], expected: str
) -> None:
    sink.slow(point, 1.3)
    assert outcome(sink, **settings) == expected


@pytest.mark.campaign("SMTP faults")
def test_a_letter_that_could_not_be_sent_whole_was_not_taken() -> None:
    """The server hangs up while the letter still waits in our own buffers, so its end was never sent."""
    import socket
    import threading

    server = socket.create_server(("127.0.0.1", 0))

    def hang_up_within_the_letter() -> None:
        connection, _ = server.accept()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with connection, connection.makefile("rb") as commands:
            connection.sendall(b"220 hello\r\n")
            for answer in (b"250 hello", b"250 ok", b"250 ok", b"354 go on"):
                commands.readline()
                connection.sendall(answer + b"\r\n")
            commands.readline()

    thread = threading.Thread(target=hang_up_within_the_letter)
    thread.start()
    transport = smtp.transport({"host": "127.0.0.1", "port": server.getsockname()[1], "security": "none"})
    with server, pytest.raises(DeliveryError, match="broke within the letter") as caught:
        transport.send(letter(1, "x\r\n" * 10_000_000), sender=SENDER, recipient=RECIPIENT)
    thread.join()
    assert (caught.value.permanent, caught.value.unknown) == (False, False)


# --- one connection for many letters ---------------------------------------------------------------------------------


def send(transport: Transport, *numbers: int) -> None:
    for number in numbers:
        transport.send(letter(number), sender=SENDER, recipient=RECIPIENT)


@pytest.mark.campaign("SMTP faults")
@pytest.mark.parametrize("extensions", [EXTENSIONS, ()], ids=["pipelining", "one by one"])
def test_a_connection_that_the_server_closed_meanwhile_is_opened_again(extensions: tuple[str, ...]) -> None:
    with Sink(extensions=extensions) as sink:
        transport = SmtpLine(sink).transport()
        send(transport, 1)
        sink.hang_up()
        send(transport, 2)
        transport.close()
        assert (len(sink.mails), sink.connections) == (2, 2)


@pytest.mark.campaign("SMTP faults")
def test_a_server_that_takes_leave_after_some_letters_is_called_again(line: SmtpLine) -> None:
    line.sink.answer("MAIL", "421 4.7.0 enough for now", after=2, times=1)
    transport = line.transport()
    send(transport, 1, 2, 3, 4)
    transport.close()
    assert (line.taken(), line.sink.connections) == ([letter(n) for n in (1, 2, 3, 4)], 2)


@pytest.mark.campaign("SMTP faults")
def test_a_server_that_waits_for_a_letter_it_refused_gets_none(sink: Sink) -> None:
    sink.answer("RCPT", "550 5.1.1 no such user", times=1)
    sink.answer("EMPTY", "354 go on all the same")
    transport = SmtpLine(sink).transport()
    with pytest.raises(DeliveryError, match="no such user"):
        send(transport, 1)
    send(transport, 2)
    transport.close()
    assert [each.raw for each in sink.mails] == [letter(2)]
    assert "rset" not in sink.commands


@pytest.mark.campaign("SMTP faults")
def test_it_is_called_again_once_only(sink: Sink) -> None:
    transport = SmtpLine(sink).transport()
    send(transport, 1)
    sink.drop("MAIL")
    with pytest.raises(DeliveryError):
        send(transport, 2)
    assert sink.connections == 2


@pytest.mark.campaign("SMTP faults")
def test_a_letter_whose_end_was_sent_is_never_sent_again_by_itself(sink: Sink) -> None:
    transport = SmtpLine(sink).transport()
    send(transport, 1)
    sink.drop("DOT", kept=True)
    with pytest.raises(DeliveryError):
        send(transport, 2)
    assert [each.raw for each in sink.mails] == [letter(1), letter(2)]


@pytest.mark.campaign("SMTP faults")
@pytest.mark.parametrize("answer", ["gibberish", "421 4.3.2 leaving", "354 go on"])
def test_a_server_that_lost_its_way_is_called_again(sink: Sink, answer: str) -> None:
    sink.answer("DOT", answer, times=1)
    transport = SmtpLine(sink).transport()
    with pytest.raises(DeliveryError):
        send(transport, 1)
    send(transport, 2)
    transport.close()
    assert ([each.raw for each in sink.mails], sink.connections) == ([letter(2)], 2)


def test_a_connection_carries_no_more_letters_than_the_settings_say(sink: Sink) -> None:
    transport = SmtpLine(sink).transport(letters_per_connection=2)
    send(transport, 1, 2, 3, 4, 5)
    transport.close()
    assert (len(sink.mails), sink.connections) == (5, 3)
    assert sink.commands.count("quit") == 3


# --- the wire --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body", [b"a\rb", b"a\n.\nb", b"a\r.\rb", b"a\r\n.\nb", b"a\n.\r\nb", b"a\r.\r\nb", b"a\r\n.\rb", b"\r\r\n.\r\n\r"]
)
def test_no_line_end_but_crlf_leaves(sink: Sink, body: bytes) -> None:
    transport = SmtpLine(sink).transport()
    transport.send(b"Subject: x\r\n\r\n" + body, sender=SENDER, recipient=RECIPIENT)
    send(transport, 2)
    transport.close()
    first, second = (each.raw for each in sink.mails)
    assert first.replace(b"\r\n", b"").count(b"\r") == first.replace(b"\r\n", b"").count(b"\n") == 0
    assert second == letter(2)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "a@b\r\nRCPT TO:<eve@evil.example>",
        "a@b>\nDATA",
        "a b@c",
        "a@b@c",
        "<a@b>",
        "a@b\x00",
        "@",
        "x" * 400 + "@b",
    ],
)
def test_what_is_no_address_never_reaches_the_server(sink: Sink, address: str) -> None:
    transport = SmtpLine(sink).transport()
    with pytest.raises(DeliveryError) as caught:
        transport.send(letter(1), sender=SENDER, recipient=address)
    assert (caught.value.permanent, caught.value.bad_address) == (True, True)
    if address:
        with pytest.raises(DeliveryError) as caught:
            transport.send(letter(1), sender=address, recipient=RECIPIENT)
        assert (caught.value.permanent, caught.value.bad_address) == (True, False)
    assert sink.connections == 0


@pytest.mark.parametrize(
    "address", ["a+b.c=d@x.example", '"a b"@x.example', "ana@[127.0.0.1]", "o'hara@x.example", "a/b@x"]
)
def test_odd_but_right_addresses_pass(sink: Sink, address: str) -> None:
    transport = SmtpLine(sink).transport()
    transport.send(letter(1), sender=address, recipient=address)
    transport.close()
    assert sink.mails == [Kept(address, address, letter(1))]


def test_a_letter_that_is_too_large_for_the_server_is_not_even_offered() -> None:
    with Sink(extensions=("SIZE 1000",)) as sink:
        transport = SmtpLine(sink).transport()
        with pytest.raises(DeliveryError, match="takes 1000") as caught:
            transport.send(letter(1, "x" * 2000), sender=SENDER, recipient=RECIPIENT)
        assert (caught.value.permanent, caught.value.bad_address) == (True, False)
        send(transport, 2)
        transport.close()
        assert [each.raw for each in sink.mails] == [letter(2)]


def test_extensions_are_used_only_when_they_are_needed_and_there() -> None:
    plain, accents = letter(1), letter(1, BODIES["8-bit"])
    for extensions, raw, expected in (
        (EXTENSIONS, plain, f"MAIL FROM:<{SENDER}> SIZE={len(plain)}"),
        (EXTENSIONS, accents, f"MAIL FROM:<{SENDER}> SIZE={len(accents)} BODY=8BITMIME"),
        ((), plain, f"MAIL FROM:<{SENDER}>"),
        ((), accents, f"MAIL FROM:<{SENDER}>"),
    ):
        with Sink(extensions=extensions) as sink:
            transport = SmtpLine(sink).transport()
            transport.send(raw, sender=SENDER, recipient=RECIPIENT)
            transport.close()
            assert expected in sink.commands


def test_an_address_outside_ascii_needs_a_server_that_takes_it() -> None:
    for extensions, expected in ((EXTENSIONS, "jürgen@bücher.example"), (("8BITMIME",), None)):
        with Sink(extensions=extensions) as sink:
            transport = SmtpLine(sink).transport()
            if expected:
                transport.send(letter(1), sender=SENDER, recipient=expected)
                assert sink.mails[0].recipient == expected
                send(transport, 2)
                assert "SMTPUTF8" not in sink.commands[-3]
            else:
                with pytest.raises(DeliveryError, match="SMTPUTF8") as caught:
                    transport.send(letter(1), sender=SENDER, recipient="jürgen@bücher.example")
                assert caught.value.permanent
            transport.close()


# --- TLS and login ---------------------------------------------------------------------------------------------------


@pytest.fixture
def certified() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_go_over_tls_with_a_login(certified: ssl.SSLContext, security: str) -> None:
    with Sink(tls=certified, tls_at_once=security == "tls", login=("async", "s3cret")) as sink:
        trusted = {"security": security, "ca_file": CERTIFICATE, "username": "async"}
        assert outcome(sink, **trusted, password="s3cret") == "taken"
        assert outcome(sink, **trusted, password="wrong") == "transient"
    if security == "starttls":
        commands = [command.split()[0].upper() for command in sink.commands]
        assert commands.index("STARTTLS") < commands.index("AUTH")


def test_a_login_that_was_refused_is_not_tried_again_for_each_letter() -> None:
    with Sink(login=("async", "s3cret")) as sink:
        transport = SmtpLine(sink).transport(username="async", password="wrong")
        waits = []
        for number in range(3):
            with pytest.raises(DeliveryError, match="535") as caught:
                transport.send(letter(number), sender=SENDER, recipient=RECIPIENT)
            waits.append(caught.value.retry_after > 0)
        assert waits == [False, True, True]
        assert sum(command.upper().startswith("AUTH") for command in sink.commands) == 1


@pytest.mark.campaign("SMTP faults")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(certified: ssl.SSLContext, security: str) -> None:
    with Sink(tls=certified, tls_at_once=security == "tls") as sink:
        transport = SmtpLine(sink).transport(security=security)
        with pytest.raises(DeliveryError, match="certificate") as caught:
            send(transport, 1)
        assert not caught.value.permanent
        assert sink.mails == []


@pytest.mark.campaign("SMTP faults")
def test_a_certificate_for_another_host_is_refused(certified: ssl.SSLContext) -> None:
    with Sink(tls=certified) as sink:
        transport = SmtpLine(sink).transport(host="127.0.0.2", security="starttls", ca_file=CERTIFICATE)
        with pytest.raises(DeliveryError):
            send(transport, 1)
        assert sink.mails == []


@pytest.mark.campaign("SMTP faults")
def test_nothing_is_sent_in_the_clear_when_the_server_offers_no_starttls(sink: Sink) -> None:
    assert outcome(sink, security="starttls") == "transient"
    assert [command.split()[0] for command in sink.commands] == ["ehlo"]


def test_a_reason_never_holds_the_password(certified: ssl.SSLContext) -> None:
    with Sink(tls=certified, login=("async", "s3cret")) as sink:
        transport = SmtpLine(sink).transport(
            security="starttls", ca_file=CERTIFICATE, username="async", password="hunter2"
        )
        with pytest.raises(DeliveryError, match="535") as caught:
            send(transport, 1)
    assert "hunter2" not in caught.value.reason


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        ({}, ["host"]),
        ({"host": "h", "security": "ssl"}, ["security"]),
        ({"host": "h", "port": "587", "time_out": 3}, ["port", "time_out"]),
        ({"host": "h", "port": 0}, ["port"]),
        ({"host": "h", "username": "u"}, ["password"]),
        ({"host": "h", "username": "u", "password": "pässword"}, ["password"]),
        ({"host": "h", "username": "u", "password": "p", "security": "none"}, ["security"]),
        ({"host": "h", "oauth": "google", "token_file": "f", "token_key": "k" * 32}, ["password"]),
        ({"host": "h", "username": "u", "oauth": "microsoft"}, ["client_id", "token_file", "token_key"]),
    ],
)
def test_settings_are_told_all_at_once(settings: dict[str, object], keys: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        smtp.transport(settings)
    assert [key for key, _, _ in caught.value.problems] == keys


def test_a_missing_file_of_authorities_is_told_by_name(certified: ssl.SSLContext) -> None:
    with Sink(tls=certified) as sink:
        transport = SmtpLine(sink).transport(security="starttls", ca_file="/nowhere/ca.pem")
        with pytest.raises(DeliveryError, match=r"ca\.pem: No such file"):
            send(transport, 1)


def test_an_unknown_host_is_told_in_words() -> None:
    start = time.monotonic()
    transport = smtp.transport({"host": "nowhere.invalid", "timeout": 2})
    with pytest.raises(DeliveryError, match=r"nowhere\.invalid:587") as caught:
        send(transport, 1)
    assert not caught.value.permanent
    assert time.monotonic() - start < 60


# --- check -----------------------------------------------------------------------------------------------------------


def examined(sink: Sink, **settings: object) -> dict[str, Finding]:
    transport = SmtpLine(sink).transport(**settings)
    assert isinstance(transport, Examined)
    return {each.what: each for each in transport.examine()}


LOGIN = {"username": "async@acme.example", "password": "s3cret"}


def test_a_good_server_has_nothing_wrong(certified: ssl.SSLContext) -> None:
    with Sink(tls=certified, login=("async@acme.example", "s3cret")) as sink:
        found = examined(sink, security="starttls", ca_file=CERTIFICATE, **LOGIN)
    assert found.keys() == {"login", "plus-addressing"}
    assert all(each.fine for each in found.values())
    assert sink.mails == []


def test_a_wrong_password_is_told(certified: ssl.SSLContext) -> None:
    with Sink(tls=certified, login=("async@acme.example", "other")) as sink:
        found = examined(sink, security="starttls", ca_file=CERTIFICATE, **LOGIN)["login"]
    assert "535 5.7.8 who are you?" in found.said
    assert "set username and password" in found.mend
    assert "s3cret" not in found.said + found.mend


def test_a_server_without_plus_addressing_is_told(certified: ssl.SSLContext) -> None:
    with Sink(tls=certified, login=("async@acme.example", "s3cret")) as sink:
        sink.answer("RCPT", "550 5.1.1 no such user", after=1, times=1)
        found = examined(sink, security="starttls", ca_file=CERTIFICATE, **LOGIN)["plus-addressing"]
    assert (found.fine, found.serious) == (False, True)
    assert "550 5.1.1 no such user" in found.said
    assert "recipient_delimiter" in found.mend


@pytest.mark.parametrize(
    ("settings", "said", "mend"),
    [
        ({"security": "starttls"}, "no STARTTLS", 'security to "tls"'),
        ({"security": "tls"}, "does not speak TLS", "set port"),
        ({"port": 1}, "nothing answers", "is the server running"),
        ({"host": "nowhere.invalid"}, "no such host", "set host"),
    ],
)
def test_a_server_that_cannot_be_reached_says_what_mends_it(
    sink: Sink, settings: dict[str, object], said: str, mend: str
) -> None:
    found = examined(sink, **settings)["connection"]
    assert said in found.said
    assert mend in found.mend


def test_a_certificate_of_another_name_is_told(certified: ssl.SSLContext) -> None:
    with Sink(tls=certified) as sink, Proxy(sink.port, host="127.0.0.2", encrypted=True) as proxy:
        found = examined(sink, host="127.0.0.2", port=proxy.port, security="starttls", ca_file=CERTIFICATE)
    assert "another name's" in found["connection"].said

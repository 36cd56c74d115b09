"""What every transport keeps to. A subclass gives the fixture `line`, and declares in CANNOT what its vendor can't; see
test_maildir.py for the shortest one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from itertools import count
from typing import ClassVar, Protocol, cast

import pytest
from campaigns import Tally

from paceline.ports import DeliveryError, Recalling, Transport


class Line(Protocol):
    """The world outside the transport under test."""

    def transport(self) -> Transport:
        """A new one to the same place, as after a restart."""

    def taken(self) -> list[bytes]:
        """The letters that arrived, with CRLF line ends, in the order they came."""

    def away(self) -> AbstractContextManager[None]:
        """For a while the other side can't be reached."""


class Wire(Protocol):
    """What a line has besides whose other side is a server."""

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        """For a while: the connection breaks once the server has done the command that comes after `after` others: its
        answer never arrives. Later ones pass. Gives a function that tells whether it broke."""

    def recalling(self) -> Recalling:
        """Who looks up what was sent: the transport, or the mailbox beside it."""


def letter(number: int, body: str = "hello") -> bytes:
    return (
        f"Message-ID: <letter-{number}@acme.example>\r\nDate: Sat, 21 Nov 2026 10:00:{number % 60:02} +0000\r\n"
        f"To: ana@acme.example\r\nSubject: number {number}\r\n\r\n{body}\r\n"
    ).encode()


SENDER, RECIPIENT = "async+b@acme.example", "ana@acme.example"
BODIES = {
    "dots": ".\r\n..\r\n.a\r\n...\r\n.",
    "a dot alone": ".",
    "8-bit": "größer, жуть, 大きい",
    "long line": "x" * 5000,
    "empty": "",
    "blank lines at the end": "a\r\n\r\n\r\n",
    "a whole session": "QUIT\r\n.\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<bo@acme.example>\r\nDATA\r\n",
    "large": "0123456789abcdef" * 60 + "\r\n" + "more\r\n" * 100_000,
}


class TransportContract:
    CANNOT: ClassVar[Mapping[str, str]] = {}
    """What the vendor can't do, each with the reason: "connection", "recall", "envelope"."""
    CAMPAIGN: ClassVar[str] = "faults at other servers"

    def need(self, what: str) -> None:
        if what in self.CANNOT:
            pytest.xfail(f"declared: {self.CANNOT[what]}")

    @pytest.fixture
    def wire(self, line: Line) -> Wire:
        self.need("connection")
        return cast(Wire, line)

    def taken(self, line: Line, raw: bytes) -> bytes:
        """How a letter that was sent arrives."""
        return raw

    def send(self, transport: Transport, raw: bytes, sender: str = SENDER, recipient: str = RECIPIENT) -> None:
        transport.send(raw, sender=sender, recipient=recipient)

    @pytest.mark.parametrize("kind", BODIES)
    def test_a_letter_is_taken_as_it_is(self, line: Line, kind: str) -> None:
        raw = letter(1, BODIES[kind])
        transport = line.transport()
        self.send(transport, raw)
        transport.close()
        assert line.taken() == [self.taken(line, raw)]

    def test_a_letter_may_begin_with_a_dot(self, line: Line) -> None:
        raw = b".a: b\r\nTo: ana@acme.example\r\n\r\n.\r\n.a\r\n"
        transport = line.transport()
        self.send(transport, raw)
        transport.close()
        assert line.taken() == [self.taken(line, raw)]

    def test_a_letter_may_begin_with_a_dot_alone_and_name_nobody(self, line: Line) -> None:
        """Who knows its recipient by its headers only refuses it for good."""
        raw, transport = b".\r\n.a: b\r\n\r\n.\r\n", line.transport()
        if "envelope" in self.CANNOT:
            with pytest.raises(DeliveryError, match="nobody") as caught:
                self.send(transport, raw)
            assert (caught.value.permanent, caught.value.bad_address) == (True, False)
        else:
            self.send(transport, raw)
        transport.close()
        assert line.taken() == ([] if "envelope" in self.CANNOT else [self.taken(line, raw)])

    def test_line_feeds_alone_are_line_ends(self, line: Line) -> None:
        transport = line.transport()
        self.send(transport, letter(1, "a\r\n.\r\nb").replace(b"\r\n", b"\n"))
        transport.close()
        assert line.taken() == [letter(1, "a\r\n.\r\nb")]

    def test_many_letters_go_one_after_the_other(self, line: Line) -> None:
        letters = [letter(n, f"body {n}") for n in range(50)]
        transport = line.transport()
        for raw in letters:
            self.send(transport, raw)
        transport.close()
        assert line.taken() == letters

    def test_the_null_sender_is_taken(self, line: Line) -> None:
        transport = line.transport()
        self.send(transport, letter(1), sender="")
        transport.close()
        assert line.taken() == [letter(1)]

    def test_a_closed_one_opens_again(self, line: Line) -> None:
        transport = line.transport()
        self.send(transport, letter(1))
        transport.close()
        transport.close()
        self.send(transport, letter(2))
        transport.close()
        assert line.taken() == [letter(1), letter(2)]

    @pytest.mark.campaign
    def test_an_absent_server_is_worth_another_try(self, line: Line) -> None:
        transport = line.transport()
        with line.away():
            with pytest.raises(DeliveryError) as caught:
                self.send(transport, letter(1))
            assert (caught.value.permanent, caught.value.unknown) == (False, False)
            assert caught.value.reason
        self.send(transport, letter(1))
        transport.close()
        assert line.taken() == [letter(1)]

    @pytest.mark.campaign
    def test_one_that_comes_back_carries_on(self, line: Line) -> None:
        transport = line.transport()
        self.send(transport, letter(1))
        with line.away(), pytest.raises(DeliveryError):
            self.send(transport, letter(2))
        self.send(transport, letter(2))
        transport.close()
        assert line.taken() == [letter(1), letter(2)]

    # --- at a server -------------------------------------------------------------------------------------------------

    @pytest.mark.campaign
    def test_a_connection_that_is_lost_at_any_step_loses_no_letter_and_doubles_none(
        self, line: Line, wire: Wire, tally: Tally
    ) -> None:
        """What was not taken goes again; what may have been taken is looked up first, and goes again if it was not."""
        unclear = 0
        for step in count():
            raw = letter(step)
            with wire.cut(step) as broke:
                transport = line.transport()
                unclear += self.goes(transport, wire, raw, f"<letter-{step}@acme.example>")
                transport.close()
            assert line.taken().count(self.taken(line, raw)) == 1
            if not broke():
                break
        tally(cases=step, lost=0, twice=0, doubts=unclear)
        assert step > 0
        if "recall" not in self.CANNOT:
            assert unclear > 0

    def goes(self, transport: Transport, wire: Wire, raw: bytes, message_id: str) -> bool:
        """Whether it was unclear at any time."""
        unclear = False
        for _ in range(10):
            try:
                self.send(transport, raw)
                return unclear
            except DeliveryError as error:
                assert not error.permanent, error.reason  # noqa: PT017
                unclear = unclear or error.unknown
                if error.unknown:
                    self.need("recall")
                    if wire.recalling().was_sent(message_id):
                        return True
        raise AssertionError("it did not go")

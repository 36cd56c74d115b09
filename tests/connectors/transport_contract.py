"""What every transport keeps to. A subclass gives the fixture `line`; see test_maildir.py for the shortest one."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

import pytest

from paceline.ports import DeliveryError, Transport


class Line(Protocol):
    """The world outside the transport under test."""

    def transport(self) -> Transport:
        """A new one to the same place, as after a restart."""

    def taken(self) -> list[bytes]:
        """The letters that arrived, with CRLF line ends, in the order they came."""

    def away(self) -> AbstractContextManager[None]:
        """For a while the other side can't be reached."""


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
    def send(self, transport: Transport, raw: bytes, sender: str = SENDER, recipient: str = RECIPIENT) -> None:
        transport.send(raw, sender=sender, recipient=recipient)

    @pytest.mark.parametrize("kind", BODIES)
    def test_a_letter_is_taken_as_it_is(self, line: Line, kind: str) -> None:
        raw = letter(1, BODIES[kind])
        transport = line.transport()
        self.send(transport, raw)
        transport.close()
        assert line.taken() == [raw]

    def test_a_letter_may_begin_with_a_dot(self, line: Line) -> None:
        transport = line.transport()
        self.send(transport, b".\r\n.a: b\r\n\r\n.\r\n")
        transport.close()
        assert line.taken() == [b".\r\n.a: b\r\n\r\n.\r\n"]

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

    def test_one_that_comes_back_carries_on(self, line: Line) -> None:
        transport = line.transport()
        self.send(transport, letter(1))
        with line.away(), pytest.raises(DeliveryError):
            self.send(transport, letter(2))
        self.send(transport, letter(2))
        transport.close()
        assert line.taken() == [letter(1), letter(2)]

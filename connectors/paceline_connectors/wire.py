"""A mail's octets as SMTP carries them: addresses in commands, line ends, and the dots that end and begin lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN = r'[^\s<>"@\\\x00-\x1f\x7f-\x9f\ud800-\udfff]+'
_QUOTED = r'"(?:[^"\\\x00-\x1f\x7f-\x9f\ud800-\udfff]|\\[ -~])*"'
_ADDRESS = re.compile(f"(?:{_PLAIN}|{_QUOTED})@{_PLAIN}")
_ADDRESS_OCTETS = 320
_END = b"\r\n.\r\n"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready for the wire. `body` has CRLF line ends only and ends with one; no dot is doubled yet."""

    sender: str
    recipient: str
    body: bytes

    @property
    def international(self) -> bool:
        """Needs SMTPUTF8 (RFC 6531, 3.1)."""
        header_block = self.body.partition(b"\r\n\r\n")[0]
        return not ((self.sender + self.recipient).isascii() and header_block.isascii())


def is_address(text: str) -> bool:
    """Whether it can stand within the angle brackets of a command (RFC 5321, 4.1.2; RFC 6531, 3.3)."""
    return len(text) <= _ADDRESS_OCTETS and _ADDRESS.fullmatch(text) is not None


def with_crlf(raw: bytes) -> bytes:
    """No CR or LF stands alone (RFC 5321, 2.3.8): two servers could else see the letter end in different places."""
    body = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def stuffed(body: bytes) -> bytes:
    """With the dots doubled that begin a line, and the one that ends the mail (RFC 5321, 4.5.2)."""
    return (b"." if body.startswith(b".") else b"") + body.replace(b"\r\n.", b"\r\n..") + b".\r\n"


class Unstuffing:
    """The reverse, on pieces as they come. Only CRLF.CRLF ends a mail, whatever stands between other line ends.

    `ended` once the end was seen; `rest` is then what followed it.
    """

    def __init__(self) -> None:
        self.ended = False
        self.rest = b""
        self._held = b"\r\n"
        self._begun = False

    def feed(self, piece: bytes) -> bytes:
        """The octets of the mail that are certain by now."""
        held = self._held + piece
        end = held.find(_END)
        if end >= 0:
            self.ended = True
            body, self.rest = held[: end + 2], held[end + len(_END) :]
        else:
            cut = _certain(held)
            body, self._held = held[:cut], held[cut:]
        plain = body.replace(b"\r\n.", b"\r\n")
        if self._begun or not body:
            return plain
        self._begun = True
        return plain[2:]


def _certain(held: bytes) -> int:
    """How much can be given on: neither the end of the mail nor a doubled dot lies across the cut."""
    cut = max(0, len(held) - len(_END) + 1)
    if held[:cut].endswith(b"\r\n"):
        return cut - 2
    return cut - 1 if held[:cut].endswith(b"\r") else cut

"""Who seems to have written a mail, and in which conversation; read off the octets, before any parser.

Only the order of work rests on it, so what a mail says of itself is good enough.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from paceline.inbox.mail.guard import FIELD_OCTETS, HEADER_BLOCK_OCTETS, trimmed

_END = re.compile(rb"\r?\n\r?\n")
_FIELDS = {
    name: re.compile(rb"^" + name + rb"[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE)
    for name in (b"from", b"references", b"in-reply-to")
}
_ADDRESS = re.compile(rb"[^\x00-\x20\x7f<>()\[\],;:\"@]{1,64}@[^\x00-\x20\x7f<>()\[\],;:\"@]{1,255}")
"""Without control characters: PostgreSQL can't even be asked about a text with a NUL."""
_IDENTIFIER = re.compile(rb"<[^<>\s]{1,996}>")


@dataclass(frozen=True, slots=True)
class Seems:
    """`writer`: the address in From, "?" where none can be told. `thread`: 16 hexadecimal digits for the mail that the
    conversation began with (RFC 5322, 3.6.4), "" for a mail that answers none."""

    writer: str
    thread: str


def seems(raw: bytes) -> Seems:
    head = trimmed(raw[:HEADER_BLOCK_OCTETS])
    end = _END.search(head)
    head = head[: end.start()] if end else head
    addresses = _ADDRESS.findall(_field(head, b"from"))
    began = _IDENTIFIER.search(_field(head, b"references")) or _IDENTIFIER.search(_field(head, b"in-reply-to"))
    return Seems(
        writer=addresses[-1].decode("utf-8", "replace").lower() if addresses else "?",
        thread=hashlib.blake2b(began[0], digest_size=8).hexdigest() if began else "",
    )


def _field(head: bytes, name: bytes) -> bytes:
    found = _FIELDS[name].search(head)
    return found[1][:FIELD_OCTETS] if found else b""

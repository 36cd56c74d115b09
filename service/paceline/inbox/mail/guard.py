"""The bounds within which a mail is read, and what is looked at before anything is: its size, on the octets themselves.

Whoever reads within them takes linear time and a few times the mail's memory; what is beyond them is refused in words.
"""

from __future__ import annotations

from collections.abc import Sequence

MAIL_OCTETS = 10 * 1024 * 1024
HEADER_BLOCK_OCTETS = 64 * 1024
FIELD_OCTETS = 8 * 1024
FIELDS = 500
DEPTH = 20
PARTS = 200
LINES = 500_000


class RefusedError(Exception):
    """A mail that must not be read on, and why, in words an operator can act on."""


def trimmed(raw: bytes) -> bytes:
    """Without what exports and careless relays put before the headers: a byte order mark, blank lines."""
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def check_size(raw: bytes) -> None:
    if len(raw) > MAIL_OCTETS:
        raise RefusedError(f"the mail is larger than {MAIL_OCTETS // (1024 * 1024)} MB")
    if len(raw) > LINES and max(raw.count(b"\n"), raw.count(b"\r")) > LINES:
        raise RefusedError(f"the mail has more than {LINES} lines")


def check_header(fields: Sequence[tuple[str, str]], octets: int) -> None:
    """The header block of the mail itself; those of its parts are cut to these bounds instead."""
    if octets > FIELD_OCTETS and any(len(name) + len(value) > FIELD_OCTETS for name, value in fields):
        raise RefusedError(f"a header field is larger than {FIELD_OCTETS // 1024} kB")
    if octets > HEADER_BLOCK_OCTETS:
        raise RefusedError(f"the header block is larger than {HEADER_BLOCK_OCTETS // 1024} kB")
    if len(fields) > FIELDS:
        raise RefusedError(f"the mail has more than {FIELDS} header fields")

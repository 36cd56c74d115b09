"""Which mail is which: a hash of its content without the trace that each hop adds, so that copies are one mail."""

from __future__ import annotations

import hashlib
import re

TRACE = re.compile(
    rb"^(?:received|return-path|delivered-to|x-original-to|envelope-to|x-envelope-to|authentication-results|"
    rb"arc-[a-z-]+|received-spf|dkim-signature|x-received|x-google-smtp-source|x-spam[a-z-]*|x-virus[a-z-]*|"
    rb"x-ms-exchange[a-z-]*|x-microsoft-antispam[a-z-]*|x-forefront[a-z-]*|x-gm-message-state)[ \t]*:",
    re.IGNORECASE,
)
HEADER_BLOCK_LIMIT = 64 * 1024


def content_id(raw: bytes) -> str:
    """64 hexadecimal digits; the same for copies of a mail that came by different ways (To and Cc, a list, a resend).

    A Message-ID alone is no identity: different mails share one, and anybody can use one beforehand.
    """
    header, body = _halves(raw)
    digest = hashlib.sha256()
    for field in _fields(header[:HEADER_BLOCK_LIMIT]):
        if not TRACE.match(field):
            digest.update(b"\n".join(line.strip() for line in field.splitlines()) + b"\n")
    digest.update(b"\n")
    digest.update(body.translate(None, b"\r").strip())  # one pass in C; a CR of its own tells no two mails apart
    return digest.hexdigest()


def _halves(raw: bytes) -> tuple[bytes, bytes]:
    found = re.search(rb"\r?\n\r?\n", raw.lstrip(b"\r\n")[: HEADER_BLOCK_LIMIT * 4])
    if found is None:
        return raw, b""
    stripped = raw.lstrip(b"\r\n")
    return stripped[: found.start()], stripped[found.end() :]


def _fields(header: bytes) -> list[bytes]:
    """Header fields with their folded lines (RFC 5322, 2.2.3)."""
    fields: list[bytes] = []
    for line in header.splitlines():
        if line[:1] in b" \t" and fields:
            fields[-1] += b"\n" + line
        else:
            fields.append(line)
    return fields

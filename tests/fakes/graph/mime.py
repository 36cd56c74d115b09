"""Exchange keeps properties, not octets: a mail's MIME is written anew each time it is asked for."""

from __future__ import annotations

from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import getaddresses

_KEPT = (b"x-ms-", b"x-auto-response-suppress")


def rebuilt(raw: bytes) -> bytes:
    """CRLF everywhere, headers in another order, X- headers gone but for a few."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    head, blank, body = lines.partition(b"\r\n\r\n")
    fields = [
        field for field in _fields(head) if not field.lower().startswith(b"x-") or field.lower().startswith(_KEPT)
    ]
    fields.sort(key=lambda field: field.partition(b":")[0].lower())
    return b"\r\n".join(fields) + (blank or b"\r\n") + body


def header(raw: bytes, name: str) -> str:
    """One line, whatever the mail has."""
    try:
        found = BytesHeaderParser().parsebytes(raw[:65536]).get(name, "")
    except (ValueError, LookupError):
        return ""
    return " ".join(str(found).encode("utf-8", "replace").decode().split())


def addresses(raw: bytes, *names: str) -> list[str]:
    found = BytesHeaderParser(policy=default).parsebytes(raw[:65536])
    return [
        address for _, address in getaddresses([str(v) for name in names for v in found.get_all(name, [])]) if address
    ]


def _fields(head: bytes) -> list[bytes]:
    fields: list[bytes] = []
    for line in head.split(b"\r\n"):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] += b"\r\n" + line
        else:
            fields.append(line)
    return fields

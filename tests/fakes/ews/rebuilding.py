"""MIME as Exchange gives it back: made anew from the properties that it keeps."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser


def rebuilt(raw: bytes) -> bytes:
    """Fields in an order of its own, X- fields gone, one MIME-Version, CRLF everywhere."""
    mail = BytesParser(policy=policy.compat32).parsebytes(raw)
    fields = [(name, " ".join(str(value).split())) for name, value in mail.items()]
    kept = sorted((name.title(), value) for name, value in fields if not name.lower().startswith(("x-", "mime-")))
    head = "".join(f"{name}: {value}\r\n" for name, value in [*kept, ("MIME-Version", "1.0")])
    _, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    return head.encode("ascii", "replace") + b"\r\n" + body.replace(b"\n", b"\r\n")

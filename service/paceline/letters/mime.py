"""A letter as RFC 5322 octets, put together by hand: the standard library's generators take ten times as long and more.

Text is cleaned before it becomes a header (CR, LF, NUL, U+2028, control and bidi characters go), so that nothing that
anybody wrote can add a header or keep a letter from being sent. Bodies are only ASCII, only CRLF, in short lines.
"""

from __future__ import annotations

import re
from binascii import a2b_qp, b2a_base64, b2a_qp
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from hashlib import blake2b
from typing import Literal

from paceline.letters.header import angled, bounded, ids, mailbox, printable, unstructured
from paceline.letters.visible import visible_lines
from paceline.letters.write import Letter

SUPPRESSED = "DR, RN, NRN, AutoReply"
"""No delivery or read receipts, no automatic answers; an absence notice may come: it tells us something."""

NO_REACTIONS = "disallow"
"""An emoji that is clicked in Outlook stays in that mailbox: nobody would know that it never counted."""

_WIDTH = 78
_LONGEST_URI = 900
_BOUNDARY = re.compile(rb'^Content-Type: multipart/(\w+); boundary="([^"\r\n]+)"', re.MULTILINE)
_TEXT = re.compile(rb"^Content-Type: text/(plain|html)\b", re.MULTILINE)
_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]")
_FIELD_NAME = re.compile(r"[!-9;-~]{1,40}\Z")
_OURS = frozenset(
    {"from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "in-reply-to", "references"}
    | {"auto-submitted", "x-auto-response-suppress", "x-ms-reactions", "list-id", "list-unsubscribe"}
    | {"mime-version", "content-type", "content-transfer-encoding"}
)


def assemble(
    letter: Letter,
    *,
    sender: tuple[str, str],
    to: tuple[str, str],
    reply_to: str,
    message_id: str,
    date: datetime,
    in_reply_to: str = "",
    references: tuple[str, ...] = (),
    list_id: tuple[str, str] | None = None,
    unsubscribe: str = "",
    auto_submitted: Literal["auto-generated", "auto-replied"] = "auto-generated",
    suppress: bool = False,
    calendar: bytes = b"",
    calendar_method: str = "",
    calendar_name: str = "",
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """The letter as it is handed to a transport.

    `sender` and `to` are (name, address), `list_id` is (name, identifier) (RFC 2919), `unsubscribe` a mailto: URI
    (RFC 2369); `in_reply_to` and `references` are msg-ids with their angle brackets. `date` is aware. `suppress` asks
    that absence notices are held back too: for a letter that asks nothing. `calendar` becomes a text/calendar part
    whose method parameter is `calendar_method` (RFC 6047, section 2.4), beside the text; with a `calendar_name` it is
    attached as a file of that name, as a table where that ends in ".csv". Raises ValueError where `message_id` is no
    msg-id, or where a name in `extra` is no field name or one of those that are set here.
    """
    fields = (
        ("From", mailbox(*sender)),
        ("To", mailbox(*to)),
        ("Reply-To", mailbox("", reply_to)),
        ("Subject", unstructured(letter.subject, len("Subject: "))),
        ("Date", format_datetime(date)),
        ("Message-ID", ids((message_id,)) or _refuse("message_id", message_id)),
        ("In-Reply-To", ids((in_reply_to,))),
        ("References", ids(bounded(references))),
        ("Auto-Submitted", auto_submitted),
        ("X-Auto-Response-Suppress", f"{SUPPRESSED}, OOF" if suppress else SUPPRESSED),
        ("X-MS-Reactions", NO_REACTIONS),
        ("List-Id", angled(*list_id) if list_id else ""),
        ("List-Unsubscribe", f"<{printable(unsubscribe)[:_LONGEST_URI]}>" if unsubscribe else ""),
        *(_extra(name, value) for name, value in (extra or {}).items()),
        ("MIME-Version", "1.0"),
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in fields if value).encode()
    return head + _body(letter, calendar, calendar_method, calendar_name, message_id)


def bodies_of(raw: bytes) -> tuple[str, str]:
    """The text/plain and the text/html part of a letter of ours, with "\\n" line ends; "" for one that is not there.

    It is taken apart by hand as it was put together: every reply asks for it.
    """
    found = {b"plain": "", b"html": ""}
    head, _, body = raw.partition(b"\r\n\r\n")
    boundary = _BOUNDARY.search(head)
    parts = body.split(b"--" + boundary[2])[1:-1] if boundary else [raw]
    if boundary and boundary[1] == b"mixed":
        return bodies_of(parts[0].removeprefix(b"\r\n"))
    for part in parts:
        fields, _, octets = part.partition(b"\r\n\r\n")
        kind = _TEXT.search(fields)
        if kind and not found[kind[1]]:
            plain = a2b_qp(octets) if b"quoted-printable" in fields else octets
            text = plain.decode("utf-8", "replace").replace("\r\n", "\n")
            found[kind[1]] = text.removesuffix("\n") if boundary else text
    return found[b"plain"], found[b"html"]


# --- bodies ----------------------------------------------------------------------------------------


def _body(letter: Letter, calendar: bytes, method: str, name: str, message_id: str) -> bytes:
    parts = [_text_part("plain", letter.text)]
    if letter.html:
        parts.append(_text_part("html", letter.html))
    if calendar and not name:
        parts.append(_calendar_part(calendar, method))
    body = _multipart("alternative", parts, message_id)
    return (
        _multipart("mixed", [body, _calendar_part(calendar, method, name)], message_id) if calendar and name else body
    )


def _multipart(kind: Literal["alternative", "mixed"], parts: list[bytes], message_id: str) -> bytes:
    """`parts` as one; one by itself as it is."""
    if len(parts) == 1:
        return parts[0]
    # "=_" stands in no quoted-printable and no base64 text, so that the boundary is in no part.
    digest = blake2b(message_id.encode("utf-8", "replace"), digest_size=12).hexdigest()
    boundary = (b"=_" if kind == "alternative" else b"=_m") + digest.encode()
    lines = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    head = f"Content-Type: multipart/{kind}".encode() + b'; boundary="' + boundary + b'"\r\n\r\n'
    return head + lines + b"--" + boundary + b"--\r\n"


def _text_part(kind: str, text: str) -> bytes:
    lines = visible_lines(text)
    body = "\r\n".join(lines) + "\r\n"
    plain = body.isascii() and max(map(len, lines)) <= _WIDTH
    if plain and " \r\n" not in body and "." not in lines:
        encoding, octets = "7bit", body.encode()
    else:
        # b2a_qp writes a dot that its soft line break leaves alone on a line as it is; to SMTP that ends the mail.
        octets = b2a_qp(body.encode(), istext=True).replace(b"=\r\n.\r\n", b"=\r\n=2E\r\n")
        encoding = "quoted-printable"
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + octets


def _calendar_part(calendar: bytes, method: str, name: str = "") -> bytes:
    parameter = f"; method={printable(method)}; component=VEVENT" if method else ""
    file = _FILE_NAME.sub("", name)
    attached = f'\r\nContent-Disposition: attachment; filename="{file}"' if file else ""
    encoded = b2a_base64(calendar, newline=False)
    kind = "csv" if file.endswith(".csv") else "calendar"
    head = f"Content-Type: text/{kind}; charset=utf-8{parameter}{attached}\r\n"
    lines = b"".join(encoded[at : at + 76] + b"\r\n" for at in range(0, len(encoded), 76))
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + lines


def _extra(name: str, value: str) -> tuple[str, str]:
    if not _FIELD_NAME.match(name) or name.lower() in _OURS:
        _refuse("extra", name)
    return name, unstructured(value, len(name) + 2)


def _refuse(what: str, value: str) -> str:
    raise ValueError(f"{what}: {value!r}")

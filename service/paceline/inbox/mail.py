"""RFC 5322 octets to a Message. The low-level parser only (`compat32`): the default policy is slow and may raise."""

from __future__ import annotations

import email
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message as _Message

from paceline.inbox import guard, transfer
from paceline.inbox.charset import decoded
from paceline.inbox.flowed import unflowed
from paceline.inbox.header import identifiers, instant, octets, parameters, text_of
from paceline.inbox.mailboxes import mailboxes

TEXT_OCTETS = 256 * 1024

_SENT_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
_TRACE = ("received", "authentication-results")
_MALFORMED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    AssertionError,
)


@dataclass(frozen=True, slots=True)
class Sender:
    """The one mailbox of From: `address` is lower-case; `name` is without control characters and addresses."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A text/calendar part: its octets without the transfer encoding, and the Content-Type's method parameter."""

    data: bytes
    method: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Never opened, never written: only what it is."""

    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Message:
    """A mail as its headers and bodies say, decoded and bounded.

    Header names in `headers` are lower-case, values unfolded; message identifiers keep their angle brackets.
    `sender` is None unless From is exactly one header with one mailbox and no defect; then `sender_defect` says why.
    `recipients` are all addresses it was sent to: To, Cc, Delivered-To, X-Original-To, Envelope-To, lower-case, in
    that order. `text` joins the text/plain parts, `html` the text/html parts; either may be empty. `reports` are the
    message/delivery-status and message/disposition-notification parts as text, `enclosed` the header block (and for
    text/rfc822-headers the whole) of an attached message.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Sender | None = None
    sender_defect: str = ""
    recipients: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    text: str = ""
    html: str = ""
    content_type: str = "text/plain"
    content_params: Mapping[str, str] = field(default_factory=dict)
    calendars: tuple[CalendarPart, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    reports: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trace: tuple[tuple[str, str], ...] = ()
    """The Received and Authentication-Results fields, from the top: (lower-case name, unfolded value); RFC 8601, 5."""

    def header(self, name: str) -> str:
        """The first value of a header, or ""."""
        return next(iter(self.headers.get(name.lower(), ())), "")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A mail that was refused before or while parsing, and why, in words an operator can act on."""

    reason: str


class _Part(_Message):
    _payload: object

    def octets(self) -> bytes:
        """The payload as it stands; `get_payload` would decode it by whatever charset the sender claims."""
        payload = self._payload
        return octets(payload) if isinstance(payload, str) else b""


def read(raw: bytes) -> Message | Unreadable:
    """One mail, read within the bounds of guard.py; text parts are cut at 256 kB each. Raises nothing."""
    raw = guard.trimmed(raw)
    if reason := guard.refusal(raw):
        return Unreadable(reason)
    try:
        root = email.message_from_bytes(raw, _Part)
        return _message(root)
    except _MALFORMED as malformed:
        return Unreadable(f"the mail is malformed ({type(malformed).__name__})")


def _message(root: _Part) -> Message | Unreadable:
    raw_fields = [(name.lower(), value) for name, value in root.raw_items()]
    fields = tuple((name, text_of(value)) for name, value in raw_fields)
    headers: dict[str, tuple[str, ...]] = {}
    values: dict[str, list[str]] = {}
    for (name, value), (_, raw) in zip(fields, raw_fields, strict=True):
        headers[name] = (*headers[name], value) if name in headers else (value,)
        values.setdefault(name, []).append(raw)
    raw_first = {name: all_[0] for name, all_ in values.items()}
    sender, defect = _sender(values.get("from", []))
    content_type, params = parameters(raw_first.get("content-type", ""))
    bodies = _Bodies()
    if reason := bodies.gather(root):
        return Unreadable(reason)
    return Message(
        message_id=next(iter(identifiers(raw_first.get("message-id", ""))), ""),
        in_reply_to=identifiers(raw_first.get("in-reply-to", "")),
        references=identifiers(raw_first.get("references", "")),
        sender=sender,
        sender_defect=defect,
        recipients=tuple(dict.fromkeys(a for name in _SENT_TO for a in _addresses(values.get(name, ())))),
        reply_to=tuple(dict.fromkeys(_addresses(values.get("reply-to", ())))),
        subject=next(iter(headers.get("subject", ())), ""),
        date=instant(raw_first["date"]) if "date" in raw_first else None,
        text=bodies.text,
        html=bodies.html,
        content_type=content_type or "text/plain",
        content_params=params,
        calendars=tuple(bodies.calendars or bodies.calendar_files),
        attachments=tuple(bodies.attachments),
        reports=tuple(bodies.reports),
        enclosed=tuple(bodies.enclosed),
        headers=headers,
        trace=tuple(field for field in fields if field[0] in _TRACE),
    )


def _sender(values: list[str]) -> tuple[Sender | None, str]:
    """RFC 5322, 3.6.2, as strictly as identity needs it: one field, one mailbox, nothing to be read in two ways."""
    if len(values) != 1:
        return None, "no From" if not values else "several From fields"
    named = mailboxes(values[0])
    if len(named) != 1:
        return None, "no address in From" if not named else "several addresses in From"
    if named[0].defect:
        return None, named[0].defect
    return Sender(named[0].address, named[0].name), ""


def _addresses(values: Iterable[str]) -> Iterator[str]:
    return (mailbox.address for value in values for mailbox in mailboxes(value) if mailbox.address)


class _Bodies:
    """What the parts hold, in their order. An enclosed message gives its headers only, never its parts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.htmls: list[str] = []
        self.calendars: list[CalendarPart] = []
        self.calendar_files: list[CalendarPart] = []
        self.attachments: list[Attachment] = []
        self.reports: list[str] = []
        self.enclosed: list[str] = []

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @property
    def html(self) -> str:
        return "\n".join(self.htmls)

    def gather(self, root: _Part) -> str:
        """Walks the parts without recursion; returns why it stopped, "" when it did not."""
        waiting: list[tuple[_Part, int]] = [(root, 1)]
        seen = 0
        while waiting:
            part, depth = waiting.pop()
            seen += 1
            if depth > guard.DEPTH or seen > guard.PARTS:
                return "the mail has too many parts, or nested too deep"
            kind, params = parameters(_first(part, "content-type"))
            if not part.is_multipart():
                self._leaf(part, kind, params)
            elif kind.startswith("message/"):
                self._attached_message(part, kind)
            else:
                waiting += [(child, depth + 1) for child in reversed(_children(part))]
        return ""

    def _attached_message(self, part: _Part, kind: str) -> None:
        blocks = ["\n".join(f"{name}: {text_of(v)}" for name, v in child.raw_items()) for child in _children(part)]
        if kind in ("message/delivery-status", "message/disposition-notification", "message/feedback-report"):
            self.reports.append("\n\n".join(blocks))
        else:
            self.enclosed += blocks[:1]

    def _leaf(self, part: _Part, kind: str, params: dict[str, str]) -> None:
        data = transfer.content(part.octets(), parameters(_first(part, "content-transfer-encoding"))[0])
        charset = params.get("charset", "")
        disposition = parameters(_first(part, "content-disposition"))[0]
        if kind == "text/calendar":
            self.calendars.append(CalendarPart(data, params.get("method", "").upper(), charset))
        elif kind == "text/rfc822-headers":
            self.enclosed.append(_text(data, charset))
        elif kind.startswith("message/") and ("status" in kind or "notification" in kind or "report" in kind):
            self.reports.append(_text(data, charset))
        elif disposition == "attachment" or not _is_text(kind):
            if kind == "application/ics":
                self.calendar_files.append(CalendarPart(data, params.get("method", "").upper(), charset))
            self.attachments.append(Attachment(kind, len(data), hashlib.sha256(data).hexdigest()))
        elif kind == "text/html":
            self.htmls.append(_text(data, charset, html=True))
        else:
            self._plain(_text(data, charset), params)

    def _plain(self, text: str, params: dict[str, str]) -> None:
        if params.get("format", "").lower() == "flowed":
            text = unflowed(text, delsp=params.get("delsp", "").lower() == "yes")
        if text not in self.texts:
            self.texts.append(text)


def _is_text(kind: str) -> bool:
    """Untyped and mistyped parts are text (RFC 2045, 5.2), and so is a multipart in which no part is found."""
    return (
        kind in ("text/plain", "text/html", "text/enriched", "text/markdown")
        or "/" not in kind
        or kind.startswith("multipart/")
    )


def _first(part: _Part, wanted: str) -> str:
    return next((value for name, value in part.raw_items() if name.lower() == wanted), "")


def _children(part: _Part) -> list[_Part]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, _Part)] if isinstance(payload, list) else []


def _text(data: bytes, charset: str, *, html: bool = False) -> str:
    cut = len(data) > TEXT_OCTETS
    text = decoded(data[:TEXT_OCTETS], charset, html=html, cut=cut)
    return text.replace("\r\n", "\n").replace("\r", "\n")

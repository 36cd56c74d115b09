"""RFC 5322 octets to a Message: the fields that are asked for and the bodies, decoded. Nothing in a mail raises."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from paceline.inbox import reaction
from paceline.inbox.mail import guard, tnef, transfer
from paceline.inbox.mail.charset import decoded
from paceline.inbox.mail.flowed import unflowed
from paceline.inbox.mail.header import identifiers, instant, text_of, token
from paceline.inbox.mail.mailboxes import mailboxes
from paceline.inbox.mail.parts import Field, Part, blocks, fields, of_headers, structure

TEXT_OCTETS, TEXTS_OCTETS = 256 * 1024, 1024 * 1024
"""Of one part, and of all parts together, that are read as text."""

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
    reaction: str = ""
    """An emoji that was clicked instead of words being written; `text` tells of it."""
    shows_all: bool = False
    """`html` is read with what its styles hide."""
    content_type: str = "text/plain"
    content_params: Mapping[str, str] = field(default_factory=dict)
    calendars: tuple[CalendarPart, ...] = ()
    """The text/calendar parts; where there is none, the application/ics files."""
    calendar_copies: tuple[CalendarPart, ...] = ()
    """The application/ics files beside text/calendar parts: the same again, as a rule."""
    tnef_invite: bool = False
    """A winmail.dat (application/ms-tnef) says that it is a meeting request: an invite that only Outlook reads."""
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


def read(raw: bytes) -> Message | Unreadable:
    """One mail, read within the bounds of guard.py; texts are cut at 256 kB each, at 1 MB together. Raises nothing."""
    raw = guard.trimmed(raw)
    try:
        guard.check_size(raw)
        return _message(structure(raw), raw)
    except guard.RefusedError as refused:
        return Unreadable(str(refused))
    except _MALFORMED as malformed:
        return Unreadable(f"the mail is malformed ({type(malformed).__name__})")


def _message(root: Part, raw: bytes) -> Message:
    values = root.values
    headers = {
        name: (text_of(all_[0]),) if len(all_) == 1 else tuple([text_of(value) for value in all_])
        for name, all_ in values.items()
    }
    sender, defect = _sender(values.get("from", []))
    bodies = _Bodies(raw)
    bodies.gather(root)
    return Message(
        message_id=next(iter(identifiers(root.first("message-id"))), ""),
        in_reply_to=identifiers(root.first("in-reply-to")),
        references=identifiers(root.first("references")),
        sender=sender,
        sender_defect=defect,
        recipients=_addresses([value for name in _SENT_TO for value in values.get(name, ())]),
        reply_to=_addresses(values.get("reply-to", ())),
        subject=next(iter(headers.get("subject", ())), ""),
        date=instant(values["date"][0]) if "date" in values else None,
        text=bodies.text,
        html=bodies.html,
        reaction=bodies.reaction,
        content_type=root.kind or "text/plain",
        content_params=root.params,
        calendars=tuple(bodies.calendars or bodies.calendar_files),
        calendar_copies=tuple(bodies.calendar_files if bodies.calendars else ()),
        tnef_invite=bodies.tnef_invite,
        attachments=tuple(bodies.attachments),
        reports=tuple(bodies.reports),
        enclosed=tuple(bodies.enclosed),
        headers=headers,
        trace=_trace(root.fields) if not values.keys().isdisjoint(_TRACE) else (),
    )


def _trace(fields: Iterable[Field]) -> tuple[tuple[str, str], ...]:
    return tuple((name.lower(), text_of(value)) for name, value in fields if name.lower() in _TRACE)


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


def _addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys([box.address for value in values for box in mailboxes(value) if box.address]))


class _Bodies:
    """What the parts hold, in their order. An enclosed message gives its headers only, never its parts."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.texts: list[str] = []
        self.htmls: list[str] = []
        self.calendars: list[CalendarPart] = []
        self.calendar_files: list[CalendarPart] = []
        self.attachments: list[Attachment] = []
        self.reports: list[str] = []
        self.enclosed: list[str] = []
        self.reaction = ""
        self.tnef_invite = False
        self._left = TEXTS_OCTETS

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @property
    def html(self) -> str:
        return "\n".join(self.htmls)

    def gather(self, part: Part) -> None:
        for child in part.parts:
            self.gather(child)
        if not part.parts:
            self._leaf(part)

    def _leaf(self, part: Part) -> None:
        kind, params = part.kind, part.params
        data = transfer.content(self.raw[part.begin : part.end], token(part.first("content-transfer-encoding")))
        charset = params.get("charset", "")
        disposition = token(said) if (said := part.first("content-disposition")) else ""
        if disposition == reaction.DISPOSITION or (kind == reaction.GMAIL and disposition != "attachment"):
            self.reaction = self.reaction or reaction.of_part(kind, data, charset)
        elif kind.startswith("message/"):
            self._attached_message(kind, data[:TEXT_OCTETS])
        elif kind == "text/calendar":
            self.calendars.append(CalendarPart(data, params.get("method", "").upper(), charset))
        elif kind == "text/rfc822-headers":
            self.enclosed.append(_text(data, charset))
        elif not _is_text(kind) or disposition == "attachment":
            if kind == "application/ics":
                self.calendar_files.append(CalendarPart(data, params.get("method", "").upper(), charset))
            self.tnef_invite = self.tnef_invite or tnef.is_invite(data)
            self.attachments.append(Attachment(kind, len(data), hashlib.sha256(data).hexdigest()))
        elif kind == "text/html":
            self.htmls.append(_text(self._within_bounds(data), charset, html=True))
        else:
            self._plain(_text(self._within_bounds(data), charset), params)

    def _within_bounds(self, data: bytes) -> bytes:
        read = data[: min(TEXT_OCTETS + 1, self._left)]
        self._left -= len(read)
        return read

    def _attached_message(self, kind: str, data: bytes) -> None:
        if of_headers(kind):
            self.reports.append("\n\n".join(map(_written, blocks(data))))
        else:
            self.enclosed.append(_written(fields(data)[0]))

    def _plain(self, text: str, params: Mapping[str, str]) -> None:
        if params.get("format", "").lower() == "flowed":
            text = unflowed(text, delsp=params.get("delsp", "").lower() == "yes")
        if text and text not in self.texts:
            self.texts.append(text)


def _is_text(kind: str) -> bool:
    """Untyped and mistyped parts are text (RFC 2045, 5.2), and so is a multipart in which no part is found."""
    return (
        kind in ("text/plain", "text/html", "text/enriched", "text/markdown")
        or "/" not in kind
        or kind.startswith("multipart/")
    )


def _written(block: Iterable[Field]) -> str:
    return "\n".join(f"{name}: {text_of(value)}" for name, value in block)


def _text(data: bytes, charset: str, *, html: bool = False) -> str:
    cut = len(data) > TEXT_OCTETS
    text = decoded(data[:TEXT_OCTETS], charset, html=html, cut=cut)
    return text.replace("\r\n", "\n").replace("\r", "\n")

"""Letters out through a mailbox at Microsoft 365, as MIME, so that their own headers go with them.

Graph sends to whom the headers name, and knows no envelope: the sender is the mailbox, and a letter whose To is not
its one recipient is refused here.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import NoReturn

from paceline.ports import DeliveryError, DraftGoneError, Finding
from paceline_connectors.graph.examine import findings_of_transport
from paceline_connectors.graph.line import GraphError, Line, item, quoted
from paceline_connectors.wire import with_crlf

LARGEST_REQUEST = 4 * 1024 * 1024
"""Octets of a request that Graph takes; base64 makes four of three."""
_TOO_LARGE = 413
_TOO_LARGE_CODES = frozenset({"ErrorMessageSizeExceeded", "RequestEntityTooLarge"})
_BAD_ADDRESS = frozenset({"ErrorInvalidRecipients", "ErrorInvalidSmtpAddress"})
_BAD_LETTER = frozenset({"ErrorMimeContentInvalid", "ErrorMimeContentInvalidBase64String"})
_KNOWN = "isDraft,internetMessageId"
_REQUESTS = 6
"""For one letter: the authority's addresses, a token, the draft, a look at it, the sending, and its Message-ID."""


class GraphTransport:
    """It belongs to one thread."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._perhaps_laid: set[str] = set()

    @property
    def longest(self) -> float:
        return float(_REQUESTS * self._line.account.timeout)

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:  # noqa: ARG002
        text = _posted(raw, recipient)
        try:
            self._line.ask("POST", "/sendMail", text=text)
        except ConnectionError as error:
            _refused(error, unknown=_is_lost(error))

    def draft(self, raw: bytes, *, sender: str, recipient: str) -> str:  # noqa: ARG002
        """Its id and, behind a space, the letter's Message-ID: what is left to find it by should the id be gone."""
        text, message_id = _posted(raw, recipient), _message_id(raw)
        try:
            laid = self._laid_before(message_id) or str(self._line.ask("POST", "/messages", text=text).get("id", ""))
        except ConnectionError as error:
            if _is_lost(error):
                self._perhaps_laid.add(message_id)
            _refused(error)
        self._perhaps_laid.discard(message_id)
        return f"{laid} {message_id}"

    def send_draft(self, draft: str) -> str | None:
        name, _, ours = draft.partition(" ")
        path = item("messages", name)
        try:
            if self._has_gone(draft, path, ours):
                return None
            self._line.ask("POST", f"{path}/send")
        except ConnectionError as error:
            # Even a letter that was throttled is said to have gone at times; to look again is always safe.
            _refused(error, unknown=_is_lost(error) or bool(getattr(error, "retry_after", 0)))
        return self._instead_of(ours, path)

    def was_sent(self, message_id: str) -> bool | None:
        """In any folder, for a copy comes to Sent Items late, and somebody may move it."""
        found = self._called(message_id, "isDraft")
        return any(not row.get("isDraft") for row in found)

    def examine(self) -> Iterable[Finding]:
        return findings_of_transport(self._line)

    def close(self) -> None:
        self._line.close()

    def _laid_before(self, message_id: str) -> str:
        """The draft whose answer was lost, lest two lie there."""
        if not message_id or message_id not in self._perhaps_laid:
            return ""
        return next((str(row["id"]) for row in self._called(message_id, "id,isDraft") if row.get("isDraft")), "")

    def _has_gone(self, draft: str, path: str, message_id: str) -> bool:
        """Raises DraftGoneError and ConnectionError."""
        try:
            return not self._line.get(path, **{"$select": _KNOWN}).get("isDraft", True)
        except GraphError as error:
            if not error.gone:
                raise
        if message_id and self.was_sent(message_id):
            return True
        raise DraftGoneError(draft)

    def _instead_of(self, ours: str, path: str) -> str | None:
        """The Message-ID that the server put in the place of ours, as far as it says so."""
        try:
            now = str(self._line.get(path, **{"$select": _KNOWN}).get("internetMessageId") or "")
        except ConnectionError:
            return None
        return now if now and now != ours else None

    def _called(self, message_id: str, select: str) -> list[dict[str, object]]:
        where = {"$filter": f"internetMessageId eq {quoted(message_id)}", "$select": select}
        rows = self._line.get("/messages", **where).get("value", [])
        return [row for row in rows if isinstance(row, dict)]


def _posted(raw: bytes, recipient: str) -> bytes:
    """As it is posted. Raises DeliveryError for what Graph would send elsewhere, or not take."""
    headers = BytesHeaderParser().parsebytes(raw)
    named = [value for name in ("to", "cc", "bcc") for value in map(str, headers.get_all(name, []))]
    addresses = {address.lower() for _, address in getaddresses(named) if address}
    if addresses != {recipient.lower()}:
        shown = ", ".join(sorted(addresses)) or "nobody"
        raise DeliveryError(f"Graph sends a letter to whom it names: {shown}, not {recipient}", permanent=True)
    text = base64.b64encode(with_crlf(raw))
    if len(text) > LARGEST_REQUEST:
        reason = f"the letter has {len(raw)} octets, Graph takes {LARGEST_REQUEST * 3 // 4}"
        raise DeliveryError(reason, permanent=True)
    return text


def _message_id(raw: bytes) -> str:
    return str(BytesHeaderParser().parsebytes(raw).get("message-id", "")).strip()


def _is_lost(error: ConnectionError) -> bool:
    return isinstance(error, GraphError) and error.lost


def _refused(error: ConnectionError, *, unknown: bool = False) -> NoReturn:
    """Only what is said of the letter is for good; all else is the settings' trouble, or the server's."""
    status, code, seconds = 0, "", 0.0
    if isinstance(error, GraphError):
        status, code, seconds = error.status, error.code, error.retry_after
    bad_address = code in _BAD_ADDRESS
    too_large = status == _TOO_LARGE or code in _TOO_LARGE_CODES
    permanent = not unknown and (bad_address or too_large or code in _BAD_LETTER)
    raise DeliveryError(
        str(error),
        permanent=permanent,
        unknown=unknown,
        bad_address=permanent and bad_address,
        retry_after=seconds,
    ) from error

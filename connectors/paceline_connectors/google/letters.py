"""Letters out through Gmail. Each is laid down as a draft and the draft is sent: a draft that is gone was sent, so that
neither a crash nor a lost answer sends it twice. Only where nothing was sent in its thread somebody deleted it.

Settings: account.py's, and `units_per_minute` (6000).

Gmail takes the recipients from the header, the envelope's sender is the account, and From must be the account's or an
alias's of it, else Gmail puts another in its place. It may put a Message-ID of its own in place of the letter's.
"""

from __future__ import annotations

import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import Any

from paceline.ports import DeliveryError, DraftGoneError, Finding
from paceline_connectors.google import examining
from paceline_connectors.google.account import MAIL, account
from paceline_connectors.google.calls import Ask, Json, Line
from paceline_connectors.google.prices import CHANGE, DRAFT, GET, LABEL, LIST, MOST, PER_MINUTE, SEND, THREAD
from paceline_connectors.google.words import LostError, RefusedError, WaitError
from paceline_connectors.settings import Settings
from paceline_connectors.trouble import TroubleError
from paceline_connectors.wire import is_address, with_crlf

_LARGEST = 25 * 1024 * 1024
_ALIASES_SECONDS = 600.0
_REQUESTS = 6
"""For one letter: a token, the aliases, its thread, the draft, the sending, and its Message-ID."""
_RECIPIENTS = ("to", "cc", "bcc")
_MESSAGE_ID = re.compile(r"<[^\s<>\"{}|\x00-\x1f\x7f]{3,250}>")


def opened(settings: Mapping[str, Any]) -> GmailTransport:
    given = Settings(settings)
    who = account(given)
    per_minute = given.number("units_per_minute", PER_MINUTE, 300, MOST)
    given.close()
    return GmailTransport(Line(who, "gmail", "transport", MAIL, per_minute))


class GmailTransport:
    def __init__(self, line: Line) -> None:
        self._line = line
        self._aliases: tuple[float, frozenset[str]] = (0.0, frozenset())
        self._keeps_ids: bool | None = None

    @property
    def longest(self) -> float:
        return float(_REQUESTS * self._line.account.timeout)

    def send(self, raw: bytes, *, sender: str, recipient: str) -> str | None:
        draft = self.draft(raw, sender=sender, recipient=recipient)
        try:
            return self.send_draft(draft)
        except DeliveryError as error:
            if not (error.unknown or isinstance(error, DraftGoneError)):
                self._discard(draft)
                raise
        try:
            return self.send_draft(draft)
        except _UnreadError:
            return None
        except DraftGoneError as gone:
            raise DeliveryError(gone.reason, unknown=True) from gone

    def draft(self, raw: bytes, *, sender: str, recipient: str) -> str:  # noqa: ARG002
        """What it is called is its id, its thread's, and the letter's Message-ID."""
        letter = with_crlf(raw)
        header = BytesHeaderParser().parsebytes(letter)
        _check(letter, header, recipient)
        self._check_sender(header)
        if not _recipients(header):
            letter = f"Bcc: {recipient}\r\n".encode() + letter  # Gmail takes it out again
        made = self._create({"raw": urlsafe_b64encode(letter).decode(), **self._thread(header)}, recipient)
        own = _MESSAGE_ID.fullmatch(str(header.get("message-id", "")).strip())
        return " ".join((made["id"], made["message"]["threadId"], own[0] if own else ""))

    def send_draft(self, draft: str) -> str | None:
        name, thread, own = (*draft.split(" "), "", "")[:3]
        sent = self._send(name)
        try:
            carried = self._carried(sent["id"]) if sent else self._carried_in(thread)
        except ConnectionError as error:
            raise _UnreadError(f"it was sent; its Message-ID can't be read: {error}", unknown=True) from error
        if carried is None:
            raise DraftGoneError(draft)
        if carried and own:
            self._keeps_ids = carried == own
        return carried if carried and carried != own else None

    def was_sent(self, message_id: str) -> bool | None:
        """None, too, where Gmail is known to give letters other Message-IDs, or nothing is known of it yet."""
        if not _MESSAGE_ID.fullmatch(message_id):
            return None
        if self._find(message_id, "in:sent"):
            return True
        return False if self._keeps_ids else None

    def close(self) -> None:
        self._line.close()

    def examine(self) -> Iterable[Finding]:
        return examining.transport(self._line)

    # --- a draft -----------------------------------------------------------------------------------------------------

    def _check_sender(self, header: Message) -> None:
        """What Gmail would change without a word."""
        written = [address.casefold() for _, address in getaddresses([str(f) for f in header.get_all("from", [])])]
        for address in written:
            if address not in self._senders():
                who = self._line.account.address
                reason = f"Gmail would put {who} in the place of From {address}: add that to its Send mail as"
                raise DeliveryError(reason)

    def _senders(self) -> frozenset[str]:
        read, aliases = self._aliases
        if not aliases or time.monotonic() - read > _ALIASES_SECONDS:
            found = self._asked(lambda gmail: gmail.users().settings().sendAs().list(userId="me"), LABEL)
            aliases = frozenset(each.casefold() for each in examining.aliases(found))
            self._aliases = time.monotonic(), aliases
        return aliases

    def _thread(self, header: Message) -> dict[str, str]:
        """Where the letter that this one follows lies, so that Gmail's own view keeps them together."""
        known = _MESSAGE_ID.findall(f"{header.get('references', '')} {header.get('in-reply-to', '')}")
        if not known:
            return {}
        try:
            found = self._find(known[-1])
        except ConnectionError as error:
            raise _delivery(error) from error
        return {"threadId": found[0]["threadId"]} if found else {}

    def _create(self, message: Json, recipient: str) -> Json:
        make: Ask = lambda gmail: gmail.users().drafts().create(userId="me", body={"message": message})  # noqa: E731
        try:
            return self._line.ask(make, DRAFT)
        except RefusedError as error:
            if error.status == 404 and message.pop("threadId", ""):
                return self._create(message, recipient)
            about_address = error.status == 400 and bool(re.search(r"Invalid (To|Bcc) header", error.said))
            raise _delivery(error, bad_address=about_address) from error
        except ConnectionError as error:
            raise _delivery(error) from error

    def _discard(self, draft: str) -> None:
        name = draft.partition(" ")[0]
        try:
            self._line.ask(lambda gmail: gmail.users().drafts().delete(userId="me", id=name), CHANGE)
        except ConnectionError:
            return  # it stays among the drafts, and is never sent

    # --- what was sent -----------------------------------------------------------------------------------------------

    def _send(self, name: str) -> Json | None:
        """The message that it became; None when the draft is gone."""
        try:
            self._line.take(SEND + GET)
            return self._line.ask(lambda gmail: gmail.users().drafts().send(userId="me", body={"id": name}))
        except RefusedError as error:
            if error.status != 404:
                raise _delivery(error) from error
        except LostError as error:
            raise DeliveryError(error.said, unknown=True) from error
        except ConnectionError as error:
            raise _delivery(error) from error
        self._make_sure_it_is_gone(name)
        return None

    def _make_sure_it_is_gone(self, name: str) -> None:
        try:
            self._line.ask(lambda gmail: gmail.users().drafts().get(userId="me", id=name, format="minimal"), CHANGE)
        except RefusedError as error:
            if error.status == 404:
                return
            raise _delivery(error) from error
        except ConnectionError as error:
            raise _delivery(error) from error
        raise DeliveryError("Gmail has the draft and says that it has not")

    def _carried(self, message: str) -> str:
        """The Message-ID under which it went."""
        found = self._line.ask(
            lambda gmail: (
                gmail.users().messages().get(userId="me", id=message, format="metadata", metadataHeaders=["Message-ID"])
            )
        )
        return _id_of(found)

    def _carried_in(self, thread: str) -> str | None:
        """That of the last letter sent in a thread, which ours is unless somebody deleted its draft in a thread that
        has others. None where there is none: ours was not sent, for a letter that went stays there even in the trash.
        """
        if not thread:
            return ""
        wanted = {"userId": "me", "id": thread, "format": "metadata", "metadataHeaders": ["Message-ID"]}
        try:
            found = self._line.ask(lambda gmail: gmail.users().threads().get(**wanted), THREAD)
        except RefusedError as error:
            if error.status != 404:
                raise
            return None
        sent = [message for message in found.get("messages", ()) if "SENT" in message.get("labelIds", ())]
        return _id_of(max(sent, key=lambda message: int(message["internalDate"]))) if sent else None

    def _find(self, message_id: str, where: str = "") -> list[Json]:
        query = f"rfc822msgid:{message_id[1:-1]} {where}".rstrip()
        found = self._line.ask(lambda gmail: gmail.users().messages().list(userId="me", q=query, maxResults=1), LIST)
        return list(found.get("messages", ()))

    def _asked(self, make: Ask, units: int) -> Json:
        try:
            return self._line.ask(make, units)
        except ConnectionError as error:
            raise _delivery(error) from error


class _UnreadError(DeliveryError):
    """It was sent, but not under which Message-ID."""


def _check(letter: bytes, header: Message, recipient: str) -> None:
    """Raises DeliveryError for a letter that would go to somebody else than its envelope says, or to nobody."""
    if not is_address(recipient):
        reason = f"the recipient {recipient[:500]!r} can't be an address"
        raise DeliveryError(reason, permanent=True, bad_address=True)
    others = {address for address in _recipients(header) if address.casefold() != recipient.casefold()}
    if others:
        reason = f"Gmail would send it to whom its header names ({', '.join(sorted(others))[:200]}), not to {recipient}"
        raise DeliveryError(reason, permanent=True)
    if len(letter) > _LARGEST:
        raise DeliveryError(f"the letter has {len(letter)} octets, Gmail takes {_LARGEST}", permanent=True)


def _recipients(header: Message) -> list[str]:
    fields = [str(field) for name in _RECIPIENTS for field in header.get_all(name, [])]
    return [address for _, address in getaddresses(fields) if address]


def _delivery(error: ConnectionError, *, bad_address: bool = False) -> DeliveryError:
    """Only of a request that Gmail calls wrong in itself the letter is the cause."""
    if isinstance(error, WaitError):
        return DeliveryError(error.said, retry_after=error.seconds)
    if isinstance(error, RefusedError):
        permanent = error.status in (400, 413) and error.reason != "failedPrecondition"
        return DeliveryError(str(error), permanent=permanent, bad_address=bad_address)
    return DeliveryError(error.said if isinstance(error, TroubleError) else str(error))


def _id_of(message: Json) -> str:
    headers = message.get("payload", {}).get("headers", ())
    return next((str(each["value"]).strip() for each in headers if each["name"].lower() == "message-id"), "")

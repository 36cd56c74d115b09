"""Bounces: which letter came back, to whom, and whether for good (RFC 3464, and what is written instead of it)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from paceline.inbox.machines import bounce_details as details
from paceline.inbox.machines import bounce_wording as wording
from paceline.inbox.machines.delivery import Action, Recipient, recipients
from paceline.inbox.mail import Message
from paceline.inbox.patterns import Pattern

BounceKind = Literal["bounce", "delayed", "delivered"]

_DIAGNOSTIC_LIMIT = 500
_KINDS: dict[Action, BounceKind] = {"failed": "bounce", "delayed": "delayed", "delivered": "delivered"}
_VERP = Pattern(r"[+\-=]b-([a-z2-7]{26})@")
_REPLY = Pattern(r"[+\-=]([a-z2-7]{26})@", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Bounce:
    """`recipient` is lower-case, or ""; `status` an enhanced status code (RFC 3463), or "".

    `permanent`: a later letter would come back too, as far as the server says (a status of class 5); a delay never is.
    `original_id` is the Message-ID of the letter, with brackets, and `verp` the token of its bounce or reply
    address by its shape; either may be "". Whether they are ours, the caller knows.
    """

    recipient: str = ""
    status: str = ""
    permanent: bool = False
    diagnostic: str = ""
    original_id: str = ""
    verp: str = ""


def delivery_report(message: Message) -> tuple[BounceKind, str, Bounce] | None:
    """What a mail reports about a delivery: its kind, why it is taken for that, and the details; or None."""
    reported = recipients(message.reports)
    text = details.report_text(message)
    signs = ["delivery status fields (RFC 3464)"] if reported else wording.signs(message, text)
    if not signs:
        return None
    address = details.failed_address(message, text)
    if signs == [wording.SUBJECT, wording.WORDING] and not (address and details.original(message)):
        return None
    reported = reported or recipients([text]) or [details.recipient(message, text)]
    first = min(reported, key=lambda one: _URGENCY.index(one.action))
    return _KINDS[first.action], ", ".join(signs), _bounce(message, first, address)


_URGENCY: tuple[Action, ...] = ("failed", "delayed", "delivered")


def _bounce(message: Message, recipient: Recipient, address: str) -> Bounce:
    status = recipient.status or details.status_of(recipient.diagnostic)
    return Bounce(
        recipient=recipient.address or address,
        status=status,
        permanent=recipient.action == "failed" and not status.startswith(("4", "2")),
        diagnostic=recipient.diagnostic[:_DIAGNOSTIC_LIMIT],
        original_id=details.original_id(message),
        verp=_token(message),
    )


def _token(message: Message) -> str:
    tokens = (_VERP.search(address) for address in message.recipients)
    found = next(filter(None, tokens), None) or _REPLY.search(details.original(message))
    return found[1].lower() if found else ""

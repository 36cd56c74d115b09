"""Delivery status notifications as RFC 3464 has them: per-message and per-recipient fields, as values.

Many mail systems write these fields where no standard puts them (in the text, without blank lines between the
recipients, with actions of their own), so they are read from any text that holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from paceline.inbox.patterns import Pattern

Action = Literal["failed", "delayed", "delivered"]

_LIMIT = 64 * 1024
_FIELD = Pattern(r"[ \t]{0,4}([A-Za-z][A-Za-z0-9-]{2,40})[ \t]{0,4}:(.*)")
ADDRESS = r"[^\s<>\"';,:()\[\]@]{1,64}@[A-Za-z0-9._-]{1,190}[A-Za-z0-9]"
_ADDRESS = Pattern(ADDRESS)
_ENHANCED = Pattern(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_RECIPIENT = ("final-recipient", "original-recipient", "x-actual-recipient")
_OF_A_RECIPIENT = frozenset({*_RECIPIENT, "action", "status", "diagnostic-code"})


@dataclass(frozen=True, slots=True)
class Recipient:
    """What became of one recipient. `address` is lower-case, or ""; `status` is "5.1.1" (RFC 3463), or ""."""

    address: str
    action: Action
    status: str
    diagnostic: str


def recipients(texts: Iterable[str]) -> list[Recipient]:
    """The recipients that RFC 3464 fields in `texts` report about, in their order."""
    found = [_recipient(fields) for text in texts for fields in _groups(text[:_LIMIT].splitlines())]
    return [one for one in found if one is not None]


def enhanced(text: str) -> str:
    """The first enhanced status code (RFC 3463) in a text, or ""."""
    found = _ENHANCED.search(text)
    return ".".join(str(int(part)) for part in found.groups()) if found else ""


def address_in(text: str) -> str:
    """The first mail address in a text, lower-case, or ""."""
    found = _ADDRESS.search(text)
    return found[0].lower() if found else ""


def _groups(lines: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """The fields of each recipient: a blank line ends a group, and so does a recipient field that repeats."""
    fields: dict[str, str] = {}
    last = ""
    for line in lines:
        found = _FIELD.match(line)
        name = found[1].lower() if found else ""
        if not line.strip() or (name in _RECIPIENT and name in fields):
            yield fields
            fields = {}
        if found and name in _OF_A_RECIPIENT:
            fields.setdefault(name, found[2].strip())
        elif last in fields and line[:1] in (" ", "\t") and line.strip():
            fields[last] += " " + line.strip()
            name = last
        last = name
    yield fields


def _recipient(fields: Mapping[str, str]) -> Recipient | None:
    if not any(name in fields for name in _RECIPIENT):
        return None
    diagnostic = fields.get("diagnostic-code", "")
    status = _exact(enhanced(fields.get("status", "")), enhanced(diagnostic))
    action = _action(fields.get("action", ""), status)
    address = next(filter(None, (address_in(fields.get(name, "")) for name in _RECIPIENT)), "")
    return Recipient(address, action, status, _without_type(diagnostic)) if action else None


_ACTIONS: tuple[tuple[str, Action], ...] = (
    ("fail", "failed"),
    ("expired", "failed"),
    ("delay", "delayed"),
    ("deliver", "delivered"),
    ("relay", "delivered"),
    ("expand", "delivered"),
)
_ACTION_OF_CLASS: Mapping[str, Action] = {"5": "failed", "4": "delayed", "2": "delivered"}


def _action(written: str, status: str) -> Action | None:
    """RFC 3464, 2.3.3; where it is missing, the status' class says it."""
    for beginning, action in _ACTIONS:
        if written.lower().startswith(beginning):
            return action
    return _ACTION_OF_CLASS.get(status[:1])


def _exact(status: str, diagnostic: str) -> str:
    """Many systems write 5.0.0 as the status and the exact one into the diagnostic."""
    agree = diagnostic != "" and status[:1] in ("", diagnostic[:1])
    return diagnostic if agree and status in ("", "4.0.0", "5.0.0") else status


def _without_type(diagnostic: str) -> str:
    """ "smtp; 550 unknown" → "550 unknown"."""
    kind, semicolon, text = diagnostic.partition(";")
    return text.strip() if semicolon and re.fullmatch(r"[\w-]{1,20}", kind.strip()) else diagnostic

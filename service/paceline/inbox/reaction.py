"""An emoji that was clicked under a letter of ours instead of an answer: what mail programs send for it.

Gmail sends a part of its own, others an RFC 9078 reaction, some only words about it ("Bo Kim reacted to your message").
What an Outlook user clicks stays in that mailbox (see letters/mime.py).
"""

from __future__ import annotations

import json
import re

from paceline.inbox.mail.charset import decoded
from paceline.inbox.patterns import Pattern

GMAIL = "text/vnd.google.email-reaction+json"
DISPOSITION = "reaction"
"""Of a text/plain part that is a reaction (RFC 9078, 2)."""

_OCTETS = 1_000
_LONGEST = 16
_LINES = 4
_TOLD = Pattern(
    r"\b(?:reacted|reagiert|réagi|reaccion(?:ó|ado)|reagiu|reagito|gereageerd)\b", re.IGNORECASE
)  # fmt: skip
_TO_WHAT = Pattern(
    r"\b(?:gmail|outlook|message|e-?mail|nachricht|mensaje|correo|mensagem|messaggio|bericht)\b", re.IGNORECASE
)
_LINK = Pattern(r"<?https?://\S+>?|\[[^\]]{0,200}\]")


def of_part(kind: str, data: bytes, charset: str) -> str:
    """The emoji of a part; "" where it holds none."""
    text = decoded(data[:_OCTETS], charset)
    if kind != GMAIL:
        return _emoji(text)
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return _emoji(str(said.get("emoji", ""))) if isinstance(said, dict) else ""


def in_words(text: str) -> str | None:
    """The emoji, or "", of a mail that does nothing but tell of a reaction; None: it says something."""
    lines = [line.strip() for line in text.split("\n", 3 * _LINES) if line.strip()]
    others = [line for line in lines if not _tells(line) and not _LINK.fullmatch(line)]
    if not 0 < len(lines) <= _LINES or not any(map(_tells, lines)) or any(not _emoji(line) for line in others):
        return None
    return _emoji(others[0]) if others else ""


def _tells(line: str) -> bool:
    return len(line) <= 200 and bool(_TOLD.search(line) and _TO_WHAT.search(line))


def _emoji(text: str) -> str:
    """`text`, if it is a sign or a few and no word."""
    text = text.strip()
    return (
        text
        if 0 < len(text) <= _LONGEST and not any(c.isalnum() or c.isspace() or c in "-–—*•_.,:;" for c in text)
        else ""
    )

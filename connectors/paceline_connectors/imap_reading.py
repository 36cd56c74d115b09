"""Which mails of a folder are not settled, and their octets, a bounded number at a time."""

from __future__ import annotations

from collections.abc import Iterable

from imapclient import IMAPClient

from paceline.ports import LARGEST_MAIL
from paceline_connectors.imap_line import View

KEYWORD = b"$Paceline"
"""Marks a settled mail that stays in the folder; where the server keeps no keywords, \\Seen does."""
_AT_ONCE = 200
_OCTETS_AT_ONCE = 4 * 1024 * 1024

Sized = list[tuple[int, int]]
"""UIDs and sizes."""


def marks(view: View) -> tuple[bytes, ...]:
    return (KEYWORD, rb"\Seen") if keeps_keywords(view) else (rb"\Seen",)


def keeps_keywords(view: View) -> bool:
    return rb"\*" in view.keeps or KEYWORD.lower() in view.keeps


def unsettled(client: IMAPClient, view: View, *, moves: bool) -> list[int]:
    """Oldest first. Where settled mails move away, one that somebody has only looked at still waits."""
    unmarked = [b"UNKEYWORD", KEYWORD] if keeps_keywords(view) else [] if moves else [b"UNSEEN"]
    return sorted(client.search([b"UNDELETED", *unmarked])) if view.exists else []


def sizes(client: IMAPClient, uids: list[int]) -> Sized:
    """Some may be gone."""
    found = client.fetch(uids, [b"RFC822.SIZE"])
    return [(uid, found[uid][b"RFC822.SIZE"]) for uid in uids if b"RFC822.SIZE" in found.get(uid, {})]


def portions(mails: Sized) -> list[Sized]:
    """So many each that their octets fit well into memory; one that is larger stands alone."""
    parts: list[Sized] = []
    room = 0
    for uid, size in mails:
        if not parts or size > room or len(parts[-1]) >= _AT_ONCE:
            parts.append([])
            room = _OCTETS_AT_ONCE
        parts[-1].append((uid, size))
        room -= size
    return parts


def read(client: IMAPClient, portion: Sized) -> list[tuple[int, bytes]]:
    """Without marking them as seen. Of a mail that is too large only its beginning, which tells that it is."""
    uids = [uid for uid, _ in portion]
    partly = any(size > LARGEST_MAIL for _, size in portion)
    wanted = f"BODY.PEEK[]<0.{LARGEST_MAIL + 1}>" if partly else "BODY.PEEK[]"
    found = client.fetch(uids, [wanted])
    return [(uid, raw) for uid in uids if (raw := _body(found.get(uid, {}).items())) is not None]


def _body(items: Iterable[tuple[bytes, object]]) -> bytes | None:
    """None for a mail that has gone meanwhile: the server gives nothing for it, or NIL."""
    for name, value in items:
        if name.startswith(b"BODY[]") and isinstance(value, bytes):
            return value[: LARGEST_MAIL + 1]
    return None

"""The secret address of a calendar feed: whoever has it can read the feed, and nobody can guess it.

    https://async.acme.example/TOKEN/due.ics        events
    https://async.acme.example/TOKEN/tasks.ics      tasks

A token is 32 base32 characters (RFC 4648, section 6, in lower case): 160 bits of an HMAC-SHA256 (RFC 2104) over whose
it is and how often it was renewed. It is stored nowhere, and must be written into no log.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b32encode

from paceline.letters.ical import FORMS, Form

TOKEN_LENGTH = 32
_PATH = re.compile(rf"/([a-z2-7]{{{TOKEN_LENGTH}}})/({'|'.join(FORMS)})\.ics")
_TOKEN = re.compile(rf"[a-z2-7]{{{TOKEN_LENGTH}}}")


def token(secret: bytes, kind: str, whose: str, generation: int) -> str:
    """The token of one feed; `kind` is "person" or "team", `generation` how often it was renewed."""
    mac = hmac.new(secret, b"paceline/feed/1", hashlib.sha256)
    for part in (kind, whose, str(generation)):
        octets = part.encode()
        mac.update(len(octets).to_bytes(4, "big") + octets)
    return b32encode(mac.digest()[:20]).decode().lower()


def same(one: str, other: str) -> bool:
    """Whether two tokens are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def path(token: str, form: Form) -> str:
    """Within the server and within the folder: "TOKEN/due.ics"."""
    return f"{token}/{form}.ics"


def asked_for(path: str) -> tuple[str, Form] | None:
    """Token and form of a request's path; None where it can be no feed's."""
    found = _PATH.fullmatch(path)
    if not found:
        return None
    return found[1], "tasks" if found[2] == "tasks" else "due"


def is_token(name: str) -> bool:
    """Whether a name has the shape of a token."""
    return bool(_TOKEN.fullmatch(name))

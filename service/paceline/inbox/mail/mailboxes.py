"""Address fields (RFC 5322, 3.4), with what is doubtful in them named. Linear, never an exception."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from paceline.inbox.mail.header import clean, readable, unworded

ADDRESSES = 1000

_PIECE = re.compile(
    r'"(?:[^"\\]|\\.){0,998}"|<[^<>]*>|[(),:;]|=\?[\w*-]+\?[bBqQ]\?[^?\s@<>"]*\?=|(?:(?!=\?)[^"<(),:;])+|.', re.DOTALL
)
_SPEC = re.compile(
    r"(?=.{3,254}\Z)(?P<local>(?=.{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*)"
    r"@(?P<domain>(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)*[^\W_](?:[\w-]{0,61}[^\W_])?)"
)
_ADDRESS = (
    r"(?=[^@]{1,64}@)[A-Za-z0-9_+-]++(?:\.[A-Za-z0-9_+-]++)*+"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,4}[a-z]{2,20}"
)
_PLAIN = re.compile(rf"\s*(?:(?:([A-Za-z][A-Za-z '-]{{0,80}})\s)?\s*<({_ADDRESS})>|({_ADDRESS}))\s*")
"""What most mailboxes are, read at a glance."""
_LOOKS_LIKE_ADDRESS = re.compile(r"[^\s<>\"'(),;:]{1,64}@[^\s<>\"'(),;:]{1,255}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`address` is lower-case with an ASCII (A-label) domain, or ""; `defect` says what a strict reader refuses."""

    address: str
    name: str = ""
    defect: str = ""


@lru_cache(maxsize=256)
def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The mailboxes of one address field, in order, members of groups among them. A team's mails have the same few."""
    if plain := _PLAIN.fullmatch(value):
        return (Mailbox((plain[2] or plain[3]).lower(), (plain[1] or "").strip()),)
    found: list[Mailbox] = []
    current = _Draft()
    depth = 0
    for match in _PIECE.finditer(readable(value)):
        piece = match[0]
        if depth or piece in "()":
            depth = max(0, depth + (piece == "(") - (piece == ")"))
            current.comment(piece)
        elif piece in ",;":
            found += current.finish()
            current = _Draft(group=current.group and piece == ",")
            if len(found) >= ADDRESSES:
                break
        elif piece == ":":
            current = _Draft(group=True)
        else:
            current.take(piece)
    if depth:
        current.defect = "a comment that never ends"
    return tuple(found + current.finish())


def spec(text: str) -> str:
    """An addr-spec (dot-atom form only) as it is compared: lower-case, ASCII domain. "" when it is none.

    A local part whose lower case only is ASCII (with U+212A for "k") is another's, and none.
    """
    if "=?" in text or not _SPEC.fullmatch(text):
        return ""
    local, _, domain = text.rpartition("@")
    if local.lower().isascii() != local.isascii():
        return ""
    try:
        return f"{local.lower()}@{a_labels(domain.lower())}"
    except UnicodeError:
        return ""


def a_labels(domain: str) -> str:
    """A domain in lower case as its A-labels (RFC 5890, 2.3.2.1). Raises UnicodeError where it has none."""
    return domain if domain.isascii() else ".".join(map(_a_label, domain.split(".")))


def _a_label(label: str) -> str:
    """Python's codec is that of 2003: it makes "ss" of "ß", and so one domain of two (RFC 5894, 7.2)."""
    return "xn--" + label.encode("punycode").decode() if re.search("[ßς]", label) else label.encode("idna").decode()


def shown(name: str) -> str:
    """A display name as it may be shown: one clean line, addresses taken out, at most 100 characters."""
    name = _LOOKS_LIKE_ADDRESS.sub("", clean(unworded(name)))
    return " ".join(re.sub(r"[<>\"]", " ", name).split())[:100].strip(" ,;")


class _Draft:
    def __init__(self, *, group: bool = False) -> None:
        self.group = group
        self.words: list[str] = []
        self.comments: list[str] = []
        self.angle: str | None = None
        self.after: str = ""
        self.defect = "a group" if group else ""

    def comment(self, piece: str) -> None:
        if not self.defect and (any(mark in piece for mark in '@<>"\\') or (piece == "(" and "(" in self.comments)):
            self.defect = "an address hidden by a comment"
        self.comments.append(piece)

    def take(self, piece: str) -> None:
        if piece.startswith("<"):
            if self.angle is not None:
                self.defect = self.defect or "two addresses in angle brackets"
                return
            self.angle = piece[1:].removesuffix(">").strip()
        elif self.angle is None:
            self.words.append(piece)
        elif piece.strip():
            self.after += piece

    def finish(self) -> list[Mailbox]:
        phrase = "".join(self.words).strip()
        if self.angle is None:
            if not phrase:
                return []
            address, name = spec(phrase), "".join(self.comments).strip("()")
        else:
            address, name = spec(self.angle), _phrase(self.words)
            if any("@" in word and not word.startswith('"') for word in self.words) and spec(phrase) != address:
                self.defect = self.defect or "an address where a name belongs"
        if self.after:
            self.defect = self.defect or "words after the address"
        if not address:
            self.defect = self.defect or "no valid address"
        return [Mailbox(address, shown(name), self.defect)]


def _phrase(words: list[str]) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", w[1:-1]) if w.startswith('"') and len(w) > 1 else w.strip() for w in words)

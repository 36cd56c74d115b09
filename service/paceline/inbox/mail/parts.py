"""RFC 5322 and 2046: the octets of a mail as a tree of parts. Header fields are cut out, contents only pointed at.

One pass, whatever the nesting: the lines that begin with "--" are looked up among the delimiters of the containers
that stand open. What is inside an enclosed message is counted and bounded like the rest, though nobody reads it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from paceline.inbox.mail import guard
from paceline.inbox.mail.header import boundary, parameters

Field = tuple[str, str]
"""A header field: its name as it is written, and its value, folded, what is not ASCII as lone surrogates."""

# A field with its folded lines; no name where it is a From_ line of an mbox, has none, or is folded from nothing.
# A name does not begin with "--": that may be a delimiter, where a part ends within its header.
_FIELD = re.compile(
    rb"(?:(-?[!-,.-9;-~][!-9;-~]*+):|From |(?=[ \t:]))[ \t]*+"
    rb"([^\r\n]*+(?:(?:\r\n?|\n)[ \t][^\r\n]*+)*+)(?:\r\n?|\n|\Z)"
)
_PLAIN_LINES = 200
"""A block with more of them, folded ones too, is read with more care."""
_NAME = re.compile(r"-?[!-,.-9;-~][!-9;-~]*+")
_LINE = re.compile(rb"[^\r\n]*+(?:\r\n?|\n|\Z)")
_DASHES = re.compile(rb"--(?<=[\r\n]--)[^\r\n]*+")


class Part:
    """`kind` is the media type, lower-case, "" where none is told; `raw[begin:end]` its content, still encoded.

    `values` are those of its fields, by their lower-case names.
    """

    __slots__ = ("begin", "boundary", "end", "fields", "kind", "params", "parts", "values")

    def __init__(self, raw: bytes, at: int) -> None:
        self.fields, self.begin = _plain_fields(raw, at) or fields(raw, at)
        self.end = len(raw)
        self.parts: list[Part] = []
        self.values: dict[str, list[str]] = {}
        for name, value in self.fields:
            self.values.setdefault(name.lower(), []).append(value)
        said = self.first("content-type")
        self.kind, self.params = parameters(said)
        self.boundary = boundary(said, self.params) if self.kind.startswith("multipart/") else b""

    def first(self, name: str) -> str:
        """The value of the first field of this lower-case name, or ""."""
        return self.values[name][0] if name in self.values else ""


def structure(raw: bytes) -> Part:
    """The outermost part, and within it the others. Raises guard.RefusedError where there are too many, or too deep."""
    root = Part(raw, 0)
    guard.check_header(root.fields, root.begin)
    path = _opened(raw, [root])
    delimiters = _delimiters(path)
    at, count = root.begin, 1
    while delimiters and (line := _DASHES.search(raw, at)):
        at = line.end()
        depth, closing = delimiters.get(line[0].rstrip(b" \t"), (0, False))
        if not depth:
            continue
        _end(path[depth:], raw, line.start())
        if closing:
            _end(path[depth - 1 : depth], raw, line.start())
            path = path[: depth - 1]
        else:
            count += 1
            if count > guard.PARTS:
                raise guard.RefusedError(f"the mail has more than {guard.PARTS} parts")
            path = _opened(raw, [*path[:depth], _child(raw, at, path[depth - 1])])
        delimiters = _delimiters(path)
    return root


def _child(raw: bytes, at: int, container: Part) -> Part:
    part = Part(raw, _LINE.match(raw, at).end())  # type: ignore[union-attr]
    if not part.kind and container.kind == "multipart/digest":
        part.kind = "message/rfc822"
    container.parts.append(part)
    return part


def _opened(raw: bytes, path: list[Part]) -> list[Part]:
    """The way down to a part, and on through the messages that it encloses."""
    while path[-1].kind.startswith("message/") and not of_headers(path[-1].kind) and len(path) <= guard.DEPTH:
        path.append(Part(raw, path[-1].begin))
    if len(path) > guard.DEPTH:
        raise guard.RefusedError(f"the parts are nested deeper than {guard.DEPTH}")
    return path


def _delimiters(path: list[Part]) -> dict[bytes, tuple[int, bool]]:
    """The lines that end what stands open: at which depth, and whether for good. Of two that are alike the outer."""
    found: dict[bytes, tuple[int, bool]] = {}
    for depth, part in enumerate(path, 1):
        if part.boundary:
            found.setdefault(b"--" + part.boundary, (depth, False))
            found.setdefault(b"--" + part.boundary + b"--", (depth, True))
    return found


def _end(path: list[Part], raw: bytes, delimiter: int) -> None:
    """The line break before a delimiter belongs to it (RFC 2046, 5.1.1)."""
    end = delimiter - (2 if raw[delimiter - 2 : delimiter] == b"\r\n" else 1)
    for part in path:
        part.end = end


def of_headers(kind: str) -> bool:
    """Reports of machines (RFC 3464, 8098, 5965) are blocks of header fields, nothing else."""
    return kind.startswith("message/") and kind.endswith(("-status", "-notification", "-report"))


def _plain_fields(raw: bytes, at: int) -> tuple[list[Field], int] | None:
    """The same where all up to a blank line are fields, as in nearly all mails; None where it is not so."""
    bound = at + guard.FIELD_OCTETS
    first = raw.find(b"\n", at, bound)
    newline = "\r\n" if raw[first - 1 : first] == b"\r" else "\n"
    blank = b"\n\r\n" if newline == "\r\n" else b"\n\n"
    end = raw.find(blank, at, bound) + 1
    if not end:
        return None
    block = raw[at:end].decode("ascii", "surrogateescape")
    *lines, rest = block.split(newline)
    if rest or len(lines) > _PLAIN_LINES:
        return None
    if block.count("\n") != len(lines) or block.count("\r") != len(lines) * (newline == "\r\n"):
        return None  # breaks of several kinds
    found: list[Field] = []
    for line in lines:
        name, colon, value = line.partition(":")
        if colon and _is_name(name):
            found.append((name, value.lstrip(" \t")))
        elif found and line[:1] in (" ", "\t"):
            found[-1] = found[-1][0], f"{found[-1][1]}{newline}{line}"
        else:
            return None
    return None if len(found) > guard.FIELDS else (found, end + len(newline))


@lru_cache(maxsize=512)
def _is_name(text: str) -> bool:
    """A field's name (RFC 5322, 3.6.8). Few are used."""
    return _NAME.fullmatch(text) is not None


def fields(raw: bytes, at: int = 0) -> tuple[list[Field], int]:
    """The header fields that begin at `at`, and where what follows them begins: at the first line that is none.

    No more and no longer ones than guard.py allows, and one more, or one octet more, to tell it by.
    """
    begin, envelope = at, -1
    most, longest = guard.FIELDS + 1, guard.FIELD_OCTETS + 1
    found: list[Field] = []
    while line := _FIELD.match(raw, at):
        name, value = line.groups()
        if name:
            if len(found) < most:
                found.append((name.decode("ascii"), value[:longest].decode("ascii", "surrogateescape")))
            envelope = -1
        elif at > begin and raw[at : at + 1] == b"F":
            envelope = at
        at = line.end()
    if envelope >= 0:  # "From" is a word of the text, where nothing but the text follows
        return found, envelope
    blank = raw[at : at + 2]
    return found, at + (2 if blank == b"\r\n" else 1 if blank[:1] in (b"\r", b"\n") else 0)


def blocks(raw: bytes) -> list[list[Field]]:
    """Header blocks with blank lines between them; lines that belong to none are passed over."""
    found, at = [], 0
    while at < len(raw):
        block, after = fields(raw, at)
        if block:
            found.append(block)
        at = after if after > at else _LINE.match(raw, at).end()  # type: ignore[union-attr]
    return found

"""What is looked at before any parser sees a mail: sizes and counts, on the octets themselves, in linear time.

The standard library's parser is quadratic in header sizes and recursive in nesting, so both are bounded here.
"""

from __future__ import annotations

import re

MAIL_OCTETS = 10 * 1024 * 1024
HEADER_BLOCK_OCTETS = 64 * 1024
FIELD_OCTETS = 8 * 1024
FIELDS = 500
DEPTH = 20
PARTS = 200
LINES = 500_000

_LINE = re.compile(rb"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_FIELD_START = re.compile(rb"[!-9;-~]*:")
_STRUCTURE = re.compile(
    rb"(?<![^\r\n])(?:--([^\r\n]{1,200})"
    rb"|content-type:[ \t\r\n]{0,20}(multipart|message)/([^\r\n]*(?:\r?\n[ \t][^\r\n]*){0,20}))",
    re.IGNORECASE,
)
_MAY_NEST = re.compile(rb"boundary|message/", re.IGNORECASE)
_BOUNDARY = re.compile(rb"boundary(\*?)[^=]{0,20}=[ \t]*\"?([^\"\r\n;]{1,200})", re.IGNORECASE)


def trimmed(raw: bytes) -> bytes:
    """Without what exports and careless relays put before the headers: a byte order mark, blank lines."""
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def refusal(raw: bytes) -> str:
    """Why this mail must not be parsed, in words; "" when it may."""
    if len(raw) > MAIL_OCTETS:
        return f"the mail is larger than {MAIL_OCTETS // (1024 * 1024)} MB"
    if max(raw.count(b"\n"), raw.count(b"\r")) > LINES:
        return f"the mail has more than {LINES} lines"
    return _header_refusal(raw) or _structure_refusal(raw)


def _header_refusal(raw: bytes) -> str:
    fields = size = at = 0
    while at < len(raw):
        line = _LINE.match(raw, at)
        if line is None or not line[1]:
            break
        if line[1][:1] in b" \t":
            size += line.end() - at
        elif _FIELD_START.match(line[1]) or (at == 0 and line[1].startswith(b"From ")):
            fields, size = fields + 1, line.end() - at
        else:
            break
        at = line.end()
        if size > FIELD_OCTETS:
            return f"a header field is larger than {FIELD_OCTETS // 1024} kB"
        if at > HEADER_BLOCK_OCTETS:
            return f"the header block is larger than {HEADER_BLOCK_OCTETS // 1024} kB"
        if fields > FIELDS:
            return f"the mail has more than {FIELDS} header fields"
    return ""


def _structure_refusal(raw: bytes) -> str:
    """Follows the delimiter lines with a stack of open containers; text that looks like one is popped again."""
    if not _MAY_NEST.search(raw):
        return ""
    open_at: list[bytes | None] = []
    parts = 0
    for token in _STRUCTURE.finditer(raw):
        if token[2]:
            open_at.append(_boundary(token[2], token[3]))
            if len(open_at) > DEPTH:
                return f"the parts are nested deeper than {DEPTH}"
            continue
        delimiter = token[1].rstrip()
        if delimiter in open_at:
            del open_at[open_at.index(delimiter) + 1 :]
            parts += 1
        elif delimiter.endswith(b"--") and delimiter[:-2] in open_at:
            del open_at[open_at.index(delimiter[:-2]) :]
        elif b"" in open_at:
            parts += 1
        if parts > PARTS:
            return f"the mail has more than {PARTS} parts"
    return ""


def _boundary(kind: bytes, parameters: bytes) -> bytes | None:
    """The boundary; None where there is none; b"" where RFC 2231 writes it, so that any line may be a delimiter."""
    if kind.lower() == b"message":
        return None
    found = _BOUNDARY.search(parameters)
    if found is None:
        return None
    return b"" if found[1] else found[2].rstrip()

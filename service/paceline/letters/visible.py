"""What people wrote, made safe to show: no control character, nothing that turns the reading direction (UTR 36)."""

from __future__ import annotations

import re

_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060"
    "\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_SILENT = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff")
"""Marks without a shape of their own that honest keyboards leave behind; to show them escaped would only puzzle."""


def visible(text: str) -> str:
    """`text` on one line: breaks become spaces; control and bidi characters are shown escaped, as ``\\u202e``."""
    return _ODD.sub(_shown, text) if _ODD.search(text) else text


def visible_lines(text: str) -> list[str]:
    """The lines of `text` (that end in LF or CRLF), each as `visible` shows it."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    return [visible(line) for line in lines] if _ODD.search("".join(lines)) else lines


def cleaned(text: str) -> str:
    """`text` for a header: on one line, control and bidi characters gone, runs of white space made one space."""
    if not text.isascii() or not text.isprintable():
        text = _ODD.sub(lambda found: " " if found[0] in _BREAKS else "", text)
    return " ".join(text.split())


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    if character in _BREAKS:
        return " "
    if character in _SILENT:
        return ""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

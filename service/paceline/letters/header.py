"""The values of header fields, from any text: cleaned, folded (RFC 5322, 2.2.3) or encoded (RFC 2047)."""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections.abc import Iterable

from paceline.letters.visible import cleaned

_WIDTH = 78
_ENCODED_LINE = 76
_ENCODED_WORD = 75
_NAME_ENDS = len("Reply-To: ")
"""The longest name of a field that holds a mailbox."""
_LONGEST_QUOTED = 50
_LONGEST_ADDRESS = 320
_LONGEST_ID = 250
_MOST_REFERENCES = 20

_ID = re.compile(r"<[!-;=?-~]+>")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*\Z")
_NOT_IN_ADDRESS = re.compile(r'[\s<>()\[\],;:\\"]')


def unstructured(text: str, at: int = 0) -> str:
    """`text` as an unstructured value (RFC 5322, 2.2.1): cleaned, folded, as encoded words where it is not plain ASCII.

    `at` is the column where it begins.
    """
    text = cleaned(text)
    if text.isascii() and "=?" not in text:
        folded = _folded(text.split(" "), at)
        if folded is not None:
            return folded
    return _encoded(text, at)


def mailbox(name: str, address: str) -> str:
    """`name <address>` (RFC 5322, 3.4), or the address alone."""
    local, at, domain = _NOT_IN_ADDRESS.sub("", cleaned(address))[:_LONGEST_ADDRESS].rpartition("@")
    address = f"{local}{at}{_a_labels(domain)}"
    return angled(name, address) if cleaned(name) else address


def angled(name: str, inner: str) -> str:
    """`name <inner>`; the name is a phrase: atoms, a quoted string or encoded words."""
    name, inner = cleaned(name), _NOT_IN_ADDRESS.sub("", cleaned(inner))[:_LONGEST_ADDRESS]
    if not name.isascii() or "=?" in name or len(name) > _LONGEST_QUOTED:
        name = _encoded(name, _NAME_ENDS)
    elif not _ATOMS.match(name):
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    last = name.rpartition("\r\n")[2]
    glue = "\r\n " if _NAME_ENDS + len(last) + len(inner) + 3 > _WIDTH else " "
    return f"{name}{glue}<{inner}>" if name else f"<{inner}>"


def ids(ids: Iterable[str]) -> str:
    """Msg-ids, folded between each other and never encoded; what is no msg-id is left out."""
    found = [each for text in ids for each in _ID.findall(text) if len(each) <= _LONGEST_ID]
    return "\r\n ".join(dict.fromkeys(found))


def bounded(references: tuple[str, ...]) -> tuple[str, ...]:
    """The first and the last ones (RFC 5322 sets no limit, servers do)."""
    if len(references) <= _MOST_REFERENCES:
        return references
    return (references[0], *references[1 - _MOST_REFERENCES :])


def printable(text: str) -> str:
    return "".join(character for character in text if "!" <= character <= "~" and character not in "<>")


def _folded(words: list[str], at: int) -> str | None:
    """The words on lines of at most 78 octets; None where one is too long for a line."""
    lines, line = [], ""
    for word in words:
        if line and at + len(line) + 1 + len(word) > _WIDTH:
            lines.append(line)
            line, at = word, 1
        else:
            line = f"{line} {word}" if line else word
        if at + len(line) > _WIDTH:
            return None
    return "\r\n ".join([*lines, line])


def _encoded(text: str, at: int) -> str:
    """RFC 2047 encoded words, one on a line, the first from column `at`; none ends within a character."""
    words, octets, room = [], b"", _room(at)
    for character in text:
        more = character.encode()
        if len(octets) + len(more) > room:
            words.append(octets)
            octets, room = b"", _room(1)
        octets += more
    return "\r\n ".join(f"=?utf-8?b?{b2a_base64(word, newline=False).decode()}?=" for word in (*words, octets))


def _room(at: int) -> int:
    """How many octets an encoded word in column `at` may carry: 75 with its frame, on a line of 76 (RFC 2047, 2)."""
    return (min(_ENCODED_LINE - at, _ENCODED_WORD) - len("=?utf-8?b??=")) // 4 * 3


def _a_labels(domain: str) -> str:
    """A domain in another script as A-labels (RFC 5891)."""
    try:
        return domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return printable(domain)

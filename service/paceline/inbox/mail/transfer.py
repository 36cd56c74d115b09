"""Transfer encodings (RFC 2045, 6) undone: what the letters say, however broken the rest is."""

from __future__ import annotations

import binascii
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_PIECES = 1_000
_LINES_OF_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]*\r?\n)*[A-Za-z0-9+/]*")


def content(data: bytes, encoding: str) -> bytes:
    """The octets that were encoded; an unknown encoding is taken as none."""
    match encoding:
        case "base64":
            return base64_octets(data)
        case "quoted-printable":
            return binascii.a2b_qp(data)
        case "x-uuencode" | "uuencode" | "uue" | "x-uue":
            return _uudecoded(data)
    return data


def base64_octets(data: bytes) -> bytes:
    """What the letters of the alphabet say, whatever stands between them and however the end is padded.

    Padding ends what was encoded (RFC 2045, 6.8): behind it lines of base64 are more of the kind, and any others
    nothing, as what a mailing list writes below.
    """
    first, *more = data.split(b"=", _PIECES)
    return b"".join([_octets(first), *(_octets(each) for each in more if each and _LINES_OF_BASE64.fullmatch(each))])


def _octets(data: bytes) -> bytes:
    letters = _NOT_BASE64.sub(b"", data)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _uudecoded(data: bytes) -> bytes:
    _, begin, rest = data.partition(b"begin ")
    out = bytearray()
    for line in rest.splitlines()[1:] if begin else ():
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            return data
    return bytes(out) or data

"""Octets to text: as declared, else UTF-8, else guessed, else windows-1252. Never an exception."""

from __future__ import annotations

import codecs
import encodings
import pkgutil
import re
from encodings.aliases import aliases
from functools import lru_cache

SAMPLE_OCTETS = 4096
TELLING_OCTETS = 20
"""With fewer octets that are not ASCII nothing is guessed."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}")
_META = re.compile(rb"<meta[^<>]{0,200}?charset=[\"']?([A-Za-z0-9._:+-]{1,40})", re.IGNORECASE)
_ISO_2022_JP = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")

# Declared name (Python's spelling) to the superset that senders mean by it (WHATWG Encoding).
_MEANT = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
}
_UNKNOWN_TO_PYTHON = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-mac-roman": "mac_roman",
    "x-euc-jp": "euc_jp",
    "utf8mb4": "utf-8",
    "ks_c_5601": "cp949",
}
_GUESSED = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"]
_GUESSED += ["shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"]
_NO_TEXT = {
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
    "unicode_internal",
    "mbcs",
    "oem",
}


def decoded(data: bytes, declared: str = "", *, html: bool = False, cut: bool = False) -> str:
    """`cut`: the end of `data` may stand in the middle of a character. NUL characters are taken out."""
    if html and not declared and (meta := _META.search(data[:1024])):
        declared = meta[1].decode("ascii")
    codec = known(declared)
    if b"\x1b" in data and any(mark in data for mark in _ISO_2022_JP) and not codec.startswith("iso2022"):
        codec = "iso2022_jp_ext"
    text = _strictly(data, codec or "utf-8", cut)
    if text is None and codec not in ("", "utf-8"):
        text = _strictly(data, "utf-8", cut)
    if text is None:
        text = _guessed(data, codec)
    return text.replace("\0", "")


@lru_cache(maxsize=256)
def known(declared: str) -> str:
    """The codec that is meant by a declared charset; "" when there is none, or none that is text."""
    name = declared.strip().strip("\"'").lower()
    if not _NAME.fullmatch(name):
        return ""
    name = encodings.normalize_encoding(_UNKNOWN_TO_PYTHON.get(name, name)).replace(".", "_")
    if name not in _names():
        return ""
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return ""
    if codec.name.replace("-", "_") in _NO_TEXT or not getattr(codec, "_is_text_encoding", True):
        return ""
    return _MEANT.get(codec.name, codec.name)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The names that Python knows. It remembers each that it is asked for, known or not, as long as it runs."""
    modules = {module.name for module in pkgutil.iter_modules(encodings.__path__)} - {"aliases"}
    return frozenset(modules | aliases.keys() | set(aliases.values()))


def _strictly(data: bytes, codec: str, cut: bool) -> str | None:
    try:
        if cut:
            return codecs.getincrementaldecoder(codec)("strict").decode(data, final=False)
        return data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _guessed(data: bytes, declared: str) -> str:
    """A few broken octets in what is UTF-8 elsewhere stay UTF-8; else the letters of a sample decide."""
    as_utf8 = data.decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    if sum(1 for character in as_utf8[:SAMPLE_OCTETS] if character > "\x7f") - broken >= broken:
        return as_utf8
    if declared in ("", "utf-8", "cp1252"):
        declared = _detected(data) or "cp1252"
    return data.decode(declared, "replace")


def _detected(data: bytes) -> str:
    """Too few letters tell nothing: "caf\xe9" may be any of them, and Western is the best bet."""
    first = next((at for at, octet in enumerate(data) if octet > 0x7F), 0)
    begin = max(0, first - SAMPLE_OCTETS // 4)
    sample = data[begin : begin + SAMPLE_OCTETS]
    if sum(octet > 0x7F for octet in sample) < TELLING_OCTETS:
        return ""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, steps=3, chunk_size=512, cp_isolation=_GUESSED).best()
    return known(best.encoding) if best else ""

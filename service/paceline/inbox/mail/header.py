"""Header values: RFC 2047 words, RFC 2231 parameters, message identifiers. Bounded and clean."""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from paceline.inbox.mail.charset import decoded
from paceline.inbox.mail.transfer import base64_octets

PARAMETERS = 100
IDENTIFIERS = 100

_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,75})\?([bBqQ])\?([^?]*)\?=")
_UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_PARAMETER = re.compile(r";\s*([^\s=;\"]{1,80})\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)", re.DOTALL)
_CONTINUED = re.compile(r"([^*]+)\*(?:(\d{1,3})(\*?))?")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DATE = re.compile(
    rf"\s*(?:[A-Z][a-z]{{2}},\s*)?([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})"
    r" ([0-9]{2}:[0-9]{2}(?::[0-9]{2})?) ([+-][0-9]{4})(?: \([A-Z]{1,5}\))?\s*"
)
"""What most dates are, read at a glance."""
_IDENTIFIER = re.compile(r"<[^<>\s]{1,996}>")


def octets(value: str) -> bytes:
    """The octets behind the value of a field, in which those that are not ASCII stand as lone surrogates."""
    return value.encode("utf-8", "surrogateescape")


def text_of(value: str) -> str:
    """A header's value as one clean line: RFC 2047 words decoded, no line break, control or bidi character."""
    if value.isascii() and "=?" not in value:
        return (value if value.isprintable() else _UNCLEAN.sub(" ", value)).strip()
    return clean(unworded(readable(value)))


def readable(value: str) -> str:
    """Raw 8-bit octets in a header, read as UTF-8 (RFC 6532) or what the sender's machine used."""
    if value.isascii():
        return value
    return decoded(octets(value))


def clean(text: str) -> str:
    if text.isascii():
        return (text if text.isprintable() else _UNCLEAN.sub(" ", text)).strip()
    return _BIDI.sub("", _SURROGATES.sub("\ufffd", _UNCLEAN.sub(" ", text))).strip()


def unworded(value: str) -> str:
    """RFC 2047, 6.2: space between encoded words goes; neighbours of one charset are joined before decoding."""
    if "=?" not in value:
        return value
    pieces: list[str] = []
    pending, pending_charset, at = b"", "", 0
    for word in _ENCODED_WORD.finditer(value):
        between = value[at : word.start()]
        charset = word[1].partition("*")[0].lower()
        if pending and (between.strip() or charset != pending_charset):
            pieces.append(decoded(pending, pending_charset))
            pending = b""
        if between.strip() or not at:
            pieces.append(between)
        pending, pending_charset, at = pending + _word_octets(word), charset, word.end()
    if pending:
        pieces.append(decoded(pending, pending_charset))
    return "".join((*pieces, value[at:]))


def _word_octets(word: re.Match[str]) -> bytes:
    payload = word[3].encode("utf-8", "surrogatepass")
    if word[2] in "bB":
        return base64_octets(payload)
    return binascii.a2b_qp(payload.replace(b" ", b"_"), header=True)


@lru_cache(maxsize=64)
def parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """A structured value (RFC 2045, 5.1): its first token, lower-case, and its parameters, RFC 2231 pieces joined.

    Names are lower-case. The first of two parameters of one name counts; pieces count up to the first gap.
    """
    first = value.partition(";")[0]
    if len(first) == len(value):
        return token(value), {}
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for count, found in enumerate(_PARAMETER.finditer(value, len(first))):
        if count >= PARAMETERS:
            break
        name, said = found[1].lower(), _unquoted(found[2].strip())
        continued = _CONTINUED.fullmatch(name)
        if continued is None:
            if "*" in name:
                continue
            plain.setdefault(name, clean(unworded(readable(said))))
        else:
            encoded = continued[2] is None or bool(continued[3])
            pieces.setdefault(continued[1], {}).setdefault(int(continued[2] or 0), (said, encoded))
    for name, numbered in pieces.items():
        plain[name] = _joined(numbered)
    return token(first), plain


@lru_cache(maxsize=64)
def token(value: str) -> str:
    """The first token of a structured value, lower-case; what follows it without a ";" is none of it."""
    return next(iter(clean(readable(value.partition(";")[0])).lower().split()), "")


def boundary(value: str, params: Mapping[str, str]) -> bytes:
    """The boundary that a Content-Type tells (RFC 2046, 5.1.1): its octets as they stand; b"" when it tells none."""
    for found in _PARAMETER.finditer(value):
        if found[1].lower() == "boundary":
            return octets(_unquoted(found[2].strip())).rstrip()
    return params.get("boundary", "").encode()


def _unquoted(value: str) -> str:
    """A quoted string (RFC 5322, 3.2.4) without its quotes, and each pair with a backslash its second character."""
    if not value.startswith('"'):
        return value
    value = value[1:].removesuffix('"')
    return "\\".join(piece.replace("\\", "") for piece in value.split("\\\\")) if "\\" in value else value


def _joined(numbered: dict[int, tuple[str, bool]]) -> str:
    charset, data = "", b""
    for number in range(len(numbered)):
        said, encoded = numbered.get(number, ("", False))
        if encoded and number == 0 and said.count("'") >= 2:
            charset, _, said = said.split("'", 2)
        data += unquote_to_bytes(octets(said)) if encoded else octets(said)
    return clean(decoded(data, charset))


def identifiers(value: str) -> tuple[str, ...]:
    """Message identifiers with their angle brackets (RFC 5322, 3.6.4), each once; bare ones are given brackets."""
    if not value:
        return ()
    if value.isascii() and value.isprintable() and _IDENTIFIER.fullmatch(value):  # as most
        return (value,)
    value = clean(readable(value))
    named = tuple(dict.fromkeys(_IDENTIFIER.findall(value)))[:IDENTIFIERS]
    if named or "<" in value:
        return named
    bare = (word for word in re.split(r"[\s,]+", value) if "@" in word and len(word) < 997)
    return tuple(f"<{word}>" for word in bare)[:IDENTIFIERS]


def instant(value: str) -> datetime | None:
    """The Date header (RFC 5322, 3.3), aware; None when it is none. It orders nothing: clocks lie."""
    try:
        if plain := _DATE.fullmatch(value):
            day, month, year, time, zone = plain.groups()
            return datetime.fromisoformat(f"{year}-{_MONTHS.index(month) + 1:02}-{day:0>2}T{time}{zone}")
        when = _odd_date(text_of(value)[:100])
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _odd_date(value: str) -> datetime:
    """Obsolete and broken forms; what reads them takes long to import, and most mails have none."""
    from email.utils import parsedate_to_datetime

    return parsedate_to_datetime(value)

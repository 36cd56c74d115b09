"""Signed addresses: every letter has a reply address and a bounce address of its own (RFC 5233).

    async+TOKEN@acme.example        the Reply-To of one letter to one person
    async+b-TOKEN@acme.example      its SMTP envelope sender, so that bounces find it (VERP)

A token is 26 base32 characters (RFC 4648, section 6, in lower case): 10 of the letter's id (50 bits, to look
it up by) and 16 of an HMAC-SHA256 (80 bits; RFC 2104, section 5) over the letter's key and the person. Base32
survives mail systems that change the case of the local part.

Expiry and ownership are the caller's: the letter that the id finds carries its `expires` and its person. An
unknown, expired, forged or foreign token must look the same from outside (no answer, one class of log entry),
so that nobody can find out which tokens exist.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b32encode
from collections.abc import Iterable

ID_LENGTH = 10
MAC_LENGTH = 16
TOKEN_LENGTH = ID_LENGTH + MAC_LENGTH

_LOCAL_PART_LIMIT = 64  # octets; RFC 5321, section 4.5.3.1.1
_ADDRESS_LIMIT = 320
_TOKEN = re.compile(rf"[a-z2-7]{{{TOKEN_LENGTH}}}")
_MESSAGE_ID = re.compile(rf"([a-z2-7]{{{ID_LENGTH}}})\.[a-z2-7]{{{MAC_LENGTH}}}")
_SEPARATORS = "+-="
_BOUNCE = "b-"


# --- tokens -------------------------------------------------------------------------------------------------


def letter_id(key: str) -> str:
    """10 base32 characters derived from a letter's key; stored with the letter and looked up by."""
    digest = hashlib.blake2b(key.encode(), digest_size=10, person=b"paceline letter").digest()
    return _base32(digest)[:ID_LENGTH]


def sign(secret: bytes, key: str, person: str) -> str:
    """The token (26 characters) that lets `person` answer the letter named by `key`."""
    return letter_id(key) + _mac(secret, "reply", key, person)


def verify(secret: bytes, token: str, key: str, person: str) -> bool:
    """Whether `token` was signed for this letter and person; either case, constant time."""
    expected = sign(secret, key, person)
    return hmac.compare_digest(_lower(token).encode("utf-8", "replace"), expected.encode())


def letter_of_token(token: str) -> str:
    """The letter id within a token, or "" where the token has not the shape of one."""
    token = _lower(token)
    return token[:ID_LENGTH] if _TOKEN.fullmatch(token) else ""


# --- addresses ----------------------------------------------------------------------------------------------


def reply_address(base: str, token: str) -> str:
    """The Reply-To of a letter: "async+token@acme.example". Raises ValueError where `base` is too long."""
    return _sub_address(base, token)


def verp_address(base: str, token: str) -> str:
    """The envelope sender of a letter: "async+b-token@acme.example". Raises ValueError likewise."""
    return _sub_address(base, _BOUNCE + token)


def token_in(addresses: Iterable[str], base: str) -> str:
    """The first token in a reply address of ours, lower-case, or ""; its signature is not checked here.

    Either case, a quoted local part and "-" or "=" instead of "+" are read. An address whose detail was
    stripped on the way has no token.
    """
    return _first_token(addresses, base, "")


def verp_token_in(addresses: Iterable[str], base: str) -> str:
    """The first token in a bounce address of ours, as `token_in` reads them."""
    return _first_token(addresses, base, _BOUNCE)


def is_ours(address: str, base: str) -> bool:
    """Whether an address is `base` itself, one of its reply addresses or one of its bounce addresses."""
    plain = _plain(address)
    return plain == _plain(base) or bool(token_in([plain], base) or verp_token_in([plain], base))


# --- Message-IDs --------------------------------------------------------------------------------------------


def message_id(secret: bytes, key: str, domain: str) -> str:
    """The Message-ID (RFC 5322, 3.6.4) of a letter: the same each time, and not to be guessed beforehand."""
    return f"<{letter_id(key)}.{_mac(secret, 'message-id', key)}@{domain.lower()}>"


def letter_of(message_id: str, domain: str) -> str:
    """The letter id within a Message-ID of ours, with or without brackets; "" where it is none by its shape."""
    local, _, host = _lower(message_id.strip()[:_ADDRESS_LIMIT]).strip("<>").rpartition("@")
    found = _MESSAGE_ID.fullmatch(local)
    return found[1] if found and host == _lower(domain) else ""


# --- below --------------------------------------------------------------------------------------------------


def _mac(secret: bytes, purpose: str, *parts: str) -> str:
    """80 bits of HMAC over length-prefixed parts, so that no two lists of parts are the same octets."""
    mac = hmac.new(secret, b"paceline/1", hashlib.sha256)
    for part in (purpose, *parts):
        octets = part.encode()
        mac.update(len(octets).to_bytes(4, "big") + octets)
    return _base32(mac.digest()[:10])


def _base32(octets: bytes) -> str:
    return b32encode(octets).decode().rstrip("=").lower()


def _lower(text: str) -> str:
    """Lower case of ASCII only: other letters that fold to ASCII ones (U+212A) must not count as these."""
    return text.lower() if text.isascii() else text


def _sub_address(base: str, detail: str) -> str:
    local, at, domain = base.rpartition("@")
    if not (local and at and domain):
        raise ValueError(f"{base!r} is no address")
    extended = f"{local}+{detail}"
    if len(extended.encode()) > _LOCAL_PART_LIMIT:
        raise ValueError(
            f"{base!r} is too long: with a token the part before @ has more than {_LOCAL_PART_LIMIT} octets"
        )
    return f"{extended}@{domain}"


def _first_token(addresses: Iterable[str], base: str, flavour: str) -> str:
    for address in addresses:
        detail = _detail(address, base)
        if detail.startswith(flavour) and _TOKEN.fullmatch(detail, len(flavour)):
            return detail[len(flavour) :]
    return ""


def _detail(address: str, base: str) -> str:
    """What follows the separator in a sub-address of `base`, or ""."""
    if len(address) > _ADDRESS_LIMIT:
        return ""
    local, _, domain = _plain(address).rpartition("@")
    our_local, _, our_domain = _plain(base).rpartition("@")
    rest = local.removeprefix(our_local)
    if domain != our_domain or rest == local or rest[:1] not in _SEPARATORS:
        return ""
    return rest[1:]


def _plain(address: str) -> str:
    """Lower-case, without brackets and without the quotes of a quoted local part (RFC 5321, 4.1.2)."""
    local, at, domain = _lower(address[: _ADDRESS_LIMIT + 1].strip().strip("<>")).rpartition("@")
    if len(local) > 1 and local[0] == local[-1] == '"':
        local = local[1:-1].replace("\\", "")
    return local + at + domain

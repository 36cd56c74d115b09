"""Who wrote a mail, as far as the receiving server vouches for it (RFC 8601, section 5; RFC 7489, section 3.1).

Only Authentication-Results fields of our own server count: those that carry its authserv-id and stand above the
first Received field that another's server wrote. For each method the topmost verdict is the verdict. `arc=pass`
does not count: anybody can seal a chain (RFC 8617, section 9.2), and a receiver that trusts the sealer says so in its
`dmarc` verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from paceline.inbox.disguise import disguise
from paceline.inbox.mail import Message
from paceline.inbox.mail.mailboxes import a_labels

EXCHANGE = "exchange"
"""The authserv-id to configure for Exchange Online, whose Authentication-Results fields carry none."""

_FIELD_LIMIT = 8 * 1024
_FIELDS_LIMIT = 20
_DOMAIN_LIMIT = 253
_LEXEME = re.compile(r'"(?:[^"\\]|\\.)*"|\\.|[()]|[^"\\()]+|["\\]', re.DOTALL)
_RESULT = re.compile(r"\s*([\w-]+)(?:/\d+)?\s*=\s*([\w-]+)")
_PROPERTY = re.compile(r"\b([a-z]+\.[\w-]+)\s*=\s*([^\s;]+)")
_BY = re.compile(r"\bby\s+([^\s;()\[\]]+)")


@dataclass(frozen=True, slots=True)
class Identity:
    """`address` is From's, lower-case, or "". `why` is for the operator: what vouched for it, or what was missing."""

    address: str
    authenticated: bool
    why: str


def identify(message: Message, *, authserv_id: str, trust: Literal["dmarc", "token"]) -> Identity:
    """Who wrote `message`.

    With "dmarc" our server must vouch for From's domain: `dmarc=pass`, or where it knows no policy of the domain an
    aligned `dkim=pass` or `spf=pass`. `authserv_id` is its id, a domain that the ids of its hosts lie under, or
    EXCHANGE. "token" is for servers that write no Authentication-Results: then a well-formed From is
    believed as it stands; the signed reply address ties an answer to its letter, and is no proof of a new mail.
    """
    if message.sender is None:
        return Identity("", False, message.sender_defect or "no From")
    address = message.sender.address
    if defect := disguise(address):
        return Identity(address, False, defect)
    if trust == "token":
        return Identity(address, True, "the server writes no Authentication-Results; the token is the proof")
    if not authserv_id:
        return Identity(address, False, "no authserv-id is configured")
    authenticated, why = _vouched(message, address, authserv_id)
    return Identity(address, authenticated, why)


def authserv_ids(message: Message) -> tuple[str, ...]:
    """Who wrote the Authentication-Results of a mail, from the top: for an operator to choose from, no proof."""
    found = (_plain(value).lower().split(";")[0] for name, value in message.trace if name == "authentication-results")
    heads = [EXCHANGE if "=" in head else next(iter(head.split()), "") for head in islice(found, _FIELDS_LIMIT)]
    return tuple(dict.fromkeys(head for head in heads if head))


# --- Authentication-Results ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    result: str
    properties: Mapping[str, str]


def _vouched(message: Message, address: str, authserv_id: str) -> tuple[bool, str]:
    domain = _domain(address)
    results = _topmost(_results(message, authserv_id))
    if _sent_within_exchange(message, authserv_id):
        return True, "sent within our Exchange organisation"
    if not results:
        return False, f"no Authentication-Results of {authserv_id}"
    judged = [one for one in results.get("dmarc", []) if one.result in ("pass", "fail")]
    if judged:
        passed = all(one.result == "pass" and _names(one, "header.from", domain) for one in judged)
        return passed, f"dmarc={'pass' if passed else 'fail'} for {domain}"
    for one in (*results.get("dkim", []), *results.get("spf", [])):
        signer = next((one.properties[name] for name in _SIGNER if name in one.properties), "")
        if one.result == "pass" and _aligned(_domain(signer), domain):
            return True, f"{one.method}=pass for {_domain(signer)}"
    if any(one.result == "pass" and one.properties.get("smtp.auth") == address for one in results.get("auth", [])):
        return True, f"auth=pass for {address}"
    told = ", ".join(f"{one.method}={one.result}" for field in results.values() for one in field)
    return False, f"nothing vouches for {domain}: {told}"


_SIGNER = ("header.d", "header.i", "smtp.mailfrom", "smtp.mail", "smtp.mfrom")


def _names(result: _Result, name: str, domain: str) -> bool:
    """Whether a property, where it is there, is about `domain`: else the server read another From than we did."""
    return _domain(result.properties.get(name, domain)) == domain


def _topmost(fields: Iterable[list[_Result]]) -> dict[str, list[_Result]]:
    """The results of each method, from the topmost field that reports it."""
    topmost: dict[str, list[_Result]] = {}
    for results in fields:
        new: dict[str, list[_Result]] = {}
        for result in results:
            if result.method not in topmost:
                new.setdefault(result.method, []).append(result)
        topmost |= new
    return topmost


def _results(message: Message, authserv_id: str) -> Iterator[list[_Result]]:
    """The results in each field of our own server, from the top."""
    read = 0
    for name, value in message.trace:
        if name == "received" and not _ours(value, authserv_id):
            return
        if name == "authentication-results" and len(value) <= _FIELD_LIMIT and read < _FIELDS_LIMIT:
            read += 1
            yield _parse(value, authserv_id.lower())


def _parse(value: str, authserv_id: str) -> list[_Result]:
    """The results of one field (RFC 8601, 2.2), or none when it is not of `authserv_id`; odd ones are left out."""
    head, *rest = _plain(value).lower().split(";")
    if "=" in head:
        head, rest = EXCHANGE, [head, *rest]
    written_by = next(iter(head.split()), "")
    if written_by != authserv_id and not written_by.endswith("." + authserv_id):
        return []
    found = [(_RESULT.match(part), part) for part in rest]
    return [_Result(one[1], one[2], dict(_PROPERTY.findall(part))) for one, part in found if one]


def _plain(value: str) -> str:
    """A field without its comments, which nest (RFC 5322, 3.2.2), and with quoted strings made single words.

    Quotes count within comments too: there servers repeat the envelope sender, which its author chose.
    """
    depth = 0
    plain: list[str] = []
    for lexeme in _LEXEME.findall(value[:_FIELD_LIMIT]):
        if lexeme == "(":
            depth += 1
        elif lexeme == ")":
            depth = max(depth - 1, 0)
            plain.append(" ")
        elif not depth:
            plain.append(re.sub(r"[\s;=]", "_", lexeme.strip('"')) if lexeme[0] == '"' else lexeme)
    return "".join(plain)


def _ours(received: str, authserv_id: str) -> bool:
    """Whether a Received field was written by our own servers: its "by" names our domain or no public host."""
    by = _BY.search(_plain(received).lower())
    host = by[1].rstrip(".") if by else ""
    return not _PUBLIC.search(host) or f".{host}".endswith("." + _our_domain(authserv_id.lower()))


_PUBLIC = re.compile(r"\.(?!local$|localdomain$|internal$|lan$|intranet$|arpa$)[a-z][a-z0-9-]*$")
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "ne", "net", "or", "org"})


def _our_domain(authserv_id: str) -> str:
    """The domain that our hosts lie under: "google.com" for "mx.google.com", "acme.co.uk" for itself."""
    if authserv_id == EXCHANGE:
        return "outlook.com"
    _, _, parent = authserv_id.partition(".")
    second, _, top = parent.rpartition(".")
    is_registry = not second or (second in _SECOND_LEVEL and len(top) == 2)
    return authserv_id if is_registry else parent


def _sent_within_exchange(message: Message, authserv_id: str) -> bool:
    """Exchange takes these headers away from mail that comes from outside (its header firewall)."""
    values = message.headers.get("x-ms-exchange-organization-authas", ())
    return authserv_id == EXCHANGE and {value.strip().lower() for value in values} == {"internal"}


def _domain(identifier: str) -> str:
    """The domain of an address or of itself, in A-labels (RFC 5890, 2.3.2.1)."""
    domain = identifier.strip("<>").rpartition("@")[2].rstrip(".")[:_DOMAIN_LIMIT]
    try:
        return a_labels(domain)
    except UnicodeError:
        return domain


def _aligned(signer: str, domain: str) -> bool:
    """Relaxed alignment (RFC 7489, 3.1) without a list of public suffixes: the same domain, or one under the other."""
    shorter, longer = sorted((signer, domain), key=len)
    return shorter == longer or ("." in shorter and longer.endswith("." + shorter))

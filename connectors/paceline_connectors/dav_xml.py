"""What WebDAV says in XML (RFC 4918, 6578; CalDAV: RFC 4791): written, and read with bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lxml import etree

Node = Any
"""An element of lxml's, which comes without types."""

D = "{DAV:}"
C = "{urn:ietf:params:xml:ns:caldav}"
_NAMES = {"D": "DAV:", "C": "urn:ietf:params:xml:ns:caldav"}
_STAMP = "%Y%m%dT%H%M%SZ"
_NOT_THERE = frozenset({404, 410})


@dataclass(slots=True)
class Answer:
    """What a multistatus says of one resource. `status` is 200 where it gives properties; `withheld` are the statuses
    of those that it does not give."""

    href: str
    status: int = 200
    found: dict[str, Node] = field(default_factory=dict)
    withheld: set[int] = field(default_factory=set)

    @property
    def is_kept_back(self) -> bool:
        """It is there, and the server can't or won't say what it is (RFC 4918, 9.1.1)."""
        return any(status // 100 != 2 and status not in _NOT_THERE for status in (self.status, *self.withheld))

    def text(self, name: str) -> str:
        node = self.found.get(name)
        return "" if node is None else (node.text or "").strip()

    def href_in(self, name: str) -> str:
        node = self.found.get(name)
        return "" if node is None else (node.findtext(f"{D}href") or "").strip()

    def has(self, name: str, kind: str) -> bool:
        """Whether an element of this kind stands anywhere within the property."""
        node = self.found.get(name)
        return node is not None and next(node.iter(kind), None) is not None


@dataclass(frozen=True, slots=True)
class Multistatus:
    answers: tuple[Answer, ...]
    sync_token: str


# --- reading ---------------------------------------------------------------------------------------------------------


def parsed(octets: bytes) -> Node:
    """Raises ValueError for what is no XML, and for XML that brings definitions of its own (entities)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(octets, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"this is no XML: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("this XML has a document type of its own")
    return root


def multistatus(octets: bytes) -> Multistatus:
    """Raises ValueError."""
    root = parsed(octets)
    if root.tag != f"{D}multistatus":
        raise ValueError(f"this is {root.tag}, and no multistatus")
    return Multistatus(tuple(map(_answer, root.iterchildren(f"{D}response"))), root.findtext(f"{D}sync-token") or "")


def _answer(response: Node) -> Answer:
    answer = Answer((response.findtext(f"{D}href") or "").strip(), _status(response) or 200)
    for propstat in response.iterchildren(f"{D}propstat"):
        properties = propstat.find(f"{D}prop")
        status = _status(propstat) or 200
        if status // 100 != 2:
            answer.withheld.add(status)
        elif properties is not None:
            answer.found |= {str(each.tag): each for each in properties.iterchildren("*")}
    return answer


def _status(node: Node) -> int | None:
    """Of "HTTP/1.1 404 Not Found" (RFC 4918, 14.28)."""
    words = (node.findtext(f"{D}status") or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isdecimal() else None


def condition(octets: bytes) -> Node | None:
    """The precondition that was not met (RFC 4918, 16), where the server names it."""
    try:
        root = parsed(octets)
    except ValueError:
        return None
    return next(root.iterchildren("*"), None) if root.tag == f"{D}error" else None


# --- writing ---------------------------------------------------------------------------------------------------------


def propfind(*names: str) -> bytes:
    return _octets(_node(f"{D}propfind", _properties(names)))


def sync(token: str) -> bytes:
    """RFC 6578, 3.2; "" asks for the whole."""
    level = _node(f"{D}sync-level", text="1")
    return _octets(
        _node(f"{D}sync-collection", _node(f"{D}sync-token", text=token), level, _properties([f"{D}getetag"]))
    )


def multiget(hrefs: Iterable[str]) -> bytes:
    asked = (_node(f"{D}href", text=href) for href in hrefs)
    return _octets(_node(f"{C}calendar-multiget", _properties([f"{D}getetag", f"{C}calendar-data"]), *asked))


def query_uid(uid: str) -> bytes:
    """Events whose UID has this in it (RFC 4791, 9.7.5: servers compare parts)."""
    match = _node(f"{C}text-match", text=uid, collation="i;octet")
    return _query(_node(f"{C}prop-filter", match, name="UID"))


def query_time(begins: datetime, ends: datetime) -> bytes:
    """The events between two instants, each date of a series by itself (RFC 4791, 9.6.5)."""
    times = {"start": begins.astimezone(UTC).strftime(_STAMP), "end": ends.astimezone(UTC).strftime(_STAMP)}
    return _query(_node(f"{C}time-range", **times), _node(f"{C}expand", **times))


def free_busy(begins: datetime, ends: datetime) -> bytes:
    """RFC 4791, 7.10."""
    times = {"start": begins.astimezone(UTC).strftime(_STAMP), "end": ends.astimezone(UTC).strftime(_STAMP)}
    return _octets(_node(f"{C}free-busy-query", _node(f"{C}time-range", **times)))


def _query(which: Node, *data: Node) -> bytes:
    events = _node(f"{C}comp-filter", which, name="VEVENT")
    wanted = _node(f"{C}filter", _node(f"{C}comp-filter", events, name="VCALENDAR"))
    properties = _properties([f"{D}getetag"])
    properties.append(_node(f"{C}calendar-data", *data))
    return _octets(_node(f"{C}calendar-query", properties, wanted))


def _properties(names: Iterable[str]) -> Node:
    return _node(f"{D}prop", *map(_node, names))


def _node(tag: str, *children: Node, text: str | None = None, **attributes: str) -> Node:
    node = etree.Element(tag, attributes, nsmap=_NAMES)
    node.text = text
    node.extend(children)
    return node


def _octets(node: Node) -> bytes:
    octets: bytes = etree.tostring(node, xml_declaration=True, encoding="utf-8")
    return octets

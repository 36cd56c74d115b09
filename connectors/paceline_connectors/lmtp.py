"""A mail server within the worker: an MTA hands mail over by LMTP (RFC 2033) or SMTP, and it is on disk before the 250.

Settings, the same for the listener and its mailbox: `spool`: a folder of its own; `listen` ("127.0.0.1:8025");
`protocol`: "lmtp" or "smtp"; `accept`: addresses and domains to take mail for, any "+tag" included (default: all);
`peers`: networks that may connect (default: this machine), since whoever may can write the Authentication-Results that
the service trusts; `max_size` (10,000,000 octets); `connections` (50); `timeout` (300 seconds); `hostname`.

It adds Return-Path and a Delivered-To for each recipient, and no Received: those of the MTA in front stay the topmost.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paceline.ports import LARGEST_MAIL, Listener
from paceline_connectors.filing import Maildir
from paceline_connectors.maildir import MaildirMailbox
from paceline_connectors.settings import Settings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_THIS_MACHINE = ("127.0.0.0/8", "::1/128")
_ROOM_FOR_OUR_FIELDS = 64 * 1024


def mailbox(settings: Mapping[str, Any]) -> MaildirMailbox:
    return MaildirMailbox(Maildir(_place(settings).spool), keep=False)


def listener(settings: Mapping[str, Any], arrived: Callable[[], object] = lambda: None) -> Listener:
    from paceline_connectors.reception import Reception

    place = _place(settings)
    return Reception(place, Maildir(place.spool), arrived)


@dataclass(frozen=True, slots=True)
class Place:
    """`accept` holds lower-case domains and addresses without a tag; empty: any recipient."""

    spool: Path
    host: str = "127.0.0.1"
    port: int = 0
    speaks_lmtp: bool = True
    accept: frozenset[str] = frozenset()
    peers: tuple[Network, ...] = tuple(ipaddress.ip_network(each) for each in _THIS_MACHINE)
    max_size: int = 10_000_000
    connections: int = 50
    timeout: int = 300
    hostname: str = "localhost"

    def takes(self, recipient: str) -> bool:
        local, _, domain = recipient.lower().rpartition("@")
        return not self.accept or not self.accept.isdisjoint({domain, f"{local.partition('+')[0]}@{domain}"})

    def admits(self, peer: object) -> bool:
        """`peer`: an address as the socket names it; a Unix socket's peer has none, and is on this machine."""
        if not isinstance(peer, tuple):
            return True
        address = ipaddress.ip_address(str(peer[0]).partition("%")[0])
        plain = getattr(address, "ipv4_mapped", None) or address
        return any(plain in network for network in self.peers)


def _place(settings: Mapping[str, Any]) -> Place:
    given = Settings(settings)
    host, port = _listen(given)
    place = Place(
        spool=given.path("spool"),
        host=host,
        port=port,
        speaks_lmtp=given.choice("protocol", "lmtp", "smtp") == "lmtp",
        accept=frozenset(each.lower().removeprefix("@") for each in given.texts("accept")),
        peers=_networks(given),
        max_size=given.number("max_size", 10_000_000, 1024, LARGEST_MAIL - _ROOM_FOR_OUR_FIELDS),
        connections=given.number("connections", 50, 1, 1000),
        timeout=given.number("timeout", 300, 1, 3600),
        hostname=given.text("hostname", "") or socket.gethostname(),
    )
    given.close()
    return place


def _listen(given: Settings) -> tuple[str, int]:
    listen = given.text("listen", "127.0.0.1:8025")
    host, _, port = listen.rpartition(":")
    if host and port.isdecimal() and int(port) < 1 << 16:
        return host.strip("[]"), int(port)
    given.wrong("listen", f'"{listen}" is no address with a port', 'write one like "127.0.0.1:8025"')
    return "", 0


def _networks(given: Settings) -> tuple[Network, ...]:
    networks = []
    for each in given.texts("peers") or _THIS_MACHINE:
        try:
            networks.append(ipaddress.ip_network(each))
        except ValueError as error:
            given.wrong("peers", str(error), 'write networks like "10.0.0.0/24" or single addresses')
    return tuple(networks)

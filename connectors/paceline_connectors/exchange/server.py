"""Which Exchange server, as whom, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from paceline_connectors.settings import Settings, parts_of

PATH = "/EWS/Exchange.asmx"
SETTLED = "Paceline"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ONLINE = ("office365.com", "office.com", "outlook.com", "office365.us", "apps.mil", "outlook.cn", "office.de")
"""Domains of Exchange Online, with its national clouds."""


@dataclass(frozen=True, slots=True)
class Server:
    """`address` is the mailbox's; `access` tells how `username` comes to it."""

    endpoint: str
    address: str
    username: str
    password: str = field(repr=False)
    auth: str = "ntlm"
    access: str = "delegate"
    ca_file: str = ""
    timeout: int = 60
    time_zone: str = "UTC"
    """In which whole days of our own begin."""

    @property
    def host(self) -> str:
        return urlsplit(self.endpoint).hostname or ""

    @property
    def online(self) -> bool:
        return any(self.host == domain or self.host.endswith(f".{domain}") for domain in _ONLINE)


def read(given: Settings, time_zone: str = "UTC") -> Server:
    """What the three doors have in common."""
    host, endpoint = given.text("server", ""), given.text("endpoint", "")
    if bool(host) == bool(endpoint):
        given.wrong("server", "one of server and endpoint is needed", 'write server = "mail.acme.example"')
    address = given.text("address")
    if address and "@" not in address:
        given.wrong("address", f'"{address}" is no address', "write the mailbox's own address")
    server = Server(
        endpoint=endpoint or f"https://{host}{PATH}",
        address=address,
        username=given.text("username", address or "?"),
        password=given.text("password"),
        auth=given.choice("auth", "ntlm", "basic"),
        access=given.choice("access", "delegate", "impersonation"),
        ca_file=given.text("ca_file", ""),
        timeout=given.number("timeout", 60, 1, 3600),
        time_zone=time_zone,
    )
    _check(given, server)
    return server


def read_zone(given: Settings) -> str:
    zone = given.text("time_zone", "UTC")
    if zone not in available_timezones():
        given.wrong("time_zone", f'there is no zone "{zone}"', 'write an IANA name: "Europe/Berlin"')
    return zone


def _check(given: Settings, server: Server) -> None:
    parts = parts_of(server.endpoint)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        given.wrong("endpoint", "it is no web address", f'write "https://mail.acme.example{PATH}"')
    elif parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        given.wrong("endpoint", "password and mail would be sent readable", 'begin it with "https://"')
    if server.auth == "basic" and not (server.username + server.password).isascii():
        given.wrong("password", "Basic carries no characters outside ASCII", 'choose others, or auth = "ntlm"')
    if server.ca_file and not Path(server.ca_file).is_absolute():
        given.wrong("ca_file", "the path is not absolute", "write the whole path")

"""Which mailbox, in which cloud, and who asks for it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from functools import lru_cache

import httpx

from paceline_connectors.settings import Settings, parts_of
from paceline_connectors.tokens import Sealed, sealed
from paceline_connectors.wire import is_address

ENDPOINT = "https://graph.microsoft.com"
AUTHORITY = "https://login.microsoftonline.com"
HOW = "run: paceline auth microsoft"
NEEDED = {
    "mailbox": ("Mail.ReadWrite", "MailboxSettings.Read"),
    "transport": ("Mail.ReadWrite", "Mail.Send"),
    "calendar": ("Calendars.ReadWrite", "MailboxSettings.Read"),
}
"""The least that each door works with."""
PERMISSIONS = ("Mail.ReadWrite", "Mail.Send", "Calendars.ReadWrite", "MailboxSettings.Read")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Account:
    """`secret` or `certificate` is an application's own; `kept` is what a person has allowed it."""

    user: str
    tenant: str
    client_id: str
    secret: str = field(default="", repr=False)
    certificate: str = ""
    kept: Sealed | None = None
    endpoint: str = ENDPOINT
    authority: str = AUTHORITY
    timeout: int = 60

    @property
    def acts_by_itself(self) -> bool:
        return bool(self.secret or self.certificate)


def account(given: Settings) -> Account:
    secret, certificate = given.text("client_secret", ""), given.text("certificate_file", "")
    if secret and certificate:
        given.wrong("certificate_file", "there is a client_secret too", "write one of them")
    found = Account(
        user=given.text("user"),
        tenant=given.text("tenant"),
        client_id=given.text("client_id"),
        secret=secret,
        certificate=certificate,
        kept=_kept(given, needed=not (secret or certificate)),
        endpoint=_origin(given, "endpoint", ENDPOINT),
        authority=_origin(given, "authority", AUTHORITY),
        timeout=given.number("timeout", 60, 1, 3600),
    )
    if found.user and not is_address(found.user):
        given.wrong("user", f'"{found.user}" is no mail address', "write the address of the service's mailbox")
    for key, name in (("tenant", found.tenant), ("client_id", found.client_id)):
        if not all(c.isalnum() or c in "-._" for c in name):
            given.wrong(key, "it has characters that no id has", "copy it from the registration's overview")
    return found


def client(account: Account) -> httpx.Client:
    return httpx.Client(timeout=account.timeout, verify=_tls())


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """To read the authorities takes longer than most requests."""
    return httpx.create_ssl_context()


def _kept(given: Settings, *, needed: bool) -> Sealed | None:
    if needed:
        return sealed(given, how=HOW)
    given.text("token_file", "")
    given.text("token_key", "")
    return None


def _origin(given: Settings, key: str, default: str) -> str:
    """A scheme and a host. What is sent there opens the mailbox, so it is encrypted, except on this machine."""
    address = given.text(key, default).rstrip("/")
    parts = parts_of(address)
    local = parts.hostname in _LOOPBACK
    if parts.scheme not in (("https", "http") if local else ("https",)) or not parts.hostname or parts.path:
        given.wrong(key, f'"{address}" is no https address of a host', f'write one like "{default}"')
    return address

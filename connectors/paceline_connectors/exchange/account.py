"""exchangelib's Account for a server: its own connection, verified, that never waits nor tries again by itself."""

from __future__ import annotations

import ssl
from typing import Any

import requests.adapters
from exchangelib import (
    BASIC,
    DELEGATE,
    IMPERSONATION,
    NTLM,
    Account,
    Build,
    Configuration,
    Credentials,
    EWSTimeZone,
    Version,
)
from exchangelib.protocol import FailFast, Protocol
from exchangelib.util import is_xml

from paceline_connectors.answers import one_line
from paceline_connectors.exchange.server import Server

_OLDEST = Version(build=Build(15, 0, 847))
"""Exchange 2013 SP1: later ones speak it too, and say in their first answer what they are."""
_FAULT = 500


class HttpError(Exception):
    """The server, or something before it, answered with an HTTP status of its own and no SOAP."""

    def __init__(self, status: int, said: str, retry_after: float) -> None:
        super().__init__(f"HTTP {status}")
        self.code = f"HTTP {status}"
        self.said = said
        self.retry_after = retry_after


class _OwnCredentials(Credentials):  # type: ignore[misc]
    """Equal to none but themselves: exchangelib shares connections among equal ones."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__


class _AtOnce(FailFast):  # type: ignore[misc]
    """What an HTTP status means is decided by the session, not guessed. `date` is when the server last answered."""

    date = ""

    def raise_response_errors(self, response: Any) -> None:
        self.date = response.headers.get("Date", "")
        status = response.status_code
        if status == requests.codes.ok or (status == _FAULT and response.content and is_xml(response.content)):
            return
        wait = response.headers.get("Retry-After", "")
        offers = response.headers.get("WWW-Authenticate", "")
        words = [part.split()[:1] for part in offers.split(",")]
        schemes = ", ".join(word for [word] in filter(None, words) if "=" not in word)
        place = response.headers.get("Location", "")
        said = f"it offers {schemes}" if schemes else f"it sends us to {place}" if place else response.reason or ""
        raise HttpError(status, one_line(said), float(wait) if wait.isdigit() else 0)


class _Adapter(requests.adapters.HTTPAdapter):
    """Trusts the system's authorities too, not only those that come with `requests`."""

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, ssl_context=ssl.create_default_context(), **more)


class _OwnProtocol(Protocol):  # type: ignore[misc]
    def __init__(self, config: Configuration, server: Server) -> None:
        super().__init__(config=config)
        self._server = server
        self.TIMEOUT = server.timeout

    def create_session(self) -> Any:
        session = super().create_session()
        # Neither a proxy nor a bundle of authorities of the environment's comes between us and the server.
        session.trust_env = False
        session.verify = self._server.ca_file or True
        if not self._server.ca_file:
            session.mount(self.service_endpoint, _Adapter(pool_connections=1, pool_maxsize=1, pool_block=True))
        return session


def account(server: Server) -> Account:
    """Nothing is asked of the server yet."""
    config = Configuration(
        service_endpoint=server.endpoint,
        credentials=_OwnCredentials(server.username, server.password),
        auth_type={"ntlm": NTLM, "basic": BASIC}[server.auth],
        version=_OLDEST,
        retry_policy=_AtOnce(),
        max_connections=1,
    )
    # The Account takes what it finds in exchangelib's table under these credentials: our own.
    _OwnProtocol(config=config, server=server)
    access = {"delegate": DELEGATE, "impersonation": IMPERSONATION}[server.access]
    return Account(server.address, config=config, access_type=access, default_timezone=EWSTimeZone(server.time_zone))


def forget(account: Account) -> None:
    """Close its connection, and take it out of exchangelib's table."""
    account.protocol.close()
    del Protocol[account.protocol.config]

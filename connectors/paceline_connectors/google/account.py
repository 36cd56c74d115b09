"""Who is signed in, by what, and for how much.

Settings of every table: `account`: the mailbox's address; `key_file`: a service account's key, with domain-wide
delegation; or `token_file` and `token_key`: where `paceline auth google` keeps what the account's owner allowed, and
`client_file`: the OAuth client it asks with; `timeout` (60) in seconds for each request; `endpoint`: another address
than Google's, for a gateway of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paceline_connectors.google.words import AGAIN
from paceline_connectors.settings import Settings, parts_of
from paceline_connectors.tokens import Sealed, sealed
from paceline_connectors.wire import is_address

_AUTH = "https://www.googleapis.com/auth/"
MAIL = (f"{_AUTH}gmail.modify",)
"""The least that reads, labels and sends, and looks up what was sent; it can't delete for good."""
CALENDAR = (f"{_AUTH}calendar.events", f"{_AUTH}calendar.freebusy")
IMAP = ("https://mail.google.com/",)
"""For the connectors that speak IMAP and SMTP: Google has none that is less for these."""
OF_DOOR = {"mailbox": MAIL, "transport": MAIL, "calendar": CALENDAR, "imap": IMAP}
WORDS = {
    MAIL[0]: "read, label and send mail",
    IMAP[0]: "read and send mail by IMAP and SMTP",
    CALENDAR[0]: "see and write events",
    CALENDAR[1]: "see when others are busy",
}
TOKEN_ADDRESS = "https://oauth2.googleapis.com/token"  # noqa: S105
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Account:
    """`key_file` or `kept`: never both, never neither. `endpoint` is "" for Google's own."""

    address: str
    key_file: Path | None
    kept: Sealed | None
    endpoint: str = ""
    timeout: int = 60

    def credentials(self, scopes: Iterable[str]) -> Any:
        """Raises ConnectionError when there are none that allow so much."""
        return self._delegated(list(scopes)) if self.key_file else self._allowed(list(scopes))

    def _delegated(self, scopes: list[str]) -> Any:
        from google.oauth2 import service_account

        make: Any = service_account.Credentials.from_service_account_file
        try:
            return make(str(self.key_file), scopes=scopes, subject=self.address)
        except OSError as error:
            raise ConnectionError(f"{self.key_file} can't be read: {error.strerror}") from error
        except ValueError as error:
            said = f"{self.key_file} is no service account's key; download it anew, as JSON"
            raise ConnectionError(said) from error

    def _allowed(self, scopes: list[str]) -> Any:
        from google.oauth2.credentials import Credentials

        assert self.kept is not None
        table = self.kept.read()
        if lacking := [WORDS[scope] for scope in scopes if scope not in table.get("scopes", ())]:
            raise ConnectionError(f"{self.address} has not allowed to {', '.join(lacking)}; {AGAIN}")
        make: Any = Credentials
        return make(
            token=None,
            refresh_token=table.get("refresh_token"),
            token_uri=table.get("token_uri", TOKEN_ADDRESS),
            client_id=table.get("client_id"),
            client_secret=table.get("client_secret"),
        )


def account(given: Settings) -> Account:
    """Read from a table of settings, which says what was wrong when it is closed."""
    address = given.text("account")
    if address and not is_address(address):
        given.wrong("account", "it is no address", "write the address of the mailbox")
    key, token, client = (given.text(name, "") for name in ("key_file", "token_file", "client_file"))
    if key and (token or client):
        given.wrong("key_file", "it goes with neither token_file nor client_file", "choose one way to sign in")
    kept = sealed(given, how=AGAIN) if not key else None
    timeout = given.number("timeout", 60, 1, 600)
    return Account(address, Path(key) if key else None, kept, _endpoint(given), timeout)


def _endpoint(given: Settings) -> str:
    endpoint = given.text("endpoint", "").rstrip("/")
    parts = parts_of(endpoint)
    if endpoint and not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
        given.wrong("endpoint", "what is sent would be readable on the way", "write an address with https://")
    return endpoint

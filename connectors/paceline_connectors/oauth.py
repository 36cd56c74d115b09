"""Access to a mail server without a password: what the account's owner has allowed once, at Google or at Microsoft,
gives an access token for an hour at a time (RFC 6749, 6; RFC 6750; RFC 7628).

Settings: `oauth`: "google" or "microsoft"; `token_file`, `token_key`: see tokens.py; for Google `client_file`, to allow
it once; for Microsoft `client_id`, `tenant` ("organizations"), `authority` ("https://login.microsoftonline.com").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paceline_connectors.answers import one_line
from paceline_connectors.settings import Settings
from paceline_connectors.tokens import Sealed, sealed
from paceline_connectors.trouble import TroubleError

AUTHORITY = "https://login.microsoftonline.com"
GOOGLE_TOKENS = "https://oauth2.googleapis.com/token"
GOOGLE_MAIL = ("https://mail.google.com/",)
MICROSOFT_MAIL = {
    "mailbox": "https://outlook.office.com/IMAP.AccessAsUser.All",
    "transport": "https://outlook.office.com/SMTP.Send",
}
_HOW = "run: paceline auth"


@dataclass(frozen=True, slots=True)
class Account:
    """Whose tokens they are: of an account at `provider`."""

    provider: str
    kept: Sealed
    client_id: str = ""
    tenant: str = ""
    authority: str = AUTHORITY

    def access_token(self, scopes: tuple[str, ...], *, fresh: bool = False) -> str:
        """One that is good for some minutes at least; `fresh`: not the one that was refused just now.

        Raises ConnectionError with what the provider said.
        """
        return (_of_google if self.provider == "google" else _of_microsoft)(self, scopes, fresh)


def account(given: Settings) -> Account | None:
    """Read from a connector's settings; None where they name no provider."""
    provider = given.choice("oauth", "", "google", "microsoft")
    client_id, tenant = given.text("client_id", ""), given.text("tenant", "organizations")
    authority = given.text("authority", AUTHORITY).rstrip("/")
    given.text("client_file", "")
    if not provider:
        for key in ("token_file", "token_key"):
            if given.text(key, ""):
                given.wrong(key, "there is no oauth it belongs to", 'set oauth to "google" or "microsoft"')
        return None
    if provider == "microsoft" and not client_id:
        given.wrong("client_id", "it is missing", "write the Application (client) ID of the app's registration")
    if not authority.startswith("https://"):
        given.wrong("authority", "it is no address with https", f'write "{AUTHORITY}", or leave it out')
    return Account(provider, sealed(given, how=f"{_HOW} {provider}"), client_id, tenant, authority)


def scopes(account: Account, door: str) -> tuple[str, ...]:
    """What a door needs; the least that the provider has for it."""
    return GOOGLE_MAIL if account.provider == "google" else (MICROSOFT_MAIL[door],)


def spoken(mechanism: str, username: str, token: str) -> str:
    """What a client says first: OAUTHBEARER is RFC 7628 (3.1), XOAUTH2 what Google had before."""
    who = f"n,a={username}," if mechanism == "OAUTHBEARER" else f"user={username}"
    return f"{who}\x01auth=Bearer {token}\x01\x01"


# --- Google ----------------------------------------------------------------------------------------------------------


def _of_google(account: Account, scopes: tuple[str, ...], fresh: bool) -> str:  # noqa: ARG001 never an old one
    from google.auth.exceptions import GoogleAuthError
    from google.auth.transport.requests import Request
    from google.oauth2.credentials import Credentials

    table = account.kept.read()
    if lacking := set(scopes) - set(table.get("scopes", scopes)):
        raise TroubleError(f"{' and '.join(sorted(lacking))} was not allowed", account.kept.how)
    make: Any = Credentials
    credentials = make(
        token=None,
        refresh_token=table.get("refresh_token"),
        token_uri=table.get("token_uri", GOOGLE_TOKENS),
        client_id=table.get("client_id"),
        client_secret=table.get("client_secret"),
    )
    try:
        credentials.refresh(Request())
    except GoogleAuthError as error:
        raise TroubleError(f"Google gives no token: {one_line(str(error.args[0]))}", account.kept.how) from error
    return str(credentials.token)


# --- Microsoft -------------------------------------------------------------------------------------------------------


def application(account: Account, cache: Any) -> Any:
    """msal's client. Raises ConnectionError when the authority can't be asked."""
    import msal
    from requests.exceptions import RequestException

    try:
        return msal.PublicClientApplication(
            account.client_id,
            authority=f"{account.authority}/{account.tenant}",
            token_cache=cache,
            # The authority is the operator's own word: there is no need to have it confirmed by another host.
            instance_discovery=False,
            timeout=60,
        )
    except (RequestException, ValueError, KeyError) as error:
        raise ConnectionError(f"{account.authority}: {one_line(str(error))}") from error


def _of_microsoft(account: Account, scopes: tuple[str, ...], fresh: bool) -> str:
    import msal
    from requests.exceptions import RequestException

    cache = msal.SerializableTokenCache()
    cache.deserialize(account.kept.read().get("msal", "{}"))
    made = application(account, cache)
    owners = made.get_accounts()
    if not owners:
        raise TroubleError("nobody has allowed this yet", account.kept.how)
    try:
        answer = made.acquire_token_silent_with_error(list(scopes), owners[0], force_refresh=fresh)
    except (RequestException, ValueError) as error:
        raise ConnectionError(f"{account.authority}: {one_line(str(error))}") from error
    if not answer or "access_token" not in answer:
        raise TroubleError(f"Microsoft gives no token: {refused(answer)}", account.kept.how)
    if cache.has_state_changed:
        account.kept.write({"msal": cache.serialize()})
    return str(answer["access_token"])


def refused(answer: Mapping[str, Any] | None) -> str:
    said = answer or {}
    return one_line(str(said.get("error_description") or said.get("error") or "no reason given").partition("Trace")[0])

"""The account's owner allows the service to read and send its mail by IMAP and SMTP, once, in a browser.

Settings: those of oauth.py, among a mailbox's or a transport's; for Google `client_file` too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from paceline.ports import Permit
from paceline_connectors import oauth
from paceline_connectors.answers import one_line
from paceline_connectors.settings import Settings

_OURS = ("oauth", "client_id", "client_file", "tenant", "authority", "token_file", "token_key")
_WORDS = {"mailbox": "read mail and move it (IMAP)", "transport": "send mail (SMTP)"}


def asked_for(settings: Mapping[str, Any], tell: Callable[[str], object], doors: Iterable[str]) -> Permit:
    """Raises SettingsError for what must be set up first, and ConnectionError with what went wrong."""
    given = Settings({key: value for key, value in settings.items() if key in (*_OURS, "username")})
    username = given.text("username")
    account = oauth.account(given)
    client_file = given.text("client_file", "")
    if account is None:
        given.wrong("oauth", "it is missing", 'set it to "google" or "microsoft"')
    elif account.provider == "google" and not client_file:
        given.wrong("client_file", "it is missing", "name the OAuth client's file, as the Cloud console gives it")
    given.close()
    assert account is not None
    if account.provider == "google":
        return _at_google(settings, username, client_file, tell)
    return _at_microsoft(account, username, tell, [door for door in _WORDS if door in set(doors)])


def _at_google(settings: Mapping[str, Any], username: str, file: str, tell: Callable[[str], object]) -> Permit:
    """By the flow of the connector that has Google's own interface; one scope serves IMAP and SMTP."""
    try:
        permission = import_module("paceline_connectors.google.permission")
        import_module("google_auth_oauthlib.flow")
    except ImportError as error:
        raise ConnectionError("this needs what Google provides: pip install '.[google]'") from error
    kept = {key: settings[key] for key in ("token_file", "token_key")}
    permit: Permit = permission.asked_for({"account": username, "client_file": file, **kept}, tell, frozenset({"imap"}))
    return permit


def _at_microsoft(account: oauth.Account, username: str, tell: Callable[[str], object], doors: list[str]) -> Permit:
    """By a code that is typed in on any device (RFC 8628)."""
    import msal
    from requests.exceptions import RequestException

    cache = msal.SerializableTokenCache()
    made = oauth.application(account, cache)
    try:
        flow = made.initiate_device_flow([oauth.MICROSOFT_MAIL[door] for door in doors])
        if "user_code" not in flow:
            raise ConnectionError(f"Microsoft says: {oauth.refused(flow)}")
        tell(f"Open {flow['verification_uri']} in a browser, sign in as {username}, and type in {flow['user_code']}")
        answer = made.acquire_token_by_device_flow(flow)
    except (RequestException, ValueError) as error:
        raise ConnectionError(f"{account.authority}: {one_line(str(error))}") from error
    if "access_token" not in answer:
        raise ConnectionError(f"Microsoft says: {oauth.refused(answer)}")
    signed_in = str(answer.get("id_token_claims", {}).get("preferred_username", username))
    if signed_in.casefold() != username.casefold():
        raise ConnectionError(f"signed in as {signed_in}, and the settings say {username}; {account.kept.how} again")
    account.kept.write({"msal": cache.serialize()})
    return Permit(signed_in, tuple(_WORDS[door] for door in doors))

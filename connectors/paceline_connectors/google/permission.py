"""The installed-app flow (RFC 8252): the account's owner allows the service what it needs, in a browser, and Google
sends the code to a port of this machine that is open just for that (RFC 8252, 7.3), with PKCE (RFC 7636).

Settings: account.py's, with `client_file`. The keys of the doors may stand beside them: a table of theirs will do.
"""

from __future__ import annotations

import hmac
import logging
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from paceline.ports import Permit
from paceline_connectors.answers import one_line
from paceline_connectors.google.account import MAIL, OF_DOOR, TOKEN_ADDRESS, WORDS, Account, account
from paceline_connectors.google.calls import Line
from paceline_connectors.google.prices import PER_MINUTE, PROFILE
from paceline_connectors.google.words import AGAIN
from paceline_connectors.settings import Settings
from paceline_connectors.trouble import TroubleError

_KEYS_OF_DOORS = ("label", "calendar")
_PATIENCE_SECONDS = 600.0
_TELL_TALES = ("requests_oauthlib", "oauthlib", "urllib3")
"""Loggers that at DEBUG would write down the code, the secret and the tokens."""
_THANKS = b"<!doctype html><title>Paceline</title><p>Thank you. You can close this page.</p>\n"


def asked_for(
    settings: Mapping[str, Any],
    tell: Callable[[str], object],
    doors: frozenset[str],
    patience: float = _PATIENCE_SECONDS,
) -> Permit:
    """A service account is allowed in the Admin console; then it is only shown that it is."""
    given = Settings(settings)
    who = account(given)
    client = given.text("client_file", "")
    if not who.key_file and not client:
        given.wrong("client_file", "it is missing", "name the OAuth client's file, as the Cloud console gives it")
    _pass_over(given)
    given.close()
    scopes = list(dict.fromkeys(scope for door in sorted(doors) for scope in OF_DOOR.get(door, ())))
    if who.key_file:
        return _delegated(who, scopes)
    return _asked_for(who, Path(client), scopes, tell, patience)


def _delegated(who: Account, scopes: list[str]) -> Permit:
    line = Line(who, "gmail", "authorize", scopes, PER_MINUTE)
    try:
        line.sign_in()
    finally:
        line.close()
    return Permit(who.address, tuple(WORDS[scope] for scope in scopes))


def _pass_over(given: Settings) -> None:
    for key in _KEYS_OF_DOORS:
        given.text(key, "")
    given.flag("archive", default=True)
    for key in ("units_per_minute", "requests_per_minute"):
        given.number(key, PER_MINUTE, 1, 1_000_000)


def _asked_for(who: Account, client: Path, scopes: list[str], tell: Callable[[str], object], patience: float) -> Permit:
    flow = _flow(client, scopes)
    with _Loopback() as loopback:
        flow.redirect_uri = loopback.address
        url, state = flow.authorization_url(prompt="consent", login_hint=who.address)
        tell(f"Open this address in a browser on this machine, and sign in as {who.address}:")
        tell(url)
        code = loopback.code(state, patience)
    granted = _granted(flow, code, scopes)
    table = {
        "client_id": flow.client_config["client_id"],
        "client_secret": flow.client_config.get("client_secret", ""),
        "token_uri": flow.client_config.get("token_uri", TOKEN_ADDRESS),
        **granted,
    }
    assert who.kept is not None
    before = who.kept.file.read_bytes() if who.kept.file.exists() else None
    who.kept.write(table)
    try:
        address = _whose(who, granted["scopes"])
    except ConnectionError:
        _put_back(who, before)
        raise
    return Permit(address, tuple(WORDS[scope] for scope in scopes if scope in granted["scopes"]))


def _flow(client: Path, scopes: list[str]) -> Any:
    from google_auth_oauthlib.flow import InstalledAppFlow

    try:
        return InstalledAppFlow.from_client_secrets_file(str(client), scopes=scopes)
    except OSError as error:
        raise ConnectionError(f"{client} can't be read: {error.strerror}") from error
    except (ValueError, KeyError) as error:
        raise TroubleError(f"{client} is no OAuth client", "download the Desktop app's client, as JSON") from error


def _granted(flow: Any, code: str, scopes: list[str]) -> dict[str, Any]:
    """What the code is worth. Its owner may have unticked boxes: then fewer scopes come back, and oauthlib warns."""
    from oauthlib.oauth2.rfc6749.errors import OAuth2Error
    from requests.exceptions import RequestException

    for name in _TELL_TALES:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        token = flow.fetch_token(code=code)
    except Warning as fewer:
        token = getattr(fewer, "token", {})
    except (OAuth2Error, RequestException) as error:
        raise TroubleError(f"Google gave no token: {one_line(str(error))}", AGAIN) from error
    told = token.get("scope", scopes)
    allowed = told.split() if isinstance(told, str) else list(told)
    if not token.get("refresh_token"):
        raise TroubleError("Google gave no token that lasts", f"remove the app from the account's, and {AGAIN}")
    return {"refresh_token": token["refresh_token"], "scopes": [scope for scope in scopes if scope in allowed]}


def _whose(who: Account, scopes: list[str]) -> str:
    """The account's address, as far as what was allowed lets us see it. Raises ConnectionError for another one's."""
    if not scopes:
        raise TroubleError("nothing was allowed", f"{AGAIN}, and tick the boxes")
    if MAIL[0] not in scopes:
        return who.address
    line = Line(who, "gmail", "authorize", MAIL, PER_MINUTE)
    try:
        address = str(line.ask(lambda gmail: gmail.users().getProfile(userId="me"), PROFILE)["emailAddress"])
    finally:
        line.close()
    if address.casefold() != who.address.casefold():
        raise TroubleError(f"signed in as {address}, and the settings say {who.address}", f"{AGAIN}, as {who.address}")
    return address


def _put_back(who: Account, before: bytes | None) -> None:
    assert who.kept is not None
    if before is None:
        who.kept.file.unlink(missing_ok=True)
    else:
        who.kept.file.write_bytes(before)


class _Loopback:
    """A port of 127.0.0.1, for one answer. Other requests (a browser's favicon, a scanner) get 404."""

    def __init__(self) -> None:
        self._answer: dict[str, str] = {}
        self._came = threading.Event()
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> _Loopback:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def code(self, state: str, patience: float) -> str:
        """Raises ConnectionError when none comes, or one that we did not ask for."""
        if not self._came.wait(patience):
            raise TroubleError("nobody has answered in the browser", AGAIN)
        if not hmac.compare_digest(self._answer.get("state", "").encode(), state.encode()):
            raise TroubleError("the answer was to another question than ours", AGAIN)
        if "code" not in self._answer:
            raise TroubleError(f"Google says: {one_line(self._answer.get('error', 'nothing'))}", AGAIN)
        return self._answer["code"]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5

            def do_GET(self) -> None:
                told = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
                expected = urlsplit(self.path).path == "/" and "state" in told
                self.send_response(200 if expected else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(_THANKS if expected else b"")
                if expected and not loopback._came.is_set():
                    loopback._answer = told
                    loopback._came.set()

            def log_message(self, *_: object) -> None:
                """Nothing: the code is in the address."""

        return Handler

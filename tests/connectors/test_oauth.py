"""What an account's owner allows at Microsoft or Google for IMAP and SMTP; Microsoft's side is a server of ours."""

from __future__ import annotations

import base64
import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from mail_servers import CERTIFICATE

from paceline.ports import SettingsError
from paceline_connectors import imap, oauth, smtp
from paceline_connectors.settings import Settings

USER, TENANT, CLIENT = (
    "async@acme.example",
    "11111111-2222-3333-4444-555555555555",
    "66666666-7777-8888-9999-000000000000",
)
KEY = "a key of thirty-two characters, at least"


class Entra:
    """Device code (RFC 8628) and refreshing, over TLS as msal wants it. `refusal`: what it says in place of a token."""

    def __init__(self) -> None:
        entra = self
        self.asked: list[dict[str, str]] = []
        self.user = USER
        self.refusal: dict[str, str] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.say(200, entra.description())

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                entra.asked.append({name: values[0] for name, values in form.items()})
                code = self.path.endswith("/devicecode")
                self.say(400 if entra.refusal and not code else 200, entra.code() if code else entra.token())

            def say(self, status: int, table: dict[str, Any]) -> None:
                octets = json.dumps(table).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(octets)))
                self.end_headers()
                self.wfile.write(octets)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def description(self) -> dict[str, Any]:
        here = f"{self.url}/{TENANT}"
        return {
            "issuer": f"{here}/v2.0",
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "device_authorization_endpoint": f"{here}/devicecode",
        }

    def code(self) -> dict[str, Any]:
        where = f"{self.url}/device"
        return {"device_code": "d", "user_code": "ABCD", "verification_uri": where, "expires_in": 900, "interval": 1}

    def token(self) -> dict[str, Any]:
        if self.refusal:
            return self.refusal
        said = {"aud": CLIENT, "iss": f"{self.url}/{TENANT}/v2.0", "sub": "s", "oid": "o", "tid": TENANT}
        said |= {"preferred_username": self.user, "exp": 4_000_000_000, "iat": 1, "nbf": 1}
        number = len(self.asked)
        return {
            "token_type": "Bearer",
            "access_token": f"access-{number}",
            "refresh_token": f"refresh-{number}",
            "expires_in": 3600,
            "scope": self.asked[-1].get("scope", " ".join(oauth.MICROSOFT_MAIL.values())),
            "id_token": f"{encoded({'alg': 'none'})}.{encoded(said)}.",
            "client_info": encoded({"uid": "o", "utid": TENANT}),
        }


def encoded(table: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(table).encode()).decode().rstrip("=")


@pytest.fixture
def entra(monkeypatch: pytest.MonkeyPatch) -> Iterator[Entra]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    server = Entra()
    yield server
    server.close()


@pytest.fixture
def settings(entra: Entra, tmp_path: Path) -> dict[str, Any]:
    kept = {"token_file": str(tmp_path / "token"), "token_key": KEY}
    there = {"host": "outlook.office365.com", "username": USER, "oauth": "microsoft"}
    return {**there, "client_id": CLIENT, "tenant": TENANT, "authority": entra.url, **kept}


def token(settings: dict[str, Any], *, fresh: bool = False) -> str:
    account = oauth.account(Settings(settings))
    assert account is not None
    return account.access_token(oauth.scopes(account, "mailbox"), fresh=fresh)


def test_microsofts_owner_allows_it_by_a_code(entra: Entra, settings: dict[str, Any]) -> None:
    told: list[str] = []
    permit = imap.authorize(settings, told.append, frozenset({"mailbox", "transport"}))
    assert permit.account == USER
    assert permit.allows == ("read mail and move it (IMAP)", "send mail (SMTP)")
    assert "ABCD" in told[0]
    assert f"{entra.url}/device" in told[0]
    wanted = entra.asked[0]["scope"].split()
    assert set(oauth.MICROSOFT_MAIL.values()) | {"offline_access"} <= set(wanted)
    assert b"refresh" not in Path(settings["token_file"]).read_bytes()
    before = len(entra.asked)
    assert token(settings) == token(settings)
    assert len(entra.asked) == before
    first = token(settings)
    assert token(settings, fresh=True) != first
    assert [each["grant_type"] for each in entra.asked[before:]] == ["refresh_token"]


def test_only_what_a_door_needs_is_asked_for(entra: Entra, settings: dict[str, Any]) -> None:
    smtp.authorize(settings, lambda line: None, frozenset({"transport"}))
    assert oauth.MICROSOFT_MAIL["mailbox"] not in entra.asked[0]["scope"]


def test_another_account_is_not_kept(entra: Entra, settings: dict[str, Any]) -> None:
    entra.user = "mara@acme.example"
    with pytest.raises(ConnectionError, match=r"signed in as mara@acme\.example"):
        imap.authorize(settings, lambda line: None)
    assert not Path(settings["token_file"]).exists()


def test_what_microsoft_refuses_is_said_in_its_words(entra: Entra, settings: dict[str, Any]) -> None:
    imap.authorize(settings, lambda line: None)
    entra.refusal = {"error": "invalid_grant", "error_description": "AADSTS70008: it has expired. Trace ID: 1"}
    with pytest.raises(ConnectionError, match=r"AADSTS70008: it has expired.*paceline auth microsoft") as caught:
        token(settings, fresh=True)
    assert "Trace" not in str(caught.value)


def test_what_is_missing_is_told_before_anything_is_asked(settings: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="client_id"):
        imap.authorize({**settings, "client_id": ""}, lambda line: None)
    with pytest.raises(SettingsError, match="client_file"):
        imap.authorize({**settings, "oauth": "google"}, lambda line: None)
    with pytest.raises(SettingsError, match="oauth"):
        imap.authorize({"username": USER}, lambda line: None)


def test_googles_flow_is_that_of_its_own_connector(settings: dict[str, Any], tmp_path: Path) -> None:
    there = {**settings, "oauth": "google", "client_file": str(tmp_path / "none.json")}
    with pytest.raises(ConnectionError, match=r"none\.json can't be read"):
        imap.authorize(there, lambda line: None)

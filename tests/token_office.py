"""An OAuth 2.0 authorization server on loopback: it renews access tokens (RFC 6749, 6) and vouches for them
(RFC 7662)."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

CLIENT, SECRET = "paceline-client", "client-secret"


class TokenOffice:
    """`users`: whose refresh tokens are good, and who they are. `renewals`: how often a token was asked for."""

    def __init__(self) -> None:
        self.users: dict[str, str] = {}
        self.good: dict[str, str] = {}
        self.renewals = 0
        self.refused = False
        """Whether the tokens it gives from now on are good for nothing."""
        self._count = count(1)

    def start(self) -> TokenOffice:
        office = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                token = parse_qs(urlsplit(self.path).query).get("token", [""])[0]
                user = office.good.get(token)
                self.say(200, {"active": user is not None, **({"username": user} if user else {})})

            def do_POST(self) -> None:
                asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.say(*office.renew({name: values[0] for name, values in asked.items()}))

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
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def allow(self, user: str) -> str:
        """A refresh token of this user's."""
        token = f"refresh-{user}-{next(self._count)}"
        self.users[token] = user
        return token

    def renew(self, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.renewals += 1
        user = self.users.get(asked.get("refresh_token", ""))
        if asked.get("client_id") != CLIENT:
            return 401, {"error": "invalid_client", "error_description": "who is asking?"}
        if user is None:
            return 400, {"error": "invalid_grant", "error_description": "the token was revoked"}
        token = f"access-{next(self._count)}"
        if not self.refused:
            self.good[token] = user
        return 200, {"access_token": token, "expires_in": 3600, "token_type": "Bearer", "scope": "mail"}

    def revoke_all(self) -> None:
        """Access tokens that were given are good no more, as after an hour."""
        self.good.clear()

"""The token endpoint: refresh tokens, authorization codes with PKCE, and the assertions of a service account."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CLIENT_ID, CLIENT_SECRET = "1234.apps.googleusercontent.com", "GOCSPX-not-so-secret"
ROBOT = "paceline@acme.iam.gserviceaccount.com"


AUDIENCE = "https://oauth2.googleapis.com/token"
"""What Google's library says in an assertion, whatever address it goes to."""


class DeniedError(Exception):
    def __init__(self, error: str, description: str, status: int = 400) -> None:
        self.status = status
        self.body = {"error": error, "error_description": description}


@dataclass
class Grants:
    """`skew`: how far the server's clock is ahead. `users` are those of the Workspace."""

    users: set[str]
    skew: float = 0.0
    delegated: set[str] | None = None
    unticked: set[str] = field(default_factory=set)
    access: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    refresh: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    signing_in: str = ""
    """Who sits at the browser; "" for whoever is expected."""
    lasting: bool = True

    def __post_init__(self) -> None:
        self._count = itertools.count(1)

    def allow(self, user: str, scopes: set[str]) -> str:
        """A refresh token."""
        token = f"1//refresh-{next(self._count)}"
        self.refresh[token] = user, frozenset(scopes)
        return token

    def expire(self) -> None:
        self.access.clear()

    def revoke(self) -> None:
        self.refresh.clear()
        self.access.clear()

    def consent(self, query: dict[str, str]) -> str:
        """Where the browser goes on after its user said yes."""
        if query["client_id"] != CLIENT_ID or query["response_type"] != "code":
            raise DeniedError("invalid_request", "")
        if query.get("code_challenge_method") != "S256" or query.get("access_type") != "offline":
            raise DeniedError("invalid_request", "no PKCE, or no offline access")
        code = f"4/code-{next(self._count)}"
        self.codes[code] = query
        return query["redirect_uri"] + "?" + urlencode({"state": query["state"], "code": code})

    def token(self, form: dict[str, str], address: str) -> dict[str, Any]:
        match form.get("grant_type"):
            case "refresh_token":
                return self._refreshed(form)
            case "authorization_code":
                return self._exchanged(form)
            case "urn:ietf:params:oauth:grant-type:jwt-bearer":
                return self._asserted(form["assertion"], address)
        raise DeniedError("unsupported_grant_type", "Invalid grant_type")

    def _refreshed(self, form: dict[str, str]) -> dict[str, Any]:
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            raise DeniedError("invalid_client", "The OAuth client was not found.", 401)
        if form["refresh_token"] not in self.refresh:
            raise DeniedError("invalid_grant", "Token has been expired or revoked.")
        return self._given(*self.refresh[form["refresh_token"]])

    def _exchanged(self, form: dict[str, str]) -> dict[str, Any]:
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if not asked or asked["code_challenge"] != challenge.decode().rstrip("="):
            raise DeniedError("invalid_grant", "Bad Request")
        if asked["redirect_uri"] != form.get("redirect_uri"):
            raise DeniedError("redirect_uri_mismatch", "Bad Request")
        scopes = set(asked["scope"].split()) - self.unticked
        user = self.signing_in or asked.get("login_hint", "")
        more = {"refresh_token": self.allow(user, scopes)} if self.lasting else {}
        return {**self._given(user, frozenset(scopes)), **more}

    def _asserted(self, assertion: str, address: str) -> dict[str, Any]:
        head, claims, signature = assertion.split(".")
        said = json.loads(_decoded(claims))
        try:
            key().public_key().verify(
                _decoded(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except InvalidSignature:
            raise DeniedError("invalid_grant", "Invalid JWT Signature.") from None
        now = time.time() + self.skew
        if said["aud"] not in (AUDIENCE, address):
            raise DeniedError("invalid_grant", "Invalid JWT: Failed audience check")
        if not said["iat"] - 300 <= now <= said["exp"]:
            raise DeniedError(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim.",
            )
        scopes = frozenset(said["scope"].split())
        if said.get("sub") not in self.users:
            raise DeniedError("invalid_grant", "Invalid email or User ID")
        if self.delegated is not None and not scopes <= self.delegated:
            raise DeniedError(
                "unauthorized_client",
                "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any "
                "of the scopes requested.",
                401,
            )
        return self._given(said["sub"], scopes)

    def _given(self, user: str, scopes: frozenset[str]) -> dict[str, Any]:
        token = f"ya29.access-{next(self._count)}"
        self.access[token] = user, scopes
        return {"access_token": token, "expires_in": 3599, "scope": " ".join(sorted(scopes)), "token_type": "Bearer"}


def write_key(path: Path, base: str) -> None:
    """A service account's key, as the Cloud console gives it."""
    pem = key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    table = {
        "type": "service_account",
        "project_id": "acme",
        "private_key_id": "abc",
        "private_key": pem.decode(),
        "client_email": ROBOT,
        "client_id": "100000000000000000001",
        "token_uri": f"{base}/token",
    }
    path.write_text(json.dumps(table))


def write_client(path: Path, base: str) -> None:
    """A desktop app's OAuth client, as the Cloud console gives it."""
    table = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "auth_uri": f"{base}/o/oauth2/auth",
        "token_uri": f"{base}/token",
        "redirect_uris": ["http://localhost"],
    }
    path.write_text(json.dumps({"installed": table}))


def key() -> rsa.RSAPrivateKey:
    """The same for all; two threads that ask at once make one."""
    with _MAKING:
        return _made()


_MAKING = threading.Lock()


@cache
def _made() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

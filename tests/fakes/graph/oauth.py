"""Entra ID's token endpoint: client credentials, device codes and refresh tokens."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fakes.graph.answers import Answer

PERMISSIONS = ("Mail.ReadWrite", "Mail.Send", "Calendars.ReadWrite", "MailboxSettings.Read")
BAD_SECRET = (
    "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret "
    "value, not the client secret ID, for a secret added to app '{}'. Trace ID: 0 Correlation ID: 0 Timestamp: 0"
)
PENDING = "AADSTS70016: OAuth 2.0 device flow error. Authorization is pending. Continue polling. Trace ID: 0"


@dataclass
class Entra:
    tenant: str
    client_id: str
    secret: str
    user: str
    now: Callable[[], float]
    roles: tuple[str, ...] = PERMISSIONS
    refusal: tuple[str, str] | None = None
    """An OAuth error and its description, for every token that is asked for."""
    consents: bool = True
    """Somebody types in the device code and says yes."""
    polls: int = 1
    """How often a device code is asked about before that."""
    good: set[str] = field(default_factory=set)
    refresh: set[str] = field(default_factory=set)
    scopes: list[str] = field(default_factory=list)
    """Of each token that was asked for."""
    made: int = 0
    assertions: list[str] = field(default_factory=list)

    def discovery(self, tenant: str, host: str) -> Answer:
        if tenant != self.tenant:
            return _error(
                "invalid_tenant", f"AADSTS90002: Tenant '{tenant}' not found. Check to make sure you have it."
            )
        at = f"https://{host}/{tenant}"
        return _found(
            {
                "issuer": f"{at}/v2.0",
                "authorization_endpoint": f"{at}/oauth2/v2.0/authorize",
                "token_endpoint": f"{at}/oauth2/v2.0/token",
                "device_authorization_endpoint": f"{at}/oauth2/v2.0/devicecode",
            }
        )

    def device_code(self, form: Mapping[str, str], host: str) -> Answer:
        if form.get("client_id") != self.client_id:
            return _error("unauthorized_client", "AADSTS700016: Application was not found in the directory.")
        self.scopes.append(form.get("scope", ""))
        said = {"user_code": "GF7TRMC4K", "device_code": "device-1", "verification_uri": f"https://{host}/device"}
        return _found({**said, "expires_in": 900, "interval": 0, "message": "To sign in, …"})

    def token(self, form: Mapping[str, str]) -> Answer:
        if self.refusal:
            return _error(*self.refusal)
        match form.get("grant_type"):
            case "client_credentials":
                return self._of_the_application(form)
            case "urn:ietf:params:oauth:grant-type:device_code" | "device_code":
                return self._by_device_code()
            case "refresh_token":
                self.scopes.append(form.get("scope", ""))
                if form.get("refresh_token") not in self.refresh:
                    return _error("invalid_grant", "AADSTS700082: The refresh token has expired due to inactivity.")
                return self._given()
        return _error("unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.")

    def takes(self, header: str) -> bool:
        return header.removeprefix("Bearer ") in self.good

    def revoke(self) -> None:
        self.good.clear()

    def _of_the_application(self, form: Mapping[str, str]) -> Answer:
        self.scopes.append(form.get("scope", ""))
        if form.get("client_id") != self.client_id:
            return _error("unauthorized_client", "AADSTS700016: Application was not found in the directory.")
        if assertion := form.get("client_assertion"):
            self.assertions.append(assertion)
        elif form.get("client_secret") != self.secret:
            return _error("invalid_client", BAD_SECRET.format(self.client_id))
        if not form.get("scope", "").endswith("/.default"):
            return _error("invalid_scope", "AADSTS1002012: The provided value for scope is not valid.")
        token = self._issued({"roles": list(self.roles), "tid": self.tenant})
        return _found({"token_type": "Bearer", "expires_in": 3599, "access_token": token})

    def _by_device_code(self) -> Answer:
        if self.polls > 0:
            self.polls -= 1
            return _error("authorization_pending", PENDING)
        if not self.consents:
            return _error("authorization_declined", "AADSTS65004: User declined to consent to access the app.")
        return self._given()

    def _given(self) -> Answer:
        """To a person: with a new refresh token, and who it is."""
        who = {"preferred_username": self.user, "oid": "o", "tid": self.tenant, "sub": "s", "aud": self.client_id}
        info = base64.urlsafe_b64encode(json.dumps({"uid": "o", "utid": self.tenant}).encode()).decode()
        token = self._issued({"scp": " ".join(self.roles), "upn": self.user, "tid": self.tenant})
        kept = f"refresh-{self.made}"
        self.refresh.add(kept)
        now = int(self.now())
        said = {"token_type": "Bearer", "expires_in": 3599, "access_token": token, "refresh_token": kept}
        said |= {"scope": self.scopes[-1], "client_info": info}
        return _found({**said, "id_token": _jwt({**who, "iat": now, "nbf": now - 300, "exp": now + 3600, "iss": "i"})})

    def _issued(self, claims: Mapping[str, Any]) -> str:
        self.made += 1
        token = _jwt({**claims, "jti": self.made})
        self.good.add(token)
        return token


def _jwt(claims: Mapping[str, Any]) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "RS256", "typ": "JWT"}, claims))
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), "c2lnbmF0dXJl"])


def _found(said: Mapping[str, Any]) -> Answer:
    return Answer(200, json.dumps(said).encode(), {"Content-Type": "application/json"})


def _error(error: str, description: str) -> Answer:
    body = json.dumps({"error": error, "error_description": description, "error_codes": [0]}).encode()
    return Answer(400 if error != "invalid_client" else 401, body, {"Content-Type": "application/json"})

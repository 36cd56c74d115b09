"""Tokens from Entra ID by msal: as an application by itself, or for a person who has allowed it."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import httpx

from paceline.ports import Permit
from paceline_connectors.answers import one_line
from paceline_connectors.graph.account import HOW, PERMISSIONS, Account, client

_WORDS = {
    "Mail.ReadWrite": "read and move its mail, and keep drafts",
    "Mail.Send": "send mail",
    "Calendars.ReadWrite": "read and write its calendar",
    "MailboxSettings.Read": "read its time zone and whether it answers by itself",
}


class SignInError(ConnectionError):
    """Entra ID gave no token; its own words, which begin with a code ("AADSTS7000215: …")."""


class SignIn(Protocol):
    account: Account

    def token(self, *, fresh: bool = False) -> str:
        """`fresh`: the last one was refused, so another. Raises SignInError and ConnectionError."""

    def ask(self, tell: Callable[[str], object], permissions: Sequence[str]) -> None:
        """Have it allowed. Raises SignInError and ConnectionError."""

    def close(self) -> None: ...


def sign_in(account: Account) -> SignIn:
    return Application(account) if account.acts_by_itself else Person(account)


def allowed(signed_in: SignIn) -> Permit:
    """What the token says. Rights that Exchange itself gives an application (RBAC) stand in no token."""
    claims = claims_of(signed_in.token())
    may = may_do(claims)
    who = claims.get("preferred_username") or claims.get("upn") or signed_in.account.user
    return Permit(str(who), tuple(_WORDS[each] for each in PERMISSIONS if each in may))


def may_do(claims: Mapping[str, Any]) -> frozenset[str]:
    """The permissions in a token: `roles` of an application, `scp` of a person."""
    roles = claims.get("roles")
    return frozenset(str(claims.get("scp", "")).split()) | frozenset(roles if isinstance(roles, list) else ())


def claims_of(token: str) -> dict[str, Any]:
    """A token's second part, as it stands (RFC 7519, 3): only to be shown, for it is not ours to verify."""
    _, _, rest = token.partition(".")
    body = rest.partition(".")[0]
    try:
        found = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class _Calls:
    """What msal asks of an HTTP client. msal knows https alone; an `authority` on this machine may be without."""

    def __init__(self, account: Account) -> None:
        self._client = client(account)
        self._plain = account.authority.startswith("http://")

    def get(self, url: str, *, params: Any = None, headers: Any = None, **_: object) -> httpx.Response:
        return self._client.get(self._address(url), params=params, headers=headers)

    def post(
        self, url: str, *, params: Any = None, data: Any = None, headers: Any = None, **_: object
    ) -> httpx.Response:
        return self._client.post(self._address(url), params=params, data=data, headers=headers)

    def close(self) -> None:
        self._client.close()

    def _address(self, url: str) -> str:
        return url.replace("https://", "http://", 1) if self._plain else url


class _Asking:
    """One msal application, made when it is needed: to make it asks the authority for its addresses."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self._calls: _Calls | None = None
        self._made: Any = None
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        if self._calls:
            self._calls.close()
        self._calls, self._made = None, None

    def _ask(self, question: Callable[[Any], Mapping[str, Any] | None]) -> Mapping[str, Any]:
        """Raises SignInError when the answer is no, ConnectionError when there is none."""
        with self._one_at_a_time:
            try:
                self._made = self._made or self._make()
                answer = question(self._made)
            except (httpx.HTTPError, ValueError, KeyError, RuntimeError, OSError) as error:
                self.close()
                raise self._no_answer(error) from error
        if not answer or "access_token" not in answer:
            # Somebody may allow it anew, in another process.
            self.close()
            raise SignInError(_said(answer or {}))
        return answer

    def _no_answer(self, error: Exception) -> ConnectionError:
        if isinstance(error, SignInError):
            return error
        # msal keeps what the authority said of an unknown tenant behind words of its own.
        for text in (str(error), str(error.__context__)):
            if "AADSTS" in text:
                return SignInError(_in_its_words(text[text.index("AADSTS") :]))
        return ConnectionError(f"{self.account.authority}: {one_line(str(error)) or type(error).__name__}")

    def _make(self) -> Any:
        raise NotImplementedError

    def _options(self) -> dict[str, Any]:
        account = self.account
        self._calls = _Calls(account)
        authority = account.authority.replace("http://", "https://", 1)
        # The authority is the operator's own word: there is no need to have it confirmed by another host.
        return {
            "authority": f"{authority}/{account.tenant}",
            "http_client": self._calls,
            "instance_discovery": False,
        }


class Application(_Asking):
    """Client credentials (RFC 6749, 4.4): a secret, or a certificate's key."""

    def token(self, *, fresh: bool = False) -> str:
        scope = [f"{self.account.endpoint}/.default"]
        if fresh and self._made:
            self._made.remove_tokens_for_client()
        return str(self._ask(lambda made: made.acquire_token_for_client(scopes=scope))["access_token"])

    def ask(self, tell: Callable[[str], object], permissions: Sequence[str]) -> None:  # noqa: ARG002 as it was given
        self.token()
        tell("an application that acts by itself: an administrator has allowed it")

    def _make(self) -> Any:
        import msal

        account = self.account
        credential = account.secret or _certificate(Path(account.certificate))
        return msal.ConfidentialClientApplication(account.client_id, credential, **self._options())


class Person(_Asking):
    """A device code once (RFC 8628), then what msal keeps of it, sealed."""

    _permissions: tuple[str, ...] = PERMISSIONS
    """What was allowed: a token for more would not be given."""

    def token(self, *, fresh: bool = False) -> str:
        def silently(made: Any) -> Any:
            accounts = made.get_accounts()
            if not accounts:
                raise SignInError(f"nobody has allowed this yet; {HOW}")
            return made.acquire_token_silent_with_error(self._scopes(), accounts[0], force_refresh=fresh)

        answer = self._ask(silently)
        self._keep()
        return str(answer["access_token"])

    def ask(self, tell: Callable[[str], object], permissions: Sequence[str]) -> None:
        def by_code(made: Any) -> Any:
            for account in made.get_accounts():
                made.remove_account(account)
            self._permissions = tuple(permissions)
            flow = made.initiate_device_flow(self._scopes())
            if "user_code" not in flow:
                return flow
            tell(f"open {flow['verification_uri']} in a browser, and type in {flow['user_code']}")
            tell(f"sign in there as {self.account.user}")
            return made.acquire_token_by_device_flow(flow)

        self._ask(by_code)
        self._keep()

    def _make(self) -> Any:
        import msal

        self._cache = msal.SerializableTokenCache()
        kept = self.account.kept
        if kept and kept.file.exists():
            before = kept.read()
            self._cache.deserialize(before.get("msal", "{}"))
            self._permissions = tuple(before.get("permissions", PERMISSIONS))
        return msal.PublicClientApplication(self.account.client_id, token_cache=self._cache, **self._options())

    def _keep(self) -> None:
        if self.account.kept and self._cache.has_state_changed:
            self.account.kept.write({"msal": self._cache.serialize(), "permissions": self._permissions})

    def _scopes(self) -> list[str]:
        return [f"{self.account.endpoint}/{each}" for each in self._permissions]


def _certificate(file: Path) -> dict[str, str]:
    """As msal takes it, from a PEM file with the certificate and its key. Raises ConnectionError."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA1

    try:
        pem = file.read_bytes()
        print_of_it = x509.load_pem_x509_certificate(pem).fingerprint(SHA1()).hex()  # noqa: S303 as x5t wants it
    except OSError as error:
        raise SignInError(f"{file} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise SignInError(f"{file} holds no certificate in PEM") from error
    return {"private_key": pem.decode(errors="replace"), "thumbprint": print_of_it}


def _said(answer: Mapping[str, Any]) -> str:
    return _in_its_words(answer.get("error_description") or answer.get("error") or "it gave no token, and no reason")


def _in_its_words(text: str) -> str:
    """Without the numbers for Microsoft's support."""
    return one_line(text.partition("Trace ID")[0])

"""One door's line to one of Google's APIs: what is asked, what it costs, and what the answer means."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any

from paceline_connectors.answers import in_words, one_line
from paceline_connectors.google.account import Account
from paceline_connectors.google.allowance import Allowance, allowance
from paceline_connectors.google.words import RATES, SIGN_IN, LostError, RefusedError, WaitError
from paceline_connectors.rest import DAY
from paceline_connectors.trouble import TroubleError

_PATHS = {"gmail": "/", "calendar": "/calendar/v3/"}
_VERSIONS = {"gmail": "v1", "calendar": "v3"}
_REST_SECONDS = 60.0
_LATER = re.compile(r"[Rr]etry after (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)")
"""Gmail's sending limits name the instant in their text (RFC 3339)."""

Json = dict[str, Any]
Ask = Callable[[Any], Any]
"""Makes the client's request from its service: lambda gmail: gmail.users().getProfile(userId="me")"""


class Line:
    """Opened when it is needed. Only one request is under way at a time, and none is tried twice by itself."""

    def __init__(self, account: Account, api: str, door: str, scopes: Iterable[str], per_minute: int) -> None:
        self.account = account
        self._api = api
        self._door = door
        self._scopes = tuple(scopes)
        self._allowance: Allowance = allowance(account.endpoint, account.address, api, per_minute)
        self._service: Any = None
        self._lock = threading.RLock()

    def take(self, units: int, share: float = 1.0) -> None:
        """Put units by for what is asked with `units=0` afterwards. Raises WaitError."""
        self._allowance.take(units, self._door, share)

    def ask(self, make: Ask, units: int = 0) -> Json:
        """Raises RefusedError, WaitError, LostError, or another ConnectionError when the server never heard of it."""
        self._allowance.take(units, self._door)
        with self._lock:
            try:
                return self._answer(make)
            except (RefusedError, WaitError):
                raise
            except ConnectionError:
                self.close()
                raise

    def sign_in(self) -> None:
        """Without asking for anything yet. Raises ConnectionError."""
        import httplib2
        from google.auth.exceptions import RefreshError, TransportError
        from google_auth_httplib2 import Request

        try:
            self.account.credentials(self._scopes).refresh(Request(httplib2.Http(timeout=self.account.timeout)))
        except RefreshError as error:
            raise _signing_in(error) from error
        except TransportError as error:
            raise _unreachable(error) from error

    def close(self) -> None:
        with self._lock:
            if self._service is not None:
                self._service.close()  # its connections: it opens new ones

    def _answer(self, make: Ask) -> Json:
        import httplib2
        from google.auth.exceptions import RefreshError, TransportError
        from googleapiclient.errors import Error, HttpError

        service = self._opened()
        try:
            return dict(make(service).execute() or {})
        except HttpError as error:
            raise self._refusal(error.resp, error.content) from error
        except RefreshError as error:
            self._service = None  # somebody may put other credentials there
            raise _signing_in(error) from error
        except (httplib2.ServerNotFoundError, TransportError) as error:
            # Without a token, or a server, the request itself never left.
            raise _unreachable(error) from error
        except (OSError, HTTPException, httplib2.HttpLib2Error, Error) as error:
            raise _broken(error) from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise LostError("Google's answer can't be read: is there something in between?") from error

    def _opened(self) -> Any:
        if self._service is None:
            import httplib2
            from google_auth_httplib2 import AuthorizedHttp
            from googleapiclient.discovery import build

            http = AuthorizedHttp(
                self.account.credentials(self._scopes), http=httplib2.Http(timeout=self.account.timeout)
            )
            endpoint = self.account.endpoint
            options = {"api_endpoint": endpoint + _PATHS[self._api]} if endpoint else None
            self._service = build(
                self._api, _VERSIONS[self._api], http=http, static_discovery=True, client_options=options
            )
        return self._service

    def _refusal(self, answer: Any, content: bytes) -> ConnectionError:
        status = int(answer.status)
        reason, said = _reason(content, str(answer.reason))
        if status == 429 or (status == 403 and reason in RATES):
            seconds = _rest(answer, said)
            self._allowance.rest(self._door, seconds)
            return WaitError(said, seconds)
        if status >= 500 or status == 408:
            return LostError(f"{status} {said}")
        return RefusedError(status, reason, f"{status} {said}")


def _reason(content: bytes, fallback: str) -> tuple[str, str]:
    """Google's word for it and its sentence; an answer in another form comes from something in between."""
    try:
        error = json.loads(content)["error"]
        errors = error.get("errors") or [{}]
        return str(errors[0].get("reason", error.get("status", ""))), one_line(str(error["message"]))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return "", one_line(fallback)


def _rest(answer: Any, said: str) -> float:
    """Seconds until we may ask again, by the server's own clock where it names an instant."""
    told = str(answer.get("retry-after", ""))
    later = _LATER.search(said)
    try:
        if told.isdigit():
            seconds = float(told)
        elif told or later:
            until = parsedate_to_datetime(told) if told else _instant(later[1] if later else "")
            seconds = (until - parsedate_to_datetime(answer["date"])).total_seconds()
        else:
            seconds = _REST_SECONDS
    except (ValueError, KeyError, TypeError):
        seconds = _REST_SECONDS
    return min(max(seconds, 1.0), DAY)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _signing_in(error: Exception) -> TroubleError:
    said = one_line(" ".join(str(each) for each in error.args[:1]))
    mend = next((mend for words, mend in SIGN_IN if words in said), "")
    return TroubleError(f"Google does not sign us in: {said}", mend)


def _unreachable(error: Exception) -> TroubleError:
    return TroubleError(f"Google can't be reached: {one_line(str(error))}")


def _broken(error: Exception) -> ConnectionError:
    """Lost, unless it is certain that the server heard nothing."""
    import ssl

    said = f"Google can't be reached: {in_words(error) or type(error).__name__}"
    if isinstance(error, ConnectionRefusedError | ssl.SSLCertVerificationError):
        return TroubleError(said)
    return LostError(said)

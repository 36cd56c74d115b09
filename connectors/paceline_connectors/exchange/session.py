"""An account at the server, asked one thing after the other; and what its refusals mean.

exchangelib keeps connections in a table of the whole process, by endpoint and credentials. Each session here has
credentials of its own, equal to no others, so that two doors never wait for each other's connection; `close` takes
them out again. A session belongs to one thread.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from paceline_connectors.answers import one_line
from paceline_connectors.exchange.server import Server
from paceline_connectors.rest import AFTER_NO_LOGIN, LONGEST, Rest

R = TypeVar("R")

_BUSY_SECONDS = 60.0
_IDLE_SECONDS = 60
"""After such a pause a new connection is made: the server may have left the old one."""
_RESTS = dict.fromkeys(("ErrorServerBusy", "HTTP 429", "HTTP 503", "ErrorExceededConnectionCount"), _BUSY_SECONDS) | {
    "HTTP 401": AFTER_NO_LOGIN
}
"""For how long the server is then left alone, unless it says."""
_NOT_TAKEN = frozenset(
    {"HTTP 301", "HTTP 302", "HTTP 307", "HTTP 308"}
    | {"HTTP 400", "HTTP 401", "HTTP 403", "HTTP 404", "HTTP 405", "HTTP 413", "HTTP 429", "HTTP 503"}
)
_PERHAPS = frozenset({"ErrorTimeoutExpired", "ErrorInternalServerError"})
"""Codes of a server that does not know itself how far it came."""
BROKEN = frozenset(
    {
        "ErrorContentConversionFailed",
        "ErrorMimeContentConversionFailed",
        "ErrorUnsupportedMimeConversion",
        "ErrorCorruptData",
        "ErrorItemCorrupt",
        "ErrorMessageSizeExceeded",
    }
)
"""Exchange can't say what the item is, now or later."""
_MID_WAY = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)


class Trouble(ConnectionError):  # noqa: N818
    """Something was not done. `code`: EWS's ResponseCode, "HTTP 401", "certificate", "unreachable" or "lost".

    `refused`: the server answered, with a ResponseCode; `perhaps`: it may have been done all the same.
    """

    def __init__(
        self, reason: str, code: str, *, retry_after: float = 0, refused: bool = False, perhaps: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.retry_after = retry_after
        self.refused = refused
        self.perhaps = perhaps


class Session(Generic[R]):
    """`requests` makes, from an exchangelib Account, what the door asks with; it is what imports exchangelib."""

    def __init__(self, server: Server, requests: Callable[[Any], R]) -> None:
        self.server = server
        self._make = requests
        self._account: Any = None
        self._requests: R | None = None
        self._rest = Rest()
        self._why: Trouble | None = None
        self._used = 0.0

    @contextmanager
    def asking(self) -> Iterator[R]:
        """Raises Trouble for what goes wrong within. While the server is to be left alone it is not asked at all."""
        self._leave_alone()
        try:
            requests = self._ready()
            yield requests
        except Exception as error:
            trouble = _trouble(self.server.host, error)
            if trouble is None:
                raise
            if trouble.retry_after:
                self._rest.begin(trouble.retry_after)
                self._why = trouble
            raise trouble from error
        finally:
            self._used = time.monotonic()

    @property
    def account(self) -> Any:
        """The exchangelib Account, once something was asked."""
        return self._account

    def close(self) -> None:
        if self._account is not None:
            from paceline_connectors.exchange.account import forget

            forget(self._account)
        self._account = self._requests = None

    def _leave_alone(self) -> None:
        why, left = self._why, self._rest.left
        if why and left:
            raise Trouble(why.reason, why.code, retry_after=left, refused=why.refused)

    def _ready(self) -> R:
        if self._requests is None:
            from paceline_connectors.exchange.account import account

            self._account = account(self.server)
            self._requests = self._make(self._account)
        elif time.monotonic() - self._used > _IDLE_SECONDS:
            self._account.protocol.close()
        return self._requests


def _trouble(host: str, error: Exception) -> Trouble | None:
    """None for what is no trouble of the server's."""
    import requests.exceptions
    from exchangelib import errors

    from paceline_connectors.exchange.account import HttpError

    if isinstance(error, Trouble):
        return error
    if isinstance(error, HttpError):
        return _by_code(host, error.code, error.said, error.retry_after)
    if isinstance(error, errors.ErrorTimeoutExpired | errors.TransportError) and (trouble := _lost(host, error)):
        return trouble
    if isinstance(error, requests.exceptions.RequestException):
        return Trouble(f"{host}: the connection was lost: {one_line(str(error))}", "lost", perhaps=True)
    if isinstance(error, errors.ResponseMessageError):
        return _by_code(host, type(error).__name__, str(error), getattr(error, "back_off", None) or 0)
    if isinstance(error, errors.EWSError):
        return Trouble(f"{host}: its answer can't be read: {one_line(str(error))}", "unreadable", perhaps=True)
    if isinstance(error, OSError):
        return Trouble(f"{host}: {one_line(str(error))}", "unreachable")
    return None


def _by_code(host: str, code: str, said: str, retry_after: float) -> Trouble:
    rest = min(retry_after or _RESTS[code], LONGEST) if code in _RESTS else 0.0
    over_http = code.startswith("HTTP")
    return Trouble(
        f"{host}: {code}: {one_line(said)}".rstrip(": "),
        code,
        retry_after=rest,
        refused=not over_http,
        perhaps=code in _PERHAPS or (over_http and code not in _NOT_TAKEN),
    )


def _lost(host: str, error: Exception) -> Trouble | None:
    """exchangelib puts an error of its own in the place of the one that tells what became of a connection."""
    import requests.exceptions as broken
    from urllib3.exceptions import MaxRetryError, NewConnectionError
    from urllib3.exceptions import SSLError as TlsError

    cause = error.__context__
    if not isinstance(cause, broken.RequestException):
        return None
    within = cause.args[0] if cause.args else None
    reason = within.reason if isinstance(within, MaxRetryError) else within
    if isinstance(cause, broken.SSLError):
        fault = reason.args[0] if isinstance(reason, TlsError) and reason.args else reason
        text = f"{host}: its certificate can't be verified: {one_line(str(getattr(fault, 'verify_message', fault)))}"
        return Trouble(text, "certificate", perhaps=isinstance(fault, _MID_WAY))
    never_left = isinstance(cause, broken.ConnectTimeout | broken.ProxyError) or isinstance(reason, NewConnectionError)
    if never_left:
        return Trouble(f"{host} can't be reached: {one_line(str(reason).rpartition(': ')[2])}", "unreachable")
    return Trouble(f"{host}: the connection was lost: {one_line(str(cause))}", "lost", perhaps=True)

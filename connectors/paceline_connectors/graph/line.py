"""Requests to one mailbox (https://learn.microsoft.com/graph/use-the-api), with a token, through its gate.

Ids are immutable ones: others change when an item is moved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import httpx

from paceline_connectors.answers import one_line
from paceline_connectors.graph.account import Account, client
from paceline_connectors.graph.gate import ShutError, gate
from paceline_connectors.graph.signin import sign_in

_IMMUTABLE = 'IdType="ImmutableId"'
_UNSAID_SILENCE = 10.0
"""Seconds to leave it alone after a 429 that names none."""
_LARGEST_ANSWER = 32 * 1024 * 1024
_NO_ID = frozenset({"ErrorInvalidIdMalformed", "ErrorInvalidId"})
_BEFORE_ANY_OF_IT_WAS_TAKEN = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.WriteError,
    httpx.WriteTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class GraphError(ConnectionError):
    """Graph refused, or did not answer. `status` is 0 without an answer; `code` is its own ("ErrorItemNotFound").

    `lost`: it may have been done all the same. `retry_after`: seconds that it wants to be left alone for.
    """

    def __init__(
        self, text: str, *, status: int = 0, code: str = "", lost: bool = False, retry_after: float = 0
    ) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
        self.lost = lost
        self.retry_after = retry_after

    @property
    def gone(self) -> bool:
        """There is no such item; an id that no item can have is answered with 400."""
        return self.status == httpx.codes.NOT_FOUND or self.code in _NO_ID

    @property
    def forgotten(self) -> bool:
        """Said to a cursor: begin anew."""
        return self.status in (httpx.codes.GONE, httpx.codes.BAD_REQUEST) or self.code.lower() == "syncstatenotfound"

    @property
    def refused(self) -> bool:
        """It was understood and is not wanted, so asking again is of no use; not a matter of rights or of load."""
        return self.status in (400, 405, 406, 409, 412, 413, 415, 422)


class Line:
    def __init__(self, account: Account) -> None:
        self.account = account
        self.signed_in = sign_in(account)
        self.date: datetime | None = None
        """The server's own clock, by its last answer."""
        self._gate = gate(account.endpoint, account.user)
        self._client: httpx.Client | None = None

    @property
    def name(self) -> str:
        return f"graph:{self.account.user.lower()}"

    def get(self, path: str, *, prefer: str = "", **params: str) -> dict[str, Any]:
        return self.ask("GET", path, prefer=prefer, params=params)

    def ask(
        self,
        method: str,
        path: str,
        *,
        prefer: str = "",
        params: Mapping[str, str] | None = None,
        body: Any = None,
        text: bytes | None = None,
    ) -> dict[str, Any]:
        """The answer's object; {} where there is none. `path` is below the mailbox, or a whole address that Graph gave.

        Raises GraphError, and ConnectionError when there is no token.
        """
        sent: dict[str, Any] = {"json": body} if text is None else {"content": text}
        headers = {"Content-Type": "text/plain"} if text is not None else {}
        with self._asked(method, path, prefer=prefer, params=params or None, headers=headers, **sent) as answer:
            octets = _read(answer, _LARGEST_ANSWER)
        return _object(octets, answer.status_code)

    def octets(self, path: str, most: int) -> bytes:
        """The first octets of what is there, `most` at most."""
        with self._asked("GET", path) as answer:
            return _read(answer, most)

    def pages(self, path: str, *, prefer: str = "", **params: str) -> Iterator[dict[str, Any]]:
        """Each page of a collection or of a round of changes; the last one may have an @odata.deltaLink."""
        page = self.get(path, prefer=prefer, **params)
        yield page
        while following := page.get("@odata.nextLink"):
            page = self.get(following, prefer=prefer)
            yield page

    def close(self) -> None:
        if self._client:
            self._client.close()
        self._client = None
        self.signed_in.close()

    @contextmanager
    def _asked(self, method: str, path: str, *, prefer: str = "", **what: Any) -> Iterator[httpx.Response]:
        """One answer, still to be read; once more with a fresh token when the first was refused."""
        address = self._address(path)
        headers = what.pop("headers", {}) | {"Prefer": ", ".join(filter(None, (_IMMUTABLE, prefer)))}
        for fresh in (False, True):
            headers["Authorization"] = f"Bearer {self.signed_in.token(fresh=fresh)}"
            with self._passing(), self._answered(method, address, headers, what) as answer:
                self.date = _date(answer) or self.date
                if answer.status_code == httpx.codes.UNAUTHORIZED and not fresh:
                    continue
                if answer.is_success:
                    yield answer
                    return
                raise self._refusal(answer)

    @contextmanager
    def _passing(self) -> Iterator[None]:
        try:
            with self._gate.passing(self.account.timeout):
                yield
        except ShutError as shut:
            text, status = f"{self.name}: {shut}", httpx.codes.TOO_MANY_REQUESTS
            raise GraphError(text, status=status, retry_after=shut.seconds) from shut

    @contextmanager
    def _answered(
        self, method: str, address: str, headers: Mapping[str, str], what: Mapping[str, Any]
    ) -> Iterator[httpx.Response]:
        self._client = self._client or client(self.account)
        try:
            with self._client.stream(method, address, headers=headers, **what) as answer:
                yield answer
        except httpx.HTTPError as error:
            lost = not isinstance(error, _BEFORE_ANY_OF_IT_WAS_TAKEN)
            text = one_line(str(error)) or type(error).__name__
            raise GraphError(f"{self.account.endpoint}: {text}", lost=lost) from error

    def _address(self, path: str) -> str:
        """Raises GraphError for an address elsewhere: the token goes to this endpoint only."""
        if path.startswith("/"):
            return f"{self.account.endpoint}/v1.0/users/{quote(self.account.user, safe='@')}{path}"
        if path.startswith(f"{self.account.endpoint}/"):
            return path
        raise GraphError(f"{self.name}: it points to another host: {one_line(path)}")

    def _refusal(self, answer: httpx.Response) -> GraphError:
        error = _object(_read(answer, 64 * 1024), 0).get("error")
        said = error if isinstance(error, dict) else {}
        code, message = str(said.get("code", "")), str(said.get("message", ""))
        status = answer.status_code
        seconds = _silence(answer)
        if seconds:
            self._gate.shut(seconds)
        text = one_line(f"{self.name}: {status} {code}: {message}" if code else f"{self.name}: {status}")
        # A gateway that gave up may have passed it on; what is throttled was turned away at the door.
        lost = status >= httpx.codes.INTERNAL_SERVER_ERROR and not seconds
        lost = lost and status not in (httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.INSUFFICIENT_STORAGE)
        return GraphError(text, status=status, code=code, lost=lost, retry_after=seconds)


def quoted(text: str) -> str:
    """As a string in a $filter (OData 4.01, 5.1.1.6.1)."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def item(collection: str, name: str) -> str:
    """The path of one item; its id may hold anything."""
    return f"/{collection}/{quote(name, safe='')}"


def _read(answer: httpx.Response, most: int) -> bytes:
    read = bytearray()
    for piece in answer.iter_bytes():
        read += piece
        if len(read) >= most:
            break
    return bytes(read[:most])


def _object(octets: bytes, status: int) -> dict[str, Any]:
    if not octets:
        return {}
    try:
        found = json.loads(octets)
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    if status:
        raise GraphError("the answer is no JSON object: is this endpoint Microsoft Graph?", status=status, lost=True)
    return {}


def _date(answer: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers.get("Date", ""))
    except (ValueError, TypeError):
        return None


def _silence(answer: httpx.Response) -> float:
    """Seconds of Retry-After (RFC 9110, 10.2.3); a date in it is compared with the server's own clock."""
    if answer.status_code not in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE):
        return 0
    said = answer.headers.get("Retry-After", "")
    if said.isdigit():
        return max(float(said[:9]), 1)
    try:
        until: datetime | None = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        until = None
    if until and (now := _date(answer)):
        return max((until - now).total_seconds(), 1)
    return _UNSAID_SILENCE if answer.status_code == httpx.codes.TOO_MANY_REQUESTS else 0

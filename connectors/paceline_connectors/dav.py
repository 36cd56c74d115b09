"""A WebDAV server asked over HTTP (RFC 4918): one client, bounded answers, and a rest when the server wants one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import httpx

from paceline.ports import DeliveryError
from paceline_connectors.answers import SHOWN, one_line
from paceline_connectors.dav_xml import Multistatus, condition, multistatus
from paceline_connectors.rest import Rest
from paceline_connectors.trouble import TroubleError
from paceline_connectors.trusting import trusting

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_LARGEST_ANSWER = 32 * 1024 * 1024
_REDIRECTS = 5
_RESTS = frozenset({429, 503})
_OF_COUNTRIES = frozenset({"com", "org", "net", "edu", "gov", "gob", "mil"})
"""Below a country's domain, those of everybody; of two letters ("co", "ac", "or") all are taken for such."""
_USUAL_REST = 30.0
"""Seconds, for a server that says no number."""


class BusyError(ConnectionError):
    """The server asks to be left alone for so many `seconds`."""

    def __init__(self, said: str, seconds: float) -> None:
        super().__init__(said)
        self.seconds = seconds


class StatusError(ConnectionError):
    """The server answered with a status that is an error. `named` is the precondition it says was not met."""

    def __init__(self, said: str, status: int, body: bytes = b"") -> None:
        super().__init__(said)
        self.status = status
        self.named = condition(body)


class UnreadableError(ConnectionError):
    """The answer is no XML that we read."""


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    username: str
    password: str = field(repr=False)
    ca_file: str = ""
    timeout: int = 30

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class Reply:
    url: str
    headers: Mapping[str, str]
    body: bytes


class Dav:
    """Made when it is needed. It belongs to one thread."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._client: httpx.Client | None = None
        self._rest = Rest()

    def ask(self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Reply:
        """Raises StatusError, BusyError, and ConnectionError when there is no answer."""
        if left := self._rest.left:
            raise BusyError(f"{self.server.host} asked to be left alone", left)
        sent = {"Content-Type": "application/xml; charset=utf-8", **(headers or {})} if body else dict(headers or {})
        for _ in range(_REDIRECTS):
            status, answer = self._answered(method, url, body, sent)
            if status not in (301, 302, 307, 308):
                return self._checked(method, status, answer)
            url = self.within(urljoin(url, answer.headers.get("location", "")))
        raise ConnectionError(f"{self.server.host} sends us from one address to the next")

    def find(self, method: str, url: str, body: bytes, depth: int) -> tuple[str, Multistatus]:
        """PROPFIND or REPORT. Returns the address that answered, too."""
        reply = self.ask(method, url, body, {"Depth": str(depth)})
        try:
            return reply.url, multistatus(reply.body)
        except ValueError as error:
            raise UnreadableError(f"{self.server.host} answered {method}: {error}") from error

    def within(self, url: str) -> str:
        """An address that the server names: the password goes nowhere but there. Raises ConnectionError."""
        ours, named = urlsplit(self.server.url), urlsplit(url)
        host, known = named.hostname or "", ours.hostname or ""
        near = host == known or (known not in LOOPBACK and host.endswith(f".{_domain(known)}"))
        if not near or (named.scheme, ours.scheme) == ("http", "https") or named.scheme not in ("http", "https"):
            raise ConnectionError(f"{known} names an address that is not its own: {one_line(url[:SHOWN])}")
        return url

    def close(self) -> None:
        client, self._client = self._client, None
        if client:
            client.close()

    def _answered(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, Reply]:
        try:
            with self._opened().stream(method, url, content=body or None, headers=headers) as response:
                octets = bytearray()
                for piece in response.iter_bytes():
                    octets += piece
                    if len(octets) > _LARGEST_ANSWER:
                        raise ConnectionError(f"{self.server.host}: the answer to {method} is too large")
                return response.status_code, Reply(url, response.headers, bytes(octets))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            if type(error) in (ConnectionError, TroubleError):
                raise
            raise ConnectionError(f"{self.server.host}: {_behind(error)}") from error

    def _checked(self, method: str, status: int, answer: Reply) -> Reply:
        if 200 <= status < 300:
            return answer
        said = f"{self.server.host} answered {method}: {status} {_words(answer)}".rstrip()
        if status in _RESTS:
            self._rest.begin(_seconds(answer.headers))
            raise BusyError(said, self._rest.left)
        raise StatusError(said, status, answer.body)

    def _opened(self) -> httpx.Client:
        if self._client is None:
            server = self.server
            self._client = httpx.Client(
                auth=httpx.BasicAuth(server.username.encode(), server.password.encode()),
                verify=trusting(server.ca_file),
                timeout=server.timeout,
                trust_env=False,
                headers={"User-Agent": "Paceline"},
            )
        return self._client


def refused(error: ConnectionError) -> DeliveryError:
    """What a failure says of what was to be written."""
    match error:
        case BusyError():
            return DeliveryError(str(error), retry_after=error.seconds)
        case StatusError(status=status):
            return DeliveryError(str(error), permanent=400 <= status < 500 and status not in (401, 408, 409, 412, 423))
    return DeliveryError(str(error))


def _domain(host: str) -> str:
    """Whose hosts are one provider's: the last two parts of a name, three where the two are everybody's ("co.uk"); of
    an IP address, which has no such parts, all of it."""
    parts = host.split(".")
    if ":" in host or parts[-1].isdecimal():
        return host
    everybodys = len(parts[-1]) == 2 and len(parts) > 1 and (len(parts[-2]) < 3 or parts[-2] in _OF_COUNTRIES)
    return ".".join(parts[-3 if everybodys else -2 :])


def _seconds(headers: Mapping[str, str]) -> float:
    """Retry-After (RFC 9110, 10.2.3), a number or a day and hour: the latter counts from the server's own clock."""
    said = headers.get("retry-after", "")
    if said.isdecimal():
        return float(said)
    with suppress(ValueError, TypeError):
        until, now = parsedate_to_datetime(said), parsedate_to_datetime(headers.get("date", ""))
        return max((until - now).total_seconds(), 1.0)
    return _USUAL_REST


def _words(answer: Reply) -> str:
    named = condition(answer.body)
    if named is not None:
        return str(named.tag).rpartition("}")[2]
    plain = "html" not in answer.headers.get("content-type", "")
    return one_line(answer.body[:200]) if plain else ""


def _behind(error: BaseException) -> str:
    return one_line(str(error)) or type(error).__name__

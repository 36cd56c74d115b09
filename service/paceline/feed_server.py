"""The calendar feeds by HTTP, on a port of this machine, for a reverse proxy that adds TLS.

Two paths for each feed, GET and HEAD, no listing, no log. What comes in is bounded before anything looks at it: octets
and seconds of a request's head, connections at once. Unknown and given-up addresses get one and the same answer.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from socketserver import TCPServer
from time import monotonic
from typing import Any

from paceline import app
from paceline.agenda.days import pin_tzdata
from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds, newest
from paceline.config import Config
from paceline.ledger import Ledger
from paceline.letters.feed_address import asked_for, same
from paceline.ports import Clock

log = logging.getLogger(__name__)

WORKERS = 4
CONNECTIONS = 64
"""At once; more are closed unanswered, and their calendars ask again later."""
LARGEST_HEAD = 8 * 1024
"""Octets of a request line and its fields."""
SECONDS = 5.0
"""For the whole head to come, and for the whole answer to be taken."""

LOOKS = 1.0
"""Seconds after which it is noticed that it shall stop."""
KNOWN_FOR = 1.0
"""Seconds for which it is remembered which addresses there are."""

_CACHE = "private, max-age=3600"
_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A feed as it is now; `changed` is when it may have changed last."""

    octets: bytes
    changed: datetime

    @property
    def etag(self) -> str:
        return f'"{blake2b(self.octets, digest_size=16).hexdigest()}"'


class FeedServer:
    """Serves in threads of its own from `start` until `stop`."""

    def __init__(self, config: Config, clock: Clock | None = None) -> None:
        """Takes the port that the configuration names. Raises OSError where it can't."""
        pin_tzdata()
        self._shelf = _Shelf(config, clock or app.SystemClock())
        self._server = _Server(config.feeds.listen or ("127.0.0.1", 0), self._shelf)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(LOOKS,), name="feeds", daemon=True)

    @property
    def address(self) -> tuple[str, int]:
        host, port = self._server.server_address[:2]
        return str(host), int(port)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


class _Shelf:
    """The feeds as the ledger has them now."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._tokens: tuple[str, ...] = ()
        self._known_until = 0.0

    def find(self, path: str) -> Found | None:
        asked = asked_for(path)
        if asked is None or not self._may_open(asked[0]):
            return None
        token, form = asked
        with self._feeds() as feeds:
            whose = feeds.whose(token)
            return Found(feeds.octets(whose, form), newest(feeds.desk)) if whose else None

    def _may_open(self, token: str) -> bool:
        """Whoever guesses does not keep the ledger busy: which addresses there are is read once a second. Any of them
        is looked up again before it opens anything, so that one that was given up is closed at once."""
        with self._lock:
            if monotonic() >= self._known_until:
                with self._feeds() as feeds:
                    self._tokens = tuple(feeds.token(whose) for whose in feeds.everyone())
                self._known_until = monotonic() + KNOWN_FOR
            tokens = self._tokens
        return sum(same(token, other) for other in tokens) > 0  # all are looked at, whichever it is

    @contextmanager
    def _feeds(self) -> Iterator[Feeds]:
        """The ledger is open once for each thread: a SQLite connection belongs to the one that opened it."""
        if not hasattr(self._mine, "ledger"):
            self._mine.ledger = Ledger(self._config.ledger.url)
        with self._mine.ledger.begin() as tx:
            yield Feeds(Desk(self._config, tx, self._clock.now()))


class _Server(TCPServer):
    """A few threads, and no more connections than may wait for them."""

    allow_reuse_address = True
    request_queue_size = CONNECTIONS

    def __init__(self, at: tuple[str, int], shelf: _Shelf) -> None:
        self.shelf = shelf
        self.address_family = socket.AF_INET6 if ":" in at[0] else socket.AF_INET
        super().__init__(at, _Handler)
        self._pool = ThreadPoolExecutor(WORKERS, "feed")
        self._room = threading.BoundedSemaphore(CONNECTIONS)

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            self._pool.submit(self._serve, request, client_address)
        except RuntimeError:  # we are closing
            self._room.release()
            self.shutdown_request(request)

    def _serve(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except Exception as error:  # noqa: BLE001 (one connection must not end the others)
            self.handle_error(request, error)
        finally:
            self.shutdown_request(request)
            self._room.release()

    def handle_error(self, _request: Any, error: Any) -> None:
        """Without the address that was asked for, whatever failed. Who hangs up is no error."""
        if not isinstance(error, OSError):
            log.error("a calendar could not be served: %s", type(error).__name__)

    def server_close(self) -> None:
        super().server_close()
        self._pool.shutdown(cancel_futures=True)


class _Handler(BaseHTTPRequestHandler):
    """One request on one connection."""

    server: _Server
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        self.request.settimeout(SECONDS)
        super().setup()

    def handle(self) -> None:
        head = _head(self.request)
        if head:
            self.rfile = BytesIO(head)
            self.handle_one_request()

    def do_GET(self) -> None:
        try:
            found = self.server.shelf.find(self.path)
        except Exception as error:  # noqa: BLE001 (the ledger is busy or away; the calendar asks again)
            log.error("a calendar could not be read: %s", type(error).__name__)
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        if found is None:
            self._answer(HTTPStatus.NOT_FOUND)
        else:
            self._answer(HTTPStatus.NOT_MODIFIED if self._has(found) else HTTPStatus.OK, found)

    do_HEAD = do_GET  # noqa: N815 (http.server's name)

    def _has(self, found: Found) -> bool:
        """Whether the calendar has it so already (RFC 9110, 13.1). A date counts only where it is the very one that we
        gave: an entry that goes may leave an earlier one."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or found.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        return self.headers.get("If-Modified-Since") == _http_date(found.changed)

    def _answer(self, status: HTTPStatus, found: Found | None = None) -> None:
        body = found.octets if found else f"{status} {status.phrase}\n".encode()
        fields = {"Connection": "close", **_ALWAYS}
        if found:
            fields |= {"Cache-Control": _CACHE, "ETag": found.etag, "Last-Modified": _http_date(found.changed)}
        if status is not HTTPStatus.NOT_MODIFIED:
            kind = "text/calendar" if found else "text/plain"
            fields |= {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(body))}
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            fields["Allow"] = "GET, HEAD"
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and status is not HTTPStatus.NOT_MODIFIED:
            self.wfile.write(body)

    def version_string(self) -> str:
        return "Paceline"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What http.server finds wrong, without a word of what was asked."""
        unknown = code == HTTPStatus.NOT_IMPLEMENTED
        self._answer(HTTPStatus.METHOD_NOT_ALLOWED if unknown else HTTPStatus(code))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (http.server's name)
        """Nothing: an address that is written down is no secret any more."""


def _head(connection: socket.socket) -> bytes:
    """The request up to its empty line; b"" where it is too long or too slow."""
    until = monotonic() + SECONDS
    head = b""
    with suppress(OSError):
        while b"\r\n\r\n" not in head and len(head) <= LARGEST_HEAD:
            connection.settimeout(max(0.01, until - monotonic()))
            more = connection.recv(LARGEST_HEAD)
            if not more:
                return b""
            head += more
        connection.settimeout(SECONDS)
        return head if len(head) <= LARGEST_HEAD else b""
    return b""


def _http_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)

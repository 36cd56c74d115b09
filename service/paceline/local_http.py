"""A small server for a port of this machine: GET and HEAD, one request a connection, no log.

What comes in is bounded before anything looks at it: octets and seconds of a request's head, connections at once. (The
standard library's reads a request without a limit of time, and starts as many threads as there are connections.)
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from socketserver import TCPServer
from time import monotonic
from typing import Any

log = logging.getLogger(__name__)

WORKERS = 4
CONNECTIONS = 64
"""At once; more are closed unanswered, and whoever asked asks again later."""
LARGEST_HEAD = 8 * 1024
"""Octets of a request line and its fields."""
SECONDS = 5.0
"""For the whole head to come, and for the whole answer to be taken."""
LOOKS = 1.0
"""Seconds after which it is noticed that it shall stop."""


class Server(TCPServer):
    """A few threads, and no more connections than may wait for them. It takes its port at once (OSError where it
    can't), and serves in threads of its own from `start` until `stop`."""

    allow_reuse_address = True
    request_queue_size = CONNECTIONS

    def __init__(self, at: tuple[str, int], handler: type[Handler], name: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in at[0] else socket.AF_INET
        super().__init__(at, handler)
        self._name = name
        self._pool = ThreadPoolExecutor(WORKERS, name)
        self._room = threading.BoundedSemaphore(CONNECTIONS)
        self._thread = threading.Thread(target=self.serve_forever, args=(LOOKS,), name=f"{name}s", daemon=True)

    @property
    def address(self) -> tuple[str, int]:
        host, port = self.server_address[:2]
        return str(host), int(port)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()

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
            log.error("%s: a request could not be served: %s", self._name, type(error).__name__)

    def server_close(self) -> None:
        super().server_close()
        self._pool.shutdown(cancel_futures=True)


class Handler(BaseHTTPRequestHandler):
    """One request on one connection."""

    protocol_version = "HTTP/1.1"
    always: Mapping[str, str] = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    """Fields of every answer."""

    def setup(self) -> None:
        self.request.settimeout(SECONDS)
        super().setup()

    def handle(self) -> None:
        head = _head(self.request)
        if head:
            self.rfile = BytesIO(head)
            self.handle_one_request()

    def get(self) -> None:
        """What a server's own does with `path`; it ends with `answer`."""
        self.answer(HTTPStatus.NOT_FOUND)

    def do_GET(self) -> None:
        self.get()

    do_HEAD = do_GET  # noqa: N815 (http.server's name)

    def answer(self, status: HTTPStatus, body: bytes | None = None, fields: Mapping[str, str] | None = None) -> None:
        """Without a body, what the status says."""
        body = f"{status} {status.phrase}\n".encode() if body is None else body
        usual = {"Connection": "close", **self.always, "Content-Type": "text/plain; charset=utf-8"}
        all_fields = {**usual, **(fields or {})}
        if status is HTTPStatus.NOT_MODIFIED:
            del all_fields["Content-Type"]
        else:
            all_fields["Content-Length"] = str(len(body))
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            all_fields["Allow"] = "GET, HEAD"
        self.send_response(status)
        for name, value in all_fields.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and status is not HTTPStatus.NOT_MODIFIED:
            self.wfile.write(body)

    def version_string(self) -> str:
        return "Paceline"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What http.server finds wrong, without a word of what was asked."""
        unknown = code == HTTPStatus.NOT_IMPLEMENTED
        self.answer(HTTPStatus.METHOD_NOT_ALLOWED if unknown else HTTPStatus(code))

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

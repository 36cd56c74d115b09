"""A door before a CalDAV server on loopback that misbehaves on request, and may tell organizers what guests answer.

    with DavDoor(port) as door:                    # connect to door.port
        with door.cut(after=1): ...                # the answer to the request after one other is lost
        with door.throttled(30): ...               # 429 to everything, with Retry-After
        with door.away(): ...

With `schedules` it does what a server with RFC 6638 does when a guest's PARTSTAT is written: see `told`.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from icalendar import Calendar

Before = Callable[[str, str], tuple[int, dict[str, str], bytes] | None]


class DavDoor:
    def __init__(self, target: int, *, schedules: bool = False) -> None:
        self.target, self.schedules = target, schedules
        self.requests: list[tuple[str, str]] = []
        self.told: list[tuple[str, str, str]] = []
        self.instead: Before = lambda method, path: None
        """An answer of its own to a request; None: the server's."""
        self.left: int | None = None
        self.rest = 0.0
        self.port = 0

    def __enter__(self) -> DavDoor:
        door = self

        class Handler(_Handler):
            pass

        Handler.door = door
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def away(self) -> Iterator[None]:
        self.__exit__()
        yield
        self.__enter__()

    @contextmanager
    def cut(self, after: int) -> Iterator[None]:
        self.left = after
        yield
        self.left = None

    @contextmanager
    def throttled(self, seconds: float) -> Iterator[None]:
        self.rest = seconds
        yield
        self.rest = 0.0


class _Handler(BaseHTTPRequestHandler):
    door: DavDoor
    wbufsize = 1 << 16  # one packet for a small answer: two would wait for one another

    def do_GET(self) -> None:
        door = self.door
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        door.requests.append((self.command, self.path))
        if door.rest:
            self._say(429, {"Retry-After": f"{door.rest:.0f}"}, b"slow down")
            return
        own = door.instead(self.command, self.path)
        status, headers, answer = own or self._passed_on(body)
        if door.left is not None:
            door.left -= 1
            if door.left == -1:
                self._hang_up()
                return
        self._say(status, headers, answer)

    do_PUT = do_DELETE = do_PROPFIND = do_REPORT = do_OPTIONS = do_GET  # noqa: N815

    def _passed_on(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        before = self._asked("GET", b"")[2] if self.door.schedules and self.command == "PUT" else b""
        status, headers, answer = self._asked(self.command, body)
        if self.door.schedules:
            headers["DAV"] = headers.get("DAV", "") + ", calendar-auto-schedule"
            if self.command == "PUT" and status < 300:
                self.door.told += sorted(_parts(body) - _parts(before)) if before else []
        return status, headers, answer

    def _asked(self, method: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        server = HTTPConnection("127.0.0.1", self.door.target, timeout=60)
        passed = {key: value for key, value in self.headers.items() if key.lower() not in ("connection", "host")}
        if method == "GET":
            passed = {key: value for key, value in passed.items() if key.lower() == "authorization"}
        server.request(method, self.path, body or None, {**passed, "Accept-Encoding": "identity"})
        with server.getresponse() as response:
            octets = response.read()
            kept = {key: value for key, value in response.getheaders() if key.lower() not in _PER_HOP}
        server.close()
        return response.status, kept, octets

    def _say(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        pass


_PER_HOP = frozenset({"connection", "transfer-encoding", "content-length", "content-encoding"})


def _parts(raw: bytes) -> set[tuple[str, str, str]]:
    if not raw.startswith(b"BEGIN:VCALENDAR"):
        return set()
    return (
        {
            (str(event["UID"]), str(guest).lower().removeprefix("mailto:"), str(guest.params.get("PARTSTAT")))
            for event in Calendar.from_ical(raw).walk("VEVENT")
            for guest in (event["ATTENDEE"] if isinstance(event.get("ATTENDEE", []), list) else [event["ATTENDEE"]])
        }
        if b"ATTENDEE" in raw
        else set()
    )

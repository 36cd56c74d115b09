"""An Exchange server on a free loopback port, that speaks EWS to exchangelib and misbehaves on request.

    with Exchange() as exchange:
        exchange.post.open("team@acme.example").add("inbox", "Message", raw=b"…")
        exchange.fail("CreateItem", "cut after", times=1)

What may go wrong, for an operation by its name or for any ("*"): "busy" (ErrorServerBusy, with `seconds` to stay away),
"cut before" and "cut after" (the connection breaks before or after it took effect), a number (that HTTP status), or any
other word: that ResponseCode for the whole request.
"""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

import spnego

from fakes.ews.operations import Operations
from fakes.ews.soap import (
    EXCHANGE_SE,
    RefusedError,
    answer,
    done,
    fault,
    impersonated,
    local,
    make,
    refused,
    request,
    response,
    stamp,
)
from fakes.ews.store import Post


@dataclass
class Fault:
    operation: str
    kind: str | int
    times: int
    after: int
    seconds: float


class Exchange:
    def __init__(
        self,
        address: str = "team@acme.example",
        password: str = "secret",
        *,
        port: int = 0,
        tls: SSLContext | None = None,
        host: str = "127.0.0.1",
        auth: str = "basic",
    ) -> None:
        """`auth`: "basic", or "ntlm": then NTLM_USER_FILE of the environment names a file of DOMAIN:user:password."""
        self.address = address
        self.password = password
        self.port = port
        self.tls = tls
        self.host = host
        self.auth = auth
        self.post = Post()
        self.post.open(address)
        self.epoch = 1
        """Counts how often all cursors and subscriptions were forgotten."""
        self.desk = Operations(self.post, address, lambda: self.epoch)
        self.requests: list[str] = []
        """The operations that were asked for, whatever became of them."""
        self.knocks = 0
        """How often somebody came with a wrong password."""
        self.defects: list[str] = []
        """Of this fake: what it could not do, and should have refused."""
        self.octets = b""
        """Of all requests."""
        self.build = EXCHANGE_SE
        self.clock_off = 0.0
        self.impersonation = False
        self.heartbeat = 5.0
        self.ended: threading.Event = threading.Event()
        self._faults: list[Fault] = []
        self._lock = threading.RLock()
        self._open: set[socket.socket] = set()
        self._server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Exchange:
        handler = type("Handler", (_Handler,), {"exchange": self})
        self._server = _Server((self.host, self.port), handler)
        self.port = self._server.server_address[1]
        self.ended.clear()
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self.hang_up()
        assert not self.defects, "\n".join(self.defects)

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://{self.host}:{self.port}/EWS/Exchange.asmx"

    def fail(
        self, operation: str, kind: str | int, *, times: int = 1 << 30, after: int = 0, seconds: float = 30
    ) -> Fault:
        """Gives what is still to go wrong."""
        self._faults.append(fault := Fault(operation, kind, times, after, seconds))
        return fault

    def mend(self) -> None:
        self._faults.clear()

    def forget(self) -> None:
        self.epoch += 1

    def hang_up(self) -> None:
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def fault(self, operation: str) -> Fault | None:
        with self._lock:
            for fault in self._faults:
                if fault.operation in ("*", operation) and fault.times > 0:
                    if fault.after > 0:
                        fault.after -= 1
                        continue
                    fault.times -= 1
                    return fault
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A client that went away is its own business."""


class _Handler(BaseHTTPRequestHandler):
    exchange: Exchange
    protocol_version = "HTTP/1.1"
    _negotiation: spnego.ContextProxy | None = None
    disable_nagle_algorithm = True

    def setup(self) -> None:
        if self.exchange.tls:
            self.request = self.exchange.tls.wrap_socket(self.request, server_side=True)
        super().setup()
        self.exchange._open.add(self.connection)

    def finish(self) -> None:
        self.exchange._open.discard(self.connection)
        super().finish()

    def log_message(self, *_: object) -> None:
        pass

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate((timestamp or time.time()) + self.exchange.clock_off, usegmt=True)

    def do_POST(self) -> None:
        octets = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/post/"):
            self._deliver(self.path.removeprefix("/post/"), octets)
        elif self._may_enter():
            self._operate(octets)

    def do_GET(self) -> None:
        """For another process: the letters that left, as JSON."""
        letters = [
            {"sender": each.sender, "recipients": each.recipients, "raw": base64.b64encode(each.raw).decode()}
            for each in self.exchange.post.letters
        ]
        self._say(200, json.dumps(letters).encode())

    def _deliver(self, address: str, octets: bytes) -> None:
        """For another process: a mail comes."""
        with self.exchange._lock:
            self.exchange.post.open(address).add("inbox", "Message", raw=octets)
        self._say(200, b"")

    def _may_enter(self) -> bool:
        """Else it was told what is wanted."""
        if self.exchange.auth == "ntlm":
            return self._knows_the_secret()
        if self._has_password():
            return True
        self.exchange.knocks += 1
        self._say(401, b"", ("WWW-Authenticate", 'Basic realm="exchange"'))
        return False

    def _knows_the_secret(self) -> bool:
        """NTLM holds for a whole connection, and takes three requests (MS-NTHT, 3.2)."""
        if self._negotiation and self._negotiation.complete:
            return True
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        challenge = b""
        if scheme == "NTLM":
            self._negotiation = self._negotiation or spnego.server(protocol="ntlm")
            try:
                challenge = self._negotiation.step(base64.b64decode(token)) or b""
            except spnego.exceptions.SpnegoError:
                self._negotiation = None
            if self._negotiation and self._negotiation.complete:
                return True
        wanted = f"NTLM {base64.b64encode(challenge).decode()}".strip()
        self._say(401, b"", ("WWW-Authenticate", "Negotiate"), ("WWW-Authenticate", wanted))
        return False

    def _has_password(self) -> bool:
        login = base64.b64encode(f"{self.exchange.address}:{self.exchange.password}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {login}"

    def _operate(self, octets: bytes) -> None:
        asked = request(octets)
        self.exchange.octets += octets
        operation = local(asked).removesuffix("Request")
        self.exchange.requests.append(operation)
        fault_now = self.exchange.fault(operation)
        kind = fault_now.kind if fault_now else ""
        if kind == "cut before":
            return self._cut()
        if isinstance(kind, int):
            return self._say(kind, b"<html>no</html>", ("Retry-After", f"{fault_now.seconds:.0f}"))  # type: ignore[union-attr]
        try:
            if fault_now and kind == "busy":
                raise RefusedError("ErrorServerBusy", "The server cannot service this request.", fault_now.seconds)
            if kind and kind != "cut after":
                raise RefusedError(str(kind), f"It was refused: {kind}.")
            if impersonated(octets) and not self.exchange.impersonation:
                raise RefusedError("ErrorImpersonateUserDenied", "The account may not impersonate the requested user.")
            if operation == "GetStreamingEvents":
                return self._listened(asked)
            with self.exchange._lock:
                done_with = answer(self.exchange.desk.carry_out(asked), self.exchange.build)
        except RefusedError as error:
            return self._say(500, fault(error))
        except OSError:
            raise
        except Exception:
            self.exchange.defects.append(traceback.format_exc())
            raise
        return self._cut() if kind == "cut after" else self._say(200, done_with)

    def _listened(self, asked: object) -> None:
        operation = "GetStreamingEvents"
        try:
            self._stream(asked)
        except RefusedError as error:
            closed = make("m:ConnectionStatus", "Closed")
            self._say(200, answer(response(operation, [refused(operation, error, closed)])))

    def _stream(self, asked: object) -> None:
        operation = "GetStreamingEvents"
        mailbox, folder, name = self.exchange.desk.watched(asked)  # type: ignore[arg-type]
        minutes = int(asked.find("{*}ConnectionTimeout").text)  # type: ignore[attr-defined]
        until = time.monotonic() + minutes * 60
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._chunk(done(operation, make("m:ConnectionStatus", "OK")))
        since = mailbox.last
        beat = time.monotonic()
        while time.monotonic() < until and not self.exchange.ended.is_set():
            if mailbox.wait_for_change(since, 0.05):
                fresh = [each for each in mailbox.since(folder, since) if each[1] == "Create"]
                since = mailbox.last
                events = [
                    make(
                        "t:NewMailEvent",
                        make("t:TimeStamp", stamp(mailbox.items[each].received)),
                        make("t:ItemId", Id=each, ChangeKey="CQAA"),
                        make("t:ParentFolderId", Id="AQMk", ChangeKey="AQAA"),
                    )
                    for _, _, each in fresh
                ]
                if events:
                    told = make("t:Notification", make("t:SubscriptionId", name), *events)
                    self._chunk(done(operation, make("m:Notifications", told)))
            elif time.monotonic() - beat > self.exchange.heartbeat:
                beat = time.monotonic()
                self._chunk(done(operation, make("m:ConnectionStatus", "OK")))
        self._chunk(done(operation, make("m:ConnectionStatus", "Closed")))
        self.wfile.write(b"0\r\n\r\n")

    def _chunk(self, message: object) -> None:
        octets = answer(response("GetStreamingEvents", [message]))  # type: ignore[list-item]
        self.wfile.write(f"{len(octets):x}\r\n".encode() + octets + b"\r\n")
        self.wfile.flush()

    def _say(self, status: int, octets: bytes, *fields: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", "text/xml; charset=utf-8"), *fields):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def _cut(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

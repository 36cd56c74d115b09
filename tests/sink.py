"""A real SMTP server on a free loopback port, that keeps what it is given and misbehaves on request.

    with Sink() as sink:
        ...                               # send to 127.0.0.1, sink.port
        [mail] = sink.wait(1)             # Kept(sender, recipient, raw)

    sink.answer("RCPT", "550 5.1.1 no such user", times=1)      # instead of taking the command
    sink.drop("DOT")                                            # hang up at this point
    sink.slow("MAIL", 0.5)                                      # answer late

Points, in the order of a session: CONNECT, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA (EMPTY where no recipient was taken),
BODY (after 354, before the letter was read), DOT (the letter was read; with `kept=True` it was taken too, and only the
answer is lost), RSET, QUIT.
"""

from __future__ import annotations

import base64
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

EXTENSIONS = ("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 20000000")


class Kept(NamedTuple):
    """One mail for one recipient. `raw` is as it came over the wire, with the doubled dots undone."""

    sender: str
    recipient: str
    raw: bytes


@dataclass
class Fault:
    point: str
    answer: str = ""
    """Instead of the usual answer; "" with no delay: hang up."""
    delay: float = 0.0
    times: int = 1 << 30
    after: int = 0
    """How often the point is passed unharmed first."""
    kept: bool = False


@dataclass
class Sink:
    extensions: Sequence[str] = EXTENSIONS
    tls: ssl.SSLContext | None = None
    """For STARTTLS, or with `tls_at_once` for the whole connection."""
    tls_at_once: bool = False
    login: tuple[str, str] | None = None
    lmtp: bool = False

    port: int = 0
    mails: list[Kept] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Sink:
        self._faults: list[Fault] = []
        self._news = threading.Condition()
        self._open: set[socket.socket] = set()
        self._server = socket.create_server(("127.0.0.1", self.port))
        self.port = self._server.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.hang_up()
        for thread in list(self._threads):
            thread.join(60)

    def wait(self, number: int, timeout: float = 60.0) -> list[Kept]:
        """The mails so far, once there are at least `number`. Raises TimeoutError."""
        with self._news:
            if not self._news.wait_for(lambda: len(self.mails) >= number, timeout):
                raise TimeoutError(f"{len(self.mails)} of {number} mails came in {timeout} s")
            return list(self.mails)

    def answer(self, point: str, text: str, *, times: int = 1 << 30, after: int = 0) -> None:
        self._faults.append(Fault(point, answer=text, times=times, after=after))

    def drop(self, point: str, *, times: int = 1 << 30, after: int = 0, kept: bool = False) -> None:
        self._faults.append(Fault(point, times=times, after=after, kept=kept))

    def slow(self, point: str, seconds: float, *, times: int = 1 << 30, after: int = 0) -> None:
        self._faults.append(Fault(point, delay=seconds, times=times, after=after))

    def mend(self) -> None:
        self._faults.clear()

    def hang_up(self) -> None:
        """Close the connections that are open now, as a server does with idle ones."""
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def is_busy(self) -> bool:
        """Whether a client has a connection open, or left one whose last words are being read."""
        return bool(self._open)

    # --- for the sessions ---

    def fault(self, point: str) -> Fault | None:
        with self._news:
            for fault in self._faults:
                if fault.point == point and fault.times > 0:
                    if fault.after > 0:
                        fault.after -= 1
                        continue
                    fault.times -= 1
                    return fault
        return None

    def keep(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        with self._news:
            self.mails += [Kept(sender, recipient, raw) for recipient in recipients]
            self._news.notify_all()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            self._open.add(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        session = _Session(self, connection)
        try:
            session.run()
        except (OSError, _HangUpError):
            pass
        finally:
            self._open.discard(connection)
            session.close()
            with suppress(OSError):
                connection.close()


class _HangUpError(Exception):
    pass


class _Session:
    def __init__(self, sink: Sink, connection: socket.socket) -> None:
        self._sink = sink
        self._socket = connection
        self._file: BinaryIO = connection.makefile("rb")
        self._sender: str | None = None
        self._recipients: list[str] = []

    def run(self) -> None:
        if self._sink.tls_at_once:
            self._secure()
        self._say("CONNECT", "220 sink ready")
        while line := self._file.readline(4096):
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            self._sink.commands.append(text)
            verb, _, rest = text.partition(" ")
            command = getattr(self, f"_{verb.lower()}", None)
            if command is None:
                self._say(verb.upper(), f"500 5.5.1 what is {verb}?")
            else:
                command(rest)

    def close(self) -> None:
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._socket.close()

    def _say(self, point: str, usual: str) -> bool:
        """True when the command was taken."""
        return self._answer(self._sink.fault(point), usual)

    def _answer(self, fault: Fault | None, usual: str) -> bool:
        if fault and fault.delay:
            time.sleep(fault.delay)
        elif fault and not fault.answer:
            raise _HangUpError
        answer = (fault and fault.answer) or usual
        self._socket.sendall(answer.encode() + b"\r\n")
        if answer.startswith("421"):
            raise _HangUpError
        return answer[:1] == usual[:1]

    def _secure(self) -> None:
        assert self._sink.tls is not None
        self._file.close()
        self._socket = self._sink.tls.wrap_socket(self._socket, server_side=True)
        self._sink._open.add(self._socket)
        self._file = self._socket.makefile("rb")

    def _ehlo(self, _name: str) -> None:
        secured = isinstance(self._socket, ssl.SSLSocket)
        offered = list(self._sink.extensions)
        offered += ["STARTTLS"] if self._sink.tls and not secured else []
        offered += ["AUTH PLAIN"] if self._sink.login else []
        lines = ["sink", *offered]
        self._say("EHLO", "\r\n".join([*(f"250-{each}" for each in lines[:-1]), f"250 {lines[-1]}"]))

    _lhlo = _ehlo

    def _helo(self, _name: str) -> None:
        self._say("HELO", "250 sink")

    def _starttls(self, _rest: str) -> None:
        if self._say("STARTTLS", "220 go on"):
            self._secure()

    def _auth(self, rest: str) -> None:
        name, password = base64.b64decode(rest.rsplit(maxsplit=1)[-1]).decode().split("\0")[1:]
        if (name, password) == self._sink.login:
            self._say("AUTH", "235 2.7.0 welcome")
        else:
            self._say("AUTH", "535 5.7.8 who are you?")

    def _mail(self, rest: str) -> None:
        if self._sender is not None:
            self._say("MAIL", "503 5.5.1 one at a time")
        elif self._say("MAIL", "250 2.1.0 ok"):
            self._sender = _address(rest)

    def _rcpt(self, rest: str) -> None:
        if self._sender is None:
            self._say("RCPT", "503 5.5.1 MAIL first")
        elif self._say("RCPT", "250 2.1.5 ok"):
            self._recipients.append(_address(rest))

    def _data(self, _rest: str) -> None:
        if not self._recipients:
            self._say("EMPTY", "554 5.5.1 no valid recipients")
            return
        if not self._say("DATA", "354 go on"):
            return
        if self._sink.fault("BODY"):
            raise _HangUpError
        raw = self._body()
        for recipients in [[each] for each in self._recipients] if self._sink.lmtp else [self._recipients]:
            fault = self._sink.fault("DOT")
            if fault is None or fault.kept or fault.delay:
                self._sink.keep(self._sender or "", recipients, raw)
            self._answer(fault, "250 2.0.0 kept")
        self._sender, self._recipients = None, []

    def _body(self) -> bytes:
        """Up to CRLF.CRLF; a line end of another kind begins no line (RFC 5321, 2.3.8)."""
        octets = bytearray()
        begins = True
        while not ((line := self._file.readline()) == b".\r\n" and begins):
            if not line:
                raise _HangUpError
            octets += line[1:] if begins and line.startswith(b".") else line
            begins = line.endswith(b"\r\n")
        return bytes(octets)

    def _rset(self, _rest: str) -> None:
        self._sender, self._recipients = None, []
        self._say("RSET", "250 2.0.0 ok")

    def _noop(self, _rest: str) -> None:
        self._say("NOOP", "250 2.0.0 ok")

    def _quit(self, _rest: str) -> None:
        self._say("QUIT", "221 2.0.0 bye")
        raise _HangUpError


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]

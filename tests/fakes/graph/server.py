"""The fake over HTTP, and what may go wrong with it."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from fakes.graph.answers import Answer, WrongError, error
from fakes.graph.calendar import Diary
from fakes.graph.mail import Box
from fakes.graph.oauth import Entra
from fakes.graph.routes import Asked, answered
from fakes.graph.shapes import wrong

AT_ONCE = 4
_PIECE = 1 << 18


@dataclass
class Trouble:
    """What happens instead to the next `times` requests whose method and path match."""

    where: re.Pattern[str]
    times: float
    answer: Answer | None = None
    lost: bool = False
    """It is done, and the connection breaks before the answer."""
    after: int = 0


class Fake:
    tenant, client_id, secret = "acme.example", "11111111-2222-3333-4444-555555555555", "s3cret~value"

    def __init__(self, *users: str, port: int = 0, sent: Callable[[bytes], object] = lambda _: None) -> None:
        self._port = port
        self._on_sent = sent
        self._server: _Server | None = None
        self.lock = threading.RLock()
        self.ahead = timedelta()
        """How far the server's clock is ahead of this machine's."""
        self.boxes: dict[str, Box] = {}
        self.diaries: dict[str, Diary] = {}
        self.settings: dict[str, Any] = {"timeZone": "W. Europe Standard Time"}
        self.settings["automaticRepliesSetting"] = {"status": "disabled", "externalAudience": "all"}
        self.may_edit = True
        self.sent: list[bytes] = []
        self.troubles: list[Trouble] = []
        self.asked: list[str] = []
        self.mistakes: list[str] = []
        """Answers that are not as published, and handlers that failed: the fake's own fault."""
        self.busy: dict[str, int] = {}
        self.most_at_once = 0
        self.written = 0
        """Octets of answers that were taken."""
        self.dawdle = 0.0
        self._users = users
        self.entra = Entra(self.tenant, self.client_id, self.secret, next(iter(users), ""), time.time)

    def __enter__(self) -> Fake:
        self.back()
        for user in self._users:
            url = f"{self.url}/v1.0/users/{user}"
            self.boxes[user] = Box(user, url, self.now, self._deliver)
            self.diaries[user] = Diary(user, url, self.now)
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def back(self) -> None:
        self._server = _Server(("127.0.0.1", self._port), self)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def leave(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server.hang_up()
        self._server = None

    # --- what goes wrong ---------------------------------------------------------------------------------------------

    @contextmanager
    def away(self) -> Iterator[None]:
        self.leave()
        try:
            yield
        finally:
            self.back()

    def hang_up(self) -> None:
        """The connections that are open end, without a word."""
        if self._server:
            self._server.hang_up()

    @contextmanager
    def trouble(self, where: str, answer: Answer | None = None, *, times: float = 1, **more: Any) -> Iterator[Trouble]:
        made = Trouble(re.compile(where), times, answer, **more)
        with self.lock:
            self.troubles.append(made)
        try:
            yield made
        finally:
            with self.lock:
                self.troubles.remove(made)

    def refuses(self, where: str, status: int, code: str, message: str = "", **headers: str) -> Any:
        """While the block lasts, every such request is answered so; nothing is done."""
        return self.trouble(where, error(status, code, message or code, headers), times=float("inf"))

    def throttled(self, seconds: float) -> Any:
        return self.refuses(
            "/v1.0/", 429, "ApplicationThrottled", "Application is over its limit.", Retry_After=f"{seconds:.0f}"
        )

    def loses_the_answer(self, where: str, after: int = 0) -> Any:
        return self.trouble(where, lost=True, after=after)

    # --- answering ---------------------------------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer | None:
        """None: the connection breaks."""
        said = f"{asked.method} {asked.path}"
        with self.lock:
            self.asked.append(said)
            trouble = self._met(said)
        if trouble and trouble.answer:
            return trouble.answer
        try:
            with self._counted(asked):
                answer = self._checked(answered(self, asked))
        except WrongError as mistake:
            answer = mistake.answer
        return None if trouble and trouble.lost else answer

    def _met(self, said: str) -> Trouble | None:
        for trouble in self.troubles:
            if not trouble.times or not trouble.where.search(said):
                continue
            if trouble.after:
                trouble.after -= 1
                continue
            trouble.times -= 1
            return trouble
        return None

    @contextmanager
    def _counted(self, asked: Asked) -> Iterator[None]:
        """Exchange answers four requests of an application to one mailbox at once."""
        with self.lock:
            self.busy[asked.user] = busy = self.busy.get(asked.user, 0) + 1
            self.most_at_once = max(self.most_at_once, busy if asked.user else 0)
        try:
            if asked.user and busy > AT_ONCE:
                message = "Application is over its MailboxConcurrency limit."
                raise WrongError(429, "ApplicationThrottled", message, Retry_After="1")
            if self.dawdle:
                time.sleep(self.dawdle)
            with self.lock:
                yield
        finally:
            with self.lock:
                self.busy[asked.user] -= 1

    def _checked(self, answer: Answer) -> Answer:
        if answer.kind and (problems := wrong(answer.kind, json.loads(answer.body))):
            self.mistakes += problems
        return answer

    def _deliver(self, user: str, to: list[str], raw: bytes) -> None:
        self.sent.append(raw)
        self._on_sent(raw)
        for address in to:
            local, _, domain = address.lower().partition("@")
            if box := self.boxes.get(f"{local.partition('+')[0]}@{domain}"):
                box.bring(raw)


class _Server(ThreadingHTTPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], fake: Fake) -> None:
        self.fake = fake
        self.open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def hang_up(self) -> None:
        for each in list(self.open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        self.server.open.discard(self.connection)
        with suppress(OSError):
            super().finish()

    def log_message(self, *_: object) -> None:
        pass

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.server.fake.now(), usegmt=True)

    def _do(self) -> None:
        fake = self.server.fake
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        path, query = unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True))
        asked = Asked(self.command, parts.path, path, query, self.headers, body, self.headers.get("Host", ""))
        try:
            answer = fake.answer(asked)
        except Exception as mistake:  # noqa: BLE001 a test fails by it
            fake.mistakes.append(f"{self.command} {self.path}: {mistake!r}")
            answer = error(500, "InternalServerError", repr(mistake))
        if answer is None:
            self.close_connection = True
            return
        with suppress(OSError):
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            for start in range(0, len(answer.body), _PIECE):
                self.wfile.write(answer.body[start : start + _PIECE])
                fake.written += len(answer.body[start : start + _PIECE])
            self.wfile.flush()

    do_GET = do_POST = do_PATCH = do_DELETE = _do  # noqa: N815

"""The server: requests are matched, checked and answered by what the discovery documents say."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from fakes.google import oauth
from fakes.google.calendars import WRITERS, Calendar
from fakes.google.discovery import Method, api
from fakes.google.faults import Fault, NoError, encoded
from fakes.google.gmail import PRICES, Gmail, _plain

Json = dict[str, Any]
APIS = ("gmail.v1", "calendar.v3")


@dataclass(frozen=True)
class Letter:
    sender: str
    recipient: str
    raw: bytes


class Google:
    """`deliver` takes each letter to people outside, besides `letters`; `units` a minute are what Gmail allows."""

    def __init__(self, *users: str, port: int = 0, deliver: Callable[[Letter], None] = lambda _: None) -> None:
        self.users = users or ("async@acme.example",)
        self.mailboxes = {user: Gmail(user, self._post) for user in self.users}
        self.calendars = {user: Calendar(user) for user in self.users}
        self.grants = oauth.Grants(set(self.users))
        self.letters: list[Letter] = []
        self.faults: list[Fault] = []
        self.problems: list[str] = []
        self.log: list[str] = []
        """The methods that were called, by their ids; "token" among them."""
        self.units = 10**9
        self.port = port
        self._deliver = deliver
        self._spent: deque[tuple[float, int]] = deque()
        self._server: _Server | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Google:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._server = _Server(self, self.port)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server.hang_up()
        self._server = None

    def hang_up(self) -> None:
        """Close the connections that are open."""
        if self._server:
            self._server.hang_up()

    @contextmanager
    def away(self) -> Iterator[None]:
        self.stop()
        yield
        self.start()

    @contextmanager
    def failing(self, fault: Fault) -> Iterator[Fault]:
        self.faults.append(fault)
        yield fault
        self.faults.remove(fault)

    def gmail(self, user: str = "") -> Gmail:
        return self.mailboxes[user or self.users[0]]

    def calendar(self, user: str = "") -> Calendar:
        return self.calendars[user or self.users[0]]

    def key_file(self, path: Path) -> Path:
        oauth.write_key(path, self.base)
        return path

    def client_file(self, path: Path) -> Path:
        oauth.write_client(path, self.base)
        return path

    def spent(self) -> int:
        """The units of the last minute."""
        now = time.monotonic()
        while self._spent and self._spent[0][0] <= now - 60:
            self._spent.popleft()
        return sum(units for _, units in self._spent)

    def receive(self, recipient: str, raw: bytes) -> None:
        """A mail from outside, with what Google puts on top of it."""
        domain = raw.partition(b"From:")[2].partition(b"\n")[0].rpartition(b"@")[2].strip(b"> \r").decode()
        trace = (
            f"Delivered-To: {recipient}\r\n"
            f"Authentication-Results: mx.google.com; dmarc=pass (p=REJECT) header.from={domain}\r\n"
        )
        self.mailboxes[_plain(recipient)].bring(trace.encode() + raw)

    # --- within ------------------------------------------------------------------------------------------------------

    def _post(self, sender: str, recipient: str, raw: bytes) -> None:
        if _plain(recipient) in self.mailboxes:
            self.receive(recipient, raw)
            return
        letter = Letter(sender, recipient, raw)
        self.letters.append(letter)
        self._deliver(letter)

    def striking(self, method: str, address: str) -> Fault | None:
        with self._lock:
            return next((fault for fault in self.faults if fault.strikes(method, address)), None)

    def answer(self, verb: str, url: str, headers: Any, body: bytes, prepared: Method) -> Any:
        """Raises NoError."""
        api_name, method, names = self.route(verb, url)
        assert method is prepared
        query = parse_qs(urlsplit(url).query, keep_blank_values=True)
        query.pop("alt", None)
        user, scopes = self.grants.access.get(
            headers.get("Authorization", "").removeprefix("Bearer "), ("", frozenset())
        )
        if not user:
            raise NoError(401)
        if not scopes & method.scopes:
            raise NoError(403, "Request had insufficient authentication scopes.", "insufficientPermissions")
        self._charge(method)
        asked = json.loads(body) if body else {}
        self._complain(api(api_name).asked(method, query), api(api_name).answered(method.schema("request"), asked))
        fields = query.pop("fields", [""])[0]
        answer = self._handled(method, names, query, asked, user)
        self._complain(api(api_name).answered(method.schema("response"), answer))
        return {name: answer[name] for name in fields.split(",") if name in answer} if fields else answer

    def route(self, verb: str, url: str) -> tuple[str, Method, dict[str, str]]:
        path = urlsplit(url).path
        for name in APIS:
            if found := api(name).match(verb, path):
                return name, found[0], {key: unquote(value) for key, value in found[1].items()}
        raise NoError(404, f"there is no {verb} {path}")

    def _complain(self, *found: Iterator[str]) -> None:
        problems = [problem for each in found for problem in each]
        self.problems += problems
        assert not problems, problems

    def _charge(self, method: Method) -> None:
        price = PRICES.get(method.id.removeprefix("gmail.users."), 0)
        with self._lock:
            if self.spent() + price > self.units:
                raise NoError(429, "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'")
            self._spent.append((time.monotonic(), price))

    def _handled(self, method: Method, names: dict[str, str], query: Json, body: Json, user: str) -> Any:
        kind = method.id
        if kind.startswith("gmail."):
            if names["userId"] not in ("me", user):
                raise NoError(403, f"Delegation denied for {user}")
            return _gmail(self.mailboxes[user], kind.removeprefix("gmail.users."), names.get("id", ""), query, body)
        if kind == "calendar.freebusy.query":
            return self._freebusy(body, user)
        owner = user if names["calendarId"] == "primary" else names["calendarId"]
        calendar = self.calendars.get(owner)
        if calendar is None or not calendar.role(user):
            raise NoError(404)
        verb = kind.removeprefix("calendar.events.")
        if verb in ("insert", "update", "patch", "delete") and calendar.role(user) not in WRITERS:
            raise NoError(403, "You need to have writer access to this calendar.", "requiredAccessLevel")
        return _calendar(calendar, verb, names.get("eventId", ""), query, body, user)

    def _freebusy(self, body: Json, user: str) -> Json:
        begins, ends = (datetime.fromisoformat(body[name]) for name in ("timeMin", "timeMax"))
        if (ends - begins).days > 62:
            raise NoError(400, "The requested time range is too long.", "timeRangeTooLong")
        found: Json = {}
        for item in body["items"]:
            owner = user if item["id"] == "primary" else item["id"]
            calendar = self.calendars.get(owner)
            if calendar and calendar.role(user):
                found[item["id"]] = {"busy": calendar.busy(begins, ends)}
            else:
                found[item["id"]] = {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}
        return {"kind": "calendar#freeBusy", "timeMin": body["timeMin"], "timeMax": body["timeMax"], "calendars": found}


def _gmail(box: Gmail, verb: str, name: str, query: Json, body: Json) -> Any:
    return {
        "getProfile": lambda: box.profile(),
        "messages.list": lambda: box.list_messages(query),
        "messages.get": lambda: box.get(name, query),
        "messages.modify": lambda: box.modify(name, body),
        "history.list": lambda: box.list_history(query),
        "labels.list": lambda: box.list_labels(),
        "labels.get": lambda: box.get_label(name),
        "labels.create": lambda: box.create_label(body),
        "drafts.create": lambda: box.create_draft(body),
        "drafts.get": lambda: box.get_draft(name),
        "drafts.delete": lambda: box.delete_draft(name),
        "drafts.send": lambda: box.send_draft(body),
        "threads.get": lambda: box.get_thread(name, query),
        "settings.sendAs.list": lambda: box.list_send_as(),
    }[verb]()


def _calendar(calendar: Calendar, verb: str, name: str, query: Json, body: Json, user: str) -> Any:
    return {
        "list": lambda: calendar.list(query, user),
        "get": lambda: calendar.get(name),
        "insert": lambda: calendar.insert(body),
        "update": lambda: calendar.update(name, body),
        "patch": lambda: calendar.patch(name, body, query),
        "delete": lambda: calendar.delete(name),
        "instances": lambda: calendar.instances(name, query),
    }[verb]()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, google: Google, port: int) -> None:
        self.google = google
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for connection in [*self._open]:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        google = self.server.google
        parts = urlsplit(self.path)
        if parts.path == "/o/oauth2/auth":
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            self._say(302, b"", {"Location": google.grants.consent(query)})
            return
        self._serve(b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        google = self.server.google
        if urlsplit(self.path).path == "/token":
            form = {key: values[0] for key, values in parse_qs(body.decode()).items()}
            self._befall("token", lambda: google.grants.token(form, f"{google.base}/token"))
            return
        if self.command == "POST" and (verb := self.headers.get("x-http-method-override")):
            # A long request: its parameters come in the body.
            self.command, self.path, body = verb, f"{self.path}?{body.decode()}", b""
        self._serve(body)

    do_PUT = do_PATCH = do_DELETE = do_POST  # noqa: N815

    def _serve(self, body: bytes) -> None:
        google = self.server.google
        try:
            _, method, _ = google.route(self.command, self.path)
        except NoError as no:
            google.problems.append(str(no.body))
            self._say(no.status, encoded(no.body))
            return
        self._befall(method.id, lambda: google.answer(self.command, self.path, self.headers, body, method))

    def _befall(self, name: str, do: Callable[[], Any]) -> None:
        google = self.server.google
        google.log.append(name)
        fault = google.striking(name, self.path)
        try:
            if fault and fault.how == "unheard":
                self._reset()
                return
            if fault and fault.how == "refuse":
                raise fault.refusal()
            if fault and fault.how == "meanwhile":
                fault.do()
            answer = do()
        except NoError as no:
            self._say(no.status, encoded(no.body), no.headers)
            return
        except oauth.DeniedError as denied:
            self._say(denied.status, encoded(denied.body))
            return
        except Exception as error:  # noqa: BLE001  a fake that fails says so
            google.problems.append(f"{name}: {error!r}")
            self._say(500, encoded({"error": {"code": 500, "message": f"{error!r}"}}))
            return
        if fault and fault.how == "lose":
            self._reset()
        elif fault and fault.how == "hang up":
            self.close_connection = True
        elif fault and fault.how == "garble":
            self._say(200, b"<html>it works</html>")
        else:
            self._say(200 if answer else 204, encoded(answer) if answer else b"")

    def _say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response_only(status)
        self.send_header("Date", formatdate(time.time() + self.server.google.grants.skew, usegmt=True))
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _reset(self) -> None:
        """The client is told by TCP that the connection is no more."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_: object) -> None:
        pass

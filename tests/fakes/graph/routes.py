"""Which request is answered by what."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from fakes.graph.answers import Answer, WrongError, found

if TYPE_CHECKING:
    from fakes.graph.server import Fake


@dataclass(frozen=True)
class Asked:
    method: str
    escaped: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    host: str

    @property
    def user(self) -> str:
        match = re.match(r"/v1\.0/users/([^/]+)", self.path)
        return match[1].lower() if match else ""

    @property
    def prefer(self) -> str:
        return self.headers.get("Prefer", "")

    @property
    def size(self) -> int:
        match = re.search(r"odata\.maxpagesize=(\d+)", self.prefer)
        return min(int(match[1]), 1000) if match else 10

    @property
    def as_text(self) -> bool:
        return 'outlook.body-content-type="text"' in self.prefer

    @property
    def said(self) -> dict[str, Any]:
        try:
            found = json.loads(self.body)
        except ValueError:
            raise WrongError(400, "BadRequest", "Unable to read JSON request payload.") from None
        return dict(found)


Answering = Callable[["Fake", Asked, list[str]], Answer]


def answered(fake: Fake, asked: Asked) -> Answer:
    if asked.path.startswith("/v1.0/"):
        return _graph(fake, asked)
    for method, pattern, answering in _OUTSIDE:
        if asked.method == method and (match := re.fullmatch(pattern, asked.path)):
            return answering(fake, asked, list(match.groups()))
    return Answer(404)


def _graph(fake: Fake, asked: Asked) -> Answer:
    if not fake.entra.takes(asked.headers.get("Authorization", "")):
        raise WrongError(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
    if asked.user not in fake.boxes:
        raise WrongError(404, "ErrorInvalidUser", f"The requested user '{asked.user}' is invalid.")
    if 'IdType="ImmutableId"' not in asked.prefer:
        raise WrongError(500, "FakeWantsImmutableIds", 'Prefer: IdType="ImmutableId" belongs on every call.')
    # An id may hold a slash, which is escaped in the path: it is taken apart first.
    rest = asked.escaped.split("/", 4)[4] if asked.escaped.count("/") >= 4 else ""
    for method, pattern, answering in _GRAPH:
        if asked.method == method and (match := re.fullmatch(pattern, rest)):
            return answering(fake, asked, [unquote(part) for part in match.groups()])
    raise WrongError(400, "BadRequest", f"Resource not found for the segment '{rest}'.")


def _text(asked: Asked) -> bytes:
    if asked.headers.get("Content-Type", "") != "text/plain":
        raise WrongError(400, "RequestBodyRead", "MIME content is sent as text/plain.")
    return asked.body


_MESSAGE, _EVENT = r"messages/([^/]+)", r"(?:calendar/)?events/([^/]+)"
_GRAPH: list[tuple[str, str, Answering]] = [
    ("GET", r"mailFolders/([^/]+)/messages/delta", lambda f, a, p: f.boxes[a.user].delta(p[0], a.query, a.size)),
    ("GET", r"mailFolders/([^/]+)", lambda f, a, p: f.boxes[a.user].folder(p[0])),
    ("GET", r"mailFolders", lambda f, a, p: f.boxes[a.user].folders_like(a.query)),
    ("POST", r"mailFolders", lambda f, a, p: f.boxes[a.user].make_folder(a.said["displayName"])),
    ("GET", rf"{_MESSAGE}/\$value", lambda f, a, p: f.boxes[a.user].value(p[0])),
    ("GET", _MESSAGE, lambda f, a, p: f.boxes[a.user].one(p[0], a.query.get("$select", ""))),
    ("GET", r"messages", lambda f, a, p: f.boxes[a.user].listed(a.query)),
    ("POST", rf"{_MESSAGE}/move", lambda f, a, p: f.boxes[a.user].move(p[0], a.said["destinationId"])),
    ("POST", r"messages", lambda f, a, p: f.boxes[a.user].draft(_text(a))),
    ("POST", rf"{_MESSAGE}/send", lambda f, a, p: f.boxes[a.user].send_draft(p[0])),
    ("POST", r"sendMail", lambda f, a, p: f.boxes[a.user].send_mail(_text(a))),
    ("GET", r"mailboxSettings", lambda f, a, p: found("mailboxSettings", f.settings)),
    ("GET", r"calendar", lambda f, a, p: found("calendar", {"id": "c=", "name": "Calendar", "canEdit": f.may_edit})),
    ("GET", r"calendarView/delta", lambda f, a, p: f.diaries[a.user].delta(a.query, a.size, a.as_text)),
    ("GET", r"calendar/events", lambda f, a, p: f.diaries[a.user].listed(a.query, a.size, a.as_text)),
    ("POST", r"calendar/events", lambda f, a, p: f.diaries[a.user].make(a.said)),
    ("GET", rf"{_EVENT}/instances", lambda f, a, p: f.diaries[a.user].instances(p[0], a.query, a.size, a.as_text)),
    ("GET", _EVENT, lambda f, a, p: f.diaries[a.user].one(p[0], a.query, a.as_text)),
    ("PATCH", _EVENT, lambda f, a, p: f.diaries[a.user].patch(p[0], a.said)),
    ("DELETE", _EVENT, lambda f, a, p: f.diaries[a.user].delete(p[0])),
    (
        "POST",
        rf"{_EVENT}/(accept|decline|tentativelyAccept)",
        lambda f, a, p: f.diaries[a.user].answer(p[0], p[1], a.said),
    ),
    ("POST", r"calendar/getSchedule", lambda f, a, p: f.diaries[a.user].schedule(a.said)),
]


def _brought(fake: Fake, asked: Asked, parts: list[str]) -> Answer:
    """Not Graph's: for a test that runs the fake in another process."""
    return found("", {"id": fake.boxes[parts[0].lower()].bring(asked.body)}, 201)


def _form(asked: Asked) -> dict[str, str]:
    form = dict(parse_qsl(asked.body.decode()))
    scheme, _, secret = asked.headers.get("Authorization", "").partition(" ")
    if scheme == "Basic":
        import base64

        name, _, value = base64.b64decode(secret).decode().partition(":")
        form |= {"client_id": unquote(name), "client_secret": unquote(value)}
    return form


_OUTSIDE: list[tuple[str, str, Answering]] = [
    ("GET", r"/([^/]+)/v2\.0/\.well-known/openid-configuration", lambda f, a, p: f.entra.discovery(p[0], a.host)),
    ("POST", r"/[^/]+/oauth2/v2\.0/token", lambda f, a, p: f.entra.token(_form(a))),
    ("POST", r"/[^/]+/oauth2/v2\.0/devicecode", lambda f, a, p: f.entra.device_code(_form(a), a.host)),
    ("POST", r"/fake/bring/([^/]+)", _brought),
]

"""What Graph answers with: an object, octets, or an error in its published form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    """The shape of the object in it, as `shapes` names it."""


class WrongError(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.answer = error(status, code, message, headers)


def error(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    inner = {"date": "2026-11-21T10:00:00", "request-id": "0", "client-request-id": "0"}
    said = {"error": {"code": code, "message": message, "innerError": inner}}
    named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
    return Answer(status, json.dumps(said).encode(), {"Content-Type": "application/json", **named}, "error")


def found(kind: str, what: Mapping[str, Any], status: int = 200) -> Answer:
    return Answer(status, json.dumps(what).encode(), {"Content-Type": "application/json"}, kind)


def no_such_item() -> WrongError:
    return WrongError(404, "ErrorItemNotFound", "The specified object was not found in the store.")

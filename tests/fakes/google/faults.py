"""What goes wrong, and how Google words it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

WORDS = {
    400: ("invalidArgument", "INVALID_ARGUMENT", "Invalid value"),
    401: ("authError", "UNAUTHENTICATED", "Invalid Credentials"),
    403: ("forbidden", "PERMISSION_DENIED", "Forbidden"),
    404: ("notFound", "NOT_FOUND", "Requested entity was not found."),
    409: ("duplicate", "ALREADY_EXISTS", "The requested identifier already exists."),
    410: ("deleted", "FAILED_PRECONDITION", "Resource has been deleted"),
    429: ("rateLimitExceeded", "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Queries' per minute per user"),
    500: ("backendError", "INTERNAL", "Internal error encountered."),
    503: ("backendError", "UNAVAILABLE", "The service is currently unavailable."),
}


class NoError(Exception):
    """A refusal that is the right answer to a request."""

    def __init__(self, status: int, said: str = "", reason: str = "", **headers: str) -> None:
        words = WORDS[status]
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        message = said or words[2]
        self.body = {
            "error": {
                "code": status,
                "message": message,
                "errors": [{"message": message, "domain": "global", "reason": reason or words[0]}],
                "status": words[1],
            }
        }


@dataclass
class Fault:
    """Befalls the requests whose method's id begins with `method`: `after` so many of them, `times` of them.

    `how`: "refuse" with `status` and so on, without doing it; "lose" the answer after doing it (the connection is
    reset); "hang up" after doing it (the connection is closed, which the client takes for a stale one); "unheard":
    reset without doing it; "garble" the answer; "meanwhile": `do` something else first.
    """

    method: str = ""
    how: str = "refuse"
    status: int = 503
    said: str = ""
    reason: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    after: int = 0
    times: int = 10**9
    about: str = ""
    """What stands in the address of the requests that are meant."""
    do: Callable[[], object] = lambda: None

    def strikes(self, method: str, address: str) -> bool:
        if not method.startswith(self.method) or self.about not in address:
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return self.times >= 0

    def refusal(self) -> NoError:
        return NoError(self.status, self.said, self.reason, **self.headers)


def encoded(body: Any) -> bytes:
    return json.dumps(body).encode()

"""The google connector's doors over the fake, with a service account unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fakes.google import Fault, Google

from paceline_connectors import google as connector
from paceline_connectors.google.diary import GoogleCalendar
from paceline_connectors.google.inbox import GmailMailbox
from paceline_connectors.google.letters import GmailTransport

US = "team@acme.example"
ANA = "ana@acme.example"
PLENTY = 1_000_000
"""Units a minute: where nobody counts."""


class Doors:
    def __init__(self, google: Google, folder: Path) -> None:
        self.google = google
        self.folder = folder
        self.key = google.key_file(folder / "key.json")

    def settings(self, **more: Any) -> dict[str, Any]:
        return {"account": US, "key_file": str(self.key), "endpoint": self.google.base, "timeout": 20, **more}

    def mailbox(self, **more: Any) -> GmailMailbox:
        return connector.mailbox(self.settings(**{"units_per_minute": PLENTY, **more}))

    def transport(self, **more: Any) -> GmailTransport:
        return connector.transport(self.settings(**{"units_per_minute": PLENTY, **more}))

    def calendar(self, **more: Any) -> GoogleCalendar:
        return connector.calendar(self.settings(**{"requests_per_minute": PLENTY, **more}))


@contextmanager
def cut(google: Google, after: int) -> Iterator[Callable[[], bool]]:
    """One answer is lost on the way, once the request is carried out; whether it was."""
    with google.failing(Fault(how="lose", after=after, times=1)) as fault:
        yield lambda: fault.times < 1


@pytest.fixture
def google() -> Iterator[Google]:
    with Google(US, ANA) as google:
        yield google
        assert google.problems == []


@pytest.fixture
def doors(google: Google, tmp_path: Path) -> Doors:
    return Doors(google, tmp_path)

"""A tenant of Microsoft's with one mailbox, and the connector's settings for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from fakes.graph import Fake
from fakes.graph.calendar import Diary
from fakes.graph.mail import Box

USER = "team@acme.example"
THEN = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
"""When the calendars of the tests are looked at."""


def settings(fake: Fake, **more: Any) -> dict[str, Any]:
    return {
        "user": USER,
        "tenant": fake.tenant,
        "client_id": fake.client_id,
        "client_secret": fake.secret,
        "endpoint": fake.url,
        "authority": fake.url,
        "timeout": 20,
        **more,
    }


@contextmanager
def tenant(on: datetime | None = None) -> Iterator[Fake]:
    """Whatever a test does with it, what it answered was as published. `on`: what its clock says at first."""
    with Fake(USER) as fake:
        fake.ahead = on - datetime.now(UTC) if on else fake.ahead
        yield fake
        assert fake.mistakes == []


@contextmanager
def cut(fake: Fake, after: int) -> Iterator[Callable[[], bool]]:
    """One answer (of Entra's, too) is lost on the way, once the request is carried out; whether it was."""
    with fake.loses_the_answer("", after=after) as trouble:
        yield lambda: trouble.times < 1


def box(fake: Fake) -> Box:
    return fake.boxes[USER]


def diary(fake: Fake) -> Diary:
    return fake.diaries[USER]

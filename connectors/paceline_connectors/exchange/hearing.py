"""Streaming notifications, listened to for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import requests.exceptions
from exchangelib import services

_LONGEST_MINUTES = 30
"""Exchange's own bound."""


def heard(account: Any, subscription: str, seconds: float) -> bool:
    """Whether an event came within that time. Exchange keeps those that come while nobody listens."""
    until = time.monotonic() + seconds
    service = _Hearing(account=account)
    service.until = until
    minutes = min(max(1, -(-int(seconds) // 60)), _LONGEST_MINUTES)
    events = service.call(subscription_ids=[subscription], connection_timeout=minutes)
    service.timeout = max(seconds, 1)
    try:
        return any(True for _ in events)
    except requests.exceptions.ConnectionError:
        # Nothing was said for that long: the connection is given up, the subscription stays.
        if time.monotonic() < until - 1:
            raise
        return False
    finally:
        service.stop_streaming()


class _Hearing(services.GetStreamingEvents):  # type: ignore[misc]
    """Stops at a moment, and not only when the server closes: it says that it is there every now and then."""

    until = 0.0

    def _get_soap_messages(self, body: Any) -> Any:
        yield from super()._get_soap_messages(_Until(body, self.until))


class _Until:
    """An HTTP response read up to a moment; before each wait the time that it may take is cut to what is left."""

    def __init__(self, response: Any, until: float) -> None:
        self._response = response
        self._until = until

    def iter_content(self) -> Iterator[bytes]:
        for octet in self._response.iter_content(1):
            left = self._until - time.monotonic()
            if left <= 0:
                return
            yield octet
            if octet == b">" and (socket := getattr(self._response.raw.connection, "sock", None)):
                socket.settimeout(max(left, 0.05))

    def close(self) -> None:
        self._response.close()

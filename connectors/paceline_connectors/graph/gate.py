"""What a mailbox's throttling asks of all who use it in this process: four at a time, and silence when told so.

Exchange Online counts by application and mailbox: 4 requests at once, 10,000 in ten minutes. Whoever goes on asking
while told to wait is made to wait longer.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from paceline_connectors.rest import Rest

AT_ONCE = 4


class ShutError(Exception):
    """The gate is shut for so many `seconds` yet; nothing was asked."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"it asked to be left alone for {seconds:.0f} s more")
        self.seconds = seconds


class Gate:
    def __init__(self) -> None:
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._rest = Rest()

    @contextmanager
    def passing(self, seconds: float) -> Iterator[None]:
        """One request's place, waited for at most so long. Raises ShutError."""
        self._check()
        if not self._places.acquire(timeout=seconds):
            raise ShutError(1)
        try:
            self._check()
            yield
        finally:
            self._places.release()

    def shut(self, seconds: float) -> None:
        self._rest.begin(seconds)

    def _check(self) -> None:
        if left := self._rest.left:
            raise ShutError(left)


_gates: dict[tuple[str, str], Gate] = {}
_making = threading.Lock()


def gate(endpoint: str, user: str) -> Gate:
    with _making:
        return _gates.setdefault((endpoint, user.lower()), Gate())

"""A server that asked to be left alone, or is better left alone for a while."""

from __future__ import annotations

import time

LONGEST = 3600.0
DAY = 24 * LONGEST
AFTER_NO_LOGIN = 300.0
"""Seconds until a login that was refused is tried again. Guards like Fail2ban shut out the address, and with it all who
share it, that fails five times within ten minutes, and Active Directory locks the account; two of our lines may be at
it."""


class Rest:
    """Whatever a server says, after `longest` seconds it is asked again. Threads may share it."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._until = 0.0

    def begin(self, seconds: float) -> None:
        """From now on; one that lasts longer already goes on."""
        self._until = max(self._until, time.monotonic() + min(seconds, self._longest))

    @property
    def left(self) -> float:
        """Seconds, 0 when it is over."""
        return max(0.0, self._until - time.monotonic())

"""How much may still be asked for this minute, so that Google need not say that it was too much.

Gmail counts units, not requests: for a project made since May 2026, 6,000 a minute and user.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque

from paceline_connectors.google.words import WaitError
from paceline_connectors.rest import DAY, Rest

_MINUTE = 60.0


class Allowance:
    """The units of a sliding minute, for all doors of this process that lead to one account."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._spent: deque[tuple[float, int]] = deque()
        self._sum = 0
        self._rests: defaultdict[str, Rest] = defaultdict(lambda: Rest(DAY))
        self._lock = threading.Lock()

    def take(self, units: int, door: str, share: float = 1.0) -> None:
        """Spend them, as far as `share` of the minute's units allows. Raises WaitError, and spends nothing then."""
        now = time.monotonic()
        with self._lock:
            if rest := self._rests[door].left:
                raise WaitError("Google asked to be left alone for a while", rest)
            self._forget(now)
            if self._sum and self._sum + units > self._per_minute * share:
                rest = self._spent[0][0] + _MINUTE - now
                raise WaitError(f"{self._per_minute} units a minute are spent", rest)
            self._spent.append((now, units))
            self._sum += units

    def rest(self, door: str, seconds: float) -> None:
        """Ask for nothing through this door for so long."""
        with self._lock:
            self._rests[door].begin(seconds)

    def _forget(self, now: float) -> None:
        while self._spent and self._spent[0][0] <= now - _MINUTE:
            self._sum -= self._spent.popleft()[1]


_allowances: dict[tuple[str, str, str, int], Allowance] = {}
_lock = threading.Lock()


def allowance(endpoint: str, account: str, api: str, per_minute: int) -> Allowance:
    """The one of this process: each thread has doors of its own, and all of them spend from it."""
    with _lock:
        return _allowances.setdefault((endpoint, account, api, per_minute), Allowance(per_minute))

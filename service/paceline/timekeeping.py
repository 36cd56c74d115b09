"""A clock that is believed as long as it agrees with what else tells time: this process's own, and the ledger.

A clock that jumps by hours would have reminders sent, windows closed and days missed that nobody can take back. So no
step is made while it can't be believed: mail stays where it is, and all goes on when it agrees again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from paceline.ledger import Ledger, figures, premises
from paceline.ports import Clock, ClockError

log = logging.getLogger(__name__)

FAR = timedelta(minutes=5)
"""Two that tell time and are further apart do not agree."""
SETTLED = 3600.0
"""Seconds after which the clock counts anew: small corrections of a month are no jump."""
LOOKS = 20.0
"""Seconds between two looks at the ledger."""
ACCEPTED = "clock"
"""What the operator said: when, and up to which instant the ledger is believed to be ahead."""
MEND = "mend it, or say that it is right: paceline clock accept"


@dataclass(frozen=True, slots=True)
class Episode:
    """For how long the clock could not be believed, by the time that this process's own clock told, and why."""

    since: datetime
    until: datetime
    why: str


class Timekeeper:
    """Any number of threads may ask it. `steady` counts seconds and is never set."""

    def __init__(self, clock: Clock, steady: Callable[[], float]) -> None:
        self._clock = clock
        self._steady = steady
        self._lock = threading.RLock()
        self._began = steady()
        self._base = clock.now()
        self._ahead: datetime | None = None
        self._accepted: str | None = None
        self._look_at = self._began
        self._trouble: tuple[datetime, str] | None = None
        self._over: Episode | None = None

    def now(self) -> datetime:
        """Raises ClockError."""
        with self._lock:
            now, steady = self._clock.now(), self._steady()
            why = self._jumped(now, steady) or self._is_behind(now)
            self._note(why, now, steady)
            if why:
                raise ClockError(f"{why}: nothing is planned or sent meanwhile; {MEND}")
            if steady - self._began > SETTLED:
                self._base, self._began = now, steady
            return now

    def check(self, ledger: Ledger) -> None:
        """Hold it against the ledger, now and then, before a round of work. Raises ClockError."""
        with self._lock:
            if self._steady() >= self._look_at or self._trouble:
                self._look(ledger)
        self.now()

    def take_over(self) -> Episode | None:
        """The episode that has ended, once."""
        with self._lock:
            over, self._over = self._over, None
            return over

    def _look(self, ledger: Ledger) -> None:
        with ledger.look() as tx:
            newest, accepted = figures.newest(tx), premises.get(tx, ACCEPTED)
        if self._accepted is not None and accepted != self._accepted:
            self._base, self._began = self._clock.now(), self._steady()
        self._accepted = accepted
        up_to = datetime.fromisoformat(accepted.partition(" ")[2]) if accepted else None
        self._ahead = newest if newest and not (up_to and newest <= up_to) else None
        self._look_at = self._steady() + LOOKS

    def _jumped(self, now: datetime, steady: float) -> str:
        apart = now - self._believed(steady)
        if abs(apart) <= FAR:
            return ""
        return f"the clock jumped {'ahead' if apart > timedelta() else 'back'} by {_span(abs(apart))}"

    def _is_behind(self, now: datetime) -> str:
        """Whether the ledger knows of later instants."""
        if self._ahead is None or self._ahead - now <= FAR:
            return ""
        return f"the clock is {_span(self._ahead - now)} behind what was recorded last"

    def _believed(self, steady: float) -> datetime:
        return self._base + timedelta(seconds=steady - self._began)

    def _note(self, why: str, now: datetime, steady: float) -> None:
        if why and not self._trouble:
            log.error("%s: nothing is planned or sent until it agrees again; %s", why, MEND)
            self._trouble = (self._believed(steady), why)
        elif self._trouble and not why:
            log.warning("the clock can be believed again: all goes on")
            since, was = self._trouble
            self._over, self._trouble = Episode(since, now, was), None


def accept(ledger: Ledger, now: datetime) -> None:
    """The operator says that the clock is right: every process goes on, whatever it had believed."""
    with ledger.begin() as tx:
        newest = figures.newest(tx) or now
        premises.put(tx, ACCEPTED, f"{now.isoformat()} {newest.isoformat()}")


def _span(span: timedelta) -> str:
    minutes = span // timedelta(minutes=1)
    hours = minutes // 60
    if hours < 1:
        return f"{minutes} minutes"
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"

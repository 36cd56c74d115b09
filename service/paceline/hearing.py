"""Threads that hear of what comes, apart from the workers: their servers may be slow, or away for days."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from paceline.app import Office
from paceline.ports import ClockError, DeliveryError, Mailbox, Watching

log = logging.getLogger(__name__)
Opened = Callable[[], AbstractContextManager[Office]]
"""Opens the office for the thread that calls it."""

SWEEP = timedelta(seconds=20)
"""How often everything is looked through for what a lost bell would have rung."""
LISTENING = timedelta(seconds=2)
"""For how long at a time a mailbox is listened to: this long it may take until a worker stops."""
NOTHING_CAME = timedelta(seconds=1)
"""Before a mailbox is listened to again that said that mail had come, and had none."""
LETS_END = timedelta(seconds=3)
"""How long a look may still take when the service stops."""
LONGEST_PAUSE = timedelta(minutes=5)
"""Between two looks at a calendar whose server is away."""


class Trouble:
    """A trouble that lasts is told once, and once more when it is over."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._told = ""

    def is_told(self, error: Exception) -> None:
        if str(error) != self._told:
            log.warning("%s: %s", self._what, error)
        self._told = str(error)

    def is_over(self) -> None:
        if self._told:
            log.warning("%s: it can be reached again", self._what)
        self._told = ""


class Porter(threading.Thread):
    """Carries what the listener has stored, or what a mailbox hears of, into the ledger, where any worker finds it, and
    rings for it."""

    def __init__(self, ring: Callable[[], Any], opened: Opened, sweep: timedelta = SWEEP) -> None:
        super().__init__(name="porter", daemon=True)
        self._ring = ring
        self._opened = opened
        self._sweep = sweep
        self._woken = threading.Event()
        self._over = threading.Event()
        self._trouble = Trouble("mailbox")

    def run(self) -> None:
        with self._opened() as office:
            heard = False
            while not self._over.is_set():
                carried = self._carry(office)
                if carried is None:
                    self._over.wait(self._sweep.total_seconds())
                    continue
                if heard and not carried:
                    self._woken.wait(NOTHING_CAME.total_seconds())
                heard = self._wait(office.mailbox)
                self._woken.clear()

    def _carry(self, office: Office) -> int | None:
        """How many mails there were; None where they could not be had, or not be kept."""
        try:
            office.check()
            carried = office.store()
            if carried:
                self._ring()
        except ConnectionError as error:
            self._trouble.is_told(error)
            return None
        except ClockError:  # it was told; mail stays where it is
            return None
        except Exception:  # the ledger or the queue is away for now; the mail lies safe where it is
            log.exception("what came could not be carried on")
            return None
        self._trouble.is_over()
        return carried

    def _wait(self, mailbox: Mailbox) -> bool:
        """Until mail may have come, for a sweep at most; whether the mailbox says so."""
        if not isinstance(mailbox, Watching):
            self._woken.wait(self._sweep.total_seconds())
            return False
        try:
            for _ in range(max(1, self._sweep // LISTENING)):
                if mailbox.wait(LISTENING.total_seconds()):
                    return True
                if self._woken.is_set():
                    return False
        except ConnectionError as error:
            self._trouble.is_told(error)
            self._over.wait(self._sweep.total_seconds())
        except Exception:  # a server that says what no server has said before; it is asked again
            log.exception("the mailbox could not be listened to")
            self._over.wait(self._sweep.total_seconds())
        return False

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        self._over.set()
        self.wake()
        if self.is_alive():
            self.join()


class Looker(threading.Thread):
    """Looks at calendars, where there is one of ours, and rings for what it has found there."""

    def __init__(self, ring: Callable[[], Any], opened: Opened, sweep: timedelta = SWEEP) -> None:
        super().__init__(name="looker", daemon=True)
        self._ring = ring
        self._opened = opened
        self._sweep = sweep
        self._over = threading.Event()
        self._trouble = Trouble("calendar")

    def run(self) -> None:
        with self._opened() as office:
            pause = self._sweep
            while not self._over.is_set():
                pause = self._sweep if self._look(office) else min(2 * pause, LONGEST_PAUSE)
                self._over.wait(pause.total_seconds())

    def _look(self, office: Office) -> bool:
        """Whether the calendars could be had."""
        try:
            office.check()
            if office.look():
                self._ring()
        except (ConnectionError, DeliveryError) as error:
            self._trouble.is_told(error)
            return False
        except ClockError:
            return False
        except Exception:  # the ledger or the queue is away for now, or an event is like none before
            log.exception("the calendars could not be looked at")
            return False
        self._trouble.is_over()
        return True

    def stop(self) -> None:
        """A look in hand may end, so that another worker can go on at once; one that takes minutes is let go: what it
        has not kept is done again."""
        self._over.set()
        if self.is_alive():
            self.join(LETS_END.total_seconds())

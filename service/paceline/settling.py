"""The process that settles mails within bounds: `python -m paceline.settling LINE HAND`, started by settler.py.

LINE is a socket, HAND a file, by their numbers. It goes on until the line is closed, nothing comes for a while, or
its clock can't be believed.
"""

from __future__ import annotations

import logging
import os
import pickle
import resource
import select
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from paceline import app, flow, logs
from paceline.agenda.days import pin_tzdata
from paceline.flow import Service
from paceline.ports import ClockError
from paceline.settler import CANNOT_HAVE_MORE, ID, Bounds

log = logging.getLogger(__name__)

_MEGABYTE = 1024 * 1024


def main(line: int, hand: int) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):  # whoever started it is told, and closes the line
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    with socket.socket(fileno=line) as wire:
        size = int.from_bytes(_received(wire, 4))
        given = _received(wire, size)
        if not size or len(given) < size:
            return
        config, bounds, level = pickle.loads(given)  # noqa: S301 (nobody else has the line)
        logs.begin(config, level)
        pin_tzdata()
        goes_on = partial(_is_quiet, wire)
        with app.books(config) as ledger:
            held = Held(bounds, hand)
            service = Service(config, ledger, app.timekeeper(), goes_on=goes_on, in_hand=held.mail)
            agrees = True
            while agrees and select.select([wire], [], [], bounds.idle)[0] and _received(wire, 1):
                held.begin()
                answer, agrees = _settle(service)
                with suppress(OSError):
                    wire.sendall(f"{answer}\n".encode())


def _received(wire: socket.socket, size: int) -> bytes:
    """So many octets; fewer where whoever started it is there no more."""
    try:
        return wire.recv(size, socket.MSG_WAITALL)
    except OSError:  # it was killed before it had read all of our answer
        return b""


def _is_quiet(wire: socket.socket) -> bool:
    """Within a round nothing comes but the end."""
    return not select.select([wire], [], [], 0)[0]


def _settle(service: Service) -> tuple[str, bool]:
    """What stands in the way of mails that still wait, or ""; and whether this process's clock can be believed. Nobody
    would tell it here that the operator has accepted it: another process begins anew, when whoever starts it may."""
    try:
        flow.settle(service)
    except ClockError as error:
        return str(error), False
    except Exception as error:  # the ledger is away, say; whoever started this process tries again
        log.exception("the next mail could not be settled")
        return type(error).__name__, True
    return "", True


class Held:
    """Each mail is held to the bounds by the kernel, as long as it is in hand (setitimer(2), setrlimit(2))."""

    def __init__(self, bounds: Bounds, hand: int) -> None:
        self._bounds = bounds
        self._hand = hand
        self._settled = 0
        self._most = resource.getrlimit(resource.RLIMIT_AS)
        self._statm: int | None = None
        with suppress(OSError):  # /proc is Linux's; elsewhere only the time is bounded
            self._statm = os.open("/proc/self/statm", os.O_RDONLY)

    def begin(self) -> None:
        """A round."""
        self._settled = 0

    @contextmanager
    def mail(self, arrival: str) -> Iterator[None]:
        self._note(arrival)
        self._bound()
        try:
            yield
        except MemoryError:
            os._exit(CANNOT_HAVE_MORE)
        finally:
            self._unbound()
            self._settled += 1
            self._note("")

    def _note(self, arrival: str) -> None:
        os.pwrite(self._hand, f"{arrival:{ID}}{self._settled:{ID}}".encode(), 0)

    def _bound(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, self._bounds.seconds)
        if self._statm is not None:
            has = int(os.pread(self._statm, 32, 0).split()[0]) * resource.getpagesize()
            self._limit(has + self._bounds.megabytes * _MEGABYTE)

    def _unbound(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        self._limit(self._most[0])

    def _limit(self, octets: int) -> None:
        """A limit that somebody else has set stays the highest."""
        unlimited = resource.RLIM_INFINITY
        soft = min((one for one in (octets, *self._most) if one != unlimited), default=unlimited)
        resource.setrlimit(resource.RLIMIT_AS, (soft, self._most[1]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

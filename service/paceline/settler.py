"""Mails are settled in a process of its own, which may be ended: a mail that costs too much takes nobody else along.

The kernel holds it to its bounds, whatever it is busy with: `BOUNDS.seconds` of processor time for each mail, and
`BOUNDS.megabytes` more memory than it had before. Where it ends, the transaction that it was in is rolled back by the
database, its mail goes to quarantine, and another process goes on with the next one. It is started when mail waits, and
ends when none has come for a while (settling.py is what runs in it).
"""

from __future__ import annotations

import logging
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from paceline import flow
from paceline.config import Config
from paceline.flow import Service

log = logging.getLogger(__name__)

CANNOT_HAVE_MORE = 66
"""How the process ends that would need more memory."""
ID = 64
"""Characters of a mail's id."""
LOOKS = 0.5
"""Seconds between two looks whether this process was told to stop."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What settling one mail may cost."""

    seconds: float = 10
    megabytes: int = 512
    idle: float = 60
    """Seconds without mail after which the process ends."""


BOUNDS = Bounds()


class SettlingError(Exception):
    """Mail waits, and could not be settled for now; why was logged where it happened."""


class Settler:
    """One such process, which runs the module `runs`. It belongs to one thread, like the office that it works for."""

    def __init__(self, config: Config, bounds: Bounds = BOUNDS, runs: str = "paceline.settling") -> None:
        self._config = config
        self._bounds = bounds
        self._runs = runs
        self._running: _Process | None = None

    def settle(self, service: Service) -> int:
        """Settle all that waits, as `flow.settle`. Returns how many mails there were. Raises SettlingError."""
        settled = in_vain = 0
        while service.goes_on() and flow.mail_waits(service):
            process = self._process()
            trouble = process.settle(service)
            settled, before = settled + process.hand()[1], settled
            if trouble is None:
                code = self._see_to_its_end(service, process)
                in_vain = in_vain + 1 if code and settled == before else 0
                if in_vain > 1:
                    raise SettlingError(f"mail waits: the process that settles it ended by itself ({code})")
                if code:
                    log.warning("the process that settles mails ended by itself (%s); another goes on", code)
                continue
            if trouble:
                raise SettlingError(f"mail waits: {trouble}")
            break
        return settled

    def close(self) -> None:
        if self._running:
            self._running.close()
            self._running = None

    def _process(self) -> _Process:
        if self._running is None or not self._running.is_there:
            self.close()
            self._running = _Process(self._config, self._bounds, self._runs)
        return self._running

    def _see_to_its_end(self, service: Service, process: _Process) -> int:
        """What it says of the mail that it had in hand. Returns how it ended without one; 0: none had come for long."""
        mail, code = process.hand()[0], process.close()
        self._running = None
        if mail:
            broken = self._broken(code)
            why = broken or f"the process that settled it ended ({code})"
            flow.fell_over(service, mail, why, for_good=bool(broken))
        return 0 if mail else code

    def _broken(self, code: int) -> str:
        """The bound that was broken; "" where it ended otherwise."""
        if code == -signal.SIGPROF:
            return f"it takes more than {self._bounds.seconds:g} seconds of processor time"
        return f"it takes more than {self._bounds.megabytes} MB of memory" if code == CANNOT_HAVE_MORE else ""


class _Process:
    """`paceline.settling`, and the line to it: a configuration and one octet for each round go there, answers come
    back.

    Which mail it has in hand stands in a file that both hold: it can't tell any more once it has ended.
    """

    def __init__(self, config: Config, bounds: Bounds, runs: str) -> None:
        self._line, theirs = socket.socketpair()
        self._hand: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the process is there)
        given = (theirs.fileno(), self._hand.fileno())
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (ourselves, with two numbers)
                [sys.executable, "-m", runs, *map(str, given)],
                pass_fds=given,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._answers = self._line.makefile("rb")
        given_to_it = pickle.dumps((config, bounds, logging.getLogger("paceline").getEffectiveLevel()))
        with suppress(OSError):  # it may have ended already; then the first round tells
            self._line.sendall(len(given_to_it).to_bytes(4) + given_to_it)

    @property
    def is_there(self) -> bool:
        return self._process.poll() is None

    def settle(self, service: Service) -> str | None:
        """One round: what stands in the way of mails that still wait, or ""; None where it ended."""
        try:
            os.pwrite(self._hand.fileno(), f"{'':{ID}}{0:{ID}}".encode(), 0)
            self._line.sendall(b"s")
            self._wait(service)
            said = self._answers.readline()
        except OSError:
            return None
        return said.decode().strip() if said else None

    def _wait(self, service: Service) -> None:
        """Until it answers. Where this process is told to stop, so is that one: it ends with the mail in hand."""
        told = False
        while not select.select([self._line], [], [], LOOKS)[0]:
            if not told and not service.goes_on():
                self._line.shutdown(socket.SHUT_WR)
                told = True

    def hand(self) -> tuple[str, int]:
        """The id of the mail that it has in hand, or "", and how many it has settled in this round."""
        said = os.pread(self._hand.fileno(), 2 * ID, 0)
        return said[:ID].decode().strip(), int(said[ID:] or 0)

    def close(self) -> int:
        """Let the mail in hand end. Returns how it ended (subprocess.Popen.returncode)."""
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        code = self._process.wait()
        self._answers.close()
        self._line.close()
        self._hand.close()
        return code

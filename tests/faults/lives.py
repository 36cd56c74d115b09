"""The service as processes that are killed: forked from one that has loaded everything, so that a life begins at once.

Each works as `paceline run` does: on the system's clock, where mails are settled in a process apart, or on one that
goes on while nobody lives, where they are not.
"""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from paceline import app, logs, worker

ALL = ("listener", "scheduler", "worker")
PR_SET_PDEATHSIG = 1

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(
    ["pytest", "paceline.worker", "paceline.logs", "paceline_connectors.lmtp", "paceline_connectors.smtp"]
)


@dataclass(frozen=True)
class Ahead:
    """The system's clock, and so much more."""

    by: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@dataclass
class Lives:
    """`roles`: of each process, those it has. `site`: a folder for Python's path, with connectors of our own. `ahead`:
    of the system's clock; None is that clock."""

    config: Path
    site: Path
    roles: Sequence[tuple[str, ...]] = (ALL,)
    ahead: timedelta | None = timedelta()
    _living: dict[int, BaseProcess] = field(default_factory=dict)

    def begin(self) -> None:
        """All who don't live."""
        for number, roles in enumerate(self.roles):
            if number not in self._living:
                life = (self.config, self.site, roles, self.ahead)
                process = _forks.Process(target=_live, args=life, daemon=True)
                process.start()
                self._living[number] = process

    def kill(self, *numbers: int) -> None:
        """These, or all."""
        self._end(signal.SIGKILL, numbers)

    def kill_settlers(self) -> int:
        """Those who settle mails apart from who started them. Returns how many there were."""
        started_by = {process.pid for process in self._living.values()}
        settlers = [int(path.name) for path in Path("/proc").glob("[0-9]*") if _parent(path) in started_by]
        for settler in settlers:
            with suppress(ProcessLookupError):
                os.kill(settler, signal.SIGKILL)
        return len(settlers)

    def stop(self) -> list[int | None]:
        """Ask all to stop; their exit codes."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals, numbers: Sequence[int] = ()) -> list[int | None]:
        ending = [self._living.pop(number) for number in numbers or list(self._living)]
        for process in ending:
            assert process.is_alive(), f"it died by itself, with {process.exitcode}"
            os.kill(process.pid or 0, how)
        for process in ending:
            process.join(60)
        return [process.exitcode for process in ending]


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended meanwhile
        return 0


def _live(config: Path, site: Path, roles: tuple[str, ...], ahead: timedelta | None) -> None:
    if sys.platform == "linux":  # one that outlived a campaign that was broken off would empty the next one's spool
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    sys.path.insert(0, str(site))
    log = os.open(config.with_name("log.txt"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    loaded = app.load_config(config, {})
    logs.begin(loaded, logging.WARNING)
    worker.run(loaded, roles=frozenset(roles), clock=None if ahead is None else Ahead(ahead))

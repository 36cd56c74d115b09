"""What an idle service takes: `paceline run` with nothing to do: `python -m bench.idle` (Linux).

The whole of it in one process: listener, scheduler and worker, on SQLite. Memory is what it keeps resident, CPU what it
spends in a minute once it has started; its ledger is there already. Beside it, a bare Python that sleeps.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Figure, Size, run

from paceline import app
from paceline.config import load

MEGABYTES = 80
MILLISECONDS = 400
SETTLES = 6
"""Seconds until everything is imported and the first sweep is over."""

_CONFIG = """
[service]
address = "async@acme.example"
operator = "ops@acme.example"
secret = "a secret of thirty-two characters, at least"
trust = "token"

[mailbox]
listen = "127.0.0.1:0"

[transport]
host = "127.0.0.1"
security = "none"

[teams.platform]
name = "Platform"

[people.ana]
name = "Ana Soto"
address = "ana@acme.example"
team = "platform"
"""


def measure(size: Size) -> Iterator[Figure]:
    if not Path("/proc/self/stat").exists():
        yield Figure("idle worker", "", "needs Linux's /proc", None, at_most=1)
        return
    watched = size.of(30, 120)
    with TemporaryDirectory() as folder:
        config = Path(folder) / "paceline.toml"
        config.write_text(_CONFIG)
        app.prepare(load(config, {}))
        with (
            started(sys.executable, "-c", "import time; time.sleep(1000)") as bare,
            started(sys.executable, "-m", "paceline", "run", "--config", str(config)) as idle,
        ):
            time.sleep(SETTLES)
            before = cpu(idle)
            time.sleep(watched)
            spent = (cpu(idle) - before) * 60 / watched
            megabytes, bare_megabytes = resident(idle), resident(bare)
    beside = f"at most {MEGABYTES} MB; bare Python: {bare_megabytes:.0f} MB"
    yield Figure("idle worker, memory", f"{megabytes:.0f} MB", beside, megabytes / MEGABYTES, at_most=1)
    beside = f"at most {MILLISECONDS} ms a minute"
    yield Figure("idle worker, CPU", f"{spent:.0f} ms/min", beside, spent / MILLISECONDS, at_most=1)


@contextmanager
def started(*command: str) -> Iterator[int]:
    """Its process id, as long as it runs."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


def cpu(process: int) -> float:
    """Milliseconds of CPU so far, of all its threads (proc(5): utime and stime, in clock ticks)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Megabytes of memory (proc(5): VmRSS)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


if __name__ == "__main__":
    run(measure, __doc__)

"""What an idle service takes: `paceline run` with nothing to do: `python -m bench.idle` (Linux).

The whole of it in one process: listener, scheduler and worker, on SQLite. Memory is what it keeps resident, CPU what it
spends in a minute once it has started; its ledger is there already. Beside it, a bare Python that sleeps, and one that
serves calendar feeds too, of which one has been fetched.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from bench.measure import Figure, Size, run

from paceline import app
from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds
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
        with_feeds = _with_feeds(Path(folder) / "feeds")
    beside = f"at most {MEGABYTES} MB; bare Python: {bare_megabytes:.0f} MB"
    yield Figure("idle worker, memory", f"{megabytes:.0f} MB", beside, megabytes / MEGABYTES, at_most=1)
    yield Figure("idle worker with feeds, memory", f"{with_feeds:.0f} MB", beside, with_feeds / MEGABYTES, at_most=1)
    beside = f"at most {MILLISECONDS} ms a minute"
    yield Figure("idle worker, CPU", f"{spent:.0f} ms/min", beside, spent / MILLISECONDS, at_most=1)


def _with_feeds(folder: Path) -> float:
    """Megabytes of the same with calendar feeds by HTTP and in a folder."""
    folder.mkdir()
    port = _free_port()
    config = folder / "paceline.toml"
    served = f'[feeds]\nurl = "http://127.0.0.1:{port}"\nlisten = "127.0.0.1:{port}"\nfolder = "{folder}/cal"\n'
    config.write_text(_CONFIG + served)
    loaded = load(config, {})
    app.prepare(loaded)
    with started(sys.executable, "-m", "paceline", "run", "--config", str(config)) as idle:
        time.sleep(SETTLES)
        with app.books(loaded) as ledger, ledger.begin() as tx:
            feeds = Feeds(Desk(loaded, tx, app.now()))
            addresses = [feeds.address(whose) for whose in feeds.everyone()]
        for address in addresses:
            with urlopen(address, timeout=10) as answer:
                answer.read()
        return resident(idle)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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

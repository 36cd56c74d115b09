"""How long a command takes to start, beside bare Python in the same run: `python -m bench.cold_start`.

The ratio is what counts: absolute figures move from machine to machine. The aims are 8 times bare Python for --help and
25 times for explaining one mail. As in what is installed, the byte code is there: each command runs once beforehand.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.measure import Figure, Size, run

PACELINE = (sys.executable, "-m", "paceline")
MAIL = b"""From: Ana <ana@acme.example>
To: async@acme.example
Date: Thu, 26 Nov 2026 08:45:00 +0100
Subject: Re: Platform weekly: your update for Mon 30 Nov
Message-ID: <1@acme.example>

Done: schema review, thanks @chen
Next
- ship the importer by Thursday, done when the nightly run is green
"""


def milliseconds(command: tuple[str, ...], byte_code: Path) -> float:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(byte_code)}
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return (perf_counter() - start) * 1000


def measure(size: Size) -> Iterator[Figure]:
    rounds = size.of(7, 15)
    with tempfile.TemporaryDirectory() as folder:
        mail = Path(folder) / "reply.eml"
        mail.write_bytes(MAIL.replace(b"\n", b"\r\n"))
        commands = {
            "python -c pass": (sys.executable, "-c", "pass"),
            "paceline --help": (*PACELINE, "--help"),
            "paceline explain --help": (*PACELINE, "explain", "--help"),
            "paceline explain --json MAIL": (*PACELINE, "explain", "--json", str(mail)),
            "paceline explain MAIL": (*PACELINE, "explain", str(mail)),
        }
        code = Path(folder) / "byte code"
        for command in commands.values():
            milliseconds(command, code)
        taken = [{name: milliseconds(command, code) for name, command in commands.items()} for _ in range(rounds)]
    bare = median(each.pop("python -c pass") for each in taken)
    for name in taken[0]:
        time = median(each[name] for each in taken)
        beside = f"bare Python: {bare:.0f} ms"
        yield Figure(name, f"{time:.0f} ms", beside, time / bare, at_most=8 if name.endswith("help") else 25)


if __name__ == "__main__":
    run(measure, __doc__)

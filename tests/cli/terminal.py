"""Runs `paceline` as people and scripts do: a process of its own, with what it printed and its exit code."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The JSON objects that were printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def paceline(
    *arguments: str | Path,
    cwd: Path | None = None,
    stdin: str = "",
    env: dict[str, str] | None = None,
    cold: bool = False,
) -> Ran:
    """The variables of the tests' own environment that steer Paceline are left out. A `cold` process imports all anew,
    which takes a second; others are forked from one that has."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PACELINE_")}
    variables = {**inherited, "COLUMNS": "100", **(env or {})}
    words = [str(argument) for argument in arguments]
    return _cold(words, cwd, stdin, variables) if cold else _forked(words, cwd or Path.cwd(), stdin, variables)


def _cold(arguments: list[str], cwd: Path | None, stdin: str, env: dict[str, str]) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "paceline", *arguments],
        input=stdin,
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=300,
        env=env,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def _forked(arguments: list[str], cwd: Path, stdin: str, env: dict[str, str]) -> Ran:
    with TemporaryDirectory() as folder:
        streams = {name: Path(folder, name) for name in ("stdin", "stdout", "stderr")}
        for name, path in streams.items():
            path.write_text(stdin if name == "stdin" else "", encoding="utf-8")
        call = {"arguments": arguments, "cwd": str(cwd), "env": env, **{name: str(at) for name, at in streams.items()}}
        warm = _warm()
        assert warm.stdin is not None
        assert warm.stdout is not None
        print(json.dumps(call), file=warm.stdin, flush=True)
        code = int(warm.stdout.readline())
        return Ran(code, *(streams[name].read_text(encoding="utf-8") for name in ("stdout", "stderr")))


@cache
def _warm() -> subprocess.Popen[str]:
    """It ends with us, as its input does."""
    command = [sys.executable, str(Path(__file__).with_name("warm.py"))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate)
    return process

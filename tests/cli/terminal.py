"""Runs `paceline` as people and scripts do: a process of its own, with what it printed and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
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
    *arguments: str | Path, cwd: Path | None = None, stdin: str = "", env: dict[str, str] | None = None
) -> Ran:
    """The variables of the tests' own environment that steer Paceline are left out."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PACELINE_")}
    done = subprocess.run(
        [sys.executable, "-m", "paceline", *map(str, arguments)],
        input=stdin,
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=60,
        env={**inherited, "COLUMNS": "100", **(env or {})},
    )
    return Ran(done.returncode, done.stdout, done.stderr)

"""All benches, one after the other, with a short table at the end: `python -m bench [--full]`; see README.md.

It prints what was measured, what it is measured against, and whether the aim was reached. It asserts nothing.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
from importlib import import_module
from time import perf_counter

from bench.measure import PEERS_PYTHON, Figure, Size, show, table

FIGURES = ("mails_in", "imap", "invites", "hostile", "letters_out", "ticks", "digests", "idle", "cold_start")
READINGS = {"dates": ["--no-peers"], "machines": [], "reading": []}
"""How well things are read, in tables of their own; they need the labelled cases (PACELINE_CASES)."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--full", action="store_true", help="measure the large sizes too")
    options.add_argument("names", nargs="*", metavar="NAME", help=f"only these of {', '.join((*FIGURES, *READINGS))}")
    chosen = options.parse_args()
    wanted = chosen.names or (*FIGURES, *READINGS)
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}")
    print(f"peers: {PEERS_PYTHON or 'not installed; set PACELINE_BENCH_PEERS, see bench/README.md'}")
    figures = [figure for name in FIGURES if name in wanted for figure in measured(name, Size(chosen.full))]
    for name, arguments in READINGS.items():
        if name in wanted:
            read(name, arguments)
    if figures:
        print(f"\n{table([figure for figure in figures if figure.aim])}")


def measured(name: str, size: Size) -> list[Figure]:
    bench = import_module(f"bench.{name}")
    print(f"\n{headline(bench.__doc__)}")
    start = perf_counter()
    figures = show(bench.measure, size)
    print(f"({perf_counter() - start:.0f} s)")
    return figures


def read(name: str, arguments: list[str]) -> None:
    """A bench with a table of its own."""
    try:
        bench = import_module(f"bench.{name}")
        print(f"\n{headline(bench.__doc__)}")
        sys.argv[1:] = arguments
        bench.main(*([arguments] if bench.main.__code__.co_argcount else []))
    except (ImportError, OSError) as absent:
        print(f"\n{name}: not measured here ({absent})")


def headline(description: str | None) -> str:
    return (description or "").partition(": `python")[0]


if __name__ == "__main__":
    main()

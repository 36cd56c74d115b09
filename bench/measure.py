"""What every bench shares: a figure beside its limit, and how it is printed. A bench measures and never asserts."""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

PEERS = Path(__file__).parent / "peers"
PEERS_PYTHON = os.environ.get("PACELINE_BENCH_PEERS", "")
"""The Python of a virtual environment that has the peers installed; see README.md."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`what` was measured and came to `ours`; `beside` is the peer or limit that `ratio` compares it with.

    The aim is a ratio of at least, or of at most, so much. Without a ratio there was nothing to compare with (`beside`
    says why); without an aim the figure is told for information.
    """

    what: str
    ours: str
    beside: str = ""
    ratio: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def aim(self) -> str:
        if self.at_least is not None:
            return f">= {self.at_least:g}x"
        return f"<= {self.at_most:g}x" if self.at_most is not None else ""

    @property
    def verdict(self) -> str:
        if not self.aim:
            return ""
        if self.ratio is None:
            return "not measured"
        short = self.at_least is not None and self.ratio < self.at_least
        long = self.at_most is not None and self.ratio > self.at_most
        return "NOT reached" if short or long else "reached"


@dataclass(frozen=True, slots=True)
class Size:
    """How much a run measures: `full` takes the large sizes too."""

    full: bool = False

    def of(self, usual: int, full: int) -> int:
        return full if self.full else usual


Bench = Callable[[Size], Iterable[Figure]]


def run(measure: Bench, description: str | None) -> list[Figure]:
    """One bench by itself, as `python -m bench.NAME`."""
    options = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--full", action="store_true", help="measure the large sizes too")
    return show(measure, Size(options.parse_args().full))


def show(measure: Bench, size: Size) -> list[Figure]:
    """Print each figure as soon as it is there."""
    figures = []
    for figure in measure(size):
        print(line(figure), flush=True)
        figures.append(figure)
    return figures


def line(figure: Figure) -> str:
    ratio = f"{figure.ratio:.2f}x" if figure.ratio is not None else ""
    row = f"{figure.what:<40} {figure.ours:>12}  {figure.beside:<42} {ratio:>8}  {figure.aim:<8} {figure.verdict}"
    return row.rstrip()


def table(figures: Sequence[Figure]) -> str:
    missed = [figure for figure in figures if figure.verdict == "NOT reached"]
    unknown = [figure for figure in figures if figure.verdict == "not measured"]
    reached = sum(figure.verdict == "reached" for figure in figures)
    told = f"{reached} aims reached, {len(missed)} not reached, {len(unknown)} not measured"
    return "\n".join([*(line(figure) for figure in figures), "", told])


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call, with the garbage of what was before it out of the way."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def best(work: Callable[[], object], times: int = 5) -> float:
    """The fastest of several calls: the others were held up by something else on the machine."""
    return min(seconds(work) for _ in range(times))


def peer(script: str, *arguments: str, timeout: float = 120) -> float | str:
    """The figure that a script of peers/ prints last, run by the peers' own Python; else why there is none."""
    if not PEERS_PYTHON:
        return "not installed (PACELINE_BENCH_PEERS)"
    command = (PEERS_PYTHON, str(PEERS / script), *arguments)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"did not run: {error}"[:100]
    if done.returncode:
        return f"did not run: {(done.stderr.strip().splitlines() or ['?'])[-1]}"[:100]
    return float(done.stdout.split()[-1])


def against(
    what: str, ours: float, unit: str, name: str, theirs: float | str, *, at_least: float | None = None
) -> Figure:
    """Our rate beside a peer's rate, or beside the reason why there is none."""
    if isinstance(theirs, str):
        return Figure(what, f"{ours:,.0f}{unit}", f"{name}: {theirs}", None, at_least)
    return Figure(what, f"{ours:,.0f}{unit}", f"{name}: {theirs:,.0f}{unit}", ours / theirs, at_least)

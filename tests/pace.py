"""Whether hostile input takes no longer than it should: processor time, with room for a machine that does other things.

A test is to see that the time grows with the length of the input and no faster. It fails at ROOM times what it should
take: a loaded machine needs no such time, and what grows by the square of a whole mail does. Whether the aim itself is
kept is told by `python -m bench hostile`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

ROOM = 8

_COUNTS = 300_000
_UNHURRIED = 0.015
"""Seconds that counting so far takes where nothing else runs."""


@contextmanager
def within(seconds: float, what: str = "it") -> Iterator[None]:
    """`seconds` is what it should take where nothing else runs."""
    began = process_time()
    yield
    took = process_time() - began
    assert took < ROOM * seconds or took / _slowness() < ROOM * seconds, f"{what} took {took:.2f} s, not {seconds} s"


def _slowness() -> float:
    """How many times as long as usual the machine takes."""
    start = process_time()
    total = 0
    for number in range(_COUNTS):
        total += number
    return max(1.0, (process_time() - start) / _UNHURRIED)

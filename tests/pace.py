"""Processor time in seconds of a machine that nobody hurries: where its neighbours slow it down, a second is longer."""

from __future__ import annotations

from time import process_time

_COUNTS = 300_000
_UNHURRIED = 0.015
"""Seconds that counting so far takes where nothing else runs."""

Began = tuple[float, float]


def now() -> Began:
    slowness = _slowness()
    return process_time(), slowness


def since(began: Began) -> float:
    took = process_time() - began[0]
    return took / max(1.0, began[1], _slowness())


def _slowness() -> float:
    start = process_time()
    total = 0
    for number in range(_COUNTS):
        total += number
    return (process_time() - start) / _UNHURRIED

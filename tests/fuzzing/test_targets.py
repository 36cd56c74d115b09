"""What is fuzzed on demand (`make fuzz`) stands: each target takes what it begins with, and crumbs of it."""

from __future__ import annotations

import pytest

from fuzzing.__main__ import NAMES
from fuzzing.seeds import OF_OUR_OWN
from fuzzing.targets import TARGETS, within_time


def test_every_target_has_a_name_and_seeds():
    assert set(NAMES) == set(TARGETS) == set(OF_OUR_OWN)


@pytest.mark.parametrize("name", NAMES)
def test_a_target_takes_what_it_begins_with_and_crumbs_of_it(name: str):
    for seed in OF_OUR_OWN[name]:
        for end in range(1, len(seed) + 1, 1 + len(seed) // 12):
            within_time(TARGETS[name], seed[:end])
            within_time(TARGETS[name], seed[end:] + seed[:end])


def test_what_takes_too_long_fails():
    with pytest.raises(AssertionError, match="of processor time"):
        within_time(TARGETS["replies"], b"\x01Done: all of it", seconds=0)

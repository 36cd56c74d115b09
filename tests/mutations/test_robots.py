"""Proofs that prove something: each robot that is broken on purpose fails in the conversation that is to catch it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from corpus.organizers import named
from corpus.robot import differences
from icalendar.timezone import tzp
from mutations.organizers import ORGANIZERS
from mutations.robots import BROKEN, Broken

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What was read by a broken robot must not be taken for read by a whole one, nor the other way round."""
    _forget()
    yield
    _forget()
    tzp.use_zoneinfo()


def _forget() -> None:
    for name, module in sorted(sys.modules.items()):
        if name.startswith("paceline."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.mark.parametrize("broken", [*BROKEN, *ORGANIZERS], ids=lambda broken: f"{broken.name}: {broken.caught_by}")
def test_it_is_caught(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = named(broken.caught_by)
    assert differences(conversation) == [], "a whole robot passes"
    _forget()
    broken.breaks(monkeypatch)
    assert differences(conversation)


def test_there_are_as_many_as_are_claimed() -> None:
    assert len(BROKEN) >= 40
    assert len(ORGANIZERS) >= 15
    every = [*BROKEN, *(replace(each, name=f"organizer: {each.name}") for each in ORGANIZERS)]
    assert len({broken.name for broken in every}) == len(every)

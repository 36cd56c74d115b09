from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from approve import approved, pytest_addoption
from campaigns import pytest_runtest_setup, tally
from hypothesis import settings
from servers import fresh_postgres, fresh_postgres_too

if TYPE_CHECKING:
    from conversation import Conversation

__all__ = [
    "approved",
    "fresh_postgres",
    "fresh_postgres_too",
    "pytest_addoption",
    "pytest_runtest_setup",
    "tally",
]

# How long one example takes says more about the machine's load, and about what the first one imports, than about us.
# What every commit must pass looks at the same examples each time; "make fuzz" looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, derandomize=False, max_examples=1_000, print_blob=True)
settings.load_profile("same")


LONG_WAITS = (
    "test_end_to_end",
    "test_crashes",
    "test_kills",
    "test_unclear_sends",
    "test_organizer",
    "test_twelve_weeks",
    "test_database",
)
"""Files whose tests go first, so that the others fill the time in which they wait or reckon."""


@pytest.hookimpl(tryfirst=True)  # before "not slow" is asked
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    cases: Counter[str] = Counter()
    for item in items:
        if sampled := item.get_closest_marker("sampled"):
            test = item.nodeid.partition("[")[0]
            if cases[test] % sampled.args[0]:
                item.add_marker("slow")
            cases[test] += 1
    items.sort(key=lambda item: not (item.path.stem.startswith(LONG_WAITS) and item.get_closest_marker("slow")))


def pytest_collection_finish() -> None:
    """Ten thousand tests are no garbage: nobody need look through them each time some is collected."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Conversation]:
    """Mara, Ana and Bo of the team "platform", on Monday 23 November 2026, 09:00 in Berlin."""
    from conversation import Conversation

    conversation = Conversation(tmp_path)
    yield conversation
    conversation.close()

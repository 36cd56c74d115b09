"""The campaigns of `make faults`: tests that are marked `campaign("its name")`, and what each of them saw.

@pytest.mark.campaign("SMTP faults")
def test_something(tally: Tally) -> None:
    ...
    tally(cases=12, kills=3, lost=0, twice=0)       # a test that says nothing is one case

In a contract, which many connectors keep, the mark has no name: the class that keeps it has a CAMPAIGN.

With PACELINE_FULL=1 they are as long as they were meant to be; else they have a short form for every commit.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

FULL = bool(os.environ.get("PACELINE_FULL"))
CAMPAIGN, TALLY = "campaign", "tally"

Tally = Callable[..., None]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if marker := item.get_closest_marker(CAMPAIGN):
        of_class = getattr(getattr(item, "cls", None), "CAMPAIGN", "faults at other servers")
        item.user_properties.append((CAMPAIGN, marker.args[0] if marker.args else of_class))


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """What was played and seen, in whole numbers; said before it is asserted, so that the table shows a failure too."""

    def add(**seen: int) -> None:
        request.node.user_properties.append((TALLY, seen))

    return add

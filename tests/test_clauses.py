"""A rule's value in the words of a clause, and back."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paceline.config import Defaults
from paceline.config.clauses import read, said_by, write
from paceline.domain.clauses import HEADINGS, RIGHTS, RULES

WORDED = [rule.key for rule in RULES if rule.key != RIGHTS]


@pytest.mark.parametrize("key", WORDED)
def test_what_a_clause_says_reads_back_as_what_it_was(key: str) -> None:
    value = getattr(Defaults(), key)
    assert read(key, write(key, value)) == value


hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("window_days", "window_days_irreversible", "consent_days"), st.integers(1, 60)),
    **dict.fromkeys(("help_at_once", "help_hours", "escalation_hours"), st.integers(1, 10_000)),
    **dict.fromkeys(("decide_anyway", "help_when_late", "reason_needed"), st.booleans()),
    **dict.fromkeys(("send_hour", "starts", "ends", "quiet_from", "quiet_until"), hours),
    "most_open": st.integers(0, 10_000),
    "workdays": st.frozensets(st.integers(0, 6), min_size=1),
}


@pytest.mark.parametrize("key", VALUES)
@given(data=st.data())
def test_any_value_reads_back(key: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[key])
    assert read(key, write(key, value)) == value


def test_each_rule_stands_once_under_one_of_the_headings() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert {rule.heading for rule in RULES} <= set(range(1, len(HEADINGS) + 1))
    said = said_by(Defaults())
    assert [one.key for one in said] == WORDED

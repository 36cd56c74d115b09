"""docs/states.md says what the rules do."""

from __future__ import annotations

from pathlib import Path

import pytest
import state_tables

PAGE = Path(__file__).parents[2] / "docs" / "states.md"


def test_the_page_is_what_the_rules_do(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--approve"):
        PAGE.write_text(state_tables.page(), encoding="utf-8")
    written = PAGE.read_text(encoding="utf-8").splitlines()
    assert written == state_tables.page().splitlines(), "pytest tests/domain/test_states.py --approve"


def test_a_rule_that_is_changed_changes_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    (commitment, *_) = state_tables.KINDS
    before = state_tables.page()
    monkeypatch.setitem(commitment.rules, "drop", commitment.rules["done"])
    assert state_tables.page() != before

"""docs/practices.md names every practice, and only tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "practices.md").read_text(encoding="utf-8")
NUMBERS = [f"{group}.{n}" for group, (first, last) in enumerate(((1, 7), (1, 12), (1, 9), (1, 9), (1, 26)))
           for n in range(first, last + 1)]  # fmt: skip
TESTS = sorted(set(re.findall(r"`([\w/]+\.py(?:::test_\w+)?)`", PAGE)))
PRACTICES, _, HABITS = PAGE.partition("## Habits")


def _rows(part: str) -> list[list[str]]:
    lines = (line for line in part.splitlines() if line.startswith("| ") and not line.startswith(("| no.", "| habit")))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_practice_has_its_row() -> None:
    assert [row[0] for row in _rows(PRACTICES)] == NUMBERS
    assert len(NUMBERS) == 63


@pytest.mark.parametrize("named", TESTS)
def test_every_test_that_is_named_is_there(named) -> None:
    file, _, test = named.partition("::")
    path = ROOT / "tests" / file
    assert path.is_file(), f"{file} is not there"
    assert not test or re.search(rf"^def {test}\(", path.read_text(encoding="utf-8"), re.MULTILINE), f"no {named}"


def test_what_serves_a_practice_is_shown_by_a_test() -> None:
    for number, practice, served, shown in _rows(PRACTICES):
        assert practice, number
        assert ("::" in shown) != (served == "not yet"), number


def test_every_habit_has_a_test_or_a_line_for_those_who_reply() -> None:
    replying = (ROOT / "docs" / "replying.md").read_text(encoding="utf-8")
    anchors = {re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
               for line in replying.splitlines() if line.startswith("#")}  # fmt: skip
    for habit, comes, shown in _rows(HABITS):
        assert comes, habit
        links = re.findall(r"replying\.md#([\w-]+)", shown)
        assert ".py" in shown or links, habit
        assert set(links) <= anchors, habit


RATING = re.compile(
    r"\b(scores?|ranks?|ranking|streaks?|leaderboard|points earned|productiv\w*|most active|response time|"
    r"fastest|slowest|top contributor|owes? you (a|one) favou?r)\b",
    re.IGNORECASE,
)


def test_no_letter_rates_anybody() -> None:
    """Neither our templates nor any letter that was approved has a word for it."""
    letters = [*(ROOT / "templates").rglob("*.jinja"), *(ROOT / "templates").rglob("*.toml")]
    letters += (ROOT / "tests" / "golden" / "letters").glob("*.eml")
    assert len(letters) > 100
    found = {path.name: match[0] for path in letters if (match := RATING.search(path.read_text(encoding="utf-8")))}
    assert found == {}

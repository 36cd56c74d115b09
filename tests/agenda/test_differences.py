"""What a newer revision of an event changed in its words."""

from __future__ import annotations

import pace
import pytest

from paceline.clerks.differences import MOST_LINES, reworded

MANY = 6_000


def test_lines_that_stay_are_not_told() -> None:
    was = "one\ntwo\nthree\nfour"
    assert reworded(was, "one\n2\nthree\nfour\nfive") == (("text", "two", "2"), ("text", "", "five"))
    assert reworded(was, was) == ()
    assert reworded("", "one") == (("text", "", "one"),)


def test_of_many_that_changed_the_number_is_told() -> None:
    rows = reworded("\n".join(map(str, range(MANY))), "\n".join(map(str, range(MANY, 2 * MANY))))
    assert rows[-1] == ("", "", f"and {MANY - MOST_LINES} more lines")


@pytest.mark.parametrize(
    ("was", "now"),
    [("a\n" * MANY, "b\na\n" * (MANY // 2)), ("a\nb\n" * (MANY // 2), "b\nb\na\n" * (MANY // 3))],
)
def test_a_long_text_of_equal_lines_takes_no_time(was: str, now: str) -> None:
    with pace.within(0.5):
        assert reworded(was, now)

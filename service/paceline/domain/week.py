"""Weekdays in words; Monday is 0."""

from __future__ import annotations

from collections.abc import Iterable

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_words(weekdays: Iterable[int]) -> str:
    """ "Monday and Friday"."""
    return _listed([NAMES[day] for day in sorted(weekdays)])


def plural(weekdays: Iterable[int]) -> str:
    """ "Mondays and Fridays"."""
    return _listed([f"{NAMES[day]}s" for day in sorted(weekdays)])


def _listed(names: list[str]) -> str:
    *others, last = names or [""]
    return f"{', '.join(others)} and {last}" if others else last

"""What a fact is told with: names, days and instants in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

Words = tuple[str, ...]
"""What was done, and what is to be added to it; empty additions are left out."""


class Teller:
    """Names, and days and instants in words."""

    def __init__(self, names: Mapping[str, str], zone: tzinfo, year: int) -> None:
        self._names = names
        self._zone = zone
        self._year = year

    def name(self, person: str) -> str:
        return self._names.get(person, person)

    def all(self, people: Words) -> str:
        return ", ".join(map(self.name, people))

    def day(self, day: date) -> str:
        year = f" {day.year}" if day.year != self._year else ""
        return f"{day:%a} {day.day} {day:%b}{year}"

    def moment(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return f"{self.day(local.date())}, {local:%H:%M}"


def with_words(verb: str, words: str) -> str:
    return f"{verb}: {words}" if words else verb


def because(title: str, rationale: str) -> str:
    return f"{title}, because {rationale}" if rationale else title


Telling = dict[type, Callable[[Teller, Any], Words]]
"""Facts that take more than a verb and a reason."""
Plain = dict[type, tuple[str, str]]
"""The verb, and the field that says more."""

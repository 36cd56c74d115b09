"""Questions in updates that are put to people by name: "@ana @bo: is the new limit a problem for you?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paceline.domain.facts import Updated
from paceline.domain.people import Person, named

_HANDLE = re.compile(r"(?<!\w)@[\w.+-]*\w")
_MARKS = ("?", "？", "؟")


@dataclass(frozen=True, slots=True)
class Question:
    """`who` asks, `asked` are the others who are named in it (ids)."""

    who: str
    asked: tuple[str, ...]
    text: str


def questions(updates: Mapping[str, Updated], people: tuple[Person, ...]) -> tuple[Question, ...]:
    """All questions that name somebody of `people`, in the order in which they were written."""
    return tuple(
        Question(who, asked, text)
        for who, update in updates.items()
        for _, text in update.lines
        if any(mark in text for mark in _MARKS) and (asked := tuple(_asked(text, who, people)))
    )


def _asked(text: str, who: str, people: tuple[Person, ...]) -> Iterator[str]:
    found = (named(handle, people) for handle in dict.fromkeys(_HANDLE.findall(text)))
    yield from dict.fromkeys(one[0].id for one in found if len(one) == 1 and one[0].id != who)

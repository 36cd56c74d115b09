"""What speaks against promising one thing more. It is said, and never stops anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from paceline.domain.commitments import Commitment
from paceline.domain.people import Absence, Person


@dataclass(frozen=True, slots=True)
class Load:
    """`open` and `same_day` count a person's other commitments; `away` is the absence over the due day; `limit` is how
    many the team wants one to have open at most, where this would be one too many, else 0."""

    open: int = 0
    same_day: int = 0
    away: Absence | None = None
    limit: int = 0
    rule: str = ""
    """The clause of the agreement that sets the limit: "agreement 5.1"."""

    def __bool__(self) -> bool:
        return self != NOTHING


NOTHING = Load()


def load(person: Person, due: date, others: Iterable[Commitment], most_open: int, rule: str = "") -> Load:
    """`others` are what the person has promised besides; `most_open` is the team's limit, 0 for none."""
    days = [other.due for other in others if other.is_open and other.owner == person.id]
    limit = most_open if 0 < most_open <= len(days) else 0
    return Load(
        open=len(days),
        same_day=days.count(due),
        away=person.away_on(due),
        limit=limit,
        rule=rule if limit else "",
    )

"""What a letter says that carries an event of ours: an invitation, a change of it, its end, or a refused day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from paceline.domain.people import Person

Kind = Literal["asks", "tells", "cancelled", "stays"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """`title` ends with the id of the record it is for, if there is one. "asks": an answer is wanted; "tells": the
    reader has agreed to it, and their calendar follows; "stays": the day that they proposed is refused, `why` and
    `hint` as in a refusal. A `day` of another year than `today`, the reader's, is named with its year."""

    reader: Person
    kind: Kind
    title: str
    day: date
    today: date
    id: str = ""
    who: str = ""
    """Who asks, by first name."""
    why: str = ""
    hint: str = ""

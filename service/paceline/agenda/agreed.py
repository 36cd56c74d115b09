"""What letters say of a team's agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.domain.agreement import Difference, Version
from paceline.domain.clauses import HEADINGS, Clause
from paceline.domain.people import Person


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its clauses, which may be none."""

    number: int
    name: str
    clauses: tuple[Clause, ...]


def parts(clauses: tuple[Clause, ...]) -> tuple[Part, ...]:
    """All six headings: an empty one is listed as empty."""
    return tuple(
        Part(number, name, tuple(clause for clause in clauses if clause.heading == number))
        for number, name in enumerate(HEADINGS, 1)
    )


@dataclass(frozen=True, slots=True)
class AgreementAsk:
    """To whoever looks after it: does it still work? `clauses` are those that are the team's own."""

    number: int
    team: str
    version: int
    looked_at: datetime
    clauses: tuple[Clause, ...]
    people_changed: bool = False
    """Somebody has come or gone since."""
    agreed: tuple[str, ...] = ()
    """Who has said of this version that it is theirs too."""


@dataclass(frozen=True, slots=True)
class AgreementLetter:
    """The answer to "agreement" and "agreement history", a version that its source made, and a newcomer's welcome."""

    reader: Person
    kind: Literal["asked", "history", "changed", "welcome"]
    team: str
    version: int
    day: date
    parts: tuple[Part, ...] = ()
    """Of a welcome: those clauses that matter most."""
    owner: str = ""
    """Who looks after it; "": the reader."""
    review: date | None = None
    set_on: datetime | None = None
    """Since when this version is in force; None: as long as the configuration has said so."""
    differences: tuple[Difference, ...] = ()
    unheeded: tuple[str, ...] = ()
    """What the source says now and a decision says otherwise, as clauses are written."""
    versions: tuple[Version, ...] = ()
    """The newest first."""
    subject: str = ""
    """Of the mail that is answered, without Re:."""

"""Of a team's agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from paceline.domain.clauses import Clause, Said


@dataclass(frozen=True, slots=True)
class AgreementSet:
    """A version of it, whole. `source` is what the configuration and its file said then; `decision` is the intent that
    made it, "" where the source did. `unheeded` are changes of the source that gave way to what was decided by mail."""

    version: int
    clauses: tuple[Clause, ...]
    source: tuple[Said, ...]
    decision: str = ""
    unheeded: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamNoted:
    """Who is of the team from now on, by id."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementKept:
    """Looked at again, it was kept as it is."""

    words: str = ""
    review: date | None = None
    """When it is looked at next; None: as it says itself."""


@dataclass(frozen=True, slots=True)
class AgreementReviewMissed:
    """Whoever looks after it was asked twice, and said nothing."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Somebody has read this version, and says that it is theirs too."""

    version: int

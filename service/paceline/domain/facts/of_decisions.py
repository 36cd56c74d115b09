"""Of a decision, "D4"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Decided:
    owner: str
    title: str
    rationale: str = ""
    review: date | None = None
    occurrence: str = ""
    replaces: str = ""
    """The decision that it takes the place of."""
    goal: str = ""
    criteria: str = ""


@dataclass(frozen=True, slots=True)
class Intended:
    """`closes` (UTC) ends the objection window; `audience` are the ids of those whose word counts."""

    owner: str
    title: str
    closes: datetime
    audience: tuple[str, ...]
    rationale: str = ""
    reversible: bool = True
    occurrence: str = ""
    review: date | None = None
    replaces: str = ""
    """The decision that it takes the place of, once it stands."""
    trial: bool = False
    """An experiment: it ends on `review`, unless it is kept then."""
    goal: str = ""
    criteria: str = ""
    rule: str = ""
    """The clause of the agreement that gives it its window ("agreement 3.1"); empty: it was said. So in `Amended`."""


@dataclass(frozen=True, slots=True)
class Agreed:
    pass


@dataclass(frozen=True, slots=True)
class Objected:
    reason: str


@dataclass(frozen=True, slots=True)
class Advised:
    text: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Somebody needs more time, once: the window closes at `closes` (UTC) for all."""

    closes: datetime
    rule: str = ""
    """The clause that it goes no further by, where more was asked for."""


@dataclass(frozen=True, slots=True)
class Extended:
    """The window stays open until `closes` (UTC) for those whom the request has not reached: silence says nothing."""

    closes: datetime
    unheard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """The owner's answer to objections: other words, and a new window for everybody. `was` are the old words."""

    title: str
    was: str
    closes: datetime
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DecidedAnyway:
    """The owner's answer to objections, by the right to decide over them: they block no more, and are kept word for
    word. The window goes on for all others."""

    reason: str


@dataclass(frozen=True, slots=True)
class VoiceDelegated:
    """One whose word is waited for gave it to somebody else of the team: `to` is waited for instead."""

    to: str


@dataclass(frozen=True, slots=True)
class VoiceLost:
    """One whose word was waited for has left the team: their silence says nothing."""

    person: str


@dataclass(frozen=True, slots=True)
class OwnershipDelegated:
    """The owner handed the decision over: `to` answers for it from now on."""

    to: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """`since` is the moment it became true (the window's end, or the last ok), not the moment it was noticed."""

    since: datetime
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Upheld:
    """Looked at again, it was kept by its owner. `review` is when it is looked at next."""

    words: str = ""
    review: date | None = None


@dataclass(frozen=True, slots=True)
class WorryJudged:
    """What became of a worry: it came true, or it did not."""

    came_true: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReviewMissed:
    """Its owner was asked twice on and after its review day, and said nothing."""


@dataclass(frozen=True, slots=True)
class ReplacementIntended:
    """The intent `by` would take its place; until that stands, this does."""

    by: str


@dataclass(frozen=True, slots=True)
class Superseded:
    """The decision `by` took its place."""

    by: str

"""What became of a commitment or a decision, of somebody who left, and what was said to the reader only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.domain.agreement import Difference
from paceline.domain.people import Person


@dataclass(frozen=True, slots=True)
class Outcome:
    """An intent came to an end, was stopped, or has more time: told to the team, or to those who know of it."""

    reader: Person
    kind: Literal["adopted", "objected", "held", "withdrawn", "answered", "handed over", "replaced"]
    id: str
    title: str
    who: str
    since: datetime | None = None
    rationale: str = ""
    worries: tuple[tuple[str, str], ...] = ()
    closes: datetime | None = None
    day: date | None = None
    """The reader's today; a day of another year is named with its year."""
    by: str = ""
    """Who brought it about."""
    answers: tuple[str, ...] = ()
    """The owner's words to the objections over which it was decided."""
    may_decide_anyway: bool = False
    """The reader may decide over an objection."""
    instead: tuple[str, str] = ("", "")
    """Of what was adopted: the id and the words of what it replaces; of what was replaced: of what took its place."""
    state: str = ""
    """Of what was handed over: whether it waits, is objected to or stands."""
    ends: date | None = None
    """Of an experiment: its last day."""
    goal: str = ""
    criteria: str = ""
    differences: tuple[Difference, ...] = ()
    """What is different in the team's agreement, of which it made the `version`."""
    version: int = 0
    rule: str = ""
    """The clause by which the reader may decide over an objection."""


TidingsKind = Literal[
    "accepted", "declined", "moved", "shrunk", "dropped", "stays", "insisted", "taken over", "not taken over",
    "learned",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tidings:
    """What became of a commitment that the reader asked for, waits for or owns. `who` brought it about."""

    reader: Person
    kind: TidingsKind
    id: str
    what: str
    who: str
    due: date
    was: date | None = None
    words: str = ""
    """What was promised before it was made smaller."""
    reason: str = ""
    day: date | None = None
    lessons: tuple[tuple[str, str], ...] = ()
    """(question, words), of "learned"."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A commitment whose owner has left. `first`: who waits for it, and is asked first; the reader is ""."""

    id: str
    what: str
    due: date
    first: tuple[str, ...] = ()
    until: datetime | None = None
    """When the others are asked, if nobody of these takes it."""

    @property
    def is_offered(self) -> bool:
        """To the reader, now."""
        return not self.first or "" in self.first


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody (`who`) has left the team: what needs an owner, and which intents wait for them no more."""

    reader: Person
    who: str
    day: date
    commitments: tuple[Orphan, ...] = ()
    decisions: tuple[tuple[str, str], ...] = ()
    """(id, title)."""
    reviews: tuple[str, ...] = ()
    """Titles of the reviews that they ran and the reader takes part in."""
    intents: tuple[tuple[str, str], ...] = ()
    """The reader's own that had waited for them."""
    again: bool = False
    """The one thing that is offered: who waited for it has not taken it."""


@dataclass(frozen=True, slots=True)
class PrivateWords:
    """What somebody said to the reader only; `title`: of the review in which they did, or ""."""

    reader: Person
    who: str
    handle: str
    words: tuple[str, ...]
    title: str = ""

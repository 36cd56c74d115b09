"""Of a commitment, "C12"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Promised:
    owner: str
    what: str
    due: date
    done_when: str = ""
    needed_by: tuple[str, ...] = ()
    occurrence: str = ""
    due_assumed: bool = False
    """No day was given: the next occurrence's was taken."""
    goal: str = ""
    """What of the team's it is for, in its author's words."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody asked somebody else; it counts when `owner` accepts."""

    owner: str
    what: str
    due: date
    done_when: str = ""
    needed_by: tuple[str, ...] = ()
    occurrence: str = ""
    due_assumed: bool = False
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    pass


@dataclass(frozen=True, slots=True)
class Declined:
    reason: str


@dataclass(frozen=True, slots=True)
class Delegated:
    """Whom it was offered to handed it on; it counts when the person `to` accepts."""

    to: str


@dataclass(frozen=True, slots=True)
class Renegotiated:
    due: date
    was: date
    reason: str = ""
    late: bool = False
    """The day had passed already, where its owner is."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Its owner wants to change it ("move", "shrink", "drop") while others wait for it: it stands at `closes` (UTC) if
    those `asked` (ids) say nothing until then, or earlier when all have said ok."""

    change: str
    closes: datetime
    asked: tuple[str, ...]
    reason: str = ""
    due: date | None = None
    """Of a move: the new day."""
    what: str = ""
    """Of a shrink: the new words."""


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """Its owner leaves it as it was."""


@dataclass(frozen=True, slots=True)
class Consented:
    pass


@dataclass(frozen=True, slots=True)
class Countered:
    """Somebody who waits for it offers its owner another day; None: it should stay as it was."""

    due: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CounterDeclined:
    """Its owner stays with what they proposed."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Less was promised than before; `was` are the old words."""

    what: str
    was: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Needed:
    """It can't be kept before the commitment with this id."""

    commitment: str


@dataclass(frozen=True, slots=True)
class BecameNeeded:
    """The commitment with this id can't be kept before it: the other side of `Needed`."""

    commitment: str


@dataclass(frozen=True, slots=True)
class SuccessorAsked:
    """Its owner wants to hand it on; it stays theirs until the person `to` accepts."""

    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Succeeded:
    """Who was asked to is its owner from now on."""


@dataclass(frozen=True, slots=True)
class SuccessorDeclined:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MarkedAtRisk:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    note: str = ""
    late: bool = False
    """The day had passed, where its owner is. So in `Dropped`."""


@dataclass(frozen=True, slots=True)
class Dropped:
    reason: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Learned:
    """What its owner says of a slip that was closed, to those concerned. `question` is "assumed" (what turned out
    wrong), "missing", "next time" (what changes), or "lesson" for all in one line."""

    question: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnerLeft:
    """Of a commitment or a decision: its owner has left the team; it is whose who takes it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """It was misread: this is what was meant. Of a commitment, a decision or a help request; no renegotiation."""

    what: str = ""
    """Empty: the words were right."""
    due: date | None = None
    """None: the day was right."""

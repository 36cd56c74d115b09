"""Facts: what a statement, a calendar message or the clock changed. Past tense, append-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

# --- of a commitment (C12) -------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Accepted:
    pass


@dataclass(frozen=True, slots=True)
class Declined:
    reason: str


@dataclass(frozen=True, slots=True)
class Renegotiated:
    due: date
    was: date
    reason: str = ""
    late: bool = False
    """The day had passed already, where its owner is."""


@dataclass(frozen=True, slots=True)
class MarkedAtRisk:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """It was misread: this is what was meant. Of a commitment, a decision or a help request; no renegotiation."""

    what: str = ""
    """Empty: the words were right."""
    due: date | None = None
    """None: the day was right."""


# --- of a help request (H3) ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HelpRequested:
    owner: str
    what: str
    commitment: str = ""
    occurrence: str = ""


@dataclass(frozen=True, slots=True)
class HelpTaken:
    part: str = ""
    """Empty: all of it."""


@dataclass(frozen=True, slots=True)
class HelpReferred:
    to: str


@dataclass(frozen=True, slots=True)
class HelpDeclined:
    pass


@dataclass(frozen=True, slots=True)
class HelpClosed:
    note: str = ""


# --- of a decision (D4) ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decided:
    owner: str
    title: str
    rationale: str = ""
    review: date | None = None
    occurrence: str = ""


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


@dataclass(frozen=True, slots=True)
class Adopted:
    """`since` is the moment it became true (the window's end, or the last ok), not the moment it was noticed."""

    since: datetime
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    reason: str = ""


# --- of an update ("update/<occurrence>/<person>") -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Updated:
    """`lines` are (section key, text) in the order written. A second one replaces the first."""

    occurrence: str
    lines: tuple[tuple[str, str], ...]
    thanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    occurrence: str


# --- of a person ("person/ana") --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WentAway:
    first: date
    last: date
    event: str = ""
    """The calendar event that says so, as `cadence_id` names it; else empty."""
    sequence: int = 0
    deputy: str = ""
    """The id of who is asked meanwhile."""
    noticed: bool = False
    """Nobody said so to us: an out-of-office notice did."""


@dataclass(frozen=True, slots=True)
class CameBack:
    on: date


@dataclass(frozen=True, slots=True)
class Stopped:
    what: str
    """"asks" or "digests"."""


@dataclass(frozen=True, slots=True)
class Started:
    what: str


@dataclass(frozen=True, slots=True)
class FeedRenewed:
    """The address of their calendar feed (of a team's: "team/platform") was given up for a new one; no undo."""


@dataclass(frozen=True, slots=True)
class DeputyNamed:
    """Who is asked during the absence that begins on `first`."""

    deputy: str
    first: date


@dataclass(frozen=True, slots=True)
class WorkdaysSet:
    """The weekdays on which they work from now on (Monday 0). `event`: of `WentAway`."""

    workdays: tuple[int, ...]
    event: str = ""


@dataclass(frozen=True, slots=True)
class ShownAway:
    """The whole days that their own calendar shows as out of office; what it showed before counts no more."""

    spans: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class InvitedUs:
    """They started a series: counted, so that nobody starts them without end."""

    cadence: str
    title: str


# --- of a cadence ("cadence/k3f…") -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CadenceSet:
    """The organizer's invite or its newer revision was accepted. The series itself is kept in the cadences' table."""

    title: str
    sequence: int
    stamp: datetime


@dataclass(frozen=True, slots=True)
class OccurrenceMoved:
    """One date was moved by the organizer; both instants are UTC."""

    occurrence: str
    was: datetime
    to: datetime


@dataclass(frozen=True, slots=True)
class OccurrenceCancelled:
    occurrence: str


@dataclass(frozen=True, slots=True)
class CadenceEnded:
    reason: str
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class CadencePaused:
    until: date


@dataclass(frozen=True, slots=True)
class CadenceResumed:
    pass


@dataclass(frozen=True, slots=True)
class CadenceContinued:
    """It goes on with the cadence `follows`, which the organizer split or sent anew under another UID."""

    title: str
    follows: str


@dataclass(frozen=True, slots=True)
class OccurrenceDropped:
    """By the organizer's word this date is left out for all; in the calendar it may still stand."""

    occurrence: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The organizer let somebody else (a person's id) send the series from now on."""

    to: str


@dataclass(frozen=True, slots=True)
class DigestSent:
    """`verdict` is "skip" or "meet"; `given_back` is in minutes, attendees times duration."""

    occurrence: str
    verdict: str
    given_back: int


# --- of anything -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Undone:
    """The facts that came from the mail `of` no longer count for this subject."""

    of: str


Fact = (
    Promised | Offered | Accepted | Declined | Renegotiated | MarkedAtRisk | Kept | Dropped | Corrected
    | HelpRequested | HelpTaken | HelpReferred | HelpDeclined | HelpClosed
    | Decided | Intended | Agreed | Objected | Advised | HeldBack | Extended | Amended | Adopted | Withdrawn
    | Updated | Skipped | WentAway | CameBack | Stopped | Started
    | CadenceSet | OccurrenceMoved | OccurrenceCancelled | CadenceEnded | CadencePaused | CadenceResumed
    | CadenceContinued | DigestSent | Undone | FeedRenewed
    | DeputyNamed | WorkdaysSet | ShownAway | OccurrenceDropped | InvitedUs | HandedOver
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact in the ledger: whose team, about what, when (UTC), by whom ("": the clock), from which mail (inbox id)."""

    team: str
    subject: str
    fact: Fact
    at: datetime
    author: str = ""
    message: str = ""
    seq: int = 0


def standing(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries that count: those of an undone mail do not."""
    undone = {entry.fact.of for entry in entries if isinstance(entry.fact, Undone)}
    return tuple(e for e in entries if not isinstance(e.fact, Undone) and (not e.message or e.message not in undone))

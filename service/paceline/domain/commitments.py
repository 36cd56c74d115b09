"""A commitment `C12`: a promise with a day. Its state is the fold of its facts; "slipped" is derived from the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from paceline.domain.facts import (
    Accepted,
    BecameNeeded,
    Consented,
    Corrected,
    CounterDeclined,
    Countered,
    Declined,
    Delegated,
    Dropped,
    Entry,
    Extended,
    HelpDeclined,
    HelpTaken,
    Kept,
    Learned,
    MarkedAtRisk,
    Needed,
    Offered,
    OwnerLeft,
    Promised,
    ProposalWithdrawn,
    Proposed,
    Renegotiated,
    Shrunk,
    Succeeded,
    SuccessorAsked,
    SuccessorDeclined,
    standing,
)

State = Literal["offered", "open", "kept", "dropped", "declined"]


@dataclass(frozen=True, slots=True)
class Move:
    """A renegotiation; `late` when the day had passed already."""

    was: date
    to: date
    reason: str
    late: bool


@dataclass(frozen=True, slots=True)
class Counter:
    """What somebody who waits for it offers in the place of a change: another day, or (None) that it stays."""

    person: str
    due: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Commitment:
    id: str
    team: str
    owner: str
    what: str
    due: date
    first_due: date
    state: State
    opened: datetime
    asked_by: str = ""
    done_when: str = ""
    needed_by: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    risk: str | None = None
    note: str = ""
    helpers: tuple[str, ...] = ()
    closed: datetime | None = None
    occurrence: str = ""
    needs: tuple[str, ...] = ()
    """The commitments that must be kept before it, by id; `needed_for` are those that wait for it."""
    needed_for: tuple[str, ...] = ()
    proposal: Proposed | None = None
    """The change that its owner wants, as long as those who wait for it may speak."""
    consents: tuple[str, ...] = ()
    counters: tuple[Counter, ...] = ()
    """What is still to be answered by its owner."""
    overruled: tuple[str, ...] = ()
    """Those who have spoken against the change that is proposed, and were answered that it stays so."""
    successor: str = ""
    """Who is asked to take it over."""
    was: tuple[str, ...] = ()
    """Its words before it was made smaller, oldest first."""
    orphaned: bool = False
    """Its owner has left the team, and nobody has taken it over yet."""
    closed_late: bool = False
    goal: str = ""
    """What of the team's it is for."""
    lessons: tuple[tuple[str, str], ...] = ()
    """(question, words) of what was learned from a slip; for those concerned only."""

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    def slipped(self, today: date) -> bool:
        """A change that was proposed in time and is not contradicted is no slip while it waits."""
        return self.is_open and self.due < today and not self._is_waited_for(today)

    @property
    def had_slipped(self) -> bool:
        """Whether its day had passed while it was open, at its end or when it was moved."""
        return self.closed_late or any(move.late for move in self.moves)

    @property
    def is_proposed(self) -> bool:
        """Whether a change of it stands on silence."""
        return self.proposal is not None and not self.counters

    @property
    def unspoken(self) -> tuple[str, ...]:
        """Whose word on the change that is proposed is still to come."""
        heard = {*self.consents, *self.overruled, *(counter.person for counter in self.counters)}
        return tuple(person for person in self.proposal.asked if person not in heard) if self.proposal else ()

    @property
    def all_have_spoken(self) -> bool:
        """Whether nothing stands in the way of a change any more, before its time is over."""
        return self.is_proposed and not self.unspoken

    def _is_waited_for(self, today: date) -> bool:
        match self.proposal:
            case Proposed(change="move", due=due) if due and self.is_proposed:
                return today <= due
            case Proposed(change="drop"):
                return self.is_proposed
        return False


def fold(entries: tuple[Entry, ...]) -> Commitment | None:
    commitment: Commitment | None = None
    for entry in standing(entries):
        commitment = evolve(commitment, entry)
    return commitment


def evolve(before: Commitment | None, entry: Entry) -> Commitment | None:
    match entry.fact:
        case Promised() | Offered() as made:
            return _made(entry, made)
    if before is None:
        return None
    match entry.fact:
        case Accepted():
            return replace(before, state="open")
        case Declined(reason):
            return replace(before, state="declined", note=reason, closed=entry.at)
        case Delegated(to):
            return replace(before, owner=to)
        case Renegotiated(due, was, reason, late):
            move = Move(was, due, reason, late)
            return _settled(replace(before, state="open", due=due, moves=(*before.moves, move), risk=None))
        case Shrunk(what, was):
            return _settled(replace(before, what=what, was=(*before.was, was), risk=None))
        case MarkedAtRisk(reason):
            return replace(before, risk=reason)
        case HelpTaken():
            return replace(before, helpers=tuple(dict.fromkeys((*before.helpers, entry.author))))
        case HelpDeclined():
            return replace(before, helpers=tuple(p for p in before.helpers if p != entry.author))
        case Kept(note, late):
            return _settled(replace(before, state="kept", note=note, closed=entry.at, closed_late=late))
        case Dropped(reason, late):
            return _settled(replace(before, state="dropped", note=reason, closed=entry.at, closed_late=late))
        case Corrected(what, due):
            due = due or before.due
            first = before.first_due if before.moves else due
            return replace(before, what=what or before.what, due=due, first_due=first)
    return _renegotiating(before, entry)


def _renegotiating(before: Commitment, entry: Entry) -> Commitment:
    """What is said about a change before it stands, and about who needs it and whose it is to be."""
    match entry.fact:
        case Proposed() as proposal:
            return replace(_settled(before), proposal=proposal)
        case ProposalWithdrawn():
            return _settled(before)
        case Extended(closes) if before.proposal:
            return replace(before, proposal=replace(before.proposal, closes=closes))
        case Consented():
            others = tuple(counter for counter in before.counters if counter.person != entry.author)
            return replace(before, consents=(*before.consents, entry.author), counters=others)
        case Countered(due, reason):
            others = tuple(counter for counter in before.counters if counter.person != entry.author)
            overruled = tuple(person for person in before.overruled if person != entry.author)
            return replace(before, counters=(*others, Counter(entry.author, due, reason)), overruled=overruled)
        case CounterDeclined():
            said = tuple(counter.person for counter in before.counters)
            return replace(before, counters=(), overruled=tuple(dict.fromkeys((*before.overruled, *said))))
        case Needed(other):
            return replace(before, needs=tuple(dict.fromkeys((*before.needs, other))))
        case BecameNeeded(other):
            return replace(before, needed_for=tuple(dict.fromkeys((*before.needed_for, other))))
        case Learned(question, words):
            kept = tuple(lesson for lesson in before.lessons if lesson[0] != question)
            return replace(before, lessons=(*kept, (question, words)))
        case SuccessorAsked(to):
            return replace(before, successor=to)
        case Succeeded():
            return replace(_settled(before), owner=entry.author, successor="", orphaned=False)
        case OwnerLeft():
            return replace(_settled(before), orphaned=True, successor="")
        case SuccessorDeclined():
            return replace(before, successor="")
    return before


def _settled(it: Commitment) -> Commitment:
    """Nothing about it waits for anybody's word any more."""
    return replace(it, proposal=None, consents=(), counters=(), overruled=())


def _made(entry: Entry, made: Promised | Offered) -> Commitment:
    return Commitment(
        id=entry.subject,
        team=entry.team,
        owner=made.owner,
        what=made.what,
        due=made.due,
        first_due=made.due,
        state="offered" if isinstance(made, Offered) else "open",
        opened=entry.at,
        asked_by=entry.author,
        done_when=made.done_when,
        goal=made.goal,
        needed_by=made.needed_by,
        occurrence=made.occurrence,
    )

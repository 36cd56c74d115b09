"""A commitment `C12`: a promise with a day. Its state is the fold of its facts; "slipped" is derived from the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from paceline.domain.facts import (
    Accepted,
    Corrected,
    Declined,
    Dropped,
    Entry,
    HelpDeclined,
    HelpTaken,
    Kept,
    MarkedAtRisk,
    Offered,
    Promised,
    Renegotiated,
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

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    def slipped(self, today: date) -> bool:
        return self.is_open and self.due < today


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
        case Renegotiated(due, was, reason, late):
            move = Move(was, due, reason, late)
            return replace(before, state="open", due=due, moves=(*before.moves, move), risk=None)
        case MarkedAtRisk(reason):
            return replace(before, risk=reason)
        case HelpTaken():
            return replace(before, helpers=tuple(dict.fromkeys((*before.helpers, entry.author))))
        case HelpDeclined():
            return replace(before, helpers=tuple(p for p in before.helpers if p != entry.author))
        case Kept(note):
            return replace(before, state="kept", note=note, closed=entry.at)
        case Dropped(reason):
            return replace(before, state="dropped", note=reason, closed=entry.at)
        case Corrected(what, due):
            due = due or before.due
            first = before.first_due if before.moves else due
            return replace(before, what=what or before.what, due=due, first_due=first)
    return before


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
        needed_by=made.needed_by,
        occurrence=made.occurrence,
    )

"""A help request `H3`: what is missing, for which commitment, and who gives a hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from paceline.domain.facts import Corrected, Entry, HelpClosed, HelpDeclined, HelpRequested, HelpTaken, standing

State = Literal["open", "taken", "closed"]


@dataclass(frozen=True, slots=True)
class HelpRequest:
    id: str
    team: str
    owner: str
    what: str
    state: State
    opened: datetime
    commitment: str = ""
    takers: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    declined: tuple[str, ...] = ()
    occurrence: str = ""


def fold(entries: tuple[Entry, ...]) -> HelpRequest | None:
    request: HelpRequest | None = None
    for entry in standing(entries):
        request = evolve(request, entry)
    return request


def evolve(before: HelpRequest | None, entry: Entry) -> HelpRequest | None:
    match entry.fact:
        case HelpRequested() as made:
            return _requested(entry, made)
    if before is None:
        return None
    match entry.fact:
        case HelpTaken(part) if part:
            parts = (*before.parts, (entry.author, part))
            return replace(before, parts=parts, declined=_without(before.declined, entry.author))
        case HelpTaken():
            takers = tuple(dict.fromkeys((*before.takers, entry.author)))
            return replace(before, state="taken", takers=takers, declined=_without(before.declined, entry.author))
        case HelpDeclined():
            return _declined(before, entry.author)
        case HelpClosed():
            return replace(before, state="closed")
        case Corrected(what):
            return replace(before, what=what or before.what)
    return before


def _declined(before: HelpRequest, person: str) -> HelpRequest:
    """Who can't help gives back what they had taken; with nobody left it is open again."""
    takers = _without(before.takers, person)
    return replace(
        before,
        state="open" if before.state == "taken" and not takers else before.state,
        takers=takers,
        parts=tuple(part for part in before.parts if part[0] != person),
        declined=(*_without(before.declined, person), person),
    )


def _without(people: tuple[str, ...], person: str) -> tuple[str, ...]:
    return tuple(other for other in people if other != person)


def _requested(entry: Entry, made: HelpRequested) -> HelpRequest:
    return HelpRequest(
        id=entry.subject,
        team=entry.team,
        owner=made.owner,
        what=made.what,
        state="open",
        opened=entry.at,
        commitment=made.commitment,
        occurrence=made.occurrence,
    )

"""A help request `H3`: what is missing, for which commitment, and who gives a hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from paceline.domain.facts import (
    Corrected,
    Entry,
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpSought,
    HelpTaken,
    HelpThanked,
    HelpUnreached,
    NobodyLeft,
    ReferralAllowed,
    ReferralDeclined,
    SearchStopped,
    standing,
)

State = Literal["open", "taken", "closed"]


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody gives: all of it or a part, of which kind, on which days, as far as they said."""

    person: str
    part: str = ""
    offer: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""


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
    unasked: bool = False
    """Nobody asked for it: its commitment was due, and its owner said nothing."""
    hands: tuple[Hand, ...] = ()
    sought: tuple[HelpSought, ...] = ()
    """Who was asked, step by step."""
    unreached: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    """Who others say could help, in the order in which they were named; those from outside once they may be asked."""
    proposed: tuple[str, ...] = ()
    """Those from outside whom nobody may ask yet."""
    stopped: bool = False
    nobody_left: bool = False
    thanked: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(person for step in self.sought for person in step.people))

    @property
    def until(self) -> datetime | None:
        """When those who were asked last have had their time."""
        return max((step.until for step in self.sought), default=None)

    @property
    def announced(self) -> tuple[str, ...]:
        """Who was said to be next."""
        return self.sought[-1].then if self.sought else ()

    @property
    def escalated(self) -> bool:
        return any(step.escalated for step in self.sought)

    @property
    def helpers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.takers, *(person for person, _ in self.parts))))

    @property
    def is_sought(self) -> bool:
        """Whether others are still to be asked."""
        return self.state == "open" and not self.stopped


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
        case HelpTaken() as taken:
            return _taken(before, entry.author, taken)
        case HelpDeclined():
            return _declined(before, entry.author)
        case HelpClosed():
            return replace(before, state="closed")
        case Corrected(what):
            return replace(before, what=what or before.what)
    return _searching(before, entry)


def _taken(before: HelpRequest, person: str, taken: HelpTaken) -> HelpRequest:
    hand = Hand(person, taken.part, taken.offer, taken.first, taken.last, taken.words)
    after = replace(before, hands=(*before.hands, hand), declined=_without(before.declined, person))
    if taken.part:
        return replace(after, parts=(*before.parts, (person, taken.part)))
    return replace(after, state="taken", takers=tuple(dict.fromkeys((*before.takers, person))))


def _searching(before: HelpRequest, entry: Entry) -> HelpRequest:
    """Who is asked, and who else might be."""
    match entry.fact:
        case HelpSought() as step:
            return replace(before, sought=(*before.sought, step), nobody_left=False)
        case HelpUnreached(person):
            return replace(before, unreached=(*before.unreached, person))
        case HelpReferred(to, outside=True):
            return replace(before, proposed=tuple(dict.fromkeys((*before.proposed, to))))
        case HelpReferred(to):
            return replace(before, referrals=tuple(dict.fromkeys((*before.referrals, to))))
        case ReferralAllowed(to):
            referrals = tuple(dict.fromkeys((*before.referrals, to)))
            return replace(before, referrals=referrals, proposed=_without(before.proposed, to))
        case ReferralDeclined(to):
            return replace(before, proposed=_without(before.proposed, to))
        case NobodyLeft():
            return replace(before, nobody_left=True)
        case SearchStopped():
            return replace(before, stopped=True)
        case HelpThanked():
            return replace(before, thanked=True)
    return before


def _declined(before: HelpRequest, person: str) -> HelpRequest:
    """Who can't help gives back what they had taken; with nobody left it is open again."""
    takers = _without(before.takers, person)
    return replace(
        before,
        state="open" if before.state == "taken" and not takers else before.state,
        takers=takers,
        parts=tuple(part for part in before.parts if part[0] != person),
        hands=tuple(hand for hand in before.hands if hand.person != person),
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
        unasked=not entry.author,
    )

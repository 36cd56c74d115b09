"""Of a help request, "H3", and of what people offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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
    offer: str = ""
    """"time", "knowledge", "access" or "scope cut", where the words say so."""
    first: date | None = None
    last: date | None = None
    """The days on which it is given, where they were said."""
    words: str = ""
    """What was said besides."""


@dataclass(frozen=True, slots=True)
class HelpReferred:
    """`to` is a person's id; of somebody whom nobody knows (`outside`) it may be an address."""

    to: str
    outside: bool = False
    """Not of the team: is asked when whoever needs help agrees."""


@dataclass(frozen=True, slots=True)
class ReferralAllowed:
    """Who needs help agrees that the person `to` from outside is asked."""

    to: str


@dataclass(frozen=True, slots=True)
class ReferralDeclined:
    to: str


@dataclass(frozen=True, slots=True)
class HelpSought:
    """These people (ids) are asked for a hand; if nobody takes it until `until` (UTC), those in `then` are next.
    `escalated`: they are the contact that the team's rules name, after all others."""

    people: tuple[str, ...]
    until: datetime
    then: tuple[str, ...] = ()
    escalated: bool = False


@dataclass(frozen=True, slots=True)
class HelpUnreached:
    """The letter that asked this person did not arrive, or they had left by then: their silence says nothing."""

    person: str


@dataclass(frozen=True, slots=True)
class NobodyLeft:
    """All who could be asked were asked, and nobody has taken it."""


@dataclass(frozen=True, slots=True)
class SearchStopped:
    """Who needs help wants nobody else to be asked; the request stays open."""


@dataclass(frozen=True, slots=True)
class HelpThanked:
    """What whoever got help says at the end of it, to those who gave it."""

    words: str


@dataclass(frozen=True, slots=True)
class HelpDeclined:
    pass


@dataclass(frozen=True, slots=True)
class HelpClosed:
    note: str = ""

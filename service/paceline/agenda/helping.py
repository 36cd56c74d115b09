"""What the letters of the help ladder say. As in agenda/contents.py: values, not yet in a language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.domain.help import Hand
from paceline.domain.people import Person


@dataclass(frozen=True, slots=True)
class HelpPlan:
    """Who is asked (first names), until when, and who then. `contact` is told when nobody is left."""

    now: tuple[str, ...] = ()
    until: datetime | None = None
    then: tuple[str, ...] = ()
    contact: str = ""
    rule: str = ""
    """The clause that names the contact: "agreement 2.4"."""


@dataclass(frozen=True, slots=True)
class HelpAsk:
    """One peer is asked for a hand. `who` needs it; `of` and `due` are the commitment that it is for."""

    reader: Person
    id: str
    what: str
    who: str
    until: datetime
    day: date
    of: str = ""
    due: date | None = None
    others: tuple[str, ...] = ()
    """Who is asked besides."""
    then: int = 0
    """How many are next."""
    given: tuple[tuple[str, str], ...] = ()
    """(first name, part) of what others do already."""
    named_by: str = ""
    """Who said that the reader may know better."""
    unasked: bool = False
    """Nobody asked: it was due, and `who` has said nothing."""
    escalated: bool = False
    """The reader is whom the team's agreement names when nobody else can."""
    rule: str = ""
    """The clause that does."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """To each of the two: who needs a hand, and who gives one. An answer goes to the other one, `other`."""

    reader: Person
    id: str
    what: str
    other: str
    address: str
    day: date
    gives: bool
    """The reader is the one who helps."""
    hand: Hand
    of: str = ""
    due: date | None = None


NewsKind = Literal["asking", "unanswered", "nobody left", "another", "not after all", "referral", "thanks"]


@dataclass(frozen=True, slots=True)
class HelpNews:
    """What becomes of the reader's own request. `who` brought it about; of "thanks" the reader is who helped."""

    reader: Person
    kind: NewsKind
    id: str
    what: str
    day: date
    who: str = ""
    plan: HelpPlan = HelpPlan()
    silent: tuple[str, ...] = ()
    """Who was asked and could not, or said nothing."""
    of: str = ""
    commitment: str = ""
    """The id of what it is for."""
    words: str = ""
    at: datetime | None = None
    """When the contact is told."""


@dataclass(frozen=True, slots=True)
class ThanksAsk:
    """Help that ended: a word of thanks, or what was learned. `who` gave it."""

    number: int
    id: str
    what: str
    who: tuple[str, ...]
    last: date

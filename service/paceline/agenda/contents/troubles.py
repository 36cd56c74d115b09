"""What could not be done, or came from where nobody vouches for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.domain.people import Person


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A known person's mail that nothing could be done with: kept, and answered once with what would work."""

    reader: Person
    subject: str
    first_line: str


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """A mail whose text and HTML say different things: lines that stand in one of them, or unseen."""

    reader: Person
    subject: str
    in_text: tuple[str, ...] = ()
    in_html: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """To whom a letter had gone that was answered from `address`: by a colleague, `who`; "": perhaps by themselves."""

    reader: Person
    address: str
    subject: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class ToldAway:
    """Who runs a review of theirs (`who`) said that they are away until `last`; `first` None: from today on."""

    reader: Person
    who: str
    last: date
    first: date | None = None


@dataclass(frozen=True, slots=True)
class HereAfterAll:
    """Of whom the reader had said that they are away until `last` (`who`): they say that it is not so."""

    reader: Person
    who: str
    last: date


@dataclass(frozen=True, slots=True)
class AnsweredNoMore:
    """So many `answers` were written to one person within an hour, or `in_one` conversation, that there are none until
    `until` (UTC)."""

    reader: Person
    answers: int
    until: datetime
    in_one: bool = False


@dataclass(frozen=True, slots=True)
class LettersWait:
    """To the operator: `most` letters went within an hour to `who` (a person's id), or to the team of this id, so that
    the others wait for the hours after it."""

    reader: Person
    who: str
    most: int
    is_team: bool = False


@dataclass(frozen=True, slots=True)
class Unreachable:
    """To whoever runs the reviews `titles` that `who` takes part in, or to the operator where there are none: mail to
    `address` came back, with its server's `reason`."""

    reader: Person
    who: str
    address: str
    reason: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockWasWrong:
    """To the operator: for a while nothing was planned or sent, because the clock could not be believed."""

    reader: Person
    since: datetime
    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Held:
    """To the operator: an invite was held, and why; or somebody asks to be erased."""

    address: str
    """The operator's."""
    sender: str
    what: Literal["invite", "erasure"]
    why: str
    title: str = ""
    hint: str = ""

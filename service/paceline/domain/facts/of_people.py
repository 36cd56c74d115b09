"""Of a person, of their updates and of their private words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

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


# --- of a private word ("private/<occurrence>/<author>", "private/<mail>/<author>") ------------------


@dataclass(frozen=True, slots=True)
class Confided:
    """Said to the person `to` (an id) and to nobody else; with that occurrence's digest, where there is one."""

    to: str
    words: str
    occurrence: str = ""


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
    told_by: str = ""
    """The id of who said so for them; their own word about these days counts more."""


@dataclass(frozen=True, slots=True)
class CameBack:
    on: date


@dataclass(frozen=True, slots=True)
class Stopped:
    what: str
    """"asks", "digests" or "week"."""
    cadence: str = ""
    """The one review that it is about; "": all."""
    until: date | None = None
    """The day on which it starts again by itself."""


@dataclass(frozen=True, slots=True)
class Started:
    what: str
    cadence: str = ""


@dataclass(frozen=True, slots=True)
class HourSet:
    """From now on their mail comes at this hour, where they are."""

    at: time


@dataclass(frozen=True, slots=True)
class LanguageSet:
    locale: str


@dataclass(frozen=True, slots=True)
class MailCameBack:
    """A letter to this address came back for good, with the server's reason: it takes no mail."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddressClaimed:
    """They said that this address is theirs, too."""

    address: str


@dataclass(frozen=True, slots=True)
class MailGotThrough:
    """They wrote from this address, which had taken no mail."""

    address: str


@dataclass(frozen=True, slots=True)
class WeekTold:
    """They were told of their own week, on this day of theirs."""

    on: date


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
class OfferMade:
    """They offer help with something, to whom it may be of use."""

    what: str


@dataclass(frozen=True, slots=True)
class OfferRemoved:
    """They no longer offer what has these words in common with it; "": anything."""

    what: str = ""


@dataclass(frozen=True, slots=True)
class InvitedUs:
    """They started a series: counted, so that nobody starts them without end."""

    cadence: str
    title: str


@dataclass(frozen=True, slots=True)
class Left:
    """They have left the team: nothing more is asked of them or sent to them."""

    team: str


@dataclass(frozen=True, slots=True)
class Returned:
    team: str


@dataclass(frozen=True, slots=True)
class Erased:
    """Their name, addresses and words were taken out of the record; who they were is not known any more."""

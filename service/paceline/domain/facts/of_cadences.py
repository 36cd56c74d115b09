"""Of a cadence, of one meeting, and of an event that we organize."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

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
class CadenceSlowed:
    """From now on it asks at every so many of its dates; 1: at each."""

    every: int


@dataclass(frozen=True, slots=True)
class HandoverAsked:
    """The organizer asked `to` (a person's id) to run it; it stays theirs until that person takes it over."""

    to: str


@dataclass(frozen=True, slots=True)
class HandoverDeclined:
    """Who was asked to run it does not."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The organizer let somebody else (a person's id) send the series from now on."""

    to: str


@dataclass(frozen=True, slots=True)
class AnswersShown:
    """The digest of an occurrence showed what so many people had answered without their names."""

    occurrence: str
    answers: int


@dataclass(frozen=True, slots=True)
class TeamWeekTold:
    """What the team's week came to was planned for its readers. Of "team/platform", like the next one."""


@dataclass(frozen=True, slots=True)
class QuarterTold:
    """So was what the quarter came to that began on `first`."""

    first: date


@dataclass(frozen=True, slots=True)
class DigestSent:
    """`verdict` is "skip" or "meet"; `given_back` is in minutes, attendees times duration."""

    occurrence: str
    verdict: str
    given_back: int
    facilitator: str = ""
    """Who was named for the date after it (a person's id), where that goes round."""


# --- of one meeting ("meeting/<occurrence>") --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MeetingSettled:
    """The organizer said, in answer to the digest, whether people meet; those who take part were told."""

    occurrence: str
    meets: bool


# --- of an event that we organize ("event/k3f…") ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class GuestsInvited:
    """A REQUEST went to these addresses, `sequence` and `stamp` (UTC) in it; `about` is the record it is for, or "".

    It was sent, so no undo takes it back; a change of it is another one.
    """

    uid: str
    title: str
    day: date
    guests: tuple[str, ...]
    sequence: int
    stamp: datetime
    about: str = ""


@dataclass(frozen=True, slots=True)
class GuestsUninvited:
    """A CANCEL went to these addresses."""

    guests: tuple[str, ...]
    sequence: int
    stamp: datetime


@dataclass(frozen=True, slots=True)
class GuestAnswered:
    """What a REPLY or a COUNTER said: `sequence` is the one it answers, `stamp` its own DTSTAMP (UTC), `instance` the
    date (RECURRENCE-ID, UTC) that it is about (None: the event). A fact about a calendar: no undo takes it back."""

    guest: str
    partstat: str
    sequence: int
    stamp: datetime
    instance: datetime | None = None
    delegated_to: str = ""
    proposed: date | None = None
    """The day that a COUNTER proposes."""
    comment: str = ""

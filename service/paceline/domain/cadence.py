"""A cadence is a recurring review made by a calendar invite; an occurrence is one date of it."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from paceline.domain.absence import OwnAbsence
from paceline.domain.organized import GuestSaid


@dataclass(frozen=True, slots=True)
class Participant:
    """An attendee of the invite. `address` is lower-case; `declined` ones are neither asked nor counted."""

    address: str
    name: str = ""
    declined: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time before something: working `days` (asked at the send hour of that day) or a plain `lead`."""

    days: int = 0
    lead: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the event's text says differently from the defaults. `questions` replace the template's, in order."""

    template: str = "status"
    ask: Span = Span(days=1)
    remind: Span | None = Span(lead=timedelta(hours=2))
    digest: Span = Span(lead=timedelta(hours=1))
    why: str = ""
    also: tuple[str, ...] = ()
    language: str = ""
    zone: str = ""
    """Where the event's hours are meant (an IANA name), whatever zone its calendar gives; "": there."""
    questions: tuple[str, ...] = ()
    review: str = ""
    """What the event reviews: "D4", "commitments" (each participant's own), "commitments of @bo"; "": nothing."""
    people: tuple[Participant, ...] = ()
    """Whom the organizer named by mail: asked besides the event's guests, who may be hidden behind a list."""
    every: int = 1
    """At which of its dates it asks: every third, with 3."""
    said: tuple[str, ...] = ()
    """The keys that the event's text names; the others hold defaults."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the event's text that is no setting that we know. `hint` is the nearest right line, or empty."""

    line: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ZoneDoubt:
    """A time zone of the event that is not plain. `read_as` is the IANA name that is followed.

    Without `day` nobody knows what `name` means, and the hour is a guess; else the event brings rules of its own for a
    zone that we know, and `day` is the first on which `theirs` and `ours` (such as "UTC-5") differ.
    """

    name: str
    read_as: str
    day: date | None = field(default=None, compare=False)
    theirs: str = ""
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Cadence:
    """A series as the organizer last sent it.

    `calendar` is iCalendar text (RFC 5545): one VCALENDAR with the series' VEVENTs and their VTIMEZONEs, cleaned;
    occurrences are derived from it and stored nowhere. `sequence` and `stamp` are the revision (RFC 5546, 2.1.5).
    """

    uid: str
    organizer: str
    title: str
    calendar: str
    zone: str
    minutes: int
    participants: tuple[Participant, ...]
    settings: Settings = Settings()
    remarks: tuple[Remark, ...] = ()
    sequence: int = 0
    stamp: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    recurring: bool = True
    team: str = ""
    master: bool = True
    """False: only single dates of the series are known, no VEVENT of the series itself (invited to one occurrence)."""
    attendee: str = ""
    """Our own address as invited, lower-case."""
    words: str = ""
    """What the event's text says beside its settings."""
    ending: Literal["", "cancelled", "removed"] = ""
    """Why it is over: the organizer cancelled it, or took us off the guests. The revision stays, as a tombstone."""
    over: tuple[int, datetime] | None = None
    """The revision with which the series as such ended, where we have been invited to single dates of it since."""
    doubts: tuple[ZoneDoubt, ...] = ()
    names: tuple[tuple[datetime, str], ...] = ()
    """The dates that keep the id of a date before the series was changed: (RECURRENCE-ID as an instant, that id)."""
    follows: str = ""
    """The cadence that this one goes on with under another UID: "this and following" in many calendars."""
    followed_by: str = ""

    @property
    def id(self) -> str:
        return cadence_id(self.uid)

    @property
    def ended(self) -> bool:
        return self.ending != ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a cadence. `recurrence_id` names it in its series (RFC 5545, 3.8.4.4), `start` is where it is; UTC.

    `name` is the id that it had before the series was changed; asks, letters and facts know it by that.
    """

    cadence: str
    recurrence_id: datetime
    start: datetime
    minutes: int
    title: str = ""
    participants: tuple[Participant, ...] | None = None
    """Those of this date only, where an override lists its own; None: the cadence's."""
    name: str = ""

    @property
    def id(self) -> str:
        return self.name or f"{self.cadence}/{self.recurrence_id:%Y%m%dT%H%M%SZ}"


def instant_of(occurrence: str) -> datetime:
    """The instant in an occurrence's id. Raises ValueError where it is no such id."""
    return datetime.strptime(occurrence.rpartition("/")[2], "%Y%m%dT%H%M%S%z")


CalendarMethod = Literal["REQUEST", "CANCEL", "PUBLISH", "REPLY", "COUNTER", "REFRESH", "ADD", "DECLINECOUNTER", ""]


@dataclass(frozen=True, slots=True)
class CalendarMessage:
    """What one iTIP message (RFC 5546) says about one UID, before anyone decides what it means.

    `calendar` is cleaned iCalendar text of its components. `recurrence_ids` are the instants (UTC) of the components
    that are single instances; `master` says whether the series itself is among them. `attendee` is our own ATTENDEE
    value as invited, verbatim ("" when we are not invited), with its `partstat` and `rsvp`.
    """

    method: CalendarMethod
    uid: str
    organizer: str
    sequence: int
    stamp: datetime
    calendar: str
    master: bool
    recurrence_ids: tuple[datetime, ...] = ()
    attendee: str = ""
    partstat: str = ""
    rsvp: bool = True
    cancelled: bool = False
    """STATUS:CANCELLED of every component: a cancellation whatever the method says."""
    cadence: Cadence | None = None
    """The series as this message alone describes it; `master=False` in it where the message has single dates only."""
    attendees: tuple[Participant, ...] = field(default=())
    """All who are invited but us, rooms and lists too: of the series, else of the first date."""
    lists: tuple[str, ...] = ()
    """Addresses that stand for a group of people (CUTYPE=GROUP; RFC 5545, 3.2.3): nobody to be asked."""
    sent_by: str = ""
    """The ORGANIZER's SENT-BY address (RFC 5545, 3.2.18), lower-case: who may act for the organizer."""
    delegator: str = ""
    """Who delegated to us (DELEGATED-FROM; RFC 5546, 4.2.5), lower-case: gets a copy of the answer."""
    echo: str = ""
    """iCalendar text of what an answer repeats verbatim: the VTIMEZONEs and the components that we are invited to."""
    description: str = ""
    """The event's text, plain, without what calendar and meeting software adds to it."""
    days: tuple[date, date] | None = None
    """First and last day of an all-day event that does not recur, both included."""
    sources: tuple[tuple[str, str], ...] = ()
    """(setting, the line of the event's text that says it)."""
    away: OwnAbsence | None = None
    """The event says that its organizer is away, and invites nobody but us."""
    said: tuple[GuestSaid, ...] = ()
    """What a REPLY or a COUNTER says of its guests, and who asks with a REFRESH."""


def cadence_id(uid: str) -> str:
    digest = hashlib.blake2b(uid.encode(), digest_size=8).digest()
    return "k" + b32encode(digest).decode().rstrip("=").lower()

"""What becomes of a review in the calendar: to its organizer, and to those who take part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from paceline.domain.cadence import Remark, Span, ZoneDoubt
from paceline.domain.people import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """One participant in a confirmation: asked at `at` (an instant), in `zone`; `elsewhere`: not the organizer's."""

    who: str
    at: datetime
    zone: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What Paceline will do about an invite. `changed` says it is a newer revision: (what, was, now) in words.

    `first_start` None: no occurrence lies ahead. `unknown_template` names a template that is not there; the default is
    used.
    """

    reader: Person
    title: str
    template: str
    headings: tuple[str, ...]
    asked: tuple[Asked, ...]
    ask: Span
    remind: Span | None
    digest: Span
    recurring: bool
    first_start: datetime | None
    first_digest: datetime | None
    zone: str
    why: str = ""
    also: tuple[str, ...] = ()
    private: bool = False
    """What is written stays among those who take part."""
    unsigned: int = 0
    """Answers have no name, and are shown when so many have answered."""
    unknown_template: str = ""
    known_templates: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    changed: tuple[tuple[str, str, str], ...] = ()
    moved: tuple[tuple[datetime, datetime], ...] = ()
    """Single occurrences that were moved: from, to."""
    cancelled: datetime | None = None
    """One occurrence was cancelled."""
    ended: bool = False
    """The whole series was cancelled."""
    removed: bool = False
    """It ended for us alone: we were taken off the guests."""
    onward: bool = False
    """All later dates moved with the last one in `moved`."""
    cut: bool = False
    """The series was cut short, and nothing goes on with it; its last occurrence begins, or began, at `ends`."""
    ends: datetime | None = None
    goes_on: bool = False
    """A new series goes on with one that was followed before."""
    review: str = ""
    """What on record each is shown above the questions, in words."""
    unknown_review: str = ""
    """What the event wants to review, as written, where there is no such thing that the organizer may see."""
    new_remarks: tuple[Remark, ...] = ()
    """Those of `remarks` that no confirmation has named yet: a letter about a change says only these."""
    doubts: tuple[ZoneDoubt, ...] = ()
    """Time zones of the event that no confirmation has asked about yet."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The organizer's word on a meeting, to those who take part. `again`: it takes the place of an earlier word."""

    reader: Person
    title: str
    start: datetime
    meets: bool
    who: str
    minutes: int = 0
    """Of the meeting in the calendar."""
    again: bool = False


@dataclass(frozen=True, slots=True)
class SeriesNews:
    """To who takes part in a series: it asks at `every` so many of its dates, next at `start`; `who` runs it from now
    on; the reader is asked to; or nobody does, since `who` is gone."""

    reader: Person
    kind: Literal["every", "asked", "declined", "runs", "orphaned"]
    title: str
    who: str
    every: int = 1
    start: datetime | None = None
    reason: str = ""
    """Why somebody who was asked does not run it."""

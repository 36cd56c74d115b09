"""What a question by mail is answered with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.agenda.contents.digests import Change, Need
from paceline.domain.people import Person


@dataclass(frozen=True, slots=True)
class Found:
    """A record that answers a question. `who` made it or owns it, "" for the reader; `state` is the record's, or "late"
    and "at risk" of a commitment; `on` is the day of its newest fact, of an update the day that it is for."""

    kind: Literal["commitment", "decision", "help", "update", "lesson", "series", "private"]
    id: str
    what: str
    who: str = ""
    state: str = ""
    on: date | None = None
    due: date | None = None
    closes: datetime | None = None
    instead: str = ""
    """The id of what took its place."""
    quotes: tuple[str, ...] = ()
    """The lines in which the words stand that were looked for."""


@dataclass(frozen=True, slots=True)
class SourceMail:
    """A mail that said something, by its subject and the moment (UTC) it was written."""

    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to `mine`, `status`, `who owns …`, `why C12`, `decisions`, `find …` or `help`, by mail."""

    reader: Person
    asked: Literal["mine", "status", "owns", "help", "why", "decisions", "find", "offers"]
    subject: str
    """The subject of the mail that is answered, without Re:."""
    open: tuple[Need, ...] = ()
    owed: tuple[Need, ...] = ()
    """What others owe the reader."""
    changed: tuple[Change, ...] = ()
    trail: tuple[tuple[datetime, str], ...] = ()
    mails: tuple[SourceMail | None, ...] = ()
    """Of the trail, line by line: the mail that said it, where it is another one than that of the line before."""
    words: str = ""
    day: date | None = None
    """The reader's today; a day of another year is named with its year."""
    waits: tuple[Need, ...] = ()
    """What waits for the reader's word."""
    found: tuple[Found, ...] = ()
    beyond: bool = False
    """There is more than is shown."""
    of: str = ""
    """Whose status it is, by first name."""
    away: date | None = None
    """Until when they are away."""
    moved: tuple[date, int] | None = None
    """Of a commitment that was moved: its first day, and how often."""
    offers: tuple[tuple[str, str], ...] = ()
    """Who offers help with what: (first name, words)."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What is on record of the reader, attached as a table of so many rows; `subject`: of the mail that asked."""

    reader: Person
    subject: str
    count: int

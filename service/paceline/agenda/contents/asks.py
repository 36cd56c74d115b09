"""What the envelope asks of its reader, and the one reminder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.agenda.agreed import AgreementAsk
from paceline.agenda.contents.digests import Week
from paceline.agenda.helping import ThanksAsk
from paceline.agenda.one_offs import Review
from paceline.domain.load import NOTHING, Load
from paceline.domain.people import Person
from paceline.domain.statements import Section


@dataclass(frozen=True, slots=True)
class UpdateAsk:
    """Ask for an update. `since` is the day of the last date that was asked about, else of the one before this; None:
    there was none."""

    number: int
    title: str
    start: datetime
    digest_at: datetime
    sections: tuple[Section, ...]
    why: str = ""
    since: date | None = None
    review: Review | None = None
    """What on record it is about, shown above the questions."""
    recurring: bool = True
    away: tuple[int, int] | None = None
    """To the organizer, where most are away on that date: how many of how many."""
    among: tuple[str, ...] = ()
    """Of a private review: those who get to read it, the reader ("") last."""
    unsigned: int = 0
    """What everybody is asked is kept without a name, and shown when so many have answered; 0: with names."""
    runner_away: tuple[str, date, str] | None = None
    """Its organizer is away on that date: first name, until when, and who is asked instead ("": nobody is named)."""
    new: Literal["", "begins", "joins"] = ""
    """The reader was never asked for it before: it begins, or goes on with them."""
    facilitates: str | None = None
    """Where facilitation goes round: whose turn it is; "": the reader's."""

    @property
    def for_agenda(self) -> bool:
        return any(section.records == "points" for section in self.sections)


@dataclass(frozen=True, slots=True)
class DueAsk:
    """`due` may be before today: then it is asked again. `needed_by` are first names."""

    number: int
    id: str
    what: str
    due: date
    needed_by: tuple[str, ...] = ()
    at_risk: bool = False
    hands: tuple[str, ...] = ()
    """Who is asked for a hand at `hands_at` if nothing is said until then."""
    hands_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferAsk:
    number: int
    id: str
    what: str
    due: date
    who: str
    done_when: str = ""
    load: Load = NOTHING
    """What speaks against accepting."""
    handed: bool = False
    """Somebody hands on what they have promised."""


@dataclass(frozen=True, slots=True)
class ChangeAsk:
    """Somebody wants to change what the reader waits for: `to` is the new day of a "move", `words` what is left by a
    "shrink". It stands at `closes` if the reader says nothing."""

    number: int
    id: str
    what: str
    change: str
    who: str
    due: date
    closes: datetime
    to: date | None = None
    words: str = ""
    reason: str = ""
    rule: str = ""
    """The clause that gives the reader that time: "agreement 3.3"."""


@dataclass(frozen=True, slots=True)
class CounterAsk:
    """Those who wait for the reader's commitment offer another day: (first name, day or None: as it was, reason)."""

    number: int
    id: str
    what: str
    due: date
    counters: tuple[tuple[str, date | None, str], ...]
    change: str = ""
    """What the reader had proposed; empty: nothing."""


@dataclass(frozen=True, slots=True)
class IntentAsk:
    number: int
    id: str
    title: str
    rationale: str
    reversible: bool
    who: str
    closes: datetime
    instead: tuple[str, str] = ("", "")
    """What it would take the place of: the id of another decision, "" for its own former words; and the words."""
    speaks_for: tuple[str, ...] = ()
    """Those who gave the reader their word on it."""
    ends: date | None = None
    """Of an experiment: its last day."""
    goal: str = ""
    criteria: str = ""
    rule: str = ""
    """The clause that its window follows from: "agreement 3.1"; "": it was said with the intent."""
    awaited: str = ""
    """The clause by which the reader's word is waited for, whether or not the window has closed."""


@dataclass(frozen=True, slots=True)
class ObjectionAsk:
    """What was said against the reader's own intent; `anyway`: their team lets them decide over it."""

    number: int
    id: str
    title: str
    objections: tuple[tuple[str, str], ...]
    anyway: bool = False
    rule: str = ""
    """The clause that lets them: "agreement 1.2"."""


@dataclass(frozen=True, slots=True)
class ReviewAsk:
    """A decision whose review day has come. `who` decided; "" is the reader, here and in `worries` and `judged` (who
    said what, and whether a worry came true)."""

    number: int
    id: str
    title: str
    rationale: str
    who: str
    since: datetime
    worries: tuple[tuple[str, str], ...] = ()
    judged: tuple[tuple[str, bool, str], ...] = ()
    trial: bool = False
    """It is an experiment, which ends."""
    goal: str = ""
    criteria: str = ""


@dataclass(frozen=True, slots=True)
class LessonAsk:
    """What there is to learn from a commitment of the reader's that was closed late. `to`: who gets to read it."""

    number: int
    id: str
    what: str
    first_due: date
    kept: bool
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An open commitment of the reader's that is not asked about today."""

    id: str
    what: str
    due: date
    at_risk: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail with all that waits for `reader` on `day`; the numbers run through its asks in the order given here."""

    reader: Person
    day: date
    updates: tuple[UpdateAsk, ...] = ()
    dues: tuple[DueAsk, ...] = ()
    offers: tuple[OfferAsk, ...] = ()
    intents: tuple[IntentAsk, ...] = ()
    open: tuple[OpenLine, ...] = ()
    missed: tuple[str, ...] = ()
    """After an absence: the occurrences that went by, as titles with their day."""
    noticed: tuple[date, date] | None = None
    """The absence that has just ended, where only an out-of-office notice told of it."""
    changes: tuple[ChangeAsk, ...] = ()
    counters: tuple[CounterAsk, ...] = ()
    """They are numbered behind the offers, before the intents."""
    objections: tuple[ObjectionAsk, ...] = ()
    reviews: tuple[ReviewAsk, ...] = ()
    lessons: tuple[LessonAsk, ...] = ()
    agreements: tuple[AgreementAsk, ...] = ()
    thanks: tuple[ThanksAsk, ...] = ()
    """Numbered last."""
    week: Week | None = None
    """The reader's own week, on its day; `open` is empty then."""
    open_more: int = 0
    """How many are open besides those in `open`."""
    goes: datetime | None = None
    """A preview: when the mail with what it shows goes out."""

    @property
    def count(self) -> int:
        first = (self.updates, self.dues, self.offers, self.changes, self.counters)
        later = (self.intents, self.objections, self.reviews, self.lessons, self.agreements, self.thanks)
        return sum(map(len, (*first, *later)))


@dataclass(frozen=True, slots=True)
class Reminder:
    """The one reminder for an update that has not come."""

    reader: Person
    ask: UpdateAsk

"""What a letter says, before it is worded: values only, in the reader's terms but not yet in a language.

Days are dates in the reader's zone, instants are aware UTC datetimes that the letter shows in the reader's zone.
`who` and other names are first names as the team uses them; a reader's own doings carry `who=""`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.agenda.one_offs import Point, Review
from paceline.domain.cadence import Remark, Span, ZoneDoubt
from paceline.domain.people import Person
from paceline.domain.statements import Section

# --- the envelope ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UpdateAsk:
    """Ask for an update. `since` is the last occurrence's day, None for the first round."""

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


@dataclass(frozen=True, slots=True)
class OfferAsk:
    number: int
    id: str
    what: str
    due: date
    who: str
    done_when: str = ""


@dataclass(frozen=True, slots=True)
class IntentAsk:
    number: int
    id: str
    title: str
    rationale: str
    reversible: bool
    who: str
    closes: datetime


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

    @property
    def count(self) -> int:
        return len(self.updates) + len(self.dues) + len(self.offers) + len(self.intents)


@dataclass(frozen=True, slots=True)
class Reminder:
    """The one reminder for an update that has not come."""

    reader: Person
    ask: UpdateAsk


# --- the receipt -----------------------------------------------------------------------------------

RecordedKind = Literal[
    "promised", "offered", "accepted", "declined", "moved", "at risk", "kept", "dropped",
    "help", "took", "took part", "cannot help", "help closed", "referred",
    "decided", "intended", "agreed", "objected", "advised", "held", "amended", "withdrawn",
    "update", "skipped", "away", "back", "paused", "stopped", "started", "undone", "works", "deputy", "dropped for all",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing recorded. Which fields are filled depends on `kind`:

    promised, offered: id, what, due, done_when, assumed (no day was said; the next occurrence's is taken), who (whose)
    … ours (it was said as "we")
    … and told (for whom) · held, amended: id, what, closes
    moved: id, what, was, due, reason, told (who is told) · kept, dropped, at risk, accepted, declined: id, what, reason
    help, took …: id, what · decided: id, what, reason (the rationale), due (the review) · intended: id, what, closes
    update: what (the occurrence's title), due (its day), counts · away: was (first day), due (last day), who (deputy)
    works: what (the weekdays) · deputy: what (whose name), was, due (the absence) · dropped for all: what, due
    skipped: what, due · paused: what, due · stopped, started: what ("asks", "digests")
    undone: what (the ids it concerned)
    """

    kind: RecordedKind
    id: str = ""
    what: str = ""
    who: str = ""
    due: date | None = None
    was: date | None = None
    closes: datetime | None = None
    reason: str = ""
    done_when: str = ""
    assumed: bool = False
    ours: bool = False
    told: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    """(section key, number of lines) of an update."""


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """A refusal: the line as written, what stands in the way, and what would work; `fixes`: behind "fix 2:"."""

    line: str
    why: str
    hint: str = ""
    fixes: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """Recorded and refused things are numbered through, so that "fix 2: …" has one meaning."""

    reader: Person
    subject: str
    """The subject of the mail that is answered, without Re:."""
    recorded: tuple[Recorded, ...] = ()
    refused: tuple[NotRecorded, ...] = ()
    notes: tuple[str, ...] = ()
    """Lines kept verbatim as notes of the update."""
    kept_before: tuple[str, ...] = ()
    """Ids recorded by an earlier reply to the same ask which this one no longer mentions; they stay."""
    day: date | None = None
    """The reader's today; a day of another year is named with its year."""


# --- the digest ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Need:
    """Something that needs somebody: a help request, an intent, an objection, a due or late commitment, an offer."""

    kind: Literal["help", "intent", "objection", "due", "late", "offer", "at risk", "question"]
    id: str
    what: str
    who: str = ""
    due: date | None = None
    closes: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    kind: Literal[
        "decided",
        "adopted",
        "objected",
        "withdrawn",
        "kept",
        "moved",
        "slipped",
        "dropped",
        "declined",
        "promised",
        "helped",
    ]
    id: str
    what: str
    who: str = ""
    due: date | None = None
    was: date | None = None
    reason: str = ""
    worries: tuple[tuple[str, str], ...] = ()
    """(first name, words) of advice and objections kept with a decision."""


@dataclass(frozen=True, slots=True)
class PersonUpdate:
    """`lines` are (heading in words, text), in the template's order."""

    who: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Away:
    who: str
    until: date
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Meet for `minutes` on `items` with `people`, or skip. `given_back`: minutes times people, counted either way."""

    meet: bool
    minutes: int
    items: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    given_back: int = 0
    planned: int = 0
    """The meeting's length in the calendar, minutes."""
    invited: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """An occurrence's digest for one reader. `silent` is filled for the organizer only; `late` are updates that came
    after the previous digest."""

    reader: Person
    title: str
    start: datetime
    verdict: Verdict
    needs_you: tuple[Need, ...] = ()
    needs_hand: tuple[Need, ...] = ()
    changed: tuple[Change, ...] = ()
    updates: tuple[PersonUpdate, ...] = ()
    late: tuple[PersonUpdate, ...] = ()
    thanks: tuple[tuple[str, str], ...] = ()
    """(who thanks, the words)."""
    away: tuple[Away, ...] = ()
    silent: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    """What needs talk, where the questions asked for it."""


# --- to the organizer ------------------------------------------------------------------------------


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
    unknown_template: str = ""
    known_templates: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    changed: tuple[tuple[str, str, str], ...] = ()
    moved: tuple[datetime, datetime] | None = None
    """One occurrence was moved: from, to."""
    cancelled: datetime | None = None
    """One occurrence was cancelled."""
    ended: bool = False
    """The whole series was cancelled."""
    removed: bool = False
    """It ended for us alone: we were taken off the guests."""
    onward: bool = False
    """All later dates moved with the one in `moved`."""
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


# --- the rest --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """An intent came to an end, or was stopped: told to the team."""

    reader: Person
    kind: Literal["adopted", "objected", "withdrawn"]
    id: str
    title: str
    who: str
    since: datetime | None = None
    rationale: str = ""
    worries: tuple[tuple[str, str], ...] = ()
    closes: datetime | None = None
    day: date | None = None
    """The reader's today; a day of another year is named with its year."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to `mine`, `status`, `why C12`, `decisions`, `find …` or `help`, by mail."""

    reader: Person
    asked: Literal["mine", "status", "help", "why", "decisions", "find"]
    subject: str
    """The subject of the mail that is answered, without Re:."""
    open: tuple[Need, ...] = ()
    owed: tuple[Need, ...] = ()
    """What others owe the reader."""
    changed: tuple[Change, ...] = ()
    trail: tuple[tuple[datetime, str], ...] = ()
    words: str = ""
    day: date | None = None
    """The reader's today; a day of another year is named with its year."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A known person's mail that nothing could be done with: kept, and answered once with what would work."""

    reader: Person
    subject: str
    first_line: str


@dataclass(frozen=True, slots=True)
class Held:
    """To the operator: something from outside was held, and why."""

    address: str
    """The operator's."""
    sender: str
    what: Literal["invite", "reply"]
    why: str
    title: str = ""
    hint: str = ""

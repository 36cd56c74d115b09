"""What was recorded of a mail, and what was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.agenda.helping import HelpPlan
from paceline.domain.load import NOTHING, Load
from paceline.domain.people import Person

RecordedKind = Literal[
    "would move", "would shrink", "would drop", "as it was", "consented", "countered", "counter declined", "shrunk",
    "learned", "needs", "successor asked", "succeeded", "succession declined",
    "promised", "offered", "accepted", "declined", "delegated", "moved", "at risk", "kept", "dropped",
    "help", "took", "took part", "cannot help", "help closed", "referred",
    "decided", "intended", "agreed", "objected", "advised", "held", "amended", "withdrawn",
    "decided anyway", "handed over", "spoken for", "upheld", "came true", "did not come true",
    "update", "skipped", "away", "back", "paused", "stopped", "started", "undone",
    "hour", "language", "every", "run by", "runs", "runs not", "works", "deputy", "dropped for all",
    "told away", "here",
    "meets", "meets not", "address", "no address",
    "private", "left", "erasure asked",
    "acknowledged", "agreement kept",
    "referral proposed", "referral allowed", "referral declined", "search stopped", "thanked",
    "help offered", "offer gone",
]  # fmt: skip
UndoneKind = Literal[
    "update", "skip", "private", "away", "deputy", "back", "workdays", "hour", "language", "mail", "address", "offer",
    "pause", "rhythm", "left out", "handover", "meeting", "agreement",
]  # fmt: skip
"""What may have been taken back beside what has an id."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing recorded. Which fields are filled depends on `kind`:

    promised, offered: id, what, due, done_when, assumed (no day was said; the next occurrence's is taken), who (whose)
    … ours (it was said as "we")
    … and told (for whom) · held, amended: id, what, closes
    decided, intended: instead · delegated, handed over, spoken for: id, what, who (to whom)
    moved: id, what, was, due, reason, told (who is told) · kept, dropped, at risk, accepted, declined: id, what, reason
    … and load, where it was accepted by it
    would move, would shrink, would drop: as moved …, with told (who may speak) and closes (until when)
    countered: due · shrunk: what, reason (the old words) · needs: who (the other id) · successor asked: who
    learned: who (the question), reason (the answer)
    help: id, what, plan, offers · took, took part: id, what, who (whose request), was and due (the days), reason (the
    words), told (who took it first) · referral …: id, what, who (to whom) · help offered, offer gone: what
    decided: id, what, reason (the rationale), due (the review) · intended: id, what, closes
    update: what (the occurrence's title), due (its day), counts · away: was (first day), due (last day), who (deputy)
    works: what (the weekdays) · deputy: what (whose name), was, due (the absence) · dropped for all: what, due
    left: what (whose name) · told away: what (whose name), was, due, told
    private: who (for whom), what, due (the digest's day; None: in a letter of its own)
    skipped: what, due · paused: what, due · stopped, started: what ("asks", "digests"), who (the review)
    hour, language: what · every: what, counts, due, told · run by: what, who · runs, runs not: what, told
    address, no address: what · undone: what (the ids it concerned), beside · meets, meets not: what, due, told
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
    goal: str = ""
    criteria: str = ""
    ours: bool = False
    told: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    """(section key, number of lines) of an update."""
    instead: str = ""
    """The id of the decision that it replaces."""
    load: Load = NOTHING
    """What speaks against what was accepted."""
    rule: str = ""
    """The clause of the agreement that `closes` follows from: "agreement 3.1"."""
    plan: HelpPlan | None = None
    """Of help that was asked for: who is asked."""
    offers: tuple[tuple[str, str], ...] = ()
    """… and who offers such a thing: (first name, words)."""
    beside: tuple[tuple[UndoneKind, date | None], ...] = ()
    """What was undone that has no id, with the day that it was for."""


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """A refusal: the line as written, what stands in the way, and what would work; `fixes`: behind "fix 2:"."""

    line: str
    why: str
    hint: str = ""
    fixes: bool = False


@dataclass(frozen=True, slots=True)
class UnsignedReceipt:
    """What became of an answer without a name: (title, why nothing was kept; "": it was). `beside` says what else of
    the mail was not kept. No word of the mail stands in it."""

    reader: Person
    outcomes: tuple[tuple[str, str], ...]
    at_least: int
    beside: tuple[str, ...] = ()


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

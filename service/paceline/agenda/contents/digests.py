"""What a review, a week and a quarter came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.agenda.one_offs import Point, ReviewedHelp
from paceline.domain.people import Person


@dataclass(frozen=True, slots=True)
class Need:
    """Something that needs somebody: a help request, an intent, an objection, a due or late commitment, an offer."""

    kind: Literal[
        "help", "intent", "objection", "due", "late", "offer", "at risk", "question", "review", "change",
        "update", "orphan",
    ]  # fmt: skip
    id: str
    what: str
    who: str = ""
    due: date | None = None
    closes: datetime | None = None
    reason: str = ""
    anyway: bool = False
    """Of an objection: the reader may decide over it."""
    awaits: tuple[tuple[str, str], ...] = ()
    """Of an intent: (first name, clause) of those whose word it waits for; the reader is "". No clause: it stays open
    for them, since it had not reached them."""


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
        "upheld",
        "reviewed",
        "corrected",
        "taken back",
    ]
    id: str
    what: str
    who: str = ""
    due: date | None = None
    was: date | None = None
    reason: str = ""
    worries: tuple[tuple[str, str], ...] = ()
    """(first name, words) of advice and objections kept with a decision."""
    anyway: str = ""
    """The owner's answer to the objections over which it was decided."""
    judged: tuple[tuple[str, bool, str], ...] = ()
    """What was said at its review: (first name, whether the worry came true, words)."""
    instead: str = ""
    """The id of the decision that it replaces."""
    before: str = ""
    """Of what was corrected: the words that a digest told, where they were others; `was` and `due` if the day was."""
    state: tuple[str, str] = ("", "")
    """What it was told to be, and what it is."""
    trial: bool = False
    """An experiment, which ends on `due`."""
    goal: str = ""
    """What of the team's it is for."""
    helpers: tuple[str, ...] = ()
    """Of what was kept: with whose help."""


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
    """In a digest names, the reader's as ""; before that ids."""
    given_back: int = 0
    planned: int = 0
    """The meeting's length in the calendar, minutes."""
    invited: int = 0


@dataclass(frozen=True, slots=True)
class UnsignedAnswers:
    """What was answered without names: (heading, lines); nothing where fewer than `at_least` have. `changed`: what the
    organizer says was changed since, (first name, words); `owed_by`: who has not said so yet, under which `heading`."""

    lines: tuple[tuple[str, tuple[str, ...]], ...]
    answers: int
    at_least: int
    changed: tuple[tuple[str, str], ...] = ()
    owed_by: str = ""
    heading: str = ""


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
    private: tuple[tuple[str, str, str], ...] = ()
    """What was said to this reader only: (first name, handle, words)."""
    unsigned: UnsignedAnswers | None = None
    obstacles: tuple[ReviewedHelp, ...] = ()
    """Where requests for help stay until they are closed: all that stay, and those closed since the last digest."""
    obstacles_heading: str = ""
    last: bool = False
    """The series has no later date, and none goes on with it."""
    may_settle: bool = False
    """The reader runs it, and may say whether people meet."""
    goes: datetime | None = None
    """A preview: when it goes out to all."""
    facilitates: tuple[tuple[str, datetime], ...] = ()
    """Where facilitation goes round: who has this date, and who the next one."""


@dataclass(frozen=True, slots=True)
class Week:
    """The reader's own week, to nobody else: what they owe by day, what others owe them, what waits for their word,
    what they kept, moved and dropped, and where they helped. So many `further` lines are not shown."""

    reader: Person
    day: date
    owes: tuple[Need, ...] = ()
    owed: tuple[Need, ...] = ()
    waits: tuple[Need, ...] = ()
    changed: tuple[Change, ...] = ()
    further: int = 0
    late: int = 0
    """So many of the reader's own were late of late, and one since their last week; 0 where they are few."""

    @property
    def says_something(self) -> bool:
        return bool(self.owes or self.owed or self.waits or self.changed)


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """What a team's week came to, outcomes first; `needs` are open. So many `further` lines are not shown."""

    reader: Person
    team: str
    first: date
    day: date
    changed: tuple[Change, ...] = ()
    needs: tuple[Need, ...] = ()
    further: int = 0


@dataclass(frozen=True, slots=True)
class Quarter:
    """A team's quarter. None and 0 where there is nothing to tell, or too few people to tell it without names.

    `kept` in all: `in_time` by the first day, `moved` by a day that was renegotiated in time, the others later.
    `late` ones came to their end after their day; of these `seen_early` had been called at risk before it, typically
    `days_ahead`. `open` now, of which `past` are past their day.
    """

    reader: Person
    team: str
    first: date
    last: date
    day: date
    kept: int = 0
    in_time: int = 0
    moved: int = 0
    dropped: int = 0
    days_to_keep: int | None = None
    late: int = 0
    seen_early: int = 0
    days_ahead: int | None = None
    causes: tuple[tuple[str, int], ...] = ()
    decided: int = 0
    days_to_decide: int | None = None
    open: int = 0
    past: int = 0

    @property
    def says_something(self) -> bool:
        return bool(self.kept or self.dropped or self.decided)

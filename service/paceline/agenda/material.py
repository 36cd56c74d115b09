"""What a digest is made of, and what of it a reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from paceline.agenda.contents import UnsignedAnswers
from paceline.agenda.needs import Awaited
from paceline.agenda.questions import Question, questions
from paceline.agenda.verdict import Record
from paceline.domain import circles
from paceline.domain.cadence import Occurrence
from paceline.domain.facts import Entry, Fact, Updated, standing
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person


@dataclass(frozen=True, slots=True)
class Material:
    """`entries` are the team's facts since this cadence's last digest, `changed` the present state of each commitment,
    decision and help request among them, `open` all that is open in the team. `updates` are this occurrence's by
    person, `late` those for earlier ones that came after the last digest. `headings` maps section keys to words.
    """

    title: str
    occurrence: Occurrence
    organizer: str
    people: Mapping[str, Person]
    headings: Mapping[str, str]
    entries: tuple[Entry, ...]
    changed: tuple[Record, ...]
    open: tuple[Record, ...]
    updates: Mapping[str, Updated]
    late: Mapping[str, Updated]
    last_digest: datetime | None = None
    skipped: frozenset[str] = frozenset()
    unasked: frozenset[str] = frozenset()
    """Those of `people` whom no letter has asked for this date, or who want to be asked no more."""
    names: Mapping[str, str] = field(default_factory=dict)
    """First names of the whole team and of the occurrence's guests by id."""
    team: str = ""
    """Whose cadence it is; a reader of another team sees what belongs to the cadence, and no more."""

    points: frozenset[str] = frozenset()
    """The sections whose lines are points of the agenda."""
    referred: Mapping[str, Record] = field(default_factory=dict)
    """What on record the points name, by id."""
    deputies: Mapping[str, str] = field(default_factory=dict)
    """Who is asked in the place of those who are away, by id: both are people's."""
    told: Mapping[str, Record] = field(default_factory=dict)
    """What was put right or taken back since the last digest, as that saw it."""
    awaited: Awaited = field(default_factory=dict)
    decide_anyway: bool = False
    """The team lets owners decide over objections."""
    unsigned: UnsignedAnswers | None = None
    """What was answered without names, where that is so."""
    obstacles: tuple[HelpRequest, ...] = ()
    """The requests for help that stay in each digest until they are closed; `changed` and `open` are without them."""
    obstacles_heading: str = ""
    todays: Mapping[str, date] = field(default_factory=dict)
    """What day it is as the digest is written, or at the week's end, for each of the team and of its guests, by id."""
    digest_days: Mapping[str, date] = field(default_factory=dict)
    """What day it was for each of them when the last one was written."""

    @property
    def asked(self) -> tuple[Question, ...]:
        """What the updates ask people by name, the late ones included."""
        here = tuple(self.people.values())
        return (*questions(self.updates, here), *questions(self.late, here))

    def name(self, person: str) -> str:
        return self.names.get(person, person)

    def for_eyes_of(self, reader: Person) -> Material:
        """What the reader may see of it."""
        if not self.team or reader.team == self.team or circles.cadence_of(self.team):
            return self
        own = f"{self.occurrence.cadence}/"
        return replace(
            self,
            changed=tuple(item for item in self.changed if item.occurrence.startswith(own)),
            open=tuple(item for item in self.open if item.occurrence.startswith(own) or item.owner == reader.id),
            referred={it: item for it, item in self.referred.items() if item.owner == reader.id},
            told={it: item for it, item in self.told.items() if item.occurrence.startswith(own)},
        )

    def today(self, person: str) -> date:
        """Where this person is: what they have promised is late when that day is over for them, not for its reader."""
        return self.todays.get(person, self.occurrence.start.date())

    def told_until(self, person: str) -> date:
        """The first day of this person's whose end no digest has told yet: where they are, too."""
        if self.last_digest is None:
            return date.min
        return self.digest_days.get(person, self.last_digest.date())

    def day_for(self, person: Person) -> date:
        return self.occurrence.start.astimezone(ZoneInfo(person.zone)).date()

    def has(self, item: Record, *kinds: type[Fact]) -> bool:
        """Whether such a fact about it is among those since the last digest."""
        return any(e.subject == item.id and isinstance(e.fact, kinds) for e in standing(self.entries))

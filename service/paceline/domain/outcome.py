"""What deciding needs to know, and what it comes to: a change, or a refusal in words that its author can act on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Fact
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person, named
from paceline.domain.statements import When

MOST_SHIFTED = 400
"""Days or weeks by which anything is moved at most."""
FARTHEST = timedelta(days=3653)
"""A day farther ahead than this is a slip of the pen."""

Subject = Commitment | Decision | HelpRequest


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a statement changed nothing, and what would work.

    `why` is a clause without a capital and a full stop ("it names no day"): a letter makes a sentence of it. `hint` is
    what would work: a line as it is typed, several parted by "; "; where words stand beside it, it is in quotes.
    """

    line: str
    why: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A fact about `subject`: an id that exists, or "C", "D", "H" for the next free number."""

    subject: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Held:
    """What is known when a statement is decided.

    `today` and `now` are the moment the mail was written, in the speaker's zone. `window` gives the end (UTC) of an
    objection window when none is named, by reversibility. `shifted` counts working days of the speaker's. `next_review`
    is the day an undated commitment is due.
    """

    speaker: Person
    team: tuple[Person, ...]
    now: datetime
    next_review: date
    window: Callable[[bool], datetime]
    shifted: Callable[[date, int], date]
    occurrence: str = ""
    subject: Subject | None = None
    dependents: tuple[str, ...] = ()
    """Who waits for the commitment that is spoken of, by id, and until when (UTC) they may speak of a change of it."""
    consent_by: datetime | None = None
    other: Commitment | None = None
    """The commitment that is named besides it."""
    guests: tuple[Person, ...] = ()
    """People of other teams who take part in the team's reviews: they may be named, their word is not waited for."""
    may_decide_anyway: bool = False
    """Whether the team lets the owner of an intent decide over an objection, with a written answer."""
    cites: Mapping[str, str] = field(default_factory=dict)
    """The clauses of the team's agreement that set rules, by the rules' keys: "agreement 3.1"."""
    longest_hold: Callable[[datetime, bool], datetime] | None = None
    """Until when (UTC) a window that closes at an instant may be held, by reversibility: as long again as is agreed."""
    today: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.now.date())

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of the team but for the speaker."""
        return tuple(person.id for person in self.team if person.id != self.speaker.id)

    @property
    def everybody(self) -> tuple[Person, ...]:
        return (*self.team, *self.guests)

    def day_of(self, person: str) -> date:
        """What day it is where this person is, who may be another than the speaker."""
        zone = next((p.zone for p in (self.speaker, *self.everybody) if p.id == person), None)
        return self.now.astimezone(ZoneInfo(zone)).date() if zone else self.today

    def window_rule(self, reversible: bool) -> str:
        return self.cites.get("window_days" if reversible else "window_days_irreversible", "")

    def by_rule(self, key: str) -> str:
        """ " (agreement 1.2)", behind what follows from a rule."""
        return f" ({self.cites[key]})" if key in self.cites else ""

    def name(self, person: str) -> str:
        return next((p.first_name for p in self.everybody if p.id == person), person)


Outcome = Change | Refusal


def due(
    when: When | None, line: str, held: Held, *, otherwise: date | None, base: date | None = None
) -> date | Refusal:
    if when is None and otherwise is not None:
        return otherwise
    if when is None:
        return Refusal(line, "it names no day", '"by Friday"')
    if when.readings:
        first, *others = (f"{day.day} {day:%B}" for day in when.readings)
        return Refusal(line, f"{first} or {' or '.join(others)}?", f'"by {first}"')
    day = _shifted(when.shift, base or held.today, held) if when.shift else when.day
    if day is None:
        return Refusal(line, f'I can\'t read "{when.text}" as a day', '"by Friday", "by 12 Dec" or "+3d"')
    if day - held.today > FARTHEST:
        return Refusal(line, f"{day.day} {day:%B} {day.year} is too far ahead", '"by Friday" or "by 12 Dec"')
    if day < held.today:
        return Refusal(line, f"{day.day} {day:%B %Y} is in the past", '"by Friday" or "by 12 Dec"')
    return day


def _shifted(shift: tuple[int, str], base: date, held: Held) -> date | None:
    count, unit = shift
    if not 0 < count <= MOST_SHIFTED:
        return None
    return base + timedelta(weeks=count) if unit == "w" else held.shifted(base, count)


def one_of_the_team(handle: str, line: str, held: Held) -> Person | Refusal:
    """Somebody whose word can be waited for."""
    found = one(handle, line, held)
    if isinstance(found, Refusal) or found.id in {person.id for person in held.team}:
        return found
    return Refusal(line, f"{found.first_name} is not of your team", "; ".join(f"@{p.id}" for p in held.team))


def one(handle: str, line: str, held: Held) -> Person | Refusal:
    found = named(handle, held.everybody)
    if len(found) == 1:
        return found[0]
    if found:
        return Refusal(line, f'"{handle}" may be {" or ".join("@" + p.id for p in found)}', f'"@{found[0].id}: …"')
    return Refusal(line, f'I know nobody called "{handle}" in your team', "; ".join(f"@{p.id}" for p in held.team))

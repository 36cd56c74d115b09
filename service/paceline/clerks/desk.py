"""A clerk's desk: the installation's rules, the open transaction and the moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from paceline.config import Config
from paceline.domain.facts import Entry, Fact
from paceline.domain.people import Person
from paceline.ledger import Tx, cadences, facts, people
from paceline.ledger.facts import Record


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` is UTC."""

    config: Config
    tx: Tx
    now: datetime
    teams: dict[str, tuple[Person, ...]] = field(default_factory=dict)
    """The teams that were looked up in this transaction."""
    guests_of: dict[str, tuple[Person, ...]] = field(default_factory=dict)

    @property
    def folders(self) -> tuple[Path, ...]:
        own = self.config.service.templates
        return (own,) if own else ()

    def today(self, person: Person) -> date:
        return self.now.astimezone(ZoneInfo(person.zone)).date()

    def team(self, team: str) -> tuple[Person, ...]:
        if team not in self.teams:
            self.teams[team] = people.of_team(self.tx, team)
        return self.teams[team]

    def guests(self, team: str) -> tuple[Person, ...]:
        """People of other teams who take part in this team's reviews."""
        if team not in self.guests_of:
            members = {address for person in self.team(team) for address in person.addresses}
            running = (kept.cadence for kept in cadences.of_team(self.tx, team) if not kept.ended)
            invited = {p.address for c in running for p in (*c.participants, *c.settings.people)}
            found = (people.by_address(self.tx, address) for address in sorted(invited - members))
            self.guests_of[team] = tuple({person.id: person for person in found if person}.values())
        return self.guests_of[team]

    def names(self, team: str) -> dict[str, str]:
        """First names of a team and of its guests by id; where two share one, the full names."""
        members = (*self.team(team), *self.guests(team))
        first = Counter(person.first_name for person in members)
        return {p.id: p.first_name if first[p.first_name] == 1 else p.name or p.id for p in members}

    def record(self, team: str, subject: str, fact: Fact, *, author: str = "", message: str = "") -> Record | None:
        """Append a fact. Returns the commitment, decision or help request that it is about, as it is now."""
        changed = self.record_all([Entry(team, subject, fact, self.now, author, message)])
        return changed[0] if changed else None

    def record_all(self, entries: Sequence[Entry]) -> tuple[Record, ...]:
        return facts.append(self.tx, entries)

"""A clerk's desk: the installation's rules, the open transaction and the moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from paceline.config import Config, Defaults, clauses
from paceline.domain import agreement as agreements
from paceline.domain import circles
from paceline.domain.agreement import Agreement
from paceline.domain.clauses import Said
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
    agreements: dict[str, Agreement] = field(default_factory=dict)
    """Those in force that were looked up in this transaction."""

    @property
    def folders(self) -> tuple[Path, ...]:
        own = self.config.service.templates
        return (own,) if own else ()

    def rules(self, team: str) -> Defaults:
        """What holds in this team where nobody says otherwise, by the agreement in force."""
        configured = self.config.defaults_of(circles.team_of(team))
        return clauses.applied(configured, self.agreement(team).rules) if team else configured

    def agreement(self, team: str) -> Agreement:
        """The one in force: what the configuration says, while nothing about it is on record."""
        team = circles.team_of(team)
        if team not in self.agreements:
            found = agreements.fold(facts.of(self.tx, f"{agreements.SUBJECT}{team}"))
            self.agreements[team] = found or agreements.derived(team, self.source(team))
        return self.agreements[team]

    def source(self, team: str) -> tuple[Said, ...]:
        """What the configuration says for this team, and its agreement's file."""
        return clauses.said_by(self.config.defaults_of(team), self.config.norms.get(team, ()))

    def cites(self, team: str, key: str) -> str:
        """The clause that sets a rule, as letters name it: "agreement 3.2"."""
        return self.citations(team).get(key, "")

    def citations(self, team: str) -> dict[str, str]:
        return {clause.key: f"agreement {clause.number}" for clause in self.agreement(team).rules} if team else {}

    def today(self, person: Person) -> date:
        return self.now.astimezone(ZoneInfo(person.zone)).date()

    def day_of(self, who: str, *, otherwise: Person) -> date:
        """What day it is where this person (an id) is, who has to be late for something to be late."""
        return self.today(people.by_id(self.tx, who) or otherwise)

    def team(self, team: str) -> tuple[Person, ...]:
        """The people of a team, or of a circle: those who take part in its cadence."""
        if team not in self.teams:
            cadence = circles.cadence_of(team)
            self.teams[team] = self._circle(cadence) if cadence else people.of_team(self.tx, team)
        return self.teams[team]

    def _circle(self, cadence: str) -> tuple[Person, ...]:
        kept = cadences.get(self.tx, cadence)
        if kept is None:
            return ()
        while (later := cadences.get(self.tx, kept.cadence.followed_by)) and later.team == kept.team:
            kept = later
        invited = (*kept.cadence.participants, *kept.cadence.settings.people)
        found = (people.by_address(self.tx, guest.address) for guest in invited)
        everybody = (*found, people.by_id(self.tx, kept.organizer))
        return tuple({person.id: person for person in everybody if person and not person.left}.values())

    def may_read(self, person: Person, team: str) -> bool:
        """Whether what is on record of a team, or of a circle, is the person's to know."""
        if circles.cadence_of(team):
            return any(member.id == person.id for member in self.team(team))
        return person.team == team

    def guests(self, team: str) -> tuple[Person, ...]:
        """People of other teams who take part in this team's reviews."""
        if team not in self.guests_of:
            members = {address for person in self.team(team) for address in person.addresses}
            running = (kept.cadence for kept in cadences.of_team(self.tx, team) if not kept.ended and kept.team == team)
            invited = {p.address for c in running for p in (*c.participants, *c.settings.people)}
            found = (people.by_address(self.tx, address) for address in sorted(invited - members))
            self.guests_of[team] = tuple({person.id: person for person in found if person}.values())
        return self.guests_of[team]

    def names(self, team: str) -> dict[str, str]:
        """First names of a team and of its guests by id; where two share one, the full names."""
        members = (*self.team(team), *self.guests(team))
        first = Counter(person.first_name for person in members)
        known = {p.id: p.first_name if first[p.first_name] == 1 else p.name or p.id for p in members}
        gone = people.who_left(self.tx, team)
        return {p.id: p.name if first[p.first_name] else p.first_name for p in gone} | known

    def record(self, team: str, subject: str, fact: Fact, *, author: str = "", message: str = "") -> Record | None:
        """Append a fact. Returns the commitment, decision or help request that it is about, as it is now."""
        changed = self.record_all([Entry(team, subject, fact, self.now, author, message)])
        return changed[0] if changed else None

    def record_all(self, entries: Sequence[Entry]) -> tuple[Record, ...]:
        for entry in entries:
            self.agreements.pop(entry.subject.removeprefix(agreements.SUBJECT), None)
        return facts.append(self.tx, entries)

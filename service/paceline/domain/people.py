"""Persons and teams: who is asked, where, and at which hours of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a person is not asked and not missing; both ends included, in the person's own zone."""

    first: date
    last: date
    deputy: str = ""
    """The id of who is asked meanwhile."""

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with one or more addresses. `addresses` are lower-case; mail goes to the first.

    `workdays` holds weekday numbers (Monday 0); `starts`, `ends`, `send_hour` and the quiet hours are wall times in
    `zone` (an IANA name). `stopped` holds what the person asked not to get: "asks", "digests", "week"; of one
    review only: "asks/<its cadence>".
    """

    id: str
    team: str
    name: str
    addresses: tuple[str, ...]
    zone: str = "UTC"
    locale: str = "en"
    workdays: frozenset[int] = MONDAY_TO_FRIDAY
    starts: time = time(9)
    ends: time = time(17, 30)
    send_hour: time = time(9)
    quiet_from: time = time(20)
    quiet_until: time = time(7)
    country: str = ""
    region: str = ""
    absences: tuple[Absence, ...] = ()
    stopped: frozenset[str] = frozenset()
    own_workdays: frozenset[int] | None = None
    """What they said themselves; it comes before `workdays`."""
    claimed: tuple[str, ...] = ()
    """Of their addresses those that they said are theirs; nobody else wrote them down."""
    reads: frozenset[str] = frozenset()
    """The teams whose week they asked for, by id."""
    own_send_hour: time | None = None
    own_locale: str = ""
    """What they wished by mail; `send_hour` and `locale` are what holds."""
    unreachable: frozenset[str] = frozenset()
    """Their addresses that take no mail."""

    left: str = ""
    """The team that they have left; they belong to none then, are asked nothing and hear nothing."""

    @property
    def address(self) -> str:
        return self.addresses[0]

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else self.id

    def wants(self, what: str, line: Iterable[str] = ()) -> bool:
        """Whether they want "asks", "digests" or their "week"; of a review: of all the cadences (ids) in its line."""
        return what not in self.stopped and not any(f"{what}/{cadence}" in self.stopped for cadence in line)

    @property
    def wants_nothing(self) -> bool:
        """They asked for neither asks nor digests: they get what answers them, and what concerns nobody else."""
        return {"asks", "digests"} <= self.stopped

    def works_on(self, weekday: int) -> bool:
        return weekday in (self.workdays if self.own_workdays is None else self.own_workdays)

    def away_on(self, day: date) -> Absence | None:
        return next((absence for absence in self.absences if absence.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Team:
    """People who share an operating agreement and a ledger. `members` are person ids."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    """Who of others may read its week: ids of people and of teams, or "all"."""


def named(handle: str, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """The people whom `handle` (an id, a first name, a full name or an address; "@" in front is fine) may mean."""
    wanted = handle.strip().removeprefix("@").strip().casefold()
    if not wanted:
        return ()
    exact = tuple(p for p in people if wanted == p.id.casefold() or wanted in p.addresses)
    if exact:
        return exact
    return tuple(p for p in people if wanted in (p.name.casefold(), p.first_name.casefold()))


def names_of(people: tuple[Person, ...]) -> frozenset[str]:
    """What `people` may be called by without an "@": their ids and first names."""
    return frozenset(name for person in people for name in (person.id, person.first_name))

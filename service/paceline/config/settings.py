"""The configuration as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any, Literal

from paceline.domain.cadence import Settings, Span
from paceline.domain.people import MONDAY_TO_FRIDAY, Person, Team

_SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class Service:
    """`data` holds the spool and SQLite's files; `templates`, where given, comes before the built-in ones."""

    address: str
    operator: str
    secret: bytes = field(repr=False)
    data: Path
    name: str = "Paceline"
    zone: str = "UTC"
    locale: str = "en"
    templates: Path | None = None
    allow_domains: tuple[str, ...] = ()
    """Whose people may start a cadence besides those of the teams."""
    aliases: tuple[str, ...] = ()
    """Other addresses whose mail comes here."""
    new_series_a_day: int = 20
    """How many series one person may start on a day (UTC); further invites are held."""
    trust: Literal["dmarc", "token"] = "dmarc"
    authserv_id: str = ""
    """The name that the receiving server gives itself in Authentication-Results (RFC 8601, 2.5)."""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def addresses(self) -> frozenset[str]:
        """All that are ours, lower-case."""
        return frozenset((self.address, *self.aliases))


@dataclass(frozen=True, slots=True)
class Ledger:
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Queue:
    """`url` is "sqlite" (a file in the data folder), or a PostgreSQL or Redis address."""

    url: str = field(default="sqlite", repr=False)


@dataclass(frozen=True, slots=True)
class Door:
    """A mailbox or a transport: the connector's name and its settings, paths absolute, secrets filled in."""

    connector: str
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Feeds:
    """Calendar feeds: the socket to serve them on, the folder to write them to, either or none; `url`, without a "/" at
    its end, is where people's calendars reach them."""

    listen: tuple[str, int] | None = None
    url: str = ""
    folder: Path | None = None

    @property
    def are_on(self) -> bool:
        return bool(self.url and (self.listen or self.folder))


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where a team, a person or an event's text says nothing else."""

    template: str = _SETTINGS.template
    ask: Span = _SETTINGS.ask
    remind: Span | None = _SETTINGS.remind
    digest: Span = _SETTINGS.digest
    window_days: int = 2
    """Working days that an intent stays open to objections."""
    window_days_irreversible: int = 5
    send_hour: time = time(9)
    workdays: frozenset[int] = MONDAY_TO_FRIDAY
    starts: time = time(9)
    ends: time = time(17, 30)
    quiet_from: time = time(20)
    quiet_until: time = time(7)


@dataclass(frozen=True, slots=True)
class Config:
    path: Path
    service: Service
    ledger: Ledger
    queue: Queue
    mailbox: Door
    transport: Door
    defaults: Defaults = Defaults()
    teams: tuple[Team, ...] = ()
    people: tuple[Person, ...] = ()
    team_defaults: Mapping[str, Defaults] = field(default_factory=dict)
    feeds: Feeds = Feeds()

    def defaults_of(self, team: str) -> Defaults:
        """The defaults as the team with this id has changed them."""
        return self.team_defaults.get(team, self.defaults)

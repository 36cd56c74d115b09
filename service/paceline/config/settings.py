"""The configuration as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any, Literal

from paceline.domain.cadence import Settings, Span
from paceline.domain.clauses import Said
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
    plus_addressing: bool = True
    """Whether mail to "address+anything" comes to the address (RFC 5233)."""
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
    """A mailbox, transport or calendar: the connector's name and its settings, paths absolute, secrets filled in."""

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
class Retention:
    """For how many days the octets are kept of mails that were settled, of letters, and of mails that were held or
    could not be read; 0: for good."""

    mails: int = 365
    letters: int = 365
    quarantine: int = 90


@dataclass(frozen=True, slots=True)
class Metrics:
    """The socket on which a worker says how it is."""

    listen: tuple[str, int] | None = None


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
    decide_anyway: bool = False
    """Whether the owner of an intent may decide over an objection, with a written answer."""
    consent_days: int = 2
    """Working days that those who wait for a commitment have to speak of a change of it: their silence is consent."""
    week: int | None = 4
    """The weekday (Monday 0) on which everybody is told of their own week; None: never."""
    team_week: int | None = 0
    """The weekday on which a team's week is told to those whom no digest has told of it; None: never."""
    most_open: int = 0
    """How many commitments one person should have open at most, 0 for no limit: who accepts more is told so."""
    may_decide: tuple[str, ...] = ()
    """Who may record a decision without a window, by handle; nobody named: everyone."""
    may_change: tuple[str, ...] = ()
    """Whose intents may change the agreement; nobody named: everyone's."""
    rights: tuple[str, ...] = ()
    """Who decides, or is heard, about what: "@bo decides about the database"."""
    reason_needed: bool = False
    """Whether a decision and an intent must say why."""
    agreement_owner: str = ""
    """Who looks after the agreement; "": who organizes the team's reviews."""
    agreement_review: int = 6
    """Months after which the agreement is looked at again; 0: never."""
    help_at_once: int = 2
    """How many peers are asked for a hand at a time."""
    help_hours: int = 4
    """Working hours of theirs until the next ones are asked."""
    help_when_late: bool = True
    """Whether peers are asked, too, when what was due is left unanswered twice."""
    escalation: str = ""
    """Whom to tell when nobody is left to ask: a person's id, "" for nobody."""
    escalation_hours: int = 8
    """Working hours of the owner's until then."""
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
    norms: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    """What the agreement's file of each team says in words."""
    own_hours: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """Which of the team's hours a person's own table says otherwise, by the person's id."""
    feeds: Feeds = Feeds()
    retention: Retention = Retention()
    metrics: Metrics = Metrics()
    calendar: Door | None = None
    published: tuple[str, ...] = ()
    """The teams whose due days and windows are written into our own calendar, by id."""
    vouched: tuple[str, ...] = ()
    """The domains that the calendar's server lets nobody but their own users speak for."""

    def defaults_of(self, team: str) -> Defaults:
        """The defaults as the team with this id has changed them."""
        return self.team_defaults.get(team, self.defaults)

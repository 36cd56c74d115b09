"""The world that the benches measure in: some teams of ten, each with a weekly cadence, on a made-up clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from paceline import app, flow
from paceline.agenda.days import pin_tzdata
from paceline.config import Config, load
from paceline.flow import Service
from paceline.ledger import Ledger
from paceline.ports import Mail

ROBOT = "async@acme.example"
SIZE = 10
"""People in a team."""
INVITED = datetime(2026, 11, 23, 8, tzinfo=UTC)
ASKED = datetime(2026, 11, 27, 8, tzinfo=UTC)
"""Friday, 09:00 in Berlin: the envelopes of Monday's occurrence may go."""
ANSWERED = datetime(2026, 11, 27, 10, tzinfo=UTC)

NAMES = ("Ana Soto", "Bo Kim", "Chen Wu", "Dee Okafor", "Eve Laurent", "Finn Berg", "Gita Rao", "Hugo Diaz", "Ida Holm")
"""The nine beside the organizer."""

_CONFIG = """
[service]
address = "async@acme.example"
operator = "ops@acme.example"
secret = "a secret of thirty-two characters, at least"
zone = "Europe/Berlin"
trust = "token"
data = "data"

[mailbox]
connector = "maildir"
path = "in"

[transport]
connector = "maildir"
path = "out"
"""


@dataclass
class MadeUpClock:
    instant: datetime

    def now(self) -> datetime:
        return self.instant


@dataclass
class Tray:
    """A mailbox and a transport in memory: what lies in it costs nothing to fetch or to send."""

    mails: list[Mail] = field(default_factory=list)
    letters: list[tuple[str, bytes]] = field(default_factory=list)
    name: str = "tray"

    def bring(self, raw: bytes) -> None:
        self.mails.append(Mail(self.name, str(len(self.mails)), raw))

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        waiting, self.mails = self.mails[:limit], self.mails[limit:]
        yield from waiting

    def settle(self, mail: Mail) -> None: ...

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        self.letters.append((recipient, raw))

    def close(self) -> None: ...


@dataclass
class World:
    """`teams` teams of ten, invited to their weekly; nothing has been asked yet."""

    folder: Path
    teams: int
    clock: MadeUpClock = field(default_factory=lambda: MadeUpClock(INVITED))
    tray: Tray = field(default_factory=Tray)

    def __post_init__(self) -> None:
        path = self.folder / "paceline.toml"
        path.write_text(_CONFIG + "".join(_team(number) for number in range(self.teams)))
        self.config: Config = load(path, {})
        app.prepare(self.config)
        pin_tzdata()
        self.service = self.opened()

    def opened(self) -> Service:
        """The service, for a thread of its own."""
        return Service(self.config, Ledger(self.config.ledger.url), self.clock)

    def invite_everybody(self) -> None:
        for number in range(self.teams):
            self.tray.bring(_invite(number))
        while flow.receive(self.service, self.tray):
            pass

    def pass_time(self, until: datetime) -> None:
        """All that falls due on the way happens in its moment, and its letters go to the tray."""
        while upcoming := self._next(until):
            self.clock.instant = max(self.clock.instant, upcoming)
            flow.plan(self.service)
            flow.deliver(self.service, self.tray)
        self.clock.instant = until

    def _next(self, until: datetime) -> datetime | None:
        with self.service.ledger.begin() as tx:
            upcoming = flow.next_instant(tx)
        return upcoming if upcoming and upcoming <= until else None

    def close(self) -> None:
        self.service.ledger.close()


@contextmanager
def world(teams: int) -> Iterator[World]:
    with TemporaryDirectory() as folder:
        built = World(Path(folder), teams)
        try:
            yield built
        finally:
            built.close()


def address(team: int, member: int) -> str:
    return f"p{member}.t{team}@acme.example"


def _team(number: int) -> str:
    people = "".join(
        f'[people.p{member}t{number}]\nname = "{name}"\naddress = "{address(number, member)}"\n'
        f'team = "t{number}"\nzone = "Europe/Berlin"\n'
        for member, name in enumerate(("Mara Lind", *NAMES))
    )
    return f'[teams.t{number}]\nname = "Team {number}"\n{people}'


def _invite(team: int) -> bytes:
    """As a calendar sends it (RFC 6047): the organizer is the team's first."""
    guests = "".join(
        f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{address(team, member)}\n" for member in range(SIZE)
    )
    calendar = (
        "BEGIN:VCALENDAR\nPRODID:-//Bench//EN\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
        f"UID:weekly-{team}@acme.example\nDTSTAMP:20261123T080000Z\nSEQUENCE:0\n"
        "DTSTART;TZID=Europe/Berlin:20261130T100000\nDTEND;TZID=Europe/Berlin:20261130T103000\nRRULE:FREQ=WEEKLY\n"
        f"ORGANIZER;CN=Mara Lind:mailto:{address(team, 0)}\n{guests}"
        f"ATTENDEE;CN=Paceline;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{ROBOT}\n"
        f"SUMMARY:Team {team} weekly\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    mail = (
        f"From: Mara Lind <{address(team, 0)}>\nTo: {ROBOT}\nSubject: Invitation: Team {team} weekly\n"
        f"Date: Mon, 23 Nov 2026 08:00:00 +0000\nMessage-ID: <invite-{team}@acme.example>\nMIME-Version: 1.0\n"
        "Content-Type: text/calendar; charset=utf-8; method=REQUEST\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return (mail + calendar).replace("\n", "\r\n").encode()

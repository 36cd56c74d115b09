"""A team that talks with Paceline: real mails through real doors, on a clock that the test moves.

team.invites("mara", "FREQ=WEEKLY", start="2026-11-30 10:00")
team.at("2026-11-27 09:00").hears("ana", "your update")
team.says("ana", "Next\\n- ship the importer by Thursday")
team.hears("ana", "ship the importer")
"""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import whose_rows
from sqlalchemy import event, make_url

from paceline import app, chores, flow
from paceline.config import Config, load
from paceline.domain.facts import Entry
from paceline.flow import Service
from paceline.ledger import Ledger, cadences, facts, inbox, moments, outbox, people
from paceline.ports import Calendar, Mail

ROBOT = "async@acme.example"
BERLIN = ZoneInfo("Europe/Berlin")

CONFIG = """
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

[teams.platform]
name = "Platform"

[people.mara]
name = "Mara Lind"
address = "mara@acme.example"
team = "platform"
zone = "Europe/Berlin"

[people.ana]
name = "Ana Soto"
address = "ana@acme.example"
team = "platform"
zone = "Europe/Berlin"

[people.bo]
name = "Bo Kim"
address = "bo@acme.example"
team = "platform"
zone = "Europe/Berlin"
"""


@dataclass
class MadeUpClock:
    """A clock that stands still until it is moved."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant


@dataclass
class Letter:
    """A letter as its reader's mail client shows it."""

    to: str
    raw: bytes

    @cached_property
    def mail(self) -> EmailMessage:
        mail = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        return mail

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"])

    @property
    def text(self) -> str:
        part = self.mail.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def words(self) -> str:
        """The text on one line, as it was before it was wrapped."""
        return " ".join(self.text.split())

    @property
    def html(self) -> str:
        part = self.mail.get_body(("html",))
        return part.get_content() if part else ""


class Transport:
    """A transport that keeps what it is given, in order; `refused` are recipients whom it takes nothing for, and how it
    says so."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.refused: dict[str, Exception] = {}

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        if recipient in self.refused:
            raise self.refused[recipient]
        assert raw.count(b"\n") == raw.count(b"\r\n"), "a letter has only CRLF line ends"
        self.letters.append(Letter(recipient, raw))

    def close(self) -> None: ...


@dataclass
class Mailbox:
    """A mailbox in memory."""

    mails: list[Mail] = field(default_factory=list)
    name: str = "memory"
    count: int = 0

    def bring(self, raw: bytes) -> None:
        self.count += 1
        self.mails.append(Mail(self.name, str(self.count), raw))

    def fetch(self, limit: int = 200):
        yield from list(self.mails[:limit])

    def settle(self, mail: Mail) -> None:
        self.mails = [other for other in self.mails if other.uid != mail.uid]

    def close(self) -> None: ...


def without_waiting(connection: Any, _record: Any) -> None:
    """For the disk: what a power cut leaves is for the tests of faults."""
    connection.execute("PRAGMA synchronous=OFF")


@cache
def _empty_ledger() -> bytes:
    """A ledger of the newest schema with nothing in it: to make one takes longer than most conversations."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "ledger.db")
        ledger = Ledger(f"sqlite:///{path}")
        ledger.upgrade()
        ledger.close()
        return path.read_bytes()


def _lay_down(config: Config) -> None:
    url = make_url(config.ledger.url)
    path = Path(url.database or "")
    if url.get_backend_name() == "sqlite" and not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(_empty_ledger())
        path.chmod(0o600)


class Conversation:
    """`zone` is the one in which the test's clock times are meant."""

    def __init__(self, folder: Path, *, config: str = CONFIG, start: str = "2026-11-23 09:00") -> None:
        path = folder / "paceline.toml"
        path.write_text(config)
        self.zone = BERLIN
        self.config: Config = load(path, {})
        _lay_down(self.config)
        app.prepare(self.config)
        app.pin_tzdata()
        self.clock = MadeUpClock(self._instant(start))
        self.mailbox, self.transport = Mailbox(), Transport()
        self.calendar: Calendar | None = None
        self.ledger = Ledger(self.config.ledger.url)
        if self.ledger.is_sqlite:
            event.listen(self.ledger.engine, "connect", without_waiting)
        self.asked_of_nobody = whose_rows.listen(self.ledger.engine)
        self.service = Service(self.config, self.ledger, self.clock)
        self._seen: dict[str, int] = {}
        self._written = 0

    def close(self) -> None:
        self.ledger.close()
        assert not self.asked_of_nobody, self.asked_of_nobody[0]

    def restarts(self, config: str = "") -> Conversation:
        """The service is started (again), with the same configuration or another one."""
        path = self.config.path
        if config:
            path.write_text(config)
        self.config = load(path, {})
        app.prepare(self.config)
        self.service = Service(self.config, self.ledger, self.clock)
        chores.look_at_agreements(self.service)
        self.tick()
        return self

    # --- time ------------------------------------------------------------------------------------------------

    def at(self, when: str) -> Conversation:
        """Let time pass until `when` ("2026-11-27 09:00"); all that falls due on the way happens in its moment."""
        target = self._instant(when)
        while (upcoming := self._next()) and upcoming <= target:
            self.clock.instant = max(self.clock.instant, upcoming)
            self.tick()
        self.clock.instant = target
        self.tick()
        return self

    def tick(self) -> None:
        if self.calendar:
            app.look(self.service, self.calendar)
        flow.receive(self.service, self.mailbox)
        flow.plan(self.service)
        assert not self.service.failed, self.service.failed
        flow.deliver(self.service, self.transport, calendar=self.calendar)

    def _next(self) -> datetime | None:
        with self.ledger.begin() as tx:
            return flow.next_instant(tx)

    def _instant(self, when: str) -> datetime:
        return datetime.fromisoformat(when).replace(tzinfo=self.zone).astimezone(UTC)

    # --- mail in ---------------------------------------------------------------------------------------------

    def brings(self, raw: bytes) -> Conversation:
        """Any mail, as it is."""
        self.mailbox.bring(raw)
        self.tick()
        return self

    def says(self, who: str, text: str, *, to: Letter | str = "", quote: bool = True, **headers: str) -> Conversation:
        """A person answers the last letter they got (or `to`); `to="new"` writes a mail of its own."""
        letter = None if to == "new" else (to if isinstance(to, Letter) else self.last(who))
        self.brings(self.mail(who, text, letter, quote=quote, **headers).as_bytes())
        return self

    def mail(self, who: str, text: str, letter: Letter | None, *, quote: bool = True, **headers: str) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = headers.pop("sender", self.address(who))
        mail["Date"] = format_datetime(self.clock.now())
        mail["Message-ID"] = self._message_id("client")
        mail["To"] = str(letter.mail["Reply-To"]) if letter else ROBOT
        mail["Subject"] = headers.pop("subject", f"Re: {letter.subject}" if letter else "")
        if letter:
            mail["In-Reply-To"] = mail["References"] = str(letter.mail["Message-ID"])
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        quoted = ""
        if letter and quote:
            lines = "".join(f"> {line}\n" for line in letter.text.splitlines())
            quoted = f"\n\nOn Mon, 23 Nov 2026 at 09:00, Paceline <{ROBOT}> wrote:\n\n{lines}"
        mail.set_content(text + quoted)
        return mail

    def invites(
        self,
        who: str,
        rule: str = "FREQ=WEEKLY",
        *,
        start: str = "2026-11-30 10:00",
        title: str = "Platform weekly",
        guests: tuple[str, ...] = ("mara", "ana", "bo"),
        text: str = "",
        uid: str = "weekly-1@acme.example",
        sequence: int = 0,
        method: str = "REQUEST",
        extra: str = "",
        minutes: int = 30,
        zone: str = "Europe/Berlin",
        all_day: bool = False,
        days: int = 1,
        sender: str = "",
    ) -> Conversation:
        """An invite by mail (iMIP); `sender` where it is not the organizer who mails it, `days` of an all-day event."""
        begin = datetime.fromisoformat(start)
        end = begin + timedelta(minutes=minutes)
        times = f"DTSTART;TZID={zone}:{begin:%Y%m%dT%H%M%S}\nDTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}\n"
        if all_day:
            times = f"DTSTART;VALUE=DATE:{begin:%Y%m%d}\nDTEND;VALUE=DATE:{begin + timedelta(days=days):%Y%m%d}\n"
        stamp = f"{self.clock.now():%Y%m%dT%H%M%SZ}"
        attendees = "".join(
            f"ATTENDEE;CN={guest};PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{self.address(guest)}\n" for guest in guests
        )
        described = text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
        calendar = (
            "BEGIN:VCALENDAR\nPRODID:-//Test//EN\nVERSION:2.0\n"
            f"METHOD:{method}\nBEGIN:VEVENT\nUID:{uid}\nDTSTAMP:{stamp}\nSEQUENCE:{sequence}\n"
            + times
            + (f"RRULE:{rule}\n" if rule else "")
            + extra
            + f"ORGANIZER;CN={who}:mailto:{self.address(who)}\n{attendees}"
            + f"ATTENDEE;CN=Paceline;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{ROBOT}\n"
            + f"SUMMARY:{title}\n"
            + (f"DESCRIPTION:{described}\n" if described else "")
            + "END:VEVENT\nEND:VCALENDAR\n"
        ).replace("\n", "\r\n")
        mail = EmailMessage()
        mail["From"] = self.address(sender or who)
        mail["To"] = ROBOT
        mail["Subject"] = f"Invitation: {title}"
        mail["Date"] = format_datetime(self.clock.now())
        mail["Message-ID"] = self._message_id("calendar")
        mail.set_content("You have been invited.")
        mail.add_alternative(calendar.encode(), maintype="text", subtype="calendar", params={"method": method})
        mail.set_boundary("=_invite")  # a random one would make two runs of a story differ
        return self.brings(mail.as_bytes())

    def _message_id(self, where: str) -> str:
        """Counted, so that two runs of one story are the same."""
        self._written += 1
        return f"<{self._written}@{where}.example>"

    def address(self, who: str) -> str:
        return who if "@" in who else f"{who}@acme.example"

    # --- mail out --------------------------------------------------------------------------------------------

    def letters(self, who: str) -> list[Letter]:
        return [letter for letter in self.transport.letters if letter.to == self.address(who)]

    def last(self, who: str) -> Letter:
        return self.letters(who)[-1]

    def hears(self, who: str, *words: str) -> Letter:
        """The newest letter to a person that has not been heard yet holds all these words (in subject or text)."""
        letters = self.letters(who)
        fresh = letters[self._seen.get(who, 0) :]
        for letter in fresh:
            said = " ".join(f"{letter.subject} {letter.text}".split())
            if all(" ".join(word.split()) in said for word in words):
                self._seen[who] = letters.index(letter) + 1
                return letter
        shown = "\n\n".join(f"Subject: {letter.subject}\n{letter.text}" for letter in fresh) or "(nothing)"
        raise AssertionError(f"{who} does not hear {words}; heard instead:\n{shown}")

    def hears_nothing(self, who: str) -> None:
        """No letter since the last one heard."""
        fresh = self.letters(who)[self._seen.get(who, 0) :]
        assert not fresh, "\n\n".join(f"Subject: {letter.subject}\n{letter.text}" for letter in fresh)

    def heard_all(self, *who: str) -> Conversation:
        """What has come so far is of no interest to the test."""
        for person in who or [p.id for p, _ in self.people()]:
            self._seen[person] = len(self.letters(person))
        return self

    # --- the ledger ------------------------------------------------------------------------------------------

    def record(self, subject: str):
        with self.ledger.begin() as tx:
            return facts.record(tx, subject)

    def status(self, subject: str) -> str:
        """A commitment's, decision's or help request's state; "slipped" is derived from the day."""
        found = self.record(subject)
        assert found is not None, f"there is no {subject}"
        today = self.clock.now().astimezone(self.zone).date()
        return "slipped" if hasattr(found, "slipped") and found.slipped(today) else found.state

    def facts(self, subject: str) -> tuple[Entry, ...]:
        with self.ledger.begin() as tx:
            return facts.of(tx, subject)

    def people(self):
        with self.ledger.begin() as tx:
            return people.everyone(tx)

    def cadences(self):
        with self.ledger.begin() as tx:
            return cadences.everything(tx)

    def moments(self):
        with self.ledger.begin() as tx:
            return moments.listing(tx)

    def inbox(self, *states: str):
        with self.ledger.begin() as tx:
            return inbox.listing(tx, states or ("settled", "held", "quarantined", "new"))

    def outbox(self):
        with self.ledger.begin() as tx:
            return outbox.listing(tx)

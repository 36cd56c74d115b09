"""Those who write to the service and read its letters: a firm of so many people, and their mail server, which brings a
mail again until it is told that it was taken, and one in ten once more.

Everybody promises something, reads the receipt, and says that it is done, until enough mails were written.
"""

from __future__ import annotations

import re
import smtplib
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from typing import NamedTuple

import invitations
from sink import Sink

ROBOT = "async@acme.example"
TEAM = 20
"""People in one."""

CONFIG = """
[service]
address = "async@acme.example"
operator = "ops@acme.example"
secret = "a secret of thirty-two characters, at least"
trust = "token"
data = "data"

[mailbox]
connector = "lmtp"
protocol = "smtp"
listen = "127.0.0.1:{listen}"

[transport]
{transport}
host = "127.0.0.1"
port = {sink}
security = "none"
timeout = 5
answer_timeout = 5

[defaults]
workdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
starts = "00:00"
ends = "23:59"
quiet_from = "00:00"
quiet_until = "00:00"
{storage}
"""


def config(people: int, **doors: object) -> str:
    teams = "".join(f'[teams.t{n}]\nname = "Team {n}"\n' for n in range((people + TEAM - 1) // TEAM))
    rows = (f'[people.p{n}]\naddress = "p{n}@acme.example"\nteam = "t{n // TEAM}"\n' for n in range(people))
    return CONFIG.format(**{"storage": "", **doors}) + teams + "".join(rows)


def review(team: int, people: int, start: datetime) -> EmailMessage:
    """An invitation to a team's daily one: all are asked two hours before, and read the digest an hour before."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"p{team * TEAM}@acme.example", ROBOT, f"Invitation: Team {team} daily"
    mail["Message-ID"] = f"<review-{team}@calendar.example>"
    mail.set_content("You have been invited.")
    guests = [
        f"ATTENDEE;RSVP=TRUE:mailto:p{n}@acme.example" for n in range(team * TEAM, min(people, team * TEAM + TEAM))
    ]
    told = {
        "UID": f"UID:review-{team}@acme.example",
        "DTSTART": f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        "RRULE": "RRULE:FREQ=DAILY",
        "ORGANIZER": f"ORGANIZER:mailto:p{team * TEAM}@acme.example",
        "SUMMARY": f"SUMMARY:Team {team} daily",
        "DESCRIPTION": "DESCRIPTION:ask: 2 hours before\\ndigest: 1 hour before",
    }
    raw = invitations.calendar(invitations.event(*guests, ANA="", BO="", **told))
    mail.add_alternative(raw.encode(), maintype="text", subtype="calendar", params={"method": "REQUEST"})
    return mail


def promise(number: int, people: int, due: date) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"p{number % people}@acme.example", ROBOT, f"Part {number}"
    mail["Message-ID"] = f"<promise-{number}@client.example>"
    mail.set_content(f"Commitment: ship part {number} by {due:%d %B %Y}")
    return mail


def done(number: int, people: int, receipt: bytes) -> EmailMessage | None:
    """The answer to the receipt of a promise. None: it is none."""
    it = re.search(rb"\bC\d+\b", receipt.partition(b"This is recorded")[2])
    if it is None:
        return None
    mail = EmailMessage()
    mail["From"], mail["To"] = f"p{number % people}@acme.example", _field(receipt, b"Reply-To")
    mail["Subject"] = f"Re: Part {number}"
    mail["Message-ID"] = f"<done-{number}@client.example>"
    mail["In-Reply-To"] = _field(receipt, b"Message-ID")
    mail.set_content(f"{it[0].decode()} done")
    return mail


class Envelope(NamedTuple):
    sender: str
    recipient: str
    raw: bytes


@dataclass
class Post:
    """The firm's mail server, with a few couriers, and its people, who read what comes and answer.

    No more than `at_once` mails are under way, so that there is something to do at any time, and never all of it.
    """

    port: int
    sink: Sink
    people: int
    mails: int
    at_once: int = 40
    goes_on: bool = True
    """More than `mails` are written, until this is over."""
    came: list[bytes] = field(default_factory=list)
    """The mails of which we were told that they were taken."""
    written: int = 0
    answers: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Of our mails, by their Message-IDs, those of the letters that answer them."""

    def __post_init__(self) -> None:
        self._waiting: deque[Envelope] = deque()
        self._promises = count()
        self._due = (datetime.now(UTC) + timedelta(days=30)).date()
        self._unanswered: set[str] = set()
        self._read = 0
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._couriers = [threading.Thread(target=self._carry, daemon=True) for _ in range(3)]

    def __enter__(self) -> Post:
        for courier in self._couriers:
            courier.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for courier in self._couriers:
            courier.join(120)

    @property
    def is_busy(self) -> bool:
        """Whether a mail waits to be taken or answered."""
        with self._lock:
            self._read_letters()
            return bool(self._unanswered)

    @property
    def unanswered(self) -> list[str]:
        return sorted(self._unanswered)

    @property
    def answered_twice(self) -> list[str]:
        """By two letters, each of its own; of those mails that people write."""
        return [name for name, letters in self.answers.items() if len(letters) > 1 and "@client.example" in name]

    @property
    def is_over(self) -> bool:
        return not self.goes_on and self.written >= self.mails and not self._waiting and not self.is_busy

    def write(self, mail: EmailMessage) -> None:
        with self._lock:
            self._write(mail)

    def _write(self, mail: EmailMessage) -> None:
        self.written += 1
        self._unanswered.add(str(mail["Message-ID"]))
        envelope = Envelope(str(mail["From"]), str(mail["To"]), mail.as_bytes(policy=SMTP))
        self._waiting.append(envelope)
        if self.written % 10 == 0:  # nobody told the one before us that it had been taken
            self._waiting.append(envelope)

    def _carry(self) -> None:
        line: smtplib.SMTP | None = None
        while not self._over.is_set():
            mail = self._next()
            if mail is None:
                self._over.wait(0.01)
                continue
            try:
                line = line or smtplib.SMTP("127.0.0.1", self.port, timeout=30)
                line.sendmail(mail.sender, [mail.recipient], mail.raw)
                self.came.append(mail.raw)
            except (OSError, smtplib.SMTPServerDisconnected):
                line = None
                with self._lock:
                    self._waiting.appendleft(mail)
                self._over.wait(0.01)
        if line:
            line.close()

    def _next(self) -> Envelope | None:
        with self._lock:
            self._read_letters()
            more = self.goes_on or self.written < self.mails
            if not self._waiting and more and len(self._unanswered) < self.at_once:
                self._write(promise(next(self._promises), self.people, self._due))
            return self._waiting.popleft() if self._waiting else None

    def _read_letters(self) -> None:
        new = self.sink.mails[self._read :]
        self._read += len(new)
        for letter in new:
            answers = _field(letter.raw, b"In-Reply-To")
            self.answers[answers].add(_field(letter.raw, b"Message-ID"))
            if answers in self._unanswered:
                self._unanswered.remove(answers)
                if promised := re.fullmatch(r"<promise-(\d+)@client.example>", answers):
                    reply = done(int(promised[1]), self.people, letter.raw)
                    if reply:
                        self._write(reply)


def _field(raw: bytes, name: bytes) -> str:
    found = re.search(rb"^" + name + rb": (.*)\r\n", raw, re.MULTILINE)
    return found[1].decode() if found else ""

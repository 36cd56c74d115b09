"""The main job over real doors: the service as a process, an invitation, the answers to it, what is read of them."""

from __future__ import annotations

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")

UNTIL_IT_STARTS = timedelta(seconds=195)
"""From the invitation; its people are asked after a quarter of a minute and have two until the digest: a machine on
which much else runs needs them."""

ROBOT = "async@acme.example"
PEOPLE = ("mara", "ana", "bo")

CONFIG = """
[service]
address = "async@acme.example"
operator = "ops@acme.example"
secret = "a secret of thirty-two characters, at least"
{trust}
data = "data"

{doors}

[defaults]
workdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
starts = "00:00"
ends = "23:59"
quiet_from = "00:00"
quiet_until = "00:00"

[teams.platform]
name = "Platform"

[people.mara]
address = "mara@acme.example"
team = "platform"

[people.ana]
address = "ana@acme.example"
team = "platform"

[people.bo]
address = "bo@acme.example"
team = "platform"
"""

GOOGLE_INVITE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VEVENT
DTSTART:{start:%Y%m%dT%H%M%SZ}
DTEND:{end:%Y%m%dT%H%M%SZ}
RRULE:FREQ=WEEKLY
DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}
ORGANIZER;CN=Mara Lind:mailto:mara@acme.example
UID:4kq3platformweekly@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN=Mara Lind;X-NUM-GUESTS=0:mailto:mara@acme.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Ana Soto;X-NUM-GUESTS=0:mailto:ana@acme.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Bo Kim;X-NUM-GUESTS=0:mailto:bo@acme.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=async@acme.example;X-NUM-GUESTS=0:mailto:async@acme.example
DESCRIPTION:<p>ask: 3 minutes before</p><p>digest: 1 minute before</p><p>remind: off</p>
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Platform weekly
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""  # noqa: E501  as Google writes it


class Process:
    """`paceline run` in a folder, with the roles given; killed and started again as a test likes."""

    def __init__(self, folder: Path, *roles: str) -> None:
        self.folder = folder
        self.roles = roles or ("all",)
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        for role in self.roles:
            with (self.folder / "log.txt").open("ab") as log:
                process = subprocess.Popen(
                    self.command(role), cwd=self.folder, stdout=log, stderr=log, env=dict(os.environ)
                )
            self.running.append(process)

    def command(self, role: str) -> list[str]:
        return [sys.executable, "-m", "paceline", "run", "--config", "paceline.toml", "--role", role]

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> list[int]:
        """Ask them to stop; their exit codes."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> list[int]:
        for process in self.running:
            process.send_signal(how)
        codes = [process.wait(120) for process in self.running]
        self.running = []
        return codes

    @property
    def log(self) -> str:
        return (self.folder / "log.txt").read_text()


def event(start: datetime) -> str:
    """A weekly of Mara's with all of us, as Google Calendar writes it."""
    times = {"start": start, "end": start + timedelta(minutes=30), "stamp": datetime.now(UTC)}
    return GOOGLE_INVITE.format(**times).replace("\n", "\r\n")


def invitation(start: datetime) -> EmailMessage:
    """As Google Calendar mails it."""
    calendar = event(start)
    mail = EmailMessage()
    mail["From"], mail["To"] = "Mara Lind <mara@acme.example>", ROBOT
    mail["Subject"] = "Invitation: Platform weekly"
    mail["Message-ID"] = "<calendar-4kq3@google.com>"
    mail.set_content("You have been invited to the following event.")
    mail.add_alternative("<p>You have been invited.</p>", subtype="html")
    mail.add_alternative(calendar.encode(), maintype="text", subtype="calendar", params={"method": "REQUEST"})
    return mail


def answer(who: str, letter: EmailMessage, text: str) -> tuple[str, EmailMessage]:
    """To which address it goes, and the mail."""
    [(_, address)] = getaddresses([str(letter["Reply-To"])])
    mail = EmailMessage()
    mail["From"], mail["To"] = f"{who}@acme.example", address
    mail["Subject"] = f"Re: {letter['Subject']}"
    mail["In-Reply-To"] = mail["References"] = str(letter["Message-ID"])
    mail["Message-ID"] = f"<answer-{who}@client.example>"
    quoted = "".join(f"> {line}\n" for line in body(letter).splitlines())
    mail.set_content(f"{text}\n\nOn Mon, 23 Nov 2026 at 09:00, Paceline <{ROBOT}> wrote:\n\n{quoted}")
    return address, mail


def parsed(raw: bytes) -> EmailMessage:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def written(letter: EmailMessage) -> datetime:
    """By its own date."""
    return parsedate_to_datetime(str(letter["Date"]))


def body(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def wait_for(look: Callable[[], Found | None], what: str, timeout: float = 120, every: float = 0.1) -> Found:
    """Raises AssertionError after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(every)
    raise AssertionError(f"{what} did not come within {timeout} seconds")


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

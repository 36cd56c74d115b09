"""The service as a process, over real SMTP in and out, killed on the way: every letter arrives once."""

from __future__ import annotations

import email
import email.policy
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import servers
from sink import Sink

ROBOT = "async@acme.example"

CONFIG = """
[service]
address = "async@acme.example"
operator = "ops@acme.example"
secret = "a secret of thirty-two characters, at least"
trust = "token"
data = "data"
{storage}
[mailbox]
connector = "lmtp"
protocol = "smtp"
listen = "127.0.0.1:{listen}"

[transport]
connector = "smtp"
host = "127.0.0.1"
port = {sink}
security = "none"
timeout = 2
answer_timeout = 5

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
DESCRIPTION:<p>ask: 2 minutes before</p><p>digest: 1 minute before</p><p>remind: off</p>
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Platform weekly
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""  # noqa: E501  as Google writes it


class Process:
    """`paceline run` in a folder, with the roles given; killed and started again as a test likes."""

    def __init__(self, folder: Path, port: int, *roles: str) -> None:
        self.folder, self.port = folder, port
        self.roles = roles or ("all",)
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        log = (self.folder / "log.txt").open("ab")
        for role in self.roles:
            command = [sys.executable, "-m", "paceline", "run", "--config", "paceline.toml", "--role", role]
            self.running.append(subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log))
        wait_for(lambda: is_open(self.port), "the listener")

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> list[int]:
        """Ask them to stop; their exit codes."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> list[int]:
        for process in self.running:
            process.send_signal(how)
        codes = [process.wait(20) for process in self.running]
        self.running = []
        return codes


@contextmanager
def running(folder: Path, sink: Sink, storage: str = "", roles: tuple[str, ...] = ()) -> Iterator[Process]:
    port = free_port()
    (folder / "paceline.toml").write_text(CONFIG.format(listen=port, sink=sink.port, storage=storage))
    process = Process(folder, port, *roles)
    process.start()
    try:
        yield process
    finally:
        process.kill()


def test_the_main_job_over_smtp_killed_twice(tmp_path: Path) -> None:
    with Sink() as sink, running(tmp_path, sink) as service:
        start = invite(service.port)
        service.kill()  # the invite was answered with 250: it must not be lost
        service.start()
        envelopes = {who: letter_to(sink, who, "your update") for who in ("mara", "ana", "bo")}
        answer(service.port, "mara", envelopes["mara"], "Done: the plan")
        answer(service.port, "ana", envelopes["ana"], "Next\n- ship the importer by Friday")
        service.kill()
        service.start()
        answer(service.port, "bo", envelopes["bo"], "Done: the retry logic\nthis makes 9 done\n9 done")
        receipts = {who: letter_to(sink, who, "Re:") for who in ("mara", "ana", "bo")}
        assert "ship the importer" in body(receipts["ana"])
        assert "9 done" in body(receipts["bo"])
        digest = letter_to(sink, "mara", "no need to meet", timeout=120)
        assert "ship the importer" in body(digest)
        assert datetime.now(UTC) < start + timedelta(seconds=5), "before the occurrence starts"
        letter_to(sink, "ana", "no need to meet")
        letter_to(sink, "bo", "no need to meet")
        assert service.stop() == [0]
        assert_each_arrived_once(sink)
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.parametrize("queue", ["postgresql", "redis"])
def test_two_workers_on_postgresql(tmp_path: Path, fresh_postgres: str, queue: str) -> None:
    """A listener, a scheduler and two workers as processes of their own: never two of one letter."""
    queue_url = servers.redis() if queue == "redis" else fresh_postgres.replace("+psycopg", "")
    storage = f'[ledger]\nurl = "{fresh_postgres}"\n[queue]\nurl = "{queue_url}"\n'
    roles = ("listener", "scheduler", "worker", "worker")
    with Sink() as sink, running(tmp_path, sink, storage, roles) as service:
        invite(service.port)
        for who in ("mara", "ana", "bo"):
            answer(service.port, who, letter_to(sink, who, "your update"), "Next\n- ship something by Friday")
        for who in ("mara", "ana", "bo"):
            letter_to(sink, who, "no need to meet", timeout=120)
        assert service.stop() == [0, 0, 0, 0]
        assert_each_arrived_once(sink)
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


def assert_each_arrived_once(sink: Sink) -> None:
    arrived = Counter((mail.recipient, str(parsed(mail.raw)["Message-ID"])) for mail in sink.mails)
    assert set(arrived.values()) == {1}
    kinds = Counter(mail.recipient for mail in sink.mails)
    # Mara: confirmation, iTIP answer, envelope, receipt, digest; Ana and Bo: envelope, receipt, digest.
    assert kinds == {"mara@acme.example": 5, "ana@acme.example": 3, "bo@acme.example": 3}


def invite(port: int) -> datetime:
    """As Google Calendar sends one; returns when the first occurrence starts."""
    now = datetime.now(UTC)
    start = now + timedelta(seconds=150)
    calendar = GOOGLE_INVITE.format(start=start, end=start + timedelta(minutes=30), stamp=now).replace("\n", "\r\n")
    mail = EmailMessage()
    mail["From"], mail["To"] = "Mara Lind <mara@acme.example>", ROBOT
    mail["Subject"] = "Invitation: Platform weekly"
    mail["Message-ID"] = "<calendar-4kq3@google.com>"
    mail.set_content("You have been invited to the following event.")
    mail.add_alternative("<p>You have been invited.</p>", subtype="html")
    mail.add_alternative(calendar.encode(), maintype="text", subtype="calendar", params={"method": "REQUEST"})
    send(port, mail, "mara")
    return start


def answer(port: int, who: str, letter: EmailMessage, text: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"{who}@acme.example", str(letter["Reply-To"])
    mail["Subject"] = f"Re: {letter['Subject']}"
    mail["In-Reply-To"] = mail["References"] = str(letter["Message-ID"])
    mail["Message-ID"] = f"<answer-{who}@client.example>"
    quoted = "".join(f"> {line}\n" for line in body(letter).splitlines())
    mail.set_content(f"{text}\n\nOn Mon, 23 Nov 2026 at 09:00, Paceline <{ROBOT}> wrote:\n\n{quoted}")
    send(port, mail, who)


def send(port: int, mail: EmailMessage, who: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
        smtp.send_message(mail, from_addr=f"{who}@acme.example", to_addrs=[str(mail["To"])])


def letter_to(sink: Sink, who: str, words: str, timeout: float = 45) -> EmailMessage:
    def find() -> EmailMessage | None:
        letters = (parsed(mail.raw) for mail in list(sink.mails) if mail.recipient == f"{who}@acme.example")
        return next((letter for letter in letters if words in str(letter["Subject"])), None)

    return wait_for(find, f"a letter to {who} about “{words}”", timeout)


def parsed(raw: bytes) -> EmailMessage:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def body(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def wait_for(look: Callable, what: str, timeout: float = 20):
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not come within {timeout} seconds")


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

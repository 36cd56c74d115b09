"""The service as a process, over real SMTP in and out, killed on the way: every letter arrives once."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import main_job
import pytest
import servers
from main_job import CONFIG, Process, body, free_port, invitation, is_open, parsed, wait_for
from sink import Sink

DOORS = """
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
timeout = 5
answer_timeout = 10
"""


class Listening(Process):
    """With the embedded listener on a port."""

    def __init__(self, folder: Path, port: int, *roles: str) -> None:
        super().__init__(folder, *roles)
        self.port = port

    def start(self) -> None:
        super().start()
        wait_for(lambda: is_open(self.port), "the listener")


@contextmanager
def running(folder: Path, sink: Sink, storage: str = "", roles: tuple[str, ...] = ()) -> Iterator[Listening]:
    port = free_port()
    doors = DOORS.format(listen=port, sink=sink.port, storage=storage)
    (folder / "paceline.toml").write_text(CONFIG.format(trust='trust = "token"', doors=doors))
    process = Listening(folder, port, *roles)
    try:
        process.start()
        yield process
    finally:
        process.kill()


@pytest.mark.slow
def test_the_main_job_over_smtp_killed_twice(tmp_path: Path) -> None:
    with Sink() as sink, running(tmp_path, sink) as service:
        start = invite(service.port)
        service.kill()  # the invite was answered with 250: it must not be lost
        service.start()
        envelopes = {who: letter_to(sink, who, "your update") for who in ("mara", "ana", "bo")}
        answer(service.port, "mara", envelopes["mara"], "Done: the plan")
        answer(service.port, "ana", envelopes["ana"], "Next\n- ship the importer in 3 days")
        service.kill()
        service.start()
        answer(service.port, "bo", envelopes["bo"], "Done: the retry logic\nthis makes 9 done\n9 done")
        receipts = {who: letter_to(sink, who, "Re:") for who in ("mara", "ana", "bo")}
        assert "ship the importer" in body(receipts["ana"])
        assert "9 done" in body(receipts["bo"])
        digest = letter_to(sink, "mara", "no need to meet")
        assert "ship the importer" in body(digest)
        assert main_job.written(digest) <= start, "before the occurrence starts"
        letter_to(sink, "ana", "no need to meet")
        letter_to(sink, "bo", "no need to meet")
        assert service.stop() == [0]
        assert_each_arrived_once(sink)
    assert "Traceback" not in service.log


@pytest.mark.slow
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
            answer(service.port, who, letter_to(sink, who, "your update"), "Next\n- ship something in 3 days")
        for who in ("mara", "ana", "bo"):
            letter_to(sink, who, "no need to meet")
        assert service.stop() == [0, 0, 0, 0]
        assert_each_arrived_once(sink)
    assert "Traceback" not in service.log


def assert_each_arrived_once(sink: Sink) -> None:
    arrived = Counter((mail.recipient, str(parsed(mail.raw)["Message-ID"])) for mail in sink.mails)
    assert set(arrived.values()) == {1}
    kinds = Counter(mail.recipient for mail in sink.mails)
    # Mara: confirmation, iTIP answer, envelope, receipt, digest; Ana and Bo: envelope, receipt, digest.
    assert kinds == {"mara@acme.example": 5, "ana@acme.example": 3, "bo@acme.example": 3}


def invite(port: int) -> datetime:
    """Returns when the first occurrence starts."""
    start = datetime.now(UTC) + main_job.UNTIL_IT_STARTS
    send(port, invitation(start), "mara", main_job.ROBOT)
    return start


def answer(port: int, who: str, letter: EmailMessage, text: str) -> None:
    address, mail = main_job.answer(who, letter, text)
    send(port, mail, who, address)


def send(port: int, mail: EmailMessage, who: str, to: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as smtp:
        smtp.send_message(mail, from_addr=f"{who}@acme.example", to_addrs=[to])


def letter_to(sink: Sink, who: str, words: str, timeout: float = 240) -> EmailMessage:
    def find() -> EmailMessage | None:
        letters = (parsed(mail.raw) for mail in list(sink.mails) if mail.recipient == f"{who}@acme.example")
        return next((letter for letter in letters if words in str(letter["Subject"])), None)

    return wait_for(find, f"a letter to {who} about “{words}”", timeout)

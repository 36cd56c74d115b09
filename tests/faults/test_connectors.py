"""The connectors' processes are killed, and their connections cut, at every step; nothing that was answered is lost."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from campaigns import FULL, Tally
from sink import Sink

from paceline.ports import DeliveryError
from paceline_connectors import lmtp, maildir, smtp

KILLS = 200 if FULL else 30

# Forks one child for each line it reads, so that a child is there in a millisecond. A child's fuse blows at its n-th
# use of the disk, just before or just after; each use is written to a log.
NURSERY = """
import os, signal, sys
from paceline_connectors import lmtp, maildir, reception

def blow():
    os.kill(os.getpid(), signal.SIGKILL)

def fuse(name, blows_at, when, log):
    real, used = getattr(os, name), uses
    def fused(*arguments):
        used.append(name)
        mine = len(used) == blows_at
        if mine and when == "before":
            blow()
        target = os.readlink(f"/proc/self/fd/{arguments[0]}") if name == "fsync" else arguments[1]
        result = real(*arguments)
        os.write(log, f"{name} {target}\\n".encode())
        if mine:
            blow()
        return result
    setattr(os, name, fused)

def serve(path):
    listener = lmtp.listener({"listen": "127.0.0.1:0", "spool": path})
    listener.start()
    arm()
    print(os.getpid(), listener.address[1], flush=True)
    signal.pause()

def send(path):
    transport = maildir.transport({"path": path})
    print(os.getpid(), 0, flush=True)
    arm()
    raw = sys.argv[1].encode().decode("unicode_escape").encode()
    transport.send(raw, sender="a@x.example", recipient="b@x.example")

for line in sys.stdin:
    what, path, blows_at, when = line.split()
    if os.fork() == 0:
        uses = []
        log = os.open(path + ".log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        def arm():
            for name in ("fsync", "rename", "replace", "link"):
                fuse(name, int(blows_at), when, log)
        {"serve": serve, "send": send}[what](path)
        os._exit(0)
    _, status = os.wait()
    print("gone", os.waitstatus_to_exitcode(status), flush=True)
"""
LETTER = "Message-ID: <1@acme.example>\\r\\nSubject: x\\r\\n\\r\\nhello\\r\\n"


class Nursery:
    def __init__(self) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen([sys.executable, "-c", NURSERY, LETTER], **pipes)

    def start(self, what: str, path: Path, blows_at: int = 0, when: str = "before") -> tuple[int, int]:
        """The child's process id, and its port."""
        assert self._process.stdin
        self._process.stdin.write(f"{what} {path} {blows_at} {when}\n")
        self._process.stdin.flush()
        pid, port = self._line()
        return int(pid), int(port)

    def gone(self) -> int:
        word, code = self._line()
        assert word == "gone"
        return int(code)

    def _line(self) -> list[str]:
        assert self._process.stdout
        return self._process.stdout.readline().split()

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(60)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


def body(name: str) -> bytes:
    return f"X-Name: {name}\r\n\r\n".encode() + name.encode() * 2000 + b"\r\nthe end\r\n"


def bring(port: int, names: Iterator[str], answered: list[str]) -> None:
    """Mails one after the other, until the server is gone."""
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as connection, connection.makefile("rb") as answers:
            connection.sendall(b"LHLO x\r\n")
            while answers.readline() not in (b"", b"250 HELP\r\n"):
                pass
            for name in names:
                connection.sendall(b"MAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\n")
                connection.sendall(body(name) + b".\r\n")
                codes = [answers.readline()[:3] for _ in range(4)]
                if codes[-1] == b"250":
                    answered.append(name)
                elif b"" in codes:
                    return
    except OSError:
        return


def stored(spool: Path) -> list[str]:
    """The names of the mails that the mailbox gives; each is whole."""
    names = []
    for given in lmtp.mailbox({"spool": str(spool)}).fetch(limit=100_000):
        own = given.raw.partition(b"Delivered-To: b@x.example\r\n")[2]
        name = own.partition(b"\r\n")[0].removeprefix(b"X-Name: ").decode()
        assert own == body(name)
        names.append(name)
    return names


def _until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not so() and time.monotonic() < deadline:
        time.sleep(0.001)


def names(prefix: str) -> Iterator[str]:
    return (f"{prefix}.{n}" for n in range(10_000))


@pytest.mark.campaign("kills: the listener, while mail is brought")
def test_a_listener_killed_at_any_moment_has_every_mail_it_answered(
    nursery: Nursery, tmp_path: Path, tally: Tally
) -> None:
    spool, answered, chance = tmp_path / "spool", [], random.Random(1)
    for kill in range(KILLS):
        pid, port = nursery.start("serve", spool)
        clients = [threading.Thread(target=bring, args=(port, names(f"{kill}.{n}"), answered)) for n in range(3)]
        before = len(answered)
        for client in clients:
            client.start()
        if kill % 2:  # however slow the machine is, every other one dies in the midst of it
            _until(lambda: len(answered) > before)  # noqa: B023 - called at once
        threading.Event().wait(chance.uniform(0.002, 0.06))
        os.kill(pid, signal.SIGKILL)
        for client in clients:
            client.join()
        assert nursery.gone() == -signal.SIGKILL
        assert set(answered) <= set(stored(spool))
    kept = stored(spool)
    lost, twice = len(set(answered) - set(kept)), len(kept) - len(set(kept))
    tally(cases=len(answered), kills=KILLS, lost=lost, twice=twice)
    assert len(answered) >= KILLS // 2
    assert (lost, twice) == (0, 0)


@pytest.mark.campaign("crash points: each use of the disk")
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_listener_that_dies_at_each_use_of_the_disk_has_every_mail_it_answered(
    nursery: Nursery, tmp_path: Path, when: str, tally: Tally
) -> None:
    tally(cases=7, kills=7)
    for blows_at in range(1, 8):
        spool, answered = tmp_path / f"{when}{blows_at}", []
        _, port = nursery.start("serve", spool, blows_at, when)
        bring(port, names("x"), answered)
        assert nursery.gone() == -signal.SIGKILL
        assert set(answered) <= set(stored(spool))
        assert len(answered) == (blows_at - 1) // 3


def test_a_mail_is_on_disk_before_it_is_answered(nursery: Nursery, tmp_path: Path) -> None:
    """The file first, then its name; a file whose name is safe and whose octets aren't would be half a mail."""
    spool, answered = tmp_path / "spool", []
    _, port = nursery.start("serve", spool, 4, "before")
    bring(port, names("x"), answered)
    nursery.gone()
    file, rename, folder = Path(f"{spool}.log").read_text().splitlines()
    assert file.startswith(f"fsync {spool}/tmp/")
    assert rename.startswith(f"rename {spool}/new/")
    assert folder == f"fsync {spool}/new"
    assert answered == ["x.0"]


@pytest.mark.campaign("crash points: each use of the disk")
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_letter_put_again_after_a_death_at_any_step_is_there_once(
    nursery: Nursery, tmp_path: Path, when: str, tally: Tally
) -> None:
    tally(cases=5, kills=5)
    for blows_at in range(1, 6):
        path = tmp_path / f"{when}{blows_at}"
        nursery.start("send", path, blows_at, when)
        assert nursery.gone() == -signal.SIGKILL
        raw = LETTER.encode().decode("unicode_escape").encode()
        for _ in range(2):
            maildir.transport({"path": str(path)}).send(raw, sender="a@x.example", recipient="b@x.example")
        assert [given.raw for given in maildir.mailbox({"path": str(path)}).fetch()] == [raw]


FAULTS = ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "BODY", "DOT", "RSET"]


@contextmanager
def troubled_sink(chance: random.Random, extensions: tuple[str, ...]) -> Iterator[Sink]:
    """A server with a hundred faults of all kinds strewn over what it is asked."""
    with Sink(extensions=extensions) as sink:
        for _ in range(100):
            point, after = chance.choice(FAULTS), chance.randrange(200)
            match chance.randrange(3):
                case 0:
                    sink.drop(point, times=1, after=after, kept=chance.random() < 0.5)
                case 1:
                    sink.answer(point, "421 4.3.2 leaving", times=1, after=after)
                case 2:
                    sink.answer(point, "451 4.3.0 later", times=1, after=after)
        yield sink


@pytest.mark.campaign("SMTP faults")
@pytest.mark.parametrize("extensions", [("PIPELINING",), ()], ids=["pipelining", "one by one"])
@pytest.mark.parametrize("seed", range(5))
def test_over_a_troubled_line_no_letter_is_lost_and_none_goes_twice(
    seed: int, extensions: tuple[str, ...], tally: Tally
) -> None:
    sent, unknown, failures = [], [], 0
    with troubled_sink(random.Random(seed), extensions) as sink:
        transport = smtp.transport({"host": "127.0.0.1", "port": sink.port, "security": "none", "timeout": 5})
        waiting = [f"X-Number: {n}\r\n\r\nhello\r\n".encode() for n in range(200)]
        while waiting:
            raw = waiting.pop(0)
            try:
                transport.send(raw, sender="a@x.example", recipient="b@x.example")
                sent.append(raw)
            except DeliveryError as error:
                failures += 1
                (unknown if error.unknown or error.permanent else waiting).append(raw)
        transport.close()
        taken = [each.raw for each in sink.mails]
    lost, twice = len(set(sent) - set(taken)), len(taken) - len(set(taken))
    tally(cases=failures, lost=lost, twice=twice, doubts=len(unknown))
    assert (lost, twice) == (0, 0)
    assert set(taken) <= set(sent) | set(unknown)
    assert failures > 30
    assert unknown

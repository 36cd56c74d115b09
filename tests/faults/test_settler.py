"""A mail that costs too much ends the process that reads it, goes to quarantine, and keeps no other waiting."""

from __future__ import annotations

import json
import logging
import pickle
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conversation import Conversation
from huey.api import Huey
from huey.storage import MemoryStorage

from paceline import app, flow, worker
from paceline.cli import main
from paceline.ledger import inbox
from paceline.settler import Bounds, Settler, SettlingError

BOUNDS = Bounds(seconds=3, megabytes=200)


@pytest.fixture
def now() -> str:
    """The process goes by the system's clock, and so must the conversation."""
    return f"{datetime.now(UTC) - timedelta(minutes=1):%Y-%m-%d %H:%M}"


@pytest.fixture
def team(tmp_path: Path, now: str) -> Iterator[Conversation]:
    conversation = Conversation(tmp_path, start=now)
    yield conversation
    conversation.close()


@pytest.fixture
def settler(team: Conversation, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settler]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    settler = Settler(team.config, BOUNDS, runs="reader_that_fails")
    yield settler
    settler.close()


def sends(team: Conversation, text: str, fails: str = "") -> None:
    headers = {"X-Fails": fails} if fails else {}
    team.mailbox.bring(team.mail("ana", text, None, **headers).as_bytes())
    flow.store(team.service, team.mailbox)


def reasons(team: Conversation, *states: str) -> list[str]:
    return [mail["reason"] for mail in team.inbox(*states)]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("fails", "reason"),
    [
        ("count", "it takes more than 3 seconds of processor time"),
        ("backtrack", "it takes more than 3 seconds of processor time"),
        ("grow", "it takes more than 200 MB of memory"),
    ],
)
def test_a_mail_that_costs_too_much_goes_to_quarantine_and_the_others_are_settled(
    team: Conversation, settler: Settler, fails: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sends(team, "Commitment: ship the importer in 3 days")
    sends(team, "Commitment: ship the docs in 3 days", fails)
    sends(team, "Commitment: ship the schema in 3 days")
    assert settler.settle(team.service) == 2
    assert sorted(team.record(each).what for each in ("C1", "C2")) == ["ship the importer", "ship the schema"]
    assert team.record("C3") is None
    assert main(["quarantine", "list", "--json", "--config", str(team.config.path)]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert (listed["state"], listed["reason"]) == ("quarantined", reason)
    assert team.inbox("new") == []


def test_a_mail_that_is_taken_again_is_tried_again(team: Conversation, settler: Settler) -> None:
    sends(team, "mine", "grow")
    settler.settle(team.service)
    (mail,) = team.inbox("quarantined")
    assert main(["quarantine", "retry", mail["id"], "--config", str(team.config.path)]) == 0
    settler.settle(team.service)
    assert reasons(team, "quarantined") == ["it takes more than 200 MB of memory"]


def test_a_mail_in_whose_hands_the_process_falls_is_tried_three_times(team: Conversation, settler: Settler) -> None:
    team.clock.instant -= timedelta(days=1)  # so that what waits for a later try waits here, and not there
    sends(team, "mine", "fall")
    sends(team, "Commitment: ship the importer in 3 days")
    for _ in range(3):
        team.clock.instant += timedelta(hours=1)
        settler.settle(team.service)
    assert team.record("C1").what == "ship the importer"
    (mail,) = team.inbox("quarantined", "new")
    assert (mail["state"], mail["attempts"]) == ("quarantined", 3)
    assert mail["reason"] == "the process that settled it ended (-9)"


def test_nothing_is_started_where_no_mail_waits(team: Conversation) -> None:
    settler = Settler(team.config, runs="there_is_no_such_module")
    assert settler.settle(team.service) == 0
    sends(team, "mine")
    with pytest.raises(SettlingError, match="ended by itself"):
        settler.settle(team.service)
    assert len(team.inbox("new")) == 1


@pytest.fixture
def killer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Kills each process that is to settle mails before it has one in hand, as often as the file says."""
    times = tmp_path / "times"
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        f"from pathlib import Path\ntimes = Path({str(times)!r})\n"
        "if 'paceline.settling' in sys.orig_argv and (left := int(times.read_text())):\n"
        "    times.write_text(str(left - 1))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return times


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    assert not [record for record in caplog.records if record.exc_info]
    return [record.getMessage() for record in caplog.records]


def test_where_it_is_killed_without_a_mail_in_hand_another_goes_on(
    team: Conversation, killer: Path, caplog: pytest.LogCaptureFixture
) -> None:
    killer.write_text("1")
    sends(team, "Commitment: ship the importer in 3 days")
    settler = Settler(team.config)
    assert settler.settle(team.service) == 1
    settler.close()
    assert team.record("C1").what == "ship the importer"
    assert logged(caplog) == ["the process that settles mails ended by itself (-9); another goes on"]


def test_where_it_is_killed_each_time_the_log_says_so_in_a_line_and_the_next_round_tries_again(
    team: Conversation, killer: Path, caplog: pytest.LogCaptureFixture
) -> None:
    killer.write_text("2")
    huey = Huey("test", storage_class=MemoryStorage)
    sends(team, "Commitment: ship the importer in 3 days")
    (team.config.path.parent / "in" / "new").mkdir(parents=True)
    ringing = worker.bells(huey, team.config, apart=True)
    for _ in range(2):
        ringing.receive()
        while task := huey.dequeue():
            huey.execute(task)
    assert logged(caplog) == [
        "the process that settles mails ended by itself (-9); another goes on",
        "mail waits: the process that settles it ended by itself (-9)",
    ]
    assert team.record("C1").what == "ship the importer"


def test_a_clock_that_could_not_be_believed_once_stops_nothing_later(
    team: Conversation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator may say that it is right; whoever starts the process hears of that, and the process does not."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, time\n"
        f"from pathlib import Path\nonce = Path({str(tmp_path / 'once')!r})\n"
        "if 'paceline.settling' in sys.orig_argv and not once.exists():\n"
        "    once.touch()\n"
        "    asked, tell = [], time.clock_gettime\n"
        "    time.clock_gettime = lambda of: (asked.append(of), tell(of) - 3600 * (len(asked) > 1))[1]\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    sends(team, "Commitment: ship the importer in 3 days")
    settler = Settler(team.config)
    with pytest.raises(SettlingError, match="the clock jumped ahead"):
        settler.settle(team.service)
    assert settler.settle(team.service) == 1
    settler.close()


def test_it_ends_when_no_mail_comes_and_begins_again(team: Conversation) -> None:
    settler = Settler(team.config, Bounds(idle=0.1))
    for number in range(2):
        sends(team, f"Commitment: ship part {number} in 3 days")
        assert settler.settle(team.service) == 1
        time.sleep(0.5)
    settler.close()


def test_it_stops_with_the_mail_in_hand_when_it_is_told_to(team: Conversation) -> None:
    for number in range(200):
        team.mailbox.bring(team.mail("ana", f"Commitment: ship part {number} in 3 days", None).as_bytes())
    flow.store(team.service, team.mailbox)

    def counts() -> dict[str, int]:
        with team.ledger.look() as tx:
            return {"settled": 0, **inbox.counts(tx)}

    settler = Settler(team.config)
    settled = settler.settle(replace(team.service, goes_on=lambda: counts()["settled"] == 0))
    settler.close()
    assert counts()["settled"] == settled < 200 == counts()["settled"] + counts()["new"]


@pytest.mark.parametrize("after", ["nothing", "half", "all", "a round"])
def test_it_ends_without_a_word_when_who_started_it_was_killed(team: Conversation, after: str) -> None:
    """What it had not read yet makes the next look at the line fail."""
    line, theirs = socket.socketpair()
    given = pickle.dumps((team.config, BOUNDS, logging.WARNING))
    told = len(given).to_bytes(4) + given
    with theirs, tempfile.TemporaryFile() as hand:
        numbers = (theirs.fileno(), hand.fileno())
        command = [sys.executable, "-m", "paceline.settling", *map(str, numbers)]
        process = subprocess.Popen(command, pass_fds=numbers, stderr=subprocess.PIPE)
    with line:
        line.sendall({"nothing": b"", "half": told[: len(told) // 2]}.get(after, told))
        if after == "a round":
            line.sendall(b"s")
            select.select([line], [], [], 120)
    assert process.communicate(timeout=120)[1].decode() == ""
    assert process.returncode == 0


def test_the_office_settles_apart(team: Conversation) -> None:
    """As `paceline run` and `paceline tick` open it."""
    (team.config.path.parent / "in" / "new").mkdir(parents=True)
    (team.config.path.parent / "in" / "new" / "1").write_bytes(team.mail("ana", "mine", None).as_bytes())
    with app.opened(team.config, apart=True) as office:
        assert office.receive() == 1
    assert team.inbox("new") == []

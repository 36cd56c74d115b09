"""How the service says that it is well: figures and reasons, on a port of this machine and by a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest
from conversation import CONFIG, Conversation, MadeUpClock

from paceline import health, health_server
from paceline.cli import main
from paceline.health import Vitals
from paceline.health_server import HealthServer
from paceline.ledger import inbox
from paceline.ledger.inbox import Arrival

METRICS = '\n[metrics]\nlisten = "127.0.0.1:0"\n'
SAMPLE = re.compile(r'(paceline_[a-z_]+(?:\{[a-z]+="[^"\\\n]*"\})?) (-?[0-9.e+]+)')


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Conversation]:
    monkeypatch.setattr(health_server, "AT_LEAST", 0.0)
    monkeypatch.setattr(health_server, "SHARE", 0.0)
    conversation = Conversation(tmp_path, config=CONFIG + METRICS)
    yield conversation
    conversation.close()


@pytest.fixture
def vitals(team: Conversation) -> Vitals:
    return health.begun(team.clock.now(), looks=True)


@pytest.fixture
def server(team: Conversation, vitals: Vitals) -> Iterator[HealthServer]:
    served = HealthServer(team.config, team.clock, vitals)
    served.start()
    yield served
    served.stop()


def ask(server: HealthServer, path: str, method: str = "GET") -> tuple[int, str]:
    connection = HTTPConnection(*server.address, timeout=60)
    connection.request(method, path)
    answer = connection.getresponse()
    status, body = answer.status, answer.read().decode()
    connection.close()
    return status, body


def figures(server: HealthServer) -> dict[str, float]:
    status, body = ask(server, "/metrics")
    assert status == 200
    lines = [line for line in body.splitlines() if not line.startswith("#")]
    found = [SAMPLE.fullmatch(line) for line in lines]
    assert all(found), body
    for name in {one[1].partition("{")[0] for one in found if one}:
        assert f"# TYPE {name} gauge\n" in body
        assert f"# HELP {name} " in body
    return {one[1]: float(one[2]) for one in found if one}


def store(team: Conversation, raw: bytes) -> None:
    with team.ledger.begin() as tx:
        inbox.store(tx, [Arrival(str(len(raw)), "m", "1", team.clock.now(), raw)])


def test_figures_of_a_conversation(team: Conversation, server: HealthServer, vitals: Vitals) -> None:
    team.invites("mara")
    team.brings(b"From: eva@partner.example\r\nSubject: hello\r\n\r\nhello\r\n")
    vitals.saw("mailbox", team.clock.now())
    vitals.workers = lambda: (2, 2)
    seen = figures(server)
    assert seen['paceline_mails{state="settled"}'] == 1
    assert seen['paceline_mails{state="held"}'] == 1
    assert seen['paceline_letters{state="sent"}'] == len(team.transport.letters)
    assert seen["paceline_next_moment_timestamp_seconds"] == min(m.at for m in team.moments()).timestamp()
    assert seen['paceline_last_success_timestamp_seconds{door="mailbox"}'] == team.clock.now().timestamp()
    assert (seen["paceline_healthy"], seen["paceline_workers"], seen["paceline_paused"]) == (1, 2, 0)
    assert seen["paceline_oldest_waiting_mail_seconds"] == 0
    assert ask(server, "/health") == (200, "ok\n")


def test_nobodys_words_names_and_addresses_are_in_it(team: Conversation, server: HealthServer) -> None:
    team.invites("mara", title="Merger talks").says("ana", "Commitment: ship the importer by 3 Dec", to="new")
    store(team, b"From: eva@partner.example\r\nSubject: secret\r\n\r\n")
    team.clock.instant += timedelta(hours=3)
    said = ask(server, "/metrics")[1] + ask(server, "/health")[1]
    for word in ("@", "mara", "ana", "Merger", "importer", "platform", "secret", "sqlite", str(team.config.path)):
        assert word not in said.lower()


@pytest.mark.parametrize("minutes", [14, 16])
def test_a_mail_that_waits_is_a_reason(team: Conversation, server: HealthServer, vitals: Vitals, minutes: int) -> None:
    store(team, b"x")
    team.clock.instant += timedelta(minutes=minutes)
    vitals.saw("mailbox", team.clock.now())
    expected = (503, f"a mail has waited for {minutes} minutes to be read\n") if minutes > 15 else (200, "ok\n")
    assert ask(server, "/health") == expected
    assert figures(server)["paceline_oldest_waiting_mail_seconds"] == minutes * 60
    assert figures(server)["paceline_healthy"] == (minutes <= 15)


def test_a_letter_that_no_server_takes_is_a_reason_and_one_that_may_not_go_yet_is_none(
    team: Conversation, server: HealthServer, vitals: Vitals
) -> None:
    from paceline.ports import DeliveryError

    class Away:
        def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
            raise DeliveryError("451 later")

        def close(self) -> None: ...

    team.transport = Away()  # type: ignore[assignment]
    team.invites("mara")
    team.clock.instant += timedelta(minutes=50)
    vitals.saw("mailbox", team.clock.now())
    assert ask(server, "/health")[0] == 200
    team.clock.instant += timedelta(minutes=20)
    vitals.saw("mailbox", team.clock.now())
    assert ask(server, "/health") == (503, "a letter has waited for 70 minutes to be taken\n")


def test_what_is_due_and_not_done_is_a_reason(team: Conversation, server: HealthServer, vitals: Vitals) -> None:
    team.invites("mara")
    team.clock.instant = min(m.at for m in team.moments()) + timedelta(minutes=20)
    vitals.saw("mailbox", team.clock.now())
    assert ask(server, "/health") == (503, "what was due 20 minutes ago is not done\n")


def test_what_a_process_knows_of_itself(team: Conversation, server: HealthServer, vitals: Vitals) -> None:
    vitals.workers = lambda: (1, 4)
    vitals.pauses("the clock jumped back by 3 hours")
    team.clock.instant += timedelta(minutes=11)
    assert ask(server, "/health") == (
        503,
        "the clock jumped back by 3 hours\n1 of 4 workers work\nthe mailbox could not be looked into for 11 minutes\n",
    )
    assert figures(server)["paceline_paused"] == 1
    vitals.pauses("")
    vitals.workers = lambda: (4, 4)
    vitals.saw("mailbox", team.clock.now())
    assert ask(server, "/health") == (200, "ok\n")


def test_a_ledger_that_is_away_is_a_reason(team: Conversation, server: HealthServer) -> None:
    server._url = "postgresql+psycopg://nobody:hush@127.0.0.1:1/none"
    status, said = ask(server, "/health")
    assert (status, said) == (503, "the ledger can't be read\n")
    assert figures(server)["paceline_healthy"] == 0


def test_it_keeps_nobody_waiting_who_writes(team: Conversation, server: HealthServer) -> None:
    """It looks while a transaction is open that writes; it would wait for a minute otherwise."""
    with team.ledger.begin():
        assert ask(server, "/health")[0] == 200


def test_only_two_paths_and_nothing_is_changed_by_them(server: HealthServer) -> None:
    assert ask(server, "/")[0] == ask(server, "/metrics/x")[0] == 404
    assert ask(server, "/health", "POST")[0] == 405
    assert ask(server, "/health", "HEAD") == (200, "")


def test_the_ledger_is_not_looked_at_more_often_than_it_bears(
    team: Conversation, server: HealthServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_server, "AT_LEAST", 60.0)
    before = figures(server)
    team.invites("mara")
    assert figures(server) == before


def test_the_command_asks_the_worker(team: Conversation, server: HealthServer, vitals: Vitals, capsys) -> None:
    host, port = server.address
    team.config.path.write_text(CONFIG + f'\n[metrics]\nlisten = "{host}:{port}"\n')
    config = str(team.config.path)
    assert paceline(capsys, "health", "-c", config)[:2] == (0, "ok\n")
    vitals.pauses("the clock jumped\x1b[31m back")
    code, out, _ = paceline(capsys, "health", "-c", config)
    assert (code, out) == (1, "the clock jumped\\x1b[31m back\n")
    server.stop()
    code, out, _ = paceline(capsys, "health", "-c", config)
    assert code == 1
    assert "does the service run?" in out


def test_without_a_port_the_ledger_tells(tmp_path: Path, capsys) -> None:
    team = Conversation(tmp_path, start="2020-01-06 09:00")
    config = str(team.config.path)
    assert paceline(capsys, "health", "-c", config)[:2] == (
        0,
        "ok, as far as the ledger tells; [metrics] listen is off\n",
    )
    store(team, b"x")
    code, out, _ = paceline(capsys, "health", "-c", config)
    assert code == 1
    assert out.startswith("a mail has waited for ")
    team.close()


def test_it_is_off_until_it_is_wanted(tmp_path: Path) -> None:
    team = Conversation(tmp_path)
    assert team.config.metrics.listen is None
    assert isinstance(team.clock, MadeUpClock)
    team.close()


def paceline(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err

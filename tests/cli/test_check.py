"""`paceline check`: what it finds, and what mends it."""

from __future__ import annotations

import json
import socket
from pathlib import Path

from sink import Sink

from paceline.cli import main

CONFIG = """
[service]
address = "async@acme.example"
operator = "ops@acme.example"
secret = "a secret of thirty-two characters, at least"
trust = "{trust}"

[mailbox]
connector = "{mailbox}"
protocol = "smtp"
listen = "127.0.0.1:{listen}"

[transport]
connector = "smtp"
host = "127.0.0.1"
port = {port}
security = "none"
timeout = 2

[teams.platform]
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check(folder: Path, capsys, *, port: int = 0, trust: str = "token", mailbox: str = "lmtp") -> tuple[int, dict]:
    listen = free_port()
    path = folder / "paceline.toml"
    path.write_text(CONFIG.format(listen=listen, port=port or listen, trust=trust, mailbox=mailbox))
    code = main(["check", "--json", "--wait", "1", "-c", str(path)])
    return code, {finding["what"]: finding for finding in map(json.loads, capsys.readouterr().out.splitlines())}


def test_all_is_well_when_mail_comes_round(tmp_path: Path, capsys) -> None:
    code, found = check(tmp_path, capsys)
    assert code == 0, found
    assert found["round trip"]["said"] == "a mail to ourselves came back with its signed address"
    assert "status" in found["templates"]["said"]
    assert all(finding["fine"] for finding in found.values())


def test_a_transport_that_is_not_there(tmp_path: Path, capsys) -> None:
    code, found = check(tmp_path, capsys, port=free_port())
    assert code == 1
    assert not found["round trip"]["fine"]
    assert "[transport]" in found["round trip"]["mend"]


def test_a_mail_that_does_not_come_back(tmp_path: Path, capsys) -> None:
    with Sink() as sink:
        code, found = check(tmp_path, capsys, port=sink.port)
        assert len(sink.mails) == 1
    assert code == 1
    assert "did not come back" in found["round trip"]["said"]
    assert "docs/running.md" in found["round trip"]["mend"]


def test_a_server_that_nobody_would_be_believed_by(tmp_path: Path, capsys) -> None:
    path = tmp_path / "paceline.toml"
    path.write_text(CONFIG.format(listen=free_port(), port=25, trust="dmarc", mailbox="lmtp"))
    assert main(["check", "-c", str(path)]) == 2
    assert "service.authserv_id" in capsys.readouterr().err


def test_a_connector_that_is_not_there(tmp_path: Path, capsys) -> None:
    code, found = check(tmp_path, capsys, mailbox="pigeon")
    assert code == 1
    assert 'there is no connector "pigeon"' in found["mailbox"]["said"]


def test_a_person_reads_lines(tmp_path: Path, capsys) -> None:
    listen = free_port()
    path = tmp_path / "paceline.toml"
    path.write_text(CONFIG.format(listen=listen, port=free_port(), trust="token", mailbox="lmtp"))
    assert main(["check", "-c", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("ok    ledger") for line in lines)
    assert any(line.startswith("FAIL  round trip") for line in lines)

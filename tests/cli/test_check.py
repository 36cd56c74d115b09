"""`paceline check`: what it finds, and what mends it."""

from __future__ import annotations

import json
import os
import socket
import threading
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import tzdata
from sink import Sink

from paceline import app, feed_files
from paceline.cli import main
from paceline.config import load
from paceline.feed_server import FeedServer
from paceline.flow import Service

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


def check(
    folder: Path, capsys, *, port: int = 0, trust: str = "token", mailbox: str = "lmtp", more: str = ""
) -> tuple[int, dict]:
    listen = free_port()
    path = folder / "paceline.toml"
    path.write_text(CONFIG.format(listen=listen, port=port or listen, trust=trust, mailbox=mailbox) + more)
    code = main(["check", "--json", "--wait", "1", "-c", str(path)])
    return code, {finding["what"]: finding for finding in map(json.loads, capsys.readouterr().out.splitlines())}


def test_an_address_at_the_peoples_domain_is_warned_of(tmp_path: Path, capsys) -> None:
    ana = '\n[people.ana]\naddress = "ana@{}"\nteam = "platform"\n'
    found = check(tmp_path, capsys, more=ana.format("acme.example"))[1]["domain"]
    assert (found["fine"], found["serious"]) == (False, False)
    assert "async@paceline.acme.example" in found["mend"]
    found = check(tmp_path, capsys, more=ana.format("people.acme.example"))[1]["domain"]
    assert found == {
        "what": "domain", "fine": True, "said": "nobody but the service has an address at acme.example", "mend": "",
        "serious": True,
    }  # fmt: skip


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


def test_what_only_weakens_the_service_is_a_warning(tmp_path: Path, capsys) -> None:
    """The exit code is for what stops it."""
    path = tmp_path / "paceline.toml"
    listen = free_port()
    feeds = f'[feeds]\nlisten = "0.0.0.0:{free_port()}"\nurl = "https://async.acme.example"\n'
    path.write_text(CONFIG.format(listen=listen, port=listen, trust="token", mailbox="lmtp") + feeds)
    assert main(["check", "--no-round-trip", "-c", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("warn  feeds port"))
    assert lines[at + 1].startswith("      mend: ")
    assert any(line.startswith("      hint: ") for line in lines)


# --- calendars to subscribe to ---------------------------------------------------------------------------------------

ANA = """
[people.ana]
name = "Ana Soto"
address = "ana@acme.example"
team = "platform"
"""


def test_without_feeds_nothing_is_said_of_them(tmp_path: Path, capsys) -> None:
    _, found = check(tmp_path, capsys)
    assert not [what for what in found if what.startswith("feeds")]


def test_feeds_are_fetched_as_a_subscriber_would(tmp_path: Path, capsys) -> None:
    port = free_port()
    more = f'{ANA}\n[feeds]\nurl = "http://127.0.0.1:{port}"\nlisten = "127.0.0.1:{port}"\n'
    code, found = check(tmp_path, capsys, more=more)
    assert found["feeds port"]["fine"]
    assert "is free" in found["feeds port"]["said"]
    assert not found["feeds"]["fine"]
    assert "[feeds] listen" in found["feeds"]["mend"]
    assert code == 0, "mail works without them"

    server = FeedServer(load(tmp_path / "paceline.toml", {}))
    server.start()
    try:
        _, found = check(tmp_path, capsys, more=more)
    finally:
        server.stop()
    assert found["feeds port"]["said"] == f"they are served on 127.0.0.1 port {port}"
    assert found["feeds"]["fine"]
    assert "only this machine" in found["feeds"]["said"]


def test_a_port_that_another_program_has(tmp_path: Path, capsys) -> None:
    server = HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    more = f'[feeds]\nurl = "https://async.acme.example"\nlisten = "127.0.0.1:{server.server_port}"\n'
    try:
        code, found = check(tmp_path, capsys, more=more)
    finally:
        server.shutdown()
        server.server_close()
    assert not found["feeds port"]["fine"]
    assert "another program" in found["feeds port"]["said"]
    assert code == 1, "paceline run would not start"


def test_a_port_that_other_machines_reach(tmp_path: Path, capsys) -> None:
    more = '[feeds]\nurl = "https://async.acme.example"\nlisten = "0.0.0.0:8026"\n'
    code, found = check(tmp_path, capsys, more=more)
    assert not found["feeds port"]["fine"]
    assert "without TLS" in found["feeds port"]["said"]
    assert code == 0


def test_a_folder_of_feeds(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "cal"
    more = f'[feeds]\nurl = "https://async.acme.example"\nfolder = "{folder}"\n'
    _, found = check(tmp_path, capsys, more=more)
    assert found["feeds folder"]["said"] == f"{folder} will be made"

    config = load(tmp_path / "paceline.toml", {})
    with app.books(config) as ledger:
        feed_files.write(Service(config, ledger, app.SystemClock()))
    _, found = check(tmp_path, capsys, more=more)
    assert found["feeds folder"]["said"] == f"{folder} is up to date"

    note = folder / feed_files.NOTE
    note.write_text("0 2026-01-05")
    os.utime(note, (0, 0))
    code, found = check(tmp_path, capsys, more=more)
    assert not found["feeds folder"]["fine"]
    assert "last written on 1970-01-01" in found["feeds folder"]["said"]
    assert code == 0


def test_a_folder_that_is_none(tmp_path: Path, capsys) -> None:
    (tmp_path / "cal").write_text("")
    more = f'[feeds]\nurl = "https://async.acme.example"\nfolder = "{tmp_path}/cal"\n'
    _, found = check(tmp_path, capsys, more=more)
    assert "can't be written to" in found["feeds folder"]["said"]


def test_zones_that_another_machine_knows_better(tmp_path: Path, capsys, monkeypatch) -> None:
    _, found = check(tmp_path, capsys)
    assert found["zones"]["fine"]
    newest = tzdata.IANA_VERSION
    monkeypatch.setattr(tzdata, "IANA_VERSION", "2025b")
    code, found = check(tmp_path, capsys)
    assert not found["zones"]["fine"]
    assert newest in found["zones"]["said"]
    assert code == 0

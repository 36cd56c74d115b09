"""`paceline init`: the first configuration."""

from __future__ import annotations

import os
import pty
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli.terminal import paceline

from paceline import app
from paceline.cli.providers import PROVIDERS
from paceline.config import load
from paceline_connectors import smtp

ROOT = Path(__file__).parents[2]
GIVEN = ("--address", "async@acme.example", "--operator", "it@acme.example", "--zone", "Europe/Berlin")


def test_what_is_given_is_written_and_can_be_loaded(tmp_path: Path) -> None:
    people = ("--team", "Platform & Co", "--person", "ana@acme.example", "--person", "Ana@home.example")
    ran = paceline("init", *GIVEN, *people, "--authserv-id", "mx.acme.example", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    config = load(tmp_path / "paceline.toml", {})
    assert (config.service.address, config.service.operator) == ("async@acme.example", "it@acme.example")
    assert (config.service.zone, config.service.authserv_id) == ("Europe/Berlin", "mx.acme.example")
    assert [(person.id, person.address, person.zone) for person in config.people] == [
        ("ana", "ana@acme.example", "Europe/Berlin"),
        ("ana2", "ana@home.example", "Europe/Berlin"),
    ]
    assert [(team.id, team.name) for team in config.teams] == [("platform-co", "Platform & Co")]
    assert config.service.data.is_dir()


def test_nothing_need_be_given(tmp_path: Path) -> None:
    assert paceline("init", cwd=tmp_path).code == 0
    config = load(tmp_path / "paceline.toml", {})
    assert config.service.address.startswith("async@")
    assert len(config.people) == 1


def test_where_no_server_vouches_the_token_is_the_proof(tmp_path: Path) -> None:
    paceline("init", *GIVEN, "--authserv-id", "none", cwd=tmp_path)
    assert load(tmp_path / "paceline.toml", {}).service.trust == "token"


def test_letters_go_to_a_server_on_this_machine_or_over_tls(tmp_path: Path) -> None:
    for host, security, port in (("localhost", "none", 25), ("smtp.acme.example", "starttls", 587)):
        paceline("init", *GIVEN, "--smtp", host, "--config", tmp_path / f"{host}.toml")
        settings = load(tmp_path / f"{host}.toml", {}).transport.settings
        assert (settings["host"], settings["security"], settings["port"]) == (host, security, port)
        smtp.transport(settings).close()


SECRETS = {
    "PACELINE_MAIL_PASSWORD": "pass",
    "PACELINE_EXCHANGE_PASSWORD": "pass",
    "PACELINE_TOKEN_KEY": "a key of thirty-two characters, at least",
    "PACELINE_GRAPH_TENANT": "acme.example",
    "PACELINE_GRAPH_CLIENT": "11111111-2222-3333-4444-555555555555",
    "PACELINE_GRAPH_SECRET": "secret",
}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_has_its_doors(tmp_path: Path, provider: str) -> None:
    ran = paceline("init", *GIVEN, "--provider", provider, "--server", "mail.acme.example", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "Next: paceline check"
    config = load(tmp_path / "paceline.toml", SECRETS)
    for name, door in (("mailbox", config.mailbox), ("transport", config.transport), ("calendar", config.calendar)):
        if door:
            getattr(app.connector(door), name)(door.settings).close()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_page_of_every_provider_is_there(provider: str) -> None:
    headings = re.findall(r"^#+ (.+)$", (ROOT / "docs" / "running.md").read_text(), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert PROVIDERS[provider].page in anchors


def test_a_provider_that_is_none_is_told(tmp_path: Path) -> None:
    ran = paceline("init", *GIVEN, "--provider", "pigeon", cwd=tmp_path)
    assert ran.code == 2
    assert list(tmp_path.iterdir()) == []


def test_what_the_providers_server_calls_itself_is_known(tmp_path: Path) -> None:
    paceline("init", *GIVEN, "--provider", "google", cwd=tmp_path)
    assert load(tmp_path / "paceline.toml", SECRETS).service.authserv_id == "mx.google.com"


def test_the_secret_is_fresh_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        paceline("init", *GIVEN, "--config", tmp_path / name / "paceline.toml")
    a, b = (load(tmp_path / name / "paceline.toml", {}).service.secret for name in ("a", "b"))
    assert a != b
    assert len(a) >= 32
    assert stat.S_IMODE((tmp_path / "a" / "paceline.toml").stat().st_mode) == 0o600


def test_a_configuration_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "paceline.toml").write_text("precious")
    ran = paceline("init", *GIVEN, cwd=tmp_path)
    assert ran.code == 1
    assert "is there already" in ran.err
    assert (tmp_path / "paceline.toml").read_text() == "precious"


def test_a_wrong_value_is_told_before_anything_is_written(tmp_path: Path) -> None:
    ran = paceline("init", "--zone", "Europe/Berln", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err == 'error: there is no time zone "Europe/Berln"; did you mean "Europe/Berlin"?\n'
    assert list(tmp_path.iterdir()) == []


def test_on_a_terminal_it_asks_and_asks_again(tmp_path: Path) -> None:
    """A wrong answer is told and asked again; an empty one takes the default."""
    answers = [
        "nobody",
        "async@acme.example",
        "it@acme.example",
        "Europe/Berlin",
        "",
        "",
        "",
        "Platform",
        "ana@acme.example",
    ]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "paceline", "init"], stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path
    )
    os.close(theirs)
    shown = ""
    for answer in answers:
        shown += _until_asked(ours)
        os.write(ours, answer.encode() + b"\n")
    assert process.wait(timeout=120) == 0
    os.close(ours)
    assert '"nobody" is no mail address' in shown
    assert load(tmp_path / "paceline.toml", {}).service.authserv_id == "acme.example"


def _until_asked(terminal: int) -> str:
    shown = ""
    deadline = time.monotonic() + 120
    while not re.search(r"\]: $", shown) and time.monotonic() < deadline:
        shown += os.read(terminal, 4096).decode()
    return shown

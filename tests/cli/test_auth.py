"""`paceline auth`: a process that waits for somebody with a browser, and what it says when that comes to nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.terminal import paceline
from connectors.test_google_accounts import KEY, US, Browser
from fakes.google import Google

HEAD = """
[service]
address = "async@acme.example"
operator = "ops@acme.example"
secret = "a secret of thirty-two characters, at least"
trust = "token"
data = "data"

[teams.platform]
[people.ana]
address = "ana@acme.example"
"""
DOOR = """
[{name}]
connector = "google"
account = "{account}"
client_file = "client.json"
token_file = "token"
token_key = "env:PACELINE_TOKEN_KEY"
endpoint = "{endpoint}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "paceline.toml").write_text(HEAD)
    return tmp_path


def at_google(folder: Path, google: Google, *doors: str, account: str = US) -> None:
    google.client_file(folder / "client.json")
    tables = "".join(DOOR.format(name=name, account=account, endpoint=google.base) for name in doors)
    (folder / "paceline.toml").write_text(HEAD + tables)


def authorize(folder: Path) -> tuple[int, list[str]]:
    """In a process of its own; whatever address it shows is opened in a browser."""
    browser, shown = Browser(), []
    variables = {"PACELINE_TOKEN_KEY": KEY, "OAUTHLIB_INSECURE_TRANSPORT": "1", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "paceline", "auth", "google"]
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            shown.append(line.rstrip())
            browser.tell(line.strip())
    return process.returncode, shown


def test_one_yes_is_for_all_doors_of_an_account(folder: Path) -> None:
    with Google(US) as google:
        at_google(folder, google, "mailbox", "transport", "calendar")
        code, shown = authorize(folder)
        assert (code, len([line for line in shown if line.startswith("http")])) == (0, 1), shown
        allowed = f"allowed by {US}: see and write events, see when others are busy, read, label and send mail"
        assert shown[-1] == allowed
        assert (folder / "token").is_file()
        google.receive(US, b"From: ana@acme.example\r\nSubject: hello\r\n\r\nhello\r\n")
        ran = paceline("tick", cwd=folder, env={"PACELINE_TOKEN_KEY": KEY})
        assert ran.out.startswith("1 mails taken in"), ran.err


def test_no_more_than_the_doors_need_is_asked_for(folder: Path) -> None:
    with Google(US) as google:
        at_google(folder, google, "mailbox", "transport")
        assert authorize(folder)[1][-1] == f"allowed by {US}: read, label and send mail"


def test_no_door_goes_there(folder: Path) -> None:
    ran = paceline("auth", "microsoft", cwd=folder)
    assert ran.code == 2
    assert "no door goes to microsoft; see docs/running.md" in ran.err


def test_a_provider_that_is_none(folder: Path) -> None:
    assert paceline("auth", "pigeon", cwd=folder).code == 2


def test_settings_that_can_not_work_are_all_told(folder: Path) -> None:
    (folder / "paceline.toml").write_text(f'{HEAD}\n[mailbox]\nconnector = "google"\nclient_fil = "x"\n')
    ran = paceline("auth", "google", cwd=folder)
    assert ran.code == 2
    assert "account: it is missing" in ran.err
    assert "client_fil: there is no such setting" in ran.err


def test_a_variable_that_is_not_set_is_named(folder: Path) -> None:
    with Google(US) as google:
        at_google(folder, google, "mailbox")
        ran = paceline("auth", "google", cwd=folder)
    assert ran.code == 2
    assert "PACELINE_TOKEN_KEY" in ran.err

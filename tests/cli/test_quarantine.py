"""Mails that were held or could not be read: listed, shown, taken again, let go."""

from __future__ import annotations

import json
from pathlib import Path

from conversation import CONFIG, Conversation
from typer.testing import CliRunner

from paceline.cli import main


def paceline(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


def held(tmp_path: Path) -> tuple[Conversation, str]:
    team = Conversation(tmp_path, config=CONFIG).invites("eva@partner.example")
    return team, str(tmp_path / "paceline.toml")


def test_a_held_invite_is_taken_in_once_its_sender_is_known(tmp_path: Path, capsys) -> None:
    team, config = held(tmp_path)
    code, out, _ = paceline(capsys, "quarantine", "list", "--json", "-c", config)
    assert code == 0
    mail = json.loads(out)
    assert mail["state"] == "held"
    assert "eva@partner.example" in mail["reason"]
    told = team.hears("ops@acme.example", f"paceline quarantine retry {mail['id'][:12]}")
    assert told
    team.close()

    person = '[people.eva]\nname = "Eva"\naddress = "eva@partner.example"\nteam = "platform"\n'
    Path(config).write_text(CONFIG + person)
    assert paceline(capsys, "quarantine", "retry", mail["id"][:8], "-c", config)[0] == 0
    code, out, err = paceline(capsys, "tick", "--now", "2026-11-23T10:00+01:00", "-c", config)
    assert (code, err) == (0, "")
    assert out.startswith("1 mails taken in")
    assert "Platform weekly" in paceline(capsys, "cadences", "-c", config)[1]


def test_what_is_dropped_is_gone_and_not_taken_in_again(tmp_path: Path, capsys) -> None:
    team, config = held(tmp_path)
    name = str(team.inbox("held")[0]["id"])
    raw = CliRunner().invoke(app(), ["quarantine", "show", name, "-c", config]).stdout_bytes
    assert b"Subject: Invitation: Platform weekly" in raw
    assert paceline(capsys, "quarantine", "drop", name, "-c", config)[0] == 0
    assert paceline(capsys, "quarantine", "list", "-c", config)[1] == ""
    team.brings(raw)
    assert [mail["state"] for mail in team.inbox("dropped", "held", "new")] == ["dropped"]


def test_an_id_that_is_not_there_is_said_so(tmp_path: Path, capsys) -> None:
    _, config = held(tmp_path)
    code, _, err = paceline(capsys, "quarantine", "retry", "zz", "-c", config)
    assert code == 1
    assert "paceline quarantine list" in err


def app():
    from paceline.cli.commands import app as commands

    return commands

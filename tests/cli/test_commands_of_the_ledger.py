"""What the commands that look into the ledger print, after a real round."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cases import ROOT
from conversation import Conversation

from paceline.cli import main
from paceline.cli.commands import FailedError
from paceline.cli.ingest import Files


@pytest.fixture
def config(team: Conversation, tmp_path: Path) -> str:
    team.invites("mara").at("2026-11-27 09:00")
    team.says("ana", "Next\n- ship the importer by Thursday").says("bo", "away until 4 Dec", to="new")
    team.ledger.close()
    return str(tmp_path / "paceline.toml")


def records(capsys, *arguments: str) -> list[dict]:
    assert main([*arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_people(config: str, capsys) -> None:
    people = {record["id"]: record for record in records(capsys, "people", "-c", config)}
    assert set(people) == {"mara", "ana", "bo"}
    assert people["bo"]["away"] == ["2026-11-27 to 2026-12-04"]
    assert people["ana"]["known_from"] == "the configuration"


def test_cadences(config: str, capsys) -> None:
    (cadence,) = records(capsys, "cadences", "-c", config)
    assert (cadence["title"], cadence["organizer"], cadence["state"]) == ("Platform weekly", "mara", "runs")


def test_ledger_and_why(config: str, capsys) -> None:
    kinds = [record["kind"] for record in records(capsys, "ledger", "-c", config)]
    assert kinds[0] == "CadenceSet"
    assert {"Promised", "Updated", "WentAway"} <= set(kinds)
    (fact,) = records(capsys, "why", "c1", "-c", config)
    assert "ship the importer" in fact["fact"]
    assert fact["subject"] == "Re: Platform weekly: your update for Mon 30 Nov"


def test_what_is_printed_for_programs_is_promised(config: str, capsys) -> None:
    promised = set(re.findall(r"[a-z_]+", (ROOT / "docs" / "json.md").read_text(encoding="utf-8")))
    printed = [
        record
        for command in (
            ("cadences",), ("people",), ("ledger",), ("why", "c1"), ("outbox",), ("quarantine", "list"),
            ("preview",),
        )
        for record in records(capsys, *command, "-c", config)
    ]  # fmt: skip
    assert {key for record in printed for key in record} <= promised
    instants = {
        record[key] for record in printed for key in ("at", "received_at", "created_at", "next") if key in record
    }
    assert instants
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", one) for one in instants - {None})


def test_agreement(config: str, capsys) -> None:
    (agreed,) = records(capsys, "agreement", "-c", config)
    assert (agreed["team"], agreed["version"], agreed["since"], agreed["owner"]) == ("platform", 1, None, "mara")
    clause = next(one for one in agreed["clauses"] if one["key"] == "window_days")
    assert (clause["number"], clause["words"]) == ("3.1", "2 working days")
    assert main(["agreement", "platform", "-c", config]) == 0
    shown = capsys.readouterr().out
    assert "2 Escalation\n" in shown
    assert "  3.1   an intent stays open for: 2 working days" in shown
    assert main(["agreement", "web", "-c", config]) == 1
    assert 'there is no team "web"; there are platform' in capsys.readouterr().err


def test_outbox(config: str, capsys) -> None:
    kinds = [record["kind"] for record in records(capsys, "outbox", "-c", config)]
    assert kinds.count("envelope") == 3
    assert records(capsys, "outbox", "-c", config, "--state", "refused") == []


def test_a_pipe_gets_plain_lines(config: str, capsys) -> None:
    assert main(["outbox", "-c", config]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(line.count("\t") == 7 and "\x1b" not in line for line in lines)


def test_what_is_not_there_is_said_in_one_line(config: str, capsys) -> None:
    assert main(["why", "C99", "-c", config]) == 1
    assert capsys.readouterr().err == "error: there is no C99; the ids are in: paceline ledger\n"


def test_ingest_takes_files_folders_and_mboxes_once(team: Conversation, tmp_path: Path, capsys) -> None:
    config, folder = str(tmp_path / "paceline.toml"), tmp_path / "mails"
    folder.mkdir()
    mails = [team.mail("ana", f"find number {n}", None).as_bytes() for n in range(3)]
    (folder / "one.eml").write_bytes(mails[0])
    (folder / "two.eml").write_bytes(mails[1])
    (tmp_path / "old.mbox").write_bytes(b"".join(b"From x Mon Nov 23 09:00:00 2026\n" + raw + b"\n" for raw in mails))
    team.ledger.close()
    assert main(["ingest", str(folder), "-c", config]) == 0
    assert capsys.readouterr().out.startswith("2 mails read, 2 settled")
    assert main(["ingest", str(tmp_path / "old.mbox"), "-c", config]) == 0
    assert capsys.readouterr().out.startswith("3 mails read, 1 settled")


def test_tick_says_what_it_did(config: str, capsys) -> None:
    assert records(capsys, "tick", "-c", config, "--now", "2026-11-30T09:00+01:00")[0]["planned"] > 0


def test_a_folder_is_no_mail_and_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for folder in ("mails/archive.eml", "maildir/new/folder", "maildir/cur"):
        (tmp_path / folder).mkdir(parents=True)
    assert list(Files([tmp_path / "mails", tmp_path / "maildir"]).fetch()) == []
    with pytest.raises(FailedError, match=r"gone\.eml can't be read: No such file"):
        list(Files([tmp_path / "gone.eml"]).fetch())

"""Exports: what a team has on record, or a person; nobody's private words but their own, and never another team's."""

from __future__ import annotations

import csv
import io
import json
import mailbox
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from conversation import CONFIG, Conversation
from hypothesis import given
from hypothesis import strategies as st

from paceline.agenda import exports
from paceline.cli import main

TWO_TEAMS = (
    CONFIG + '\n[teams.ops]\n\n[people.kim]\naddress = "kim@acme.example"\nteam = "ops"\nzone = "Europe/Berlin"\n'
)


@pytest.fixture
def team(tmp_path: Path) -> Conversation:
    told = Conversation(tmp_path, config=TWO_TEAMS)
    told.invites("mara").at("2026-11-27 09:00")
    told.says("ana", "Done: =SUM(A1)\nNext\n- publish the API draft by 4 Dec for @bo\n\nprivate to @bo: a tapir")
    told.says("bo", "Intent: keep SQLite unless objected by 30 Nov 17:00 because one file is enough", to="new")
    told.says("ana", "D1 object: watch the *write* rate\n\nFrom here on", to="new")
    told.says("ana", "private to @zed: an ocelot", to="new")
    told.says("bo", "D1 amend: keep SQLite for the edge", to="new").says("kim", "Decision: pandas, because", to="new")
    told.at("2026-12-07 12:00")
    yield told
    told.close()


def export(team: Conversation, *arguments: str) -> tuple[int, str]:
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["export", *arguments, "-c", str(team.config.path)])
        out.flush()
    return code, out.buffer.getvalue().decode() + err.getvalue()


def records(team: Conversation, *arguments: str) -> list[dict]:
    code, said = export(team, *arguments)
    assert code == 0, said
    return [json.loads(line) for line in said.splitlines()]


def test_a_team_has_its_own_and_nothing_private(team: Conversation) -> None:
    found = records(team, "--team", "platform")
    assert {(it["kind"], it["id"]) for it in found} == {("commitment", "C1"), ("update", ""), ("decision", "D1")}
    (promise,) = (it for it in found if it["kind"] == "commitment")
    assert (promise["owner"], promise["due"], promise["needed_by"]) == ("ana", "2026-12-04", ["bo"])
    assert promise["history"][0]["what"].startswith("ana promised")
    text = json.dumps(found)
    assert not any(words in text for words in ("tapir", "ocelot", "pandas"))


def test_a_person_has_their_own_with_what_they_said_in_private(team: Conversation) -> None:
    found = records(team, "--person", "ana")
    assert {it["kind"] for it in found} == {"commitment", "decision", "update", "private"}
    assert "tapir" in json.dumps(records(team, "--person", "bo")), "it was said to Bo"
    assert "tapir" not in json.dumps(records(team, "--person", "mara"))
    assert [it["title"] for it in records(team, "--person", "kim")] == ["pandas"]


def test_since_a_day(team: Conversation) -> None:
    assert not records(team, "--team", "platform", "--since", "2027-01-01")
    assert export(team, "--team", "platform", "--since", "soon")[0] == 2


def test_which_team_is_to_be_said(team: Conversation) -> None:
    assert export(team) == (2, "error: whose? add --team or --person; there are platform, ops\n")
    assert export(team, "--person", "zed")[0] == 1


def test_a_spreadsheet_runs_nothing(team: Conversation) -> None:
    _, said = export(team, "--team", "platform", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said)))
    (update,) = (row for row in rows if row["kind"] == "update")
    assert update["detail"].startswith("'=SUM(A1)")
    assert {row["id"] for row in rows} >= {"C1", "D1"}


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    assert not exports.cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_decision_records_hold_dissent_word_for_word(team: Conversation, tmp_path: Path) -> None:
    folder = tmp_path / "decisions"
    assert export(team, "--team", "platform", "--format", "md")[0] == 2
    assert export(team, "--team", "platform", "--format", "md", "-o", str(folder)) == (0, f"1 decisions in {folder}\n")
    (file,) = folder.iterdir()
    assert file.name == "D1-keep-sqlite-for-the-edge.md"
    assert file.stat().st_mode & 0o077 == 0
    text = file.read_text()
    assert text.startswith("# D1: keep SQLite for the edge\n\n- Status: decided\n- Owner: Bo")
    assert "> watch the \\*write\\* rate" in text
    assert "Ana:" in text
    assert "objected" in text.partition("## How it came about")[2]


def test_kept_mails_come_back_from_the_file_as_they_came(team: Conversation, tmp_path: Path) -> None:
    file = tmp_path / "ana.mbox"
    assert export(team, "--person", "ana", "--format", "mbox", "-o", str(file))[0] == 0
    box = mailbox.mbox(file)
    assert len(box) == 3
    assert ">From here on" in file.read_text()
    assert export(team, "--team", "platform", "--format", "mbox", "-o", str(file))[0] == 0
    text = file.read_text()
    assert "write* rate" in text
    assert not any(words in text for words in ("tapir", "ocelot", "pandas"))


def test_a_calendar(team: Conversation) -> None:
    code, said = export(team, "--person", "ana", "--format", "ics")
    assert code == 0
    assert "BEGIN:VCALENDAR" in said
    assert "publish the API draft" in said


@given(st.lists(st.binary(max_size=60), min_size=1, max_size=4))
def test_a_mailbox_can_be_read_back(bodies: list[bytes]) -> None:
    """mboxrd: take one ">" off each ">From "."""
    from datetime import UTC, datetime

    raws = [b"Subject: x\n\n" + body.replace(b"\r", b"") + b"\nFrom me\n>From you\n" for body in bodies]
    file = b"".join(exports.as_mbox(("ana@acme.example", datetime(2026, 12, 1, tzinfo=UTC), raw) for raw in raws))
    parts = [part.partition(b"\n")[2] for part in (b"\n" + file).split(b"\nFrom ana@acme.example ")[1:]]
    back = [part.replace(b"\n>From ", b"\nFrom ").replace(b"\n>>From ", b"\n>From ").rstrip(b"\n") for part in parts]
    assert [raw.rstrip(b"\n").replace(b"\n>From ", b"\nFrom ") for raw in raws] == [
        each.replace(b"\n>From ", b"\nFrom ") for each in back
    ]

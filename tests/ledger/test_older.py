"""A ledger of every earlier revision, with what a conversation had left in it, is brought up to date and goes on."""

from __future__ import annotations

import base64
import email
import email.policy
import json
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from conversation import CONFIG, Conversation, Letter
from sqlalchemy import Boolean, MetaData, inspect, text

from paceline import app
from paceline.cli import main
from paceline.config import load
from paceline.ledger import Ledger, facts, outbox
from paceline.ledger.schema import REVISION
from paceline.ledger.store import _alembic

OLDER = Path(__file__).parent / "older"
REVISIONS = tuple(f"{n:04}" for n in range(1, int(REVISION)))


def made_of(url: str, revision: str) -> None:
    """A ledger as the code of that revision left it."""
    from alembic import command

    kept = OLDER / f"{revision}.jsonl"
    if not kept.exists():
        pytest.skip(f"nobody kept a ledger of {revision}: with the code of that revision run {OLDER / 'make.py'}")
    ledger = Ledger(url)
    with ledger.engine.begin() as tx:
        command.upgrade(_alembic(tx), revision)
        known = MetaData()
        known.reflect(tx, only=[name for name in inspect(tx).get_table_names() if not name.startswith("searched")])
        for line in kept.read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            if said["table"] != "alembic_version":
                table = known.tables[said["table"]]
                row = {key: _value(value, table.c[key].type) for key, value in said["row"].items()}
                tx.execute(table.insert(), row)
        if not ledger.is_sqlite:
            tx.execute(text("select setval(pg_get_serial_sequence('facts', 'seq'), (select max(seq) from facts))"))
    assert ledger.revision()[0] == revision
    ledger.close()


def _value(value: Any, kind: Any) -> Any:
    if isinstance(value, dict):
        return value["text"].encode() if "text" in value else base64.b64decode(value["base64"])
    return bool(value) if isinstance(kind, Boolean) else value


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("fresh_postgres"))
    return f"sqlite:///{tmp_path / 'data' / 'ledger.db'}"


@pytest.fixture(params=REVISIONS)
def team(tmp_path: Path, url: str, request: pytest.FixtureRequest) -> Iterator[Conversation]:
    (tmp_path / "data").mkdir()
    made_of(url, request.param)
    conversation = Conversation(tmp_path, config=f'{CONFIG}\n[ledger]\nurl = "{url}"\n', start="2026-11-27 10:00")
    yield conversation
    conversation.close()


def letter(team: Conversation, who: str, words: str) -> Letter:
    """One that went out before the upgrade."""
    with team.ledger.begin() as tx:
        for posted in outbox.everything(tx):
            mail = email.message_from_bytes(posted.raw, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            if posted.recipient == team.address(who) and words in str(mail["Subject"]):
                return Letter(posted.recipient, posted.raw)
    raise AssertionError(f"no letter to {who} about {words}")


@pytest.mark.sampled(7)
def test_the_same_conversation_goes_on(team: Conversation) -> None:
    assert team.ledger.revision() == (REVISION, REVISION)
    assert team.status("C1") == "open"
    team.tick()
    assert team.transport.letters == [], "what had gone goes again"
    team.says("mara", "Done\n- the hiring plan", to=letter(team, "mara", "your update"))
    team.hears("mara", "Your update for Mon 30 Nov: 1 done")
    team.at("2026-11-30 09:05")
    digest = team.hears("bo", "the hiring plan", "ship the importer")
    assert "Platform weekly" in digest.subject
    team.at("2026-12-03 18:00")
    assert team.status("D1") == "decided"
    team.says("ana", "C1 done", to="new")
    assert team.status("C1") == "kept"
    team.at("2026-12-07 10:00")
    names = [(one.to, str(one.mail["Message-ID"])) for one in team.transport.letters]
    assert len(names) == len(set(names))


@pytest.mark.sampled(7)
def test_what_is_derived_is_derived_of_the_old_facts(team: Conversation) -> None:
    team.says("bo", "find importer", to="new")
    team.hears("bo", "ship the importer")
    with team.ledger.begin() as tx:
        before = facts.open_items(tx, team="platform")
        facts.rebuild(tx)
        assert facts.open_items(tx, team="platform") == before
    assert {item.id for item in before} == {"C1", "D1"}


def test_there_are_ledgers_of_the_first_revisions(tmp_path: Path) -> None:
    assert {"0001", "0002", "0003", "0004"} <= {path.stem for path in OLDER.glob("*.jsonl")}


def test_the_command_upgrades_and_says_so(tmp_path: Path, capsys) -> None:
    (tmp_path / "data").mkdir()
    made_of(f"sqlite:///{tmp_path / 'data' / 'ledger.db'}", "0001")
    path = tmp_path / "paceline.toml"
    path.write_text(CONFIG)
    assert main(["db", "-c", str(path)]) == 1
    assert capsys.readouterr().out == f"the ledger is at revision 0001, not {REVISION}\n"
    assert main(["db", "upgrade", "-c", str(path)]) == 0
    assert capsys.readouterr().out == f"the ledger is at revision {REVISION}\n"
    assert main(["db", "-c", str(path)]) == 0
    with app.books(load(path, {})) as ledger:
        assert ledger.revision()[0] == REVISION

"""Writes what a ledger holds in the middle of a conversation, as text, before a migration makes it another.

Run it with the code of the revision that is to be kept, before the next one is added:

    PYTHONPATH=tests .venv/bin/python tests/ledger/older/make.py

It writes NNNN.jsonl beside itself: one row a line, octets as text where they are UTF-8, else as base64.
"""

from __future__ import annotations

import base64
import json
import sqlite3
import sys
import tempfile
from pathlib import Path

from conversation import Conversation

HERE = Path(__file__).parent
DERIVED = ("searched", "sqlite_")
"""Tables that an upgrade fills by itself, by the beginnings of their names."""


def story(team: Conversation) -> None:
    """A round is under way: Ana has answered, Mara's mail lies in the inbox, an intent and a commitment are open."""
    team.invites("mara", guests=("mara", "ana", "bo"))
    team.at("2026-11-27 10:00")
    letter = next(one for one in team.letters("ana") if "your update" in one.subject)
    said = "Done\n- the plan\nNext\n- ship the importer by 3 Dec\nIntent: drop 3.11 unless objected by 2 Dec"
    team.says("ana", said, to=letter)
    team.says("bo", "Help: who knows the billing API?", to="new")


def rows(file: Path):
    with sqlite3.connect(file) as database:
        database.row_factory = sqlite3.Row
        named = "select name from sqlite_master where type = 'table' order by name"
        for (table,) in [tuple(row) for row in database.execute(named)]:
            if not table.startswith(DERIVED):
                for row in database.execute(f"select * from {table} order by 1"):
                    yield {"table": table, "row": {key: plain(row[key]) for key in row.keys()}}  # noqa: SIM118


def plain(value: object) -> object:
    if not isinstance(value, bytes):
        return value
    try:
        return {"text": value.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode()}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        team = Conversation(Path(folder))
        story(team)
        revision = team.ledger.revision()[0]
        team.close()
        target = Path(sys.argv[1] if len(sys.argv) > 1 else HERE) / f"{revision}.jsonl"
        lines = (json.dumps(row, ensure_ascii=False) for row in rows(Path(folder) / "data" / "ledger.db"))
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main()

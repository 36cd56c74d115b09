"""`paceline quarantine`: mails that were held or could not be read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from paceline.cli.commands import FailedError, command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.output import show

if TYPE_CHECKING:
    from paceline.ledger import Tx

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline quarantine list
  paceline quarantine show 3f9a
  paceline quarantine retry 3f9a      after the cause is mended; the worker or "paceline tick" takes it in
  paceline quarantine drop 3f9a
"""
COLUMNS = {"id": "Id", "received_at": "Came", "state": "State", "kind": "Kind", "reason": "Why"}
Id = Annotated[str, typer.Argument(help="The beginning of its id.")]


@app.callback(epilog=EXAMPLE)
def quarantine() -> None:
    """Mails that were held (kept, nothing changed) or quarantined (could not be read), and why."""


@app.command("list")
def listing(config: ConfigPath = None, as_json: AsJson = False) -> None:
    """List them, newest first."""
    from paceline.ledger import inbox

    with books(config) as tx:
        records = inbox.listing(tx, ("held", "quarantined"), 1000)
    shown = records if as_json else ({**record, "id": str(record["id"])[:12]} for record in records)
    show(shown, COLUMNS, as_json=as_json)


@app.command("show")
def show_one(id_: Id, config: ConfigPath = None) -> None:
    """Print one mail as it came; it may hold anything, so mind your terminal: pipe it into "less" or a file."""
    from paceline.ledger import inbox

    with books(config) as tx:
        raw = inbox.raw_of(tx, _one(tx, id_)) or b""
    sys.stdout.buffer.write(raw)


@app.command()
def retry(id_: Id, config: ConfigPath = None) -> None:
    """Let one be taken in again."""
    from paceline.ledger import inbox

    with books(config) as tx:
        found = _one(tx, id_)
        inbox.take_again(tx, found)
    print(f"{found[:12]} will be taken in again")


@app.command()
def drop(id_: Id, config: ConfigPath = None) -> None:
    """Let one go for good; its text is deleted."""
    from paceline.ledger import inbox

    with books(config) as tx:
        found = _one(tx, id_)
        inbox.drop(tx, found)
    print(f"{found[:12]} is gone")


def _one(tx: Tx, prefix: str) -> str:
    from paceline.ledger import inbox

    found = inbox.starting_with(tx, prefix)
    if len(found) == 1:
        return found[0]
    why = f"no mail in quarantine begins with {prefix}" if not found else f"several mails begin with {prefix}"
    raise FailedError(f"{why}; the ids are in: paceline quarantine list")

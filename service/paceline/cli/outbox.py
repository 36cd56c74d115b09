"""`paceline outbox`: the letters, and what became of them."""

from __future__ import annotations

from typing import Annotated

import typer

from paceline.cli.commands import command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.output import show

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline outbox
  paceline outbox --state refused --state unknown
"""
COLUMNS = {
    "created_at": "Written", "kind": "Letter", "recipient": "To", "state": "State", "attempts": "Tries",
    "next_at": "Next", "reason": "Why",
}  # fmt: skip
STATES = ("queued", "sending", "sent", "refused", "unknown")


@app.command(epilog=EXAMPLE)
def outbox(
    config: ConfigPath = None,
    state: Annotated[list[str] | None, typer.Option(help=f"Only these: {', '.join(STATES)}.")] = None,
    last: Annotated[int, typer.Option(help="How many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List letters: waiting, sent, refused by the server, or of unknown fate."""
    from paceline.ledger import outbox as letters

    with books(config) as tx:
        records = letters.listing(tx, state or (), last)
    show(({**record, "next_at": _waits(record)} for record in records), COLUMNS, as_json=as_json)


def _waits(record: dict[str, object]) -> object:
    return record["next_at"] if record["state"] in ("queued", "sending") else None

"""`paceline outbox`: the letters, and what became of them."""

from __future__ import annotations

from typing import Annotated

import typer

from paceline.cli.commands import MisusedError, command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.output import cell, show

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline outbox
  paceline outbox --state refused --state unknown
  paceline outbox --state held                    after a backup was put back
  paceline outbox release envelope/ana/2026-11-27 it has not gone: send it
  paceline outbox drop --all                      they all went before
"""
COLUMNS = {
    "created_at": "Written", "kind": "Letter", "recipient": "To", "state": "State", "attempts": "Tries",
    "next_at": "Next", "reason": "Why", "key": "Key",
}  # fmt: skip
STATES = ("queued", "sending", "sent", "refused", "unknown", "held")
Keys = Annotated[list[str] | None, typer.Argument(help="The keys of held letters.", show_default=False)]
All = Annotated[bool, typer.Option("--all", help="All that are held.")]


@app.callback(invoke_without_command=True, epilog=EXAMPLE)
def outbox(
    context: typer.Context,
    config: ConfigPath = None,
    state: Annotated[list[str] | None, typer.Option(help=f"Only these: {', '.join(STATES)}.")] = None,
    last: Annotated[int, typer.Option(help="How many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List letters: waiting, sent, refused by the server, of unknown fate, or held after a backup was put back."""
    if context.invoked_subcommand:
        return
    from paceline.ledger import outbox as letters

    with books(config) as tx:
        records = letters.listing(tx, state or (), last)
    show(({**record, "next_at": _waits(record)} for record in records), COLUMNS, as_json=as_json)


@app.command()
def release(keys: Keys = None, every: All = False, config: ConfigPath = None) -> None:
    """Let held letters go."""
    from paceline import app as service
    from paceline.ledger import outbox as letters

    _which(keys, every)
    with books(config) as tx:
        found = letters.release(tx, keys or (), service.now())
    _tell(found, "goes out", keys)


@app.command()
def drop(keys: Keys = None, every: All = False, config: ConfigPath = None) -> None:
    """Held letters that went before, or that nobody needs any more: they are not sent."""
    from paceline.ledger import outbox as letters

    _which(keys, every)
    with books(config) as tx:
        found = letters.let_go(tx, keys or ())
    _tell(found, "is not sent", keys)


def _which(keys: list[str] | None, every: bool) -> None:
    if bool(keys) == every:
        raise MisusedError("name the keys of letters, or say --all; see: paceline outbox --state held")


def _tell(found: tuple[str, ...], what: str, keys: list[str] | None) -> None:
    for key in found:
        print(f"{cell(key)} {what}")
    for key in sorted({*(keys or ())} - {*found}):
        print(f"{cell(key)} is not held")


def _waits(record: dict[str, object]) -> object:
    return record["next_at"] if record["state"] in ("queued", "sending") else None

"""`paceline db`: the ledger's schema."""

from __future__ import annotations

import typer

from paceline.cli.commands import command_app
from paceline.cli.opening import complaints
from paceline.cli.options import ConfigPath
from paceline.cli.options import config as load

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline db                at which revision the ledger is
  paceline db upgrade        after `paceline backup`, with the service stopped
"""


@app.callback(invoke_without_command=True, epilog=EXAMPLE)
def db(context: typer.Context, config: ConfigPath = None) -> None:
    """Show the revision of the ledger's schema. Exit code 1 where it is not the newest."""
    if context.invoked_subcommand:
        return
    from paceline import app as service

    loaded = load(config)
    with complaints(loaded), service.books(loaded) as ledger:
        here, newest = ledger.revision()
    _tell(here, newest)
    if here != newest:
        raise typer.Exit(1)


@app.command()
def upgrade(config: ConfigPath = None) -> None:
    """Bring the ledger up to date; `run` and `tick` do so too. There is no way back but a backup."""
    from paceline import app as service

    loaded = load(config)
    with complaints(loaded):
        service.prepare(loaded)
        with service.books(loaded) as ledger:
            _tell(*ledger.revision())


def _tell(here: str | None, newest: str | None) -> None:
    print(f"the ledger is at revision {here or 'none'}" + ("" if here == newest else f", not {newest}"))

"""`paceline clock`: whether the clock is believed, and the operator's word that it is right."""

from __future__ import annotations

from datetime import timedelta

import typer

from paceline.cli.commands import command_app
from paceline.cli.opening import books
from paceline.cli.options import ConfigPath

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline clock             what this machine's clock says, and what was recorded last
  paceline clock accept      the clock is right: go on
"""


@app.callback(invoke_without_command=True, epilog=EXAMPLE)
def clock(context: typer.Context, config: ConfigPath = None) -> None:
    """Show the clock, and the newest instant in the ledger. Exit code 1 where the ledger is ahead."""
    if context.invoked_subcommand:
        return
    from paceline import app as service
    from paceline.ledger import figures
    from paceline.timekeeping import FAR

    now = service.now()
    with books(config) as tx:
        newest = figures.newest(tx)
    print(f"the clock says {now:%Y-%m-%d %H:%M:%S}Z")
    if newest is None:
        return
    print(f"the last record is of {newest:%Y-%m-%d %H:%M:%S}Z")
    if newest - now > FAR:
        print("the ledger is ahead of the clock: nothing is planned or sent until the clock has come there")
        print("is the clock right all the same? paceline clock accept")
        raise typer.Exit(1)
    if now - newest > timedelta(days=7):
        print("that is long ago; is the clock right?")


@app.command()
def accept(config: ConfigPath = None) -> None:
    """Say that the clock is right: the service goes on within seconds, whatever it had believed."""
    from paceline import app as service
    from paceline.cli.opening import complaints
    from paceline.cli.options import config as load
    from paceline.timekeeping import accept as accepted

    loaded = load(config)
    with complaints(loaded), service.books(loaded) as ledger:
        accepted(ledger, service.now())
    print("the clock is right: the service goes on")

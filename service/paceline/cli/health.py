"""`paceline health`: whether mail comes in and goes out, for a monitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from paceline.cli.commands import command_app
from paceline.cli.options import ConfigPath
from paceline.cli.options import config as load
from paceline.logs import visible

if TYPE_CHECKING:
    from paceline.config import Config

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline health
  paceline health || mail -s "Paceline" it@acme.example </dev/null
"""
PATIENCE = 10
"""Seconds."""


@app.command(epilog=EXAMPLE)
def health(config: ConfigPath = None) -> None:
    """Say what stands in the way of mail. Exit code 0 where nothing does, 1 else.

    With [metrics] listen the worker is asked; without it only the ledger tells.
    """
    loaded = load(config)
    listen = loaded.metrics.listen
    reasons = _asked(listen) if listen else _by_the_ledger(loaded)
    for reason in reasons or ["ok" if listen else "ok, as far as the ledger tells; [metrics] listen is off"]:
        print(visible(reason))
    if reasons:
        raise typer.Exit(1)


def _asked(at: tuple[str, int]) -> list[str]:
    from http.client import HTTPConnection, HTTPException

    connection = HTTPConnection(*at, timeout=PATIENCE)
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        said = answer.read(10_000).decode("utf-8", "replace").splitlines()
    except (OSError, HTTPException) as error:
        return [f"nothing answers on {at[0]} port {at[1]}: {error}; does the service run?"]
    finally:
        connection.close()
    return [] if answer.status == 200 else said or [f"it answers {answer.status}"]


def _by_the_ledger(loaded: Config) -> list[str]:
    from paceline import app as service
    from paceline.cli.opening import complaints
    from paceline.health import of_the_ledger
    from paceline.ledger import figures

    now = service.now()
    with complaints(loaded), service.books(loaded) as ledger, ledger.look() as tx:
        return list(of_the_ledger(figures.look(tx, now), now))

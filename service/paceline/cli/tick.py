"""`paceline tick`: one pass, for cron."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from paceline.cli.commands import command_app
from paceline.cli.instants import instant
from paceline.cli.opening import office
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.output import show_json
from paceline.ports import Clock

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline tick
  paceline tick --now 2026-11-30T09:00+01:00      pretend that it is then; mail really goes out
"""


class _Standing(Clock):
    """A clock that stands at one instant."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at


@app.command(epilog=EXAMPLE)
def tick(
    config: ConfigPath = None,
    now: Annotated[str, typer.Option(help="The instant to work at (ISO 8601); default: the present.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take in what came, do what is due, send what may go; then stop."""
    with office(config, _Standing(instant(now)) if now else None) as opened:
        received, planned, sent = opened.tick()
    if as_json:
        show_json({"received": received, "planned": planned, "sent": sent})
    else:
        print(f"{received} mails taken in, {planned} moments came, {sent} letters sent")

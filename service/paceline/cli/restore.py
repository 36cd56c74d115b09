"""`paceline restore`: a backup back in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from paceline.cli.commands import FailedError, MisusedError, command_app
from paceline.cli.opening import complaints
from paceline.cli.options import ConfigPath
from paceline.cli.options import config as load
from paceline.logs import visible

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline restore /var/backups/paceline-20261127T090000Z.tar.gz
  paceline restore moved.tar.gz --moved       to another machine, after the service was stopped here
  paceline restore --put-back                 the database was put back by other means
"""


@app.command(epilog=EXAMPLE)
def restore(
    file: Annotated[Path | None, typer.Argument(help="What `paceline backup` wrote.", show_default=False)] = None,
    config: ConfigPath = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put a ledger aside that is there (SQLite).")] = False,
    moved: Annotated[
        bool, typer.Option("--moved", help="Nothing has run since the backup was made: hold nothing back.")
    ] = False,
    put_back: Annotated[
        bool,
        typer.Option("--put-back", help="The ledger is in its place already; only keep what waits from going twice."),
    ] = False,
) -> None:
    """Put a backup back. Stop the service first.

    Letters that may have gone since the backup was made are looked up among what was sent, where the server lets that
    be; others are held: see "paceline outbox --state held".
    """
    from paceline import app as service
    from paceline import backup
    from paceline.ledger.copying import CopyError

    loaded = load(config)
    if (file is None) != put_back:
        raise MisusedError("name the file of a backup, or say --put-back")
    with complaints(loaded):
        try:
            if file is None:
                backup.was_put_back(loaded, service.now())
                print("what waits is looked up or held when the service runs")
                return
            note, old = backup.restore(loaded, file, service.now(), replace=replace, moved=moved)
        except CopyError as error:
            raise FailedError(str(error)) from None
        except OSError as error:
            raise FailedError(f"{error}") from None
    if old:
        print(visible(f"the ledger that was there: {old}"))
    print(visible(f"{note.address} as of {note.made_at:%Y-%m-%d %H:%M}Z is in its place, with {note.mails} mails"))
    if not moved:
        print("what may have gone since then is looked up or held when the service runs: paceline outbox --state held")

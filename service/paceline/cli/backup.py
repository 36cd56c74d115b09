"""`paceline backup`: everything in one file, while the service runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from paceline.cli.commands import FailedError, command_app
from paceline.cli.opening import complaints
from paceline.cli.options import ConfigPath
from paceline.cli.options import config as load
from paceline.logs import visible

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline backup /var/backups        writes paceline-20261127T090000Z.tar.gz there
  paceline backup today.tar.gz --with-secret
"""


@app.command(epilog=EXAMPLE)
def backup(
    target: Annotated[Path, typer.Argument(help="The file to write, or a folder for it.", show_default=False)],
    config: ConfigPath = None,
    with_secret: Annotated[
        bool, typer.Option("--with-secret", help="With the configuration and its secret: keep it as you keep those.")
    ] = False,
) -> None:
    """Write a backup: the ledger, mails that are not in it yet, what an account's owner allowed (sealed).

    The service may run. Without --with-secret keep the configuration and its secret elsewhere: no letter under way
    can be answered without them.
    """
    from paceline import app as service
    from paceline.backup import make
    from paceline.ledger.copying import CopyError

    loaded = load(config)
    with complaints(loaded):
        try:
            file, note = make(loaded, target, service.now(), with_secret=with_secret)
        except CopyError as error:
            raise FailedError(str(error)) from None
        except OSError as error:
            raise FailedError(f"{error}; is there a folder {target.parent}, and room in it?") from None
    print(visible(f"{file}: {file.stat().st_size:,} octets, {note.mails} mails of the spool"))

"""`paceline run`: the worker."""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import Annotated

import typer

from paceline.cli.commands import FailedError, MisusedError, command_app
from paceline.cli.options import ConfigPath
from paceline.cli.options import config as load

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline run                        everything in one process
  paceline run --role listener        on several machines, with PostgreSQL and Redis: any number of each
  paceline run --role scheduler
  paceline run --role worker --workers 4
  paceline run --role feeds           the calendars that people subscribe to
"""


class Role(StrEnum):
    ALL = "all"
    WORKER = "worker"
    SCHEDULER = "scheduler"
    LISTENER = "listener"
    FEEDS = "feeds"


@app.command(epilog=EXAMPLE)
def run(
    config: ConfigPath = None,
    role: Annotated[Role, typer.Option(help="What this process does.")] = Role.ALL,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Threads that work.")] = 1,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Say everything.")] = False,
) -> None:
    """Run until told to stop. SIGTERM lets the work in hand end first."""
    from paceline import app as service
    from paceline import logs, worker
    from paceline.ports import SettingsError

    loaded = load(config)
    if role is Role.FEEDS and not loaded.feeds.listen:
        raise MisusedError(f'{loaded.path}: feeds.listen: it is missing; write it like "127.0.0.1:8026"')
    logs.begin(loaded, logging.DEBUG if debug else logging.INFO if verbose else logging.WARNING)
    try:
        service.prepare(loaded)
        worker.run(loaded, roles=_roles(role), workers=workers)
    except service.ConnectorError as error:
        raise MisusedError(str(error)) from None
    except SettingsError as error:
        raise MisusedError(str(error)) from None
    except OSError as error:
        raise FailedError(
            f"{error}; is another one running, or the port of [mailbox] or [feeds] listen taken?"
        ) from None


def _roles(role: Role) -> frozenset[str]:
    every = {Role.WORKER, Role.SCHEDULER, Role.LISTENER, Role.FEEDS}
    return frozenset(str(one) for one in (every if role is Role.ALL else {role}))

"""`paceline feeds`: the calendars that people subscribe to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paceline.cli.commands import FailedError, MisusedError, command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.options import config as load
from paceline.cli.output import show, show_json

if TYPE_CHECKING:
    from paceline.clerks.feeds import Feeds, Whose

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline feeds list                 whose calendars there are
  paceline feeds url ana              the address of Ana's; whoever sees it can read what is there
  paceline feeds url platform --tasks
  paceline feeds renew platform       the old address shows nothing any more; tell the team the new one
  paceline feeds write                all files of [feeds] folder, now
"""
COLUMNS = {"id": "Id", "kind": "Kind", "name": "Name"}
Id = Annotated[str, typer.Argument(help="The id of a person or a team.")]
AsTasks = Annotated[bool, typer.Option("--tasks", help="The list of tasks instead of the events.")]


@app.callback(epilog=EXAMPLE)
def feeds() -> None:
    """Calendars that people subscribe to: what is due and what waits for a word, one for each person and each team."""


@app.command("list")
def listing(
    config: ConfigPath = None,
    show_: Annotated[bool, typer.Option("--show", help="With their secret addresses.")] = False,
    as_json: AsJson = False,
) -> None:
    """List whose calendars there are."""
    with _open(config) as found:
        records = [
            {"id": it.id, "kind": it.kind, "name": found.name(it), **(_addresses(found, it) if show_ else {})}
            for it in found.everyone()
        ]
    show(records, {**COLUMNS, "due": "Events", "tasks": "Tasks"} if show_ else COLUMNS, as_json=as_json)


@app.command()
def url(whose: Id, config: ConfigPath = None, tasks: AsTasks = False, as_json: AsJson = False) -> None:
    """Print the address of one calendar."""
    with _open(config) as found:
        it = _one(found, whose)
        addresses = _addresses(found, it)
    if as_json:
        show_json({"id": it.id, "kind": it.kind, **addresses})
    else:
        print(addresses["tasks" if tasks else "due"])


@app.command()
def renew(whose: Id, config: ConfigPath = None) -> None:
    """Give an address up for a new one, and print it. What was subscribed by the old one shows nothing any more."""
    with _open(config) as found:
        it = _one(found, whose)
        found.renew(it)
        print(found.address(it))


@app.command()
def write(config: ConfigPath = None) -> None:
    """Write all calendars into the folder of [feeds], for a web server."""
    from paceline import app as service
    from paceline import feed_files
    from paceline.flow import Service

    loaded = load(config)
    if loaded.feeds.folder is None:
        raise MisusedError(f"{loaded.path}: feeds.folder: it is missing; write where the files shall be")
    with service.books(loaded) as ledger:
        try:
            count = feed_files.write(Service(loaded, ledger, service.SystemClock()), anew=True)
        except OSError as error:
            raise FailedError(f"{loaded.feeds.folder} can't be written to: {error.strerror}") from None
    print(f"{count} files changed in {loaded.feeds.folder}")


def _addresses(found: Feeds, whose: Whose) -> dict[str, str]:
    return {"due": found.address(whose), "tasks": found.address(whose, "tasks")}


def _one(found: Feeds, id_: str) -> Whose:
    them = [it for it in found.everyone() if it.id == id_]
    if not them:
        raise FailedError(f'there is no calendar of "{id_}"; see: paceline feeds list')
    if len(them) > 1:
        raise FailedError(f'"{id_}" is a person and a team; give one of them another id')
    return them[0]


@contextmanager
def _open(given: Path | None) -> Iterator[Feeds]:
    from paceline.app import now
    from paceline.clerks.desk import Desk
    from paceline.clerks.feeds import Feeds

    loaded = load(given)
    if not loaded.feeds.are_on:
        raise MisusedError(f"{loaded.path}: feeds: there are none; add [feeds] with url, and listen or folder")
    with books(given) as tx:
        yield Feeds(Desk(loaded, tx, now()))

"""`paceline export`: what is on record, for other programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from paceline.cli.commands import FailedError, MisusedError, command_app
from paceline.cli.opening import books
from paceline.cli.options import ConfigPath
from paceline.cli.options import config as load

if TYPE_CHECKING:
    from paceline.clerks.exporting import Export
    from paceline.config import Config

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline export --team platform > platform.jsonl
  paceline export --team platform --format csv -o platform.csv
  paceline export --team platform --format md -o decisions/       one file for each decision
  paceline export --person ana --format mbox -o ana.mbox          the mails of Ana's that are still kept
  paceline export --person ana --format ics -o ana.ics
"""


@app.command(epilog=EXAMPLE)
def export(
    format_: Annotated[
        Literal["json", "csv", "ics", "md", "mbox"],
        typer.Option("--format", help="json: one object a line (docs/json.md). md: decisions, into a folder."),
    ] = "json",
    config: ConfigPath = None,
    team: Annotated[str, typer.Option(help="A team's id; may be left out where there is one.")] = "",
    person: Annotated[str, typer.Option(help="Only what is this person's, in whichever team.")] = "",
    since: Annotated[str, typer.Option(help="Only what something was said of from this day on, like 2026-11-01.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file that only you can read; of md, a folder.")
    ] = None,
) -> None:
    """Write out what is on record of a team or a person. Private words go to the person who said or got them only."""
    from paceline.app import now
    from paceline.clerks.desk import Desk
    from paceline.clerks.exporting import Export
    from paceline.ledger import people

    loaded = load(config)
    with books(config) as tx:
        whose = people.by_id(tx, person) if person else None
        if person and whose is None:
            raise FailedError(f'there is nobody with the id "{person}"; see: paceline people')
        found = Export(Desk(loaded, tx, now()), "" if whose else _team(loaded, team), whose, _since(since))
        if format_ == "md":
            _write_folder(found, output)
        else:
            _write(_octets(found, format_), output)


def _octets(found: Export, form: str) -> Iterable[bytes]:
    from paceline.agenda import exports

    match form:
        case "csv":
            return (exports.as_csv(found.records()).encode(),)
        case "ics":
            return (found.calendar(),)
        case "mbox":
            return exports.as_mbox(found.mails())
    return (f"{json.dumps(record)}\n".encode() for record in found.records())


def _write(octets: Iterable[bytes], output: Path | None) -> None:
    if output is None:
        for piece in octets:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    try:
        with open(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(octets)
    except OSError as error:
        raise FailedError(f"{output} can't be written: {error.strerror}") from None


def _write_folder(found: Export, output: Path | None) -> None:
    if output is None:
        raise MisusedError("decision records go into a folder: add -o decisions/")
    try:
        output.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FailedError(f"{output} can't be made: {error.strerror}") from None
    count = 0
    for name, text in found.decisions():
        _write((text.encode(),), output / name)
        count += 1
    print(f"{count} decisions in {output}")


def _team(loaded: Config, team: str) -> str:
    known = [each.id for each in loaded.teams]
    if team in known:
        return team
    if not team and len(known) == 1:
        return known[0]
    wrong = f'there is no team "{team}"' if team else "whose? add --team or --person"
    raise MisusedError(f"{wrong}; there are {', '.join(known) or 'none'}")


def _since(day: str) -> datetime:
    from paceline.clerks.exporting import BEGINNING

    try:
        return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else BEGINNING
    except ValueError:
        raise MisusedError(f'"{day}" is no day; write it like 2026-11-01') from None

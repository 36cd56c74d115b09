"""`paceline explain`: what would be recorded from a mail, and why. Nothing is written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from paceline.cli.commands import MisusedError, command_app
from paceline.cli.options import AsJson, ConfigPath, config_if_any

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline explain reply.eml
  paceline explain --answer-to letter.eml --locale en_GB reply.eml
  find mails -name '*.eml' | paceline explain --json -
  paceline explain --when phrases.jsonl --json
  paceline explain --calendar weekly.ics
  paceline explain --calendar weekly.ics --json --from 2026-12-01 --to 2027-01-01
"""


@app.command(epilog=EXAMPLE)
def explain(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help='Mails (.eml), texts (.txt, .html) or events (.ics); "-": paths from standard input.',
        ),
    ] = None,
    at: Annotated[
        str, typer.Option(metavar="INSTANT", help="Count dates from here, not from the mail's own date.")
    ] = "",
    locale: Annotated[str, typer.Option(help="Read dates as they are written there: en_GB, de.")] = "",
    answer_to: Annotated[
        Path | None, typer.Option(metavar="LETTER", help="The letter of ours that is answered.")
    ] = None,
    template: Annotated[str, typer.Option(help="Whose questions are answered.")] = "",
    when: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='Read day phrases: JSON lines with text, now, locale; "-": standard input.'),
    ] = None,
    calendar: Annotated[Path | None, typer.Option(metavar="FILE", help="Show an event as it is understood.")] = None,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="List the occurrences from this day.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="DATE", help="The day after their last.")] = "",
    zone: Annotated[
        str, typer.Option(metavar="ZONE", help="Show an event's dates as they are there: Europe/Berlin.")
    ] = "",
    as_json: AsJson = False,
    config: ConfigPath = None,
) -> None:
    """Show what would be recorded from a mail, and why.

    Lines that begin with "|" are the author's, with "." ours, with "x" neither; "=" and "!" say what came of the
    line above. The letter that is answered is looked up in the ledger, if there is one, and so is the series of an
    event: what a file would change in it is said. Nothing is written, and nobody is answered.
    """
    if when is not None:
        from paceline.cli.explain_dates import explain_dates

        explain_dates(when, as_json=as_json)
    elif calendar is not None:
        from paceline.cli.explain_calendar import Asked, explain_calendar

        explain_calendar(calendar, Asked(first, end, at, zone), config_if_any(config), as_json=as_json)
    elif paths:
        from paceline.cli.explain_mails import Wanted, explain_mails

        wanted = Wanted(at=at, locale=locale, answer_to=answer_to, template=template)
        named = (Path(line) for line in map(str.strip, sys.stdin) if line) if paths == [Path("-")] else paths
        raise typer.Exit(explain_mails(named, wanted, config_if_any(config), as_json=as_json))
    else:
        raise MisusedError(
            'name the mails, or "-" to read their paths from standard input; see: paceline explain --help'
        )

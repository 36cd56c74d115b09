"""`paceline ledger`: the facts, as they were appended."""

from __future__ import annotations

from typing import Annotated

import typer

from paceline.cli.commands import command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.output import show
from paceline.domain.facts import Confided, Fact

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline ledger
  paceline ledger C12
  paceline ledger --team platform --last 50 --json
"""
COLUMNS = {"seq": "#", "at": "When", "team": "Team", "subject": "About", "kind": "Fact", "author": "By", "what": "What"}


@app.command(epilog=EXAMPLE)
def ledger(
    subject: Annotated[str, typer.Argument(help='One subject, for example "C12"; default: all.')] = "",
    config: ConfigPath = None,
    team: Annotated[str, typer.Option(help="One team's facts only.")] = "",
    last: Annotated[int, typer.Option(help="How many, newest last.")] = 30,
    as_json: AsJson = False,
) -> None:
    """Show what was recorded, when, by whom and from which mail."""
    from paceline.ledger import facts
    from paceline.ledger.codec import plain

    with books(config) as tx:
        entries = facts.newest(tx, team=team, subject=subject.upper() if len(subject) < 12 else subject, most=last)
    records = (
        {
            "seq": e.seq, "at": e.at, "team": e.team, "subject": e.subject,
            "kind": type(e.fact).__name__, "author": e.author or "the clock", "message": e.message,
            "what": _what(fact), "fact": fact,
        }
        for e, fact in ((e, _shown(e.fact, plain(e.fact))) for e in entries)
    )  # fmt: skip
    show(records, COLUMNS, as_json=as_json)


def _shown(fact: Fact, told: dict[str, object]) -> dict[str, object]:
    """Private words are not shown in passing, not even to whoever runs the service."""
    return {**told, "words": "(private)"} if isinstance(fact, Confided) else told


def _what(fact: dict[str, object]) -> str:
    shown = ("what", "title", "text", "reason", "note", "due", "first", "last", "occurrence")
    return ", ".join(str(fact[name]) for name in shown if fact.get(name))[:80]

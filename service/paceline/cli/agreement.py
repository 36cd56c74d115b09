"""`paceline agreement`: what a team has agreed, as it is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from paceline.cli.commands import FailedError, command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.options import config as load
from paceline.cli.output import show_json
from paceline.logs import visible

if TYPE_CHECKING:
    from paceline.clerks.desk import Desk
    from paceline.domain.agreement import Agreement

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline agreement
  paceline agreement platform --json
"""


@app.command(epilog=EXAMPLE)
def agreement(
    team: Annotated[str, typer.Argument(help="The id of a team; none: every team's.")] = "",
    config: ConfigPath = None,
    as_json: AsJson = False,
) -> None:
    """Show the operating agreement in force: its clauses, who looks after it, when it is looked at again."""
    from paceline.app import now
    from paceline.clerks.desk import Desk

    loaded = load(config)
    known = [one.id for one in loaded.teams]
    if team and team not in known:
        raise FailedError(f'there is no team "{visible(team)}"; there are {", ".join(known) or "none"}')
    with books(config) as tx:
        desk = Desk(loaded, tx, now())
        for one in [team] if team else known:
            it = desk.agreement(one)
            if as_json:
                show_json(_record(desk, it))
            else:
                _print(desk, it)


def _record(desk: Desk, it: Agreement) -> dict[str, object]:
    from paceline.clerks.agreement_care import due, owner

    looks_after = owner(desk, it.team)
    return {
        "team": it.team, "version": it.version, "since": it.since.strftime("%Y-%m-%dT%H:%M:%SZ") if it.since else None,
        "decision": it.decision, "owner": looks_after.id if looks_after else "", "review": due(desk, it),
        "acknowledged": [{"person": who, "version": version} for who, version in it.acknowledged],
        "clauses": [
            {"number": one.number, "key": one.key, "label": one.label, "words": one.words, "decision": one.by}
            for one in it.clauses
        ],
    }  # fmt: skip


def _print(desk: Desk, it: Agreement) -> None:
    from paceline.agenda.agreed import parts

    record = _record(desk, it)
    since = f"since {record['since']}" if it.since else "as the configuration says"
    print(f"{it.team}: version {it.version}, {since}; looked after by {record['owner'] or 'nobody'}", end="")
    print(f"; looked at again on {record['review']}" if record["review"] else "")
    for part in parts(it.clauses):
        print(f"{part.number} {part.name}" + ("" if part.clauses else ": nothing agreed yet"))
        for clause in part.clauses:
            by = f"  ({clause.by})" if clause.by else ""
            print(f"  {clause.number:<5} {visible(clause.text)}{by}")

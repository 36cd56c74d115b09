"""`paceline cadences`: the reviews that run."""

from __future__ import annotations

from paceline.cli.commands import command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.output import show

app = command_app()

EXAMPLE = """
\b
Example:
  paceline cadences --json
"""
COLUMNS = {
    "id": "Id", "title": "Title", "team": "Team", "organizer": "Organizer", "template": "Template",
    "people": "People", "next": "Next", "state": "State",
}  # fmt: skip


@app.command(epilog=EXAMPLE)
def cadences(config: ConfigPath = None, as_json: AsJson = False) -> None:
    """List the cadences: who runs them, what they ask, when they come next."""
    from paceline import app as service
    from paceline.agenda import occurrences
    from paceline.ledger import cadences as kept_cadences

    now = service.now()
    with books(config) as tx:
        everything = kept_cadences.everything(tx)
    records = []
    for kept in everything:
        following = None if kept.ended else occurrences.following(kept.cadence, now)
        paused = kept.paused_until is not None and kept.paused_until > now
        records.append(
            {
                "id": kept.cadence.id, "title": kept.cadence.title, "team": kept.team, "organizer": kept.organizer,
                "template": kept.cadence.settings.template, "people": len(kept.cadence.participants),
                "next": following.start if following else None,
                "state": "ended" if kept.ended else "paused" if paused else "runs",
            }
        )  # fmt: skip
    show(records, COLUMNS, as_json=as_json)

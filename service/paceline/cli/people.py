"""`paceline people`: who is who."""

from __future__ import annotations

from paceline.cli.commands import command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.output import show

app = command_app()

EXAMPLE = """
\b
Example:
  paceline people
"""
COLUMNS = {
    "id": "Id", "name": "Name", "team": "Team", "addresses": "Addresses", "zone": "Zone", "send_hour": "Asked at",
    "away": "Away", "stopped": "Stopped", "known_from": "Known from",
}  # fmt: skip


@app.command(epilog=EXAMPLE)
def people(config: ConfigPath = None, as_json: AsJson = False) -> None:
    """List the people: those of the configuration, and those learned from invites."""
    from paceline.ledger import people as known_people

    with books(config) as tx:
        everyone = known_people.everyone(tx)
    records = (
        {
            "id": person.id, "name": person.name, "team": person.team, "addresses": list(person.addresses),
            "zone": person.zone, "send_hour": f"{person.send_hour:%H:%M}",
            "away": [f"{a.first} to {a.last}" for a in person.absences], "stopped": sorted(person.stopped),
            "known_from": "an invite" if learned else "the configuration",
        }
        for person, learned in everyone
    )  # fmt: skip
    show(records, COLUMNS, as_json=as_json)

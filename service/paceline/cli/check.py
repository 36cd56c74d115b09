"""`paceline check`: does it connect, does mail come round, and if not, what to mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from paceline.cli.commands import command_app
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.options import config as load
from paceline.cli.output import show_json
from paceline.logs import visible
from paceline.ports import Finding

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline check
  paceline check --no-round-trip      send nothing
"""


@app.command(epilog=EXAMPLE)
def check(
    config: ConfigPath = None,
    round_trip: Annotated[bool, typer.Option(help="Send a mail to ourselves and wait for it.")] = True,
    wait: Annotated[int, typer.Option(min=1, help="Seconds to wait for that mail.")] = 30,
    as_json: AsJson = False,
) -> int:
    """Look at the configuration, the templates, the ledger, the doors; send a mail to ourselves and find it again.

    Exit code 1 when something stops the service from working.
    """
    from paceline.checks import look

    failed = False
    for finding in look(load(config), send=round_trip, patience=wait):
        failed = failed or (finding.serious and not finding.fine)
        if as_json:
            show_json(asdict(finding))
            continue
        for line in _lines(finding):
            print(line)
    return int(failed)


def _lines(finding: Finding) -> Iterator[str]:
    """FAIL is what the exit code tells; what only weakens the service is a warning."""
    mark = "ok  " if finding.fine else "FAIL" if finding.serious else "warn"
    yield f"{mark}  {visible(finding.what)}: {visible(finding.said)}"
    if finding.mend:
        yield f"      {'hint' if finding.fine else 'mend'}: {visible(finding.mend)}"

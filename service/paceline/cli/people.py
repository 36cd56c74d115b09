"""`paceline people`: who is who; who leaves, comes back, is two in one, or is erased."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paceline.cli.commands import FailedError, command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.options import config as load
from paceline.cli.output import show
from paceline.logs import visible

if TYPE_CHECKING:
    from paceline.clerks.desk import Desk
    from paceline.clerks.erasing import Report
    from paceline.domain.people import Person

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline people
  paceline people leave bo            nothing more is asked of Bo; what was Bo's is offered to the team
  paceline people return bo
  paceline people merge bo-2 bo       two who are one: whatever bo-2 said and owes is Bo's
  paceline people erase bo --dry-run  what would go
  paceline people erase bo            for good: the record keeps its shape, without Bo's name and words
"""
COLUMNS = {
    "id": "Id", "name": "Name", "team": "Team", "addresses": "Addresses", "zone": "Zone", "send_hour": "Asked at",
    "away": "Away", "stopped": "Stopped", "known_from": "Known from",
}  # fmt: skip
Who = Annotated[str, typer.Argument(help="The id of a person, as it is listed.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


@app.callback(invoke_without_command=True, epilog=EXAMPLE)
def people(context: typer.Context, config: ConfigPath = None, as_json: AsJson = False) -> None:
    """List the people: those of the configuration, and those learned from invites."""
    if context.invoked_subcommand:
        return
    from paceline.ledger import people as known_people

    with books(config) as tx:
        everyone = known_people.everyone(tx)
    records = (
        {
            "id": person.id, "name": person.name, "team": person.team, "addresses": list(person.addresses),
            "zone": person.zone, "send_hour": f"{person.send_hour:%H:%M}",
            "away": [f"{a.first} to {a.last}" for a in person.absences], "stopped": sorted(person.stopped),
            "left": person.left, "known_from": "an invite" if learned else "the configuration",
        }
        for person, learned in everyone
    )  # fmt: skip
    show(records, COLUMNS, as_json=as_json)


@app.command()
def leave(who: Who, config: ConfigPath = None, yes: Yes = False) -> None:
    """Let somebody leave their team: nothing more is asked of them, and what was theirs is offered to the team."""
    from paceline.clerks import leaving

    with _desk(config) as desk:
        person = _one(desk, who)
    if not person.team:
        raise FailedError(f"{who} is in no team; see: paceline people")
    _confirm(f"{person.name} leaves {person.team}?", yes=yes)
    with _desk(config) as desk:
        told = leaving.leave(desk, person)
    print(visible(f"{person.name} has left {person.team}; the team hears of it"))
    for it in told.commitments:
        print(visible(f"{it.id} needs an owner: {it.what}, due {it.due}"))
    for id_, title in told.decisions:
        print(visible(f"{id_} needs somebody who answers for it: {title}"))


@app.command("return")
def come_back(who: Who, config: ConfigPath = None) -> None:
    """Let somebody who has left come back into their team."""
    from paceline.clerks import leaving

    with _desk(config) as desk:
        person = _one(desk, who)
        if not person.left:
            raise FailedError(f"{who} has not left; see: paceline people")
        back = leaving.come_back(desk, person)
    print(visible(f"{back.name} is in {back.team} again"))


@app.command()
def merge(old: Who, into: Who, config: ConfigPath = None, yes: Yes = False) -> None:
    """Make one of two who are the same person: what OLD said, owes and is asked becomes INTO's, addresses too."""
    from paceline.clerks import erasing

    loaded = load(config)
    with _desk(config) as desk:
        first, second = _one(desk, old), _one(desk, into)
    if first.id == second.id:
        raise FailedError("these are one already")
    if first.team and second.team and first.team != second.team:
        raise FailedError(f"{old} is of {first.team}, {into} of {second.team}; nothing goes from one team to another")
    if old in {person.id for person in loaded.people}:
        raise FailedError(f"{old} is in {loaded.path}; take [people.{old}] out first, its addresses to [people.{into}]")
    _confirm(f"{first.name} ({old}) becomes {second.name} ({into}), for good?", yes=yes)
    with _desk(config) as desk:
        one = erasing.merge(desk, _one(desk, old), _one(desk, into))
    print(f"{old} is {into} now, with {', '.join(one.addresses)}")


@app.command()
def erase(
    who: Who,
    config: ConfigPath = None,
    yes: Yes = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go.")] = False,
) -> None:
    """Take somebody who has left out of the record, for good: their name, addresses, words, mails and letters."""
    from paceline import app as service
    from paceline.clerks import erasing

    loaded = load(config)
    if who in {person.id for person in loaded.people}:
        raise FailedError(
            f"{who} is in {loaded.path}, and would come back; take [people.{who}] out, then: paceline tick"
        )
    with _desk(config) as desk:
        person = _one(desk, who)
        invited = tuple(erasing.still_invited(desk, person))
    if person.team:
        raise FailedError(f"{who} is in {person.team} still; let the team take over first: paceline people leave {who}")
    if not dry_run:
        _confirm(f"Erase {person.name}, for good?", yes=yes)
    with service.books(loaded) as ledger:
        report = erasing.erase_in(loaded, ledger, person, service.now(), dry_run=dry_run)
        if report.waiting:
            them = ", ".join(report.waiting[:3])
            raise FailedError(f"letters that hold their words have not gone yet ({them}); try again when they have")
        if not dry_run:
            ledger.compact()
    _tell(report, invited, who, dry_run=dry_run)


def _tell(report: Report, invited: tuple[str, ...], who: str, *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    print(f"{report.facts} facts {would}rewritten: {who} is {report.id} there")
    print(f"{len(report.mails)} mails and {len(report.letters)} letters {would}emptied")
    for mention in report.mentions:
        print(f"named by others, the name {would}taken out: {visible(mention)[:100]}")
    for kept in report.kept:
        print(f"{kept} is somebody else's by now: what it is about stays")
    for title in invited:
        print(f'still invited to "{visible(title)}": take them off that event, else its next change brings them back')


@contextmanager
def _desk(given: Path | None) -> Iterator[Desk]:
    from paceline.app import now
    from paceline.clerks.desk import Desk

    loaded = load(given)
    with books(given) as tx:
        yield Desk(loaded, tx, now())


def _one(desk: Desk, who: str) -> Person:
    from paceline.ledger import people as known_people

    found = known_people.by_id(desk.tx, who)
    if found is None:
        raise FailedError(f'there is nobody with the id "{who}"; see: paceline people')
    return found


def _confirm(question: str, *, yes: bool) -> None:
    if not yes and not typer.confirm(visible(question)):
        raise typer.Abort

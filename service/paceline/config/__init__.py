"""The configuration: one TOML file (https://toml.io) to frozen values, or all its problems at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from paceline.config import agreement_files, tables
from paceline.config.keys import HOURS, keys
from paceline.config.settings import Config as Config
from paceline.config.settings import Defaults as Defaults
from paceline.config.settings import Door as Door
from paceline.config.settings import Feeds as Feeds
from paceline.config.settings import Ledger as Ledger
from paceline.config.settings import Metrics as Metrics
from paceline.config.settings import Queue as Queue
from paceline.config.settings import Retention as Retention
from paceline.config.settings import Service as Service
from paceline.config.tables import ConfigError as ConfigError
from paceline.config.tables import Problem as Problem
from paceline.domain.clauses import Said
from paceline.domain.people import Person, Team

Found = Mapping[str, dict[str, Any]]


def load(path: Path, env: Mapping[str, str]) -> Config:
    """The configuration in the file `path`. "env:NAME" as a value stands for the variable NAME of `env`.

    Raises ConfigError with all problems of the file.
    """
    path = path.absolute()
    problems: list[Problem] = []
    raw = tables.filled_in(tables.parse(path), env, problems)
    found = tables.read(raw, keys(path.parent), path.parent, problems)
    norms = _agreements(found, problems)
    config = _config(path, found, norms)
    problems += _missing(raw)
    problems += _contradictions(config, found)
    if problems:
        raise ConfigError(path, tuple(problems))
    return config


def _agreements(found: Found, problems: list[tables.Problem]) -> dict[str, tuple[Said, ...]]:
    """What the teams' agreements say: the rules go where they would stand in the team's own table."""
    norms: dict[str, tuple[Said, ...]] = {}
    for team, table in found["teams"].items():
        if not table.get("agreement"):
            continue
        at = f"teams.{team}.agreement"
        written = agreement_files.read(table["agreement"], at)
        problems += written.problems
        for key in written.rules.keys() & table.keys():
            where = f"{table['agreement'].name} says it too"
            problems.append(tables.Problem(f"teams.{team}.{key}", where, "keep it in one of the two"))
        table.update(written.rules)
        norms[team] = tuple(written.norms)
    return norms


def _config(path: Path, found: Found, norms: Mapping[str, tuple[Said, ...]]) -> Config:
    """The values in their places; what is required and missing is left empty here."""
    service = _service(path.parent, found["service"])
    defaults = Defaults(**found["defaults"])
    teams, people = found["teams"], found["people"]
    team_of = {who: _team_of(table, teams) for who, table in people.items()}
    general = {**_values(service), **_values(defaults)}
    return Config(
        path=path,
        service=service,
        ledger=Ledger(found["ledger"].get("url") or f"sqlite:///{service.data / 'ledger.db'}"),
        queue=Queue(found["queue"].get("url") or "sqlite"),
        mailbox=_door("lmtp", found["mailbox"], service.data),
        transport=_door("smtp", found["transport"], service.data),
        defaults=defaults,
        teams=tuple(_team(team, table, team_of) for team, table in teams.items()),
        people=tuple(
            _person(who, team_of[who], {**general, **teams.get(team_of[who], {}), **table}, table)
            for who, table in people.items()
        ),
        team_defaults={team: replace(defaults, **_fit(Defaults, table)) for team, table in teams.items()},
        norms=norms,
        own_hours={who: frozenset(table.keys() & HOURS.keys()) for who, table in people.items()},
        feeds=Feeds(**found["feeds"]),
        retention=Retention(**found["retention"]),
        metrics=Metrics(**found["metrics"]),
        calendar=_door("", found["calendar"], service.data) if found["calendar"].get("connector") else None,
        published=found["calendar"].get("publish", ()),
        vouched=found["calendar"].get("vouches_for", ()),
    )


def _service(folder: Path, given: Mapping[str, Any]) -> Service:
    said = _fit(Service, given)
    said["secret"] = given.get("secret") or given.get("secret_file") or b""
    said["data"] = given.get("data") or folder / "data"
    return Service(**{"address": "", "operator": "", **said})


def _door(usual: str, given: Mapping[str, Any], data: Path) -> Door:
    """The embedded listener keeps its spool in the data folder where its table does not say another."""
    connector = given.get("connector") or usual
    known = {"spool": str(data / "spool")} if connector == "lmtp" else {}
    return Door(connector, known | given["settings"])


def _team(team: str, given: Mapping[str, Any], team_of: Mapping[str, str]) -> Team:
    members = tuple(who for who in team_of if team_of[who] == team)
    return Team(team, given.get("name") or team.capitalize(), members, given.get("readers", ()))


def _person(who: str, team: str, said: Mapping[str, Any], own: Mapping[str, Any]) -> Person:
    return Person(
        **_fit(Person, said)
        | {
            "id": who,
            "team": team,
            "name": own.get("name") or who.capitalize(),
            "addresses": (own.get("address", ""), *own.get("aliases", ())),
        }
    )


def _team_of(person: Mapping[str, Any], teams: Mapping[str, Any]) -> str:
    """The team that is named, or the only one there is."""
    return str(person.get("team") or (next(iter(teams)) if len(teams) == 1 else ""))


def _values(settings: Service | Defaults) -> dict[str, Any]:
    return {each.name: getattr(settings, each.name) for each in fields(settings)}


def _fit(kind: type[Any], said: Mapping[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in said.items() if name in names}


# --- what each key alone can't tell ----------------------------------------------------------------------------------

_REQUIRED = {
    "address": 'write the address that people invite and answer, like "async@acme.example"',
    "operator": "write your own address: it hears of what was held",
}
_EITHER = "write one of the two: secret (32 random characters, or env:NAME) or secret_file"


def _calendar(config: Config, found: Found) -> Iterator[Problem]:
    if config.calendar is None and (found["calendar"].get("settings") or config.published or config.vouched):
        mend = 'name the connector that reaches it, like "caldav", or take the table out'
        yield Problem("calendar.connector", "it is missing", mend)
    known = {team.id: team for team in config.teams}
    for team in config.published:
        if team not in known:
            yield Problem("calendar.publish", f'there is no team "{team}"', tables.meant(team, known))


def _missing(raw: Mapping[str, Any]) -> Iterator[Problem]:
    service = _table(raw, "service")
    for key, mend in _REQUIRED.items():
        if key not in service:
            yield Problem(f"service.{key}", "it is missing", mend)
    match bool(service.get("secret")), bool(service.get("secret_file")):
        case True, True:
            yield Problem("service.secret", "there is a secret_file too", _EITHER)
        case False, False if not isinstance(service.get("secret"), tables.Unset):
            yield Problem("service.secret", "it is missing", _EITHER)
    for who in _table(raw, "people"):
        if "address" not in _table(_table(raw, "people"), who):
            yield Problem(f"people.{who}.address", "it is missing", "write where this person's mail goes")


def _contradictions(config: Config, found: Found) -> Iterator[Problem]:
    yield from _unknown_teams(config, found)
    yield from _unknown_readers(config)
    yield from _shared_addresses(config)
    yield from _unreachable_feeds(config)
    yield from _calendar(config, found)
    yield from _unknown_contacts(config)
    for person in config.people:
        if person.starts >= person.ends:
            mend = "let the working day start before it ends, in the person's table or where its hours come from"
            yield Problem(
                f"people.{person.id}.starts", f"{person.starts:%H:%M} is not before {person.ends:%H:%M}", mend
            )
    if found["service"].get("trust", "dmarc") == "dmarc" and not config.service.authserv_id:
        yield Problem("service.authserv_id", 'it is missing, and trust is "dmarc"', _AUTHSERV)


def _unreachable_feeds(config: Config) -> Iterator[Problem]:
    feeds = config.feeds
    if (feeds.listen or feeds.folder) and not feeds.url:
        mend = 'write where people\'s calendars reach the feeds, like "https://async.acme.example"'
        yield Problem("feeds.url", "it is missing", mend)
    if feeds.url and not (feeds.listen or feeds.folder):
        mend = 'add listen = "127.0.0.1:8026", or a folder that your web server reads'
        yield Problem("feeds.listen", "nothing is behind feeds.url", mend)


_AUTHSERV = (
    "write the name at the start of the Authentication-Results header that your mail server adds, "
    'or trust = "token" where it adds none'
)


def _unknown_teams(config: Config, found: Found) -> Iterator[Problem]:
    known = found["teams"]
    for person in config.people:
        if person.team in known:
            continue
        at = f"people.{person.id}.team"
        if person.team:
            mend = tables.meant(person.team, known) if known else f"add a table for it: [teams.{person.team}]"
            yield Problem(at, f'there is no team "{person.team}"', mend)
        else:
            mend = f"write one of {', '.join(known)}" if known else "add a table for a team: [teams.platform]"
            yield Problem(at, "this person has no team", mend)


def _unknown_readers(config: Config) -> Iterator[Problem]:
    known = dict.fromkeys(("all", *(team.id for team in config.teams), *(person.id for person in config.people)))
    for team in config.teams:
        for reader in team.readers:
            if reader not in known:
                mend = tables.meant(reader, known)
                yield Problem(f"teams.{team.id}.readers", f'there is no team and no person "{reader}"', mend)


def _unknown_contacts(config: Config) -> Iterator[Problem]:
    known = {person.id: person for person in config.people}
    named = {"defaults": config.defaults.escalation}
    for team, rules in config.team_defaults.items():
        if rules.escalation != config.defaults.escalation:
            named[f"teams.{team}"] = rules.escalation
    for at, contact in named.items():
        if contact and contact not in known:
            mend = f"write the id of one of [people]: {tables.meant(contact, known)}"
            yield Problem(f"{at}.escalation", f'there is no person "{contact}"', mend)


def _shared_addresses(config: Config) -> Iterator[Problem]:
    holders: dict[str, str] = {}
    for person in config.people:
        at = f"people.{person.id}.address"
        for address in filter(None, person.addresses):
            if address in config.service.addresses:
                yield Problem(at, f"{address} is the service's own", "give the service one that nobody else has")
            if (holder := holders.setdefault(address, person.id)) != person.id:
                yield Problem(at, f"{address} is {holder}'s too", "an address is one person's: keep it at one of them")


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = raw.get(name, {})
    return value if isinstance(value, dict) else {}

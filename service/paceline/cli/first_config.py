"""The first configuration: the example with all keys, with some values filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

_KEY = re.compile(r"#?([a-z_]+) = ")
_TABLE = re.compile(r"\[([a-z_.]+)\]")


def example() -> str:
    """config.example.toml: within the package where it is installed, at the project's root where it is developed."""
    package = files("paceline")
    for place in (package / "config.example.toml", Path(str(package)).parents[1] / "config.example.toml"):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    raise FileNotFoundError("config.example.toml")


def with_doors(text: str, doors: str) -> str:
    """The example with other doors in the place of its own: [mailbox], [transport] and [calendar]."""
    begins, ends = text.index("# Where mail comes from"), text.index("# Calendars that people subscribe to")
    return text[:begins] + doors + "\n" + text[ends:]


def filled(text: str, chosen: Mapping[str, str | int], team: str, addresses: Iterable[str]) -> str:
    """The example with `chosen` values ("service.zone": "Europe/Berlin"), its team renamed and its people replaced."""
    people = people_tables(addresses)
    first, *others = people.items()
    chosen = {**chosen, "teams.platform.name": team, "people.ana.address": first[1]}
    lines = "\n".join(_with_values(text.splitlines(), chosen))
    for before, after in (
        ("[teams.platform]", f"[teams.{as_id(team)}]"),
        ('#team = "platform"', f'#team = "{as_id(team)}"'),
        ("[people.ana]", f"[people.{first[0]}]"),
        ('#name = "Ana"', f'#name = "{first[0].capitalize()}"'),
    ):
        lines = lines.replace(before, after)
    tables = [f'[people.{who}]\naddress = "{address}"' for who, address in others]
    return "\n\n".join([lines, *tables]) + "\n"


def people_tables(addresses: Iterable[str]) -> dict[str, str]:
    """Ids from the part before the @, told apart by a number where they are the same."""
    people: dict[str, str] = {}
    for address in dict.fromkeys(addresses):
        who = stem = as_id(address.partition("@")[0])
        number = 2
        while who in people:
            who, number = f"{stem}{number}", number + 1
        people[who] = address
    return people


def as_id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64] or "team"


def _with_values(lines: Iterable[str], chosen: Mapping[str, str | int]) -> Iterator[str]:
    table = ""
    for line in lines:
        if found := _TABLE.fullmatch(line):
            table = found[1]
        key = _KEY.match(line)
        at = f"{table}.{key[1]}" if key else ""
        yield f"{at.rpartition('.')[2]} = {_toml(chosen[at])}" if at in chosen else line


def _toml(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

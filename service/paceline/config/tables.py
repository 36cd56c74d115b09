"""A TOML file held against the keys that are known: what is right, by table, and every problem with its key's path."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paceline.config import values
from paceline.config.keys import Keys
from paceline.config.values import UnfitError

NAMED = ("teams", "people")
"""Tables that hold one table for each id."""
OPEN = ("mailbox", "transport", "calendar")
"""Tables with settings of a connector, which knows them itself."""

LONGEST_ID = 40
"""Of a team or a person: the ledger keeps a private review's circle, its team and its series, in one name."""
_ID = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_ID - 1}}}")
_FILE_SETTING = re.compile(r"(.*_)?(path|folder|file|directory|socket|spool)")


@dataclass(frozen=True, slots=True)
class Problem:
    """`key` is the dotted path in the file, "" for the file itself."""

    key: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.key, f"{self.wrong}; {self.mend}") if part)


class ConfigError(Exception):
    """All that is wrong with one file."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{path}: {problem}" for problem in problems))
        self.path = path
        self.problems = problems


class Unset(str):
    """Stands in for a variable that is not set, so that one missing variable is one problem."""

    __slots__ = ()


def parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _whole(path, "there is no such file", "write one with: paceline init") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise _whole(path, f"it can't be read: {reason}", "check the path and who may read it") from None
    except UnicodeDecodeError:
        raise _whole(path, "it is not UTF-8", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _whole(path, f"it is not TOML: {error}", "mend that place first") from None


def filled_in(value: Any, env: Mapping[str, str], problems: list[Problem], at: str = "") -> Any:
    """The same tables, with the variable's value wherever a text is "env:NAME"."""
    match value:
        case dict():
            return {key: filled_in(one, env, problems, _join(at, key)) for key, one in value.items()}
        case list():
            return [filled_in(one, env, problems, at) for one in value]
        case str() if value.startswith("env:"):
            return _variable(value.removeprefix("env:"), env, problems, at)
    return value


def read(
    raw: Mapping[str, Any], keys: Mapping[str, Keys], folder: Path, problems: list[Problem]
) -> dict[str, dict[str, Any]]:
    """The given and right values of every table that `keys` knows; everything else becomes a problem."""
    problems += [Problem(name, "there is no such table", meant(name, keys)) for name in raw if name not in keys]
    found: dict[str, dict[str, Any]] = {}
    for name, known in keys.items():
        table = _as_table(name, raw.get(name, {}), problems)
        if name in NAMED:
            found[name] = dict(_named_tables(name, table, known, problems))
        elif name in OPEN:
            found[name] = _open_table(name, table, known, folder, problems)
        else:
            found[name] = _table(name, table, known, problems)
    return found


def meant(name: str, known: Mapping[str, Any]) -> str:
    if meant := values.nearest(name, known):
        return f'did you mean "{meant}"?'
    return "take it out; there are " + ", ".join(known)


def _named_tables(
    name: str, tables: Mapping[str, Any], keys: Keys, problems: list[Problem]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, table in tables.items():
        at = _join(name, key)
        if not _ID.fullmatch(key):
            mend = f"choose up to {LONGEST_ID} of a-z, 0-9, - and _, like [{name}.{_as_id(key)}]"
            problems.append(Problem(at, f'"{key}" can\'t be an id', mend))
        yield key, _table(at, _as_table(at, table, problems), keys, problems)


def _table(at: str, table: Mapping[str, Any], keys: Keys, problems: list[Problem]) -> dict[str, Any]:
    found = {}
    for name, value in table.items():
        if name not in keys:
            problems.append(Problem(_join(at, name), "there is no such key", meant(name, keys)))
        elif not isinstance(value, Unset):
            try:
                found[name] = keys[name](value)
            except UnfitError as unfit:
                problems.append(Problem(_join(at, name), unfit.wrong, unfit.mend))
    return found


def _open_table(at: str, table: Mapping[str, Any], keys: Keys, folder: Path, problems: list[Problem]) -> dict[str, Any]:
    ours = {name: value for name, value in table.items() if name in keys}
    settings = {name: _anchored(name, value, folder) for name, value in table.items() if name not in keys}
    return {**_table(at, ours, keys, problems), "settings": settings}


def _anchored(name: str, value: Any, folder: Path) -> Any:
    """A file's or a folder's path is absolute for a connector, wherever the service was started."""
    match value:
        case dict():
            return {key: _anchored(key, one, folder) for key, one in value.items()}
        case str() if value and _FILE_SETTING.fullmatch(name):
            return str(values.path(folder)(value))
    return value


def _as_table(at: str, value: Any, problems: list[Problem]) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    problems.append(Problem(at, "this must be a table", f"write [{at}] and its keys below"))
    return {}


def _variable(name: str, env: Mapping[str, str], problems: list[Problem], at: str) -> str:
    if name in env:
        return env[name]
    mend = "set it, or write the value itself here"
    problems.append(Problem(at, f"the environment variable {name or '(no name)'} is not set", mend))
    return Unset()


def _whole(path: Path, wrong: str, mend: str) -> ConfigError:
    return ConfigError(path, (Problem("", wrong, mend),))


def _as_id(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST_ID] or "ana"


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key

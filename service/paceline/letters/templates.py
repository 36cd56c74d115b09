"""What a review asks, as data: one folder per template with a `template.toml`. An operator's folders come first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast, get_args, get_type_hints

from paceline.domain.statements import Section

FILE = "template.toml"
DEFAULT = "status"
RECORDS = get_args(get_type_hints(Section)["records"])

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}\Z")
_MOST_SECTIONS = 20
_MOST_LAYERS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a template's file, at which key ("section[2].heading"), in words its writer can act on."""

    file: Path
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.what}"


class TemplateProblem(Exception):  # noqa: N818 (what is wrong is a Problem in every file of ours)
    """All that is wrong with a template, at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of review: what is asked, and what the answers become."""

    name: str
    title: str
    sections: tuple[Section, ...]
    purpose: str = ""
    file: Path | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(section.heading for section in self.sections)


def builtin() -> Path:
    """The folder of our own templates: beside the package in a wheel, at the repository's root in a checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent.parent / "templates"


def known(folders: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """The names of all templates, an operator's and ours, sorted."""
    found = (file.parent.name for folder in (*folders, builtin()) for file in folder.glob(f"*/{FILE}"))
    return tuple(sorted({name for name in found if _NAME.match(name)}))


def load(name: str, folders: tuple[Path, ...] = ()) -> Template | None:
    """The template of that name ("One to one" and "one-to-one" are the same); None where there is none.

    `folders` are looked through in order, then ours. Raises TemplateProblem where its file can't be used.
    """
    name = "-".join(name.lower().replace("_", " ").split())
    if not _NAME.match(name):
        return None
    files = tuple(folder / name / FILE for folder in (*folders, builtin()))
    return next((_template(name, file, folders) for file in files if file.is_file()), None)


# --- reading one file ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """One file while it is read; problems are collected, so that they are all told at once."""

    file: Path
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, key: str, what: str) -> None:
        self.problems.append(Problem(self.file, key, what))

    def text(self, table: Mapping[str, Any], key: str, at: str, otherwise: str = "") -> str:
        value = table.get(key, otherwise)
        if isinstance(value, str):
            return " ".join(value.split())
        self.wrong(at + key, f'must be text in quotes, is {_kind(value)}; example: {key} = "…"')
        return otherwise

    def texts(self, value: object, at: str) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(" ".join(each.split()) for each in value if each.strip())
        self.wrong(at, f'must be a list of texts, is {_kind(value)}; example: ["Erledigt", "Fertig"]')
        return ()


def _template(name: str, file: Path, folders: tuple[Path, ...], layer: int = 0) -> Template:
    reading = _Reading(file)
    table = _table(reading)
    below = _extended(reading, table, folders, layer)
    for key in table.keys() - {"title", "purpose", "extends", "leave_out", "section"}:
        reading.wrong(key, "is no key of a template; known: title, purpose, extends, leave_out, [[section]]")
    template = Template(
        name=name,
        title=reading.text(table, "title", "", below.title if below else name.replace("-", " ").capitalize()),
        purpose=reading.text(table, "purpose", "", below.purpose if below else ""),
        sections=_sections(reading, table, below.sections if below else ()),
        file=file,
    )
    if not template.sections and not reading.problems:
        reading.wrong("section", "a template asks something: add at least one [[section]]")
    if reading.problems:
        raise TemplateProblem(tuple(reading.problems))
    return template


def _table(reading: _Reading) -> dict[str, Any]:
    try:
        return tomllib.loads(reading.file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise TemplateProblem((Problem(reading.file, "(file)", f"can't be read: {error}"),)) from error


def _extended(reading: _Reading, table: Mapping[str, Any], folders: tuple[Path, ...], layer: int) -> Template | None:
    """The template that `extends` names; a template that extends its own name means the next one of that name."""
    name = reading.text(table, "extends", "")
    if not name:
        return None
    files = [folder / name / FILE for folder in (*folders, builtin())] if _NAME.match(name) else []
    if reading.file in files:
        files = files[files.index(reading.file) + 1 :]
    found = next((file for file in files if file.is_file()), None)
    if found is None:
        reading.wrong("extends", f"there is no template {name!r} to extend; known: {', '.join(known(folders))}")
        return None
    if layer >= _MOST_LAYERS:
        reading.wrong("extends", "the templates extend one another in a circle")
        return None
    return _template(name, found, folders, layer + 1)


def _sections(reading: _Reading, table: Mapping[str, Any], below: tuple[Section, ...]) -> tuple[Section, ...]:
    rows = table.get("section", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        reading.wrong("section", "must be written as [[section]], once for each question")
        return below
    if len(rows) > _MOST_SECTIONS:
        reading.wrong("section", f"has {len(rows)} questions; nobody answers more than {_MOST_SECTIONS}")
        return below
    left_out = reading.texts(table.get("leave_out", []), "leave_out")
    for key in set(left_out) - {section.key for section in below}:
        reading.wrong("leave_out", f"names {key!r}, which is no section of the extended template")
    asked = {section.key: section for section in below if section.key not in left_out}
    seen: set[str] = set()
    for at, section in _each(reading, rows, asked):
        if section.key in seen:
            reading.wrong(f"{at}key", f"{section.key!r} is used twice")
        seen.add(section.key)
        asked[section.key] = section
    _check_headings(reading, tuple(asked.values()))
    return tuple(asked.values())


def _each(reading: _Reading, rows: list[dict[str, Any]], below: Mapping[str, Section]) -> Iterator[tuple[str, Section]]:
    for number, row in enumerate(rows, 1):
        at = f"section[{number}]."
        key = reading.text(row, "key", at)
        if not _KEY.match(key):
            reading.wrong(f"{at}key", 'must be a short word in small letters; example: key = "done"')
            continue
        for unknown in row.keys() - {"key", *_FIELDS}:
            reading.wrong(at + unknown, f"is no key of a section; known: key, {', '.join(_FIELDS)}")
        section = below.get(key, Section(key, key.replace("_", " ").capitalize()))
        changes = {name: read(reading, row, at) for name, read in _FIELDS.items() if name in row}
        yield at, replace(section, **cast("dict[str, Any]", changes))


def _heading(reading: _Reading, row: Mapping[str, Any], at: str) -> str:
    heading = reading.text(row, "heading", at).rstrip(": ")
    if not 0 < len(heading) <= 80:
        reading.wrong(f"{at}heading", "must have 1 to 80 characters")
    return heading


def _records(reading: _Reading, row: Mapping[str, Any], at: str) -> str:
    records = reading.text(row, "records", at)
    if records not in RECORDS:
        reading.wrong(f"{at}records", f"{records!r} is not known; one of: {', '.join(RECORDS)}")
    return records


def _aliases(reading: _Reading, row: Mapping[str, Any], at: str) -> tuple[str, ...]:
    """A list, or a table of lists by language: `aliases.de = ["Erledigt", "Fertig"]`."""
    value = row["aliases"]
    if not isinstance(value, dict):
        return reading.texts(value, f"{at}aliases")
    each = (reading.texts(words, f"{at}aliases.{language}") for language, words in value.items())
    return tuple(dict.fromkeys(word for words in each for word in words))


def _prompt(reading: _Reading, row: Mapping[str, Any], at: str) -> str:
    return reading.text(row, "prompt", at)


_FIELDS: dict[str, Callable[[_Reading, Mapping[str, Any], str], object]] = {
    "heading": _heading,
    "records": _records,
    "prompt": _prompt,
    "aliases": _aliases,
}


def _check_headings(reading: _Reading, sections: tuple[Section, ...]) -> None:
    """A heading or alias that two sections share could not tell whose answer it is."""
    owner: dict[str, str] = {}
    for section in sections:
        for word in dict.fromkeys(each.casefold() for each in (section.heading, *section.aliases)):
            if owner.setdefault(word, section.key) != section.key:
                reading.wrong("section", f"{word!r} is a heading of both {owner[word]!r} and {section.key!r}")


def _kind(value: object) -> str:
    return {bool: "true or false", int: "a number", list: "a list", dict: "a table", str: "text"}.get(
        type(value), type(value).__name__
    )

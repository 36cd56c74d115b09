"""What a review asks, as data: one folder per template with a `template.toml`. An operator's folders come first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args, get_type_hints

from paceline.domain.statements import Section
from paceline.letters.template_files import Problem, Reading, TemplateProblem

__all__ = ["DEFAULT", "Problem", "Template", "TemplateProblem", "builtin", "known", "load"]

FILE = "template.toml"
DEFAULT = "status"
RECORDS = get_args(get_type_hints(Section)["records"])
OF = get_args(get_type_hints(Section)["of"])
ROUNDS = get_args(get_type_hints(Section)["rounds"])
SHOWS = ("", "commitments", "commitments of @team", "decisions", "agreement", "help", "goals")
FACILITATORS = ("", "rotate")
FEWEST = 5
"""An answer without a name is one of so many at least."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}\Z")
_MOST_SECTIONS = 20
_MOST_LAYERS = 5


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of review: what is asked, and what the answers become."""

    name: str
    title: str
    sections: tuple[Section, ...]
    purpose: str = ""
    file: Path | None = None
    shows: str = ""
    """What on record stands above the questions, where the event's text says nothing else (one of `SHOWS`)."""
    older_than: int = 180
    """Of "decisions": those that nobody has looked at for so many days come back too."""
    private: bool = False
    """What is written stays among those who take part."""
    anonymous: bool = False
    """What everybody is asked is kept without a name, and shown when `at_least` have answered."""
    at_least: int = FEWEST
    facilitator: str = ""
    """"rotate": those who are there facilitate it in turn, and the digest names who is next."""
    own: bool = False
    """The digest tells of this review only, and nothing else of the team."""

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


_ABILITIES: dict[str, Callable[[Reading, Mapping[str, Any], Any], object]] = {
    "shows": lambda reading, table, otherwise: reading.one_of(table, "shows", "", SHOWS, otherwise),
    "older_than": lambda reading, table, otherwise: reading.number(table, "older_than", "", 1, otherwise),
    "private": lambda reading, table, otherwise: reading.flag(table, "private", "", otherwise=otherwise),
    "anonymous": lambda reading, table, otherwise: reading.flag(table, "anonymous", "", otherwise=otherwise),
    "at_least": lambda reading, table, otherwise: reading.number(table, "at_least", "", FEWEST, otherwise),
    "facilitator": lambda reading, table, otherwise: reading.one_of(table, "facilitator", "", FACILITATORS, otherwise),
    "own": lambda reading, table, otherwise: reading.flag(table, "own", "", otherwise=otherwise),
}
_KEYS = ("title", "purpose", "extends", "leave_out", *_ABILITIES)


def _template(name: str, file: Path, folders: tuple[Path, ...], layer: int = 0) -> Template:
    reading = Reading(file)
    table = _table(reading)
    below = _extended(reading, table, folders, layer)
    for key in table.keys() - {*_KEYS, "section"}:
        reading.wrong(key, f"is no key of a template; known: {', '.join(_KEYS)}, [[section]]")
    plain = Template(name, name.replace("-", " ").capitalize(), ())
    before = below or plain
    abilities = {key: read(reading, table, getattr(before, key)) for key, read in _ABILITIES.items()}
    template = Template(
        name=name,
        title=reading.text(table, "title", "", before.title if below else plain.title),
        purpose=reading.text(table, "purpose", "", before.purpose),
        sections=_sections(reading, table, before.sections),
        file=file,
        **cast("dict[str, Any]", abilities),
    )
    if not template.sections and not reading.problems:
        reading.wrong("section", "a template asks something: add at least one [[section]]")
    _check_names(reading, template)
    if reading.problems:
        raise TemplateProblem(tuple(reading.problems))
    return template


def _check_names(reading: Reading, template: Template) -> None:
    """What is recorded as somebody's own can't be asked without a name."""
    for section in template.sections if template.anonymous else ():
        if section.of == "everybody" and section.records not in ("update", "notes"):
            what = f"section {section.key!r} records {section.records}, which have a name"
            reading.wrong("anonymous", f'{what}; use records = "update", or of = "organizer"')


def _table(reading: Reading) -> dict[str, Any]:
    try:
        return tomllib.loads(reading.file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise TemplateProblem((Problem(reading.file, "(file)", f"can't be read: {error}"),)) from error


def _extended(reading: Reading, table: Mapping[str, Any], folders: tuple[Path, ...], layer: int) -> Template | None:
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


def _sections(reading: Reading, table: Mapping[str, Any], below: tuple[Section, ...]) -> tuple[Section, ...]:
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


def _each(reading: Reading, rows: list[dict[str, Any]], below: Mapping[str, Section]) -> Iterator[tuple[str, Section]]:
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


def _heading(reading: Reading, row: Mapping[str, Any], at: str) -> str:
    heading = reading.text(row, "heading", at).rstrip(": ")
    if not 0 < len(heading) <= 80:
        reading.wrong(f"{at}heading", "must have 1 to 80 characters")
    return heading


def _records(reading: Reading, row: Mapping[str, Any], at: str) -> str:
    records = reading.text(row, "records", at)
    if records not in RECORDS:
        reading.wrong(f"{at}records", f"{records!r} is not known; one of: {', '.join(RECORDS)}")
    return records


def _aliases(reading: Reading, row: Mapping[str, Any], at: str) -> tuple[str, ...]:
    """A list, or a table of lists by language: `aliases.de = ["Erledigt", "Fertig"]`."""
    value = row["aliases"]
    if not isinstance(value, dict):
        return reading.texts(value, f"{at}aliases")
    each = (reading.texts(words, f"{at}aliases.{language}") for language, words in value.items())
    return tuple(dict.fromkeys(word for words in each for word in words))


def _prompt(reading: Reading, row: Mapping[str, Any], at: str) -> str:
    return reading.text(row, "prompt", at)


def _of(reading: Reading, row: Mapping[str, Any], at: str) -> str:
    return reading.one_of(row, "of", at, OF, "everybody")


def _rounds(reading: Reading, row: Mapping[str, Any], at: str) -> str:
    return reading.one_of(row, "rounds", at, ROUNDS, "all")


def _stays(reading: Reading, row: Mapping[str, Any], at: str) -> bool:
    return reading.flag(row, "stays", at)


_FIELDS: dict[str, Callable[[Reading, Mapping[str, Any], str], object]] = {
    "heading": _heading,
    "records": _records,
    "prompt": _prompt,
    "aliases": _aliases,
    "of": _of,
    "rounds": _rounds,
    "stays": _stays,
}


def _check_headings(reading: Reading, sections: tuple[Section, ...]) -> None:
    """A heading or alias that two sections share could not tell whose answer it is."""
    owner: dict[str, str] = {}
    for section in sections:
        for word in dict.fromkeys(each.casefold() for each in (section.heading, *section.aliases)):
            if owner.setdefault(word, section.key) != section.key:
                reading.wrong("section", f"{word!r} is a heading of both {owner[word]!r} and {section.key!r}")

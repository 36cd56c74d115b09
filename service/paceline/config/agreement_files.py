"""A team's agreement from a file: Markdown or TOML. Six headings; below each, rules ("window_days: 3") and norms in
words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paceline.config import clauses, tables, values
from paceline.config.keys import RULES
from paceline.config.tables import ConfigError, Problem
from paceline.config.values import UnfitError
from paceline.domain.clauses import BY_KEY, HEADINGS, RIGHTS, Said

MOST = 200
"""So many clauses an agreement has at most."""
LONGEST = 500
"""Characters of a norm."""

_NAMES = {
    "decision rights": 1, "decisions": 1, "rights": 1,
    "escalation": 2, "escalation path": 2, "escalation paths": 2,
    "responsiveness": 3, "response times": 3, "responsiveness windows": 3,
    "check-ins": 4, "checkins": 4, "check-in cadence": 4, "cadence": 4,
    "quality": 5, "quality standards": 5, "quality of work": 5,
    "documentation": 6, "documentation norms": 6,
}  # fmt: skip
_HEADING = re.compile(r"(#{1,6})\s*(?:([1-9])\s*[.):]?\s+)?(.+?)\s*#*\s*")
_BULLET = re.compile(r"\s{0,8}(?:[-*+•]|\d{1,2}(?:\.\d{1,3})?[.)]?)\s+(.*)")
_RULE = re.compile(r"`?([A-Za-z][A-Za-z_ -]{1,40}?)`?\s*[:=]\s*(.+)")


@dataclass
class Written:
    """What a file says: the rules as the configuration has them, the norms, and what is wrong."""

    rules: dict[str, Any] = field(default_factory=dict)
    norms: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(path: Path, at: str) -> Written:
    """The agreement in a file; `at` is the key that names it, which stands before every problem."""
    written = Written()
    try:
        lines = _toml(path, written, at) if path.suffix == ".toml" else _markdown(path, written, at)
        for place, heading, text, value in lines:
            _take(written, at, place, heading, text, value)
    except ConfigError as error:
        written.problems += (Problem(at, f"{path.name}: {one.wrong}", one.mend) for one in error.problems)
    if len(written.norms) > MOST:
        written.problems.append(Problem(at, f"{path.name} has more than {MOST} norms", "keep the ones that matter"))
    return written


Line = tuple[str, int, str, Any]
"""Where it stands, the number of its heading, a rule's key or "" and the value."""


def _take(written: Written, at: str, place: str, heading: int, key: str, value: Any) -> None:
    try:
        if not key:
            written.norms.append(Said(heading, _norm(value)))
        elif key == RIGHTS:
            written.rules[key] = (*written.rules.get(key, ()), *_rights(value))
        elif key in written.rules:
            raise UnfitError(f'"{key}" stands there twice', "keep one of the two")
        else:
            written.rules[key] = clauses.read(key, value) if isinstance(value, str) else RULES[key](value)
    except UnfitError as unfit:
        written.problems.append(Problem(at, f"{place}: {unfit.wrong}", unfit.mend))


def _norm(value: Any) -> str:
    words = " ".join(values.text(value).split())
    if not words or len(words) > LONGEST:
        raise UnfitError(
            "a norm is empty" if not words else "a norm is too long", f"write it in at most {LONGEST} characters"
        )
    return words


def _rights(value: Any) -> tuple[str, ...]:
    return tuple(values.right(one) for one in (value if isinstance(value, list) else [value]))


# --- Markdown ------------------------------------------------------------------------------------------------------


def _markdown(path: Path, written: Written, at: str) -> Iterator[Line]:
    """Headings of any level name the six; each bullet below one is a clause, with its lines that go on."""
    heading = 0
    for number, text in _bullets(_text(path)):
        place = f"{path.name}, line {number}"
        if match := _HEADING.fullmatch(text):
            found = _heading(match[2] or "", match[3])
            if not found and len(match[1]) > 1:
                written.problems.append(Problem(at, f'{place}: "{match[3]}" is no heading of an agreement', _OFFER))
            heading = found or heading
        else:
            yield from _clause(written, at, place, heading, text)


def _clause(written: Written, at: str, place: str, heading: int, text: str) -> Iterator[Line]:
    rule = _RULE.fullmatch(text)
    key = re.sub(r"[ -]+", "_", rule[1].strip().lower()) if rule else ""
    if rule and key in BY_KEY:
        yield place, BY_KEY[key].heading, key, rule[2].strip().strip("`")
    elif rule and "_" in key and " " not in rule[1] and (meant := values.nearest(key, BY_KEY)):
        written.problems.append(Problem(at, f'{place}: there is no rule "{rule[1]}"', f'did you mean "{meant}"?'))
    elif values_right := _as_right(text):
        yield place, 1, RIGHTS, values_right
    elif heading:
        yield place, heading, "", text
    else:
        written.problems.append(Problem(at, f"{place}: it stands under no heading", _OFFER))


def _as_right(text: str) -> str:
    from paceline.domain.clauses import right

    found = right(text)
    return found.words if found else ""


def _bullets(text: str) -> Iterator[tuple[int, str]]:
    """Headings and bullets with the number of their first line; what is neither is prose for people."""
    began, parts = 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        bullet = _BULLET.fullmatch(line)
        if bullet or line.startswith("#") or not line.strip():
            if parts:
                yield began, " ".join(parts)
            began, parts = number, [bullet[1].strip()] if bullet else []
            if line.startswith("#"):
                yield number, line.strip()
        elif parts and line[:1] in " \t":
            parts.append(line.strip())
    if parts:
        yield began, " ".join(parts)


def _heading(number: str, name: str) -> int:
    plain = re.sub(r"\W+", " ", name.lower()).strip()
    by_name = {re.sub(r"\W+", " ", known): at for known, at in _NAMES.items()}
    if plain in by_name:
        return by_name[plain]
    return int(number) if number and int(number) <= len(HEADINGS) else 0


_OFFER = "the headings are " + ", ".join(f"## {name}" for name in HEADINGS)


# --- TOML ----------------------------------------------------------------------------------------------------------


def _toml(path: Path, written: Written, at: str) -> Iterator[Line]:
    """A table for each heading, with rules by their keys and `norms`, a list of texts; rules may stand above too."""
    for name, value in tables.parse(path).items():
        if name in BY_KEY:
            yield f"{path.name}, {name}", BY_KEY[name].heading, name, value
            continue
        heading = _heading("", name.replace("_", " "))
        if not heading or not isinstance(value, dict):
            offer = "the tables are " + ", ".join(f"[{one.lower().replace(' ', '_')}]" for one in HEADINGS)
            written.problems.append(Problem(at, f'{path.name}: there is no rule or heading "{name}"', offer))
            continue
        yield from _table(path, written, at, heading, name, value)


def _table(path: Path, written: Written, at: str, heading: int, name: str, table: dict[str, Any]) -> Iterator[Line]:
    for key, value in table.items():
        place = f"{path.name}, {name}.{key}"
        if key in BY_KEY:
            yield place, BY_KEY[key].heading, key, value
        elif key == "norms" and isinstance(value, list):
            for norm in value:
                yield place, heading, "", norm
        else:
            mend = tables.meant(key, {**BY_KEY, "norms": None})
            written.problems.append(Problem(at, f"{place}: there is no such rule", mend))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "it is not UTF-8"
        raise ConfigError(path, (Problem("", f"it can't be read: {reason}", "check the file"),)) from None

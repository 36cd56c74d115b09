"""A template's file while it is read: values by their kind, and all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


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


@dataclass(slots=True)
class Reading:
    """One file while it is read; problems are collected, so that they are all told at once."""

    file: Path
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, key: str, what: str) -> None:
        self.problems.append(Problem(self.file, key, what))

    def text(self, table: Mapping[str, Any], key: str, at: str, otherwise: str = "") -> str:
        value = table.get(key, otherwise)
        if isinstance(value, str):
            return " ".join(value.split())
        self.wrong(at + key, f'must be text in quotes, is {kind(value)}; example: {key} = "…"')
        return otherwise

    def texts(self, value: object, at: str) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(" ".join(each.split()) for each in value if each.strip())
        self.wrong(at, f'must be a list of texts, is {kind(value)}; example: ["Erledigt", "Fertig"]')
        return ()

    def flag(self, table: Mapping[str, Any], key: str, at: str, *, otherwise: bool = False) -> bool:
        value = table.get(key, otherwise)
        if isinstance(value, bool):
            return value
        self.wrong(at + key, f"must be true or false, is {kind(value)}; example: {key} = true")
        return otherwise

    def number(self, table: Mapping[str, Any], key: str, at: str, least: int, otherwise: int) -> int:
        value = table.get(key, otherwise)
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        given = str(value) if isinstance(value, int) and not isinstance(value, bool) else kind(value)
        self.wrong(at + key, f"must be a number, {least} or more, is {given}; example: {key} = {max(least, otherwise)}")
        return otherwise

    def one_of(self, table: Mapping[str, Any], key: str, at: str, known: tuple[str, ...], otherwise: str) -> str:
        value = self.text(table, key, at, otherwise)
        if value in known:
            return value
        self.wrong(at + key, f"{value!r} is not known; one of: {', '.join(known)}")
        return otherwise


def kind(value: object) -> str:
    return {bool: "true or false", int: "a number", list: "a list", dict: "a table", str: "text"}.get(
        type(value), type(value).__name__
    )

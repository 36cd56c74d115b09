"""A connector's table of the configuration, read key by key; all its problems are told at once."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from paceline.ports import SettingsError

T = TypeVar("T")


class Settings:
    """Each reader gives the key's value, or a stand-in where it is wrong; `close` raises all that was wrong.

    A key that no reader asked for is a problem too, so that a mistyped one never fails silently.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._known: list[str] = []
        self._problems: list[tuple[str, str, str]] = []

    def text(self, key: str, default: str | None = None) -> str:
        """Without a default the key is required."""
        value = self._read(key, str, default or "", "write a text in quotes")
        if default is None and not value and not self._is_wrong(key):
            self.wrong(key, "it is missing", "write a text in quotes")
        return value

    def path(self, key: str) -> Path:
        return Path(self.text(key))

    def flag(self, key: str, default: bool) -> bool:
        return self._read(key, bool, default, "write true or false")

    def number(self, key: str, default: int, least: int, most: int) -> int:
        value = self._read(key, int, default, "write a whole number")
        if not least <= value <= most:
            self.wrong(key, f"{value} is out of range", f"choose a number from {least} to {most}")
        return value

    def choice(self, key: str, *words: str) -> str:
        """One of `words`; the first is the default."""
        mend = f"choose one of {', '.join(words)}"
        value = self._read(key, str, words[0], mend)
        if value not in words:
            self.wrong(key, f'there is no "{value}"', mend)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        mend = 'write a list of texts: ["…", "…"]'
        values: list[Any] = self._read(key, list, [], mend)
        if not all(isinstance(value, str) for value in values):
            self.wrong(key, "not all of it are texts", mend)
        return tuple(map(str, values))

    def table(self, key: str) -> dict[str, str]:
        mend = 'write texts with names: {"…" = "…"}'
        found: dict[str, Any] = self._read(key, dict, {}, mend)
        if not all(isinstance(value, str) for value in found.values()):
            self.wrong(key, "not all of it are texts", mend)
        return {name: str(value) for name, value in found.items()}

    def wrong(self, key: str, wrong: str, mend: str) -> None:
        self._problems.append((key, wrong, mend))

    def close(self) -> None:
        """Raises SettingsError when anything was wrong."""
        for key in self._table.keys() - set(self._known):
            near = get_close_matches(key, self._known, n=1)
            mend = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(self._known)}"
            self.wrong(key, "there is no such setting", mend)
        if self._problems:
            raise SettingsError(*sorted(self._problems))

    def _read(self, key: str, kind: type[T], default: T, mend: str) -> T:
        self._known.append(key)
        value = self._table.get(key, default)
        if type(value) is kind:
            return value
        self.wrong(key, f"this is a {type(value).__name__}", mend)
        return default

    def _is_wrong(self, key: str) -> bool:
        return any(key == wrong for wrong, _, _ in self._problems)


def parts_of(address: str) -> SplitResult:
    """Of a web address; without a scheme and a host where it can be none ("https://[acme", a port of 99999)."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts

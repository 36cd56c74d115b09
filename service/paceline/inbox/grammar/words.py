"""How words are compared: case, accents and the shape of an apostrophe make no difference; a form is a run of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")

Forms = Mapping[str, tuple[str, ...]]
"""What people write for one thing, by language: {"en": ("done", "finished"), "de": ("fertig",)}."""

T = TypeVar("T")

_APOSTROPHES = {ord(mark): "'" for mark in "’‘ʼ`´＇"}
_FIRST_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[+-]\d+|[^\w\s]")


class _Folding(dict[int, str]):
    """Character by character, so that a place in the folded text is the same place in the text."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _APOSTROPHES.get(code) or unicodedata.normalize("NFD", char)[0]
        lower = plain.lower()
        folded = lower if len(lower) == 1 else plain
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` for comparing: lower case, no accents, straight apostrophes; of the same length as `text`."""
    return text.translate(_FOLDING)


def forms(**by_language: str) -> Forms:
    """A row's forms, written as `forms(en="done, finished", de="fertig")`."""
    return {language: tuple(form.strip() for form in written.split(",")) for language, written in by_language.items()}


def every(table: Forms) -> tuple[str, ...]:
    """All forms of a row in all languages, folded."""
    return tuple(dict.fromkeys(fold(form) for row in table.values() for form in row))


def either(table: Forms) -> str:
    """A pattern part for folded text that matches any of the forms, the longest first."""
    longest = sorted(every(table), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest) + ")"


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A form was found at the beginning: what it means, where it ends, and in which languages it is written so."""

    meaning: T
    end: int
    languages: frozenset[str]


class Index(Generic[T]):
    """Finds the longest form that a folded text begins with, by the form's first word. Made when it is first asked."""

    def __init__(self, rows: Iterable[tuple[Forms, T]]) -> None:
        self._rows = tuple(rows)

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[tuple[str, T, frozenset[str]]]]:
        found: dict[str, dict[T, set[str]]] = {}
        for table, meaning in self._rows:
            for language, written in table.items():
                for form in written:
                    found.setdefault(fold(form), {}).setdefault(meaning, set()).add(language)
        by_word: dict[str, list[tuple[str, T, frozenset[str]]]] = {}
        for form in sorted(found, key=len, reverse=True):
            for meaning, languages in found[form].items():
                by_word.setdefault(first_word(form), []).append((form, meaning, frozenset(languages)))
        return by_word

    def at(self, folded: str) -> tuple[Hit[T], ...]:
        """All meanings of all forms that `folded` begins with, longest form first; a form ends where a word ends."""
        return tuple(
            Hit(meaning, len(form), languages)
            for form, meaning, languages in self._by_word.get(first_word(folded), ())
            if folded.startswith(form) and _word_ends(folded, len(form))
        )

    def whole(self, folded: str) -> tuple[Hit[T], ...]:
        """The meanings of `folded` as it stands."""
        return tuple(hit for hit in self.at(folded) if hit.end == len(folded))


def first_word(folded: str) -> str:
    match = _FIRST_WORD.match(folded)
    return match.group() if match else folded[:1]


def _word_ends(folded: str, at: int) -> bool:
    if at >= len(folded) or not folded[at - 1].isalnum():
        return True
    return not (folded[at].isalnum() or folded[at] == "_" or _joined(folded, at))


def _joined(folded: str, at: int) -> bool:
    """A hyphen or apostrophe within a word: "no" does not end in "no-op"."""
    return folded[at] in "'-" and folded[at + 1 : at + 2].isalnum()

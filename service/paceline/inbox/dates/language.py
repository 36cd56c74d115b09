"""A language as a table: which words say what about a day. One module per language holds one `Language`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module

from paceline.inbox.dates.days import Unit
from paceline.inbox.dates.holidays import HOLIDAYS

CODES = ("en", "de", "fr", "es", "pt", "it", "nl")

UNITS: tuple[Unit, ...] = ("d", "w", "m", "q", "y", "f", "b", "e")
"""By the value of a sign of kind "u"."""

WORD = re.compile(r"\d+|(?:[^\W\d_]|[\u0300-\u036f])+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of a language. `kind` is a letter of the grammar; `weak` words mean a day only in company."""

    rest: tuple[str, ...]
    kind: str
    value: int
    weak: bool


@dataclass(frozen=True)
class Language:
    """`words` maps a kind to its phrases ("|" between alternatives, "~" before a weak one), by value or in a row;
    `holidays` likewise the names of `HOLIDAYS`.

    A row that starts at 1 (months, numbers) or at 0 (weekdays, Monday first) is a tuple. The kinds are named in
    `phrases`. `before_is_ago`: "vor 3 Tagen". `next_is_of_next_week`: "next Friday" is never this week's.
    `nouns_follow`: "the Friday demo" is no day. `ordinal_months`: "am siebten vierten". `day_articles`: before a
    bare number they make it a day of the month ("le 23").
    """

    code: str
    words: Mapping[str, str | tuple[str, ...] | Mapping[int, str]]
    holidays: Mapping[str, str]
    dayparts: tuple[str, ...] = ()
    """Endings that make a part of a day of a weekday: "freitagabend"."""
    ordinal_suffixes: frozenset[str] = frozenset()
    before_is_ago: bool = False
    next_is_of_next_week: bool = False
    nouns_follow: bool = False
    ordinal_months: bool = False
    dotted_days: bool = False
    weeks_by_day: bool = False
    """ "Monday week", "a week on Friday", "two weeks today"."""
    capital_nouns: bool = False
    """A noun is told by its capital: "am 2. Server", but "am 10. abschalten"."""
    adjectives_follow: bool = False
    """ "La settimana prossima martedì" is next week's Tuesday."""
    days_counted_in: Mapping[int, int] = field(default_factory=dict)
    """Days in words that count the first one too: "in acht Tagen" is in a week, or in 8 days."""
    day_articles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    """Prepositions that also end a verb, so that another one may follow ("log in by Friday")."""
    genitives: frozenset[str] = frozenset()
    """Articles before a day that only says which thing is meant ("the outage of Tuesday")."""
    followers: frozenset[str] = frozenset()
    """Where nouns follow: the words after which a weekday still stands by itself ("Friday with Bo")."""

    @cached_property
    def lexicon(self) -> dict[str, tuple[Entry, ...]]:
        """The entries under their first word, longest first."""
        found: dict[str, list[Entry]] = {}
        named = {n: self.holidays.get(name, "") for n, name in enumerate(HOLIDAYS)}
        for kind, phrases in {**self.words, "H": named}.items():
            for value, phrase in _rows(kind, phrases):
                for spelling in _spellings(phrase.removeprefix("~")):
                    first, *rest = (folded(word) for word in WORD.findall(spelling))
                    found.setdefault(first, []).append(Entry(tuple(rest), kind, value, phrase[0] == "~"))
        return {first: tuple(sorted(e, key=lambda entry: -len(entry.rest))) for first, e in found.items()}


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


def language(code: str) -> Language:
    found = import_module(f"{__package__}.{code}").LANGUAGE
    assert isinstance(found, Language)
    return found


def folded(word: str) -> str:
    """Without case and accents: "März" is "marz", "MAÑANA" is "manana"."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _rows(kind: str, phrases: str | tuple[str, ...] | Mapping[int, str]) -> Iterator[tuple[int, str]]:
    match phrases:
        case str():
            rows: Mapping[int, str] = {0: phrases}
        case tuple():
            rows = dict(enumerate(phrases, start=0 if kind in "du" else 1))
        case _:
            rows = phrases
    for value, alternatives in rows.items():
        for phrase in alternatives.split("|"):
            if phrase:
                yield value, phrase


def _spellings(phrase: str) -> tuple[str, ...]:
    """German is also written without its dots: "Maerz"."""
    plain = phrase.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return (phrase,) if plain == phrase else (phrase, plain)

"""A fact with another name in the place of somebody's, or without their words: the one exception to "append-only"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, cast

from paceline.domain.clauses import Clause, Said
from paceline.domain.facts import AgreementSet, Fact, Started, Stopped

PEOPLE = frozenset(
    {
        "owner", "to", "needed_by", "asked", "audience", "unheard", "silent", "deputy", "person", "members", "people",
        "then", "told_by", "facilitator",
    }
)  # fmt: skip
"""Fields that hold ids of people."""
ADDRESSES = frozenset({"guest", "guests", "delegated_to", "address"})
PLAIN = frozenset(
    {
        "occurrence", "commitment", "replaces", "by", "change", "question", "event", "cadence", "uid", "partstat",
        "verdict", "of", "follows", "about", "team", "locale", "decision", "rule", "offer",
    }
)  # fmt: skip
"""Ids of other things, and words of our own. All other text is somebody's words, in a kind of fact that comes later
too: what is not known here is rather lost than kept."""
NAMING = frozenset({"what", "title", "rationale", "done_when", "goal", "criteria"})
"""What says what a record is about."""
ERASED = "(erased)"

Change = Callable[[str], str]


def rewritten(fact: Fact, person: Change, address: Change, words: Callable[[str, str], str]) -> Fact:
    """`words` gets the field's name and the text."""
    changed = {}
    for field in fields(fact):
        change = _change(fact, field.name, person, address, words)
        before = getattr(fact, field.name)
        after = _changed(field.name, before, change) if change else before
        if after != before:
            changed[field.name] = after
    return cast(Fact, replace(cast(Any, fact), **changed)) if changed else fact


def _change(fact: Fact, name: str, person: Change, address: Change, words: Callable[[str, str], str]) -> Change | None:
    if name in PLAIN or (name == "what" and isinstance(fact, Stopped | Started)):
        return None
    if name in PEOPLE:
        return person
    if name in ADDRESSES:
        return address
    return lambda text: words(name, text)


def _changed(name: str, value: Any, change: Change) -> Any:
    """Texts and tuples of texts; of an update's lines the words behind their key."""
    match value:
        case str():
            return change(value) if value else value
        case tuple() if name == "lines":
            return tuple((key, change(text)) for key, text in value)
        case tuple() if all(isinstance(each, str) for each in value):
            return tuple(map(change, value))
    return value


def with_clauses(fact: AgreementSet, words: Callable[[Clause | Said], str]) -> AgreementSet:
    """A version of an agreement with other words in its clauses, and in what its source said."""
    return replace(
        fact,
        clauses=tuple(replace(each, words=words(each)) for each in fact.clauses),
        source=tuple(replace(each, words=words(each)) for each in fact.source),
        unheeded=tuple(replace(each, words=words(each)) for each in fact.unheeded),
    )


def texts_of(fact: Fact) -> tuple[tuple[str, str], ...]:
    """Somebody's words in a fact, each with the field that it stands in."""
    found: list[tuple[str, str]] = []

    def keep(name: str, text: str) -> str:
        found.append((name, text))
        return text

    rewritten(fact, str, str, keep)
    return tuple(found)

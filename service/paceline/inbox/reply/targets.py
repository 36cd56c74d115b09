"""What a command is about: "C12, C14 done", "1 and 2 done"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from paceline.domain.asks import Item
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.commands import COMMANDS, DECISION, OF_A_COMMITMENT, OF_A_REQUEST, SELF, Kind
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern

HANDLE = r"(?:@?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|@\w(?:[\w.+-]{0,62}\w)?)"
"""Somebody as written: "@bo", "bo@acme.example"."""

NAME = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]{1,30}"
"""A word with a capital, which may be somebody's name."""

_KINDS: dict[str, frozenset[Kind]] = {"C": OF_A_COMMITMENT, "D": DECISION, "H": OF_A_REQUEST}
_ID = re.compile(r"#?[\[(]?([CDH])[-#]?(\d{1,6})\b[\])]?(?![-_'’]\w)", re.IGNORECASE)
_ID_ANYWHERE = Pattern(rf"(?<!\w){_ID.pattern}", re.IGNORECASE)
_AND = r"(?:,|&|/|\b(?:and|und|et|y|e|en)\b)"
_JOINER = Pattern(rf"\s*{_AND}\s*", re.IGNORECASE)
_NUMBERS = Pattern(rf"\d{{1,2}}(?:\s*{_AND}\s*\d{{1,2}}(?![\d.]))+(?=[\s:)])", re.IGNORECASE)
_TO = either(next(row.forms for row in COMMANDS if row.verb == "to"))
_ENDS = rf"\s*(?:$|[:,;]|[.!?–—-](?:\s|$))|\s+(?:\+\d|(?:{_TO}|{either(clauses.BECAUSE)}|{either(clauses.BY)})(?!\w))"
_ID_OR_NUMBER = Pattern(rf"{_ID.pattern}|#?(\d{{1,2}})(?={_ENDS})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """`kinds`: what it is, or may be. `typed` is how a person names it: "2" or "C12"; empty: they need not."""

    subject: str
    kinds: frozenset[Kind]
    typed: str


ONESELF = Target("", SELF, "")


@dataclass(frozen=True, slots=True)
class Targets:
    """The things that an envelope's numbers and the ids of a reply stand for."""

    items: tuple[Item, ...]

    def item(self, number: int) -> Item | None:
        return next((item for item in self.items if item.number == number), None)

    def number(self, number: int) -> Target | None:
        item = self.item(number)
        kind = _kind(item) if item else None
        return Target(item.subject, frozenset({kind}), str(number)) if item and kind else None

    def id(self, letter: str, digits: str) -> Target:
        """An id may be typed for anything, asked about or not; what was asked narrows what it is."""
        subject = f"{letter.upper()}{int(digits)}"
        asked = frozenset(kind for item in self.items if item.subject == subject and (kind := _kind(item)))
        return Target(subject, asked or _KINDS[letter.upper()], subject)

    def at(self, text: str, at: int) -> tuple[Target, int] | None:
        """The id or number at a place of a text, and where it ends."""
        match = _ID_OR_NUMBER.match(fold(text), at)
        if not match:
            return None
        target = self.id(match[1], match[2]) if match[1] else self.number(int(match[3]))
        return (target, match.end()) if target else None

    def has_id(self, text: str) -> bool:
        return bool(_ID_ANYWHERE.search(text))

    def leading_ids(self, text: str) -> tuple[tuple[Target, ...], str]:
        """The ids that `text` begins with, and the rest."""
        found: list[Target] = []
        at = 0
        while match := _ID.match(text, at):
            found.append(self.id(match[1], match[2]))
            at = match.end()
            joiner = _JOINER.match(text, at)
            if not joiner or not _ID.match(text, joiner.end()):
                break
            at = joiner.end()
        return tuple(found), text[at:]


def _kind(item: Item) -> Kind | None:
    """What may be said about it; None: a receipt's line, which is for "fix" only."""
    match item.kind:
        case "record" | "line":
            return None
        case kind:
            return kind


def leading_numbers(text: str) -> tuple[tuple[int, ...], str]:
    """ "1, 2 done" is (1, 2) and " done"; no list of numbers: nothing and `text`."""
    match = _NUMBERS.match(text)
    if not match:
        return (), text
    return tuple(int(number) for number in re.findall(r"\d+", match.group())), text[match.end() :].lstrip(":)")

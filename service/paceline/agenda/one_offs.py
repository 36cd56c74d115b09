"""What a review of something on record shows, and an agenda made of the points that people named: values only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.help import HelpRequest


@dataclass(frozen=True, slots=True)
class ReviewedDecision:
    """`who` decided; "" is the reader, here and among those who had objections or advice (`worries`)."""

    id: str
    title: str
    who: str
    state: Literal["intended", "objected", "decided", "withdrawn", "superseded"]
    since: datetime
    rationale: str = ""
    worries: tuple[tuple[str, str], ...] = ()
    review: date | None = None
    """When it is to be looked at again."""


@dataclass(frozen=True, slots=True)
class ReviewedCommitment:
    """`who` owns it; "" is the reader."""

    id: str
    what: str
    due: date
    kind: Literal["due", "late", "at risk"]
    who: str = ""
    reason: str = ""
    """Why it is at risk."""


@dataclass(frozen=True, slots=True)
class ReviewedHelp:
    """An obstacle, and who has taken it, or parts of it (who, which); "" is the reader."""

    id: str
    what: str
    who: str
    since: datetime
    has: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    closed: bool = False


def reviewed_help(it: HelpRequest, names: Mapping[str, str]) -> ReviewedHelp:
    has = tuple(names.get(person, person) for person in it.takers)
    parts = tuple((names.get(person, person), part) for person, part in it.parts)
    return ReviewedHelp(it.id, it.what, names.get(it.owner, it.owner), it.opened, has, parts, it.state == "closed")


@dataclass(frozen=True, slots=True)
class Review:
    """What a review shows above its questions: a decision, or commitments that are open. `whose` commitments: names of
    people, or of a team; "" are the reader's own. `more`: so many further ones are not shown.

    `shows` says what else a template wants there: `decisions` that come back, or that are "goals", `agreement` (number,
    words), `help` that was asked for."""

    decision: ReviewedDecision | None = None
    shows: str = ""
    decisions: tuple[ReviewedDecision, ...] = ()
    agreement: tuple[tuple[str, str], ...] = ()
    help: tuple[ReviewedHelp, ...] = ()
    beside: bool = False
    """It stands above questions about other things."""
    commitments: tuple[ReviewedCommitment, ...] = ()
    whose: str = ""
    more: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.decision or self.commitments or self.decisions or self.agreement or self.help)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of an agenda, by whom it was raised, and what it refers to: (id, its words)."""

    text: str
    who: tuple[str, ...]
    refers: tuple[tuple[str, str], ...] = ()


Record = Commitment | Decision | HelpRequest

_ID = re.compile(r"\b([CDH][1-9]\d{0,8})\b", re.IGNORECASE)
_ON_RECORD = "DHC"
"""Decisions are talked about first, then where help is needed, then commitments."""


def referred(text: str) -> tuple[str, ...]:
    """The ids that a line names."""
    return tuple(dict.fromkeys(found.upper() for found in _ID.findall(text)))


def sorted_points(raised: Iterable[tuple[str, str]], records: Mapping[str, Record]) -> tuple[Point, ...]:
    """`raised` are (who, text) as they came. Points about one thing stand together and one that several named is one;
    first what most have raised, then what is on record, then the others in the order in which they came."""
    by_text: dict[str, Point] = {}
    for who, text in raised:
        key = " ".join(text.casefold().strip(" .?!").split())
        before = by_text.get(key) or Point(text, (), _words_of(text, records))
        by_text[key] = Point(before.text, tuple(dict.fromkeys((*before.who, who))), before.refers)
    groups: dict[str, list[Point]] = {}
    for key, point in by_text.items():
        groups.setdefault(point.refers[0][0] if point.refers else f" {key}", []).append(point)
    order = sorted(groups.items(), key=lambda group: (-_voices(group[1]), _rank(group[0])))
    return tuple(point for _, points in order for point in points)


def _words_of(text: str, records: Mapping[str, Record]) -> tuple[tuple[str, str], ...]:
    return tuple((it, words(records[it])) for it in referred(text) if it in records)


def words(record: Record) -> str:
    return record.title if isinstance(record, Decision) else record.what


def _voices(points: list[Point]) -> int:
    return len({who for point in points for who in point.who})


def _rank(subject: str) -> int:
    found = _ON_RECORD.find(subject[0])
    return len(_ON_RECORD) if found < 0 else found

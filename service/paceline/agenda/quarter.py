"""A team's quarter in figures that say something about the team and nothing about anybody: outcomes, not activity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import TypeVar

from paceline.agenda.causes import OTHER, cause_of
from paceline.agenda.contents import Quarter
from paceline.agenda.verdict import Record
from paceline.domain import commitments
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Entry, MarkedAtRisk, standing
from paceline.domain.people import Person

FEWEST = 3
"""Figures of fewer people than these would be somebody's own: they are left out."""
NAMED_BY = 2
"""A cause that fewer people than these named is told of as "something else"."""


It = TypeVar("It", Commitment, Decision)


@dataclass(frozen=True, slots=True)
class Material:
    """`closed` are the commitments and decisions that came to their end in the quarter, `entries` the facts of each by
    id, `open` what is open now."""

    team: str
    first: date
    last: date
    closed: tuple[Record, ...]
    entries: Mapping[str, tuple[Entry, ...]]
    open: tuple[Record, ...]


def of_day(day: date) -> tuple[date, date]:
    """The first day of the quarter that `day` lies in, and of the next one."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    later = first + timedelta(days=100)
    return first, date(later.year, later.month - (later.month - 1) % 3, 1)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)


def quarter(material: Material, reader: Person, today: date) -> Quarter:
    made = [it for it in material.closed if isinstance(it, Commitment)]
    decided = [it for it in material.closed if isinstance(it, Decision) and it.state == "decided"]
    waiting = [it for it in material.open if isinstance(it, Commitment) and it.is_open]
    content = Quarter(reader, material.team, material.first, material.last, today)
    content = _with_decisions(_with_commitments(content, made, material.entries), decided)
    told = _enough(waiting)
    return replace(content, open=len(told), past=sum(it.slipped(today) for it in told))


def _enough(items: list[It]) -> list[It]:
    """What is counted together; nothing where it is of too few people."""
    return items if len({it.owner for it in items}) >= FEWEST else []


def _with_commitments(content: Quarter, made: list[Commitment], entries: Mapping[str, tuple[Entry, ...]]) -> Quarter:
    kept = _enough([it for it in made if it.state == "kept" and it.closed])
    dropped = _enough([it for it in made if it.state == "dropped"])
    late = _enough([it for it in made if it.had_slipped])
    signs = [days for it in late if (days := _days_ahead(entries.get(it.id, ()))) is not None]
    return replace(
        content,
        kept=len(kept),
        in_time=sum(not it.had_slipped and not it.moves for it in kept),
        moved=sum(not it.had_slipped and bool(it.moves) for it in kept),
        dropped=len(dropped),
        days_to_keep=round(median((it.closed - it.opened).days for it in kept if it.closed)) if kept else None,
        late=len(late),
        seen_early=len(signs),
        days_ahead=round(median(signs)) if signs else None,
        causes=_causes(late),
    )


def _with_decisions(content: Quarter, decided: list[Decision]) -> Quarter:
    intended = _enough([it for it in decided if it.closes and it.since])
    spans = [(it.since - it.opened).total_seconds() / 86400 for it in intended if it.since]
    return replace(content, decided=len(_enough(decided)), days_to_decide=round(median(spans)) if spans else None)


def _days_ahead(entries: tuple[Entry, ...]) -> int | None:
    """How many days before its day somebody first said that it was at risk; None: nobody did."""
    counted = standing(entries)
    for at, entry in enumerate(counted):
        if isinstance(entry.fact, MarkedAtRisk):
            then = commitments.fold(counted[: at + 1])
            if then and entry.at.date() <= then.due:
                return (then.due - entry.at.date()).days
    return None


def _causes(late: list[Commitment]) -> tuple[tuple[str, int], ...]:
    """Counted by kind, the commonest first; none where so few have answered that they could be told apart."""
    answered = _enough([it for it in late if it.lessons])
    who: dict[str, set[str]] = defaultdict(set)
    found = [(cause_of(it.lessons), it.owner) for it in answered]
    for cause, owner in found:
        who[cause].add(owner)
    told: dict[str, int] = defaultdict(int)
    for cause, _ in found:
        told[cause if len(who[cause]) >= NAMED_BY else OTHER] += 1
    return tuple(sorted(told.items(), key=lambda each: (each[0] == OTHER, -each[1], each[0])))

"""A team's operating agreement, in versions: the first is what the configuration and its file say; each later one comes
from an intent that stands, or from a source that has changed.

What was decided by mail is never set back by the source: a changed source changes only what it changes itself, and only
where no decision stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from paceline.domain.clauses import BY_KEY, RIGHTS, Clause, Said, in_order, numbered
from paceline.domain.facts import (
    Acknowledged,
    AgreementKept,
    AgreementReviewMissed,
    AgreementSet,
    Entry,
    TeamNoted,
    standing,
)

State = Literal["derived", "in force", "due", "missed"]
"""See docs/states.md: "derived" as long as nothing about it is on record; "due" from its review day on."""
SUBJECT = "agreement/"
DEFAULT = "default"
"""Gives a rule back to the configuration."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """As it is in force. `since` None: nothing about it is on record; it is what the configuration says."""

    team: str
    version: int
    clauses: tuple[Clause, ...]
    source: tuple[Said, ...]
    since: datetime | None = None
    decision: str = ""
    looked_at: datetime | None = None
    """When it was set, changed or kept last."""
    review: date | None = None
    """The day of the next look that was asked for when it was kept last; None: as it says itself."""
    missed: bool = False
    members: tuple[str, ...] | None = None
    """Whom it was last known to be for; None: not noted yet."""
    changed_members: datetime | None = None
    """When somebody came or went since it was looked at."""
    acknowledged: tuple[tuple[str, int], ...] = ()
    """Who said of which version that it is theirs."""
    past: tuple[Clause, ...] = ()
    """The last form of every clause that there ever was: a number is given once."""

    def rule(self, key: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.key == key), None)

    def clause(self, number: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.number == number), None)

    @property
    def rules(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.key)

    def under(self, heading: int) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.heading == heading)

    def state(self, today: date, due: date | None) -> State:
        """On a day, given the day on which it is to be looked at (None: never)."""
        if self.since is None:
            return "derived"
        if self.missed:
            return "missed"
        return "due" if due and due <= today else "in force"


def derived(team: str, source: Iterable[Said]) -> Agreement:
    """What holds while nothing is on record."""
    source = tuple(source)
    clauses = in_order(numbered(source))
    return Agreement(team, 1, clauses, source, past=clauses)


def fold(entries: tuple[Entry, ...]) -> Agreement | None:
    agreement: Agreement | None = None
    for entry in standing(entries):
        agreement = evolve(agreement, entry)
    return agreement


def evolve(before: Agreement | None, entry: Entry) -> Agreement | None:
    if isinstance(entry.fact, AgreementSet):
        return _set(before, entry, entry.fact)
    if before is None:
        return None
    match entry.fact:
        case TeamNoted(members):
            changed = entry.at if before.members is not None and set(members) != set(before.members) else None
            return replace(before, members=members, changed_members=changed or before.changed_members)
        case AgreementKept(_, review):
            return replace(before, review=review, looked_at=entry.at, missed=False, changed_members=None)
        case AgreementReviewMissed():
            return replace(before, missed=True)
        case Acknowledged(version):
            others = tuple(pair for pair in before.acknowledged if pair[0] != entry.author)
            return replace(before, acknowledged=(*others, (entry.author, version)))
    return before


def _set(before: Agreement | None, entry: Entry, made: AgreementSet) -> Agreement:
    now = {clause.number for clause in made.clauses}
    gone = tuple(clause for clause in (before.past if before else ()) if clause.number not in now)
    return Agreement(
        team=entry.team,
        version=made.version,
        clauses=made.clauses,
        source=made.source,
        since=entry.at,
        decision=made.decision,
        looked_at=entry.at,
        members=before.members if before else None,
        acknowledged=before.acknowledged if before else (),
        past=in_order((*made.clauses, *gone)),
    )


# --- a change by an intent -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an intent changes: the clause `number` ("3.2") gets other words, or goes; a heading ("6") gets a clause."""

    number: str
    words: str

    @property
    def adds(self) -> bool:
        return "." not in self.number

    @property
    def drops(self) -> bool:
        return self.words == DROP


DROP = "drop"
_TITLE = re.compile(r"agreement (\d(?:\.\d{1,3})?)(?:, [^:]*)?: (.+)", re.DOTALL)


def title(amendment: Amendment, it: Agreement) -> str:
    """The intent's words, from which `amendment_of` reads it again."""
    clause = it.clause(amendment.number)
    label = f", {clause.label}" if clause and clause.label else ""
    return f"agreement {amendment.number}{label}: {amendment.words}"


def amendment_of(words: str) -> Amendment | None:
    match = _TITLE.fullmatch(words)
    return Amendment(match[1], match[2].strip()) if match else None


def amended(it: Agreement, change: Amendment, decision: str, key: str = "") -> tuple[Clause, ...]:
    """Its clauses with the change that `decision` makes; a clause that was given back to the source has no decision.
    `key`: the rule that an added clause sets."""
    if change.adds:
        said = Said(int(change.number), change.words, key)
        new = tuple(replace(clause, by=decision) for clause in numbered((said,), it.past))
        return in_order((*it.clauses, *new))
    others = tuple(clause for clause in it.clauses if clause.number != change.number)
    before = it.clause(change.number) or next((c for c in it.past if c.number == change.number), None)
    if change.drops or before is None:
        return others
    if change.words == DEFAULT:
        words = next((said.words for said in it.source if said.key == before.key), before.words)
        return in_order((*others, replace(before, words=words, by="")))
    return in_order((*others, replace(before, words=change.words, by=decision)))


# --- a source that has changed ---------------------------------------------------------------------


def followed(it: Agreement, source: tuple[Said, ...]) -> tuple[tuple[Clause, ...], tuple[Said, ...]]:
    """Its clauses as a changed source would have them, and what of the source gives way to a decision.

    Only what the source itself has changed since it was last read counts.
    """
    was, now = {said.name: said for said in it.source}, {said.name: said for said in source}
    clauses = list(it.clauses)
    unheeded: list[Said] = []
    for name, said in was.items():
        if name not in now and (at := _place(clauses, said)) is not None:
            if clauses[at].by:
                unheeded.append(said)
            else:
                del clauses[at]
    added: list[Said] = []
    for name, said in now.items():
        if said == was.get(name):
            continue
        at = _place(clauses, said)
        if at is None:
            added.append(said)
        elif clauses[at].by and clauses[at].words != said.words:
            unheeded.append(said)
        else:
            clauses[at] = replace(clauses[at], words=said.words)
    return in_order((*clauses, *numbered(added, it.past))), tuple(unheeded)


def _place(clauses: list[Clause], said: Said) -> int | None:
    single = said.key in BY_KEY and said.key != RIGHTS
    same = (c.key == said.key if single else (c.key, c.words) == (said.key, said.words) for c in clauses)
    return next((at for at, found in enumerate(same) if found), None)


# --- what is different -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one clause; `was` or `now` is empty where it is new or gone."""

    number: str
    label: str
    was: str
    now: str


def differences(before: Iterable[Clause], now: Iterable[Clause]) -> tuple[Difference, ...]:
    """Clause by clause, in the order of their numbers."""
    old, new = {c.number: c for c in before}, {c.number: c for c in now}
    found = []
    for clause in in_order({**old, **new}.values()):
        was, is_now = old.get(clause.number), new.get(clause.number)
        if (was.words if was else None) != (is_now.words if is_now else None):
            found.append(
                Difference(clause.number, clause.label, was.words if was else "", is_now.words if is_now else "")
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Version:
    """One version in the agreement's history."""

    version: int
    since: datetime
    decision: str
    differences: tuple[Difference, ...]


def history(entries: tuple[Entry, ...]) -> tuple[Version, ...]:
    """All versions on record, the oldest first; the first differs from nothing."""
    found: list[Version] = []
    before: tuple[Clause, ...] | None = None
    for entry in standing(entries):
        if isinstance(entry.fact, AgreementSet):
            made = entry.fact
            changed = differences(before, made.clauses) if before is not None else ()
            found.append(Version(made.version, entry.at, made.decision, changed))
            before = made.clauses
    return tuple(found)

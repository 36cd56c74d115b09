"""A decision `D4`: recorded at once, or an intent that stands on silence when its objection window closes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from paceline.domain.facts import (
    Adopted,
    Advised,
    Agreed,
    Amended,
    Corrected,
    Decided,
    Entry,
    Extended,
    HeldBack,
    Intended,
    Objected,
    Withdrawn,
    standing,
)

State = Literal["intended", "objected", "decided", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said about an intent."""

    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """`closes` (UTC) is None for a decision that was recorded, not intended; `since` is when it began to stand."""

    id: str
    team: str
    owner: str
    title: str
    state: State
    opened: datetime
    rationale: str = ""
    reversible: bool = True
    closes: datetime | None = None
    audience: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    objections: tuple[Word, ...] = ()
    advice: tuple[Word, ...] = ()
    held: tuple[str, ...] = ()
    """Who has asked for more time; each may once."""
    extended_for: tuple[str, ...] = ()
    """Whom the request had not reached when the window was to close."""
    was: tuple[str, ...] = ()
    """Its words before each amendment."""
    review: date | None = None
    since: datetime | None = None
    occurrence: str = ""

    @property
    def is_waiting(self) -> bool:
        return self.state == "intended"

    @property
    def unanimous(self) -> bool:
        return bool(self.audience) and set(self.audience) <= set(self.agreed)


def fold(entries: tuple[Entry, ...]) -> Decision | None:
    decision: Decision | None = None
    for entry in standing(entries):
        decision = evolve(decision, entry)
    return decision


def evolve(before: Decision | None, entry: Entry) -> Decision | None:
    match entry.fact:
        case Decided() as made:
            return _decided(entry, made)
        case Intended() as made:
            return _intended(entry, made)
    if before is None:
        return None
    match entry.fact:
        case Agreed():
            agreed = tuple(dict.fromkeys((*before.agreed, entry.author)))
            return _without_objection_of(entry.author, replace(before, agreed=agreed))
        case Objected(reason):
            objections = (*before.objections, Word(entry.author, reason))
            agreed = tuple(person for person in before.agreed if person != entry.author)
            return replace(before, state="objected", objections=objections, agreed=agreed)
        case Advised(text):
            return replace(before, advice=(*before.advice, Word(entry.author, text)))
        case HeldBack(closes):
            return replace(before, held=(*before.held, entry.author), closes=closes)
        case Extended(closes, unheard):
            return replace(before, closes=closes, extended_for=tuple(dict.fromkeys((*before.extended_for, *unheard))))
        case Amended(title, was, closes):
            return _amended(before, title, was, closes)
        case Adopted(since):
            return replace(before, state="decided", since=since)
        case Withdrawn():
            return replace(before, state="withdrawn")
        case Corrected(what, due):
            return replace(before, title=what or before.title, review=due or before.review)
    return before


def _without_objection_of(person: str, decision: Decision) -> Decision:
    """An ok after an objection takes the objection back; the last one gone, the window counts again."""
    left = tuple(word for word in decision.objections if word.person != person)
    state: State = "intended" if decision.state == "objected" and not left else decision.state
    return replace(decision, objections=left, state=state)


def _amended(before: Decision, title: str, was: str, closes: datetime) -> Decision:
    """The objections become advice: their words stay with the decision, and their authors may object anew."""
    return replace(
        before,
        title=title,
        was=(*before.was, was),
        state="intended",
        closes=closes,
        agreed=(),
        held=(),
        extended_for=(),
        objections=(),
        advice=(*before.advice, *before.objections),
    )


def _decided(entry: Entry, made: Decided) -> Decision:
    return Decision(
        id=entry.subject,
        team=entry.team,
        owner=made.owner,
        title=made.title,
        state="decided",
        opened=entry.at,
        rationale=made.rationale,
        review=made.review,
        since=entry.at,
        occurrence=made.occurrence,
    )


def _intended(entry: Entry, made: Intended) -> Decision:
    return Decision(
        id=entry.subject,
        team=entry.team,
        owner=made.owner,
        title=made.title,
        state="intended",
        opened=entry.at,
        rationale=made.rationale,
        reversible=made.reversible,
        closes=made.closes,
        audience=made.audience,
        occurrence=made.occurrence,
    )

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
    DecidedAnyway,
    Entry,
    Extended,
    HeldBack,
    Intended,
    Objected,
    OwnerLeft,
    OwnershipDelegated,
    ReplacementIntended,
    ReviewMissed,
    Superseded,
    Upheld,
    VoiceDelegated,
    VoiceLost,
    Withdrawn,
    WorryJudged,
    standing,
)

State = Literal["intended", "objected", "decided", "withdrawn", "superseded"]


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said about an intent."""

    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody said of the worries when the review day had come."""

    person: str
    came_true: bool
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
    """When it is looked at again; None once that was answered."""
    since: datetime | None = None
    occurrence: str = ""
    dissent: tuple[Word, ...] = ()
    """The objections over which it was decided."""
    anyway: tuple[str, ...] = ()
    """The owner's answers to them."""
    speaks_for: tuple[tuple[str, str], ...] = ()
    """Who speaks for whom: (of the audience, who gave their word away)."""
    replaces: str = ""
    replaced_by: str = ""
    """What took its place, or would: the intent that is open, or failed."""
    judged: tuple[Judged, ...] = ()
    upheld: tuple[str, ...] = ()
    """What its owner said each time it was kept."""
    orphaned: bool = False
    """Its owner has left the team, and nobody answers for it."""
    trial: bool = False
    """An experiment, which ends on `review`; kept for good it is none any more."""
    goal: str = ""
    criteria: str = ""
    window_rule: str = ""
    """The clause of the agreement that its window follows from; empty: somebody said when it ends."""
    missed: bool = False
    """Its review day went by without its owner's word."""

    @property
    def is_waiting(self) -> bool:
        return self.state == "intended"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.state in ("intended", "objected")

    @property
    def worries(self) -> tuple[Word, ...]:
        """All that was said against it, and the advice, word for word."""
        return (*self.dissent, *self.objections, *self.advice)

    @property
    def worried(self) -> tuple[str, ...]:
        """Whose worries they are; not its owner's."""
        return tuple(dict.fromkeys(word.person for word in self.worries if word.person != self.owner))

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
            return replace(before, held=(*before.held, entry.author), closes=closes, window_rule="")
        case Extended(closes, unheard):
            return replace(before, closes=closes, extended_for=tuple(dict.fromkeys((*before.extended_for, *unheard))))
        case Amended() as words:
            return _amended(before, words)
        case Adopted(since):
            return replace(before, state="decided", since=since)
        case Withdrawn():
            return replace(before, state="withdrawn")
        case DecidedAnyway(reason):
            dissent = (*before.dissent, *before.objections)
            return replace(before, state="intended", objections=(), dissent=dissent, anyway=(*before.anyway, reason))
        case Corrected(what, due):
            return replace(before, title=what or before.title, review=due or before.review)
    return _later(before, entry)


def _later(before: Decision, entry: Entry) -> Decision:
    """Whose word it is, what is said when it is looked at again, what takes its place."""
    match entry.fact:
        case VoiceDelegated(to):
            return _spoken_for(before, entry.author, to)
        case OwnershipDelegated(to):
            return _owned_by(before, to)
        case OwnerLeft():
            return replace(before, orphaned=True)
        case VoiceLost(person):
            return replace(before, audience=tuple(member for member in before.audience if member != person))
        case Upheld(words, review):
            trial = before.trial and review is not None
            return replace(before, review=review, upheld=(*before.upheld, words), missed=False, trial=trial)
        case WorryJudged(came_true, words):
            others = tuple(said for said in before.judged if said.person != entry.author)
            return replace(before, judged=(*others, Judged(entry.author, came_true, words)))
        case ReviewMissed():
            return replace(before, missed=True)
        case ReplacementIntended(by):
            return replace(before, review=None, replaced_by=by, missed=False)
        case Superseded(by):
            return replace(before, state="superseded", replaced_by=by, review=None, missed=False)
    return before


def _spoken_for(before: Decision, person: str, to: str) -> Decision:
    audience = tuple(dict.fromkeys(to if member == person else member for member in before.audience))
    agreed = tuple(member for member in before.agreed if member != person)
    return replace(before, audience=audience, agreed=agreed, speaks_for=(*before.speaks_for, (to, person)))


def _owned_by(before: Decision, to: str) -> Decision:
    """The two change places: who had it is for it, and is waited for again when it is amended."""
    if before.orphaned:
        left = tuple(member for member in before.audience if member != to)
        return replace(before, owner=to, audience=left, orphaned=False)
    if not before.audience:
        return replace(before, owner=to)
    audience = tuple(dict.fromkeys((*(member for member in before.audience if member != to), before.owner)))
    agreed = tuple(dict.fromkeys((*(member for member in before.agreed if member != to), before.owner)))
    return replace(before, owner=to, audience=audience, agreed=agreed)


def _without_objection_of(person: str, decision: Decision) -> Decision:
    """An ok after an objection takes the objection back; the last one gone, the window counts again."""
    left = tuple(word for word in decision.objections if word.person != person)
    state: State = "intended" if decision.state == "objected" and not left else decision.state
    return replace(decision, objections=left, state=state)


def _amended(before: Decision, made: Amended) -> Decision:
    """The objections become advice: their words stay with the decision, and their authors may object anew."""
    return replace(
        before,
        title=made.title,
        was=(*before.was, made.was),
        state="intended",
        closes=made.closes,
        window_rule=made.rule,
        agreed=(),
        held=(),
        extended_for=(),
        objections=(),
        dissent=(),
        anyway=(),
        advice=(*before.advice, *before.dissent, *before.objections),
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
        replaces=made.replaces,
        goal=made.goal,
        criteria=made.criteria,
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
        review=made.review,
        occurrence=made.occurrence,
        replaces=made.replaces,
        trial=made.trial,
        goal=made.goal,
        criteria=made.criteria,
        window_rule=made.rule,
    )

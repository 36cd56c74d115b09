"""What a statement changes: a fact, or a refusal in words that its author can act on. Values in, values out."""

from __future__ import annotations

from datetime import datetime

from paceline.domain.facts import Decided, Intended, Offered, Promised
from paceline.domain.outcome import Change, Held, Outcome, Refusal, due, one
from paceline.domain.people import named
from paceline.domain.rules import carry_out
from paceline.domain.statements import Command, Intent, Promise, Ruling, When


def decide(said: Promise | Ruling | Intent | Command, held: Held) -> Outcome:
    match said:
        case Promise():
            return _promise(said, held)
        case Ruling():
            return _ruling(said, held)
        case Intent():
            return _intent(said, held)
        case Command():
            return carry_out(said, held)


def _promise(said: Promise, held: Held) -> Outcome:
    owner = one(said.owner, said.line, held) if said.owner else held.speaker
    if isinstance(owner, Refusal):
        return owner
    day = due(said.due, said.line, held, otherwise=held.next_review)
    if isinstance(day, Refusal):
        return day
    needed_by = tuple(found[0].id for handle in said.needed_by if len(found := named(handle, held.everybody)) == 1)
    kind = Promised if owner.id == held.speaker.id else Offered
    made = kind(owner.id, said.what, day, said.done_when, needed_by, held.occurrence, due_assumed=said.due is None)
    return Change("C", made)


def _ruling(said: Ruling, held: Held) -> Outcome:
    review = due(said.review, said.line, held, otherwise=None) if said.review else None
    if isinstance(review, Refusal):
        return review
    return Change("D", Decided(held.speaker.id, said.title, said.rationale, review, held.occurrence))


def _intent(said: Intent, held: Held) -> Outcome:
    reversible = said.reversible is not False
    closes = _closing(said.closes, said.line, held) if said.closes else held.window(reversible)
    if isinstance(closes, Refusal):
        return closes
    audience = tuple(p.id for p in held.team if p.id != held.speaker.id)
    made = Intended(held.speaker.id, said.title, closes, audience, said.rationale, reversible, held.occurrence)
    return Change("D", made)


def _closing(when: When, line: str, held: Held) -> datetime | Refusal:
    """The instant a window ends: the time that was written, else the end of the speaker's working day."""
    day = due(when, line, held, otherwise=None)
    if isinstance(day, Refusal):
        return day
    closes = when.at or datetime.combine(day, held.speaker.ends, held.now.tzinfo)
    if closes <= held.now:
        return Refusal(line, "that moment has gone by", '"unless objected by Friday 17:00"')
    return closes

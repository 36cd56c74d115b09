"""What a statement changes: a fact, or a refusal in words that its author can act on. Values in, values out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from paceline.domain.decisions import Decision
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
    """Whom nobody knows it can't be for; their names stay with its words."""
    owner = one(said.owner, said.line, held) if said.owner else held.speaker
    if isinstance(owner, Refusal):
        return owner
    day = due(said.due, said.line, held, otherwise=held.next_review)
    if isinstance(day, Refusal):
        return day
    meant = {handle: named(handle, held.everybody) for handle in said.needed_by}
    needed_by = tuple(found[0].id for found in meant.values() if len(found) == 1)
    strangers = (f"(@{handle.removeprefix('@')})" for handle, found in meant.items() if len(found) != 1)
    what = " ".join((said.what, *strangers))
    kind = Promised if owner.id == held.speaker.id else Offered
    made = kind(owner.id, what, day, said.done_when, needed_by, held.occurrence, due_assumed=said.due is None)
    made = replace(made, goal=said.goal)
    return Change("C", made)


def _ruling(said: Ruling, held: Held) -> Outcome:
    review = due(said.review, said.line, held, otherwise=None) if said.review else None
    if isinstance(review, Refusal):
        return review
    made = Decided(held.speaker.id, said.title, said.rationale, review, held.occurrence, said.replaces)
    made = replace(made, goal=said.goal, criteria=said.criteria)
    return _not_replaceable(said, held) or Change("D", made)


def _intent(said: Intent, held: Held) -> Outcome:
    reversible = said.reversible is not False
    closes = _closing(said.closes, said.line, held) if said.closes else held.window(reversible)
    if isinstance(closes, Refusal):
        return closes
    review = due(said.review, said.line, held, otherwise=None) if said.review else None
    if isinstance(review, Refusal):
        return review
    if said.trial and review and review <= closes.astimezone(held.now.tzinfo).date():
        why = "it would end before its objection window does"
        return Refusal(said.line, why, f'"Experiment: {said.title} until …", with a later day')
    made = Intended(
        held.speaker.id,
        said.title,
        closes,
        held.others,
        said.rationale,
        reversible,
        held.occurrence,
        review,
        said.replaces,
        said.trial,
        said.goal,
        said.criteria,
        rule="" if said.closes else held.window_rule(reversible),
    )
    return _not_replaceable(said, held) or Change("D", made)


def _not_replaceable(said: Ruling | Intent, held: Held) -> Refusal | None:
    """Only what stands can be replaced, by what its author may know of."""
    if not said.replaces:
        return None
    match held.subject:
        case Decision(state="decided"):
            return None
        case Decision(state="superseded") as it:
            return Refusal(
                said.line, f"{it.id} is replaced by {it.replaced_by} already", f'"(replaces {it.replaced_by})"'
            )
        case Decision(state="withdrawn") as it:
            return Refusal(
                said.line, f"{it.id} was withdrawn, there is nothing to replace", 'the same without "replaces"'
            )
        case Decision() as it:
            return Refusal(
                said.line, f"{it.id} does not stand yet", f'"{it.id} object: …", or "{it.id} amend: …" if it is yours'
            )
    return Refusal(
        said.line, f"there is no {said.replaces}", '"… (replaces D4)", with the id as it stands in a mail of mine'
    )


def _closing(when: When, line: str, held: Held) -> datetime | Refusal:
    """The instant a window ends: the time that was written, else the end of the speaker's working day."""
    day = due(when, line, held, otherwise=None)
    if isinstance(day, Refusal):
        return day
    closes = when.at or datetime.combine(day, held.speaker.ends, held.now.tzinfo)
    if closes <= held.now:
        return Refusal(line, "that moment has gone by", '"unless objected by Friday 17:00"')
    return closes

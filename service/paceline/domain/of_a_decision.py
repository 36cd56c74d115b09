"""Which command goes with a decision, as a table: its window, whose word it is, its review, what takes its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Advised,
    Agreed,
    Amended,
    Decided,
    DecidedAnyway,
    HeldBack,
    Intended,
    Objected,
    OwnershipDelegated,
    Upheld,
    VoiceDelegated,
    Withdrawn,
    WorryJudged,
)
from paceline.domain.outcome import Change, Held, Outcome, Refusal, due, one_of_the_team
from paceline.domain.people import Person
from paceline.domain.statements import Command, Verb

HOLD_DAYS = 2
"""Working days that a hold without a number asks for."""

# --- while its window is open ----------------------------------------------------------------------


def _agree(said: Command, _held: Held, it: Decision) -> Outcome:
    return _not_waiting(said, it) or Change(it.id, Agreed())


def _object(said: Command, held: Held, it: Decision) -> Outcome:
    if not said.text:
        return Refusal(said.line, "an objection needs its reason", f'"{it.id} object: …"')
    if held.speaker.id == it.owner:
        instead = f'"{it.id} withdraw" or "{it.id} amend: …"'
        return _not_waiting(said, it) or Refusal(said.line, f"{it.id} is your own intent", instead)
    if held.speaker.id in {word.person for word in it.dissent}:
        whose = held.name(it.owner)
        why = f"{whose} has answered your objection to {it.id}, and decides over it; it is kept word for word"
        return _not_waiting(said, it) or Refusal(said.line, why, f'"{it.id} advice: …"')
    return _not_waiting(said, it) or Change(it.id, Objected(said.text))


def _advise(said: Command, _held: Held, it: Decision) -> Outcome:
    if not said.text:
        return Refusal(said.line, "the advice is missing", f'"{it.id} advice: …"')
    return _not_waiting(said, it) or Change(it.id, Advised(said.text))


def _hold(said: Command, held: Held, it: Decision) -> Outcome:
    refused = _not_waiting(said, it)
    if refused:
        return refused
    if held.speaker.id not in it.audience and not _is_a_deputy(held, it):
        return Refusal(said.line, f"your word is not waited for on {it.id}", f'"{it.id} advice: …"')
    if held.speaker.id in it.held:
        return Refusal(said.line, f"you have held {it.id} once already", f'"{it.id} object: …", which stops it')
    ends = max(it.closes or held.now, held.now)
    last_day = ends.astimezone(held.now.tzinfo).date()
    asked = due(said.due, said.line, held, otherwise=held.shifted(last_day, HOLD_DAYS), base=last_day)
    if isinstance(asked, Refusal):
        return asked
    closes = datetime.combine(asked, held.speaker.ends, held.now.tzinfo)
    most = held.longest_hold(ends, it.reversible) if held.longest_hold else closes
    rule = held.window_rule(it.reversible) if closes > most else ""
    closes = min(closes, most)
    return Change(it.id, HeldBack(max(closes, it.closes or closes).astimezone(UTC), rule))


def _is_a_deputy(held: Held, it: Decision) -> bool:
    """Whether one whose word is waited for is away, and has named the speaker."""
    away = (person.away_on(held.today) for person in held.everybody if person.id in it.audience)
    return any(absence.deputy == held.speaker.id for absence in away if absence)


def _withdraw(said: Command, held: Held, it: Decision) -> Outcome:
    if it.owner != held.speaker.id:
        return Refusal(said.line, f"{it.id} is {held.name(it.owner)}'s", f'"{it.id} object: …", which stops it')
    return _not_waiting(said, it) or Change(it.id, Withdrawn(said.text))


def _decide_anyway(said: Command, held: Held, it: Decision) -> Outcome:
    refused = _not_waiting(said, it) or _not_its_owner(said, held, it)
    if refused:
        return refused
    if not it.objections:
        return Refusal(said.line, f"no objection to {it.id} stands; it needs no more than the end of its window")
    if not held.may_decide_anyway:
        answers = f'"{it.id} amend: …" or "{it.id} withdraw"'
        return Refusal(
            said.line,
            f"your team gives nobody the right to decide over an objection{held.by_rule('decide_anyway')}",
            answers,
        )
    if not said.text:
        return Refusal(said.line, "who objected is owed a reason", f'"{it.id} decide anyway: …"')
    return Change(it.id, DecidedAnyway(said.text))


# --- whose word it is ------------------------------------------------------------------------------


def _delegate(said: Command, held: Held, it: Decision) -> Outcome:
    """Its owner hands over the decision; who is waited for, their word on it."""
    if it.orphaned:
        return _take_over(said, held, it)
    owns = it.owner == held.speaker.id
    refused = _over(said, it) if owns else _not_waiting(said, it)
    if refused:
        return refused
    to = one_of_the_team(said.person, said.line, held)
    if isinstance(to, Refusal):
        return to
    if to.id == held.speaker.id:
        return Refusal(said.line, f"{it.id} waits for you already", f'"{it.id} delegate to @…", with a colleague')
    return Change(it.id, OwnershipDelegated(to.id)) if owns else _give_voice(said, held, it, to)


def _take_over(said: Command, held: Held, it: Decision) -> Outcome:
    """Who owned it has left: it is whose who says so of themselves."""
    to = one_of_the_team(said.person, said.line, held)
    if isinstance(to, Refusal):
        return to
    if to.id != held.speaker.id:
        return Refusal(said.line, "everybody takes it for themselves only", f"{it.id} delegate to @{held.speaker.id}")
    return _over(said, it) or Change(it.id, OwnershipDelegated(to.id))


def _give_voice(said: Command, held: Held, it: Decision, to: Person) -> Outcome:
    if held.speaker.id not in it.audience:
        return Refusal(said.line, f"your word is not waited for on {it.id}", f'"{it.id} advice: …"')
    if held.speaker.id in {word.person for word in it.objections}:
        back = f'"{it.id} ok" takes it back; then delegate'
        return Refusal(said.line, f"your objection to {it.id} stands, and nobody answers for it but you", back)
    if to.id == it.owner:
        return Refusal(
            said.line, f"{it.id} is {to.first_name}'s own, who can't speak for others on it", f'"{it.id} ok"'
        )
    return Change(it.id, VoiceDelegated(to.id))


# --- when it stands --------------------------------------------------------------------------------


def _amend(said: Command, held: Held, it: Decision) -> Outcome:
    """Other words and a new window, all else as it was; what stands, stands until the new words do."""
    refused = _over(said, it) or _not_its_owner(said, held, it)
    if refused:
        return refused
    if not said.text:
        return Refusal(said.line, "it does not say what it should be now", f'"{it.id} amend: …"')
    closes = held.window(it.reversible)
    if it.state != "decided":
        return Change(it.id, Amended(said.text, it.title, closes, held.window_rule(it.reversible)))
    review = it.review if it.review and it.review > closes.astimezone(held.now.tzinfo).date() else None
    made = Intended(
        it.owner,
        said.text,
        closes,
        held.others,
        it.rationale,
        it.reversible,
        held.occurrence or it.occurrence,
        review,
        replaces=it.id,
        trial=it.trial and review is not None,
        goal=it.goal,
        criteria=it.criteria,
        rule=held.window_rule(it.reversible),
    )
    return Change("D", made)


def _reverse(said: Command, held: Held, it: Decision) -> Outcome:
    refused = _not_standing(said, it) or _not_its_owner(said, held, it)
    if refused:
        return refused
    if not said.text:
        return Refusal(said.line, "a reversal needs its reason", f'"{it.id} reverse because …"')
    occurrence = held.occurrence or it.occurrence
    return Change(
        "D", Decided(it.owner, f"{'ended' if it.trial else 'reversed'}: {it.title}", said.text, None, occurrence, it.id)
    )


def _keep(said: Command, held: Held, it: Decision) -> Outcome:
    refused = _not_standing(said, it) or _not_its_owner(said, held, it)
    if refused:
        return refused
    review = due(said.due, said.line, held, otherwise=None) if said.due else None
    return review if isinstance(review, Refusal) else Change(it.id, Upheld(said.text, review))


def _came_true(said: Command, held: Held, it: Decision) -> Outcome:
    return _no_worry(said, held, it) or Change(it.id, WorryJudged(came_true=True, words=said.text))


def _did_not_come_true(said: Command, held: Held, it: Decision) -> Outcome:
    return _no_worry(said, held, it) or Change(it.id, WorryJudged(came_true=False, words=said.text))


# --- why not ---------------------------------------------------------------------------------------


def _no_worry(said: Command, held: Held, it: Decision) -> Refusal | None:
    """What became of a worry is said by whose it was, and by the owner."""
    if refused := _not_standing(said, it):
        return refused
    if not it.worried:
        return Refusal(said.line, f"no worry is kept with {it.id}")
    if held.speaker.id in (it.owner, *it.worried):
        return None
    return Refusal(said.line, f"the worries kept with {it.id} are {' and '.join(map(held.name, it.worried))}'s")


def _not_its_owner(said: Command, held: Held, it: Decision) -> Refusal | None:
    if it.owner == held.speaker.id:
        return None
    whose = held.name(it.owner)
    if it.state == "decided":
        instead = f'"Intent: … because … (replaces {it.id})", which {whose} and the others can object to'
        return Refusal(said.line, f"{it.id} is {whose}'s", instead)
    return Refusal(said.line, f"{it.id} is {whose}'s", f'"{it.id} advice: …", which {whose} gets to read')


def _not_standing(said: Command, it: Decision) -> Refusal | None:
    if it.is_open:
        return Refusal(
            said.line, f"{it.id} does not stand yet", f'"{it.id} ok", "{it.id} object: …" or "{it.id} advice: …"'
        )
    return _over(said, it)


def _not_waiting(said: Command, it: Decision) -> Refusal | None:
    if it.is_open:
        return None
    if it.state == "decided":
        return Refusal(
            said.line, f"{it.id} is decided already", f'"Intent: … (replaces {it.id})", which opens a new one'
        )
    return _over(said, it)


def _over(said: Command, it: Decision) -> Refusal | None:
    match it.state:
        case "superseded":
            by = it.replaced_by
            return Refusal(said.line, f"{it.id} is replaced by {by} already", f'"why {by}" tells how it came about')
        case "withdrawn":
            return Refusal(said.line, f"{it.id} is withdrawn already", '"Intent: …", which opens a new one')
    return None


OF_A_DECISION: dict[Verb, Callable[[Command, Held, Decision], Outcome]] = {
    "ok": _agree,
    "object": _object,
    "advice": _advise,
    "hold": _hold,
    "delegate": _delegate,
    "amend": _amend,
    "withdraw": _withdraw,
    "decide anyway": _decide_anyway,
    "keep": _keep,
    "reverse": _reverse,
    "right": _came_true,
    "wrong": _did_not_come_true,
}

"""Decision rights, as the agreement has them: who decides what without a window, and whose word is waited for."""

from __future__ import annotations

from collections.abc import Iterator

from paceline.clerks.desk import Desk
from paceline.domain.clauses import RIGHTS, Clause, Right, right
from paceline.domain.decisions import Decision
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person, named
from paceline.domain.statements import Intent, Ruling


def refuse(desk: Desk, team: str, speaker: Person, said: Ruling | Intent) -> Refusal | None:
    """What the agreement does not let this person decide, or not like this."""
    rules = desk.rules(team)
    if rules.reason_needed and not said.rationale:
        kind = "Decision" if isinstance(said, Ruling) else "Intent"
        why = f"it does not say why ({desk.cites(team, 'reason_needed')})"
        return Refusal(said.line, why, f'"{kind}: {said.title} because …"')
    return _may_not_decide(desk, team, speaker, said) if isinstance(said, Ruling) else None


def _may_not_decide(desk: Desk, team: str, speaker: Person, said: Ruling) -> Refusal | None:
    instead = f'"Intent: {said.title} because …", which stands when nobody objects'
    on_it = [
        (clause, _people(desk, team, one))
        for clause, one in _rights(desk, team, said.title, said.rationale)
        if one.decides
    ]
    if any(speaker.id in who for _, who in on_it):
        return None
    for clause, who in on_it:
        if who:
            why = f"{_named(desk, team, who)} decides on that (agreement {clause.number})"
            return Refusal(said.line, why, instead)
    general = _ids(desk, team, desk.rules(team).may_decide)
    if not general or speaker.id in general:
        return None
    why = f"{_named(desk, team, general)} decides without a window ({desk.cites(team, 'may_decide')})"
    return Refusal(said.line, why, instead)


def waits_for(desk: Desk, it: Decision) -> dict[str, str]:
    """Whose word it does not stand without, by the agreement, and the clause that says so: ("eve", "agreement 1.4").

    Who left the team or wants to be asked nothing is not waited for.
    """
    found: dict[str, str] = {}
    for clause, one in _rights(desk, it.team, it.title, it.rationale):
        for person in _people(desk, it.team, one):
            if person != it.owner:
                found.setdefault(person, f"agreement {clause.number}")
    asked = {person.id for person in desk.team(it.team) if "asks" not in person.stopped}
    return {person: rule for person, rule in found.items() if person in asked}


def _rights(desk: Desk, team: str, *words: str) -> Iterator[tuple[Clause, Right]]:
    said = " ".join(words)
    for clause in desk.agreement(team).clauses:
        one = right(clause.words) if clause.key == RIGHTS else None
        if one and one.is_about(said):
            yield clause, one


def _people(desk: Desk, team: str, one: Right) -> tuple[str, ...]:
    return _ids(desk, team, one.people)


def _ids(desk: Desk, team: str, handles: tuple[str, ...]) -> tuple[str, ...]:
    members = desk.team(team)
    return tuple(dict.fromkeys(found[0].id for handle in handles if len(found := named(handle, members)) == 1))


def _named(desk: Desk, team: str, who: tuple[str, ...]) -> str:
    names = desk.names(team)
    return " and ".join(names.get(person, person) for person in who)

"""docs/states.md, written from the domain's own rules: what each command comes to in each state, and what each fact
makes of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args, get_type_hints

import state_of_agreements
from situations import (
    CLOSES,
    COMMITMENTS,
    DECISIONS,
    DUE,
    HELP_REQUESTS,
    NOW,
    TEAM,
    TODAY,
    commitment,
    held,
    on,
    person,
)

from paceline.domain import commitments, decisions
from paceline.domain import help as help_requests
from paceline.domain.commitments import Commitment
from paceline.domain.decide import decide
from paceline.domain.facts import Entry, Fact, Promised
from paceline.domain.of_a_decision import OF_A_DECISION
from paceline.domain.outcome import Change, Refusal, Subject
from paceline.domain.people import Person
from paceline.domain.promising import OF_A_COMMITMENT
from paceline.domain.rules import OF_A_HELP_REQUEST
from paceline.domain.statements import Command, Verb

EVE = person("Eve Ray")
EVERYBODY = {member.id: member for member in (*TEAM, EVE)}

HEAD = """# The rules of state

What becomes of a commitment, a decision, a help request and an agreement, by what people say and by the facts that are
recorded. The tables are written from the rules in `service/paceline/domain/` by running them:
`tests/domain/test_states.py` holds this page to them; `pytest tests/domain/test_states.py --approve` writes it anew.

A command comes to a fact or to a refusal. *Kept → kept* is the fact that is recorded and the state after it; "same"
stands for a state that stays as it is, *HelpRequested → H* for a record of its own. A dash is a refusal, and the
number behind it says which, below the tables. What is derived from the day ("late", "missing") is no state: nothing is
recorded when a day goes by. The last table of each says what a fact does where it is recorded; that it stands in a
column does not mean that anything comes to it there: that the commands say.
"""


@dataclass(frozen=True)
class Kind:
    """`states` are examples of each state by its name in a column; `speakers` say who may speak, as (who, person's id
    for an example, "" where there is nobody of the kind)."""

    title: str
    letter: str
    rules: Mapping[Verb, Any]
    fold: Callable[[Any, Entry], Any]
    state: Callable[[Any], str]
    columns: Mapping[str, tuple[str, Subject]]
    speakers: tuple[tuple[str, Callable[[Any], str]], ...]


def _of_a_commitment(it: Commitment) -> str:
    if it.state == "open" and it.counters:
        return "open, countered"
    if it.state == "open" and it.proposal:
        return "open, change waits"
    return "open, hand-over asked" if it.state == "open" and it.successor else it.state


def _who_waits(it: Commitment) -> str:
    return it.successor or next((who for who in it.needed_by if who != it.owner), "")


LATE = commitment((Promised("ana", "ship the importer", TODAY - timedelta(days=1)), "ana"))

GENERAL = (
    (r"^[CDH]1 is (kept|dropped|declined|closed|withdrawn) already$", "it is over already"),
    (r"^[CDH]1 is \w+, there is nothing to .*", "nothing is offered, and no change of it waits for a word"),
    (r"so only \w+ can .*", "who alone can say that"),
    (r"^the worries kept with \w+ are .*", "the worries kept with it are other people's"),
    (r"\b[CDH]1\b", "it"),
    (r"\b(?:Ana|Bo)('s)?(?=\W|$)", r"its owner\1"),
)
"""How a refusal is told in the list of reasons, whatever it is about."""

KINDS = (
    Kind(
        "Commitment",
        "C",
        OF_A_COMMITMENT,
        commitments.evolve,
        _of_a_commitment,
        {
            "offered": ("somebody asked; nothing is promised", COMMITMENTS["offered"]),
            "open": ("promised, and nobody waits for it", COMMITMENTS["open"]),
            "awaited": ("open, and others wait for it", COMMITMENTS["awaited"]),
            "change waits": ("its owner wants another day, and those who wait may speak", COMMITMENTS["moving"]),
            "countered": ("one who waits for it has offered another day", COMMITMENTS["countered"]),
            "hand-over asked": ("somebody is asked to take it over", COMMITMENTS["handing"]),
            "past its day": ("open, the day is over", LATE),
            "kept": ("", COMMITMENTS["kept"]),
            "dropped": ("", COMMITMENTS["dropped"]),
            "declined": ("offered, and the answer was no", COMMITMENTS["declined"]),
        },
        (
            ("its owner, or whom it is offered to", lambda it: it.owner),
            ("one who waits for it, or is asked to take it over", _who_waits),
            ("anybody else of the team", lambda _: EVE.id),
        ),
    ),
    Kind(
        "Decision",
        "D",
        OF_A_DECISION,
        decisions.evolve,
        lambda it: it.state,
        {
            "intended": ("its window is open", DECISIONS["intended"]),
            "held": ("intended, and somebody has asked for more time", DECISIONS["held"]),
            "objected": ("an objection waits for the owner's answer", DECISIONS["objected"]),
            "decided anyway": ("intended, over an objection that was answered", DECISIONS["overruled"]),
            "decided": ("it stands; here with a worry that was kept", DECISIONS["worried"]),
            "withdrawn": ("", DECISIONS["withdrawn"]),
            "superseded": ("another decision took its place", DECISIONS["superseded"]),
        },
        (
            ("its owner", lambda it: it.owner),
            ("one whose word is waited for (and who held, objected or gave advice)", lambda _: "bo"),
            ("anybody else of the team", lambda _: EVE.id),
        ),
    ),
    Kind(
        "Help request",
        "H",
        OF_A_HELP_REQUEST,
        help_requests.evolve,
        lambda it: it.state,
        {
            "open": ("nobody has taken it", HELP_REQUESTS["open"]),
            "in part": ("open, and somebody does a part", HELP_REQUESTS["in part"]),
            "taken": ("", HELP_REQUESTS["taken"]),
            "closed": ("", HELP_REQUESTS["closed"]),
        },
        (
            ("whoever asks", lambda it: it.owner),
            ("who has taken it, or a part", lambda it: "bo"),
            ("anybody else of the team", lambda _: EVE.id),
        ),
    ),
)


def page() -> str:
    return "\n".join((HEAD, *(_kind(kind) for kind in KINDS), state_of_agreements.part()))


def _kind(kind: Kind) -> str:
    refusals: list[str] = []
    states = [f"| {name} | {meaning or 'as it says'} |" for name, (meaning, _) in kind.columns.items()]
    parts = [f"## {kind.title}\n", "| state | what it is |\n|---|---|", *states, ""]
    for who, speaker in kind.speakers:
        columns = {name: it for name, (_, it) in kind.columns.items() if speaker(it)}
        parts += [f"### Said by {who}\n", _heading("command", columns)]
        parts += [_row(f"`{verb}`", (_said(kind, verb, it, speaker(it), refusals) for it in columns.values()))
                  for verb in kind.rules]  # fmt: skip
        parts.append("")
    parts += ["### Why not\n", *(f"{number}. {why}" for number, why in enumerate(refusals, start=1)), ""]
    columns = {name: it for name, (_, it) in kind.columns.items()}
    parts += ["### What the facts make of it\n", _heading("fact", columns)]
    others: list[str] = []
    for fact in _samples():
        name, cells = f"`{type(fact).__name__}`", [_folded(kind, it, fact) for it in columns.values()]
        if set(cells) - {"", "same"}:
            parts.append(_row(name, cells))
        elif any(cells):
            others.append(name)
    parts += ["", f"No state is changed by {', '.join(others)}; they change what is known of it."] if others else []
    return "\n".join((*parts, ""))


def _heading(first: str, columns: Iterable[str]) -> str:
    names = (first, *columns)
    return f"| {' | '.join(names)} |\n{'|---' * len(names)}|"


def _row(first: str, cells: Iterable[str]) -> str:
    return f"| {first} | {' | '.join(cells)} |"


# --- commands --------------------------------------------------------------------------------------


def _said(kind: Kind, verb: Verb, it: Subject, who: str, refusals: list[str]) -> str:
    speaker = EVERYBODY[who]
    outcome = decide(_command(verb, it, speaker), _held(speaker, it))
    if isinstance(outcome, Refusal):
        why = _in_general(outcome.why)
        if why not in refusals:
            refusals.append(why)
        return f"– {refusals.index(why) + 1}"
    return _change(kind, it, outcome, who)


def _in_general(why: str) -> str:
    """The same words for all states and people."""
    for found, instead in GENERAL:
        why = re.sub(found, instead, why)
    return why


def _held(speaker: Person, it: Subject) -> Any:
    known = held(speaker, it, may_decide_anyway=True)
    return replace(known, team=tuple(EVERYBODY.values()))


def _command(verb: Verb, it: Subject, speaker: Person) -> Command:
    """With all that the verb may need."""
    other = "mara" if speaker.id != "mara" else "bo"
    day = on(DUE + timedelta(days=5)) if verb == "to" else None
    return Command(verb, f"{it.id} {verb}", it.id, "words" if verb != "needs" else "C9", day, _person(verb, other))


def _person(verb: Verb, other: str) -> str:
    return other if verb in ("delegate", "hand to", "refer") else ""


def _change(kind: Kind, it: Subject, change: Change, who: str) -> str:
    name = type(change.fact).__name__
    if change.subject != it.id:
        return f"{name} → {change.subject}"
    after = kind.fold(it, Entry(it.team, it.id, change.fact, NOW.astimezone(UTC), who, seq=99))
    return f"{name} → {_named(kind, it, after)}"


def _named(kind: Kind, before: Subject, after: Any) -> str:
    state = kind.state(after)
    return "same" if state == kind.state(before) else state


# --- facts -----------------------------------------------------------------------------------------


def _folded(kind: Kind, it: Subject, fact: Fact) -> str:
    after = kind.fold(it, Entry(it.team, it.id, fact, NOW.astimezone(UTC), "bo", seq=99))
    if after == it or after is None or _begins(fact):
        return ""
    return _named(kind, it, after)


def _begins(fact: Fact) -> bool:
    return type(fact).__name__ in ("Promised", "Offered", "Intended", "Decided", "HelpRequested")


def _samples() -> list[Fact]:
    """One of each fact."""
    return [_sample(kind) for kind in get_args(Fact)]


def _sample(kind: type[Any]) -> Fact:
    hints = get_type_hints(kind)
    needed = {f.name: _value(hints[f.name]) for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING}
    return kind(**needed)  # type: ignore[no-any-return]


def _value(hint: Any) -> object:
    plain: dict[Any, object] = {str: "mara", date: DUE, datetime: CLOSES, bool: False, int: 0, tuple[str, ...]: ("bo",)}
    return plain.get(hint, () if str(hint).startswith("tuple") else None)

"""The part of docs/states.md about agreements, written from the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from paceline.domain.agreement import Agreement, State, derived, evolve
from paceline.domain.clauses import Said
from paceline.domain.facts import (
    Acknowledged,
    AgreementKept,
    AgreementReviewMissed,
    AgreementSet,
    Entry,
    Fact,
    TeamNoted,
)

NOW = datetime(2027, 5, 25, 9, tzinfo=UTC)
TODAY = NOW.date()
SOURCE = (Said(3, "2 working days", "window_days"),)
MEANS: dict[State, str] = {
    "derived": "nothing is on record: it is what the configuration says",
    "in force": "a version is on record, and its next look lies ahead",
    "due": "the day of the next look has come; whoever looks after it is asked",
    "missed": "they were asked twice, and said nothing",
}
FACTS: tuple[Fact, ...] = (
    AgreementSet(2, derived("platform", SOURCE).clauses, SOURCE, "D4"),
    AgreementKept(),
    AgreementReviewMissed(),
    TeamNoted(("ana", "bo")),
    Acknowledged(1),
)


def _examples() -> dict[State, Agreement | None]:
    made = AgreementSet(1, derived("platform", SOURCE).clauses, SOURCE)
    old = evolve(None, _entry(made, NOW - timedelta(days=200)))
    assert old is not None
    fresh = replace(old, looked_at=NOW - timedelta(days=10))
    return {"derived": None, "in force": fresh, "due": old, "missed": replace(old, missed=True)}


def _entry(fact: Fact, at: datetime = NOW) -> Entry:
    return Entry("platform", "agreement/platform", fact, at, "ana")


def _state(it: Agreement | None) -> State:
    it = it or derived("platform", SOURCE)
    return it.state(TODAY, _due(it))


def _due(it: Agreement) -> date | None:
    """Half a year after it was looked at."""
    return it.looked_at.date() + timedelta(days=182) if it.looked_at else None


def part() -> str:
    examples = _examples()
    assert all(_state(it) == name for name, it in examples.items())
    lines = ["## Agreement\n", "| state | what it is |\n|---|---|"]
    lines += [f"| {name} | {means} |" for name, means in MEANS.items()]
    lines += [
        "\nIt is changed by an intent that stands, and kept by whoever looks after it. What the facts make of it:\n"
    ]
    lines += [f"| fact | {' | '.join(examples)} |", f"|---{'|---' * len(examples)}|"]
    for fact in FACTS:
        cells = (_cell(name, it, fact) for name, it in examples.items())
        lines.append(f"| `{type(fact).__name__}` | {' | '.join(cells)} |")
    return "\n".join((*lines, ""))


def _cell(name: State, it: Agreement | None, fact: Fact) -> str:
    after = evolve(it, _entry(fact))
    if after == it:
        return ""
    return "same" if _state(after) == name else _state(after)

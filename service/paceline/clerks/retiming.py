"""Zones change their rules: all that waits for an instant is derived anew, from the wall times that organizers meant.

Governments decide on summer time with little notice, and the tzdata package follows several times a year. What is in
the ledger of the future is derived, and rests on the rules of the day; their version is kept beside it.

The newest rules that any process has read are followed. One that has older rules (several machines, not all upgraded)
never derives anything back; what it goes on planning is derived anew by a newer one, once, when that day is over.
"""

from __future__ import annotations

from dataclasses import replace

from paceline.clerks import dues, following, reviews, rounds
from paceline.clerks.desk import Desk
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.ledger import asks, cadences, facts, hold, moments, premises
from paceline.ledger.cadences import Kept

AT_ONCE = 50
"""Cadences that are worked through in one transaction."""
_RULES = "tzdata"
_DONE = "tzdata, done"
"""How far the work for other rules has come: their version, and the last cadence."""
_OLDER = "tzdata, older"
"""The last day (UTC) on which a process worked with older rules than those."""


def retime(desk: Desk, most: int = AT_ONCE) -> bool:
    """Derive the next few cadences anew where the rules are newer than those they rest on; False when none is left.

    One transaction; whoever comes after a crash goes on behind the last one, and to do it twice changes nothing.
    """
    rules = _rules()
    if newer_rules(desk):
        _note_older(desk)
        return False
    if premises.get(desk.tx, _RULES) == rules and not _is_worked_over(desk):
        return False
    version, _, last = premises.get(desk.tx, _DONE).partition("/")
    batch = cadences.running_after(desk.tx, last if version == rules else "", most)
    for team in sorted({kept.team for kept in batch}):
        hold(desk.tx, team)
    for kept in batch:
        _derive(desk, kept.cadence.id)
    if batch:
        premises.put(desk.tx, _DONE, f"{rules}/{batch[-1].cadence.id}")
        return True
    _derive_dues(desk)
    _derive_reviews(desk)
    premises.put(desk.tx, _RULES, rules)
    premises.drop(desk.tx, _DONE)
    premises.drop(desk.tx, _OLDER)
    return True


def newer_rules(desk: Desk) -> str:
    """The version that the ledger's instants rest on, where it is newer than what this process reads; else ""."""
    known = premises.get(desk.tx, _RULES)
    return known if known > _rules() else ""


def _note_older(desk: Desk) -> None:
    today = f"{desk.now:%Y-%m-%d}"
    if premises.get(desk.tx, _OLDER) != today:
        premises.put(desk.tx, _OLDER, today)


def _is_worked_over(desk: Desk) -> bool:
    """Whether a process with older rules planned something on a day that is over: once a day is often enough."""
    return "" != premises.get(desk.tx, _OLDER) < f"{desk.now:%Y-%m-%d}"


def _rules() -> str:
    """The version of the zones' rules that this process reads, as IANA names it: "2026f"; later ones sort behind."""
    import tzdata  # type: ignore[import-untyped]

    return str(tzdata.IANA_VERSION)


def _derive(desk: Desk, cadence: str) -> None:
    """A date is another instant now and keeps its name; a pause ends at midnight there, and the rounds follow."""
    kept = cadences.get(desk.tx, cadence)
    if kept and not kept.ended:
        cadences.put(desk.tx, _named(desk, kept))
        rounds.refresh_pause(desk, cadence)


def _named(desk: Desk, kept: Kept) -> Kept:
    return replace(kept, cadence=following.named(desk, kept.cadence, kept))


def _derive_reviews(desk: Desk) -> None:
    """Decisions that come back: on that day, at the owner's hour there."""
    for moment in moments.of_kind(desk.tx, "review"):
        decision = facts.record(desk.tx, moment.subject)
        if isinstance(decision, Decision) and not moment.person:
            reviews.wait_for(desk, decision)


def _derive_dues(desk: Desk) -> None:
    """Due commitments that nobody was asked about yet: in the envelope of that day, at the hour there."""
    for moment in moments.of_kind(desk.tx, "due"):
        commitment = facts.record(desk.tx, moment.subject)
        if isinstance(commitment, Commitment) and commitment.is_open and not asks.of_subject(desk.tx, moment.subject):
            dues.wait_for(desk, commitment)

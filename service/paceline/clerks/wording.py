"""A fact as a line of the receipt."""

from __future__ import annotations

from collections import Counter
from zoneinfo import ZoneInfo

from paceline.agenda.contents import Recorded, RecordedKind
from paceline.clerks import rounds
from paceline.clerks.desk import Desk
from paceline.domain.cadence import instant_of
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Accepted,
    Advised,
    Agreed,
    Amended,
    Corrected,
    Decided,
    Declined,
    Dropped,
    Fact,
    HeldBack,
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpTaken,
    Intended,
    Kept,
    MarkedAtRisk,
    Objected,
    Offered,
    Promised,
    Renegotiated,
    Updated,
    Withdrawn,
)
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.ledger import facts

PLAIN: dict[type, RecordedKind] = {
    Accepted: "accepted",
    Declined: "declined",
    MarkedAtRisk: "at risk",
    Kept: "kept",
    Dropped: "dropped",
    HelpRequested: "help",
    HelpReferred: "referred",
    HelpDeclined: "cannot help",
    HelpClosed: "help closed",
    Agreed: "agreed",
    Objected: "objected",
    Advised: "advised",
    Withdrawn: "withdrawn",
    HeldBack: "held",
    Amended: "amended",
}


def recorded(desk: Desk, team: str, person: Person, subject: str, fact: Fact) -> Recorded:
    names = desk.names(team)
    match fact:
        case Promised() | Offered():
            kind: RecordedKind = "promised" if isinstance(fact, Promised) else "offered"
            who = "" if fact.owner == person.id else names.get(fact.owner, fact.owner)
            return Recorded(
                kind,
                subject,
                fact.what,
                who,
                due=fact.due,
                done_when=fact.done_when,
                assumed=fact.due_assumed,
                told=tuple(names.get(person, person) for person in fact.needed_by),
            )
        case Renegotiated(due, was, reason):
            return Recorded("moved", subject, _what(desk, subject), due=due, was=was, reason=reason)
        case Decided():
            return Recorded("decided", subject, fact.title, due=fact.review, reason=fact.rationale)
        case Intended():
            return Recorded("intended", subject, fact.title, closes=fact.closes, reason=fact.rationale)
        case HelpTaken(part):
            return Recorded("took part" if part else "took", subject, _what(desk, subject), reason=part)
        case Corrected():
            return _as_it_is_now(desk, person, subject, names)
    closes = fact.closes if isinstance(fact, HeldBack | Amended) else None
    return Recorded(PLAIN[type(fact)], subject, _what(desk, subject), closes=closes, reason=_reason(fact))


def _as_it_is_now(desk: Desk, person: Person, subject: str, names: dict[str, str]) -> Recorded:
    match facts.record(desk.tx, subject):
        case Commitment() as it:
            kind: RecordedKind = "offered" if it.state == "offered" else "promised"
            who = "" if it.owner == person.id else names.get(it.owner, it.owner)
            return Recorded(kind, it.id, it.what, who, due=it.due, done_when=it.done_when)
        case Decision() as it if it.closes:
            return Recorded("intended", it.id, it.title, closes=it.closes, reason=it.rationale)
        case Decision() as it:
            return Recorded("decided", it.id, it.title, due=it.review, reason=it.rationale)
    return Recorded("help", subject, _what(desk, subject))


def update(desk: Desk, person: Person, updated: Updated, made: int) -> Recorded:
    """The line that says which update was kept and how much is in it."""
    kept = rounds.cadence_of(desk, updated.occurrence)
    occurrence = rounds.find(kept, updated.occurrence)
    counted = Counter(section for section, _ in updated.lines)
    if updated.thanks:
        counted["thanks"] = len(updated.thanks)
    if made and "next" not in counted:
        counted["next"] = made
    start = occurrence.start if occurrence else instant_of(updated.occurrence)
    day = start.astimezone(ZoneInfo(person.zone)).date()
    return Recorded("update", what=kept.cadence.title if kept else "", due=day, counts=tuple(counted.items()))


def _what(desk: Desk, subject: str) -> str:
    match facts.record(desk.tx, subject):
        case Commitment() | HelpRequest() as it:
            return it.what
        case Decision() as it:
            return it.title
    return ""


def _reason(fact: Fact) -> str:
    match fact:
        case Declined(words) | MarkedAtRisk(words) | Kept(words) | Dropped(words) | Objected(words) | Advised(words):
            return words
        case HelpReferred(words) | HelpClosed(words) | Withdrawn(words):
            return words
    return ""

"""A fact as a line of the receipt."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from paceline.agenda.contents import Recorded, RecordedKind
from paceline.clerks import help_plans, loads, offers, rounds
from paceline.clerks.desk import Desk
from paceline.domain.cadence import instant_of
from paceline.domain.commitments import Commitment, fold
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Accepted,
    Advised,
    Agreed,
    Amended,
    Consented,
    Corrected,
    CounterDeclined,
    Countered,
    Decided,
    DecidedAnyway,
    Declined,
    Delegated,
    Dropped,
    Fact,
    HeldBack,
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpTaken,
    HelpThanked,
    Intended,
    Kept,
    Learned,
    MarkedAtRisk,
    Needed,
    Objected,
    Offered,
    OwnershipDelegated,
    Promised,
    ProposalWithdrawn,
    Proposed,
    ReferralAllowed,
    ReferralDeclined,
    Renegotiated,
    SearchStopped,
    Shrunk,
    Succeeded,
    SuccessorAsked,
    SuccessorDeclined,
    Updated,
    Upheld,
    VoiceDelegated,
    Withdrawn,
    WorryJudged,
)
from paceline.domain.help import HelpRequest
from paceline.domain.load import NOTHING, Load
from paceline.domain.people import Person
from paceline.ledger import facts

PLAIN: dict[type, RecordedKind] = {
    Declined: "declined",
    MarkedAtRisk: "at risk",
    Kept: "kept",
    Dropped: "dropped",
    SearchStopped: "search stopped",
    HelpThanked: "thanked",
    HelpDeclined: "cannot help",
    HelpClosed: "help closed",
    Agreed: "agreed",
    Objected: "objected",
    Advised: "advised",
    Withdrawn: "withdrawn",
    HeldBack: "held",
    Amended: "amended",
    DecidedAnyway: "decided anyway",
    ProposalWithdrawn: "as it was",
    Consented: "consented",
    CounterDeclined: "counter declined",
    SuccessorDeclined: "succession declined",
}
_WANTED: dict[str, RecordedKind] = {"move": "would move", "shrink": "would shrink", "drop": "would drop"}


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
                goal=fact.goal,
                assumed=fact.due_assumed,
                told=tuple("" if each == person.id else names.get(each, each) for each in fact.needed_by),
            )
        case Accepted():
            load = _against(desk, person, subject)
            return Recorded("accepted", subject, _what(desk, subject), due=_due(desk, subject), load=load)
        case Renegotiated(due, was, reason):
            load = _against(desk, person, subject)
            return Recorded("moved", subject, _what(desk, subject), due=due, was=was, reason=reason, load=load)
        case Delegated(to):
            return Recorded("delegated", subject, _what(desk, subject), names.get(to, to))
        case Decided():
            made = Recorded("decided", subject, fact.title, due=fact.review, reason=fact.rationale)
            return replace(made, instead=fact.replaces, goal=fact.goal, criteria=fact.criteria)
        case Intended():
            ends = fact.review if fact.trial else None
            made = Recorded("intended", subject, fact.title, due=ends, closes=fact.closes, reason=fact.rationale)
            return replace(made, instead=fact.replaces, rule=fact.rule, goal=fact.goal, criteria=fact.criteria)
        case VoiceDelegated(to) | OwnershipDelegated(to):
            kind = "spoken for" if isinstance(fact, VoiceDelegated) else "handed over"
            return Recorded(kind, subject, _what(desk, subject), names.get(to, to))
        case Upheld(words, review):
            return Recorded("upheld", subject, _what(desk, subject), due=review, reason=words)
        case WorryJudged(came_true, words):
            kind = "came true" if came_true else "did not come true"
            return Recorded(kind, subject, _what(desk, subject), reason=words)
        case Corrected():
            return _as_it_is_now(desk, person, subject, names)
    changed = _changed(desk, person, subject, fact, names) or _of_help(desk, team, person, subject, fact)
    if changed:
        return changed
    closes = fact.closes if isinstance(fact, HeldBack | Amended) else None
    rule = fact.rule if isinstance(fact, HeldBack | Amended) else ""
    return Recorded(PLAIN[type(fact)], subject, _what(desk, subject), closes=closes, reason=_reason(fact), rule=rule)


def _changed(desk: Desk, person: Person, subject: str, fact: Fact, names: dict[str, str]) -> Recorded | None:
    """What a commitment is to be, whose, and what there is to learn from it."""
    match fact:
        case Proposed():
            return _wanted(desk, subject, fact, names)
        case Countered(due, reason):
            return Recorded("countered", subject, _what(desk, subject), due=due, reason=reason)
        case Shrunk(what, was):
            return Recorded("shrunk", subject, what, reason=was)
        case Learned(question, words):
            return Recorded("learned", subject, _what(desk, subject), question, reason=words)
        case Needed(other):
            return Recorded("needs", subject, _what(desk, subject), other)
        case SuccessorAsked(to, reason):
            return Recorded("successor asked", subject, _what(desk, subject), names.get(to, to), reason=reason)
        case Succeeded():
            it = facts.record(desk.tx, subject)
            load = loads.against(desk, person, it) if isinstance(it, Commitment) else NOTHING
            return Recorded("succeeded", subject, _what(desk, subject), due=_due(desk, subject), load=load)
    return None


def _of_help(desk: Desk, team: str, person: Person, subject: str, fact: Fact) -> Recorded | None:
    names = desk.names(team)
    match fact:
        case HelpRequested():
            return _help(desk, team, subject, fact)
        case HelpTaken():
            return _taken(desk, person, subject, fact, names)
        case HelpReferred(to, outside):
            kind: RecordedKind = "referral proposed" if outside else "referred"
            return Recorded(kind, subject, _what(desk, subject), names.get(to, to))
        case ReferralAllowed(to) | ReferralDeclined(to):
            kind = "referral allowed" if isinstance(fact, ReferralAllowed) else "referral declined"
            return Recorded(kind, subject, _what(desk, subject), names.get(to, to))
    return None


def _help(desk: Desk, team: str, subject: str, asked: HelpRequested) -> Recorded:
    """Whoever asks reads who will be asked, before anybody is."""
    it = facts.record(desk.tx, subject)
    plan = help_plans.plan(desk, it) if isinstance(it, HelpRequest) else None
    mine = desk.names(team).get(asked.owner, "")
    offered = tuple(offer for offer in offers.directory(desk, team, asked.what) if offer[0] != mine)
    return Recorded("help", subject, asked.what, plan=plan, offers=offered[:3])


def _taken(desk: Desk, person: Person, subject: str, taken: HelpTaken, names: dict[str, str]) -> Recorded:
    it = facts.record(desk.tx, subject)
    first = next((who for who in it.takers if who != person.id), "") if isinstance(it, HelpRequest) else ""
    kind: RecordedKind = "took part" if taken.part else "took"
    owner = it.owner if isinstance(it, HelpRequest) else ""
    return Recorded(
        kind,
        subject,
        _what(desk, subject),
        names.get(owner, owner),
        was=taken.first,
        due=taken.last,
        reason=taken.part or taken.words,
        told=(names.get(first, first),) if first else (),
    )


def _wanted(desk: Desk, subject: str, fact: Proposed, names: dict[str, str]) -> Recorded:
    return Recorded(
        _WANTED[fact.change],
        subject,
        fact.what or _what(desk, subject),
        was=_due(desk, subject),
        due=fact.due,
        closes=fact.closes,
        reason=fact.reason,
        told=tuple(names.get(person, person) for person in fact.asked),
        rule=desk.cites(it.team, "consent_days") if (it := facts.record(desk.tx, subject)) else "",
    )


def _due(desk: Desk, subject: str) -> date | None:
    it = facts.record(desk.tx, subject)
    return it.due if isinstance(it, Commitment) else None


def _against(desk: Desk, person: Person, subject: str) -> Load:
    """What speaks against the acceptance that was the last fact; where it was none, nothing."""
    *before, last = facts.of(desk.tx, subject)
    was, now = fold(tuple(before)), fold((*before, last))
    accepted = was is not None and was.state == "offered" and now is not None and now.owner == person.id
    return loads.against(desk, person, now) if accepted and now else NOTHING


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
    counted = Counter(section for section, _ in updated.lines)
    if updated.thanks:
        counted["thanks"] = len(updated.thanks)
    if made and "next" not in counted:
        counted["next"] = made
    day = day_of(desk, person, updated.occurrence)
    return Recorded("update", what=kept.cadence.title if kept else "", due=day, counts=tuple(counted.items()))


def day_of(desk: Desk, person: Person, occurrence: str) -> date:
    """The day of an occurrence, where the person is."""
    found = rounds.find(rounds.cadence_of(desk, occurrence), occurrence)
    start = found.start if found else instant_of(occurrence)
    return start.astimezone(ZoneInfo(person.zone)).date()


def _what(desk: Desk, subject: str) -> str:
    match facts.record(desk.tx, subject):
        case Commitment() | HelpRequest() as it:
            return it.what
        case Decision() as it:
            return it.title
    return ""


def _reason(fact: Fact) -> str:
    match fact:
        case Declined(words) | SuccessorDeclined(words) | CounterDeclined(words):
            return words
        case MarkedAtRisk(words) | Kept(words) | Dropped(words) | Objected(words) | Advised(words):
            return words
        case HelpThanked(words) | HelpClosed(words) | Withdrawn(words) | DecidedAnyway(words):
            return words
    return ""

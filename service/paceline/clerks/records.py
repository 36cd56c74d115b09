"""Writing down what was decided, and what follows from it: asks to open and close, moments to wait for, letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from paceline.agenda import days
from paceline.clerks import (
    dues,
    ladder,
    objections,
    organizing,
    renegotiating,
    reviews,
    rounds,
    unanswered,
    weeks,
    windows,
)
from paceline.clerks.asking import ask as _ask
from paceline.clerks.desk import Desk
from paceline.domain.asks import Ask
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision, fold
from paceline.domain.facts import (
    Accepted,
    Adopted,
    Agreed,
    Amended,
    Corrected,
    Decided,
    DecidedAnyway,
    Declined,
    Delegated,
    Dropped,
    HeldBack,
    HelpDeclined,
    HelpTaken,
    Intended,
    Kept,
    Objected,
    Offered,
    OwnershipDelegated,
    Promised,
    Renegotiated,
    ReplacementIntended,
    Shrunk,
    Succeeded,
    Upheld,
    VoiceDelegated,
    Withdrawn,
    WorryJudged,
)
from paceline.domain.help import HelpRequest
from paceline.domain.outcome import Change
from paceline.ledger import asks, facts, moments, people
from paceline.ledger.moments import Moment


def write_down(desk: Desk, team: str, change: Change, *, author: str, message: str) -> str:
    """Append the fact and see to what follows. Returns the subject's id: a new number where the change opens one."""
    subject = facts.number(desk.tx, change.subject) if len(change.subject) == 1 else change.subject
    match desk.record(team, subject, change.fact, author=author, message=message):
        case Commitment() as it:
            _after_commitment(desk, it, change, author, message)
            organizing.follow(desk, it.id)
        case Decision() as it:
            _after_decision(desk, it, change, author, message)
        case HelpRequest() as it:
            _after_help(desk, it, change, author, message)
    weeks.wait_for(desk, team)
    return subject


def put_right(desk: Desk, subject: str) -> None:
    """What waits for a record, set anew after something about it was taken back."""
    match facts.record(desk.tx, subject):
        case Commitment(state="open") as it:
            dues.wait_for(desk, it)
            renegotiating.put_right(desk, it)
        case Decision(state="intended", closes=closes) as it if closes:
            moments.put(desk.tx, Moment(f"close/{it.id}", closes, "close", it.team, it.id))
        case Decision(state="objected") as it:
            objections.wait_for_answer(desk, it)
        case Decision(state="decided") as it:
            asks.close(desk.tx, subject, "lapsed")
            moments.drop(desk.tx, f"close/{subject}")
            reviews.wait_for(desk, it)
        case HelpRequest():
            ladder.put_right(desk, subject)
        case Commitment(state="offered"):
            moments.drop(desk.tx, f"due/{subject}")
        case _ if subject.startswith("H"):
            ladder.put_right(desk, subject)
        case _:
            asks.close(desk.tx, subject, "lapsed")
            moments.drop(desk.tx, f"due/{subject}")
            moments.drop(desk.tx, f"close/{subject}")
            moments.drop(desk.tx, f"review/{subject}")
    organizing.follow(desk, subject)


def _after_commitment(desk: Desk, it: Commitment, change: Change, author: str, message: str) -> None:
    match change.fact:
        case Promised() | Renegotiated() | Accepted() | Corrected() | Shrunk() | Succeeded():
            asks.close(desk.tx, it.id, "answered")
            if it.is_open:
                dues.wait_for(desk, it)
        case Kept() | Dropped() | Declined():
            asks.close(desk.tx, it.id, "answered")
            renegotiating.over(desk, it, author, message)
        case Offered() | Delegated():
            asks.close(desk.tx, it.id, "answered")
            _ask(desk, Ask("offer", it.team, it.owner, it.id, desk.now))
    if author == it.owner:
        unanswered.settled(desk, it, author, message)
    renegotiating.follow(desk, it, change.fact, author, message)


def _after_decision(desk: Desk, it: Decision, change: Change, author: str, message: str) -> None:
    match change.fact:
        case Intended(closes=closes, replaces=replaced):
            _open_window(desk, it, closes)
            if replaced:
                desk.record(it.team, replaced, ReplacementIntended(it.id), author=author, message=message)
                asks.close(desk.tx, replaced, "answered", author)
                moments.drop(desk.tx, f"review/{replaced}")
        case Amended(closes=closes):
            _open_window(desk, it, closes)
        case HeldBack(closes):
            _keep_open(desk, it, closes, author)
        case Agreed():
            asks.close(desk.tx, it.id, "answered", author)
            windows.settle(desk, it)
        case Objected():
            asks.close(desk.tx, it.id, "answered", author)
            windows.announce(desk, it, "objected", by=author)
            objections.wait_for_answer(desk, it)
        case DecidedAnyway():
            _answer_objections(desk, it, author)
        case Withdrawn():
            asks.close(desk.tx, it.id, "lapsed")
            windows.announce(desk, it, "withdrawn", by=author)
        case Adopted():
            asks.close(desk.tx, it.id, "lapsed")
        case _:
            _after_handing_on(desk, it, change, author)
            _after_review(desk, it, change, author, message)


def _after_handing_on(desk: Desk, it: Decision, change: Change, author: str) -> None:
    match change.fact:
        case VoiceDelegated(to):
            asks.close(desk.tx, it.id, "answered", author)
            _ask(desk, Ask("intent", it.team, to, it.id, desk.now, it.closes, f"for {author}"))
            windows.settle(desk, it)
        case OwnershipDelegated(to):
            _hand_over(desk, it, to, author)


def _after_review(desk: Desk, it: Decision, change: Change, author: str, message: str) -> None:
    match change.fact:
        case Decided():
            reviews.wait_for(desk, it)
            _replace(desk, it, author, message)
        case Corrected():
            reviews.wait_for(desk, it)
        case Upheld():
            asks.close(desk.tx, it.id, "answered", author)
            reviews.wait_for(desk, it)
        case WorryJudged() if author != it.owner:
            asks.close(desk.tx, it.id, "answered", author)


def _replace(desk: Desk, it: Decision, author: str, message: str) -> None:
    """Those who had a word in what is replaced hear of it, and its owner."""
    before = windows.take_place(desk, it, author=author, message=message)
    if before:
        windows.announce(desk, before, "replaced", by=author, to=frozenset({before.owner, *before.audience}))


def _answer_objections(desk: Desk, it: Decision, author: str) -> None:
    """What was stopped goes on; where its window has closed already it stands at once, and that is told instead."""
    asks.close(desk.tx, it.id, "answered", author)
    windows.settle(desk, it)
    now = facts.record(desk.tx, it.id)
    if isinstance(now, Decision) and now.state == "intended":
        windows.announce(desk, now, "answered", by=author)


def _hand_over(desk: Desk, it: Decision, to: str, author: str) -> None:
    """What waited for either of the two waits for its new owner."""
    for person in (author, to):
        asks.close(desk.tx, it.id, "answered", person)
    windows.announce(desk, it, "handed over", by=author, to=frozenset({to}))
    objections.wait_for_answer(desk, it)
    reviews.wait_for(desk, it)
    windows.settle(desk, it)


def _open_window(desk: Desk, it: Decision, closes: datetime) -> None:
    asks.close(desk.tx, it.id, "lapsed")
    moments.put(desk.tx, Moment(f"close/{it.id}", closes, "close", it.team, it.id))
    version = f"{len(it.was) + 1}" if it.was else ""
    instead = (windows.deputy_from(desk, it, person, desk.now) for person in it.audience)
    asked = dict.fromkeys((*it.audience, *(deputy.id for deputy in instead if deputy)))
    for person in asked:
        _ask(desk, Ask("intent", it.team, person, it.id, desk.now, closes, version))


def _keep_open(desk: Desk, it: Decision, closes: datetime, author: str) -> None:
    """The window stays open for all; who held it is asked again on its last day."""
    before = fold(facts.of(desk.tx, it.id)[:-1])
    windows.tell_of_hold(desk, it, by=author, moved=before is None or before.closes != closes)
    asks.close(desk.tx, it.id, "answered", author)
    moments.put(desk.tx, Moment(f"close/{it.id}", closes, "close", it.team, it.id))
    for waiting, state, _ in asks.of_subject(desk.tx, it.id):
        if state == "open":
            asks.put(desk.tx, replace(waiting, until=closes))
    person = people.by_id(desk.tx, author)
    if person:
        last_day = closes.astimezone(ZoneInfo(person.zone)).date()
        since = min(days.at_hour(person, last_day, person.send_hour), closes)
        ask = Ask("intent", it.team, author, it.id, since, closes, round="held")
        asks.put(desk.tx, ask)
        rounds.wake(desk, person, ask)


def _after_help(desk: Desk, it: HelpRequest, change: Change, author: str, message: str) -> None:
    """Who helps with a request is a helper of its commitment, until they can't."""
    commitment = facts.record(desk.tx, it.commitment) if it.commitment else None
    match change.fact, commitment:
        case HelpTaken() as fact, Commitment():
            desk.record(it.team, it.commitment, fact, author=author, message=message)
        case HelpDeclined() as fact, Commitment(helpers=helpers) if author in helpers:
            desk.record(it.team, it.commitment, fact, author=author, message=message)
    ladder.follow(desk, it, change.fact, author)

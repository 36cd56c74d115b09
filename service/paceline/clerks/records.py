"""Writing down what was decided, and what follows from it: asks to open and close, moments to wait for, letters."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from paceline.agenda import days
from paceline.agenda.rounds import ROOM_TO_ANSWER
from paceline.clerks import envelopes, rounds, windows
from paceline.clerks.desk import Desk
from paceline.domain.asks import Ask
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Accepted,
    Adopted,
    Agreed,
    Amended,
    Corrected,
    Declined,
    Dropped,
    HeldBack,
    HelpTaken,
    Intended,
    Kept,
    Objected,
    Offered,
    Promised,
    Renegotiated,
    Withdrawn,
)
from paceline.domain.outcome import Change
from paceline.ledger import asks, facts, moments, people
from paceline.ledger.moments import Moment


def write_down(desk: Desk, team: str, change: Change, *, author: str, message: str) -> str:
    """Append the fact and see to what follows. Returns the subject's id: a new number where the change opens one."""
    subject = facts.number(desk.tx, change.subject) if len(change.subject) == 1 else change.subject
    desk.record(team, subject, change.fact, author=author, message=message)
    match facts.record(desk.tx, subject):
        case Commitment() as it:
            _after_commitment(desk, it, change)
        case Decision() as it:
            _after_decision(desk, it, change, author)
    if isinstance(change.fact, HelpTaken):
        _helped(desk, team, subject, change.fact, author, message)
    return subject


def _after_commitment(desk: Desk, it: Commitment, change: Change) -> None:
    match change.fact:
        case Promised() | Renegotiated() | Accepted() | Corrected():
            asks.close(desk.tx, it.id, "answered")
            if it.is_open:
                envelopes.wait_for_due(desk, it)
        case Kept() | Dropped() | Declined():
            asks.close(desk.tx, it.id, "answered")
            moments.drop(desk.tx, f"due/{it.id}")
        case Offered():
            _ask(desk, Ask("offer", it.team, it.owner, it.id, desk.now))


def _after_decision(desk: Desk, it: Decision, change: Change, author: str) -> None:
    match change.fact:
        case Intended(closes=closes) | Amended(closes=closes):
            _open_window(desk, it, closes)
        case HeldBack(closes):
            _keep_open(desk, it, closes, author)
        case Agreed():
            asks.close(desk.tx, it.id, "answered", author)
            windows.settle(desk, it)
        case Objected():
            asks.close(desk.tx, it.id, "answered", author)
            windows.announce(desk, it, "objected", by=author)
        case Withdrawn():
            asks.close(desk.tx, it.id, "lapsed")
            windows.announce(desk, it, "withdrawn", by=author)
        case Adopted():
            asks.close(desk.tx, it.id, "lapsed")


def _open_window(desk: Desk, it: Decision, closes: datetime) -> None:
    asks.close(desk.tx, it.id, "lapsed")
    moments.put(desk.tx, Moment(f"close/{it.id}", closes, "close", it.team, it.id))
    version = f"{len(it.was) + 1}" if it.was else ""
    for person in it.audience:
        _ask(desk, Ask("intent", it.team, person, it.id, desk.now, closes, version))


def _keep_open(desk: Desk, it: Decision, closes: datetime, author: str) -> None:
    """The window stays open for all; who held it is asked again on its last day."""
    asks.close(desk.tx, it.id, "answered", author)
    moments.put(desk.tx, Moment(f"close/{it.id}", closes, "close", it.team, it.id))
    person = people.by_id(desk.tx, author)
    if person:
        last_day = closes.astimezone(ZoneInfo(person.zone)).date()
        since = min(days.at_hour(person, last_day, person.send_hour), closes)
        ask = Ask("intent", it.team, author, it.id, since, closes, round="held")
        asks.put(desk.tx, ask)
        rounds.wake(desk, person, ask)


def _ask(desk: Desk, ask: Ask) -> None:
    """Put an ask into its person's next envelope; one that can't wait for it goes out as soon as it may."""
    person = people.by_id(desk.tx, ask.person)
    if person is None or "asks" in person.stopped:
        return
    next_send = days.next_send(person, desk.now)
    waits = ask.until is None or next_send + ROOM_TO_ANSWER <= ask.until
    since = next_send if waits else desk.now
    ask = Ask(ask.kind, ask.team, ask.person, ask.subject, since, ask.until, ask.round)
    asks.put(desk.tx, ask)
    rounds.wake(desk, person, ask)


def _helped(desk: Desk, team: str, subject: str, taken: HelpTaken, author: str, message: str) -> None:
    """Who helps with a request is a helper of its commitment."""
    request = facts.record(desk.tx, subject)
    commitment = getattr(request, "commitment", "")
    if commitment:
        desk.record(team, commitment, taken, author=author, message=message)

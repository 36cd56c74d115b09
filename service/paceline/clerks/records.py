"""Writing down what was decided, and what follows from it: asks to open and close, moments to wait for, letters."""

from __future__ import annotations

from dataclasses import replace
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
    HelpClosed,
    HelpDeclined,
    HelpTaken,
    Intended,
    Kept,
    Objected,
    Offered,
    Promised,
    Renegotiated,
    Withdrawn,
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
        case Decision() as it:
            _after_decision(desk, it, change, author)
        case HelpRequest() as it:
            _after_help(desk, it, change, author, message)
    return subject


def put_right(desk: Desk, subject: str) -> None:
    """What waits for a record, set anew after something about it was taken back."""
    match facts.record(desk.tx, subject):
        case Commitment(state="open") as it:
            envelopes.wait_for_due(desk, it)
        case Decision(state="intended", closes=closes) as it if closes:
            moments.put(desk.tx, Moment(f"close/{it.id}", closes, "close", it.team, it.id))
        case Commitment(state="offered") | HelpRequest():
            moments.drop(desk.tx, f"due/{subject}")
        case _:
            asks.close(desk.tx, subject, "lapsed")
            moments.drop(desk.tx, f"due/{subject}")
            moments.drop(desk.tx, f"close/{subject}")


def _after_commitment(desk: Desk, it: Commitment, change: Change, author: str, message: str) -> None:
    match change.fact:
        case Promised() | Renegotiated() | Accepted() | Corrected():
            asks.close(desk.tx, it.id, "answered")
            if it.is_open:
                envelopes.wait_for_due(desk, it)
        case Kept() | Dropped() | Declined():
            asks.close(desk.tx, it.id, "answered")
            moments.drop(desk.tx, f"due/{it.id}")
            _close_its_requests(desk, it, author, message)
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


def _close_its_requests(desk: Desk, it: Commitment, author: str, message: str) -> None:
    """What is over needs no more help."""
    for request in facts.open_items(desk.tx, team=it.team, prefix="H"):
        if isinstance(request, HelpRequest) and request.commitment == it.id:
            desk.record(it.team, request.id, HelpClosed(), author=author, message=message)


def _after_help(desk: Desk, it: HelpRequest, change: Change, author: str, message: str) -> None:
    """Who helps with a request is a helper of its commitment, until they can't."""
    commitment = facts.record(desk.tx, it.commitment) if it.commitment else None
    match change.fact, commitment:
        case HelpTaken() as fact, Commitment():
            desk.record(it.team, it.commitment, fact, author=author, message=message)
        case HelpDeclined() as fact, Commitment(helpers=helpers) if author in helpers:
            desk.record(it.team, it.commitment, fact, author=author, message=message)

"""Envelopes: all that waits for a person in one mail, at most one a working day; what can't wait breaks out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from paceline.agenda import days
from paceline.agenda.agreed import AgreementAsk
from paceline.agenda.contents import (
    ChangeAsk,
    CounterAsk,
    DueAsk,
    Envelope,
    IntentAsk,
    LessonAsk,
    ObjectionAsk,
    OfferAsk,
    OpenLine,
    ReviewAsk,
    UpdateAsk,
)
from paceline.agenda.helping import ThanksAsk
from paceline.agenda.rounds import ROOM_TO_ANSWER, envelope_instant
from paceline.clerks import (
    absences,
    agreement_reviews,
    dues,
    help_ends,
    loads,
    mailroom,
    missed,
    objections,
    reviews,
    rounds,
    unanswered,
    update_asks,
    weeks,
    windows,
)
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.waiting import concerned
from paceline.domain import circles
from paceline.domain.asks import Ask, Item
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.ledger import asks, facts, moments, outbox, people
from paceline.ledger.moments import Moment
from paceline.letters import write

MOST_OPEN = 8
"""So many of what else is open stand below what is asked; "mine" lists all."""
ORDER = (
    "update", "due", "offer", "change", "counter", "intent", "objection", "review", "help", "lesson", "agreement",
    "thank",
)  # fmt: skip
"""In which order the asks stand in an envelope."""


@dataclass(frozen=True, slots=True)
class _Filled:
    """An envelope, and which ask got which number."""

    content: Envelope
    asks: tuple[tuple[int, Ask], ...]
    notices: tuple[Item, ...] = ()
    """What "undo" takes back."""


def send_envelope(desk: Desk, moment: Moment) -> None:
    person = people.by_id(desk.tx, moment.person)
    if person is None or not person.addresses or "asks" in person.stopped:
        return
    asks.lapse_before(desk.tx, person.id, desk.now)
    waiting = [ask for ask, letter in asks.waiting(desk.tx, person.id) if not letter]
    ready = [ask for ask in waiting if ask.since <= desk.now]
    if not days.allowed(person, desk.now) or not days.working(person, desk.today(person)):
        ready = []
    if outbox.exists(desk.tx, _key(desk, person)) or _too_early(desk, person):
        ready = [ask for ask in ready if presses(desk, person, ask)]
    elif not days.at_work(person, desk.now) and not any(presses(desk, person, ask) for ask in ready):
        ready = []
    if ready:
        _send(desk, person, ready)
    for ask in waiting:
        if ask not in ready:
            _wake_later(desk, person, ask)


def _too_early(desk: Desk, person: Person) -> bool:
    """Whether it is before the hour that they asked for."""
    return person.own_send_hour is not None and days.local(person, desk.now).time() < person.own_send_hour


def _key(desk: Desk, person: Person) -> str:
    return f"envelope/{person.id}/{desk.today(person)}"


def presses(desk: Desk, person: Person, ask: Ask) -> bool:
    """Whether the next envelope would come too late for this ask: when its time, or the day it is about, is over."""
    ends = [instant for instant in (ask.until, _end_of_day(desk, person, ask)) if instant]
    return bool(ends) and days.next_send(person, desk.now) + ROOM_TO_ANSWER > min(ends)


def _end_of_day(desk: Desk, person: Person, ask: Ask) -> datetime | None:
    """Of the due day of what is offered, or shall be changed; it may still be answered after that."""
    it = facts.record(desk.tx, ask.subject) if ask.kind in ("offer", "change") else None
    return days.at_hour(person, it.due + timedelta(days=1), time(0)) if isinstance(it, Commitment) else None


def _wake_later(desk: Desk, person: Person, ask: Ask) -> None:
    at = envelope_instant(person, ask.since, ask.until, desk.now)
    if at <= desk.now:
        at = days.next_send(person, desk.now)
    if ask.until is None or at < ask.until:
        rounds.wake_at(desk, person, at)


def _send(desk: Desk, person: Person, ready: list[Ask]) -> None:
    filled = _fill(desk, person, ready)
    if not filled.asks:
        return
    key = _key(desk, person)
    while outbox.exists(desk.tx, key):
        key += "+"
    items = (*(Item(number, ask.kind, ask.subject) for number, ask in filled.asks), *filled.notices)
    first = filled.asks[0][1]
    teams = {ask.team for _, ask in filled.asks}
    posting = Posting(
        key=key,
        team=first.team if len(teams) == 1 else circles.team_of(first.team),
        about=first.subject,
        thread=first.subject if first.kind == "update" else "",
        items=items,
        suppress_vacations=False,
    )
    content = filled.content
    mailroom.post(desk, person, posting, lambda reply_to: write.envelope(content, reply_to, desk.folders))
    for _, ask in filled.asks:
        asks.carried(desk.tx, ask.key, key)
        _ask_again(desk, person, ask)


def _ask_again(desk: Desk, person: Person, ask: Ask) -> None:
    """What is due is asked about once more, on the next working day."""
    again = days.next_send(person, desk.now)
    if ask.kind == "due" and not _asked_before(desk, person, ask):
        moments.put(desk.tx, Moment(f"due/{ask.subject}", again, "due", ask.team, ask.subject, person.id))
    elif ask.kind == "due":
        unanswered.wait_for_answer(desk, ask.subject, person)
    if ask.kind in ("review", "objection", "agreement"):
        key = f"{ask.kind}/{ask.subject}/{person.id}"
        moments.put(desk.tx, Moment(key, again, ask.kind, ask.team, ask.subject, person.id))


def _asked_before(desk: Desk, person: Person, ask: Ask) -> bool:
    """Whether a letter has asked about it for its day; before it was moved, or accepted, that was another question."""
    it = facts.record(desk.tx, ask.subject)
    first = dues.day_of_asking(person, it).isoformat() if isinstance(it, Commitment) else ""
    asked = (other for other, _, letter in asks.of_subject(desk.tx, ask.subject) if letter and other.kind == "due")
    return any(first <= other.round < ask.round for other in asked)


# --- filling it ------------------------------------------------------------------------------------


def _fill(desk: Desk, person: Person, ready: list[Ask]) -> _Filled:
    content = Envelope(person, desk.today(person), missed=missed.reviews(desk, person))
    notice = absences.noticed(desk, person)
    if notice:
        content = replace(content, noticed=(notice.first, notice.last))
    numbered: list[tuple[int, Ask]] = []
    for ask in sorted(ready, key=lambda ask: (ORDER.index(ask.kind), ask.since, ask.key)):
        number = len(numbered) + 1
        entry = _entry(desk, person, ask, number, desk.names(ask.team))
        if entry is None:
            asks.lapse(desk.tx, ask.key)
            continue
        content = _with(content, entry)
        numbered.append((number, ask))
    undoes = (Item(0, "record", f"{absences.NOTICE}{notice.mail}"),) if notice else ()
    reviewed = {it.id for ask in content.updates if ask.review for it in ask.review.commitments}
    asked = reviewed | {ask.subject for _, ask in numbered}
    week = weeks.for_envelope(desk, person, frozenset(asked)) if numbered else None
    others = () if week else _open_lines(desk, person, asked)
    return _Filled(
        replace(content, open=others[:MOST_OPEN], open_more=max(0, len(others) - MOST_OPEN), week=week),
        tuple(numbered),
        undoes,
    )


Entry = (
    UpdateAsk
    | DueAsk
    | OfferAsk
    | ChangeAsk
    | CounterAsk
    | IntentAsk
    | ObjectionAsk
    | ReviewAsk
    | LessonAsk
    | AgreementAsk
    | ThanksAsk
)


def _entry(desk: Desk, person: Person, ask: Ask, number: int, names: dict[str, str]) -> Entry | None:
    """What the envelope says for one ask; None when nothing is left to ask."""
    if ask.kind == "update":
        kept = rounds.cadence_of(desk, ask.subject)
        occurrence = rounds.find(kept, ask.subject)
        return update_asks.update_ask(desk, kept, occurrence, person, number) if kept and occurrence else None
    if ask.kind == "agreement":
        return agreement_reviews.entry(desk, ask.team, person, number)
    match facts.record(desk.tx, ask.subject):
        case Commitment(state="open", owner=person.id) as it if ask.kind == "due":
            needed_by = tuple(names.get(p, p) for p in it.needed_by)
            due = DueAsk(number, it.id, it.what, it.due, needed_by, it.risk is not None)
            return _with_peers(desk, person, it, due, names) if _asked_before(desk, person, ask) else due
        case Commitment(state="open", successor=person.id) as it if ask.kind == "offer":
            who, load = names.get(it.owner, it.owner), loads.against(desk, person, it)
            return OfferAsk(number, it.id, it.what, it.due, who, it.done_when, load, handed=True)
        case Commitment(state="open") as it if ask.kind == "change":
            return _change_ask(desk, person, it, number, names)
        case Commitment(state="open", owner=person.id) as it if ask.kind == "counter" and it.counters:
            counters = tuple((names.get(c.person, c.person), c.due, c.reason) for c in it.counters)
            return CounterAsk(number, it.id, it.what, it.due, counters, it.proposal.change if it.proposal else "")
        case Commitment(state="kept" | "dropped", owner=person.id) as it if ask.kind == "lesson":
            to = tuple(names.get(p, p) for p in concerned(desk, it) if p != person.id)
            return LessonAsk(number, it.id, it.what, it.first_due, it.state == "kept", to)
        case Commitment(state="offered", owner=person.id) as it if ask.kind == "offer":
            who, load = names.get(it.asked_by, it.asked_by), loads.against(desk, person, it)
            return OfferAsk(number, it.id, it.what, it.due, who, it.done_when, load)
        case HelpRequest() as it if ask.kind == "thank":
            return help_ends.entry(it, number, names)
        case Decision() as it if ask.kind == "review":
            return reviews.entry(desk, it, person.id, number, names)
        case Decision() as it if ask.kind == "objection":
            return objections.entry(desk, it, person.id, number, names)
        case Decision(state="intended", closes=closes) as it if closes and closes > desk.now:
            return windows.entry(desk, it, person.id, number, names)
    return None


def _with_peers(desk: Desk, person: Person, it: Commitment, due: DueAsk, names: dict[str, str]) -> DueAsk:
    """Its owner reads beforehand that peers will be asked for a hand."""
    peers = unanswered.if_unanswered(desk, it)
    at = days.next_send(person, desk.now) if peers else None
    return replace(due, hands=tuple(names.get(peer.id, peer.first_name) for peer in peers), hands_at=at)


def _change_ask(desk: Desk, person: Person, it: Commitment, number: int, names: dict[str, str]) -> ChangeAsk | None:
    """What its owner wants to change, to somebody who has not spoken of it."""
    wanted = it.proposal
    if wanted is None or person.id not in wanted.asked or person.id in it.consents:
        return None
    who = names.get(it.owner, it.owner)
    to, words, reason = wanted.due, wanted.what, wanted.reason
    return ChangeAsk(
        number,
        it.id,
        it.what,
        wanted.change,
        who,
        it.due,
        wanted.closes,
        to,
        words,
        reason,
        desk.cites(it.team, "consent_days"),
    )


def _with(content: Envelope, entry: Entry) -> Envelope:
    match entry:
        case UpdateAsk():
            return replace(content, updates=(*content.updates, entry))
        case DueAsk():
            return replace(content, dues=(*content.dues, entry))
        case OfferAsk():
            return replace(content, offers=(*content.offers, entry))
        case ChangeAsk():
            return replace(content, changes=(*content.changes, entry))
        case LessonAsk():
            return replace(content, lessons=(*content.lessons, entry))
        case CounterAsk():
            return replace(content, counters=(*content.counters, entry))
        case IntentAsk():
            return replace(content, intents=(*content.intents, entry))
        case ObjectionAsk():
            return replace(content, objections=(*content.objections, entry))
        case ReviewAsk():
            return replace(content, reviews=(*content.reviews, entry))
        case AgreementAsk():
            return replace(content, agreements=(*content.agreements, entry))
        case ThanksAsk():
            return replace(content, thanks=(*content.thanks, entry))


def _open_lines(desk: Desk, person: Person, asked: set[str]) -> tuple[OpenLine, ...]:
    mine = facts.open_items(desk.tx, owner=person.id, prefix="C")
    return tuple(
        OpenLine(it.id, it.what, it.due, it.risk is not None)
        for it in sorted(
            (it for it in mine if isinstance(it, Commitment) and it.is_open and it.id not in asked),
            key=lambda it: (it.due, int(it.id[1:])),
        )
    )

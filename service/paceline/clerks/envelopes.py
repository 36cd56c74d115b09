"""Envelopes: all that waits for a person in one mail, at most one a working day; what can't wait breaks out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from paceline.agenda import days
from paceline.agenda.contents import DueAsk, Envelope, IntentAsk, OfferAsk, OpenLine, UpdateAsk
from paceline.agenda.rounds import ROOM_TO_ANSWER, envelope_instant
from paceline.clerks import absences, mailroom, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.asks import Ask, Item
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.people import Person
from paceline.ledger import asks, facts, moments, outbox, people
from paceline.ledger.moments import Moment
from paceline.letters import write

BACK_FOR = timedelta(days=14)
"""How long after an absence an envelope still says what went by in it."""
MOST_BY_DAY = 3
"""So many dates of one review that went by are told by their days."""
ORDER = ("update", "due", "offer", "intent", "help")
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
    if person is None or "asks" in person.stopped:
        return
    asks.lapse_before(desk.tx, person.id, desk.now)
    waiting = [ask for ask, letter in asks.waiting(desk.tx, person.id) if not letter]
    ready = [ask for ask in waiting if ask.since <= desk.now]
    if not days.allowed(person, desk.now) or not days.working(person, desk.today(person)):
        ready = []
    if outbox.exists(desk.tx, _key(desk, person)):
        ready = [ask for ask in ready if _presses(desk, person, ask)]
    if ready:
        _send(desk, person, ready)
    for ask in waiting:
        if ask not in ready:
            _wake_later(desk, person, ask)


def _key(desk: Desk, person: Person) -> str:
    return f"envelope/{person.id}/{desk.today(person)}"


def _presses(desk: Desk, person: Person, ask: Ask) -> bool:
    """Whether the next envelope would come too late for this ask."""
    return ask.until is not None and days.next_send(person, desk.now) + ROOM_TO_ANSWER > ask.until


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
    posting = Posting(
        key=key,
        team=first.team,
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
    """A due commitment is asked about once more, on the next working day."""
    if ask.kind == "due" and not _asked_before(desk, ask):
        again = days.next_send(person, desk.now)
        moments.put(desk.tx, Moment(f"due/{ask.subject}", again, "due", ask.team, ask.subject, person.id))


def _asked_before(desk: Desk, ask: Ask) -> bool:
    return any(other.round < ask.round for other, _, letter in asks.of_subject(desk.tx, ask.subject) if letter)


# --- filling it ------------------------------------------------------------------------------------


def _fill(desk: Desk, person: Person, ready: list[Ask]) -> _Filled:
    content = Envelope(person, desk.today(person), missed=_missed(desk, person))
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
    return _Filled(replace(content, open=_open_lines(desk, person, asked)), tuple(numbered), undoes)


def _missed(desk: Desk, person: Person) -> tuple[str, ...]:
    """What went by in the absence that has just ended, told in the first envelope after it."""
    today = desk.today(person)
    ended = [absence for absence in person.absences if absence.last < today <= absence.last + BACK_FOR]
    last = outbox.last_written(desk.tx, person.id, "envelope") if ended else None
    if not ended or (last and days.local(person, last).date() > ended[-1].last):
        return ()
    since = days.at_hour(person, ended[-1].first, time(0))
    dates = ((rounds.cadence_of(desk, a.subject), a) for a in asks.unsent(desk.tx, person.id, since))
    found = ((kept, rounds.find(kept, ask.subject)) for kept, ask in dates)
    gone: dict[str, list[str]] = {}
    for kept, occurrence in found:
        if kept and occurrence and occurrence.id not in rounds.dropped(desk, kept):
            gone.setdefault(kept.cadence.title, []).append(_in_words(days.local(person, occurrence.start)))
    return tuple(line for title, dates in gone.items() for line in _gone_by(title, dates))


def _gone_by(title: str, dates: list[str]) -> list[str]:
    """Each date by its day; a long row of them as a number."""
    return [f"{title} of {day}" for day in dates] if len(dates) <= MOST_BY_DAY else [f"{title} ({len(dates)} times)"]


def _in_words(day: datetime) -> str:
    return f"{day:%a} {day.day} {day:%b}"


Entry = UpdateAsk | DueAsk | OfferAsk | IntentAsk


def _entry(desk: Desk, person: Person, ask: Ask, number: int, names: dict[str, str]) -> Entry | None:
    """What the envelope says for one ask; None when nothing is left to ask."""
    if ask.kind == "update":
        kept = rounds.cadence_of(desk, ask.subject)
        occurrence = rounds.find(kept, ask.subject)
        return rounds.update_ask(desk, kept, occurrence, person, number) if kept and occurrence else None
    match facts.record(desk.tx, ask.subject):
        case Commitment(state="open", owner=person.id) as it if ask.kind == "due":
            needed_by = tuple(names.get(p, p) for p in it.needed_by)
            return DueAsk(number, it.id, it.what, it.due, needed_by, it.risk is not None)
        case Commitment(state="offered") as it if ask.kind == "offer":
            return OfferAsk(number, it.id, it.what, it.due, names.get(it.asked_by, it.asked_by), it.done_when)
        case Decision(state="intended", closes=closes) as it if closes and closes > desk.now:
            who = names.get(it.owner, it.owner)
            return IntentAsk(number, it.id, it.title, it.rationale, it.reversible, who, closes)
    return None


def _with(content: Envelope, entry: Entry) -> Envelope:
    match entry:
        case UpdateAsk():
            return replace(content, updates=(*content.updates, entry))
        case DueAsk():
            return replace(content, dues=(*content.dues, entry))
        case OfferAsk():
            return replace(content, offers=(*content.offers, entry))
        case IntentAsk():
            return replace(content, intents=(*content.intents, entry))


def _open_lines(desk: Desk, person: Person, asked: set[str]) -> tuple[OpenLine, ...]:
    mine = facts.open_items(desk.tx, owner=person.id, prefix="C")
    return tuple(
        OpenLine(it.id, it.what, it.due, it.risk is not None)
        for it in mine
        if isinstance(it, Commitment) and it.is_open and it.id not in asked
    )


# --- due commitments -------------------------------------------------------------------------------


def wait_for_due(desk: Desk, commitment: Commitment) -> None:
    """Ask the owner in the envelope of the due day, or of the last working day before it."""
    owner = people.by_id(desk.tx, commitment.owner)
    if owner is None:
        return
    day = commitment.due if days.working(owner, commitment.due) else days.previous_working(owner, commitment.due)
    at = days.at_hour(owner, day, owner.send_hour)
    if at <= desk.now:
        at = days.next_send(owner, desk.now)
    moments.put(desk.tx, Moment(f"due/{commitment.id}", at, "due", commitment.team, commitment.id, owner.id))


def ask_due(desk: Desk, moment: Moment) -> None:
    """The due day has come: the commitment goes into its owner's envelope."""
    commitment = facts.record(desk.tx, moment.subject)
    if not isinstance(commitment, Commitment) or not commitment.is_open:
        return
    owner = people.by_id(desk.tx, commitment.owner)
    if owner is None:
        return
    day = desk.today(owner).isoformat()
    end = days.next_send(owner, desk.now) + timedelta(days=3)
    ask = Ask("due", commitment.team, owner.id, commitment.id, desk.now, end, round=day)
    asks.put(desk.tx, ask)
    rounds.wake_at(desk, owner, desk.now)

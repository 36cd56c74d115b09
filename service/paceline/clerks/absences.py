"""Absences that nobody has to write: a notice that answers a letter of ours, an event or a calendar that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from paceline.agenda import days, presence
from paceline.agenda.contents import NotRecorded, Receipt, Recorded
from paceline.clerks import deputies, mailroom, persons
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.absence import OwnAbsence
from paceline.domain.asks import Item
from paceline.domain.cadence import CalendarMessage, cadence_id
from paceline.domain.facts import CameBack, Entry, ShownAway, Undone, WentAway, WorkdaysSet, standing
from paceline.domain.people import Person
from paceline.domain.week import in_words, plural
from paceline.inbox.mail import Message
from paceline.ledger import facts, outbox
from paceline.ledger.inbox import Arrival
from paceline.letters import write
from paceline.ports import Shown

LONGEST = timedelta(days=183)
"""A notice of a longer absence is not believed: it was set up by somebody who has left."""
TOLD_FOR = timedelta(days=14)
"""How long after an absence that a notice told of an envelope still says so."""
FREE = "free/"
"""Begins what a question about free weekdays is about: "free/4/<event>"."""
NOTICE = "notice/"
"""Begins what "undo" takes back in answer to the envelope that told of a notice."""
HOW = '"away 3 Dec to 7 Dec" in a mail to me'


# --- notices ----------------------------------------------------------------------------------------------------------


def from_notice(desk: Desk, arrival: Arrival, person: Person, told: tuple[date | None, date | None]) -> None:
    """Who wrote the notice is away, if it says until when. A notice is not answered (RFC 3834)."""
    today = desk.today(person)
    first, last = told[0] or today, told[1]
    if last is None or not max(first, today) <= last <= first + LONGEST:
        return
    if not any(absence.covers(first) and absence.covers(last) for absence in person.absences):
        _go(desk, arrival, person, WentAway(first, last, noticed=True))


@dataclass(frozen=True, slots=True)
class Noticed:
    """An absence that only a notice told of, and the mail (inbox id) that did."""

    first: date
    last: date
    mail: str


def noticed(desk: Desk, person: Person) -> Noticed | None:
    """What the first envelope after such an absence says; nothing where they have said since that they are back."""
    today = desk.today(person)
    found: Noticed | None = None
    for entry in standing(facts.of(desk.tx, persons.subject(person.id))):
        match entry.fact:
            case WentAway(first, last, noticed=True) if last < today <= last + TOLD_FOR:
                found = Noticed(first, last, entry.message)
            case CameBack():
                found = None
    told = outbox.last_written(desk.tx, person.id, "envelope") if found else None
    return None if found is None or (told and days.local(person, told).date() > found.last) else found


# --- a calendar -------------------------------------------------------------------------------------------------------


def from_calendar(desk: Desk, person: Person, shown: Iterable[Shown]) -> bool:
    """What a person's own calendar shows as out of office, kept where it has changed."""
    today = desk.today(person)
    spans = tuple(span for span in presence.out_of_office(person, shown) if span[1] >= today)
    before = facts.last_of(desk.tx, persons.subject(person.id), ShownAway, most=1)
    known = before[-1].fact.spans if before and isinstance(before[-1].fact, ShownAway) else ()
    if spans == tuple(span for span in known if span[1] >= today):
        return False
    desk.record(person.team, persons.subject(person.id), ShownAway(spans))
    persons.refresh(desk, person)
    return True


# --- events -----------------------------------------------------------------------------------------------------------


def from_event(desk: Desk, arrival: Arrival, message: Message, invite: CalendarMessage, sender: Person) -> bool:
    """The organizer's own absence: recorded, moved or taken back, and answered. False: the event is none, or none of
    theirs."""
    told = _told(desk, invite, sender)
    if invite.method not in ("REQUEST", "PUBLISH", "CANCEL") or not (invite.away or told):
        return False
    if invite.organizer not in sender.addresses:
        return invite.method == "REQUEST" and _not_theirs(desk, arrival, message, invite, sender)
    over = invite.method == "CANCEL" or invite.cancelled
    if over and not told:
        return False
    if invite.away and not over and told and invite.away.weekdays and not _workdays_among(sender, invite.away):
        return True
    newest = max((sequence for _, sequence in told), default=-1)
    if invite.sequence < newest or (invite.sequence == newest and not over):
        return True
    person = _take_back(desk, arrival, sender, [entry for entry, _ in told])
    if invite.away and not over:
        _answer(desk, arrival, message, invite, person, invite.away)
    return over or invite.away is not None


def _told(desk: Desk, invite: CalendarMessage, person: Person) -> list[tuple[Entry, int]]:
    """What this very event has said of the person before, and its SEQUENCE then."""
    event = cadence_id(invite.uid)
    found = []
    for entry in facts.of(desk.tx, persons.subject(person.id)):
        match entry.fact:
            case WentAway(event=said, sequence=sequence) if said == event:
                found.append((entry, sequence))
            case WorkdaysSet(event=said) if said == event:
                found.append((entry, -1))
    return found


def _take_back(desk: Desk, arrival: Arrival, person: Person, told: list[Entry]) -> Person:
    counts = standing(facts.of(desk.tx, persons.subject(person.id)))
    undone = {entry.message: entry for entry in told if entry in counts}
    desk.record_all(
        [Entry(person.team, it.subject, Undone(mail), desk.now, person.id, arrival.id) for mail, it in undone.items()]
    )
    return persons.refresh(desk, person)


def _not_theirs(desk: Desk, arrival: Arrival, message: Message, invite: CalendarMessage, sender: Person) -> bool:
    """Sent in the organizer's name: who is away says so themselves."""
    said = NotRecorded(_title(invite), f"only {invite.organizer} can say that", "away 3 Dec to 7 Dec")
    _receipt(desk, arrival, message, invite, Receipt(sender, _title(invite), refused=(said,), day=desk.today(sender)))
    return True


def _answer(
    desk: Desk, arrival: Arrival, message: Message, invite: CalendarMessage, person: Person, away: OwnAbsence
) -> None:
    span = away.days
    if span is None and away.begins and away.ends:
        span = days.covered(person, away.begins, away.ends)
    recorded: tuple[Recorded, ...] = ()
    refused: tuple[NotRecorded, ...] = ()
    items: tuple[Item, ...] = ()
    free = _workdays_among(person, away)
    if away.unsure:
        why = "it sounds as if you were away, and nobody else is invited; I don't start a review of it"
        refused = (NotRecorded(_title(invite), why, HOW),)
    elif span is None:
        why = "it takes a part of a day only: you will be asked as on any other day"
        refused = (NotRecorded(_title(invite), why, HOW),)
    elif away.weekdays:
        refused = (_about_weekdays(_title(invite), free),) if free else ()
        listed = ",".join(map(str, sorted(free)))
        items = (Item(1, "offer", f"{FREE}{listed}/{cadence_id(invite.uid)}"),) if free else ()
    elif away.repeats:
        refused = (NotRecorded(_title(invite), "it repeats: I can't tell which days you are away", HOW),)
    elif span[1] >= desk.today(person):
        recorded, refused = _leave(desk, arrival, invite, person, span, away.deputy)
    if recorded or refused:
        content = Receipt(person, _title(invite), recorded=recorded, refused=refused, day=desk.today(person))
        _receipt(desk, arrival, message, invite, content, items)


def _leave(
    desk: Desk, arrival: Arrival, invite: CalendarMessage, person: Person, span: tuple[date, date], handle: str
) -> tuple[tuple[Recorded, ...], tuple[NotRecorded, ...]]:
    refused: tuple[NotRecorded, ...] = ()
    deputy = deputies.named_by(desk, person, handle, f"deputy: {handle}") if handle else None
    if not isinstance(deputy, Person | None):
        refused = (NotRecorded(deputy.line, deputy.why, deputy.hint),)
        deputy = None
    first, last = span
    away = WentAway(first, last, cadence_id(invite.uid), invite.sequence, deputy.id if deputy else "")
    _go(desk, arrival, person, away)
    return (Recorded("away", was=first, due=last, who=deputy.first_name if deputy else ""),), refused


def _workdays_among(person: Person, away: OwnAbsence) -> frozenset[int]:
    return frozenset(day for day in away.weekdays if person.works_on(day))


def _about_weekdays(title: str, weekdays: Iterable[int]) -> NotRecorded:
    """Part-time: asked, for it changes the weeks to come for good."""
    why = f"it repeats every {in_words(weekdays)}: shall I take {plural(weekdays)} as free from now on?"
    return NotRecorded(title, why, f"yes; free on {plural(weekdays)}")


def _title(invite: CalendarMessage) -> str:
    return invite.cadence.title if invite.cadence else ""


def _go(desk: Desk, arrival: Arrival, person: Person, away: WentAway) -> None:
    desk.record(person.team, persons.subject(person.id), away, author=person.id, message=arrival.id)
    persons.refresh(desk, person)


def _receipt(
    desk: Desk,
    arrival: Arrival,
    message: Message,
    invite: CalendarMessage,
    content: Receipt,
    items: tuple[Item, ...] = (),
) -> None:
    """Of one revision of an event once, however often it comes, where there is nothing to record."""
    key = f"receipt/{arrival.id}" if content.recorded else f"away/{cadence_id(invite.uid)}/{invite.sequence}"
    posting = Posting(key, content.reader.team, arrival.id, items=items, answers=message)
    mailroom.post(desk, content.reader, posting, lambda reply_to: write.receipt(content, reply_to, desk.folders))

"""Events that we organize: sent to their guests, changed and called off with what they are for (RFC 5546, 3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from paceline.agenda.feeds import Standing, entry_of
from paceline.agenda.invitations import Invitation, Kind
from paceline.clerks import feeds, mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.asks import Item
from paceline.domain.cadence import cadence_id
from paceline.domain.commitments import Commitment
from paceline.domain.facts import Entry, GuestsInvited, GuestsUninvited
from paceline.domain.organized import NEEDS_ACTION, GuestSaid, OrganizedEvent, fold
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.inbox.mail import Message
from paceline.ledger import facts, people
from paceline.letters import ical_words, scheduling, write
from paceline.letters.scheduling import Guest, Organizer

SUBJECT = "event/"
"""How the subjects of facts about events of ours begin."""
_OUT_OF_IT = frozenset(("DECLINED", "DELEGATED"))
"""Who has answered so has it in no calendar that a CANCEL would clear."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event to be sent. `guests` are addresses; `agreed` those who need not answer any more; `text` describes it,
    `about` is the record that it is for, `who` asks for it, by first name; `sequence` is the lowest it may have."""

    uid: str
    title: str
    day: date
    guests: tuple[str, ...]
    agreed: tuple[str, ...] = ()
    text: str = ""
    about: str = ""
    who: str = ""
    team: str = ""
    sequence: int = 0


def subject(uid: str) -> str:
    return f"{SUBJECT}{cadence_id(uid)}"


def event_of(desk: Desk, uid: str) -> OrganizedEvent | None:
    return fold(facts.of(desk.tx, subject(uid)))


def trail(desk: Desk, record: str) -> tuple[Entry, ...]:
    """What was sent to calendars for a record, and what came back."""
    return facts.of(desk.tx, subject(_uid(desk, record)))


def invite(desk: Desk, draft: Draft, answers: Message | None = None) -> OrganizedEvent:
    """Send the event to the draft's guests: a new one, a change of it (SEQUENCE + 1), or the same once more."""
    before = event_of(desk, draft.uid)
    sequence, stamp = _revision(desk, before, draft)
    sent = GuestsInvited(draft.uid, draft.title, draft.day, draft.guests, sequence, stamp, draft.about)
    desk.record(draft.team, subject(draft.uid), sent)
    event = event_of(desk, draft.uid)
    assert event is not None
    guests = tuple(_guest(desk, event, address, draft.agreed) for address in _known(event, draft.guests))
    octets = scheduling.request(event, _organizer(desk), guests, text=draft.text)
    for guest in guests:
        if guest.address in draft.guests:
            kind: Kind = "asks" if guest.partstat == NEEDS_ACTION else "tells"
            content = replace(_content(desk, event, _reader(desk, guest), kind), who=draft.who)
            _post(desk, event, content, guest, octets, "REQUEST", answers)
    return event


def _revision(desk: Desk, before: OrganizedEvent | None, draft: Draft) -> tuple[int, datetime]:
    """SEQUENCE rises with every change; DTSTAMP with every message (RFC 5546, 2.1.4 and 2.1.5)."""
    now = desk.now.replace(microsecond=0)
    if before is None:
        return draft.sequence, now
    same = not before.off and (before.title, before.day) == (draft.title, draft.day)
    sequence = before.sequence if same else before.sequence + 1
    return max(sequence, draft.sequence), max(now, before.stamp + timedelta(seconds=1))


def uninvite(desk: Desk, event: OrganizedEvent, gone: tuple[str, ...], team: str) -> None:
    """Call the event off for these guests."""
    stamp = max(desk.now.replace(microsecond=0), event.stamp + timedelta(seconds=1))
    desk.record(team, subject(event.uid), GuestsUninvited(gone, event.sequence + 1, stamp))
    after = event_of(desk, event.uid)
    assert after is not None
    guests = [_guest(desk, event, address) for address in gone]
    for guest in guests:
        content = _content(desk, event, _reader(desk, guest), "cancelled")
        _post(desk, after, content, guest, scheduling.cancel(after, _organizer(desk), [guest]), "CANCEL")


def decline_counter(
    desk: Desk, event: OrganizedEvent, said: GuestSaid, reader: Person, why: Refusal, answers: Message
) -> None:
    """The day that a guest proposes is refused, in words."""
    guest = _guest(desk, event, said.guest)
    octets = scheduling.decline_counter(event, _organizer(desk), guest, now=desk.now, comment=why.why)
    content = replace(_content(desk, event, reader, "stays"), why=why.why, hint=why.hint)
    _post(desk, event, content, guest, octets, "DECLINECOUNTER", answers, stamp=said.stamp)


# --- a commitment's ------------------------------------------------------------------------------------------------


def is_for(desk: Desk, it: Commitment, person: Person) -> bool:
    """Whether a commitment comes to this person's calendar as an invitation: it waits for their word, or came so."""
    if it.owner != person.id or it.state not in ("offered", "open"):
        return False
    event = event_of(desk, _uid(desk, it.id))
    return it.state == "offered" or (event is not None and not event.off and _address(event, person) is not None)


def offer(desk: Desk, it: Standing, person: Person, answers: Message | None = None) -> None:
    """Send a commitment to its owner's calendar, or send it again."""
    draft = _draft(desk, it, person)
    if draft:
        invite(desk, draft, answers)


def follow(desk: Desk, record: str) -> None:
    """What was sent to calendars for a record follows it: a change is sent, and what is off is cancelled."""
    event = event_of(desk, _uid(desk, record))
    if event is None or event.off:
        return
    it = feeds.standing(desk, [record]).get(record)
    commitment = it.record if it and isinstance(it.record, Commitment) else None
    if commitment and commitment.state == "kept":
        return
    stands = commitment is not None and commitment.state in ("offered", "open")
    owner = people.by_id(desk.tx, commitment.owner) if commitment and stands else None
    holds = owner.addresses if owner else ()
    gone = tuple(guest for guest in event.guests if guest not in holds and event.partstat(guest) not in _OUT_OF_IT)
    if gone:
        uninvite(desk, event, gone, facts.of(desk.tx, subject(event.uid))[0].team)
    if it and owner and _address(event, owner):
        draft = _draft(desk, it, owner)
        if draft and (draft.title, draft.day) != (event.title, event.day):
            invite(desk, draft)


def again(desk: Desk, event: OrganizedEvent, guest: str, answers: Message) -> None:
    """A guest asks for the event as it is (REFRESH)."""
    it = feeds.standing(desk, [event.about]).get(event.about) if event.about else None
    owner = people.by_address(desk.tx, guest)
    draft = _draft(desk, it, owner) if it and owner else None
    team = facts.of(desk.tx, subject(event.uid))[0].team
    plain = Draft(event.uid, event.title, event.day, (guest,), about=event.about, team=team)
    invite(desk, replace(draft, guests=(guest,)) if draft else plain, answers)


def _draft(desk: Desk, it: Standing, owner: Person) -> Draft | None:
    record = it.record
    names = desk.names(record.team)
    entry = entry_of(it, owner, names, desk.today(owner), None)
    if entry is None or entry.day is None or not isinstance(record, Commitment):
        return None
    uid = _uid(desk, record.id)
    event = event_of(desk, uid)
    guest = (event and _address(event, owner)) or owner.address
    service = desk.config.service.address
    return Draft(
        uid=uid,
        title=ical_words.title(replace(entry, kind="due"), owner.zone, personal=True),
        day=entry.day,
        guests=(guest,),
        agreed=(guest,) if record.is_open else (),
        text=ical_words.description(entry, owner.zone, personal=True, service=service),
        about=record.id,
        who=names.get(record.asked_by, "") if record.asked_by != owner.id else "",
        team=record.team,
        sequence=0 if event else it.revision,
    )


def _uid(desk: Desk, record: str) -> str:
    """The feed's own: an entry that was added by hand before gives way to the invitation."""
    return feeds.uid_of(desk)("due", record)


def _address(event: OrganizedEvent, person: Person) -> str | None:
    """The address by which an event knows a person."""
    return next((address for address in person.addresses if event.expects(address)), None)


# --- letters -------------------------------------------------------------------------------------------------------


def _known(event: OrganizedEvent, wanted: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*event.guests, *wanted)))


def _guest(desk: Desk, event: OrganizedEvent, address: str, agreed: tuple[str, ...] = ()) -> Guest:
    known = people.by_address(desk.tx, address)
    answer = event.answer(address)
    by = next((it.guest for it in event.answers if it.delegated_to == address), "")
    partstat = "ACCEPTED" if address in agreed else event.partstat(address)
    to = answer.delegated_to if answer and partstat == "DELEGATED" else ""
    return Guest(address, known.name if known else "", partstat, to, by)


def _reader(desk: Desk, guest: Guest) -> Person:
    """Who reads the letter, at the address that was invited."""
    known = people.by_address(desk.tx, guest.address) or Person("", "", "", (guest.address,))
    return replace(known, addresses=(guest.address,))


def _content(desk: Desk, event: OrganizedEvent, reader: Person, kind: Kind) -> Invitation:
    return Invitation(reader, kind, event.title, event.day, desk.today(reader), event.about)


def _organizer(desk: Desk) -> Organizer:
    service = desk.config.service
    return Organizer(service.name, service.address)


def _post(
    desk: Desk,
    event: OrganizedEvent,
    content: Invitation,
    guest: Guest,
    octets: bytes,
    method: str,
    answers: Message | None = None,
    stamp: datetime | None = None,
) -> None:
    posting = Posting(
        key=f"{subject(event.uid)}/{method}/{event.sequence}/{stamp or event.stamp:%Y%m%dT%H%M%SZ}/{guest.address}",
        team=content.reader.team,
        about=event.about or subject(event.uid),
        items=(Item(1, "offer", event.about),) if event.about and content.kind == "asks" else (),
        answers=answers,
        suppress_vacations=content.kind != "asks",
        calendar=octets,
        calendar_method=method,
    )
    mailroom.post(desk, content.reader, posting, lambda reply_to: write.invitation(content, reply_to, desk.folders))

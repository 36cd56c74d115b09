"""What guests answer to events that we organize: weighed, kept, and carried out as if it were written in a mail."""

from __future__ import annotations

from dataclasses import replace

from paceline.clerks import organizing, persons, replies
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.clerks.taking import take_down
from paceline.domain.cadence import CalendarMessage
from paceline.domain.commitments import Commitment
from paceline.domain.organized import GuestSaid, OrganizedEvent, answered, countered, meant, weigh
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command, Reply
from paceline.inbox.calendar.guest_answers import may_answer
from paceline.inbox.calendar.guests import is_ours
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.machines import judge
from paceline.inbox.mail import Message, Unreadable, read
from paceline.inbox.trust import Identity
from paceline.ledger import facts, inbox, people
from paceline.ledger.inbox import Arrival, Settlement


def about_ours(desk: Desk, message: Message) -> tuple[CalendarMessage, ...]:
    """The answers in a mail, where all are about events that we organize; () where it is another's business.

    An answer is known by its UID: Exchange leaves the ORGANIZER out.
    """
    service = desk.config.service
    found: list[CalendarMessage] = []
    for part in filter(may_answer, message.calendars):
        read = read_calendar(part, us=service.addresses, zone=service.zone)
        if isinstance(read, Unreadable):
            return ()
        found += read
    named = all(not one.organizer or is_ours(one.organizer, service.addresses) for one in found)
    return tuple(found) if named and all(organizing.event_of(desk, one.uid) for one in found) else ()


def settle(
    desk: Desk, arrival: Arrival, message: Message, identity: Identity, answers: tuple[CalendarMessage, ...]
) -> Settlement:
    """Take every answer in a mail; it is held where one of them is not its sender's to give."""
    known = people.by_address(desk.tx, identity.address)
    of = (known.id, known.team) if known and identity.authenticated else ("", "")
    each = [(one, said) for one in answers for said in _of_sender(one, identity, known)]
    for one, said in each:
        event = organizing.event_of(desk, one.uid)
        if why := _why_held(desk, identity, known, event, said):
            return Settlement("held", "calendar", why, *of)
    told = [_take(desk, arrival, message, known, one, said) for one, said in each]
    return Settlement("settled", "calendar", "; ".join(dict.fromkeys(told))[:500] or "ignored: nobody answers", *of)


def _of_sender(one: CalendarMessage, identity: Identity, known: Person | None) -> tuple[GuestSaid, ...]:
    """A COUNTER may list all guests: its sender is one of them."""
    mine = tuple(said for said in one.said if said.guest in _addresses(identity, known))
    return mine[:1] or one.said[:1] if one.method == "COUNTER" else one.said


def _addresses(identity: Identity, known: Person | None) -> tuple[str, ...]:
    return (identity.address, *(known.addresses if known else ()))


def _why_held(
    desk: Desk, identity: Identity, known: Person | None, event: OrganizedEvent | None, said: GuestSaid
) -> str:
    """Why an answer is not taken: nobody vouches for it, or it is another's to give (RFC 6047, 2.2.1). "": it is."""
    if not identity.authenticated:
        return identity.why
    if said.guest not in _addresses(identity, known):
        return f"it is not from the guest, {said.guest}, as far as the mail can be checked"
    if (event and event.expects(said.guest)) or (known and not persons.reads_only(known)):
        return ""
    domain = identity.address.rpartition("@")[2]
    if domain in desk.config.service.allow_domains:
        return ""
    return f"{said.guest} was not invited, and {domain} is not in service.allow_domains"


def _take(
    desk: Desk, arrival: Arrival, message: Message, known: Person | None, one: CalendarMessage, said: GuestSaid
) -> str:
    """Keep one answer and do what it comes to. Returns what became of it."""
    event = organizing.event_of(desk, one.uid)
    assert event is not None
    said = _by_invited_address(event, said, known)
    if one.method == "REFRESH":
        return _refresh(desk, message, event, said)
    weighed = weigh(event, said)
    if weighed.disposition == "applied":
        proposed = said.on(known.zone if known else "UTC") if one.method == "COUNTER" else None
        team = facts.of(desk.tx, organizing.subject(event.uid))[0].team
        fact = answered(said, proposed)
        author = known.id if known else ""
        desk.record(team, organizing.subject(event.uid), fact, author=author, message=arrival.id)
        it = facts.record(desk.tx, event.about) if event.about else None
        if weighed.counts and known and isinstance(it, Commitment):
            comes_to = countered(said, proposed, it) if one.method == "COUNTER" else meant(said, it)
            _carry_out(desk, arrival, message, known, event, said, it, comes_to)
            if said.partstat == "DELEGATED":
                _take_what_waited(desk, event, said.delegated_to)
    return ": ".join(filter(None, (weighed.disposition, weighed.reason)))


def _by_invited_address(event: OrganizedEvent, said: GuestSaid, known: Person | None) -> GuestSaid:
    """Who answers from another address of theirs is the guest that was invited."""
    invited = next((it for it in (known.addresses if known else ()) if event.expects(it)), said.guest)
    return said if event.expects(said.guest) else replace(said, guest=invited)


def _refresh(desk: Desk, message: Message, event: OrganizedEvent, said: GuestSaid) -> str:
    if event.off or not event.expects(said.guest):
        return "ignored: a question from nobody who is invited"
    organizing.again(desk, event, said.guest, message)
    return "applied: it was sent again"


def _carry_out(
    desk: Desk,
    arrival: Arrival,
    message: Message,
    person: Person,
    event: OrganizedEvent,
    said: GuestSaid,
    it: Commitment,
    comes_to: Command | Refusal | None,
) -> None:
    """The same as in a reply, with a receipt; who proposed a day that is refused hears so in their calendar. What says
    that it was sent by itself is answered by no letter (RFC 3834, 2)."""
    if comes_to is None:
        return
    if isinstance(comes_to, Refusal):
        organizing.decline_counter(desk, event, said, person, comes_to, message)
        return
    written = replies.written_at(message, arrival.received_at)
    sheet = take_down(desk, arrival, message, person, Place(team=it.team), Reply("", (comes_to,)), written)
    if comes_to.verb == "to" and sheet.refused:
        refused = sheet.refused[0]
        organizing.decline_counter(desk, event, said, person, Refusal("", refused.why, refused.hint), message)
    elif judge(message) is None:
        replies.receipt(desk, sheet)


def _take_what_waited(desk: Desk, event: OrganizedEvent, delegate: str) -> None:
    """A delegate's answer may come before the one that names them: it was kept, and counts now, as their own mail."""
    person, it = people.by_address(desk.tx, delegate), facts.record(desk.tx, event.about)
    waited = next((found for one in (person.addresses if person else ()) if (found := event.answer(one))), None)
    if not (person and waited and isinstance(it, Commitment)) or waited.proposed or not event.is_current(waited):
        return
    entry = next(each for each in facts.of(desk.tx, organizing.subject(event.uid)) if each.fact == waited)
    raw = inbox.raw_of(desk.tx, entry.message)
    message = read(raw) if raw else None
    if raw and isinstance(message, Message):
        arrival = Arrival(entry.message, "", "", entry.at, raw)
        said = GuestSaid(waited.guest, waited.partstat, waited.sequence, waited.stamp, comment=waited.comment)
        _carry_out(desk, arrival, message, person, event, said, it, meant(said, it))

"""Our own calendar: what changed in it comes into the inbox as the mail that its organizer would have sent."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from paceline.agenda import calendars as dates_of
from paceline.agenda import occurrences
from paceline.clerks import invites
from paceline.clerks.desk import Desk
from paceline.domain.cadence import Cadence, CalendarMessage, cadence_id
from paceline.inbox import mail
from paceline.inbox.calendar import copies
from paceline.inbox.calendar.copies import Copy
from paceline.inbox.calendar.guests import is_ours
from paceline.inbox.mail import Message, Unreadable
from paceline.inbox.trust import Identity
from paceline.ledger import cadences, calendars, hold, inbox, outbox, people
from paceline.ledger.inbox import Arrival, Settlement
from paceline.ports import Changes, Event

Read = tuple[tuple[Event, Copy | None], ...]
"""What has changed, and the invitation that each event holds, if any."""
log = logging.getLogger(__name__)

MAILBOX = "calendar:"
"""Begins the name of the mailbox that such a mail is filed under."""
ALL_AT_ONCE = 3
"""So many events, or more, that are gone all at once are likelier another calendar, or one that is closed to us."""


def read(changes: Changes) -> Read:
    """The events, understood; a whole calendar takes seconds."""
    return tuple((event, copies.read(event.raw) if event.raw else None) for event in changes.events)


def take_in(desk: Desk, calendar: str, since: str, changes: Changes, events: Read) -> int:
    """Keep what changed after the cursor `since`, and how far the calendar was read. Returns how many events said
    something new: none where another worker has come further meanwhile, which would be undone."""
    calendars.hold(desk.tx, calendar)
    if calendars.cursor(desk.tx, calendar) != since:
        return 0
    arrivals = [*_new(desk, changes, events), *_gone(desk, calendar, changes)]
    inbox.store(desk.tx, arrivals)
    calendars.move(desk.tx, calendar, changes.cursor)
    return len(arrivals)


def settle(desk: Desk, arrival: Arrival) -> Settlement:
    """Follow it as its mail would be followed, on the word of the server that keeps our calendar."""
    message = mail.read(arrival.raw)
    if isinstance(message, Unreadable):
        return Settlement("quarantined", "calendar", message.reason)
    organizer = message.sender.address if message.sender else ""
    identity = _identity(desk, organizer)
    if not identity.authenticated:
        return Settlement("settled", "calendar", f"ignored: {identity.why}")
    known = people.by_address(desk.tx, organizer)
    hold(desk.tx, known.team if known else "")
    if _is_history(desk, invites.read(desk, message)):
        return Settlement("settled", "calendar", "ignored: it was over before we read of it")
    return invites.settle(desk, arrival, message, identity)


def _identity(desk: Desk, organizer: str) -> Identity:
    """Servers put what anybody mails into a calendar, whatever ORGANIZER it names: it counts of those domains only that
    the server is said to let nobody else speak for. Where mail is believed as it is written, so is this of our own."""
    service, believed = desk.config.service, set(desk.config.vouched)
    if service.trust == "token":
        believed |= {service.domain, *service.allow_domains}
    if organizer.rpartition("@")[2] in believed:
        return Identity(organizer, True, "the server that keeps our calendar has it from its own user")
    whose = ", ".join(sorted(believed)) or "no domain that the calendar's server vouches for"
    return Identity(organizer, False, f"{organizer} is not of {whose}; its mail says who sent it")


def _is_history(desk: Desk, invited: tuple[CalendarMessage, ...] | Unreadable) -> bool:
    """What lay in the calendar when we first looked, and took place long ago, is no news to who invited us to it."""
    if isinstance(invited, Unreadable) or not invited:
        return False
    return all(
        one.method == "REQUEST" and cadences.get(desk.tx, cadence_id(one.uid)) is None and _is_over(desk, one)
        for one in invited
    )


def _is_over(desk: Desk, invite: CalendarMessage) -> bool:
    """Whether nothing of what an event says is still to come."""
    away = invite.away
    if away is None:
        return invite.cadence is not None and _has_run_out(desk, invite.cadence)
    if away.weekdays or away.repeats:
        return False
    last_day = datetime.combine(away.days[1], time(12), UTC) + timedelta(days=1) if away.days else desk.now
    return (away.ends or last_day) < desk.now


def _has_run_out(desk: Desk, cadence: Cadence) -> bool:
    """Whether all its dates have begun. What is planned for more than a year from now has none yet that we look at."""
    try:
        series = dates_of.read(cadence.calendar)
    except ValueError:
        return False
    events = [event for event in (series.master, *series.dates.values()) if event is not None]
    begun = all(dates_of.starts(event).astimezone(UTC) <= desk.now for event in events)
    return begun and occurrences.following(cadence, desk.now) is None


def _new(desk: Desk, changes: Changes, events: Read) -> Iterator[Arrival]:
    ours = calendars.entries(desk.tx)
    for event, copy in events:
        if copy and copy.uid not in ours and copy.organizer and not is_ours(copy.organizer, _us(desk)):
            earlier = calendars.seen(desk.tx, event.calendar, event.name)
            cadence = cadence_id(copy.uid)
            calendars.see(desk.tx, event.calendar, event.name, cadence, event.raw)
            if _is_as_new(desk, cadence, copy):
                outbox.answer_in_calendar(desk.tx, cadence, event.name, desk.now)
            if copy.differs_from(earlier):
                yield _arrival(desk, event.calendar, event.name, copy.as_request(desk.config.service.address), changes)


def _gone(desk: Desk, calendar: str, changes: Changes) -> Iterator[Arrival]:
    removed = {event.name for event in changes.events if not event.raw}
    if changes.whole:
        removed |= _missing(calendar, calendars.names(desk.tx, calendar), changes)
    for name in sorted(removed):
        copy: Copy | None = copies.read(calendars.seen(desk.tx, calendar, name))
        calendars.forget(desk.tx, calendar, name)
        if copy and _was_called_off(desk, copy):
            called_off = copy.as_cancel(desk.config.service.address, desk.now)
            yield _arrival(desk, calendar, name, called_off, changes)


def _missing(calendar: str, known: frozenset[str], changes: Changes) -> frozenset[str]:
    """What a whole calendar lists no more: nothing where all of it is gone at once, which no organizer does."""
    missing = known - {event.name for event in changes.events if event.raw}
    if missing == known and len(known) >= ALL_AT_ONCE:
        log.warning("calendar %s: none of %d known events is in it any more; none is called off", calendar, len(known))
        return frozenset()
    return missing


def _is_as_new(desk: Desk, cadence: str, copy: Copy) -> bool:
    """Whether the calendar knows the revision that we know by mail: an answer there is an answer to its own."""
    known = cadences.get(desk.tx, cadence)
    return known is None or copy.sequence >= known.cadence.sequence


def _was_called_off(desk: Desk, copy: Copy) -> bool:
    """Whether an event that is gone from the calendar was to take place. Calendars are tidied up, and events are put
    there anew under another name: neither is anything its organizer did."""
    cadence = cadence_id(copy.uid)
    known = cadences.get(desk.tx, cadence)
    if calendars.name_of(desk.tx, cadence):
        return False
    return not (_has_run_out(desk, known.cadence) if known else _said_of_the_past(desk, copy))


def _said_of_the_past(desk: Desk, copy: Copy) -> bool:
    """Of an event that no series was made from: somebody's absence, or an invitation that still waits in the inbox."""
    message = mail.read(copy.as_request(desk.config.service.address))
    found = invites.read(desk, message) if isinstance(message, Message) else ()
    return isinstance(found, tuple) and bool(found) and all(_is_over(desk, one) for one in found)


def _arrival(desk: Desk, calendar: str, name: str, raw: bytes, changes: Changes) -> Arrival:
    """One for each time that the calendar was read: what is changed back is news again."""
    key = hashlib.sha256(f"{calendar}\0{name}\0{changes.cursor}\0".encode() + raw).hexdigest()
    return Arrival(key, f"{MAILBOX}{calendar}", name, desk.now, raw)


def _us(desk: Desk) -> frozenset[str]:
    return frozenset(desk.config.service.addresses)

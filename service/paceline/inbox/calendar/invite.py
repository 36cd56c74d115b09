"""An iMIP part (RFC 6047) to iTIP messages (RFC 5546): what each says about its series, not yet what it does to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from paceline.domain.cadence import Cadence, CalendarMessage, CalendarMethod, Participant, Remark
from paceline.inbox.calendar.away import own_absence
from paceline.inbox.calendar.canonical import Clock, Event, event
from paceline.inbox.calendar.event_text import EventText, read_event_text
from paceline.inbox.calendar.guests import address, guest, is_ours, organizers_of, whose
from paceline.inbox.calendar.ics import Component, Line, calendars, plain, write
from paceline.inbox.calendar.zones import Zone, iana, known, named_like, zones
from paceline.inbox.mail import CalendarPart, Unreadable

MAX_ATTENDEES = 500
MAX_UID = 1_000
_METHODS = frozenset(get_args(CalendarMethod))
_SCHEDULING = frozenset(("REQUEST", "CANCEL", "ADD", "REFRESH", "COUNTER", "DECLINECOUNTER", "REPLY"))


def read_calendar(part: CalendarPart, *, us: frozenset[str], zone: str) -> tuple[CalendarMessage, ...] | Unreadable:
    """The iTIP messages in `part`, one per VCALENDAR and UID; () where it has no events; or why it is refused.

    `us` are our addresses, lower-case; one with a plus-tag is ours too. `zone` (an IANA name) is where floating times
    and all-day dates are meant, unless the calendar itself says where.
    """
    found = calendars(part.data, part.charset)
    if isinstance(found, Unreadable):
        return found
    messages: dict[CalendarMessage, None] = {}
    for calendar in found:
        read = _messages(calendar, part.method, us, zone)
        if isinstance(read, Unreadable):
            return read
        messages.update(dict.fromkeys(read))
    return tuple(messages)


def _messages(
    calendar: Component, said: str, us: frozenset[str], zone: str
) -> tuple[CalendarMessage, ...] | Unreadable:
    events = calendar.called("VEVENT")
    if not events:
        return ()
    method = calendar.value("METHOD").upper()
    if method not in _METHODS:
        return Unreadable(f"the method {method[:20]!r} is none of RFC 5546")
    if said and said.strip().upper() != method:
        return Unreadable(f"the mail says method={said[:20]!r}, the calendar {method!r} (RFC 6047, 2.4)")
    uids = list(dict.fromkeys(e.value("UID") for e in events))
    if not all(0 < len(uid) <= MAX_UID for uid in uids):
        return Unreadable("an event has no UID, or a UID without end")
    if method in _SCHEDULING and len(uids) > 1:
        return Unreadable(f"{len(uids)} events with different UIDs in one {method} (RFC 5546, 3.2)")
    defined = zones(calendar)
    if isinstance(defined, Unreadable):
        return defined
    clock = Clock(defined, _pinned(calendar, defined, zone), {})
    messages = []
    for uid in uids[:20]:
        read = _message(method, [e for e in events if e.value("UID") == uid], calendar, clock, us, zone)
        if isinstance(read, Unreadable):
            return read
        messages.append(read)
    return tuple(messages)


def _pinned(calendar: Component, defined: dict[str, Zone], zone: str) -> Zone:
    """Where floating times are meant: the calendar's own zone, else the only one it defines, else `zone`."""
    if name := known(calendar.value("X-WR-TIMEZONE")):
        return iana(name)
    return next(iter(defined.values())) if len(defined) == 1 else iana(zone)


def _message(
    method: str, sources: list[Component], calendar: Component, clock: Clock, us: frozenset[str], zone: str
) -> CalendarMessage | Unreadable:
    organizers = organizers_of(sources)
    if len(organizers) > 1:
        return Unreadable("its events have different ORGANIZERs")
    if not organizers and method in _SCHEDULING - {"REPLY"}:
        return Unreadable(f"a {method} without an ORGANIZER (RFC 5546, 3.2)")
    if organizers and method in _SCHEDULING and not whose(organizers[0]):
        return Unreadable("the ORGANIZER has no mail address")
    if method == "REPLY" and any(len(source.all("ATTENDEE")) != 1 for source in sources):
        return Unreadable("a REPLY is from exactly one ATTENDEE (RFC 5546, 3.2.3)")
    read: list[_Invited] = []
    for source in sources:
        one = _invited(source, clock, us)
        if isinstance(one, Unreadable):
            return one
        read.append(one)
    read.sort(key=lambda one: one.event.recurrence_id is not None)
    lead = read[0]
    if method in ("REQUEST", "ADD") and lead.event.start is None:
        return Unreadable("an event without DTSTART")
    organizer = next(iter(organizers), Line("ORGANIZER", ""))
    ours = next((one for one in read if one.ours), lead)
    words = _words(lead.event)
    cadence = _cadence(read, organizer, words, clock, zone)
    return CalendarMessage(
        method=method,  # type: ignore[arg-type]  # one of _METHODS
        uid=cadence.uid,
        organizer=cadence.organizer,
        sequence=lead.event.sequence,
        stamp=lead.event.stamp,
        calendar=cadence.calendar,
        master=cadence.master,
        recurrence_ids=tuple(one.event.recurrence_id.instant for one in read if one.event.recurrence_id),
        attendee=ours.ours.value.strip() if ours.ours else "",
        partstat=ours.ours.param("PARTSTAT").upper() if ours.ours else "",
        rsvp=not ours.ours or ours.ours.param("RSVP").upper() != "FALSE",
        cancelled=all(one.event.cancelled for one in read),
        cadence=cadence,
        attendees=cadence.participants,
        sent_by=address(organizer.param("SENT-BY")),
        delegator=address(ours.ours.param("DELEGATED-FROM").split(",")[0]) if ours.ours else "",
        echo=_echo(calendar, read),
        description=words.words,
        sources=words.sources,
        days=lead.event.days,
        away=own_absence(lead.event, cadence.participants, organizer, words.words, clock),
    )


def _cadence(read: list[_Invited], organizer: Line, words: EventText, clock: Clock, zone: str) -> Cadence:
    lead = read[0]
    shown = lead.event.zone or clock.pinned
    around = lead.event.start.wall if lead.event.start else lead.event.stamp
    ours = next((one.ours for one in read if one.ours), None)
    return Cadence(
        uid=lead.event.source.value("UID"),
        organizer=whose(organizer),
        title=_title(lead.event.source),
        calendar=_canonical(read, organizer),
        zone=named_like(shown, zone, around.replace(tzinfo=lead.event.stamp.tzinfo)),
        minutes=int(lead.event.length.total_seconds()) // 60,
        participants=lead.guests,
        settings=words.settings,
        words=words.words,
        remarks=words.remarks + tuple(_strange_zones(clock)),
        sequence=lead.event.sequence,
        stamp=lead.event.stamp,
        recurring=any(one.event.recurring for one in read),
        master=lead.event.recurrence_id is None,
        attendee=whose(ours) if ours else "",
    )


# --- the events -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Invited:
    """An event and who is invited to it: `ours` is our ATTENDEE line, `guests` are the others."""

    event: Event
    ours: Line | None
    guests: tuple[Participant, ...]


def _invited(source: Component, clock: Clock, us: frozenset[str]) -> _Invited | Unreadable:
    attendees = source.all("ATTENDEE")
    if len(attendees) > MAX_ATTENDEES:
        return Unreadable(f"{len(attendees)} attendees; at most {MAX_ATTENDEES} are read")
    read = event(source, clock)
    if isinstance(read, Unreadable):
        return read
    ours = next((line for line in attendees if is_ours(whose(line), us)), None)
    guests = {g.address: g for line in attendees if (g := guest(line)) and not is_ours(g.address, us)}
    return _Invited(read, ours, tuple(guests.values()))


# --- what the event says --------------------------------------------------------------------------------------------


def _title(source: Component) -> str:
    return " ".join(plain(source.value("SUMMARY")).split())[:300]


def _words(read: Event) -> EventText:
    """DESCRIPTION, else Outlook's HTML twin of it."""
    text, html = (plain(read.source.value(name)) for name in ("DESCRIPTION", "X-ALT-DESC"))
    return read_event_text(text, html, title=_title(read.source), once=not read.recurring)


def _strange_zones(clock: Clock) -> Iterable[Remark]:
    for tzid in clock.strange:
        yield Remark(f"time zone: {' '.join(plain(tzid).split())}", f"time zone: {clock.pinned.id}")


# --- text -----------------------------------------------------------------------------------------------------------


def _canonical(read: list[_Invited], organizer: Line) -> str:
    """One VCALENDAR with the events and the zones of ours that they use. A date to which we alone are no longer invited
    counts as cancelled."""
    used = {zone.id: zone for one in read for zone in _zones_of(one.event) if zone.text}
    invited = any(one.ours for one in read)
    texts = [zone.text for zone in used.values()]
    for one in read:
        lines = [*one.event.lines, Line("ORGANIZER", f"mailto:{whose(organizer)}")]
        dropped = invited and one.guests and not one.ours and one.event.recurrence_id
        if dropped and not one.event.cancelled:
            lines.append(Line("STATUS", "CANCELLED"))
        lines += [_attendee(guest) for guest in one.guests]
        if one.ours:
            lines.append(Line("ATTENDEE", f"mailto:{whose(one.ours)}"))
        texts.append(write("VEVENT", lines))
    return write("VCALENDAR", [Line("VERSION", "2.0"), Line("PRODID", "-//Paceline//EN")], texts)


def _zones_of(read: Event) -> tuple[Zone, ...]:
    return tuple(moment.zone for moment in (read.start, read.recurrence_id, *read.dates) if moment)


def _attendee(guest: Participant) -> Line:
    params = [("CN", guest.name)] if guest.name else []
    params += [("PARTSTAT", "DECLINED")] if guest.declined else []
    params += [("ROLE", "OPT-PARTICIPANT")] if guest.optional else []
    return Line("ATTENDEE", f"mailto:{guest.address}", tuple(params))


def _echo(calendar: Component, read: list[_Invited]) -> str:
    """One answer for the series; only where we are invited to single dates, one for each of these."""
    mine = [one for one in read if one.ours]
    series = [one for one in mine if one.event.recurrence_id is None]
    texts = [
        write("VTIMEZONE", zone.lines, [write(part.name, part.lines) for part in zone.parts])
        for zone in calendar.called("VTIMEZONE")
    ]
    for one in series[:1] or mine:
        lines = [line for name in _ECHOED for line in one.event.source.all(name)[:1]]
        texts.append(write("VEVENT", [*lines, *([one.ours] if one.ours else [])]))
    return write("VCALENDAR", [], texts)


_ECHOED = ("UID", "RECURRENCE-ID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "SUMMARY", "ORGANIZER")

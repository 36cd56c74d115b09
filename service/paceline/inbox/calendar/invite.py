"""An iMIP part (RFC 6047) to iTIP messages (RFC 5546): what each says about its series, not yet what it does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from paceline.domain.cadence import Cadence, CalendarMessage, CalendarMethod, Remark, ZoneDoubt
from paceline.inbox.calendar.away import own_absence
from paceline.inbox.calendar.canonical import Clock, Event
from paceline.inbox.calendar.event_text import EventText, meant_zone, read_event_text
from paceline.inbox.calendar.guest_answers import said
from paceline.inbox.calendar.guests import Invited, address, invited, is_group, organizers_of, whose
from paceline.inbox.calendar.ics import Component, Line, calendars, plain
from paceline.inbox.calendar.texts import canonical_text, echo
from paceline.inbox.calendar.zone_conflict import conflicts
from paceline.inbox.calendar.zones import Zone, iana, known, named_like, zones
from paceline.inbox.mail import CalendarPart, Unreadable

MAX_UID = 1_000
MAX_UIDS = 20
"""Of a calendar that may have several; the others are not read."""
MAX_RULES = 30
MAX_ZONES = 10
"""Of all calendars in a part: a rule may be walked for a century, a zone's for each time that is read in it."""
_METHODS = frozenset(get_args(CalendarMethod))
_SCHEDULING = frozenset(("REQUEST", "CANCEL", "ADD", "REFRESH", "COUNTER", "DECLINECOUNTER", "REPLY"))


def read_calendar(
    part: CalendarPart,
    *,
    us: frozenset[str],
    zone: str,
    zone_of: Callable[[str], str] | None = None,
    meant_in: Callable[[str], tuple[str, str]] | None = None,
) -> tuple[CalendarMessage, ...] | Unreadable:
    """The iTIP messages in `part`, one per VCALENDAR and UID; () where it has no events; or why it is refused.

    `us` are our addresses, lower-case; one with a plus-tag is ours too. Where floating times and all-day dates are
    meant (an IANA name) the calendar itself says, else `zone_of` the organizer's address, else `zone`. `meant_in` gives
    for a UID the zone in which its hours are meant, whatever the calendar says: as ordered by mail (which counts more
    than the event's text), and as it was known so far (which counts for single dates); "" for none.
    """
    found = calendars(part.data, part.charset)
    if isinstance(found, Unreadable):
        return found
    if refusal := _too_much(found):
        return Unreadable(refusal)
    around = _Around(us, zone, zone_of or (lambda _: ""), meant_in or (lambda _: ("", "")))
    messages: dict[CalendarMessage, None] = {}
    for calendar in found:
        read = _messages(calendar, part.method, around)
        if isinstance(read, Unreadable):
            return read
        messages.update(dict.fromkeys(read))
    return tuple(messages)


def senders(part: CalendarPart) -> frozenset[str]:
    """Who a calendar says it is from, ORGANIZER and SENT-BY, as far as it can be read; for one that is refused."""
    found = calendars(part.data, part.charset)
    events = [e for calendar in found for e in calendar.called("VEVENT")] if isinstance(found, tuple) else []
    lines = organizers_of(events)
    return frozenset(a for line in lines for a in (whose(line), address(line.param("SENT-BY"))) if a)


def _too_much(found: Iterable[Component]) -> str:
    rules = defined = 0
    for calendar in found:
        events = calendar.called("VEVENT")
        read, used = _uids(events)[:MAX_UIDS], _tzids(events)
        rules += sum(_has_rule(event) for event in events if event.value("UID") in read)
        defined += sum(zone.value("TZID") in used for zone in calendar.called("VTIMEZONE"))
    if rules > MAX_RULES:
        return f"the events have {rules} recurrence rules; at most {MAX_RULES} are read"
    return (
        f"the events use {defined} time zones of their own; at most {MAX_ZONES} are read" if defined > MAX_ZONES else ""
    )


def _has_rule(event: Component) -> bool:
    """One of its own: what a single date repeats of its series is not looked at."""
    instance = event.first("RECURRENCE-ID")
    return event.first("RRULE") is not None and (instance is None or instance.param("RANGE") != "")


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known beside the calendar: our addresses, and where people are."""

    us: frozenset[str]
    zone: str
    zone_of: Callable[[str], str]
    meant_in: Callable[[str], tuple[str, str]]


def _messages(calendar: Component, parameter: str, around: _Around) -> tuple[CalendarMessage, ...] | Unreadable:
    events = calendar.called("VEVENT")
    if not events:
        return ()
    method = calendar.value("METHOD").upper()
    if method not in _METHODS:
        return Unreadable(f"the method {method[:20]!r} is none of RFC 5546")
    if parameter and parameter.strip().upper() != method:
        return Unreadable(f"the mail says method={parameter[:20]!r}, the calendar {method!r} (RFC 6047, 2.4)")
    uids = _uids(events)
    if not all(0 < len(uid) <= MAX_UID for uid in uids):
        return Unreadable("an event has no UID, or a UID without end")
    if method in _SCHEDULING and len(uids) > 1:
        return Unreadable(f"{len(uids)} events with different UIDs in one {method} (RFC 5546, 3.2)")
    defined = zones(calendar, _tzids(events))
    if isinstance(defined, Unreadable):
        return defined
    messages = []
    for uid in uids[:MAX_UIDS]:
        sources = [e for e in events if e.value("UID") == uid]
        read = _message(method, sources, calendar, defined, around)
        if isinstance(read, Unreadable):
            return read
        messages.append(read)
    return tuple(messages)


def _pinned(calendar: Component, defined: dict[str, Zone], zone: str) -> Zone:
    """Where floating times are meant: the calendar's own zone, else the only one it uses, else `zone`."""
    if name := known(calendar.value("X-WR-TIMEZONE")):
        return iana(name)
    return next(iter(defined.values())) if len(defined) == 1 else iana(zone)


def _message(
    method: str, sources: list[Component], calendar: Component, defined: dict[str, Zone], around: _Around
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
    organizer = next(iter(organizers), Line("ORGANIZER", ""))
    zone = around.zone_of(whose(organizer)) or around.zone
    meant = _meant(sources, around)
    clock = _all_in(meant, sources) if meant else Clock(defined, _pinned(calendar, defined, zone), {})
    read: list[Invited] = []
    for source in sources:
        one = invited(source, clock, around.us)
        if isinstance(one, Unreadable):
            return one
        read.append(one)
    read.sort(key=lambda one: one.event.recurrence_id is not None)
    lead = read[0]
    if method in ("REQUEST", "ADD") and lead.event.start is None:
        return Unreadable("an event without DTSTART")
    invited_to = (one for one in read if one.ours)
    ours = min(invited_to, key=lambda one: (not one.asks, one.event.cancelled), default=lead)
    words = _words(lead.event)
    doubts = () if meant else (*_strange_zones(clock), *conflicts(calendar, _tzids(sources), _since(lead.event)))
    cadence = _cadence(read, organizer, words, clock, zone, doubts)
    if meant:
        cadence = replace(cadence, zone=meant)
    lists = tuple(dict.fromkeys(whose(line) for s in sources for line in s.all("ATTENDEE") if is_group(line)))
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
        attendees=lead.others,
        sent_by=address(organizer.param("SENT-BY")),
        delegator=address(ours.ours.param("DELEGATED-FROM").split(",")[0]) if ours.ours else "",
        echo=echo(calendar, read),
        description=words.words,
        sources=words.sources,
        days=lead.event.days,
        away=own_absence(lead.event, (*(g.address for g in lead.guests), *lists), organizer, words.words, clock),
        lists=lists,
        said=said(method, read),
    )


def _meant(sources: list[Component], around: _Around) -> str:
    """Where the hours are meant, by the organizer's own word; "": where the calendar says."""
    ordered, before = around.meant_in(sources[0].value("UID"))
    master = next((source for source in sources if source.first("RECURRENCE-ID") is None), None)
    said = meant_zone(*_description(master)) if master else before
    return ordered or said


def _all_in(zone: str, sources: Iterable[Component]) -> Clock:
    """Whatever zone is named, its hours are those of `zone`; what is given in UTC stays so."""
    there = iana(zone)
    return Clock(dict.fromkeys(_tzids(sources), there), there, {})


def _cadence(
    read: list[Invited], organizer: Line, words: EventText, clock: Clock, zone: str, doubts: tuple[ZoneDoubt, ...]
) -> Cadence:
    lead = read[0]
    shown = lead.event.zone or clock.pinned
    around = lead.event.start.wall if lead.event.start else lead.event.stamp
    ours = next((one.ours for one in read if one.ours), None)
    return Cadence(
        uid=lead.event.source.value("UID"),
        organizer=whose(organizer),
        title=_title(lead.event.source),
        calendar=canonical_text(read, organizer),
        zone=named_like(shown, zone, around.replace(tzinfo=lead.event.stamp.tzinfo)),
        minutes=int(lead.event.length.total_seconds()) // 60,
        participants=lead.guests,
        settings=words.settings,
        words=words.words,
        remarks=words.remarks + tuple(Remark(line) for line in lead.event.odd),
        sequence=lead.event.sequence,
        stamp=lead.event.stamp,
        recurring=any(one.event.recurring for one in read),
        master=lead.event.recurrence_id is None,
        attendee=whose(ours) if ours else "",
        doubts=doubts,
    )


# --- what the event says --------------------------------------------------------------------------------------------


def _title(source: Component) -> str:
    return " ".join(plain(source.value("SUMMARY")).split())[:300]


def _words(read: Event) -> EventText:
    text, html = _description(read.source)
    return read_event_text(text, html, title=_title(read.source), once=not read.recurring)


def _description(source: Component) -> tuple[str, str]:
    """DESCRIPTION, else Outlook's HTML twin of it."""
    return plain(source.value("DESCRIPTION")), plain(source.value("X-ALT-DESC"))


def _strange_zones(clock: Clock) -> Iterable[ZoneDoubt]:
    for tzid in clock.strange:
        yield ZoneDoubt(" ".join(plain(tzid).split()), clock.pinned.id)


def _uids(events: Iterable[Component]) -> list[str]:
    return list(dict.fromkeys(event.value("UID") for event in events))


def _tzids(sources: Iterable[Component]) -> set[str]:
    return {line.param("TZID") for source in sources for line in source.lines} - {""}


def _since(event: Event) -> datetime:
    """From when on the zone matters: the event's beginning, or its revision where that is later."""
    return max(event.stamp, event.start.instant) if event.start else event.stamp

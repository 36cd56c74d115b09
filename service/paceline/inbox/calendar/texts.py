"""What is kept of a calendar message as text: its canonical form, and what an answer repeats of it verbatim."""

from __future__ import annotations

from paceline.domain.cadence import Participant
from paceline.inbox.calendar.canonical import Event
from paceline.inbox.calendar.guests import Invited, whose
from paceline.inbox.calendar.ics import Component, Line, write
from paceline.inbox.calendar.zones import Zone


def canonical_text(read: list[Invited], organizer: Line) -> str:
    """One VCALENDAR with the events and the zones of ours that they use. A date to which we alone are no longer invited
    counts as cancelled."""
    used = {zone.id: zone for one in read for zone in _zones_of(one.event) if zone.text}
    invited = any(one.ours for one in read)
    texts = [zone.text for zone in used.values()]
    for one in read:
        lines = [*one.event.lines, Line("ORGANIZER", f"mailto:{whose(organizer)}")]
        dropped = invited and one.others and not one.ours and one.event.recurrence_id
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


def echo(calendar: Component, read: list[Invited]) -> str:
    """One answer for the series; where that asks for none, or single dates are all, one for each date that asks."""
    mine = [one for one in read if one.ours]
    asked = [one for one in mine if one.asks] or mine
    series = [one for one in asked if one.event.recurrence_id is None]
    texts = [
        write("VTIMEZONE", zone.lines, [write(part.name, part.lines) for part in zone.parts])
        for zone in calendar.called("VTIMEZONE")
    ]
    for one in series[:1] or asked:
        lines = [line for name in _ECHOED for line in one.event.source.all(name)[:1]]
        texts.append(write("VEVENT", [*lines, *([one.ours] if one.ours else [])]))
    return write("VCALENDAR", [], texts)


_ECHOED = ("UID", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "ORGANIZER")

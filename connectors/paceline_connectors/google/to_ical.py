"""Google's events as calendar objects (RFC 5545): a series with all its dates that differ, in one VCALENDAR."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from paceline_connectors.google.calls import Json
from paceline_connectors.vtimezone import vtimezone
from paceline_connectors.wire import is_address

OUR_UID = "paceline-uid"
"""The private property of an event of ours that holds its UID: Google gives it another."""
PARTSTATS = {
    "needsAction": "NEEDS-ACTION",
    "accepted": "ACCEPTED",
    "declined": "DECLINED",
    "tentative": "TENTATIVE",
}
_YEARS = 5
"""Of a series, for which the zone's rules are written down; who reads them knows the zone's name as a rule."""
_NO_APPOINTMENTS = frozenset({"workingLocation", "birthday"})
_TEXTS = {"SUMMARY": "summary", "DESCRIPTION": "description", "LOCATION": "location", "URL": "htmlLink"}
_CLASSES = {"public": "PUBLIC", "private": "PRIVATE", "confidential": "CONFIDENTIAL"}
_RECURRENCE_LINE = re.compile(r"(?:RRULE|EXRULE|RDATE|EXDATE)[;:][\x20-\x7e]{1,20000}", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar_object(items: Iterable[Json]) -> bytes:
    """Of the events of one series, or of a single one; b"" where nothing of it takes place, or it is no appointment."""
    shown = [item for item in items if item.get("eventType") not in _NO_APPOINTMENTS]
    live = [item for item in shown if item.get("status") != "cancelled" and _has_start(item)]
    master = next((item for item in live if "recurringEventId" not in item), None)
    if not live:
        return b""
    events = [_event(item, master or item) for item in sorted(live, key=_place)]
    if master:
        for item in shown:
            if item.get("status") == "cancelled" and "originalStartTime" in item:
                events[0].add("EXDATE", _moment(item["originalStartTime"], master["start"]))
    whole = Calendar()
    whole.add("VERSION", "2.0")
    whole.add("PRODID", "-//Paceline//Google Calendar//EN")
    for zone in sorted(_zones(live)):
        first = min(_moment(item["start"], item["start"]).year for item in live)
        whole.add_component(vtimezone(zone, first, first + (_YEARS if "recurrence" in (master or {}) else 1)))
    for event in events:
        whole.add_component(event)
    octets: bytes = whole.to_ical()
    return octets


def uid_of(item: Json) -> str:
    return str(item.get("extendedProperties", {}).get("private", {}).get(OUR_UID) or item.get("iCalUID", item["id"]))


def _zones(items: Iterable[Json]) -> set[str]:
    named = (item.get(end, {}) for item in items for end in ("start", "end"))
    zones = {told.get("timeZone", "") for told in named if "dateTime" in told}
    return {name for name in zones if isinstance(_zone(name), ZoneInfo)}


def _has_start(item: Json) -> bool:
    return not {"date", "dateTime"}.isdisjoint(item.get("start", {}))


def _place(item: Json) -> tuple[bool, str]:
    original = item.get("originalStartTime", {})
    return "recurringEventId" in item, str(original.get("dateTime", original.get("date", "")))


def _event(item: Json, master: Json) -> Event:
    event = _with_recurrence(item.get("recurrence", ()))
    event.add("UID", uid_of(master))
    if "recurringEventId" in item:
        event.add("RECURRENCE-ID", _moment(item["originalStartTime"], master["start"]))
    event.add("DTSTART", _moment(item["start"], item["start"]))
    if not item.get("endTimeUnspecified") and "end" in item:
        event.add("DTEND", _moment(item["end"], item["end"]))
    for name, key in (("DTSTAMP", "updated"), ("LAST-MODIFIED", "updated"), ("CREATED", "created")):
        if instant := _instant(item.get(key) or item.get("created", "")):
            event.add(name, instant)
    if "DTSTAMP" not in event:
        event.add("DTSTAMP", datetime(1970, 1, 1, tzinfo=UTC))
    for name, key in _TEXTS.items():
        if text := _CONTROL.sub(" ", str(item.get(key, "")).replace("\r\n", "\n")):
            event.add(name, text)
    event.add("SEQUENCE", item.get("sequence", 0))
    event.add("STATUS", "TENTATIVE" if item.get("status") == "tentative" else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if item.get("transparency") == "transparent" else "OPAQUE")
    if item.get("visibility") in _CLASSES:
        event.add("CLASS", _CLASSES[item["visibility"]])
    if item.get("eventType") == "outOfOffice":
        event.add("X-MICROSOFT-CDO-BUSYSTATUS", "OOF")
    _add_people(event, item)
    return event


def _with_recurrence(lines: Iterable[str]) -> Event:
    """Rules and dates are iCalendar's own already; a line that can't be read is left out, as icalendar does it."""
    good = [line for line in lines if _RECURRENCE_LINE.fullmatch(line)]
    event: Any = Event.from_ical("\r\n".join(("BEGIN:VEVENT", *good, "END:VEVENT", "")))
    return event  # type: ignore[no-any-return]


def _moment(told: Json, zoned: Json) -> date:
    """A day, or an instant by the clock of the zone that `zoned` names; without one that is known, in UTC."""
    if "date" in told:
        return date.fromisoformat(told["date"])
    instant = _instant(told["dateTime"])
    if instant is None and "timeZone" in told:
        return datetime.fromisoformat(told["dateTime"]).replace(tzinfo=_zone(told["timeZone"]))
    return (instant or datetime.fromisoformat(told["dateTime"]).replace(tzinfo=UTC)).astimezone(
        _zone(zoned.get("timeZone") or told.get("timeZone", ""))
    )


def _instant(text: str) -> datetime | None:
    """RFC 3339; None for a time without an offset, or none at all."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return told.astimezone(UTC).replace(microsecond=0) if told.tzinfo else None


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name and name != "UTC" else UTC
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        return UTC
    except KeyError:
        return UTC


def _add_people(event: Event, item: Json) -> None:
    attendees = item.get("attendees", ())
    organizer = item.get("organizer", {})
    if is_address(organizer.get("email", "")) and (attendees or not organizer.get("self")):
        event.add("ORGANIZER", f"mailto:{organizer['email']}", parameters=_named(organizer))
    for attendee in attendees:
        if is_address(attendee.get("email", "")):
            event.add("ATTENDEE", f"mailto:{attendee['email']}", parameters=_attending(attendee))


def _attending(attendee: Json) -> dict[str, str]:
    partstat = PARTSTATS.get(attendee.get("responseStatus", ""), "NEEDS-ACTION")
    guests = attendee.get("additionalGuests", 0)
    return {
        **_named(attendee),
        "CUTYPE": "RESOURCE" if attendee.get("resource") else "INDIVIDUAL",
        "ROLE": "OPT-PARTICIPANT" if attendee.get("optional") else "REQ-PARTICIPANT",
        "PARTSTAT": partstat,
        **({"RSVP": "TRUE"} if partstat == "NEEDS-ACTION" else {}),
        **({"X-NUM-GUESTS": str(guests)} if guests else {}),
    }


def _named(person: Json) -> dict[str, str]:
    name = _CONTROL.sub(" ", person.get("displayName", "")).replace('"', "'").replace("\n", " ")
    return {"CN": name} if name else {}

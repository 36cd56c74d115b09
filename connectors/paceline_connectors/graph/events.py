"""Graph's events as RFC 5545 has them: one VCALENDAR for an event, or for a series with all its dates that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, vCalAddress

from paceline_connectors.graph.recurrence import dates, rule_of
from paceline_connectors.graph.zones import day, instant, zone_named
from paceline_connectors.vtimezone import vtimezone

_APPOINTMENT = "{00062002-0000-0000-C000-000000000046}"
SEQUENCE = f"Integer {_APPOINTMENT} Id 0x8201"
"""PidLidAppointmentSequence, [MS-OXOCAL] 2.2.1.1; Graph shows it in no other way."""
INTENDED = f"Integer {_APPOINTMENT} Id 0x8224"
"""PidLidIntendedBusyStatus, 2.2.1.30: how the organizer shows it, whatever we made of it."""
OWN_UID = "String {6f2c1f36-5d0b-4c1e-9d55-7a2f4f0c8b61} Name paceline-uid"
"""Graph gives every event a UID of its own making, so that of our events is kept beside it."""

PARTSTATS = {
    "accepted": "ACCEPTED",
    "declined": "DECLINED",
    "tentativelyAccepted": "TENTATIVE",
    "organizer": "ACCEPTED",
}
_ROLES = {"optional": "OPT-PARTICIPANT", "resource": "NON-PARTICIPANT"}
_CLASSES = {"private": "PRIVATE", "personal": "PRIVATE", "confidential": "CONFIDENTIAL"}
_SHOWN_AS = {"free": "FREE", "tentative": "TENTATIVE", "busy": "BUSY", "oof": "OOF", "workingElsewhere": "BUSY"}
_INTENDED = {"0": "FREE", "1": "TENTATIVE", "2": "BUSY", "3": "OOF"}
_FOREIGN = bytes.fromhex("040000008200E00074C5B7101A82E008")
_FOREIGN_MARK = b"vCal-Uid\x01\x00\x00\x00"
_FOREIGN_HEAD = 40

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Around:
    """Whose calendar it is, its zone for events whose own is not known, and the span in which a series was read."""

    us: str
    zone: Callable[[], tzinfo]
    begins: datetime
    ends: datetime


def vcalendar(master: Row, instances: Iterable[Row], around: Around) -> bytes:
    """Of a single event there are no `instances`; of a series all that are left of it within the span of `around`.

    Raises ValueError for times that are none.
    """
    zone = _zone(master, around)
    made = Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", "-//Paceline//Microsoft Graph//EN")
    lead = _vevent(master, master, zone, around)
    components = [lead]
    if master.get("recurrence"):
        components += _repeat(lead, master, list(instances), zone, around)
    if isinstance(zone, ZoneInfo) and not master.get("isAllDay"):
        begins = lead.decoded("DTSTART").year
        made.add_component(vtimezone(zone.key, begins, max(begins + 1, around.ends.year)))
    for component in components:
        made.add_component(component)
    octets: bytes = made.to_ical()
    return octets


def extended(row: Row, name: str) -> str:
    """A property that Graph itself does not know; ids are compared as it may write them."""
    for each in row.get("singleValueExtendedProperties") or ():
        if str(each.get("id", "")).lower() == name.lower():
            return str(each.get("value", ""))
    return ""


def uid_of(row: Row) -> str:
    """Its UID; that of an event from elsewhere is wrapped in one of Exchange's making ([MS-OXOCAL] 2.2.1.27)."""
    said = extended(row, OWN_UID) or str(row.get("iCalUId") or row.get("id", ""))
    try:
        octets = bytes.fromhex(said)
    except ValueError:
        return said
    inner = octets[_FOREIGN_HEAD:]
    if not octets.startswith(_FOREIGN) or not inner.startswith(_FOREIGN_MARK):
        return said
    return inner.removeprefix(_FOREIGN_MARK).rstrip(b"\0").decode(errors="replace")


def _repeat(lead: Component, master: Row, instances: list[Row], zone: tzinfo, around: Around) -> list[Component]:
    """The rule, and what differs from it: Graph tells only which dates are left, so the rest of its dates are gone."""
    start = _moment(master.get("start"), master, zone)
    rule = rule_of(master["recurrence"], start, zone)
    if rule:
        lead.add("RRULE", rule)
    spelt = set(dates(rule, start, around.begins, around.ends, zone)) if rule else set()
    left = {_original(row): row for row in instances}
    # A date that happens and no rule says comes of a zone or a pattern that was not understood.
    odd = {"EXDATE": spelt - left.keys(), "RDATE": left.keys() - spelt}
    for name, moments in odd.items():
        if inside := sorted(when for when in moments if around.begins <= when < around.ends):
            lead.add(name, [_as_start(when, master, zone) for when in inside])
    changed = [(when, row) for when, row in sorted(left.items()) if row.get("type") == "exception"]
    return [_exception(when, row, master, zone, around) for when, row in changed]


def _exception(when: datetime, row: Row, master: Row, zone: tzinfo, around: Around) -> Component:
    made = _vevent(row, master, zone, around)
    made.add("RECURRENCE-ID", _as_start(when, master, zone))
    return made


def _vevent(row: Row, master: Row, zone: tzinfo, around: Around) -> Component:
    made = Event()
    made.add("UID", uid_of(master))
    changed = instant(row.get("lastModifiedDateTime") or "1970-01-01T00:00:00Z")
    made.add("DTSTAMP", changed)
    made.add("LAST-MODIFIED", changed)
    if (sequence := extended(master, SEQUENCE)).isdigit():
        made.add("SEQUENCE", int(sequence))
    made.add("DTSTART", _moment(row.get("start"), row, zone))
    made.add("DTEND", _moment(row.get("end"), row, zone))
    made.add("SUMMARY", str(row.get("subject") or ""))
    _add_text(made, row.get("body") or {})
    _add_marks(made, row)
    _add_people(made, row, around.us)
    return made


def _add_text(made: Component, body: Row) -> None:
    text = str(body.get("content") or "").replace("\r\n", "\n")
    if not text.strip():
        return
    if str(body.get("contentType", "")).lower() == "html":
        made.add("X-ALT-DESC", text, parameters={"FMTTYPE": "text/html"})
    else:
        made.add("DESCRIPTION", text.rstrip("\n"))


def _add_marks(made: Component, row: Row) -> None:
    if place := (row.get("location") or {}).get("displayName"):
        made.add("LOCATION", str(place))
    if row.get("isCancelled"):
        made.add("STATUS", "CANCELLED")
    if kind := _CLASSES.get(str(row.get("sensitivity"))):
        made.add("CLASS", kind)
    if labels := row.get("categories"):
        made.add("CATEGORIES", [str(label) for label in labels])
    shown = _SHOWN_AS.get(str(row.get("showAs")), "")
    if shown == "FREE":
        made.add("TRANSP", "TRANSPARENT")
    if shown:
        made.add("X-MICROSOFT-CDO-BUSYSTATUS", shown)
    if intended := _INTENDED.get(extended(row, INTENDED)):
        made.add("X-MICROSOFT-CDO-INTENDEDSTATUS", intended)


def _add_people(made: Component, row: Row, us: str) -> None:
    """Whose copy it is decides what is known of the guests: a guest's own answer stands beside the list of them."""
    guests = list(row.get("attendees") or ())
    if not guests and row.get("isOrganizer", True):
        return
    if organizer := _person(row.get("organizer") or {}):
        made.add("ORGANIZER", organizer)
    ours = str((row.get("responseStatus") or {}).get("response", ""))
    for guest in guests:
        person = _person(guest)
        if person is None:
            continue
        said = str((guest.get("status") or {}).get("response", ""))
        if _address(guest).lower() == us.lower() and ours in PARTSTATS:
            said = ours
        person.params["PARTSTAT"] = PARTSTATS.get(said, "NEEDS-ACTION")
        person.params["ROLE"] = _ROLES.get(str(guest.get("type")), "REQ-PARTICIPANT")
        person.params["RSVP"] = "TRUE" if row.get("responseRequested", True) else "FALSE"
        if guest.get("type") == "resource":
            person.params["CUTYPE"] = "RESOURCE"
        made.add("ATTENDEE", person)


def _person(said: Row) -> vCalAddress | None:
    if not (address := _address(said)):
        return None
    made = vCalAddress(f"mailto:{address}")
    if name := (said.get("emailAddress") or {}).get("name"):
        made.params["CN"] = str(name)
    return made


def _address(said: Row) -> str:
    return str((said.get("emailAddress") or {}).get("address") or "").strip()


def _zone(master: Row, around: Around) -> tzinfo:
    bounds = (master.get("recurrence") or {}).get("range") or {}
    for name in (bounds.get("recurrenceTimeZone"), master.get("originalStartTimeZone")):
        if name and (found := zone_named(str(name))):
            return found
    return around.zone()


def _moment(said: Any, row: Row, zone: tzinfo) -> date:
    return day(said) if row.get("isAllDay") else instant(said).astimezone(zone)


def _original(row: Row) -> datetime:
    """When the series had it happen; of whole days, midnight UTC."""
    said = row.get("originalStart") or row.get("start")
    if row.get("isAllDay"):
        return datetime.combine(day(said), datetime.min.time(), UTC)
    return instant(said)


def _as_start(when: datetime, master: Row, zone: tzinfo) -> date:
    """As the series' own DTSTART is written (RFC 5545, 3.8.4.4)."""
    return when.date() if master.get("isAllDay") else when.astimezone(zone)

"""A calendar item's properties as the octets of RFC 5545.

What Exchange holds of an event is in its properties; the iCalendar that it can make of them is not relied upon: what
it puts there of a series' dates that differ is written nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from paceline_connectors.exchange.rules import plain, rule
from paceline_connectors.vtimezone import vtimezone

PARTSTATS = {"Accept": "ACCEPTED", "Decline": "DECLINED", "Tentative": "TENTATIVE", "Organizer": "ACCEPTED"}
"""By MyResponseType and ResponseType; the others are no answer yet."""
_STATUSES = {
    "Free": "FREE",
    "Tentative": "TENTATIVE",
    "Busy": "BUSY",
    "OOF": "OOF",
    "WorkingElsewhere": "WORKINGELSEWHERE",
}
_CLASSES = {"Private": "PRIVATE", "Personal": "PRIVATE", "Confidential": "CONFIDENTIAL"}
_ROLES = (
    ("required_attendees", "REQ-PARTICIPANT"),
    ("optional_attendees", "OPT-PARTICIPANT"),
    ("resources", "NON-PARTICIPANT"),
)
_YEARS_AHEAD = 10
"""For which a series carries the changes of its clock."""


@dataclass(frozen=True, slots=True)
class Held:
    """A calendar item as it was read. `item` is exchangelib's CalendarItem, `iana` the zone that it keeps to; `uid` is
    the one that we gave it, if we did."""

    item: Any
    iana: str = "UTC"
    uid: str = ""

    @property
    def zone(self) -> Any:
        return UTC if self.iana in ("UTC", "Etc/UTC") else ZoneInfo(self.iana)


def vcalendar(held: Held, different: Sequence[tuple[date, Any]], us: str) -> bytes:
    """`different`: the series' dates that differ, each as when it was to begin and its item; `us` is the mailbox."""
    made = Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", "-//Paceline//Exchange//EN")
    uid = held.uid or str(held.item.uid)
    master = _vevent(held.item, uid, held.zone, us)
    if held.item.recurrence:
        master.add("RRULE", rule(held.item.recurrence, held.zone, whole_days=held.item.is_all_day))
        for gone in held.item.deleted_occurrences or ():
            master.add("EXDATE", _local(gone.start, held.zone, whole_days=held.item.is_all_day))
    elif held.item.recurrence_id:
        master.add("RECURRENCE-ID", _local(held.item.recurrence_id, held.zone, whole_days=held.item.is_all_day))
    made.add_component(master)
    for instead_of, item in different:
        one = _vevent(item, uid, held.zone, us)
        one.add("RECURRENCE-ID", _local(instead_of, held.zone, whole_days=held.item.is_all_day))
        made.add_component(one)
    if held.zone is not UTC and not held.item.is_all_day:
        years = [held.item.start.year, *(item.start.year for _, item in different)]
        made.subcomponents.insert(0, vtimezone(held.iana, min(years), max(years) + _YEARS_AHEAD))
    octets: bytes = made.to_ical()
    return octets


def _vevent(item: Any, uid: str, zone: Any, us: str) -> Event:
    made = Event()
    made.add("UID", uid)
    made.add("DTSTAMP", _local(item.last_modified_time or item.start, UTC, whole_days=False))
    made.add("SEQUENCE", item.appointment_sequence_number or 0)
    begins, ends = _span(item, zone)
    made.add("DTSTART", begins)
    made.add("DTEND", ends)
    made.add("SUMMARY", item.subject or "")
    if item.text_body:
        made.add("DESCRIPTION", str(item.text_body).replace("\r\n", "\n"))
    if item.location:
        made.add("LOCATION", item.location)
    made.add("TRANSP", "TRANSPARENT" if item.legacy_free_busy_status == "Free" else "OPAQUE")
    made.add("X-MICROSOFT-CDO-BUSYSTATUS", _STATUSES.get(item.legacy_free_busy_status, "BUSY"))
    if item.sensitivity in _CLASSES:
        made.add("CLASS", _CLASSES[item.sensitivity])
    if item.is_cancelled:
        made.add("STATUS", "CANCELLED")
    if item.is_meeting:
        _add_people(made, item, us)
    return made


def _span(item: Any, zone: Any) -> tuple[date, date]:
    """exchangelib counts an item's last whole day in; RFC 5545 does not."""
    if item.is_all_day:
        return plain(item.start), plain(item.end) + timedelta(days=1)
    return _local(item.start, zone, whole_days=False), _local(item.end, zone, whole_days=False)


def _local(value: date, zone: Any, *, whole_days: bool) -> date:
    if not isinstance(value, datetime):
        return plain(value)
    at = datetime.fromtimestamp(value.timestamp(), zone)
    return at.date() if whole_days else at


def _add_people(made: Event, item: Any, us: str) -> None:
    if item.organizer and _address(item.organizer):
        made.add("ORGANIZER", _person(item.organizer))
    for name, role in _ROLES:
        for guest in getattr(item, name) or ():
            if address := _address(guest.mailbox):
                said = item.my_response_type if address.lower() == us.lower() else guest.response_type
                person = _person(guest.mailbox)
                person.params["ROLE"] = vText(role)
                person.params["PARTSTAT"] = vText(PARTSTATS.get(said or "", "NEEDS-ACTION"))
                made.add("ATTENDEE", person)


def _address(mailbox: Any) -> str:
    """ "" for one that has no address in the world, only in the organization's directory."""
    found = mailbox.email_address or ""
    return found if "@" in found else ""


def _person(mailbox: Any) -> vCalAddress:
    person = vCalAddress(f"mailto:{mailbox.email_address}")
    if mailbox.name and mailbox.name != mailbox.email_address:
        person.params["CN"] = vText(mailbox.name)
    return person

"""RFC 5545 as Graph takes it: an event of our own, and our answer to somebody's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Component

from paceline.ports import DeliveryError
from paceline_connectors.graph.events import OWN_UID
from paceline_connectors.graph.zones import said_in_utc

ANSWERS = {"ACCEPTED": "accept", "DECLINED": "decline", "TENTATIVE": "tentativelyAccept"}
_SENSITIVITIES = {"PRIVATE": "private", "CONFIDENTIAL": "confidential"}
_DEFINED_ZONES = re.compile(rb"^BEGIN:VTIMEZONE\r?$.*?^END:VTIMEZONE\r?\n", re.DOTALL | re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """`verb` is Graph's; `instead_of` the date of a series that it is about, None for all of it."""

    verb: str
    instead_of: date | None
    comment: str


def answers(reply: bytes) -> Iterator[Answer]:
    """Raises DeliveryError for one that Graph has no word for."""
    for event in _events(reply):
        partstat = next((str(guest.params.get("PARTSTAT", "")) for guest in _listed(event, "ATTENDEE")), "")
        if partstat.upper() not in ANSWERS:
            raise DeliveryError(f'Graph knows no answer "{partstat}"', permanent=True)
        instead_of = event.decoded("RECURRENCE-ID") if "RECURRENCE-ID" in event else None
        yield Answer(ANSWERS[partstat.upper()], instead_of, str(event.get("COMMENT", "")))


def written(uid: str, raw: bytes) -> dict[str, Any]:
    """Of a single event; guests are left out, for Exchange would invite them. Raises DeliveryError."""
    events = _events(raw)
    if len(events) != 1 or "RRULE" in events[0] or "RDATE" in events[0]:
        raise DeliveryError("only a single event can be written to Graph in one step", permanent=True)
    event = events[0]
    try:
        begins, ends = _span(event)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise DeliveryError(f"the event has no times: {error}", permanent=True) from error
    shown = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).lower()
    free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    return {
        "subject": str(event.get("SUMMARY", "")),
        "body": {"contentType": "text", "content": str(event.get("DESCRIPTION", ""))},
        "start": _said(begins),
        "end": _said(ends),
        "isAllDay": not isinstance(begins, datetime),
        "showAs": "oof" if shown == "oof" else "free" if free else "busy",
        "isReminderOn": False,
        "location": {"displayName": str(event.get("LOCATION", ""))},
        "sensitivity": _SENSITIVITIES.get(str(event.get("CLASS", "")).upper(), "normal"),
        "categories": [str(label) for each in _listed(event, "CATEGORIES") for label in each.cats],
        "singleValueExtendedProperties": [{"id": OWN_UID, "value": uid}],
    }


def transaction(uid: str, raw: bytes) -> str:
    """The same for the same event, so that one whose answer was lost is not made twice."""
    return hashlib.blake2b(uid.encode() + b"\0" + raw, digest_size=16).hexdigest()


def _events(raw: bytes) -> list[Component]:
    """Without the zones that somebody defines: icalendar keeps those for the whole process, by their names."""
    try:
        found: list[Component] = Calendar.from_ical(_DEFINED_ZONES.sub(b"", raw)).walk("VEVENT")
    except (ValueError, KeyError, IndexError) as error:
        raise DeliveryError(f"it is no calendar: {error}", permanent=True) from error
    return found


def _span(event: Component) -> tuple[date, date]:
    begins: date = event.decoded("DTSTART")
    if "DTEND" in event:
        return begins, event.decoded("DTEND")
    usual = timedelta() if isinstance(begins, datetime) else timedelta(days=1)
    return begins, begins + (event.decoded("DURATION") if "DURATION" in event else usual)


def _said(when: date) -> dict[str, str]:
    if not isinstance(when, datetime):
        when = datetime.combine(when, datetime.min.time(), UTC)
    return said_in_utc(when if when.tzinfo else when.replace(tzinfo=UTC))


def _listed(event: Component, name: str) -> list[Any]:
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]

"""Events of our own in Google's form, and what an iTIP REPLY says (RFC 5546, 3.2.3)."""

from __future__ import annotations

import hashlib
from base64 import b32hexencode
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from paceline.ports import DeliveryError
from paceline_connectors.google.calls import Json
from paceline_connectors.google.to_ical import OUR_UID, PARTSTATS

_TEXTS = {"SUMMARY": "summary", "DESCRIPTION": "description", "LOCATION": "location"}
_RULES = ("RRULE", "RDATE", "EXDATE")
_STATUSES = {name: status for status, name in PARTSTATS.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is Google's word; `instead_of` the original start of the one date that is meant, RFC 3339."""

    uid: str
    status: str
    instead_of: str = ""


def event_id(uid: str) -> str:
    """Derived from the UID, in the letters that Google takes: a to v, 0 to 9."""
    return "paceline" + b32hexencode(hashlib.sha256(uid.encode()).digest()[:25]).decode().lower()


def in_googles_form(uid: str, raw: bytes) -> tuple[Json, dict[str, Json]]:
    """The event, and its dates that differ by their original start (RFC 3339). Raises DeliveryError."""
    master: Json = {}
    others: dict[str, Json] = {}
    for event in _events(raw):
        if "RECURRENCE-ID" in event:
            others[original_start(event["RECURRENCE-ID"].dt)] = _body(event)
        else:
            master = _body(event)
    if not master:
        raise DeliveryError("there is no event in it", permanent=True)
    master["extendedProperties"] = {"private": {OUR_UID: uid}}
    return master, others


def answer(reply: bytes) -> Answer:
    """Raises DeliveryError for what is no answer of one attendee."""
    for event in _events(reply):
        attendee = event.get("ATTENDEE")
        status = _STATUSES.get(str(attendee.params.get("PARTSTAT", ""))) if hasattr(attendee, "params") else None
        if status:
            once = original_start(event["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in event else ""
            return Answer(str(event.get("UID", "")), status, once)
    raise DeliveryError("it is no reply of one attendee (RFC 5546, 3.2.3)", permanent=True)


def original_start(when: date) -> str:
    return _rfc3339(when) if isinstance(when, datetime) else when.isoformat()


def _events(raw: bytes) -> list[Any]:
    try:
        return list(Calendar.from_ical(raw).walk("VEVENT"))
    except ValueError as error:
        raise DeliveryError(f"it is no calendar: {error}", permanent=True) from error


def _body(event: Any) -> Json:
    begins = event["DTSTART"].dt
    body: Json = {
        "status": "confirmed",
        "start": _told(begins),
        "end": _told(_end(event, begins)),
        "transparency": "transparent" if str(event.get("TRANSP", "")) == "TRANSPARENT" else "opaque",
        **{key: str(event[name]) for name, key in _TEXTS.items() if name in event},
    }
    lines = [line for line in event.content_lines() if line.partition(":")[0].partition(";")[0] in _RULES]
    if lines:
        body["recurrence"] = [str(line) for line in lines]
        for end in ("start", "end"):
            body[end].setdefault("timeZone", "UTC") if "dateTime" in body[end] else None
    if guests := _guests(event):
        body["attendees"] = guests
    return body


def _end(event: Any, begins: date) -> date:
    if "DTEND" in event:
        end: date = event["DTEND"].dt
        return end
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
        return begins + length
    return begins if isinstance(begins, datetime) else begins + timedelta(days=1)


def _guests(event: Any) -> list[Json]:
    found: Any = event.get("ATTENDEE", [])
    guests = found if isinstance(found, list) else [found]
    return [
        {
            "email": str(guest).removeprefix("mailto:").removeprefix("MAILTO:"),
            "responseStatus": _STATUSES.get(str(guest.params.get("PARTSTAT", "")), "needsAction"),
        }
        for guest in guests
    ]


def _told(when: date) -> Json:
    if not isinstance(when, datetime):
        return {"date": when.isoformat()}
    zone = getattr(when.tzinfo, "key", "UTC") if when.tzinfo else "UTC"
    return {"dateTime": _rfc3339(when), "timeZone": zone}


def _rfc3339(when: datetime) -> str:
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat()

"""What we send as an organizer, as octets and as a library reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from approve import Approved
from icalendar import Calendar

from paceline.domain.organized import OrganizedEvent
from paceline.letters.scheduling import Guest, Organizer, cancel, decline_counter, request

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
US = Organizer("Paceline", "async@acme.example")
BO = Guest("bo@acme.example", 'Bo "Kim"; CN=x\r\nATTENDEE:mailto:eve@evil.example')
EVENT = OrganizedEvent(
    "c19.k3fz@acme.example", "review the schema, twice; (C19)", date(2026, 12, 3), 2, NOW, ("bo@acme.example",)
)
HANDED_ON = (
    replace(BO, name="Bo Kim", partstat="DELEGATED", delegated_to="eve@acme.example"),
    Guest("eve@acme.example", "Eve", delegated_from="bo@acme.example"),
)

SENT = {
    "request": request(
        EVENT, US, [replace(BO, name="Bo Kim")], text="Ana asks you; it counts when you accept.\nAnswer."
    ),
    "request-agreed": request(EVENT, US, [replace(BO, name="Bo Kim", partstat="ACCEPTED")]),
    "request-delegated": request(EVENT, US, HANDED_ON),
    "cancel": cancel(replace(EVENT, sequence=3, guests=(), off=True), US, [replace(BO, name="Bo Kim")]),
    "decline-counter": decline_counter(EVENT, US, replace(BO, name="Bo Kim"), now=NOW, comment="it is in the past"),
}


@pytest.mark.parametrize("name", SENT)
def test_what_is_sent_is_what_was_approved(name: str, approved: Approved) -> None:
    approved(f"organizing/{name}.ics", SENT[name])


@pytest.mark.parametrize("name", SENT)
def test_it_has_what_itip_asks_for(name: str) -> None:
    calendar = Calendar.from_ical(SENT[name])
    (event,) = calendar.events
    assert str(calendar["METHOD"]) == name.partition("-")[0].upper().replace("DECLINE", "DECLINECOUNTER")
    assert {"UID", "DTSTAMP", "SEQUENCE", "ORGANIZER", "ATTENDEE", "DTSTART", "SUMMARY"} <= set(event)
    assert str(event["ORGANIZER"]) == "mailto:async@acme.example"
    assert event["DTSTAMP"].dt == NOW


def test_who_has_answered_is_not_asked_again() -> None:
    assert b"RSVP=TRUE" in SENT["request"]
    assert b"RSVP" not in SENT["request-agreed"] + SENT["cancel"] + SENT["decline-counter"]


def test_who_is_taken_off_alone_does_not_cancel_it_for_the_others() -> None:
    assert b"STATUS" not in cancel(EVENT, US, [BO])


def test_a_name_adds_no_line() -> None:
    (event,) = Calendar.from_ical(request(EVENT, US, [BO], text="a\r\nb\x00")).events
    assert str(event["ATTENDEE"]) == "mailto:bo@acme.example"
    assert str(event["SUMMARY"]) == EVENT.title

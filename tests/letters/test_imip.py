from __future__ import annotations

from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from invitations import calendar, date, event, golden, message

from paceline.letters import imip

NOW = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)


def lines(body: bytes) -> list[str]:
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def test_an_answer_repeats_the_invitation_and_adds_one_word() -> None:
    assert lines(imip.reply(message(calendar(event("DESCRIPTION:secret"))), now=NOW)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Paceline//Paceline//EN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        "UID:weekly@acme.example",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/Berlin:20261130T100000",
        "DURATION:PT30M",
        "SUMMARY:Platform weekly",
        "ORGANIZER;CN=Mara:mailto:mara@acme.example",
        "DTSTAMP:20261120T101500Z",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:async@acme.example",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize("name", ["google-weekly", "exchange-weekly", "apple-weekly", "outlook-customized-zone"])
def test_an_answer_is_read_by_a_library_and_has_the_senders_zone(name: str) -> None:
    invite = golden(name)
    body = imip.reply(message(invite), now=NOW)
    (answer,) = Calendar.from_ical(body).events
    (asked,) = Calendar.from_ical(invite).events
    for same in ("UID", "SEQUENCE", "ORGANIZER", "DTSTART", "DTEND", "SUMMARY"):
        assert answer[same].to_ical() == asked[same].to_ical()
    assert answer["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    zones = [part.split(b"END:VTIMEZONE")[0] for part in (invite, body) for part in [part.split(b"BEGIN:VTIMEZONE")[1]]]
    assert zones[0] == zones[1]
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_the_address_is_the_one_that_was_invited() -> None:
    ours = "ATTENDEE;CN=Robot;RSVP=TRUE:MAILTO:Async+Weekly@ACME.example"
    body = imip.reply(message(calendar(event(US=ours))), now=NOW)
    assert "ATTENDEE;PARTSTAT=ACCEPTED;CN=Robot:MAILTO:Async+Weekly@ACME.example" in lines(body)


def test_the_deputy_is_copied_quoted() -> None:
    deputy = 'ORGANIZER;SENT-BY="mailto:pat@acme.example":mailto:mara@acme.example'
    assert deputy in lines(imip.reply(message(calendar(event(ORGANIZER=deputy))), now=NOW))


def test_an_invitation_to_one_date_is_answered_for_that_date() -> None:
    body = imip.reply(message(calendar(date("20261207"))), now=NOW, partstat="DECLINED")
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000" in lines(body)
    assert "ATTENDEE;PARTSTAT=DECLINED:mailto:async@acme.example" in lines(body)


def test_one_answer_for_a_series_with_changed_dates() -> None:
    body = imip.reply(message(calendar(event(), date("20261207"))), now=NOW)
    assert body.count(b"BEGIN:VEVENT") == 1
    assert b"RECURRENCE-ID" not in body


def test_dates_that_we_are_invited_to_one_by_one_are_answered_one_by_one() -> None:
    several = message(calendar(date("20261207"), date("20261214")))
    instances = dict(imip.instances(several))
    assert instances == dict.fromkeys(("20261207T100000", "20261214T100000"), "0/20261120T090000Z")
    bodies = [lines(imip.reply(several, now=NOW, instance=instance)) for instance in instances]
    assert [body.count("BEGIN:VEVENT") for body in bodies] == [1, 1]
    named = [[line for line in body if line.startswith("RECURRENCE-ID")] for body in bodies]
    assert named == [[f"RECURRENCE-ID;TZID=Europe/Berlin:202612{day}T100000"] for day in ("07", "14")]
    both = message(calendar(event(), date("20261207")))
    assert [instance for instance, _ in imip.instances(both)] == [""], "the series' answer is for all"


def test_the_stamp_of_an_answer_is_read_back() -> None:
    assert imip.stamp_of(imip.reply(message(calendar(event())), now=NOW)) == NOW
    assert imip.stamp_of(b"") is None


def test_who_is_not_invited_does_not_answer() -> None:
    forwarded = message(calendar(event(US="")))
    assert imip.reply(forwarded, now=NOW) == imip.refresh(forwarded, now=NOW) == b""


def test_a_lost_series_is_asked_for() -> None:
    body = lines(imip.refresh(message(calendar(event(), method="ADD")), now=NOW))
    assert body[3:6] == ["METHOD:REFRESH", "BEGIN:VEVENT", "UID:weekly@acme.example"]
    assert "ATTENDEE:mailto:async@acme.example" in body
    assert not any(line.startswith(("DTSTART", "SEQUENCE")) for line in body)


def test_the_answer_goes_to_the_organizer_and_to_who_delegated() -> None:
    ours = 'ATTENDEE;DELEGATED-FROM="mailto:Ana@acme.example":mailto:async@acme.example'
    assert imip.recipients(message(calendar(event(US=ours)))) == ("mara@acme.example", "ana@acme.example")


def test_nothing_but_its_rules_is_copied_of_a_zone() -> None:
    alarm = "BEGIN:VALARM\r\nACTION:EMAIL\r\nATTENDEE:mailto:victim@acme.example\r\nEND:VALARM\r\n"
    zoned = golden("apple-weekly").decode().replace("END:VTIMEZONE", f"{alarm}END:VTIMEZONE")
    body = imip.reply(message(zoned), now=NOW)
    assert b"BEGIN:DAYLIGHT" in body
    assert b"victim" not in body


def test_nothing_in_an_event_breaks_out_of_its_line() -> None:
    evil = "SUMMARY:x\\nATTENDEE:mailto:victim@acme.example"
    ours = 'ATTENDEE;CN="a\\nb";RSVP=TRUE:mailto:async@acme.example'
    body = lines(imip.reply(message(calendar(event(SUMMARY=evil, US=ours))), now=NOW))
    assert [line for line in body if line.startswith("ATTENDEE")] == [body[-4]]

"""What guests say: the ATTENDEE lines of a REPLY, COUNTER or REFRESH."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from invitations import calendar, event, message

from paceline.domain.cadence import CalendarMessage
from paceline.inbox.calendar.guest_answers import LONGEST_COMMENT, MOST, may_answer
from paceline.inbox.mail import CalendarPart

BO = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@acme.example"
OURS = "ORGANIZER:mailto:async@acme.example"


def answer(attendee: str, *more: str, method: str = "REPLY", **changes: str) -> CalendarMessage:
    lines = {"ANA": "", "BO": attendee, "US": "", "ORGANIZER": OURS, "RRULE": ""} | changes
    return message(calendar(event(*more, **lines), method=method))


def test_who_says_what_to_which_revision() -> None:
    (said,) = answer(BO, SEQUENCE="SEQUENCE:3").said
    assert (said.guest, said.partstat, said.sequence) == ("bo@acme.example", "ACCEPTED", 3)
    assert (said.stamp, said.instance) == (datetime(2026, 11, 20, 9, tzinfo=UTC), None)


def test_without_partstat_nothing_is_said() -> None:
    (said,) = answer("ATTENDEE:MAILTO:Bo@Acme.example").said
    assert (said.guest, said.partstat) == ("bo@acme.example", "NEEDS-ACTION")


def test_the_delegate_is_read_without_quotes() -> None:
    (said,) = answer(
        'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:Eve@acme.example","mailto:x@y.example":mailto:bo@acme.example'
    ).said
    assert said.delegated_to == "eve@acme.example"


def test_a_comment_is_one_line_and_bounded() -> None:
    (said,) = answer(BO, "COMMENT:I am away\\, ask\\n Mara", "COMMENT:please").said
    assert said.comment == "I am away, ask Mara please"
    (long,) = answer(BO, f"COMMENT:{'x' * 9000}").said
    assert len(long.comment) == LONGEST_COMMENT


def test_the_date_that_it_is_about_is_an_instant() -> None:
    (said,) = answer(BO, "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000").said
    assert said.instance == datetime(2026, 12, 7, 9, tzinfo=UTC)


def test_a_counter_has_its_day_where_the_guest_is() -> None:
    (said,) = answer(BO, method="COUNTER", DTSTART="DTSTART:20261207T233000Z").said
    assert said.on("Europe/Berlin") == date(2026, 12, 8)
    assert said.on("UTC") == date(2026, 12, 7)
    (whole,) = answer(BO, method="COUNTER", DTSTART="DTSTART;VALUE=DATE:20261211", DTEND="").said
    assert whole.on("America/Los_Angeles") == whole.on("Pacific/Auckland") == date(2026, 12, 11)


def test_a_counter_may_list_all_guests_but_not_without_end() -> None:
    guests = "\r\n".join(f"ATTENDEE:mailto:g{n}@acme.example" for n in range(200))
    assert len(answer(guests, method="COUNTER").said) == MOST


def test_an_invitation_says_nothing_of_the_kind() -> None:
    assert message(calendar(event())).said == ()


@pytest.mark.parametrize(
    ("part", "may"),
    [
        (CalendarPart(b"BEGIN:VCALENDAR\r\nmethod:reply\r\n"), True),
        (CalendarPart(b"METHOD:COUNTER\r\n"), True),
        (CalendarPart(b"BEGIN:VCALENDAR\r\n", "REFRESH"), True),
        (CalendarPart(b"METHOD:REQUEST\r\n", "REPLY"), False),
        (CalendarPart(b"BEGIN:VCALENDAR\r\n"), False),
    ],
)
def test_only_what_may_be_an_answer_is_read_as_one(part: CalendarPart, may: bool) -> None:
    assert may_answer(part) is may

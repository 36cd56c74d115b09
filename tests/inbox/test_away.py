"""Which events say that somebody is away, and which days they mean."""

from __future__ import annotations

from datetime import UTC, datetime
from datetime import date as day

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invitations import calendar, event, golden, message

from paceline.domain.absence import OwnAbsence
from paceline.inbox.reply.weekdays import weekdays

OOF = "X-MICROSOFT-CDO-BUSYSTATUS:OOF"
ALONE = {"ANA": "", "BO": ""}
DAYS = {"DTSTART": "DTSTART;VALUE=DATE:20261130", "DTEND": "DTEND;VALUE=DATE:20261205", "RRULE": ""}
WEEKLY = {"DTSTART": "DTSTART;VALUE=DATE:20261127", "DTEND": "DTEND;VALUE=DATE:20261128"}


def away(title: str, *more: str, **changes: str) -> OwnAbsence | None:
    """What an event of Mara's says that nobody but us is invited to; of all its days unless changed."""
    return message(calendar(event(*more, **(ALONE | DAYS | {"SUMMARY": f"SUMMARY:{title}"} | changes)))).away


def sure(title: str, *more: str, **changes: str) -> bool | None:
    found = away(title, *more, **changes)
    return None if found is None else not found.unsure


# --- what says so -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Vacation", "Out of office", "OOO", "PTO", "🌴 Urlaub!", "Im Urlaub", "abwesend", "Congés", "Absente",
        "Fuera de la oficina", "Férias", "FERIE", "Afwezig", "Mara: out of office", "Vacation (Mara)", "[OOO]", "Leave",
    ],
)  # fmt: skip
def test_a_title_that_says_so_as_a_whole(title: str) -> None:
    assert sure(title) is True


@pytest.mark.parametrize(
    "title", ["Vacation planning", "Holiday party", "Away day in Lisbon", "Urlaub planen", "Leave requests", "OOO Dana"]
)
def test_a_title_that_begins_so_is_not_sure(title: str) -> None:
    assert sure(title) is False


@pytest.mark.parametrize(
    "title", ["Platform weekly", "Runaway costs", "Off-site", "Vacationland", "Plan our vacation", ""]
)
def test_a_title_that_does_not_say_so(title: str) -> None:
    assert away(title) is None


def test_a_timed_event_is_no_absence_for_the_beginning_of_its_title() -> None:
    assert away("Vacation planning", DTSTART="DTSTART;TZID=Europe/Berlin:20261130T100000", DTEND="") is None


@pytest.mark.parametrize("title", ["Vacation", "Out of office", "Lisbon"])
def test_with_guests_it_is_none(title: str) -> None:
    guest = "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ana@acme.example"
    assert away(title, OOF, ANA=guest) is None


def test_the_organizer_among_the_guests_and_a_room_are_no_guests() -> None:
    mara, room = "ATTENDEE:mailto:mara@acme.example", "ATTENDEE;CUTYPE=ROOM:mailto:room@acme.example"
    assert sure("Vacation", ANA=mara, BO=room) is True


@pytest.mark.parametrize("shown", [OOF, "X-MICROSOFT-CDO-INTENDEDSTATUS:oof"])
def test_shown_as_out_of_office_the_title_does_not_matter(shown: str) -> None:
    assert sure("Lisbon", shown) is True
    assert sure("Vacation planning", shown) is True
    assert away("Lisbon", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY") is None


@pytest.mark.parametrize(
    "text", ["away", "Away.", "Dear all\\n\\nOOO\\nMara", "<p>We fly at six</p><p>away</p>", "abwesend"]
)
def test_a_line_of_its_text_that_says_so(text: str) -> None:
    assert sure("Lisbon", f"DESCRIPTION:{text}") is True


@pytest.mark.parametrize("text", ["away team plays at six", "Holiday party", "runaway", "We are away\\, call me"])
def test_a_line_that_says_more_does_not(text: str) -> None:
    assert away("Lisbon", f"DESCRIPTION:{text}") is None


# --- which days -------------------------------------------------------------------------------------------------------


def test_googles_out_of_office() -> None:
    found = message(golden("google-out-of-office")).away
    assert found
    assert (found.days, found.unsure, found.repeats) == ((day(2026, 12, 7), day(2026, 12, 11)), False, False)


def test_outlook_writes_whole_days_from_midnight_to_midnight() -> None:
    times = {
        "DTSTART": "DTSTART;TZID=Europe/Berlin:20261130T000000",
        "DTEND": "DTEND;TZID=Europe/Berlin:20261205T000000",
    }
    found = away("Lisbon", OOF, "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", **times)
    assert found
    assert found.days == (day(2026, 11, 30), day(2026, 12, 4))
    timed = away("Lisbon", OOF, **times)
    assert timed
    assert (timed.days, timed.begins) == (None, datetime(2026, 11, 29, 23, tzinfo=UTC))


def test_an_absence_may_be_longer_than_any_meeting() -> None:
    times = {"DTSTART": "DTSTART:20261130T000000Z", "DTEND": "DTEND:20280131T000000Z"}
    found = away("Parental leave", **times)
    assert found
    assert found.ends == datetime(2028, 1, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "weekdays"),
    [
        ("FREQ=WEEKLY", {4}),
        ("FREQ=WEEKLY;INTERVAL=1;WKST=MO", {4}),
        ("FREQ=WEEKLY;BYDAY=MO,FR", {0, 4}),
        ("FREQ=WEEKLY;INTERVAL=2", set()),
        ("FREQ=WEEKLY;COUNT=4", set()),
        ("FREQ=WEEKLY;UNTIL=20270131T000000Z", set()),
        ("FREQ=MONTHLY", set()),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", set()),
    ],
)
def test_the_weekdays_of_a_weekly_absence(rule: str, weekdays: set[int]) -> None:
    found = away("Urlaub", **WEEKLY, RRULE=f"RRULE:{rule}")
    assert found
    assert (found.weekdays, found.repeats) == (weekdays, True)


def test_a_weekly_absence_of_two_days() -> None:
    found = away("Urlaub", **(WEEKLY | {"DTEND": "DTEND;VALUE=DATE:20261129"}), RRULE="RRULE:FREQ=WEEKLY")
    assert found
    assert found.weekdays == {4, 5}


def test_a_broken_end_is_none() -> None:
    found = away("Urlaub", **WEEKLY | {"DTEND": "DTEND;VALUE=DATE:20269999"}, RRULE="RRULE:FREQ=WEEKLY")
    assert found
    assert found.days == (day(2026, 11, 27), day(2026, 11, 27))


# --- the deputy -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "deputy"),
    [
        ("deputy: @bo", "@bo"),
        ("away\\, deputy @bo", "@bo"),
        ("Vertretung: Bo Kim", "Bo Kim"),
        ("Remplaçante : bo@acme.example", "bo@acme.example"),
        ("Our deputy minister comes", ""),
        ("deputies: all", ""),
    ],
)
def test_the_deputy_that_an_event_names(text: str, deputy: str) -> None:
    found = away("Vacation", f"DESCRIPTION:{text}")
    assert found
    assert found.deputy == deputy


@given(st.text(max_size=200), st.text(max_size=400))
def test_no_words_are_too_odd(title: str, text: str) -> None:
    written = [" ".join(words.split()).replace("\\", "") for words in (title, text)]
    away(written[0], f"DESCRIPTION:{written[1]}")


# --- weekdays by mail -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "days", "each"),
    [
        ("on Fridays", {4}, True),
        ("on Friday", {4}, False),
        ("every Monday and Friday", {0, 4}, True),
        ("Mon-Thu", {0, 1, 2, 3}, True),
        ("Sat to Mon", {5, 6, 0}, True),
        ("Mo, Di, Mi", {0, 1, 2}, True),
        ("freitags", {4}, True),
        ("am Freitag", {4}, False),
        ("jeden Mittwoch", {2}, True),
        ("les vendredis", {4}, True),
        ("le mercredi", {2}, True),
        ("los viernes", {4}, True),
        ("às sextas", {4}, True),
        ("segundas-feiras", {0}, True),
        ("di venerdì", {4}, True),
        ("op vrijdag", {4}, False),
        ("elke vrijdag", {4}, True),
    ],
)
def test_weekdays_that_are_meant_for_good(text: str, days: set[int], each: bool) -> None:
    found = weekdays(text)
    assert found
    assert (found.days, found.each) == (days, each)


@pytest.mark.parametrize("text", ["", "on Fridays after lunch", "from home", "4 Dec", "Friday 4 Dec", "Mon-", "-Thu"])
def test_what_is_no_list_of_weekdays(text: str) -> None:
    assert weekdays(text) is None

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pace
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from invitations import cadence, calendar, date, event

from paceline.agenda import occurrences
from paceline.domain.cadence import Cadence, Participant

NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def found(of: Cadence, start: datetime = NOVEMBER, end: datetime = NEW_YEAR) -> list[str]:
    return [f"{occurrence.start:%d %b %H:%M}" for occurrence in occurrences.between(of, start, end)]


def names(of: Cadence) -> list[str]:
    return [f"{occurrence.recurrence_id:%d %b %H:%M}" for occurrence in occurrences.between(of, NOVEMBER, NEW_YEAR)]


WEEKLY = ["30 Nov 09:00", "07 Dec 09:00", "14 Dec 09:00", "21 Dec 09:00", "28 Dec 09:00"]


def test_a_weekly_series() -> None:
    weekly = cadence(calendar(event()))
    assert found(weekly) == names(weekly) == WEEKLY
    first = occurrences.between(weekly, NOVEMBER, NEW_YEAR)[0]
    assert (first.minutes, first.title, first.participants) == (30, "Platform weekly", None)
    assert first.id == f"{weekly.id}/20261130T090000Z"


def test_the_end_of_the_window_is_not_in_it() -> None:
    weekly = cadence(calendar(event()))
    start, end = datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2026, 12, 7, 9, tzinfo=UTC)
    assert found(weekly, start, end) == ["30 Nov 09:00"]
    assert found(weekly, end, start) == []


def test_wall_time_is_kept_when_the_clock_changes() -> None:
    weekly = cadence(calendar(event(DTSTART="DTSTART;TZID=Europe/Berlin:20261019T100000")))
    assert found(weekly, datetime(2026, 10, 1, tzinfo=UTC))[:3] == ["19 Oct 08:00", "26 Oct 09:00", "02 Nov 09:00"]


def test_added_and_excluded_dates() -> None:
    weekly = event("EXDATE;VALUE=DATE:20261207", "EXDATE:20261214T090000Z", "RDATE;TZID=Europe/Berlin:20261209T140000")
    assert found(cadence(calendar(weekly))) == ["30 Nov 09:00", "09 Dec 13:00", "21 Dec 09:00", "28 Dec 09:00"]


def test_an_excluded_day_is_one_of_the_series_own_zone() -> None:
    weekly = event("EXDATE;VALUE=DATE:20261207", DTSTART="DTSTART;TZID=America/Los_Angeles:20261130T190000")
    assert found(cadence(calendar(weekly)))[:2] == ["01 Dec 03:00", "15 Dec 03:00"]


def test_one_date_moved_keeps_its_name() -> None:
    moved = date("20261207", DTSTART="DTSTART;TZID=Europe/Berlin:20261208T140000", SUMMARY="SUMMARY:Moved")
    weekly = cadence(calendar(event(), moved))
    assert found(weekly) == [WEEKLY[0], "08 Dec 13:00", *WEEKLY[2:]]
    assert names(weekly) == WEEKLY
    assert occurrences.between(weekly, NOVEMBER, NEW_YEAR)[1].title == "Moved"


def test_one_date_with_guests_of_its_own() -> None:
    demo = date("20261207", BO="ATTENDEE;CN=Eve:mailto:eve@acme.example")
    second = occurrences.between(cadence(calendar(event(), demo)), NOVEMBER, NEW_YEAR)[1]
    assert second.participants == (Participant("ana@acme.example", "Ana"), Participant("eve@acme.example", "Eve"))


def test_a_cancelled_date_is_left_out() -> None:
    assert found(cadence(calendar(event(), date("20261207", "STATUS:CANCELLED")))) == [WEEKLY[0], *WEEKLY[2:]]


def test_a_date_without_us_among_its_guests_is_none_of_ours() -> None:
    assert found(cadence(calendar(event(), date("20261207", US="")))) == [WEEKLY[0], *WEEKLY[2:]]


def test_this_and_all_after_it_are_moved_and_keep_their_names() -> None:
    """Both a day and across the change of the clock: the wall time moves, not the instant."""
    moved = date("20261214", DTSTART="DTSTART;TZID=Europe/Berlin:20261215T110000")
    weekly = cadence(calendar(event(), moved.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=ThisAndFuture;")))
    assert found(weekly) == [*WEEKLY[:2], "15 Dec 10:00", "22 Dec 10:00", "29 Dec 10:00"]
    assert names(weekly) == WEEKLY
    april = occurrences.between(weekly, datetime(2027, 4, 1, tzinfo=UTC), datetime(2027, 4, 10, tzinfo=UTC))
    assert [occurrence.start for occurrence in april] == [datetime(2027, 4, 6, 9, tzinfo=UTC)]
    assert [occurrence.recurrence_id for occurrence in april] == [datetime(2027, 4, 5, 8, tzinfo=UTC)]


def test_recurring_ical_events_gives_later_dates_one_name() -> None:
    """The reason why it is the oracle here and not the engine; where this fails, look at it again."""
    moved = date("20261214", DTSTART="DTSTART;TZID=Europe/Berlin:20261215T110000")
    weekly = cadence(calendar(event(), moved.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;")))
    later = recurring_ical_events.of(Calendar.from_ical(weekly.calendar)).between((2026, 12, 15), (2026, 12, 31))
    assert len(later) == 3
    assert len({component["RECURRENCE-ID"].dt for component in later}) == 1


def test_a_series_that_is_over_has_no_dates() -> None:
    from dataclasses import replace

    over = replace(cadence(calendar(event())), ending="cancelled")
    assert found(over) == []
    assert occurrences.following(over, NOVEMBER) is None


def test_a_calendar_that_cannot_be_read_has_no_dates() -> None:
    from dataclasses import replace

    for text in (
        "",
        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:x\r\nEND:VEVENT\r\n",
    ):
        assert found(replace(cadence(calendar(event())), calendar=text)) == []


def test_the_one_before_and_the_one_after() -> None:
    weekly = cadence(calendar(event()))
    at = datetime(2026, 12, 7, 9, tzinfo=UTC)
    following, preceding = occurrences.following(weekly, at), occurrences.preceding(weekly, at)
    assert following is not None
    assert preceding is not None
    assert (f"{following.start:%d %b}", f"{preceding.start:%d %b}") == ("14 Dec", "30 Nov")
    assert occurrences.preceding(weekly, datetime(2026, 11, 30, 9, tzinfo=UTC)) is None


@pytest.mark.parametrize("rule", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
def test_the_one_after_is_found_however_far(rule: str) -> None:
    series = cadence(calendar(event(RRULE=f"RRULE:FREQ={rule}")))
    first = datetime(2026, 11, 30, 9, tzinfo=UTC)
    after = occurrences.following(series, first)
    assert after is not None
    assert (
        occurrences.preceding(series, after.start) == occurrences.between(series, first, first + timedelta(days=1))[0]
    )


def test_no_more_than_400_and_no_further_than_400_days() -> None:
    often = cadence(calendar(event(RRULE="RRULE:FREQ=DAILY;BYHOUR=8,10,12,14")))
    assert len(occurrences.between(often, NOVEMBER, NOVEMBER + timedelta(days=4000))) == 400
    monthly = occurrences.between(
        cadence(calendar(event(RRULE="RRULE:FREQ=MONTHLY"))), NOVEMBER, NOVEMBER + timedelta(days=4000)
    )
    assert monthly[-1].start < NOVEMBER + timedelta(days=400)


def test_the_next_date_of_an_old_series_is_found_at_once() -> None:
    for rule in ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=-1FR"):
        old = cadence(calendar(event(DTSTART="DTSTART;TZID=Europe/Berlin:19900101T100000", RRULE=f"RRULE:{rule}")))
        occurrences.following(old, NOVEMBER)
        with pace.within(0.25):
            for day in range(20):
                assert occurrences.following(old, NOVEMBER + timedelta(days=day))


RULES = st.builds(
    lambda freq, interval, days, ends: (
        f"FREQ={freq};INTERVAL={interval}{days if freq in ('WEEKLY', 'DAILY') else ''}{ends}"
    ),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 5),
    st.sampled_from(["", ";BYDAY=MO", ";BYDAY=MO,WE,FR"]),
    st.sampled_from(["", ";COUNT=30", ";COUNT=1000", ";UNTIL=20261231T090000Z"]),
)


@settings(max_examples=120, deadline=None)
@given(
    RULES,
    st.integers(0, 12),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
    st.datetimes(NOVEMBER.replace(tzinfo=None), datetime(2028, 1, 1)),
    st.lists(st.integers(0, 20), max_size=3, unique=True),
    st.lists(st.integers(0, 20), max_size=3, unique=True),
)
def test_the_dates_are_those_of_recurring_ical_events(
    rule: str, years: int, zone: str, start: datetime, excluded: list[int], moved: list[int]
) -> None:
    first = datetime(2014 + years, 3, 3, 9, 30)
    dates = [first + timedelta(days=7 * n) for n in range(21)]
    times = [f"TZID={zone}:{date:%Y%m%dT%H%M%S}" for date in dates]
    parts = [event(*(f"EXDATE;{times[n]}" for n in excluded), DTSTART=f"DTSTART;{times[0]}", RRULE=f"RRULE:{rule}")]
    for n in moved:
        later = f"TZID={zone}:{dates[n] + timedelta(days=1, hours=2):%Y%m%dT%H%M%S}"
        parts.append(event(f"RECURRENCE-ID;{times[n]}", RRULE="", DTSTART=f"DTSTART;{later}"))
    series = cadence(calendar(*parts))
    since = start.replace(tzinfo=UTC)
    until = since + timedelta(days=90)

    oracle = recurring_ical_events.of(Calendar.from_ical(series.calendar)).between(since, until)
    theirs = {component.start.astimezone(UTC) for component in oracle}
    ours = {occurrence.start for occurrence in occurrences.between(series, since, until)}
    assert ours == {instant for instant in theirs if since <= instant < until}

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paceline.agenda import days
from paceline.domain.cadence import Span
from paceline.domain.people import Absence, Person

BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
ANA = Person("ana", "platform", "Ana Sousa", ("ana@acme.example",), zone="Europe/Berlin")
MONDAY = datetime(2026, 11, 30, 10, tzinfo=BERLIN).astimezone(UTC)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


# --- working days -----------------------------------------------------------------------------------------------------


def test_a_working_day_is_no_weekend_no_holiday_and_no_absence() -> None:
    ana = replace(ANA, country="DE", absences=(Absence(date(2026, 12, 7), date(2026, 12, 9)),))
    working = [day for day in (date(2026, 12, 1) + timedelta(days=n) for n in range(31)) if days.working(ana, day)]
    assert [day.day for day in working] == [1, 2, 3, 4, 10, 11, 14, 15, 16, 17, 18, 21, 22, 23, 24, 28, 29, 30, 31]


def test_holidays_are_those_of_the_region() -> None:
    epiphany = date(2027, 1, 6)
    assert days.working(replace(ANA, country="DE"), epiphany)
    assert not days.working(replace(ANA, country="DE", region="BY"), epiphany)


def test_an_unknown_country_or_region_has_no_holidays_of_its_own() -> None:
    assert days.working(replace(ANA, country="ZZ"), date(2026, 12, 25))
    assert not days.working(replace(ANA, country="DE", region="??"), date(2026, 12, 25))


def test_a_day_that_a_zone_left_out_is_no_working_day() -> None:
    assert not days.working(replace(ANA, zone="Pacific/Apia"), date(2011, 12, 30))
    assert days.previous_working(replace(ANA, zone="Pacific/Apia"), date(2012, 1, 2)) == date(2011, 12, 29)


def test_who_works_from_sunday_to_thursday() -> None:
    dana = replace(ANA, workdays=frozenset({6, 0, 1, 2, 3}), zone="Asia/Jerusalem")
    assert days.next_working(dana, date(2026, 11, 26)) == date(2026, 11, 29)


def test_three_working_days_from_friday_is_wednesday() -> None:
    assert days.shifted(ANA, date(2026, 11, 27), 3) == date(2026, 12, 2)


@pytest.mark.parametrize(
    "never", [replace(ANA, workdays=frozenset()), replace(ANA, absences=(Absence(date.min, date.max),))]
)
def test_somebody_who_never_works_hangs_nothing(never: Person) -> None:
    assert days.next_working(never, date(2026, 11, 27)) == date(2026, 11, 28)
    assert days.latest_allowed_before(never, MONDAY) is None
    assert days.send_instant(never, MONDAY, Span(days=1)) < MONDAY
    assert days.next_send(never, MONDAY) > MONDAY
    assert days.next_allowed(never, MONDAY) > MONDAY
    assert days.working_end([never], MONDAY, 2) == MONDAY + timedelta(days=30)


# --- asking -----------------------------------------------------------------------------------------------------------


def test_asked_at_the_send_hour_of_the_working_day_before() -> None:
    assert days.send_instant(ANA, MONDAY, Span(days=1)) == berlin("2026-11-27 09:00")
    assert days.send_instant(ANA, MONDAY, Span(days=2)) == berlin("2026-11-26 09:00")
    assert days.send_instant(ANA, MONDAY, Span(days=1), hour=time(14)) == berlin("2026-11-27 14:00")


def test_the_day_before_is_the_persons_own() -> None:
    """Monday 10:00 in Berlin is Monday 18:00 in Tokyo, Monday 00:30 there is Sunday in Berlin."""
    ken = replace(ANA, zone="Asia/Tokyo")
    assert days.send_instant(ken, MONDAY, Span(days=1)) == datetime(2026, 11, 27, 0, tzinfo=UTC)
    early = datetime(2026, 12, 1, 0, 30, tzinfo=TOKYO).astimezone(UTC)
    assert days.send_instant(ken, early, Span(days=1)) == datetime(2026, 11, 30, 0, tzinfo=UTC)
    assert days.send_instant(ANA, early, Span(days=1)) == berlin("2026-11-27 09:00")


def test_a_lead_is_taken_off_as_it_is() -> None:
    assert days.send_instant(ANA, MONDAY, Span(lead=timedelta(hours=2))) == berlin("2026-11-30 08:00")


def test_who_is_away_on_the_day_before_is_asked_earlier() -> None:
    away = replace(ANA, absences=(Absence(date(2026, 11, 26), date(2026, 11, 27)),))
    assert days.send_instant(away, MONDAY, Span(days=1)) == berlin("2026-11-25 09:00")


def test_who_is_away_for_weeks_is_not_asked_weeks_ahead() -> None:
    away = replace(ANA, absences=(Absence(date(2026, 11, 2), date(2026, 12, 4)),))
    assert days.send_instant(away, MONDAY, Span(days=1)) == berlin("2026-11-27 09:00")


def test_a_send_hour_that_does_not_exist_or_comes_twice() -> None:
    night = replace(ANA, workdays=frozenset(range(7)), send_hour=time(2, 30))
    assert days.at_hour(night, date(2027, 3, 28), time(2, 30)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert days.at_hour(night, date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_next_send_hour() -> None:
    assert days.next_send(ANA, berlin("2026-11-27 08:59")) == berlin("2026-11-27 09:00")
    assert days.next_send(ANA, berlin("2026-11-27 09:00")) == berlin("2026-11-30 09:00")


# --- quiet hours ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "given_"),
    [
        ("2026-11-30 10:00", "2026-11-30 10:00"),
        ("2026-11-30 06:00", "2026-11-30 07:00"),
        ("2026-11-30 21:00", "2026-12-01 07:00"),
        ("2026-11-27 20:00", "2026-11-30 07:00"),
        ("2026-11-28 12:00", "2026-11-30 07:00"),
    ],
)
def test_the_next_allowed_moment(asked: str, given_: str) -> None:
    assert days.next_allowed(ANA, berlin(asked)) == berlin(given_)


@pytest.mark.parametrize(
    ("asked", "given_"),
    [
        ("2026-11-30 10:00", "2026-11-30 10:00"),
        ("2026-11-30 21:00", "2026-11-30 19:59"),
        ("2026-11-30 06:00", "2026-11-27 19:59"),
        ("2026-11-28 12:00", "2026-11-27 19:59"),
    ],
)
def test_the_last_allowed_moment_before(asked: str, given_: str) -> None:
    assert days.latest_allowed_before(ANA, berlin(asked)) == berlin(given_)


PEOPLE = st.builds(
    Person,
    id=st.just("p"),
    team=st.just("t"),
    name=st.just("P"),
    addresses=st.just(("p@acme.example",)),
    zone=st.sampled_from(["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo"]),
    workdays=st.frozensets(st.integers(0, 6), min_size=1),
    send_hour=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    quiet_from=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    quiet_until=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    country=st.sampled_from(["", "DE", "JP"]),
)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda d: d.replace(tzinfo=UTC, microsecond=0))


@given(PEOPLE, INSTANTS)
def test_every_moment_is_on_its_side(person: Person, instant: datetime) -> None:
    later = days.next_allowed(person, instant)
    assert later >= instant
    assert later == instant or not days.allowed(person, instant)
    earlier = days.latest_allowed_before(person, instant)
    assert earlier is None or (earlier <= instant and days.allowed(person, earlier))
    assert days.next_send(person, instant) > instant


@given(PEOPLE, INSTANTS, st.integers(1, 5), st.integers(0, 40))
def test_an_ask_goes_out_on_a_working_day_with_the_lead_left(
    person: Person, start: datetime, count: int, hours: int
) -> None:
    asked = days.send_instant(person, start, Span(days=count), minimum_lead=timedelta(hours=hours))
    assert asked < start - timedelta(hours=hours)
    there, occurrence = days.local(person, asked).date(), days.local(person, start).date()
    assert days.working(person, there)
    assert sum(days.working(person, there + timedelta(days=n)) for n in range((occurrence - there).days)) >= count


# --- objection windows ------------------------------------------------------------------------------------------------


def test_two_working_days_are_two_full_ones() -> None:
    assert days.working_end([ANA], berlin("2026-11-27 11:00"), 2) == berlin("2026-12-01 17:30")
    assert days.working_end([ANA], berlin("2026-11-27 08:00"), 2) == berlin("2026-11-30 17:30")


def test_the_window_waits_for_the_last_of_the_audience() -> None:
    dana = replace(ANA, id="dana", zone="America/Los_Angeles")
    start = berlin("2026-11-30 08:00")
    assert days.working_end([ANA, dana], start, 1) == datetime(2026, 12, 1, 1, 30, tzinfo=UTC)


def test_the_window_does_not_wait_for_somebody_on_a_long_leave() -> None:
    away = replace(ANA, id="bo", absences=(Absence(date(2026, 11, 1), date(2027, 3, 31)),))
    short = replace(ANA, id="eve", absences=(Absence(date(2026, 11, 30), date(2026, 12, 1)),))
    start = berlin("2026-11-30 08:00")
    assert days.working_end([ANA, away], start, 2) == berlin("2026-12-01 17:30")
    assert days.working_end([ANA, short], start, 2) == berlin("2026-12-03 17:30")
    assert days.working_end([], start, 2) == start


# --- whole days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins", "ends", "whole"),
    [
        ("2026-11-30 00:00", "2026-12-05 00:00", (date(2026, 11, 30), date(2026, 12, 4))),
        ("2026-11-30 09:00", "2026-11-30 17:30", (date(2026, 11, 30), date(2026, 11, 30))),
        ("2026-11-30 09:00", "2026-11-30 17:00", None),
        ("2026-11-30 12:00", "2026-12-01 12:00", None),
        ("2026-10-24 12:00", "2026-10-26 00:00", (date(2026, 10, 25), date(2026, 10, 25))),
    ],
)
def test_a_day_is_covered_with_its_working_hours(begins: str, ends: str, whole: tuple[date, date] | None) -> None:
    assert days.covered(ANA, berlin(begins), berlin(ends)) == whole


def test_what_somebody_says_of_their_workdays_comes_before_the_configuration() -> None:
    part_time = replace(ANA, own_workdays=frozenset(range(4)))
    assert days.next_working(part_time, date(2026, 11, 26)) == date(2026, 11, 30)
    assert days.working(replace(ANA, own_workdays=frozenset({5})), date(2026, 11, 28))

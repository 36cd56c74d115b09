from __future__ import annotations

from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from paceline.letters.dates import Days, place

NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_days_and_hours_are_the_readers() -> None:
    assert Days("Europe/Berlin", 2026).moment(NINE) == "Mon 30 Nov, 10:00"
    assert Days("America/Los_Angeles", 2026).moment(NINE) == "Mon 30 Nov, 01:00"
    assert Days("Pacific/Kiritimati", 2026).day(datetime(2026, 11, 30, 12, tzinfo=UTC)) == "Tue 1 Dec"


def test_a_date_is_taken_as_it_stands() -> None:
    assert Days("Pacific/Kiritimati", 2026).day(date(2026, 11, 27)) == "Fri 27 Nov"


def test_another_year_is_named() -> None:
    assert Days("UTC", 2026).day(date(2027, 3, 1)) == "Mon 1 Mar 2027"
    assert Days("UTC").day(date(2027, 3, 1)) == "Mon 1 Mar"


def test_an_hour_on_its_own() -> None:
    assert Days("Europe/Berlin").hour(NINE) == "10:00"
    assert Days("Europe/Berlin").hour(time(8, 5)) == "08:05"


def test_a_day_as_people_type_it() -> None:
    assert Days("UTC").short(date(2026, 12, 11)) == "11 Dec"


def test_other_languages_word_their_own_days() -> None:
    assert Days("UTC", 2026, "de").day(date(2026, 11, 27)) == "Fr., 27. Nov."
    assert Days("UTC", 2026, "fr").day(date(2026, 11, 27)) == "ven. 27 nov."
    assert Days("UTC", 2026, "xx").day(date(2026, 11, 27)) == "Fri 27 Nov"


def test_a_zone_in_words() -> None:
    assert place("America/Los_Angeles") == "Los Angeles"
    assert place("UTC") == "UTC"


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(["Asia/Kathmandu", "nowhere", "", "../x", "Etc/GMT+12"]))
def test_any_instant_has_words(when: datetime, zone: str) -> None:
    assert Days(zone, 2026).moment(when)

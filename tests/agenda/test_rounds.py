"""When people are asked and reminded, and when the digest goes: for Monday 30 November 2026, 10:00 in Berlin."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from situations import ANA, BERLIN, BO, MARA, person

from paceline.agenda.rounds import (
    ask_instant,
    digest_for,
    digest_instant,
    envelope_instant,
    remind_instant,
    timetable,
    too_soon,
)
from paceline.domain.cadence import Occurrence, Settings, Span
from paceline.domain.people import Absence, Person

CHEN = person("Chen Wu", zone="America/Los_Angeles")
SETTINGS = Settings()
START = datetime(2026, 11, 30, 10, tzinfo=BERLIN)


def occurrence(start: datetime = START) -> Occurrence:
    return Occurrence("k", start.astimezone(UTC), start.astimezone(UTC), 30)


def there(instant: datetime | None, who: Person = ANA) -> str:
    return f"{instant.astimezone(ZoneInfo(who.zone)):%a %d %H:%M}" if instant else "never"


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


FRIDAY, DIGEST = berlin(27, 9), berlin(30, 9)


def asked(who: Person, span: Span, *, digest: datetime = DIGEST) -> str:
    return there(ask_instant(who, occurrence(), span, digest), who)


# --- the whole table -------------------------------------------------------------------------------------------------


def test_everybody_at_their_own_hour() -> None:
    table = timetable(occurrence(), SETTINGS, [ANA, CHEN], MARA)
    assert there(table.asks["ana"]) == "Fri 27 09:00"
    assert there(table.asks["chen"], CHEN) == "Fri 27 09:00"
    assert there(table.digest) == "Mon 30 09:00"
    assert there(table.reminds["ana"]) == "Mon 30 07:00"
    assert table.opens == table.asks["ana"]


def test_without_people_it_opens_with_its_digest() -> None:
    table = timetable(occurrence(), SETTINGS, [], MARA)
    assert table.opens == table.digest == berlin(30, 9)


def test_reminders_can_be_off() -> None:
    assert timetable(occurrence(), replace(SETTINGS, remind=None), [ANA], MARA).reminds == {}


# --- asks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "when"),
    [
        (Span(days=1), "Fri 27 09:00"),
        (Span(days=2), "Thu 26 09:00"),
        (Span(days=5), "Mon 23 09:00"),
        (Span(lead=timedelta(hours=2)), "Mon 30 08:00"),
        (Span(lead=timedelta(days=1)), "Fri 27 19:59"),
        (Span(lead=timedelta(minutes=5)), "Mon 30 08:00"),
    ],
)
def test_an_ask_goes_working_days_or_a_plain_time_before(span: Span, when: str) -> None:
    assert asked(ANA, span) == when


def test_a_later_digest_leaves_the_ask_where_it_is() -> None:
    assert asked(ANA, Span(days=1), digest=berlin(30, 9, 55)) == "Fri 27 09:00"


def test_an_ask_leaves_room_to_answer_before_an_early_digest() -> None:
    """The digest goes on Friday at 09:30; Friday 09:00 would leave half an hour."""
    assert asked(ANA, Span(days=1), digest=berlin(27, 9, 30)) == "Thu 26 09:00"
    assert asked(ANA, Span(days=1), digest=berlin(27, 10, 30)) == "Fri 27 09:00"


def test_an_ask_comes_before_an_absence() -> None:
    away = replace(ANA, absences=(Absence(date(2026, 11, 26), date(2026, 11, 27)),))
    assert asked(away, Span(days=1)) == "Wed 25 09:00"


def test_a_holiday_is_no_working_day() -> None:
    american = replace(CHEN, country="US")
    assert asked(american, Span(days=2)) == "Wed 25 09:00", "Thursday is Thanksgiving"


def test_the_send_hour_is_a_persons_own() -> None:
    assert asked(replace(ANA, send_hour=time(7, 30)), Span(days=1)) == "Fri 27 07:30"


# --- reminders -------------------------------------------------------------------------------------------------------


def reminded(who: Person, span: Span | None, *, asked_at: datetime = FRIDAY) -> str:
    return there(remind_instant(who, span, asked=asked_at, digest=berlin(30, 9)), who)


def test_a_reminder_is_a_time_before_the_digest() -> None:
    assert reminded(ANA, Span(lead=timedelta(hours=1))) == "Mon 30 08:00"
    assert reminded(ANA, None) == "never"


def test_where_that_is_quiet_it_comes_before_the_night() -> None:
    span = Span(lead=timedelta(hours=4))
    assert reminded(ANA, span, asked_at=berlin(26, 9)) == "Fri 27 19:59", "nobody is reminded on a Sunday"
    assert reminded(ANA, span) == "never", "on Friday evening the ask is only half a day old"
    assert reminded(CHEN, Span(lead=timedelta(hours=2)), asked_at=berlin(26, 18)) == "Fri 27 19:59"


def test_a_reminder_a_day_before() -> None:
    assert reminded(ANA, Span(days=1), asked_at=berlin(23, 9)) == "Fri 27 19:59", "a Sunday is walked over"


def test_a_reminder_never_comes_on_the_heels_of_the_ask() -> None:
    assert reminded(ANA, Span(lead=timedelta(hours=2)), asked_at=berlin(30, 6, 59)) == "never"
    assert reminded(ANA, Span(lead=timedelta(hours=1)), asked_at=berlin(30, 7)) == "Mon 30 08:00"


def test_what_is_too_soon() -> None:
    nine, one = berlin(30, 9), timedelta(hours=1)
    assert too_soon(nine, nine + one - timedelta(seconds=1), nine + 4 * one)
    assert not too_soon(nine, nine + one, nine + 4 * one)


# --- the digest ------------------------------------------------------------------------------------------------------


def test_a_digest_is_a_time_before_the_start() -> None:
    early = replace(SETTINGS, digest=Span(lead=timedelta(minutes=15)))
    assert there(digest_instant(occurrence(), early, MARA)) == "Mon 30 09:45"


def test_or_working_days_before_at_the_organizers_hour() -> None:
    days_before = replace(SETTINGS, digest=Span(days=1))
    assert there(digest_instant(occurrence(), days_before, replace(MARA, send_hour=time(15)))) == "Fri 27 15:00"


def test_who_runs_it_may_be_away_when_the_digest_goes_to_all() -> None:
    away = replace(MARA, absences=(Absence(date(2026, 11, 23), date(2026, 11, 29)),))
    assert there(digest_instant(occurrence(), replace(SETTINGS, digest=Span(days=1)), away)) == "Fri 27 09:00"


def test_the_clock_change_moves_no_wall_time() -> None:
    """Summer time begins in Berlin on Sunday 28 March 2027."""
    monday = occurrence(datetime(2027, 3, 29, 10, tzinfo=BERLIN))
    table = timetable(monday, SETTINGS, [ANA], MARA)
    assert (there(table.asks["ana"]), there(table.reminds["ana"])) == ("Fri 26 09:00", "Mon 29 07:00")
    assert table.digest - table.asks["ana"] == timedelta(hours=71)


def test_a_reader_gets_it_when_their_night_is_over() -> None:
    assert there(digest_for(ANA, berlin(30, 9))) == "Mon 30 09:00"
    assert there(digest_for(CHEN, berlin(30, 9)), CHEN) == "Mon 30 07:00"


# --- when an ask may travel ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "now", "when"),
    [
        (berlin(27, 9), None, berlin(27, 8), "Fri 27 09:00"),
        (berlin(27, 9), None, berlin(27, 9), "Fri 27 09:00"),
        (berlin(27, 9), None, berlin(27, 11, 59), "Fri 27 11:59"),
        (berlin(27, 9), None, berlin(27, 12, 1), "Mon 30 09:00"),
        (berlin(27, 9), berlin(30, 10), berlin(27, 12, 1), "Mon 30 09:00"),
        (berlin(27, 9), berlin(30, 9, 59), berlin(27, 12, 1), "Fri 27 12:01"),
        (berlin(27, 9), berlin(30, 9), berlin(27, 21), "Mon 30 07:00"),
        (berlin(27, 9), berlin(30, 9), berlin(28, 12), "Mon 30 07:00"),
    ],
)
def test_when_an_ask_may_travel(since, until, now, when) -> None:
    assert there(envelope_instant(BO, since, until, now)) == when

"""For every day and every text: a rendered date reads back, an explicit day knows no today, nothing raises."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from paceline.inbox.dates import find_when, read_when

ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati"])
MOMENTS = st.builds(
    lambda naive, zone: naive.replace(tzinfo=ZoneInfo(zone)),
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)),
    ZONES,
)
DAYS = st.dates(date(2000, 1, 1), date(2089, 12, 31))
LOCALES = st.sampled_from(
    ["en_US", "en_GB", "de_DE", "de_AT", "fr_FR", "es_ES", "es_MX", "pt_BR", "pt_PT", "it_IT", "nl_NL"]
)
PREPOSITIONS = {"en": "by", "de": "bis", "fr": "avant le", "es": "antes del", "pt": "até", "it": "entro", "nl": "tegen"}
ANY_LOCALE = st.one_of(LOCALES, st.sampled_from(["", "en", "de", "ja_JP", "xx"]), st.text(max_size=6))
PIECES = st.sampled_from(
    [
        *("by", "Friday", "next", "last", "in", "two", "weeks", "from", "the", "end of", "Q1", "KW 49", "3rd", "3.12."),
        *(
            "12/3",
            "2026-12-03",
            "17:00",
            "5pm",
            "+",
            "3",
            "d",
            "noon",
            "May",
            "sat",
            ",",
            ".",
            "-",
            "(",
            "or",
            "%",
            "'",
        ),
        *(
            "bis",
            "am",
            "Ende",
            "Montag",
            "übermorgen",
            "le",
            "vendredi",
            "prochain",
            "mañana",
            "às",
            "até",
            "dia",
            "op",
        ),
        *("KW", "49.", "49th", "49e", "week", "Woche", "semaine", "semana", "settimana", "trimestre", "kwartaal", "Q"),
        *("2e", "99999999999", "9999", "0", "of", "\u0301", "\u200b", "٣", "²", "½"),
    ]
)


@given(DAYS, MOMENTS, LOCALES, st.sampled_from(["full", "long", "medium"]))
def test_a_rendered_date_reads_back(day: date, now: datetime, locale: str, style: str) -> None:
    assert read_when(format_date(day, style, locale), now, locale).day == day


@given(DAYS, MOMENTS, LOCALES)
def test_a_rendered_date_in_figures_reads_back(day: date, now: datetime, locale: str) -> None:
    figures = format_date(day, "short", locale)
    assert read_when(figures, now, locale).day == day


@given(DAYS, MOMENTS, LOCALES, st.sampled_from(["full", "long", "medium"]))
def test_a_rendered_date_is_found_in_a_line(day: date, now: datetime, locale: str, style: str) -> None:
    phrase = f"{PREPOSITIONS[locale[:2]]} {format_date(day, style, locale)}"
    line = f"Alpha: {phrase}, beta"
    found = find_when(line, now, locale)
    assert found is not None
    assert found.when.day == day
    assert line[found.start : found.end] == phrase


@given(MOMENTS, st.integers(0, 360), LOCALES)
def test_a_date_without_its_year_lies_ahead(now: datetime, ahead: int, locale: str) -> None:
    day = now.date() + timedelta(days=ahead)
    pattern = "MMMM d" if locale == "en_US" else "d. MMMM" if locale[:2] == "de" else "d MMMM"
    when = read_when(format_date(day, pattern, locale), now, locale)
    if day - timedelta(days=358) < now.date():
        assert when.day == day
    else:
        assert day in (when.day, *when.readings)


@given(MOMENTS, st.integers(0, 6), LOCALES)
def test_a_weekday_is_the_next_such_day_or_today(now: datetime, ahead: int, locale: str) -> None:
    day = now.date() + timedelta(days=ahead)
    assert read_when(format_date(day, "EEEE", locale), now, locale).day == day


@given(DAYS, MOMENTS, MOMENTS, ANY_LOCALE)
def test_an_explicit_day_knows_no_today(day: date, now: datetime, later: datetime, locale: str) -> None:
    text = f"by {day.isoformat()}"
    assert read_when(text, now, locale) == read_when(text, later, locale)
    assert read_when(text, now, locale).day == day


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=12).map("".join)),
    MOMENTS,
    ANY_LOCALE,
)
@example("in 99 years", datetime(9990, 12, 31, tzinfo=ZoneInfo("UTC")), "en")
@example("end of the year, 23:59", datetime(9999, 12, 31, tzinfo=ZoneInfo("Pacific/Kiritimati")), "en")
@example("last Friday 00:00", datetime(1, 1, 1, tzinfo=ZoneInfo("UTC")), "en")
@example("next week", datetime(9999, 12, 31, tzinfo=ZoneInfo("UTC")), "en")
def test_nothing_that_is_written_raises(text: str, now: datetime, locale: str) -> None:
    when = read_when(text, now, locale)
    assert sum((when.day is not None, bool(when.readings), when.shift is not None)) <= 1
    assert len(when.readings) != 1
    assert when.at is None or (when.day is not None and when.at.utcoffset() == timedelta(0))
    found = find_when(text, now, locale)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert found.when.text == text[found.start : found.end]
        assert found.when.day or found.when.readings or found.when.shift

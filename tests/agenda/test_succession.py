"""Which date is which, and which series goes on with which."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invitations import cadence, calendar, event

from paceline.agenda import occurrences, succession
from paceline.domain.cadence import Cadence

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
UNTIL = "RRULE:FREQ=WEEKLY;UNTIL=20261207T085959Z"


def weekly(start: str = "20261130T100000", **changes: str) -> Cadence:
    return cadence(calendar(event(**({"DTSTART": f"DTSTART;TZID=Europe/Berlin:{start}"} | changes))))


def dates(of: Cadence, most: int = 3) -> list[tuple[str, str]]:
    """(id without the cadence, start) of the next ones."""
    found = occurrences.between(of, NOW, NOW + timedelta(days=40))[:most]
    return [(f"{date.id.rpartition('/')[2][:8]}", f"{date.start:%d %b %H:%M}") for date in found]


def known(of: Cadence, *days: str) -> list[str]:
    return [date.id for date in occurrences.between(of, NOW, NOW + timedelta(days=40)) if f"{date.start:%d %b}" in days]


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        ("20261130T140000", "FREQ=WEEKLY", "30 Nov 13:00"),
        ("20261201T100000", "FREQ=WEEKLY", "01 Dec 09:00"),
        ("20261204T100000", "FREQ=WEEKLY", "04 Dec 09:00"),
        ("20261123T080000", "FREQ=WEEKLY", "30 Nov 07:00"),
        ("20261130T140000", "FREQ=WEEKLY;INTERVAL=2", "30 Nov 13:00"),
        ("20261130T090000", "FREQ=DAILY", "30 Nov 08:00"),
    ],
)
def test_a_date_is_the_same_on_the_same_day_or_else_the_nearest_new_one(start: str, rule: str, expected: str) -> None:
    before = weekly()
    after = succession.named(weekly(start, RRULE=f"RRULE:{rule}"), known(before, "30 Nov"), before, NOW)
    assert ("20261130", expected) in dates(after)
    found = occurrences.named(after, known(before, "30 Nov")[0])
    assert found is not None
    assert f"{found.start:%d %b %H:%M}" == expected


def test_what_was_taken_out_is_no_other_date() -> None:
    before = weekly()
    out = cadence(calendar(event("EXDATE;TZID=Europe/Berlin:20261130T100000")))
    assert succession.named(out, known(before, "30 Nov"), before, NOW).names == ()


def test_what_was_put_off_for_longer_than_an_interval_is_no_other_date() -> None:
    before = weekly()
    assert succession.named(weekly("20270104T140000"), known(before, "30 Nov"), before, NOW).names == ()


STARTS = st.datetimes(datetime(2026, 11, 28), datetime(2026, 12, 13, 23)).map(lambda at: f"{at:%Y%m%dT%H%M}00")
RULES = st.sampled_from(["FREQ=WEEKLY", "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY"])


@given(st.lists(st.tuples(STARTS, RULES), min_size=1, max_size=5))
def test_however_often_a_series_is_moved_no_two_dates_share_an_id(moves: list[tuple[str, str]]) -> None:
    now = weekly()
    ids = known(now, "30 Nov", "07 Dec")
    for start, rule in moves:
        now = succession.named(weekly(start, RRULE=f"RRULE:{rule}"), ids, now, NOW)
        found = [date.id for date in occurrences.between(now, NOW, NOW + succession.AROUND)]
        assert len(found) == len(set(found))
        starts = [date.start for one in ids if (date := occurrences.named(now, one))]
        assert len(starts) == len(set(starts))


# --- series ----------------------------------------------------------------------------------------------------------

NEW = {"UID": "UID:another@acme.example"}
CUT = {"RRULE": UNTIL}


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        (CUT, NEW, "20261207T140000"),
        (CUT, NEW, "20261209T140000"),
        (CUT, NEW | {"SUMMARY": "SUMMARY:platform  Weekly"}, "20261207T100000"),
        (CUT, NEW | {"ANA": ""}, "20261207T100000"),
        (CUT, NEW | {"ORGANIZER": "ORGANIZER:mailto:mara@lind.example"}, "20261207T140000"),
        ({}, NEW | {"ORGANIZER": "ORGANIZER:mailto:mara@lind.example"}, "20261207T140000"),
        ({}, NEW, "20261207T140000"),
        (
            {"UID": "UID:weekly@google.com"} | CUT,
            {"UID": "UID:weekly_R20261207T090000@google.com", "SUMMARY": "SUMMARY:Other"},
            "20261207T140000",
        ),
    ],
)
def test_a_series_goes_on_with(old: dict[str, str], new: dict[str, str], start: str) -> None:
    assert succession.goes_on_with(weekly("20261116T100000", **old), weekly(start, **new))


@pytest.mark.parametrize(
    ("old", "new", "start", "why"),
    [
        (CUT, NEW | {"SUMMARY": "SUMMARY:Retro"}, "20261207T140000", "another title"),
        (CUT, NEW | {"ANA": "", "BO": "ATTENDEE:mailto:chen@acme.example"}, "20261207T140000", "other people"),
        (CUT, NEW, "20270111T140000", "weeks later"),
        ({}, NEW, "20261210T140000", "beside it, on another weekday"),
        ({}, NEW | {"ANA": ""}, "20261207T140000", "beside it, with other people"),
        (CUT, {"UID": "UID:other_R20261207T090000@google.com"}, "20261207T140000", "of another series"),
        (CUT, {}, "20261207T140000", "the same UID"),
    ],
)
def test_a_series_does_not_go_on_with(old: dict[str, str], new: dict[str, str], start: str, why: str) -> None:
    assert not succession.goes_on_with(weekly("20261116T100000", **old), weekly(start, **new)), why

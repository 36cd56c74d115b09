"""Graph's events and RFC 5545's: what one says, the other says too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from fakes.graph import Fake
from hypothesis import HealthCheck, assume, given, strategies
from hypothesis import settings as told
from icalendar import Calendar

from connectors.calendar_contract import DAY, GUEST, HOUR, NOON, US, answers, calendar, component, event, listed, reply
from connectors.graph_world import THEN, diary, settings, tenant
from paceline.ports import UNREADABLE, DeliveryError, Event
from paceline_connectors import graph
from paceline_connectors.graph.calendar import GraphCalendar
from paceline_connectors.vtimezone import vtimezone

BERLIN = ZoneInfo("Europe/Berlin")
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)


@pytest.fixture
def fake() -> Iterator[Fake]:
    with tenant(THEN) as fake:
        yield fake


def opened(fake: Fake) -> GraphCalendar:
    return graph.calendar(settings(fake))


def one(fake: Fake) -> Event:
    [given] = opened(fake).changes("").events
    return given


def lead(given: Event) -> Any:
    return Calendar.from_ical(given.raw).walk("VEVENT")[0]


def dates_of(raw: bytes, begins: datetime, ends: datetime) -> list[tuple[Any, str]]:
    found = recurring_ical_events.of(Calendar.from_ical(raw)).between(begins, ends)
    times = [(each["DTSTART"].dt, str(each["SUMMARY"])) for each in found]
    return sorted((t.astimezone(UTC) if isinstance(t, datetime) else t, text) for t, text in times)


RULES = [
    "FREQ=DAILY;COUNT=5",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;COUNT=4",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO",
    "FREQ=WEEKLY;UNTIL=20270201T080000Z",
    "FREQ=MONTHLY;BYMONTHDAY=23",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=4MO",
    "FREQ=MONTHLY;BYDAY=-1MO",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=4MO",
]


def first(rule: str) -> datetime:
    """With Graph a series begins on its first date."""
    from dateutil.rrule import rrulestr

    found: datetime = rrulestr(rule.replace("Z", ""), dtstart=NINE.replace(tzinfo=None))[0].replace(tzinfo=BERLIN)
    return found


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("hours", [True, False], ids=["hours", "whole days"])
def test_a_series_happens_when_its_organizer_says(fake: Fake, rule: str, hours: bool) -> None:
    start = first(rule) if hours else first(rule).date()
    if not hours:
        rule = rule.replace("T080000Z", "")
    raw = calendar(component("a@x.example", "Review", start)).replace(
        b"END:VEVENT", f"RRULE:{rule}\r\nEND:VEVENT".encode()
    )
    diary(fake).add(raw)
    begins, ends = NINE - DAY, NINE + 360 * DAY
    assert dates_of(one(fake).raw, begins, ends) == dates_of(raw, begins, ends)
    assert "RDATE" not in lead(one(fake))
    assert "EXDATE" not in lead(one(fake))


@told(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rule=strategies.sampled_from(RULES),
    gone=strategies.sets(strategies.integers(0, 9), max_size=4),
    moved=strategies.dictionaries(strategies.integers(0, 9), strategies.integers(-5, 5), max_size=4),
)
def test_dates_that_are_gone_or_moved_come_through(
    fake: Fake, rule: str, gone: set[int], moved: dict[int, int]
) -> None:
    plain = calendar(component("a@x.example", "Review", first(rule))).replace(
        b"END:VEVENT", f"RRULE:{rule}\r\nEND:VEVENT".encode()
    )
    all_dates = [when for when, _ in dates_of(plain, NINE - DAY, NINE + 300 * DAY)][:10]
    master = component("a@x.example", "Review", first(rule))
    out = [when for n, when in enumerate(all_dates) if n in gone]
    assume(len(out) < len(all_dates))
    if out:
        master.add("EXDATE", [when.astimezone(BERLIN) for when in out])
    others = [
        component(
            "a@x.example",
            f"moved {n}",
            (when + moved[n] * HOUR).astimezone(BERLIN),
            RECURRENCE_ID=when.astimezone(BERLIN),
        )
        for n, when in enumerate(all_dates)
        if n in moved and n not in gone
    ]
    raw = calendar(master, *others).replace(b"END:VEVENT", f"RRULE:{rule}\r\nEND:VEVENT".encode(), 1)
    diary(fake).lose("a@x.example")
    diary(fake).add(raw)
    begins, ends = NINE - 2 * DAY, NINE + 300 * DAY
    assert dates_of(one(fake).raw, begins, ends) == dates_of(raw, begins, ends)


@pytest.mark.parametrize(("day", "expected"), [(31, "2027-02-28"), (30, "2027-02-28"), (29, "2027-02-28")])
def test_the_31st_of_a_shorter_month_is_its_last_day(day: int, expected: str) -> None:
    """As Exchange does; an RRULE with BYMONTHDAY=31 alone would pass the month over."""
    from paceline_connectors.graph.recurrence import dates, rule_of

    start = datetime(2026, 12, day, 9, 0, tzinfo=UTC)
    pattern = {"type": "absoluteMonthly", "interval": 1, "dayOfMonth": day}
    rule = rule_of({"pattern": pattern, "range": {"type": "noEnd"}}, start, UTC)
    assert rule
    found = dates(rule, start, start, start + 150 * DAY, UTC)
    assert [f"{each:%Y-%m-%d}" for each in found[:4]] == [
        f"2026-12-{day}",
        f"2027-01-{day}",
        expected,
        f"2027-03-{day}",
    ]


def test_a_series_keeps_its_hour_when_the_clocks_change(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", begins=NINE, RRULE={"FREQ": ["WEEKLY"]}))
    given = one(fake)
    assert b"DTSTART;TZID=Europe/Berlin:20261123T090000" in given.raw
    assert dates_of(given.raw, NINE + 126 * DAY, NINE + 127 * DAY)[0][0] == datetime(2027, 3, 29, 7, 0, tzinfo=UTC)


def test_a_zone_comes_with_its_rules(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", begins=NINE))
    raw = one(fake).raw.decode()
    assert "TZID:Europe/Berlin" in raw
    # In the old time: at two o'clock, not at three.
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in raw
    assert "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100" in raw


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "America/New_York", "Africa/Casablanca", "Asia/Kolkata", "Australia/Lord_Howe"]
)
def test_a_zones_rules_say_what_the_zone_says(name: str) -> None:
    """Read by dateutil, each half hour around a change of the clocks."""
    from io import StringIO

    from dateutil.tz import tzical

    zone = ZoneInfo(name)
    text = "BEGIN:VCALENDAR\r\n" + vtimezone(name, 2026, 2027).to_ical().decode() + "END:VCALENDAR\r\n"
    read = tzical(StringIO(text)).get()
    days = [datetime(2026, 1, 2) + n * DAY for n in range(2 * 364)]
    changing = [d for d in days if d.replace(tzinfo=zone).utcoffset() != (d + DAY).replace(tzinfo=zone).utcoffset()]
    for local in [*days[::10], *(day + n * HOUR / 2 for day in changing for n in range(-4, 56))]:
        both = {local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
        assert local.replace(tzinfo=read).utcoffset() in both


@pytest.mark.parametrize("year", [1975, 2035])
def test_a_zone_has_rules_for_an_event_of_any_year(fake: Fake, year: int) -> None:
    rule = {"FREQ": ["WEEKLY"]} if year < 2026 else {"FREQ": ["WEEKLY"], "COUNT": [3]}
    diary(fake).add(event("a@x.example", begins=datetime(year, 7, 7, 9, 0, tzinfo=BERLIN), RRULE=rule))
    raw = one(fake).raw.decode()
    for each in {max(year, 2026), max(year, 2027)}:
        assert f"DTSTART:{each}03" in raw
        assert f"DTSTART:{each}10" in raw
    assert len(raw) < 20_000


def test_a_zone_that_somebody_made_is_the_mailboxs(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", begins=NINE, RRULE={"FREQ": ["WEEKLY"]}))
    [held] = diary(fake).events.values()
    held.row["originalStartTimeZone"] = "tzone://Microsoft/Custom"
    held.row["recurrence"]["range"]["recurrenceTimeZone"] = "Customized Time Zone"
    assert b"DTSTART;TZID=Europe/Berlin:20261123T090000" in one(fake).raw


def test_a_zone_that_was_guessed_wrong_changes_no_date(fake: Fake) -> None:
    raw = event("a@x.example", begins=NINE, RRULE={"FREQ": ["WEEKLY"], "COUNT": [30]})
    diary(fake).add(raw)
    [held] = diary(fake).events.values()
    held.row["originalStartTimeZone"] = "tzone://Microsoft/Custom"
    held.row["recurrence"]["range"]["recurrenceTimeZone"] = "Customized Time Zone"
    fake.settings["timeZone"] = "Tokyo Standard Time"
    begins, ends = NINE - DAY, NINE + 300 * DAY
    assert dates_of(one(fake).raw, begins, ends) == dates_of(raw, begins, ends)


def test_a_pattern_that_is_not_known_is_given_date_by_date(fake: Fake) -> None:
    raw = event("a@x.example", begins=NINE, RRULE={"FREQ": ["WEEKLY"], "COUNT": [5]})
    diary(fake).add(raw)
    [held] = diary(fake).events.values()
    held.row["recurrence"]["pattern"]["type"] = "lunarMonthly"
    begins, ends = NINE - DAY, NINE + 300 * DAY
    assert {when for when, _ in dates_of(one(fake).raw, begins, ends)} == {
        when for when, _ in dates_of(raw, begins, ends)
    }


def test_a_cancelled_meeting_says_so(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", guests=(US,), STATUS="CANCELLED"))
    assert lead(one(fake))["STATUS"] == "CANCELLED"


def test_who_is_out_of_office_is_shown_so(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", begins=date(2026, 12, 1), X_MICROSOFT_CDO_BUSYSTATUS="OOF"))
    assert lead(one(fake))["X-MICROSOFT-CDO-BUSYSTATUS"] == "OOF"


def test_how_its_organizer_shows_it_and_its_version_come_from_extended_properties(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", guests=(US,)))
    [held] = diary(fake).events.values()
    appointment = "{00062002-0000-0000-c000-000000000046}"
    held.row["singleValueExtendedProperties"] = [
        {"id": f"Integer {appointment} Id 0x8201", "value": "7"},
        {"id": f"Integer {appointment} Id 0x8224", "value": "3"},
    ]
    given = lead(one(fake))
    assert (given["SEQUENCE"], given["X-MICROSOFT-CDO-INTENDEDSTATUS"]) == (7, "OOF")


def test_the_organizer_and_the_uid_are_those_of_the_invitation(fake: Fake) -> None:
    diary(fake).add(event("odd/uid+1@google.com", guests=(US, GUEST)))
    [held] = diary(fake).events.values()
    assert held.row["iCalUId"].startswith("040000008200E00074C5B7101A82E008")
    given = lead(one(fake))
    assert str(given["UID"]) == "odd/uid+1@google.com"
    assert str(given["ORGANIZER"]) == "mailto:mara@acme.example"
    assert [str(each.params["RSVP"]) for each in listed(given, "ATTENDEE")] == ["TRUE", "TRUE"]


def test_a_uid_of_exchanges_own_stays(fake: Fake) -> None:
    diary(fake).foreign_uids = False
    own = "040000008200E00074C5B7101A82E00800000000107F4D2A1C66DC01000000000000000010000000AB"
    diary(fake).add(event(own, guests=(US,)))
    assert str(lead(one(fake))["UID"]) == own


def test_an_appointment_of_nobody_elses_has_no_organizer(fake: Fake) -> None:
    diary(fake).add(event("a@x.example"))
    assert "ORGANIZER" not in lead(one(fake))


def test_one_odd_event_keeps_no_other_waiting(fake: Fake, caplog: pytest.LogCaptureFixture) -> None:
    diary(fake).add(event("a@x.example"))
    diary(fake).add(event("b@x.example"))
    held = diary(fake).by_uid("a@x.example")
    assert held
    held.shown = lambda **_: {**held.row, "start": {"dateTime": "soon", "timeZone": "UTC"}}  # type: ignore[method-assign]
    changes = opened(fake).changes("")
    fake.mistakes.clear()
    assert [str(lead(each)["UID"]) for each in changes.events if each.raw != UNREADABLE] == ["b@x.example"]
    assert len(changes.events) == 2, "it is not gone"
    assert held.name in caplog.text


# --- changes ---------------------------------------------------------------------------------------------------------


def test_a_date_that_was_taken_away_changes_its_series(fake: Fake) -> None:
    """The view says nothing of that date; the series stands in it again, without."""
    diary(fake).add(event("a@x.example", begins=NOON, RRULE={"FREQ": ["WEEKLY"], "COUNT": [5]}))
    given = opened(fake)
    cursor = given.changes("").cursor
    [held] = diary(fake).events.values()
    held.gone.add(NOON + 7 * DAY)
    diary(fake).log.append(held.name)
    [changed] = given.changes(cursor).events
    assert changed.name == held.name
    assert [value.dt for value in lead(changed)["EXDATE"].dts] == [NOON + 7 * DAY]


@pytest.mark.parametrize("when", [NOON - 900 * DAY, NOON + 900 * DAY])
def test_an_event_outside_of_the_view_is_told_all_the_same(fake: Fake, when: datetime) -> None:
    given = opened(fake)
    cursor = given.changes("").cursor
    diary(fake).add(event("far@x.example", begins=when))
    [changed] = given.changes(cursor).events
    assert str(lead(changed)["UID"]) == "far@x.example"
    assert len(given.changes("").events) == 1


def test_when_the_view_is_old_it_is_taken_anew(fake: Fake) -> None:
    given = opened(fake)
    diary(fake).add(event("a@x.example"))
    cursor = given.changes("").cursor
    fake.ahead += timedelta(days=20)
    assert not given.changes(cursor).whole
    fake.ahead += timedelta(days=20)
    changes = given.changes(cursor)
    assert (changes.whole, len(changes.events)) == (True, 1)
    assert not given.changes(changes.cursor).whole


def test_a_cursor_does_not_lead_elsewhere(fake: Fake) -> None:
    cursor = '{"begins": "2026-11-01T00:00:00Z", "link": "http://127.0.0.1:1/v1.0/users/x/calendarView/delta"}'
    assert opened(fake).changes(cursor).whole


def test_a_daily_series_of_years_is_read_in_pages(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", begins=NINE - 700 * DAY, RRULE={"FREQ": ["DAILY"]}))
    given = lead(one(fake))
    assert dict(given["RRULE"]) == {"FREQ": ["DAILY"]}
    assert "EXDATE" not in given
    assert sum("instances" in each for each in fake.asked) >= 4


# --- answers ---------------------------------------------------------------------------------------------------------


def test_one_date_of_a_series_is_answered_by_itself(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", begins=NOON, guests=(US,), RRULE={"FREQ": ["WEEKLY"], "COUNT": [5]}))
    given = opened(fake)
    [series] = given.changes("").events
    given.answer(series.name, reply("a@x.example", "TENTATIVE", RECURRENCE_ID=NOON + 7 * DAY))
    given.answer(series.name, reply("a@x.example", "TENTATIVE", RECURRENCE_ID=NOON + 7 * DAY))
    [held] = diary(fake).events.values()
    assert list(held.changed) == [NOON + 7 * DAY]
    assert held.row["responseStatus"]["response"] == "notResponded"
    assert len(diary(fake).told) == 1
    given.answer(series.name, reply("a@x.example", "ACCEPTED", RECURRENCE_ID=NOON + 8 * DAY))
    assert len(diary(fake).told) == 1, "there is no such date"


def test_what_was_said_is_not_said_again(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", guests=(US,)))
    name = one(fake).name
    for _ in range(2):
        opened(fake).answer(name, reply("a@x.example", "ACCEPTED"))
    assert len(diary(fake).told) == 1


def test_what_we_said_stands_in_our_copy(fake: Fake) -> None:
    """Of the other guests a guest's copy knows nothing."""
    diary(fake).add(event("a@x.example", guests=(US, GUEST)))
    opened(fake).answer(one(fake).name, reply("a@x.example", "TENTATIVE"))
    assert answers(one(fake).raw) == {US: "TENTATIVE", GUEST: "NEEDS-ACTION"}


def test_who_wants_no_answer_gets_none(fake: Fake) -> None:
    diary(fake).add(event("a@x.example", guests=(US,)))
    [held] = diary(fake).events.values()
    held.row["responseRequested"] = False
    opened(fake).answer(one(fake).name, reply("a@x.example", "ACCEPTED"))
    assert held.row["responseStatus"]["response"] == "accepted"
    assert diary(fake).told == []


def test_the_organizer_answers_nobody(fake: Fake) -> None:
    diary(fake).add(event("a@x.example"))
    opened(fake).answer(one(fake).name, reply("a@x.example", "ACCEPTED"))
    assert diary(fake).told == []


@pytest.mark.parametrize("partstat", ["NEEDS-ACTION", "DELEGATED", ""])
def test_an_answer_that_graph_has_no_word_for_is_refused(fake: Fake, partstat: str) -> None:
    diary(fake).add(event("a@x.example", guests=(US,)))
    with pytest.raises(DeliveryError) as caught:
        opened(fake).answer(one(fake).name, reply("a@x.example", partstat))
    assert caught.value.permanent


def test_a_zone_in_an_answer_is_kept_from_all_later_ones(fake: Fake) -> None:
    """icalendar keeps a VTIMEZONE for the whole process, by its name."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Nowhere\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "TZOFFSETFROM:-1200\r\nTZOFFSETTO:-1200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    diary(fake).add(event("a@x.example", guests=(US,)))
    said = reply("a@x.example", "ACCEPTED").replace(b"BEGIN:VEVENT", zone.encode() + b"BEGIN:VEVENT", 1)
    opened(fake).answer(one(fake).name, said)
    later = event("b@x.example").replace(b"DTSTART:20261123T120000Z", b"DTSTART;TZID=Europe/Nowhere:20261123T120000")
    assert Calendar.from_ical(later).walk("VEVENT")[0]["DTSTART"].dt.tzinfo is None


# --- events of our own -----------------------------------------------------------------------------------------------


def test_what_is_ours_says_what_we_said(fake: Fake) -> None:
    ours = event("c12@acme.example", "C12", date(2026, 12, 1), TRANSP="TRANSPARENT", CLASS="PRIVATE", LOCATION="Room 1")
    opened(fake).put("c12@acme.example", ours)
    [held] = diary(fake).events.values()
    assert (held.row["showAs"], held.row["sensitivity"], held.row["isReminderOn"]) == ("free", "private", False)
    given = lead(one(fake))
    assert [str(given[name]) for name in ("UID", "TRANSP", "CLASS", "LOCATION")] == [
        "c12@acme.example", "TRANSPARENT", "PRIVATE", "Room 1",
    ]  # fmt: skip


def test_guests_of_an_event_of_ours_are_not_invited_by_exchange(fake: Fake) -> None:
    opened(fake).put("c12@acme.example", event("c12@acme.example", guests=(GUEST,)))
    [held] = diary(fake).events.values()
    assert held.row["attendees"] == []


def test_a_series_of_ours_is_refused(fake: Fake) -> None:
    with pytest.raises(DeliveryError, match="single event") as caught:
        opened(fake).put("w@acme.example", event("w@acme.example", RRULE={"FREQ": ["WEEKLY"]}))
    assert caught.value.permanent


def test_two_processes_that_write_at_once_make_one_event(fake: Fake) -> None:
    """The first one's event is not found yet by the second, as an index may lag: the transaction's name tells."""
    ours = event("c12@acme.example")
    opened(fake).put("c12@acme.example", ours)
    from fakes.graph.answers import found

    with fake.trouble(r"GET .*calendar/events$", found("event*", {"value": []})):
        opened(fake).put("c12@acme.example", ours)
    assert len(diary(fake).events) == 1


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (400, "ErrorPropertyValidationFailure", True),
        (403, "ErrorAccessDenied", None),
        (503, "ServiceUnavailable", None),
    ],
)
def test_only_a_refusal_is_for_good(fake: Fake, status: int, code: str, permanent: bool | None) -> None:
    with (
        fake.refuses("POST .*calendar/events", status, code),
        pytest.raises((DeliveryError, ConnectionError)) as caught,
    ):
        opened(fake).put("c12@acme.example", event("c12@acme.example"))
    assert getattr(caught.value, "permanent", None) is permanent


def test_a_long_look_into_others_calendars_is_asked_for_in_parts(fake: Fake) -> None:
    times = [("oof", NOON + n * 30 * DAY, NOON + n * 30 * DAY + HOUR) for n in range(6)]
    diary(fake).shared[GUEST] = [*times, ("tentative", NOON + DAY, NOON + 2 * DAY), ("free", NOON, NOON + HOUR)]
    given = list(opened(fake).shown(GUEST, NOON - DAY, NOON + 200 * DAY))
    assert [each.begins for each in given] == [when for _, when, _ in times]
    assert all(each.out_of_office for each in given)

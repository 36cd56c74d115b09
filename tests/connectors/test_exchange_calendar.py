"""The calendar at Exchange, held to the contract, and what only it has: series, zones, and answers to single dates."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from fakes.ews import Exchange
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as Parsed
from icalendar import vRecur

from connectors.calendar_contract import (
    DAY,
    GUEST,
    HOUR,
    NOON,
    US,
    CalendarContract,
    answers,
    calendar,
    component,
    event,
    facts,
    reply,
    series,
)
from paceline.ports import UNREADABLE, DeliveryError, Shown
from paceline_connectors import exchange as connector
from paceline_connectors.exchange.calendar import ExchangeCalendar
from paceline_connectors.exchange.rules import rule


class ExchangeWorld:
    def __init__(self, server: Exchange) -> None:
        self.server = server
        self.box = server.post.open(US)

    def calendar(self, **more: object) -> ExchangeCalendar:
        given = {"endpoint": self.server.url, "address": US, "password": "secret", "auth": "basic", "timeout": 10}
        return connector.calendar(given | more)

    def add(self, raw: bytes) -> None:
        entries: list[Any] = Parsed.from_ical(raw).walk("VEVENT")
        uid = str(entries[0]["UID"])
        if item := self.box.by_uid(uid):
            item.entries, item.answer = entries, "NoResponseReceived"
            self.box.update(item)
        else:
            self.box.add("calendar", "CalendarItem", entries=entries)

    def lose(self, uid: str) -> None:
        item = self.box.by_uid(uid)
        assert item
        self.box.remove(item.id)

    def held(self) -> Mapping[str, bytes]:
        return {item.uid: calendar(*item.entries) for item in self.box.within("calendar")}

    def told(self) -> list[tuple[str, str, str]]:
        return self.server.post.meeting_answers

    def shares(self, address: str, *times: Shown) -> None:
        marks = [(each.begins, each.ends, "OOF" if each.out_of_office else "Busy") for each in times]
        self.server.post.open(address).busy = marks

    def forget(self) -> None:
        self.server.forget()

    @contextmanager
    def away(self) -> Iterator[None]:
        self.server.__exit__()
        yield
        self.server.__enter__()

    @contextmanager
    def cut(self, after: int) -> Iterator[None]:
        self.server.fail("*", "cut after", times=1, after=after)
        yield
        self.server.mend()

    @contextmanager
    def throttled(self, seconds: float) -> Iterator[None]:
        self.server.fail("*", "busy", seconds=seconds)
        yield
        self.server.mend()

    def requests(self) -> int:
        return len(self.server.requests)


@pytest.fixture
def world() -> Iterator[ExchangeWorld]:
    with Exchange() as server:
        yield ExchangeWorld(server)


class TestCalendar(CalendarContract):
    CANNOT: ClassVar[Mapping[str, str]] = {
        "series of our own": "the service writes none; what Exchange keeps of a rule is not all that RFC 5545 can say",
    }


def test_a_series_of_our_own_is_refused_for_good(world: ExchangeWorld) -> None:
    with pytest.raises(DeliveryError, match="one date") as caught:
        world.calendar().put("weekly@acme.example", series("weekly@acme.example"))
    assert caught.value.permanent
    assert world.held() == {}


# What Exchange says otherwise than RFC 5545, and must mean the same.
RULES = [
    "FREQ=DAILY;COUNT=5",
    "FREQ=DAILY;INTERVAL=3;UNTIL=20270131T120000Z",
    "FREQ=WEEKLY;COUNT=7",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;WKST=SU;COUNT=9",
    "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270301T120000Z",
    "FREQ=MONTHLY;BYMONTHDAY=23;COUNT=5",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=4MO;COUNT=5",
    "FREQ=MONTHLY;BYDAY=-1MO;COUNT=5",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4",
    "FREQ=MONTHLY;BYDAY=SU,SA;BYSETPOS=1;COUNT=4",
    "FREQ=YEARLY;COUNT=3",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=4MO;COUNT=3",
    "FREQ=WEEKLY",
]


@pytest.mark.parametrize("said", RULES)
def test_a_rule_keeps_its_dates(world: ExchangeWorld, said: str) -> None:
    starts = NOON
    world.add(
        re.sub(rb"(DTSTAMP)", f"RRULE:{said}\r\n".encode() + rb"\1", event("a@acme.example", begins=starts), count=1)
    )
    [given] = world.calendar().changes("").events
    [master] = Parsed.from_ical(given.raw).walk("VEVENT")
    written = master["RRULE"].to_ical().decode()
    assert _dates(written, starts) == _dates(said, starts)


def _dates(written: str, starts: datetime) -> list[datetime]:
    return [at for at, _ in zip(rrulestr(written, dtstart=starts), range(40), strict=False)]


def test_the_last_day_of_a_month_is_in_every_month(world: ExchangeWorld) -> None:
    """Exchange's 31st is February's 28th; RFC 5545 would leave February out."""
    begins = datetime(2026, 12, 31, 12, tzinfo=UTC)
    world.add(calendar(component("a@acme.example", "x", begins, RRULE={"FREQ": ["MONTHLY"], "BYMONTHDAY": [31]})))
    [given] = world.calendar().changes("").events
    [master] = Parsed.from_ical(given.raw).walk("VEVENT")
    written = master["RRULE"].to_ical().decode()
    assert [f"{at:%d %b}" for at in _dates(written, begins)[:4]] == ["31 Dec", "31 Jan", "28 Feb", "31 Mar"]


@given(st.integers(1, 31), st.integers(1, 13), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_day_of_the_month_is_there_or_its_last(day: int, interval: int, about: date) -> None:
    """Whatever the day and the interval: as Exchange counts."""
    from exchangelib import EWSDate
    from exchangelib.recurrence import AbsoluteMonthlyPattern, Recurrence

    months = [about.year * 12 + about.month - 1 + interval * n for n in range(20)]
    expected = [
        datetime(month // 12, month % 12 + 1, min(day, monthrange(month // 12, month % 12 + 1)[1])) for month in months
    ]
    first = expected[0]
    recurrence = Recurrence(
        pattern=AbsoluteMonthlyPattern(interval=interval, day_of_month=day),
        start=EWSDate(first.year, first.month, first.day),
        number=20,
    )
    written = vRecur(rule(recurrence, UTC, whole_days=False)).to_ical().decode()
    assert list(rrulestr(written, dtstart=first)) == expected


def test_a_series_keeps_its_wall_clock_over_the_change_to_summer_time(world: ExchangeWorld) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begins = datetime(2026, 10, 19, 10, tzinfo=berlin)
    moved = component("a@acme.example", "moved", begins + 7 * DAY + HOUR, RECURRENCE_ID=begins + 7 * DAY)
    gone = begins + 14 * DAY
    world.add(calendar(component("a@acme.example", "x", begins, RRULE={"FREQ": ["WEEKLY"]}, EXDATE=gone), moved))
    [given] = world.calendar().changes("").events
    master, other = Parsed.from_ical(given.raw).walk("VEVENT")
    assert (master["DTSTART"].dt.isoformat(), master["DTSTART"].params["TZID"]) == (
        "2026-10-19T10:00:00+02:00",
        "Europe/Berlin",
    )
    assert other["RECURRENCE-ID"].dt.isoformat() == "2026-10-26T10:00:00+01:00"
    assert master["EXDATE"].dts[0].dt == gone
    assert b"BEGIN:VTIMEZONE" in given.raw


@pytest.mark.parametrize(
    "zone", ["Customized Time Zone", "Nowhere/Atlantis", "../../etc/passwd", "tzone://Microsoft/Custom"]
)
def test_a_zone_that_nobody_knows_is_taken_for_utc(
    world: ExchangeWorld, caplog: pytest.LogCaptureFixture, zone: str
) -> None:
    world.add(event("a@acme.example"))
    world.server.desk.zone = zone
    [given] = world.calendar().changes("").events
    assert facts(given.raw)[0]["begins"] == NOON.isoformat()
    assert "a time zone that nobody knows" in caplog.text


def test_an_event_of_one_whole_day_ends_when_the_next_begins(world: ExchangeWorld) -> None:
    world.add(event("a@acme.example", begins=date(2026, 12, 1)))
    [given] = world.calendar().changes("").events
    [said] = Parsed.from_ical(given.raw).walk("VEVENT")
    assert (said["DTSTART"].dt, said["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 2))


def test_whole_days_in_a_series_have_no_hours(world: ExchangeWorld) -> None:
    day = date(2026, 12, 1)
    moved = component("a@acme.example", "moved", day + 8 * DAY, RECURRENCE_ID=day + 7 * DAY)
    world.add(calendar(component("a@acme.example", "x", day, RRULE={"FREQ": ["WEEKLY"], "COUNT": [3]}), moved))
    [given] = world.calendar().changes("").events
    assert [(each["begins"], each["instead of"]) for each in facts(given.raw)] == [
        ("2026-12-01", None),
        ("2026-12-09", "2026-12-08"),
    ]


def test_what_an_event_says_besides(world: ExchangeWorld) -> None:
    world.add(
        event("a@acme.example", guests=(US,), LOCATION="Room 1", STATUS="CANCELLED", SEQUENCE=3, TRANSP="TRANSPARENT")
    )
    [given] = world.calendar().changes("").events
    [said] = Parsed.from_ical(given.raw).walk("VEVENT")
    assert [str(said[name]) for name in ("LOCATION", "STATUS", "SEQUENCE", "TRANSP", "ORGANIZER")] == [
        "Room 1",
        "CANCELLED",
        "3",
        "TRANSPARENT",
        "mailto:mara@acme.example",
    ]


def test_other_things_in_a_calendar_are_no_events(world: ExchangeWorld) -> None:
    world.add(event("a@acme.example"))
    world.box.add("calendar", "Message", raw=b"Subject: x\r\n\r\nx\r\n")
    assert len(world.calendar().changes("").events) == 1


@pytest.mark.parametrize(
    "broken", ["Recurrence", "Start", "End", "StartTimeZone", "ModifiedOccurrences", "ErrorItemCorrupt"]
)
def test_an_event_that_can_not_be_read_holds_up_no_other(
    world: ExchangeWorld, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    world.add(event("a@acme.example"))
    world.add(series("broken@acme.example"))
    world.add(event("c@acme.example"))
    world.server.desk.broken = "broken@acme.example", broken
    changes = world.calendar().changes("")
    assert broken != "Recurrence" or "can't be read and is left as it was" in caplog.text
    said = [facts(each.raw)[0]["uid"] for each in changes.events if each.raw != UNREADABLE]
    assert {"a@acme.example", "c@acme.example"} <= {*said}
    assert len(changes.events) == 3, "it is not gone"


def test_one_date_of_a_series_is_answered_by_itself(world: ExchangeWorld) -> None:
    world.add(calendar(component("a@acme.example", "x", NOON, (US,), RRULE={"FREQ": ["WEEKLY"], "COUNT": [4]})))
    box = world.calendar()
    [given] = box.changes("").events
    box.answer(given.name, reply("a@acme.example", "DECLINED", RECURRENCE_ID=NOON + 7 * DAY))
    assert world.server.post.date_answers == [("a@acme.example", NOON + 7 * DAY, "DECLINED")]
    assert world.box.by_uid("a@acme.example")
    box.answer(given.name, reply("a@acme.example", "DECLINED", RECURRENCE_ID=NOON + 8 * DAY))
    assert len(world.told()) == 1


def test_our_own_answer_is_what_our_copy_says_it_is(world: ExchangeWorld) -> None:
    """Who answered is known to the organizer's copy; ours knows our own answer only, and says it elsewhere."""
    world.add(event("a@acme.example", guests=(US, GUEST)))
    [item] = world.box.within("calendar")
    item.answer = "Accept"
    [given] = world.calendar().changes("").events
    assert answers(given.raw) == {US: "ACCEPTED", GUEST: "NEEDS-ACTION"}


def test_an_event_of_our_own_is_not_answered(world: ExchangeWorld) -> None:
    box = world.calendar()
    box.put("c12@acme.example", event("c12@acme.example"))
    [given] = box.changes("").events
    box.answer(given.name, reply("c12@acme.example", "ACCEPTED"))
    assert world.told() == []


@pytest.mark.parametrize("raw", [b"", b"nonsense", reply("a@acme.example", "NEEDS-ACTION"), event("a@acme.example")])
def test_what_is_no_answer_is_refused_for_good(world: ExchangeWorld, raw: bytes) -> None:
    with pytest.raises(DeliveryError) as caught:
        world.calendar().answer("AAMkAAAA", raw)
    assert caught.value.permanent
    assert world.requests() == 0


def test_a_lost_answer_is_given_again_and_changes_nothing(world: ExchangeWorld) -> None:
    world.add(event("a@acme.example", guests=(US,)))
    box = world.calendar()
    [given] = box.changes("").events
    world.server.fail("CreateItem", "cut after", times=1)
    with pytest.raises(ConnectionError):
        box.answer(given.name, reply("a@acme.example", "ACCEPTED"))
    box.answer(given.name, reply("a@acme.example", "ACCEPTED"))
    assert world.told() == [("a@acme.example", US, "ACCEPTED")]


def test_a_copy_that_somebody_made_of_an_event_of_ours_goes_with_it(world: ExchangeWorld) -> None:
    box = world.calendar()
    box.put("c12@acme.example", event("c12@acme.example"))
    [item] = world.box.within("calendar")
    world.box.add("calendar", "CalendarItem", entries=item.entries, properties=dict(item.properties))
    box.put("c12@acme.example", event("c12@acme.example", "again"))
    assert len(world.box.within("calendar")) == 1


def test_our_whole_days_are_those_of_the_zone_in_the_settings(world: ExchangeWorld) -> None:
    box = world.calendar(time_zone="Europe/Berlin")
    box.put("c12@acme.example", event("c12@acme.example", begins=date(2026, 12, 1)))
    assert b"2026-11-30T23:00:00Z" in world.server.octets or b"2026-12-01T00:00:00+01:00" in world.server.octets
    box.put("c12@acme.example", event("c12@acme.example", begins=date(2026, 12, 2)))
    [given] = box.changes("").events
    assert facts(given.raw)[0]["begins"] == "2026-12-02"


def test_a_long_look_into_another_calendar_is_taken_in_parts(world: ExchangeWorld) -> None:
    out = Shown(NOON + 20 * DAY, NOON + 40 * DAY, out_of_office=True)
    world.shares(GUEST, out, Shown(NOON + 80 * DAY, NOON + 80 * DAY + HOUR))
    assert list(world.calendar().shown(GUEST, NOON, NOON + 100 * DAY)) == [
        out,
        Shown(NOON + 80 * DAY, NOON + 80 * DAY + HOUR),
    ]
    assert world.server.requests == ["GetMailTips", *["GetUserAvailability"] * 4]


def test_scheduled_automatic_replies_are_an_absence(world: ExchangeWorld) -> None:
    guest = world.server.post.open(GUEST)
    guest.absence = NOON, NOON + 5 * DAY
    assert list(world.calendar().shown(GUEST, NOON + DAY, NOON + 2 * DAY)) == [
        Shown(*guest.absence, out_of_office=True)
    ]
    assert list(world.calendar().shown(GUEST, NOON + 6 * DAY, NOON + 7 * DAY)) == []


@pytest.mark.parametrize("code", ["ErrorMailTipsDisabled", "ErrorAccessDenied"])
def test_where_there_are_no_mail_tips_free_busy_is_shown(world: ExchangeWorld, code: str) -> None:
    world.shares(GUEST, Shown(NOON, NOON + HOUR))
    world.server.desk.mail_tips = code
    assert list(world.calendar().shown(GUEST, NOON - DAY, NOON + DAY)) == [Shown(NOON, NOON + HOUR)]


@pytest.mark.parametrize(
    "code", ["ErrorNoFreeBusyAccess", "ErrorProxyRequestNotAllowed", "ErrorFreeBusyGenerationFailed"]
)
def test_who_shows_us_nothing_is_not_known(world: ExchangeWorld, code: str) -> None:
    world.shares(GUEST, Shown(NOON, NOON + HOUR))
    world.server.desk.secretive = code
    assert list(world.calendar().shown(GUEST, NOON - DAY, NOON + DAY)) == []


@pytest.mark.parametrize("kind", ["Free", "Tentative", "WorkingElsewhere", "NoData"])
def test_only_busy_and_out_of_office_are_shown(world: ExchangeWorld, kind: str) -> None:
    world.server.post.open(GUEST).busy = [(NOON, NOON + HOUR, kind)]
    assert list(world.calendar().shown(GUEST, NOON - DAY, NOON + DAY)) == []


@pytest.mark.parametrize("code", ["ErrorInvalidSyncStateData", "ErrorSyncFolderNotFound"])
def test_a_refused_cursor_gives_the_whole_once(world: ExchangeWorld, code: str) -> None:
    world.add(event("a@acme.example"))
    box = world.calendar()
    cursor = box.changes("").cursor
    world.server.fail("SyncFolderItems", code, times=1)
    assert box.changes(cursor).whole
    world.server.fail("SyncFolderItems", code, times=2)
    with pytest.raises(ConnectionError):
        box.changes(cursor)


def test_more_changes_than_fit_an_answer_are_all_given(world: ExchangeWorld) -> None:
    for n in range(600):
        world.add(event(f"{n}@acme.example", begins=NOON + timedelta(hours=n)))
    changes = world.calendar().changes("")
    assert len({each.name for each in changes.events}) == 600
    assert world.server.requests.count("SyncFolderItems") == 2

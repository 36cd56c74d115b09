"""Google's calendar, held to the contract over the fake, and what only Google has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from approve import Approved
from fakes.google import Fault, Google
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar as Parsed
from icalendar import Event as ParsedEvent

from connectors.calendar_contract import DAY, HOUR, NOON, CalendarContract, calendar, event, facts, reply, series, uids
from connectors.google_doors import ANA, US, Doors, doors, google
from paceline.ports import UNREADABLE, Calendar, DeliveryError, SettingsError, Shown
from paceline_connectors import google as connector
from paceline_connectors.google import diary
from paceline_connectors.google.to_ical import calendar_object

__all__ = ["doors", "google"]


class GoogleWorld:
    """What others do, written from RFC 5545 to Google's form and back by itself: the connector has its own way."""

    def __init__(self, doors: Doors) -> None:
        self.google = doors.google
        self._doors = doors

    @property
    def store(self) -> Any:
        return self.google.calendar()

    def calendar(self) -> Calendar:
        return self._doors.calendar()

    def add(self, raw: bytes) -> None:
        found = Parsed.from_ical(raw).walk("VEVENT")
        master = next(each for each in found if "RECURRENCE-ID" not in each)
        known = self._named(str(master["UID"]))
        placed = self.store.place({**(known or {"iCalUID": str(master["UID"])}), **as_google_has_it(master)})
        for other in found:
            if "RECURRENCE-ID" in other:
                when = other["RECURRENCE-ID"].dt
                key = f"{placed['id']}_{when:%Y%m%dT%H%M%SZ}"
                own = {"id": key, "recurringEventId": placed["id"], "originalStartTime": told(when)}
                self.store.place({"iCalUID": placed["iCalUID"], **as_google_has_it(other), **own})

    def lose(self, uid: str) -> None:
        self.store.delete(self._named(uid)["id"])

    def held(self) -> Mapping[str, bytes]:
        found: dict[str, list[ParsedEvent]] = {}
        for each in self.store.events.values():
            if each["status"] != "cancelled":
                found.setdefault(uid_of(self.store.events[each.get("recurringEventId", each["id"])]), []).append(
                    as_icalendar_has_it(each)
                )
        for uid, events in found.items():
            for each in events:
                each["UID"] = uid
        return {uid: calendar(*events) for uid, events in found.items()}

    def told(self) -> list[tuple[str, str, str]]:
        return [(uid, who, status.upper()) for uid, who, status in self.store.told]

    def shares(self, address: str, *times: Shown) -> None:
        theirs = self.google.calendar(address)
        theirs.shared[US] = "reader"
        for each in times:
            kind = "outOfOffice" if each.out_of_office else "default"
            theirs.place({"start": told(each.begins), "end": told(each.ends), "summary": "x", "eventType": kind})

    def forget(self) -> None:
        self.store.forget()

    def away(self) -> AbstractContextManager[None]:
        return self.google.away()

    @contextmanager
    def cut(self, after: int) -> Iterator[None]:
        with self.google.failing(Fault(how="lose", after=after, times=1)):
            yield

    @contextmanager
    def throttled(self, seconds: float) -> Iterator[None]:
        retry = {"Retry_After": str(int(seconds))}
        with self.google.failing(Fault("calendar", status=403, reason="rateLimitExceeded", headers=retry)):
            yield

    def requests(self) -> int:
        return len(self.google.log)

    def _named(self, uid: str) -> Any:
        return next((each for each in self.store.events.values() if uid_of(each) == uid), None)


def uid_of(placed: Mapping[str, Any]) -> str:
    return str(placed.get("extendedProperties", {}).get("private", {}).get("paceline-uid", placed["iCalUID"]))


def told(when: date, zone: str = "UTC") -> dict[str, str]:
    if isinstance(when, datetime):
        return {"dateTime": when.isoformat(), "timeZone": getattr(when.tzinfo, "key", zone)}
    return {"date": when.isoformat()}


def as_google_has_it(found: ParsedEvent) -> dict[str, Any]:
    guests: Any = found.get("ATTENDEE", [])
    guests = guests if isinstance(guests, list) else [guests]
    text = found.to_ical().decode().replace("\r\n ", "").splitlines()
    lines = [line for line in text if line.startswith(("RRULE", "EXDATE", "RDATE"))]
    return {
        "status": "confirmed",
        "summary": str(found["SUMMARY"]),
        "start": told(found["DTSTART"].dt),
        "end": told(found["DTEND"].dt),
        **({"description": str(found["DESCRIPTION"])} if "DESCRIPTION" in found else {}),
        **({"recurrence": lines} if lines else {}),
        **({"attendees": [{"email": str(g)[7:], "responseStatus": "needsAction"} for g in guests]} if guests else {}),
        **({"organizer": {"email": str(found["ORGANIZER"])[7:]}} if "ORGANIZER" in found else {}),
    }


def as_icalendar_has_it(placed: Mapping[str, Any]) -> ParsedEvent:
    def moment(given: Mapping[str, str]) -> date:
        return date.fromisoformat(given["date"]) if "date" in given else datetime.fromisoformat(given["dateTime"])

    made = ParsedEvent.from_ical("\r\n".join(["BEGIN:VEVENT", *placed.get("recurrence", []), "END:VEVENT", ""]))
    made.add("UID", uid_of(placed))
    made.add("SUMMARY", placed["summary"])
    made.add("DTSTART", moment(placed["start"]))
    made.add("DESCRIPTION", placed.get("description", ""))
    if "originalStartTime" in placed:
        made.add("RECURRENCE-ID", moment(placed["originalStartTime"]))
    for guest in placed.get("attendees", ()):
        partstat = {"needsAction": "NEEDS-ACTION"}.get(guest["responseStatus"], guest["responseStatus"].upper())
        made.add("ATTENDEE", f"mailto:{guest['email']}", parameters={"PARTSTAT": partstat})
    return made


@pytest.fixture
def world(doors: Doors) -> GoogleWorld:
    return GoogleWorld(doors)


class TestCalendar(CalendarContract):
    pass


# --- from Google's form to RFC 5545 ----------------------------------------------------------------------------------

WEEKLY: dict[str, Any] = {
    "kind": "calendar#event",
    "id": "4kq3",
    "iCalUID": "4kq3@google.com",
    "status": "confirmed",
    "created": "2026-11-02T08:00:00.000Z",
    "updated": "2026-11-20T08:00:00.123Z",
    "summary": "Platform weekly",
    "description": "<p>ask: 2 days before</p>",
    "location": "Room 3; left",
    "sequence": 2,
    "organizer": {"email": "mara@acme.example", "displayName": 'Mara "M" Lind'},
    "attendees": [
        {"email": "mara@acme.example", "organizer": True, "responseStatus": "accepted", "displayName": "Mara Lind"},
        {"email": US, "self": True, "responseStatus": "needsAction"},
        {"email": "bo@acme.example", "optional": True, "responseStatus": "declined", "additionalGuests": 2},
        {"email": "room@acme.example", "resource": True, "responseStatus": "tentative"},
    ],
    # As the API gives it: by the clock of the calendar, not of the event.
    "start": {"dateTime": "2026-11-23T16:00:00+01:00", "timeZone": "America/New_York"},
    "end": {"dateTime": "2026-11-23T16:30:00+01:00", "timeZone": "America/New_York"},
    "recurrence": [
        "EXDATE;TZID=America/New_York:20261207T100000",
        "RRULE:FREQ=WEEKLY;UNTIL=20270301T045959Z;BYDAY=MO",
    ],
}
MOVED = {
    **{key: value for key, value in WEEKLY.items() if key != "recurrence"},
    "id": "4kq3_20261130T150000Z",
    "recurringEventId": "4kq3",
    "originalStartTime": {"dateTime": "2026-11-30T16:00:00+01:00", "timeZone": "America/New_York"},
    "start": {"dateTime": "2026-12-01T16:00:00+01:00", "timeZone": "America/New_York"},
    "end": {"dateTime": "2026-12-01T16:30:00+01:00", "timeZone": "America/New_York"},
}
CANCELLED = {
    "id": "4kq3_20261214T150000Z",
    "status": "cancelled",
    "recurringEventId": "4kq3",
    "originalStartTime": {"dateTime": "2026-12-14T16:00:00+01:00", "timeZone": "America/New_York"},
}


def lines(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").splitlines()


def test_a_series_reads_as_its_calendar_would_have_mailed_it(approved: Approved) -> None:
    raw = calendar_object([MOVED, CANCELLED, WEEKLY])
    approved("google/weekly.ics", raw)
    assert raw == calendar_object([WEEKLY, MOVED, CANCELLED])


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"start": {"date": "2026-12-01"}, "end": {"date": "2026-12-03"}}, "DTSTART;VALUE=DATE:20261201"),
        ({"start": {"dateTime": "2026-12-01T10:00:00Z"}}, "DTSTART:20261201T100000Z"),
        ({"start": {"dateTime": "2026-12-01T10:00:00+01:00", "timeZone": "Nowhere/Atall"}}, "DTSTART:20261201T090000Z"),
        ({"start": {"dateTime": "2026-12-01T10:00:00", "timeZone": "Asia/Tokyo"}}, "DTSTART;TZID=Asia/Tokyo:20261201T100000"),  # noqa: E501
        ({"eventType": "outOfOffice"}, "X-MICROSOFT-CDO-BUSYSTATUS:OOF"),
        ({"transparency": "transparent"}, "TRANSP:TRANSPARENT"),
        ({"visibility": "private"}, "CLASS:PRIVATE"),
        ({"status": "tentative"}, "STATUS:TENTATIVE"),
        ({"summary": "a\x00b\nc"}, "SUMMARY:a b\\nc"),
        ({"extendedProperties": {"private": {"paceline-uid": "c12@acme.example"}}}, "UID:c12@acme.example"),
    ],
)  # fmt: skip
def test_what_an_event_says(more: dict[str, Any], line: str) -> None:
    single = {key: value for key, value in WEEKLY.items() if key != "recurrence"}
    assert line in lines(calendar_object([{**single, **more}]))


@pytest.mark.parametrize("kind", ["workingLocation", "birthday"])
def test_what_is_no_appointment_is_left_out(kind: str) -> None:
    assert calendar_object([{**WEEKLY, "eventType": kind}]) == b""


TEXT = st.text(max_size=30)
RULES = st.sampled_from(
    [
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=WEEKLY;UNTIL=nonsense",
        "RRULE:",
        "EXDATE;VALUE=DATE:20261201",
        "EXDATE:20269999T000000Z",
        "RDATE;TZID=Nowhere:20261201T100000",
        "X\r\nATTENDEE:mailto:eve@evil.example",
        "END:VEVENT",
    ]
)


@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "summary": TEXT,
            "description": TEXT,
            "location": TEXT,
            "iCalUID": TEXT,
            "status": st.sampled_from(["confirmed", "tentative", "cancelled"]),
            "recurrence": st.lists(RULES, max_size=3),
            "attendees": st.lists(st.fixed_dictionaries({"email": TEXT, "displayName": TEXT}), max_size=3),
            "updated": st.sampled_from(["", "2026-11-20T08:00:00.123Z", "yesterday"]),
        }
    )
)
def test_whatever_people_write_it_is_one_event(said: dict[str, Any]) -> None:
    raw = calendar_object([{**WEEKLY, **said}])
    found = [line for line in lines(raw) if line in ("BEGIN:VEVENT", "END:VEVENT")]
    assert len(found) == (0 if said["status"] == "cancelled" else 2)
    if raw:
        [given] = Parsed.from_ical(raw).walk("VEVENT")
        assert not any("eve@evil.example" in str(guest) for guest in given.get("ATTENDEE", []))


# --- changes ---------------------------------------------------------------------------------------------------------


def test_a_date_that_alone_has_changed_brings_the_whole_series(world: GoogleWorld) -> None:
    world.add(series("weekly@acme.example"))
    box = world.calendar()
    [before], cursor = box.changes("").events, box.changes("").cursor
    key = next(key for key, each in world.store.events.items() if "recurringEventId" in each)
    world.store.patch(key, {"summary": "Weekly, elsewhere"}, {})
    [after] = box.changes(cursor).events
    assert before.name == after.name
    assert [each["summary"] for each in facts(after.raw)] == ["Weekly", "Weekly, elsewhere"]
    master = next(iter(world.store.events))
    world.store.patch(master, {"summary": "Weekly, anew"}, {})
    [later] = box.changes(box.changes(cursor).cursor and cursor).events
    assert [each["summary"] for each in facts(later.raw)] == ["Weekly, anew", "Weekly, elsewhere"]


def test_a_date_that_is_cancelled_is_an_exception_of_the_series(world: GoogleWorld) -> None:
    world.add(series("weekly@acme.example"))
    box = world.calendar()
    cursor = box.changes("").cursor
    moved = next(key for key, each in world.store.events.items() if "recurringEventId" in each)
    world.store.delete(moved)
    for changes in (box.changes(cursor), box.changes("")):
        [given] = changes.events
        assert len(facts(given.raw)) == 1
        dates = Parsed.from_ical(given.raw).walk("VEVENT")[0]["EXDATE"]
        gone = [value.dt for each in dates for value in each.dts]
        assert sorted(gone) == [NOON + 7 * DAY, NOON + 14 * DAY]


def test_one_who_is_invited_to_some_dates_only_has_those(world: GoogleWorld) -> None:
    box = world.calendar()
    cursor = box.changes("").cursor
    for week in (1, 2):
        start = NOON + week * 7 * DAY
        alone = {
            "id": f"theirs_{start:%Y%m%dT%H%M%SZ}",
            "iCalUID": "theirs@google.com",
            "recurringEventId": "theirs",
            "originalStartTime": told(start),
            "start": told(start),
            "end": told(start + HOUR),
            "summary": "Theirs",
            "organizer": {"email": "mara@acme.example"},
            "attendees": [{"email": US, "responseStatus": "needsAction"}],
        }
        world.store.place(alone)
    for changes in (box.changes(cursor), box.changes("")):
        [given] = changes.events
        assert [each["instead of"] for each in facts(given.raw)] == [
            (NOON + week * 7 * DAY).isoformat() for week in (1, 2)
        ]
    box.answer(given.name, reply("theirs@google.com", "ACCEPTED", RECURRENCE_ID=NOON + 14 * DAY))
    said = {key[-16:-8]: each["attendees"][0]["responseStatus"] for key, each in world.store.events.items()}
    assert said == {"20261130": "needsAction", "20261207": "accepted"}


@pytest.mark.parametrize("whole", [True, False])
def test_an_event_that_makes_no_sense_keeps_no_other_away(world: GoogleWorld, whole: bool) -> None:
    box = world.calendar()
    cursor = "" if whole else box.changes("").cursor
    world.add(event("good@acme.example"))
    odd = {"dateTime": "0001-01-01T00:00:00+14:00"}  # in UTC this is before the first day that there is
    world.store.place({"iCalUID": "odd", "start": odd, "end": odd})
    raws = [each.raw for each in box.changes(cursor).events]
    assert raws.count(UNREADABLE) == 1
    assert len(raws) == 2


def test_when_too_many_have_changed_all_are_listed(world: GoogleWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diary, "_SERIES_AT_A_TIME", 3)
    box = world.calendar()
    cursor = box.changes("").cursor
    for n in range(4):
        world.add(event(f"{n}@acme.example"))
    changes = box.changes(cursor)
    assert changes.whole
    assert len(uids(changes)) == 4


def test_our_own_event_comes_back_under_our_uid(world: GoogleWorld) -> None:
    box = world.calendar()
    cursor = box.changes("").cursor
    box.put("c12@acme.example", event("c12@acme.example", "C12"))
    assert uids(box.changes(cursor)) == ["c12@acme.example"]


# --- answering and writing -------------------------------------------------------------------------------------------


def test_one_date_of_a_series_is_answered(world: GoogleWorld) -> None:
    rule = {"FREQ": ["WEEKLY"], "COUNT": [4]}
    world.add(event("weekly@acme.example", guests=(US, ANA), RRULE=rule))
    box = world.calendar()
    [given] = box.changes("").events
    box.answer(given.name, reply("weekly@acme.example", "DECLINED", RECURRENCE_ID=NOON + 7 * DAY))
    assert world.told() == [("weekly@acme.example", US, "DECLINED")]
    said = [each["attendees"][0]["responseStatus"] for each in world.store.events.values()]
    assert said == ["needsAction", "declined"]
    box.answer(given.name, reply("weekly@acme.example", "DECLINED", RECURRENCE_ID=NOON + 100 * DAY))
    assert len(world.told()) == 1, "there is no such date"


def test_the_same_answer_again_tells_nobody(world: GoogleWorld) -> None:
    world.add(event("a@acme.example", guests=(US,)))
    box = world.calendar()
    [given] = box.changes("").events
    for _ in range(3):
        world.calendar().answer(given.name, reply("a@acme.example", "ACCEPTED"))
    assert len(world.told()) == 1


def test_an_event_that_we_are_not_invited_to_is_not_answered(world: GoogleWorld) -> None:
    world.add(event("a@acme.example", guests=(ANA,)))
    box = world.calendar()
    [given] = box.changes("").events
    with pytest.raises(DeliveryError, match="not among its guests") as caught:
        box.answer(given.name, reply("a@acme.example", "ACCEPTED"))
    assert caught.value.permanent


@pytest.mark.parametrize("raw", [b"", b"hello", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", event("a@acme.example")])
def test_what_is_no_answer_is_refused(world: GoogleWorld, raw: bytes) -> None:
    with pytest.raises(DeliveryError) as caught:
        world.calendar().answer("x", raw)
    assert caught.value.permanent
    assert world.requests() == 0


def test_a_calendar_that_may_only_be_read_says_so(doors: Doors, google: Google) -> None:
    google.calendar(ANA).shared[US] = "reader"
    box = doors.calendar(calendar=ANA)
    assert box.changes("").events == ()
    with pytest.raises(DeliveryError, match="share the calendar with the account") as caught:
        box.put("c12@acme.example", event("c12@acme.example"))
    assert not caught.value.permanent, "the letter is not to blame"


def test_a_calendar_that_is_not_shared_is_not_there(doors: Doors) -> None:
    with pytest.raises(ConnectionError, match="share it with the account"):
        doors.calendar(calendar=ANA).changes("")


def test_a_new_event_that_was_made_without_our_hearing_of_it_is_there_once(world: GoogleWorld) -> None:
    box = world.calendar()
    with world.google.failing(Fault("calendar.events.insert", how="lose", times=1)), pytest.raises(ConnectionError):
        box.put("c12@acme.example", event("c12@acme.example", "C12"))
    box.put("c12@acme.example", event("c12@acme.example", "C12"))
    assert len(world.store.events) == 1
    assert world.google.log.count("calendar.events.insert") == 1


# --- other people's --------------------------------------------------------------------------------------------------


def test_who_shares_free_and_busy_only_is_busy_and_no_more(doors: Doors, google: Google) -> None:
    google.calendar(ANA).place({"start": told(NOON), "end": told(NOON + HOUR), "eventType": "outOfOffice"})
    google.calendar(ANA).shared[US] = "freeBusyReader"
    assert list(doors.calendar().shown(ANA, NOON - DAY, NOON + DAY)) == [Shown(NOON, NOON + HOUR)]


def test_a_long_time_is_asked_for_in_parts(doors: Doors, google: Google) -> None:
    google.calendar(ANA).shared[US] = "reader"
    for days in (0, 100):
        google.calendar(ANA).place({"start": told(NOON + days * DAY), "end": told(NOON + days * DAY + HOUR)})
    given = list(doors.calendar().shown(ANA, NOON - DAY, NOON + 200 * DAY))
    assert [each.begins for each in given] == [NOON, NOON + 100 * DAY]
    assert google.log.count("calendar.freebusy.query") == 4


def test_a_bad_calendar_setting_is_told() -> None:
    with pytest.raises(SettingsError) as caught:
        connector.calendar({"account": US, "key_file": "k", "calender": "primary", "requests_per_minute": 1})
    assert [key for key, _, _ in caught.value.problems] == ["calender", "requests_per_minute"]

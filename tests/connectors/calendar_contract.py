"""What every calendar keeps to. A subclass gives the fixture `world`, and declares in CANNOT what its vendor can't."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, ClassVar, Protocol

import pytest
from icalendar import Calendar as Parsed
from icalendar import Event as ParsedEvent

from paceline.ports import Calendar, Changes, DeliveryError, Shown

US = "team@acme.example"
"""Whose calendar it is."""
ORGANIZER, GUEST, STRANGER = "mara@acme.example", "ana@acme.example", "nobody@elsewhere.example"


class World(Protocol):
    """The world outside the calendar under test."""

    def calendar(self) -> Calendar:
        """A new one to the same place, as after a restart."""

    def add(self, raw: bytes) -> None:
        """Somebody puts an event into it, or the server does with an invitation; one with the same UID is replaced."""

    def lose(self, uid: str) -> None:
        """Somebody takes an event out of it."""

    def held(self) -> Mapping[str, bytes]:
        """What it holds, by UID, read past the calendar under test."""

    def told(self) -> list[tuple[str, str, str]]:
        """What organizers were told: UID, whose answer, PARTSTAT. An answer that says the same again may be there
        again; compare it as a set."""

    def shares(self, address: str, *times: Shown) -> None:
        """The calendar of `address`, which is shared with the service, marks these times."""

    def forget(self) -> None:
        """The server forgets what it knew of all cursors."""

    def away(self) -> AbstractContextManager[None]:
        """For a while the server can't be reached."""

    def cut(self, after: int) -> AbstractContextManager[None]:
        """For a while the connection breaks once the server has done the request that comes after `after` others:
        its answer never arrives. Later ones pass."""

    def throttled(self, seconds: float) -> AbstractContextManager[None]:
        """For a while the server refuses everything, and says to come again after so many seconds."""

    def requests(self) -> int:
        """How many requests reached the server so far."""


STAMP = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def event(
    uid: str, text: str = "Review", begins: datetime | date = NOON, guests: Iterable[str] = (), **more: object
) -> bytes:
    """An event of the organizer's with the service and `guests` as its guests, where there are any."""
    return calendar(component(uid, text, begins, guests, **more))


def component(uid: str, text: str, begins: datetime | date, guests: Iterable[str] = (), **more: object) -> ParsedEvent:
    made = ParsedEvent()
    made.add("UID", uid)
    made.add("DTSTAMP", STAMP)
    made.add("DTSTART", begins)
    made.add("DTEND", begins + (HOUR if isinstance(begins, datetime) else DAY))
    made.add("SUMMARY", text)
    for name, value in more.items():
        made.add(name.replace("_", "-"), value)
    for guest in guests:
        made.add("ORGANIZER", f"mailto:{ORGANIZER}") if "ORGANIZER" not in made else None
        made.add("ATTENDEE", f"mailto:{guest}", parameters={"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"})
    return made


def calendar(*components: ParsedEvent, method: str = "") -> bytes:
    made = Parsed()
    made.add("VERSION", "2.0")
    made.add("PRODID", "-//Somebody//EN")
    if method:
        made.add("METHOD", method)
    for each in components:
        made.add_component(each)
    octets: bytes = made.to_ical()
    return octets


def reply(uid: str, partstat: str, **more: object) -> bytes:
    """Our answer to an invitation, as iTIP says it (RFC 5546, 3.2.3)."""
    made = ParsedEvent()
    made.add("UID", uid)
    made.add("DTSTAMP", STAMP + HOUR)
    made.add("ORGANIZER", f"mailto:{ORGANIZER}")
    made.add("ATTENDEE", f"mailto:{US}", parameters={"PARTSTAT": partstat})
    for name, value in more.items():
        made.add(name.replace("_", "-"), value)
    return calendar(made, method="REPLY")


def series(uid: str, text: str = "Weekly") -> bytes:
    """Four Mondays of which the second is gone and the third is three hours later."""
    master = component(uid, text, NOON, RRULE={"FREQ": ["WEEKLY"], "COUNT": [4]}, EXDATE=NOON + 7 * DAY)
    moved = component(uid, f"{text}, moved", NOON + 14 * DAY + 3 * HOUR, RECURRENCE_ID=NOON + 14 * DAY)
    return calendar(master, moved)


def facts(raw: bytes) -> list[dict[str, Any]]:
    """What an event says, whichever way a vendor writes it down: its VEVENTs, the series first."""
    parsed = Parsed.from_ical(raw)
    assert "METHOD" not in parsed
    said = [
        {
            "uid": str(each["UID"]),
            "summary": str(each.get("SUMMARY", "")),
            "description": str(each.get("DESCRIPTION", "")).rstrip("\n"),
            "begins": instant(each["DTSTART"].dt),
            "instead of": instant(each["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in each else None,
            "rule": dict(each["RRULE"]).keys() if "RRULE" in each else None,
            "guests": {address(guest) for guest in listed(each, "ATTENDEE")},
        }
        for each in parsed.walk("VEVENT")
    ]
    return sorted(said, key=lambda each: (each["instead of"] is not None, str(each["instead of"])))


def instant(value: date) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


def listed(component: Any, name: str) -> list[Any]:
    found = component.get(name, [])
    return found if isinstance(found, list) else [found]


def address(guest: str) -> str:
    return str(guest).lower().removeprefix("mailto:")


def answers(raw: bytes) -> dict[str, str]:
    """Who has said what in an event's first VEVENT."""
    first = Parsed.from_ical(raw).walk("VEVENT")[0]
    return {address(guest): str(guest.params.get("PARTSTAT", "NEEDS-ACTION")) for guest in listed(first, "ATTENDEE")}


def uids(changes: Changes) -> list[str]:
    return sorted(str(Parsed.from_ical(each.raw).walk("VEVENT")[0]["UID"]) for each in changes.events if each.raw)


ODD_TEXTS = {
    "separators": "a, b; c: d \\ e \"f\" 'g'",
    "unicode": "größer, жуть, 大きい, 🗓",
    "long": "word " * 400,
    "lines": "one\ntwo\n\nthree",
    "markup": "<b>&amp; ]]> <![CDATA[ --> <!DOCTYPE x>",
}
ODD_UIDS = [
    "1@acme.example",
    "a/b?c=d&e#f%20g@acme.example",
    "ümlaut@acme.example",
    "x" * 200,
    "..",
    "A b@c",
    "<i>&'\"",
]


class CalendarContract:
    CANNOT: ClassVar[Mapping[str, str]] = {}
    """What the vendor can't do, each with the reason: "answer", "out of office", "series of our own", "odd uid",
    "throttle", "someone else's calendar". A test of it then shows that it is refused, or is reported as not done."""

    def can(self, what: str) -> bool:
        return what not in self.CANNOT

    def need(self, what: str) -> None:
        if not self.can(what):
            pytest.xfail(f"declared: {self.CANNOT[what]}")

    # --- changes -----------------------------------------------------------------------------------------------------

    def test_an_empty_one_gives_nothing(self, world: World) -> None:
        changes = world.calendar().changes("")
        assert (changes.events, changes.whole) == ((), True)
        assert changes.cursor

    def test_at_first_all_is_given(self, world: World) -> None:
        for n in range(3):
            world.add(event(f"{n}@acme.example", f"number {n}", NOON + n * DAY))
        changes = world.calendar().changes("")
        assert changes.whole
        assert uids(changes) == [f"{n}@acme.example" for n in range(3)]
        assert len({each.name for each in changes.events}) == 3

    def test_then_only_what_has_changed(self, world: World) -> None:
        for name in "abc":
            world.add(event(f"{name}@acme.example"))
        box = world.calendar()
        before = box.changes("")
        names = {uid: each.name for each in before.events for uid in uids(Changes((each,), ""))}
        assert box.changes(before.cursor).events == ()
        world.add(event("a@acme.example", "another text", NOON + DAY))
        world.lose("b@acme.example")
        world.add(event("d@acme.example"))
        changes = box.changes(before.cursor)
        assert not changes.whole
        assert uids(changes) == ["a@acme.example", "d@acme.example"]
        by_name = {each.name: each.raw for each in changes.events}
        assert by_name[names["b@acme.example"]] == b""
        [changed] = facts(by_name[names["a@acme.example"]])
        assert (changed["summary"], changed["begins"]) == ("another text", (NOON + DAY).isoformat())
        assert box.changes(changes.cursor).events == ()

    def test_asking_twice_with_one_cursor_gives_the_same(self, world: World) -> None:
        box = world.calendar()
        start = box.changes("").cursor
        world.add(event("a@acme.example"))
        assert uids(box.changes(start)) == uids(box.changes(start)) == ["a@acme.example"]
        assert uids(box.changes("")) == ["a@acme.example"]

    def test_a_cursor_outlives_a_restart(self, world: World) -> None:
        world.add(event("a@acme.example"))
        before = world.calendar()
        cursor = before.changes("").cursor
        before.close()
        world.add(event("b@acme.example"))
        assert uids(world.calendar().changes(cursor)) == ["b@acme.example"]

    def test_what_came_and_went_between_two_looks_is_no_trouble(self, world: World) -> None:
        box = world.calendar()
        cursor = box.changes("").cursor
        world.add(event("a@acme.example"))
        world.lose("a@acme.example")
        assert uids(box.changes(cursor)) == []

    def test_a_forgotten_cursor_gives_the_whole(self, world: World) -> None:
        world.add(event("a@acme.example"))
        box = world.calendar()
        cursor = box.changes("").cursor
        world.add(event("b@acme.example"))
        world.forget()
        changes = box.changes(cursor)
        assert (changes.whole, uids(changes)) == (True, ["a@acme.example", "b@acme.example"])
        assert box.changes(changes.cursor).events == ()

    @pytest.mark.parametrize("cursor", ["nonsense", "{}", "http://example.com/1", "<x/>", "größer", "x" * 5000])
    def test_a_cursor_that_is_none_gives_the_whole(self, world: World, cursor: str) -> None:
        world.add(event("a@acme.example"))
        changes = world.calendar().changes(cursor)
        assert (changes.whole, uids(changes)) == (True, ["a@acme.example"])

    def test_a_series_with_its_dates_is_one_event(self, world: World) -> None:
        world.add(series("weekly@acme.example"))
        [given] = world.calendar().changes("").events
        assert [each["instead of"] for each in facts(given.raw)] == [None, (NOON + 14 * DAY).isoformat()]
        assert facts(given.raw) == facts(series("weekly@acme.example"))
        master = Parsed.from_ical(given.raw).walk("VEVENT")[0]
        gone = [value.dt for dates in listed(master, "EXDATE") for value in dates.dts]
        assert [each.astimezone(UTC) for each in gone] == [NOON + 7 * DAY]

    def test_an_event_of_whole_days_has_no_hours(self, world: World) -> None:
        world.add(event("day@acme.example", begins=date(2026, 12, 1)))
        [given] = world.calendar().changes("").events
        assert facts(given.raw)[0]["begins"] == "2026-12-01"

    @pytest.mark.parametrize("kind", ODD_TEXTS)
    def test_odd_texts_come_through(self, world: World, kind: str) -> None:
        world.add(event("a@acme.example", "Review", DESCRIPTION=ODD_TEXTS[kind]))
        [given] = world.calendar().changes("").events
        assert facts(given.raw)[0]["description"] == ODD_TEXTS[kind].rstrip("\n")

    def test_guests_and_what_they_say_come_through(self, world: World) -> None:
        world.add(event("a@acme.example", guests=(US, GUEST)))
        [given] = world.calendar().changes("").events
        assert answers(given.raw) == {US: "NEEDS-ACTION", GUEST: "NEEDS-ACTION"}

    def test_many_events_are_each_given_once(self, world: World) -> None:
        number = 60
        for n in range(number):
            world.add(event(f"{n:03}@acme.example", begins=NOON + n * HOUR))
        assert uids(world.calendar().changes("")) == [f"{n:03}@acme.example" for n in range(number)]

    def test_its_name_stays(self, world: World) -> None:
        assert world.calendar().name == world.calendar().name != ""

    def test_closing_twice_is_the_same_as_once(self, world: World) -> None:
        box = world.calendar()
        box.changes("")
        box.close()
        box.close()
        assert box.changes("").whole

    # --- writing -----------------------------------------------------------------------------------------------------

    def test_an_event_of_ours_is_written(self, world: World) -> None:
        ours = event("c12@acme.example", "C12 is due", DESCRIPTION="send the offer")
        world.calendar().put("c12@acme.example", ours)
        assert {uid: facts(raw) for uid, raw in world.held().items()} == {"c12@acme.example": facts(ours)}

    def test_writing_twice_is_the_same_as_once(self, world: World) -> None:
        box = world.calendar()
        box.put("c12@acme.example", event("c12@acme.example", "C12"))
        box.put("c12@acme.example", event("c12@acme.example", "C12"))
        world.calendar().put("c12@acme.example", event("c12@acme.example", "C12"))
        assert list(world.held()) == ["c12@acme.example"]

    def test_it_is_written_anew_in_its_place(self, world: World) -> None:
        box = world.calendar()
        box.put("c12@acme.example", event("c12@acme.example", "C12"))
        world.calendar().put("c12@acme.example", event("c12@acme.example", "C12, moved", NOON + DAY))
        box.put("c12@acme.example", event("c12@acme.example", "C12, moved again", NOON + 2 * DAY))
        [(_, raw)] = world.held().items()
        [said] = facts(raw)
        assert (said["summary"], said["begins"]) == ("C12, moved again", (NOON + 2 * DAY).isoformat())

    def test_what_somebody_changed_meanwhile_is_written_over(self, world: World) -> None:
        box = world.calendar()
        box.put("c12@acme.example", event("c12@acme.example", "C12"))
        world.add(event("c12@acme.example", "somebody's idea"))
        box.put("c12@acme.example", event("c12@acme.example", "C12 again"))
        [raw] = world.held().values()
        assert facts(raw)[0]["summary"] == "C12 again"

    def test_what_somebody_took_away_is_written_again(self, world: World) -> None:
        box = world.calendar()
        box.put("c12@acme.example", event("c12@acme.example", "C12"))
        world.lose("c12@acme.example")
        box.put("c12@acme.example", event("c12@acme.example", "C12"))
        assert list(world.held()) == ["c12@acme.example"]

    def test_an_event_of_whole_days_is_written(self, world: World) -> None:
        ours = event("c12@acme.example", "C12", date(2026, 12, 1))
        world.calendar().put("c12@acme.example", ours)
        assert [facts(raw) for raw in world.held().values()] == [facts(ours)]

    def test_a_series_of_ours_is_written(self, world: World) -> None:
        self.need("series of our own")
        world.calendar().put("weekly@acme.example", series("weekly@acme.example"))
        assert [facts(raw) for raw in world.held().values()] == [facts(series("weekly@acme.example"))]

    @pytest.mark.parametrize("uid", ODD_UIDS)
    def test_any_uid_will_do(self, world: World, uid: str) -> None:
        self.need("odd uid")
        box = world.calendar()
        box.put(uid, event(uid, "one"))
        box.put("other@acme.example", event("other@acme.example"))
        box.put(uid, event(uid, "two"))
        assert set(world.held()) == {uid, "other@acme.example"}
        assert facts(world.held()[uid])[0]["summary"] == "two"
        box.remove(uid)
        assert set(world.held()) == {"other@acme.example"}

    def test_an_event_of_ours_is_taken_away(self, world: World) -> None:
        box = world.calendar()
        box.put("c12@acme.example", event("c12@acme.example"))
        world.add(event("other@acme.example"))
        world.calendar().remove("c12@acme.example")
        box.remove("c12@acme.example")
        box.remove("never@acme.example")
        assert list(world.held()) == ["other@acme.example"]

    def test_one_that_was_taken_away_can_come_again(self, world: World) -> None:
        box = world.calendar()
        box.put("c12@acme.example", event("c12@acme.example", "C12"))
        box.remove("c12@acme.example")
        box.put("c12@acme.example", event("c12@acme.example", "C12 again"))
        assert [facts(raw)[0]["summary"] for raw in world.held().values()] == ["C12 again"]

    # --- answering ---------------------------------------------------------------------------------------------------

    def invited(self, world: World, raw: bytes) -> tuple[Calendar, str]:
        world.add(raw)
        box = world.calendar()
        [given] = box.changes("").events
        return box, given.name

    @pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED", "TENTATIVE"])
    def test_an_invitation_is_answered_and_the_organizer_told(self, world: World, partstat: str) -> None:
        box, name = self.invited(world, event("a@acme.example", guests=(US, GUEST)))
        if not self.can("answer"):
            with pytest.raises(DeliveryError) as caught:
                box.answer(name, reply("a@acme.example", partstat))
            assert caught.value.permanent
            assert world.told() == []
            return
        box.answer(name, reply("a@acme.example", partstat))
        box.answer(name, reply("a@acme.example", partstat))
        assert set(world.told()) == {("a@acme.example", US, partstat)}
        if held := world.held():  # a server may take away what was declined
            assert answers(held["a@acme.example"]) == {US: partstat, GUEST: "NEEDS-ACTION"}

    def test_the_last_answer_counts(self, world: World) -> None:
        self.need("answer")
        box, name = self.invited(world, event("a@acme.example", guests=(US, GUEST)))
        box.answer(name, reply("a@acme.example", "TENTATIVE"))
        box.answer(name, reply("a@acme.example", "ACCEPTED"))
        assert answers(world.held()["a@acme.example"])[US] == "ACCEPTED"
        assert world.told()[-1] == ("a@acme.example", US, "ACCEPTED")

    def test_an_invitation_that_is_gone_needs_no_answer(self, world: World) -> None:
        box, name = self.invited(world, event("a@acme.example", guests=(US,)))
        world.lose("a@acme.example")
        if self.can("answer"):
            box.answer(name, reply("a@acme.example", "ACCEPTED"))
        assert world.told() == []
        assert world.held() == {}

    # --- looking into others' ----------------------------------------------------------------------------------------

    def test_a_time_that_is_shown_is_given(self, world: World) -> None:
        self.need("someone else's calendar")
        world.shares(GUEST, Shown(NOON, NOON + HOUR), Shown(NOON + 3 * DAY, NOON + 3 * DAY + HOUR))
        box = world.calendar()
        assert list(box.shown(GUEST, NOON - DAY, NOON + DAY)) == [Shown(NOON, NOON + HOUR)]
        assert list(box.shown(GUEST, NOON + 10 * DAY, NOON + 11 * DAY)) == []
        given = sorted(box.shown(GUEST, NOON - DAY, NOON + 5 * DAY), key=lambda each: each.begins)
        assert [each.begins for each in given] == [NOON, NOON + 3 * DAY]

    def test_being_out_of_office_is_told_from_being_busy(self, world: World) -> None:
        self.need("someone else's calendar")
        self.need("out of office")
        out = Shown(NOON, NOON + 2 * DAY, out_of_office=True)
        world.shares(GUEST, out, Shown(NOON + 3 * DAY, NOON + 3 * DAY + HOUR))
        given = [each for each in world.calendar().shown(GUEST, NOON - DAY, NOON + 5 * DAY) if each.out_of_office]
        assert given == [out]

    def test_of_one_who_shares_nothing_nothing_is_known(self, world: World) -> None:
        assert list(world.calendar().shown(STRANGER, NOON, NOON + DAY)) == []

    # --- trouble -----------------------------------------------------------------------------------------------------

    def test_an_absent_server_is_worth_another_try(self, world: World) -> None:
        world.add(event("a@acme.example"))
        box = world.calendar()
        cursor = box.changes("").cursor
        with world.away():
            with pytest.raises(ConnectionError):
                box.changes(cursor)
            with pytest.raises(ConnectionError):
                box.put("c12@acme.example", event("c12@acme.example"))
            with pytest.raises(ConnectionError):
                box.remove("a@acme.example")
        box.put("c12@acme.example", event("c12@acme.example"))
        assert uids(box.changes(cursor)) == ["c12@acme.example"]

    @pytest.mark.parametrize("what", ["changes", "put anew", "put again", "remove"])
    def test_a_connection_that_is_lost_at_any_step_does_no_harm(self, world: World, what: str) -> None:
        world.add(event("a@acme.example"))
        world.calendar().put("again@acme.example", event("again@acme.example", "before"))
        for step in count():
            name = f"{step}@acme.example" if what == "put anew" else "again@acme.example"
            box = world.calendar()
            with world.cut(step):
                whole = self.passes(box, what, name)
            self.do(box, what, name)
            assert name in world.held() if what != "remove" else name not in world.held()
            assert "a@acme.example" in world.held()
            if whole:
                break
            if what == "remove":
                world.calendar().put(name, event(name))
        assert step > 0

    def passes(self, box: Calendar, what: str, uid: str) -> bool:
        """Whether it came to its end; what is lost on the way is told as the port says."""
        try:
            self.do(box, what, uid)
        except ConnectionError:
            return False
        except DeliveryError as error:
            if error.permanent:
                raise
            return False
        return True

    def do(self, box: Calendar, what: str, uid: str) -> None:
        if what == "changes":
            assert {"a@acme.example", uid} <= set(uids(box.changes("")))
        elif what == "remove":
            box.remove(uid)
        else:
            box.put(uid, event(uid, "after"))

    def test_a_server_that_asks_to_be_left_alone_is(self, world: World) -> None:
        self.need("throttle")
        box = world.calendar()
        cursor = box.changes("").cursor
        with world.throttled(30):
            with pytest.raises((ConnectionError, DeliveryError)):
                box.changes(cursor)
            before = world.requests()
            with pytest.raises((ConnectionError, DeliveryError)) as caught:
                box.put("c12@acme.example", event("c12@acme.example"))
            assert not getattr(caught.value, "permanent", False)
            assert world.requests() == before

    def test_after_a_short_rest_it_is_asked_again(self, world: World) -> None:
        self.need("throttle")
        box = world.calendar()
        cursor = box.changes("").cursor
        with world.throttled(1), pytest.raises((ConnectionError, DeliveryError)):
            box.changes(cursor)
        time.sleep(1.1)
        assert box.changes(cursor).events == ()

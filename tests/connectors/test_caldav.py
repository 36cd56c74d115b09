"""The CalDAV calendar against a real Radicale, which has no scheduling, and behind a door that adds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import quote

import httpx
import mail_servers
import pytest
from dav_door import DavDoor
from mail_servers import PASSWORD, Radicale

from connectors.calendar_contract import (
    DAY,
    GUEST,
    HOUR,
    NOON,
    US,
    CalendarContract,
    answers,
    component,
    event,
    reply,
    uids,
)
from connectors.calendar_contract import calendar as written
from paceline.ports import UNREADABLE, DeliveryError, Examined, Finding, SettingsError, Shown
from paceline_connectors import caldav
from paceline_connectors.caldav import CalDavCalendar
from paceline_connectors.caldav_times import of_events
from paceline_connectors.caldav_words import uid_of
from paceline_connectors.dav import Dav, Server

_names = count(1)
_KIND = (
    b'<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
    b"<D:displayname>%b</D:displayname></D:prop></D:set></C:mkcalendar>"
)


class DavWorld:
    def __init__(self, radicale: Radicale, door: DavDoor) -> None:
        self.radicale, self.door = radicale, door
        self.name = f"calendar-{next(_names)}"
        self.settings: dict[str, Any] = {
            "url": f"http://127.0.0.1:{door.port}/team/{self.name}/",
            "username": "team",
            "password": PASSWORD,
            "timeout": 20,
        }
        self.client = httpx.Client(base_url=radicale.url, auth=("team", PASSWORD))
        self.hers = httpx.Client(base_url=radicale.url, auth=("ana", PASSWORD))
        self.make(f"/team/{self.name}/", "Reviews")

    def make(self, path: str, name: str) -> None:
        client = self.client if path.startswith("/team/") else self.hers
        assert client.request("MKCALENDAR", path, content=_KIND % name.encode()).status_code == 201

    def calendar(self, **settings: object) -> CalDavCalendar:
        return caldav.calendar({**self.settings, **settings})

    def _where(self) -> dict[str, str]:
        """The address of each event, by UID."""
        said = self.client.request("PROPFIND", f"/team/{self.name}/", headers={"Depth": "1"}).text
        paths = {part.partition("</href>")[0] for part in said.split("<href>")[1:]}
        events = [path for path in paths if path.endswith(".ics")]
        return {uid_of(self.client.get(path).content): path for path in events}

    def add(self, raw: bytes) -> None:
        uid = uid_of(raw)
        path = f"/team/{self.name}/{quote(uid, safe='')[:80]}.ics"
        answer = self.client.put(path, content=raw)
        if answer.status_code == 409:  # it lies elsewhere under this UID
            answer = self.client.put(self._where()[uid], content=raw)
        assert answer.status_code in (201, 204)

    def lose(self, uid: str) -> None:
        assert self.client.delete(self._where()[uid]).status_code == 200

    def held(self) -> Mapping[str, bytes]:
        return {uid: self.client.get(path).content for uid, path in self._where().items()}

    def told(self) -> list[tuple[str, str, str]]:
        return self.door.told

    def shares(self, address: str, *times: Shown) -> None:
        path = f"/ana/{self.name}/"
        self.make(path, "Ana")
        for number, time in enumerate(times):
            more = {"X-MICROSOFT-CDO-BUSYSTATUS": "OOF"} if time.out_of_office else {}
            made = component(f"{number}@ana", "secret", time.begins)
            made["DTEND"].dt = time.ends
            for name, value in more.items():
                made.add(name, value)
            assert self.hers.put(f"{path}{number}.ics", content=written(made)).status_code == 201
        self.settings["shared"] = {address: f"http://127.0.0.1:{self.door.port}{path}"}

    def forget(self) -> None:
        self.radicale.forget()

    def away(self) -> AbstractContextManager[None]:
        return self.door.away()

    def cut(self, after: int) -> AbstractContextManager[None]:
        return self.door.cut(after)

    def throttled(self, seconds: float) -> AbstractContextManager[None]:
        return self.door.throttled(seconds)

    def requests(self) -> int:
        return len(self.door.requests)


@pytest.fixture
def world() -> Iterator[DavWorld]:
    radicale = mail_servers.radicale()
    with DavDoor(radicale.port) as door:
        yield DavWorld(radicale, door)


@pytest.fixture
def scheduling() -> Iterator[DavWorld]:
    radicale = mail_servers.radicale()
    with DavDoor(radicale.port, schedules=True) as door:
        yield DavWorld(radicale, door)


class TestCalendar(CalendarContract):
    """Behind the door that tells organizers: Radicale alone tells none, see below."""

    @pytest.fixture
    def world(self, scheduling: DavWorld) -> DavWorld:
        return scheduling


# --- finding the calendar --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "/", "/team/", "/team/{name}", "/team/{name}/", "/.well-known/caldav"])
def test_the_calendar_is_found_from_any_address(world: DavWorld, path: str) -> None:
    world.add(event("a@acme.example"))
    url = f"http://127.0.0.1:{world.door.port}{path.format(name=world.name)}"
    assert uids(world.calendar(url=url, calendar=world.name).changes("")) == ["a@acme.example"]


def test_of_several_calendars_one_must_be_named(world: DavWorld) -> None:
    world.make(f"/team/{world.name}-b/", "Other")
    world.add(event("a@acme.example"))
    url = f"http://127.0.0.1:{world.door.port}"
    with pytest.raises(ConnectionError, match=r"several calendars; set calendar to one of: .*Other"):
        world.calendar(url=url).changes("")
    with pytest.raises(ConnectionError, match=r'no calendar "Nowhere"; set calendar to one of: .*Other'):
        world.calendar(url=url, calendar="Nowhere").changes("")


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "http://127.0.0.2:9/", "ftp://127.0.0.1/", "//evil.example/x"]
)
def test_the_password_goes_to_no_other_host(world: DavWorld, where: str) -> None:
    world.door.instead = lambda method, path: (301, {"Location": where}, b"")
    with pytest.raises(ConnectionError, match="not its own"):
        world.calendar().changes("")


@pytest.mark.parametrize(
    ("known", "named", "near"),
    [
        ("caldav.icloud.com", "p34-caldav.icloud.com", True),
        ("acme.example", "dav.acme.example", True),
        ("dav.acme.co.uk", "cal.acme.co.uk", True),
        ("dav.acme.co.uk", "evil.co.uk", False),
        ("dav.acme.com.br", "evil.com.br", False),
        ("dav.posteo.de", "evil.de", False),
        ("10.0.0.5", "192.168.0.5", False),
        ("acme.example", "evilacme.example", False),
    ],
)
def test_which_hosts_are_one_providers(known: str, named: str, near: bool) -> None:
    dav = Dav(Server(f"https://{known}/", "team", PASSWORD))
    if near:
        assert dav.within(f"https://{named}/x")
    else:
        with pytest.raises(ConnectionError, match="not its own"):
            dav.within(f"https://{named}/x")


def test_a_server_that_sends_round_in_circles_is_left(world: DavWorld) -> None:
    world.door.instead = lambda method, path: (302, {"Location": path}, b"")
    with pytest.raises(ConnectionError, match="one address to the next"):
        world.calendar().changes("")


# --- what a server may say -------------------------------------------------------------------------------------------

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<multistatus xmlns="DAV:"><response><href>&b;</href></response></multistatus>'
)
FILE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    b'<multistatus xmlns="DAV:"><sync-token>&a;</sync-token></multistatus>'
)


@pytest.mark.parametrize("body", [BOMB, FILE, b"", b"<html>", b"\xff\xfe", b"<x/>", b"<a>" * 100_000])
def test_hostile_xml_is_an_error_in_words(world: DavWorld, body: bytes) -> None:
    box = world.calendar()
    cursor = box.changes("").cursor
    world.door.instead = lambda method, path: (207, {"Content-Type": "text/xml"}, body)
    with pytest.raises(ConnectionError, match="answered REPORT"):
        box.changes(cursor)


def test_an_answer_without_end_is_not_read_to_its_end(world: DavWorld) -> None:
    box = world.calendar()
    cursor = box.changes("").cursor
    world.door.instead = lambda method, path: (207, {}, b" " * (33 * 1024 * 1024))
    with pytest.raises(ConnectionError, match="too large"):
        box.changes(cursor)


def test_changes_that_come_piece_by_piece_are_put_together(world: DavWorld) -> None:
    for name in "ab":
        world.add(event(f"{name}@acme.example"))
    box = world.calendar()
    cursor = box.changes("").cursor
    pieces = iter(["a", "b"])

    def piece(method: str, path: str) -> tuple[int, dict[str, str], bytes] | None:
        if method != "REPORT" or (name := next(pieces, None)) is None:
            return None
        more = f"<response><href>{path}</href><status>HTTP/1.1 507 X</status></response>" if name == "a" else ""
        href = f"{path}{quote(f'{name}@acme.example', safe='')}.ics"
        found = f"<response><href>{href}</href><propstat><prop><getetag>1</getetag></prop></propstat></response>"
        return (
            207,
            {},
            f'<multistatus xmlns="DAV:">{found}{more}<sync-token>t:{name}</sync-token></multistatus>'.encode(),
        )

    world.door.instead = piece
    changes = box.changes(cursor)
    assert (uids(changes), changes.cursor) == (["a@acme.example", "b@acme.example"], "t:b")


def test_an_event_that_xml_cannot_hold_keeps_no_other_away(world: DavWorld) -> None:
    for name in "ab":
        world.add(event(f"{name}@acme.example"))
    box = world.calendar()
    seen = count()

    def bad(method: str, path: str) -> tuple[int, dict[str, str], bytes] | None:
        return (207, {}, b"<multistatus>\x01</multistatus>") if method == "REPORT" and next(seen) == 1 else None

    world.door.instead = bad
    assert uids(box.changes("")) == ["a@acme.example", "b@acme.example"]


@pytest.mark.parametrize(
    "said",
    [
        "<propstat><prop><C:calendar-data/></prop><status>HTTP/1.1 500 X</status></propstat>",
        "<status>HTTP/1.1 403 Forbidden</status>",
        "",
    ],
)
def test_an_event_that_the_server_keeps_back_is_not_gone(world: DavWorld, said: str) -> None:
    for name in "ab":
        world.add(event(f"{name}@acme.example"))
    box = world.calendar()
    seen = count()

    def kept_back(method: str, path: str) -> tuple[int, dict[str, str], bytes] | None:
        if method != "REPORT" or next(seen) != 1:
            return None
        href = f"{path}{quote('a@acme.example', safe='')}.ics"
        response = f"<response><href>{href}</href>{said}</response>" if said else ""
        names = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
        return (207, {}, f"<multistatus {names}>{response}</multistatus>".encode())

    world.door.instead = kept_back
    changes = box.changes("")
    assert [each.raw for each in changes.events] == [UNREADABLE, UNREADABLE]


def test_line_ends_that_are_spelt_out_are_line_ends(world: DavWorld) -> None:
    """As sabre/dav (Nextcloud, Baikal) writes them."""
    world.add(event("a@acme.example"))
    data = event("a@acme.example").decode().replace("\r\n", "&#13;\n")

    def spelt_out(method: str, path: str) -> tuple[int, dict[str, str], bytes] | None:
        if method != "REPORT":
            return None
        found = f"<getetag>1</getetag><C:calendar-data>{data}</C:calendar-data>"
        response = f"<response><href>{path}a.ics</href><propstat><prop>{found}</prop></propstat></response>"
        names = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
        return (207, {}, f"<multistatus {names}>{response}<sync-token>t</sync-token></multistatus>".encode())

    world.door.instead = spelt_out
    [found] = world.calendar().changes("").events
    assert found.raw == event("a@acme.example")


def test_a_server_that_has_more_and_does_not_go_on_is_not_asked_for_ever(world: DavWorld) -> None:
    box = world.calendar()
    asked = count()

    def the_same(method: str, path: str) -> tuple[int, dict[str, str], bytes] | None:
        if method != "REPORT":
            return None
        next(asked)
        more = f"<response><href>{path}</href><status>HTTP/1.1 507 X</status></response>"
        return (207, {}, f'<multistatus xmlns="DAV:">{more}<sync-token>t</sync-token></multistatus>'.encode())

    world.door.instead = the_same
    with pytest.raises(ConnectionError, match="there is more"):
        box.changes("")
    assert next(asked) == 2


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART:2026xx",
        "DTSTART:20261130T090000Z\r\nDTSTART:20261130T090000Z",
        "DTSTART:20261130T090000Z\r\nDURATION:an hour",
        "DTSTART:99991231T230000\r\nDURATION:P9D",
        "DTSTART;VALUE=PERIOD:20261130T090000Z/PT1H",
    ],
)
def test_an_event_whose_times_are_none_shows_nothing(times: str) -> None:
    def calendar_of(said: str) -> bytes:
        return f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n{said}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()

    begins = datetime(2026, 11, 1, tzinfo=UTC)
    good = calendar_of("DTSTART:20261130T090000Z\r\nDURATION:PT1H")
    shown = of_events([calendar_of(times), good], begins, begins + timedelta(days=40))
    assert [each.begins.day for each in shown] == [30]


def test_what_is_no_event_is_passed_over(world: DavWorld) -> None:
    todo = event("t@acme.example").replace(b"VEVENT", b"VTODO").replace(b"DTEND", b"DUE")
    assert world.client.put(f"/team/{world.name}/t.ics", content=todo).status_code == 201
    world.add(event("a@acme.example"))
    assert len(world.calendar().changes("").events) == 1


@pytest.mark.parametrize(
    ("status", "permanent"),
    [(403, True), (400, True), (413, True), (401, False), (423, False), (500, False), (507, False)],
)
def test_a_refusal_to_write_tells_whether_another_try_is_of_use(world: DavWorld, status: int, permanent: bool) -> None:
    box = world.calendar()
    box.changes("")
    world.door.instead = lambda method, path: (status, {}, b"no") if method == "PUT" else None
    with pytest.raises(DeliveryError, match=f"answered PUT: {status} no") as caught:
        box.put("a@acme.example", event("a@acme.example"))
    assert caught.value.permanent == permanent


def test_one_who_writes_at_the_same_moment_is_not_written_over_unseen(world: DavWorld) -> None:
    """The other's event comes between our look and our writing: the server refuses, and we look again."""
    box = world.calendar()
    box.put("a@acme.example", event("a@acme.example", "before"))
    meddled = count()

    def meddle(method: str, path: str) -> None:
        if method == "PUT" and next(meddled) == 0:
            world.client.put(path, content=event("a@acme.example", "theirs"))

    world.door.instead = meddle
    box.put("a@acme.example", event("a@acme.example", "ours"))
    assert [method for method, _ in world.door.requests[-4:]] == ["REPORT", "PUT", "REPORT", "PUT"]


def test_a_server_that_is_busy_says_for_how_long(world: DavWorld) -> None:
    box = world.calendar()
    box.changes("")
    with world.throttled(40), pytest.raises(DeliveryError) as caught:
        box.put("a@acme.example", event("a@acme.example"))
    assert 35 < caught.value.retry_after <= 40


# --- answering -------------------------------------------------------------------------------------------------------


def test_a_server_that_tells_no_organizer_is_not_answered_through(world: DavWorld) -> None:
    world.add(event("a@acme.example", guests=(US, GUEST)))
    box = world.calendar()
    [given] = box.changes("").events
    with pytest.raises(DeliveryError, match="tells no organizer") as caught:
        box.answer(given.name, reply("a@acme.example", "ACCEPTED"))
    assert caught.value.permanent
    assert answers(world.held()["a@acme.example"])[US] == "NEEDS-ACTION"


def test_an_answer_that_is_there_already_is_not_written_again(scheduling: DavWorld) -> None:
    scheduling.add(event("a@acme.example", guests=(US, GUEST)))
    box = scheduling.calendar()
    [given] = box.changes("").events
    for _ in range(3):
        box.answer(given.name, reply("a@acme.example", "ACCEPTED"))
    assert [method for method, _ in scheduling.door.requests].count("PUT") == 1


def test_what_does_not_concern_us_is_not_answered(scheduling: DavWorld) -> None:
    scheduling.add(event("a@acme.example", guests=(GUEST,)))
    box = scheduling.calendar()
    [given] = box.changes("").events
    box.answer(given.name, reply("a@acme.example", "ACCEPTED"))
    assert scheduling.told() == []


# --- what others share -----------------------------------------------------------------------------------------------


def test_only_what_takes_time_is_shown(world: DavWorld) -> None:
    world.shares(GUEST)
    path = world.settings["shared"][GUEST].partition("/ana/")[2]
    rows = {
        "free": component("free@ana", "x", NOON, TRANSP="TRANSPARENT"),
        "off": component("off@ana", "x", NOON, STATUS="CANCELLED"),
        "weekly": component("weekly@ana", "x", NOON + HOUR, RRULE={"FREQ": ["DAILY"], "COUNT": [3]}),
        "day": component("day@ana", "x", (NOON + 5 * DAY).date()),
    }
    for name, made in rows.items():
        assert world.hers.put(f"/ana/{path}{name}.ics", content=written(made)).status_code == 201
    midnight = (NOON + 5 * DAY).replace(hour=0)
    assert list(world.calendar().shown(GUEST.upper(), NOON - DAY, NOON + 6 * DAY)) == [
        *(Shown(NOON + HOUR + n * DAY, NOON + 2 * HOUR + n * DAY) for n in range(3)),
        Shown(midnight, midnight + DAY),
    ]


def test_of_one_who_shares_only_when_they_are_busy_the_times_are_known(world: DavWorld) -> None:
    world.shares(GUEST, Shown(NOON, NOON + HOUR))
    refused = count()
    world.door.instead = lambda method, path: (403, {}, b"") if "/ana/" in path and next(refused) == 0 else None
    assert list(world.calendar().shown(GUEST, NOON - DAY, NOON + DAY)) == [Shown(NOON, NOON + HOUR)]


# --- check -----------------------------------------------------------------------------------------------------------


def examined(box: CalDavCalendar) -> dict[str, Finding]:
    assert isinstance(box, Examined)
    return {each.what: each for each in box.examine()}


def test_a_good_account_has_nothing_serious(world: DavWorld) -> None:
    world.shares(GUEST)
    found = examined(world.calendar())
    assert {what for what, each in found.items() if not each.fine} == {"answers"}
    assert not found["answers"].serious
    assert {"calendar", "writing", "shared"} <= found.keys()


def test_a_server_that_schedules_is_told(scheduling: DavWorld) -> None:
    assert examined(scheduling.calendar())["answers"].fine


@pytest.mark.parametrize(
    ("settings", "what", "said", "mend"),
    [
        ({"password": "wrong"}, "login", "401", "set username and password"),
        ({"url": "{server}/eve/secret/"}, "calendar", "403", "have the calendar shared"),
        ({"url": "{server}", "calendar": "Nowhere"}, "calendar", 'no calendar "Nowhere"', "set calendar to one of"),
        ({"url": "http://127.0.0.1:1/"}, "connection", "nothing answers", "is the server running"),
        ({"url": "https://nowhere.invalid/"}, "connection", "no such host", "set host"),
        ({"url": "https://127.0.0.1:{port}/"}, "connection", "does not speak TLS", "set port"),
    ],
)
def test_a_failure_says_what_mends_it(
    world: DavWorld, settings: dict[str, str], what: str, said: str, mend: str
) -> None:
    port = world.door.port
    filled = {key: value.format(server=f"http://127.0.0.1:{port}", port=port) for key, value in settings.items()}
    found = examined(world.calendar(**filled))[what]
    assert not found.fine
    assert found.serious
    assert said in found.said
    assert mend in found.mend


def test_a_calendar_that_may_only_be_read_is_told(world: DavWorld) -> None:
    world.shares(GUEST)
    found = examined(world.calendar(url=world.settings["shared"][GUEST]))["writing"]
    assert not found.fine
    assert "for writing" in found.mend


GOOD = {"url": "https://dav.acme.example/", "username": "team", "password": "p"}


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        ({}, ["password", "url", "username"]),
        ({**GOOD, "url": "http://dav.acme.example/"}, ["url"]),
        ({**GOOD, "url": "dav.acme.example"}, ["url"]),
        ({**GOOD, "url": "https://[acme"}, ["url"]),
        ({**GOOD, "url": "https://dav.acme.example:99999/"}, ["url"]),
        ({**GOOD, "shared": {"ana@acme.example": "ana"}}, ["shared"]),
        ({**GOOD, "shared": ["ana"]}, ["shared"]),
        ({**GOOD, "calender": "x"}, ["calender"]),
    ],
)
def test_settings_are_told_all_at_once(settings: dict[str, object], keys: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        caldav.calendar(settings)
    assert [key for key, _, _ in caught.value.problems] == keys

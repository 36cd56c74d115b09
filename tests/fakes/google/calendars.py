"""Everybody's calendars: one each, under its owner's address."""

from __future__ import annotations

import copy
import itertools
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr

from fakes.google.faults import NoError

Json = dict[str, Any]
WRITERS = ("owner", "writer")
_WITH_SYNC_TOKEN = frozenset(
    {"timeMin", "timeMax", "q", "orderBy", "iCalUID", "privateExtendedProperty", "sharedExtendedProperty", "updatedMin"}
)
_ID = re.compile(r"[a-v0-9]{5,1024}")
_START = datetime(2026, 11, 20, 8, tzinfo=UTC)


@dataclass
class Calendar:
    """`shared`: what others may do with it; `told`: what organizers were told: UID, whose answer, responseStatus."""

    owner: str
    zone: str = "Europe/Berlin"
    page: int = 50
    shared: dict[str, str] = field(default_factory=dict)
    events: dict[str, Json] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    told: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._count = itertools.count(1)
        self._last = 0
        self._epoch = 1
        self.lock = threading.RLock()

    def forget(self) -> None:
        self._epoch += 1

    def role(self, who: str) -> str:
        return "owner" if who == self.owner else self.shared.get(who, "")

    def place(self, event: Json) -> Json:
        """Put there by somebody, or by the server with an invitation."""
        with self.lock:
            key = event.get("id") or f"evt{next(self._count):08}"
            event = {"status": "confirmed", "iCalUID": f"{key}@google.com", "sequence": 0, **event, "id": key}
            self.events[key] = event
            return self._touch(key)

    # --- the API ------------------------------------------------------------------------------------------------------

    def list(self, query: Json, who: str) -> Json:
        if query.get("singleEvents", ["false"])[0] == "true" and "syncToken" in query:
            raise NoError(400, "The sync token was made with other parameters")
        role = self.role(who)
        if not role:
            raise NoError(404)
        found = self._matching(query) if role != "freeBusyReader" else []
        start = int(query.get("pageToken", ["0"])[0])
        size = min(int(query.get("maxResults", ["250"])[0]), self.page)
        end = start + size
        more: Json = {"nextPageToken": str(end)} if len(found) > end else {}
        if not more and not (query.keys() & {"iCalUID", "timeMin", "timeMax"}):
            more = {"nextSyncToken": f"sync-{self._epoch}-{self._last}"}
        return {**self._described(role), "items": [self._shown(each) for each in found[start:end]], **more}

    def get(self, key: str) -> Json:
        return self._shown(self._found(key))

    def insert(self, body: Json) -> Json:
        with self.lock:
            key = body.get("id", "")
            if key and not _ID.fullmatch(key):
                raise NoError(400, "Invalid resource id value.", "invalid")
            if key in self.events:
                raise NoError(409, "The requested identifier already exists.")
            _check(body)
            return self._shown(self.place(self._own(body)))

    def update(self, key: str, body: Json) -> Json:
        with self.lock:
            before = self._found(key)
            _check(body)
            kept = {name: before[name] for name in ("id", "iCalUID", "recurringEventId", "originalStartTime", "created", "organizer", "creator") if name in before}  # fmt: skip  # noqa: E501
            self.events[before["id"]] = {
                "status": "confirmed",
                **body,
                **kept,
                "sequence": before.get("sequence", 0) + 1,
            }
            return self._shown(self._touch(before["id"]))

    def patch(self, key: str, body: Json, query: Json) -> Json:
        with self.lock:
            before = copy.deepcopy(self._found(key))
            if before["status"] == "cancelled":
                raise NoError(404)
            if body.pop("attendeesOmitted", False):
                for said in body.pop("attendees", []):
                    self._respond(before, said, query)
            before.update(body)
            self.events[before["id"]] = before
            return self._shown(self._touch(before["id"]))

    def delete(self, key: str) -> Json:
        with self.lock:
            event = self._found(key)
            if event["status"] == "cancelled":
                raise NoError(410)
            self.events[event["id"]] = {**event, "status": "cancelled"}
            for each in [*self.events.values()]:
                if each.get("recurringEventId") == key:
                    del self.events[each["id"]]
            self._touch(event["id"])
            return {}

    def instances(self, key: str, query: Json) -> Json:
        master = self._found(key)
        if master["status"] == "cancelled":
            raise NoError(404)
        wanted = query["originalStart"][0]
        found = [each for each in self._dates(master) if _same(each["originalStartTime"], wanted)]
        return {**self._described("owner"), "items": [self._shown(each) for each in found]}

    def busy(self, begins: datetime, ends: datetime) -> list[Json]:
        times = []
        for event in self.events.values():
            if event["status"] == "confirmed" and event.get("transparency") != "transparent":
                start, end = self._times(event)
                if start < ends and end > begins:
                    times.append({"start": _utc(start), "end": _utc(end)})
        return sorted(times, key=lambda each: each["start"])

    # --- within ------------------------------------------------------------------------------------------------------

    def _matching(self, query: Json) -> list[Json]:
        if "syncToken" in query:
            return self._since(query)
        found = [event for event in self.events.values() if self._is_listed(event)]
        if "iCalUID" in query:
            found = [event for event in found if event["iCalUID"] == query["iCalUID"][0]]
        if "eventTypes" in query:
            found = [event for event in found if event.get("eventType", "default") in query["eventTypes"]]
        if "timeMin" in query:
            begins, ends = (datetime.fromisoformat(query[name][0]) for name in ("timeMin", "timeMax"))
            found = [event for event in found if self._times(event)[0] < ends and self._times(event)[1] > begins]
        if query.get("singleEvents", ["false"])[0] == "true":
            assert not any("recurrence" in event for event in found), "the fake does not expand"
        return found

    def _since(self, query: Json) -> list[Json]:
        if both := _WITH_SYNC_TOKEN & query.keys():
            raise NoError(400, f"Sync token cannot be used with query restrictions: {', '.join(both)}", "badRequest")
        told = re.fullmatch(r"sync-(\d+)-(\d+)", query["syncToken"][0])
        if not told:
            raise NoError(400, "Invalid sync token value.", "invalid")
        if int(told[1]) != self._epoch:
            raise NoError(410, "Sync token is no longer valid, a full sync is required.", "fullSyncRequired")
        found = [key for key, number in self.changed.items() if number > int(told[2]) and key in self.events]
        return [self.events[key] for key in sorted(found, key=lambda key: self.changed[key])]

    def _is_listed(self, event: Json) -> bool:
        """Without showDeleted: what takes place, and the dates that a series leaves out."""
        if "recurringEventId" in event:
            master = self.events.get(event["recurringEventId"])
            return event["status"] != "cancelled" or (master is not None and master["status"] != "cancelled")
        return bool(event["status"] != "cancelled")

    def _found(self, key: str) -> Json:
        if key in self.events:
            return self.events[key]
        name, _, _ = key.rpartition("_")
        if name in self.events and (date := next((d for d in self._dates(self.events[name]) if d["id"] == key), None)):
            return date
        raise NoError(404)

    def _dates(self, master: Json) -> Iterator[Json]:
        """The first ones of a series, with those that differ in their place."""
        for line in itertools.islice(_expanded(master), 400):
            start = _as_start(master, line)
            key = f"{master['id']}_{_stamp(line, master)}"
            if key in self.events:
                yield self.events[key]
                continue
            length = self._times(master)[1] - self._times(master)[0]
            kept = {name: value for name, value in master.items() if name != "recurrence"}
            own = {"id": key, "recurringEventId": master["id"], "originalStartTime": start, "start": start}
            yield {**kept, **own, "end": _as_start(master, line + length)}

    def _respond(self, event: Json, said: Json, query: Json) -> None:
        attendee = next((each for each in event.get("attendees", []) if each["email"] == said["email"]), None)
        if attendee is None or said["email"] != self.owner:
            raise NoError(403)
        attendee.update(said)
        if query.get("sendUpdates", ["none"])[0] == "all":
            self.told.append((event["iCalUID"], said["email"], said["responseStatus"]))

    def _own(self, body: Json) -> Json:
        return {**body, "organizer": {"email": self.owner}, "creator": {"email": self.owner}}

    def _touch(self, key: str) -> Json:
        self._last += 1
        self.changed[key] = self._last
        event = self.events[key]
        event["updated"] = _utc(_START + timedelta(seconds=self._last), milliseconds=True)
        event.setdefault("created", event["updated"])
        return event

    def _shown(self, event: Json) -> Json:
        if event["status"] == "cancelled":
            told = ("id", "status", "recurringEventId", "originalStartTime")
            return {"kind": "calendar#event", "etag": '"0"', **{name: event[name] for name in told if name in event}}
        shown = copy.deepcopy(event)
        for person in (*shown.get("attendees", ()), shown.get("organizer", {})):
            if person.get("email") == self.owner:
                person["self"] = True
        return {"kind": "calendar#event", "etag": f'"{self.changed.get(event["id"], 0)}"', **shown}

    def _described(self, role: str) -> Json:
        return {"kind": "calendar#events", "summary": self.owner, "timeZone": self.zone, "accessRole": role}

    def _times(self, event: Json) -> tuple[datetime, datetime]:
        return self._time(event["start"]), self._time(event["end"])

    def _time(self, told: Json) -> datetime:
        if "date" in told:
            return datetime.fromisoformat(told["date"]).replace(tzinfo=ZoneInfo(self.zone))
        return datetime.fromisoformat(told["dateTime"])


def _check(body: Json) -> None:
    for name in ("start", "end"):
        if name not in body:
            raise NoError(400, f"Missing {name} time.", "required")
    if ("date" in body["start"]) != ("date" in body["end"]):
        raise NoError(400, "Start and end times must either both be date or both be dateTime.", "invalid")
    if body.get("recurrence") and "dateTime" in body["start"] and "timeZone" not in body["start"]:
        raise NoError(400, "Missing time zone definition for start time.", "required")


def _expanded(master: Json) -> rruleset:
    start = master["start"]
    if "date" in start:
        first = datetime.fromisoformat(start["date"])
    else:
        zone = ZoneInfo(start.get("timeZone", "UTC"))
        first = datetime.fromisoformat(start["dateTime"]).astimezone(zone)
    rules = rrulestr("\n".join(master.get("recurrence", ["RRULE:FREQ=DAILY;COUNT=1"])), dtstart=first, forceset=True)
    assert isinstance(rules, rruleset)
    return rules


def _as_start(master: Json, when: datetime) -> Json:
    if "date" in master["start"]:
        return {"date": when.date().isoformat()}
    return {"dateTime": when.isoformat(), "timeZone": master["start"].get("timeZone", "UTC")}


def _stamp(when: datetime, master: Json) -> str:
    return f"{when:%Y%m%d}" if "date" in master["start"] else f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _same(told: Json, wanted: str) -> bool:
    if "date" in told:
        return bool(told["date"] == wanted)
    return "T" in wanted and datetime.fromisoformat(told["dateTime"]) == datetime.fromisoformat(wanted)


def _utc(when: datetime, *, milliseconds: bool = False) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds" if milliseconds else "seconds").replace("+00:00", "Z")

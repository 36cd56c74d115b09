"""A mailbox's calendar: changes of a view, events of one's own, answers, and others' free and busy times."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from fakes.graph.answers import Answer, WrongError, found, no_such_item
from fakes.graph.events import Held, Row, as_calendar, read, said, stamp, wall, written

_ANSWERS = {"accept": "accepted", "decline": "declined", "tentativelyAccept": "tentativelyAccepted"}
_PARTSTATS = {"accept": "ACCEPTED", "decline": "DECLINED", "tentativelyAccept": "TENTATIVE"}
_LONGEST_LOOK = timedelta(days=62)


class Diary:
    def __init__(self, user: str, url: str, now: Callable[[], datetime]) -> None:
        self.user, self.url, self.now = user, url, now
        self.events: dict[str, Held] = {}
        self.uids: dict[str, str] = {}
        """Of events that somebody else's program made: the UID that it gave."""
        self.log: list[str] = []
        self.generation = 0
        self.made = 0
        self.transactions: set[str] = set()
        self.told: list[tuple[str, str, str]] = []
        self.shared: dict[str, list[tuple[str, datetime, datetime]]] = {}
        self.foreign_uids = True
        """The UID of an invitation from elsewhere is wrapped, as [MS-OXOCAL] 2.2.1.27 says."""

    # --- the world outside -------------------------------------------------------------------------------------------

    def add(self, raw: bytes) -> str:
        from icalendar import Calendar

        uid = str(Calendar.from_ical(raw).walk("VEVENT")[0]["UID"])
        held = self.by_uid(uid) or self._new()
        read(held, raw, self.user)
        self._touch(held)
        if not _own_uid(held):
            self.uids[held.name] = uid
            held.row["iCalUId"] = _wrapped(uid) if self.foreign_uids else uid
        return held.name

    def lose(self, uid: str) -> None:
        if held := self.by_uid(uid):
            self._drop(held.name)

    def by_uid(self, uid: str) -> Held | None:
        return next((held for held in self.events.values() if self.uid(held) == uid), None)

    def uid(self, held: Held) -> str:
        return _own_uid(held) or self.uids.get(held.name, held.row["iCalUId"])

    def held(self) -> dict[str, bytes]:
        return {self.uid(held): as_calendar(held, self.uid(held), self.user) for held in self.events.values()}

    def forget(self) -> None:
        self.generation += 1

    # --- what Graph offers -------------------------------------------------------------------------------------------

    def delta(self, query: Mapping[str, str], size: int, as_text: bool) -> Answer:
        token = query.get("$skiptoken") or query.get("$deltatoken")
        if token is None:
            begins, ends = _span(query)
            since, until, skip = -1, len(self.log), 0
        else:
            generation, since, until, skip, begins, ends = self._read(token)
            if generation != self.generation:
                raise WrongError(410, "syncStateNotFound", "The sync state generation is not found.")
            until = len(self.log) if until < 0 else until
        names = list(self.events) if since < 0 else list(dict.fromkeys(self.log[since:until]))
        rows = [row for name in names for row in self._seen(name, begins, ends, as_text, removed=since >= 0)]
        more = skip + size < len(rows)
        state = (since, until, skip + size) if more else (until, -1, 0)
        span = f"{begins:%Y%m%d%H%M}.{ends:%Y%m%d%H%M}"
        link = f"{self.url}/calendarView/delta?${'skip' if more else 'delta'}token="
        link += f"{self.generation}.{state[0]}.{state[1]}.{state[2]}.{span}"
        return found("event*", {"value": rows[skip : skip + size], f"@odata.{'next' if more else 'delta'}Link": link})

    def listed(self, query: Mapping[str, str], size: int, as_text: bool) -> Answer:
        wanted = _wanted(query.get("$filter", ""))
        rows = [
            held.shown(as_text=as_text, expanded="$expand" in query)
            for held in self.events.values()
            if wanted is None or wanted in _properties(held)
        ]
        skip = int(query.get("$skip", 0))
        page: Row = {"value": [_chosen(row, query.get("$select", "")) for row in rows[skip : skip + size]]}
        if skip + size < len(rows):
            kept = "&".join(f"{name}={value}" for name, value in query.items() if name != "$skip")
            page["@odata.nextLink"] = f"{self.url}/calendar/events?{kept.replace(' ', '%20')}&$skip={skip + size}"
        return found("event*", page)

    def one(self, name: str, query: Mapping[str, str], as_text: bool) -> Answer:
        held, row = self._find(name, as_text)
        if held.name == name:
            row = held.shown(as_text=as_text, expanded="$expand" in query)
        return found("event", _chosen(row, query.get("$select", "")))

    def instances(self, name: str, query: Mapping[str, str], size: int, as_text: bool) -> Answer:
        begins, ends = _span(query)
        held = self._event(name)
        rows = list(held.instances(begins, ends, as_text=as_text))
        skip = int(query.get("$skip", 0))
        page: Row = {"value": rows[skip : skip + size]}
        if skip + size < len(rows):
            span = f"startDateTime={stamp(begins)}&endDateTime={stamp(ends)}"
            page["@odata.nextLink"] = f"{self.url}/events/{quote(name, safe='')}/instances?{span}&$skip={skip + size}"
        return found("event*", page)

    def make(self, what: Row) -> Answer:
        transaction = what.get("transactionId")
        if transaction and transaction in self.transactions:
            raise WrongError(409, "ErrorDuplicateTransactionId", "The transaction id was used for another event.")
        if "subject" not in what or "start" not in what or "end" not in what:
            raise WrongError(400, "ErrorPropertyValidationFailure", "At least one property failed validation.")
        held = self._new()
        written(held, what)
        if transaction:
            self.transactions.add(transaction)
        self._touch(held)
        return found("event", held.shown(as_text=False), 201)

    def patch(self, name: str, what: Row) -> Answer:
        held = self._event(name)
        if "transactionId" in what:
            raise WrongError(400, "ErrorInvalidPropertyUpdateSentMessage", "transactionId is set once.")
        written(held, what)
        self._touch(held)
        return found("event", held.shown(as_text=False))

    def delete(self, name: str) -> Answer:
        self._event(name)
        self._drop(name)
        return Answer(204)

    def answer(self, name: str, verb: str, what: Row) -> Answer:
        """Of a date of a series, kept with that date; a declined one goes, as Exchange does."""
        held, row = self._find(name, True)
        if held.row["isOrganizer"]:
            message = "You can't respond to this meeting because you're the meeting organizer."
            raise WrongError(400, "ErrorInvalidRequest", message)
        response = {"response": _ANSWERS[verb], "time": stamp(self.now())}
        about = self.uid(held)
        if held.name == name and verb == "decline":
            self._drop(name)
        elif held.name == name:
            held.row["responseStatus"] = response
        elif verb == "decline":
            held.gone.add(datetime.fromisoformat(row["originalStart"]))
        else:
            differs = {"start": row["start"], "end": row["end"], "responseStatus": response}
            held.changed[datetime.fromisoformat(row["originalStart"])] = (differs, held.text)
        if held.name in self.events:
            self._touch(held)
        if what.get("sendResponse", True):
            self.told.append((about, self.user, _PARTSTATS[verb]))
        return Answer(202)

    def schedule(self, what: Row) -> Answer:
        begins, ends = said_by(what["startTime"]), said_by(what["endTime"])
        if ends - begins > _LONGEST_LOOK:
            raise WrongError(
                400, "ErrorInvalidTimeInterval", "The requested time duration is not within the allowed limit."
            )
        return found("scheduleInformation*", {"value": [self._shown(a, begins, ends) for a in what["schedules"]]})

    # --- inside ------------------------------------------------------------------------------------------------------

    def _new(self) -> Held:
        self.made += 1
        held = Held(f"AAkALgEvent/{self.made}+=", self.made, self.user, stamp(self.now()))
        self.events[held.name] = held
        return held

    def _touch(self, held: Held) -> None:
        held.row["lastModifiedDateTime"] = stamp(self.now())
        self.log.append(held.name)

    def _drop(self, name: str) -> None:
        self.events.pop(name, None)
        self.uids.pop(name, None)
        self.log.append(name)

    def _event(self, name: str) -> Held:
        if name not in self.events:
            raise no_such_item()
        return self.events[name]

    def _find(self, name: str, as_text: bool) -> tuple[Held, Row]:
        """An event by its id, or the series of a date's."""
        if name in self.events:
            held = self.events[name]
            return held, held.shown(as_text=as_text)
        held = self._event(name.rpartition(".")[0])
        ends = held.begins + timedelta(days=3650)
        for row in held.instances(datetime(1970, 1, 1, tzinfo=UTC), ends, as_text=as_text):
            if row["id"] == name:
                return held, row
        raise no_such_item()

    def _seen(self, name: str, begins: datetime, ends: datetime, as_text: bool, *, removed: bool) -> list[Row]:
        """A view has what lies in it; all else that changed it calls removed, whether it ever was there or not."""
        held = self.events.get(name)
        rows = list(held.instances(begins, ends, as_text=as_text)) if held else []
        if not rows or not held:
            return [{"id": name, "@removed": {"reason": "deleted"}}] if removed else []
        if not held.rule:
            return [held.shown(as_text=as_text, expanded=False)]
        return [held.shown(as_text=as_text, expanded=False), *rows]

    def _read(self, token: str) -> tuple[int, int, int, int, datetime, datetime]:
        try:
            generation, since, until, skip, begins, ends = token.split(".")
            times = [datetime.strptime(each, "%Y%m%d%H%M").replace(tzinfo=UTC) for each in (begins, ends)]
            return int(generation), int(since), int(until), int(skip), times[0], times[1]
        except ValueError:
            raise WrongError(400, "BadRequest", "Badly formed token.") from None

    def _shown(self, address: str, begins: datetime, ends: datetime) -> Row:
        if address not in self.shared:
            message = "The recipient was not found in the directory."
            error = {"message": message, "responseCode": "ErrorMailRecipientNotFound"}
            return {"scheduleId": address, "availabilityView": "", "scheduleItems": [], "error": error}
        items = [
            {"status": status, "start": wall(start), "end": wall(end), "isPrivate": False}
            for status, start, end in self.shared[address]
            if start < ends and end > begins
        ]
        return {"scheduleId": address, "availabilityView": "0", "scheduleItems": items}


def said_by(value: Row) -> datetime:
    return said(value) if "." in value["dateTime"] else datetime.fromisoformat(value["dateTime"]).replace(tzinfo=UTC)


def _span(query: Mapping[str, str]) -> tuple[datetime, datetime]:
    try:
        begins, ends = (datetime.fromisoformat(query[name]) for name in ("startDateTime", "endDateTime"))
    except (KeyError, ValueError):
        raise WrongError(400, "ErrorInvalidParameter", "This request requires a time window.") from None
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _properties(held: Held) -> set[tuple[str, str]]:
    return {(each["id"], each["value"]) for each in held.row["singleValueExtendedProperties"]}


def _own_uid(held: Held) -> str:
    return next((value for name, value in _properties(held) if name.endswith("Name paceline-uid")), "")


def _wanted(condition: str) -> tuple[str, str] | None:
    if not condition:
        return None
    text = r"'((?:[^']|'')*)'"
    match = re.fullmatch(rf"singleValueExtendedProperties/Any\(ep: ep/id eq {text} and ep/value eq {text}\)", condition)
    if not match:
        raise WrongError(400, "ErrorInvalidUrlQueryFilter", f"The filter {condition} is not supported.")
    return match[1].replace("''", "'"), match[2].replace("''", "'")


def _chosen(row: Row, select: str) -> Row:
    return {name: value for name, value in row.items() if name in {"id", *select.split(",")}} if select else row


def _wrapped(uid: str) -> str:
    inner = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\x00"
    head = bytes.fromhex("040000008200E00074C5B7101A82E008") + bytes(20)
    return (head + len(inner).to_bytes(4, "little") + inner).hex().upper()

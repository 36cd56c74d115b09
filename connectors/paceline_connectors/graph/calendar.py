"""The calendar of a mailbox at Microsoft 365.

Graph v1.0 tells changes of a view of occurrences only (calendarView/delta), within a span, and says nothing of a date
of a series that was taken away. So a change in the view says which series to look at; its master is read, and its
instances, and what the rule promises and they don't have is an EXDATE. Events outside the span are told as removed;
they are looked up all the same. The span moves on when it is a month old, by a look at the whole calendar.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from paceline.ports import UNREADABLE, Changes, DeliveryError, Event, Finding, Shown
from paceline_connectors.graph.events import INTENDED, OWN_UID, SEQUENCE, Around, vcalendar
from paceline_connectors.graph.examine import findings_of_calendar
from paceline_connectors.graph.line import GraphError, Line, item, quoted
from paceline_connectors.graph.own import Answer, answers, transaction, written
from paceline_connectors.graph.zones import instant, said_in_utc, zone_named

log = logging.getLogger(__name__)

_PAGE = 'odata.maxpagesize=100, outlook.body-content-type="text"'
_ROUND = "/calendarView/delta"
_BACK, _AHEAD = timedelta(days=31), timedelta(days=400)
_OLDEST_SPAN = timedelta(days=62)
"""Of the beginning of a span, by the server's clock: then it has moved on by a month."""
_LONGEST_LOOK = timedelta(days=42)
"""That getSchedule takes; Graph's own limit is 62 days."""
_OURS = " or ".join(f"id eq {quoted(each)}" for each in (OWN_UID, SEQUENCE, INTENDED))
_EXPANDED = f"singleValueExtendedProperties($filter={_OURS})"
_SAID = {"accept": "accepted", "decline": "declined", "tentativelyAccept": "tentativelyAccepted"}
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the span begins, and what to ask for what has changed in it."""

    begins: datetime
    link: str

    @property
    def ends(self) -> datetime:
        return self.begins + _BACK + _AHEAD

    def written(self) -> str:
        return json.dumps({"begins": self.begins.strftime("%Y-%m-%dT%H:%M:%SZ"), "link": self.link})


class GraphCalendar:
    def __init__(self, line: Line) -> None:
        self.name = line.name
        self._line = line
        self._zone: tzinfo | None = None

    def changes(self, cursor: str) -> Changes:
        before = self._read(cursor)
        if before:
            try:
                return self._since(before)
            except GraphError as error:
                if not error.forgotten:
                    raise
        return self._whole()

    def answer(self, name: str, reply: bytes) -> None:
        for each in answers(reply):
            path = self._path(name, each)
            if path and (verb := self._still_to_say(path, each)):
                with _refusals():
                    self._line.ask("POST", f"{path}/{each.verb}", body=verb)

    def put(self, uid: str, raw: bytes) -> None:
        event = written(uid, raw)
        with _refusals():
            if not self._rewritten(uid, event):
                self._made(uid, event | {"transactionId": transaction(uid, raw)})

    def remove(self, uid: str) -> None:
        with _refusals():
            for path in self._own(uid):
                with _unless_gone():
                    self._line.ask("DELETE", path)

    def shown(self, address: str, begins: datetime, ends: datetime) -> Iterable[Shown]:
        while begins < ends:
            until = min(begins + _LONGEST_LOOK, ends)
            yield from self._looked_up(address, begins, until)
            begins = until

    def examine(self) -> Iterable[Finding]:
        return findings_of_calendar(self._line)

    def close(self) -> None:
        self._line.close()

    # --- what changed ------------------------------------------------------------------------------------------------

    def _read(self, cursor: str) -> Cursor | None:
        """None for one that is none of ours, or whose span is too old."""
        try:
            said = json.loads(cursor or "null")
            found = Cursor(instant(said["begins"]), str(said["link"]))
        except (ValueError, TypeError, KeyError):
            return None
        return found if found.link.startswith(f"{self._line.account.endpoint}/") else None

    def _since(self, before: Cursor) -> Changes:
        names: dict[str, None] = {}
        link = before.link
        for page in self._line.pages(before.link, prefer=_PAGE):
            for row in page.get("value", ()):
                names[str(row.get("seriesMasterId") or row.get("id"))] = None
            link = str(page.get("@odata.deltaLink", ""))
        if self._line.date and self._line.date - before.begins > _OLDEST_SPAN:
            return self._whole()
        events = {event.name: event for name in names for event in self._looked_at(name, before)}
        return Changes(tuple(events.values()), Cursor(before.begins, link).written())

    def _whole(self) -> Changes:
        """The round of changes begins before the look at all there is, so nothing falls between the two."""
        self._line.get("/calendar", **{"$select": "id"})
        today = (self._line.date or datetime(1970, 1, 1, tzinfo=UTC)).replace(hour=0, minute=0, second=0, microsecond=0)
        span = Cursor(today - _BACK, "")
        said = {name: when.strftime("%Y-%m-%dT%H:%M:%SZ") for name, when in _bounds(span).items()}
        link = ""
        for page in self._line.pages(_ROUND, prefer=_PAGE, **said):
            link = str(page.get("@odata.deltaLink", ""))
        events = [
            event
            for page in self._line.pages("/calendar/events", prefer=_PAGE, **{"$expand": _EXPANDED})
            for row in page.get("value", ())
            for event in self._events(row, span)
        ]
        return Changes(tuple(events), Cursor(span.begins, link).written(), whole=True)

    def _looked_at(self, name: str, span: Cursor) -> Iterator[Event]:
        """The event, or the series it is a date of; without octets when it is gone."""
        with _unless_gone():
            row = self._line.get(item("events", name), prefer=_PAGE, **{"$expand": _EXPANDED})
            master = str(row.get("seriesMasterId") or "")
            if master and master != name:
                yield from self._looked_at(master, span)
            else:
                yield from self._events(row, span)
            return
        yield Event(self.name, name, b"")

    def _events(self, row: dict[str, Any], span: Cursor) -> Iterator[Event]:
        """The one event; where it makes no sense the others are not kept waiting for it."""
        around = Around(self._line.account.user, self._own_zone, span.begins, span.ends)
        name = str(row.get("id"))
        instances = self._instances(name, span.begins, span.ends) if row.get("recurrence") else []
        try:
            yield Event(self.name, name, vcalendar(row, instances, around))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            log.warning("%s: the event %s can't be read: %s", self.name, name, error)
            yield Event(self.name, name, UNREADABLE)

    def _instances(self, name: str, begins: datetime, ends: datetime) -> list[dict[str, Any]]:
        said = {"startDateTime": begins.isoformat(), "endDateTime": ends.isoformat()}
        pages = self._line.pages(f"{item('events', name)}/instances", prefer=_PAGE, **said)
        return [row for page in pages for row in page.get("value", ())]

    def _own_zone(self) -> tzinfo:
        """The mailbox's, for events in a zone that their organizer made for themselves."""
        if self._zone is None:
            self._zone = UTC
            with suppress(GraphError):
                self._zone = zone_named(str(self._line.get("/mailboxSettings").get("timeZone", ""))) or UTC
        return self._zone

    # --- answers and events of our own -------------------------------------------------------------------------------

    def _path(self, name: str, answer: Answer) -> str:
        """Of the event, or of the one date that it is about; "" when that is gone."""
        when = answer.instead_of
        if when is None:
            return item("events", name)
        first = when.astimezone(UTC) if isinstance(when, datetime) else datetime.combine(when, datetime.min.time(), UTC)
        with _unless_gone():
            for row in self._instances(name, first - timedelta(days=31), first + timedelta(days=31)):
                if instant(row.get("originalStart") or row.get("start")) == first:
                    return item("events", str(row["id"]))
        return ""

    def _still_to_say(self, path: str, answer: Answer) -> dict[str, Any] | None:
        """None when it was said, or there is nobody to say it to."""
        with _unless_gone():
            row = self._line.get(path, **{"$select": "responseStatus,responseRequested,isOrganizer"})
            said = (row.get("responseStatus") or {}).get("response")
            if said != _SAID[answer.verb] and not row.get("isOrganizer"):
                return {"sendResponse": bool(row.get("responseRequested", True)), "comment": answer.comment}
        return None

    def _own(self, uid: str) -> list[str]:
        where = f"singleValueExtendedProperties/Any(ep: ep/id eq {quoted(OWN_UID)} and ep/value eq {quoted(uid)})"
        rows = self._line.get("/calendar/events", **{"$filter": where, "$select": "id"}).get("value", [])
        return [item("events", str(row["id"])) for row in rows]

    def _rewritten(self, uid: str, event: dict[str, Any]) -> bool:
        done = False
        for path in self._own(uid):
            with _unless_gone():
                self._line.ask("PATCH", path, body=event)
                done = True
        return done

    def _made(self, uid: str, event: dict[str, Any]) -> None:
        try:
            self._line.ask("POST", "/calendar/events", body=event)
        except GraphError as error:
            if error.status != _CONFLICT:
                raise
            # Made a moment ago, or made and taken away again: a transaction's name is of no use twice.
            if not self._own(uid):
                self._line.ask("POST", "/calendar/events", body={**event, "transactionId": None})

    # --- others' -----------------------------------------------------------------------------------------------------

    def _looked_up(self, address: str, begins: datetime, ends: datetime) -> Iterator[Shown]:
        asked = {"schedules": [address], "startTime": said_in_utc(begins), "endTime": said_in_utc(ends)}
        for schedule in self._line.ask("POST", "/calendar/getSchedule", body=asked).get("value", ()):
            for each in schedule.get("scheduleItems") or ():
                if each.get("status") in ("busy", "oof"):
                    out = each["status"] == "oof"
                    yield Shown(instant(each.get("start")), instant(each.get("end")), out_of_office=out)


def _bounds(span: Cursor) -> dict[str, datetime]:
    return {"startDateTime": span.begins, "endDateTime": span.ends}


@contextmanager
def _unless_gone() -> Iterator[None]:
    """What is gone needs nothing more."""
    try:
        yield
    except GraphError as error:
        if not error.gone:
            raise


@contextmanager
def _refusals() -> Iterator[None]:
    """A server that was reached and does not want it refuses; all else is a server that is away."""
    try:
        yield
    except GraphError as error:
        if not error.refused:
            raise
        raise DeliveryError(str(error), permanent=True) from error

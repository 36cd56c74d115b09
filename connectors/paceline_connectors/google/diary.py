"""A Google calendar: what the service is invited to, its answers, and what other people's calendars show.

Settings: account.py's, and `calendar` ("primary"): the calendar's ID; `requests_per_minute` (600).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from paceline.ports import UNREADABLE, Changes, DeliveryError, Event, Finding, Shown
from paceline_connectors.google import examining, others
from paceline_connectors.google.account import CALENDAR, account
from paceline_connectors.google.calls import Json, Line
from paceline_connectors.google.from_ical import Answer, answer, event_id, in_googles_form
from paceline_connectors.google.others import instant
from paceline_connectors.google.prices import CALENDAR_PER_MINUTE, MOST
from paceline_connectors.google.to_ical import calendar_object
from paceline_connectors.google.words import RefusedError
from paceline_connectors.settings import Settings

log = logging.getLogger(__name__)

_PAGE = 2500
_SERIES_AT_A_TIME = 100
"""When more of them have changed, the whole calendar takes fewer requests than to ask for each."""
_FORGOTTEN = (400, 410)
_GONE = (404, 410)


def opened(settings: Mapping[str, Any]) -> GoogleCalendar:
    given = Settings(settings)
    who = account(given)
    calendar_id = given.text("calendar", "primary")
    per_minute = given.number("requests_per_minute", CALENDAR_PER_MINUTE, 10, MOST)
    given.close()
    return GoogleCalendar(Line(who, "calendar", "calendar", CALENDAR, per_minute), calendar_id)


class GoogleCalendar:
    def __init__(self, line: Line, calendar_id: str) -> None:
        self.name = f"google:{line.account.address}/{calendar_id}"
        self._line = line
        self._id = calendar_id

    # --- what changed ------------------------------------------------------------------------------------------------

    def changes(self, cursor: str) -> Changes:
        if cursor:
            try:
                found, later = self._listed(syncToken=cursor)
                series = _by_series(found)
                if len(series) <= _SERIES_AT_A_TIME:
                    return Changes(tuple(self._now(name, items) for name, items in series.items()), later)
            except RefusedError as error:
                if error.status not in _FORGOTTEN:
                    raise
        found, later = self._listed()
        events = (self._written(name, items) for name, items in _by_series(found).items())
        return Changes(tuple(event for event in events if event.raw), later, whole=True)

    def _listed(self, **wanted: Any) -> tuple[list[Json], str]:
        """All pages, and the sync token that ends them."""
        page = self._page(wanted)
        found: list[Json] = page.get("items", [])
        while token := page.get("nextPageToken"):
            page = self._page({**wanted, "pageToken": token})
            found += page.get("items", [])
        return found, page.get("nextSyncToken", "")

    def _page(self, wanted: Json) -> Json:
        return self._ask(lambda events: events.list(maxResults=_PAGE, **wanted))

    def _now(self, name: str, changed: list[Json]) -> Event:
        """The whole of what has changed in part: a list of changes leaves out the dates that are as they were."""
        master = next((item for item in changed if item["id"] == name), None) or self._one(name)
        if master and master.get("status") == "cancelled":
            return Event(self.name, name, b"")
        if master and "recurrence" not in master:
            return self._written(name, [master])
        # Who is invited to some dates of a series only has no master.
        uid = (master or changed[0]).get("iCalUID") or (self._one(changed[0]["id"]) or {}).get("iCalUID", "")
        return self._written(name, self._all_of(name, uid))

    def _written(self, name: str, items: list[Json]) -> Event:
        """Where it makes no sense the others are not kept waiting for it."""
        try:
            return Event(self.name, name, calendar_object(items))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            log.warning("%s: the event %s can't be read: %s", self.name, name, error)
            return Event(self.name, name, UNREADABLE)

    def _all_of(self, name: str, uid: str) -> list[Json]:
        return _by_series(self._listed(iCalUID=uid)[0]).get(name, []) if uid else []

    def _one(self, name: str) -> Json | None:
        try:
            return self._ask(lambda events: events.get(eventId=name))
        except RefusedError as error:
            if error.status not in _GONE:
                raise
            return None

    # --- answering ---------------------------------------------------------------------------------------------------

    def answer(self, name: str, reply: bytes) -> None:
        said = answer(reply)
        with _telling():
            if (event := self._meant(name, said)) and event.get("status") != "cancelled":
                self._answer(event, said)

    def _meant(self, name: str, said: Answer) -> Json | None:
        if not said.instead_of:
            return self._one(name)
        if date := self._date_of(name, said.instead_of):
            return date
        wanted = _moment(said.instead_of)
        dates = (item for item in self._all_of(name, said.uid) if "originalStartTime" in item)
        return next((item for item in dates if _moment(_original(item)) == wanted), None)

    def _answer(self, event: Json, said: Answer) -> None:
        us = next((each for each in event.get("attendees", ()) if each.get("self")), None)
        if us is None:
            raise DeliveryError("the account is not among its guests", permanent=True)
        if us.get("responseStatus") == said.status:
            return
        # Only our own answer: what the other guests say meanwhile is not written over.
        body = {
            "attendeesOmitted": True,
            "attendees": [{"email": us["email"], "responseStatus": said.status}],
        }
        self._ask(lambda events: events.patch(eventId=event["id"], body=body, sendUpdates="all"))

    # --- events of our own -------------------------------------------------------------------------------------------

    def put(self, uid: str, raw: bytes) -> None:
        """An event that may be there is written over before a new one is made: what was made without our hearing of it
        is found so, whether or not Google sees that the id is taken."""
        body, others = in_googles_form(uid, raw)
        name = event_id(uid)
        with _telling():
            if not self._written_over(name, body):
                self._made(name, body)
            for original, other in others.items():
                if date := self._date_of(name, original):
                    self._written_over(date["id"], other)

    def _made(self, name: str, body: Json) -> None:
        try:
            self._ask(lambda events: events.insert(body={**body, "id": name}, sendUpdates="none"))
        except RefusedError as error:
            if error.status != 409:
                raise
            self._written_over(name, body)

    def _written_over(self, name: str, body: Json) -> bool:
        try:
            self._ask(lambda events: events.update(eventId=name, body=body, sendUpdates="none"))
        except RefusedError as error:
            if error.status not in _GONE:
                raise
            return False
        return True

    def remove(self, uid: str) -> None:
        with _telling():
            try:
                self._ask(lambda events: events.delete(eventId=event_id(uid), sendUpdates="none"))
            except RefusedError as error:
                if error.status not in _GONE:
                    raise

    def _date_of(self, name: str, original: str) -> Json | None:
        """One date of a series, by where the series would have it."""
        try:
            found = self._ask(lambda events: events.instances(eventId=name, originalStart=original))
        except RefusedError as error:
            if error.status not in _GONE:
                raise
            return None
        return next(iter(found.get("items", ())), None)

    # --- other people's ----------------------------------------------------------------------------------------------

    def shown(self, address: str, begins: datetime, ends: datetime) -> Iterable[Shown]:
        return others.shown(self._line, address, begins, ends)

    # --- the door ----------------------------------------------------------------------------------------------------

    def examine(self) -> Iterable[Finding]:
        return examining.calendar(self._line, self._id)

    def close(self) -> None:
        self._line.close()

    def _ask(self, make: Callable[[Any], Any]) -> Json:
        """Of `events` of our own calendar."""
        return self._line.ask(lambda api: make(_Ours(api.events(), self._id)), 1)


class _Ours:
    """The client's events collection with the calendar filled in."""

    def __init__(self, events: Any, calendar_id: str) -> None:
        self._events = events
        self._calendar_id = calendar_id

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._events, name)
        return lambda **wanted: method(calendarId=self._calendar_id, **wanted)


@contextmanager
def _telling() -> Iterator[None]:
    """What the server refuses to write is a DeliveryError; that it is away stays a ConnectionError."""
    try:
        yield
    except RefusedError as error:
        raise DeliveryError(str(error), permanent=error.status in (400, 413)) from error


def _by_series(items: Iterable[Json]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for item in items:
        found.setdefault(str(item.get("recurringEventId", item["id"])), []).append(item)
    return found


def _original(item: Json) -> str:
    start: Json = item["originalStartTime"]
    return str(start.get("dateTime", start.get("date", "")))


def _moment(text: str) -> datetime | str:
    """Two ways to write an instant are the same one; a day is itself."""
    return instant(text) if "T" in text else text

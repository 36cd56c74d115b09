"""What other people's calendars show: busy times as they are shared, out of office where the events can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from paceline.ports import Shown
from paceline_connectors.google.calls import Json, Line
from paceline_connectors.google.words import RefusedError

_HIDDEN = (403, 404)
_WINDOW = timedelta(days=60)
"""At most, of one question for free and busy times."""
_MOST = 2500


def shown(line: Line, address: str, begins: datetime, ends: datetime) -> Iterator[Shown]:
    """Nothing for whom Google does not know, or who shares nothing."""
    while begins < ends:
        end = min(begins + _WINDOW, ends)
        out = list(_out_of_office(line, address, begins, end))
        yield from out
        known = {(each.begins, each.ends) for each in out}
        yield from (each for each in _busy(line, address, begins, end) if (each.begins, each.ends) not in known)
        begins = end


def instant(text: str) -> datetime:
    """RFC 3339, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _busy(line: Line, address: str, begins: datetime, ends: datetime) -> Iterator[Shown]:
    wanted = {"timeMin": _rfc3339(begins), "timeMax": _rfc3339(ends), "items": [{"id": address}]}
    found = line.ask(lambda api: api.freebusy().query(body=wanted), 1)
    calendars: dict[str, Json] = found.get("calendars", {})
    for calendar in calendars.values():
        for busy in calendar.get("busy", ()):
            yield Shown(instant(busy["start"]), instant(busy["end"]))


def _out_of_office(line: Line, address: str, begins: datetime, ends: datetime) -> Iterator[Shown]:
    wanted = {
        "calendarId": address,
        "eventTypes": ["outOfOffice"],
        "timeMin": _rfc3339(begins),
        "timeMax": _rfc3339(ends),
        "singleEvents": True,
        "maxResults": _MOST,
    }
    try:
        found = line.ask(lambda api: api.events().list(**wanted), 1)
    except RefusedError as error:
        if error.status not in _HIDDEN:
            raise
        return
    for item in found.get("items", ()):
        start, end = item.get("start", {}).get("dateTime"), item.get("end", {}).get("dateTime")
        if start and end and item.get("eventType") == "outOfOffice":
            yield Shown(instant(start), instant(end), out_of_office=True)


def _rfc3339(when: datetime) -> str:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")

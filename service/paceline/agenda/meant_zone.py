"""A series that is read in another time zone than its calendar gave: its organizer said where its hours are meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from paceline.agenda import calendars
from paceline.domain.cadence import Cadence

if TYPE_CHECKING:
    from icalendar import Event


def read_in(cadence: Cadence, zone: str) -> Cadence:
    """`cadence` with its hours as hours in `zone` (an IANA name); those that are given in UTC stay where they are."""
    there = ZoneInfo(zone)
    series = calendars.read(cadence.calendar)
    for event in (*series.plain, *series.dates.values()):
        _move(event, there)
    series.dates = {calendars.recurrence_id(event): event for event in series.dates.values()}
    series.zones = {}
    return replace(cadence, calendar=calendars.write(series), zone=zone, doubts=())


def _move(event: Event, there: ZoneInfo) -> None:
    was = calendars.starts(event).tzinfo
    for name in ("DTSTART", "RECURRENCE-ID"):
        value: Any = event.get(name)
        if value is not None and "TZID" in value.params:
            value.dt = value.dt.replace(tzinfo=there)
            value.params["TZID"] = there.key
    for name in ("RDATE", "EXDATE"):
        values: Any = event.get(name, [])
        lists = values if isinstance(values, list) else [values]
        moments = [_moved(one.dt, there) if "TZID" in each.params else one.dt for each in lists for one in each.dts]
        calendars.relist(event, name, moments)
    rule: Any = event.get("RRULE", {})
    if "UNTIL" in rule and was is not None:
        rule["UNTIL"] = [max(until, _moved(until.astimezone(was), there).astimezone(UTC)) for until in rule["UNTIL"]]


def _moved(moment: datetime, there: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=there)

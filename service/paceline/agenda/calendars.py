"""A cadence's calendar taken apart and put together again, with icalendar."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

Revision = tuple[int, datetime]
"""SEQUENCE, then DTSTAMP: the higher one is the newer (RFC 5546, 2.1.5)."""


@dataclass(slots=True)
class Series:
    """`plain` are the VEVENTs without RECURRENCE-ID, the first of them the series'; `dates` the others, by instant."""

    plain: list[Event] = field(default_factory=list)
    dates: dict[datetime, Event] = field(default_factory=dict)
    zones: dict[str, Timezone] = field(default_factory=dict)

    @property
    def master(self) -> Event | None:
        return self.plain[0] if self.plain else None


def read(calendar: str) -> Series:
    """A cleaned calendar (`Cadence.calendar`). Raises ValueError where it is none."""
    from icalendar import Event, Timezone

    series = Series()
    for part in _parsed(calendar).subcomponents:
        if isinstance(part, Timezone):
            series.zones[str(part["TZID"])] = part
        elif isinstance(part, Event) and "RECURRENCE-ID" in part:
            series.dates[recurrence_id(part)] = part
        elif isinstance(part, Event):
            series.plain.append(part)
    return series


def write(series: Series) -> str:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Paceline//EN")
    events = (*series.plain[:1], *(series.dates[key] for key in sorted(series.dates)))
    for part in (*series.zones.values(), *events):
        calendar.add_component(part)
    text: bytes = calendar.to_ical()
    return text.decode()


_parsing = threading.Lock()


def _parsed(calendar: str) -> Calendar:
    """icalendar keeps the zones it has read for the process, by TZID, first come, first kept: begin without any."""
    from icalendar import Calendar
    from icalendar.timezone import tzp

    with _parsing:
        tzp.use_zoneinfo()
        return Calendar.from_ical(calendar)


# --- a VEVENT ---------------------------------------------------------------------------------------------------------


def recurrence_id(event: Event) -> datetime:
    value: Any = event["RECURRENCE-ID"]
    instant: datetime = value.dt.astimezone(UTC)
    return instant


def starts(event: Event) -> datetime:
    """DTSTART with its zone."""
    start: Any = event.DTSTART
    moment: datetime = start
    return moment


def revision(event: Event) -> Revision:
    return int(str(event.get("SEQUENCE", 0))), stamp(event)


def stamp(event: Event) -> datetime:
    value: Any = event["DTSTAMP"]
    instant: datetime = value.dt.astimezone(UTC)
    return instant


def is_cancelled(event: Event) -> bool:
    return str(event.get("STATUS", "")) == "CANCELLED"


def concerns_the_rest(event: Event) -> bool:
    """RANGE=THISANDFUTURE."""
    value: Any = event["RECURRENCE-ID"]
    return bool(value.params.get("RANGE") == "THISANDFUTURE")


def listed(event: Event, name: str) -> tuple[datetime, ...]:
    """The values of RDATE or EXDATE, in UTC."""
    values: Any = event.get(name, [])
    lists = values if isinstance(values, list) else [values]
    return tuple(value.dt.astimezone(UTC) for each in lists for value in each.dts)


def relist(event: Event, name: str, moments: list[datetime]) -> None:
    event.pop(name, None)
    for moment in moments:
        event.add(name, moment)

"""A VEVENT in one form: the properties that matter, every time in UTC or in a known zone, what is usually wrong mended.

All-day dates and floating times get the hour and the zone in which they are meant (RFC 5545 leaves them to the reader):
an all-day event begins at 09:00 there and has no length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from paceline.inbox.calendar import recurrence
from paceline.inbox.calendar.ics import Component, Line, escaped, plain
from paceline.inbox.calendar.zones import Zone, fixed, iana, known
from paceline.inbox.mail import Unreadable

FIRST_YEAR, LAST_YEAR = 1990, recurrence.LAST_YEAR
ALL_DAY_STARTS = time(9)
MAX_DATES = 2_000
MAX_LENGTH = timedelta(days=31)
MAX_SEQUENCE = 2**31 - 1
MOST_ODD = 5
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall time in a zone; `whole_day` where the sender wrote a date."""

    wall: datetime
    zone: Zone
    whole_day: bool = False

    @property
    def instant(self) -> datetime:
        """In UTC; a wall time in a gap is read before it, in an overlap as its first (RFC 5545, 3.3.5)."""
        return self.wall.replace(tzinfo=self.zone.rules).astimezone(UTC)

    def line(self, name: str, *params: tuple[str, str]) -> Line:
        if self.zone.id == "UTC":
            return Line(name, f"{self.wall:%Y%m%dT%H%M%S}Z", params)
        return Line(name, f"{self.wall:%Y%m%dT%H%M%S}", (("TZID", self.zone.id), *params))


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT, read. `lines` are the properties of its canonical form but for the people's."""

    source: Component
    sequence: int
    stamp: datetime
    start: Moment | None
    recurrence_id: Moment | None
    rest: bool
    """RANGE=THISANDFUTURE."""
    length: timedelta
    cancelled: bool
    recurring: bool
    days: tuple[date, date] | None
    dates: tuple[Moment, ...]
    """RDATE and EXDATE."""
    lines: tuple[Line, ...]
    odd: tuple[str, ...] = ()
    """Lines that name a date which is none; the series goes without it."""

    @property
    def zone(self) -> Zone | None:
        moment = self.start or self.recurrence_id
        return moment.zone if moment else None


class _OddError(ValueError):
    """A value that is none; caught in `event`, never leaves this module."""


@dataclass(slots=True)
class Clock:
    """How a sender's times are read: by the zones it defines, else `pinned`. `strange` collects TZIDs nobody knows."""

    zones: Mapping[str, Zone]
    pinned: Zone
    strange: dict[str, None]

    def zone(self, tzid: str) -> Zone:
        if not tzid:
            return self.pinned
        if tzid in self.zones:
            return self.zones[tzid]
        if name := known(tzid):
            return iana(name)
        if zone := fixed(tzid):
            return zone
        self.strange[tzid[:80]] = None
        return self.pinned

    def moment(self, value: str, tzid: str, hour: time = ALL_DAY_STARTS) -> Moment:
        match = _TIME.fullmatch(value.strip())
        if not match:
            raise _OddError(f"{value[:40]!r} is no date or time")
        year, month, day, hours, minutes, seconds = (int(v) if v else 0 for v in match.groups()[:6])
        try:
            wall = datetime(year, month, day, hours, minutes, min(seconds, 59))  # noqa: DTZ001 - a wall time
        except ValueError as error:
            raise _OddError(f"{value[:40]!r} is no date or time") from error
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise _OddError(f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}")
        if match[7]:
            return Moment(wall, iana("UTC"))
        if match[4] is None:
            return Moment(datetime.combine(wall.date(), hour), self.zone(tzid), whole_day=True)
        return Moment(wall, self.zone(tzid))

    def of(self, line: Line, hour: time = ALL_DAY_STARTS) -> Moment:
        return self.moment(line.value, line.param("TZID"), hour)


_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?", re.IGNORECASE)


def event(source: Component, clock: Clock) -> Event | Unreadable:
    """What `source` says, or why the whole message is refused."""
    try:
        return _event(source, clock)
    except _OddError as odd:
        return Unreadable(f"{odd} (in {source.value('UID')[:60]!r})")


def _event(source: Component, clock: Clock) -> Event:
    if len(source.all("RRULE")) > 1 or source.first("EXRULE"):
        raise _OddError("more than one recurrence rule, or EXRULE, is not read")
    start = _moment(source.first("DTSTART"), clock)
    hour = start.wall.time() if start else ALL_DAY_STARTS
    recurrence_id = _moment(source.first("RECURRENCE-ID"), clock, hour)
    sequence, stamp = _sequence(source), _stamp(source, clock)
    length = _length(source, start, clock)
    cancelled = source.value("STATUS").upper() == "CANCELLED"
    ranged = source.first("RECURRENCE-ID")
    rest = bool(ranged and ranged.param("RANGE").upper() == "THISANDFUTURE")

    lines = [Line("UID", source.value("UID"))]
    if recurrence_id:
        lines.append(recurrence_id.line("RECURRENCE-ID", *([("RANGE", "THISANDFUTURE")] if rest else [])))
    lines += [Line("DTSTAMP", f"{stamp:%Y%m%dT%H%M%SZ}"), Line("SEQUENCE", str(sequence))]
    if begins := start or recurrence_id:
        lines += [begins.line("DTSTART"), Line("DURATION", f"PT{int(length.total_seconds()) // 60}M")]
    odd: list[str] = []
    rule, dates = _series(source, start, clock, odd) if start and (rest or not recurrence_id) else ([], {})
    lines += [*rule, *(moment.line(name) for name, moments in dates.items() for moment in moments)]
    recurring = bool(rule or dates.get("RDATE"))
    if cancelled:
        lines.append(Line("STATUS", "CANCELLED"))
    lines.append(Line("SUMMARY", escaped(" ".join(plain(source.value("SUMMARY")).split())[:300])))
    return Event(
        source=source,
        sequence=sequence,
        stamp=stamp,
        start=start,
        recurrence_id=recurrence_id,
        rest=rest,
        length=length,
        cancelled=cancelled,
        recurring=recurring,
        days=None if recurring else _days(source, start, clock),
        dates=tuple(moment for moments in dates.values() for moment in moments),
        lines=tuple(lines),
        odd=tuple(odd[:MOST_ODD]),
    )


def _moment(line: Line | None, clock: Clock, hour: time = ALL_DAY_STARTS) -> Moment | None:
    return clock.of(line, hour) if line else None


def _sequence(source: Component) -> int:
    """Absent means 0 (RFC 5545, 3.8.7.4); "1.0" is how a program writes 1 that keeps numbers as floats."""
    text = re.sub(r"\.0{1,6}$", "", source.value("SEQUENCE")) or "0"
    if not re.fullmatch(r"\d{1,20}", text) or int(text) > MAX_SEQUENCE:
        raise _OddError(f"SEQUENCE is {text[:24]!r}")
    return int(text)


def _stamp(source: Component, clock: Clock) -> datetime:
    line = source.first("DTSTAMP")
    return replace(clock, pinned=iana("UTC")).of(line).instant if line else EPOCH


def _series(
    source: Component, start: Moment, clock: Clock, odd: list[str]
) -> tuple[list[Line], dict[str, list[Moment]]]:
    lines: list[Line] = []
    if rule := source.first("RRULE"):
        found = recurrence.parts(rule.value)
        if isinstance(found, Unreadable):
            raise _OddError(found.reason)
        normal = recurrence.normal(found, start.wall, lambda value: _until(value, start, clock))
        if isinstance(normal, Unreadable):
            raise _OddError(normal.reason)
        lines.append(Line("RRULE", normal))
    return lines, {name: _dates(source, name, start, clock, odd) for name in ("RDATE", "EXDATE")}


def _until(value: str, start: Moment, clock: Clock) -> datetime:
    """UNTIL in UTC. A date means the whole of that day, a floating time is the series' own (both against the letter of
    RFC 5545, 3.3.10, both what their senders mean)."""
    if len(value) == 8:
        value += "T235959"
    moment = clock.moment(value if value[:4] <= str(LAST_YEAR) else f"{LAST_YEAR}1231T235959", "")
    return moment.instant if value.endswith("Z") else replace(moment, zone=start.zone).instant


def _dates(source: Component, name: str, start: Moment, clock: Clock, odd: list[str]) -> list[Moment]:
    """RDATE or EXDATE, one by one; of a PERIOD its start, of a date the series' time on that day in its zone. What is
    no date goes to `odd`."""
    found: list[Moment] = []
    for line in source.all(name):
        for value in filter(None, line.value.split(",")):
            if len(found) + len(odd) >= MAX_DATES:
                raise _OddError(f"more than {MAX_DATES} dates in {name}")
            try:
                moment = clock.moment(value.split("/")[0], line.param("TZID"), start.wall.time())
            except _OddError:
                odd.append(f"{name}: {plain(value)[:40]}")
                continue
            found.append(replace(moment, zone=start.zone) if moment.whole_day else moment)
    return found


# --- lengths --------------------------------------------------------------------------------------------------------

_DURATION = re.compile(
    r"(?P<sign>[+-])?P(?:(?P<weeks>\d{1,6})W)?(?:(?P<days>\d{1,6})D)?"
    r"(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,7})S)?)?"
)


def _length(source: Component, start: Moment | None, clock: Clock) -> timedelta:
    """From 0 to 31 days; of an all-day event 0: it says that there is a day, not that people sit together."""
    if start is None or start.whole_day:
        return timedelta(0)
    if end := source.first("DTEND"):
        length = clock.of(end).instant - start.instant
    else:
        length = _duration(source.value("DURATION"))
    return min(max(length, timedelta(0)), MAX_LENGTH)


def _duration(text: str) -> timedelta:
    match = _DURATION.fullmatch(text.upper())
    if not match or match["sign"] == "-":
        return timedelta(0)
    units = ("weeks", "days", "hours", "minutes", "seconds")
    return timedelta(**{unit: int(match[unit] or 0) for unit in units})


def _days(source: Component, start: Moment | None, clock: Clock) -> tuple[date, date] | None:
    """The whole days of an all-day event; DTEND is the day after the last (RFC 5545, 3.6.1)."""
    if start is None or not start.whole_day:
        return None
    first = start.wall.date()
    if end := source.first("DTEND"):
        last = clock.of(end).wall.date() - timedelta(days=1)
    else:
        last = first + max(_duration(source.value("DURATION")) - timedelta(days=1), timedelta(0))
    return first, max(first, last)

"""When a person may be written to: working days, send hours and quiet hours, each in the person's own zone.

Days are dates in the person's zone, results are UTC instants. Wall times become instants by fold 0: one that does not
exist is read with the offset before the gap (02:30 is 03:30 on that day), one that comes twice is its first.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from paceline.domain.cadence import Span
from paceline.domain.people import Person

HORIZON = 400
"""Days after which nobody looks any further for a working day."""
ABSENCE_LIMIT = timedelta(days=10)
"""An ask goes out before an absence rather than in it, but not longer ahead than this."""


def pin_tzdata() -> None:
    """Read time zones from the tzdata package alone, whatever the machine has: it is newer, and the same everywhere.

    For the whole process, once, before any zone is used.
    """
    zoneinfo.reset_tzpath(())
    ZoneInfo.clear_cache()


# --- days -----------------------------------------------------------------------------------------------------------


def working(person: Person, day: date) -> bool:
    """A workday of the person's, no public holiday where they live, not in an absence."""
    return _workday(person, day) and person.away_on(day) is None


def next_working(person: Person, day: date) -> date:
    """The first working day after `day`; the day after it for somebody who never works."""
    return next(_working_days(person, day, 1), day + timedelta(days=1))


def previous_working(person: Person, day: date) -> date:
    """The last working day before `day`; the day before it for somebody who never works."""
    return next(_working_days(person, day, -1), day - timedelta(days=1))


def shifted(person: Person, day: date, count: int) -> date:
    """`count` of the person's working days after `day`: what "+3d" means."""
    for _ in range(min(count, HORIZON)):
        day = next_working(person, day)
    return day


def _working_days(person: Person, day: date, step: int) -> Iterator[date]:
    days = (day + timedelta(days=step * n) for n in range(1, HORIZON))
    return (d for d in days if working(person, d))


def _workday(person: Person, day: date) -> bool:
    if not person.works_on(day.weekday()) or is_holiday(person, day):
        return False
    return _exists(person.zone, day)


def is_holiday(person: Person, day: date) -> bool:
    """A public holiday where the person lives."""
    return day in _holidays(person.country, person.region, day.year)


@lru_cache(maxsize=1024)
def _exists(zone: str, day: date) -> bool:
    """False for a day that the zone left out when it moved across the date line (Samoa, 30 December 2011)."""
    noon = datetime.combine(day, time(12), ZoneInfo(zone))
    return noon.astimezone(UTC).astimezone(ZoneInfo(zone)).date() == day


@lru_cache(maxsize=512)
def _holidays(country: str, region: str, year: int) -> frozenset[date]:
    """Public holidays of a country (ISO 3166-1) and region (ISO 3166-2); of the country where the region is unknown."""
    if not country:
        return frozenset()
    import holidays

    for subdivision in dict.fromkeys((region or None, None)):
        try:
            found = holidays.country_holidays(country.upper(), subdiv=subdivision, years=year)
        except (NotImplementedError, KeyError, ValueError):
            continue
        return frozenset(found)
    return frozenset()


# --- hours ----------------------------------------------------------------------------------------------------------


def at_hour(person: Person, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour.replace(fold=0), ZoneInfo(person.zone)).astimezone(UTC)


def local(person: Person, instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(person.zone))


def allowed(person: Person, instant: datetime) -> bool:
    """On a working day and outside the quiet hours."""
    there = local(person, instant)
    return working(person, there.date()) and not is_quiet(person, there.time())


def at_work(person: Person, instant: datetime) -> bool:
    """On a working day and within the working hours, which reach as far as the send hour where that lies outside."""
    there = local(person, instant)
    begins, ends = min(person.starts, person.send_hour), max(person.ends, person.send_hour)
    return working(person, there.date()) and begins <= there.time() <= ends


def next_allowed(person: Person, instant: datetime) -> datetime:
    """`instant` where it is allowed, else the first allowed moment after it."""
    if allowed(person, instant):
        return instant
    there = local(person, instant)
    for day in (there.date(), next_working(person, there.date())):
        for hour in (time(0), person.quiet_until):
            moment = at_hour(person, day, hour)
            if moment > instant and allowed(person, moment):
                return moment
    return at_hour(person, next_working(person, there.date()), person.quiet_until)


def latest_allowed_before(person: Person, instant: datetime) -> datetime | None:
    """`instant` where it is allowed, else the last allowed minute before it; None where there is none in 31 days."""
    if allowed(person, instant):
        return instant
    today = local(person, instant).date()
    for day in (today - timedelta(days=n) for n in range(31)):
        for hour in (time(23, 59), _minute_before(person.quiet_from)):
            moment = at_hour(person, day, hour)
            if moment <= instant and allowed(person, moment):
                return moment
    return None


def covered(person: Person, begins: datetime, ends: datetime) -> tuple[date, date] | None:
    """The first and the last day whose working hours lie between two instants as a whole; None: there is none."""
    first, last = local(person, begins).date(), local(person, ends).date()
    if begins > at_hour(person, first, person.starts):
        first += timedelta(days=1)
    if ends < at_hour(person, last, person.ends):
        last -= timedelta(days=1)
    return (first, last) if first <= last else None


def is_quiet(person: Person, at: time) -> bool:
    """Whether an hour of theirs lies in their quiet ones."""
    since, until = person.quiet_from, person.quiet_until
    return since <= at < until if since <= until else at >= since or at < until


def _minute_before(hour: time) -> time:
    return (datetime.combine(date(2000, 1, 2), hour) - timedelta(minutes=1)).time()


def next_at_work(person: Person, instant: datetime) -> datetime:
    """`instant` where it lies in the person's working hours and not in their quiet ones, else the first such moment."""
    day = local(person, instant).date()
    for _ in range(3):
        at = next_allowed(person, max(instant, at_hour(person, day, person.starts)))
        if working(person, day) and at < at_hour(person, day, person.ends):
            return at
        day = next_working(person, day)
    return next_allowed(person, max(instant, at_hour(person, day, person.starts)))


def worked(person: Person, start: datetime, length: timedelta) -> datetime:
    """When the person has had so much working time from `start`, but 31 working days at the most."""
    at = next_at_work(person, start)
    for _ in range(31):
        ends = at_hour(person, local(person, at).date(), person.ends)
        if length <= ends - at:
            return at + length
        length -= ends - at
        at = next_at_work(person, ends)
    return at


# --- when to send ---------------------------------------------------------------------------------------------------


def send_instant(
    person: Person,
    occurrence_start: datetime,
    span: Span,
    *,
    hour: time | None = None,
    minimum_lead: timedelta = timedelta(0),
) -> datetime:
    """When something goes to `person` that is due `span` before an occurrence.

    A plain lead is subtracted, no more: the caller keeps to `allowed`. Working days are counted back from the person's
    own date of the occurrence, to `hour` (else their send hour) of that day, and further until more than `minimum_lead`
    is left. An absence is walked over like a weekend, but only so far (`ABSENCE_LIMIT`): who is away longer is not
    asked anyway.
    """
    if not span.days:
        return occurrence_start - span.lead
    present, regardless = (
        _days_before(person, occurrence_start, span.days, hour or person.send_hour, minimum_lead, absences=absences)
        for absences in (True, False)
    )
    return present if regardless - present <= ABSENCE_LIMIT else regardless


def next_send(person: Person, after: datetime) -> datetime:
    """The person's first send hour on a working day strictly after `after`."""
    day = local(person, after).date() - timedelta(days=1)
    for _ in range(4):
        day = next_working(person, day)
        instant = at_hour(person, day, person.send_hour)
        if instant > after:
            return instant
    return instant


def working_end(people: Iterable[Person], start: datetime, days: int) -> datetime:
    """The end of an objection window of `days` working days from `start`: when all of `people` have had them.

    A day counts for a person when it is a working day of theirs that had not begun at `start`; the window ends with
    their working hours on the last of them. Who is away so long that this would take more than 30 days is not waited
    for (whoever asks must not take their silence for consent); is that everybody, it ends in 30 days. Nobody: `start`.
    """
    people = tuple(people)
    ends = [end for person in people if (end := _end_for(person, start, days))]
    return max(ends, default=start + timedelta(days=30) if people else start)


def _end_for(person: Person, start: datetime, days: int) -> datetime | None:
    first = local(person, start).date()
    begun = start > at_hour(person, first, person.starts)
    counted = [day for day in (first + timedelta(days=n) for n in range(begun, 31)) if working(person, day)]
    return at_hour(person, counted[days - 1], person.ends) if len(counted) >= days > 0 else None


def _days_before(
    person: Person, start: datetime, days: int, hour: time, minimum_lead: timedelta, *, absences: bool
) -> datetime:
    day = local(person, start).date()
    left = days
    instant = at_hour(person, day - timedelta(days=days), hour)
    for _ in range(HORIZON):
        day -= timedelta(days=1)
        if not (working(person, day) if absences else _workday(person, day)):
            continue
        left -= 1
        instant = at_hour(person, day, hour)
        if left <= 0 and instant < start - minimum_lead:
            return instant
    return instant

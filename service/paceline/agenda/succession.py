"""What goes on as what: which date of a changed series is which of those before, and which series goes on with another.

A date that people have been asked about keeps its id when its series is moved, split or read with other zone rules:
asks, letters, facts and reply addresses know it by that id and are never rewritten. `Cadence.names` says which instants
of the series have an id other than their own.

"This and following" has no common meaning. Google and Outlook on the web end the old series and send a new one with
another UID; the two messages come in either order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from paceline.agenda import calendars, occurrences
from paceline.domain.cadence import Cadence, Occurrence, instant_of

AROUND = timedelta(days=32)
"""How long before and after now a date may keep the id that it had."""
_TICK = timedelta(microseconds=1)
_GOOGLE = re.compile(r"(.+)_R\d{8}(?:T\d{6}Z?)?(@google\.com)", re.IGNORECASE)

# --- dates ------------------------------------------------------------------------------------------------------------


def named(cadence: Cadence, ids: Iterable[str], before: Cadence, now: datetime) -> Cadence:
    """`cadence` with its dates called by those `ids` that are theirs. `before` is the series that knew them: its last
    revision, the series it goes on with, or itself where only the zones' rules are others.

    A date is the same when it is on the same day there; else a date that was not in the series before takes the place
    of the one which it is nearest to, as long as that lies ahead and no further away than the dates from each other.
    """
    pairs = same(cadence, ids, before, now)
    renamed = ((date.recurrence_id, one) for one, date in pairs.items() if date.id != one)
    return replace(cadence, names=tuple(sorted(renamed)))


def same(cadence: Cadence, ids: Iterable[str], before: Cadence, now: datetime) -> dict[str, Occurrence]:
    """Which date of `cadence` each of these is now, called by its own id; see `named`."""
    dates = _around(cadence, now)
    known = _known(before, ids)
    zone = ZoneInfo(cadence.zone)
    pairs = _unmoved(known, dates)
    pairs |= _same_day(_left(known, pairs), _free(dates, pairs), zone)
    fresh = _free(_fresh(dates, before, now), pairs)
    return pairs | _nearest(_left(known, pairs), [date for date in fresh if date.start > now], dates, now)


def _around(cadence: Cadence, now: datetime) -> list[Occurrence]:
    """The dates of a series by their own ids: a month back, a month ahead, and the next one however far it is."""
    plain = replace(cadence, names=())
    within = occurrences.between(plain, now - AROUND, now + AROUND)
    later = occurrences.following(plain, within[-1].start if within else now)
    return [*within, *([later] if later else [])]


def _known(before: Cadence, ids: Iterable[str]) -> dict[str, datetime]:
    """Where these dates were, in order; one that had another's id already is where that is."""
    renamed = {name: instant for instant, name in before.names}
    known = {one: renamed.get(one) or instant_of(one) for one in ids}
    return dict(sorted(known.items(), key=lambda pair: pair[1]))


def _left(known: dict[str, datetime], pairs: dict[str, Occurrence]) -> dict[str, datetime]:
    return {one: at for one, at in known.items() if one not in pairs}


def _free(dates: Iterable[Occurrence], pairs: dict[str, Occurrence]) -> list[Occurrence]:
    taken = {date.recurrence_id for date in pairs.values()}
    return [date for date in dates if date.recurrence_id not in taken]


def _fresh(dates: list[Occurrence], before: Cadence, now: datetime) -> list[Occurrence]:
    """Those that were not in the series before."""
    old = {date.recurrence_id for date in _around(before, now)}
    return [date for date in dates if date.recurrence_id not in old]


def _unmoved(known: dict[str, datetime], dates: list[Occurrence]) -> dict[str, Occurrence]:
    """Those that are there as they always were, and those that are where they were before."""
    own = {date.id: date for date in dates}
    pairs = {one: own[one] for one in known if one in own}
    there = {date.recurrence_id: date for date in _free(dates, pairs)}
    return pairs | {one: there[at] for one, at in _left(known, pairs).items() if at in there}


def _same_day(known: dict[str, datetime], dates: list[Occurrence], zone: ZoneInfo) -> dict[str, Occurrence]:
    pairs: dict[str, Occurrence] = {}
    for one, at in known.items():
        that_day = [date for date in _free(dates, pairs) if _day(date.recurrence_id, zone) == _day(at, zone)]
        if that_day:
            pairs[one] = min(that_day, key=lambda date: abs(date.recurrence_id - at))
    return pairs


def _nearest(
    known: dict[str, datetime], fresh: list[Occurrence], dates: list[Occurrence], now: datetime
) -> dict[str, Occurrence]:
    """In order, so that two dates never change places."""
    interval = _interval(dates)
    pairs: dict[str, Occurrence] = {}
    for one, at in known.items():
        near = [date for date in fresh if abs(date.recurrence_id - at) <= interval] if at > now else []
        if near:
            pairs[one] = min(near, key=lambda date: abs(date.recurrence_id - at))
            fresh = [date for date in fresh if date.recurrence_id > pairs[one].recurrence_id]
    return pairs


def _interval(dates: list[Occurrence]) -> timedelta:
    """The longest time between two dates in a row."""
    instants = sorted(date.recurrence_id for date in dates)
    return max((later - one for one, later in pairwise(instants)), default=AROUND)


def _day(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


# --- ends -------------------------------------------------------------------------------------------------------------


def last_date(cadence: Cadence, now: datetime) -> Occurrence | None:
    """The last date of a series that ends within 400 days, or has ended; None: it goes on, or has no date at all."""
    ahead = occurrences.between(cadence, now, now + occurrences.LONGEST)
    last = ahead[-1] if ahead else occurrences.preceding(cadence, now)
    return last if last and occurrences.following(cadence, last.start) is None else None


def is_cut_short(cadence: Cadence, before: Cadence, now: datetime) -> bool:
    """Whether a series has fewer dates ahead than it had, and ends before the last of them."""
    if not (cadence.recurring and cadence.master) or _ahead(cadence, now) >= _ahead(before, now):
        return False
    last = last_date(cadence, now)
    return occurrences.following(before, last.start if last else now) is not None


def runs_longer(cadence: Cadence, before: Cadence, now: datetime) -> bool:
    return _ahead(cadence, now) > _ahead(before, now)


def _ahead(cadence: Cadence, now: datetime) -> int:
    """How many dates lie ahead of one that ends; one that goes on has more than any."""
    if _goes_on(cadence, now):
        return occurrences.MOST + 1
    ahead = occurrences.between(cadence, now, now + occurrences.LONGEST)
    return len(ahead) if not ahead or last_date(cadence, now) else occurrences.MOST + 1


def _goes_on(cadence: Cadence, now: datetime) -> bool:
    """Of most series two dates tell it: the next, and one behind all that we look at; to expand all is dear."""
    first, end = occurrences.following(cadence, now), now + occurrences.LONGEST
    return first is not None and first.start < end and occurrences.following(cadence, end) is not None


# --- series -----------------------------------------------------------------------------------------------------------


def goes_on_with(old: Cadence, new: Cadence) -> bool:
    """Whether `new` is what the organizer made of the dates of `old` from some day on; that it is one person who sent
    both, from whichever of their addresses, is known before.

    Google says so in the UID. Else: the same title, a guest in common, and it begins where the old one ends. Where the
    old one has not ended (yet) it must begin on one of its dates, with the very same guests.
    """
    if old.uid == new.uid or not (old.recurring and old.master and new.master):
        return False
    begins = _begins(new)
    if begins is None:
        return False
    google = _GOOGLE.fullmatch(new.uid)
    if google:
        return _google_base(old.uid) == f"{google[1]}{google[2]}".lower()
    organizer = frozenset((old.organizer, new.organizer))
    before, after = _guests(old) - organizer, _guests(new) - organizer
    if _plain(old.title) != _plain(new.title) or not before & after:
        return False
    runs_on = occurrences.following(old, _day_begins(begins, ZoneInfo(new.zone)) - _TICK)
    if runs_on is None:
        return _adjacent(old, new, begins)
    same_day = _day(runs_on.start, ZoneInfo(new.zone)) == _day(begins, ZoneInfo(new.zone))
    return same_day and before == after


def _google_base(uid: str) -> str:
    """A series that was split off may be split again: `x_R20261207T090000@google.com` is of `x@google.com`."""
    split = _GOOGLE.fullmatch(uid)
    return (f"{split[1]}{split[2]}" if split else uid).lower()


def _adjacent(old: Cadence, new: Cadence, begins: datetime) -> bool:
    """No further from the date that would have come next than one interval; where all dates of the old one were cut
    off, than one of the new one's from where it began."""
    last = occurrences.preceding(old, begins)
    if last is None:
        second = occurrences.following(new, begins)
        first = _starts(old)
        return first is not None and second is not None and abs(begins - first) < second.start - begins
    before = occurrences.preceding(old, last.start)
    interval = last.start - before.start if before else AROUND / 2
    return begins - last.start < 2 * interval


def _begins(cadence: Cadence) -> datetime | None:
    """Its first date, however long ago."""
    first = _starts(cadence)
    found = occurrences.following(cadence, first - _TICK) if first else None
    return found.start if found else None


def _starts(cadence: Cadence) -> datetime | None:
    """DTSTART of the series."""
    master = calendars.read(cadence.calendar).master
    return calendars.starts(master) if master is not None else None


def _day_begins(instant: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(_day(instant, zone), time(0), zone).astimezone(instant.tzinfo)


def _guests(cadence: Cadence) -> frozenset[str]:
    return frozenset(p.address for p in cadence.participants)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())

"""What an iTIP message does to a series (RFC 5546, 2.1.5 and 3.2), for one who is invited; decided as a value.

The key is the UID, and RECURRENCE-ID as an instant. What is remembered lies in the cadence itself: its calendar holds
every single date that was changed, a cancelled one as STATUS:CANCELLED, each with its own SEQUENCE and DTSTAMP; a
cadence that is over stays as a tombstone, so that a late or repeated message can't bring it back. What is said of its
dates after that stays with it: it may belong to a new invitation that is still on its way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from paceline.agenda import authority, calendars, occurrences, revisions
from paceline.agenda.calendars import Series, listed, relist, revision, starts
from paceline.agenda.revisions import Verdict
from paceline.domain.cadence import Cadence, CalendarMessage

if TYPE_CHECKING:
    from icalendar import Event

Disposition = Literal["applied", "unchanged", "stale", "ignored", "held", "rejected"]


@dataclass(frozen=True, slots=True)
class Taken:
    """`cadence` is what to store (None: nothing), `answer` what is owed to the organizer: "ACCEPTED" (a REPLY),
    "REFRESH" (the series is not known: ask for it) or "". `ended`: the series is over now; `overtaken`: it came after a
    newer date of it, which is all that is known."""

    disposition: Disposition
    reason: str = ""
    cadence: Cadence | None = None
    ended: bool = False
    answer: Literal["", "ACCEPTED", "REFRESH"] = ""
    overtaken: bool = False


def take(held: Cadence | None, message: CalendarMessage) -> Taken:
    """What `message` does to the series as it is held (None: unknown). Its sender's authority is checked before."""
    if reason := authority.OTHERS_BUSINESS.get(message.method):
        return Taken("ignored", reason)
    if held and message.organizer != held.organizer:
        return Taken("held", f"the organizer is {message.organizer}, of this series it was {held.organizer}")
    if message.method == "ADD":
        return _add(held, message)
    if message.method == "CANCEL" and not message.attendee and message.attendees:
        return Taken("ignored", "somebody else was taken off the guests")
    if message.method == "CANCEL" or message.cancelled:
        return _cancel_series(held, message) if message.master else _cancel_dates(held, message)
    if not message.attendee:
        return _uninvited(held, message)
    return _set_series(held, message) if message.master else _set_dates(held, message)


# --- the series as such ---------------------------------------------------------------------------------------------


def _set_series(held: Cadence | None, message: CalendarMessage) -> Taken:
    if out := _outdated(held, message):
        overtaken = out.disposition == "stale" and revisions.of_series(held) is None
        return _set_dates(held, message) if _repeats(held, message) else replace(out, overtaken=overtaken)
    series = calendars.read(message.calendar)
    if held:
        _keep_dates(held, series, message)
    return Taken("applied", cadence=_new(held, message, calendars.write(series)), answer=_owed(message))


def _repeats(held: Cadence | None, message: CalendarMessage) -> bool:
    """The series as we have it is sent along with dates, which may be newer."""
    same = held and held.master and not held.ended and (message.sequence, message.stamp) == (held.sequence, held.stamp)
    return bool(same and message.recurrence_ids)


def _keep_dates(held: Cadence, series: Series, message: CalendarMessage) -> None:
    """A new revision replaces all (RFC 5546, 3.2.2), but for the dates that were changed after it was sent; or, where
    only single dates were known, those that are dates of the series."""
    before = _standing(held)
    for key, event in before.dates.items():
        repeated = series.dates.get(key)
        later = calendars.stamp(event) > message.stamp or (revisions.of_series(held) is None and _names(message, key))
        if later and (repeated is None or revision(event) > revision(repeated)):
            series.dates[key] = event
            series.zones = before.zones | series.zones


def _names(message: CalendarMessage, key: datetime) -> bool:
    """Whether the series has this date: its rule, and no EXDATE."""
    found = occurrences.between(message.cadence, key, key + timedelta(seconds=1)) if message.cadence else ()
    return any(date.recurrence_id == key for date in found)


def _cancel_series(held: Cadence | None, message: CalendarMessage) -> Taken:
    """Exchange may cancel with the SEQUENCE of what it cancels; an unknown series is remembered as over."""
    current = revisions.current(held)
    if held and current and (message.sequence, message.stamp) < current:
        return _stale(held)
    if held and held.ended:
        return _still_over(held, message)
    if held and held.over == (message.sequence, message.stamp):
        return Taken("unchanged", "we have it already")
    return _over(held, message, "cancelled")


def _uninvited(held: Cadence | None, message: CalendarMessage) -> Taken:
    if held is None:
        return Taken("held", "we are not among the guests: it was forwarded, or sent through a list")
    if not message.master:
        return _cancel_dates(held, message)
    if out := _outdated(held, message):
        return out
    if held.ended:
        return _still_over(held, message)
    return _over(held, message, "removed")


def _still_over(held: Cadence, message: CalendarMessage) -> Taken:
    """Nothing changes but the revision that the tombstone has: what is older than this message stays dead."""
    sequence, stamp = max((held.sequence, held.stamp), (message.sequence, message.stamp))
    return Taken("unchanged", "the series is over already", cadence=replace(held, sequence=sequence, stamp=stamp))


def _over(held: Cadence | None, message: CalendarMessage, ending: Literal["cancelled", "removed"]) -> Taken:
    """Of the series there is left what was said of single dates after this; where they take place it is not over."""
    cadence = held or _new(None, message, message.calendar)
    ended = replace(cadence, sequence=message.sequence, stamp=message.stamp, ending=ending, over=None)
    left = _standing(ended)
    if held and not all(map(calendars.is_cancelled, left.dates.values())):
        single = replace(ended, ending="", master=False, recurring=False, over=(message.sequence, message.stamp))
        return Taken("applied", cadence=_with_dates(single, message, left))
    return Taken("applied", cadence=ended, ended=True)


def _standing(held: Cadence | None) -> Series:
    """What is held of a series; of one that is over the dates that were changed after its end."""
    series = calendars.read(held.calendar) if held else Series()
    if held is None or not held.ended:
        return series
    dates = {
        key: event for key, event in series.dates.items() if revisions.is_later(event, (held.sequence, held.stamp))
    }
    return Series(dates=dates, zones=series.zones)


# --- single dates ---------------------------------------------------------------------------------------------------


def _set_dates(held: Cadence | None, message: CalendarMessage) -> Taken:
    series, new = _standing(held), calendars.read(message.calendar)
    verdicts = {key: revisions.newer(held, series, key, event) for key, event in new.dates.items()}
    if held and "applied" not in verdicts.values():
        return _not_applied(held, verdicts)
    for key in _applied(verdicts):
        series.dates[key] = new.dates[key]
    series.zones |= new.zones
    return Taken("applied", cadence=_with_dates(held, message, series), answer=_owed(message))


def _cancel_dates(held: Cadence | None, message: CalendarMessage) -> Taken:
    series, new = _standing(held), calendars.read(message.calendar)
    verdicts = {key: revisions.newer(held, series, key, event, cancels=True) for key, event in new.dates.items()}
    if held and "applied" not in verdicts.values():
        return _not_applied(held, verdicts)
    for key in _applied(verdicts):
        if calendars.concerns_the_rest(new.dates[key]) and held and held.master:
            return _cancel_rest(held, message, series, key)
        new.dates[key]["STATUS"] = "CANCELLED"
        series.dates[key] = new.dates[key]
    series.zones |= new.zones
    if held and held.ended:
        still_over = replace(held, calendar=calendars.write(series))
        return Taken("unchanged", "the series is over already", cadence=still_over)
    return Taken("applied", cadence=_with_dates(held, message, series))


def _cancel_rest(held: Cadence, message: CalendarMessage, series: Series, key: datetime) -> Taken:
    """The series without `key` and all after it: a new revision of it, so that late changes of those stay dead."""
    master = series.master
    if master is None or starts(master).astimezone(UTC) >= key:
        return _over(held, message, "cancelled")
    for event in (master, *series.dates.values()):
        _until(event, key)
    relist(master, "RDATE", [moment for moment in listed(master, "RDATE") if moment < key])
    series.dates = {k: event for k, event in series.dates.items() if k < key}
    cut = replace(held, calendar=calendars.write(series), sequence=message.sequence, stamp=message.stamp)
    return Taken("applied", cadence=cut)


def _until(event: Event, end: datetime) -> None:
    """Its rule names no date from `end` on."""
    if "RRULE" in event:
        rule: Any = event["RRULE"]
        rule.pop("COUNT", None)
        rule["UNTIL"] = [min([end - timedelta(seconds=1), *rule.get("UNTIL", [])])]


def _add(held: Cadence | None, message: CalendarMessage) -> Taken:
    """ADD names new dates (RFC 5546, 3.2.4); each is kept as a changed date, there where it is."""
    if held is None or held.ended or not held.master:
        return Taken("ignored", "dates are added to a series that is not known", answer="REFRESH")
    if out := _outdated(held, message):
        return out
    series, new = calendars.read(held.calendar), calendars.read(message.calendar)
    for event in new.plain:
        key = starts(event).astimezone(UTC)
        event["RECURRENCE-ID"] = event["DTSTART"]
        series.dates[key] = event
    series.zones |= new.zones
    cadence = replace(held, calendar=calendars.write(series), sequence=message.sequence, stamp=message.stamp)
    return Taken("applied", cadence=cadence, answer=_owed(message))


def _applied(verdicts: dict[datetime, Verdict]) -> list[datetime]:
    return sorted(key for key, verdict in verdicts.items() if verdict == "applied")


def _not_applied(held: Cadence, verdicts: dict[datetime, Verdict]) -> Taken:
    return Taken("unchanged", "we have it already") if "unchanged" in verdicts.values() else _stale(held)


def _with_dates(held: Cadence | None, message: CalendarMessage, series: Series) -> Cadence:
    if held and held.master and not held.ended:
        return replace(held, calendar=calendars.write(series))
    over = revisions.of_series(held)
    cadence = replace(_new(held, message, ""), over=over) if held is None or held.ended else held
    sequence, stamp = max(revision(event) for event in series.dates.values())
    return replace(cadence, calendar=calendars.write(series), sequence=sequence, stamp=stamp)


# --- revisions ------------------------------------------------------------------------------------------------------


def _outdated(held: Cadence | None, message: CalendarMessage) -> Taken | None:
    current, new = revisions.current(held), (message.sequence, message.stamp)
    if held is None or current is None or new > current:
        return None
    if new < current:
        return _stale(held)
    return Taken("unchanged", "we have it already") if revisions.of_series(held) else None


def _stale(held: Cadence) -> Taken:
    have = f"SEQUENCE {held.sequence}, DTSTAMP {held.stamp:%Y-%m-%d %H:%M:%S}"
    return Taken("stale", f"it is older than what we have ({have})")


def _owed(message: CalendarMessage) -> Literal["", "ACCEPTED"]:
    """RSVP asks for an answer; a PARTSTAT but NEEDS-ACTION says that there was one (RFC 5545, 3.2.12, 3.2.17)."""
    return "ACCEPTED" if message.rsvp and message.partstat in ("", "NEEDS-ACTION") else ""


def _new(held: Cadence | None, message: CalendarMessage, calendar: str) -> Cadence:
    if message.cadence is None:
        raise ValueError("a message with events describes its series")
    new = replace(message.cadence, calendar=calendar)
    if held is None:
        return new
    return replace(new, team=held.team, names=held.names, follows=held.follows, followed_by=held.followed_by)

"""What an iTIP message does to a series (RFC 5546, 2.1.5 and 3.2), for one who is invited; decided as a value.

The key is the UID, and RECURRENCE-ID as an instant. What is remembered lies in the cadence itself: its calendar holds
every single date that was changed, a cancelled one as STATUS:CANCELLED, each with its own SEQUENCE and DTSTAMP; a
cadence that is over stays as a tombstone, so that a late or repeated message can't bring it back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from paceline.agenda import calendars
from paceline.agenda.calendars import Revision, Series, listed, relist, revision, starts
from paceline.domain.cadence import Cadence, CalendarMessage

if TYPE_CHECKING:
    from icalendar import Event

Disposition = Literal["applied", "unchanged", "stale", "ignored", "held", "rejected"]


@dataclass(frozen=True, slots=True)
class Taken:
    """`cadence` is what to store (None: nothing), `answer` what is owed to the organizer: "ACCEPTED" (a REPLY),
    "REFRESH" (the series is not known: ask for it) or "". `ended`: the series is over now."""

    disposition: Disposition
    reason: str = ""
    cadence: Cadence | None = None
    ended: bool = False
    answer: Literal["", "ACCEPTED", "REFRESH"] = ""


_OTHERS_BUSINESS = {
    "": "there is no METHOD: it is no invitation (RFC 6047, 2.4)",
    "PUBLISH": "it is published, not an invitation (RFC 5546, 3.2.1)",
    "REPLY": "an answer, which is the organizer's business (RFC 5546, 3.2.3)",
    "REFRESH": "a question to the organizer (RFC 5546, 3.2.6)",
    "COUNTER": "a proposal to the organizer (RFC 5546, 3.2.7)",
    "DECLINECOUNTER": "we propose nothing that could be declined (RFC 5546, 3.2.8)",
}


def authority(message: CalendarMessage, sender: str, held: Cadence | None) -> str:
    """Why `sender` (the authenticated From address, "" for none) may not say this about the series; "" where they may.

    Only the organizer changes a series, or who sends for them from the same domain (RFC 6047, 2.2.1; 5546, 6.1).
    """
    if message.method in _OTHERS_BUSINESS:
        return ""
    organizer = held.organizer if held else message.organizer
    deputy = message.sent_by if _domain(message.sent_by) == _domain(organizer) else ""
    if sender and sender.lower() in (organizer, deputy):
        return ""
    return f"it is not from the organizer, {organizer}, as far as the mail can be checked"


def take(held: Cadence | None, message: CalendarMessage) -> Taken:
    """What `message` does to the series as it is held (None: unknown). Its sender's authority is checked before."""
    if reason := _OTHERS_BUSINESS.get(message.method):
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


def _domain(address: str) -> str:
    return address.partition("@")[2]


# --- the series as such ---------------------------------------------------------------------------------------------


def _set_series(held: Cadence | None, message: CalendarMessage) -> Taken:
    if out := _outdated(held, message):
        return out
    series = calendars.read(message.calendar)
    if held and not held.ended:
        _keep_dates(held, series, message)
    return Taken("applied", cadence=_new(held, message, calendars.write(series)), answer=_owed(message))


def _keep_dates(held: Cadence, series: Series, message: CalendarMessage) -> None:
    """A new revision replaces all (RFC 5546, 3.2.2), but for the dates that were changed after it was sent; or, where
    only single dates were known, all that it does not change itself."""
    before = calendars.read(held.calendar)
    for key, event in before.dates.items():
        repeated = series.dates.get(key)
        later = not held.master or calendars.stamp(event) > message.stamp
        if later and (repeated is None or revision(event) > revision(repeated)):
            series.dates[key] = event
            series.zones = before.zones | series.zones


def _cancel_series(held: Cadence | None, message: CalendarMessage) -> Taken:
    """Exchange may cancel with the SEQUENCE of what it cancels; an unknown series is remembered as over."""
    current = _current(held)
    if held and current and (message.sequence, message.stamp) < current:
        return _stale(held)
    if held and held.ended:
        return _still_over(held, message)
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
    cadence = held or _new(None, message, message.calendar)
    ended = replace(cadence, sequence=message.sequence, stamp=message.stamp, ending=ending)
    return Taken("applied", cadence=ended, ended=True)


# --- single dates ---------------------------------------------------------------------------------------------------


def _set_dates(held: Cadence | None, message: CalendarMessage) -> Taken:
    series = calendars.read(held.calendar) if held and not held.ended else Series()
    new = calendars.read(message.calendar)
    verdicts = {key: _newer(held, series, key, event) for key, event in new.dates.items()}
    if held and "applied" not in verdicts.values():
        return _not_applied(held, verdicts)
    for key in _applied(verdicts):
        series.dates[key] = new.dates[key]
    series.zones |= new.zones
    return Taken("applied", cadence=_with_dates(held, message, series), answer=_owed(message))


def _cancel_dates(held: Cadence | None, message: CalendarMessage) -> Taken:
    if held and held.ended:
        return _still_over(held, message)
    series = calendars.read(held.calendar) if held else Series()
    new = calendars.read(message.calendar)
    verdicts = {key: _newer(held, series, key, event, cancels=True) for key, event in new.dates.items()}
    if held and "applied" not in verdicts.values():
        return _not_applied(held, verdicts)
    for key in _applied(verdicts):
        if calendars.concerns_the_rest(new.dates[key]) and held and held.master:
            return _cancel_rest(held, message, series, key)
        new.dates[key]["STATUS"] = "CANCELLED"
        series.dates[key] = new.dates[key]
    series.zones |= new.zones
    return Taken("applied", cadence=_with_dates(held, message, series))


def _cancel_rest(held: Cadence, message: CalendarMessage, series: Series, key: datetime) -> Taken:
    """The series without `key` and all after it: a new revision of it, so that late changes of those stay dead."""
    master = series.master
    if master is None or starts(master).astimezone(UTC) >= key:
        return _over(held, message, "cancelled")
    if "RRULE" in master:
        rule: Any = master["RRULE"]
        rule.pop("COUNT", None)
        rule["UNTIL"] = [min([key - timedelta(seconds=1), *rule.get("UNTIL", [])])]
    relist(master, "RDATE", [moment for moment in listed(master, "RDATE") if moment < key])
    series.dates = {k: event for k, event in series.dates.items() if k < key}
    cut = replace(held, calendar=calendars.write(series), sequence=message.sequence, stamp=message.stamp)
    return Taken("applied", cadence=cut)


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


def _newer(held: Cadence | None, series: Series, key: datetime, event: Event, *, cancels: bool = False) -> Disposition:
    """A date that was never changed is compared with the series (RFC 5546 is silent; so do others)."""
    known = series.dates.get(key)
    base = revision(known) if known is not None else _series_revision(held)
    if base is None:
        return "applied"
    if revision(event) < base or _was_replaced(known, base, event):
        return "stale"
    if revision(event) > base:
        return "applied"
    if known is None:
        return "unchanged" if held and held.ended else "applied"
    return "applied" if cancels and not calendars.is_cancelled(known) else "unchanged"


def _was_replaced(known: Event | None, base: Revision, event: Event) -> bool:
    """A date whose SEQUENCE ran ahead of its series', sent before the series that replaced it."""
    return known is None and revision(event) > base and calendars.stamp(event) < base[1]


def _applied(verdicts: dict[datetime, Disposition]) -> list[datetime]:
    return sorted(key for key, verdict in verdicts.items() if verdict == "applied")


def _not_applied(held: Cadence, verdicts: dict[datetime, Disposition]) -> Taken:
    return Taken("unchanged", "we have it already") if "unchanged" in verdicts.values() else _stale(held)


def _with_dates(held: Cadence | None, message: CalendarMessage, series: Series) -> Cadence:
    if held is None or held.ended:
        return _new(held, message, calendars.write(series))
    if held.master:
        return replace(held, calendar=calendars.write(series))
    sequence, stamp = max(revision(event) for event in series.dates.values())
    return replace(held, calendar=calendars.write(series), sequence=sequence, stamp=stamp)


# --- revisions ------------------------------------------------------------------------------------------------------


def _outdated(held: Cadence | None, message: CalendarMessage) -> Taken | None:
    current, new = _current(held), (message.sequence, message.stamp)
    if held is None or current is None or new > current:
        return None
    if new < current:
        return _stale(held)
    return Taken("unchanged", "we have it already") if held.master or held.ended else None


def _stale(held: Cadence) -> Taken:
    have = f"SEQUENCE {held.sequence}, DTSTAMP {held.stamp:%Y-%m-%d %H:%M:%S}"
    return Taken("stale", f"it is older than what we have ({have})")


def _current(held: Cadence | None) -> Revision | None:
    """Of a series of which only single dates are known: the newest of these."""
    if held is None or held.master or held.ended:
        return _series_revision(held)
    return max(revision(event) for event in calendars.read(held.calendar).dates.values())


def _series_revision(held: Cadence | None) -> Revision | None:
    return (held.sequence, held.stamp) if held and (held.master or held.ended) else None


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

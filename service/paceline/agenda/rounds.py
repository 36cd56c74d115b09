"""When a round of a cadence happens, person by person: asked, reminded, digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from paceline.agenda import days
from paceline.domain.cadence import Occurrence, Settings, Span
from paceline.domain.people import Person

ROOM_TO_ANSWER = timedelta(hours=1)
"""An ask goes out at least this long before its digest."""

JUST_MISSED = timedelta(hours=3)
"""An ask whose hour went by no longer ago than this goes out at once; an older one waits for the next envelope."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The instants (UTC) of one occurrence's round. A person without a reminder is not in `reminds`."""

    occurrence: Occurrence
    asks: dict[str, datetime]
    reminds: dict[str, datetime]
    digest: datetime

    @property
    def opens(self) -> datetime:
        return min(self.asks.values(), default=self.digest)


def timetable(occurrence: Occurrence, settings: Settings, people: Iterable[Person], organizer: Person) -> Timetable:
    digest = digest_instant(occurrence, settings, organizer)
    asks = {person.id: ask_instant(person, occurrence, settings.ask, digest) for person in people}
    reminds = {}
    for person in people:
        at = remind_instant(person, settings.remind, asked=asks[person.id], digest=digest)
        if at is not None:
            reminds[person.id] = at
    return Timetable(occurrence, asks, reminds, digest)


def ask_instant(person: Person, occurrence: Occurrence, ask: Span, digest: datetime) -> datetime:
    """Working days before at the person's send hour, or a plain time before; never later than `ROOM_TO_ANSWER` before
    the digest."""
    if ask.days:
        lead = occurrence.start - digest + ROOM_TO_ANSWER
        return days.send_instant(person, occurrence.start, ask, minimum_lead=lead)
    wanted = min(occurrence.start - ask.lead, digest - ROOM_TO_ANSWER)
    return wanted if days.allowed(person, wanted) else days.latest_allowed_before(person, wanted) or wanted


def remind_instant(person: Person, remind: Span | None, *, asked: datetime, digest: datetime) -> datetime | None:
    """A time before the digest; where nothing may come to the person then, the last minute before that. None when it
    would come on the heels of the ask."""
    if remind is None:
        return None
    wanted = digest - remind.lead - timedelta(days=remind.days)
    at = wanted if days.allowed(person, wanted) else days.latest_allowed_before(person, wanted)
    return None if at is None or too_soon(asked, at, digest) else at


def too_soon(asked: datetime, at: datetime, digest: datetime) -> bool:
    """Whether a reminder would come on the heels of the ask: in the first quarter of the time there is to answer."""
    return at - asked < (digest - asked) / 4


def digest_instant(occurrence: Occurrence, settings: Settings, organizer: Person) -> datetime:
    """A time before the start, or the organizer's send hour some working days before. It goes to all, so that who runs
    the review may be away."""
    if settings.digest.days:
        return days.send_instant(replace(organizer, absences=()), occurrence.start, settings.digest)
    return (occurrence.start - settings.digest.lead).astimezone(UTC)


def envelope_instant(person: Person, since: datetime, until: datetime | None, now: datetime) -> datetime:
    """When an ask may travel. Where its hour is long gone, or it comes outside of working hours: with the next
    envelope, or at once if that is too late."""
    if since > now:
        return since
    next_send = days.next_send(person, now)
    has_missed = now - since > JUST_MISSED or not days.at_work(person, now)
    if has_missed and (until is None or next_send + ROOM_TO_ANSWER <= until):
        return next_send
    return now if days.allowed(person, now) else days.next_allowed(person, now)


def digest_for(reader: Person, digest: datetime) -> datetime:
    """When a reader gets a digest: at its instant, or when their quiet hours end."""
    return digest if days.allowed(reader, digest) else days.next_allowed(reader, digest)

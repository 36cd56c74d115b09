"""The next round of a series as `explain --calendar` shows it: whom it would ask and when, who is away, the digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from paceline.agenda import days, occurrences
from paceline.agenda.rounds import Timetable, digest_instant, envelope_instant, timetable
from paceline.agenda.series_in_words import day
from paceline.clerks import persons
from paceline.cli.layout import heading, moment, row, wrapped
from paceline.domain.cadence import Cadence, Occurrence, Participant, Settings
from paceline.domain.people import Person

if TYPE_CHECKING:
    from paceline.cli.kept_series import KeptSeries
    from paceline.config import Config, Defaults


@dataclass(frozen=True, slots=True)
class Round:
    """`settings` are those that hold, `defaults` the team's. Moments are shown in `zone`, people's in their own; what
    the `ledger` knows of people is their absences, and whom it has learned."""

    cadence: Cadence
    settings: Settings
    defaults: Defaults
    config: Config | None
    now: datetime
    zone: str
    ledger: KeptSeries | None = None

    def lines(self) -> Iterator[str]:
        first = self._first()
        if first is None:
            yield from heading("Nobody is asked: no digest lies ahead")
            return
        people = self._people(first)
        table = timetable(first, self.settings, people, self._organizer())
        yield from heading(f"Asked for {moment(first.start, self.zone)}, each at their own time")
        width = min(30, max(len(person.name) for person in people))
        for person in people:
            name = person.name if len(person.name) <= width else person.name[: width - 1] + "…"
            yield from wrapped(f"  {name:<{width}}  {_asked(person, table, self.now)}")
        yield from row("digest", f"{moment(table.digest, self.zone)} ({self.zone}), to all of them{self._also()}")
        if not self.config:
            yield from row("", "there is no configuration: everybody is taken to be in the event's zone")

    def _first(self) -> Occurrence | None:
        found = occurrences.following(self.cadence, self.now)
        while found and digest_instant(found, self.settings, self._organizer()) <= self.now:
            found = occurrences.following(self.cadence, found.start)
        return found

    def _people(self, date: Occurrence) -> tuple[Person, ...]:
        """The guests of the date, those whom the organizer named by mail, and the organizer."""
        guests = self.cadence.participants if date.participants is None else date.participants
        invited = {guest.address: guest for guest in (*self.settings.people, *guests)}.values()
        asked = (self._person(guest) for guest in invited if not guest.declined)
        return tuple({person.address: person for person in (*asked, self._organizer())}.values())

    def _organizer(self) -> Person:
        return self._person(Participant(self.cadence.organizer))

    def _person(self, guest: Participant) -> Person:
        """As the configuration has them, with what they said by mail; else as they are known, or would be learned."""
        configured = self.config.people if self.config else ()
        found = next((person for person in configured if guest.address in person.addresses), None)
        known = self.ledger.person(guest.address) if self.ledger else None
        if found and known:
            return replace(
                found,
                absences=known.absences,
                stopped=known.stopped,
                own_workdays=known.own_workdays,
                send_hour=known.own_send_hour or found.send_hour,
            )
        locale = self.config.service.locale if self.config else "en"
        return found or known or persons.newcomer(guest, guest.address, self.cadence.zone, self.defaults, locale)

    def _also(self) -> str:
        return f"; also to {', '.join(self.settings.also)}" if self.settings.also else ""


def _asked(person: Person, table: Timetable, now: datetime) -> str:
    """When the envelope goes out, or why none does: an absence may have begun before it could, and end too late."""
    since = table.asks[person.id]
    at = days.local(person, envelope_instant(person, since, table.digest, now))
    absence = person.away_on(days.local(person, table.digest).date()) or person.away_on(at.date())
    if "asks" in person.stopped:
        return 'not asked: they have said "stop"'
    if absence and at >= table.digest:
        return f"not asked: away until {day(absence.last)}"
    reminded = table.reminds.get(person.id)
    again = f", again {reminded.astimezone(ZoneInfo(person.zone)):%a %H:%M}" if reminded else ""
    return f"{day(at)} {at:%H:%M}{again}  {person.zone}"

"""`paceline explain --calendar` for people: the series, its next dates, whom it would ask and when, and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from paceline.agenda import occurrences, series
from paceline.agenda.rounds import Timetable, digest_instant, timetable
from paceline.agenda.series_in_words import changes, day, in_words
from paceline.clerks import forms, persons
from paceline.config import Defaults
from paceline.domain.cadence import Cadence, CalendarMessage, Occurrence, Participant, Settings, Span
from paceline.domain.people import Person
from paceline.inbox.calendar.event_text import write_span
from paceline.letters import templates

if TYPE_CHECKING:
    from pathlib import Path

    from paceline.config import Config

WIDTH = 80
MOST_DATES = 5
MOST_CHANGES = 8

_DOES = {
    "applied": "is followed",
    "unchanged": "changes nothing",
    "stale": "changes nothing",
    "ignored": "is not followed",
    "held": "is held, and asked about",
    "rejected": "is not followed",
}


def of(
    path: str, messages: tuple[CalendarMessage, ...], config: Config | None, now: datetime, zone: str
) -> Iterator[str]:
    """Lines of at most 80 columns. `zone` is where dates are shown; "": in the event's own."""
    yield f"{path}: {len(messages) or 'no'} message{'s' * (len(messages) != 1)}"
    held: dict[str, Cadence] = {}
    words: dict[str, CalendarMessage] = {}
    for message in messages:
        taken, notes = _taken(held.get(message.uid), message, config)
        yield from _wrapped(f"{_name(message)}: {_DOES[taken.disposition]}", taken.reason, *notes)
        if taken.cadence:
            held[message.uid] = taken.cadence
            words[message.uid] = message if message.master else words.get(message.uid, message)
    for uid, cadence in held.items():
        yield ""
        said = words[uid]
        yield from _Explained(cadence, said.sources, config, now, zone or cadence.zone, said.away is not None).lines()


def _name(message: CalendarMessage) -> str:
    what = message.method or "a plain event"
    count = len(message.recurrence_ids)
    of_what = "the series" if message.master else f"{count} single date{'s' * (count != 1)}"
    return f"{what}, {of_what}, revision {message.sequence}"


def _taken(
    held: Cadence | None, message: CalendarMessage, config: Config | None
) -> tuple[series.Taken, tuple[str, ...]]:
    """What the message does; one that is no invitation to us is shown as if it were, and that is said."""
    notes = []
    if not message.method:
        notes.append("it has no METHOD: shown as if it had been sent as an invitation")
        message = replace(message, method="REQUEST")
    if not message.attendee and message.method in ("REQUEST", "ADD", "CANCEL"):
        whom = config.service.address if config else "the service"
        notes.append(f"{whom} is not among the guests: shown as if it were")
        message = replace(message, attendee=f"mailto:{whom}")
    if message.away:
        notes.append("it says that its organizer is away: then it counts as an absence, and nobody is asked")
    return series.take(held, message), tuple(notes)


@dataclass(frozen=True, slots=True)
class _Explained:
    """One series, as it stands after all messages of the file."""

    cadence: Cadence
    sources: tuple[tuple[str, str], ...]
    config: Config | None
    now: datetime
    zone: str
    away: bool = False
    """It says that its organizer is away."""

    def lines(self) -> Iterator[str]:
        yield self.cadence.title or "(no title)"
        count = len({self.cadence.organizer, *(p.address for p in self.cadence.participants if not p.declined)})
        yield from _row("when", f"{in_words(self.cadence)}, {count} {'person' if count == 1 else 'people'}")
        yield from _row("from", f"{self.cadence.organizer}, revision {self.cadence.sequence}")
        if self.cadence.ended:
            yield from _row("over", "the series is over: nobody is asked any more")
            return
        yield from self._dates()
        if self.away:
            return
        yield from self._round()
        yield from self._settings()
        yield from self._not_understood()

    # --- dates ----------------------------------------------------------------------------------------------

    def _dates(self) -> Iterator[str]:
        yield from _heading(f"Next dates, in {self.zone}")
        date = occurrences.following(self.cadence, self.now - timedelta(microseconds=1))
        if date is None:
            yield "  none lies ahead"
        for _ in range(MOST_DATES):
            if date is not None:
                yield f"  {self._moment(date.start)}{_until(date, self.zone)}"
                date = occurrences.following(self.cadence, date.start)
        differ = changes(self.cadence, self.now)
        moved = [f"moved from {self._moment(was)} to {self._moment(at)}" for was, at in differ.moved]
        gone = [f"cancelled: {self._moment(at)}" for at in differ.gone]
        added = [f"added: {self._moment(at)}" for at in differ.added]
        yield from _some([*moved, *gone, *added])

    def _moment(self, at: datetime) -> str:
        local = at.astimezone(ZoneInfo(self.zone))
        return f"{day(local)} {local:%H:%M}"

    # --- the next round ---------------------------------------------------------------------------------------

    def _round(self) -> Iterator[str]:
        first = self._first()
        if first is None:
            yield from _heading("Nobody is asked: no digest lies ahead")
            return
        people = self._people(first)
        table = timetable(first, self.settings, people, self._organizer())
        yield from _heading(f"Asked for {self._moment(first.start)}, each at their own time")
        width = min(30, max(len(person.name) for person in people))
        for person in people:
            yield from _person(person, table, width)
        yield from _row("digest", f"{self._moment(table.digest)} ({self.zone}), to all of them{self._also()}")
        if not self.config:
            yield from _row("", "there is no configuration: everybody is taken to be in the event's zone")

    def _first(self) -> Occurrence | None:
        found = occurrences.following(self.cadence, self.now)
        while found and digest_instant(found, self.settings, self._organizer()) <= self.now:
            found = occurrences.following(self.cadence, found.start)
        return found

    def _people(self, date: Occurrence) -> tuple[Person, ...]:
        invited = self.cadence.participants if date.participants is None else date.participants
        asked = (self._person(guest) for guest in invited if not guest.declined)
        return tuple({person.address: person for person in (*asked, self._organizer())}.values())

    def _organizer(self) -> Person:
        return self._person(Participant(self.cadence.organizer))

    def _person(self, guest: Participant) -> Person:
        """As the configuration has them, else as they would be learned."""
        known = self.config.people if self.config else ()
        found = next((person for person in known if guest.address in person.addresses), None)
        locale = self.config.service.locale if self.config else "en"
        return found or persons.newcomer(guest, guest.address, self.cadence.zone, self._defaults(), locale)

    def _also(self) -> str:
        return f"; also to {', '.join(self.settings.also)}" if self.settings.also else ""

    # --- settings ---------------------------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        return forms.effective(self._defaults(), self.cadence.settings)

    def _defaults(self) -> Defaults:
        if self.config is None:
            return Defaults()
        people = (person for person in self.config.people if self.cadence.organizer in person.addresses)
        teams = (*(person.team for person in people), *(team.id for team in self.config.teams))
        return self.config.defaults_of(next(iter(teams), ""))

    def _settings(self) -> Iterator[str]:
        yield from _heading("Settings")
        said = dict(self.sources)
        folders = tuple(filter(None, (self.config.service.templates if self.config else None,)))
        template = "agenda" if "agenda" in said else "review" if "review" in said else "template"
        values = {
            template: self._template(folders),
            "ask": _span(self.settings.ask),
            "remind": _span(self.settings.remind),
            "digest": _span(self.settings.digest),
            "why": self.settings.why,
            "language": self.settings.language,
            "also": ", ".join(self.settings.also),
        }
        for name, value in values.items():
            if value:
                yield from _row(name, f"{value}  <- {_quoted(said[name])}" if name in said else f"{value}  (default)")
        own = "the event's own" if self.settings.questions else "of the template"
        asked = (section.heading for section in forms.sections(self.settings, folders))
        yield from _row("questions", f"{' / '.join(asked)}  ({own})")

    def _template(self, folders: tuple[Path, ...]) -> str:
        name = self.settings.template
        if forms.template(name, folders) is None:
            known = ", ".join(templates.known(folders))
            return f"there is no {_quoted(name)}, so {templates.DEFAULT}; there are {known}"
        return f"{self.settings.review} ({name})" if self.settings.review else name

    def _not_understood(self) -> Iterator[str]:
        if self.cadence.remarks:
            yield from _heading("Not understood")
        for remark in self.cadence.remarks:
            hint = f": did you mean {_quoted(remark.hint)}?" if remark.hint else ""
            yield from _row("", f"{_quoted(remark.line)}{hint}")
        if self.cadence.words:
            yield from _heading("Left to people, but for decisions and commitments in it")
            yield from _some([f"| {line}" for line in self.cadence.words.splitlines() if line.strip()])


# --- the page ---------------------------------------------------------------------------------------------------------


def _person(person: Person, table: Timetable, width: int) -> Iterator[str]:
    local = table.asks[person.id].astimezone(ZoneInfo(person.zone))
    reminded = table.reminds.get(person.id)
    again = f", again {reminded.astimezone(ZoneInfo(person.zone)):%a %H:%M}" if reminded else ""
    name = person.name if len(person.name) <= width else person.name[: width - 1] + "…"
    yield from _wrapped(f"  {name:<{width}}  {day(local)} {local:%H:%M}{again}  {person.zone}")


def _span(span: Span | None) -> str:
    """Days are working days, which goes without saying in an event's text."""
    return write_span(span).replace(" day", " working day") if span else "off"


def _until(date: Occurrence, zone: str) -> str:
    if not date.minutes:
        return " (all day)"
    return f"-{(date.start + timedelta(minutes=date.minutes)).astimezone(ZoneInfo(zone)):%H:%M}"


def _quoted(words: str) -> str:
    return f'"{words}"'


def _some(lines: list[str]) -> Iterator[str]:
    for line in lines[:MOST_CHANGES]:
        yield from _wrapped(f"  {line}")
    if len(lines) > MOST_CHANGES:
        yield f"  and {len(lines) - MOST_CHANGES} more"


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield words


def _row(label: str, words: str) -> Iterator[str]:
    yield from textwrap.wrap(
        words, WIDTH, initial_indent=f"  {label:<10}" if label else "  ", subsequent_indent=" " * (12 if label else 4),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _wrapped(first: str, *more: str) -> Iterator[str]:
    for line in filter(None, (first, *more)):
        indent = "" if line is first else "  "
        yield from textwrap.wrap(
            line, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}    ", break_long_words=False,
            drop_whitespace=True, replace_whitespace=False, break_on_hyphens=False,
        ) or [line]  # fmt: skip

"""`paceline explain --calendar` for people: the series, its next dates, whom it would ask and when, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from paceline.agenda import occurrences, series
from paceline.agenda.series_in_words import changes, in_words
from paceline.clerks import forms
from paceline.cli import guests_in_words
from paceline.cli.explain_round import Round
from paceline.cli.layout import heading, moment, quoted, row, some, wrapped
from paceline.config import Defaults
from paceline.domain.cadence import Cadence, CalendarMessage, Occurrence, Settings, Span
from paceline.inbox.calendar.event_text import write_span
from paceline.letters import templates

if TYPE_CHECKING:
    from pathlib import Path

    from paceline.cli.kept_series import KeptSeries
    from paceline.config import Config

MOST_DATES = 5

_DOES = {
    "applied": "is followed",
    "unchanged": "changes nothing",
    "stale": "changes nothing",
    "ignored": "is not followed",
    "held": "is held, and asked about",
    "rejected": "is not followed",
}


def of(
    path: str,
    messages: tuple[CalendarMessage, ...],
    config: Config | None,
    now: datetime,
    zone: str,
    ledger: KeptSeries | None = None,
) -> Iterator[str]:
    """Lines of at most 80 columns. `zone` is where dates are shown; "": in the event's own. What the `ledger` keeps is
    what a message changes; of one that changes nothing there it is shown what it says by itself."""
    yield f"{path}: {len(messages) or 'no'} message{'s' * (len(messages) != 1)}"
    held: dict[str, Cadence] = {}
    words: dict[str, CalendarMessage] = {}
    for message in messages:
        said, notes = _as_invited(message, config)
        alone = series.take(held.get(said.uid), said)
        known = ledger.follow(said) if ledger else None
        taken = known.taken if known else alone
        yield from wrapped(f"{_name(said)}: {_DOES[taken.disposition]}", taken.reason, *notes)
        for told in guests_in_words.answers(message):
            yield from wrapped(f"  {told}")
        if ledger:
            yield from some(ledger.in_words(known, alone, zone))
        cadence = taken.cadence if taken.disposition == "applied" else alone.cadence
        if cadence:
            held[message.uid] = cadence
            words[message.uid] = message if message.master else words.get(message.uid, message)
    for uid, cadence in held.items():
        yield ""
        said = words[uid]
        away = said.away is not None
        yield from _Explained(cadence, said.sources, config, now, zone or cadence.zone, away, ledger).lines()


def _name(message: CalendarMessage) -> str:
    what = message.method or "a plain event"
    count = len(message.recurrence_ids)
    of_what = "the series" if message.master else f"{count} single date{'s' * (count != 1)}"
    return f"{what}, {of_what}, revision {message.sequence}"


def _as_invited(message: CalendarMessage, config: Config | None) -> tuple[CalendarMessage, tuple[str, ...]]:
    """One that is no invitation to us is shown as if it were, and that is said."""
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
    return message, tuple(notes)


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
    ledger: KeptSeries | None = None

    def lines(self) -> Iterator[str]:
        yield self.cadence.title or "(no title)"
        count = len({self.cadence.organizer, *(p.address for p in self.cadence.participants if not p.declined)})
        yield from row("when", f"{in_words(self.cadence)}, {count} {'person' if count == 1 else 'people'}")
        yield from row("from", f"{self.cadence.organizer}, revision {self.cadence.sequence}")
        if self.cadence.ended:
            yield from row("over", "the series is over: nobody is asked any more")
            return
        yield from self._dates()
        if self.away:
            return
        yield from self._round().lines()
        yield from self._settings()
        yield from self._not_understood()

    # --- dates ----------------------------------------------------------------------------------------------

    def _dates(self) -> Iterator[str]:
        yield from heading(f"Next dates, in {self.zone}")
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
        yield from some([*moved, *gone, *added])

    def _moment(self, at: datetime) -> str:
        return moment(at, self.zone)

    def _round(self) -> Round:
        settings, defaults = self.settings, self._defaults()
        return Round(self.cadence, settings, defaults, self.config, self.now, self.zone, self.ledger)

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
        yield from heading("Settings")
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
            "zone": self.settings.zone,
            "also": ", ".join(self.settings.also),
        }
        for name, value in values.items():
            if value:
                otherwise = "by mail" if name in self.cadence.settings.said else "default"
                source = f"<- {quoted(said[name])}" if name in said else f"({otherwise})"
                yield from row(name, f"{value}  {source}")
        own = "the event's own" if self.settings.questions else "of the template"
        asked = (section.heading for section in forms.sections(self.settings, folders))
        yield from row("questions", f"{' / '.join(asked)}  ({own})")

    def _template(self, folders: tuple[Path, ...]) -> str:
        name = self.settings.template
        if forms.template(name, folders) is None:
            known = ", ".join(templates.known(folders))
            return f"there is no {quoted(name)}, so {templates.DEFAULT}; there are {known}"
        return f"{self.settings.review} ({name})" if self.settings.review else name

    def _not_understood(self) -> Iterator[str]:
        if self.cadence.remarks:
            yield from heading("Not understood")
        for remark in self.cadence.remarks:
            hint = f": did you mean {quoted(remark.hint)}?" if remark.hint else ""
            yield from row("", f"{quoted(remark.line)}{hint}")
        if self.cadence.words:
            yield from heading("Left to people, but for decisions and commitments in it")
            yield from some([f"| {line}" for line in self.cadence.words.splitlines() if line.strip()])


# --- in words ---------------------------------------------------------------------------------------------------------


def _span(span: Span | None) -> str:
    """Days are working days, which goes without saying in an event's text."""
    return write_span(span).replace(" day", " working day") if span else "off"


def _until(date: Occurrence, zone: str) -> str:
    if not date.minutes:
        return " (all day)"
    return f"-{(date.start + timedelta(minutes=date.minutes)).astimezone(ZoneInfo(zone)):%H:%M}"

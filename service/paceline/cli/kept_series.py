"""The series that the ledger keeps: `explain --calendar` says what it knows of one, and what a file would change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from paceline.agenda import series
from paceline.agenda.contents import Confirmation
from paceline.agenda.series_in_words import day
from paceline.clerks import confirmations, following, forms
from paceline.clerks.desk import Desk
from paceline.cli.kept_letters import readable_ledger
from paceline.cli.layout import moment
from paceline.domain.cadence import Cadence, CalendarMessage, cadence_id
from paceline.domain.people import Person
from paceline.ledger import cadences, people
from paceline.ledger.cadences import Kept

if TYPE_CHECKING:
    from paceline.config import Config


@dataclass(frozen=True, slots=True)
class Known:
    """What a message does to a series that is kept; `told` is what its organizer would be told, None: nothing is."""

    kept: Kept
    taken: series.Taken
    told: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class KeptSeries:
    """Within one transaction, which writes nothing. Messages are followed one after the other."""

    desk: Desk
    _after: dict[str, Kept] = field(default_factory=dict)

    def person(self, address: str) -> Person | None:
        return people.by_address(self.desk.tx, address)

    def zone_of(self, organizer: str) -> str:
        known = self.person(organizer)
        return known.zone if known else ""

    def meant_in(self, uid: str) -> tuple[str, str]:
        kept = self._kept(uid)
        return (kept.ordered.zone, kept.cadence.settings.zone) if kept else ("", "")

    def follow(self, message: CalendarMessage) -> Known | None:
        kept = self._kept(message.uid)
        if kept is None:
            return None
        taken = series.take(kept.cadence, message)
        organizer = people.by_id(self.desk.tx, kept.organizer)
        if taken.disposition != "applied" or taken.cadence is None or organizer is None:
            return Known(kept, taken)
        new = replace(kept, cadence=self._as_stored(taken.cadence, kept), ended=taken.ended)
        self._after[message.uid] = new
        told = confirmations.confirmation(self.desk, organizer, new, kept)
        return Known(kept, replace(taken, cadence=new.cadence), told)

    def in_words(self, known: Known | None, alone: series.Taken, zone: str) -> list[str]:
        """What is kept, and what would change in it; or that it is new. `alone` is what the message says by itself."""
        if known is None:
            earlier = self._goes_on_with(alone.cadence) if alone.cadence else None
            return [f"in the ledger: nothing yet{f'; it goes on with {_called(earlier)}' if earlier else ''}"]
        kept = known.kept
        paused = kept.paused_until is not None and kept.paused_until > self.desk.now
        state = "it is over" if kept.ended else "it is paused" if paused else "it runs"
        have = f"revision {kept.cadence.sequence} of {day(kept.cadence.stamp)}"
        changes = _changes(known, zone or kept.cadence.zone) if known.taken.disposition == "applied" else []
        return [f"in the ledger: {_called(kept)} of {kept.team}, {have}; {state}", *changes]

    def _goes_on_with(self, cadence: Cadence) -> Kept | None:
        """The series that a new one would go on with."""
        organizer = self.person(cadence.organizer)
        if organizer is None or cadence.ended:
            return None
        return following.predecessor(self.desk, replace(cadence, team=organizer.team), organizer.id)

    def _kept(self, uid: str) -> Kept | None:
        return self._after.get(uid) or cadences.get(self.desk.tx, cadence_id(uid))

    def _as_stored(self, cadence: Cadence, kept: Kept) -> Cadence:
        settings = forms.effective(self.desk.rules(kept.team), cadence.settings, kept.ordered)
        return following.named(self.desk, replace(cadence, team=kept.team, settings=settings), kept)


def _called(kept: Kept) -> str:
    return f'{kept.cadence.id}, "{kept.cadence.title}"'


def _changes(known: Known, zone: str) -> list[str]:
    """What the organizer would be told."""
    told = known.told
    if told is None or told.ended:
        return ["would end it"] if known.taken.ended else []
    rows = [
        f"would change {what or 'text'}: {_or_nothing(was)} -> {_or_nothing(now)}" for what, was, now in told.changed
    ]
    rows += [f"would move {moment(was, zone)} to {moment(now, zone)}" for was, now in told.moved]
    if told.onward:
        rows[-1] += " and all after it"
    if told.cancelled:
        rows.append(f"would cancel {moment(told.cancelled, zone)}")
    return rows or ["would change nothing that people are told of"]


def _or_nothing(words: str) -> str:
    return words or "(nothing)"


@contextmanager
def kept_series(config: Config | None, now: datetime) -> Iterator[KeptSeries | None]:
    """None where no ledger of this version can be read."""
    if config is None:
        yield None
        return
    with readable_ledger(config) as ledger:
        if ledger is None:
            yield None
            return
        with ledger.begin() as tx:
            yield KeptSeries(Desk(config, tx, now))

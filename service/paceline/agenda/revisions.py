"""Which of two messages is the newer one, of a series and of each of its dates (RFC 5546, 2.1.5)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from paceline.agenda import calendars
from paceline.agenda.calendars import Revision, Series, revision
from paceline.domain.cadence import Cadence

if TYPE_CHECKING:
    from icalendar import Event

Verdict = Literal["applied", "unchanged", "stale"]


def current(held: Cadence | None) -> Revision | None:
    """Of a series of which only single dates are known: the newest of these."""
    known = of_series(held)
    if held is None or known:
        return known
    return max(revision(event) for event in calendars.read(held.calendar).dates.values())


def of_series(held: Cadence | None) -> Revision | None:
    """Of the series as such; None where only single dates of it are known."""
    if held is None or not (held.master or held.ended):
        return held.over if held else None
    return held.sequence, held.stamp


def is_later(date: Event, series: Revision) -> bool:
    """A date's SEQUENCE may have run ahead of its series': then DTSTAMP tells."""
    return revision(date) > series and calendars.stamp(date) > series[1]


def newer(held: Cadence | None, series: Series, key: datetime, event: Event, *, cancels: bool = False) -> Verdict:
    """Whether what `event` says of the date `key` is news: "stale" is older, "unchanged" is known.

    A date that was never changed is compared with the series (RFC 5546 is silent; so do others).
    """
    known = series.dates.get(key)
    base = revision(known) if known is not None else of_series(held)
    if base is None:
        return "applied"
    if revision(event) < base or _was_replaced(known, base, event):
        return "stale"
    if revision(event) > base:
        return "applied"
    if known is None:
        return "applied" if held and held.master and not held.ended else "unchanged"
    return "applied" if cancels and not calendars.is_cancelled(known) else "unchanged"


def _was_replaced(known: Event | None, base: Revision, event: Event) -> bool:
    """A date whose SEQUENCE ran ahead of its series', sent before the series that replaced it."""
    return known is None and revision(event) > base and calendars.stamp(event) < base[1]

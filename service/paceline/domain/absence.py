"""An absence as a calendar tells it, before anybody decides what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OwnAbsence:
    """What an event without guests says about its organizer's being away.

    `days` are the first and the last day where it is about whole days, else it lasts from `begins` until `ends` (UTC).
    """

    days: tuple[date, date] | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    weekdays: frozenset[int] = frozenset()
    """It repeats every week without an end, on these weekdays (Monday 0)."""
    repeats: bool = False
    """It repeats in another way, or is one date of what repeats: which days are meant can't be told."""
    unsure: bool = False
    """Its title only begins like an absence: "Vacation planning"."""
    deputy: str = ""
    """Who is to be asked meanwhile, as written."""

"""Days and hours in words, in the reader's zone: "Fri 27 Nov", "Mon 30 Nov, 09:00". Never digits alone (03/04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Days:
    """How one letter words its days. Instants are shown in `zone` (IANA; UTC where it is not known).

    `year` is the one that goes without saying; another is named. `language` is that of the letter's words.
    """

    zone: str = "UTC"
    year: int | None = None
    language: str = "en"

    def day(self, when: date | datetime) -> str:
        """ "Fri 27 Nov"; a date is taken as it stands, an instant in the reader's zone."""
        if isinstance(when, datetime):
            when = self.local(when).date()
        words = _english(when) if self.language == "en" else _translated(when, self.language, "MMMEd")
        return words if self.year in (None, when.year) else f"{words} {when.year}"

    def short(self, when: date | datetime) -> str:
        """ "27 Nov": as people type it, in an example of an answer."""
        if isinstance(when, datetime):
            when = self.local(when).date()
        if self.language == "en":
            return f"{when.day} {_MONTHS[when.month - 1]}"
        return _translated(when, self.language, "MMMd")

    def hour(self, when: datetime | time) -> str:
        """ "09:00" """
        wall = self.local(when) if isinstance(when, datetime) else when
        return f"{wall.hour:02}:{wall.minute:02}"

    def moment(self, when: datetime) -> str:
        """ "Mon 30 Nov, 09:00" """
        wall = self.local(when)
        return f"{self.day(wall.date())}, {wall.hour:02}:{wall.minute:02}"

    def local(self, when: datetime) -> datetime:
        aware = when if when.tzinfo else when.replace(tzinfo=UTC)
        try:
            return aware.astimezone(zone_named(self.zone))
        except OverflowError:
            return aware


@lru_cache(maxsize=512)
def zone_named(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def place(zone: str) -> str:
    """ "Los Angeles" for "America/Los_Angeles"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _english(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def _translated(day: date, language: str, skeleton: str) -> str:
    from babel.core import UnknownLocaleError
    from babel.dates import format_skeleton

    try:
        return format_skeleton(skeleton, day, locale=language)
    except (UnknownLocaleError, ValueError, KeyError):
        return _english(day)

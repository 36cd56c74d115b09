"""Times of day, and what takes them; the year in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from paceline.inbox.dates.meaning import Meaning, Reading, Sign, any_of, day, the

_HOURS, _AM, _PM, _O_CLOCK = 0, 1, 2, 3
_EARLY = 7
"""A bare hour before this is more likely in the afternoon."""


def clock(parts: list[Sign], _reading: Reading) -> Meaning | None:
    """ "5 pm", "17 Uhr", "um 17", "alle 17.30": a wall time. A bare hour may be the other half's;
    "2 hours" and "2 uur" may be how long something takes."""
    figures, word = the(parts, "ncPD"), any_of(parts[::-1], "k")
    hour, minute = _hour_and_minute(figures)
    half = word.value if word else None
    if word and half == _HOURS and hour < _EARLY and figures.kind in "nc" and not any_of(parts, "@"):
        half = half if word.text == "uhr" else None
    if half in (_AM, _PM) and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (half == _PM)
    elif half == _O_CLOCK or (half is None and figures.kind in "nc" and hour < _EARLY):
        return None
    return Meaning(at=time(hour, minute)) if hour < 24 and minute < 60 else None


def on_day(parts: list[Sign], _reading: Reading) -> Meaning | None:
    """A day with its time; parts of a day ("Friday night") say no time."""
    found, figures = the(parts, "X").meaning, any_of(parts, "P")
    if found is None or found.shift:
        return None
    return replace(found, at=_time(figures)) if figures else found


def today(parts: list[Sign], reading: Reading) -> Meaning | None:
    found, figures = day(reading.today), any_of(parts, "P")
    return replace(found, at=_time(figures)) if found and figures else found


def year(parts: list[Sign], _reading: Reading) -> Meaning | None:
    """ "Two thousand and thirty two"."""
    first = date(parts[0].value + parts[-1].value, 1, 1)
    return Meaning(((first, first),), "y")


def year_in_halves(parts: list[Sign], reading: Reading) -> Meaning | None:
    """ "Twenty twenty-seven": English says years of this century so."""
    century, of_century = parts
    if reading.language.code != "en" or century.value != 20 or of_century.value < 10:
        return None
    first = date(2000 + of_century.value, 1, 1)
    return Meaning(((first, first),), "y")


def the_same(parts: list[Sign], _reading: Reading) -> Meaning | None:
    return the(parts, "X").meaning


def nothing(_parts: list[Sign], _reading: Reading) -> Meaning | None:
    return Meaning()


def _hour_and_minute(figures: Sign) -> tuple[int, int]:
    match figures.kind:
        case "P":
            return _time(figures).hour, _time(figures).minute
        case "D" if len(figures.parts) == 2 and figures.text.startswith("."):
            return figures.parts[0], figures.parts[1]
        case "D":
            return 24, 0
    return figures.value, 0


def _time(sign: Sign) -> time:
    if sign.meaning and sign.meaning.at:
        return sign.meaning.at
    return time(*divmod(sign.value, 60))

"""When somebody is away, as an out-of-office text says it: only where it is clear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from paceline.inbox.mail import Message

_OPENING = 2 * 1024
_LONGEST = timedelta(days=400)
_NEAR = 12


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words before the days: `since` and `to` of a stretch, `until` of its last day, `back` of the day after it."""

    locale: str
    since: str
    to: str
    until: str
    back: str


_LANGUAGES = (
    _Cues(
        "en",
        r"from|between|starting",
        r"to|until|till|through|thru|and|-|–",
        r"until|till|through|thru",
        r"(?:back|return(?:ing)?|available again)(?: \w+){0,4}? on|returning",
    ),
    _Cues(
        "de",
        r"vom|von|zwischen",
        r"bis(?: einschließlich| inklusive)?(?: zum)?|und|-|–",
        r"bis(?: einschließlich| inklusive)?(?: zum)?",
        r"(?:wieder|zurück)(?: \w+){0,3}? (?:ab|am)(?: dem)?|ab(?: dem)?(?= .{1,40}\bwieder\b)",
    ),
    _Cues(
        "fr",
        r"du|entre le|de",
        r"au|et le|à",
        r"jusqu['’]au|jusqu['’]à",
        r"(?:de retour|retour|à partir du|dès)(?: le)?",
    ),
    _Cues(
        "es",
        r"del?|desde el|entre el",
        r"al?|hasta el|y el",
        r"hasta(?: el)?",
        r"(?:de vuelta|regreso|volveré|vuelvo)(?: el)?",
    ),
    _Cues(
        "it",
        r"dal|da|tra il",
        r"al?|fino al|e il",
        r"fino (?:al|a)",
        r"(?:di ritorno|rientro|rientrerò|tornerò)(?: il)?",
    ),
    _Cues(
        "pt",
        r"de|do dia|entre",
        r"a|até|ao dia|e",
        r"até(?: a?o)?(?: dia)?",
        r"(?:de volta|regresso|retorno|volto)(?: em| a| no)?(?: dia)?",
    ),
    _Cues(
        "nl",
        r"van|tussen",
        r"tot(?: en met)?|t/m|en|-|–",
        r"tot(?: en met)?|t/m",
        r"(?:terug|weer)(?: \w+){0,3}? (?:op|vanaf)",
    ),
)


def absence(message: Message) -> tuple[date | None, date | None] | None:
    """The first and the last day away, both included, in the writer's zone; None where the text says nothing clear.

    "Back on Monday" ends the absence on Sunday. Days are read relative to the mail's own date.
    """
    if message.date is None or message.date.tzinfo is None:
        return None
    lines = [message.subject, *(line for line in message.text[:_OPENING].splitlines() if not line.startswith(">"))]
    text = " ".join(" ".join(lines).split())
    today = message.date.date()
    for first, last in _stretches(text, message.date):
        if today <= last <= today + _LONGEST and (first is None or today - _LONGEST <= first <= last):
            return first, last
    return None


def _stretches(text: str, now: datetime) -> Iterator[tuple[date | None, date]]:
    """The stretches of days in a text: those with both ends first, then those with a last day, then with a return."""
    for cues in _LANGUAGES:
        for found in re.finditer(rf"(?i)\b(?:{cues.since}) (.{{1,35}}?) ?(?<!\w)(?:{cues.to}) (.{{1,40}})", text):
            first, last = _day(found[1], now, cues.locale), _day(found[2], now, cues.locale)
            if first and last:
                yield first, last
    for cues in _LANGUAGES:
        for found in re.finditer(rf"(?i)\b(?:{cues.until}) (?=(.{{1,40}}))", text):
            if last := _day(found[1], now, cues.locale):
                yield None, last
    for cues in _LANGUAGES:
        for found in re.finditer(rf"(?i)\b(?:{cues.back}) (?=(.{{1,40}}))", text):
            if back := _day(found[1], now, cues.locale):
                yield None, back - timedelta(days=1)


def _day(text: str, now: datetime, locale: str) -> date | None:
    """The one day that a text begins with."""
    from paceline.inbox.dates import find_when

    found = find_when(text, now, locale)
    return found.when.day if found and found.start <= _NEAR else None

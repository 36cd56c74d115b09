"""Spans of time as people write them before something, in seven languages: "2 days before", "4h", "am Tag vorher"."""

from __future__ import annotations

import re
from datetime import timedelta

from paceline.domain.cadence import Span
from paceline.inbox.grammar.lengths import NUMBERS
from paceline.inbox.grammar.words import either, every, fold, forms

MOST_DAYS = 20
LONGEST_LEAD = timedelta(days=14)

_THE = forms(en="the", de="der, die, am", fr="le, la", es="el, la", pt="o, a", it="il", nl="de, het")
_UNITS = {
    "minute": forms(en="minute, minutes, min, mins, m", de="Minute, Minuten", es="minuto, minutos",
                    it="minuti", nl="minuut, minuten"),
    "hour": forms(en="hour, hours, hr, hrs, h", de="Stunde, Stunden, Std", fr="heure, heures", es="hora, horas",
                  it="ora, ore", nl="uur, uren"),
    "day": forms(en="day, days, d", de="Tag, Tage, Tagen, Werktag, Werktage, Arbeitstag, Arbeitstage", fr="jour, jours",
                 es="día, días", it="giorno, giorni", nl="dag, dagen, werkdag, werkdagen"),
    "week": forms(en="week, weeks, w", de="Woche, Wochen", fr="semaine, semaines", es="semana, semanas",
                  it="settimana, settimane", nl="weken"),
}  # fmt: skip
_WORKING = forms(fr="ouvré, ouvrés, ouvrable, ouvrables", es="hábil, hábiles, laborable, laborables", pt="útil, úteis",
                 it="lavorativo, lavorativi")  # fmt: skip
_BEFORE = forms(
    en="before, earlier, ahead, prior, in advance", de="vorher, davor, zuvor, vor, im Voraus",
    fr="avant, à l'avance, plus tôt", es="antes, con antelación", pt="antes, com antecedência", it="prima, in anticipo",
    nl="ervoor, tevoren, van tevoren, vooraf, eerder, voor",
)  # fmt: skip
_DAY_BEFORE = forms(
    de="am Vortag, Vortag, tags zuvor", fr="la veille", es="la víspera", pt="na véspera", it="la vigilia"
)

_NUMBER_OF = {word: number for number, row in ((1, _THE), *NUMBERS.items()) for word in every(row)}
_UNIT_OF = {word: unit for unit, row in _UNITS.items() for word in every(row)}
_ANY_UNIT = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_SPAN = re.compile(
    rf"(?P<number>\d{{1,5}}|[a-z]{{0,7}}) ?(?:working |business |work )?(?P<unit>{_ANY_UNIT})(?: {either(_WORKING)})?"
    rf"(?: (?P<before>{either(_BEFORE)})(?:\W.{{0,60}})?)?"
)
_DAYS = {"day": 1, "week": 5}
_LEADS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}


def read_span(text: str) -> Span | None:
    """Read "2 days before", "4h", "90 min", "zwei Tage vorher", "one hour before the digest"; days are working days."""
    match = _match(text)
    if match is None:
        return Span(days=1) if _plain(text) in every(_DAY_BEFORE) else None
    number = int(match["number"]) if match["number"].isdigit() else _NUMBER_OF.get(match["number"] or "the", 0)
    unit = _UNIT_OF[match["unit"]]
    if unit in _DAYS:
        days = number * _DAYS[unit]
        return Span(days=days) if 1 <= days <= MOST_DAYS else None
    lead = number * _LEADS[unit]
    return Span(lead=lead) if timedelta(0) < lead <= LONGEST_LEAD else None


def says_before(text: str) -> bool:
    """Whether it says that the span lies before something: "2 hours before", not "2 hours"."""
    match = _match(text)
    return bool(match and match["before"])


def write_span(span: Span) -> str:
    """The span as it may be written in an event: "2 days before"."""
    minutes = int(span.lead.total_seconds()) // 60
    number, unit = (span.days, "day") if span.days else (minutes, "minute") if minutes % 60 else (minutes // 60, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'} before"


def _match(text: str) -> re.Match[str] | None:
    return _SPAN.fullmatch(_plain(text))


def _plain(text: str) -> str:
    return " ".join(fold(text).strip(" .").split())

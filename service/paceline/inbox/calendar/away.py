"""Whether an event says that its organizer is away, and when.

Only one's own event does: nobody but us is invited to it, and it is shown as out of office, or its title as a whole or
a line of its text says so. "Holiday party" with guests is a review like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta

from paceline.domain.absence import OwnAbsence
from paceline.inbox.calendar.canonical import Clock, Event, Moment
from paceline.inbox.calendar.guests import whose
from paceline.inbox.calendar.ics import Line, plain
from paceline.inbox.grammar.commands import DEPUTY
from paceline.inbox.grammar.words import either, every, fold, forms

_AWAY = forms(
    en="away, i'm away, out of office, out of the office, ooo, oof, pto, on pto, vacation, on vacation, holiday,"
    " holidays, on holiday, annual leave, parental leave, maternity leave, paternity leave, sick leave, on leave,"
    " leave, on annual leave, on parental leave, day off, days off, time off, off, sabbatical",
    de="abwesend, ich bin abwesend, nicht im büro, außer haus, urlaub, im urlaub, ferien, elternzeit, in elternzeit,"
    " mutterschutz, krank, frei, sabbatical, abwesenheit",
    fr="absent, absente, absence, en congé, en congés, congé, congés, vacances, en vacances, rtt, congé parental,"
    " congé maternité, absent du bureau, absente du bureau, absence du bureau",
    es="ausente, ausencia, fuera de la oficina, vacaciones, de vacaciones, de baja, permiso parental, día libre",
    pt="ausente, ausência, fora do escritório, férias, de férias, licença, de licença, licença parental, folga",
    it="assente, assenza, fuori ufficio, fuori sede, ferie, in ferie, vacanza, vacanze, in vacanza, congedo parentale",
    nl="afwezig, afwezigheid, niet op kantoor, vakantie, op vakantie, met vakantie, verlof, ouderschapsverlof, vrij",
)
_WHOLE = frozenset(every(_AWAY))
_BEGINS = re.compile(either(_AWAY) + r"(?![\w-])")
_DEPUTY = rf"{either(DEPUTY)}\s{{0,2}}(?:[:=]\s{{0,2}}|(?=@))(\S[^\n]{{0,79}})"
_DEPUTY_LINE = re.compile(rf"\W{{0,4}}{_DEPUTY}")
_AND_DEPUTY = re.compile(rf"\W{{0,4}}{either(_AWAY)}\s{{0,2}}[,;.–—-]\s{{0,2}}{_DEPUTY}")
_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_DAYS_OF_A_WEEK = 6


def own_absence(event: Event, guests: Iterable[str], organizer: Line, words: str, clock: Clock) -> OwnAbsence | None:
    """What `event` says of its organizer's absence; None where it is no absence of theirs alone."""
    if any(guest != whose(organizer) for guest in guests) or event.start is None:
        return None
    title, days = _plain(plain(event.source.value("SUMMARY"))), _days(event, event.start, clock)
    said, deputy = _said_in(words)
    sure = said or _is_out_of_office(event) or _without_names(title, organizer) in _WHOLE
    if not sure and not (days and _BEGINS.match(title)):
        return None
    until = _end(event, clock)
    return OwnAbsence(
        days=days,
        begins=event.start.instant,
        ends=until.instant if until else event.start.instant + event.length,
        weekdays=_weekdays(event, event.start, days),
        repeats=event.recurring or event.recurrence_id is not None,
        unsure=not sure,
        deputy=deputy,
    )


def _is_out_of_office(event: Event) -> bool:
    """As Outlook, Exchange and Zimbra show it."""
    names = ("X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-INTENDEDSTATUS")
    return any(event.source.value(name).strip().upper() == "OOF" for name in names)


# --- words ----------------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Its words for comparing: without emoji and marks."""
    return " ".join(re.findall(r"[\w'-]*\w", fold(text[:300])))


def _without_names(title: str, organizer: Line) -> str:
    """ "Bo Kim: out of office" without "Bo Kim"."""
    named = [*_plain(plain(organizer.param("CN"))).split(), *re.split(r"[._+-]", whose(organizer).partition("@")[0])]
    words = title.split()
    while words and words[0] in named:
        words.pop(0)
    while words and words[-1] in named:
        words.pop()
    return " ".join(words)


def _said_in(words: str) -> tuple[bool, str]:
    """Whether a line of the event's text is "away" and no more, and the deputy that it names."""
    said, deputy = False, ""
    for line in words.splitlines()[:200]:
        folded = fold(line)
        if match := _AND_DEPUTY.fullmatch(folded):
            said, deputy = True, line[match.start(1) : match.end(1)].strip()
        elif match := _DEPUTY_LINE.fullmatch(folded):
            deputy = line[match.start(1) : match.end(1)].strip()
        elif _plain(line) in _WHOLE:
            said = True
    return said, deputy


# --- days -----------------------------------------------------------------------------------------------------------


def _days(event: Event, start: Moment, clock: Clock) -> tuple[date, date] | None:
    """The whole days it is about: dates, or what Outlook writes for them, from midnight to midnight."""
    if event.days:
        return event.days
    end = _end(event, clock)
    if not start.whole_day and not (_is_midnight(start) and end and _is_midnight(end) and _is_all_day(event)):
        return None
    first = start.wall.date()
    return first, max(first, end.wall.date() - _DAY) if end else first


def _is_midnight(moment: Moment) -> bool:
    return moment.wall.time() == time(0)


def _is_all_day(event: Event) -> bool:
    return event.source.value("X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper() == "TRUE"


def _end(event: Event, clock: Clock) -> Moment | None:
    """DTEND itself: an absence may be longer than any meeting."""
    line = event.source.first("DTEND")
    try:
        return clock.of(line, time(0)) if line else None
    except ValueError:
        return None


def _weekdays(event: Event, start: Moment, days: tuple[date, date] | None) -> frozenset[int]:
    """Of an event that repeats each week for ever. One of several days takes the days behind its first, too."""
    rule = dict(part.upper().partition("=")[::2] for part in event.source.value("RRULE").split(";"))
    if rule.get("FREQ") != "WEEKLY" or rule.get("INTERVAL", "1") != "1" or {"UNTIL", "COUNT"} & rule.keys():
        return frozenset()
    if event.source.first("RDATE") or event.recurrence_id:
        return frozenset()
    named = [_WEEKDAYS.index(day) for day in rule.get("BYDAY", "").split(",") if day in _WEEKDAYS]
    length = (days[1] - days[0]).days + 1 if days else 1
    found = frozenset((day + n) % 7 for day in named or [start.wall.weekday()] for n in range(min(length, 7)))
    return found if len(found) <= _MOST_DAYS_OF_A_WEEK else frozenset()

"""What a person said of themselves, and what became of mail to them, in words."""

from __future__ import annotations

from collections import Counter

from paceline.clerks.telling.teller import Plain, Teller, Telling, Words, with_words
from paceline.domain.facts import (
    AddressClaimed,
    CameBack,
    Confided,
    DeputyNamed,
    Erased,
    FeedRenewed,
    HourSet,
    InvitedUs,
    LanguageSet,
    Left,
    MailCameBack,
    MailGotThrough,
    OfferMade,
    OfferRemoved,
    Returned,
    ShownAway,
    Skipped,
    Started,
    Stopped,
    Updated,
    WeekTold,
    WentAway,
    WorkdaysSet,
)

_ONE = {"notes": "note", "decisions": "decision"}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _confided(teller: Teller, said: Confided) -> Words:
    return (f"told {teller.name(said.to)} in private: {said.words}",)


def _updated(_teller: Teller, updated: Updated) -> Words:
    counted = Counter((*(key for key, _ in updated.lines), *("thanks" for _ in updated.thanks)))
    told = (f"{number} {_ONE.get(key, key) if number == 1 else key}" for key, number in counted.items())
    return (with_words("wrote an update", ", ".join(told)),)


def _went_away(teller: Teller, away: WentAway) -> Words:
    days = f"from {teller.day(away.first)} until {teller.day(away.last)}"
    return (f"is away {days}",) if not away.told_by else (f"said that somebody else is away {days}",)


def _deputy(teller: Teller, named: DeputyNamed) -> Words:
    return (f"has {teller.name(named.deputy)} as deputy while away from {teller.day(named.first)}",)


def _workdays(_teller: Teller, said: WorkdaysSet) -> Words:
    return (f"works on {', '.join(_WEEKDAYS[day] for day in said.workdays)}",)


def _shown_away(teller: Teller, shown: ShownAway) -> Words:
    spans = [f"from {teller.day(first)} until {teller.day(last)}" for first, last in shown.spans]
    return (f"is out of office {', '.join(spans)}" if spans else "is out of office no more", "says the calendar")


def _came_back(teller: Teller, back: CameBack) -> Words:
    return (f"is back from {teller.day(back.on)} on",)


TOLD: Telling = {
    Confided: _confided,
    Updated: _updated,
    WentAway: _went_away,
    DeputyNamed: _deputy,
    MailCameBack: lambda _, it: (f"mail to {it.address} came back", f'"{it.reason}"' if it.reason else ""),
    AddressClaimed: lambda _, it: (f"said that {it.address} is theirs, too",),
    MailGotThrough: lambda _, it: (f"wrote from {it.address}, which had taken no mail",),
    WorkdaysSet: _workdays,
    ShownAway: _shown_away,
    CameBack: _came_back,
}
PLAIN: Plain = {
    OfferMade: ("offers help", "what"),
    OfferRemoved: ("offers no more help", "what"),
    Skipped: ("skipped it", ""),
    HourSet: ("wants mail at another hour", ""),
    LanguageSet: ("wants another language", "locale"),
    Stopped: ("wants no more mail of this kind", "what"),
    Started: ("wants mail of this kind again", "what"),
    WeekTold: ("was told of their own week", ""),
    FeedRenewed: ("gave the calendar feed a new address", ""),
    Left: ("left the team", ""),
    Erased: ("was erased", ""),
    Returned: ("is back in the team", ""),
    InvitedUs: ("invited me to a series", "title"),
}
BY_NOBODY: frozenset[type] = frozenset({WeekTold, ShownAway})
"""What the clock or a calendar says of the person whose record it is."""

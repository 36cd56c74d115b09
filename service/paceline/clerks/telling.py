"""A fact in words: one line for `why C12`, for the ledger and for whoever looks over the service's shoulder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from paceline.domain.facts import (
    Accepted,
    Adopted,
    Advised,
    Agreed,
    Amended,
    CadenceContinued,
    CadenceEnded,
    CadencePaused,
    CadenceResumed,
    CadenceSet,
    CameBack,
    Corrected,
    Decided,
    Declined,
    DeputyNamed,
    DigestSent,
    Dropped,
    Entry,
    Extended,
    Fact,
    FeedRenewed,
    HandedOver,
    HeldBack,
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpTaken,
    Intended,
    InvitedUs,
    Kept,
    MarkedAtRisk,
    Objected,
    OccurrenceCancelled,
    OccurrenceDropped,
    OccurrenceMoved,
    Offered,
    Promised,
    Renegotiated,
    ShownAway,
    Skipped,
    Started,
    Stopped,
    Undone,
    Updated,
    WentAway,
    Withdrawn,
    WorkdaysSet,
)

Words = tuple[str, ...]
"""What was done, and what is to be added to it; empty additions are left out."""


def in_words(entry: Entry, names: Mapping[str, str], zone: tzinfo = UTC) -> str:
    """Who did what, with which words. `names` are first names by id; instants are shown in `zone`."""
    teller = _Teller(names, zone, entry.at.year)
    say = _TOLD.get(type(entry.fact))
    did, *more = say(teller, entry.fact) if say else (_plainly(entry.fact),)
    who = teller.name(entry.author)
    return "; ".join(part for part in (f"{who} {did}".lstrip(), *more) if part)


class _Teller:
    """Names, and days and instants in words."""

    def __init__(self, names: Mapping[str, str], zone: tzinfo, year: int) -> None:
        self._names = names
        self._zone = zone
        self._year = year

    def name(self, person: str) -> str:
        return self._names.get(person, person)

    def all(self, people: Words) -> str:
        return ", ".join(map(self.name, people))

    def day(self, day: date) -> str:
        year = f" {day.year}" if day.year != self._year else ""
        return f"{day:%a} {day.day} {day:%b}{year}"

    def moment(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return f"{self.day(local.date())}, {local:%H:%M}"


def _made(teller: _Teller, made: Promised | Offered) -> Words:
    did = "promised" if isinstance(made, Promised) else f"asked {teller.name(made.owner)}"
    return (
        f"{did}: {made.what}, by {teller.day(made.due)}",
        f"done when {made.done_when}" if made.done_when else "",
        f"for {teller.all(made.needed_by)}" if made.needed_by else "",
    )


def _moved(teller: _Teller, moved: Renegotiated) -> Words:
    return (_with(f"moved it from {teller.day(moved.was)} to {teller.day(moved.due)}", moved.reason),)


def _asked_for_help(_teller: _Teller, asked: HelpRequested) -> Words:
    return (f"asked for help: {asked.what}", f"for {asked.commitment}" if asked.commitment else "")


def _helped(_teller: _Teller, taken: HelpTaken) -> Words:
    return (f"took a part: {taken.part}" if taken.part else "took it",)


def _decided(teller: _Teller, made: Decided) -> Words:
    return (
        f"decided: {_because(made.title, made.rationale)}",
        f"review {teller.day(made.review)}" if made.review else "",
    )


def _intended(teller: _Teller, made: Intended) -> Words:
    stands = f"it stands on {teller.moment(made.closes)} unless someone objects"
    return (f"intends: {_because(made.title, made.rationale)}", stands)


def _adopted(teller: _Teller, adopted: Adopted) -> Words:
    silence = f"nobody objected, silent: {teller.all(adopted.silent)}" if adopted.silent else "all have agreed"
    return (f"it stands since {teller.moment(adopted.since)}", silence)


def _held_back(teller: _Teller, held: HeldBack) -> Words:
    return (f"asked for more time; the window is open until {teller.moment(held.closes)}",)


def _extended(teller: _Teller, extended: Extended) -> Words:
    return (f"it stays open until {teller.moment(extended.closes)} for {teller.all(extended.unheard)}",)


def _amended(teller: _Teller, amended: Amended) -> Words:
    return (f"amended it: {amended.title}", f"it stands on {teller.moment(amended.closes)} unless someone objects")


def _corrected(teller: _Teller, corrected: Corrected) -> Words:
    meant = (corrected.what, f"by {teller.day(corrected.due)}" if corrected.due else "")
    return (_with("put it right", ", ".join(part for part in meant if part)),)


def _moved_date(teller: _Teller, moved: OccurrenceMoved) -> Words:
    return (f"moved a date from {teller.moment(moved.was)} to {teller.moment(moved.to)}",)


def _updated(_teller: _Teller, updated: Updated) -> Words:
    counted = Counter((*(key for key, _ in updated.lines), *("thanks" for _ in updated.thanks)))
    told = (f"{number} {_ONE.get(key, key) if number == 1 else key}" for key, number in counted.items())
    return (_with("wrote an update", ", ".join(told)),)


_ONE = {"notes": "note", "decisions": "decision"}


def _went_away(teller: _Teller, away: WentAway) -> Words:
    return (f"is away from {teller.day(away.first)} until {teller.day(away.last)}",)


def _deputy(teller: _Teller, named: DeputyNamed) -> Words:
    return (f"has {teller.name(named.deputy)} as deputy while away from {teller.day(named.first)}",)


def _workdays(_teller: _Teller, said: WorkdaysSet) -> Words:
    return (f"works on {', '.join(_WEEKDAYS[day] for day in said.workdays)}",)


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _shown_away(teller: _Teller, shown: ShownAway) -> Words:
    spans = [f"from {teller.day(first)} until {teller.day(last)}" for first, last in shown.spans]
    return (f"is out of office {', '.join(spans)}" if spans else "is out of office no more", "says the calendar")


def _came_back(teller: _Teller, back: CameBack) -> Words:
    return (f"is back from {teller.day(back.on)} on",)


def _paused(teller: _Teller, paused: CadencePaused) -> Words:
    return (f"paused it until {teller.day(paused.until)}",)


def _digest(_teller: _Teller, sent: DigestSent) -> Words:
    word = "it takes a meeting" if sent.verdict == "meet" else "no need to meet"
    return (f"the digest went out: {word}", f"{sent.given_back} minutes given back")


def _plainly(fact: Fact) -> str:
    """Facts that say it with a verb and a reason."""
    verb, told = _PLAIN.get(type(fact), (type(fact).__name__.lower(), ""))
    return _with(verb, str(getattr(fact, told, "")) if told else "")


def _with(verb: str, words: str) -> str:
    return f"{verb}: {words}" if words else verb


def _because(title: str, rationale: str) -> str:
    return f"{title}, because {rationale}" if rationale else title


_TOLD: dict[type, Callable[[_Teller, Any], Words]] = {
    Promised: _made,
    Offered: _made,
    Renegotiated: _moved,
    HelpRequested: _asked_for_help,
    HelpTaken: _helped,
    Decided: _decided,
    Intended: _intended,
    HeldBack: _held_back,
    Extended: _extended,
    Amended: _amended,
    Corrected: _corrected,
    OccurrenceMoved: _moved_date,
    Adopted: _adopted,
    Updated: _updated,
    WentAway: _went_away,
    DeputyNamed: _deputy,
    WorkdaysSet: _workdays,
    ShownAway: _shown_away,
    CameBack: _came_back,
    CadencePaused: _paused,
    DigestSent: _digest,
}
"""Facts that take more than a verb and a reason."""
_PLAIN: dict[type, tuple[str, str]] = {
    Accepted: ("accepted it", ""),
    Declined: ("declined it", "reason"),
    MarkedAtRisk: ("said that it is at risk", "reason"),
    Kept: ("kept it", "note"),
    Dropped: ("dropped it", "reason"),
    HelpReferred: ("pointed to somebody else", "to"),
    HelpDeclined: ("can't help this time", ""),
    HelpClosed: ("needs no more help", "note"),
    Agreed: ("agreed", ""),
    Objected: ("objected", "reason"),
    Advised: ("advised", "text"),
    Withdrawn: ("withdrew it", "reason"),
    Skipped: ("skipped it", ""),
    Stopped: ("wants no more mail of this kind", "what"),
    Started: ("wants mail of this kind again", "what"),
    CadenceSet: ("set it up", "title"),
    OccurrenceCancelled: ("cancelled a date", "occurrence"),
    OccurrenceDropped: ("left out a date for all", "occurrence"),
    CadenceEnded: ("ended it", "reason"),
    CadenceResumed: ("let it go on", ""),
    CadenceContinued: ("went on with it as a new series", "title"),
    Undone: ("took back what a mail had recorded", ""),
    FeedRenewed: ("gave the calendar feed a new address", ""),
    InvitedUs: ("invited me to a series", "title"),
    HandedOver: ("handed it over", "to"),
}
"""The verb, and the field that says more."""

"""What a calendar says of one thing: its title, and a few lines that tell more and how to answer."""

from __future__ import annotations

from collections.abc import Iterator

from paceline.agenda.feeds import DayEntry
from paceline.letters.dates import Days
from paceline.letters.visible import cleaned

_LONGEST_TITLE = 200
_LONGEST_LINE = 600
_TIMES = {1: "once", 2: "twice"}


def title(entry: DayEntry, zone: str, *, personal: bool) -> str:
    """What stands in a calendar's little box: the words first, the id last. `personal`: for whom it concerns."""
    whose = f"{entry.who}: " if entry.who and not personal else ""
    match entry.kind:
        case "offer":
            begin = f"{whose}offered: "
        case "window":
            begin = f"closes {Days(zone).hour(entry.closes)}: " if entry.closes else ""
        case "review":
            begin = f"{whose}review: "
        case "help":
            begin = f"help {entry.who}: " if entry.who else "help: "
        case _:
            begin = f"{whose}kept: " if entry.kept else whose
    return cleaned(f"{begin}{_bounded(entry.what, _LONGEST_TITLE)} ({entry.id})")


def description(entry: DayEntry, zone: str, *, personal: bool, service: str) -> str:
    """Lines; the last says how to answer, to the address `service`."""
    days = Days(zone, entry.day.year if entry.day else None)
    told = [_bounded(line, _LONGEST_LINE) for line in _told(entry, days, personal=personal)]
    return "\n".join([*told, f"{_answer(entry, personal=personal)} to {service}."])


def _told(entry: DayEntry, days: Days, *, personal: bool) -> Iterator[str]:
    if entry.kind == "window" and entry.closes:
        yield f"{_does(entry.who, 'intend')} this; it stands on {days.moment(entry.closes)} unless someone objects."
    if entry.kind == "offer":
        yield f"{_does(entry.who, 'ask')} you; it counts when you accept." if personal else "Not accepted yet."
    if entry.kind == "review":
        yield f"{entry.who or 'You'} decided this on {days.day(entry.made)}. What came of it: keep, amend or reverse?"
    if entry.needed_by:
        yield f"For {', '.join(name or 'you' for name in entry.needed_by)}."
    if entry.done_when:
        yield f"Done when {entry.done_when}"
    if entry.moves and entry.first_day:
        times = _TIMES.get(entry.moves, f"{entry.moves} times")
        yield f"First due {days.day(entry.first_day)}, moved {times} since."
    if entry.kept:
        yield f"Kept {days.day(entry.kept)}."
    if entry.at_risk:
        yield f"At risk: {entry.reason}" if entry.reason else "At risk."
    elif entry.reason:
        yield f'"{entry.reason}"'


def _does(who: str, verb: str) -> str:
    return f"{who} {verb}s" if who else f"You {verb}"


def _answer(entry: DayEntry, *, personal: bool) -> str:
    it = entry.id
    if entry.kind == "review":
        return f'To let the team review it, send an event with the line "review: {it}"'
    if entry.kept or not personal:
        return f'How it came about: mail "why {it}"'
    match entry.kind:
        case "offer":
            return f'To answer, mail "{it} accept" or "{it} decline because …"'
        case "window":
            return f'Nothing to do if you agree. Else mail "{it} object: …" or "{it} advice: …"'
        case "help":
            return f'To step back, mail "{it} can\'t"'
        case _:
            return f'To answer, mail "{it} done", "{it} to Friday because …" or "{it} help: …"'


def _bounded(words: str, most: int) -> str:
    words = cleaned(words)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"

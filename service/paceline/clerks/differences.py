"""What a newer revision of an event changed, in words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from paceline.domain.cadence import Cadence, Span

Row = tuple[str, str, str]
"""What changed, what it was and what it is now, in words; "" for nothing."""

MOST_LINES = 6
"""So many changed lines of the event's words are shown; of the others their number."""
LONGEST_LINE = 160
MOST_COMPARED = 400
"""So many lines between the first and the last that differ are paired; to pair thousands takes minutes."""
MOST_PEOPLE = 8
"""So many who came or went are named; of the others their number."""


def changed(was: Cadence, now: Cadence) -> tuple[Row, ...]:
    """What a newer revision changed in what we do."""
    pairs = (
        ("title", was.title, now.title),
        ("length", f"{was.minutes} minutes", f"{now.minutes} minutes"),
        ("template", was.settings.template, now.settings.template),
        ("review", was.settings.review, now.settings.review),
        ("ask", _span(was.settings.ask), _span(now.settings.ask)),
        ("remind", _span(was.settings.remind), _span(now.settings.remind)),
        ("digest", _span(was.settings.digest), _span(now.settings.digest)),
        ("questions", " / ".join(was.settings.questions), " / ".join(now.settings.questions)),
        ("why", was.settings.why, now.settings.why),
        ("also", ", ".join(was.settings.also), ", ".join(now.settings.also)),
        ("language", was.settings.language, now.settings.language),
        ("zone", was.settings.zone, now.settings.zone),
    )
    return (*((what, old, new) for what, old, new in pairs if old != new), *_people(was, now))


def reworded(was: str, now: str, told: frozenset[str] = frozenset()) -> tuple[Row, ...]:
    """What changed in the event's own words, line by line; but for lines that were told already."""
    old, new = _apart(*(_lines(text, told) for text in (was, now)))
    beyond = max(0, len(old) - MOST_COMPARED, len(new) - MOST_COMPARED)
    old, new = old[:MOST_COMPARED], new[:MOST_COMPARED]
    rows: list[Row] = []
    for _, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[from_old:to_old] != new[from_new:to_new]:
            rows += _paired(old[from_old:to_old], new[from_new:to_new])
    more = max(0, len(rows) - MOST_LINES) + beyond
    return (*rows[:MOST_LINES], *([("", "", f"and {more} more line{'s' * (more > 1)}")] if more > 0 else []))


def _apart(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """What lies between the lines that both begin with and those that both end with."""
    first = _in_common(old, new)
    old, new = old[first:], new[first:]
    last = _in_common(old[::-1], new[::-1])
    return old[: len(old) - last], new[: len(new) - last]


def _in_common(old: list[str], new: list[str]) -> int:
    differing = (at for at, (was, now) in enumerate(zip(old, new, strict=False)) if was != now)
    return next(differing, min(len(old), len(new)))


def _lines(text: str, told: frozenset[str]) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line[:LONGEST_LINE] for line in lines if line and line not in told]


def _paired(old: list[str], new: list[str]) -> list[Row]:
    length = max(len(old), len(new))
    pad = [""] * length
    return [("text", *pair) for pair in zip((old + pad)[:length], (new + pad)[:length], strict=True)]


def _people(was: Cadence, now: Cadence) -> Iterator[Row]:
    """Who is asked from now on, and who is no more."""
    before, after = _asked(was), _asked(now)
    for label, came in (("asked too", after.keys() - before), ("no more", before.keys() - after)):
        names = sorted({**before, **after}[address] for address in came)
        more = len(names) - MOST_PEOPLE
        shown = names[:MOST_PEOPLE] + [f"{more} more"] * (more > 0)
        if shown:
            yield label, "", ", ".join(shown[:-1]) + (" and " if len(shown) > 1 else "") + shown[-1]


def _asked(cadence: Cadence) -> dict[str, str]:
    """What they are called, by their addresses."""
    everybody = (*cadence.settings.people, *cadence.participants)
    return {p.address: p.name or p.address for p in everybody if not p.declined}


def _span(span: Span | None) -> str:
    if span is None:
        return "off"
    if span.days:
        return f"{span.days} working day{'s' * (span.days > 1)} before"
    minutes = int(span.lead.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return f"{minutes} minutes before" if rest or not hours else f"{hours} hour{'s' * (hours > 1)} before"

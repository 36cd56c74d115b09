"""What a digest has told and is not so: shown as a correction in the next one, what was and what is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from paceline.agenda.contents import Change
from paceline.agenda.one_offs import words
from paceline.agenda.verdict import Record
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Corrected, Entry, Undone, Updated

TAKEN_BACK = "taken back"


def corrected(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The ids about which something was put right or taken back."""
    return tuple(dict.fromkeys(e.subject for e in entries if isinstance(e.fact, Corrected | Undone)))


def only_corrected(entries: tuple[Entry, ...], told: Mapping[str, Record]) -> frozenset[str]:
    """Those of `told` about which nothing else was said: they are told of as corrections alone."""
    others = {entry.subject for entry in entries if not isinstance(entry.fact, Corrected | Undone)}
    return frozenset(subject for subject in told if subject not in others)


def corrections(told: Mapping[str, Record], now: Mapping[str, Record], names: Mapping[str, str]) -> Iterator[Change]:
    """`told` are records as the last digest saw them, `now` as they are; one that is missing there was taken back."""
    for subject, before in told.items():
        after = now.get(subject)
        who = names.get(before.owner, before.owner)
        if after is None:
            yield Change("taken back", subject, words(before), who)
        elif change := _difference(before, after, who):
            yield change


def _difference(before: Record, after: Record, who: str) -> Change | None:
    old = words(before) if words(before) != words(after) else ""
    was, due = _day(before), _day(after)
    state = (before.state, after.state) if before.state != after.state and _is_earlier(before, after) else ("", "")
    if not (old or was != due or state[0]):
        return None
    change = Change("corrected", before.id, words(after), who, before=old, state=state)
    return replace(change, was=was, due=due) if was != due else change


def _day(it: Record) -> date | None:
    match it:
        case Commitment():
            return it.due
        case Decision():
            return it.review
    return None


def _is_earlier(before: Record, after: Record) -> bool:
    """Whether it is open again; that it came to an end is told anyway."""
    return before.state in ("kept", "dropped", "declined", "decided", "closed") and after.state != before.state


def difference(told: Updated, now: Updated | None) -> Updated | None:
    """What of an update that was told is new, and what was taken back; None: nothing."""
    lines, thanks = (now.lines, now.thanks) if now else ((), ())
    gone = [(TAKEN_BACK, text) for _, text in told.lines if text not in {new for _, new in lines}]
    fresh = [line for line in lines if line not in told.lines]
    more = tuple(words for words in thanks if words not in told.thanks)
    return Updated(told.occurrence, (*fresh, *gone), more) if fresh or gone or more else None

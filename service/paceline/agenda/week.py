"""A person's own week: what they owe and are owed, what they kept and moved. It goes to nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from paceline.agenda import days, needs
from paceline.agenda.contents import Change, Need, Week
from paceline.agenda.needs import Awaited
from paceline.agenda.verdict import Record
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Dropped, Entry, HelpTaken, Kept, Renegotiated, standing
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person

OFTEN = 3
"""So many commitments that were late within five weeks are worth a word, to their owner alone."""
MOST = 8
"""So many lines of one kind are shown; "mine" tells all."""


@dataclass(frozen=True, slots=True)
class Material:
    """`open` is all that is open for the reader or in their teams; `entries` are the facts since their last week,
    `changed` the state of what they are about; `names` are first names by id."""

    open: tuple[Record, ...]
    entries: tuple[Entry, ...]
    changed: tuple[Record, ...]
    names: Mapping[str, str]
    lately: tuple[Record, ...] = ()
    """What the facts of the last five weeks are about, as it is now."""
    todays: Mapping[str, date] = field(default_factory=dict)
    """What day it is where each of the team is, by id: only what is over there is late."""
    awaited: Awaited = field(default_factory=dict)


def week(material: Material, reader: Person, today: date, *, apart_from: frozenset[str] = frozenset()) -> Week:
    """`apart_from` are ids that the same letter asks about already."""
    mine = [it for it in material.open if it.owner == reader.id and it.id not in apart_from]
    owes = [it for it in mine if isinstance(it, Commitment) and it.is_open]
    owed = [it for it in material.open if isinstance(it, Commitment) and _is_owed(it, reader)]
    waits = [need for it in material.open if it.id not in apart_from and (need := _waits(it, reader, material))]
    changed = tuple(_changed(material, reader))
    return Week(
        reader,
        today,
        owes=tuple(_need(it, today, material.names, reader) for it in _by_day(owes)[:MOST]),
        owed=tuple(
            _need(it, material.todays.get(it.owner, today), material.names, reader) for it in _by_day(owed)[:MOST]
        ),
        waits=tuple(waits[:MOST]),
        changed=changed[:MOST],
        late=_late(material, reader, today),
        further=sum(max(0, len(each) - MOST) for each in (owes, owed, waits, changed)),
    )


def _late(material: Material, reader: Person, today: date) -> int:
    """How many of the reader's own slipped; 0 where they are few, or none has since the last week."""
    mine = {
        it.id: it for it in (*material.lately, *material.open) if isinstance(it, Commitment) and it.owner == reader.id
    }
    slipped = {it.id for it in mine.values() if it.had_slipped or it.slipped(today)}
    fresh = (it for it in material.open if isinstance(it, Commitment) and it.due > today - timedelta(days=8))
    is_new = any(it.id in slipped for it in (*material.changed, *fresh))
    return len(slipped) if is_new and len(slipped) >= OFTEN else 0


def _by_day(items: Iterable[Commitment]) -> list[Commitment]:
    return sorted(items, key=lambda it: (it.due, it.id))


def _is_owed(it: Commitment, reader: Person) -> bool:
    return it.is_open and it.owner != reader.id and reader.id in (it.asked_by, *it.needed_by)


def _need(it: Commitment, today: date, names: Mapping[str, str], reader: Person) -> Need:
    who = "" if it.owner == reader.id else names.get(it.owner, it.owner)
    kind = "late" if it.slipped(today) else "at risk" if it.risk is not None else "due"
    return Need(kind, it.id, it.what, who, due=it.due)  # type: ignore[arg-type]


def _waits(it: Record, reader: Person, material: Material) -> Need | None:
    """What waits for the reader's word."""
    match it:
        case Commitment():
            return needs.commitment(it, material.names, reader.id)
        case Decision(state="intended") if reader.id in it.audience and reader.id not in it.agreed:
            return needs.intent(it, material.names, material.awaited, reader.id)
        case Decision(state="objected", owner=reader.id):
            return needs.objection(it, material.names)
        case HelpRequest(state="open", owner=reader.id):
            return Need("help", it.id, it.what)
    return None


_SAID = (Kept, Dropped, Renegotiated)


def _changed(material: Material, reader: Person) -> Iterable[Change]:
    """What the reader kept, moved and dropped, and where they helped, each as it is now."""
    states = {it.id: it for it in material.changed}
    seen: set[str] = set()
    for entry in standing(material.entries):
        it = states.get(entry.subject)
        if it is None or it.id in seen:
            continue
        change = _own(it, entry, reader) if isinstance(it, Commitment) else _helped(it, entry, reader, material.names)
        if change:
            seen.add(it.id)
            yield change


def _own(it: Commitment, entry: Entry, reader: Person) -> Change | None:
    if it.owner != reader.id or not isinstance(entry.fact, _SAID):
        return None
    if it.state == "kept" or it.state == "dropped":
        return Change(it.state, it.id, it.what)
    if it.is_open and it.moves and isinstance(entry.fact, Renegotiated):
        return Change("moved", it.id, it.what, due=it.due, was=it.moves[-1].was)
    return None


def _helped(it: Record, entry: Entry, reader: Person, names: Mapping[str, str]) -> Change | None:
    if isinstance(it, HelpRequest) and isinstance(entry.fact, HelpTaken) and entry.author == reader.id:
        return Change("helped", it.id, it.what, names.get(it.owner, it.owner))
    return None


# --- when ----------------------------------------------------------------------------------------------------------

BEGINS_BEFORE = timedelta(hours=14)
"""A week begins somewhere in the world this long before its first midnight in UTC."""


def next_round(now: datetime) -> datetime:
    """When the weeks of a team are planned next: before Monday begins anywhere."""
    monday = now.date() + timedelta(days=7 - now.weekday())
    at = datetime.combine(monday, time(0), UTC) - BEGINS_BEFORE
    return at if at > now else at + timedelta(days=7)


def instant(reader: Person, weekday: int, now: datetime) -> datetime | None:
    """The reader's send hour on that weekday of the coming week, or on their last working day before it in the week,
    else the first one after it; None for a week in which they do not work."""
    monday = _monday(now)
    for shift in (*range(weekday, -1, -1), *range(weekday + 1, 7)):
        day = monday + timedelta(days=shift)
        at = days.at_hour(reader, day, reader.send_hour)
        if days.working(reader, day) and at > now:
            return at
    return None


def _monday(now: datetime) -> date:
    """Of the week that has begun somewhere."""
    there = (now + BEGINS_BEFORE).date()
    return there - timedelta(days=there.weekday())

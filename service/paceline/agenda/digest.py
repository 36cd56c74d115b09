"""What an occurrence came to, for one reader: composed from the facts since the last digest and the open items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from paceline.agenda import needs
from paceline.agenda.changes import changes
from paceline.agenda.contents import Away, Digest, Need, PersonUpdate, Verdict
from paceline.agenda.material import Material
from paceline.agenda.one_offs import Point, reviewed_help, sorted_points
from paceline.agenda.verdict import Record
from paceline.agenda.verdict import verdict as judge
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Offered,
    Promised,
    ReviewMissed,
    Updated,
    standing,
)
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person


def compose(whole: Material, reader: Person) -> Digest:
    material = whole.for_eyes_of(reader)
    today = material.day_for(reader)
    return Digest(
        reader=reader,
        title=material.title,
        start=material.occurrence.start,
        verdict=_told(whole, material, reader),
        needs_you=(
            *(need for item in material.open if (need := _needs(item, reader, material, today))),
            *_missed_reviews(reader, material),
            *(Need("question", "", it.text, material.name(it.who)) for it in material.asked if reader.id in it.asked),
        ),
        needs_hand=tuple(need for item in material.open if (need := _hand(item, reader, material))),
        changed=changes(material),
        updates=_updates(material, material.updates),
        late=_updates(material, material.late, promises=False),
        thanks=tuple((material.name(who), words) for who, update in _thanking(material) for words in update.thanks),
        away=_away(material),
        silent=_silent(material) if reader.id == material.organizer and not material.unsigned else (),
        points=_points(material, reader),
        unsigned=material.unsigned,
        obstacles=tuple(reviewed_help(item, material.names) for item in material.obstacles),
        obstacles_heading=material.obstacles_heading,
        may_settle=reader.id == material.organizer and len(material.people) > 1,
    )


def verdict_of(material: Material) -> Verdict:
    """The verdict, with people as ids. Points that were named need talk, whatever else does."""
    present = tuple(p.id for p in material.people.values() if not p.away_on(material.day_for(p)))
    verdict = judge(
        (*material.open, *material.obstacles),
        written=1 if material.unsigned else len(material.updates.keys() | material.skipped),
        organizer=material.organizer,
        present=present,
        planned=material.occurrence.minutes,
        invited=len(material.people),
        last_digest=material.last_digest,
        today=min(material.todays.values(), default=material.occurrence.start.date()),
        asked=material.asked,
    )
    if not _points(material):
        return verdict
    return replace(verdict, meet=True, minutes=verdict.planned, people=present, given_back=0)


def _points(material: Material, reader: Person | None = None) -> tuple[Point, ...]:
    raised = (
        (_name(material, person, reader), text)
        for person, update in material.updates.items()
        for key, text in update.lines
        if key in material.points
    )
    return sorted_points(raised, material.referred)


def _name(material: Material, person: str, reader: Person | None) -> str:
    """The reader's is ""; two may have the same."""
    return "" if reader and person == reader.id else material.name(person)


def _told(whole: Material, material: Material, reader: Person) -> Verdict:
    """Whether to meet is the same for all; on what, only what the reader may see."""
    verdict = verdict_of(whole)
    verdict = replace(verdict, people=tuple(_name(whole, person, reader) for person in verdict.people))
    if material is whole:
        return verdict
    seen = verdict_of(material).items
    return replace(verdict, items=tuple(item for item in verdict.items if item in seen))


def _needs(item: Record, reader: Person, material: Material, today: date) -> Need | None:
    """What waits for this reader's word or hand."""
    match item:
        case HelpRequest(state="open") if item.owner != reader.id and reader.id not in item.declined:
            return Need("help", item.id, item.what, material.name(item.owner))
        case Decision(state="intended") if reader.id in item.audience and reader.id not in item.agreed:
            return needs.intent(item, material.names, material.awaited, reader.id)
        case Decision(state="objected", owner=reader.id):
            return needs.objection(item, material.names, anyway=material.decide_anyway)
        case Commitment(state="open", orphaned=True):
            return Need("orphan", item.id, item.what, material.name(item.owner), due=item.due)
        case Commitment() if need := needs.commitment(item, material.names, reader.id):
            return need
        case Commitment(state="open", owner=reader.id) if item.due <= today:
            is_late = item.slipped(material.todays.get(reader.id, today))
            return Need("late" if is_late else "due", item.id, item.what, due=item.due)
    return None


def _missed_reviews(reader: Person, material: Material) -> Iterator[Need]:
    """Decisions whose review day went by since the last digest: for their owner and the organizer."""
    for item in material.changed:
        if not isinstance(item, Decision) or not item.missed or reader.id not in (item.owner, material.organizer):
            continue
        if material.has(item, ReviewMissed):
            who = "" if item.owner == reader.id else material.name(item.owner)
            yield Need("review", item.id, item.title, who, due=item.review)


def _hand(item: Record, reader: Person, material: Material) -> Need | None:
    """What somebody could help with, shown to all: at risk, or a request of the reader's own that is still open."""
    match item:
        case Commitment(state="open") if item.risk is not None:
            who = material.name(item.owner)
            return Need("at risk", item.id, item.what, who, due=item.due, reason=item.risk)
        case HelpRequest(state="open", owner=reader.id):
            return Need("help", item.id, item.what)
    return None


def _updates(material: Material, updates: Mapping[str, Updated], *, promises: bool = True) -> tuple[PersonUpdate, ...]:
    """Each person's lines under their headings; what they promised stands under "next"."""
    made = _promises(material) if promises else {}
    people = [p for p in material.names if p in updates or p in made]
    said = ((person, (*_lines(updates.get(person), material), *made.get(person, ()))) for person in people)
    rank = {heading: at for at, heading in enumerate(material.headings.values())}
    ordered = ((person, sorted(lines, key=lambda line: rank.get(line[0], len(rank)))) for person, lines in said)
    return tuple(PersonUpdate(material.name(person), tuple(lines)) for person, lines in ordered if lines)


def _lines(update: Updated | None, material: Material) -> tuple[tuple[str, str], ...]:
    if update is None:
        return ()
    lines = ((key, text) for key, text in update.lines if key not in material.points)
    return tuple((material.headings.get(key, key.capitalize()), text) for key, text in lines)


def _promises(material: Material) -> dict[str, tuple[tuple[str, str], ...]]:
    heading = material.headings.get("next", "Next")
    states = {item.id: item for item in material.changed if isinstance(item, Commitment)}
    made: dict[str, list[tuple[str, str]]] = {}
    for entry in standing(material.entries):
        item = states.get(entry.subject)
        if item is None or not isinstance(entry.fact, Promised | Offered):
            continue
        if item.state == "open":
            made.setdefault(item.owner, []).append((heading, _promise_line(item)))
        elif item.state == "offered":
            offer = f"{_promise_line(item)}; {material.name(item.owner)} is asked"
            made.setdefault(item.asked_by, []).append((heading, offer))
    return {person: tuple(lines) for person, lines in made.items()}


def _promise_line(item: Commitment) -> str:
    return f"{item.what}, by {item.due:%a} {item.due.day} {item.due:%b} ({item.id})"


def _thanking(material: Material) -> tuple[tuple[str, Updated], ...]:
    return (*material.updates.items(), *material.late.items())


def _away(material: Material) -> tuple[Away, ...]:
    gone = ((p, p.away_on(material.day_for(p))) for p in material.people.values())
    return tuple(
        Away(material.name(p.id), a.last, material.name(material.deputies.get(p.id, ""))) for p, a in gone if a
    )


def _silent(material: Material) -> tuple[str, ...]:
    """Who was asked and has not answered; somebody who is away is never missing."""
    return tuple(
        material.name(p.id)
        for p in material.people.values()
        if p.id not in material.updates
        and p.id not in material.skipped
        and p.id not in material.unasked
        and not p.away_on(material.day_for(p))
    )

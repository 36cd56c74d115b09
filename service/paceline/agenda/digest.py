"""What an occurrence came to, for one reader: composed from the facts since the last digest and the open items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from paceline.agenda import needs
from paceline.agenda.contents import Away, Change, Digest, Need, PersonUpdate, UnsignedAnswers, Verdict
from paceline.agenda.corrections import corrections, only_corrected
from paceline.agenda.needs import Awaited
from paceline.agenda.one_offs import Point, reviewed_help, sorted_points
from paceline.agenda.questions import Question, questions
from paceline.agenda.verdict import Record
from paceline.agenda.verdict import verdict as judge
from paceline.domain import circles
from paceline.domain.cadence import Occurrence
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Adopted,
    Corrected,
    Decided,
    Entry,
    HelpTaken,
    Offered,
    OwnershipDelegated,
    Promised,
    Renegotiated,
    ReplacementIntended,
    ReviewMissed,
    Updated,
    Upheld,
    WorryJudged,
    standing,
)
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person


@dataclass(frozen=True, slots=True)
class Material:
    """What a digest is made of.

    `entries` are the team's facts since this cadence's last digest, `changed` the present state of each commitment,
    decision and help request among them, `open` all that is open in the team. `updates` are this occurrence's by
    person, `late` those for earlier ones that came after the last digest. `headings` maps section keys to words.
    """

    title: str
    occurrence: Occurrence
    organizer: str
    people: Mapping[str, Person]
    headings: Mapping[str, str]
    entries: tuple[Entry, ...]
    changed: tuple[Record, ...]
    open: tuple[Record, ...]
    updates: Mapping[str, Updated]
    late: Mapping[str, Updated]
    last_digest: datetime | None = None
    skipped: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    """First names of the whole team and of the occurrence's guests by id."""
    team: str = ""
    """Whose cadence it is; a reader of another team sees what belongs to the cadence, and no more."""

    points: frozenset[str] = frozenset()
    """The sections whose lines are points of the agenda."""
    referred: Mapping[str, Record] = field(default_factory=dict)
    """What on record the points name, by id."""
    deputies: Mapping[str, str] = field(default_factory=dict)
    """Who is asked in the place of those who are away, by id: both are people's."""
    told: Mapping[str, Record] = field(default_factory=dict)
    """What was put right or taken back since the last digest, as that saw it."""
    awaited: Awaited = field(default_factory=dict)
    decide_anyway: bool = False
    """The team lets owners decide over objections."""
    unsigned: UnsignedAnswers | None = None
    """What was answered without names, where that is so."""
    obstacles: tuple[HelpRequest, ...] = ()
    """The requests for help that stay in each digest until they are closed; `changed` and `open` are without them."""
    obstacles_heading: str = ""
    todays: Mapping[str, date] = field(default_factory=dict)
    """What day it is as the digest is written, for each of the team and of its guests, by id."""

    @property
    def asked(self) -> tuple[Question, ...]:
        """What the updates ask people by name, the late ones included."""
        here = tuple(self.people.values())
        return (*questions(self.updates, here), *questions(self.late, here))

    def name(self, person: str) -> str:
        return self.names.get(person, person)

    def for_eyes_of(self, reader: Person) -> Material:
        """What the reader may see of it."""
        if not self.team or reader.team == self.team or circles.cadence_of(self.team):
            return self
        own = f"{self.occurrence.cadence}/"
        return replace(
            self,
            changed=tuple(item for item in self.changed if item.occurrence.startswith(own)),
            open=tuple(item for item in self.open if item.occurrence.startswith(own) or item.owner == reader.id),
            referred={it: item for it, item in self.referred.items() if item.owner == reader.id},
            told={it: item for it, item in self.told.items() if item.occurrence.startswith(own)},
        )

    def today(self, person: str) -> date:
        """Where this person is: what they have promised is late when that day is over for them, not for its reader."""
        return self.todays.get(person, self.occurrence.start.date())

    def day_for(self, person: Person) -> date:
        return self.occurrence.start.astimezone(ZoneInfo(person.zone)).date()


def compose(whole: Material, reader: Person) -> Digest:
    material = whole.for_eyes_of(reader)
    today = material.day_for(reader)
    return Digest(
        reader=reader,
        title=material.title,
        start=material.occurrence.start,
        verdict=_told(whole, material),
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
        points=_points(material),
        unsigned=material.unsigned,
        obstacles=tuple(reviewed_help(item, material.names) for item in material.obstacles),
        obstacles_heading=material.obstacles_heading,
        may_settle=reader.id == material.organizer and len(material.people) > 1,
    )


def changes(material: Material) -> tuple[Change, ...]:
    """What has changed, and what was told wrong."""
    found = (change for item in _changed_items(material) if (change := _change(item, material)))
    return (*found, *_corrections(material))


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


def _points(material: Material) -> tuple[Point, ...]:
    raised = (
        (material.name(person), text)
        for person, update in material.updates.items()
        for key, text in update.lines
        if key in material.points
    )
    return sorted_points(raised, material.referred)


def named_verdict(material: Material) -> Verdict:
    verdict = verdict_of(material)
    return replace(verdict, people=tuple(material.name(person) for person in verdict.people))


def _told(whole: Material, material: Material) -> Verdict:
    """Whether to meet is the same for all; on what, only what the reader may see."""
    verdict = named_verdict(whole)
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
        case Commitment(state="offered", owner=reader.id):
            return Need("offer", item.id, item.what, material.name(item.asked_by), due=item.due)
        case Commitment(state="open", orphaned=True):
            return Need("orphan", item.id, item.what, material.name(item.owner), due=item.due)
        case Commitment(state="open", owner=reader.id) if item.due <= today:
            return Need(
                "late" if item.due < material.todays.get(reader.id, today) else "due", item.id, item.what, due=item.due
            )
    return None


def _missed_reviews(reader: Person, material: Material) -> Iterator[Need]:
    """Decisions whose review day went by since the last digest: for their owner and the organizer."""
    for item in material.changed:
        if not isinstance(item, Decision) or not item.missed or reader.id not in (item.owner, material.organizer):
            continue
        if _has(item, material, ReviewMissed):
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


def _changed_items(material: Material) -> tuple[Record, ...]:
    """What facts have changed since the last digest, and what time has: the days that passed."""
    known = {item.id for item in material.changed}
    corrected = only_corrected(material.entries, material.told)
    since = material.last_digest.date() if material.last_digest else date.min
    slipped = (it for it in material.open if isinstance(it, Commitment) and it.due >= since and it.id not in known)
    return (*(item for item in material.changed if item.id not in corrected), *slipped)


def _corrections(material: Material) -> Iterator[Change]:
    now = {item.id: item for item in material.changed}
    yield from corrections(
        material.told, now, {item.owner: material.name(item.owner) for item in material.told.values()}
    )


def _change(item: Record, material: Material) -> Change | None:
    match item:
        case Commitment():
            change = _commitment_change(item, material)
            return replace(change, goal=item.goal) if change else None
        case Decision():
            return _decision_change(item, material)
        case HelpRequest() if (item.takers or item.parts) and _has(item, material, HelpTaken):
            hands = ", ".join(material.name(p) for p in (*item.takers, *(who for who, _ in item.parts)))
            return Change("helped", item.id, item.what, hands)
    return None


def _commitment_change(item: Commitment, material: Material) -> Change | None:
    who = material.name(item.owner)
    if item.state == "kept":
        helpers = tuple(material.name(person) for person in item.helpers if person != item.owner)
        return Change("kept", item.id, item.what, who, reason=item.note, helpers=helpers)
    if item.state == "dropped":
        return Change("dropped", item.id, item.what, who, reason=item.note)
    if item.state == "declined":
        return Change("declined", item.id, item.what, who, reason=item.note)
    if item.slipped(material.today(item.owner)):
        return Change("slipped", item.id, item.what, who, due=item.due)
    if item.is_open and item.moves and _has_moved(item, material):
        move = item.moves[-1]
        return Change("moved", item.id, item.what, who, due=item.due, was=move.was, reason=move.reason)
    return None


def _has_moved(item: Commitment, material: Material) -> bool:
    """Since the last digest; an earlier move was told already."""
    return _has(item, material, Renegotiated)


def _has(item: Record, material: Material, *kinds: type) -> bool:
    """Whether such a fact about it is among those since the last digest."""
    return any(e.subject == item.id and isinstance(e.fact, kinds) for e in standing(material.entries))


def _decision_change(item: Decision, material: Material) -> Change | None:
    if item.state == "decided" and _has(item, material, *_LATER) and not _has(item, material, *_DECIDED):
        return _review_change(item, material)
    kinds = {"objected": "objected", "withdrawn": "withdrawn", "decided": "adopted" if item.closes else "decided"}
    kind = kinds.get(item.state)
    if kind is None:
        return None
    return Change(
        kind,  # type: ignore[arg-type]
        item.id,
        item.title,
        material.name(item.owner),
        due=item.review,
        reason=item.rationale,
        worries=tuple((material.name(word.person), word.text) for word in item.worries),
        anyway="; ".join(item.anyway),
        instead=item.replaces,
        trial=item.trial,
    )


_DECIDED = (Adopted, Corrected, Decided)
_LATER = (OwnershipDelegated, ReplacementIntended, ReviewMissed, Upheld, WorryJudged)
"""What is said of a decision that a digest has told of before."""


def _review_change(item: Decision, material: Material) -> Change | None:
    """What was said when it was looked at again."""
    upheld = _has(item, material, Upheld)
    if not upheld and not _has(item, material, WorryJudged):
        return None
    worries = tuple((material.name(word.person), word.text) for word in item.worries)
    judged = tuple((material.name(said.person), said.came_true, said.text) for said in item.judged)
    words = item.upheld[-1] if upheld else ""
    kind: Literal["upheld", "reviewed"] = "upheld" if upheld else "reviewed"
    who = material.name(item.owner)
    return Change(kind, item.id, item.title, who, item.review, reason=words, worries=worries, judged=judged)


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
        and not p.away_on(material.day_for(p))
        and "asks" not in p.stopped
    )

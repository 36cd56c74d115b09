"""Reviews of what is on record, asked for by an event's text: a decision, or a person's or team's open commitments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from paceline.agenda.one_offs import Review, ReviewedCommitment, ReviewedDecision
from paceline.clerks import forms, shown
from paceline.clerks.desk import Desk
from paceline.domain import circles
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.people import Person
from paceline.domain.people import named as people_named
from paceline.inbox.calendar.event_keys import TEAM
from paceline.ledger import facts, people
from paceline.ledger.cadences import Kept

MOST_COMMITMENTS = 30
"""So many are shown to one reader; of the others their number."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a review is about: a `decision`, or the commitments of `owners` (None: of each who is asked). `words` name
    it to the organizer, `whose` the owners to everybody."""

    words: str
    decision: Decision | None = None
    owners: frozenset[str] | None = None
    whose: str = ""
    shows: str = ""
    """What else a template wants to show."""


def wanted_by(desk: Desk, kept: Kept) -> str:
    """What stands above the questions: what the event's text names, else what its template shows; "": nothing."""
    settings = kept.cadence.settings
    found = forms.template(settings.template, desk.folders) if not settings.review else None
    return found.shows if found else settings.review


def subject(desk: Desk, kept: Kept) -> Subject | None:
    """What the cadence wants to review; None where it wants none, or there is no such thing that its organizer may
    see."""
    wanted = wanted_by(desk, kept)
    if wanted in shown.WORDS:
        return Subject(shown.WORDS[wanted], shows=wanted)
    if wanted[:1] == "D" and wanted[1:].isdigit():
        decision = facts.record(desk.tx, wanted)
        organizer = people.by_id(desk.tx, kept.organizer)
        seen = isinstance(decision, Decision) and organizer and _may_see(desk, organizer, decision)
        return Subject(f'{wanted} ("{decision.title}")', decision) if seen and isinstance(decision, Decision) else None
    _, _, whose = wanted.partition(" of ")
    if not whose:
        return Subject("their own open commitments") if wanted else None
    if _is_team(desk, kept.team, whose):
        members = frozenset(person.id for person in desk.team(kept.team))
        named = "all of you" if circles.cadence_of(kept.team) else "the team"
        return Subject(f"the open commitments of {named}", owners=members, whose=named)
    found = people_named(whose, (*desk.team(kept.team), *desk.guests(kept.team)))
    if len(found) != 1:
        return None
    name = desk.names(kept.team).get(found[0].id, found[0].first_name)
    return Subject(f"the open commitments of {name}", owners=frozenset((found[0].id,)), whose=name)


def _is_team(desk: Desk, team: str, whose: str) -> bool:
    names = {TEAM, *(f"@{word.casefold()}" for it in desk.config.teams if it.id == team for word in (it.id, it.name))}
    return whose.casefold() in names


def _may_see(desk: Desk, person: Person, it: facts.Record) -> bool:
    return desk.may_read(person, it.team) or it.owner == person.id


def review(desk: Desk, kept: Kept, reader: Person) -> Review | None:
    """What is shown to one who is asked; None where the event reviews nothing that the reader may see."""
    about = subject(desk, kept)
    if about is None:
        return None
    beside = not kept.cadence.settings.review and len(forms.sections(kept.cadence.settings, desk.folders)) > 1
    if about.shows:
        return shown.review(desk, kept, reader, about.shows, beside=beside)
    names = {**desk.names(kept.team), reader.id: ""}
    if about.decision:
        return Review(decision=_decision(about.decision, names)) if _may_see(desk, reader, about.decision) else None
    owners = frozenset((reader.id,)) if about.owners is None else about.owners
    open_ = facts.open_items(desk.tx, team=kept.team, prefix="C")
    mine = [it for it in open_ if isinstance(it, Commitment) and it.is_open and it.owner in owners]
    mine = [it for it in mine if _may_see(desk, reader, it)]
    mine.sort(key=lambda it: (it.owner != reader.id, names.get(it.owner, it.owner), it.due, it.id))
    entries = tuple(_commitment(desk, it, reader, names) for it in mine[:MOST_COMMITMENTS])
    whose = "" if owners == {reader.id} else about.whose
    more = max(0, len(mine) - MOST_COMMITMENTS)
    return Review(beside=beside, commitments=entries, whose=whose, more=more)


def _decision(it: Decision, names: dict[str, str]) -> ReviewedDecision:
    worries = tuple((names.get(word.person, word.person), word.text) for word in it.worries)
    who = names.get(it.owner, it.owner)
    return ReviewedDecision(it.id, it.title, who, it.state, it.since or it.opened, it.rationale, worries)


def _commitment(desk: Desk, it: Commitment, reader: Person, names: dict[str, str]) -> ReviewedCommitment:
    owner = names.get(it.owner, it.owner)
    late = it.due < desk.day_of(it.owner, otherwise=reader)
    kind: Literal["due", "late", "at risk"] = "late" if late else "at risk" if it.risk is not None else "due"
    return ReviewedCommitment(it.id, it.what, it.due, kind, owner, it.risk or "")


def answers(desk: Desk, kept: Kept | None, it: facts.Record) -> bool:
    """Whether a word about a record is an answer to the review that a cadence is."""
    wanted = wanted_by(desk, kept) if kept else ""
    if isinstance(it, Decision):
        return it.id == wanted or wanted in ("decisions", "goals")
    return wanted.startswith("commitments") if isinstance(it, Commitment) else wanted == "help"

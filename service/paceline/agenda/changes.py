"""What has changed since a digest, and what that one told wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from paceline.agenda.contents import Change
from paceline.agenda.corrections import corrections, only_corrected
from paceline.agenda.material import Material
from paceline.agenda.verdict import Record
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Adopted,
    Corrected,
    Decided,
    HelpTaken,
    Renegotiated,
    Upheld,
    WorryJudged,
)
from paceline.domain.help import HelpRequest

_DECIDED = (Adopted, Corrected, Decided)


def changes(material: Material) -> tuple[Change, ...]:
    """What has changed, and what was told wrong."""
    found = (change for item in _changed_items(material) if (change := _change(item, material)))
    return (*found, *_corrections(material))


def _changed_items(material: Material) -> tuple[Record, ...]:
    """What facts have changed since the last digest, and what time has: the days that passed."""
    known = {item.id for item in material.changed}
    corrected = only_corrected(material.entries, material.told)
    fresh = (it for it in material.open if isinstance(it, Commitment) and it.id not in known)
    slipped = (it for it in fresh if it.due >= material.told_until(it.owner))
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
        case HelpRequest() if item.helpers and material.has(item, HelpTaken):
            return Change("helped", item.id, item.what, ", ".join(map(material.name, item.helpers)))
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
    if item.is_open and item.moves and material.has(item, Renegotiated):
        move = item.moves[-1]
        return Change("moved", item.id, item.what, who, due=item.due, was=move.was, reason=move.reason)
    return None


def _decision_change(item: Decision, material: Material) -> Change | None:
    if item.state == "decided" and not material.has(item, *_DECIDED):
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


def _review_change(item: Decision, material: Material) -> Change | None:
    """What was said when it was looked at again."""
    upheld = material.has(item, Upheld)
    if not upheld and not material.has(item, WorryJudged):
        return None
    worries = tuple((material.name(word.person), word.text) for word in item.worries)
    judged = tuple((material.name(said.person), said.came_true, said.text) for said in item.judged)
    words = item.upheld[-1] if upheld else ""
    kind: Literal["upheld", "reviewed"] = "upheld" if upheld else "reviewed"
    who = material.name(item.owner)
    return Change(kind, item.id, item.title, who, item.review, reason=words, worries=worries, judged=judged)

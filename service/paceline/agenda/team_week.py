"""A team's week, for those whom no digest has told: what was decided, kept, moved, slipped, and who needs help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from paceline.agenda import needs
from paceline.agenda.changes import changes
from paceline.agenda.contents import Change, Need, TeamWeek
from paceline.agenda.material import Material
from paceline.agenda.verdict import Record
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person

ORDER = ("decided", "adopted", "upheld", "reviewed", "kept", "moved", "slipped", "dropped", "helped", "declined")
"""Outcomes in this order, whoever brought them about."""
MOST = 12


def team_week(material: Material, reader: Person, first: date, last: date) -> TeamWeek:
    told = sorted(changes(material), key=_rank)
    open_ones = [need for it in material.open if (need := _need(it, material, reader))]
    return TeamWeek(
        reader,
        material.title,
        first,
        last,
        changed=tuple(told[:MOST]),
        needs=tuple(open_ones[:MOST]),
        further=max(0, len(told) - MOST) + max(0, len(open_ones) - MOST),
    )


def _rank(change: Change) -> int:
    return ORDER.index(change.kind) if change.kind in ORDER else len(ORDER)


def _need(it: Record, material: Material, reader: Person) -> Need | None:
    """What is open and needs a hand, or stands soon."""
    who = material.name(it.owner)
    match it:
        case HelpRequest(state="open"):
            return Need("help", it.id, it.what, who)
        case Commitment(state="open") if it.risk is not None:
            return Need("at risk", it.id, it.what, who, due=it.due, reason=it.risk)
        case Decision(state="intended"):
            return needs.intent(it, material.names, material.awaited, reader.id)
        case Decision(state="objected"):
            return needs.objection(it, material.names)
    return None


def says_something(content: TeamWeek) -> bool:
    return bool(content.changed or content.needs)


def subjects(entries: Iterable[str], folded: Iterable[str]) -> tuple[str, ...]:
    """The ids of records among the subjects of facts."""
    kinds = set(folded)
    return tuple(dict.fromkeys(one for one in entries if one[:1] in kinds and one[1:].isdigit()))

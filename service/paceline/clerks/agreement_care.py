"""Who looks after a team's agreement, and when it is looked at again."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from paceline.clerks.desk import Desk
from paceline.domain.agreement import Agreement
from paceline.domain.people import Person, named
from paceline.ledger import cadences

SETTLES_FOR = timedelta(days=28)
"""Who comes or goes brings the next look forward, but not sooner than this after the last one."""


def owner(desk: Desk, team: str) -> Person | None:
    """Who looks after it: whom it names, else who organizes most of the team's reviews, else the first of the team."""
    members = desk.team(team)
    wanted = named(desk.rules(team).agreement_owner, members)
    if wanted:
        return wanted[0]
    organized = Counter(kept.organizer for kept in cadences.of_team(desk.tx, team) if not kept.ended)
    return max(members, key=lambda person: organized[person.id], default=None)


def due(desk: Desk, it: Agreement) -> date | None:
    """The day of the next look; None: never."""
    months = desk.rules(it.team).agreement_review
    if it.looked_at is None:
        return None
    regular = it.review or (_later(it.looked_at.date(), months) if months else None)
    if it.changed_members is None or not months:
        return regular
    brought_forward = max(it.changed_members, it.looked_at + SETTLES_FOR).date()
    return min(regular, brought_forward) if regular else brought_forward


def _later(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    ends = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, ends))

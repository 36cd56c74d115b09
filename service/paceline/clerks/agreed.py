"""What a team has agreed on, as it is shown above the questions of a review of it."""

from __future__ import annotations

from paceline.clerks.agreement_letters import ESSENTIAL, short_form
from paceline.clerks.desk import Desk


def clauses(desk: Desk, team: str) -> tuple[tuple[str, str], ...]:
    """(number, words) of what is in force: the team's own clauses, and the rules that everybody meets first."""
    return tuple((clause.number, clause.text) for clause in short_form(desk.agreement(team), ESSENTIAL))

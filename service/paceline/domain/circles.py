"""Circles: what is written in a private review is not its team's, but of those who take part in it."""

from __future__ import annotations

MARK = "~"
"""Parts a circle's name: no team's name has it."""


def circle(team: str, cadence: str) -> str:
    """The name under which a private cadence's words are kept, in the place of its team's."""
    return f"{team_of(team)}{MARK}{cadence}"


def team_of(name: str) -> str:
    """The team that a circle belongs to; a team's own name."""
    return name.partition(MARK)[0]


def cadence_of(name: str) -> str:
    """The cadence whose circle it is; "" for a team."""
    return name.partition(MARK)[2]

"""What comes with an event for somebody's calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from paceline.agenda.invitations import Invitation
from paceline.letters.samples.people import BO, FRIDAY


def invitations() -> dict[str, Invitation]:
    asked = Invitation(BO, "asks", "review the schema (C19)", date(2026, 12, 3), FRIDAY, "C19", "Ana")
    return {
        "usual": asked,
        "of an event": Invitation(BO, "asks", "Weekly status", date(2026, 12, 1), FRIDAY),
        "moved": replace(asked, kind="tells", day=date(2026, 12, 11)),
        "next year": replace(asked, day=date(2027, 1, 5)),
        "cancelled": replace(asked, kind="cancelled"),
        "not moved": replace(asked, kind="stays", why="4 Nov 2026 is in the past", hint='"by Friday" or "by 12 Dec"'),
    }

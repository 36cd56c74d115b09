"""Weeks: a person's own, the team's, and the quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import Change, Need, Quarter, TeamWeek, Week
from paceline.letters.samples.people import ANA, FRIDAY, MONDAY


def weeks() -> dict[str, Week]:
    usual = Week(
        ANA,
        date(2026, 12, 4),
        owes=(
            Need("late", "C12", "publish the API draft", due=FRIDAY),
            Need("due", "C18", "ship the importer", due=date(2026, 12, 7)),
            Need("at risk", "C22", "answer the auditors", due=date(2026, 12, 9)),
        ),
        owed=(
            Need("late", "C14", "migrate staging", "Dee", due=MONDAY),
            Need("due", "C9", "renew the wildcard certificate", "Bo", due=date(2026, 12, 8)),
        ),
        waits=(
            Need("offer", "C25", "review the runbook", "Eve", due=date(2026, 12, 10)),
            Need("intent", "D4", "drop Python 3.11", "Bo", closes=datetime(2026, 12, 8, 16, tzinfo=UTC)),
        ),
        changed=(
            Change("kept", "C10", "schema review"),
            Change("moved", "C18", "ship the importer", due=date(2026, 12, 7), was=date(2026, 12, 3)),
            Change("helped", "H3", "two hours with the staging database", "Dee"),
        ),
    )
    return {
        "usual": usual,
        "nothing open": replace(usual, owes=(), owed=(), waits=()),
        "a long one": replace(usual, waits=(), further=4, late=3),
    }


def team_weeks() -> dict[str, TeamWeek]:
    usual = TeamWeek(
        ANA,
        "Ops",
        date(2026, 11, 23),
        MONDAY,
        changed=(
            Change("adopted", "D6", "one runbook for each service", "Bo", reason="nobody finds the others"),
            Change("kept", "C10", "renew the wildcard certificate", "Eve"),
            Change("kept", "C13", "move the logs to the new cluster", "Finn", goal="Quiet nights"),
            Change(
                "moved", "C14", "migrate staging", "Dee", was=FRIDAY, due=date(2026, 12, 4), reason="vendor is late"
            ),
            Change("slipped", "C15", "write the runbook", "Eve", due=FRIDAY),
        ),
        needs=(Need("help", "H3", "two hours with the staging database", "Dee"),),
    )
    return {"usual": usual, "a long one": replace(usual, changed=usual.changed[:2], needs=(), further=9)}


def quarters() -> dict[str, Quarter]:
    usual = Quarter(
        ANA,
        "Platform",
        date(2026, 10, 1),
        date(2026, 12, 31),
        date(2027, 1, 4),
        kept=24,
        in_time=17,
        moved=5,
        dropped=3,
        days_to_keep=6,
        late=6,
        seen_early=4,
        days_ahead=2,
        causes=(("waiting for others", 3), ("access", 2), ("something else", 1)),
        decided=7,
        days_to_decide=2,
        open=11,
        past=2,
    )
    few = replace(usual, late=0, seen_early=0, days_ahead=None, causes=(), kept=3, in_time=3, moved=0, dropped=0)
    return {"usual": usual, "a small one": replace(few, decided=0, days_to_decide=None, open=4, past=0)}

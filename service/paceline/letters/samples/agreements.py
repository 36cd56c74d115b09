"""A team's agreement: asked for, its history, changed by its source, a newcomer's welcome, and its look-back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.agreed import AgreementAsk, AgreementLetter, parts
from paceline.domain.agreement import Difference, Version
from paceline.domain.clauses import RULES, Clause, Said, numbered
from paceline.letters.samples.people import ANA, FRIDAY

_SINCE = datetime(2026, 10, 5, 8, tzinfo=UTC)
_VALUES = {
    "may_decide": "anyone", "decide_anyway": "no", "may_change": "anyone", "rights": "@bo decides about the database",
    "window_days": "3 working days", "window_days_irreversible": "5 working days", "consent_days": "2 working days",
    "send_hour": "09:00", "workdays": "Mon to Fri", "starts": "09:00", "ends": "17:30", "quiet_from": "20:00",
    "quiet_until": "07:00", "template": "status", "ask": "1 day before", "remind": "2 hours before",
    "digest": "1 hour before", "week": "Fri", "team_week": "Mon", "most_open": "6",
    "reason_needed": "yes", "agreement_owner": "@mara",
    "agreement_review": "6 months",
}  # fmt: skip
_NORM = Said(6, "We do incident notes with the wiki to get a record that new people find")
_OWN = ("rights", "window_days", "most_open", "reason_needed", "agreement_owner")


def _clauses() -> tuple[Clause, ...]:
    rules = (Said(rule.heading, _VALUES[rule.key], rule.key) for rule in RULES if rule.key in _VALUES)
    found = numbered((*rules, _NORM))
    return tuple(replace(clause, by="D4") if clause.key == "window_days" else clause for clause in found)


def _shown(*keys: str) -> tuple[Clause, ...]:
    return tuple(clause for clause in _clauses() if not clause.key or clause.key in keys)


def agreements() -> dict[str, AgreementLetter]:
    usual = AgreementLetter(
        ANA,
        "asked",
        "Platform",
        3,
        FRIDAY,
        parts=parts(_clauses()),
        owner="Mara",
        review=date(2027, 4, 5),
        set_on=_SINCE,
        subject="agreement",
    )
    window = Difference("3.1", "an intent stays open for", "2 working days", "3 working days")
    norm = Difference("6.4", "", "", _NORM.words)
    welcome = tuple(part for part in parts(_shown(*_OWN, "consent_days", "send_hour", "quiet_from")) if part.clauses)
    first = datetime(2026, 9, 7, 8, tzinfo=UTC)
    versions = (
        Version(3, _SINCE, "D4", (window,)),
        Version(2, datetime(2026, 9, 21, 8, tzinfo=UTC), "", (norm, Difference("5.2", "", "we pair on releases", ""))),
        Version(1, first, "", ()),
    )
    return {
        "usual": usual,
        "history": replace(usual, kind="history", parts=(), versions=versions, subject="agreement history"),
        "changed": replace(
            usual,
            kind="changed",
            parts=(),
            differences=(norm, Difference("6.5", "", "We write minutes", "We write minutes within a day")),
            unheeded=("3.1, an intent stays open for: 1 working day; it stays 3 working days (D4)",),
        ),
        "welcome": replace(usual, kind="welcome", parts=welcome),
    }


def ask() -> AgreementAsk:
    return AgreementAsk(1, "Platform", 3, _SINCE, _shown(*_OWN), people_changed=True, agreed=("Ana", "Chen"))

"""What happened to an agreement, in words."""

from __future__ import annotations

from paceline.clerks.telling.teller import Plain, Teller, Telling, Words, with_words
from paceline.domain.facts import Acknowledged, AgreementKept, AgreementReviewMissed, AgreementSet, TeamNoted


def _agreement(_teller: Teller, made: AgreementSet) -> Words:
    by = f"by {made.decision}" if made.decision else "as it is written down"
    return (f"the agreement is version {made.version}, {by}",)


def _team(teller: Teller, noted: TeamNoted) -> Words:
    return (f"of the team: {teller.all(noted.members)}",)


def _agreement_kept(teller: Teller, kept: AgreementKept) -> Words:
    review = f"review {teller.day(kept.review)}" if kept.review else ""
    return (with_words("looked at the agreement again and kept it", kept.words), review)


def _acknowledged(_teller: Teller, said: Acknowledged) -> Words:
    return (f"has read version {said.version} of the agreement, and shares it",)


TOLD: Telling = {
    AgreementSet: _agreement,
    TeamNoted: _team,
    AgreementKept: _agreement_kept,
    Acknowledged: _acknowledged,
}
PLAIN: Plain = {
    AgreementReviewMissed: ("its review day went by without a word", ""),
}

"""Envelopes and reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import DueAsk, Envelope, IntentAsk, OfferAsk, OpenLine, Reminder, UpdateAsk
from paceline.agenda.one_offs import Review, ReviewedCommitment, ReviewedDecision
from paceline.domain.statements import Section
from paceline.letters.samples.people import ANA, BO, CHEN, DEE, DIGEST, FRIDAY, MONDAY, START, questions


def _update(number: int = 1, title: str = "Platform weekly", template: str = "status") -> UpdateAsk:
    return UpdateAsk(number, title, START, DIGEST, questions(template), since=date(2026, 11, 23))


def envelopes() -> dict[str, Envelope]:
    due = DueAsk(2, "C12", "publish the API draft", FRIDAY, ("Eve",))
    intent = IntentAsk(
        3,
        "D4",
        "drop Python 3.11",
        "So that we can use the new typing everywhere.",
        reversible=True,
        who="Bo",
        closes=datetime(2026, 12, 1, 17, tzinfo=UTC),
    )
    offer = OfferAsk(
        4,
        "C19",
        "look at the retry logic of the importer before the vendor changes its limits",
        date(2026, 12, 3),
        "Bo",
        "a note says which calls may be repeated",
    )
    lasting = replace(intent, number=1, reversible=False, title="delete the 2019 archive", id="D7")
    return {
        "usual": Envelope(ANA, FRIDAY, (_update(),), (due,), (), (intent,)),
        "update only": Envelope(CHEN, FRIDAY, (_update(),)),
        "first round": Envelope(
            DEE, FRIDAY, (replace(_update(), since=None, why="so that nobody waits a week for an answer"),)
        ),
        "everything": Envelope(
            ANA,
            FRIDAY,
            (_update(), _update(2, "Design review", "retro")),
            (
                replace(due, number=3),
                replace(
                    due, number=4, id="C9", what="renew the wildcard certificate", due=date(2026, 11, 25), at_risk=True
                ),
            ),
            (replace(offer, number=5),),
            (replace(intent, number=6),),
            (
                OpenLine("C15", "write the runbook for the nightly run", date(2026, 12, 4)),
                OpenLine("C16", "agree on the quota with the vendor", date(2027, 1, 8), at_risk=True),
            ),
            ("Platform weekly of Mon 16 Nov", "Design review of Wed 18 Nov"),
        ),
        "most are away": Envelope(ANA, FRIDAY, (replace(_update(), away=(5, 7)),), (due,)),
        "after a notice": Envelope(
            ANA,
            FRIDAY,
            (_update(),),
            missed=("Platform weekly of Mon 16 Nov",),
            noticed=(date(2026, 11, 14), date(2026, 11, 25)),
        ),
        "one due": Envelope(ANA, FRIDAY, dues=(replace(due, number=1),)),
        "one late": Envelope(ANA, MONDAY, dues=(replace(due, number=1, needed_by=()),)),
        "one offer": Envelope(ANA, FRIDAY, offers=(replace(offer, number=1),)),
        "one intent": Envelope(ANA, FRIDAY, intents=(lasting,)),
        "a decision's review": Envelope(ANA, FRIDAY, (_review("decision-review", Review(_decision())),)),
        "a review of commitments": Envelope(BO, FRIDAY, (_review("commitments-review", _commitments()),)),
        "an agenda": Envelope(
            DEE, FRIDAY, (replace(_update(1, "Autumn plan", "agenda"), recurring=False, since=None),)
        ),
        "no update": Envelope(ANA, FRIDAY, (), (replace(due, number=1),), (replace(offer, number=2),), (intent,)),
    }


def _review(template: str, review: Review) -> UpdateAsk:
    ask = _update(1, "SQLite look-back", template)
    return replace(ask, recurring=False, since=None, review=review)


def _decision() -> ReviewedDecision:
    since = datetime(2026, 9, 1, 9, tzinfo=UTC)
    worries = (("Finn", "watch the write rate"),)
    return ReviewedDecision("D3", "keep SQLite for the edge nodes", "Chen", "decided", since, "It is enough.", worries)


def _commitments() -> Review:
    return Review(
        commitments=(
            ReviewedCommitment("C9", "renew the wildcard certificate", date(2026, 11, 25), "late"),
            ReviewedCommitment("C14", "migrate staging", date(2026, 12, 2), "at risk", "Dee", "waiting for access"),
        ),
        whose="the team",
        more=4,
    )


def reminders() -> dict[str, Reminder]:
    own = (Section("q1", "What surprised you this week?"), Section("q2", "Anything that can wait no longer"))
    return {
        "usual": Reminder(ANA, _update()),
        "a decision's review": Reminder(DEE, _review("decision-review", Review(_decision()))),
        "own questions": Reminder(CHEN, replace(_update(), sections=own, since=None)),
        "one-to-one": Reminder(DEE, _update(title="Dee / Mara", template="one-to-one")),
    }

"""Envelopes and reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import (
    ChangeAsk,
    CounterAsk,
    DueAsk,
    Envelope,
    IntentAsk,
    LessonAsk,
    ObjectionAsk,
    OfferAsk,
    OpenLine,
    Reminder,
    ReviewAsk,
    UpdateAsk,
)
from paceline.agenda.one_offs import Review, ReviewedCommitment, ReviewedDecision
from paceline.domain.load import Load
from paceline.domain.people import Absence
from paceline.domain.statements import Section
from paceline.letters.samples import agreements
from paceline.letters.samples.people import ANA, BO, CHEN, DEE, DIGEST, FRIDAY, MARA, MONDAY, START, questions
from paceline.letters.samples.weeks import weeks


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
    closes = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
    to, why = date(2026, 12, 2), "vendor answers on Monday"
    move = ChangeAsk(1, "C24", "publish the API draft", "move", "Ana", FRIDAY, closes, to, "", why)
    lasting = replace(intent, number=1, reversible=False, title="delete the 2019 archive", id="D7")
    return {
        "usual": Envelope(ANA, FRIDAY, (_update(),), (due,), (), (intent,)),
        "an experiment": Envelope(
            ANA,
            FRIDAY,
            intents=(
                replace(
                    intent,
                    number=1,
                    ends=date(2027, 1, 29),
                    goal="half a day without meetings",
                    criteria="nobody waits longer than a day for an answer",
                ),
            ),
        ),
        "by turns": Envelope(ANA, FRIDAY, (replace(_update(), facilitates=""),)),
        "preview": Envelope(ANA, FRIDAY, (_update(),), goes=datetime(2026, 11, 27, 9, tzinfo=UTC)),
        "with my week": Envelope(ANA, FRIDAY, (_update(),), week=replace(weeks()["usual"], day=FRIDAY, waits=())),
        "update only": Envelope(CHEN, FRIDAY, (_update(),)),
        "first round": Envelope(
            DEE,
            FRIDAY,
            (replace(_update(), since=None, new="begins", why="so that nobody waits a week for an answer"),),
        ),
        "joined yesterday": Envelope(DEE, FRIDAY, (replace(_update(), new="joins"),)),
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
        "an offer too many": Envelope(
            ANA,
            FRIDAY,
            offers=(replace(offer, number=1, load=Load(7, 3, Absence(date(2026, 12, 2), date(2026, 12, 9)), 7)),),
        ),
        "a lesson": Envelope(
            ANA, MONDAY, lessons=(LessonAsk(1, "C28", "publish the API draft", FRIDAY, True, ("Eve",)),)
        ),
        "a hand over": Envelope(ANA, FRIDAY, offers=(replace(offer, number=1, handed=True),)),
        "a move": Envelope(CHEN, FRIDAY, changes=(move,)),
        "changes": Envelope(
            CHEN,
            FRIDAY,
            changes=(
                replace(move, change="shrink", to=None, words="the reading part", reason=""),
                replace(
                    move, number=2, id="C27", what="migrate staging", change="drop", to=None, reason="the customer left"
                ),
            ),
        ),
        "other words": Envelope(
            ANA,
            FRIDAY,
            counters=(
                CounterAsk(
                    1, "C25", "publish the API draft", FRIDAY, (("Chen", MONDAY, "we demo on Tuesday"),), "move"
                ),
                CounterAsk(2, "C26", "migrate staging", MONDAY, (("Bo", None, "nobody else can"), ("Dee", MONDAY, ""))),
            ),
        ),
        "one intent": Envelope(ANA, FRIDAY, intents=(lasting,)),
        "amended": Envelope(
            ANA,
            FRIDAY,
            intents=(
                replace(intent, number=1, title="drop Python 3.11 but on the edge nodes", instead=("", intent.title)),
                replace(intent, number=2, id="D9", instead=("D3", "keep SQLite"), speaks_for=("Chen",)),
            ),
        ),
        "an objection": Envelope(ANA, FRIDAY, objections=(_objection(),)),
        "an objection, decide anyway": Envelope(
            ANA, FRIDAY, (_update(),), objections=(replace(_objection(), number=2, anyway=True),)
        ),
        "looked at again, mine": Envelope(ANA, FRIDAY, reviews=(_look_back(),)),
        "looked at again, my worry": Envelope(
            BO, FRIDAY, reviews=(replace(_look_back(), who="Ana", worries=(("", "watch the write rate"),), judged=()),)
        ),
        "by the agreement": Envelope(
            ANA, FRIDAY, intents=(replace(intent, number=1, rule="agreement 3.1", awaited="agreement 1.4"),)
        ),
        "an agreement that is looked at": Envelope(MARA, FRIDAY, agreements=(agreements.ask(),)),
        "a review of commitments": Envelope(BO, FRIDAY, (_review("commitments-review", _commitments()),)),
        "an agenda": Envelope(
            DEE, FRIDAY, (replace(_update(1, "Autumn plan", "agenda"), recurring=False, since=None),)
        ),
        "no update": Envelope(ANA, FRIDAY, (), (replace(due, number=1),), (replace(offer, number=2),), (intent,)),
    } | _reviews_of()


def _objection() -> ObjectionAsk:
    return ObjectionAsk(1, "D4", "drop Python 3.11", (("Finn", "two customers are still on 3.11 until March"),))


def _look_back() -> ReviewAsk:
    return ReviewAsk(
        1,
        "D3",
        "keep SQLite for the edge nodes",
        "It is enough.",
        "",
        datetime(2026, 9, 1, 9, tzinfo=UTC),
        (("Bo", "watch the write rate"),),
        (("Bo", False, "it never rose above forty a second"),),
    )


def _review(template: str, review: Review) -> UpdateAsk:
    ask = _update(1, "SQLite look-back", template)
    return replace(ask, recurring=False, since=None, review=review)


def _decision() -> ReviewedDecision:
    since = datetime(2026, 9, 1, 9, tzinfo=UTC)
    worries = (("Finn", "watch the write rate"),)
    return ReviewedDecision("D3", "keep SQLite for the edge nodes", "Chen", "decided", since, "It is enough.", worries)


def _reviews_of() -> dict[str, Envelope]:
    """A decision's review in each state that it may be found in."""
    states = {
        "a decision's review": _decision(),
        "a review of one's own": replace(_decision(), who=""),
        "a review of an open intent": replace(_decision(), state="intended"),
        "a review of an intent that is objected to": replace(_decision(), state="objected", who=""),
        "a review of what was replaced": replace(_decision(), state="superseded"),
        "a review of what was withdrawn": replace(_decision(), state="withdrawn"),
    }
    return {name: Envelope(ANA, FRIDAY, (_review("decision-review", Review(it)),)) for name, it in states.items()}


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

"""What became of things: of an intent, of a commitment, of what somebody who left had promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import Departure, Orphan, Outcome, Tidings
from paceline.domain.agreement import Difference
from paceline.letters.samples.people import ANA, BO, CHEN, FRIDAY, MONDAY


def outcomes() -> dict[str, Outcome]:
    closes = datetime(2026, 12, 1, 16, tzinfo=UTC)
    adopted = Outcome(
        ANA,
        "adopted",
        "D4",
        "drop Python 3.11",
        "Bo",
        closes,
        "So that we can use the new typing everywhere.",
        (("Finn", "two customers are still on 3.11"),),
        closes,
    )
    worry = (("Finn", "two customers are still on 3.11 until March"),)
    return {
        "usual": adopted,
        "objected": replace(adopted, kind="objected", since=None, worries=worry),
        "objected, mine": replace(
            adopted, reader=BO, who="", kind="objected", since=None, worries=worry, state="objected"
        ),
        "objected, decide anyway": replace(
            adopted,
            reader=BO,
            who="",
            kind="objected",
            since=None,
            worries=worry,
            may_decide_anyway=True,
            state="objected",
        ),
        "adopted anyway": replace(adopted, answers=("their support ends in March, and they know",)),
        "adopted, in place of another": replace(adopted, worries=(), instead=("D2", "support Python 3.11 until June")),
        "goes on": replace(adopted, kind="answered", since=None, answers=("their support ends in March",)),
        "handed over": replace(adopted, reader=CHEN, who="", kind="handed over", since=None, by="Bo", state="intended"),
        "handed over, objected": replace(
            adopted, reader=CHEN, who="", kind="handed over", since=None, worries=worry, by="Bo", state="objected"
        ),
        "replaced": replace(
            adopted, kind="replaced", state="superseded", by="Bo", instead=("D9", "reversed: drop Python 3.11")
        ),
        "adopted, the agreement": replace(
            adopted,
            title="agreement 3.1, an intent stays open for: 3 working days",
            rationale="The vendor needs them.",
            worries=(),
            differences=(Difference("3.1", "an intent stays open for", "2 working days", "3 working days"),),
            version=3,
        ),
        "held": replace(adopted, kind="held", since=None, worries=(), by="Eve"),
        "withdrawn": replace(adopted, kind="withdrawn", since=None, worries=()),
    }


def tidings() -> dict[str, Tidings]:
    moved = Tidings(
        BO,
        "moved",
        "C12",
        "publish the API draft",
        "Ana",
        date(2026, 12, 2),
        FRIDAY,
        "",
        "vendor answers on Monday",
        MONDAY,
    )
    return {
        "usual": moved,
        "accepted for another day": replace(moved, kind="accepted", reason=""),
        "declined": replace(moved, kind="declined", was=None, reason="no time this week"),
        "shrunk": replace(
            moved, kind="shrunk", what="publish the reading part", words="publish the API draft", reason=""
        ),
        "dropped": replace(moved, kind="dropped", was=None, reason="the customer left"),
        "stays": replace(moved, kind="stays", reason=""),
        "insisted": replace(moved, kind="insisted", reason="the vendor can't be hurried"),
        "taken over": replace(moved, kind="taken over", was=None, reason=""),
        "learned": replace(
            moved,
            kind="learned",
            reason="",
            lessons=(("assumed", "the vendor answers within a day"), ("next time", "I ask two of them")),
        ),
        "not taken over": replace(moved, kind="not taken over", was=None, reason="I am away"),
    }


def departures() -> dict[str, Departure]:
    owed = (Orphan("C19", "publish the API draft", FRIDAY), Orphan("C20", "write the runbook", MONDAY))
    until = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    usual = Departure(ANA, "Bo", FRIDAY, owed, (("D2", "one runbook for each service"),), ("Platform weekly",))
    return {
        "usual": usual,
        "an intent of the reader's": replace(usual, intents=(("D6", "two releases a week"),)),
        "some wait for it": replace(
            usual,
            commitments=(replace(owed[0], first=("",), until=until), replace(owed[1], first=("Eve",), until=until)),
            decisions=(),
            reviews=(),
        ),
        "for others first": Departure(ANA, "Bo", FRIDAY, (replace(owed[1], first=("Dee", "Eve"), until=until),)),
        "nobody who waits took it": Departure(ANA, "Bo", MONDAY, owed[:1], again=True),
        "nothing to take over": Departure(ANA, "Bo", FRIDAY),
    }

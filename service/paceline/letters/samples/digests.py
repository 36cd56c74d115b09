"""Digests, with each kind of verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import Away, Change, Digest, Need, PersonUpdate, Verdict
from paceline.agenda.one_offs import Point
from paceline.letters.samples.people import ANA, CHEN, DEE, FRIDAY, MARA, MONDAY, START


def digests() -> dict[str, Digest]:
    needs = (
        Need("help", "H3", "two hours with the staging database", "Dee", reason="I need someone with admin rights"),
        Need("intent", "D4", "drop Python 3.11", "Bo", closes=datetime(2026, 12, 1, 16, tzinfo=UTC)),
        Need("due", "C12", "publish the API draft", due=MONDAY),
    )
    updates = (
        PersonUpdate("", (("Done", "schema review"), ("Next", "ship the importer by Thu 3 Dec"))),
        PersonUpdate(
            "Bo",
            (
                (
                    "Done",
                    "retry logic of the importer: every call that may be repeated is marked, the others fail loudly",
                ),
                ("Done", "two interviews"),
                ("Next", "propose the typing clean-up"),
                (
                    "Notes",
                    "the vendor's limits change on 1 February; nothing breaks, but the nightly run takes forty minutes",
                ),
            ),
        ),
        PersonUpdate(
            "Chen",
            (("Done", "edge nodes on SQLite, in production since Thursday"), ("Thanks", "@ana for the schema review")),
        ),
        PersonUpdate("Dee", (("Done", "staging copy"), ("Blocked", "no admin rights on staging"))),
        PersonUpdate("Eve", (("Next", "quota talk with the vendor on Tuesday"),)),
        PersonUpdate("Mara", (("Done", "hiring plan"), ("Decisions", "we hire one, not two"))),
    )
    changed = (
        Change(
            "decided",
            "D3",
            "keep SQLite for the edge nodes",
            "Chen",
            due=date(2027, 3, 1),
            worries=(("Finn", "watch the write rate"),),
        ),
        Change("kept", "C10", "schema review", "Ana"),
        Change(
            "moved",
            "C12",
            "publish the API draft",
            was=FRIDAY,
            due=date(2026, 12, 2),
            reason="vendor answers on Monday",
        ),
        Change("slipped", "C14", "migrate staging", "Dee", due=FRIDAY),
        Change("promised", "C18", "ship the importer", due=date(2026, 12, 3)),
        Change("dropped", "C7", "port the old dashboard", "Bo", reason="nobody opens it any more"),
    )
    skip = Verdict(meet=False, minutes=0, given_back=210, planned=30, invited=7)
    usual = Digest(
        ANA,
        "Platform weekly",
        START,
        skip,
        needs,
        (Need("late", "C14", "migrate staging", "Dee", due=FRIDAY, reason="waiting for access"),),
        changed,
        updates,
        (),
        (("", "to Chen: the edge nodes"), ("Chen", "to Ana: the schema review"), ("Eve", "Thanks, all of you.")),
        (Away("Finn", date(2026, 12, 4)),),
    )
    meet = Verdict(
        meet=True,
        minutes=15,
        items=(
            "D4 drop Python 3.11: Finn objects",
            "C14 migrate staging: stuck for two weeks, needs a decision on access",
        ),
        people=("", "Bo", "Finn"),
        given_back=165,
        planned=30,
        invited=7,
    )
    return {
        "usual": usual,
        "meet": replace(usual, verdict=meet),
        "meet without me": replace(
            usual, reader=CHEN, verdict=replace(meet, people=("Bo", "Dee", "Finn")), needs_you=()
        ),
        "organizer": replace(
            usual,
            reader=MARA,
            verdict=replace(meet, items=("D8 two releases a week: Finn objects",), people=("", "Finn"), given_back=195),
            needs_you=(Need("objection", "D8", "two releases a week", "Finn", reason="QA can't keep up"),),
            late=(PersonUpdate("Finn", (("Done", "moved the logs to the new cluster"),)),),
            silent=("Eve", "Finn"),
            updates=updates[1:4],
        ),
        "nobody wrote": Digest(
            ANA,
            "Platform weekly",
            START,
            Verdict(meet=True, minutes=30, people=("Ana", "Bo", "Chen", "Dee", "Eve", "Mara"), planned=30, invited=7),
            away=(Away("Finn", date(2026, 12, 4), "Bo"),),
        ),
        "an agenda": Digest(
            ANA,
            "Autumn plan",
            START,
            Verdict(meet=True, minutes=60, people=("Ana", "Bo", "Dee"), planned=60, invited=3),
            points=(
                Point("the write rate of the edge nodes (D3)", ("Bo", "Ana"), (("D3", "keep SQLite"),)),
                Point("who is on call over the holidays", ("Dee",)),
            ),
        ),
        "two people": Digest(
            DEE,
            "Dee / Mara",
            START,
            Verdict(meet=True, minutes=25, items=("What Dee finds hard",), people=("", "Mara"), planned=25, invited=2),
            updates=(PersonUpdate("", (("On my mind", "the on-call plan"),)),),
        ),
    }

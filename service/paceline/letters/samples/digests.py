"""Digests, with each kind of verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from paceline.agenda.contents import Away, Change, Digest, Meeting, Need, PersonUpdate, Verdict
from paceline.agenda.one_offs import Point
from paceline.letters.samples.people import ANA, CHEN, DEE, DIGEST, FRIDAY, MARA, MONDAY, START

DECIDED = Change(
    "decided",
    "D3",
    "keep SQLite for the edge nodes",
    "Chen",
    due=date(2027, 3, 1),
    worries=(("Finn", "watch the write rate"),),
)


def digests() -> dict[str, Digest]:
    needs = (
        Need("help", "H3", "two hours with the staging database", "Dee", reason="I need someone with admin rights"),
        Need("intent", "D4", "drop Python 3.11", "Bo", closes=datetime(2026, 12, 1, 16, tzinfo=UTC)),
        Need("due", "C12", "publish the API draft", due=MONDAY),
    )
    updates = (
        PersonUpdate("Ana", (("Done", "schema review"), ("Next", "ship the importer, by Thu 3 Dec (C18)"))),
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
        DECIDED,
        Change(
            "upheld",
            "D2",
            "one runbook for each service",
            "Bo",
            date(2027, 6, 1),
            reason="nobody asks any more",
            worries=(("Eve", "nobody will write them"),),
            judged=(("Eve", False, "all nine are there"),),
        ),
        Change("decided", "D9", "reversed: release on Fridays", "Ana", reason="two bad weekends", instead="D1"),
        Change("kept", "C10", "schema review", "Ana", helpers=("Bo",)),
        Change(
            "moved",
            "C12",
            "publish the API draft",
            "Ana",
            was=FRIDAY,
            due=date(2026, 12, 2),
            reason="vendor answers on Monday",
        ),
        Change("slipped", "C14", "migrate staging", "Dee", due=FRIDAY),
        Change("promised", "C18", "ship the importer", "Ana", due=date(2026, 12, 3)),
        Change("dropped", "C7", "port the old dashboard", "Bo", reason="nobody opens it any more"),
    )
    seldom = (
        Change("objected", "D8", "two releases a week", "Bo", reason="QA asks for it", worries=(("Finn", "too many"),)),
        Change("withdrawn", "D7", "delete the 2019 archive", "Mara", reason="the auditors want it"),
        Change("reviewed", "D5", "no release on Fridays", "Eve", judged=(("Dee", True, "two bad weekends"),)),
        Change("declined", "C21", "write the press note", "Eve", reason="Bo knows the vendor better"),
    )
    corrected = (
        Change("corrected", "C5", "ship the exporter", "Dee", before="ship the importer"),
        Change("corrected", "C6", "write the runbook", "Eve", was=FRIDAY, due=date(2026, 12, 4)),
        Change("corrected", "C8", "rotate the keys", "Bo", state=("kept", "open")),
        Change("taken back", "D7", "we stop the nightly run", "Mara"),
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
        (("Ana", "to Chen: the edge nodes"), ("Chen", "to Ana: the schema review"), ("Eve", "Thanks, all of you.")),
        (Away("Finn", date(2026, 12, 4)),),
    )
    meet = Verdict(
        meet=True,
        minutes=15,
        items=(
            "drop Python 3.11 (D4): an objection stands",
            "migrate staging (C14): others wait for it",
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
            verdict=replace(
                meet, items=("two releases a week (D8): an objection stands",), people=("Finn", ""), given_back=195
            ),
            needs_you=(Need("objection", "D8", "two releases a week", "Finn", reason="QA can't keep up"),),
            late=(PersonUpdate("Finn", (("Done", "moved the logs to the new cluster"),)),),
            silent=("Eve", "Finn"),
            may_settle=True,
            private=(("Ana", "ana", "I have more on my plate than I can carry"), ("Bo", "bo", "I may leave in March")),
            updates=updates[1:4],
        ),
        "nobody wrote": Digest(
            ANA,
            "Platform weekly",
            START,
            Verdict(meet=True, minutes=30, people=("", "Bo", "Chen", "Dee", "Eve", "Mara"), planned=30, invited=7),
            away=(Away("Finn", date(2026, 12, 4), "Bo"),),
        ),
        "corrections": replace(
            usual,
            changed=(changed[3], *corrected),
            needs_you=(),
            updates=updates[2:3],
            late=(PersonUpdate("Bo", (("Done", "three interviews"), ("Taken back", "two interviews"))),),
        ),
        "by turns": replace(
            usual, needs_you=(), updates=updates[:1], facilitates=(("Bo", START), ("", START + timedelta(days=7)))
        ),
        "preview": replace(usual, reader=MARA, needs_you=(), updates=updates[1:2], goes=DIGEST, silent=("Ana", "Dee")),
        "what is seldom": replace(
            usual,
            needs_you=(
                Need("question", "", "who is on call over the holidays?", "Dee"),
                Need("review", "D5", "no release on Fridays", due=FRIDAY),
                Need("orphan", "C20", "write the runbook", "Finn", due=MONDAY),
            ),
            needs_hand=(),
            changed=seldom,
            updates=updates[-1:],
            thanks=(),
        ),
        "the last": replace(usual, last=True, needs_you=(), needs_hand=(), updates=updates[:1]),
        "whose word is waited for": replace(
            usual,
            needs_you=(
                replace(needs[1], awaits=(("Eve", "agreement 1.4"), ("", "agreement 1.4"))),
                replace(needs[1], id="D6", what="two releases a week", awaits=(("Dee", ""),)),
            ),
            needs_hand=(),
            changed=changed[-1:],
            updates=updates[-1:],
            thanks=(),
        ),
        "an agenda": Digest(
            ANA,
            "Autumn plan",
            START,
            Verdict(meet=True, minutes=60, people=("", "Bo", "Dee"), planned=60, invited=3),
            points=(
                Point("D3, the write rate of the edge nodes", ("Bo", ""), (("D3", "keep SQLite"),)),
                Point("who is on call over the holidays", ("Dee",)),
            ),
        ),
        "two people": Digest(
            DEE,
            "Dee / Mara",
            START,
            Verdict(
                meet=True,
                minutes=25,
                items=("write the on-call plan (C3): others wait for it",),
                people=("", "Mara"),
                planned=25,
                invited=2,
            ),
            updates=(PersonUpdate("Dee", (("On my mind", "the on-call plan"),)),),
        ),
    }


def meetings() -> dict[str, Meeting]:
    usual = Meeting(ANA, "Platform weekly", START, meets=False, who="Mara", minutes=30)
    return {"usual": usual, "we meet": replace(usual, meets=True), "now we do": replace(usual, meets=True, again=True)}

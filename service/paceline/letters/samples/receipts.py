"""Receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import NotRecorded, Receipt, Recorded
from paceline.domain.load import Load
from paceline.domain.people import Absence
from paceline.letters.samples.people import ANA, CHEN, DEE, FRIDAY, MONDAY


def receipts() -> dict[str, Receipt]:
    promised = Recorded(
        "promised", "C18", "ship the importer", due=date(2026, 12, 3), done_when="the nightly run is green"
    )
    moved = Recorded(
        "moved",
        "C12",
        "publish the API draft",
        was=FRIDAY,
        due=date(2026, 12, 2),
        reason="vendor answers on Monday",
        told=("Eve",),
    )
    offered = Recorded("offered", "C19", "look at the retry logic", who="Bo", due=date(2026, 12, 3))
    update = Recorded("update", what="Platform weekly", due=MONDAY, counts=(("thanks", 2), ("done", 1), ("notes", 1)))
    foreign = NotRecorded("C21 done", "C21 is Dee's", '"C21 done for @dee", if it is on Dee\'s behalf')
    unclear = NotRecorded("send the offer by 03/04", "4 March or 3 April?", "4 March", fixes=True)
    unreadable = NotRecorded(
        "C12 waiting for the vendor",
        "I can't read what to do with C12",
        "C12 done; C12 to Friday because …; C12 at risk: …",
    )
    twelve = (
        promised,
        replace(promised, id="C20", what="write the migration notes", done_when="", due=MONDAY, assumed=True),
        replace(promised, id="C22", what="answer the auditors", done_when="", told=("Eve", "Bo")),
        offered,
        moved,
        Recorded("kept", "C9", "renew the wildcard certificate", reason="valid until March"),
        Recorded("dropped", "C7", "port the old dashboard", reason="nobody opens it any more"),
        Recorded("at risk", "C15", "write the runbook", due=date(2026, 12, 4), reason="Finn is away"),
        Recorded("help", "H3", "an admin for staging, two hours"),
        Recorded("decided", "D5", "keep SQLite for the edge nodes", reason="one file to back up", due=date(2027, 3, 1)),
        Recorded("intended", "D6", "drop Python 3.11", closes=datetime(2026, 12, 4, 17, tzinfo=UTC)),
        Recorded("objected", "D4", "move the sprint to Wednesdays", reason="our release day is Wednesday"),
        update,
    )
    decisions = (
        Recorded("decided anyway", "D4", "drop Python 3.11", reason="support ends in March"),
        Recorded("handed over", "D5", "one staging for all", "Bo"),
        Recorded("spoken for", "D6", "no release on Fridays", "Bo"),
        Recorded("upheld", "D3", "keep SQLite", due=date(2027, 6, 1), reason="it served us well"),
        Recorded("did not come true", "D3", "keep SQLite", reason="the rate stayed low"),
        Recorded("decided", "D9", "reversed: release on Fridays", reason="two bad weekends", instead="D1"),
    )
    own = (
        Recorded("away", was=date(2026, 12, 7), due=date(2026, 12, 18)),
        Recorded("skipped", what="Platform weekly", due=MONDAY),
        Recorded("paused", what="Design review", due=date(2027, 1, 5)),
        Recorded("stopped", what="digests"),
        Recorded("took part", "H3", "two hours of staging access", reason="I can open the door for an hour"),
        Recorded("undone", what="C18, C19", beside=(("update", MONDAY),)),
    )
    days = (
        Recorded("away", was=date(2026, 12, 7), due=date(2026, 12, 18), who="Bo"),
        Recorded("deputy", what="Bo", was=date(2026, 12, 7), due=date(2026, 12, 18)),
        Recorded("works", what="Mondays, Tuesdays, Wednesdays and Thursdays"),
        Recorded("dropped for all", what="Platform weekly", due=date(2026, 12, 28)),
        Recorded("meets", what="Platform weekly", due=MONDAY, told=("Bo", "Eve")),
        Recorded("meets not", what="Design review", due=MONDAY),
    )
    every_friday = NotRecorded(
        "Urlaub",
        "it repeats every Friday: shall I take Fridays as free from now on?",
        "yes; free on Fridays",
    )
    others = (
        Recorded("accepted", "C19", "look at the retry logic", due=date(2026, 12, 3)),
        Recorded("declined", "C21", "write the press note", reason="Eve knows the vendor better"),
        Recorded("delegated", "C22", "review the schema", "Eve"),
        Recorded("took", "H3", "two hours of staging access"),
        Recorded("cannot help", "H4", "a designer for a day"),
        Recorded("referred", "H4", "a designer for a day", who="Bo"),
        Recorded("help closed", "H5", "a second pair of eyes"),
        Recorded("agreed", "D4", "drop Python 3.11"),
        Recorded("advised", "D6", "two releases a week", reason="ask QA first"),
        Recorded("withdrawn", "D7", "delete the 2019 archive"),
        Recorded("back"),
        Recorded("started", what="digests"),
    )
    closes = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
    asked = replace(moved, kind="would move", closes=closes)
    renegotiated = (
        asked,
        replace(asked, kind="would shrink", id="C13", what="the reading part", reason=""),
        replace(
            asked, kind="would drop", id="C14", what="migrate staging", reason="the customer left", told=("Eve", "Bo")
        ),
        Recorded("countered", "C15", "write the runbook", due=MONDAY, reason="we demo on Tuesday"),
        Recorded("consented", "C16", "agree on the quota"),
        Recorded("counter declined", "C17", "book the room", reason="it is full"),
        Recorded("as it was", "C18", "ship the importer"),
        Recorded("shrunk", "C19", "only the retries", reason="look at the retry logic"),
        Recorded("needs", "C20", "write the migration notes", "C9"),
        Recorded("successor asked", "C21", "write the press note", "Eve"),
        Recorded("succeeded", "C22", "review the schema", due=MONDAY),
        Recorded("succession declined", "C23", "tune the index", reason="no time"),
    )
    apart = (
        Recorded("private", what="I have more on my plate than I can carry", who="Mara", due=MONDAY),
        Recorded("private", what="the vendor's price is not final", who="Bo"),
        Recorded("left", what="Chen"),
        Recorded("told away", what="Bo", was=FRIDAY, due=MONDAY, told=("Bo",)),
        Recorded("here"),
        Recorded("erasure asked"),
    )
    learned = (
        Recorded("learned", "C24", "publish the API draft", "assumed", reason="the vendor answers within a day"),
        Recorded("learned", "C24", "publish the API draft", "missing", reason="a second contact"),
        Recorded("learned", "C24", "publish the API draft", "next time", reason="I ask two of them"),
        Recorded("learned", "C25", "migrate staging", "lesson", reason="ask for access first"),
    )
    wishes = (
        Recorded("hour", what="10:30"),
        Recorded("language", what="de"),
        Recorded("every", what="Mara and Dee", counts=(("every", 3),), due=date(2026, 12, 21), told=("Mara",)),
        Recorded("run by", what="Platform weekly", who="Bo"),
        Recorded("runs not", what="Team lunch"),
        Recorded("runs", what="Design review", told=("Bo", "Eve")),
        Recorded("stopped", what="asks", who="Design review"),
        Recorded("stopped", what="week"),
        Recorded("started", what="week"),
        Recorded("address", what="dee.okafor@mail.example"),
        Recorded("no address", what="dee@elsewhere.example"),
        Recorded("acknowledged", what="Platform"),
        Recorded("agreement kept", what="Platform", due=date(2027, 6, 1)),
    )
    words = (
        Recorded("held", "D4", "drop Python 3.11", closes=closes),
        Recorded("amended", "D5", "two releases a week, none on Fridays", closes=closes, rule="agreement 3.1"),
        Recorded("came true", "D3", "keep SQLite", reason="the disk was full twice"),
    )
    subject = "Platform weekly: your update for Mon 30 Nov"
    return {
        "usual": Receipt(ANA, subject, (promised, moved, offered, update), day=FRIDAY),
        "one thing": Receipt(
            CHEN,
            "Due today: publish the API draft (C12)",
            (Recorded("kept", "C12", "publish the API draft"),),
            day=FRIDAY,
        ),
        "an offer too many": Receipt(
            ANA,
            "Bo asks you: look at the retry logic (C19)",
            (
                Recorded(
                    "accepted",
                    "C19",
                    "look at the retry logic",
                    due=date(2026, 12, 3),
                    load=Load(7, 3, Absence(date(2026, 12, 2), date(2026, 12, 9)), 7),
                ),
            ),
            day=FRIDAY,
        ),
        "renegotiated": Receipt(ANA, subject, renegotiated, day=FRIDAY),
        "private": Receipt(ANA, subject, apart, day=FRIDAY),
        "learned": Receipt(ANA, subject, learned, day=FRIDAY),
        "my days": Receipt(ANA, "my days", days, day=FRIDAY),
        "a free day": Receipt(ANA, "Urlaub", (), (every_friday,), day=FRIDAY),
        "both": Receipt(ANA, subject, (replace(promised, told=("Eve",)), update), day=FRIDAY),
        "unclear": Receipt(
            ANA, subject, (promised, moved, offered, update), (foreign, unclear, unreadable), day=FRIDAY
        ),
        "all refused": Receipt(
            ANA, subject, (), (foreign, unclear, NotRecorded("H5 done", "H5 is closed already")), day=FRIDAY
        ),
        "twelve": Receipt(
            ANA,
            subject,
            twelve,
            (),
            ("The vendor called twice; I'll write it up.", "Coffee machine: still leaking."),
            ("C15", "C16"),
            day=FRIDAY,
        ),
        "decisions": Receipt(ANA, subject, (*decisions, *words), day=FRIDAY),
        "wishes": Receipt(DEE, "", wishes, day=FRIDAY),
        "a note": Receipt(ANA, subject, notes=("The vendor called twice; I'll write it up.",), day=FRIDAY),
        "nothing": Receipt(ANA, "", day=FRIDAY),
        "about me": Receipt(DEE, "away", own, day=FRIDAY),
        "others' things": Receipt(DEE, "Platform weekly, Mon 30 Nov: no need to meet", others, day=MONDAY),
        "own questions": Receipt(
            DEE,
            subject,
            (replace(update, counts=(("notes", 2), ("question1", 2), ("question2", 0), ("risks", 1), ("blocked", 0))),),
            day=FRIDAY,
        ),
    }

"""What the people do: who writes what, when, in answer to which letter. What the service does is its own affair."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from paceline.demo.deeds import Answers, Deed, Invites
from paceline.demo.team import ZONE

BEGINS = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
ENDS = datetime(2026, 12, 9, 10, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)

EVENT = """\
It is 21:00 for Dee and 07:30 for Chen and Eve. Let's try it in writing.

why: so that nobody has to stay up for a status round
digest: 2 hours before
remined: 4 hours before"""

FIRST_ROUND = (
    Invites("mara", "2026-11-25 10:12", start="2026-11-30 16:30", text=EVENT),
    Answers(
        "dee",
        "2026-11-27 11:20",
        to="your update",
        says="Done: the audit log has a schema\n"
        "Next:\n"
        "- ship the importer by Thursday, done when the nightly run is green\n"
        "Intent: drop Python 3.11 unless objected by Wednesday 17:00, because we wait for the new typing\n"
        "Thanks: @bo for the review on a Sunday",
    ),
    Answers(
        "ana",
        "2026-11-27 09:41",
        to="your update",
        under={
            "Done": "- reviewed the retry logic",
            "Next": "- migrate staging by Tuesday for @mara, done when the smoke tests pass",
            "Blocked": "- two hours with somebody who has admin rights on staging",
        },
    ),
    Answers(
        "mara",
        "2026-11-27 14:05",
        to="your update",
        says="Done: the budget for 2027 is in\n"
        "Next:\n"
        "- hire a second SRE by 11 Dec\n"
        "- @bo: write up the mail outage by Thursday",
    ),
    Answers(
        "chen",
        "2026-11-27 10:02",
        to="your update",
        says="Next\n- publish the API draft by Wednesday for @eve\nThanks: @dee, the schema is a pleasure to read",
    ),
    Answers("bo", "2026-11-27 10:40", to="can you give Ana a hand", says="can't, I have no admin rights there"),
    Answers("chen", "2026-11-27 10:20", to="can you give Ana a hand", says="take from Monday to Tuesday"),
    Answers("eve", "2026-11-27 12:30", to="your update", says="away 30 Nov to 4 Dec"),
    Answers("bo", "2026-11-30 09:12", to="asks you", says="{number:outage} accept"),
    Answers(
        "bo",
        "2026-11-30 12:51",
        to="still time",
        says="qwertz flux uncertain, my cat likes this phone\nC77 done\nNext: order new laptops by 03/04",
    ),
)

BETWEEN = (
    Answers(
        "ana",
        "2026-12-01 09:33",
        to="due today",
        says="{number:migrate staging} to Friday because the admin rights came only last night",
    ),
    Answers("mara", "2026-12-01 10:20", to="wants to move", says="{number:migrate staging} ok"),
    Answers(
        "mara",
        "2026-12-01 10:24",
        to="no need to meet",
        says="{id:Python} hold 2 days: I'd like to ask the two customers who still use it",
    ),
    Answers(
        "bo",
        "2026-12-01 15:30",
        to="no need to meet",
        says="Intent: freeze deployments from 14 December unless objected by Friday 12:00, "
        "because half of us are away then",
    ),
    Answers(
        "ana",
        "2026-12-02 09:20",
        to="things wait",
        says="{number:freeze} object: the importer needs two deployments that week\n"
        "{number:helped you} thanks: staging is ours again",
    ),
    Answers("chen", "2026-12-02 11:40", to="API draft", says="{number:API draft} done"),
    Answers("dee", "2026-12-03 10:10", to="importer", says="{number:importer} done, the nightly run is green"),
    Invites("mara", "2026-12-03 11:00", start="2026-12-07 16:30", moved="2026-12-08 16:30", text=EVENT, sequence=1),
    Answers("bo", "2026-12-03 17:05", to="things wait", says="{number:outage} done"),
    Answers("ana", "2026-12-04 16:10", to="staging", says="{number:migrate staging} done, all smoke tests pass"),
)

SECOND_ROUND = (
    Answers(
        "dee",
        "2026-12-07 10:00",
        to="your update",
        says="Done: the importer runs every night\nNext:\n- load the archive by 18 Dec",
    ),
    Answers(
        "ana",
        "2026-12-07 09:50",
        to="your update",
        under={
            "Done": "- staging is migrated",
            "Next": "- clean up the old cluster by 16 Dec",
            "Thanks": "- @chen for the admin rights",
        },
    ),
    Answers(
        "bo",
        "2026-12-07 10:31",
        to="your update",
        says="Done: the write-up\nNext: a fire drill by 18 Dec",
    ),
    Answers(
        "mara",
        "2026-12-07 12:00",
        to="your update",
        says="Done: two interviews\n"
        "Decision: we keep SQLite for the edge nodes because it has never failed us, review in March",
    ),
    Answers(
        "chen",
        "2026-12-07 11:11",
        to="your update",
        says="Done: API draft\nNext\n- the client library by 15 Dec for @eve",
    ),
    Answers(
        "eve",
        "2026-12-07 12:40",
        to="your update",
        says="Back again.\nNext: read Chen's API draft by Thursday",
    ),
    Answers(
        "bo",
        "2026-12-08 16:45",
        to="meet 10 minutes",
        says="{id:freeze} withdraw: we talked, the importer comes first",
    ),
)

PLOT: tuple[Deed, ...] = tuple(sorted((*FIRST_ROUND, *BETWEEN, *SECOND_ROUND), key=lambda deed: deed.instant))

"""What somebody asked for by mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import Answer, Exported, Found, Need, SourceMail
from paceline.agenda.feeds import FeedAddresses, OneDay
from paceline.letters.samples.digests import DECIDED
from paceline.letters.samples.people import ANA, BO, CHEN, FRIDAY, MONDAY


def answers() -> dict[str, Answer]:
    mine = (
        Need("late", "C12", "publish the API draft", due=FRIDAY),
        Need("due", "C18", "ship the importer", due=date(2026, 12, 3)),
        Need("intent", "D4", "drop Python 3.11", "Bo", closes=datetime(2026, 12, 1, 16, tzinfo=UTC)),
    )
    theirs = (
        *(replace(need, who="Ana") for need in mine[:2]),
        Need("objection", "D8", "two releases a week", "Finn", reason="QA can't keep up"),
        replace(mine[2], who="Bo", awaits=(("Eve", "agreement 1.4"),)),
    )
    owed = (Need("due", "C9", "renew the wildcard certificate", "Bo", due=date(2026, 12, 2)),)
    trail = (
        (datetime(2026, 11, 20, 9, 12, tzinfo=UTC), "you promised it for Fri 27 Nov"),
        (datetime(2026, 11, 27, 9, 40, tzinfo=UTC), 'you moved it to Wed 2 Dec: "vendor answers on Monday"'),
    )
    mails = (
        None,
        SourceMail("Re: Platform weekly: your update for Mon 30 Nov", datetime(2026, 11, 27, 9, 38, tzinfo=UTC)),
    )
    waits = (
        Need("update", "", "Platform weekly", closes=datetime(2026, 11, 30, 8, tzinfo=UTC)),
        Need(
            "change", "C9", "renew the wildcard certificate", "Bo", date(2026, 12, 4), mine[2].closes, "no access yet"
        ),
        mine[2],
    )
    update = Found("update", "", "Platform weekly", "Ana", on=MONDAY)
    found = (
        Found("commitment", "C12", "ship the importer", "Ana", "open", FRIDAY, due=date(2026, 12, 3)),
        Found("decision", "D3", "keep the importer in Python", "Chen", "superseded", FRIDAY, instead="D7"),
        Found("help", "H2", "an hour with the importer's logs", "", "taken", FRIDAY),
        replace(update, quotes=("the importer's tests are green again",)),
        Found("lesson", "C12", "ship the importer", "Ana", on=FRIDAY, quotes=("ask the importer's vendor first",)),
        Found("private", "", "", "", on=FRIDAY, quotes=("the importer costs me my evenings",)),
    )
    owned = (
        Found("series", "", "Importer weekly", "Mara", on=MONDAY),
        found[0],
        Found("decision", "D7", "move the importer to Rust", "Bo", "intended", FRIDAY, closes=mine[2].closes),
    )
    return {
        "usual": Answer(ANA, "mine", "mine", mine, owed, day=MONDAY),
        "mine, what waits": Answer(ANA, "mine", "mine", mine[:2], owed, waits=waits, day=MONDAY),
        "nothing open": Answer(ANA, "mine", "mine", day=MONDAY),
        "status": Answer(BO, "status", "status", theirs, changed=(DECIDED,), day=MONDAY),
        "status of a colleague": Answer(
            BO,
            "status",
            "status @ana",
            theirs[:2],
            found=(replace(update, quotes=("schema review", "ship the importer")),),
            of="Ana",
            away=date(2026, 12, 4),
            day=MONDAY,
        ),
        "status of something": Answer(BO, "status", "status importer", found=found[:1], words="importer", day=MONDAY),
        "owns": Answer(BO, "owns", "who owns the importer", found=owned, words="importer", day=MONDAY),
        "owns nothing": Answer(BO, "owns", "who owns lunch", words="lunch", day=MONDAY),
        "why": Answer(
            ANA, "why", "why C12", trail=trail, mails=mails, words="C12", found=found[:1], moved=(FRIDAY, 1), day=MONDAY
        ),
        "why, not on record": Answer(ANA, "why", "why C99", words="C99", day=MONDAY),
        "found": Answer(BO, "find", "find importer", found=found, words="importer", beyond=True, day=MONDAY),
        "decisions": Answer(
            BO, "decisions", "decisions since May", changed=(DECIDED,), words="since 1 May", day=MONDAY
        ),
        "found nothing": Answer(BO, "find", "find postgres", words="postgres", day=MONDAY),
        "help": Answer(CHEN, "help", "help", day=MONDAY),
        "offers": Answer(
            BO, "offers", "offers", offers=(("Dee", "DNS questions, an hour a week"), ("", "review SQL")), day=MONDAY
        ),
        "no offers": Answer(BO, "offers", "offers", day=MONDAY),
    }


def feeds() -> dict[str, FeedAddresses]:
    url = "https://async.acme.example/{}/due.ics"
    mine, platform = url.format("k3fz7q2mh5wab4cdy6eo2lsnx7tijp3r"), url.format("4cdy6eo2lsnx7tijp3rk3fz7q2mh5wab")
    return {
        "usual": FeedAddresses(ANA, "feed", mine, (("Platform", platform),)),
        "new": FeedAddresses(ANA, "feed new", mine, (("Platform", platform),), renewed=True),
    }


def entries() -> dict[str, OneDay]:
    return {
        "usual": OneDay(ANA, "calendar C18", "C18", "ship the importer (C18)", date(2026, 12, 3), FRIDAY, feeds=True),
        "no feeds": OneDay(BO, "", "D4", "closes 17:00: drop Python 3.11 (D4)", date(2026, 12, 1), FRIDAY),
        "next year": OneDay(ANA, "calendar C20", "C20", "renew the contract (C20)", date(2027, 1, 5), FRIDAY),
    }


def exports() -> dict[str, Exported]:
    return {"usual": Exported(ANA, "export", 34)}

"""Outcomes, answers, and mails that had no place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from paceline.agenda.contents import (
    Answer,
    AnsweredNoMore,
    Change,
    Claim,
    ClockWasWrong,
    Departure,
    Exported,
    Found,
    Held,
    HereAfterAll,
    LettersWait,
    Need,
    Orphan,
    Outcome,
    PrivateWords,
    SeriesNews,
    SourceMail,
    Tidings,
    ToldAway,
    TwoVersions,
    Unplaced,
    Unreachable,
)
from paceline.agenda.feeds import FeedAddresses, OneDay
from paceline.domain.agreement import Difference
from paceline.letters.samples.people import ANA, BO, CHEN, FRIDAY, MARA, MONDAY


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
    decided = Change(
        "decided",
        "D3",
        "keep SQLite for the edge nodes",
        "Chen",
        due=date(2027, 3, 1),
        worries=(("Finn", "watch the write rate"),),
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
        "status": Answer(BO, "status", "status", theirs, changed=(decided,), day=MONDAY),
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
            BO, "decisions", "decisions since May", changed=(decided,), words="since 1 May", day=MONDAY
        ),
        "found nothing": Answer(BO, "find", "find postgres", words="postgres", day=MONDAY),
        "help": Answer(CHEN, "help", "help", day=MONDAY),
        "offers": Answer(
            BO, "offers", "offers", offers=(("Dee", "DNS questions, an hour a week"), ("", "review SQL")), day=MONDAY
        ),
        "no offers": Answer(BO, "offers", "offers", day=MONDAY),
    }


def unplaced() -> dict[str, Unplaced]:
    return {"usual": Unplaced(ANA, "Fwd: lunch?", "See you at noon then, the usual place?")}


def two_versions() -> dict[str, TwoVersions]:
    subject = "Platform weekly: your update for Mon 30 Nov"
    return {
        "usual": TwoVersions(ANA, subject, ("2 done",), ("2 drop the vendor has left",)),
        "hidden": TwoVersions(ANA, subject, unseen=("D4 ok",)),
        "hidden in one": TwoVersions(ANA, subject, ("D4 ok",), unseen=("D4 ok",)),
    }


def helds() -> dict[str, Held]:
    return {
        "usual": Held(
            "ops@acme.example",
            "mallory@elsewhere.example",
            "reply",
            "the sender is not the person whose reply address was used (ana)",
            "Re: Platform weekly: your update for Mon 30 Nov",
            "If Ana has a second address: add it to aliases of [people.ana]",
        ),
        "invite": Held(
            "ops@acme.example",
            "sales@vendor.example",
            "invite",
            "its organizer is in no team",
            "Free webinar",
            "Nothing, unless you know them.",
        ),
        "erase me": Held(
            "it@acme.example",
            "ana@acme.example",
            "erasure",
            "",
            hint="paceline people leave ana; paceline people erase ana",
        ),
    }


def answered_no_more() -> dict[str, AnsweredNoMore]:
    until = datetime(2026, 11, 27, 10, 12, tzinfo=UTC)
    return {"usual": AnsweredNoMore(ANA, 30, until), "in one": AnsweredNoMore(ANA, 12, until, in_one=True)}


def letters_wait() -> dict[str, LettersWait]:
    operator = replace(MARA, name="")
    return {
        "usual": LettersWait(operator, "ana", 40),
        "team": LettersWait(operator, "platform", 120, is_team=True),
    }


def clock() -> ClockWasWrong:
    since = datetime(2026, 11, 27, 3, 2, tzinfo=UTC)
    return ClockWasWrong(
        replace(MARA, name=""), since, since + timedelta(minutes=41), "the clock jumped ahead by 3 hours"
    )


def claims() -> dict[str, Claim]:
    subject = "Platform weekly: your update for Mon 30 Nov"
    return {
        "usual": Claim(ANA, "ana.pereira@mail.example", subject),
        "by a colleague": Claim(ANA, "bo@acme.example", subject, "Bo"),
    }


def told_away() -> dict[str, ToldAway]:
    return {
        "usual": ToldAway(ANA, "Mara", date(2026, 12, 7)),
        "later on": ToldAway(ANA, "Mara", date(2026, 12, 11), date(2026, 12, 7)),
    }


def here_after_all() -> HereAfterAll:
    return HereAfterAll(MARA, "Bo", date(2026, 12, 7))


def unreachables() -> dict[str, Unreachable]:
    said = "550 5.1.1 <bo@acme.example>: Recipient address rejected: User unknown in virtual mailbox table"
    return {
        "usual": Unreachable(MARA, "Bo", "bo@acme.example", said, ("Platform weekly",)),
        "to the operator": Unreachable(replace(MARA, name=""), "Bo", "bo@acme.example", said),
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


def private() -> dict[str, PrivateWords]:
    words = ("I have more on my plate than I can carry, and I would rather not say so to all.",)
    return {
        "usual": PrivateWords(BO, "Ana", "ana", words, "Platform weekly"),
        "two lines": PrivateWords(BO, "Ana", "ana", (*words, "Can we talk on Thursday?")),
    }


def series() -> dict[str, SeriesNews]:
    start = datetime(2026, 12, 21, 9, tzinfo=UTC)
    return {
        "usual": SeriesNews(BO, "every", "Ana and Bo", "Ana", 3, start),
        "each date again": SeriesNews(BO, "every", "Ana and Bo", "Ana", 1, start),
        "asked": SeriesNews(BO, "asked", "Platform weekly", "Mara"),
        "runs": SeriesNews(ANA, "runs", "Platform weekly", "Bo"),
        "not run by them": SeriesNews(ANA, "declined", "Platform weekly", "Bo", reason="I run two already"),
        "nobody runs it": SeriesNews(ANA, "orphaned", "Platform weekly", "Mara"),
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


def exports() -> dict[str, Exported]:
    return {"usual": Exported(ANA, "export", 34)}

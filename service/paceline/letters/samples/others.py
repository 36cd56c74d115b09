"""Outcomes, answers, and mails that had no place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import Answer, Change, Held, Need, Outcome, Unplaced
from paceline.agenda.feeds import FeedAddresses, OneDay
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
        "objected, mine": replace(adopted, reader=BO, who="", kind="objected", since=None, worries=worry),
        "withdrawn": replace(adopted, kind="withdrawn", since=None, worries=()),
    }


def answers() -> dict[str, Answer]:
    mine = (
        Need("late", "C12", "publish the API draft", due=FRIDAY),
        Need("due", "C18", "ship the importer", due=date(2026, 12, 3)),
        Need("intent", "D4", "drop Python 3.11", "Bo", closes=datetime(2026, 12, 1, 16, tzinfo=UTC)),
    )
    owed = (Need("due", "C9", "renew the wildcard certificate", "Bo", due=date(2026, 12, 2)),)
    trail = (
        (datetime(2026, 11, 20, 9, 12, tzinfo=UTC), "you promised it for Fri 27 Nov"),
        (datetime(2026, 11, 27, 9, 40, tzinfo=UTC), 'you moved it to Wed 2 Dec: "vendor answers on Monday"'),
    )
    decided = Change(
        "decided",
        "D3",
        "keep SQLite for the edge nodes",
        "Chen",
        due=date(2027, 3, 1),
        worries=(("Finn", "watch the write rate"),),
    )
    return {
        "usual": Answer(ANA, "mine", "mine", mine, owed, day=MONDAY),
        "nothing open": Answer(ANA, "mine", "mine", day=MONDAY),
        "status": Answer(BO, "status", "status", mine[:2], changed=(decided,), day=MONDAY),
        "why": Answer(ANA, "why", "why C12", trail=trail, words="C12: publish the API draft", day=MONDAY),
        "decisions": Answer(
            BO, "decisions", "decisions since May", changed=(decided,), words="since 1 May", day=MONDAY
        ),
        "found nothing": Answer(BO, "find", "find postgres", words="postgres", day=MONDAY),
        "help": Answer(CHEN, "help", "help", day=MONDAY),
    }


def unplaced() -> dict[str, Unplaced]:
    return {"usual": Unplaced(ANA, "Fwd: lunch?", "See you at noon then, the usual place?")}


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
        "usual": OneDay(ANA, "calendar C18", "C18", "ship the importer (C18)", date(2026, 12, 3), feeds=True),
        "no feeds": OneDay(BO, "", "D4", "closes 17:00: drop Python 3.11 (D4)", date(2026, 12, 1)),
    }

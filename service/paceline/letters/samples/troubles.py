"""Mails that could not be placed or believed, addresses that fail, and what the operator is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from paceline.agenda.contents import (
    AnsweredNoMore,
    Claim,
    ClockWasWrong,
    Held,
    LettersWait,
    TwoVersions,
    Unplaced,
    Unreachable,
)
from paceline.letters.samples.people import ANA, MARA


def unplaced() -> dict[str, Unplaced]:
    return {"usual": Unplaced(ANA, "Fwd: lunch?", "See you at noon then, the usual place?")}


def two_versions() -> dict[str, TwoVersions]:
    subject = "Platform weekly: your update for Mon 30 Nov"
    return {
        "usual": TwoVersions(ANA, subject, ("2 done",), ("2 drop the vendor has left",)),
        "hidden": TwoVersions(ANA, subject, unseen=("D4 ok",)),
        "hidden in one": TwoVersions(ANA, subject, ("D4 ok",), unseen=("D4 ok",)),
    }


def claims() -> dict[str, Claim]:
    subject = "Platform weekly: your update for Mon 30 Nov"
    return {
        "usual": Claim(ANA, "ana.pereira@mail.example", subject),
        "by a colleague": Claim(ANA, "bo@acme.example", subject, "Bo"),
    }


def answered_no_more() -> dict[str, AnsweredNoMore]:
    until = datetime(2026, 11, 27, 10, 12, tzinfo=UTC)
    return {"usual": AnsweredNoMore(ANA, 30, until), "in one": AnsweredNoMore(ANA, 12, until, in_one=True)}


def unreachables() -> dict[str, Unreachable]:
    said = "550 5.1.1 <bo@acme.example>: Recipient address rejected: User unknown in virtual mailbox table"
    return {
        "usual": Unreachable(MARA, "Bo", "bo@acme.example", said, ("Platform weekly",)),
        "to the operator": Unreachable(replace(MARA, name=""), "Bo", "bo@acme.example", said),
    }


def helds() -> dict[str, Held]:
    return {
        "usual": Held(
            "ops@acme.example",
            "sales@vendor.example",
            "invite",
            "sales@vendor.example belongs to no team, and vendor.example is not in service.allow_domains",
            "Free webinar",
            "add the person to [people] or the domain to service.allow_domains, "
            "then: paceline quarantine retry 3f9a0c41d2be",
        ),
        "erase me": Held(
            "it@acme.example",
            "ana@acme.example",
            "erasure",
            "",
            hint="paceline people leave ana; paceline people erase ana",
        ),
    }


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

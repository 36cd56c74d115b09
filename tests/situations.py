"""People, and commitments, decisions and help requests in every state, for tests of what is decided about them.

It is Friday 27 November 2026, 09:00 in Berlin. Ana has promised C1 for Thursday and asked Bo for C2; she intends D1,
which closes on Tuesday, and asks for a hand as H1.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from paceline.domain import commitments, decisions
from paceline.domain import help as help_requests
from paceline.domain.commitments import Commitment
from paceline.domain.decide import decide
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Accepted,
    Adopted,
    Advised,
    Agreed,
    Countered,
    Decided,
    DecidedAnyway,
    Declined,
    Dropped,
    Entry,
    Fact,
    HeldBack,
    HelpClosed,
    HelpReferred,
    HelpRequested,
    HelpTaken,
    Intended,
    Kept,
    Objected,
    Offered,
    Promised,
    Proposed,
    SuccessorAsked,
    Superseded,
    Withdrawn,
)
from paceline.domain.help import HelpRequest
from paceline.domain.outcome import Held, Outcome, Subject
from paceline.domain.people import Person
from paceline.domain.statements import Command, When

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 27, 9, tzinfo=BERLIN)
TODAY, DUE, TUESDAY = date(2026, 11, 27), date(2026, 12, 3), date(2026, 12, 1)
CLOSES = datetime(2026, 12, 1, 16, tzinfo=UTC)


def person(name: str, team: str = "platform", zone: str = "Europe/Berlin") -> Person:
    handle = name.split(maxsplit=1)[0].lower()
    return Person(handle, team, name, (f"{handle}@acme.example",), zone)


ANA, BO, MARA, SAM = person("Ana Soto"), person("Bo Kim"), person("Mara Lind"), person("Sam Ode", "sales")
TEAM = (ANA, BO, MARA)


def held(
    speaker: Person,
    subject: Subject | None = None,
    *,
    now: datetime = NOW,
    occurrence: str = "",
    may_decide_anyway: bool = False,
) -> Held:
    """What is known when `speaker` says something; a working day is any day, a window is as many days as it is long."""
    return Held(
        speaker=speaker,
        team=TEAM,
        now=now.astimezone(ZoneInfo(speaker.zone)),
        next_review=date(2026, 12, 7),
        window=lambda reversible: CLOSES if reversible else CLOSES + timedelta(days=3),
        shifted=lambda day, count: day + timedelta(days=count),
        occurrence=occurrence,
        subject=subject,
        guests=(SAM,),
        may_decide_anyway=may_decide_anyway,
        dependents=subject.needed_by if isinstance(subject, Commitment) else (),
        consent_by=CLOSES,
        other=replace(COMMITMENTS["open"], id="C9"),
    )


def entries(subject: str, *happened: tuple[Fact, str], since: datetime = NOW) -> tuple[Entry, ...]:
    """(fact, by whom), an hour between each; every fact from a mail of its own: "m1", "m2", …"""
    return tuple(
        Entry("platform", subject, fact, since + timedelta(hours=n), author, f"m{n + 1}", n + 1)
        for n, (fact, author) in enumerate(happened)
    )


def commitment(*happened: tuple[Fact, str]) -> Commitment:
    found = commitments.fold(entries("C1", *happened))
    assert found is not None
    return found


def decision(*happened: tuple[Fact, str]) -> Decision:
    found = decisions.fold(entries("D1", *happened))
    assert found is not None
    return found


def help_request(*happened: tuple[Fact, str]) -> HelpRequest:
    found = help_requests.fold(entries("H1", *happened))
    assert found is not None
    return found


PROMISED = (Promised("ana", "ship the importer", DUE), "ana")
OFFERED = (Offered("bo", "review the schema", DUE), "ana")
AWAITED = (Promised("ana", "ship the importer", DUE, needed_by=("bo", "mara")), "ana")
MOVING = (Proposed("move", CLOSES, ("bo", "mara"), "because", due=date(2026, 12, 8)), "ana")
INTENDED = (Intended("ana", "drop Python 3.11", CLOSES, ("bo", "mara")), "ana")
ASKED = (HelpRequested("ana", "a DBA for an hour", "C1"), "ana")

COMMITMENTS = {
    "open": commitment(PROMISED),
    "kept": commitment(PROMISED, (Kept(), "ana")),
    "dropped": commitment(PROMISED, (Dropped("no use"), "ana")),
    "offered": commitment(OFFERED),
    "accepted": commitment(OFFERED, (Accepted(), "bo")),
    "awaited": commitment(AWAITED),
    "moving": commitment(AWAITED, MOVING),
    "countered": commitment(AWAITED, MOVING, (Countered(date(2026, 12, 7), "a demo"), "bo")),
    "contradicted": commitment(AWAITED, MOVING, (Countered(None, "a demo"), "bo")),
    "handing": commitment(PROMISED, (SuccessorAsked("bo"), "ana")),
    "declined": commitment(OFFERED, (Declined("no time"), "bo")),
}
DECISIONS = {
    "intended": decision(INTENDED),
    "agreed": decision(INTENDED, (Agreed(), "bo")),
    "held": decision(INTENDED, (HeldBack(CLOSES + timedelta(days=2)), "bo")),
    "objected": decision(INTENDED, (Objected("the edge nodes"), "bo")),
    "adopted": decision(INTENDED, (Adopted(CLOSES), "")),
    "withdrawn": decision(INTENDED, (Withdrawn(), "ana")),
    "decided": decision((Decided("ana", "keep SQLite"), "ana")),
    "overruled": decision(INTENDED, (Objected("the edge nodes"), "bo"), (DecidedAnyway("it is time"), "ana")),
    "worried": decision(INTENDED, (Advised("the edge nodes"), "bo"), (Adopted(CLOSES), "")),
    "superseded": decision((Decided("ana", "keep SQLite"), "ana"), (Superseded("D2"), "bo")),
}
HELP_REQUESTS = {
    "open": help_request(ASKED),
    "in part": help_request(ASKED, (HelpTaken("the schema"), "bo")),
    "proposed": help_request(ASKED, (HelpReferred("kim@partner.example", outside=True), "bo")),
    "taken": help_request(ASKED, (HelpTaken(), "bo")),
    "closed": help_request(ASKED, (HelpClosed(), "ana")),
}


def says(speaker: Person, verb: str, subject: Subject | None, *, now: datetime = NOW, **more: object) -> Outcome:
    """What becomes of a command about `subject`."""
    said = Command(verb, f"{verb} it", getattr(subject, "id", ""))  # type: ignore[arg-type]
    return decide(replace(said, **more), held(speaker, subject, now=now))  # type: ignore[arg-type]


def on(day: date) -> When:
    return When(f"{day:%d.%m.}", day)

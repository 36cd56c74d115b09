"""Who may say what about what: (state, said, by whom) → the fact that is recorded, or why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from situations import (
    ANA,
    BERLIN,
    BO,
    CLOSES,
    COMMITMENTS,
    DECISIONS,
    DUE,
    HELP_REQUESTS,
    MARA,
    NOW,
    SAM,
    TODAY,
    TUESDAY,
    decision,
    held,
    on,
    person,
    says,
)

from paceline.domain.decide import decide
from paceline.domain.facts import (
    Accepted,
    Adopted,
    Advised,
    Agreed,
    Amended,
    Consented,
    CounterDeclined,
    Countered,
    Decided,
    DecidedAnyway,
    Declined,
    Delegated,
    Dropped,
    HeldBack,
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpTaken,
    HelpThanked,
    Intended,
    Kept,
    Learned,
    MarkedAtRisk,
    Needed,
    Objected,
    Offered,
    OwnershipDelegated,
    Promised,
    ProposalWithdrawn,
    Proposed,
    ReferralAllowed,
    ReferralDeclined,
    Renegotiated,
    SearchStopped,
    Shrunk,
    Succeeded,
    SuccessorAsked,
    SuccessorDeclined,
    Upheld,
    VoiceDelegated,
    Withdrawn,
    WorryJudged,
)
from paceline.domain.outcome import Change, Refusal
from paceline.domain.rules import OF_A_COMMITMENT, OF_A_DECISION, OF_A_HELP_REQUEST
from paceline.domain.statements import Command, Intent, Promise, Ruling, Verb, When

WHY = {"text": "because"}
LESSONS = ("assumed", "missing", "next time", "lesson")
LATER = {"due": on(date(2026, 12, 8)), "text": "because"}

OF_COMMITMENTS = [
    # state, verb, by whom, with, what becomes of it
    ("open", "done", ANA, WHY, Kept("because")),
    ("open", "done", BO, {}, "Ana's"),
    ("open", "done", BO, {"person": "@ana"}, Kept()),
    ("open", "done", BO, {"person": "@mara"}, "Ana's"),
    ("kept", "done", ANA, {}, "kept already"),
    ("dropped", "done", ANA, {}, "dropped already"),
    ("offered", "done", BO, {}, "only offered"),
    ("declined", "done", BO, {}, "declined already"),
    ("accepted", "done", BO, {}, Kept()),
    ("accepted", "done", ANA, {}, "Bo's"),
    ("open", "drop", ANA, WHY, Dropped("because")),
    ("open", "drop", BO, {}, "Ana's"),
    ("kept", "drop", ANA, {}, "kept already"),
    ("open", "at risk", ANA, WHY, MarkedAtRisk("because")),
    ("open", "at risk", BO, WHY, "Ana's"),
    ("kept", "at risk", ANA, WHY, "kept already"),
    ("open", "to", ANA, LATER, Renegotiated(date(2026, 12, 8), DUE, "because")),
    ("open", "to", ANA, {}, "no new day"),
    ("open", "to", ANA, {"due": on(DUE)}, "due that day already"),
    ("open", "to", ANA, {"due": on(date(2026, 11, 26))}, "in the past"),
    ("open", "to", ANA, {"due": When("soon")}, '"soon"'),
    ("open", "to", BO, LATER, "Ana's"),
    ("open", "to", ANA, {"due": When("+3d", shift=(3, "d"))}, Renegotiated(date(2026, 12, 6), DUE)),
    ("open", "to", ANA, {"due": When("+2w", shift=(2, "w"))}, Renegotiated(date(2026, 12, 17), DUE)),
    ("open", "to", ANA, {"due": When("03/04", readings=(date(2027, 4, 3), date(2027, 3, 4)))}, "3 April or 4 March"),
    ("kept", "to", ANA, LATER, "kept already"),
    ("offered", "to", BO, LATER, Renegotiated(date(2026, 12, 8), DUE, "because")),
    ("offered", "to", BO, {"due": on(DUE)}, Renegotiated(DUE, DUE)),
    ("offered", "to", ANA, LATER, "Bo's"),
    ("offered", "to", ANA, {**LATER, "person": "@bo"}, "only offered"),
    ("open", "help", BO, {"text": "a DBA"}, HelpRequested("bo", "a DBA", "C1")),
    ("open", "help", ANA, {}, HelpRequested("ana", "ship the importer", "C1")),
    ("kept", "help", ANA, {"text": "a DBA"}, "kept already"),
    ("offered", "accept", BO, {}, Accepted()),
    ("offered", "ok", BO, {}, Accepted()),
    ("offered", "accept", ANA, {}, "offered to Bo"),
    ("open", "accept", ANA, {}, "nothing to accept"),
    ("offered", "decline", BO, WHY, Declined("because")),
    ("offered", "decline", MARA, WHY, "offered to Bo"),
    ("accepted", "decline", BO, WHY, "nothing to decline"),
    ("accepted", "decline", BO, WHY, "C1 drop because …"),
    ("offered", "delegate", BO, {"person": "mara@acme.example"}, Delegated("mara")),
    ("offered", "delegate", BO, {"person": "dave@elsewhere.example"}, 'nobody called "dave@elsewhere.example"'),
    ("offered", "delegate", BO, {"person": "@bo"}, "offered to you already"),
    ("offered", "delegate", ANA, {"person": "@mara"}, "offered to Bo"),
    ("accepted", "delegate", BO, {"person": "@mara"}, "nothing to delegate"),
    ("open", "take", BO, {}, "does not go with C1"),
    ("awaited", "to", ANA, LATER, Proposed("move", CLOSES, ("bo", "mara"), "because", due=date(2026, 12, 8))),
    ("awaited", "to", BO, LATER, Countered(date(2026, 12, 8), "because")),
    ("awaited", "to", BO, {"due": on(DUE)}, "due that day already"),
    ("awaited", "to", BO, {}, "names no day"),
    ("awaited", "to", SAM, LATER, "Ana's"),
    ("moving", "to", BO, {"due": on(date(2026, 12, 7)), "text": "a demo"}, Countered(date(2026, 12, 7), "a demo")),
    ("moving", "to", BO, LATER, Consented()),
    ("moving", "to", ANA, {"due": on(DUE)}, ProposalWithdrawn()),
    ("moving", "accept", BO, {}, Consented()),
    ("moving", "ok", MARA, {}, Consented()),
    ("moving", "accept", ANA, {}, "nothing to accept"),
    ("moving", "decline", BO, WHY, Countered(None, "because")),
    ("moving", "decline", BO, {}, "does not say why"),
    ("countered", "accept", ANA, {}, Proposed("move", CLOSES, ("mara",), "a demo", date(2026, 12, 7))),
    ("countered", "decline", ANA, WHY, CounterDeclined("because")),
    ("contradicted", "accept", ANA, {}, ProposalWithdrawn()),
    ("open", "shrink", ANA, {"text": "read it"}, Shrunk("read it", "ship the importer")),
    ("awaited", "shrink", ANA, {"text": "read it"}, Proposed("shrink", CLOSES, ("bo", "mara"), what="read it")),
    ("open", "shrink", ANA, {}, "what is left"),
    ("open", "shrink", BO, {"text": "read it"}, "Ana's"),
    ("awaited", "drop", ANA, WHY, Proposed("drop", CLOSES, ("bo", "mara"), "because")),
    ("open", "hand to", ANA, {"person": "@bo", **WHY}, SuccessorAsked("bo", "because")),
    ("open", "hand to", ANA, {"person": "@ana"}, "already"),
    ("open", "hand to", BO, {"person": "@mara"}, "Ana's"),
    ("offered", "hand to", BO, {"person": "@mara"}, Delegated("mara")),
    ("handing", "accept", BO, {}, Succeeded()),
    ("handing", "accept", MARA, {}, "nothing to accept"),
    ("handing", "decline", BO, WHY, SuccessorDeclined("because")),
    *(("kept", verb, ANA, WHY, Learned(verb, "because")) for verb in LESSONS),
    *(("dropped", verb, ANA, {}, "says nothing") for verb in LESSONS),
    *(("kept", verb, BO, WHY, "Ana's") for verb in LESSONS),
    *(("open", verb, ANA, WHY, "not closed yet") for verb in LESSONS),
    ("open", "needs", ANA, {"text": "C9"}, Needed("C9")),
    ("open", "needs", BO, {"text": "C9"}, "Ana's"),
    ("kept", "needs", ANA, {"text": "C9"}, "kept already"),
]

OF_DECISIONS = [
    ("intended", "ok", BO, {}, Agreed()),
    ("objected", "ok", BO, {}, Agreed()),
    ("adopted", "ok", BO, {}, "decided already"),
    ("withdrawn", "ok", BO, {}, "withdrawn already"),
    ("intended", "object", BO, WHY, Objected("because")),
    ("intended", "object", BO, {}, "needs its reason"),
    ("objected", "object", MARA, WHY, Objected("because")),
    ("adopted", "object", BO, WHY, "decided already"),
    ("decided", "object", BO, WHY, "decided already"),
    ("intended", "advice", BO, WHY, Advised("because")),
    ("intended", "advice", BO, {}, "advice is missing"),
    ("adopted", "advice", BO, WHY, "decided already"),
    ("intended", "withdraw", ANA, WHY, Withdrawn("because")),
    ("objected", "withdraw", ANA, {}, Withdrawn()),
    ("intended", "withdraw", BO, WHY, "Ana's"),
    ("adopted", "withdraw", ANA, {}, "decided already"),
    ("intended", "hold", BO, {}, HeldBack(datetime(2026, 12, 3, 16, 30, tzinfo=UTC))),
    ("intended", "hold", BO, {"due": on(date(2026, 11, 28))}, HeldBack(CLOSES)),
    (
        "intended",
        "hold",
        BO,
        {"due": When("5 days", shift=(5, "d"))},
        HeldBack(datetime(2026, 12, 6, 16, 30, tzinfo=UTC)),
    ),
    ("intended", "hold", ANA, {}, "not waited for"),
    ("held", "hold", BO, {}, "once already"),
    ("held", "hold", MARA, {}, HeldBack(datetime(2026, 12, 5, 16, 30, tzinfo=UTC))),
    ("adopted", "hold", BO, {}, "decided already"),
    ("objected", "amend", ANA, {"text": "keep it"}, Amended("keep it", "drop Python 3.11", CLOSES)),
    ("objected", "amend", ANA, {}, "what it should be"),
    ("objected", "amend", BO, {"text": "keep it"}, "Ana's"),
    ("adopted", "amend", BO, {"text": "keep it"}, "(replaces D1)"),
    ("withdrawn", "amend", ANA, {"text": "keep it"}, "withdrawn already"),
    ("superseded", "amend", ANA, {"text": "keep it"}, "replaced by D2 already"),
    ("overruled", "ok", BO, {}, Agreed()),
    ("overruled", "object", BO, WHY, "has answered your objection"),
    ("overruled", "object", MARA, WHY, Objected("because")),
    ("overruled", "advice", BO, WHY, Advised("because")),
    ("intended", "delegate", BO, {"person": "@mara"}, VoiceDelegated("mara")),
    ("intended", "delegate", ANA, {"person": "@mara"}, OwnershipDelegated("mara")),
    ("objected", "delegate", ANA, {"person": "@bo"}, OwnershipDelegated("bo")),
    ("adopted", "delegate", ANA, {"person": "@bo"}, OwnershipDelegated("bo")),
    ("adopted", "delegate", BO, {"person": "@mara"}, "decided already"),
    ("superseded", "delegate", ANA, {"person": "@bo"}, "replaced by D2 already"),
    ("intended", "delegate", BO, {"person": "@ana"}, "can't speak for others"),
    ("intended", "delegate", BO, {"person": "@bo"}, "waits for you already"),
    ("intended", "delegate", BO, {"person": "@sam"}, "not of your team"),
    ("intended", "delegate", ANA, {"person": "@sam"}, "not of your team"),
    ("intended", "delegate", BO, {"person": "@zed"}, 'nobody called "@zed"'),
    ("objected", "delegate", BO, {"person": "@mara"}, "nobody answers for it but you"),
    ("intended", "delegate", SAM, {"person": "@mara"}, "not waited for"),
    ("objected", "decide anyway", ANA, WHY, "gives nobody the right"),
    ("objected", "decide anyway", BO, WHY, "Ana's"),
    ("intended", "decide anyway", ANA, WHY, "no objection to D1 stands"),
    ("adopted", "decide anyway", ANA, WHY, "decided already"),
    ("adopted", "keep", ANA, WHY, Upheld("because")),
    ("decided", "keep", ANA, {"due": on(DUE)}, Upheld("", DUE)),
    ("decided", "keep", ANA, {"due": on(date(2026, 11, 26))}, "in the past"),
    ("adopted", "keep", BO, WHY, "Ana's"),
    ("intended", "keep", ANA, WHY, "does not stand yet"),
    ("superseded", "keep", ANA, WHY, "replaced by D2 already"),
    ("adopted", "reverse", ANA, {}, "needs its reason"),
    ("adopted", "reverse", BO, WHY, "(replaces D1)"),
    ("withdrawn", "reverse", ANA, WHY, "withdrawn already"),
    ("worried", "right", BO, WHY, WorryJudged(came_true=True, words="because")),
    ("worried", "wrong", BO, WHY, WorryJudged(came_true=False, words="because")),
    ("worried", "wrong", ANA, {}, WorryJudged(came_true=False)),
    ("worried", "right", MARA, WHY, "Bo's"),
    ("worried", "wrong", MARA, WHY, "Bo's"),
    ("decided", "right", ANA, WHY, "no worry is kept"),
    ("objected", "right", BO, WHY, "does not stand yet"),
    ("intended", "done", ANA, {}, "does not go with D1"),
]

OF_HELP_REQUESTS = [
    ("open", "take", BO, {}, HelpTaken()),
    ("open", "take", ANA, {}, "your own request"),
    ("taken", "take", MARA, {}, HelpTaken()),
    ("closed", "take", BO, {}, "closed already"),
    ("open", "part", BO, {"text": "the schema"}, HelpTaken("the schema")),
    ("open", "part", BO, {}, "which part"),
    ("open", "part", ANA, {"text": "the schema"}, "your own request"),
    ("open", "refer", BO, {"person": "@mara"}, HelpReferred("mara")),
    ("open", "refer", BO, {"text": "mara"}, HelpReferred("mara")),
    ("open", "refer", BO, {"person": "@sam"}, HelpReferred("sam", outside=True)),
    ("open", "refer", BO, {"person": "kim@partner.example"}, HelpReferred("kim@partner.example", outside=True)),
    ("open", "refer", ANA, {"person": "kim@partner.example"}, ReferralAllowed("kim@partner.example")),
    ("open", "refer", BO, {"person": "@bo"}, "that is you"),
    ("open", "refer", BO, {"person": "@ana"}, "own request"),
    ("taken", "refer", MARA, {"person": "@bo"}, "helps already"),
    ("open", "ok", ANA, {}, "waits for no word of yours"),
    ("proposed", "ok", ANA, {}, ReferralAllowed("kim@partner.example")),
    ("proposed", "take", ANA, {}, ReferralAllowed("kim@partner.example")),
    ("proposed", "can't", ANA, {}, ReferralDeclined("kim@partner.example")),
    ("proposed", "ok", BO, {}, "Ana's request"),
    ("open", "stop", ANA, {}, SearchStopped()),
    ("open", "stop", BO, {}, "Ana's request"),
    ("closed", "stop", ANA, {}, "closed already"),
    ("taken", "thank", ANA, {"text": "at last"}, HelpThanked("at last")),
    ("taken", "thank", BO, {"text": "at last"}, "Ana's request"),
    ("open", "thank", ANA, {"text": "at last"}, "nobody has helped"),
    ("open", "refer", BO, {"person": "@zed"}, 'nobody called "@zed"'),
    ("closed", "refer", BO, {"person": "@mara"}, "closed already"),
    ("open", "can't", BO, {}, HelpDeclined()),
    ("open", "can't", ANA, {}, "your own request"),
    ("closed", "can't", BO, {}, "closed already"),
    ("open", "done", ANA, WHY, HelpClosed("because")),
    ("taken", "done", BO, {}, HelpClosed()),
    ("closed", "done", ANA, {}, "closed already"),
    ("open", "ok", BO, {}, "Ana's request"),
    ("open", "object", BO, {}, "does not go with H1"),
]

TABLES = (
    (COMMITMENTS, OF_A_COMMITMENT, OF_COMMITMENTS),
    (DECISIONS, OF_A_DECISION, OF_DECISIONS),
    (HELP_REQUESTS, OF_A_HELP_REQUEST, OF_HELP_REQUESTS),
)
ROWS = [(states[row[0]], *row[1:]) for states, _, rows in TABLES for row in rows]


@pytest.mark.parametrize(("subject", "verb", "speaker", "more", "becomes"), ROWS)
def test_a_command(subject, verb, speaker, more, becomes) -> None:
    outcome = says(speaker, verb, subject, **more)
    if isinstance(becomes, str):
        assert isinstance(outcome, Refusal)
        assert becomes in f"{outcome.why} {outcome.hint}"
        assert outcome.line == f"{verb} it"
    else:
        opened = "H" if isinstance(becomes, HelpRequested) else subject.id
        assert outcome == Change(opened, becomes)


ELSEWHERE = {
    ("ok", OF_A_COMMITMENT["ok"]): {False},
    ("decide anyway", OF_A_DECISION["decide anyway"]): {True},
    ("reverse", OF_A_DECISION["reverse"]): {True},
}
"""What opens another record, or takes a right, is tried below."""


@pytest.mark.parametrize(("_", "rules", "rows"), TABLES)
def test_every_rule_is_kept_and_refused_in_these_tables(_, rules, rows) -> None:
    for verb in rules:
        outcomes = {isinstance(row[4], str) for row in rows if row[1] == verb}
        assert outcomes == ELSEWHERE.get((verb, rules[verb]), {True, False}), verb


def test_deciding_anyway_takes_the_right_and_a_reason() -> None:
    entitled = held(ANA, DECISIONS["objected"], may_decide_anyway=True)
    said = Command("decide anyway", "D1 decide anyway: it is time", "D1", "it is time")
    assert decide(said, entitled) == Change("D1", DecidedAnyway("it is time"))
    outcome = decide(replace(said, text=""), entitled)
    assert isinstance(outcome, Refusal)
    assert "owed a reason" in outcome.why


def test_what_stands_is_amended_by_an_intent_and_reversed_by_a_decision() -> None:
    amended = Intended("ana", "keep it", CLOSES, ("bo", "mara"), replaces="D1")
    assert says(ANA, "amend", DECISIONS["adopted"], text="keep it") == Change("D", amended)
    reversal = Decided("ana", "reversed: drop Python 3.11", "because", replaces="D1")
    assert says(ANA, "reverse", DECISIONS["adopted"], **WHY) == Change("D", reversal)


def test_what_is_amended_keeps_what_it_is_for_and_when_it_is_looked_at_again() -> None:
    review, why = date(2027, 3, 1), {"trial": True, "goal": "Billing", "criteria": "fewer calls"}
    it = decision(
        (Intended("ana", "drop it", CLOSES, ("bo", "mara"), review=review, **why), "ana"), (Adopted(CLOSES), "")
    )
    amended = Intended("ana", "keep it", CLOSES, ("bo", "mara"), review=review, replaces="D1", **why)
    assert says(ANA, "amend", it, text="keep it") == Change("D", amended)
    on_its_day = replace(amended, review=None, trial=False)
    assert says(ANA, "amend", replace(it, review=TODAY), text="keep it") == Change("D", on_its_day)


def test_what_an_objection_stopped_is_held_from_today() -> None:
    """The window has closed, and silence does not count yet."""
    now = CLOSES + timedelta(days=3)
    for due in (None, When("2 days", shift=(2, "d"))):
        held_back = HeldBack(datetime(2026, 12, 6, 16, 30, tzinfo=UTC))
        assert says(MARA, "hold", DECISIONS["objected"], now=now, due=due) == Change("D1", held_back)


@pytest.mark.parametrize(("verb", "kept"), [("done", Kept()), ("drop", Dropped())])
@pytest.mark.parametrize(("zone", "late"), [("America/Los_Angeles", False), ("Europe/Berlin", True)])
def test_on_behalf_of_somebody_it_is_late_where_they_are(verb, kept, zone, late) -> None:
    """At 08:00 in Berlin, on the day after, the day is not over in California."""
    there = replace(ANA, zone=zone)
    now = datetime(2026, 12, 4, 8, tzinfo=BERLIN)
    knows = replace(held(MARA, COMMITMENTS["open"], now=now), team=(there, BO, MARA))
    said = Command(verb, f"C1 {verb} for @ana", "C1", person="@ana")
    assert decide(said, knows) == Change("C1", replace(kept, late=late))


@pytest.mark.parametrize("states", [COMMITMENTS, DECISIONS, HELP_REQUESTS])
def test_every_refusal_names_the_line_and_the_reason(states) -> None:
    for subject in states.values():
        for verb in get_args(Verb):
            outcome = says(MARA, verb, subject)
            assert isinstance(outcome, Change) or (outcome.line and outcome.why), verb


def test_what_does_not_exist_is_refused() -> None:
    outcome = decide(Command("done", "C77 done", "C77"), held(ANA))
    assert isinstance(outcome, Refusal)
    assert "no C77" in outcome.why


LATE = NOW + timedelta(days=7)


def test_what_is_late_stands_at_once_whoever_waits() -> None:
    awaited = COMMITMENTS["awaited"]
    assert says(ANA, "to", awaited, now=LATE, **LATER) == Change(
        "C1", Renegotiated(date(2026, 12, 8), DUE, "because", late=True)
    )
    assert says(ANA, "drop", awaited, now=LATE) == Change("C1", Dropped(late=True))
    assert says(ANA, "done", awaited, now=LATE) == Change("C1", Kept(late=True))
    assert says(ANA, "shrink", awaited, now=LATE, text="read it") == Change(
        "C1", Shrunk("read it", "ship the importer", late=True)
    )


def test_a_change_that_was_proposed_in_time_is_not_late_until_it_is_contradicted() -> None:
    assert says(ANA, "done", COMMITMENTS["moving"], now=LATE) == Change("C1", Kept())
    assert says(ANA, "done", COMMITMENTS["countered"], now=LATE) == Change("C1", Kept(late=True))
    assert says(ANA, "done", COMMITMENTS["moving"], now=NOW + timedelta(days=12)) == Change("C1", Kept(late=True))


def test_another_day_that_has_gone_by_is_not_agreed_to() -> None:
    outcome = says(ANA, "accept", COMMITMENTS["countered"], now=NOW + timedelta(days=12))
    assert isinstance(outcome, Refusal)
    assert "gone by" in outcome.why


def test_a_late_move_is_late() -> None:
    outcome = says(ANA, "to", COMMITMENTS["open"], now=NOW + timedelta(days=7), **LATER)
    assert outcome == Change("C1", Renegotiated(date(2026, 12, 8), DUE, "because", late=True))


def test_a_move_by_days_counts_from_the_day_that_is_moved_or_from_today_when_it_has_passed() -> None:
    by_days = {"due": When("+3d", shift=(3, "d"))}
    assert says(ANA, "to", COMMITMENTS["open"], **by_days).fact.due == DUE + timedelta(days=3)
    late = NOW + timedelta(days=20)
    assert says(ANA, "to", COMMITMENTS["open"], now=late, **by_days).fact.due == late.date() + timedelta(days=3)


def test_the_day_is_the_speakers_own() -> None:
    """At 03:00 in Berlin on the day after, it is still the due day in Los Angeles."""
    there = person("Ana Soto", zone="America/Los_Angeles")
    night = datetime(2026, 12, 4, 3, tzinfo=NOW.tzinfo)
    assert not says(there, "to", COMMITMENTS["open"], now=night, **LATER).fact.late
    assert says(ANA, "to", COMMITMENTS["open"], now=night, **LATER).fact.late


# --- lines that open something ----------------------------------------------------------------------------------------


def promise(**more: object):
    return decide(Promise("ship it", "- ship it", **more), held(ANA, occurrence="k/1"))


def test_a_line_of_ones_own_is_a_commitment() -> None:
    assert promise(due=on(DUE)) == Change("C", Promised("ana", "ship it", DUE, occurrence="k/1"))


def test_without_a_day_it_is_due_at_the_next_review() -> None:
    assert promise() == Change("C", Promised("ana", "ship it", date(2026, 12, 7), occurrence="k/1", due_assumed=True))


@pytest.mark.parametrize("handle", ["@bo", "bo", "Bo Kim", "bo@acme.example", "@BO"])
def test_a_line_for_somebody_else_is_an_offer(handle: str) -> None:
    assert promise(owner=handle, due=on(DUE)) == Change("C", Offered("bo", "ship it", DUE, occurrence="k/1"))


def test_a_line_for_oneself_by_name_is_no_offer() -> None:
    assert isinstance(promise(owner="@ana").fact, Promised)


def test_a_guest_may_be_asked() -> None:
    assert promise(owner="@sam").fact.owner == "sam"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"owner": "@zed"}, "nobody called"),
        ({"due": on(date(2026, 11, 26))}, "in the past"),
        ({"due": When("soon")}, '"soon"'),
        ({"due": When("03/04", readings=(date(2027, 4, 3), date(2027, 3, 4)))}, "3 April or 4 March"),
        ({"due": on(date(2426, 11, 26))}, "too far ahead"),
        ({"due": When("+9999w", shift=(9999, "w"))}, "+9999w"),
        ({"due": When("+9999d", shift=(9999, "d"))}, "+9999d"),
    ],
)
def test_a_promise_that_is_refused(more, why) -> None:
    outcome = promise(**more)
    assert isinstance(outcome, Refusal)
    assert why in outcome.why


def test_today_is_not_in_the_past() -> None:
    assert promise(due=on(TODAY)).fact.due == TODAY


def test_who_waits_for_it_is_kept_where_the_name_is_clear() -> None:
    assert promise(needed_by=("@bo", "@zed", "mara")).fact.needed_by == ("bo", "mara")
    assert promise(needed_by=("@bo", "@zed", "mara")).fact.what.endswith(" (@zed)"), "no name is lost"


def test_a_decision_is_recorded() -> None:
    said = Ruling("keep SQLite", "Decision: …", "it is enough", on(date(2027, 3, 1)))
    made = Decided("ana", "keep SQLite", "it is enough", date(2027, 3, 1))
    assert decide(said, held(ANA)) == Change("D", made)
    assert isinstance(decide(Ruling("x", "l", review=on(date(2026, 1, 1))), held(ANA)), Refusal)
    assert decide(Ruling("x", "l"), held(ANA)).fact.review is None


@pytest.mark.parametrize(
    ("replaced", "why"),
    [
        ("decided", ""),
        ("adopted", ""),
        ("intended", "does not stand yet"),
        ("objected", "does not stand yet"),
        ("withdrawn", "was withdrawn"),
        ("superseded", "replaced by D2 already"),
        (None, "there is no D1"),
    ],
)
@pytest.mark.parametrize("kind", [Ruling, Intent])
def test_only_what_stands_is_replaced(kind, replaced, why) -> None:
    outcome = decide(kind("x", "l", replaces="D1"), held(BO, DECISIONS[replaced] if replaced else None))
    if why:
        assert isinstance(outcome, Refusal)
        assert why in outcome.why
    else:
        assert outcome.fact.replaces == "D1"


def intent(**more: object):
    return decide(Intent("drop 3.11", "Intent: …", **more), held(ANA))


def test_an_intent_asks_all_the_others() -> None:
    assert intent() == Change("D", Intended("ana", "drop 3.11", CLOSES, ("bo", "mara")))


@pytest.mark.parametrize(("reversible", "days"), [(None, 0), (True, 0), (False, 3)])
def test_an_irreversible_one_waits_longer(reversible, days) -> None:
    made = intent(reversible=reversible).fact
    assert (made.reversible, made.closes) == (reversible is not False, CLOSES + timedelta(days=days))


def test_a_window_ends_when_its_owner_says() -> None:
    five = datetime(2026, 12, 1, 16, tzinfo=UTC)
    assert intent(closes=When("Tuesday 17:00", TUESDAY, at=five)).fact.closes == five
    assert intent(closes=on(TUESDAY)).fact.closes == datetime(2026, 12, 1, 16, 30, tzinfo=UTC), "the end of her day"


@pytest.mark.parametrize(
    ("closes", "why"),
    [
        (When("today 8:00", TODAY, at=datetime(2026, 11, 27, 7, tzinfo=UTC)), "gone by"),
        (When("today 9:00", TODAY, at=datetime(2026, 11, 27, 8, tzinfo=UTC)), "gone by"),
        (on(date(2026, 11, 26)), "in the past"),
        (When("soon"), '"soon"'),
    ],
)
def test_a_window_that_can_not_be(closes, why) -> None:
    outcome = intent(closes=closes)
    assert isinstance(outcome, Refusal)
    assert why in outcome.why

"""Who may say what about what: (state, said, by whom) → the fact that is recorded, or why not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from situations import (
    ANA,
    BO,
    CLOSES,
    COMMITMENTS,
    DECISIONS,
    DUE,
    HELP_REQUESTS,
    MARA,
    NOW,
    TODAY,
    TUESDAY,
    held,
    on,
    person,
    says,
)

from paceline.domain.decide import decide
from paceline.domain.facts import (
    Accepted,
    Advised,
    Agreed,
    Amended,
    Decided,
    Declined,
    Dropped,
    HeldBack,
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpTaken,
    Intended,
    Kept,
    MarkedAtRisk,
    Objected,
    Offered,
    Promised,
    Renegotiated,
    Withdrawn,
)
from paceline.domain.outcome import Change, Refusal
from paceline.domain.rules import OF_A_COMMITMENT, OF_A_DECISION, OF_A_HELP_REQUEST
from paceline.domain.statements import Command, Intent, Promise, Ruling, Verb, When

WHY = {"text": "because"}
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
    ("open", "take", BO, {}, "does not go with C1"),
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
    ("adopted", "amend", ANA, {"text": "keep it"}, "decided already"),
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
    ("open", "refer", BO, {"person": "@sam"}, HelpReferred("sam")),
    ("open", "refer", BO, {"person": "@zed"}, 'nobody called "@zed"'),
    ("closed", "refer", BO, {"person": "@mara"}, "closed already"),
    ("open", "can't", BO, {}, HelpDeclined()),
    ("open", "can't", ANA, {}, "your own request"),
    ("closed", "can't", BO, {}, "closed already"),
    ("open", "done", ANA, WHY, HelpClosed("because")),
    ("taken", "done", BO, {}, HelpClosed()),
    ("closed", "done", ANA, {}, "closed already"),
    ("open", "ok", BO, {}, "does not go with H1"),
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


@pytest.mark.parametrize(("_", "rules", "rows"), TABLES)
def test_every_rule_is_kept_and_refused_in_these_tables(_, rules, rows) -> None:
    for verb in rules:
        outcomes = {isinstance(row[4], str) for row in rows if row[1] == verb}
        assert outcomes == ({False} if verb == "ok" and rules is OF_A_COMMITMENT else {True, False}), verb


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


def test_a_decision_is_recorded() -> None:
    said = Ruling("keep SQLite", "Decision: …", "it is enough", on(date(2027, 3, 1)))
    made = Decided("ana", "keep SQLite", "it is enough", date(2027, 3, 1))
    assert decide(said, held(ANA)) == Change("D", made)
    assert isinstance(decide(Ruling("x", "l", review=on(date(2026, 1, 1))), held(ANA)), Refusal)
    assert decide(Ruling("x", "l"), held(ANA)).fact.review is None


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

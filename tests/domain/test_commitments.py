from __future__ import annotations

from datetime import date, timedelta

import pytest
from situations import COMMITMENTS, DUE, NOW, OFFERED, PROMISED, commitment, entries

from paceline.domain.commitments import Move, fold
from paceline.domain.facts import (
    Accepted,
    Corrected,
    Declined,
    Dropped,
    HelpDeclined,
    HelpTaken,
    Kept,
    MarkedAtRisk,
    Promised,
    Renegotiated,
    Undone,
)

LATER = date(2026, 12, 8)


@pytest.mark.parametrize(
    ("state", "is_open"),
    [("open", True), ("accepted", True), ("kept", False), ("dropped", False), ("offered", False), ("declined", False)],
)
def test_what_is_open(state: str, is_open: bool) -> None:
    assert COMMITMENTS[state].is_open == is_open


@pytest.mark.parametrize("state", COMMITMENTS)
def test_it_slips_the_day_after_and_only_while_it_is_open(state: str) -> None:
    it = COMMITMENTS[state]
    assert not it.slipped(DUE)
    assert it.slipped(DUE + timedelta(days=1)) == (it.is_open and not it.is_proposed)


def test_a_promise_keeps_all_that_was_said() -> None:
    it = commitment((Promised("ana", "ship it", DUE, "the run is green", ("eve",), "k/1"), "ana"))
    assert (it.id, it.team, it.owner, it.asked_by, it.what) == ("C1", "platform", "ana", "ana", "ship it")
    assert (it.due, it.first_due, it.done_when, it.needed_by, it.occurrence) == (
        DUE,
        DUE,
        "the run is green",
        ("eve",),
        "k/1",
    )
    assert it.opened == NOW


def test_an_offer_says_who_asks() -> None:
    it = commitment(OFFERED)
    assert (it.state, it.owner, it.asked_by) == ("offered", "bo", "ana")


@pytest.mark.parametrize(
    ("fact", "state", "note"),
    [
        (Kept("at last"), "kept", "at last"),
        (Dropped("no use"), "dropped", "no use"),
        (Declined("no time"), "declined", "no time"),
    ],
)
def test_its_end_says_why_and_when(fact, state, note) -> None:
    it = commitment(OFFERED, (Accepted(), "bo"), (fact, "bo"))
    assert (it.state, it.note, it.closed) == (state, note, NOW + timedelta(hours=2))


def test_each_move_is_kept_and_the_first_day_too() -> None:
    it = commitment(PROMISED, (Renegotiated(LATER, DUE, "x"), "ana"), (Renegotiated(DUE, LATER, "y", late=True), "ana"))
    assert it.moves == (Move(DUE, LATER, "x", late=False), Move(LATER, DUE, "y", late=True))
    assert (it.first_due, it.due) == (DUE, DUE)


def test_a_move_ends_the_risk() -> None:
    it = commitment(PROMISED, (MarkedAtRisk("vendor"), "ana"))
    assert it.risk == "vendor"
    assert commitment(PROMISED, (MarkedAtRisk("vendor"), "ana"), (Renegotiated(LATER, DUE), "ana")).risk is None


def test_an_offer_answered_with_another_day_is_a_promise_for_that_day() -> None:
    it = commitment(OFFERED, (Renegotiated(LATER, DUE), "bo"))
    assert (it.state, it.owner, it.due) == ("open", "bo", LATER)


def test_helpers_are_named_once_and_may_leave() -> None:
    taken = (PROMISED, (HelpTaken(), "bo"), (HelpTaken("more"), "bo"), (HelpTaken(), "mara"))
    assert commitment(*taken).helpers == ("bo", "mara")
    assert commitment(*taken, (HelpDeclined(), "bo")).helpers == ("mara",)


def test_a_correction_is_no_renegotiation() -> None:
    it = commitment(PROMISED, (Corrected("ship the exporter", LATER), "ana"))
    assert (it.what, it.due, it.first_due, it.moves) == ("ship the exporter", LATER, LATER, ())
    assert commitment(PROMISED, (Corrected(due=LATER), "ana")).what == "ship the importer"
    assert commitment(PROMISED, (Corrected("x"), "ana")).due == DUE


def test_a_correction_after_a_move_leaves_the_first_day() -> None:
    it = commitment(PROMISED, (Renegotiated(LATER, DUE), "ana"), (Corrected(due=date(2026, 12, 9)), "ana"))
    assert (it.due, it.first_due) == (date(2026, 12, 9), DUE)


def test_what_is_undone_does_not_count() -> None:
    made = (PROMISED, (Kept(), "ana"))
    assert fold(entries("C1", *made, (Undone("m2"), "ana"))) == commitment(PROMISED)
    assert fold(entries("C1", *made, (Undone("m1"), "ana"))) is None


def test_facts_about_nothing_make_nothing() -> None:
    assert fold(()) is None
    assert fold(entries("C1", (Kept(), "ana"), (HelpTaken(), "bo"))) is None

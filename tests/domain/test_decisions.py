from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from situations import CLOSES, DECISIONS, INTENDED, NOW, decision, entries

from paceline.domain.decisions import Word, fold
from paceline.domain.facts import (
    Adopted,
    Advised,
    Agreed,
    Amended,
    Corrected,
    Decided,
    Extended,
    HeldBack,
    Intended,
    Objected,
    Undone,
    Withdrawn,
    standing,
)

EDGE, FARM = (Objected("the edge nodes"), "bo"), (Objected("the build farm"), "mara")
LATER = CLOSES + timedelta(days=2)


@pytest.mark.parametrize("name", DECISIONS)
def test_only_an_intent_waits(name: str) -> None:
    assert DECISIONS[name].is_waiting == (name in ("intended", "agreed", "held"))


def test_a_decision_stands_from_the_moment_it_was_said() -> None:
    it = decision((Decided("ana", "keep SQLite", "it is enough", date(2027, 3, 1), "k/1"), "ana"))
    assert (it.state, it.since, it.closes) == ("decided", NOW, None)
    assert (it.owner, it.title, it.rationale, it.review) == ("ana", "keep SQLite", "it is enough", date(2027, 3, 1))
    assert it.occurrence == "k/1"


def test_an_intent_keeps_all_that_was_said() -> None:
    it = decision((Intended("ana", "drop 3.11", CLOSES, ("bo",), "typing", False, "k/1"), "ana"))
    assert (it.state, it.closes, it.audience, it.since) == ("intended", CLOSES, ("bo",), None)
    assert (it.rationale, it.reversible, it.occurrence) == ("typing", False, "k/1")


def test_it_is_unanimous_when_all_who_were_asked_have_agreed() -> None:
    assert not decision(INTENDED, (Agreed(), "bo")).unanimous
    assert decision(INTENDED, (Agreed(), "bo"), (Agreed(), "mara")).unanimous
    assert decision(INTENDED, (Agreed(), "bo"), (Agreed(), "bo")).agreed == ("bo",)
    assert not decision((Intended("ana", "x", CLOSES, ()), "ana")).unanimous, "nobody is not everybody"


def test_an_objection_stops_it_and_an_ok_takes_it_back() -> None:
    assert decision(INTENDED, EDGE).objections == (Word("bo", "the edge nodes"),)
    assert decision(INTENDED, EDGE, FARM, (Agreed(), "bo")).state == "objected", "another stands"
    back = decision(INTENDED, EDGE, (Agreed(), "bo"))
    assert (back.state, back.objections, back.agreed) == ("intended", (), ("bo",))


def test_an_objection_takes_an_ok_back() -> None:
    assert decision(INTENDED, (Agreed(), "bo"), EDGE).agreed == ()


def test_advice_never_blocks() -> None:
    it = decision(INTENDED, (Advised("watch the edge"), "bo"))
    assert (it.state, it.advice) == ("intended", (Word("bo", "watch the edge"),))


def test_it_is_adopted_since_it_became_true() -> None:
    it = decision(INTENDED, (Adopted(CLOSES, ("bo", "mara")), ""))
    assert (it.state, it.since) == ("decided", CLOSES)


def test_a_late_ok_changes_nothing_that_stands() -> None:
    assert decision(INTENDED, (Adopted(CLOSES), ""), (Agreed(), "bo")).state == "decided"
    assert decision(INTENDED, (Withdrawn(), "ana"), (Agreed(), "bo")).state == "withdrawn"


def test_it_is_held_open_for_all_and_extended_for_who_was_not_reached() -> None:
    held = decision(INTENDED, (HeldBack(LATER), "bo"))
    assert (held.closes, held.held, held.state) == (LATER, ("bo",), "intended")
    extended = decision(INTENDED, (Extended(LATER, ("bo",)), ""), (Extended(LATER, ("bo", "mara")), ""))
    assert (extended.closes, extended.extended_for) == (LATER, ("bo", "mara"))


def test_an_amendment_opens_it_anew_and_keeps_the_dissent() -> None:
    before = (INTENDED, (Agreed(), "mara"), (HeldBack(LATER), "bo"), (Extended(LATER, ("bo",)), ""), EDGE)
    it = decision(*before, (Amended("keep 3.11", "drop Python 3.11", LATER), "ana"))
    assert (it.state, it.title, it.was, it.closes) == ("intended", "keep 3.11", ("drop Python 3.11",), LATER)
    assert (it.agreed, it.held, it.extended_for, it.objections) == ((), (), (), ())
    assert it.advice == (Word("bo", "the edge nodes"),)


def test_a_correction_changes_words_or_the_review() -> None:
    it = decision((Decided("ana", "keep SQLite"), "ana"), (Corrected("keep Postgres", date(2027, 3, 1)), "ana"))
    assert (it.title, it.review) == ("keep Postgres", date(2027, 3, 1))


def test_what_is_undone_does_not_count() -> None:
    assert fold(entries("D1", INTENDED, EDGE, (Undone("m2"), "bo"))) == decision(INTENDED)
    assert fold(entries("D1", INTENDED, (Undone("m1"), "ana"))) is None


def test_facts_about_nothing_make_nothing() -> None:
    assert fold(()) is None
    assert fold(entries("D1", EDGE, (Agreed(), "bo"))) is None


def test_what_the_clock_did_came_from_no_mail_and_is_never_undone() -> None:
    closed = replace(entries("D1", (Adopted(CLOSES), ""))[0], message="")
    undone = entries("D1", (Undone(""), "ana"))
    assert standing((closed, *undone)) == (closed,)

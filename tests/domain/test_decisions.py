from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from situations import CLOSES, DECISIONS, INTENDED, NOW, decision, entries

from paceline.domain.decisions import Judged, Word, fold
from paceline.domain.facts import (
    Adopted,
    Advised,
    Agreed,
    Amended,
    Corrected,
    Decided,
    DecidedAnyway,
    Extended,
    HeldBack,
    Intended,
    Objected,
    OwnershipDelegated,
    ReplacementIntended,
    ReviewMissed,
    Superseded,
    Undone,
    Upheld,
    VoiceDelegated,
    Withdrawn,
    WorryJudged,
    standing,
)

EDGE, FARM = (Objected("the edge nodes"), "bo"), (Objected("the build farm"), "mara")
LATER = CLOSES + timedelta(days=2)


@pytest.mark.parametrize("name", DECISIONS)
def test_only_an_intent_waits(name: str) -> None:
    assert DECISIONS[name].is_waiting == (name in ("intended", "agreed", "held", "overruled"))


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


# --- decided over an objection ----------------------------------------------------------------------------------------

ANYWAY = (DecidedAnyway("it is time"), "ana")


def test_deciding_anyway_lifts_the_block_and_keeps_the_words() -> None:
    it = decision(INTENDED, (Agreed(), "mara"), EDGE, ANYWAY)
    assert (it.state, it.objections, it.dissent) == ("intended", (), (Word("bo", "the edge nodes"),))
    assert (it.anyway, it.agreed, it.worries) == (("it is time",), ("mara",), it.dissent)
    again = decision(INTENDED, EDGE, ANYWAY, FARM)
    assert (again.state, again.objections) == ("objected", (Word("mara", "the build farm"),))
    twice = decision(INTENDED, EDGE, ANYWAY, FARM, (DecidedAnyway("still"), "ana"))
    assert [word.text for word in twice.worries] == ["the edge nodes", "the build farm"]
    assert twice.anyway == ("it is time", "still")


def test_other_words_make_advice_of_what_was_overruled() -> None:
    it = decision(INTENDED, EDGE, ANYWAY, (Amended("keep 3.11", "drop Python 3.11", LATER), "ana"))
    assert (it.dissent, it.anyway, it.advice) == ((), (), (Word("bo", "the edge nodes"),))


def test_an_owners_own_words_are_no_worry() -> None:
    assert decision(INTENDED, (Advised("mind the farm"), "ana"), (Advised("and the edge"), "bo")).worried == ("bo",)


# --- whose word it is -------------------------------------------------------------------------------------------------


def test_a_voice_that_was_given_away_is_waited_for_elsewhere() -> None:
    it = decision(INTENDED, (Agreed(), "bo"), (VoiceDelegated("sam"), "bo"))
    assert (it.audience, it.agreed, it.speaks_for) == (("sam", "mara"), (), (("sam", "bo"),))
    both = decision(INTENDED, (Agreed(), "mara"), (VoiceDelegated("mara"), "bo"))
    assert both.audience == ("mara",)
    assert both.unanimous, "one word counts for both"


def test_owner_and_new_owner_change_places() -> None:
    it = decision(INTENDED, (Agreed(), "bo"), (OwnershipDelegated("bo"), "ana"))
    assert (it.owner, it.audience, it.agreed) == ("bo", ("mara", "ana"), ("ana",))
    back = decision(INTENDED, (OwnershipDelegated("bo"), "ana"), (OwnershipDelegated("ana"), "bo"))
    assert (back.owner, set(back.audience)) == ("ana", {"bo", "mara"})
    plain = decision((Decided("ana", "keep SQLite"), "ana"), (OwnershipDelegated("bo"), "ana"))
    assert (plain.owner, plain.audience) == ("bo", ())


# --- looked at again, and replaced ------------------------------------------------------------------------------------

MARCH, JUNE = date(2027, 3, 1), date(2027, 6, 1)
REVIEWED = (Decided("ana", "keep SQLite", review=MARCH), "ana")


def test_kept_it_is_looked_at_no_more_but_on_the_day_that_was_said() -> None:
    kept = decision(REVIEWED, (ReviewMissed(), ""), (Upheld("it served us"), "ana"))
    assert (kept.state, kept.review, kept.missed, kept.upheld) == ("decided", None, False, ("it served us",))
    assert decision(REVIEWED, (ReviewMissed(), "")).missed
    assert decision(REVIEWED, (Upheld("", JUNE), "ana")).review == JUNE


def test_the_last_word_on_a_worry_counts() -> None:
    it = decision(REVIEWED, (WorryJudged(True), "bo"), (WorryJudged(False, "it stayed low"), "bo"))
    assert it.judged == (Judged("bo", False, "it stayed low"),)


def test_it_stands_until_what_replaces_it_does() -> None:
    meant = decision(REVIEWED, (ReplacementIntended("D2"), "ana"))
    assert (meant.state, meant.replaced_by, meant.review) == ("decided", "D2", None)
    gone = decision(REVIEWED, (ReplacementIntended("D2"), "ana"), (Superseded("D2"), ""))
    assert (gone.state, gone.replaced_by, gone.is_open) == ("superseded", "D2", False)


def test_a_replacement_that_is_undone_leaves_it_standing() -> None:
    it = decision(REVIEWED, (Superseded("D2"), "bo"), (Undone("m2"), "bo"))
    assert (it.state, it.review, it.replaced_by) == ("decided", MARCH, "")


def test_an_intent_may_have_a_review_day_and_replace_something() -> None:
    it = decision((Intended("ana", "x", CLOSES, ("bo",), review=MARCH, replaces="D7"), "ana"), (Adopted(CLOSES), ""))
    assert (it.state, it.review, it.replaces) == ("decided", MARCH, "D7")

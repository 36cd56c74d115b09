"""Whether to meet: the rules of agenda/verdict.py, one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from situations import ASKED, DECISIONS, DUE, INTENDED, NOW, PROMISED, commitment, decision, help_request

from paceline.agenda.contents import Verdict
from paceline.agenda.verdict import verdict
from paceline.domain.facts import HelpTaken, Kept, Objected, Promised

ALL = ("ana", "bo", "mara")
WAITED_FOR = commitment((Promised("ana", "ship the importer", DUE, needed_by=("bo",)), "ana"))
OBJECTED = DECISIONS["objected"]
OPEN = help_request(ASKED)


def judge(
    *items,
    written: int = 3,
    organizer: str = "mara",
    present: tuple[str, ...] = ALL,
    planned: int = 30,
    last: datetime | None = None,
    today: date = date(2026, 11, 30),
) -> Verdict:
    return verdict(
        items,
        written=written,
        organizer=organizer,
        present=present,
        planned=planned,
        invited=3,
        last_digest=last,
        today=today,
    )


def test_with_nothing_to_talk_about_it_is_skipped_and_all_minutes_are_given_back() -> None:
    assert judge() == Verdict(False, 0, (), (), 90, 30, 3)


def test_when_nobody_has_answered_it_is_held_as_planned() -> None:
    assert judge(written=0) == Verdict(True, 30, (), ALL, 0, 30, 3)


@pytest.mark.parametrize("present", [(), ("ana",)])
def test_nobody_meets_alone(present) -> None:
    assert judge(written=0, present=present) == Verdict(False, 0, (), (), 0, 30, 3)


def test_what_has_no_minutes_in_the_calendar_is_no_meeting_that_goes_as_planned() -> None:
    assert judge(written=0, planned=0) == Verdict(False, 0, (), (), 0, 0, 3)
    assert judge(OBJECTED, planned=0).minutes == 10


def test_an_objection_is_talked_about_by_its_owner_and_who_objects() -> None:
    found = judge(OBJECTED)
    assert (found.meet, found.minutes, found.people) == (True, 10, ("ana", "bo"))
    assert found.items == ("drop Python 3.11 (D1): an objection stands",)
    assert found.given_back == 3 * 30 - 2 * 10


@pytest.mark.parametrize("present", [("ana", "mara"), ("bo", "mara"), ("mara",)])
def test_without_one_of_the_two_there_is_no_talk(present) -> None:
    assert not judge(OBJECTED, present=present).meet


def test_two_objectors_talk_without_the_owner() -> None:
    both = decision(INTENDED, (Objected("the edge"), "bo"), (Objected("the farm"), "mara"))
    assert judge(both, present=("bo", "mara")).people == ("bo", "mara")


@pytest.mark.parametrize("name", ["intended", "agreed", "adopted", "withdrawn", "decided"])
def test_no_other_decision_makes_a_meeting(name) -> None:
    assert not judge(DECISIONS[name]).meet


def test_help_that_an_earlier_digest_has_shown_is_talked_about() -> None:
    found = judge(OPEN, last=NOW + timedelta(hours=1))
    assert (found.minutes, found.people) == (5, ("ana", "mara"))
    assert "a DBA for an hour (H1)" in found.items[0]


def test_a_new_request_is_shown_first() -> None:
    assert not judge(OPEN).meet
    assert not judge(OPEN, last=NOW).meet, "the last digest came before it"


def test_a_request_of_the_organizers_is_everybodys() -> None:
    assert judge(OPEN, last=NOW + timedelta(hours=1), organizer="ana").people == ALL


def test_help_that_was_taken_is_no_reason() -> None:
    assert not judge(help_request(ASKED, (HelpTaken(), "bo")), last=NOW + timedelta(hours=1)).meet


def test_what_others_wait_for_is_talked_about_when_its_day_has_passed() -> None:
    assert not judge(WAITED_FOR, today=DUE).meet
    found = judge(WAITED_FOR, today=DUE + timedelta(days=1))
    assert (found.minutes, found.people) == (5, ("ana", "bo"))


def test_a_slip_that_nobody_waits_for_is_no_reason() -> None:
    late = DUE + timedelta(days=1)
    assert not judge(commitment(PROMISED), today=late).meet
    kept = commitment((Promised("ana", "x", DUE, needed_by=("bo",)), "ana"), (Kept(), "ana"))
    assert not judge(kept, today=late).meet


def test_it_is_never_longer_than_planned_and_names_everybody_once() -> None:
    found = judge(OBJECTED, OBJECTED, WAITED_FOR, planned=15, today=DUE + timedelta(days=1))
    assert (found.minutes, found.people, len(found.items)) == (15, ("ana", "bo"), 3)


def test_more_minutes_are_never_given_back_than_there_were() -> None:
    assert judge(OBJECTED, planned=0).given_back == 0


def test_something_to_talk_about_comes_before_the_silence_of_all() -> None:
    assert judge(OBJECTED, written=0).minutes == 10

"""Experiments: an intent that ends on its day, unless it is kept; and what an intent is for and judged by."""

from __future__ import annotations

import pytest
from conversation import Conversation

TRY = (
    "Experiment: no meetings on Wednesdays until 29 Jan because we need the quiet, "
    "goal: half a day of focus; criteria: nobody waits longer than a day"
)


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    return team.invites("mara").at("2026-11-27 09:00").heard_all()


@pytest.fixture
def tried(asked: Conversation) -> Conversation:
    """Ana's experiment stands since Tuesday 1 December."""
    asked.says("ana", TRY, to="new").at("2026-12-02 12:00")
    assert asked.status("D1") == "decided"
    return asked.heard_all()


def test_it_opens_a_window_and_says_when_it_ends(asked: Conversation) -> None:
    asked.says("ana", TRY, to="new")
    receipt = asked.hears("ana", "You intend: no meetings on Wednesdays", "an experiment until Fri 29 Jan")
    assert "we need the quiet" in receipt.words
    letter = asked.at("2026-11-30 09:00").hears("bo", "1. Ana intends: no meetings on Wednesdays")
    assert "Its goal: Half a day of focus." in letter.words
    assert "To be judged by: Nobody waits longer than a day." in letter.words
    assert "An experiment until Fri 29 Jan 2027; then Ana is asked whether to keep, amend or end it." in letter.words
    it = asked.record("D1")
    assert (it.trial, it.goal, it.criteria) == (True, "half a day of focus", "nobody waits longer than a day")


def test_it_stands_on_silence_and_the_letter_and_the_digest_tell_until_when(asked: Conversation) -> None:
    asked.says("ana", TRY, to="new").at("2026-12-02 12:00")
    outcome = asked.hears("bo", "Adopted: no meetings on Wednesdays")
    assert "goal half a day of focus" in outcome.words
    assert "until Fri 29 Jan 2027, as an experiment" in outcome.words
    assert (
        "an experiment until Fri 29 Jan" in asked.at("2026-12-07 09:00").hears("bo", "Platform weekly, Mon 7 Dec").words
    )


def test_on_its_day_it_is_looked_at_and_kept_amended_or_ended(tried: Conversation) -> None:
    tried.at("2027-01-28 23:00").heard_all().at("2027-01-29 09:00")
    letter = tried.hears("ana", "The experiment is over: no meetings on Wednesdays")
    assert "Its goal: Half a day of focus. To be judged by: Nobody waits longer than a day." in letter.words
    tried.says("ana", "D1 reverse because customers waited", to=letter)
    tried.hears("ana", "Decided: ended: no meetings on Wednesdays")
    assert tried.status("D1") == "superseded"


def test_kept_for_good_it_is_no_experiment_any_more(tried: Conversation) -> None:
    tried.at("2027-01-29 09:30").says("ana", "D1 keep because it works", to="new")
    it = tried.record("D1")
    assert (it.state, it.trial, it.review) == ("decided", False, None)


def test_kept_for_a_while_it_goes_on_as_one(tried: Conversation) -> None:
    tried.at("2027-01-29 09:30").says("ana", "D1 keep, review in March", to="new")
    it = tried.record("D1")
    assert (it.trial, it.review.isoformat()) == (True, "2027-03-31")


def test_an_objection_stops_it_like_any_intent(asked: Conversation) -> None:
    asked.says("ana", TRY, to="new").says("bo", "D1 object: our stand-up is on Wednesdays", to="new")
    assert asked.status("D1") == "objected"
    asked.at("2027-02-02 09:00")
    assert not [letter for letter in asked.letters("ana") if "The experiment is over" in letter.text]


def test_without_its_last_day_it_is_asked_about(asked: Conversation) -> None:
    asked.says("ana", "Experiment: no meetings on Wednesdays", to="new")
    asked.hears("ana", "NOT RECORDED", "Experiment: no meetings on Wednesdays until 31 January")
    assert asked.record("D1") is None


@pytest.mark.parametrize("day", ["24 Nov", "30 Nov"])
def test_it_does_not_end_before_it_begins(asked: Conversation, day: str) -> None:
    asked.says("ana", f"Experiment: no meetings on Wednesdays until {day}", to="new").hears("ana", "NOT RECORDED")
    assert asked.record("D1") is None or asked.record("D1").review.year == 2027


@pytest.mark.parametrize(
    "line",
    [
        "Experiment: keine Treffen am Mittwoch bis 29. Januar, weil wir Ruhe brauchen",
        "Expérience: pas de réunions le mercredi jusqu'au 29 janvier",
        "Experimento: sin reuniones los miércoles hasta el 29 de enero",
        "Experiência: sem reuniões às quartas até 29 de janeiro",
        "Esperimento: niente riunioni il mercoledì fino al 29 gennaio",
        "Experiment: geen vergaderingen op woensdag tot 29 januari",
    ],
)
def test_in_any_language(asked: Conversation, line: str) -> None:
    asked.says("ana", line, to="new")
    it = asked.record("D1")
    assert it is not None, asked.last("ana").text
    assert (it.trial, it.review.isoformat()) == (True, "2027-01-29")
    assert "29" not in it.title


def test_an_intent_may_say_what_it_is_for_and_judged_by(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 because of typing; criteria: no customer runs it", to="new")
    it = asked.record("D1")
    assert (it.title, it.rationale, it.criteria, it.trial) == (
        "drop Python 3.11",
        "typing",
        "no customer runs it",
        False,
    )
    letter = asked.at("2026-11-30 09:00").hears("bo", "1. Ana intends: drop Python 3.11")
    assert "To be judged by: No customer runs it." in letter.words


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "line",
    [
        "Decision: we keep SQLite because it is enough; goal: one machine; criteria: no page at night; review 1 March",
        "Decision: we keep SQLite because it is enough, review 1 March, goal: one machine, criteria: no page at night",
        (
            "Entscheidung: we keep SQLite weil it is enough, Überprüfung 1. März; Ziel: one machine;"
            " Kriterien: no page at night"
        ),
        """Decisions
- we keep SQLite because it is enough, review 1 March
  - goal: one machine
  - criteria: no page at night""",
    ],
)
def test_so_may_a_decision_and_it_is_looked_at_again_by_them(asked: Conversation, line: str) -> None:
    receipt = asked.says("ana", line).hears("ana", "goal: one machine; criteria: no page at night")
    assert '("it is enough")' in receipt.words
    it = asked.record("D1")
    assert (it.title, it.rationale, it.goal, it.criteria) == (
        "we keep SQLite",
        "it is enough",
        "one machine",
        "no page at night",
    )
    asked.says("bo", "why D1", to="new").hears("bo", "goal: one machine", "criteria: no page at night")
    asked.says("bo", "find page at night", to="new").hears("bo", "we keep SQLite")
    asked.at("2027-02-28 12:00").heard_all()
    letter = asked.at("2027-03-01 10:00").hears("ana", "Was it right? We keep SQLite")
    assert "Its goal: One machine. To be judged by: No page at night." in letter.words


def test_a_goal_in_the_middle_of_a_sentence_is_none(asked: Conversation) -> None:
    asked.says("ana", "Intent: we set the goal for the year in January", to="new")
    assert asked.record("D1").title == "we set the goal for the year in January"

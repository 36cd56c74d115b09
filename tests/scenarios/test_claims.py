"""A letter to Ana is answered from somewhere else: she is asked, and what was said counts when she says it was her."""

from __future__ import annotations

import pytest
from conversation import Conversation

from paceline import app
from paceline.ledger import inbox

ELSEWHERE = "Ana Soto <ana.soto@mail.example>"


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    return team.invites("mara").at("2026-11-27 09:00").heard_all()


@pytest.fixture
def held(asked: Conversation) -> Conversation:
    """Ana answered from her phone."""
    return asked.says("ana", "Next\n- ship the importer by Thursday", sender=ELSEWHERE)


def test_she_is_asked_and_nothing_is_recorded(held: Conversation) -> None:
    letter = held.hears("ana", "Was this you? A mail from ana.soto@mail.example", "nothing was recorded")
    assert "importer" not in letter.text
    assert held.record("C1") is None
    assert not [one for one in held.transport.letters if one.to.startswith("ana.soto")]


def test_her_yes_lets_it_in_and_keeps_the_address(held: Conversation) -> None:
    held.says("ana", "yes").hears("ana", "Yours from now on: ana.soto@mail.example")
    held.hears("ana", "ship the importer, by Thu 3 Dec")
    held.says("ana", "C1 done", sender=ELSEWHERE, to="new").hears("ana", "ship the importer")
    assert held.status("C1") == "kept"


def test_it_stays_hers_after_a_restart(held: Conversation) -> None:
    held.says("ana", "yes").heard_all()
    app.prepare(held.config)
    held.says("ana", "mine", sender=ELSEWHERE, to="new").hears("ana", "ship the importer")


def test_her_no_leaves_it_held(held: Conversation) -> None:
    held.says("ana", "no").hears("ana", "Not yours: ana.soto@mail.example")
    assert held.record("C1") is None
    held.says("ana", "mine", sender=ELSEWHERE, to="new").hears_nothing("ana")


def test_undo_takes_the_address_back(held: Conversation) -> None:
    held.says("ana", "yes")
    held.says("ana", "undo", to=next(one for one in held.letters("ana") if "Yours from now on" in one.words))
    held.heard_all().says("ana", "mine", sender=ELSEWHERE, to="new").hears_nothing("ana")


def test_she_is_asked_once(held: Conversation) -> None:
    held.heard_all().says("ana", "Next\n- and the docs by Friday", sender=ELSEWHERE, to=held.letters("ana")[0])
    held.hears_nothing("ana")


def test_who_has_her_letter_cannot_have_her_asked_without_end(asked: Conversation) -> None:
    letter = asked.last("ana")
    for number in range(5):
        asked.says("ana", "Done: all", sender=f"x{number}@mail.example", to=letter)
    assert len([one for one in asked.letters("ana") if one.subject.startswith("Was this you?")]) == 3


def test_a_colleague_who_answers_in_her_place_changes_nothing(asked: Conversation) -> None:
    asked.says("bo", "Next\n- ship the importer by Thursday", to=asked.last("ana"))
    asked.hears("ana", "Bo answered a letter that was yours", "Nothing was recorded")
    asked.hears_nothing("bo")
    assert asked.record("C1") is None


def test_who_answers_to_all_has_told_her_already(asked: Conversation) -> None:
    asked.says("bo", "Next\n- ship the importer by Thursday", to=asked.last("ana"), Cc="ana@acme.example")
    asked.hears_nothing("ana")
    assert asked.record("C1") is None


def test_only_she_can_say_so(held: Conversation) -> None:
    question = held.last("ana")
    held.says("bo", "yes", to=question)
    assert held.record("C1") is None


def test_an_address_that_became_somebody_elses_is_not_taken(held: Conversation) -> None:
    question = held.last("ana")
    held.invites("mara", guests=("mara", "ana.soto@mail.example"), uid="another").heard_all()
    held.says("ana", "yes", to=question).hears("ana", "has meanwhile become known as")


def test_who_could_be_taken_for_her_is_not_asked_about(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday", sender="ana@acrne.example")
    asked.hears_nothing("ana")
    with asked.ledger.begin() as tx:
        (held,) = inbox.listing(tx, ("held",))
    assert held["reason"] == "ana@acrne.example looks like ana@acme.example, and is another address"


def test_an_invite_of_a_look_alike_is_told_as_one(team: Conversation) -> None:
    team.invites("mara@acrne.example")
    team.hears("ops", "the address looks like mara@acme.example, and is another")


def test_a_stranger_who_answers_no_letter_is_only_held(asked: Conversation) -> None:
    asked.says("ana", "Next\n- ship the importer by Thursday", sender=ELSEWHERE, to="new")
    asked.hears_nothing("ana")

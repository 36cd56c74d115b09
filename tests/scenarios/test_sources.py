"""The mails that a record came from, by subject and day: one's own, and answers to letters that one might have got."""

from __future__ import annotations

import pytest
from conversation import CONFIG, Conversation


@pytest.fixture
def said(team: Conversation) -> Conversation:
    """Ana promises in her update and moves it in a mail of her own, whose subject is nobody's business."""
    team.invites("mara").at("2026-11-27 09:30")
    team.says("ana", "Next\n- ship the importer by 3 Dec\n- book a room by 4 Dec")
    team.at("2026-11-28 11:00")
    team.says("ana", "C1 to 4 Dec because the vendor is late", to="new", subject="From the clinic")
    return team.heard_all()


def test_the_mail_of_a_reply_is_named_with_its_moment(said: Conversation) -> None:
    answer = said.says("bo", "why C1", to="new").hears("bo", "How C1 came about")
    assert 'In a mail of Fri 27 Nov, 09:30: "Re: Platform weekly: your update for Mon 30 Nov"' in answer.words


def test_the_subject_of_a_mail_of_its_own_is_its_authors(said: Conversation) -> None:
    assert "clinic" not in said.says("bo", "why C1", to="new").hears("bo", "the vendor is late").words
    answer = said.says("ana", "why C1", to="new").hears("ana", "the vendor is late")
    assert 'In a mail of Sat 28 Nov, 11:00: "From the clinic"' in answer.words


def test_one_mail_that_said_two_things_is_named_once(said: Conversation) -> None:
    said.says("ana", "C2 at risk: no room is free\nC2 needs C1", to="new", subject="About the room")
    answer = said.says("ana", "why C2", to="new").hears("ana", "How C2 came about")
    assert answer.words.count("In a mail of") == 2
    assert answer.words.count("About the room") == 1


def test_a_subject_that_names_a_private_review_stays_there(team: Conversation) -> None:
    """Ana answers the mail that asks for both of her reviews; its subject names the one of which Bo knows nothing."""
    team.invites("mara")
    team.invites(
        "mara", guests=("mara", "ana"), title="Mara and Ana", uid="two@acme.example", text="template: one-to-one"
    )
    asked = team.at("2026-11-27 09:30").last("ana")
    assert "Mara and Ana" in asked.subject
    team.says("ana", "@bo: review the schema by 4 Dec", to=asked).heard_all()
    assert team.record("C1").owner == "bo"
    assert "Mara and Ana" not in team.says("bo", "why C1", to="new").hears("bo", "How C1 came about").text


def test_where_the_mail_is_no_longer_kept_the_rest_is_told(said: Conversation) -> None:
    said.restarts(CONFIG + "\n[retention]\nmails = 30\nletters = 30\n").at("2027-02-01 12:00").heard_all()
    answer = said.says("bo", "why C1", to="new").hears("bo", "ship the importer", "the vendor is late")
    assert "In a mail of" not in answer.words

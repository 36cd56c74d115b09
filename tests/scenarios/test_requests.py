"""What people ask about themselves by mail: a copy, and to be erased."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from conversation import Conversation

from paceline.clerks import requests


@pytest.fixture
def team(tmp_path: Path) -> Conversation:
    told = Conversation(tmp_path)
    told.invites("mara").at("2026-11-27 09:00")
    told.says("ana", "Done: tea\nNext\n- publish the API draft by 4 Dec\n\nprivate to @bo: a tapir")
    told.says("bo", "Next\n- water the plants by 4 Dec").heard_all()
    yield told
    told.close()


def test_a_person_gets_their_own_as_a_table(team: Conversation) -> None:
    team.says("ana", "export", to="new")
    letter = team.hears("ana", "What is on record of you is attached", "3 rows")
    (table,) = letter.mail.iter_attachments()
    assert (table.get_filename(), table.get_content_type()) == ("ana.csv", "text/csv")
    rows = list(csv.DictReader(io.StringIO(table.get_content())))
    assert {row["kind"] for row in rows} == {"commitment", "update", "private"}
    assert "a tapir" in table.get_content()
    assert "plants" not in table.get_content()
    team.says("bo", "export", to="new")
    (table,) = team.hears("bo", "What is on record of you").mail.iter_attachments()
    assert "a tapir" not in table.get_content(), "it has not been passed on yet"
    team.at("2026-12-01 12:00").says("mara", "meine Daten", to="new").hears("mara", "0 rows")


def test_what_is_too_much_for_a_mail_is_said(team: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "LARGEST", 10)
    team.says("ana", "export", to="new").hears("ana", "It is too much for a mail", "paceline export --person ana")


def test_who_wants_to_be_erased_has_the_operator_asked(team: Conversation) -> None:
    team.says("ana", "erase me", to="new").hears("ana", "Whoever runs the service was asked to erase you")
    team.hears("ops@acme.example", "ana@acme.example asks to be erased", "paceline people erase ana")
    assert team.status("C1") == "open"

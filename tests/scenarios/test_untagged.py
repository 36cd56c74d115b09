"""A mail server without plus-addresses: answers are found by what they quote, and by what a button fills in."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import EmailMessage
from urllib.parse import unquote

import pytest
from conversation import ROBOT, Conversation, Letter


@pytest.fixture
def untagged(team: Conversation) -> Conversation:
    team.config = replace(team.config, service=replace(team.config.service, plus_addressing=False))
    team.service = replace(team.service, config=team.config)
    return team.invites("mara").at("2026-11-27 09:00")


def asked(team: Conversation, who: str) -> Letter:
    return next(letter for letter in team.letters(who) if "your update" in letter.subject)


def writes(team: Conversation, who: str, subject: str, text: str) -> None:
    """Without In-Reply-To, as a button does, or a client that loses it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = team.address(who), ROBOT, subject
    mail["Message-ID"] = f"<{abs(hash((who, subject, text)))}@client.example>"
    mail.set_content(text)
    team.brings(mail.as_bytes())


def test_no_letter_has_another_address_than_the_services(untagged: Conversation) -> None:
    assert untagged.transport.letters
    for letter in untagged.transport.letters:
        assert str(letter.mail["Reply-To"]) == ROBOT
        assert b"async+" not in letter.raw
        assert "async+" not in letter.text + unquote(letter.html)


def test_an_answer_is_found_by_in_reply_to(untagged: Conversation) -> None:
    untagged.says("ana", "Next\n- ship the importer by Thursday", to=asked(untagged, "ana"), quote=False)
    untagged.hears("ana", "ship the importer")


def test_an_answer_is_found_by_the_reference_that_it_quotes(untagged: Conversation) -> None:
    letter = asked(untagged, "ana")
    quoted = "".join(f"> {line}\n" for line in letter.text.splitlines())
    writes(untagged, "ana", "my update", f"Next\n- ship the importer by Thursday\n\n{quoted}")
    untagged.hears("ana", "ship the importer")
    untagged.at("2026-11-30 08:00")
    assert not [each for each in untagged.letters("ana") if "still time" in each.subject], "her update is there"


def test_what_a_button_opens_carries_the_reference(untagged: Conversation) -> None:
    letter = asked(untagged, "ana")
    links = re.findall(r'mailto:async@acme\.example\?subject=([^&"]+)', letter.html)
    assert links
    writes(untagged, "ana", unquote(links[0]), "Next\n- ship the importer by Thursday\n")
    untagged.hears("ana", "ship the importer")
    untagged.at("2026-11-30 08:00")
    assert not [each for each in untagged.letters("ana") if "still time" in each.subject]


def test_anothers_reference_lets_nobody_answer_for_them(untagged: Conversation) -> None:
    letter = asked(untagged, "ana")
    [reference] = re.findall(r"ref [a-z2-7]{26}", letter.text)
    writes(untagged, "bo", f"[{reference}] update", "Next\n- ship the importer by Thursday\n")
    assert not [each for each in untagged.letters("ana") if "importer" in each.text]


def test_anothers_letter_that_is_quoted_above_ones_own_does_not_hide_it(untagged: Conversation) -> None:
    """Bo pastes what Ana was asked into the answer to his own letter."""
    theirs = re.findall(r"ref [a-z2-7]{26}", asked(untagged, "ana").text)
    own = re.findall(r"ref [a-z2-7]{26}", asked(untagged, "bo").text)
    quoted = "".join(f"> {each}\n" for each in ("ref aaaaaaaaaaaaaaaaaaaaaaaaaa", *theirs, *own))
    writes(untagged, "bo", "my update", f"Next\n- ship the importer by Thursday\n\n{quoted}")
    untagged.hears("bo", "ship the importer")
    untagged.at("2026-11-30 08:00")
    assert not [each for each in untagged.letters("bo") if "still time" in each.subject], "his update is there"


def test_what_only_looks_like_a_reference_is_none(untagged: Conversation) -> None:
    writes(untagged, "bo", "Intent: drop 3.11", "See ref abcdefghijklmnopqrstuvwxyz of the vendor.\n")
    untagged.hears("bo", "drop 3.11")


@pytest.mark.parametrize(
    ("when", "words"), [("2026-11-27 09:00", "no more asks"), ("2026-11-30 09:00", "no more digests")]
)
def test_the_button_of_a_client_stops_what_it_stands_on(untagged: Conversation, when: str, words: str) -> None:
    untagged.at(when)
    target = str(untagged.last("ana").mail["List-Unsubscribe"]).strip("<>").removeprefix("mailto:")
    address, _, subject = target.partition("?subject=")
    assert address == ROBOT
    writes(untagged, "ana", unquote(subject), "\n")
    untagged.hears("ana", words)


def test_a_reference_is_no_part_of_what_a_subject_says(untagged: Conversation) -> None:
    [reference] = re.findall(r"ref [a-z2-7]{26}", asked(untagged, "ana").text)
    writes(untagged, "ana", f"[{reference}] Commitment: ship the importer by Thursday", "\n")
    receipt = untagged.hears("ana", "ship the importer")
    assert "[ref" not in receipt.subject

"""Every letter as it was read and approved: octets, so that no change of words, looks or MIME goes unseen."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from approve import GOLDEN, Approved

from paceline import letters
from paceline.letters.mime import assemble, bodies_of
from paceline.letters.samples import REPLY_TO, Sample, samples

EVERY = [sample for each in samples().values() for sample in each]


def file_of(sample: Sample) -> str:
    return f"{sample.letter}-{re.sub('[^a-z0-9]+', '-', sample.name)}.eml"


def written(sample: Sample) -> letters.Letter:
    return getattr(letters, sample.letter)(sample.content, REPLY_TO)


def posted(sample: Sample) -> bytes:
    reader = getattr(sample.content, "reader", None)
    return assemble(
        written(sample),
        sender=("Paceline", "async@acme.example"),
        to=(reader.name, reader.address) if reader else ("", sample.content.address),
        reply_to=REPLY_TO,
        message_id=f"<k3fz7q2m.{sample.letter}@acme.example>",
        date=datetime(2026, 11, 27, 9, tzinfo=UTC),
        in_reply_to="<CAF1@mail.example>" if sample.letter in ("receipt", "answer", "unplaced") else "",
        references=("<a@mail.example>", "<CAF1@mail.example>") if sample.letter == "receipt" else (),
        list_id=("Platform weekly", "k3fz7q2m.async.acme.example") if sample.letter == "digest" else None,
        unsubscribe=f"mailto:{REPLY_TO}?subject=stop%20digests" if sample.letter == "digest" else "",
        auto_submitted="auto-replied" if sample.letter in ("receipt", "answer", "unplaced") else "auto-generated",
    )


@pytest.mark.parametrize("sample", EVERY, ids=file_of)
def test_a_letter_is_what_was_approved(sample: Sample, approved: Approved) -> None:
    approved(f"letters/{file_of(sample)}", posted(sample))


def test_nothing_is_approved_that_is_not_written() -> None:
    assert {file.name for file in GOLDEN.glob("letters/*.eml")} == {file_of(sample) for sample in EVERY}


@pytest.mark.parametrize("sample", EVERY, ids=file_of)
def test_both_bodies_come_back_from_the_octets(sample: Sample) -> None:
    letter = written(sample)
    assert bodies_of(posted(sample)) == (letter.text, letter.html + "\n")


@pytest.mark.parametrize("sample", EVERY, ids=file_of)
def test_a_letter_stays_in_72_columns(sample: Sample) -> None:
    assert max(map(len, written(sample).text.splitlines())) <= 72


@pytest.mark.parametrize("sample", EVERY, ids=file_of)
def test_the_octets_are_fit_for_smtp(sample: Sample) -> None:
    octets = posted(sample)
    assert octets.isascii()
    assert octets.count(b"\r") == octets.count(b"\n") == octets.count(b"\r\n")
    assert max(map(len, octets.split(b"\r\n"))) <= 78
    assert b"\r\n.\r\n" not in octets

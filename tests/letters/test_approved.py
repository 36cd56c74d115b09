"""Every letter as it was read and approved: octets, so that no change of words, looks or MIME goes unseen."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from approve import GOLDEN, Approved

from paceline import letters
from paceline.letters.columns import columns
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


def test_each_letter_has_samples_and_the_first_is_the_usual_one() -> None:
    assert set(samples()) == set(letters.__all__) - {"Letter"}
    assert {each[0].name for each in samples().values()} == {"usual"}
    assert len({file_of(sample) for sample in EVERY}) == len(EVERY)


def alternatives(hint: Any) -> set[Any]:
    """What a field may be, of those that are one of several words."""
    return set(get_args(hint)) if get_origin(hint) is Literal else set()


def shown(value: Any, found: dict[tuple[type, str], set[Any]]) -> None:
    """Notes which of its alternatives each field of a letter's content has been seen with."""
    if isinstance(value, tuple):
        for each in value:
            shown(each, found)
    elif is_dataclass(value) and type(value).__module__.startswith("paceline.agenda."):
        for field in fields(value):
            found.setdefault((type(value), field.name), set()).add(repr(getattr(value, field.name)))
            shown(getattr(value, field.name), found)


def test_whatever_a_letter_may_say_has_a_sample() -> None:
    found: dict[tuple[type, str], set[Any]] = {}
    for sample in EVERY:
        shown(sample.content, found)
    hints = {kind: get_type_hints(kind) for kind, _ in found}
    unseen = {
        (kind.__name__, name): missing
        for (kind, name), seen in found.items()
        if (missing := {repr(one) for one in alternatives(hints[kind][name])} - seen)
    }
    assert unseen == {}


def test_nothing_is_approved_that_is_not_written() -> None:
    assert {file.name for file in GOLDEN.glob("letters/*.eml")} == {file_of(sample) for sample in EVERY}


@pytest.mark.parametrize("sample", EVERY, ids=file_of)
def test_both_bodies_come_back_from_the_octets(sample: Sample) -> None:
    letter = written(sample)
    assert bodies_of(posted(sample)) == (letter.text, letter.html + "\n")


@pytest.mark.parametrize("sample", EVERY, ids=file_of)
def test_a_letter_stays_in_72_columns(sample: Sample) -> None:
    """But for an address, which is left whole."""
    lines = written(sample).text.splitlines()
    assert max(columns(line) for line in lines if "https://docs" not in line) <= 72

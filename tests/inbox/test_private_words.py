"""Which words are read as private, and for whom. What may be meant so is read so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox.replies import reply

from paceline.domain.statements import Command, Private, Update


def private(written: str) -> list[tuple[str, str]]:
    return [(said.to, said.text) for said in reply(written).statements if isinstance(said, Private)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("private: I am tired", [("", "I am tired")]),
        ("Private to @bo: I am tired", [("@bo", "I am tired")]),
        ("private to bo@acme.example: I am tired", [("bo@acme.example", "I am tired")]),
        ("**Private to Bo Kim:** I am tired", [("Bo Kim", "I am tired")]),
        ("(private) I am tired", [("", "I am tired")]),
        ("[Private] I am tired", [("", "I am tired")]),
        ("- private - I am tired", [("", "I am tired")]),
        ("privat: müde", [("", "müde")]),
        ("en privé à @bo: fatigué", [("@bo", "fatigué")]),
        ("priavte: slip", [("", "slip")]),
        ("private: one\ntwo\n\nthree", [("", "one"), ("", "two")]),
        ("- private: one\n- two", [("", "one")]),
        ("private:\none\n\n2 done\nDone: three", [("", "one"), ("", "2 done")]),
        ("private\none", [("", "one")]),
        ("Done: one. Private: two", [("", "two")]),
        ("private: one\n  - a\n  - b", [("", "one; a; b")]),
        ("private: C12 done", [("", "C12 done")]),
        ("we keep private: keys", []),
        ("private keys are rotated", []),
        ("privately owned clouds: none", []),
    ],
)
def test_what_is_private(written: str, read: list[tuple[str, str]]) -> None:
    assert private(written) == read


@pytest.mark.parametrize(
    ("written", "number", "text", "person"),
    [
        ("private 3", 3, "", ""),
        ("private 3: the vendor", 3, "the vendor", ""),
        ("private 3 to @bo", 3, "", "@bo"),
        ("that was meant private", 0, "", ""),
        ("privat 2", 2, "", ""),
    ],
)
def test_the_number_of_a_receipts_line(written: str, number: int, text: str, person: str) -> None:
    (said,) = reply(written).statements
    assert said == Command("private", written, "", text, None, person, number)


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1), st.booleans())
def test_no_word_of_it_is_read_as_anything_else(words: str, is_alone: bool) -> None:
    mark = "private:\n" if is_alone else "private: "
    read = reply(f"Done: the schema\n{mark}x{words}x")
    assert [said.text for said in read.statements if isinstance(said, Update)] == ["the schema"]
    assert not read.notes
    assert not read.unclear


def test_a_line_that_is_too_long_is_private_all_the_same() -> None:
    read = reply(f"private: {'x ' * 2000}")
    assert not read.notes
    assert private(f"private:\n{'x ' * 2000}")

"""Whatever kind of fact it is, and whatever stands in it: erased it holds no word and no name of theirs."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paceline.domain.erasing import ADDRESSES, ERASED, PEOPLE, PLAIN, rewritten, texts_of
from paceline.domain.facts import Fact
from paceline.ledger.codec import dump, load_fact

KINDS = get_args(Fact)
WORDS = frozenset(
    {
        "what", "done_when", "reason", "note", "words", "part", "title", "rationale", "text", "was", "lines", "thanks",
        "comment", "goal", "criteria",
    }
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_it_is_known_of_each_text_whose_it_is(kind: type) -> None:
    """A field of a new fact is to be named in domain/erasing.py, or it is lost with the person; then add it here."""
    hints = get_type_hints(kind)
    texts = {field.name for field in fields(kind) if "str" in str(hints[field.name])}
    assert texts <= PEOPLE | ADDRESSES | PLAIN | WORDS


@given(st.sampled_from(KINDS).flatmap(st.builds))
def test_no_word_is_left(fact: Fact) -> None:
    marked = rewritten(fact, lambda _: "zebra", lambda _: "zebra@acme.example", lambda _name, _text: "a zebra's words")
    erased = rewritten(
        marked,
        lambda who: "erased-1" if who == "zebra" else who,
        lambda _: "erased-1@invalid",
        lambda _name, _text: ERASED,
    )
    assert "zebra" not in dump(erased)
    assert dump(load_fact(type(erased).__name__, dump(erased)))
    assert {text for _, text in texts_of(erased)} <= {ERASED, ""}

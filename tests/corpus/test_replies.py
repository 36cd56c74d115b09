"""The labelled replies: what the author wrote is found, and what they did not write is left out.

The floors are what was reached. A case that falls short is listed by its id; none is treated in a way of its own.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cases import cases
from labelled_replies import Score, labelled, score

from paceline.inbox.quoting import new_words

pytestmark = pytest.mark.cases

Scores = dict[str, Score]


@pytest.fixture(scope="module")
def scores() -> Callable[[str], Scores]:
    read = list(labelled(cases("replies/manifest.jsonl").parent))

    def of(tier: str) -> Scores:
        return {case.id: score(case, new_words(case.message).text) for case in read if case.tier == tier}

    return of


@pytest.mark.parametrize(
    ("tier", "exact", "tolerant", "lost", "leak"),
    [
        ("reply", 0.95, 0.97, 0.01, 0.03),
        ("signature", 0.90, 0.92, 0.0, 0.10),
        ("keep-all", 1.0, 1.0, 0.0, 0.0),
        ("quotes-only", 0.6, 0.6, 0.34, 0.0),
    ],
)
def test_the_labelled_replies_are_read(scores, tier, exact, tolerant, lost, leak):
    read = scores(tier)
    assert read, f"no case of the tier {tier!r}"

    def ids(wanted: Callable[[Score], bool]) -> list[str]:
        return [name for name, one in read.items() if wanted(one)]

    short = {
        "not exact": (ids(lambda one: not one.exact), 1 - exact),
        "not tolerant": (ids(lambda one: not one.tolerant), 1 - tolerant),
        "lost": (ids(lambda one: one.lost), lost),
        "leak": (ids(lambda one: one.leak), leak),
    }
    missed = {what: names for what, (names, most) in short.items() if len(names) > most * len(read) + 1e-9}
    assert not missed, f"{tier}: {missed}"

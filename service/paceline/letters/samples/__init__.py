"""Made-up contents for every letter: what `paceline preview` shows, and what the approved letters in the tests say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from paceline.letters.samples import asking_back, asks, confirmations, digests, others, receipts

REPLY_TO = "async+k3fz7q2m@acme.example"
"""An address such as the letters' buttons write to."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One letter's content; `name` says what is special about it ("usual" comes first), `letter` what writes it."""

    letter: str
    name: str
    content: Any


@cache
def samples() -> Mapping[str, tuple[Sample, ...]]:
    """The samples of each letter, by the name of the function that writes it."""
    contents: dict[str, Mapping[str, Any]] = {
        "envelope": asks.envelopes(),
        "reminder": asks.reminders(),
        "receipt": receipts.receipts(),
        "digest": digests.digests(),
        "confirmation": confirmations.confirmations(),
        "outcome": others.outcomes(),
        "answer": others.answers(),
        "unplaced": others.unplaced(),
        "held": others.helds(),
        "feed": others.feeds(),
        "entry": others.entries(),
        "asking_back": asking_back.askings(),
    }
    return {
        letter: tuple(Sample(letter, name, content) for name, content in named.items())
        for letter, named in contents.items()
    }

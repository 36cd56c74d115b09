"""Made-up contents for every letter: what `paceline preview` shows, and what the approved letters in the tests say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from paceline.letters.samples import (
    agreements,
    answers,
    asking_back,
    asks,
    between_people,
    confirmations,
    digests,
    extremes,
    helping,
    invitations,
    outcomes,
    receipts,
    reviews,
    troubles,
    weeks,
)

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
    usual, told = confirmations.confirmations(), digests.digests()
    contents: dict[str, Mapping[str, Any]] = {
        "envelope": asks.envelopes() | reviews.envelopes() | helping.envelopes() | extremes.envelopes(),
        "reminder": asks.reminders(),
        "receipt": receipts.receipts() | helping.receipts() | extremes.receipts(),
        "digest": told | reviews.digests(told["usual"]) | extremes.digests(),
        "confirmation": usual | reviews.confirmations(usual["usual"]),
        "meeting": digests.meetings(),
        "unsigned": reviews.unsigned(),
        "week": weeks.weeks(),
        "team_week": weeks.team_weeks(),
        "quarter": weeks.quarters(),
        "outcome": outcomes.outcomes(),
        "tidings": outcomes.tidings(),
        "help_ask": helping.asks(),
        "introduction": helping.introductions(),
        "help_news": helping.news(),
        "answer": answers.answers(),
        "agreement": agreements.agreements(),
        "two_versions": troubles.two_versions(),
        "unplaced": troubles.unplaced(),
        "held": troubles.helds(),
        "answered_no_more": troubles.answered_no_more(),
        "letters_wait": troubles.letters_wait(),
        "clock": {"usual": troubles.clock()},
        "claim": troubles.claims(),
        "told_away": between_people.told_away(),
        "here_after_all": {"usual": between_people.here_after_all()},
        "unreachable": troubles.unreachables(),
        "export": answers.exports(),
        "departure": outcomes.departures(),
        "series": between_people.series(),
        "private": between_people.private(),
        "feed": answers.feeds(),
        "entry": answers.entries(),
        "asking_back": asking_back.askings(),
        "invitation": invitations.invitations(),
    }
    return {
        letter: tuple(Sample(letter, name, content) for name, content in named.items())
        for letter, named in contents.items()
    }

"""A slip that was closed: its owner is asked once what there is to learn, and those concerned hear the answers.

Nobody else does: neither a digest, nor `why`, nor `find` shows them to others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from paceline.clerks import tidings
from paceline.clerks.asking import ask
from paceline.clerks.desk import Desk
from paceline.clerks.waiting import concerned
from paceline.domain.asks import Ask
from paceline.domain.commitments import Commitment
from paceline.domain.facts import Entry, Learned
from paceline.domain.people import Person
from paceline.ledger import asks, facts, moments
from paceline.ledger.moments import Moment

ASKED_WITHIN = timedelta(days=30)
"""A slip that could not be asked about for so long, since its owner was away, is asked about no more."""
TOGETHER = timedelta(minutes=10)
"""Answers that come within so long are told in one letter."""


def ask_for(desk: Desk, it: Commitment) -> None:
    """Once, in the next envelope; silence is fine."""
    if it.had_slipped and not any(one.kind == "lesson" for one, _, _ in asks.of_subject(desk.tx, it.id)):
        ask(desk, Ask("lesson", it.team, it.owner, it.id, desk.now, desk.now + ASKED_WITHIN))


def pass_on(desk: Desk, it: Commitment) -> None:
    asks.close(desk.tx, it.id, "answered")
    at = desk.now + TOGETHER
    moments.put(desk.tx, Moment(f"lesson/{it.id}", at, "lesson", it.team, it.id))


def tell(desk: Desk, moment: Moment) -> None:
    """To those concerned, but for the owner, who wrote it."""
    it = facts.record(desk.tx, moment.subject)
    if isinstance(it, Commitment) and it.lessons:
        tidings.tell(desk, it, "learned", concerned(desk, it), by=it.owner, reason="")


def for_eyes_of(desk: Desk, reader: Person, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """These facts without what others learned and the reader is not concerned by."""
    return tuple(entry for entry in entries if not isinstance(entry.fact, Learned) or _may_read(desk, reader, entry))


def _may_read(desk: Desk, reader: Person, entry: Entry) -> bool:
    it = facts.record(desk.tx, entry.subject)
    return isinstance(it, Commitment) and reader.id in concerned(desk, it)

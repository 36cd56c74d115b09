"""What a cadence has been so far: the series that it goes on with, and the digests of it that were sent."""

from __future__ import annotations

from paceline.clerks.desk import Desk
from paceline.domain.facts import DigestSent, Entry
from paceline.ledger import cadences, facts
from paceline.ledger.cadences import Kept

LONGEST_LINE = 20
"""No more cadences in a row than this are looked through for one that goes on with another."""


def line(desk: Desk, kept: Kept) -> tuple[str, ...]:
    """The ids of a cadence and of those that it goes on with, the newest first."""
    found = [kept.cadence.id]
    earlier: Kept | None = kept
    while earlier and earlier.cadence.follows and len(found) < LONGEST_LINE:
        found.append(earlier.cadence.follows)
        earlier = cadences.get(desk.tx, earlier.cadence.follows)
    return tuple(found)


def digests_sent(desk: Desk, kept: Kept) -> list[tuple[Entry, DigestSent]]:
    """The last digests of a cadence and of those that it goes on with, oldest first."""
    entries = [e for one in reversed(line(desk, kept)) for e in facts.last_of(desk.tx, f"cadence/{one}", DigestSent)]
    entries.sort(key=lambda entry: entry.seq)
    return [(entry, entry.fact) for entry in entries if isinstance(entry.fact, DigestSent)]

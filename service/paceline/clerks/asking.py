"""Putting an ask into somebody's next envelope."""

from __future__ import annotations

from dataclasses import replace

from paceline.agenda import days
from paceline.clerks import envelopes, rounds
from paceline.clerks.desk import Desk
from paceline.domain.asks import Ask
from paceline.ledger import asks, people


def ask(desk: Desk, wanted: Ask) -> None:
    """Put an ask into its person's next envelope; one that can't wait for it goes out as soon as it may."""
    person = people.by_id(desk.tx, wanted.person)
    if person is None or "asks" in person.stopped:
        return
    since = desk.now if envelopes.presses(desk, person, wanted) else days.next_send(person, desk.now)
    put = replace(wanted, since=since)
    asks.put(desk.tx, put)
    rounds.wake(desk, person, put)

"""Help with a first and a last day that has ended: a word of thanks, or what was learned, is asked for once."""

from __future__ import annotations

from datetime import date, timedelta

from paceline.agenda import days
from paceline.agenda.helping import ThanksAsk
from paceline.clerks import rounds
from paceline.clerks.desk import Desk
from paceline.domain.asks import Ask
from paceline.domain.help import Hand, HelpRequest
from paceline.ledger import asks, people

ASKED_WITHIN = timedelta(days=14)
LONGEST = timedelta(days=366)
"""Help that goes on for longer than this has no end that anybody waits for."""


def wait_for(desk: Desk, it: HelpRequest) -> None:
    """Whoever got help is asked in their next envelope after all of it."""
    owner = people.by_id(desk.tx, it.owner)
    last = _last_day(_with_days(it))
    if owner is None or last is None or "asks" in owner.stopped or last - desk.today(owner) > LONGEST:
        return
    at = days.next_send(owner, days.at_hour(owner, last, owner.ends))
    ask = Ask("thank", it.team, owner.id, it.id, at, at + ASKED_WITHIN)
    asks.put(desk.tx, ask)
    rounds.wake(desk, owner, ask)


def entry(it: HelpRequest, number: int, names: dict[str, str]) -> ThanksAsk | None:
    """What an envelope asks at the end of help."""
    given = _with_days(it)
    last = _last_day(given)
    if it.thanked or last is None:
        return None
    who = dict.fromkeys(names.get(hand.person, hand.person) for hand in given)
    return ThanksAsk(number, it.id, it.what, tuple(who), last)


def _last_day(hands: list[Hand]) -> date | None:
    return max((hand.last for hand in hands if hand.last), default=None)


def _with_days(it: HelpRequest) -> list[Hand]:
    """What has a first and a last day."""
    return [hand for hand in it.hands if hand.first and hand.last and hand.first < hand.last]

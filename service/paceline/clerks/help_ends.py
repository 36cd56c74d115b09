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


def wait_for(desk: Desk, it: HelpRequest, last: date) -> None:
    """Whoever got help is asked in their next envelope after it."""
    owner = people.by_id(desk.tx, it.owner)
    if owner is None or "asks" in owner.stopped:
        return
    at = days.next_send(owner, days.at_hour(owner, last, owner.ends))
    ask = Ask("thank", it.team, owner.id, it.id, at, at + ASKED_WITHIN)
    asks.put(desk.tx, ask)
    rounds.wake(desk, owner, ask)


def entry(it: HelpRequest, number: int, names: dict[str, str]) -> ThanksAsk | None:
    """What an envelope asks at the end of help."""
    ended = _ended(it)
    if it.thanked or not ended:
        return None
    who = dict.fromkeys(names.get(hand.person, hand.person) for hand in ended)
    return ThanksAsk(number, it.id, it.what, tuple(who), max(hand.last for hand in ended if hand.last))


def _ended(it: HelpRequest) -> list[Hand]:
    return [hand for hand in it.hands if hand.first and hand.last and hand.first < hand.last]

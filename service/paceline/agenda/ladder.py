"""The help ladder: who is asked for a hand next, and until when. A few at a time, those who are here and have room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b

from paceline.agenda import days
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person

WHO_COMES_LATER = timedelta(hours=24)
"""Who begins to work so much later than the first of all would, were nobody away, is not here."""
TO = timedelta(minutes=30)
"""A time to answer ends on the half hour."""
MOST_WAITING = 2
"""Who has so many requests for help to answer is not asked for another."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody of the team. `open`: how many commitments they have; `waiting`: how many requests for help wait for
    their word; `offers`: whether they offer what is asked for."""

    person: Person
    open: int = 0
    waiting: int = 0
    offers: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """`most_open` is the team's limit, 0 for none."""

    at_once: int
    hours: int
    most_open: int = 0


def next_ones(
    it: HelpRequest, peers: Iterable[Peer], now: datetime, until: date | None, rules: Rules
) -> tuple[Person, ...]:
    """All who can be asked, the first ones first. `until` is the day by which the help is needed.

    Whom others named and whom the owner was told of come first, then those who offer such a thing, then who has least
    to do. Who is away is not asked, and who has as much as the team wants one to have only if somebody named them.
    """
    left = [peer for peer in peers if _may_be_asked(it, peer, rules)]
    starts = {peer.person.id: days.next_at_work(peer.person, now) for peer in left}
    first = min((days.next_at_work(replace(peer.person, absences=()), now) for peer in left), default=now)
    here = [peer for peer in left if _is_here(peer.person, starts[peer.person.id], first, until)]
    return tuple(peer.person for peer in sorted(here, key=lambda peer: _rank(it, peer)))


def deadline(asked: Sequence[Person], now: datetime, hours: int) -> datetime:
    """When the last of them has had the time to answer in their working hours, on the half hour."""
    ends = (days.worked(person, days.next_at_work(person, now), timedelta(hours=hours)) for person in asked)
    return _rounded(max(ends, default=now + timedelta(hours=hours)))


def _may_be_asked(it: HelpRequest, peer: Peer, rules: Rules) -> bool:
    person = peer.person.id
    takes_mail = "asks" not in peer.person.stopped and peer.person.address not in peer.person.unreachable
    if person in (it.owner, *it.asked, *it.helpers, *it.declined) or not takes_mail:
        return False
    if person in it.referrals:
        return True
    has_room = not rules.most_open or peer.open < rules.most_open
    return has_room and peer.waiting < MOST_WAITING


def _is_here(person: Person, start: datetime, first: datetime, until: date | None) -> bool:
    day = days.local(person, start).date()
    return start - first < WHO_COMES_LATER and (until is None or day <= until)


def _rank(it: HelpRequest, peer: Peer) -> tuple[int, int, bool, int, str]:
    person = peer.person.id
    named = it.referrals.index(person) if person in it.referrals else len(it.referrals)
    told = it.announced.index(person) if person in it.announced else len(it.announced)
    return named, told, not peer.offers, peer.open + peer.waiting, _drawn(it.commitment or it.id, person)


def _drawn(subject: str, person: str) -> str:
    """Of several who have the same to do, not always the same one comes first; the same for one commitment."""
    return blake2b(f"{subject}/{person}".encode(), digest_size=8).hexdigest()


def _rounded(instant: datetime) -> datetime:
    over = timedelta(minutes=instant.minute % 30, seconds=instant.second, microseconds=instant.microsecond)
    return instant + (TO - over) if over else instant

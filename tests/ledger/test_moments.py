from __future__ import annotations

from datetime import UTC, datetime, timedelta

from paceline.ledger import Ledger, moments
from paceline.ledger.moments import Moment

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def moment(at: datetime, key: str = "envelope/ana", cadence: str = "") -> Moment:
    return Moment(key, at, "envelope", "platform", "", "ana", cadence)


def test_a_moment_comes_once(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        moments.put(tx, moment(NOW))
        assert moments.due(tx, NOW - timedelta(seconds=1)) == ()
        assert moments.due(tx, NOW) == (moment(NOW),)
        assert moments.take(tx, moment(NOW))
        assert not moments.take(tx, moment(NOW))


def test_a_moment_set_anew_is_not_taken_by_who_saw_the_old_one(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        moments.put(tx, moment(NOW))
        moments.put(tx, moment(LATER))
        assert not moments.take(tx, moment(NOW))
        assert moments.next_instant(tx) == LATER


def test_the_earlier_of_two_stands(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        moments.put(tx, moment(NOW))
        moments.put(tx, moment(LATER), earliest=True)
        assert moments.next_instant(tx) == NOW
        moments.put(tx, moment(NOW - timedelta(hours=1)), earliest=True)
        assert moments.next_instant(tx) == NOW - timedelta(hours=1)


def test_a_cadence_takes_its_moments_back(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        moments.put(tx, moment(NOW, "round/k1", "k1"))
        moments.put(tx, moment(NOW, "round/k2", "k2"))
        moments.drop_of_cadence(tx, "k1")
        assert [m.key for m in moments.listing(tx)] == ["round/k2"]

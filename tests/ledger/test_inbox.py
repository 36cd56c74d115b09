from __future__ import annotations

from datetime import UTC, datetime, timedelta

from paceline.ledger import Ledger, inbox
from paceline.ledger.inbox import Arrival, Settlement

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def arrival(name: str, minutes: int = 0) -> Arrival:
    return Arrival(name, "maildir", f"uid-{name}", NOW + timedelta(minutes=minutes), f"Subject: {name}\n\nhi".encode())


def test_copies_are_one_arrival(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        for _ in range(3):
            inbox.store(tx, [arrival("a")])
        assert inbox.counts(tx) == {"new": 1}


def test_mails_are_settled_in_the_order_in_which_they_came(ledger: Ledger) -> None:
    order = []
    with ledger.begin() as tx:
        inbox.store(tx, [arrival("late", 2), arrival("early", 1)])
        while found := inbox.next_new(tx, NOW + timedelta(hours=1)):
            order.append(found.id)
            inbox.settle(tx, found.id, Settlement("settled", "reply"))
    assert order == ["early", "late"]


def test_a_mail_that_fails_waits_while_others_go_on_and_ends_in_quarantine(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        inbox.store(tx, [arrival("bad"), arrival("good", 1)])
        first = inbox.next_new(tx, NOW + timedelta(minutes=2))
        assert first is not None
        assert first.id == "bad"
        assert not inbox.stumble(tx, first, "it broke", NOW + timedelta(minutes=2))
        second = inbox.next_new(tx, NOW + timedelta(minutes=2))
        assert second is not None
        assert second.id == "good"
        inbox.settle(tx, "good", Settlement("settled", "reply"))
        for _ in range(2):
            again = inbox.next_new(tx, NOW + timedelta(days=1))
            assert again is not None
            quarantined = inbox.stumble(tx, again, "it broke", NOW + timedelta(minutes=3))
        assert quarantined
        assert inbox.listing(tx, ["quarantined"])[0]["reason"] == "it broke"
        assert inbox.raw_of(tx, "bad") == b"Subject: bad\n\nhi"

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from paceline.domain.asks import Item
from paceline.ledger import Ledger, outbox
from paceline.ledger.outbox import Posted

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
LEASE = timedelta(minutes=20)


def letter(key: str, *, not_before: datetime = NOW) -> Posted:
    return Posted(
        key=key,
        letter_id="abcdefghij",
        message_id=f"<{key}@acme.example>",
        kind="envelope",
        team="platform",
        person="ana",
        recipient="ana@acme.example",
        return_path="async+b-x@acme.example",
        raw=b"Subject: hi\r\n\r\nhi\r\n",
        created_at=NOW,
        expires=NOW + timedelta(days=365),
        not_before=not_before,
        items=(Item(1, "update", "k1/20261130T090000Z"), Item(2, "due", "C12")),
    )


def test_a_key_is_written_once(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        assert outbox.post(tx, letter("a"))
        assert not outbox.post(tx, letter("a"))
        assert outbox.counts(tx) == {"queued": 1}


def test_a_letter_comes_back_as_it_was_posted(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        outbox.post(tx, letter("a"))
        assert outbox.by_key(tx, "a") == letter("a")
        assert outbox.by_letter_id(tx, "abcdefghij") == (letter("a"),)
        assert outbox.by_message_ids(tx, ("<nobody@x>", "<a@acme.example>")) == (letter("a"),)


def test_a_letter_waits_for_its_instant(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        outbox.post(tx, letter("a", not_before=NOW + timedelta(hours=1)))
        assert outbox.claim(tx, NOW, LEASE) is None
        assert outbox.next_instant(tx) == NOW + timedelta(hours=1)
        claimed = outbox.claim(tx, NOW + timedelta(hours=1), LEASE)
    assert claimed is not None
    assert (claimed.key, claimed.state) == ("a", "queued")


def test_a_claimed_letter_is_nobody_elses_until_its_lease_ends(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        outbox.post(tx, letter("a"))
    with ledger.begin() as tx:
        assert outbox.claim(tx, NOW, LEASE) is not None
    with ledger.begin() as tx:
        assert outbox.claim(tx, NOW + LEASE - timedelta(seconds=1), LEASE) is None
        again = outbox.claim(tx, NOW + LEASE, LEASE)
    assert again is not None
    assert again.state == "sending", "whoever held it before may have sent it"


def test_a_sent_letter_goes_no_more(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        outbox.post(tx, letter("a"))
        outbox.claim(tx, NOW, LEASE)
        outbox.mark(tx, "a", "sent", NOW)
        assert outbox.claim(tx, NOW + timedelta(days=9), LEASE) is None
        assert outbox.listing(tx)[0]["sent_at"] == NOW


def test_two_senders_never_hold_one_letter(url: str, ledger: Ledger) -> None:
    with ledger.begin() as tx:
        for number in range(60):
            outbox.post(tx, letter(f"l{number:02}"))

    def send_all(_: int) -> list[str]:
        mine = Ledger(url)
        keys = []
        while True:
            with mine.begin() as tx:
                claimed = outbox.claim(tx, NOW, LEASE)
            if claimed is None:
                mine.close()
                return keys
            keys.append(claimed.key)

    with ThreadPoolExecutor(3) as pool:
        sent = [key for keys in pool.map(send_all, range(3)) for key in keys]
    assert sorted(sent) == [f"l{number:02}" for number in range(60)]


def test_to_look_up_a_letter_is_no_try(ledger: Ledger) -> None:
    """Else it would be refused at the first greylisting, where what was sent could not be looked up for an hour."""
    now = NOW
    with ledger.begin() as tx:
        outbox.post(tx, letter("a"))
        outbox.doubt_waiting(tx, now)
        for _ in range(10):
            claimed = outbox.claim(tx, now, LEASE)
            assert claimed
            assert claimed.attempts == 0
            now += timedelta(minutes=5)
            outbox.mark(tx, "a", "sending", now, reason=outbox.IN_DOUBT, again_at=now)
        outbox.claim(tx, now, LEASE)
        outbox.mark(tx, "a", "queued", now, reason="busy", again_at=now)
        tried = outbox.claim(tx, now, LEASE)
        assert tried
        assert tried.attempts == 1

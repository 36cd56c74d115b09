from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from campaigns import FULL, Tally

from paceline.domain.people import Person
from paceline.inbox.mail import turns
from paceline.ledger import Ledger, inbox, people
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


def test_a_sender_may_have_a_long_id(ledger: Ledger) -> None:
    """On PostgreSQL a length is a limit."""
    who = "maximiliane-von-hohenstein-und-zu-der-tann-rathsamhausen"
    with ledger.begin() as tx:
        inbox.store(tx, [Arrival("long", "box", "1", NOW, b"From: them")])
        inbox.settle(tx, "long", Settlement("settled", "reply", "", who, "platform"))
        kept = inbox.kept(tx, "long")
    assert kept is not None
    assert kept.sender == who


def test_a_mailbox_may_have_a_long_name_and_a_mail_any_octets(ledger: Ledger) -> None:
    """One mail that can't be kept would keep all that came with it from being kept."""
    raw = b"From: a\0b@evil.test\nReferences: <\0@evil.test>\n\nhi\0\xff\n"
    said = turns.seems(raw)
    with ledger.begin() as tx:
        inbox.store(tx, [Arrival("odd", f"maildir:/{'a/' * 100}", "1", NOW, raw, 0, said.writer, said.thread)])
        assert inbox.raw_of(tx, "odd") == raw


def test_of_two_mails_of_one_person_the_first_is_settled_first(url: str, ledger: Ledger) -> None:
    """Also where two workers take them at once: the second may be the shorter one."""
    know(ledger, "ana", "bo")
    with ledger.begin() as tx:
        inbox.store(tx, mails(["first", "second"], writer="ana@acme.example"))
        inbox.store(tx, [replace(arrival("other", 5), writer="bo@acme.example")])
    order: list[str] = []
    taken = threading.Event()

    def take() -> None:
        other = Ledger(url)
        taken.wait(60)
        for _ in range(2):
            with other.begin() as tx:
                if found := inbox.next_new(tx, NOW + timedelta(hours=1)):
                    order.append(found.id)
                    inbox.settle(tx, found.id, Settlement("settled", "reply"))
        other.close()

    thread = threading.Thread(target=take)
    thread.start()
    with ledger.begin() as tx:
        found = inbox.next_new(tx, NOW + timedelta(hours=1))
        taken.set()
        thread.join(0.5)
        assert found
        order.append(found.id)
        inbox.settle(tx, found.id, Settlement("settled", "reply"))
    thread.join(60)
    assert order == ["first", "second", "other"]


# --- whose turn it is ------------------------------------------------------------------------------


def mails(names: Iterable[str], **seems: str) -> list[Arrival]:
    """They come together."""
    return [
        replace(arrival(name), received_at=NOW + timedelta(microseconds=n), **seems) for n, name in enumerate(names)
    ]


def settled(ledger: Ledger, until: int = 10_000) -> list[str]:
    """The ids of mails in the order in which they are settled."""
    order: list[str] = []
    with ledger.begin() as tx:
        while len(order) < until and (found := inbox.next_new(tx, NOW + timedelta(hours=3))):
            order.append(found.id)
            inbox.settle(tx, found.id, Settlement("settled", "reply"))
    return order


def know(ledger: Ledger, *names: str) -> None:
    with ledger.begin() as tx:
        people.sync(tx, [Person(name, name, "platform", (f"{name}@acme.example",)) for name in names])


def test_one_persons_mails_let_others_go_first_and_keep_their_order(ledger: Ledger) -> None:
    know(ledger, "ana", "bo")
    flood = [f"a{n:02}" for n in range(20)]
    with ledger.begin() as tx:
        inbox.store(tx, mails(flood, writer="ana@acme.example"))
        inbox.store(tx, [arrival("b", 2)])
        inbox.store(tx, [replace(arrival("bo", 3), writer="bo@acme.example")])
    order = settled(ledger)
    assert order.index("bo") < 6
    assert [name for name in order if name.startswith("a")] == flood


def test_all_addresses_of_a_person_are_one_writer_and_all_strangers_are_another(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        people.sync(tx, [Person("ana", "Ana", "platform", ("ana@acme.example", "a@home.example"))])
        inbox.store(tx, mails(("a1",), writer="ana@acme.example"))
        inbox.store(tx, mails(("s1",), writer="x@evil.example"))
        late = [replace(arrival(f"{n}2"), received_at=NOW + timedelta(seconds=1)) for n in "asb"]
        inbox.store(tx, [replace(late[0], writer="a@home.example"), replace(late[1], writer="y@evil.example")])
        inbox.store(tx, [replace(late[2], received_at=NOW + timedelta(seconds=50))])
    assert settled(ledger)[2] == "b2"


def test_who_waited_an_hour_lets_nobody_go_first(ledger: Ledger) -> None:
    know(ledger, "ana")
    with ledger.begin() as tx:
        inbox.store(tx, mails((f"a{n:03}" for n in range(100)), writer="ana@acme.example"))
        inbox.store(tx, [arrival("later", 61)])
    assert settled(ledger)[-1] == "later"


def test_what_was_settled_holds_nobody_back(ledger: Ledger) -> None:
    know(ledger, "ana")
    with ledger.begin() as tx:
        inbox.store(tx, mails((f"a{n:02}" for n in range(30)), writer="ana@acme.example"))
    settled(ledger)
    with ledger.begin() as tx:
        inbox.store(tx, [replace(arrival("again", 1), writer="ana@acme.example"), arrival("other", 2)])
    assert settled(ledger) == ["again", "other"]


STORM, MINUTES, AN_INSTANT = 1_000, 10, timedelta(microseconds=1)
PEOPLE = [f"p{n:03}" for n in range(100)]
STORMS: dict[str, Callable[[int], dict[str, str]]] = {
    "of one person": lambda n: {"writer": "p000@acme.example", "thread": f"t{n}"},
    "of a hundred people in one conversation": lambda n: {"writer": f"{PEOPLE[n % 100]}@acme.example", "thread": "t"},
    "of strangers": lambda n: {"writer": f"{n}@evil.example"},
    "of strangers in one conversation": lambda n: {"writer": f"{n}@evil.example", "thread": "t"},
}


@pytest.mark.sampled(5)
@pytest.mark.campaign("storms of replies")
@pytest.mark.parametrize("storm", STORMS)
def test_a_storm_of_replies_keeps_others_waiting_no_longer_than_twice_as_long(
    ledger: Ledger, storm: str, tally: Tally
) -> None:
    """Others write as many mails a minute as are settled in half of it. Their wait is told in mails that go before."""
    count = 10 * STORM if FULL else STORM
    tally(cases=count)
    know(ledger, *PEOPLE, *(f"o{n:02}" for n in range(20)))
    calm = waits(ledger, lambda n: {}, 0)
    stormy = waits(ledger, STORMS[storm], count // MINUTES)
    print(f"\n{count} replies {storm}: others wait for {p95(calm)} mails at p95 without it, for {p95(stormy)} with it")
    assert p95(stormy) <= 2 * p95(calm)


def waits(ledger: Ledger, storm: Callable[[int], dict[str, str]], a_minute: int) -> list[int]:
    """How many mails were settled between the coming and the settling of each mail of twenty others."""
    others, done, came, waited, written = 20, 0, {}, [], 0
    for minute in range(MINUTES):
        at = NOW + timedelta(days=a_minute, minutes=minute)
        batch = [Arrival(f"s{a_minute}-{n}", "m", "", at, b"") for n in range(written, written + a_minute)]
        batch = [replace(one, **storm(written + n)) for n, one in enumerate(batch)]
        for n in range(others):
            own = Arrival(f"o{a_minute}-{minute}-{n}", "m", "", at, b"", writer=f"o{n:02}@acme.example", thread=f"{n}")
            batch.insert((n + 1) * len(batch) // others, own)
            came[own.id] = done
        written += a_minute
        with ledger.begin() as tx:
            inbox.store(tx, [replace(one, received_at=at + n * AN_INSTANT) for n, one in enumerate(batch)])
            for _ in range(2 * others):
                found = inbox.next_new(tx, at + timedelta(seconds=30))
                if found is None:
                    break
                waited += [done - came[found.id]] if found.id in came else []
                done += 1
                inbox.settle(tx, found.id, Settlement("settled", "reply"))
    assert len(waited) == MINUTES * others, "some wait still"
    return waited


def p95(waited: list[int]) -> int:
    return sorted(waited)[len(waited) * 95 // 100]

"""One id in the place of another, on both databases: in facts and what is derived from them, asks, moments, mails."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import select

from paceline.domain.asks import Ask
from paceline.domain.facts import Entry, Promised, Updated
from paceline.domain.people import Person
from paceline.domain.search import terms
from paceline.ledger import Ledger, asks, facts, identities, inbox, moments, people, retention, schema, search
from paceline.ledger.inbox import Arrival, Settlement
from paceline.ledger.moments import Moment

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def test_all_that_names_a_person_names_another(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        people.put(tx, Person("ana", "platform", "Ana Soto", ("ana@acme.example",)), learned=True)
        update = Updated("k/20261130T090000Z", (("done", "the zebra"),))
        facts.append(tx, [Entry("platform", "C1", Promised("ana", "ship it", date(2026, 12, 3)), NOW, "ana", "m1")])
        facts.append(tx, [Entry("platform", "update/k/20261130T090000Z/ana", update, NOW, "ana", "m1")])
        asks.put(tx, Ask("due", "platform", "ana", "C1", NOW))
        moments.put(tx, Moment("due/C1", NOW, "due", "platform", "C1", "ana"))
        inbox.store(tx, [Arrival("m1", "box", "1", NOW, b"From: ana")])
        inbox.settle(tx, "m1", Settlement("settled", "reply", "", "ana", "platform"))
        changed = identities.rewrite_facts(tx, "ana", "eve", _eves)
        identities.rename(tx, "ana", "eve")
        identities.forget(tx, "ana")
        identities.merge_index(tx)
        assert changed == 2
        assert facts.open_items(tx, owner="eve")
        assert not facts.open_items(tx, owner="ana")
        assert [ask.key for ask, _ in asks.waiting(tx, "eve")] == ["due/C1/eve"]
        assert [moment.person for moment in moments.listing(tx)] == ["eve"]
        assert tx.execute(select(schema.inbox.c.sender)).scalars().all() == ["eve"]
        assert people.by_address(tx, "ana@acme.example") is None
        assert search.find(tx, ("platform",), terms("zebra")) == ("update/k/20261130T090000Z/eve",)
    ledger.compact()


def test_of_two_of_one_key_that_which_was_there_stays(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        for who in ("ana", "eve"):
            asks.put(tx, Ask("offer", "platform", who, "C1", NOW))
        asks.close(tx, "C1", "answered", "eve")
        identities.rename(tx, "ana", "eve")
        assert [state for _, state, _ in asks.of_subject(tx, "C1")] == ["answered"]


def test_a_name_within_another_is_another_name() -> None:
    assert identities.renamed("envelope/ana/2026-11-27", "ana", "eve") == "envelope/eve/2026-11-27"
    assert identities.renamed("offer/C1/diana/for ana", "ana", "eve") == "offer/C1/diana/for eve"


def test_octets_go_on_both_databases(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        inbox.store(tx, [Arrival(f"m{n}", "box", f"{n}", NOW, b"From: ana") for n in range(3)])
        for n in range(2):
            inbox.settle(tx, f"m{n}", Settlement("settled", "reply", "", "ana", "platform"))
        assert retention.drop_mails(tx, NOW.replace(year=2027), 1) == 1
        assert retention.drop_mails(tx, NOW.replace(year=2027), 9) == 1
        assert retention.mails(tx) == retention.Held(1, 9, NOW)


def _eves(entry: Entry) -> Promised | Updated:
    fact = entry.fact
    assert isinstance(fact, Promised | Updated)
    return replace(fact, owner="eve") if isinstance(fact, Promised) else fact

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paceline.domain.facts import (
    Accepted,
    Adopted,
    Declined,
    Dropped,
    Entry,
    Fact,
    HelpClosed,
    HelpRequested,
    HelpTaken,
    Intended,
    Kept,
    MarkedAtRisk,
    Objected,
    Offered,
    Promised,
    Renegotiated,
    Undone,
)
from paceline.domain.search import terms
from paceline.ledger import Ledger, facts, schema, search
from paceline.ledger.codec import KINDS, dump, load_fact

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAY = date(2026, 12, 3)

PROMISED = Promised("ana", "ship the importer", DAY, "the nightly run is green", ("eve",))
OF_A_COMMITMENT = (
    PROMISED, Offered("bo", "review", DAY), Accepted(), Declined("no time"),
    Renegotiated(DAY, date(2026, 11, 27), "late"),
    MarkedAtRisk("vendor"), Kept(), Dropped("moot"), HelpTaken(), Undone("m1"),
)  # fmt: skip
OF_A_DECISION = (Intended("bo", "drop 3.11", NOW, ("ana",)), Objected("too soon"), Adopted(NOW), Undone("m2"))
OF_HELP = (HelpRequested("dee", "a DBA"), HelpTaken(), HelpClosed(), Undone("m1"))


def entry(subject: str, fact: Fact, message: str = "m1", minutes: int = 0) -> Entry:
    return Entry("platform", subject, fact, NOW + timedelta(minutes=minutes), "ana", message)


def open_subjects(ledger: Ledger) -> set[str]:
    with ledger.begin() as tx:
        return set(tx.execute(schema.open_items.select()).scalars())


def test_a_promise_is_open_until_it_is_kept(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        facts.append(tx, [entry("C1", PROMISED)])
    assert open_subjects(ledger) == {"C1"}
    with ledger.begin() as tx:
        facts.append(tx, [entry("C1", Kept("at last"))])
    assert open_subjects(ledger) == set()


def test_an_undone_mail_leaves_the_fact_and_takes_its_weight(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        facts.append(tx, [entry("C1", PROMISED, "m1"), entry("C1", Kept(), "m2")])
        facts.append(tx, [entry("C1", Undone("m2"), "m3")])
        record = facts.record(tx, "C1")
        assert record is not None
        assert record.state == "open"
        assert len(facts.of(tx, "C1")) == 3


def test_entries_come_back_as_they_went_in(ledger: Ledger) -> None:
    sent = [
        entry("C1", PROMISED),
        entry("D1", OF_A_DECISION[0]),
        entry("C1", Renegotiated(DAY, DAY, "naïve “quote” 🙂")),
    ]
    with ledger.begin() as tx:
        facts.append(tx, sent)
        back = facts.after(tx, "platform", 0)
    assert [(e.subject, e.fact, e.at, e.author, e.message) for e in back] == [
        (e.subject, e.fact, e.at, e.author, e.message) for e in sent
    ]
    assert [e.seq for e in back] == sorted(e.seq for e in back)


def test_one_team_does_not_see_anothers_facts(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        facts.append(tx, [entry("C1", PROMISED), Entry("design", "C2", PROMISED, NOW)])
        assert {e.subject for e in facts.after(tx, "platform", 0)} == {"C1"}
        assert {it.id for it in facts.open_items(tx, team="design")} == {"C2"}
        assert search.find(tx, ("design",), terms("importer")) == ("C2",)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_fact_survives_its_text(kind: type) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.from_type(kind))
    def survives(fact: Fact) -> None:
        assert load_fact(kind.__name__, dump(fact)) == fact

    survives()


HISTORIES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["C1", "C2"]), st.sampled_from(OF_A_COMMITMENT)),
        st.tuples(st.sampled_from(["D1"]), st.sampled_from(OF_A_DECISION)),
        st.tuples(st.sampled_from(["H1"]), st.sampled_from(OF_HELP)),
    ).flatmap(lambda pair: st.tuples(st.just(pair[0]), st.just(pair[1]), st.sampled_from(["m1", "m2", "m3"]))),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORIES)
def test_the_open_items_are_what_the_facts_say(ledger: Ledger, history: list[tuple[str, Fact, str]]) -> None:
    with ledger.begin() as tx:
        tx.execute(schema.facts.delete())
        tx.execute(schema.open_items.delete())
        for minutes, (subject, fact, message) in enumerate(history):
            facts.append(tx, [entry(subject, fact, message, minutes)])
        kept = tx.execute(schema.open_items.select().order_by("subject")).all()
        facts.rebuild(tx)
        assert tx.execute(schema.open_items.select().order_by("subject")).all() == kept


def test_a_ledger_from_before_a_field_was_there_is_read() -> None:
    old = '{"owner":"ana","title":"drop 3.11","closes":"2026-12-01T16:00:00+00:00","audience":["bo"]}'
    made = load_fact("Intended", old)
    assert isinstance(made, Intended)
    assert (made.review, made.replaces, made.reversible) == (None, "", True)


def test_what_was_written_before_a_fact_said_more_still_loads() -> None:
    assert load_fact("Kept", '{"note":"at last"}') == Kept("at last")
    assert load_fact("Dropped", '{"reason":"no use"}') == Dropped("no use")

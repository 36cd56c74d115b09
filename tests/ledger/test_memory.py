"""Within a transaction the ledger remembers what it has read; what is written in it is seen at once all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from paceline.domain.cadence import Cadence
from paceline.domain.facts import Entry, Kept, Promised
from paceline.domain.people import Person
from paceline.ledger import Ledger, Tx, cadences, facts, hold, identities, memory, people, premises, try_hold

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANA = Person("ana", "platform", "Ana Soto", ("ana@acme.example",))
SERIES = cadences.Kept(
    Cadence("weekly@acme.example", "mara@acme.example", "Weekly", "", "UTC", 30, ()), "platform", "m"
)
THIS = SERIES.cadence.id

READS: dict[str, Callable[[Tx], object]] = {
    "a person": lambda tx: people.by_id(tx, "ana"),
    "whose address it is": lambda tx: people.by_address(tx, "Ana@acme.example"),
    "a team": lambda tx: people.of_team(tx, "platform"),
    "a cadence": lambda tx: cadences.get(tx, THIS),
    "a commitment": lambda tx: facts.record(tx, "C1"),
    "a premise": lambda tx: premises.get(tx, "tzdata"),
}
WRITES: dict[str, dict[str, Callable[[Tx], object]]] = {
    "a person": {
        "put": lambda tx: people.put(tx, replace(ANA, name="Ana S."), learned=False),
        "amended": lambda tx: people.amend(tx, replace(ANA, name="Ana S.")),
        "moved": lambda tx: people.move(tx, replace(ANA, team="ops")),
        "erased": lambda tx: identities.forget(tx, "ana"),
    },
    "whose address it is": {
        "given to another": lambda tx: people.put(tx, replace(ANA, id="eve"), learned=False),
        "taken away": lambda tx: people.readdress(tx, replace(ANA, addresses=())),
    },
    "a team": {
        "somebody new": lambda tx: people.put(tx, Person("bo", "platform", "Bo", ()), learned=True),
        "somebody moved": lambda tx: people.move(tx, replace(ANA, team="ops")),
    },
    "a cadence": {
        "put": lambda tx: cadences.put(tx, replace(SERIES, ended=True)),
        "paused": lambda tx: cadences.pause(tx, THIS, NOW),
        "its organizer renamed": lambda tx: identities.rename(tx, "m", "mara"),
    },
    "a commitment": {
        "a fact": lambda tx: facts.append(tx, [Entry("platform", "C1", Kept(), NOW, "ana", "m2")]),
        "rewritten": lambda tx: identities.rewrite_facts(tx, "ana", "x", lambda it: replace(it.fact, owner="x")),
    },
    "a premise": {
        "put": lambda tx: premises.put(tx, "tzdata", "2026g"),
        "dropped": lambda tx: premises.drop(tx, "tzdata"),
    },
}


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    promised = Promised("ana", "ship the importer", date(2026, 12, 4))
    with ledger.begin() as tx:
        people.put(tx, ANA, learned=False)
        cadences.put(tx, SERIES)
        premises.put(tx, "tzdata", "2026f")
        facts.append(tx, [Entry("platform", "C1", promised, NOW, "ana", "m1")])
    return ledger


@pytest.fixture
def asked(filled: Ledger) -> Iterator[list[str]]:
    """The statements that read."""
    found: list[str] = []

    def listen(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if sql.startswith("SELECT"):
            found.append(sql)

    event.listen(filled.engine, "before_cursor_execute", listen)
    yield found
    event.remove(filled.engine, "before_cursor_execute", listen)


@pytest.mark.parametrize("what", READS)
def test_it_is_read_once_in_a_transaction(filled: Ledger, asked: list[str], what: str) -> None:
    read = READS[what]
    for _ in range(2):
        asked.clear()
        with filled.begin() as tx:
            first = read(tx)
            assert first
            assert read(tx) == read(tx) == first
        assert len(asked) == 1


@pytest.mark.parametrize(("what", "how"), [(what, how) for what in WRITES for how in WRITES[what]])
def test_what_is_written_is_seen_at_once(filled: Ledger, what: str, how: str) -> None:
    read, write = READS[what], WRITES[what][how]
    with filled.begin() as tx:
        before = read(tx)
        write(tx)
        seen = read(tx)
    assert seen != before
    with filled.begin() as tx:
        assert read(tx) == seen


@pytest.mark.postgres
@pytest.mark.parametrize("wait", [hold, try_hold])
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_who_waited_for_another_reads_what_they_wrote(filled: Ledger, wait: Callable[[Tx, str], object]) -> None:
    with filled.begin() as tx:
        assert facts.record(tx, "C1")
        with filled.begin() as other:
            WRITES["a commitment"]["a fact"](other)
        wait(tx, "platform")
        found = facts.record(tx, "C1")
    assert found
    assert found.state == "kept"


def test_deriving_all_anew_does_not_hold_all_there_is(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        promised = Promised("ana", "ship the importer", date(2026, 11, 27))
        facts.append(tx, [Entry("platform", f"C{n}", promised, NOW, "ana", "m1") for n in range(1, 6)])
    with ledger.begin() as tx:
        facts.rebuild(tx)
        assert not any(memory.once(tx, "facts", f"C{n}", lambda: None) for n in range(1, 6))

"""Full-text search finds the same on both databases."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from paceline.domain.facts import (
    Decided,
    Entry,
    Fact,
    HelpRequested,
    Kept,
    Learned,
    Promised,
    Renegotiated,
    Shrunk,
    Skipped,
    Stopped,
    Undone,
    Updated,
)
from paceline.domain.search import document, terms
from paceline.ledger import Ledger, Tx, facts, search

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
DUE = date(2026, 12, 3)


def record(tx: Tx, subject: str, *said: Fact, team: str = "platform", message: str = "", author: str = "ana") -> None:
    facts.append(tx, [Entry(team, subject, fact, AT, author, message) for fact in said])


def found(tx: Tx, asked: str, team: str = "platform", most: int = 20) -> tuple[str, ...]:
    return search.find(tx, (team,), terms(asked), most)


@pytest.fixture
def tx(ledger: Ledger):
    with ledger.begin() as opened:
        record(opened, "C1", Promised("ana", "ship the importer", DUE, "the nightly run is green"))
        record(opened, "C2", Promised("bo", "review the schema", DUE))
        record(
            opened, "D1", Decided("chen", "keep SQLite for the edge nodes", "Postgres is more than the importer needs")
        )
        record(opened, "H1", HelpRequested("dee", "two hours with the staging database"))
        record(opened, "update/k1/ana", Updated("k1", (("done", "schema review"), ("notes", "Postgres 16.2 is out"))))
        yield opened


FOUND = (
    ("importer", ("C1", "D1")),  # what is called so, then what speaks of it
    ("IMPORTER", ("C1", "D1")),
    ("impo", ("C1", "D1")),
    ("porter", ()),  # the beginning of a word, not its middle
    ("postgres", ("update/k1/ana", "D1")),  # the newest first among equals
    ("green nightly", ("C1",)),  # in any order
    ('"nightly run"', ("C1",)),
    ('"run nightly"', ()),
    ('"nightly ru"', ()),  # in quotation marks: as it stands
    ("„nightly run“ ship", ("C1",)),
    ("16.2", ("update/k1/ana",)),
    ("C1", ("C1",)),
    ("schema", ("C2", "update/k1/ana")),
    ("ship schema", ()),  # all of it
    ("importer ana", ()),  # whose it is, is no word of it
    ("platform", ()),
    ("", ()),
    ("…!?", ()),
)


def test_what_is_found(tx: Tx) -> None:
    assert [(asked, found(tx, asked)) for asked, _ in FOUND] == list(FOUND)


OPERATORS = (
    "importer OR schema",
    "NOT importer",
    "importer AND",
    "NEAR(importer schema)",
    "title : importer zzz",
    "importer & ! | <-> zzz",
    "importer' | 'schema",
    'importer" OR "schema',
    "importer*schema",
    "^zzz -importer",
    "importer\x00schema zzz",
    "importer; drop table facts",
    "{} [] () : * ^ + -",
    '"',
    '""',
    "'",
    "\\",
    "%",
)


def test_there_are_no_operators(tx: Tx) -> None:
    assert {asked: found(tx, asked) for asked in OPERATORS} == dict.fromkeys(OPERATORS, ())


def test_quotation_marks_that_are_not_closed_are_no_words(tx: Tx) -> None:
    assert found(tx, '"importer') == found(tx, 'importer"') == ("C1", "D1")


SPELT = (
    ("Größe der Prüfung", "groesse"),
    ("Größe der Prüfung", "GROSSE prufung"),
    ("l'été à Orléans", "ete orleans"),
    ("Ele não está", "nao esta"),
    ("Žluťoučký kůň", "zlutoucky kun"),
    ("smørrebrød", "smorrebrod"),
    ("ﬁnal ﬂow", "final flow"),
    ("Ｆｕｌｌ ｗｉｄｔｈ", "full width"),
    ("データベースを移す", "データ"),
    ("データベースを移す", "移す"),
    ("हिन्दी में लिखा", "हिन्दी"),
    ("данные перенесены", "ДАННЫЕ"),
    ("İstanbul", "istanbul"),
    ("e\u0301tude", "étude"),
    ("don’t panic", "don't"),
    ("snake_case_name", "case"),
    ("foo/bar-baz@example.com", "bar-baz"),
    ("100 %", "100%"),
)


def test_accents_case_and_scripts(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        for number, (written, _) in enumerate(SPELT, start=1):
            record(tx, f"C{number}", Promised("ana", written, DUE), team=f"team {number}")
        for number, (_, asked) in enumerate(SPELT, start=1):
            expected = () if asked == "groesse" else (f"C{number}",)  # nothing is spelt out: "ß" is "ss", "ö" is "o"
            assert (asked, found(tx, asked, team=f"team {number}")) == (asked, expected)


def test_words_are_not_stemmed(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        record(tx, "C1", Promised("ana", "Häuser, chevaux, kept", DUE))
        assert [found(tx, asked) for asked in ("Hauses", "cheval", "keep")] == [(), (), ()]


def test_small_words_are_words(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        record(tx, "C1", Promised("ana", "to be or not to be", DUE))
        assert found(tx, "the") == ()
        assert found(tx, "not") == ("C1",)


def test_no_team_finds_what_another_has(tx: Tx) -> None:
    record(tx, "C9", Promised("finn", "ship the importer to the press", DUE), team="design")
    assert found(tx, "importer", team="design") == ("C9",)
    assert "C9" not in found(tx, "importer")
    assert found(tx, "importer", team="") == ()


def test_words_follow_the_facts(tx: Tx) -> None:
    record(tx, "C1", Renegotiated(DUE, DUE, "the vendor is late"))
    assert found(tx, "vendor importer") == ("C1",)
    record(tx, "C1", Shrunk("only the reading part", "ship the importer"))
    assert found(tx, "reading") == ("C1",)
    assert found(tx, "importer") == ("C1", "D1"), "what it was called before is still found"
    record(tx, "C2", Kept("on the wiki"))
    assert found(tx, "wiki") == ("C2",), "and what is closed"


def test_what_was_taken_back_is_not_found(tx: Tx) -> None:
    record(tx, "C3", Promised("ana", "a secret plan", DUE), message="m1")
    record(tx, "C3", Undone("m1"), message="m2")
    record(tx, "update/k1/ana", Updated("k1", (("done", "another plan"),)), message="m1")
    assert found(tx, "plan") == ("update/k1/ana",)
    assert found(tx, "16.2") == (), "a second reply replaces the first"
    record(tx, "update/k1/ana", Skipped("k1"))
    assert found(tx, "plan") == ()


def test_nothing_else_is_found(tx: Tx) -> None:
    """What somebody learned from a slip, and what they said about themselves, is in no index."""
    record(tx, "C1", Learned("assumed", "the vendor answers in a day"))
    record(tx, "person/ana", Stopped("asks"))
    record(tx, "cadence/k1", Stopped("vendor"))
    assert found(tx, "vendor") == found(tx, "asks") == found(tx, "assumed") == ()


def test_no_phrase_reaches_from_one_text_into_the_next(tx: Tx) -> None:
    assert found(tx, '"review postgres"') == ()
    assert found(tx, '"importer ship"') == ()


def test_ten_kilobytes_are_asked_for(tx: Tx) -> None:
    assert found(tx, "importer " * 1200) == ("C1", "D1")
    assert found(tx, "x" * 10_000) == ()
    assert found(tx, " ".join(f"w{n}" for n in range(3000))) == ()


def test_the_longest_text_is_found_by_its_beginning(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        record(tx, "C1", Promised("ana", "first", DUE, " ".join(f"w{n}" for n in range(30_000)) + " y" * 9))
        record(tx, "C2", Promised("ana", "same " * 20_000, DUE, "last"))
        assert found(tx, "first w77") == ("C1",)
        assert found(tx, "same") == ("C2",)


def test_the_longest_words_are_found_as_far_as_there_is_room(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        record(tx, "C1", Promised("ana", "first", DUE, " ".join(f"{n:05}{'ж' * 55}" for n in range(16_000))))
        assert found(tx, f"first 00077{'ж' * 55}") == ("C1",)


def test_so_many_are_given_and_no_more(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        for number in range(1, 31):
            record(tx, f"C{number}", Promised("ana", f"plan {number}", DUE))
        assert found(tx, "plan", most=5) == ("C30", "C29", "C28", "C27", "C26")


def test_words_are_kept_in_the_transaction_of_the_facts(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.begin() as tx:
            record(tx, "C1", Promised("ana", "ship the importer", DUE))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with ledger.begin() as tx:
        assert found(tx, "importer") == ()
        assert tx.execute(text("select count(*) from searched_words")).scalar() == 0


def test_an_old_ledger_is_searched_after_its_upgrade(url: str) -> None:
    from alembic import command

    from paceline.ledger.store import _alembic

    old = Ledger(url)
    old.upgrade()
    with old.begin() as tx:
        record(tx, "C1", Promised("ana", "ship the importer", DUE))
        record(tx, "update/k1/ana", Updated("k1", (("done", "the importer's tests"),)))
    with old.engine.begin() as connection:
        command.downgrade(_alembic(connection), "0003")
    old.close()
    fresh = Ledger(url)
    fresh.upgrade()
    with fresh.begin() as tx:
        assert found(tx, "importer") == ("C1", "update/k1/ana")
    fresh.close()


def test_both_databases_find_what_reading_all_of_it_finds(ledger: Ledger) -> None:
    """A thousand questions from a seed, against the words themselves."""
    dice = random.Random(5)
    vocabulary = ["kilo", "kilogramm", "Öl", "oil", "été", "3.11", "a-b", "naïve", "x", "10", "100", "ab", "abc"]
    with ledger.begin() as tx:
        for number in range(1, 60):
            said = [" ".join(dice.choices(vocabulary, k=dice.randint(1, 5))) for _ in range(3)]
            record(tx, f"D{number}", Decided("ana", said[0], said[1]))
        documents = [document(facts.of(tx, f"D{n}"), facts.record(tx, f"D{n}")) for n in range(1, 60)]
        for _ in range(300):
            asked = " ".join(dice.choices(vocabulary, k=dice.randint(1, 3)))
            asked = f'"{asked}"' if dice.random() < 0.3 else asked
            wanted = terms(asked)
            plain = [d for d in reversed(documents) if d and _all_there(d.title, d.texts, wanted)]
            called = [d.subject for d in plain if _all_there(d.title, (), wanted)]
            rest = [d.subject for d in plain if d.subject not in called]
            assert list(search.find(tx, ("platform",), wanted, 100)) == [*called, *rest], asked


def _all_there(title: str, texts: tuple[str, ...], wanted: tuple) -> bool:
    from paceline.domain.search import holds

    return all(any(holds(text, (term,)) for text in (title, *texts)) for term in wanted)


@pytest.mark.slow
def test_an_index_serves_it(ledger: Ledger) -> None:
    """No walk over all that was ever recorded."""
    with ledger.begin() as tx:
        for number in range(1, 2000):
            facts.append(
                tx, [Entry("platform", f"C{number}", Promised("ana", f"plan {number}", DUE), AT + timedelta(number))]
            )
        assert found(tx, "1234") == ("C1234",)
        if ledger.is_sqlite:
            plan = " ".join(
                str(row)
                for row in tx.execute(
                    text("explain query plan " + search._FOUND["sqlite"].replace(":teams", "('platform')")),
                    {"wanted": '"x"', "most": 1},
                )
            )
            assert "VIRTUAL TABLE INDEX" in plan, plan
            assert "SCAN s" not in plan, plan
        else:
            tx.execute(text("analyze searched, searched_words"))
            tx.execute(text("set local enable_seqscan = off"))
            asked = {"wanted": "'1234'", "most": 1}
            plan = " ".join(
                r[0]
                for r in tx.execute(
                    text("explain " + search._FOUND["postgresql"].replace(":teams", "('platform')")), asked
                )
            )
            assert "ix_searched_words_words" in plan, plan

"""What each conversation listens for: whether the ledger is asked about a team, or about one thing."""

from __future__ import annotations

from importlib import import_module

import pytest
import whose_rows
from conversation import Conversation
from whose_rows import OVER_ALL_TEAMS

from paceline.ledger import facts, feeds, moments, people


def test_what_names_no_team_is_heard(team: Conversation) -> None:
    with team.ledger.begin() as tx:
        facts.open_items(tx)
        feeds.open_ids(tx)
    heard = [line.partition(" names")[0] for line in team.asked_of_nobody]
    team.asked_of_nobody.clear()
    assert heard == ["facts.open_items", "feeds.open_ids"]


def test_what_names_one_is_not(team: Conversation) -> None:
    with team.ledger.begin() as tx:
        facts.open_items(tx, team="platform")
        facts.of(tx, "C1")
        people.by_address(tx, "ana@acme.example")
        moments.due(tx, team.clock.now())
    assert team.asked_of_nobody == []


@pytest.mark.parametrize(
    ("sql", "names_nobody"),
    [
        ("SELECT x FROM facts", True),
        ("SELECT x FROM facts WHERE facts.kind = ?", True),
        ("SELECT facts.team FROM facts WHERE facts.kind = ?", True),
        ("UPDATE letters SET team=? WHERE letters.state = ?", True),
        ("DELETE FROM asks", True),
        ("SELECT x FROM searched_words w JOIN searched s ON s.id = w.rowid WHERE searched_words MATCH ?", True),
        ("SELECT x FROM facts WHERE facts.team = ?", False),
        ('DELETE FROM moments WHERE moments."key" = ?', False),
        ("SELECT x FROM facts WHERE facts.subject IN (?, ?)", False),
        ("SELECT x FROM premises", False),
        ("INSERT INTO facts (team) VALUES (?)", False),
    ],
)
def test_a_statement_names_one_by_what_it_compares(sql: str, names_nobody: bool) -> None:
    assert whose_rows._names_nobody(sql) is names_nobody


@pytest.mark.parametrize("who", OVER_ALL_TEAMS)
def test_what_is_listed_is_there(who: str) -> None:
    module, _, name = who.partition(".")
    assert callable(getattr(import_module(f"paceline.ledger.{module}"), name))

"""The inspection after each campaign finds what it is there for: each fault is put into sound books by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from conversation import Conversation, Letter
from faults.inspection import Findings, inspect
from sqlalchemy import text


@pytest.fixture
def came(team: Conversation) -> list[bytes]:
    """What was brought, in books that are sound."""
    brought: list[bytes] = []
    bring = team.mailbox.bring

    def and_note(raw: bytes) -> None:
        brought.append(raw)
        bring(raw)

    team.mailbox.bring = and_note  # type: ignore[method-assign]
    team.invites("mara")
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new")
    team.at("2026-11-27 12:00")
    return brought


def look(team: Conversation, came: list[bytes]) -> Findings:
    with team.ledger.begin() as tx:
        taken = [(letter.to, letter.raw) for letter in team.transport.letters]
        return inspect(tx, came=came, taken=taken, now=team.clock.now())


def sql(statement: str) -> Callable[[Conversation], None]:
    def break_it(team: Conversation) -> None:
        with team.ledger.begin() as tx:
            assert tx.execute(text(statement)).rowcount > 0

    return break_it


def letters(change: Callable[[list[Letter]], list[Letter]]) -> Callable[[Conversation], None]:
    def break_it(team: Conversation) -> None:
        team.transport.letters = change(team.transport.letters)

    return break_it


AGAIN = "insert into facts (team, subject, kind, data, at, author, message) \
select team, subject, kind, data, at, author, message from facts where kind = 'Promised'"
FAULTS = {
    "a mail is lost": ("lost", sql("delete from inbox where kind = 'reply'")),
    "a mail waits": ("wrong", sql("update inbox set state = 'new' where kind = 'reply'")),
    "a mail counted twice": ("twice", sql(AGAIN)),
    "a letter is lost": ("lost", letters(lambda sent: sent[1:])),
    "a letter arrived twice": ("twice", letters(lambda sent: [*sent, sent[0]])),
    "a letter was changed": ("wrong", letters(lambda sent: [replace(sent[0], raw=sent[0].raw + b"more"), *sent[1:]])),
    "a letter of nobody's": ("wrong", sql("delete from letters where kind = 'receipt'")),
    "a letter in hand for ever": ("wrong", sql("update letters set state = 'sending' where kind = 'receipt'")),
    "a letter that waits": ("wrong", sql("update letters set state = 'queued' where kind = 'receipt'")),
    "an answer to no mail": (
        "wrong",
        sql("update letters set about = replace(about, 'a', 'b') where kind = 'receipt'"),
    ),
    "a review that is not there": ("wrong", sql("update letters set about = 'x/20261130T090000Z'")),
    "an open item too few": ("wrong", sql("delete from open_items")),
    "an open item that differs": ("wrong", sql("update open_items set due = '2026-12-04'")),
    "words that are not found": ("wrong", sql("delete from searched")),
}


def test_sound_books_are_sound_and_are_left_as_they_were(team: Conversation, came: list[bytes]) -> None:
    assert look(team, came) == look(team, came) == Findings()
    assert team.status("C1") == "open"


@pytest.mark.parametrize("fault", FAULTS)
def test_it_finds_the_fault(team: Conversation, came: list[bytes], fault: str) -> None:
    expected, break_it = FAULTS[fault]
    break_it(team)
    assert getattr(look(team, came), expected) != []


def test_a_mail_that_nobody_brought_is_wrong_and_a_dropped_letter_is_told(
    team: Conversation, came: list[bytes]
) -> None:
    assert len(look(team, came[1:]).wrong) >= 1
    sql("update letters set state = 'unknown' where kind = 'receipt'")(team)
    team.transport.letters = [one for one in team.transport.letters if "This is recorded" not in one.text]
    assert [key.partition("/")[0] for key in look(team, came).dropped] == ["receipt"]

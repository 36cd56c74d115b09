"""Poison between good mails: what can't be read goes to quarantine, what makes us fail does so after three tries, and
neither keeps a good mail waiting nor changes the order of the good ones.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import cycle

import pytest
from campaigns import FULL, Tally
from conversation import Conversation
from faults.inspection import Findings, inspect
from inbox.test_mail import REFUSED

from paceline import carrier, flow
from paceline.domain.facts import Promised
from paceline.inbox.mail.identity import content_id
from paceline.ledger import facts, inbox, moments

POISONS = 250 if FULL else 50
AT_ONCE = 75 if FULL else 50
"""Of one person no more than thirty mails in an hour are answered."""
PEOPLE = ("mara", "ana", "bo")
WE_FAIL = "we fail on it"
FAILURE = """
create trigger poison before insert on facts when new.data like '%spoiled part%'
begin select raise(abort, 'an error that nobody foresaw'); end
"""
"""Stands for a mistake of ours: whatever mail says that fails in the middle of its transaction."""


def poison(team: Conversation, kind: str, number: int) -> bytes:
    if kind == WE_FAIL:
        return good(team, number, what="spoiled part")
    return REFUSED[kind] + f"\r\nnumber {number}\r\n".encode()


def good(team: Conversation, number: int, what: str = "part") -> bytes:
    return team.mail(PEOPLE[number % len(PEOPLE)], f"Commitment: ship {what} {number} by 31 Dec", None).as_bytes()


@pytest.fixture
def spoiled(team: Conversation) -> Conversation:
    with team.ledger.begin() as tx:
        tx.exec_driver_sql(FAILURE)
    return team


def alternating(team: Conversation, number: int) -> list[tuple[bytes, bytes]]:
    """Each poison, and the good mail that comes right after it."""
    kinds = cycle([*(kind for kind in REFUSED if kind != "size"), WE_FAIL])
    return [(poison(team, next(kinds), n), good(team, n)) for n in range(number)]


def settled(team: Conversation) -> set[str]:
    with team.ledger.begin() as tx:
        return {str(mail["id"]) for mail in inbox.listing(tx, ("settled",), 10_000)}


def look(team: Conversation, pairs: list[tuple[bytes, bytes]], tally: Tally) -> None:
    """All good mails count, each writer's in the order in which they came, and are answered; all poison lies in
    quarantine, tried three times at most."""
    taken = [(one.to, one.raw) for one in team.transport.letters]
    with team.ledger.begin() as tx:
        found = inspect(tx, came=[raw for pair in pairs for raw in pair], taken=taken, now=team.clock.now())
        states = {str(mail["id"]): mail for mail in inbox.listing(tx, ("settled", "quarantined"), 10_000)}
        promised = [entry.fact for entry in facts.after(tx, "platform", 0, 10_000)]
    good_ones = {content_id(raw) for _, raw in pairs}
    lost = [name for name in good_ones if states[name]["state"] != "settled"]
    tally(cases=len(pairs), lost=len(found.lost) + len(lost), twice=len(found.twice))
    assert found == Findings()
    assert lost == []
    assert Counter(mail["state"] for mail in states.values()) == {"settled": len(pairs), "quarantined": len(pairs)}
    assert max(int(str(mail["attempts"])) for mail in states.values()) == inbox.TRIES
    for first, who in enumerate(PEOPLE):
        what = [fact.what for fact in promised if isinstance(fact, Promised) and fact.owner == who]
        assert what == [f"ship part {n}" for n in range(first, len(pairs), len(PEOPLE))]
    assert len([letter for letter in team.transport.letters if "This is recorded" in letter.text]) == len(pairs)


@pytest.mark.campaign("poison before each good mail")
def test_poison_one_at_a_time(spoiled: Conversation, tally: Tally) -> None:
    team = spoiled
    pairs = alternating(team, POISONS)
    for bad, fine in pairs:
        team.clock.instant += timedelta(minutes=7)
        team.brings(bad)
        team.brings(fine)
        assert content_id(fine) in settled(team), "it waits for the poison"
    team.clock.instant += timedelta(minutes=7)
    team.tick()
    team.tick()
    look(team, pairs, tally)


@pytest.mark.campaign("poison before each good mail")
def test_poison_and_good_mails_that_lay_there_together(spoiled: Conversation, tally: Tally) -> None:
    """As after a night without the service."""
    team = spoiled
    pairs = alternating(team, AT_ONCE)
    for pair in pairs:
        for raw in pair:
            team.mailbox.bring(raw)
    while team.mailbox.mails:
        team.tick()
    assert {content_id(raw) for _, raw in pairs} <= settled(team)
    for _ in range(3):
        team.clock.instant += timedelta(minutes=30)
        team.tick()
    look(team, pairs, tally)


def test_a_mail_larger_than_any_may_be_keeps_nobody_waiting(team: Conversation) -> None:
    """Its octets are not kept in memory for a hundred others, so there is one of it."""
    team.mailbox.bring(REFUSED["size"])
    team.brings(good(team, 1))
    assert Counter(mail["state"] for mail in team.inbox()) == {"settled": 1, "quarantined": 1}
    assert team.status("C1") == "open"


# --- moments ----------------------------------------------------------------------------------------------------------

NO_DIGEST = """
create trigger poison before insert on letters when new.kind = 'digest' and cast(new.raw as text) like '%Garden weekly%'
begin select raise(abort, 'an error that nobody foresaw'); end
"""


@pytest.mark.campaign("poison before each good mail")
def test_a_moment_that_we_fail_on_keeps_no_other_waiting_and_is_tried_again(
    team: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    team.invites("mara", title="Garden weekly", uid="weekly-2@acme.example")
    team.invites("mara", title="Platform weekly")
    team.at("2026-11-30 08:59")
    with team.ledger.begin() as tx:
        assert [moment.kind for moment in moments.due(tx, team.clock.now() + timedelta(minutes=1), 9)] == ["digest"] * 2
        tx.exec_driver_sql(NO_DIGEST)

    def digests() -> list[str]:
        return [letter.subject.partition(",")[0] for letter in team.letters("ana") if "as planned" in letter.subject]

    def passes(minutes: int) -> None:
        team.clock.instant += timedelta(minutes=minutes)
        flow.plan(team.service)
        flow.deliver(team.service, team.transport)

    for _ in range(5):
        passes(1)
    assert digests() == ["Platform weekly"]
    assert [record.getMessage() for record in caplog.records] == ["moment digest: IntegrityError"]
    with team.ledger.begin() as tx:
        tx.exec_driver_sql("drop trigger poison")
    passes(11)
    assert digests() == ["Platform weekly", "Garden weekly"]


# --- letters ----------------------------------------------------------------------------------------------------------


def letters_to(team: Conversation, who: str) -> list[tuple[str, int, str]]:
    rows = [row for row in team.outbox() if row["person"] == who]
    return [(str(row["state"]), int(str(row["attempts"])), str(row["reason"])) for row in rows]


@pytest.mark.campaign("poison before each good mail")
def test_a_letter_that_the_transport_fails_on_keeps_no_other_waiting_and_is_given_up(
    team: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    team.transport.refused["ana@acme.example"] = RuntimeError("ana's secret words")
    team.says("ana", "mine", to="new")
    team.says("bo", "mine", to="new").hears("bo", "Nothing is open with you")
    failed = "the transport failed on it: RuntimeError"
    assert letters_to(team, "ana") == [("sending", 1, failed)]
    (record,) = caplog.records
    (key,) = [row["key"] for row in team.outbox() if row["person"] == "ana"]
    assert record.getMessage() == f"letter {key}: {failed}"
    assert record.exc_info
    tries = len(carrier.TRY_AGAIN_AFTER) + 1
    team.at("2026-11-25 02:00")
    assert letters_to(team, "ana") == [("sending", tries - 1, failed)]
    team.at("2026-11-26 09:00")
    assert letters_to(team, "ana") == [("refused", tries, failed)]
    assert len(caplog.records) == tries


def test_a_letter_that_the_transport_failed_on_goes_when_it_is_mended(team: Conversation) -> None:
    team.transport.refused["ana@acme.example"] = BrokenPipeError("odd")
    team.says("ana", "mine", to="new").hears_nothing("ana")
    del team.transport.refused["ana@acme.example"]
    team.at("2026-11-23 09:02").hears("ana", "Nothing is open with you")


@pytest.mark.parametrize("error", [OSError("odd"), KeyError("odd")], ids=["the server", "the connector"])
def test_what_was_sent_can_not_be_looked_up(team: Conversation, error: Exception) -> None:
    """Whatever the door fails with: the letter is settled as where nobody can say."""

    class Asked(type(team.transport)):
        def was_sent(self, message_id: str) -> bool | None:
            raise error

    team.transport = Asked()
    team.transport.refused["ana@acme.example"] = RuntimeError("odd")
    team.says("ana", "mine", to="new").hears_nothing("ana")
    team.says("bo", "mine", to="new").hears("bo", "Nothing is open with you")
    del team.transport.refused["ana@acme.example"]
    team.at("2026-11-23 09:02").hears("ana", "Nothing is open with you")

"""What came and went is kept as long as was agreed; what it said stays on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation
from sqlalchemy import select

from paceline import chores
from paceline.ledger import inbox, schema

SHORT = CONFIG + "\n[retention]\nmails = 30\nletters = 40\nquarantine = 10\n"


@pytest.fixture
def weekly(tmp_path: Path) -> Conversation:
    team = Conversation(tmp_path, config=SHORT)
    chores.keep_no_longer(team.service)
    team.invites("mara", "FREQ=WEEKLY;COUNT=2").at("2026-11-27 09:00")
    team.says("ana", "Next\n- publish the API draft by 4 Dec").heard_all()
    yield team
    team.close()


def kept(team: Conversation, table, at) -> list[tuple[object, int]]:
    with team.ledger.begin() as tx:
        return [(row[0], len(row[1])) for row in tx.execute(select(at, table.c.raw))]


def mails(team: Conversation) -> int:
    return sum(octets > 0 for _, octets in kept(team, schema.inbox, schema.inbox.c.received_at))


def letters(team: Conversation) -> dict[str, int]:
    return {str(key): octets for key, octets in kept(team, schema.letters, schema.letters.c.key)}


def test_mails_go_after_their_time_and_facts_stay(weekly: Conversation) -> None:
    weekly.at("2026-12-26 08:00").says("ana", "C1 done", to="new").at("2026-12-26 12:00")
    assert mails(weekly) == 2, "the invite is older than 30 days"
    weekly.at("2026-12-28 12:00")
    assert mails(weekly) == 1
    weekly.says("bo", "why C1", to="new").hears("bo", "Ana promised: publish the API draft", "Ana kept it")


def test_the_record_still_names_its_mail_by_day_and_sender(weekly: Conversation) -> None:
    weekly.at("2027-01-20 12:00")
    mail = weekly.facts("C1")[0].message
    with weekly.ledger.begin() as tx:
        told = inbox.kept(tx, mail)
    assert told is not None
    assert (told.sender, f"{told.received_at:%Y-%m-%d}", told.raw) == ("ana", "2026-11-27", b"")


def test_a_copy_of_a_mail_that_is_gone_is_not_taken_in_again(weekly: Conversation) -> None:
    raw = weekly.mail("ana", "Next\n- write the runbook by 10 Dec", None).as_bytes()
    weekly.brings(raw).at("2027-01-20 12:00").brings(raw)
    assert weekly.record("C3") is None


def test_letters_go_later_but_for_those_whose_question_is_open(weekly: Conversation) -> None:
    weekly.says("ana", "Intent: drop Python 3.11 unless objected by 26 Feb because it is old", to="new")
    weekly.at("2026-12-01 09:00").heard_all().at("2027-01-20 12:00")
    left = {key for key, octets in letters(weekly).items() if octets}
    assert "envelope/bo/2026-11-30" in left, "the window is open: Bo's answer is read with the letter at hand"
    assert not {key for key in left if "2026-11-27" in key or key.startswith(("receipt", "digest"))}
    asked = next(letter for letter in weekly.letters("bo") if "drop Python 3.11" in letter.words)
    weekly.says("bo", "D1 object: two customers need it", to=asked)
    assert weekly.status("D1") == "objected"


def test_an_answer_to_a_letter_that_is_gone_is_still_placed(weekly: Conversation) -> None:
    asked = weekly.letters("bo")[0]
    weekly.at("2027-01-20 12:00").says("bo", "Notes: better late than never", to=asked)
    weekly.hears("bo", "Your update for Mon 30 Nov")


def test_what_nobody_looked_after_goes_from_the_quarantine(weekly: Conversation) -> None:
    weekly.brings(weekly.mail("ana", "hello", None, sender="stranger@example.org").as_bytes())
    assert [it["state"] for it in weekly.inbox("held", "dropped")] == ["held"]
    weekly.at("2026-12-09 12:00")
    assert [it["state"] for it in weekly.inbox("held", "dropped")] == ["dropped"]


def test_for_good_is_possible(tmp_path: Path) -> None:
    team = Conversation(tmp_path, config=SHORT.replace("30", "0").replace("40", "0").replace("= 10", "= 0"))
    chores.keep_no_longer(team.service)
    team.says("ana", "Next\n- publish the API draft by 4 Dec", to="new").at("2027-12-01 12:00")
    assert mails(team) == 1
    assert not [moment for moment in team.moments() if moment.kind == "retention"]
    team.close()


def test_many_go_in_batches(weekly: Conversation) -> None:
    with weekly.ledger.begin() as tx:
        row = dict(tx.execute(select(schema.inbox).limit(1)).mappings().one())
        tx.execute(schema.inbox.insert(), [{**row, "id": f"copy{n}"} for n in range(450)])
    weekly.at("2027-01-20 12:00")
    assert mails(weekly) == 0


def test_sqlite_overwrites_what_went(weekly: Conversation) -> None:
    weekly.at("2027-01-20 12:00")
    weekly.ledger.close()
    files = Path(weekly.config.ledger.url.removeprefix("sqlite:///")).parent.glob("ledger.db")
    assert not any(b"Subject: Invitation: Platform weekly" in file.read_bytes() for file in files)

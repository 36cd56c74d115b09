"""Dates that are left out ahead of the mail that asks: by one who takes part for oneself, by the organizer for all."""

from __future__ import annotations

import pytest
from conversation import Conversation


@pytest.fixture
def run(team: Conversation) -> Conversation:
    """Every Monday; on Friday the first mail has asked."""
    return team.invites("mara").at("2026-11-27 09:30").heard_all()


def subjects(team: Conversation, who: str, since: int = 0) -> list[str]:
    return [it.subject for it in team.letters(who)[since:]]


def rounds_of(team: Conversation, who: str, since: int) -> list[str]:
    return [it for it in subjects(team, who, since) if "your update for" in it]


# --- for oneself ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["skip 7 Dec", "skip Monday 7 Dec", "skip 7 Dec for me", "skip 7 Dec of Platform weekly",
     "überspringe den 7. Dezember", "sauter 7 décembre", "omito 7 de diciembre", "pular 7 de dezembro",
     "salta 7 dicembre", "sla over 7 december"],
)  # fmt: skip
def test_who_takes_part_skips_a_date_ahead_and_is_neither_asked_nor_reminded(run: Conversation, words: str) -> None:
    run.says("ana", words, to="new").hears("ana", "Skipped: Platform weekly, Mon 7 Dec; you won't be asked about it")
    run.at("2026-12-01 09:00").heard_all()
    before = {who: len(run.letters(who)) for who in ("ana", "bo", "mara")}
    run.at("2026-12-07 12:00")
    assert subjects(run, "ana", before["ana"]) == ["Platform weekly, Mon 7 Dec: no need to meet (1.5 hours back)"]
    assert rounds_of(run, "bo", before["bo"]) == ["Platform weekly: your update for Mon 7 Dec"]
    digest = run.letters("mara")[-1]
    assert "NO WORD YET Mara and Bo (only you see this)" in digest.words
    run.at("2026-12-11 12:00")
    assert rounds_of(run, "ana", before["ana"]) == ["Platform weekly: your update for Mon 14 Dec"]


def test_the_next_one(run: Conversation) -> None:
    """The one that has been asked about: as `skip` in answer to that mail."""
    run.says("ana", "skip next", to="new").hears("ana", "Skipped: Platform weekly, Mon 30 Nov")
    run.at("2026-11-30 08:30").hears_nothing("ana")


def test_undo_asks_after_all(run: Conversation) -> None:
    receipt = run.says("ana", "skip 7 Dec", to="new").hears("ana", "Skipped")
    run.says("ana", "undo", to=receipt).heard_all()
    run.at("2026-12-04 12:00").hears("ana", "your update for Mon 7 Dec")


def test_undo_asks_after_all_when_the_others_have_been_asked(run: Conversation) -> None:
    receipt = run.says("ana", "skip 7 Dec", to="new").hears("ana", "Skipped")
    run.at("2026-12-04 12:00").heard_all().hears_nothing("ana")
    run.says("ana", "undo", to=receipt)
    run.at("2026-12-04 16:00").hears("ana", "your update for Mon 7 Dec")


def test_with_two_reviews_the_day_says_which(run: Conversation) -> None:
    run.invites("bo", guests=("bo", "ana"), title="Data weekly", uid="data@acme.example", start="2026-12-01 11:00")
    run.heard_all().says("ana", "skip 8 Dec", to="new").hears("ana", "Skipped: Data weekly, Tue 8 Dec")
    run.says("ana", 'skip next of "Data weekly"', to="new").hears("ana", "Skipped: Data weekly, Tue 1 Dec")


def test_a_guest_may_not_leave_it_out_for_all(run: Conversation) -> None:
    run.says("ana", "skip 7 Dec for all", to="new")
    run.hears("ana", "Only its organizer leaves a date out for everybody", '"skip 7 Dec" leaves you out')
    run.at("2026-12-04 12:00").hears("bo", "your update for Mon 7 Dec")


# --- for everybody ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["skip 7 Dec", "skip 7 Dec for all", "skip Monday 7 Dec for everybody", "auslassen 7. Dezember für alle",
     "sauter 7 décembre pour tous", "saltar 7 de diciembre para todos"],
)  # fmt: skip
def test_the_organizer_leaves_out_a_day_for_everybody(run: Conversation, words: str) -> None:
    run.says("mara", words, to="new").hears("mara", "Left out for everybody: Platform weekly", "Mon 7 Dec")
    before = len(run.letters("ana"))
    run.at("2026-12-11 12:00")
    assert rounds_of(run, "ana", before) == ["Platform weekly: your update for Mon 14 Dec"]
    assert not any("Mon 7 Dec" in subject for subject in subjects(run, "ana"))


def test_the_organizer_leaves_it_out_for_themselves(run: Conversation) -> None:
    run.says("mara", "skip 7 Dec for me", to="new").hears("mara", "Skipped: Platform weekly, Mon 7 Dec")
    before = len(run.letters("mara"))
    run.at("2026-12-04 12:00").hears("ana", "your update for Mon 7 Dec")
    assert rounds_of(run, "mara", before) == []


def test_the_next_date_and_undo(run: Conversation) -> None:
    run.at("2026-11-30 12:00").says("mara", "skip next", to="new")
    receipt = run.hears("mara", "Left out for everybody", "7 Dec")
    run.says("mara", "undo", to=receipt).heard_all().at("2026-12-04 12:00").hears("ana", "your update for Mon 7 Dec")


def test_a_digest_that_went_out_meanwhile_keeps_nothing_from_being_undone(run: Conversation) -> None:
    receipt = run.says("mara", "skip 14 Dec", to="new").hears("mara", "Left out for everybody")
    run.at("2026-12-07 12:00").says("mara", "undo", to=receipt).hears("mara", "Undone")
    run.at("2026-12-11 12:00").hears("bo", "your update for Mon 14 Dec")


def test_a_date_that_is_not_there(run: Conversation) -> None:
    run.says("mara", "skip 8 Dec", to="new").hears("mara", "It has no date ahead on that day", '"skip 30 Nov"')
    run.says("ana", "skip 8 Dec", to="new").hears("ana", "It has no date ahead on that day", '"skip 30 Nov"')
    run.says("mara", "skip next week", to="new").says("mara", "skip the docs", to="new")
    before = len(run.letters("ana"))
    run.at("2026-12-04 12:00")
    assert "Platform weekly: your update for Mon 7 Dec" in rounds_of(run, "ana", before)


def test_a_date_at_the_end_of_the_calendar_is_not_there(run: Conversation) -> None:
    run.says("bo", "skip 31.12.9999", to="new").hears("bo", "has no date ahead on that day")

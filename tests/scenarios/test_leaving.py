"""Who leaves is asked nothing more, and what was theirs is offered to the team; who comes is not asked about before."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

from paceline import app
from paceline.clerks import leaving
from paceline.clerks.desk import Desk
from paceline.clerks.telling import in_words
from paceline.config import load
from paceline.domain.facts import Left
from paceline.ledger import people

EVE = """
[people.eve]
name = "Eve Roth"
address = "eve@acme.example"
team = "platform"
zone = "Europe/Berlin"
"""


@pytest.fixture
def weekly(tmp_path: Path) -> Conversation:
    """Bo owes C1, for Eve; Eve's intent D1 waits for all; Bo's D2 waits for all; C2 is offered to Bo; H1 is Bo's."""
    team = Conversation(tmp_path, config=CONFIG + EVE)
    team.invites("mara", guests=("mara", "ana", "bo", "eve")).at("2026-11-27 09:00")
    team.says("bo", "Next\n- publish the API draft by 9 Dec for @eve\n\nHelp: a reviewer for an hour")
    team.says("eve", "Intent: drop Python 3.11 unless objected by 4 Dec 17:00 because it is old", to="new")
    team.says("bo", "Intent: one runbook for all unless objected by 10 Dec 17:00", to="new")
    team.says("ana", "Next\n- @bo: review the schema by 8 Dec").heard_all()
    yield team
    team.close()


def leaves(team: Conversation, who: str) -> None:
    with team.ledger.begin() as tx:
        person = people.by_id(tx, who)
        assert person
        leaving.leave(Desk(team.config, tx, team.clock.now()), person)
    team.tick()


def test_who_did_a_part_does_it_no_more(weekly: Conversation) -> None:
    weekly.says("ana", "Help: two eyes on the schema", to="new").says("bo", "H2 part: the tables", to="new").heard_all()
    leaves(weekly.at("2026-11-27 11:00"), "bo")
    weekly.hears("ana", "Bo can't help after all: two eyes")
    assert weekly.record("H2").helpers == ()


def test_what_was_theirs_is_offered_to_the_team(weekly: Conversation) -> None:
    leaves(weekly.at("2026-11-27 11:00"), "bo")
    heard = weekly.hears("ana", "Bo has left: one thing needs an owner", '"D2 delegate to @ana"')
    assert "publish the API draft, due Wed 9 Dec: Eve until Mon 30 Nov, 17:30 C1" in heard.words
    assert "C1 accept" not in heard.words
    assert "needs an owner" not in weekly.hears("ana", "Bo declined: review the schema").words
    weekly.hears("eve", "you wait for it, so you are asked first C1", "C1 accept", "Your intent waits for Bo no more")
    weekly.hears_nothing("bo")
    assert weekly.status("H1") == "closed"
    assert weekly.status("C2") == "declined"
    assert weekly.record("D1").audience == ("ana", "mara")


def test_what_who_waits_for_it_does_not_take_is_offered_to_the_others_by_itself(weekly: Conversation) -> None:
    leaves(weekly.at("2026-11-27 11:00"), "bo")
    weekly.heard_all().at("2026-11-30 17:29")
    assert not any("still needs an owner" in letter.subject for letter in weekly.transport.letters)
    weekly.at("2026-11-30 17:31").hears("mara", "It still needs an owner: publish the API draft (C1)")
    letter = weekly.hears("ana", "It still needs an owner: publish the API draft (C1)", "C1 accept")
    assert not any("still needs" in letter.subject for letter in weekly.letters("eve"))
    weekly.says("ana", "C1 accept", to=letter).hears("ana", "You took over: publish the API draft")


def test_what_is_taken_in_time_is_offered_to_nobody_else(weekly: Conversation) -> None:
    leaves(weekly, "bo")
    weekly.says("eve", "C1 accept", to="new").at("2026-12-01 12:00")
    assert not any("still needs an owner" in letter.subject for letter in weekly.transport.letters)


def test_who_waits_and_is_away_is_not_asked_first(weekly: Conversation) -> None:
    weekly.says("eve", "away until 18 Dec", to="new")
    leaves(weekly, "bo")
    weekly.hears("ana", "Bo has left: 2 things need an owner", "C1 accept")


def test_who_takes_it_first_owns_it(weekly: Conversation) -> None:
    leaves(weekly, "bo")
    weekly.says("eve", "C1 accept", to="new").hears("eve", "You took over: publish the API draft")
    weekly.says("ana", "C1 accept", to="new").hears("ana", "C1 is open, there is nothing to accept")
    assert weekly.record("C1").owner == "eve"
    weekly.at("2026-12-09 09:00").hears("eve", "Due today: publish the API draft")


def test_nobody_closes_what_has_no_owner_but_all_may_give_it_up(weekly: Conversation) -> None:
    leaves(weekly, "bo")
    weekly.says("ana", "C1 done", to="new").hears("ana", "C1 has no owner any more", "C1 accept")
    weekly.says("ana", "C1 drop because nobody needs it", to="new").says("eve", "C1 ok", to="new")
    assert weekly.status("C1") == "dropped"


def test_a_decision_is_taken_over_by_oneself_only(weekly: Conversation) -> None:
    leaves(weekly, "bo")
    weekly.says("ana", "D2 delegate to @eve", to="new").hears("ana", "Everybody takes it for themselves only")
    weekly.says("ana", "D2 delegate to @ana", to="new").hears("ana", "Handed over to Ana")
    decision = weekly.record("D2")
    assert (decision.owner, decision.orphaned, decision.audience) == ("ana", False, ("eve", "mara"))


def test_the_digest_asks_for_an_owner_until_there_is_one(weekly: Conversation) -> None:
    leaves(weekly, "bo")
    weekly.at("2026-11-30 09:00").hears("ana", "Platform weekly, Mon 30 Nov", "It needs an owner, Bo", "C1 accept")
    weekly.says("ana", "C1 accept", to="new").at("2026-12-07 09:00")
    assert "needs an owner" not in weekly.hears("eve", "Platform weekly, Mon 7 Dec").words


def test_nothing_more_comes_to_who_left_and_nothing_from_them_counts(weekly: Conversation) -> None:
    last = weekly.last("bo")
    leaves(weekly, "bo")
    weekly.at("2026-12-14 12:00").hears_nothing("bo")
    weekly.says("bo", "C1 done", to=last)
    assert weekly.status("C1") == "slipped"
    assert next(it["state"] for it in weekly.inbox()) == "held"
    digest = weekly.hears("mara", "Platform weekly, Mon 7 Dec")
    assert "No word yet" not in digest.words or "Bo" not in digest.words.split("NO WORD YET")[-1]


def test_their_silence_is_waited_for_no_more(weekly: Conversation) -> None:
    weekly.says("ana", "D1 ok", to="new").says("mara", "D1 ok", to="new")
    assert weekly.status("D1") == "intended"
    leaves(weekly, "bo")
    assert weekly.status("D1") == "decided"


def test_a_newer_invite_that_still_names_them_brings_nobody_back(weekly: Conversation) -> None:
    leaves(weekly, "bo")
    guests = ("mara", "ana", "bo", "eve")
    weekly.invites("mara", guests=guests, sequence=1, start="2026-11-30 11:00").at("2026-12-07 12:00")
    weekly.hears_nothing("bo")
    assert {person.id for person, _ in weekly.people()} == {"mara", "ana", "bo", "eve"}


def test_a_series_whose_organizer_left_is_run_by_who_sends_it_anew(weekly: Conversation) -> None:
    leaves(weekly, "mara")
    weekly.hears("ana", "Platform weekly goes on, but nobody runs it")
    weekly.invites("ana", guests=("ana", "bo", "eve"), sequence=1)
    assert [kept.organizer for kept in weekly.cadences()] == ["ana"]


# --- by mail ---------------------------------------------------------------------------------------


def test_by_mail_it_is_said_twice(weekly: Conversation) -> None:
    weekly.says("mara", "@bo has left", to="new")
    weekly.hears("mara", "I would ask nothing more of Bo, and offer 2 of Bo's to the team", "yes, @bo has left")
    assert not weekly.facts("person/bo")
    weekly.says("mara", "yes, @bo has left").hears("mara", "Bo has left the team")
    weekly.hears("ana", "Bo has left: one thing needs an owner")


def test_who_says_it_is_not_told_as_who_left(weekly: Conversation) -> None:
    weekly.says("mara", "@bo has left", to="new").says("mara", "yes, @bo has left", to="new")
    entry = next(entry for entry in weekly.facts("person/bo") if isinstance(entry.fact, Left))
    assert in_words(entry, {"mara": "Mara", "bo": "Bo"}) == "Mara said that Bo has left the team"


def test_not_everybody_says_so(weekly: Conversation) -> None:
    weekly.says("ana", "@bo hat das Team verlassen", to="new").hears(
        "ana", "Only who runs a review that Bo takes part in"
    )
    weekly.says("mara", "@zed has left", to="new").hears("mara", "I know nobody else called")
    weekly.says("ana", "Done:\n- @bo has left the vendor a note", to=weekly.letters("ana")[0])
    assert not weekly.facts("person/bo")


# --- the configuration, and back -------------------------------------------------------------------


def restarted(team: Conversation, config: str) -> None:
    team.config.path.write_text(config)
    app.prepare(load(team.config.path, {}))
    team.tick()


def test_who_is_in_the_configuration_no_more_leaves(weekly: Conversation) -> None:
    begin, _, _ = CONFIG.partition("[people.bo]")
    restarted(weekly, begin + EVE)
    assert weekly.record("C1").orphaned
    restarted(weekly, begin + EVE)
    assert sum(isinstance(entry.fact, leaving.Left) for entry in weekly.facts("person/bo")) == 1


def test_who_left_by_mail_stays_away_at_a_restart(weekly: Conversation) -> None:
    leaves(weekly, "bo")
    restarted(weekly, CONFIG + EVE)
    weekly.at("2026-12-07 12:00").hears_nothing("bo")


def test_who_comes_back_is_asked_again(weekly: Conversation) -> None:
    leaves(weekly, "bo")
    weekly.at("2026-12-01 09:00")
    with weekly.ledger.begin() as tx:
        person = people.by_id(tx, "bo")
        assert person
        leaving.come_back(Desk(weekly.config, tx, weekly.clock.now()), person)
    weekly.at("2026-12-07 08:00").hears("bo", "your update for Mon 7 Dec")


def test_a_joiner_is_asked_about_nothing_from_before(weekly: Conversation) -> None:
    guests = ("mara", "ana", "bo", "eve", "gil")
    weekly.invites("mara", guests=guests, sequence=1).at("2026-12-07 12:00")
    letters = weekly.letters("gil")
    assert not any("D1 object" in letter.words for letter in letters)
    assert "gil" not in weekly.record("D1").audience


def test_who_answers_a_letter_to_somebody_who_left_has_nobody_asked(weekly: Conversation) -> None:
    letter = weekly.last("bo")
    leaves(weekly, "bo")
    weekly.heard_all().says("bo", "Done: the importer", to=letter)
    weekly.brings(weekly.mail("bo", "Done: it", letter, sender="bo@home.example").as_bytes())
    weekly.hears_nothing("bo")
    assert len(weekly.inbox("held")) == 2


def test_private_words_go_to_no_organizer_who_left(weekly: Conversation) -> None:
    asked = next(letter for letter in weekly.letters("ana") if "your update" in letter.subject)
    leaves(weekly, "mara")
    weekly.heard_all().says("ana", "Done: x\n\nprivate: too much on my plate", to=asked)
    weekly.hears("ana", "Mara has left the team")
    weekly.at("2026-12-01 12:00").hears_nothing("mara")


def test_a_deputy_who_left_stands_in_for_nobody(weekly: Conversation) -> None:
    weekly.says("ana", "away 30 Nov to 2 Dec, deputy @bo", to="new")
    leaves(weekly, "bo")
    digest = weekly.at("2026-11-30 09:00").hears("eve", "Platform weekly, Mon 30 Nov").words
    assert "Ana until Wed 2 Dec" in digest
    assert "ask Bo" not in digest


def test_who_wants_no_mail_hears_of_no_departure_but_for_their_own_intents(weekly: Conversation) -> None:
    weekly.at("2026-11-27 11:00")
    for who in ("ana", "eve"):
        weekly.says(who, "stop asks", to="new").says(who, "stop digests", to="new").heard_all(who)
    leaves(weekly, "bo")
    weekly.at("2026-12-02 12:00").hears("eve", "Bo has left", "Your intent waits for Bo no more")
    assert not any("Bo has left" in letter.subject for letter in weekly.letters("ana"))

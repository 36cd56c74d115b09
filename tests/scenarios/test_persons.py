"""Who is who: other addresses, equal names, guests of another team, extra readers; and what each of them may see."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from conversation import CONFIG, Conversation, Letter

OTHERS = """
[teams.sales]
name = "Sales"

[people.sam]
name = "Sam Ode"
address = "sam@acme.example"
team = "sales"
zone = "Europe/Berlin"

[people.sue]
name = "Sue Ray"
address = "sue@acme.example"
team = "sales"
zone = "Europe/Berlin"

[people.ana2]
name = "Ana Wolf"
address = "ana.wolf@acme.example"
team = "platform"
zone = "Europe/Berlin"
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Conversation]:
    """Platform has two of the name Ana; Sam and Sue are of the team Sales."""
    config = CONFIG.replace(
        'address = "bo@acme.example"', 'address = "bo@acme.example"\naliases = ["kim@home.example"]'
    )
    team = Conversation(tmp_path, config=config + OTHERS)
    yield team
    team.close()


@pytest.fixture
def guest(house: Conversation) -> Conversation:
    """Sam of Sales is invited to Platform's weekly, and was asked."""
    return house.invites("mara", guests=("mara", "ana", "bo", "sam")).at("2026-11-27 09:00").heard_all()


def digest(team: Conversation, who: str) -> Letter:
    return next(one for one in reversed(team.letters(who)) if one.subject.startswith("Platform weekly, "))


# --- names and addresses ---------------------------------------------------------------------------------------------


def test_who_shares_a_first_name_is_told_to_come(house: Conversation) -> None:
    house.invites("mara", guests=("mara", "ana", "ana.wolf", "bo")).at("2026-11-27 09:00").heard_all()
    house.says("ana", "Next\n- publish the API draft by Thursday for @ana")
    assert "publish the API draft, for you, by Thu 3 Dec" in house.last("ana").words
    house.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00", to="new")
    house.says("bo", "D1 object: the edge nodes still run it").at("2026-11-30 09:00")
    assert digest(house, "ana").subject.endswith("meet 10 minutes, Bo and you")
    assert "You need not come" not in digest(house, "ana").words
    assert digest(house, "ana.wolf").subject.endswith("meet 10 minutes, Ana Soto and Bo")
    assert "You need not come" in digest(house, "ana.wolf").words


def test_a_reply_from_another_address_of_the_same_person_counts(house: Conversation) -> None:
    house.invites("mara").at("2026-11-27 09:00")
    house.says("kim@home.example", "Next\n- ship the importer by Thursday", to=house.last("bo"))
    assert house.record("C1").owner == "bo"
    house.hears("bo", "ship the importer, by Thu 3 Dec")


def test_two_of_one_first_name_are_told_apart(house: Conversation) -> None:
    house.invites("mara", guests=("mara", "ana", "ana.wolf", "bo")).at("2026-11-27 09:00")
    house.says("bo", "Next\n- @ana: review the schema by 7 Dec\n- @Ana Wolf: read the plan by 7 Dec")
    assert house.record("C1").owner == "ana", "an id is exact"
    house.says("ana", "Done: the review").says("ana.wolf", "Done: the plan")
    words = house.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov").words
    assert "Ana Soto" in words
    assert "Ana Wolf" in words


def test_a_first_name_that_two_have_is_asked_about(tmp_path: Path) -> None:
    twins = CONFIG.replace("[people.bo]", "[people.bobby]").replace("Bo Kim", "Bo Lee") + OTHERS.replace("Ana", "Bo")
    team = Conversation(tmp_path, config=twins).invites("mara").at("2026-11-27 09:00")
    team.says("mara", "Next\n- @bo: review the schema by 7 Dec")
    team.hears("mara", "@bobby", "@ana2")
    assert team.record("C1") is None
    team.close()


# --- a guest of another team -----------------------------------------------------------------------------------------


def test_a_guest_is_called_by_name_and_their_words_are_in_the_digest(guest: Conversation) -> None:
    guest.says("sam", "Done: signed the contract\nThanks: @bo for the demo\nNext\n- send the invoice by 7 Dec")
    assert guest.record("C1").team == "platform"
    words = guest.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov").words
    assert "Sam" in words
    assert "signed the contract" in words
    assert "send the invoice, by Mon 7 Dec" in words
    assert "sam" not in words.replace("sam@", "")


def test_a_guest_is_thanked_by_name(guest: Conversation) -> None:
    guest.says("bo", "Thanks: @sam for the demo")
    assert "to Sam: the demo" in guest.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov").words


def test_a_guest_can_be_asked_for_something(guest: Conversation) -> None:
    guest.says("ana", "Next\n- @sam: send the price list by 7 Dec").hears("ana", "Offered to Sam")
    guest.at("2026-11-30 09:00").hears("sam", "Ana Soto asks you: send the price list", "It counts only if you accept")
    guest.says("sam", "C1 accept", to="new").hears("sam", "send the price list")
    assert guest.status("C1") == "open"
    assert [entry.team for entry in guest.facts("C1")] == ["platform", "platform"]


def test_a_guest_reads_of_the_review_and_not_of_the_rest_of_the_team(guest: Conversation) -> None:
    guest.says("ana", "Next\n- ship the importer by Thursday")
    guest.says("bo", "skip").says("bo", "help: somebody who knows the secret cluster", to="new")
    guest.says("bo", "Decision: we move the office because of rent", to="new")
    letter = digest(guest.at("2026-11-30 09:00"), "sam")
    assert "ship the importer" in letter.words
    assert "secret cluster" not in letter.words
    assert "move the office" not in letter.words
    assert "secret cluster" in digest(guest, "ana").words


@pytest.mark.parametrize("question", ["status", "find office", "decisions", "why D1", "D1 ok"])
def test_a_guests_questions_are_about_their_own_team(guest: Conversation, question: str) -> None:
    guest.says("bo", "skip").says("bo", "Decision: we move the office because of rent", to="new").heard_all()
    guest.says("sam", question, to=guest.letters("sam")[0])
    assert "because of rent" not in guest.last("sam").words
    assert "move the office" not in guest.last("sam").words


def test_a_guests_own_records_stay_with_their_team(guest: Conversation) -> None:
    """A commitment of Sales, closed in an answer to Platform's letter, is nothing that Platform reads of."""
    guest.invites(
        "sue", guests=("sue", "sam"), title="Sales weekly", uid="sales@acme.example", start="2026-12-01 10:00"
    )
    guest.at("2026-11-30 09:00")
    ask = next(one for one in guest.letters("sam") if one.subject.startswith("Sales weekly: your update"))
    guest.says("sam", "Next\n- win the big customer by Friday", to=ask)
    guest.says("sam", "C1 done", to=guest.letters("sam")[0])
    assert [entry.team for entry in guest.facts("C1")] == ["sales", "sales"]
    assert "big customer" not in guest.at("2026-12-07 09:00").hears("mara", "Platform weekly, Mon 7 Dec").words


def test_another_teams_commitment_is_not_theirs_to_close(guest: Conversation) -> None:
    guest.says("ana", "Next\n- ship the importer by Thursday")
    guest.says("sue", "C1 done for @ana", to="new")
    assert guest.status("C1") == "open"


@pytest.mark.parametrize("command", ["H1 take", "H1 part: x", "D1 object: no", "D1 advice: yes", "C1 help: a DBA"])
def test_another_teams_matters_are_not_there_for_them(guest: Conversation, command: str) -> None:
    guest.says("ana", "Next\n- ship the importer by Thursday").says("ana", "C1 help: a DBA for an hour", to="new")
    guest.says("ana", "Intent: drop Python 3.11 because of typing", to="new")
    before = [guest.facts(subject) for subject in ("C1", "H1", "D1", "H2")]
    guest.says("sue", command, to="new").hears("sue", f"There is no {command[:2]}")
    assert [guest.facts(subject) for subject in ("C1", "H1", "D1", "H2")] == before


# --- extra readers ---------------------------------------------------------------------------------------------------


def test_an_extra_reader_gets_the_digest_and_is_asked_nothing(house: Conversation) -> None:
    house.invites("mara", text="also: boss@acme.example").at("2026-11-30 08:59")
    assert house.letters("boss@acme.example") == []
    house.at("2026-11-30 09:00").hears("boss@acme.example", "Platform weekly, Mon 30 Nov")


def test_an_extra_reader_is_none_of_the_team(house: Conversation) -> None:
    house.invites("mara", text="also: boss@acme.example").at("2026-11-27 09:00")
    house.says("ana", "Intent: move the office unless objected by Monday 17:00").at("2026-12-01 09:00")
    assert "boss" not in str(house.record("D1").audience)
    assert not any("move the office" in letter.subject for letter in house.letters("boss@acme.example"))
    house.says("boss", "status", to=house.letters("boss@acme.example")[-1])
    assert "move the office" not in house.last("boss@acme.example").words


def test_an_extra_reader_may_comment(house: Conversation) -> None:
    house.invites("mara", text="also: boss@acme.example").at("2026-11-30 09:00")
    house.says("boss", "This is the best summary that I have read in months.")
    words = house.at("2026-12-07 09:00").hears("mara", "Platform weekly, Mon 7 Dec").words
    assert "boss" in words
    assert "the best summary" in words


def test_an_extra_reader_who_becomes_a_guest_is_one_of_the_team(house: Conversation) -> None:
    house.invites("mara", text="also: eve@acme.example").invites("mara", guests=("mara", "eve"), sequence=1)
    assert {person.id: person.team for person, _ in house.people()}["eve"] == "platform"
    house.at("2026-11-27 09:00").hears("eve", "your update for Mon 30 Nov")


def test_an_extra_reader_has_no_agreement_of_a_team(house: Conversation) -> None:
    house.invites("mara", text="also: boss@acme.example").at("2026-11-30 09:00").heard_all("boss@acme.example")
    house.says("boss", "agreement").hears("boss", "read along, and are of no team here")


def test_an_extra_reader_may_stop(house: Conversation) -> None:
    house.invites("mara", text="also: boss@acme.example").at("2026-11-30 09:00")
    house.says("boss", "stop digests").heard_all().at("2026-12-08 09:00")
    house.hears_nothing("boss")


# --- to stop, from a mail client's own button ------------------------------------------------------------------------


def unsubscribe(letter: Letter, who: str) -> bytes:
    """What a client sends for List-Unsubscribe: a mail to the address in it, with its subject and no words."""
    target = str(letter.mail["List-Unsubscribe"]).strip("<>").removeprefix("mailto:")
    address, _, subject = target.partition("?subject=")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = who, address, subject
    mail["Date"], mail["Message-ID"] = letter.mail["Date"], f"<unsubscribe-{address}>"
    mail.set_content("\n")
    return mail.as_bytes()


def test_unsubscribe_on_an_ask_stops_the_asks(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00")
    team.brings(unsubscribe(team.last("ana"), "ana@acme.example")).hears("ana", "no more asks")
    team.at("2026-12-04 12:00")
    assert not any("update" in letter.subject for letter in team.letters("ana")[2:])


def test_unsubscribe_on_a_digest_stops_the_digests(team: Conversation) -> None:
    team.invites("mara").at("2026-11-30 09:00")
    team.brings(unsubscribe(team.last("ana"), "ana@acme.example")).hears("ana", "no more digests")
    team.at("2026-12-07 12:00")
    assert not any("Mon 7 Dec: " in letter.subject for letter in team.letters("ana"))


def test_start_brings_back_all_that_was_stopped(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").says("ana", "stop digests").says("ana", "stop", to="new")
    team.says("ana", "start", to="new").heard_all().at("2026-12-07 09:00")
    team.hears("ana", "your update for Mon 7 Dec")
    team.hears("ana", "Platform weekly, Mon 7 Dec")


def test_start_brings_the_question_of_a_round_that_runs(team: Conversation) -> None:
    team.invites("mara").says("ana", "stop", to="new").at("2026-11-27 10:00").heard_all()
    team.says("ana", "start", to="new").at("2026-11-30 08:00").hears("ana", "your update for Mon 30 Nov")


def test_start_ends_a_pause_of_the_review(team: Conversation) -> None:
    team.invites("mara")
    confirmation = team.hears("mara", "I accepted your invite")
    team.says("mara", "pause until 4 Jan", to=confirmation).heard_all()
    team.says("mara", "start", to=confirmation).heard_all()
    team.at("2026-11-27 09:00").hears("ana", "your update for Mon 30 Nov")


def test_who_stopped_everything_hears_no_outcomes(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00")
    team.says("ana", "Intent: drop Python 3.11 unless objected by Monday 17:00")
    team.says("bo", "stop").says("bo", "stop digests", to="new").heard_all().at("2026-12-02 09:00")
    team.hears_nothing("bo")


def test_an_extra_reader_starts_no_review(house: Conversation) -> None:
    house.invites("mara", text="also: boss@partner.example").invites("boss@partner.example", uid="own@partner.example")
    assert len(house.cadences()) == 1
    house.hears("ops@acme.example", "boss@partner.example")


def test_we_are_no_reader_of_our_own(house: Conversation) -> None:
    house.invites("mara", text="also: async@acme.example").at("2026-11-30 12:00")
    assert house.letters("async@acme.example") == []

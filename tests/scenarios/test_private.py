"""A private review: what two people write to each other stays with the two."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

from paceline.clerks import leaving
from paceline.clerks.desk import Desk
from paceline.ledger import people

CHEN = """
[people.chen]
name = "Chen Li"
address = "chen@acme.example"
team = "platform"
zone = "Europe/Berlin"
"""
TALK = """Pain points: the importer eats my evenings
What would help me
- somebody who knows the retry code
What I can offer: reviews of your talk
What I will do
- write down the retry rules by 4 Dec
- @bo: read them by 7 Dec
"""


@pytest.fixture
def team(tmp_path: Path) -> Conversation:
    return Conversation(tmp_path, config=CONFIG + CHEN)


def pair(team: Conversation, text: str = "template: peer-check-in", **more: str) -> Conversation:
    """Ana and Bo, every two weeks."""
    return team.invites(
        "ana",
        "FREQ=WEEKLY;INTERVAL=2",
        title="Ana / Bo",
        guests=("ana", "bo"),
        text=text,
        uid="pair@acme.example",
        **more,
    )


def weekly(team: Conversation) -> Conversation:
    return team.invites("mara", guests=("mara", "ana", "bo", "chen"), start="2026-12-01 10:00")


def test_what_two_write_reaches_the_two_and_nobody_else(team: Conversation) -> None:
    weekly(pair(team).heard_all("ana", "bo")).at("2026-11-27 09:00")
    asked = team.hears("ana", "Ana / Bo", "It goes to Bo and you, nobody else").words
    assert "Pain points" in asked
    assert "What would help me" in asked
    team.says("ana", TALK).hears("ana", "Offered to Bo: read them", "You asked for help")
    team.says("bo", "What I can offer: an hour on the retry code").heard_all()
    digest = team.at("2026-11-30 09:00").hears("bo", "Ana / Bo", "the importer eats my evenings")
    assert "somebody who knows the retry code" in digest.words
    assert "H1" in digest.words
    team.hears("ana", "an hour on the retry code")
    team.at("2026-11-30 12:00").says("bo", "C2 accept", to="new").hears("bo", "You accepted: read them")
    team.says("bo", "H1 take", to="new").hears("bo", "You help with")
    weekly_digest = team.at("2026-12-01 09:00").hears("chen", "Platform weekly, Tue 1 Dec").words
    for letter in (*team.letters("mara"), *team.letters("chen")):
        said = f"{letter.subject} {letter.words}"
        assert not any(word in said for word in ("retry", "evenings", "Ana / Bo")), said
    assert "C1" not in weekly_digest


@pytest.mark.parametrize(
    "question",
    [
        "why C1",
        "why H1",
        "find retry",
        "find importer",
        "status",
        "find Bo",
        "status @ana",
        "who owns C1",
        "decisions",
        "C1 at risk: x",
    ],
)
def test_a_colleague_finds_nothing_of_it(team: Conversation, question: str) -> None:
    pair(team).at("2026-11-27 09:00").says("ana", TALK).at("2026-11-30 09:00").heard_all()
    team.says("chen", question, to="new")
    said = " ".join(letter.words for letter in team.letters("chen"))
    assert said
    assert not any(word in said for word in ("retry rules", "evenings", "retry code", "Ana / Bo", "read them")), said


def test_each_of_the_two_may_look_it_up(team: Conversation) -> None:
    pair(team).at("2026-11-27 09:00").says("ana", TALK).heard_all()
    team.says("bo", "why C1", to="new").hears("bo", "write down the retry rules")
    team.says("ana", "mine", to="new").hears("ana", "write down the retry rules", "read them")


def test_the_next_round_shows_what_they_have_agreed(team: Conversation) -> None:
    pair(team).at("2026-11-27 09:00").says("ana", TALK).heard_all()
    team.at("2026-11-30 12:00").says("bo", "C2 accept", to="new").heard_all()
    asked = team.at("2026-12-11 09:00").hears("ana", "Your update for Ana / Bo")
    assert "read them" in asked.words


def test_in_an_envelope_with_another_review_each_line_stays_where_it_stands(team: Conversation) -> None:
    team.invites("mara", guests=("mara", "ana", "bo", "chen"), start="2026-11-30 11:00")
    pair(team).at("2026-11-27 09:00")
    envelope = team.hears("ana", "Your updates for")
    assert "2. " in envelope.text
    first = "Ana / Bo" if envelope.text.index("for Ana / Bo") < envelope.text.index("for Platform weekly") else "weekly"
    private, public = ("1", "2") if first == "Ana / Bo" else ("2", "1")
    lines = {
        private: "What would help me: the retry code\nWhat I will do\n- write down the secret rules by 4 Dec",
        public: "Next\n- ship the importer by Friday 4 Dec\nBlocked: the vendor is slow",
    }
    team.says("ana", f"1.\n{lines['1']}\n\n2.\n{lines['2']}").heard_all()
    team.at("2026-11-30 10:00")
    chen = team.hears("chen", "Platform weekly", "ship the importer", "the vendor is slow").words
    assert "secret" not in chen
    assert "retry" not in chen
    team.hears("bo", "Ana / Bo", "secret rules", "the retry code")


def test_what_is_put_right_stays_in_the_circle_whichever_mail_it_answers(team: Conversation) -> None:
    weekly(pair(team)).at("2026-11-27 09:00").says("ana", TALK)
    moved = team.says("ana", "C1 to 8 Dec because Bo is away", to="new").last("ana")
    team.says("ana", "fix 1: write down the secret rules by 9 Dec", to=moved)
    team.hears("ana", "You: write down the secret rules, by Wed 9 Dec")
    assert {entry.team for entry in team.facts("C1")} == {team.record("C1").team}
    team.at("2026-12-15 12:00")
    for letter in (*team.letters("mara"), *team.letters("chen")):
        assert "secret" not in letter.words


@pytest.mark.parametrize("uid", ["pair@acme.example", "p2@acme.example", "p3@acme.example", "p4@acme.example"])
def test_in_an_envelope_with_another_review_its_questions_say_where_a_line_belongs(
    team: Conversation, uid: str
) -> None:
    """Whichever of the two is asked about first, and no number is written."""
    weekly(team).invites(
        "ana", title="Ana / Bo", guests=("ana", "bo"), text="template: peer-check-in", uid=uid, start="2026-12-01 11:00"
    )
    team.at("2026-11-30 09:00").hears("ana", "Your updates for")
    team.says(
        "ana",
        "Done: the importer\n\nPain points: the secret pain\n\nWhat I will do\n- write down the secret rules by 4 Dec",
    )
    chen = team.at("2026-12-01 12:00").hears("chen", "Platform weekly, Tue 1 Dec", "the importer").words
    assert "secret" not in chen
    bo = team.hears("bo", "Ana / Bo, Tue 1 Dec", "the secret pain", "the secret rules").words
    assert "the importer" not in bo
    assert team.record("C1").team.startswith("platform~")


def test_what_else_its_envelope_asks_makes_none_of_it_the_teams(team: Conversation) -> None:
    weekly(team).says("ana", "Commitment: check the pipes by Fri 27 Nov", to="new")
    pair(team).at("2026-11-27 09:00")
    team.hears("ana", "Ana / Bo", "Due today: check the pipes")
    team.says("ana", "What I will do\n- write down the secret rules by 4 Dec\n\n2 to 1 Dec because the vendor is late")
    receipt = team.hears("ana", "write down the secret rules")
    team.says("ana", "What I will do\n- ask the quiet vendor by 7 Dec", to=receipt).heard_all()
    assert team.record("C1").team == "platform"
    assert all(team.record(it).team.startswith("platform~") for it in ("C2", "C3"))
    chen = team.at("2026-12-01 09:00").hears("chen", "Platform weekly, Tue 1 Dec").words
    assert "check the pipes" in chen
    assert "secret" not in chen
    assert "quiet" not in chen


def test_a_colleague_may_be_named_for_what_is_the_teams_in_its_envelope(team: Conversation) -> None:
    weekly(team).says("ana", "Commitment: check the pipes by Fri 27 Nov", to="new")
    pair(team).at("2026-11-27 09:00").hears("ana", "Ana / Bo", "Due today: check the pipes")
    team.says("ana", "C1 hand to @chen").hears("ana", "Chen", "C1")
    assert team.record("C1").successor == "chen"


def test_nobody_else_is_put_on_the_list_of_readers(team: Conversation) -> None:
    confirmed = pair(team, "template: peer-check-in\nalso: chen@acme.example").hears(
        "ana", "What is written stays with"
    )
    assert "So chen@acme.example gets no digest" in confirmed.words
    team.at("2026-11-30 09:00").hears_nothing("chen")


def test_a_review_that_becomes_private_keeps_what_is_written_from_then_on(team: Conversation) -> None:
    pair(team, "").at("2026-11-27 09:00").says("ana", "Done: the open part").heard_all()
    team.says("ana", "template: peer-check-in", to=team.letters("ana")[0]).hears("ana", "What is written stays with")
    team.at("2026-11-30 09:00").heard_all()
    team.at("2026-12-11 09:00").says("ana", "Pain points: the quiet part").at("2026-12-14 09:00")
    team.hears("bo", "the quiet part")
    team.says("chen", "find part", to="new")
    found = team.hears("chen", "This is what I found").words
    assert "the open part" in found
    assert "quiet" not in found


def test_a_series_that_goes_on_under_another_uid_keeps_its_circle(team: Conversation) -> None:
    pair(team, start="2026-11-30 10:00").at("2026-11-27 09:00").says("ana", TALK).heard_all()
    team.at("2026-12-01 09:00").invites(
        "ana", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z", title="Ana / Bo", guests=("ana", "bo"),
        text="template: peer-check-in", uid="pair@acme.example", sequence=1,
    )  # fmt: skip
    team.invites("ana", "FREQ=WEEKLY;INTERVAL=2", start="2026-12-14 11:00", title="Ana / Bo", guests=("ana", "bo"),
                 text="template: peer-check-in", uid="pair-2@acme.example").heard_all()  # fmt: skip
    assert len({kept.team for kept in team.cadences()}) == 1
    team.at("2026-12-14 10:00").hears("bo", "Ana / Bo", "C1")


def test_what_takes_the_place_of_a_private_decision_is_private_too(team: Conversation) -> None:
    """Said in a mail of its own, or in answer to an envelope that asks about something of the whole team first."""
    weekly(pair(team)).at("2026-11-27 09:00")
    team.says("ana", "Decision: we swap the on-call week because of the evenings").hears("ana", "D1")
    team.heard_all().says("ana", "D1 amend: we swap every second week", to="new").hears("ana", "D2")
    assert (team.record("D2").audience, team.record("D2").team) == (("bo",), team.record("D1").team)
    team.at("2026-12-04 12:00")
    assert not [one for who in ("mara", "chen") for one in team.letters(who) if "swap" in one.raw.decode()]
    team.says("ana", "D2 delegate to @chen", to="new").hears("ana", "I know nobody called")


def test_who_is_named_by_mail_becomes_one_of_the_team(team: Conversation) -> None:
    team.invites("ana", title="Ana and Zoe", guests=("ana",), text="template: peer-check-in", uid="zoe@acme.example")
    team.says("ana", "zoe@acme.example", to=team.hears("ana", "whom shall I ask?")).hears("ana", "asked too zoe@")
    assert next(person.team for person, _ in team.people() if person.id == "zoe") == "platform"


def test_who_takes_part_no_more_reads_nothing_new_in_answer_to_an_old_letter(team: Conversation) -> None:
    old = pair(team).at("2026-11-27 09:00").last("bo")
    form = {"title": "Ana / Bo", "text": "template: peer-check-in", "uid": "pair@acme.example"}
    team.invites("ana", "FREQ=WEEKLY;INTERVAL=2", guests=("ana", "chen"), sequence=1, **form)
    team.at("2026-12-11 12:00").says("ana", "What I will do\n- write down the secret rules by 14 Dec")
    assert team.record("C1").team != "platform"
    team.says("bo", "why C1", to=old).says("bo", "C1 risk: nobody knows them", to=old)
    assert not any("secret rules" in letter.words for letter in team.letters("bo"))


def test_who_leaves_is_waited_for_no_more_in_a_private_review_either(team: Conversation) -> None:
    team.invites("ana", guests=("ana", "bo", "chen"), title="Three", text="template: peer-check-in")
    team.at("2026-11-27 09:00").says(
        "ana", "What I will do\n- write down the rules by 14 Dec\n\nIntent: we meet in the park by 4 Dec"
    )
    team.says("ana", "C1 hand to @bo", to="new")
    with team.ledger.begin() as tx:
        bo = people.by_id(tx, "bo")
        assert bo
        leaving.leave(Desk(team.config, tx, team.clock.now()), bo)
    assert team.record("C1").successor == ""
    assert team.record("D1").audience == ("chen",)
    team.tick()
    team.hears("ana", "Your intent waits for Bo no more", "we meet in the park")
    assert not any("we meet in the park" in letter.words for letter in team.letters("mara"))

"""How many letters go in an hour: what is more waits, or is not written and told; nothing is lost."""

from __future__ import annotations

from collections import Counter

from conversation import Conversation

from paceline.clerks.holding import TOLD_AN_HOUR
from paceline.clerks.mailroom import ANSWERS_IN_ONE, LETTERS_AN_HOUR


def states(team: Conversation, who: str, kind: str) -> Counter[str]:
    return Counter(str(row["state"]) for row in team.outbox() if (row["person"], row["kind"]) == (who, kind))


def test_in_one_conversation_so_many_are_answered_and_all_are_recorded(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00")
    asked = team.hears("ana", "your update")
    for number in range(ANSWERS_IN_ONE + 5):
        team.says("ana", f"Next\n- ship part {number} by Friday", to=asked)
    assert states(team, "ana", "receipt") == {"sent": ANSWERS_IN_ONE}
    assert [letter.subject for letter in team.letters("ana")].count(
        "Your mails are read, and not answered one by one"
    ) == 1
    assert "in one conversation" in team.last("ana").words
    assert team.record(f"C{ANSWERS_IN_ONE + 5}").what == f"ship part {ANSWERS_IN_ONE + 4}"
    team.heard_all().says("ana", "C1 done", to="new").hears("ana", "ship part 0")
    team.at("2026-11-27 10:01").says("ana", "C2 done", to=asked).hears("ana", "ship part 1")


def test_the_notice_comes_once_an_hour_though_the_clock_strikes(team: Conversation) -> None:
    team.at("2026-11-23 09:50")
    for number in range(40):
        if number == 35:
            team.at("2026-11-23 10:05")
        team.says("ana", f"Next\n- ship part {number} by Friday", to="new")
    assert states(team, "ana", "answered-no-more") == {"sent": 1}


def test_what_is_more_than_one_person_may_get_waits_for_the_next_hour(team: Conversation) -> None:
    more = 15
    for number in range(LETTERS_AN_HOUR + more):
        team.says("ana", f"private to @bo: thing {number}", to="new")
    team.at("2026-11-23 09:10")
    assert states(team, "bo", "private") == {"sent": LETTERS_AN_HOUR, "queued": more}
    wait = team.hears("ops@acme.example", "Letters to bo wait", "40 letters were written within an hour to bo")
    assert "paceline outbox --state queued" in wait.words
    team.hears_nothing("ops@acme.example")
    team.at("2026-11-23 10:10")
    assert states(team, "bo", "private") == {"sent": LETTERS_AN_HOUR + more}


def test_it_waits_until_quiet_hours_are_over(team: Conversation) -> None:
    team.at("2026-11-23 19:10")
    for number in range(LETTERS_AN_HOUR + 1):
        team.says("ana", f"private to @bo: thing {number}", to="new")
    team.at("2026-11-23 19:20")
    assert states(team, "bo", "private") == {"sent": LETTERS_AN_HOUR, "queued": 1}
    team.at("2026-11-24 06:59")
    assert states(team, "bo", "private")["queued"] == 1
    team.at("2026-11-24 07:00")
    assert states(team, "bo", "private") == {"sent": LETTERS_AN_HOUR + 1}


def test_a_team_has_its_measure_too(team: Conversation) -> None:
    for number in range(LETTERS_AN_HOUR // 2 + 5):
        for other in ("bo", "mara"):
            team.says("ana", f"private to @{other}: thing {number}", to="new")
    team.at("2026-11-23 09:10")
    waiting = states(team, "bo", "private")["queued"] + states(team, "mara", "private")["queued"]
    assert waiting == 10
    team.hears("ops@acme.example", "Letters to the team platform wait")
    team.at("2026-11-23 10:10")
    assert states(team, "bo", "private") == {"sent": LETTERS_AN_HOUR // 2 + 5}


def test_of_invites_that_are_held_the_operator_hears_so_many_times_an_hour(team: Conversation) -> None:
    for number in range(TOLD_AN_HOUR + 5):
        team.invites(f"x{number}@evil.example", uid=f"{number}@evil.example", guests=())
    told = team.letters("ops@acme.example")
    assert len(told) == TOLD_AN_HOUR
    assert "only in: paceline quarantine list" in told[-1].words
    assert "only in" not in told[-2].words
    assert len(team.inbox("held")) == TOLD_AN_HOUR + 5
    team.at("2026-11-23 10:30").invites("y@evil.example", uid="y@evil.example", guests=())
    assert len(team.letters("ops@acme.example")) == TOLD_AN_HOUR + 1

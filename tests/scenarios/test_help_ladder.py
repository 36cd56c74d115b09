"""Who needs a hand gets one: peers are asked a few at a time, and whoever needs help reads of each step beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

MORE = "".join(
    f'\n[people.{who}]\nname = "{name}"\naddress = "{who}@acme.example"\nteam = "platform"\nzone = "Europe/Berlin"\n'
    for who, name in (("chen", "Chen Wei"), ("dee", "Dee Rao"))
)
SALES = """
[teams.sales]
name = "Sales"

[people.zed]
name = "Zed Oz"
address = "zed@acme.example"
team = "sales"
zone = "Europe/Berlin"
"""
PEERS = ("bo", "chen", "dee", "mara")


def a_team(folder: Path, rules: str = "", more: str = "") -> Conversation:
    config = CONFIG.replace('name = "Platform"', f'name = "Platform"\n{rules}')
    return Conversation(folder, config=config + MORE + more)


@pytest.fixture
def five(tmp_path: Path):
    """Ana has promised C1 for Friday 4 December; it is Monday 30 November, noon."""
    team = a_team(tmp_path, more=SALES)
    team.at("2026-11-30 11:00").says("ana", "Commitment: migrate staging by 4 Dec", to="new").at("2026-11-30 12:00")
    yield team.heard_all()
    team.close()


@pytest.fixture
def stuck(five: Conversation) -> Conversation:
    five.says("ana", "C1 help: admin rights on staging for two hours", to="new")
    return five


def asked(team: Conversation) -> list[str]:
    """Who got a letter that asks for a hand."""
    return [one.to.partition("@")[0] for one in team.transport.letters if one.subject.startswith("Can you give")]


def the_ask(team: Conversation, who: str):
    return next(one for one in reversed(team.letters(who)) if one.subject.startswith("Can you give"))


def test_who_needs_help_reads_beforehand_who_is_asked(stuck: Conversation) -> None:
    receipt = stuck.hears("ana", "You asked for help: admin rights on staging", "in ten minutes I'll ask")
    assert asked(stuck) == []
    stuck.at("2026-11-30 12:10")
    first = asked(stuck)
    assert len(first) == 2
    stuck.at("2026-11-30 16:29")
    assert asked(stuck) == first
    stuck.at("2026-11-30 16:31")
    assert sorted(asked(stuck)) == sorted(PEERS)
    words = receipt.words.partition("in ten minutes")[2]
    named = [who for who in PEERS if who.capitalize() in words.partition("; if they can't")[0]]
    assert sorted(named) == sorted(first)
    assert "or say nothing by Mon 30 Nov, 16:30" in words
    stuck.hears("ana", "Nobody has taken it so far")


def test_a_peer_is_asked_in_a_letter_that_can_be_answered_by_itself(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one, other = asked(stuck)
    letter = stuck.hears(
        one, 'Ana is stuck with "migrate staging" (due Fri 4 Dec)', "admin rights on staging for two hours", "take"
    )
    assert f"I asked {other.capitalize()} too. If nobody can by Mon 30 Nov, 16:30 your time" in letter.words
    assert "I'll ask two others" in letter.words


def test_the_first_who_takes_it_is_introduced_and_nobody_else_is_asked(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one, other = asked(stuck)
    stuck.heard_all().says(one, "take", to=the_ask(stuck, one))
    stuck.hears(one, "You help with", "you and Ana get each other's address")
    giver = next(x for x in stuck.letters(one) if "You and Ana" in x.subject)
    owner = next(x for x in stuck.letters("ana") if "gives you a hand" in x.subject)
    assert (giver.mail["Reply-To"], owner.mail["Reply-To"]) == ("ana@acme.example", f"{one}@acme.example")
    assert "ana@acme.example" in giver.words
    assert f"{one}@acme.example" in owner.words
    stuck.at("2026-12-02 12:00")
    assert sorted(asked(stuck)) == sorted((one, other))
    assert stuck.status("H1") == "taken"
    stuck.says(other, "take", to=the_ask(stuck, other))
    stuck.hears(other, f"{one.capitalize()} took it first, Ana knows that you would help, too")
    stuck.hears("ana", f"{other.capitalize()} would help, too")


def test_who_cannot_is_replaced_by_the_next_at_once(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one, _ = asked(stuck)
    stuck.says(one, "can't", to=the_ask(stuck, one))
    assert len(asked(stuck)) == 3


def test_a_part_goes_on_the_record_and_the_search_goes_on(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one, _ = asked(stuck)
    stuck.heard_all().says(one, "part: two hours on Thursday", to=the_ask(stuck, one))
    stuck.hears("ana", "does a part of it", "two hours on Thursday", "when", "Thu 3 Dec", "time")
    assert stuck.status("H1") == "open"
    stuck.at("2026-11-30 16:31")
    late = [who for who in PEERS if who in asked(stuck)[2:]]
    assert f"{one.capitalize()} does a part already" in the_ask(stuck, late[0]).words


def test_when_nobody_is_left_the_owner_hears_it_and_nobody_is_told(stuck: Conversation) -> None:
    stuck.at("2026-12-03 12:00")
    stuck.hears("ana", "Nobody is left to ask")
    assert sorted(asked(stuck)) == sorted(PEERS), "each once"
    stuck.at("2026-12-03 18:00")
    assert [one.subject for one in stuck.letters("zed")] == []


def test_the_owner_stops_it_before_anybody_is_asked(stuck: Conversation) -> None:
    stuck.says("ana", "H1 stop", to="new").hears("ana", "Nobody else is asked")
    stuck.at("2026-12-03 12:00")
    assert asked(stuck) == []
    assert stuck.status("H1") == "open"
    stuck.says("bo", "H1 stop", to="new").hears("bo", "H1 is Ana's request")


@pytest.mark.parametrize("word", ["H1 done", "C1 done", "C1 drop because we don't need it"])
def test_what_is_settled_asks_nobody(stuck: Conversation, word: str) -> None:
    stuck.says("ana", word, to="new").at("2026-12-03 12:00")
    assert asked(stuck) == []


def test_undo_asks_nobody_even_after_a_step(stuck: Conversation) -> None:
    receipt = stuck.hears("ana", "You asked for help")
    stuck.at("2026-11-30 12:10").says("ana", "undo", to=receipt)
    assert len(asked(stuck)) == 2
    assert stuck.record("H1") is None
    stuck.at("2026-12-03 12:00")
    assert len(asked(stuck)) == 2


def test_who_is_away_or_stopped_is_not_asked(five: Conversation) -> None:
    five.says("bo", "away until 8 Dec", to="new").says("chen", "stop asks", to="new")
    five.says("ana", "C1 help: admin rights", to="new").at("2026-12-04 12:00")
    assert sorted(asked(five)) == ["dee", "mara"]


def test_who_is_away_is_not_asked_when_nobody_else_is_left_either(five: Conversation) -> None:
    for who in ("bo", "chen", "dee"):
        five.says(who, "away until 3 Dec", to="new")
    five.says("ana", "C1 help: admin rights", to="new").at("2026-11-30 12:10")
    five.heard_all().says("mara", "H1 can't", to="new").at("2026-11-30 17:00")
    five.hears("ana", "Nobody is left to ask")
    assert asked(five.at("2026-12-04 12:00")) == ["mara"]


def test_who_has_as_much_as_the_team_wants_is_not_asked(tmp_path: Path) -> None:
    team = a_team(tmp_path, "most_open = 2")
    team.at("2026-11-30 12:00")
    for number in range(2):
        team.says("bo", f"Commitment: thing {number} by 11 Dec", to="new")
    team.says("ana", "help: somebody who knows DNS", to="new").at("2026-12-04 12:00")
    assert sorted(asked(team)) == ["chen", "dee", "mara"]
    team.close()


def test_who_has_least_to_do_is_asked_first(five: Conversation) -> None:
    for who in ("bo", "chen"):
        five.says(who, "Commitment: write the guide by 11 Dec", to="new")
    five.says("ana", "help: somebody who knows DNS", to="new").at("2026-11-30 12:30")
    assert sorted(asked(five)) == ["dee", "mara"]


def test_a_peer_is_asked_in_their_working_hours(five: Conversation) -> None:
    five.at("2026-11-30 19:00").says("ana", "C1 help: admin rights", to="new")
    five.at("2026-12-01 08:59")
    assert asked(five) == []
    five.at("2026-12-01 09:00")
    assert len(asked(five)) == 2


def test_who_leaves_before_the_letter_is_written_is_replaced(five: Conversation) -> None:
    five.at("2026-11-30 19:00").says("ana", "C1 help: admin rights", to="new").at("2026-11-30 20:00")
    (one, *_) = five.record("H1").asked
    five.says(one, "away until 8 Dec", to="new").at("2026-12-01 09:00")
    assert one not in asked(five)
    assert len(asked(five)) == 2


def test_a_colleague_who_is_named_is_asked_next(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one, other = asked(stuck)
    named = next(who for who in PEERS if who not in (one, other))
    stuck.says(one, f"refer @{named}", to=the_ask(stuck, one))
    assert asked(stuck)[-1] == named
    assert f"{one.capitalize()} says that you know this better" in the_ask(stuck, named).words


def test_somebody_from_outside_is_asked_only_if_the_owner_agrees(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one = asked(stuck)[0]
    stuck.says(one, "refer zoe@partner.example", to=the_ask(stuck, one))
    letter = stuck.hears("ana", "May I ask zoe@partner.example?", "only if you agree")
    stuck.at("2026-12-01 12:00")
    assert stuck.letters("zoe@partner.example") == []
    stuck.says("ana", "ok", to=letter)
    asking = stuck.hears("zoe@partner.example", "Ana needs a hand", f"{one.capitalize()} says that you know")
    assert "migrate staging" not in asking.words
    told = stuck.says("zoe@partner.example", "why H1", to=asking).last("zoe@partner.example")
    assert "asked for help" not in told.words
    stuck.says("zoe@partner.example", "take", to=asking)
    assert stuck.record("H1").takers == ("zoe",)
    stuck.hears("ana", "gives you a hand", "zoe@partner.example")


def test_who_is_not_of_the_team_is_not_asked_if_the_owner_says_no(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one = asked(stuck)[0]
    stuck.says(one, "refer zed@acme.example", to=the_ask(stuck, one))
    stuck.says("ana", "no", to=stuck.hears("ana", "May I ask zed@acme.example?")).at("2026-12-03 12:00")
    assert stuck.letters("zed") == []


def test_help_that_is_given_stands_with_what_was_kept(stuck: Conversation) -> None:
    stuck.invites("mara", start="2026-12-07 10:00", guests=("mara", "ana", "bo")).at("2026-12-02 12:00")
    stuck.says("bo", "H1 take", to="new").says("ana", "C1 done", to="new")
    stuck.at("2026-12-07 09:00").hears("mara", "migrate staging (Ana), with Bo's help")


def test_an_emoji_takes_it(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one = asked(stuck)[0]
    stuck.says(one, "👍", to=the_ask(stuck, one))
    assert stuck.record("H1").takers == (one,)


def test_a_letter_that_came_back_asked_nobody(stuck: Conversation) -> None:
    """Their silence says nothing: the next one is asked at once."""
    stuck.at("2026-11-30 12:10")
    one, _ = asked(stuck)
    stuck.brings(bounce(the_ask(stuck, one)))
    assert len(asked(stuck)) == 3
    stuck.says("bo", "why H1", to="new").hears("bo", f"{one.capitalize()} could not be reached")


def bounce(letter) -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example\r\nTo: " + str(letter.mail["Reply-To"]) + "\r\nSubject: Undelivered\r\n"
        "Date: Mon, 30 Nov 2026 12:00:00 +0100\r\nMessage-ID: <bounce@mx.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not work.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {letter.to}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter.mail['Message-ID']}\r\n\r\n--b--\r\n"
    ).encode()


def test_why_tells_the_team_and_nobody_else(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10").says("bo", "why H1", to="new")
    stuck.hears("bo", "asked for help: admin rights on staging", "for a hand, until Mon 30 Nov, 16:30")
    stuck.says("zed", "why H1", to="new")
    assert "admin rights" not in stuck.last("zed").words
    stuck.says("zed", "H1 take", to="new").hears("zed", "There is no H1")


def test_who_can_not_after_all_is_replaced(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one, _ = asked(stuck)
    stuck.says(one, "take", to=the_ask(stuck, one)).heard_all().says(one, "H1 can't", to="new")
    stuck.hears("ana", f"{one.capitalize()} can't help after all")
    assert len(asked(stuck)) == 3
    assert stuck.status("H1") == "open"


def test_after_an_outage_there_is_no_burst(stuck: Conversation) -> None:
    stuck.clock.instant = stuck._instant("2026-12-02 15:00")
    stuck.tick()
    assert len(asked(stuck)) == 2
    stuck.at("2026-12-02 17:29")
    assert len(asked(stuck)) == 2
    stuck.at("2026-12-03 11:00")
    assert len(asked(stuck)) == 4


def test_a_blocked_line_starts_it_too(five: Conversation) -> None:
    five.invites("mara", guests=("mara", "ana", "bo"), start="2026-12-02 10:00").at("2026-12-01 09:00")
    update = next(x for x in reversed(five.letters("ana")) if "your update" in x.subject)
    five.says("ana", "Blocked:\n- two hours with a DBA", to=update).hears("ana", "in ten minutes I'll ask")
    five.at("2026-12-01 09:30")
    assert len(asked(five)) == 2


# --- what was due and is left unanswered -------------------------------------------------------------------------


def late(five: Conversation) -> Conversation:
    """C1 was due on Friday; Ana was asked then and on Monday, and has said nothing."""
    five.at("2026-12-07 09:00")
    return five


def test_what_is_left_unanswered_twice_is_asked_about_among_peers_and_the_owner_is_told_before(
    five: Conversation,
) -> None:
    five.at("2026-12-04 12:00").heard_all()
    letter = late(five).hears("ana", "Was due Fri 4 Dec: migrate staging", "If you say nothing until Tue 8 Dec, 09:00")
    told = letter.words.partition("I'll ask")[2].partition("whether")[0]
    five.at("2026-12-08 08:59")
    assert asked(five) == []
    five.at("2026-12-08 09:00")
    assert len(asked(five)) == 2
    assert all(who.capitalize() in told for who in asked(five))
    five.hears("ana", "I heard nothing from you; so I ask", "Any word about it ends this", "H1 stop")
    assert "has not been able to say how it goes" in the_ask(five, asked(five)[0]).words


def test_the_question_on_the_day_is_the_first_one_whatever_was_asked_before(five: Conversation) -> None:
    """An offer that was accepted is asked about for the first time; so is what was moved on its day."""
    five.says("bo", "@dee: write the runbook by 2 Dec", to="new")
    five.at("2026-12-01 09:00").says("dee", "1 accept", to=five.hears("dee", "Bo asks you"))
    assert "If you say nothing" not in five.at("2026-12-02 09:00").hears("dee", "Due today: write the runbook").text
    five.at("2026-12-03 09:00").hears(
        "dee", "Was due Wed 2 Dec: write the runbook", "If you say nothing until Fri 4 Dec"
    )
    five.says("dee", "1 to 7 Dec because the vendor is late").heard_all()
    assert "If you say nothing" not in five.at("2026-12-07 09:00").hears("dee", "Due today: write the runbook").text


@pytest.mark.parametrize(
    "word", ["1 +3d the vendor is late", "1 done", "C1 at risk, the vendor is slow", "1 help: admin rights"]
)
def test_any_word_of_the_owner_prevents_it(five: Conversation, word: str) -> None:
    five.says("ana", word, to=late(five).hears("ana", "Was due Fri 4 Dec")).at("2026-12-08 09:05")
    assert not any("was due" in the_ask(five, who).words for who in asked(five))
    assert five.record("H2") is None


def test_a_word_afterwards_ends_it(five: Conversation) -> None:
    late(five).at("2026-12-08 09:05").says("ana", "C1 to 15 Dec because the vendor is late", to="new")
    assert five.status("H1") == "closed"
    five.at("2026-12-10 17:00")
    assert len(asked(five)) == 2


def test_who_has_gone_away_is_not_stuck(five: Conversation) -> None:
    late(five).says("ana", "away until 11 Dec", to="new").at("2026-12-11 17:00")
    assert asked(five) == []
    five.at("2026-12-14 09:30")
    assert len(asked(five)) == 2


def test_a_team_may_do_without(tmp_path: Path) -> None:
    team = a_team(tmp_path, "help_when_late = false")
    team.at("2026-11-30 11:00").says("ana", "Commitment: migrate staging by 4 Dec", to="new")
    assert "I'll ask" not in team.at("2026-12-07 09:00").hears("ana", "Was due Fri 4 Dec").words
    team.at("2026-12-09 17:00")
    assert asked(team) == []
    team.close()


# --- the contact that the rules name -----------------------------------------------------------------------------


@pytest.fixture
def governed(tmp_path: Path):
    """Zed, of another team, is named for when nobody of the team can."""
    team = a_team(tmp_path, 'escalation = "zed"\nescalation_hours = 4\nhelp_at_once = 4', SALES)
    team.at("2026-11-30 12:00").says("ana", "help: somebody who knows DNS", to="new")
    yield team
    team.close()


def test_the_contact_comes_last_and_after_the_owner_was_told(governed: Conversation) -> None:
    governed.hears("ana", "if nobody can, I'll write to you before I tell Zed (agreement 2.4)")
    governed.at("2026-11-30 16:31").hears(
        "ana", "Nobody is left to ask", "On Tue 1 Dec, 12:00 I'll tell Zed", "(agreement 2.4)"
    )
    governed.at("2026-12-01 11:59")
    assert governed.letters("zed") == []
    governed.at("2026-12-01 12:01").hears("ana", "so I tell Zed now, as I said I would", "(agreement 2.4)")
    letter = governed.hears("zed", "Ana needs a hand", "names you for that (agreement 2.4)", "Ana knows that I ask you")
    governed.says("zed", "take", to=letter).hears("ana", "Zed gives you a hand")
    assert governed.record("H1").takers == ("zed",)


def test_the_owner_may_stop_that(governed: Conversation) -> None:
    governed.at("2026-11-30 16:31").says("ana", "H1 stop", to=governed.hears("ana", "Nobody is left to ask"))
    governed.at("2026-12-03 12:00")
    assert governed.letters("zed") == []


def test_nobody_is_told_of_what_the_owner_has_not_heard(governed: Conversation) -> None:
    governed.at("2026-11-30 16:31").brings(bounce(governed.hears("ana", "Nobody is left to ask")))
    governed.at("2026-12-03 12:00")
    assert governed.letters("zed") == []


# --- help that ends, and help on offer ---------------------------------------------------------------------------


def test_help_with_a_first_and_a_last_day_ends_with_one_question(stuck: Conversation) -> None:
    stuck.at("2026-11-30 12:10")
    one = asked(stuck)[0]
    stuck.says(one, "take from Tuesday to Thursday", to=the_ask(stuck, one))
    stuck.hears(one, "You help with", "Tue 1 Dec to Thu 3 Dec")
    question = stuck.heard_all().at("2026-12-04 09:00").hears("ana", f"{one.capitalize()} helped you until Thu 3 Dec")
    number = next(n for n in ("1", "2") if f"{n}. {one.capitalize()} helped" in question.text)
    stuck.says("ana", f"{number} thanks: we would be stuck without you", to=question)
    stuck.hears(one, "Ana thanks you for your help", "we would be stuck without you")
    stuck.heard_all().at("2026-12-11 12:00")
    assert not any("helped you until" in letter.words for letter in stuck.letters("ana")[-2:])


def test_help_on_offer_is_found_and_asked_first(five: Conversation) -> None:
    five.says("dee", "offer: DNS questions, an hour a week", to="new").hears("dee", "You offer help: DNS questions")
    five.says("bo", "offers", to="new").hears("bo", "Dee", "DNS questions, an hour a week")
    five.says("zed", "offers", to="new").hears("zed", "Nobody offers anything yet")
    receipt = five.says("ana", "help: somebody who knows DNS", to="new").hears("ana", 'Dee offers "DNS questions')
    assert receipt.words.partition("I'll ask ")[2].startswith("Dee")
    five.says("dee", "no offer: DNS", to="new").hears("dee", "You no longer offer: DNS questions")
    five.says("bo", "offers", to="new").hears("bo", "Nobody offers anything yet")


def test_an_offer_can_be_undone_and_not_removed_twice(five: Conversation) -> None:
    five.says("dee", "offer: DNS questions", to="new").says("dee", "undo").says("dee", "offers", to="new")
    five.hears("dee", "Nobody offers anything yet")
    five.says("dee", "no offer", to="new").hears("dee", "You offer no such thing")


def test_thanks_are_asked_for_when_all_of_it_has_ended(stuck: Conversation) -> None:
    stuck.says("bo", "H1 part: the rights, from 1 Dec to 9 Dec", to="new")
    stuck.says("chen", "H1 part: the plan, from 1 Dec to 3 Dec", to="new").heard_all()
    stuck.at("2026-12-09 20:00")
    assert not any("helped you" in letter.words for letter in stuck.letters("ana"))
    stuck.at("2026-12-10 12:00").hears("ana", "Bo and Chen helped you until Wed 9 Dec")


def test_help_without_a_foreseeable_end_is_taken_all_the_same(stuck: Conversation) -> None:
    stuck.says("bo", "H1 part: the rights, from 1 Dec 2026 to 31.12.9999", to="new").hears("bo", "You do a part of")

"""A decision that comes back on its day, what takes its place, and whose word it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

RIGHTS = CONFIG.replace('name = "Platform"', 'name = "Platform"\ndecide_anyway = true')


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    return team.invites("mara").at("2026-11-27 09:00").heard_all()


@pytest.fixture
def stands(asked: Conversation) -> Conversation:
    """Ana's intent stands, with a worry of Bo's, and is to be looked at on Mon 1 Mar."""
    asked.says("ana", "Intent: drop Python 3.11 because of typing, review on 1 March", to="new").heard_all()
    asked.says("bo", "D1 advice: two customers still run it", to="new").at("2026-12-04 12:00").heard_all()
    assert asked.status("D1") == "decided"
    return asked


@pytest.fixture
def entitled(tmp_path: Path):
    """The team lets owners decide over objections."""
    conversation = Conversation(tmp_path, config=RIGHTS)
    yield conversation.invites("mara").at("2026-11-27 09:00").heard_all()
    conversation.close()


# --- the review day ---------------------------------------------------------------------------------------------------


def test_on_its_day_the_owner_and_whose_worry_it_was_are_asked_what_happened(stands: Conversation) -> None:
    stands.at("2027-02-28 23:00").heard_all()
    stands.at("2027-03-01 09:00")
    mine = stands.hears("ana", "Time to look at it again: drop Python 3.11", "keep because …")
    assert 'Bo said then: "two customers still run it"' in mine.words
    assert "Was the worry right?" in mine.words
    theirs = stands.hears("bo", "Time to look at it again: drop Python 3.11", "Were you right?")
    assert 'You said then: "two customers still run it"' in theirs.words
    assert not [letter for letter in stands.letters("mara") if "look at it again" in letter.words]


def test_it_is_kept_and_the_digest_tells_with_which_words(stands: Conversation) -> None:
    stands.at("2027-03-01 09:30").heard_all()
    bo = next(letter for letter in stands.letters("bo") if "look at it again" in letter.words)
    number = bo.text[: bo.text.index(". Time to look")].split()[-1]
    stands.says("bo", f"{number} wrong: both have moved", to=bo).hears("bo", "did not come true: drop Python 3.11")
    stands.says("ana", "D1 keep because nobody misses it, review in September", to="new")
    stands.hears("ana", "Looked at again and kept: drop Python 3.11", "nobody misses it")
    assert stands.record("D1").review.isoformat() == "2027-09-30"
    digest = stands.at("2027-03-08 09:00").hears("mara", "Platform weekly, Mon 8 Mar")
    assert 'kept, "nobody misses it"' in digest.words
    assert 'Bo: it did not come true, "both have moved"' in digest.words
    assert "two customers still run it" in digest.words
    assert "review Thu 30 Sep" in digest.words
    stands.at("2027-09-29 23:00").heard_all()
    stands.at("2027-09-30 09:30").hears("ana", "Time to look at it again")


def test_without_an_answer_it_is_asked_once_more_and_then_the_organizer_sees_it(stands: Conversation) -> None:
    stands.at("2027-02-28 23:00").heard_all()
    stands.at("2027-03-01 09:30").hears("ana", "Time to look at it again")
    stands.heard_all().at("2027-03-02 09:30").hears("ana", "Time to look at it again")
    stands.heard_all().at("2027-03-06 12:00")
    asked = [letter for letter in stands.letters("ana") if "look at it again" in letter.words]
    assert len(asked) == 2
    stands.heard_all().at("2027-03-08 09:30")
    digest = stands.hears("mara", "Platform weekly, Mon 8 Mar")
    assert "to be looked at again since Mon 1 Mar, Ana has not said what became of it" in digest.words
    assert "has not said" not in stands.hears("bo", "Platform weekly, Mon 8 Mar").words
    digest = stands.hears("ana", "Platform weekly, Mon 8 Mar")
    assert "you have not said what became of it" in digest.words


def test_an_answer_after_that_still_counts(stands: Conversation) -> None:
    stands.at("2027-03-10 12:00").says("ana", "D1 keep", to="new")
    assert stands.record("D1").upheld == ("",)
    before = len(stands.letters("ana"))
    stands.at("2027-03-12 12:00")
    assert not [letter for letter in stands.letters("ana")[before:] if "look at it again" in letter.words]


def test_amended_it_stands_until_the_new_words_do(stands: Conversation) -> None:
    stands.at("2027-03-01 10:00").heard_all().says("ana", "D1 amend: drop Python 3.11 and 3.12", to="new")
    stands.hears("ana", "You intend: drop Python 3.11 and 3.12, in place of D1")
    assert (stands.status("D1"), stands.status("D2")) == ("decided", "intended")
    stands.at("2027-03-02 09:30").hears("bo", "drop Python 3.11 and 3.12", "take the place of D1: drop Python 3.11.")
    stands.heard_all().at("2027-03-04 12:00").hears("mara", "Adopted", "It takes the place of D1: drop Python 3.11.")
    assert (stands.status("D1"), stands.status("D2")) == ("superseded", "decided")
    assert not [letter for letter in stands.letters("ana") if "not said what became" in letter.words]


def test_an_amendment_that_is_withdrawn_leaves_it_as_it_was(stands: Conversation) -> None:
    stands.at("2027-03-01 10:00").says("ana", "D1 amend: drop Python 3.11 and 3.12", to="new")
    stands.says("ana", "D2 withdraw", to="new").at("2027-03-05 12:00")
    assert (stands.status("D1"), stands.status("D2")) == ("decided", "withdrawn")


def test_reversed_by_a_new_decision_which_those_who_had_a_word_hear_of(stands: Conversation) -> None:
    stands.at("2027-03-01 10:00").heard_all().says("ana", "D1 reverse because two customers need it", to="new")
    stands.hears("ana", "Decided: reversed: drop Python 3.11, in place of D1")
    assert stands.status("D1") == "superseded"
    told = stands.hears("bo", "Replaced: drop Python 3.11 (D1)", "reversed: drop Python 3.11 (D2)")
    assert 'You: "two customers still run it"' in told.words
    digest = stands.at("2027-03-08 09:00").hears("mara", "Platform weekly, Mon 8 Mar")
    assert 'reversed: drop Python 3.11 (Ana): "two customers need it"; replaces D1' in digest.words


@pytest.mark.parametrize(
    ("who", "said", "why"),
    [
        ("ana", "D1 reverse", "D1"),
        ("bo", "D1 reverse because two customers need it", "Intent: … because … (replaces D1)"),
        ("bo", "D1 keep", "Ana's"),
        ("bo", "D1 amend: drop 3.12 as well", "Intent: … because … (replaces D1)"),
        ("mara", "D1 right: it happened", "Bo's"),
        ("bo", "D1 ok", "decided already"),
        ("ana", "D1 decide anyway: it is time", "decided already"),
    ],
)
def test_what_does_not_go_is_refused(stands: Conversation, who: str, said: str, why: str) -> None:
    stands.says(who, said, to="new").hears(who, why)
    assert stands.status("D1") == "decided"


def test_a_plain_decision_comes_back_as_well_and_on_a_working_day(asked: Conversation) -> None:
    asked.says("ana", "Decision: we keep SQLite because it is enough, review on 5 Dec", to="new")
    asked.at("2026-12-06 12:00").heard_all().at("2026-12-07 09:30")
    asked.hears("ana", "Time to look at it again: we keep SQLite", "1 reverse because …")


def test_who_is_away_on_the_day_is_asked_when_back(stands: Conversation) -> None:
    stands.at("2027-02-20 12:00").says("ana", "away 1 March to 5 March", to="new").heard_all()
    stands.at("2027-03-07 12:00")
    assert not [letter for letter in stands.letters("ana") if "look at it again" in letter.words]
    stands.at("2027-03-08 09:30").hears("ana", "Time to look at it again")


def test_undone_a_reversal_lets_it_stand_and_come_back(stands: Conversation) -> None:
    stands.at("2027-02-10 10:00").heard_all().says("ana", "D1 reverse because of the customers", to="new")
    stands.says("ana", "undo", to=stands.hears("ana", "in place of D1"))
    assert stands.status("D1") == "decided"
    stands.at("2027-02-28 23:00").heard_all().at("2027-03-01 09:30").hears("ana", "Time to look at it again")


# --- an objection can't be left unanswered ----------------------------------------------------------------------------


@pytest.fixture
def objected(asked: Conversation) -> Conversation:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Wednesday 17:00", to="new")
    return asked.says("bo", "D1 object: the edge nodes still run it", to="new").heard_all()


def test_the_owner_is_asked_for_an_answer_and_once_more(objected: Conversation) -> None:
    asked = objected.at("2026-11-30 09:30").hears("ana", "An objection waits for your answer: drop Python 3.11")
    assert 'Bo: "the edge nodes still run it"' in asked.words
    assert "decide anyway" not in asked.words
    objected.heard_all().at("2026-12-01 09:30").hears("ana", "An objection waits for your answer")
    objected.at("2026-12-05 12:00")
    envelopes = [letter for letter in objected.letters("ana") if "objection waits for your answer" in letter.words]
    assert len(envelopes) == 2


def test_it_is_not_asked_when_it_was_answered(objected: Conversation) -> None:
    objected.says("ana", "D1 withdraw", to="new").at("2026-12-03 12:00")
    assert not [letter for letter in objected.letters("ana") if "objection waits" in letter.words]


def test_it_is_not_asked_when_it_was_taken_back(objected: Conversation) -> None:
    objected.says("bo", "D1 ok", to="new").at("2026-12-03 12:00")
    assert not [letter for letter in objected.letters("ana") if "objection waits" in letter.words]


def test_deciding_anyway_takes_a_right(objected: Conversation) -> None:
    objected.says("ana", "D1 decide anyway: the vendor's support ends", to="new")
    objected.hears("ana", "gives nobody the right", "D1 amend: …")
    assert objected.status("D1") == "objected"


def test_decided_anyway_the_dissent_is_kept_word_for_word(entitled: Conversation) -> None:
    entitled.says("ana", "Intent: drop Python 3.11 unless objected by Wednesday 17:00", to="new")
    entitled.says("bo", "D1 object: the edge nodes still run it", to="new").hears("ana", "D1 decide anyway: …")
    entitled.heard_all().says("ana", "D1 decide anyway: the vendor's support ends in March", to="new")
    assert entitled.status("D1") == "intended", "the others have until Wednesday"
    entitled.hears("bo", "Goes on: drop Python 3.11", "the vendor's support ends in March")
    entitled.says("bo", "D1 object: still", to="new").hears("bo", "kept word for word")
    entitled.heard_all().at("2026-12-02 17:00")
    assert entitled.status("D1") == "decided"
    told = entitled.hears("mara", "Adopted: drop Python 3.11", "decided it over an objection")
    assert 'Bo: "the edge nodes still run it"' in told.words
    assert 'Ana: "the vendor\'s support ends in March"' in told.words
    digest = entitled.at("2026-12-07 09:00").hears("mara", "Platform weekly, Mon 7 Dec")
    assert 'decided over an objection: "the vendor\'s support ends in March"' in digest.words
    assert '"the edge nodes still run it"' in digest.words


def test_decided_anyway_after_the_windows_end_it_stands_at_once(entitled: Conversation) -> None:
    entitled.says("ana", "Intent: drop Python 3.11 unless objected by Monday 17:00", to="new")
    entitled.at("2026-11-30 10:00").says("bo", "D1 object: the edge nodes still run it", to="new")
    entitled.at("2026-12-02 10:00").heard_all().says("ana", "D1 decide anyway: it is time", to="new")
    assert entitled.status("D1") == "decided"
    assert entitled.record("D1").since.isoformat() == "2026-12-02T09:00:00+00:00"
    entitled.hears("bo", "Adopted: drop Python 3.11", "over an objection")


def test_another_objection_stops_it_again(entitled: Conversation) -> None:
    entitled.says("ana", "Intent: drop Python 3.11 unless objected by Wednesday 17:00", to="new")
    entitled.says("bo", "D1 object: the edge nodes", to="new").says("ana", "D1 decide anyway: it is time", to="new")
    entitled.says("mara", "D1 object: the build farm", to="new").at("2026-12-10 12:00")
    assert entitled.status("D1") == "objected"


@pytest.mark.parametrize(
    ("who", "said", "why"),
    [
        ("bo", "D1 decide anyway: no", "Ana's"),
        ("ana", "D1 decide anyway", "D1"),
    ],
)
def test_deciding_anyway_is_its_owners_with_a_reason(entitled: Conversation, who: str, said: str, why: str) -> None:
    entitled.says("ana", "Intent: drop Python 3.11 unless objected by Wednesday 17:00", to="new")
    entitled.says("bo", "D1 object: the edge nodes", to="new").heard_all().says(who, said, to="new").hears(who, why)
    assert entitled.status("D1") == "objected"


def test_without_an_objection_there_is_nothing_to_decide_over(entitled: Conversation) -> None:
    entitled.says("ana", "Intent: drop Python 3.11 unless objected by Wednesday 17:00", to="new").heard_all()
    entitled.says("ana", "D1 decide anyway: it is time", to="new").hears("ana", "No objection to D1 stands")


# --- whose word it is -------------------------------------------------------------------------------------------------


def test_who_is_waited_for_gives_a_colleague_their_word(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Wednesday 17:00", to="new").heard_all()
    asked.says("bo", "D1 delegate to @mara", to="new").hears(
        "bo", "You asked Mara to speak for you on: drop Python 3.11"
    )
    assert asked.record("D1").audience == ("mara",)
    asked.at("2026-11-30 09:30").hears("mara", "Ana intends: drop Python 3.11", "Bo gave you their word on it")
    assert not [letter for letter in asked.letters("bo") if "Ana intends" in letter.words]
    asked.says("mara", "D1 ok", to="new")
    assert asked.status("D1") == "decided"


def test_its_owner_hands_it_over_and_the_new_one_hears_of_it(objected: Conversation) -> None:
    objected.says("ana", "D1 delegate to @mara", to="new")
    objected.hears("ana", "Handed over to Mara: drop Python 3.11")
    told = objected.hears("mara", "Yours now: drop Python 3.11", "Ana hands this intent over to you")
    assert 'Bo: "the edge nodes still run it"' in told.words
    assert (objected.record("D1").owner, objected.record("D1").audience) == ("mara", ("bo", "ana"))
    objected.at("2026-11-30 09:30").hears("mara", "An objection waits for your answer")
    objected.says("ana", "D1 withdraw", to="new").hears("ana", "Mara's")
    objected.says("mara", "D1 withdraw", to="new")
    assert objected.status("D1") == "withdrawn"


def test_what_was_handed_over_comes_back_to_its_new_owner(stands: Conversation) -> None:
    stands.says("ana", "D1 delegate to @bo", to="new").hears("bo", "Yours now", "this decision over to you")
    stands.at("2027-02-28 23:00").heard_all().at("2027-03-01 09:30").hears(
        "bo", "Time to look at it again", "keep because …"
    )
    assert not [letter for letter in stands.letters("ana") if "look at it again" in letter.words]


@pytest.mark.parametrize(
    ("who", "said", "why"),
    [
        ("ana", "D1 delegate to @zed", 'nobody called "@zed"'),
        ("ana", "D1 delegate to @ana", "waits for you already"),
        ("bo", "D1 delegate to @ana", "can't speak for others on it"),
        ("ana", "D1 delegate", "D1 delegate to @bo"),
    ],
)
def test_not_everybody_can_be_delegated_to(asked: Conversation, who: str, said: str, why: str) -> None:
    asked.says("ana", "Intent: drop Python 3.11 unless objected by Wednesday 17:00", to="new").heard_all()
    asked.says(who, said, to="new").hears(who, why)
    assert asked.record("D1").audience == ("mara", "bo") or set(asked.record("D1").audience) == {"mara", "bo"}


def test_who_objects_answers_for_it(objected: Conversation) -> None:
    objected.says("bo", "D1 delegate to @mara", to="new").hears("bo", "nobody answers for it but you")
    assert objected.status("D1") == "objected"


# --- what takes its place ---------------------------------------------------------------------------------------------


def test_a_decision_replaces_another_and_why_and_find_say_so(asked: Conversation) -> None:
    asked.says("ana", "Decision: we keep SQLite because it is enough, review on 1 March", to="new").heard_all()
    asked.says("bo", "Decision: we move to PostgreSQL because of the write rate (replaces D1)", to="new")
    asked.hears("bo", "Decided: we move to PostgreSQL, in place of D1")
    asked.hears("ana", "Replaced: we keep SQLite (D1)", "we move to PostgreSQL (D2)")
    assert asked.status("D1") == "superseded"
    asked.says("mara", "why D1", to="new").hears("mara", "Bo replaced it: D2")
    asked.says("mara", "find SQLite", to="new").hears("mara", "we keep SQLite", "replaced by D2", "D1")
    found = asked.says("mara", "decisions", to="new").hears("mara", "we move to PostgreSQL", "replaces D1")
    assert "keep SQLite" not in found.words
    asked.at("2027-03-05 12:00")
    assert not [letter for letter in asked.letters("ana") if "look at it again" in letter.words]


@pytest.mark.parametrize("words", ["supersedes D1", "instead of D1", "(replaces D1)", "ersetzt D1", "remplace D1"])
def test_it_may_be_said_in_other_words(asked: Conversation, words: str) -> None:
    asked.says("ana", "Decision: we keep SQLite", to="new")
    asked.says("bo", f"Decision: we move to PostgreSQL {words}", to="new")
    assert (asked.status("D1"), asked.record("D2").title) == ("superseded", "we move to PostgreSQL")


def test_an_intent_replaces_when_it_stands(asked: Conversation) -> None:
    asked.says("ana", "Decision: we keep SQLite", to="new")
    asked.says("bo", "Intent: move to PostgreSQL unless objected by Tuesday 17:00 (replaces D1)", to="new").heard_all()
    assert asked.status("D1") == "decided"
    asked.at("2026-11-30 09:30").hears("mara", "take the place of D1: we keep SQLite.")
    asked.at("2026-12-01 17:00")
    assert (asked.status("D1"), asked.status("D2")) == ("superseded", "decided")


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("", "There is no D1"),
        ("Intent: keep SQLite unless objected by Wednesday 17:00", "does not stand yet"),
    ],
)
def test_only_what_stands_is_replaced(asked: Conversation, before: str, why: str) -> None:
    if before:
        asked.says("ana", before, to="new").heard_all()
    asked.says("bo", "Decision: we move to PostgreSQL (replaces D1)", to="new").hears("bo", why)
    assert asked.record("D2") is None


def test_nothing_is_replaced_twice(asked: Conversation) -> None:
    asked.says("ana", "Decision: we keep SQLite", to="new")
    asked.says("bo", "Decision: we move to PostgreSQL (replaces D1)", to="new").heard_all()
    asked.says("mara", "Decision: we move to MySQL (replaces D1)", to="new").hears("mara", "replaced by D2 already")
    assert asked.record("D3") is None

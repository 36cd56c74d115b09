"""A promise is changed with those who wait for it: they hear before it stands, and may offer another day."""

from __future__ import annotations

from datetime import date

import pytest
from conversation import Conversation

WEDNESDAY, FRIDAY, TUESDAY = date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 8)


@pytest.fixture
def awaited(team: Conversation) -> Conversation:
    """Ana has promised C1 to Bo for Friday 4 December; it is Friday 27 November."""
    team.invites("mara").at("2026-11-27 09:00")
    return team.says("ana", "Next\n- publish the API draft by 4 Dec for @bo").at("2026-11-30 12:00").heard_all()


@pytest.fixture
def moving(awaited: Conversation) -> Conversation:
    """Ana wants to move it to Tuesday 8 December."""
    awaited.says("ana", "C1 to 8 Dec because the vendor is late", to="new")
    return awaited


def told(team: Conversation, who: str, words: str):
    return next(letter for letter in reversed(team.letters(who)) if words in letter.words)


def test_who_waits_for_it_hears_before_a_move_stands(moving: Conversation) -> None:
    moving.hears("ana", "You want to move from Fri 4 Dec to Tue 8 Dec", "Bo may say no, else it stands on Wed 2 Dec")
    assert moving.record("C1").due == FRIDAY
    moving.at("2026-12-01 09:00").hears(
        "bo", "Ana wants to move: publish the API draft, from Fri 4 Dec to Tue 8 Dec", "the vendor is late"
    )


def test_silence_is_consent_when_the_time_is_over(moving: Conversation) -> None:
    moving.at("2026-12-02 17:00")
    assert moving.record("C1").due == FRIDAY
    moving.at("2026-12-02 17:31")
    it = moving.record("C1")
    assert (it.due, it.first_due, it.moves[0].reason, it.moves[0].late) == (
        TUESDAY,
        FRIDAY,
        "the vendor is late",
        False,
    )
    assert it.proposal is None
    moving.heard_all().at("2026-12-04 12:00")
    assert not any("Due today" in letter.words for letter in moving.letters("ana"))
    moving.at("2026-12-08 09:00").hears("ana", "Due today: publish the API draft")


def test_an_ok_lets_it_stand_at_once(moving: Conversation) -> None:
    moving.at("2026-12-01 09:00").says("bo", "1 ok", to=told(moving, "bo", "wants to move"))
    moving.hears("bo", "Fine with you: publish the API draft")
    assert moving.record("C1").due == TUESDAY


def test_another_day_goes_to_the_owner_as_an_offer(moving: Conversation) -> None:
    moving.at("2026-12-01 09:00")
    moving.says("bo", "1 to 7 Dec because we demo on Tuesday", to=told(moving, "bo", "wants to move"))
    moving.hears("bo", "You propose Mon 7 Dec")
    moving.at("2026-12-02 09:00").hears("ana", "Bo proposes Mon 7 Dec", "we demo on Tuesday")
    moving.at("2026-12-03 12:00")
    assert moving.record("C1").due == FRIDAY, "a counter is no silence"
    moving.says("ana", "1 accept", to=told(moving, "ana", "Bo proposes")).hears("ana", "to Mon 7 Dec")
    assert moving.record("C1").due == date(2026, 12, 7)
    moving.hears("bo", "Ana moved: publish the API draft, from Fri 4 Dec to Mon 7 Dec")


def test_the_owner_may_stay_with_the_change(moving: Conversation) -> None:
    moving.says("bo", "C1 to 7 Dec because we demo on Tuesday", to="new")
    moving.says("ana", "C1 decline because the vendor can't be hurried", to="new")
    moving.hears("bo", "Ana stays with the change")
    assert moving.record("C1").due == TUESDAY


def test_the_owner_may_leave_it_as_it_was(moving: Conversation) -> None:
    moving.says("bo", "C1 decline because the demo can't wait", to="new").says("ana", "C1 accept", to="new")
    moving.hears("ana", "It stays as it was: publish the API draft")
    assert (moving.record("C1").due, moving.record("C1").proposal) == (FRIDAY, None)
    moving.at("2026-12-04 09:00").hears("ana", "Due today: publish the API draft")


def test_a_no_needs_its_reason(moving: Conversation) -> None:
    moving.says("bo", "C1 decline", to="new").hears("bo", "It does not say why")
    assert moving.record("C1").counters == ()


def test_an_unanswered_counter_leaves_the_old_day(moving: Conversation) -> None:
    moving.says("bo", "C1 to 7 Dec because we demo on Tuesday", to="new").heard_all()
    moving.at("2026-12-04 09:00").hears("ana", "Due today: publish the API draft")
    moving.at("2026-12-05 09:00")
    assert moving.status("C1") == "slipped"


def test_what_is_moved_in_time_is_never_called_late(awaited: Conversation) -> None:
    awaited.at("2026-12-04 10:00").says("ana", "C1 to 11 Dec because of the strike", to="new")
    awaited.at("2026-12-07 09:00")
    assert awaited.record("C1").due == FRIDAY
    assert awaited.status("C1") == "open"
    awaited.at("2026-12-08 18:00")
    assert awaited.record("C1").due == date(2026, 12, 11)
    assert not awaited.record("C1").had_slipped


@pytest.mark.parametrize("change", ["C1 to 8 Dec because the vendor is late", "C1 drop because nobody needs it"])
def test_what_changes_on_its_own_day_is_mailed_that_day(awaited: Conversation, change: str) -> None:
    """Calendars that people subscribe to are read again hours later, and the next envelope comes after the day."""
    awaited.at("2026-12-04 11:00").heard_all()
    awaited.says("ana", change, to="new")
    awaited.hears("bo", "publish the API draft")


def test_a_late_move_stands_at_once_and_is_told(awaited: Conversation) -> None:
    awaited.at("2026-12-07 10:00").heard_all().says("ana", "C1 to 11 Dec because of the strike", to="new")
    awaited.hears("bo", "Ana moved: publish the API draft, from Fri 4 Dec to Fri 11 Dec")
    assert awaited.record("C1").moves[0].late


def test_a_move_that_nobody_waits_for_stands_at_once(awaited: Conversation) -> None:
    awaited.says("ana", "Next\n- tidy the wiki by 4 Dec", to="new").says("ana", "C2 to 8 Dec", to="new")
    assert awaited.record("C2").due == TUESDAY


def test_a_drop_is_asked_about_first(awaited: Conversation) -> None:
    awaited.says("ana", "C1 drop because the customer left", to="new").hears("ana", "You want to drop", "Bo may say no")
    assert awaited.status("C1") == "open"
    awaited.at("2026-12-01 09:00").hears("bo", "Ana wants to drop: publish the API draft", "the customer left")
    awaited.at("2026-12-02 18:00")
    assert awaited.status("C1") == "dropped"


def test_less_may_be_promised(awaited: Conversation) -> None:
    awaited.says("ana", "C1 shrink: publish the reading part", to="new")
    awaited.at("2026-12-01 09:00").hears("bo", "Ana wants to make it smaller", "What is left: publish the reading part")
    awaited.at("2026-12-02 18:00")
    assert awaited.record("C1").what == "publish the reading part"
    assert awaited.record("C1").was == ("publish the API draft",)


def test_less_of_ones_own_stands_at_once(awaited: Conversation) -> None:
    awaited.says("ana", "Next\n- tidy the wiki by 4 Dec", to="new")
    awaited.says("ana", "C2 shrink: tidy the first page", to="new").hears("ana", "Made smaller: tidy the first page")
    awaited.says("ana", "C2 shrink", to="new").hears("ana", "needs a few words")


def test_undo_takes_a_change_back_before_it_stands_and_after(moving: Conversation) -> None:
    receipt = moving.hears("ana", "You want to move")
    moving.at("2026-12-02 18:00")
    assert moving.record("C1").due == TUESDAY
    moving.says("ana", "undo", to=receipt)
    assert (moving.record("C1").due, moving.record("C1").moves) == (FRIDAY, ())
    moving.at("2026-12-04 09:00").hears("ana", "Due today: publish the API draft")


def test_undo_in_time_asks_nobody(moving: Conversation) -> None:
    moving.says("ana", "undo", to=moving.hears("ana", "You want to move"))
    moving.at("2026-12-03 12:00")
    assert not any("wants to move" in letter.words for letter in moving.letters("bo"))
    assert moving.record("C1").due == FRIDAY


def test_who_needs_it_for_their_own_is_asked_too(awaited: Conversation) -> None:
    awaited.says("mara", "Next\n- train the team by 9 Dec", to="new").says("mara", "C2 needs C1", to="new")
    awaited.hears("mara", "Needs C1: train the team")
    awaited.says("ana", "C1 to 8 Dec because the vendor is late", to="new").hears("ana", "Bo and Mara may say no")
    awaited.at("2026-12-01 09:00").hears("mara", "Ana wants to move: publish the API draft")


def test_what_can_not_be_needed(awaited: Conversation) -> None:
    awaited.says("mara", "Next\n- train the team by 9 Dec", to="new")
    awaited.says("mara", "C2 needs C77", to="new").hears("mara", "There is no other commitment C77")
    awaited.says("mara", "C2 needs C2", to="new").hears("mara", "There is no other commitment C2")
    awaited.says("bo", "C2 needs C1", to="new").hears("bo", "C2 is Mara's")
    awaited.says("mara", "C2 needs C1", to="new").says("ana", "C1 needs C2", to="new")
    awaited.hears("ana", "C2 needs C1 already")


def test_only_who_waits_for_it_may_offer_another_day(awaited: Conversation) -> None:
    awaited.says("mara", "C1 to 8 Dec because I like Tuesdays", to="new").hears("mara", "C1 is Ana's")
    assert awaited.record("C1").counters == ()


def test_why_tells_the_first_day_each_move_and_its_reason(moving: Conversation) -> None:
    moving.at("2026-12-03 09:00").says("bo", "why C1", to="new")
    moving.hears("bo", "by Fri 4 Dec", "wants to move it to Tue 8 Dec: the vendor is late", "moved it from Fri 4 Dec")


def test_a_bounce_is_no_silence(moving: Conversation) -> None:
    """Bo's letter did not go out at all; the window stays open once more."""
    with moving.ledger.begin() as tx:
        tx.exec_driver_sql("update asks set letter = 'lost' where kind = 'change'")
    moving.at("2026-12-02 18:00")
    assert moving.record("C1").due == FRIDAY
    moving.at("2026-12-03 09:00").hears("bo", "Ana wants to move")
    moving.at("2026-12-04 18:00")
    assert moving.record("C1").due == TUESDAY


def test_a_promise_is_handed_on_when_the_other_accepts(awaited: Conversation) -> None:
    awaited.says("ana", "C1 hand to @mara", to="new").hears("ana", "it stays yours until Mara accepts")
    assert awaited.record("C1").owner == "ana"
    awaited.at("2026-12-01 09:00").hears("mara", "Ana wants to hand you: publish the API draft", "until you accept")
    awaited.says("mara", "1 accept", to=told(awaited, "mara", "wants to hand you")).hears("mara", "You took over")
    assert awaited.record("C1").owner == "mara"
    awaited.hears("ana", "Mara took over: publish the API draft")
    awaited.heard_all().at("2026-12-04 09:00").hears("mara", "Due today: publish the API draft")


def test_until_then_it_stands_among_what_waits_for_the_others_word(awaited: Conversation) -> None:
    awaited.says("ana", "C1 hand to @mara", to="new").at("2026-12-01 09:00").heard_all()
    awaited.says("mara", "mine", to="new").hears(
        "mara", "WAITS FOR YOU", "Ana asks you: publish the API draft", "C1 accept"
    )


def test_who_does_not_take_over_says_so(awaited: Conversation) -> None:
    awaited.says("ana", "C1 hand to @mara", to="new").says("mara", "C1 decline because I am away", to="new")
    awaited.hears("ana", "Mara can't take over: publish the API draft", "I am away", "it stays yours")
    assert (awaited.record("C1").owner, awaited.status("C1")) == ("ana", "open")
    awaited.says("bo", "C1 hand to @mara", to="new").hears("bo", "C1 is Ana's")


def test_the_asker_hears_the_outcome(awaited: Conversation) -> None:
    awaited.says(
        "ana", "Next\n- @bo: review the schema by 7 Dec\n- @mara: book the room by 7 Dec", to="new"
    ).heard_all()
    awaited.says("bo", "C2 to 9 Dec", to="new").hears(
        "ana", "Bo accepted: review the schema, due Wed 9 Dec", "Mon 7 Dec"
    )
    awaited.says("mara", "C3 decline because it is full", to="new")
    awaited.hears("ana", "Mara declined: book the room", "it is full")


# --- where several wait for it ----------------------------------------------------------------------------------------


@pytest.fixture
def several(team: Conversation) -> Conversation:
    """Ana has promised C1 to Bo and Mara for Friday 4 December, and wants to move it to the 8th."""
    team.invites("mara").at("2026-11-27 09:00")
    team.says("ana", "Next\n- publish the API draft by 4 Dec for @bo and @mara").at("2026-11-30 12:00").heard_all()
    team.says("ana", "C1 to 8 Dec because the vendor is late", to="new")
    return team.at("2026-12-01 09:30").heard_all()


def test_a_declined_counter_leaves_the_others_their_time(several: Conversation) -> None:
    several.says("bo", "C1 to 7 Dec because we demo on Tuesday", to="new").heard_all()
    several.says("ana", "C1 decline because the vendor can't be hurried", to="new")
    several.hears("bo", "Ana stays with the change")
    assert several.record("C1").due == FRIDAY, "Mara has not spoken yet"
    several.says("mara", "C1 to 9 Dec because I am out", to="new").heard_all()
    several.at("2026-12-03 12:00")
    assert several.record("C1").due == FRIDAY, "a counter is no silence"


def test_the_word_of_the_last_one_lets_it_stand(several: Conversation) -> None:
    several.says("bo", "C1 to 7 Dec because we demo on Tuesday", to="new")
    several.says("ana", "C1 decline because the vendor can't be hurried", to="new")
    several.says("mara", "C1 ok", to="new")
    assert several.record("C1").due == TUESDAY


def test_after_a_declined_counter_the_silence_of_the_others_is_consent_in_its_time(several: Conversation) -> None:
    several.says("bo", "C1 to 7 Dec because we demo on Tuesday", to="new")
    several.says("ana", "C1 decline because the vendor can't be hurried", to="new").at("2026-12-02 17:31")
    assert several.record("C1").due == TUESDAY


def test_a_counter_that_is_declined_after_that_time_lets_it_stand_at_once(several: Conversation) -> None:
    several.says("bo", "C1 to 7 Dec because we demo on Tuesday", to="new").at("2026-12-03 10:00")
    several.says("ana", "C1 decline because the vendor can't be hurried", to="new")
    assert several.record("C1").due == TUESDAY


def test_the_day_that_one_offers_is_asked_of_the_others_before_it_stands(several: Conversation) -> None:
    several.says("bo", "C1 to 7 Dec because we demo on Tuesday", to="new").heard_all()
    several.says("ana", "C1 accept", to="new").hears("ana", "You want to move", "to Mon 7 Dec", "Mara may say no")
    assert several.record("C1").due == FRIDAY
    several.at("2026-12-02 09:30").hears("mara", "Ana wants to move", "to Mon 7 Dec")
    several.says("mara", "C1 ok", to="new")
    assert several.record("C1").due == date(2026, 12, 7)
    several.hears("bo", "Ana moved: publish the API draft, from Fri 4 Dec to Mon 7 Dec")


def test_who_takes_it_over_takes_it_as_it_was_promised(awaited: Conversation) -> None:
    """Ana would have dropped it; now it is Mara's, who said nothing of the kind."""
    awaited.says("ana", "C1 hand to @mara\nC1 drop because there is no time", to="new")
    awaited.says("mara", "C1 accept", to="new").at("2026-12-03 12:00")
    it = awaited.record("C1")
    assert (it.state, it.owner, it.proposal) == ("open", "mara", None)
    assert not [letter for letter in awaited.letters("bo") if "Mara wants to drop" in letter.subject]


def test_who_is_asked_to_take_it_over_is_asked_though_it_is_changed_meanwhile(awaited: Conversation) -> None:
    """Ana hands it to Mara and moves it in one mail; Bo, who waits for it, says nothing."""
    awaited.says("ana", "C1 hand to @mara\nC1 to 8 Dec because the vendor is late", to="new")
    letter = awaited.at("2026-12-01 09:30").hears("mara", "Ana hands you: publish the API draft")
    awaited.at("2026-12-02 17:31")
    assert awaited.record("C1").due == TUESDAY
    awaited.says("mara", "accept", to=letter).hears("mara", "You took over: publish the API draft, by Tue 8 Dec")
    assert awaited.record("C1").owner == "mara"

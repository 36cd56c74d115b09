"""Somebody is away by the word of who runs their review: they hear who said so, and their own word counts more."""

from __future__ import annotations

import pytest
from conversation import Conversation


@pytest.fixture
def run(team: Conversation) -> Conversation:
    """Mara runs the weekly; on Monday its first round is over."""
    return team.invites("mara").at("2026-11-30 12:00").heard_all()


def absences(team: Conversation, who: str) -> list[tuple[str, str]]:
    person = next(person for person, _ in team.people() if person.id == who)
    return [(str(absence.first), str(absence.last)) for absence in person.absences]


def test_the_organizer_says_that_somebody_is_away_and_they_hear_of_it(run: Conversation) -> None:
    run.says("mara", "@bo away until 7 Dec", to="new")
    run.hears("mara", "Away, by your word: Bo, from Mon 30 Nov until Mon 7 Dec", "Bo knows")
    run.hears("bo", "Mara says that you are away until Mon 7 Dec", "you are never listed as missing", "No, I am here")
    told = next(it for it in run.facts("person/bo") if type(it.fact).__name__ == "WentAway")
    assert (told.author, told.fact.told_by) == ("mara", "mara")
    run.at("2026-12-07 08:55").hears_nothing("bo")
    digest = run.at("2026-12-07 12:00").hears("mara", "Platform weekly, Mon 7 Dec")
    assert "Bo until Mon 7 Dec" in digest.words
    assert "Bo" not in digest.words.partition("NO WORD YET")[2].partition("(only you")[0]


def test_their_no_takes_it_back(run: Conversation) -> None:
    run.says("mara", "@bo is on leave 3 Dec to 9 Dec", to="new")
    run.hears("bo", "you are away until Wed 9 Dec", "from Thu 3 Dec until Wed 9 Dec")
    run.says("bo", "no").hears("bo", "You are here: you are asked as before")
    assert absences(run, "bo") == []
    run.at("2026-12-04 12:00").hears("bo", "your update for Mon 7 Dec")


def test_who_said_it_hears_that_it_is_not_so(run: Conversation) -> None:
    run.says("mara", "@bo away until 11 Dec", to="new").hears("bo", "Mara says")
    run.heard_all("mara").at("2026-11-30 22:30").says("bo", "no").hears("bo", "You are here")
    run.hears_nothing("mara")  # in quiet hours
    told = run.at("2026-12-01 09:30").hears("mara", "Bo is here after all", "is asked as before")
    run.says("mara", "@bo away until 4 Dec", to=told).hears("mara", "Away, by your word: Bo", "until Fri 4 Dec")


def test_who_said_it_hears_nothing_of_a_yes_or_of_what_they_took_back_themselves(run: Conversation) -> None:
    receipt = run.says("mara", "@bo away until 11 Dec", to="new").hears("mara", "Away, by your word")
    letter = run.hears("bo", "Mara says")
    run.says("bo", "yes", to=letter).at("2026-11-30 14:00").hears_nothing("mara")
    run.says("mara", "undo", to=receipt).heard_all("mara")
    run.says("bo", "no", to=letter).at("2026-11-30 15:00").hears_nothing("mara")


def test_other_days_that_they_say_themselves_count(run: Conversation) -> None:
    run.says("mara", "@bo away until 11 Dec", to="new").hears("bo", "Mara says")
    run.says("bo", "away until 3 Dec").hears("bo", "Away from Mon 30 Nov until Thu 3 Dec")
    assert absences(run, "bo") == [("2026-11-30", "2026-12-03")]
    run.at("2026-12-04 12:00").hears("bo", "your update for Mon 7 Dec")


def test_yes_changes_nothing(run: Conversation) -> None:
    run.says("mara", "@bo away until 11 Dec", to="new").hears("bo", "Mara says")
    run.says("bo", "yes").hears("bo", "Away from Mon 30 Nov until Fri 11 Dec")
    assert absences(run, "bo") == [("2026-11-30", "2026-12-11")]


def test_undo_by_who_said_it(run: Conversation) -> None:
    receipt = run.says("mara", "@bo away until 11 Dec", to="new").hears("mara", "Away, by your word")
    letter = run.hears("bo", "Mara says")
    run.says("mara", "undo", to=receipt)
    assert absences(run, "bo") == []
    run.says("bo", "no", to=letter).hears("bo", "That was taken back meanwhile")
    run.at("2026-12-04 12:00").hears("bo", "your update for Mon 7 Dec")


def test_nobody_else_says_it_of_a_colleague(run: Conversation) -> None:
    run.says("ana", "@bo away until 11 Dec", to="new")
    run.hears("ana", "Only Bo, or who runs a review that Bo takes part in, says that")
    run.says("mara", "@kim away until 11 Dec", to="new").hears("mara", 'I know nobody called "@kim" in your team')
    run.says("mara", "@bo away until 2 Nov 2026", to="new").hears("mara", "is in the past")
    assert absences(run, "bo") == []
    run.hears_nothing("bo")


def test_of_oneself_it_is_ones_own_word(run: Conversation) -> None:
    run.says("mara", "@mara away until 11 Dec", to="new").hears("mara", "Away from Mon 30 Nov until Fri 11 Dec")
    assert absences(run, "mara") == [("2026-11-30", "2026-12-11")]


def test_what_is_known_already_is_told_to_nobody(run: Conversation) -> None:
    run.says("bo", "away until 11 Dec", to="new").heard_all()
    run.says("mara", "@bo away until 9 Dec", to="new").hears("mara", "Bo is away then already")
    run.hears_nothing("bo")


def test_it_comes_outside_of_quiet_hours(run: Conversation) -> None:
    run.at("2026-12-01 22:30").heard_all().says("mara", "@bo away until 11 Dec", to="new").hears(
        "mara", "Away, by your word"
    )
    run.hears_nothing("bo")
    run.at("2026-12-02 09:30").hears("bo", "Mara says")

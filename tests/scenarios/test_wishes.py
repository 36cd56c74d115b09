"""What people wish for themselves by mail: of which review, until when, at which hour, in which language."""

from __future__ import annotations

from datetime import time

import pytest
from conversation import Conversation


@pytest.fixture
def two(team: Conversation) -> Conversation:
    """Ana takes part in two reviews, and is asked about both in one mail."""
    team.invites("mara")
    team.invites("bo", guests=("bo", "ana"), title="Data weekly", uid="data@acme.example", start="2026-11-30 11:00")
    return team.at("2026-11-27 09:30").heard_all()


def person(team: Conversation, who: str):
    return next(each for each, _ in team.people() if each.id == who)


def subjects(team: Conversation, who: str) -> str:
    return "\n".join(f"{letter.subject}\n{letter.text}" for letter in team.letters(who)[team._seen.get(who, 0) :])


# --- of one review ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "stop asks of Data weekly",
        'stop "Data weekly"',
        "stop asking me about Data weekly",
        "stopp Fragen zu Data weekly",
    ],
)
def test_no_more_questions_of_one_review(two: Conversation, words: str) -> None:
    two.says("ana", words, to="new").hears("ana", "You get no more asks of Data weekly")
    two.at("2026-12-04 10:00").at("2026-12-07 12:00")
    heard = subjects(two, "ana")
    assert "Platform weekly: your update" in heard
    assert "your update for Data weekly" not in heard
    assert "Data weekly: your update" not in heard
    assert "Data weekly, Mon 7 Dec" in heard, "its digest still comes"


def test_by_the_number_of_the_review(two: Conversation) -> None:
    letter = two.last("ana")
    number = next(n for n in (1, 2) if f"{n}. Your update for Data weekly" in letter.text)
    two.says("ana", f"{number} stop", to=letter).hears("ana", "You get no more asks of Data weekly")
    assert person(two, "ana").stopped == {
        f"asks/{next(k.cadence.id for k in two.cadences() if 'Data' in k.cadence.title)}"
    }


def test_no_more_digests_of_one_review_and_back_again(two: Conversation) -> None:
    two.says("ana", "stop digests of Data weekly", to="new").hears("ana", "You get no more digests of Data weekly")
    two.at("2026-11-30 12:00")
    assert "Data weekly, Mon 30 Nov" not in subjects(two, "ana")
    assert "Platform weekly, Mon 30 Nov" in subjects(two, "ana")
    two.heard_all().says("ana", "start digests of Data weekly", to="new").hears("ana", "digests of Data weekly again")
    two.at("2026-12-07 12:00").hears("ana", "Data weekly, Mon 7 Dec")


def test_this_one_is_the_review_of_the_letter(two: Conversation) -> None:
    digest = two.at("2026-11-30 12:00").hears("ana", "Data weekly, Mon 30 Nov")
    two.says("ana", "stop this one", to=digest).hears("ana", "You get no more digests of Data weekly")
    two.says("ana", "stop this one", to="new").hears("ana", "know which review", "with its title")


def test_asks_and_digests_apart_and_all_of_it_back(two: Conversation) -> None:
    two.says("ana", "stop asks", to="new").says("ana", "stop digests of Data weekly", to="new").heard_all()
    two.says("ana", "start", to="new").hears("ana", "You get asks and digests again")
    assert person(two, "ana").stopped == frozenset()


def test_which_review_is_asked_where_none_or_two_are_called_so(two: Conversation) -> None:
    two.says("ana", "stop asks of Design weekly", to="new").hears(
        "ana", "No review of yours is called so", "Data weekly"
    )
    two.says("ana", "stop asks of weekly", to="new").hears("ana", "2 of your reviews are called so")
    two.says("mara", "stop asks of Data weekly", to="new").hears("mara", "No review of yours is called so")
    assert not person(two, "ana").stopped


def test_undo_asks_again(two: Conversation) -> None:
    receipt = two.says("ana", "stop asks of Data weekly", to="new").hears("ana", "no more asks of Data weekly")
    two.says("ana", "undo", to=receipt)
    assert person(two, "ana").stopped == frozenset()


@pytest.mark.parametrize("words", ["stop the press", "stop digests", "Stop the deploys on Friday"])
def test_other_words_stop_no_review(two: Conversation, words: str) -> None:
    two.says("ana", words, to="new")
    assert not any("/" in stopped for stopped in person(two, "ana").stopped)


# --- until a day ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["pause until 14 Dec", "snooze until 14 Dec", "pausieren bis 14. Dezember"])
def test_questions_pause_until_a_day_and_start_by_themselves(two: Conversation, words: str) -> None:
    two.says("ana", words, to="new").hears("ana", "I ask you nothing until Mon 14 Dec; digests still come")
    two.heard_all().at("2026-12-13 12:00")
    heard = subjects(two, "ana")
    assert "your update" not in heard
    assert "Platform weekly, Mon 7 Dec" in heard
    two.at("2026-12-18 12:00").hears("ana", "Your update for Platform weekly", "Mon 21 Dec")
    assert not person(two, "ana").stopped


@pytest.mark.parametrize("words", ["pause for 17 days", "snooze 17d", "pause for two weeks", "pausiere zwei Wochen"])
def test_a_pause_of_so_long_is_a_pause_until_the_day_after(two: Conversation, words: str) -> None:
    day = "Mon 14 Dec" if "17" in words else "Fri 11 Dec"
    two.says("ana", words, to="new").hears("ana", f"I ask you nothing until {day}; digests still come")


def test_start_ends_a_pause(two: Conversation) -> None:
    two.says("ana", "pause until 14 Dec", to="new").says("ana", "start", to="new").heard_all()
    two.at("2026-12-04 12:00").hears("ana", "Your update for Platform weekly")


def test_a_pause_that_is_over_is_refused(two: Conversation) -> None:
    two.says("ana", "pause until today", to="new").hears("ana", "That day is not ahead")


def test_the_organizers_pause_is_of_the_review_in_answer_to_its_letter(two: Conversation) -> None:
    two.says("mara", "pause until 14 Dec").hears("mara", "Paused: Platform weekly")
    assert not person(two, "mara").stopped
    two.says("mara", "pause until 14 Dec", to="new").hears("mara", "I ask you nothing until")


def test_the_organizers_pause_may_be_of_so_long(two: Conversation) -> None:
    two.says("mara", "pause for 2 weeks").hears("mara", "Paused: Platform weekly", "Fri 11 Dec")
    two.heard_all().at("2026-12-07 12:00")
    heard = subjects(two, "ana")
    assert "Data weekly, Mon 7 Dec" in heard
    assert "Platform weekly" not in heard


# --- at an hour -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "ask me at 11",
        "not before 11:00",
        "Frag mich um 11 Uhr",
        "pas avant 11h",
        "pregúntame a las 11",
        "ask me at 11 am",
    ],
)
def test_mail_comes_at_the_hour_that_somebody_wishes(two: Conversation, words: str) -> None:
    two.says("ana", words, to="new").hears("ana", "Your mail comes at 11:00 from now on")
    two.says("ana", "Next\n- water the plants by 1 Dec", to="new").heard_all()
    two.at("2026-12-01 10:30")
    assert "Due today" not in subjects(two, "ana")
    two.at("2026-12-01 11:00").hears("ana", "Due today: water the plants")
    two.at("2026-12-04 10:30").heard_all().at("2026-12-04 11:00").hears("ana", "Your update for Platform weekly")


def test_an_hour_outside_of_working_hours_is_refused(two: Conversation) -> None:
    for words in ("ask me at 23:00", "ask me at 5", "not before 19:00"):
        two.says("ana", words, to="new").hears("ana", "That is outside of your working hours")
    assert person(two, "ana").send_hour == time(9)


def test_an_hour_may_be_said_on_a_day_off(two: Conversation) -> None:
    two.at("2026-11-28 10:00").says("ana", "ask me at 11", to="new").hears("ana", "comes at 11:00")


def test_undo_brings_back_the_hour_and_a_restart_keeps_it(two: Conversation) -> None:
    receipt = two.says("ana", "ask me at 11", to="new").hears("ana", "comes at 11:00")
    from paceline import app

    app.prepare(two.config)
    assert person(two, "ana").send_hour == time(11)
    two.says("ana", "undo", to=receipt)
    assert person(two, "ana").send_hour == time(9)


@pytest.mark.parametrize("words", ["not before Friday", "ask me at the party", "not before 25:00"])
def test_what_is_no_hour_sets_none(two: Conversation, words: str) -> None:
    two.says("ana", words, to="new")
    assert person(two, "ana").send_hour == time(9)


# --- in a language ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["language: de", "Sprache: Deutsch", "langue : allemand", "taal: Duits", "language: German"]
)
def test_a_language_of_ones_own(two: Conversation, words: str) -> None:
    two.says("ana", words, to="new").hears("ana", "Your language is German", "else in English")
    assert person(two, "ana").locale == "de"
    two.says("ana", "Next\n- water the plants by 3.12.", to="new").hears("ana", "by Thu 3 Dec")


def test_days_are_read_as_that_language_writes_them(two: Conversation) -> None:
    two.says("ana", "language: en-GB", to="new").says("ana", "Next\n- water the plants by 04/12", to="new")
    two.hears("ana", "Fri 4 Dec")


def test_a_language_that_nobody_here_speaks(two: Conversation) -> None:
    two.says("ana", "language: Klingon", to="new").hears("ana", "know that language")


def test_the_organizers_setting_is_none_of_ones_own(two: Conversation) -> None:
    confirmation = next(letter for letter in two.letters("mara") if "I accepted your invite" in letter.text)
    two.says("mara", "language: de", to=confirmation)
    assert person(two, "mara").locale != "de"


# --- the button of the mail program -----------------------------------------------------------------------------------


def unsubscribes(team: Conversation, who: str, letter) -> None:
    """What a mail program sends for List-Unsubscribe: a mail of its own to that address."""
    address, _, subject = (
        str(letter.mail["List-Unsubscribe"]).strip("<>").removeprefix("mailto:").partition("?subject=")
    )
    mail = team.mail(who, "", None, subject=subject)
    mail.replace_header("To", address)
    team.brings(mail.as_bytes())


def test_unsubscribing_from_an_ask_ends_the_asks_and_from_a_digest_the_digests(two: Conversation) -> None:
    ask, digest = two.last("ana"), two.at("2026-11-30 12:00").hears("ana", "Platform weekly, Mon 30 Nov")
    unsubscribes(two, "ana", ask)
    assert person(two, "ana").stopped == {"asks"}
    unsubscribes(two, "ana", digest)
    assert person(two, "ana").stopped == {"asks", "digests"}

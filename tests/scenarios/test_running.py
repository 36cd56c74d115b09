"""How often a series asks, and who runs it: changed by mail, with the calendar as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation import CONFIG, Conversation


def series(team: Conversation):
    return next(kept for kept in team.cadences() if not kept.ended)


@pytest.fixture
def pair(team: Conversation) -> Conversation:
    """Mara and Bo, every Monday; the first round is over."""
    team.invites("mara", guests=("mara", "bo"), title="Mara and Bo")
    return team.at("2026-11-30 12:00").heard_all()


def rounds_of(team: Conversation, who: str, since: int) -> list[str]:
    return [it.subject for it in team.letters(who)[since:] if "your update for" in it.subject]


# --- every 3 weeks ----------------------------------------------------------------------------------------------------


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    "words",
    ["every 3 weeks", "every third week", "alle 3 Wochen", "toutes les trois semaines", "cada 3 semanas",
     "a cada 3 semanas", "ogni 3 settimane", "elke 3 weken", "every 3rd time", "every 3 weeks of Mara and Bo"],
)  # fmt: skip
def test_either_of_two_changes_how_often(pair: Conversation, words: str) -> None:
    pair.says("bo", words, to="new")
    pair.hears("bo", "Asks at every third date from now on: Mara and Bo", "the next one is Mon 21 Dec", "Mara knows")
    pair.hears("mara", "Bo wants Mara and Bo to ask at every third of its dates", "Mon 21 Dec")
    before = len(pair.letters("mara"))
    pair.at("2027-01-15 12:00")
    assert rounds_of(pair, "mara", before) == [
        "Mara and Bo: your update for Mon 21 Dec",
        "Mara and Bo: your update for Mon 11 Jan",
    ]
    digests = [it.subject[:24] for it in pair.letters("bo")[before:] if it.subject.startswith("Mara and Bo, Mon")]
    assert digests == ["Mara and Bo, Mon 21 Dec:", "Mara and Bo, Mon 11 Jan:"]


def test_done_since_the_last_date_that_was_asked_about(pair: Conversation) -> None:
    pair.says("bo", "every 3 weeks", to="new").heard_all().at("2026-12-18 12:00")
    assert "since Mon 30 Nov" in pair.hears("mara", "your update for Mon 21 Dec").text
    assert "since Mon 21 Dec" in pair.at("2027-01-08 12:00").hears("mara", "your update for Mon 11 Jan").text


def test_every_week_brings_it_back(pair: Conversation) -> None:
    pair.says("mara", "every 3 weeks", to="new").says("mara", "every week", to="new")
    pair.hears("mara", "Asks at every date from now on", "Mon 7 Dec")
    pair.at("2026-12-04 12:00").hears("bo", "your update for Mon 7 Dec")


def test_undo_brings_it_back(pair: Conversation) -> None:
    receipt = pair.says("mara", "every 3 weeks", to="new").hears("mara", "every third date")
    pair.says("mara", "undo", to=receipt)
    assert series(pair).cadence.settings.every == 1


def test_a_round_that_has_begun_goes_on(pair: Conversation) -> None:
    pair.at("2026-12-04 12:00").heard_all().says("mara", "every 3 weeks", to="new").at("2026-12-07 12:00")
    pair.hears("bo", "Mara and Bo, Mon 7 Dec")
    pair.at("2026-12-24 12:00").heard_all()
    pair.at("2026-12-28 12:00").hears("bo", "Mara and Bo, Mon 28 Dec")


def test_it_stays_when_the_event_is_changed(pair: Conversation) -> None:
    pair.says("mara", "every 3 weeks", to="new")
    pair.invites("mara", guests=("mara", "bo"), title="Mara and Bo", start="2026-11-30 11:00", sequence=1)
    assert series(pair).cadence.settings.every == 3
    before = len(pair.letters("bo"))
    pair.at("2026-12-19 12:00")
    assert rounds_of(pair, "bo", before) == ["Mara and Bo: your update for Mon 21 Dec"]


def test_of_several_people_only_the_organizer_says_so(team: Conversation) -> None:
    team.invites("mara").at("2026-11-30 12:00").heard_all()
    team.says("ana", "every 3 weeks", to="new").hears("ana", "Only its organizer says how often")
    team.says("mara", "every 2 weeks", to="new").hears("mara", "every second date", "Mon 14 Dec", "Ana and Bo know")
    team.hears("ana", "every second of its dates")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("every 3 weeks of Design weekly", "No review of yours is called so"),
        ("every week", "It is so already"),
        ("every 60 weeks", "That is too seldom"),
    ],
)
def test_what_can_not_be(pair: Conversation, words: str, why: str) -> None:
    pair.says("mara", words, to="new").hears("mara", why)


def test_dates_that_are_further_apart_are_said_so(team: Conversation) -> None:
    team.invites("mara", "FREQ=WEEKLY;INTERVAL=2").at("2026-11-30 12:00").heard_all()
    team.says("mara", "every 3 weeks", to="new").hears("mara", "Its dates are 14 days apart", '"every 2nd time"')
    team.says("mara", "every 4 weeks", to="new").hears("mara", "every second date")


def test_who_takes_part_in_two_says_which(pair: Conversation) -> None:
    pair.invites("mara", title="Platform weekly", uid="other@acme.example").heard_all()
    pair.says("mara", "every 3 weeks", to="new").hears("mara", "know which review")
    pair.says("mara", "every 3 weeks of Platform weekly", to="new").hears(
        "mara", "Asks at every third date from now on: Platform weekly"
    )


# --- who runs it ------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(team: Conversation) -> Conversation:
    return team.invites("mara").at("2026-11-27 09:30").heard_all()


@pytest.mark.parametrize(
    "words", ["hand over Platform weekly to @bo", "hand over the cadence to @bo", "hand the review over to @bo",
              "übergebe die Runde an @bo", "je confie la revue à @bo"],
)  # fmt: skip
def test_a_series_is_handed_over_when_the_other_takes_it(run: Conversation, words: str) -> None:
    run.says("mara", words, to="new").hears(
        "mara", "Bo is asked to run Platform weekly; you do until that is taken over"
    )
    letter = run.hears("bo", "Mara asks you to run Platform weekly", 'Answer "take over"')
    assert series(run).organizer == "mara"
    run.says("bo", "take over", to=letter).hears("bo", "You run Platform weekly from now on", "know")
    run.hears("mara", "Bo runs Platform weekly from now on")
    run.hears("ana", "Bo runs Platform weekly from now on")
    assert series(run).organizer == "bo"
    run.heard_all().at("2026-11-30 09:30").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "not answered" not in run.last("mara").words
    run.at("2026-12-04 12:00").hears("mara", "your update for Mon 7 Dec")
    run.invites("mara", start="2026-11-30 11:00", sequence=1)
    assert series(run).organizer == "bo", "the calendar's organizer still changes the event"
    run.says("mara", "pause until 1 Feb", to=run.letters("mara")[0]).hears("mara", "I ask you nothing until")


@pytest.mark.parametrize("words", ["no", "no, I run two already", "Nein", "non", "decline because I run two already"])
def test_who_is_asked_says_no_and_whoever_asked_hears_it(run: Conversation, words: str) -> None:
    run.says("mara", "hand over Platform weekly to @bo", to="new").hears("mara", "Bo is asked to run Platform weekly")
    letter = run.hears("bo", "Mara asks you to run Platform weekly", "Rather not")
    run.says("bo", words, to=letter).hears("bo", "You do not run Platform weekly; it stays as it is", "Mara knows")
    news = run.hears("mara", "Bo does not run Platform weekly", "You go on running it")
    assert ('says no: "I run two already".' in news.words) == ("two" in words)
    assert series(run).organizer == "mara"
    run.says("bo", "take over", to=letter).hears("bo", "Mara runs it")
    run.says("bo", "no", to=letter).hears("bo", "Nobody asks you to run it any more")
    run.says("mara", "hand over Platform weekly to @ana", to="new").hears("mara", "Ana is asked")
    run.says("ana", "yes").hears("ana", "You run Platform weekly from now on")
    assert series(run).organizer == "ana"


def test_a_no_is_undone(run: Conversation) -> None:
    run.says("mara", "hand over Platform weekly to @bo", to="new")
    receipt = run.says("bo", "no").hears("bo", "You do not run")
    run.says("bo", "undo", to=receipt).says("bo", "take over", to="new").hears("bo", "You run Platform weekly")


def test_yes_is_about_the_series_that_the_letter_names_though_two_have_one_title(run: Conversation) -> None:
    run.invites("ana", guests=("ana", "bo"), uid="other@acme.example")
    run.heard_all().says("mara", "hand over the cadence to @bo", to=run.letters("mara")[0])
    letter = run.hears("bo", "Mara asks you to run Platform weekly")
    run.says("bo", "yes", to=letter).hears("bo", "You run Platform weekly from now on")
    assert {kept.organizer for kept in run.cadences()} == {"bo", "ana"}


def test_a_guest_of_another_team_may_say_yes(tmp_path: Path) -> None:
    ops = '[teams.ops]\nname = "Ops"\n[people.gus]\nname = "Gus Ott"\naddress = "gus@acme.example"\nteam = "ops"\n'
    team = Conversation(tmp_path, config=f'{CONFIG}\n{ops}zone = "Europe/Berlin"\n')
    team.invites("mara", guests=("mara", "ana", "gus")).at("2026-11-27 09:30").heard_all()
    team.says("mara", "hand over Platform weekly to @gus", to="new")
    team.says("gus", "yes", to=team.hears("gus", "Mara asks you to run")).hears("gus", "You run Platform weekly")
    team.close()


def test_who_wants_no_mail_at_all_is_not_told_who_runs_it(run: Conversation) -> None:
    run.says("ana", "stop asks", to="new").says("ana", "stop digests", to="new").heard_all()
    run.says("mara", "hand over the cadence to @bo", to="new")
    run.says("bo", "take over", to=run.last("bo")).hears("bo", "You run Platform weekly", "Mara knows")
    run.hears_nothing("ana")


def test_who_was_not_asked_can_not_take_it(run: Conversation) -> None:
    run.says("ana", 'take over "Platform weekly"', to="new").hears("ana", "Mara runs it", "hand over Platform weekly")
    run.says("mara", "hand over the cadence to @bo", to="new").heard_all()
    run.says("ana", "take over", to="new").hears("ana", "Mara runs it")
    run.says("mara", "take over", to="new").hears("mara", "You run it already")
    assert series(run).organizer == "mara"


def test_refusals_of_handing_over(run: Conversation) -> None:
    run.says("ana", "hand over the cadence to @bo", to="new").hears("ana", "Only its organizer hands it over")
    run.says("mara", "hand over the cadence to @zed", to="new").hears("mara", "@zed does not take part in it", "@ana")


def test_handing_over_is_undone_until_it_is_taken(run: Conversation) -> None:
    receipt = run.says("mara", "hand over the cadence to @bo", to="new").hears("mara", "Bo is asked")
    run.says("mara", "undo", to=receipt).says("bo", "take over", to="new").hears("bo", "Mara runs it")
    run.says("mara", "hand over the cadence to @bo", to="new").heard_all()
    receipt = run.says("bo", "take over", to="new").hears("bo", "You run Platform weekly")
    run.says("bo", "undo", to=receipt).hears("bo", "hand it over again")
    assert series(run).organizer == "bo"


def test_a_series_whose_organizer_left_is_taken_over(run: Conversation) -> None:
    run.invites("ana", title="Data weekly", uid="data@acme.example").heard_all()  # so that Ana may say it
    run.says("ana", "yes, @mara has left", to="new").heard_all("ana", "bo")
    run.at("2026-12-04 12:00")
    letter = next(it for it in run.letters("bo") if it.subject == "Who runs Platform weekly?")
    assert "Mara can't be reached any more" in letter.words
    assert sum(it.subject == "Who runs Platform weekly?" for it in run.letters("bo")) == 1
    run.says("bo", "take over", to=letter).hears("bo", "You run Platform weekly from now on")
    run.says("ana", 'take over "Platform weekly"', to="new").hears("ana", "Bo runs it")
    run.at("2026-12-07 12:00").hears("bo", "Platform weekly, Mon 7 Dec")
    assert "You run it" in run.last("bo").words


@pytest.mark.parametrize("words", ["take over the importer from Bo", "every week we meet", "every 3 weeks or so"])
def test_other_words_change_no_series(run: Conversation, words: str) -> None:
    run.says("mara", words, to="new")
    assert (series(run).organizer, series(run).cadence.settings.every) == ("mara", 1)

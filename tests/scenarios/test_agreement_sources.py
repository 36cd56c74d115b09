"""What a team has agreed, as it is written down: a file, a configuration that changes, people who come and go."""

from __future__ import annotations

from datetime import date

import pytest
from conversation import CONFIG, Conversation

from paceline.config import ConfigError, load

FILE = """
# How we work

Prose for people is passed over.

## 1 Decision rights
- @bo decides about the database
- decide_anyway: yes

## Responsiveness
- window_days: three working days

## Documentation
- We do incident notes with the wiki
  to get a record that new people find
- agreement_owner: @ana
"""
NAMED = CONFIG.replace('name = "Platform"', 'name = "Platform"\nagreement = "platform.md"')
ZOE = '\n[people.zoe]\nname = "Zoe Ruiz"\naddress = "zoe@acme.example"\nteam = "platform"\nzone = "Europe/Berlin"\n'


@pytest.fixture
def written(team: Conversation) -> Conversation:
    (team.config.path.parent / "platform.md").write_text(FILE)
    return team.restarts(NAMED)


def agreement(team: Conversation):
    from paceline.clerks.desk import Desk

    with team.ledger.begin() as tx:
        return Desk(team.config, tx, team.clock.now()).agreement("platform")


def changes(team: Conversation, **words: str) -> Conversation:
    path = team.config.path.parent / "platform.md"
    text = path.read_text()
    for was, now in words.items():
        text = text.replace(was.replace("_", " ") if was not in text else was, now)
    path.write_text(text)
    return team.restarts()


def adopted(team: Conversation, words: str) -> Conversation:
    team.says("ana", words, to="new")
    decision = max((f"D{n}" for n in range(1, 20) if team.record(f"D{n}")), key=lambda it: int(it[1:]))
    return team.says("bo", f"{decision} ok", to="new").says("mara", f"{decision} ok", to="new").heard_all()


def test_the_first_version_is_what_the_file_says(written: Conversation) -> None:
    letter = written.says("bo", "agreement", to="new").hears("bo", "version 1", "Ana looks after it")
    assert "1.4 @bo decides about database" in letter.words
    assert "3.1 an intent stays open for: 3 working days" in letter.words
    assert "6.4 We do incident notes with the wiki to get a record that new people find" in letter.words
    assert not [mail for mail in written.letters("mara") if "agreement" in mail.subject], "nothing has changed"


def test_a_changed_file_is_a_new_version_that_everybody_hears_of(written: Conversation) -> None:
    changes(written, three="four").at("2026-11-23 10:00")
    for person in ("ana", "bo", "mara"):
        letter = written.hears(person, "The agreement of Platform has changed", "version 2")
        assert "3.1 an intent stays open for: 4 working days; it was 3 working days" in letter.words
    written.heard_all().restarts().at("2026-11-24 10:00").hears_nothing("bo")
    assert agreement(written).version == 2


def test_until_it_is_announced_the_version_before_holds(written: Conversation) -> None:
    path = written.config.path.parent / "platform.md"
    path.write_text(FILE.replace("three", "four"))
    written.config = load(written.config.path, {})
    assert agreement(written).clause("3.1").words == "3 working days"


def test_what_was_decided_by_mail_is_not_set_back_by_the_file(written: Conversation) -> None:
    adopted(written, "Intent: agreement 3.1: 1 working day because we are few")
    written.restarts().at("2026-11-24 10:00").hears_nothing("bo")
    changes(written, three="five").at("2026-11-24 10:30")
    letter = written.hears("bo", "has changed", "the agreement stays version 2")
    assert "3.1, an intent stays open for: 5 working days; it stays 1 working day (D1)" in letter.words
    assert agreement(written).clause("3.1").words == "1 working day"
    adopted(written, "Intent: agreement 3.1: default because the file has it")
    assert agreement(written).clause("3.1").words == "5 working days"


def test_a_norm_that_was_dropped_by_mail_does_not_come_back(written: Conversation) -> None:
    adopted(written, "Intent: agreement 6.4: drop because nobody reads them")
    written.restarts()
    assert agreement(written).clause("6.4") is None
    changes(written, three="four")
    assert [clause.number for clause in agreement(written).under(6)] == ["6.1", "6.2", "6.3"]


def test_a_changed_configuration_is_announced_too(team: Conversation) -> None:
    team.restarts().restarts(CONFIG.replace('name = "Platform"', 'name = "Platform"\nmost_open = 5'))
    team.at("2026-11-23 10:00").hears("bo", "5.1 open commitments of one person, at most: 5; it was no limit")


def test_an_older_ledger_has_what_its_configuration_says(team: Conversation) -> None:
    team.says("ana", "Intent: drop Python 3.11 because of typing", to="new").hears("ana", "(agreement 3.1)")
    team.says("bo", "agreement history", to="new").hears("bo", "is what its configuration says")
    team.restarts().at("2026-11-24 10:00")
    assert not [mail for mail in team.letters("mara") if "has changed" in mail.subject]
    assert agreement(team).since is not None


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("- window_dayz: 3", 'there is no rule "window_dayz"; did you mean "window_days"?'),
        ("- consent_days: soon", "soon is no number of working days"),
        ("## Chocolate", '"Chocolate" is no heading of an agreement'),
        ("- quiet_from: 99", "is no time of day"),
        ("- decide_anyway: no", '"decide_anyway" stands there twice'),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(written: Conversation, line: str, problem: str) -> None:
    (written.config.path.parent / "platform.md").write_text(FILE + line + "\n")
    with pytest.raises(ConfigError) as raised:
        load(written.config.path, {})
    assert problem in str(raised.value)
    assert "teams.platform.agreement: platform.md, line" in str(raised.value)


def test_a_rule_is_written_in_one_place(written: Conversation) -> None:
    written.config.path.write_text(NAMED.replace('"platform.md"', '"platform.md"\nwindow_days = 2'))
    with pytest.raises(ConfigError, match=r"platform\.md says it too"):
        load(written.config.path, {})


def test_toml_says_the_same(team: Conversation) -> None:
    (team.config.path.parent / "platform.toml").write_text(
        'window_days = 3\n[decision_rights]\nrights = ["@bo decides about the database"]\n'
        '[documentation]\nnorms = ["We do notes with the wiki"]\n'
    )
    team.restarts(NAMED.replace("platform.md", "platform.toml"))
    numbers = {clause.number: clause.words for clause in agreement(team).clauses}
    assert (numbers["3.1"], numbers["1.4"]) == ("3 working days", "@bo decides about database")
    assert numbers["6.4"] == "We do notes with the wiki"


# --- people who come and go --------------------------------------------------------------------------------------


def test_a_newcomer_is_welcomed_once_at_their_send_hour(written: Conversation) -> None:
    written.at("2026-11-23 18:00").restarts(NAMED + ZOE).hears_nothing("zoe")
    letter = written.at("2026-11-24 09:00").hears("zoe", "Welcome to Platform: how we work")
    assert "3.1 an intent stays open for: 3 working days" in letter.words
    for command in ("C12 done", "C12 to Friday", "C12 help: …"[:9], "D4 object", "away until"):
        assert command in letter.text
    written.restarts().at("2026-11-25 10:00").hears_nothing("zoe")
    assert not [mail for who in ("ana", "bo", "mara") for mail in written.letters(who) if "Welcome" in mail.subject]


def test_a_guest_of_an_invite_is_a_newcomer(written: Conversation) -> None:
    written.invites("mara", guests=("mara", "ana", "bo", "kim")).at("2026-11-24 09:00")
    written.hears("kim", "Welcome to Platform")


def test_a_newcomer_who_is_away_is_welcomed_afterwards(written: Conversation) -> None:
    written.restarts(NAMED + ZOE).says("zoe", "away until 30 Nov", to="new").heard_all().at("2026-11-30 12:00")
    written.hears_nothing("zoe")
    written.at("2026-12-01 09:00").hears("zoe", "Welcome to Platform")


def test_ok_says_that_it_is_theirs_too(written: Conversation) -> None:
    written.restarts(NAMED + ZOE).at("2026-11-24 09:00").says("zoe", "ok")
    written.hears("zoe", "Welcome")
    written.hears("zoe", "You have read the agreement of Platform, and it is yours too")
    assert agreement(written).acknowledged == (("zoe", 1),)
    written.says("zoe", "undo").hears("zoe", "Undone")
    assert agreement(written).acknowledged == ()


# --- does it still work? -----------------------------------------------------------------------------------------


def test_after_half_a_year_who_looks_after_it_is_asked(written: Conversation) -> None:
    letter = written.at("2027-05-24 09:00").hears("ana", "Does the agreement of Platform still work?")
    assert "3.1 an intent stays open for: 3 working days" in letter.words
    assert not [mail for mail in written.letters("bo") if "still work" in mail.text]
    written.says("ana", "keep, review in August").hears("ana", "The agreement of Platform is kept as it is", "31 Aug")
    written.at("2027-08-30 09:00").hears_nothing("ana")
    written.at("2027-08-31 09:00").hears("ana", "Does the agreement of Platform still work?")


def test_silence_is_asked_about_once_more_and_then_no_more(written: Conversation) -> None:
    written.at("2027-06-30 09:00")
    asked = [mail for mail in written.letters("ana") if mail.subject.startswith("Does")]
    assert [str(mail.mail["Date"])[:11] for mail in asked] == ["Mon, 24 May", "Tue, 25 May"]
    assert agreement(written).state(date(2027, 6, 30), date(2027, 5, 23)) == "missed"
    written.says("ana", "keep").hears("ana", "is kept as it is")
    assert agreement(written).state(date(2027, 6, 30), date(2027, 12, 30)) == "in force"


def test_who_comes_or_goes_brings_it_forward_but_not_by_the_day(written: Conversation) -> None:
    written.restarts(NAMED + ZOE).at("2026-12-20 12:00")
    assert not [mail for mail in written.letters("ana") if mail.subject.startswith("Does")]
    letter = written.at("2026-12-21 09:00").hears("ana", "still work?", "people have come or gone since")
    assert "1 keep" in letter.text
    written.says("ana", "keep").restarts(NAMED).at("2027-03-01 09:00")
    asked = [mail for mail in written.letters("ana") if mail.subject.startswith("Does")]
    assert [str(mail.mail["Date"])[5:11] for mail in asked] == ["21 Dec", "18 Jan", "19 Jan"]


def test_only_who_looks_after_it_keeps_it(written: Conversation) -> None:
    letter = written.restarts(NAMED + ZOE).at("2026-11-24 09:00").hears("zoe", "Welcome")
    written.says("zoe", "keep", to=letter).hears("zoe", "Ana looks after the agreement")


def test_a_decision_about_it_is_a_look_at_it(written: Conversation) -> None:
    written.at("2027-03-01 09:00")
    adopted(written, "Intent: agreement 3.1: 1 working day because we are few")
    written.at("2027-08-27 12:00")
    assert not [mail for mail in written.letters("ana") if mail.subject.startswith("Does")]
    written.at("2027-09-01 09:00").hears("ana", "still work?")

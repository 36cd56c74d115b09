"""What a team has agreed: in numbered clauses, by mail, obeyed, changed by an intent."""

from __future__ import annotations

import pytest
from conversation import CONFIG, Conversation


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    return team.restarts().invites("mara").at("2026-11-27 09:00").heard_all()


def agreement(team: Conversation):
    from paceline.clerks.desk import Desk

    with team.ledger.begin() as tx:
        return Desk(team.config, tx, team.clock.now()).agreement("platform")


def adopted(team: Conversation, words: str) -> Conversation:
    """Ana intends it, and the others agree."""
    team.says("ana", words, to="new")
    decision = max((f"D{n}" for n in range(1, 20) if team.record(f"D{n}")), key=lambda it: int(it[1:]))
    return team.says("bo", f"{decision} ok", to="new").says("mara", f"{decision} ok", to="new")


def test_without_any_set_up_it_is_what_the_configuration_says(team: Conversation) -> None:
    letter = team.says("ana", "agreement", to="new").hears("ana", "The agreement of Platform, version 1")
    assert "3.1 an intent stays open for: 2 working days" in letter.words
    assert "2 ESCALATION 2.1 peers who are asked for a hand at a time: 2" in letter.words
    assert "the next ones are asked after: 4 working hours" in letter.words
    assert all(name in letter.words for name in ("1 DECISION RIGHTS", "4 CHECK-INS", "5 QUALITY", "6 DOCUMENTATION"))


def test_an_intent_changes_a_clause_when_it_stands(asked: Conversation) -> None:
    asked.says("ana", "Intent: agreement 3.1: three working days because the vendor needs them", to="new")
    asked.hears("ana", "You intend: agreement 3.1, an intent stays open for: 3 working days")
    assert agreement(asked).version == 1
    asked.at("2026-11-30 09:00").hears("bo", "Ana intends: agreement 3.1", "It was: 2 working days")
    asked.heard_all().at("2026-12-02 12:00")
    for person in ("ana", "bo", "mara"):
        letter = asked.hears(person, "Adopted: agreement 3.1", "THE AGREEMENT, VERSION 2")
        assert "3.1 an intent stays open for: 3 working days; it was 2 working days" in letter.words
    assert (agreement(asked).version, agreement(asked).decision) == (2, "D1")


def test_the_next_window_is_as_agreed(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 3.1: 1 working day because we are few").heard_all()
    asked.says("ana", "Intent: drop Python 3.11 because of typing", to="new").hears("ana", "Fri 27 Nov, 17:30")


def test_history_tells_each_version_and_its_decision(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 3.1: 3 working days because of the vendor")
    adopted(asked, "Intent: agreement 5: we do reviews with pairs to get two heads on each change")
    letter = asked.says("bo", "agreement history", to="new").hears("bo", "at version 3")
    assert letter.words.index("VERSION 3") < letter.words.index("VERSION 2") < letter.words.index("VERSION 1")
    assert "5.2 new: we do reviews with pairs" in letter.words
    assert "Decided by mail: D1" in letter.words
    assert asked.says("bo", "why agreement", to="new").hears("bo", "at version 3")


def test_a_number_is_given_once(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 5: we do reviews with pairs to get two heads on each change")
    adopted(asked, "Intent: agreement 5.2: drop because nobody pairs")
    adopted(asked, "Intent: agreement 5: we do reviews with a checklist to get the same care")
    assert [clause.number for clause in agreement(asked).under(5)] == ["5.1", "5.3"]


def test_a_change_that_is_objected_to_changes_nothing(asked: Conversation) -> None:
    asked.says("ana", "Intent: agreement 3.1: 1 working day because we are few", to="new").heard_all()
    asked.says("bo", "D1 object: Mara is in another zone", to="new").at("2026-12-04 12:00")
    assert (asked.status("D1"), agreement(asked).version) == ("objected", 1)
    asked.says("ana", "D1 amend: four working days", to="new").hears("ana", "Amended: agreement 3.1", "4 working days")
    asked.at("2026-12-11 12:00")
    assert agreement(asked).clause("3.1").words == "4 working days"


def test_a_change_is_taken_back_before_it_stands_and_not_after(asked: Conversation) -> None:
    asked.says("ana", "Intent: agreement 3.1: 3 working days because of the vendor", to="new")
    asked.says("ana", "undo").at("2026-12-04 12:00")
    assert (asked.record("D1"), agreement(asked).version) == (None, 1)
    adopted(asked, "Intent: agreement 3.1: 3 working days because of the vendor")
    receipt = next(letter for letter in asked.letters("ana") if "You intend" in letter.text and "D2" in letter.text)
    asked.heard_all().says("ana", "undo", to=receipt).hears("ana", "Nothing was taken back")
    assert agreement(asked).version == 2


def test_fix_says_a_change_in_other_words_before_others_have_read_it(asked: Conversation) -> None:
    asked.says("ana", "Intent: agreement 3.1: 3 working days because of the vendor", to="new")
    receipt = asked.hears("ana", "You intend: agreement 3.1", "3 working days")
    asked.says("ana", "fix 1: four working days", to=receipt)
    asked.hears("ana", "You intend: agreement 3.1, an intent stays open for: 4 working days")
    asked.says("ana", "fix 1: agreement 3.1: 5 working days", to=receipt).hears("ana", "open for: 5 working days")
    asked.at("2026-12-04 12:00")
    assert agreement(asked).clause("3.1").words == "5 working days"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("as long as it takes", "Not recorded"),
        ("agreement 3.2: 4 working days", "D1 is about agreement 3.1"),
        ("2 working days", "agreement 3.1 says so already"),
    ],
)
def test_fix_of_a_change_is_read_as_the_change_itself(asked: Conversation, words: str, why: str) -> None:
    asked.says("ana", "Intent: agreement 3.1: 3 working days because of the vendor", to="new")
    asked.says("ana", f"fix 1: {words}", to=asked.hears("ana", "You intend: agreement 3.1"))
    assert why.casefold() in asked.hears("ana", words).words.casefold()
    asked.at("2026-12-04 12:00")
    assert agreement(asked).clause("3.1").words == "3 working days"


def test_fix_makes_no_change_of_the_agreement_out_of_something_else(asked: Conversation) -> None:
    asked.says("ana", "Intent: freeze deployments because of the holidays", to="new")
    asked.says("ana", "fix 1: agreement 3.1: 4 working days", to=asked.hears("ana", "You intend: freeze"))
    asked.hears("ana", "D1 is not about the agreement")


def test_a_later_change_of_a_clause_takes_the_place_of_the_earlier_one(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 3.1: 3 working days because of the vendor")
    adopted(asked, "Intent: agreement 3.1: 4 working days because of the vendor")
    assert (asked.status("D1"), asked.status("D2")) == ("superseded", "decided")
    adopted(asked, "Intent: agreement 3.1: default because they are gone")
    clause = agreement(asked).clause("3.1")
    assert (clause.words, clause.by) == ("2 working days", "")


@pytest.mark.parametrize(
    ("line", "why", "hint"),
    [
        ("agreement 3.1: until Friday because x", "no number of working days", "agreement 3.1: 3 working days because"),
        ("agreement 3.1: 2 working days because x", "agreement 3.1 says so already", ""),
        ("agreement 3.40: 2 days because x", "the agreement has no clause 3.40", "Intent: agreement 3: …"),
        ("agreement 9: be kind because x", "the agreement has 6 headings", ""),
        ("agreement 3.4: 25:00 because x", "no time of day", "agreement 3.4: 08:30 because"),
        ("agreement 4.1: nonsense because x", 'there is no template "nonsense"', ""),
        ("agreement 1.1: @zoe because x", 'nobody in your team is called "@zoe"', "@bo"),
        ("agreement 3.6: 18:00 because x", "the working day would end before it begins", ""),
        ("agreement", "it does not say which clause", "Intent: agreement 3.1"),
        ("agreement 3.1:", "it does not say what it should be", "3 working days"),
    ],
)
def test_what_can_not_be_carried_out_is_refused_with_what_would_work(
    asked: Conversation, line: str, why: str, hint: str
) -> None:
    asked.says("ana", f"Intent: {line}", to="new")
    letter = asked.hears("ana", why[1:])
    assert hint in letter.words
    assert asked.record("D1") is None


def test_it_is_changed_by_an_intent_only(asked: Conversation) -> None:
    asked.says("ana", "Decision: agreement 3.1: 3 working days because of the vendor", to="new")
    asked.hears("ana", "The agreement is changed by an intent", "Intent: agreement 3.1: 3 working days")
    adopted(asked, "Intent: agreement 3.1: 3 working days because of the vendor").heard_all()
    asked.says("ana", "D1 reverse because it is too long", to="new").hears("ana", "D1 changed the agreement")
    asked.says("ana", "Decision: forget it because it is too long (replaces D1)", to="new")
    asked.hears("ana", "D1 changed the agreement")
    assert agreement(asked).version == 2


def test_it_is_understood_in_other_languages(asked: Conversation) -> None:
    asked.says("ana", "Vereinbarung", to="new").hears("ana", "The agreement of Platform")
    asked.says("ana", "Absicht: Vereinbarung 3.1: drei Arbeitstage, weil der Lieferant sie braucht", to="new")
    asked.hears("ana", "agreement 3.1, an intent stays open for: 3 working days")


def test_hours_of_the_team_move_what_is_planned(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 3.4: 8:00 because we begin early").heard_all()
    asked.at("2026-12-04 07:59")
    before = len(asked.letters("bo"))
    asked.at("2026-12-04 08:00")
    assert len(asked.letters("bo")) == before + 1
    assert "your update" in asked.last("bo").subject


def test_a_person_s_own_hours_stay(team: Conversation) -> None:
    team.restarts(CONFIG.replace('name = "Bo Kim"', 'name = "Bo Kim"\nsend_hour = "10:00"')).invites("mara").heard_all()
    adopted(team, "Intent: agreement 3.4: 8:00 because we begin early")
    hours = {person.id: f"{person.send_hour:%H:%M}" for person, _ in team.people()}
    assert hours == {"ana": "08:00", "bo": "10:00", "mara": "08:00"}
    team.restarts()
    assert {person.id: f"{person.send_hour:%H:%M}" for person, _ in team.people()} == hours


def test_an_hour_that_was_wished_for_by_mail_stays(asked: Conversation) -> None:
    asked.says("bo", "ask me at 10:00", to="new")
    adopted(asked, "Intent: agreement 3.4: 8:00 because we begin early")
    hours = {person.id: f"{person.send_hour:%H:%M}" for person, _ in asked.people()}
    assert hours == {"ana": "08:00", "bo": "10:00", "mara": "08:00"}


def test_when_reviews_ask_is_agreed_unless_the_event_says_otherwise(team: Conversation) -> None:
    team.restarts().invites("mara").invites(
        "mara", uid="two@acme.example", title="Other", start="2026-12-01 10:00", text="ask: 3 days before"
    )
    adopted(team, "Intent: agreement 4.2: 2 days before because one is too short")
    asks = {kept.cadence.title: kept.cadence.settings.ask.days for kept in team.cadences()}
    assert asks == {"Platform weekly": 2, "Other": 3}


def test_another_team_has_its_own(team: Conversation) -> None:
    other = '\n[teams.web]\nname = "Web"\n[people.zoe]\nname = "Zoe"\naddress = "zoe@acme.example"\nteam = "web"\n'
    team.restarts(CONFIG + other)
    adopted(team, "Intent: agreement 3.1: 4 working days because of the vendor")
    letter = team.says("zoe", "agreement", to="new").hears("zoe", "The agreement of Web, version 1")
    assert "3.1 an intent stays open for: 2 working days" in letter.words
    team.says("zoe", "agreement history", to="new").hears("zoe", "version 1")
    assert "vendor" not in team.last("zoe").text


# --- decision rights ---------------------------------------------------------------------------------------------


def test_who_decides_about_something_is_told_to_whoever_else_does(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 1: @bo decides about the database, postgres because he runs it").heard_all()
    assert agreement(asked).clause("1.4").text == "@bo decides about database, postgres"
    asked.says("ana", "Decision: move to Postgres 18 because it is faster", to="new")
    asked.hears("ana", "Bo decides on that (agreement 1.4)", "Intent: move to Postgres 18 because …")
    asked.says("bo", "Decision: move to Postgres 18 because it is faster", to="new").hears("bo", "Decided")
    asked.says("ana", "Decision: two reviewers because it is safer", to="new").hears("ana", "Decided: two reviewers")


def test_whose_word_is_waited_for_is_not_taken_for_silent(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 1: @bo is heard about security because he knows it").heard_all()
    asked.says("ana", "Intent: security keys for all because of phishing", to="new")
    letter = asked.at("2026-11-30 09:00").hears("bo", "Hello Bo", "Ana intends: security keys")
    assert "It does not stand without a word of yours (agreement 1.4)." in letter.words
    assert "without a word of yours" not in asked.hears("mara", "Hello Mara", "Ana intends: security keys").words
    asked.at("2026-12-09 18:00")
    assert asked.status("D2") == "intended"
    asked.says("bo", "D2 advice: spare keys too", to="new").at("2026-12-14 18:00")
    assert asked.status("D2") == "decided"


def test_everybody_reads_whose_word_an_intent_waits_for(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 1: @bo is heard about security because he knows it").heard_all()
    asked.says("ana", "Intent: security keys for all because of phishing", to="new")
    asked.at("2026-11-30 09:00").heard_all("bo", "mara").at("2026-11-30 10:00")
    asked.invites("mara", uid="second@acme.example", start="2026-12-01 10:00").heard_all().at("2026-12-01 09:00")
    line = "Ana intends: security keys for all; it stands on"
    digest = asked.hears("mara", line, "and not without a word of Bo (agreement 1.4)")
    assert 'or "D2 object: …"; nothing to do if you agree.' in digest.words
    digest = asked.hears("bo", line, "and not without a word of yours (agreement 1.4)")
    assert 'or "D2 object: …".' in digest.words
    asked.says("ana", "status", to="new").hears("ana", line, "and not without a word of Bo (agreement 1.4)")
    asked.says("ana", "mine", to="new").hears("ana", "You intend: security keys", "and not without a word of Bo")
    asked.says("bo", "D2 advice: spare keys too", to="new").heard_all().says("ana", "status", to="new")
    assert "without a word" not in asked.hears("ana", line).words


def test_whose_word_is_waited_for_is_their_deputy_s_while_they_are_away(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 1: @bo is heard about security because he knows it").heard_all()
    asked.says("bo", "away until 30 Apr, deputy @mara", to="new")
    asked.says("ana", "Intent: security keys for all because of phishing", to="new").at("2026-12-04 18:00")
    assert asked.status("D2") == "intended"
    asked.says("mara", "D2 advice: fine for Bo", to="new").at("2026-12-09 18:00")
    assert asked.status("D2") == "decided"


def test_only_some_decide_without_a_window_where_it_is_agreed(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 1.1: @mara because she signs").heard_all()
    asked.says("ana", "Decision: two reviewers because it is safer", to="new")
    asked.hears("ana", "Mara decides without a window (agreement 1.1)", "Intent: two reviewers")
    asked.says("mara", "Decision: two reviewers because it is safer", to="new").hears("mara", "Decided: two reviewers")


def test_who_may_change_it_is_agreed_too(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement may_change: @mara because she looks after it").heard_all()
    asked.says("ana", "Intent: agreement 3.1: 4 working days because of the vendor", to="new")
    asked.hears("ana", "Only Mara may propose a change of the agreement (agreement 1.3)")
    asked.says("mara", "Intent: agreement 3.1: 4 working days because of the vendor", to="new").hears(
        "mara", "You intend"
    )


def test_a_reason_is_asked_for_where_it_is_agreed(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 6.1: yes because nobody remembers").heard_all()
    asked.says("ana", "Decision: two reviewers", to="new").hears("ana", "It does not say why (agreement 6.1)")
    asked.says("ana", "Intent: two reviewers", to="new").hears("ana", "It does not say why (agreement 6.1)")
    asked.says("ana", "Decision: two reviewers because it is safer", to="new").hears("ana", "Decided: two reviewers")


def test_the_right_to_decide_over_an_objection_is_agreed(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 because of typing", to="new")
    asked.says("bo", "D1 object: the edge nodes", to="new").heard_all()
    asked.says("ana", "D1 decide anyway: they move in May", to="new").hears("ana", "(agreement 1.2)")
    adopted(asked, "Intent: agreement 1.2: yes because we get stuck").heard_all()
    asked.at("2026-11-30 09:00").hears("ana", 'decide anyway: …" (agreement 1.2)')
    asked.says("ana", "D1 decide anyway: they move in May", to="new").hears("ana", "You decide anyway")


# --- letters cite it ---------------------------------------------------------------------------------------------


def test_letters_cite_the_clause_that_they_apply(asked: Conversation) -> None:
    asked.says("ana", "Intent: drop Python 3.11 because of typing", to="new")
    asked.hears("ana", "unless someone objects (agreement 3.1)")
    asked.says("ana", "Intent: delete the archive because it is old, not reversible", to="new")
    asked.hears("ana", "unless someone objects (agreement 3.2)")
    asked.says("ana", "Intent: eat out unless objected by Friday 17:00", to="new")
    assert "agreement" not in asked.hears("ana", "eat out").words
    asked.says("bo", "Commitment: publish the API draft by 4 Dec for @ana", to="new").says(
        "bo", "C1 to 7 Dec because of rain"
    )
    asked.hears("bo", "else it stands on", "(agreement 3.3)")
    asked.at("2026-11-30 09:00").hears("ana", "if you say nothing (agreement 3.3)")
    asked.hears("mara", "unless someone objects (agreement 3.1)")


def test_the_limit_is_cited(asked: Conversation) -> None:
    adopted(asked, "Intent: agreement 5.1: 1 because we lose track").heard_all()
    asked.says("bo", "Commitment: publish the API draft by 4 Dec", to="new").says(
        "ana", "@bo: ship it by 7 Dec", to="new"
    )
    asked.says("bo", "C2 accept", to="new").hears("bo", "your team wants 1 at most (agreement 5.1)")


def test_a_template_that_is_private_makes_the_team_s_reviews_private(asked: Conversation) -> None:
    asked.says("ana", "Intent: agreement 4.1: peer-check-in unless objected by Thursday 17:00", to="new")
    asked.at("2026-12-04 09:00").says("ana", "What I will do\n- write down the secret rules by 11 Dec")
    asked.hears("ana", "write down the secret rules")
    assert asked.cadences()[0].cadence.settings.template == "peer-check-in"
    assert asked.record("C1").team == asked.cadences()[0].team == f"platform~{asked.cadences()[0].cadence.id}"

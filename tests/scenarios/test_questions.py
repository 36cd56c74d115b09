"""What people ask by mail: what waits for me, how it stands, whose it is, what was said about it."""

from __future__ import annotations

import pytest
from conversation import CONFIG, Conversation

DESIGN = (
    CONFIG
    + """
[people.north]
name = "Sam North"
address = "north@acme.example"
team = "platform"
zone = "Europe/Berlin"

[people.bodil]
name = "Sam Larsen"
address = "bodil@acme.example"
team = "platform"
zone = "Europe/Berlin"

[teams.design]
name = "Design"

[people.dee]
name = "Dee Park"
address = "dee@acme.example"
team = "design"
zone = "Europe/Berlin"
"""
)


@pytest.fixture
def asked(tmp_path) -> Conversation:
    """Ana has been asked for her update; two people of the team are called Sam."""
    team = Conversation(tmp_path, config=DESIGN)
    team.invites("mara").at("2026-11-27 09:00").heard_all()
    yield team
    team.close()


@pytest.fixture
def busy(asked: Conversation) -> Conversation:
    asked.says("ana", "Done: tuned the importer's index\nNext\n- ship the importer by Thursday for @mara")
    asked.says("bo", "Next\n- review the schema by Wednesday\nNotes: the Crème brûlée importer is fun")
    asked.says("mara", "Decision: the importer stays in Python because everybody reads it", to="new")
    asked.says("mara", "Intent: rewrite the exporter unless objected by Wednesday 17:00", to="new")
    asked.says("mara", "H: nothing", to="new").says("bo", "help: an hour with the importer's logs", to="new")
    return asked.heard_all()


# --- find -------------------------------------------------------------------------------------------------------------


def test_what_is_called_so_comes_first_and_all_that_speaks_of_it_is_there(busy: Conversation) -> None:
    text = busy.says("bo", "find importer", to="new").hears("bo", "This is what I found").words
    places = [text.index(it) for it in ("C1", "the importer stays in Python", "an hour with", "Ana's update")]
    assert places[3] == max(places), text
    assert "tuned the importer's index" in text, "the line in which it stands"
    assert "Crème brûlée importer" in text
    assert "schema" not in text


@pytest.mark.parametrize(
    ("asked_for", "words"),
    [
        ("find creme", "Crème brûlée importer"),
        ("suche CRÈME", "Crème brûlée importer"),
        ("cherche impo", "ship the importer"),
        ('find "stays in"', "the importer stays in Python"),
        ("find: everybody reads it", "the importer stays in Python"),
        ("find C1", "ship the importer"),
    ],
)
def test_case_accents_beginnings_phrases_and_reasons(busy: Conversation, asked_for: str, words: str) -> None:
    busy.says("bo", asked_for, to="new").hears("bo", words)


@pytest.mark.parametrize("query", ['"in stays"', "importer NOT ship", "brulee* OR zzz", "data", '"', "%", "person/ana"])
def test_what_looks_like_an_operator_is_a_word(busy: Conversation, query: str) -> None:
    busy.says("bo", f"find: {query}", to="new").hears("bo", "I found nothing")


def test_a_question_of_ten_kilobytes_is_answered(busy: Conversation) -> None:
    busy.says("bo", "find: " + "importer " * 200, to="new").hears("bo", "This is what I found", "ship the importer")
    busy.says("bo", "find: " + "zebra " * 300, to="new").hears("bo", "I found nothing")
    busy.says("bo", "find: " + "importer " * 1200, to="new").hears("bo", "can't tell")


def test_what_was_taken_back_is_found_no_more(asked: Conversation) -> None:
    receipt = asked.says("ana", "Next\n- hire a zookeeper by Thursday").hears("ana", "zookeeper")
    asked.says("ana", "undo", to=receipt).says("bo", "find zookeeper", to="new").hears("bo", "I found nothing")


def test_a_second_reply_replaces_what_is_found(asked: Conversation) -> None:
    letter = asked.last("ana")
    asked.says("ana", "Done: fed the zebra", to=letter).says("ana", "Done: fed the lion", to=letter).heard_all()
    asked.says("bo", "find zebra", to="new").hears("bo", "I found nothing")
    asked.says("bo", "find lion", to="new").hears("bo", "fed the lion")


@pytest.mark.parametrize("question", ["find importer", "status importer", "who owns the importer", "status @ana"])
def test_no_word_of_one_team_reaches_another(busy: Conversation, question: str) -> None:
    text = busy.says("dee", question, to="new").hears("dee", "").words
    for word in ("ship", "Python", "tuned", "logs", "Ana:", "Platform weekly"):
        assert word not in text


def test_that_somebody_stopped_or_is_away_is_not_found(asked: Conversation) -> None:
    asked.says("ana", "away until 5 Jan", to="new").says("ana", "stop asks", to="new").heard_all()
    for word in ("asks", "2027", "stopped"):
        asked.says("bo", f"find {word}", to="new").hears("bo", "I found nothing")


def test_a_private_review_is_found_by_those_who_are_in_it(asked: Conversation) -> None:
    asked.invites(
        "mara", guests=("mara", "ana"), title="Zoo catch-up", uid="two@acme.example", start="2026-12-01 10:00",
        text="template: peer-check-in",
    )  # fmt: skip
    asked.at("2026-11-30 09:00")
    letter = next(one for one in reversed(asked.letters("ana")) if "Zoo" in one.subject or "Zoo" in one.text)
    asked.says("ana", "Decision: we move the zebra because it is alone", to=letter).heard_all()
    asked.says("mara", "find zebra", to="new").hears("mara", "we move the zebra")
    for question in ("find zebra", "who owns the zebra", "who runs the zoo", "status zebra", "status @ana"):
        text = asked.says("bo", question, to="new").last("bo").words
        assert "we move" not in text and "catch-up" not in text, text  # noqa: PT018


# --- status -----------------------------------------------------------------------------------------------------------


def test_the_status_of_a_colleague(busy: Conversation) -> None:
    busy.says("ana", "away 1 Dec to 2 Dec", to="new").at("2026-12-01 10:00").heard_all()
    answer = busy.says("mara", "status @ana", to="new").hears("mara", "1 thing is open with Ana", "ship the importer")
    assert "away until Wed 2 Dec" in answer.words
    assert "Ana's update for Platform weekly, Mon 30 Nov" in answer.words
    assert "tuned the importer's index" in answer.words
    assert "schema" not in answer.words


@pytest.mark.parametrize(
    "question", ["status ana", "status of Ana", "Status von @ana", "estado de Ana", "stato di @ana"]
)
def test_a_name_in_any_language(busy: Conversation, question: str) -> None:
    busy.says("mara", question, to="new").hears("mara", "open with Ana", "ship the importer")


def test_the_status_of_oneself(busy: Conversation) -> None:
    busy.says("ana", "status @ana", to="new").hears("ana", "1 thing is open with you")


@pytest.mark.parametrize("question", ["status", "status team", "status of the team", "Status vom Team"])
def test_the_status_of_the_team(busy: Conversation, question: str) -> None:
    busy.says("ana", question, to="new").hears("ana", "open in the team", "ship the importer", "review the schema")


def test_a_name_that_nobody_has_and_one_that_two_have(busy: Conversation) -> None:
    busy.says("ana", "status @zed", to="new").hears("ana", "Nobody on your team is called @zed")
    busy.says("ana", "status @dee", to="new").hears("ana", "Nobody on your team is called @dee")
    busy.says("ana", "status of Sam", to="new").hears(
        "ana", "There are 2 of that name", '"status @bodil"', '"status @north"'
    )


def test_the_status_of_a_thing(busy: Conversation) -> None:
    busy.says("bo", "C1 at risk: the vendor", to="new").says("ana", "C2 done for @bo", to="new").heard_all()
    text = busy.says("bo", "status importer", to="new").hears("bo", "This is how it stands").words
    assert "Ana: ship the importer, due Thu 3 Dec" in text
    assert "stays in Python" not in text, "what is decided is not open"
    busy.says("bo", "status zebra", to="new").hears("bo", 'Nothing is open about "zebra"')


def test_news_about_a_status_is_no_question(asked: Conversation) -> None:
    asked.says("ana", "Status green\nDone: tuned the importer").hears("ana", "update for Mon 30 Nov")
    assert "Status green" in asked.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov").text


# --- whose it is ------------------------------------------------------------------------------------------------------


def test_who_owns_it(busy: Conversation) -> None:
    text = busy.says("ana", "Who owns the importer?", to="new").hears("ana", "Whose it is").words
    for line in ("You: ship the importer", "Mara decided: the importer stays in Python", "Bo needs a hand"):
        assert line in text
    assert "update" not in text
    busy.says("ana", "who runs Platform weekly", to="new").hears("ana", "Mara runs Platform weekly", "Mon 30 Nov")
    busy.says("ana", "wer ist verantwortlich für den Exporter", to="new").hears("ana", "Mara intends", "exporter")
    busy.says("ana", "who owns C2", to="new").hears("ana", "Bo: review the schema")
    busy.says("ana", "who owns lunch", to="new").hears("ana", "Nothing that is open")


def test_what_is_over_has_no_owner(busy: Conversation) -> None:
    busy.says("ana", "C1 done", to="new").heard_all()
    assert "ship" not in busy.says("bo", "who owns the importer", to="new").hears("bo", "Whose it is").words


# --- why and mine -----------------------------------------------------------------------------------------------------


def test_why_tells_the_first_day_and_each_move(busy: Conversation) -> None:
    busy.says("mara", "C1 ok", to="new").says("ana", "C1 to Friday because the vendor is late", to="new")
    busy.says("mara", "C1 ok", to="new").heard_all()
    answer = busy.says("bo", "why C1", to="new").hears(
        "bo", "How C1 came about: first promised for Thu 3 Dec, moved once"
    )
    assert "Ana promised: ship the importer" in answer.words
    assert "the vendor is late" in answer.words
    busy.says("bo", "why C99", to="new").hears("bo", "There is no C99 on record that you may see")
    busy.says("dee", "why C1", to="new").hears("dee", "There is no C1 on record that you may see")


def test_mine_tells_what_waits_for_me_and_what_i_am_owed(busy: Conversation) -> None:
    answer = busy.says("mara", "mine", to="new").hears("mara", "owed to you", "ship the importer")
    assert "rewrite the exporter" in answer.words
    answer = busy.says("bodil", "mine", to="new").hears("bodil", "Nothing is open with you")
    busy.at("2026-11-30 09:30").heard_all()
    answer = busy.says("bodil", "mine", to="new").hears("bodil", "for your word", "Mara intends: rewrite the exporter")
    assert "D2 ok" in answer.text
    busy.says("bodil", "D2 ok", to="new").heard_all()
    assert "exporter" not in busy.says("bodil", "mine", to="new").hears("bodil", "Nothing is open with").words


def test_mine_says_who_asks_what_and_how_to_accept_it(team: Conversation) -> None:
    team.says("ana", "@bo: review the schema by 3 Dec\nHelp: an admin for an hour", to="new")
    mine = team.says("bo", "mine", to="new").hears("bo", "Ana asks you: review the schema, by Thu 3 Dec C1")
    assert 'Answer "C1 accept" or "C1 decline: …".' in mine.words
    team.says("ana", "mine", to="new").hears(
        "ana", "You need a hand: an admin for an hour H1", "OWED TO YOU Bo: review"
    )


def test_decisions_since_ever(busy: Conversation) -> None:
    busy.says("ana", "decisions since 1.1.0001", to="new").hears("ana", "the importer stays in Python")

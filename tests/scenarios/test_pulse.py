"""A review without names: shown when five have answered, kept with nobody's name, and answered by what was changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

MORE = "".join(
    f"""
[people.{who}]
name = "{who.capitalize()} Roe"
address = "{who}@acme.example"
team = "platform"
zone = "Europe/Berlin"
"""
    for who in ("chen", "dee", "eve", "finn")
)
EVERYBODY = ("mara", "ana", "bo", "chen", "dee", "eve")
ANSWER = "What helps us work well: the {0} lunch\nWhat gets in the way: the {0} queue\nOne thing to change: {0} reviews"


@pytest.fixture
def team(tmp_path: Path) -> Conversation:
    return Conversation(tmp_path, config=CONFIG + MORE)


def pulse(
    team: Conversation, guests: tuple[str, ...] = EVERYBODY, rule: str = "FREQ=WEEKLY;INTERVAL=4"
) -> Conversation:
    return team.invites("mara", rule, text="template: pulse", title="Pulse", guests=guests)


def answered(team: Conversation, *who: str) -> Conversation:
    for number, person in enumerate(who):
        team.says(person, ANSWER.format(("zebra", "mango", "acorn", "piano", "vapor", "quilt")[number]))
    return team


def everything_kept(team: Conversation) -> bytes:
    """All that lies in the ledger's files."""
    team.ledger.begin()
    folder = Path(team.config.service.data)
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


# --- enough, or too few ---------------------------------------------------------------------------------------------


def test_five_answers_are_shown_without_names_in_no_order_that_tells(team: Conversation) -> None:
    confirmed = pulse(team).hears("mara", "kept without names, and shown when 5 or more have answered")
    assert "nothing will be shown" not in confirmed.words
    asked = team.at("2026-11-27 09:00").hears("ana", "without your name", "Whoever runs the mail server")
    assert "What we changed" not in asked.text
    answered(team, "eve", "ana", "bo", "dee", "chen").hears("ana", "Your answer for Pulse is kept, without your name")
    digest = team.at("2026-11-30 09:00").hears("bo", "5 ANSWERS, WITHOUT NAMES")
    words = digest.words
    assert words.index("the acorn lunch") < words.index("the mango lunch") < words.index("the zebra lunch")
    assert not any(name in words for name in ("Ana", "Chen", "Dee", "Eve"))


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_are_shown_to_nobody_and_kept_nowhere(team: Conversation, count: int) -> None:
    pulse(team).at("2026-11-27 09:00")
    answered(team, *EVERYBODY[:count]).at("2026-11-30 09:00")
    for who in EVERYBODY:
        digest = team.last(who)
        assert "Too few answers (5 are needed)" in digest.words
        assert "lunch" not in digest.text
        assert "No word yet" not in digest.text
        assert "NO WORD YET" not in digest.text, "who has answered is told to nobody, the organizer neither"


def test_a_team_that_is_too_small_is_told_so(team: Conversation) -> None:
    pulse(team, ("mara", "ana", "bo")).hears("mara", "With 3 asked, nothing will be shown: invite more")


# --- nothing leads back ---------------------------------------------------------------------------------------------


def test_nothing_in_the_ledger_says_whose_an_answer_is(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    answered(team, "eve", "ana", "bo")
    with team.ledger.begin() as tx:
        tables = [row[0] for row in tx.exec_driver_sql("select name from sqlite_master where type = 'table'")]
        where = {
            table
            for table in tables
            for row in tx.exec_driver_sql(f'select * from "{table}"')
            if any(b"lunch" in (v if isinstance(v, bytes) else str(v).encode()) for v in row)
            and not any(b"What helps" in (v if isinstance(v, bytes) else b"") for v in row)
        }
        kept = tx.exec_driver_sql("select data from unsigned").scalars().all()
        mails = tx.exec_driver_sql("select raw from inbox where kind = 'reply'").scalars().all()
    assert where == {"unsigned"}
    assert len(kept) == 1
    assert '"answers":3' in kept[0]
    assert mails == [b"", b"", b""], "of the mails nothing is kept but that they came"
    team.at("2026-11-30 09:00")
    with team.ledger.begin() as tx:
        assert tx.exec_driver_sql("select count(*) from unsigned").scalar() == 0


def test_two_orders_of_answering_leave_the_same_row(tmp_path: Path) -> None:
    rows = []
    for number, order in enumerate((("eve", "ana", "bo"), ("bo", "eve", "ana"))):
        (tmp_path / str(number)).mkdir()
        team = Conversation(tmp_path / str(number), config=CONFIG + MORE)
        pulse(team).at("2026-11-27 09:00")
        for who in order:
            team.says(who, ANSWER.format({"eve": "zebra", "ana": "mango", "bo": "acorn"}[who]))
        with team.ledger.begin() as tx:
            rows.append(tx.exec_driver_sql("select data from unsigned").scalars().all())
        team.close()
    assert rows[0] == rows[1]


def test_the_file_holds_no_mail_of_it_once_its_log_is_written_back(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    answered(team, "ana")
    team.at("2026-11-30 09:00").close()
    file = next(Path(team.config.service.data).rglob("*.sqlite*"), None) or next(team.config.service.data.rglob("*.db"))
    with sqlite3.connect(file) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    assert b"zebra" not in file.read_bytes()


@pytest.mark.parametrize(
    "line",
    [
        "@mara: listen more by Friday 4 Dec",
        "Decision: we stop the zebra meetings",
        "Intent: no zebra meetings",
        "Help: somebody who stops the zebra meetings",
        "Commitment: I stop the zebra meetings by Friday",
        "thanks @bo for the zebra",
        "private: the zebra is mine",
        "C1 at risk: the zebra",
        "Notes: zebra",
    ],
)
def test_what_would_have_a_name_elsewhere_has_none_here(team: Conversation, line: str) -> None:
    team.says("bo", "Commitment: feed the cat by 10 Dec", to="new").heard_all()
    pulse(team).at("2026-11-27 09:00")
    team.says("ana", f"What gets in the way: the queue\n{line}")
    assert team.record("D1") is None
    assert team.record("H1") is None
    assert team.record("C2") is None
    assert team.record("C1").risk is None
    with team.ledger.begin() as tx:
        told = tx.exec_driver_sql("select data from facts").scalars().all()
    assert not any("zebra" in each or "listen" in each for each in told)
    assert "zebra" not in team.last("ana").text
    assert "listen" not in team.last("ana").text


def test_a_signature_and_words_under_no_question_are_not_shown(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    answered(team, "eve", "bo", "dee", "chen")
    team.says("ana", "Here is mine.\n\nWhat gets in the way: the queue\nAna Soto\nana@acme.example\n\nBest,\nAna")
    team.hears("ana", "is kept, without your name")
    digest = team.at("2026-11-30 09:00").hears("bo", "5 ANSWERS").words
    assert "Ana" not in digest
    assert "Here is mine" not in digest


def test_words_under_no_question_at_all_are_no_answer_and_may_be_written_again(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    team.says("ana", "I think that we talk too much.").hears("ana", "nothing stands under a question")
    assert "talk too much" not in team.last("ana").text
    team.says("ana", ANSWER.format("mango"), to=team.letters("ana")[0]).hears("ana", "is kept, without your name")


# --- once -----------------------------------------------------------------------------------------------------------


def test_an_answer_can_not_be_given_twice_changed_or_taken_back(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    answered(team, "ana")
    team.says("ana", "undo").hears("ana", "can't be taken back")
    team.says("ana", ANSWER.format("second"), to=team.letters("ana")[0]).hears("ana", "you have answered already")
    answered(team, "bo", "dee", "chen").at("2026-11-30 09:00").hears("bo", "Too few answers")


def test_an_answer_after_the_digest_would_stand_alone(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    asked = team.letters("ana")[0]
    team.at("2026-11-30 09:30").says("ana", ANSWER.format("late"), to=asked).hears("ana", "the round is over")
    assert "late" not in team.last("ana").text.partition("the round")[2]


def test_who_has_answered_is_not_reminded(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    answered(team, "ana").heard_all().at("2026-11-30 08:00").hears_nothing("ana")
    assert any("Pulse" in letter.subject for letter in team.letters("bo")[1:])


def test_a_skip_is_signed_and_no_answer(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00").says("ana", "skip").hears("ana", "Skipped: Pulse")


def test_what_organizers_say_of_the_meeting_has_their_name(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    answered(team, "eve", "ana", "bo", "dee", "chen").at("2026-11-30 09:00").heard_all()
    team.says("mara", "meet").hears("ana", "Pulse")


def test_orders_for_oneself_may_stand_beside_it(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    team.says("ana", f"away from 10 Dec to 12 Dec\n{ANSWER.format('mango')}")
    team.hears("ana", "Away from Thu 10 Dec")
    team.hears("ana", "is kept, without your name")
    with team.ledger.begin() as tx:
        assert "mango" in tx.exec_driver_sql("select data from unsigned").scalar()


def test_a_copy_of_the_mail_is_not_taken_in_again(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    raw = team.mail("ana", ANSWER.format("mango"), team.last("ana")).as_bytes()
    team.brings(raw).hears("ana", "is kept, without your name")
    team.brings(raw).hears_nothing("ana")


def test_a_private_pulse_is_both(team: Conversation, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    (folder / "mood").mkdir(parents=True)
    (folder / "mood" / "template.toml").write_text('extends = "pulse"\nprivate = true\n')
    (tmp_path / "b").mkdir()
    other = Conversation(
        tmp_path / "b", config=CONFIG.replace("[mailbox]", f'templates = "{folder}"\n\n[mailbox]', 1) + MORE
    )
    other.invites("mara", "FREQ=WEEKLY", text="template: mood", title="Mood", guests=EVERYBODY).at("2026-11-27 09:00")
    answered(other, "eve", "ana", "bo", "dee", "chen").at("2026-11-30 09:00").hears("bo", "5 ANSWERS, WITHOUT NAMES")
    other.says("finn", "find mango", to="new")
    assert "mango lunch" not in other.last("finn").text
    other.close()


# --- in one envelope with another review ----------------------------------------------------------------------------


def test_beside_another_review_the_other_keeps_its_names(team: Conversation) -> None:
    pulse(team).invites("mara", guests=EVERYBODY, start="2026-11-30 11:00", uid="weekly@acme.example")
    team.at("2026-11-27 09:00")
    envelope = team.hears("ana", "Your updates for")
    first = "pulse" if envelope.text.index("for Pulse") < envelope.text.index("for Platform weekly") else "weekly"
    lines = {"pulse": ANSWER.format("mango"), "weekly": "Done: the schema\nBlocked: the vendor"}
    second = "weekly" if first == "pulse" else "pulse"
    team.says("ana", f"1.\n{lines[first]}\n\n2.\n{lines[second]}").hears("ana", "is kept, without your name")
    answered(team, "eve", "bo", "dee", "chen").at("2026-11-30 10:00")
    weekly = team.hears("bo", "Platform weekly, Mon 30 Nov").words
    assert "the schema" in weekly
    assert "the mango" not in weekly
    assert "the mango lunch" in next(letter for letter in team.letters("bo") if "Pulse, Mon" in letter.subject).words


def test_without_the_numbers_its_own_headings_still_have_no_name(team: Conversation) -> None:
    pulse(team).invites("mara", guests=EVERYBODY, start="2026-11-30 11:00", uid="weekly@acme.example")
    team.at("2026-11-27 09:00")
    team.says("ana", f"Done: the schema\n{ANSWER.format('mango')}", quote=False)
    with team.ledger.begin() as tx:
        told = tx.exec_driver_sql("select data from facts").scalars().all()
    assert any("the schema" in each for each in told)
    assert not any("mango" in each for each in told)


# --- what was changed -----------------------------------------------------------------------------------------------


def test_the_organizer_says_what_was_changed_and_is_asked_until_then(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    answered(team, "eve", "ana", "bo", "dee", "chen").at("2026-11-30 09:00")
    team.hears("mara", 'What will you change? Reply "What we changed since the last one: …"')
    assert "What will you change" not in team.last("ana").words
    team.at("2026-12-25 09:00").heard_all("ana").hears("mara", "What we changed since the last one")
    answered(team, "eve").at("2026-12-28 09:00")
    team.hears("bo", "WHAT WE CHANGED SINCE THE LAST ONE", "Mara has not said yet", "Too few answers")
    asked = team.at("2027-01-22 09:00").hears(
        "mara", "your update for Mon 25 Jan", "What we changed since the last one"
    )
    team.says("mara", "What we changed: reviews are on Tuesdays now\nOne thing to change: fewer mails", to=asked)
    team.at("2027-01-25 09:00").hears("ana", "reviews are on Tuesdays now (Mara)")
    later = team.at("2027-02-19 09:00").heard_all("ana").last("mara")
    assert "What we changed" not in later.text, "nothing was shown since, so there is nothing to say"


def test_an_answer_to_the_digest_stands_in_the_next_one(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    answered(team, "eve", "ana", "bo", "dee", "chen").at("2026-11-30 09:00")
    team.says("mara", "What we changed: no meetings on Fridays", to=team.last("mara")).hears("mara", "recorded")
    team.at("2026-12-28 09:00").hears("ana", "no meetings on Fridays (Mara)")


def test_nobody_but_the_organizer_is_named_under_that_heading(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00")
    team.says("ana", "What we changed: the zebra")
    with team.ledger.begin() as tx:
        told = tx.exec_driver_sql("select data from facts").scalars().all()
    assert not any("zebra" in each for each in told)


def test_a_wish_to_be_erased_is_no_answer_that_all_read(team: Conversation) -> None:
    pulse(team).at("2026-11-27 09:00").says("ana", "erase me").hears("ana", "was asked to erase you")
    team.says("mara", "hand over the cadence to @bo").hears("mara", "Bo is asked to run Pulse")

"""Who is erased is in no octet of the ledger any more; what there was keeps its shape. Two who are one become one."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from conversation import CONFIG, Conversation
from sqlalchemy import select

from paceline import app
from paceline.clerks import erasing, leaving
from paceline.clerks.desk import Desk
from paceline.cli import main
from paceline.config import load
from paceline.domain.facts import AgreementSet
from paceline.ledger import people, schema

WITHOUT_ANA = CONFIG[: CONFIG.index("[people.ana]")] + CONFIG[CONFIG.index("[people.bo]") :]
HERS = (
    "publish the zebra draft", "the walrus answers late", "an ocelot for an hour", "keep the pelican",
    "lemurs are cheap",
    "gnus would leave us", "a tapir in confidence", "the okapi moved house", "Ana Soto", "ana@acme.example",
)  # fmt: skip


@pytest.fixture
def told(tmp_path: Path) -> Conversation:
    """Ana has promised, asked for help, decided, objected, confided and written an update; others have named her."""
    team = of_ana(Conversation(tmp_path))
    yield team
    team.close()


def of_ana(team: Conversation) -> Conversation:
    team.invites("mara").at("2026-11-27 09:00")
    team.says(
        "ana",
        "Done: the okapi moved house\nNext\n- publish the zebra draft by 9 Dec for @bo\n"
        "Blocked: an ocelot for an hour\n"
        "private to @bo: a tapir in confidence\n\nDecision: keep the pelican because lemurs are cheap",
    )
    team.says("ana", "@bo: review the schema by 8 Dec", to="new").says("bo", "C2 accept", to="new")
    team.says("bo", "Intent: sell the yard because it is big", to="new")
    team.says("ana", "D2 object: gnus would leave us", to="new")
    asked = team.letters("bo")[0]
    team.says("bo", "Thanks: @ana, and Ana Soto knows why\n- @ana: water the plants by 10 Dec", to=asked)
    team.says("ana", "C1 to 10 Dec because the walrus answers late", to="new").at("2026-11-30 12:00")
    team.says("bo", "I agree with Ana.", to=team.last("bo"))
    return team


def gone(team: Conversation) -> None:
    """Out of the configuration, and with that out of the team."""
    team.config.path.write_text(WITHOUT_ANA)
    team.config = load(team.config.path, {})
    team.service = type(team.service)(team.config, team.ledger, team.clock)
    with team.ledger.begin() as tx:
        for person in people.sync(tx, team.config.people):
            leaving.leave(Desk(team.config, tx, team.clock.now()), person)
    team.tick()


def erased(team: Conversation, *, dry_run: bool = False) -> erasing.Report:
    with team.ledger.begin() as tx:
        person = people.by_id(tx, "ana")
    assert person
    report = erasing.erase_in(team.config, team.ledger, person, team.clock.now(), dry_run=dry_run)
    if not dry_run:
        team.ledger.compact()
    return report


def octets(team: Conversation) -> bytes:
    """All that the ledger keeps: SQLite's files, or each row of each table of PostgreSQL."""
    if not team.ledger.is_sqlite:
        with team.ledger.begin() as tx:
            rows = [row for table in schema.metadata.sorted_tables for row in tx.execute(select(table)).all()]
        return b"\n".join(each if isinstance(each, bytes) else str(each).encode() for row in rows for each in row)
    file = Path(team.config.ledger.url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def test_no_word_of_theirs_is_in_the_file(told: Conversation) -> None:
    before = octets(told)
    assert all(words.encode() in before for words in HERS)
    gone(told)
    report = erased(told)
    after = octets(told)
    assert not [words for words in HERS if words.encode().lower() in after.lower()]
    assert report.facts
    assert report.id == "erased-1"


def test_the_record_keeps_its_shape(told: Conversation) -> None:
    before = [(e.seq, e.at, type(e.fact), e.message) for e in told.facts("C1")]
    gone(told)
    erased(told)
    after = [(e.seq, e.at, type(e.fact), e.message) for e in told.facts("C1")]
    assert after[: len(before)] == before
    it = told.record("C1")
    assert (it.owner, it.what, it.needed_by, f"{it.due}") == ("erased-1", "(erased)", ("bo",), "2026-12-09")
    assert (
        told.record("D2").objections[0] == ("erased-1", "(erased)")
        or told.record("D2").objections[0].text == "(erased)"
    )
    told.says("mara", "why C1", to="new").hears("mara", "(erased)")


def test_what_others_have_promised_since_stays_theirs(told: Conversation) -> None:
    gone(told)
    told.says("bo", "C1 accept", to="new")
    report = erased(told)
    assert {"C1", "C2"} <= {*report.kept}
    assert told.record("C1").what == "publish the zebra draft"
    assert told.record("C2").what == "review the schema"
    told.at("2026-12-09 09:00").hears("bo", "publish the zebra draft")


@pytest.mark.postgres
def test_so_it_is_on_postgresql(tmp_path: Path, fresh_postgres: str) -> None:
    team = of_ana(Conversation(tmp_path, config=CONFIG + f'\n[ledger]\nurl = "{fresh_postgres}"\n'))
    shape = [(e.seq, e.at, type(e.fact), e.message) for e in team.facts("C1")]
    before = octets(team)
    assert all(words.encode() in before for words in HERS)
    gone(team)
    assert erased(team, dry_run=True).facts
    assert b"zebra" in octets(team)
    erased(team)
    after = octets(team)
    assert not [words for words in HERS if words.encode().lower() in after.lower()]
    assert [(e.seq, e.at, type(e.fact), e.message) for e in team.facts("C1")][: len(shape)] == shape
    team.says("bo", "find pelican", to="new").hears("bo", "I found nothing")
    team.at("2026-12-14 12:00").hears("mara", "Platform weekly, Mon 14 Dec")
    team.close()


# --- what they brought into the agreement ---------------------------------------------------------------------------


@pytest.fixture
def agreed(told: Conversation) -> Conversation:
    """Two clauses of Ana's and one of Bo's that names her stand."""
    told.says("ana", "Intent: agreement 5: we do reviews with a jackdaw to get two heads", to="new")
    told.says("ana", "Intent: agreement 3.1: 3 working days because of the vendor", to="new")
    told.says("bo", "Intent: agreement 1: @ana decides about the database because she knows it", to="new")
    told.says("bo", "Intent: agreement 6: we do notes with the wiki as Ana Soto does, to get a record", to="new")
    told.at("2026-12-10 12:00")
    return told


def version(team: Conversation) -> AgreementSet:
    return [entry.fact for entry in team.facts("agreement/platform") if isinstance(entry.fact, AgreementSet)][-1]


def clauses(team: Conversation) -> dict[str, str]:
    return {clause.number: clause.words for clause in version(team).clauses}


def test_a_norm_of_theirs_goes_and_the_rules_go_on(agreed: Conversation) -> None:
    before = clauses(agreed)
    norm = next(number for number, words in before.items() if "jackdaw" in words)
    right = next(number for number, words in before.items() if "@ana" in words)
    named = next(number for number, words in before.items() if "Ana Soto" in words)
    gone(agreed)
    erased(agreed)
    after = clauses(agreed)
    assert after.keys() == before.keys()
    assert (after[norm], after["3.1"]) == ("(erased)", "3 working days")
    assert after[right] == before[right].replace("@ana", "@erased-1")
    assert after[named] == before[named].replace("Ana Soto", "(erased)")
    untouched = before.keys() - {norm, right, named}
    assert {number: after[number] for number in untouched} == {number: before[number] for number in untouched}
    assert not [words for words in (*HERS, "jackdaw") if words.encode().lower() in octets(agreed).lower()]


def test_the_agreement_is_told_and_obeyed_as_before(agreed: Conversation) -> None:
    gone(agreed)
    erased(agreed)
    agreed.at("2026-12-10 13:00").heard_all().says("bo", "agreement", to="new").hears("bo", "3 working days")
    agreed.says("bo", "agreement history", to="new").hears("bo", "(erased)")
    agreed.says("bo", "Intent: sell the shed because it is small", to="new").hears("bo", "Tue 15 Dec", "agreement 3.1")
    agreed.says("bo", "Decision: we drop the database because it is old", to="new").hears("bo", "D")


def test_a_norm_of_a_decision_that_others_answer_for_by_now_stays(agreed: Conversation) -> None:
    norm = next(number for number, words in clauses(agreed).items() if "jackdaw" in words)
    decision = next(
        clause.by for clause in agreed.facts("agreement/platform")[-1].fact.clauses if clause.number == norm
    )
    agreed.says("ana", f"{decision} delegate to @bo", to="new")
    assert agreed.record(decision).owner == "bo"
    gone(agreed)
    erased(agreed)
    assert "jackdaw" in clauses(agreed)[norm]


def test_nothing_finds_them_and_the_service_goes_on(told: Conversation) -> None:
    gone(told)
    erased(told)
    told.says("bo", "find pelican", to="new").hears("bo", "I found nothing")
    told.says("bo", "find Ana", to="new").hears("bo", "I found nothing")
    told.at("2026-12-14 12:00").hears("mara", "Platform weekly, Mon 14 Dec")
    assert not [letter for letter in told.letters("mara")[-3:] if "Ana" in letter.words]


def test_a_dry_run_changes_nothing(told: Conversation) -> None:
    gone(told)
    before = told.facts("C1")
    report = erased(told, dry_run=True)
    assert report.facts
    assert any("Ana Soto knows why" in mention for mention in report.mentions)
    assert told.facts("C1") == before
    assert b"zebra" in octets(told)


def test_twice_is_once_and_another_gets_another_id(told: Conversation) -> None:
    gone(told)
    erased(told)
    with told.ledger.begin() as tx:
        assert people.by_id(tx, "ana") is None
        assert people.by_address(tx, "ana@acme.example") is None
        bo = people.by_id(tx, "bo")
        assert bo
        leaving.leave(Desk(told.config, tx, told.clock.now()), bo)
    told.tick()
    with told.ledger.begin() as tx:
        bo = people.by_id(tx, "bo")
        assert bo
        assert erasing.erase(Desk(told.config, tx, told.clock.now()), bo).id == "erased-2"


def test_letters_that_have_not_gone_are_waited_for(told: Conversation) -> None:
    told.at("2026-12-01 21:00").says("ana", "Decision: the axolotl stays for good because it sings", to="new")
    told.says("ana", "D2 object: gnus would leave us, and soon", to="new")
    gone(told)
    report = erased(told)
    assert report.waiting
    assert b"axolotl" in octets(told), "nothing was done by halves"


# --- by the command line ---------------------------------------------------------------------------


def command(team: Conversation, *arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = main(["people", *arguments, "-c", str(team.config.path)])
    return code, out.getvalue()


def test_the_command_wants_them_gone_first(told: Conversation) -> None:
    code, said = command(told, "erase", "ana", "--yes")
    assert (code, "take [people.ana] out" in said) == (1, True)
    told.config.path.write_text(WITHOUT_ANA)
    code, said = command(told, "erase", "ana", "--yes")
    assert (code, "paceline people leave ana" in said) == (1, True)
    app.prepare(load(told.config.path, {}))
    told.at("2026-12-01 12:00")
    assert "would be rewritten" in command(told, "erase", "ana", "--dry-run")[1]
    code, said = command(told, "erase", "ana", "--yes")
    assert code == 0, said
    assert 'still invited to "Platform weekly"' in said
    assert b"zebra" not in octets(told)
    assert command(told, "erase", "ana", "--yes")[0] == 1


# --- two who are one -------------------------------------------------------------------------------


def test_two_who_are_one_become_one(told: Conversation) -> None:
    guests = ("mara", "ana", "bo", "ana.soto@home.example")
    told.invites("mara", guests=guests, sequence=1).at("2026-12-04 09:00")
    told.says("ana.soto@home.example", "Next\n- feed the cat by 9 Dec", to="new")
    code, said = command(told, "merge", "ana-soto", "ana", "--yes")
    assert code == 0, said
    assert told.record("C4").owner == "ana"
    told.heard_all().says("ana.soto@home.example", "C4 done", to="new")
    assert told.status("C4") == "kept"
    assert {person.id for person, _ in told.people()} == {"mara", "ana", "bo"}
    app.prepare(load(told.config.path, {}))
    told.says("ana.soto@home.example", "C1 done", to="new")
    assert told.status("C1") == "kept"


def test_nothing_goes_from_one_team_to_another(told: Conversation) -> None:
    config = CONFIG + '\n[teams.ops]\n\n[people.kim]\naddress = "kim@acme.example"\nteam = "ops"\n'
    told.config.path.write_text(config)
    app.prepare(load(told.config.path, {}))
    told.invites("mara", guests=("mara", "bo", "kim-2@acme.example"), uid="other@acme.example", title="Other")
    code, said = command(told, "merge", "kim-2", "kim", "--yes")
    assert (code, "nothing goes from one team to another" in said) == (1, True)

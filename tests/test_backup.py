"""A backup is made while the service runs; put back, nothing is lost and nothing goes twice."""

from __future__ import annotations

import json
import shutil
import stat
import tarfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import main_job
import pytest
from cli.terminal import paceline
from conversation import CONFIG, Conversation, Transport
from main_job import Process, parsed, wait_for

from paceline import app, backup, flow
from paceline.cli import main
from paceline.config import Config, load
from paceline.domain.facts import Entry, Promised
from paceline.flow import Service
from paceline.ledger import Ledger, facts, inbox, outbox
from paceline.ledger.copying import CopyError
from paceline.ledger.inbox import Arrival

Sent = set[tuple[str, str]]

BEFORE, MADE, LOST, LATER = "2026-11-27 09:30", "2026-11-27 10:00", "2026-11-30 09:55", "2026-12-07 12:00"
"""Answers come before the backup is made; the service is lost on Monday, after its digest, and goes on."""


class Recalling(Transport):
    """It knows all that was ever sent at its server, whoever sent it."""

    def __init__(self, server: Sent) -> None:
        super().__init__()
        self.server = server

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        super().send(raw, sender=sender, recipient=recipient)
        self.server |= {named(self.letters[-1])}

    def was_sent(self, message_id: str) -> bool | None:
        return any(message_id == known for _, known in self.server)


def named(letter) -> tuple[str, str]:
    return letter.to, str(letter.mail["Message-ID"])


def sent(team: Conversation) -> Sent:
    names = [named(letter) for letter in team.transport.letters]
    assert len(names) == len(set(names)), "twice"
    return set(names)


def until_the_backup(team: Conversation) -> None:
    team.invites("mara", guests=("mara", "ana"))
    team.at(BEFORE).says("ana", "Next\n- ship the importer by 3 Dec", to=asked(team, "ana"))
    team.at(MADE)


def asked(team: Conversation, who: str):
    return next(letter for letter in reversed(team.letters(who)) if "your update" in letter.subject)


def until_it_is_lost(team: Conversation) -> list[bytes]:
    """What was brought meanwhile; the mail server has it still."""
    mail = team.mail("mara", "Next\n- write the plan by 4 Dec", asked(team, "mara")).as_bytes()
    team.brings(mail)
    team.at(LOST)
    return [mail]


def undisturbed(folder: Path) -> Sent:
    folder.mkdir()
    team = Conversation(folder)
    until_the_backup(team)
    until_it_is_lost(team)
    team.at(LATER)
    team.close()
    return sent(team)


def put_back(lost: Conversation, file: Path, url: str = "", **how: bool) -> Conversation:
    """The service on another machine, with what is in the backup and the same configuration."""
    folder = lost.config.path.parent.with_name("restored")
    folder.mkdir()
    path = folder / "paceline.toml"
    path.write_text(lost.config.path.read_text() + (f'[ledger]\nurl = "{url}"\n' if url else ""))
    config = load(path, {})
    backup.restore(config, file, lost.clock.now(), **how)
    team = object.__new__(Conversation)
    team.__dict__.update(lost.__dict__)
    app.prepare(config)
    team.config, team.ledger, team.transport = config, Ledger(config.ledger.url), Transport()
    team.service = Service(config, team.ledger, team.clock)
    return team


def made(team: Conversation, folder: Path) -> Path:
    return backup.make(team.config, folder, team.clock.now())[0]


def held(team: Conversation) -> Sent:
    with team.ledger.begin() as tx:
        return {(letter.recipient, letter.message_id) for letter in outbox.everything(tx) if letter.state == "held"}


@pytest.fixture
def lost(tmp_path: Path) -> Conversation:
    (tmp_path / "first").mkdir()
    team = Conversation(tmp_path / "first")
    until_the_backup(team)
    return team


def test_what_may_have_gone_is_held_and_all_else_goes_on(lost: Conversation, tmp_path: Path) -> None:
    file = made(lost, tmp_path)
    mails = until_it_is_lost(lost)
    went = sent(lost)
    team = put_back(lost, file)
    for mail in mails:
        team.brings(mail)
    assert team.transport.letters == []
    assert held(team)
    assert held(team) <= went
    team.at(LATER)
    assert not sent(team) & went
    assert sent(team) | went == undisturbed(tmp_path / "undisturbed")
    assert team.status("C1") == lost.status("C1") == "slipped"


def test_where_what_was_sent_can_be_looked_up_nobody_has_to_decide(lost: Conversation, tmp_path: Path) -> None:
    file, before = made(lost, tmp_path), sent(lost)
    mails = until_it_is_lost(lost)
    went = sent(lost)
    missing = min(went - before)
    team = put_back(lost, file)
    team.transport = Recalling(went - {missing})
    for mail in mails:
        team.brings(mail)
    team.at(LATER)
    assert not held(team)
    assert not sent(team) & (went - {missing})
    assert sent(team) | went == undisturbed(tmp_path / "undisturbed")
    assert missing in sent(team)


def test_the_answer_to_a_mail_that_is_brought_again_days_later_is_held_too(lost: Conversation, tmp_path: Path) -> None:
    file = made(lost, tmp_path)
    mails = until_it_is_lost(lost)
    answered = {named(letter) for letter in lost.letters("mara") if letter.subject.startswith("Re:")}
    team = put_back(lost, file)
    team.at("2026-12-02 12:00")
    for mail in mails:
        team.brings(mail)
    assert answered
    assert answered <= held(team)
    team.says("mara", "Commitment: hire somebody by 10 Dec", to="new")
    assert sent(team) - held(team)
    assert "hire somebody" in team.last("mara").text


def test_a_mail_that_goes_into_the_ledger_meanwhile_is_in_the_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker takes it out of the spool between two steps of the backup, whichever these are."""
    (tmp_path / "first").mkdir()
    team = Conversation(tmp_path / "first", config=SPOOL)
    spool = tmp_path / "first" / "data" / "spool" / "new"
    for name in ("new", "cur", "tmp"):
        (spool.parent / name).mkdir(parents=True, exist_ok=True)
    raw = team.mail("mara", "Commitment: write the plan by 4 Dec", None).as_bytes()
    (spool / "1.first").write_bytes(raw)

    def and_then_it_is_stored(step: Callable[..., object]) -> Callable[..., object]:
        def done(*given: object) -> object:
            found = step(*given)
            found = tuple(found) if isinstance(found, Iterator) else found
            mailbox = app.connector(team.config.mailbox).mailbox(team.config.mailbox.settings)
            flow.store(team.service, mailbox)
            return found

        return done

    for name in ("copy", "_waiting"):
        monkeypatch.setattr(backup, name, and_then_it_is_stored(getattr(backup, name)))
    file = made(team, tmp_path)
    assert not list(spool.iterdir())
    again = put_back(team, file)
    again.tick()
    assert again.status("C1") == "open"


def test_a_server_that_is_away_is_asked_again(lost: Conversation, tmp_path: Path) -> None:
    class Away(Recalling):
        away = True

        def was_sent(self, message_id: str) -> bool | None:
            if self.away:
                raise ConnectionError("the server is away")
            return super().was_sent(message_id)

    file = made(lost, tmp_path)
    until_it_is_lost(lost)
    went = sent(lost)
    team = put_back(lost, file)
    team.transport = away = Away(went)
    team.tick()
    assert sent(team) == set() == held(team)
    away.away = False
    team.at("2026-11-30 10:02")
    assert sent(team) == set() == held(team)


def test_the_operator_lets_go_or_drops_what_is_held(lost: Conversation, tmp_path: Path, capsys) -> None:
    file = made(lost, tmp_path)
    until_it_is_lost(lost)
    team = put_back(lost, file)
    team.tick()
    config = str(team.config.path)

    def paceline(*arguments: str) -> tuple[int, str]:
        return main(["outbox", *arguments, "-c", config]), capsys.readouterr().out

    keys = [json.loads(line)["key"] for line in paceline("--state", "held", "--json")[1].splitlines()]
    assert len(keys) > 1
    assert paceline("release", keys[0], "nothing")[1] == f"{keys[0]} goes out\nnothing is not held\n"
    assert paceline("release")[0] == paceline("drop", "--all", keys[1])[0] == 2
    team.tick()
    assert len(team.transport.letters) == 1
    assert len(paceline("drop", "--all")[1].splitlines()) == len(keys) - 1
    assert not held(team)
    team.tick()
    assert len(team.transport.letters) == 1


def test_a_move_holds_nothing_back(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    team = Conversation(tmp_path / "first")
    until_the_backup(team)
    with team.ledger.begin() as tx:
        waiting = outbox.counts(tx)
    moved = put_back(team, made(team, tmp_path), moved=True)
    moved.at(LATER)
    assert not held(moved), waiting
    assert "digest" in {str(one["kind"]) for one in moved.outbox()}
    assert len(moved.transport.letters) > 2


def test_a_copy_is_what_was_committed_at_one_instant(lost: Conversation, tmp_path: Path) -> None:
    """Somebody writes two mails and a fact in each transaction while copies are made: no copy has half of one."""
    over = threading.Event()

    def write() -> None:
        ledger, n = Ledger(lost.config.ledger.url), 0
        while not over.wait(0.005):
            n += 1
            with ledger.begin() as tx:
                raw = b"Subject: a mail\r\n\r\n" + b"x" * 20_000
                for name in (f"a{n}", f"b{n}"):
                    inbox.store(tx, [Arrival(name, "m", name, lost.clock.now(), raw)])
                facts.append(tx, [_fact(lost.clock.now(), n)])
        ledger.close()

    writer = threading.Thread(target=write)
    writer.start()
    seen = []
    try:
        for n in range(8):
            file, _ = backup.make(lost.config, tmp_path / f"{n}.tar.gz", lost.clock.now())
            with tarfile.open(file) as packed:
                packed.extract("ledger.db", tmp_path / str(n), filter="data")
            ledger = Ledger(f"sqlite:///{tmp_path / str(n) / 'ledger.db'}")
            with ledger.begin() as tx:
                ids = {str(mail["id"]) for mail in inbox.listing(tx, ("new",), 100_000)}
                told = sum(entry.message == "writer" for entry in facts.after(tx, "platform", 0))
            ledger.close()
            assert {name[1:] for name in ids if name[0] == "a"} == {name[1:] for name in ids if name[0] == "b"}
            assert 2 * told == len(ids)
            seen.append(told)
    finally:
        over.set()
        writer.join()
    assert seen == sorted(seen)
    assert seen[-1] > seen[0], "nothing was written meanwhile"


def _fact(now: datetime, n: int) -> Entry:
    return Entry("platform", f"C{1000 + n}", Promised("x", "ana", now.date()), now, "ana", "writer")


SPOOL = CONFIG.replace('connector = "maildir"\npath = "in"', 'connector = "lmtp"\nlisten = "127.0.0.1:0"')


def test_mails_of_the_spool_are_in_it_and_count_once(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    team = Conversation(tmp_path / "first", config=SPOOL)
    until_the_backup(team)
    raw = team.mail("mara", "Next\n- write the plan by 4 Dec", asked(team, "mara")).as_bytes()
    spool = tmp_path / "first" / "data" / "spool"
    for name in ("new", "cur", "tmp"):
        (spool / name).mkdir(parents=True, exist_ok=True)
    (spool / "new" / "1.first").write_bytes(raw)
    file = made(team, tmp_path)
    again = put_back(team, file)
    again.brings(raw)
    assert again.status("C2") == "open"
    assert [mail["state"] for mail in again.inbox("settled")].count("settled") == len(again.inbox("settled"))
    with again.ledger.begin() as tx:
        assert len([e for e in facts.after(tx, "platform", 0) if e.subject == "C2" and "Promised" in str(e.fact)]) == 1


def test_a_backup_is_for_its_owner_and_has_the_secret_only_when_asked(lost: Conversation, tmp_path: Path) -> None:
    file = made(lost, tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert names(file) == {"backup.json", "ledger.db"}
    with_secret, _ = backup.make(lost.config, tmp_path / "whole.tar.gz", lost.clock.now(), with_secret=True)
    assert names(with_secret) == {"backup.json", "ledger.db", "paceline.toml", "secret"}
    secret = lost.config.service.secret
    with tarfile.open(file) as packed:
        assert not any(secret in packed.extractfile(member).read() for member in packed)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_sealed_tokens_come_back_where_there_are_none(lost: Conversation, tmp_path: Path) -> None:
    text = lost.config.path.read_text().replace("[mailbox]", '[mailbox]\ntoken_file = "tokens/async"')
    lost.config.path.write_text(text)
    (lost.config.path.parent / "tokens").mkdir()
    (lost.config.path.parent / "tokens" / "async").write_bytes(b"sealed")
    config = load(lost.config.path, {})
    file, _ = backup.make(config, tmp_path, lost.clock.now())
    assert "tokens/mailbox" in names(file)
    shutil.rmtree(lost.config.path.parent / "tokens")
    backup.restore(config, file, lost.clock.now(), replace=True)
    back = lost.config.path.parent / "tokens" / "async"
    assert back.read_bytes() == b"sealed"
    assert stat.S_IMODE(back.stat().st_mode) == 0o600
    back.write_bytes(b"newer")
    backup.restore(config, file, lost.clock.now(), replace=True)
    assert back.read_bytes() == b"newer"


def names(file: Path) -> set[str]:
    with tarfile.open(file) as packed:
        return set(packed.getnames())


def other_secret(config: Config, file: Path) -> Config:
    config.path.write_text(config.path.read_text().replace("thirty-two", "another thirty-two"))
    return load(config.path, {})


def cut(config: Config, file: Path) -> Config:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    return config


def of_something_else(config: Config, file: Path) -> Config:
    with tarfile.open(file, "w:gz") as packed:
        packed.add(config.path, "paceline.toml")
    return config


def postgres_by_configuration(config: Config, file: Path) -> Config:
    config.path.write_text(config.path.read_text() + '\n[ledger]\nurl = "postgresql://nobody@127.0.0.1:1/none"\n')
    return load(config.path, {})


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda config, _: config, "there is a ledger already"),
        (other_secret, "with another secret"),
        (cut, "not whole"),
        (of_something_else, "no backup"),
        (postgres_by_configuration, "url names PostgreSQL"),
    ],
)
def test_what_can_not_be_put_back_changes_nothing(
    lost: Conversation, tmp_path: Path, spoil: Callable[[Config, Path], Config], reason: str
) -> None:
    file = made(lost, tmp_path)
    before = dump(lost.config.ledger.url)
    config = spoil(lost.config, file)
    with pytest.raises(CopyError, match=reason):
        backup.restore(config, file, lost.clock.now())
    assert dump(lost.config.ledger.url) == before


def test_names_in_a_backup_are_no_paths(lost: Conversation, tmp_path: Path) -> None:
    file = made(lost, tmp_path)
    hostile = tmp_path / "hostile.tar.gz"
    with tarfile.open(file) as good, tarfile.open(hostile, "w:gz") as bad:
        note = json.loads(good.extractfile("backup.json").read())
        note["files"] = ["ledger.db", "../../gone.eml", "mails/../../gone.eml"]
        octets = tmp_path / "octets"
        octets.write_text(json.dumps(note))
        bad.add(octets, "backup.json")
        for name in note["files"][1:]:
            bad.add(octets, name)
        info = good.getmember("ledger.db")
        bad.addfile(info, good.extractfile(info))
    backup.restore(lost.config, hostile, lost.clock.now(), replace=True)
    assert not list(tmp_path.rglob("gone.eml"))


def test_what_was_there_is_put_aside_with_its_log(lost: Conversation, tmp_path: Path, capsys) -> None:
    file = made(lost, tmp_path)
    config = str(lost.config.path)
    assert main(["restore", str(file), "-c", config]) == 1
    assert "paceline restore --replace" in capsys.readouterr().err
    assert main(["restore", str(file), "--replace", "-c", config]) == 0
    out = capsys.readouterr().out
    assert "ledger.db.before-" in out
    assert "async@acme.example as of 2026-11-27 09:00Z is in its place" in out
    assert main(["restore", str(file), "--put-back", "-c", config]) == 2


def test_the_commands_say_what_they_did(lost: Conversation, tmp_path: Path, capsys) -> None:
    config = str(lost.config.path)
    assert main(["backup", str(tmp_path), "-c", config]) == 0
    assert "0 mails of the spool" in capsys.readouterr().out
    assert main(["backup", str(tmp_path / "nowhere" / "x.tar.gz"), "-c", config]) == 1
    assert "is there a folder" in capsys.readouterr().err
    assert main(["restore", "--put-back", "-c", config]) == 0


MAILDIRS = """
[mailbox]
connector = "maildir"
path = "in"

[transport]
connector = "maildir"
path = "out"
"""


def bring(folder: Path, name: str, mail: EmailMessage) -> None:
    for part in ("new", "cur", "tmp"):
        (folder / "in" / part).mkdir(parents=True, exist_ok=True)
    (folder / "in" / "tmp" / name).write_bytes(mail.as_bytes())
    (folder / "in" / "tmp" / name).rename(folder / "in" / "new" / name)


def went(folder: Path) -> dict[str, EmailMessage]:
    """By Message-ID; each once."""
    files = list((folder / "out" / "new").glob("*")) if (folder / "out").exists() else []
    letters = [parsed(file.read_bytes()) for file in files]
    found = {f"{letter['To']} {letter['Message-ID']}": letter for letter in letters}
    assert len(found) == len(letters)
    return found


def to(folder: Path, who: str, words: str) -> EmailMessage | None:
    letters = [one for one in went(folder).values() if f"{who}@acme.example" in str(one["To"])]
    return next((one for one in letters if words in str(one["Subject"])), None)


@pytest.mark.slow
def test_a_service_that_runs_is_backed_up_lost_and_put_back(tmp_path: Path) -> None:
    """As processes, with the commands that an operator types."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        (folder / "paceline.toml").write_text(main_job.CONFIG.format(trust='trust = "token"', doors=MAILDIRS))
    lost, again = Process(first), Process(second)
    try:
        lost.start()
        bring(first, "1.invite", main_job.invitation(datetime.now(UTC) + timedelta(days=3)))
        wait_for(lambda: to(first, "mara", "Platform weekly"), "a confirmation")
        saved = paceline("backup", tmp_path, cwd=first)
        assert saved.code == 0, saved.err
        bring(first, "2.promise", promise("ana", "ship the importer"))
        wait_for(lambda: to(first, "ana", "ship the importer"), "a receipt")
        lost.kill()
        [file] = tmp_path.glob("paceline-*.tar.gz")
        put = paceline("restore", file, cwd=second)
        assert put.code == 0, put.err
        bring(second, "1.again", parsed(next((first / "in" / "cur").glob("2.promise*")).read_bytes()))
        bring(second, "2.new", promise("bo", "write the plan", later=True))
        again.start()
        wait_for(lambda: to(second, "bo", "write the plan"), "what is new")
        held = paceline("outbox", "--state", "held", "--json", cwd=second).records
        assert again.stop() == [0]
    finally:
        lost.kill()
        again.kill()
    assert not went(first).keys() & went(second).keys()
    assert "ana@acme.example" in {one["recipient"] for one in held}
    assert len(paceline("ledger", "--json", cwd=second).records) > 2


def promise(who: str, what: str, *, later: bool = False) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{who}@acme.example", main_job.ROBOT, f"{what}"
    mail["Date"] = format_datetime(datetime.now(UTC) + timedelta(seconds=30 if later else -1))
    mail["Message-ID"] = f"<{who}@client.example>"
    mail.set_content(f"Commitment: {what} in 3 days\n")
    return mail


@pytest.mark.postgres
def test_a_ledger_of_postgresql_comes_back(tmp_path: Path, fresh_postgres: str, fresh_postgres_too: str) -> None:
    if not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed")
    (tmp_path / "first").mkdir()
    team = Conversation(tmp_path / "first", config=CONFIG + f'\n[ledger]\nurl = "{fresh_postgres}"\n')
    until_the_backup(team)
    file = made(team, tmp_path)
    assert names(file) == {"backup.json", "ledger.dump"}
    until_it_is_lost(team)
    went = sent(team)
    team.config.path.write_text(CONFIG)
    again = put_back(team, file, fresh_postgres_too)
    again.tick()
    assert again.transport.letters == []
    assert held(again)
    assert held(again) <= went
    with pytest.raises(CopyError, match="fresh database"):
        backup.restore(again.config, file, team.clock.now())
    again.close()
    team.close()


def test_without_the_tools_it_says_what_to_run_and_no_password(
    lost: Conversation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    lost.config.path.write_text(CONFIG + '\n[ledger]\nurl = "postgresql://me:hush@127.0.0.1:1/none"\n')
    with pytest.raises(CopyError, match=r"pg_dump --no-owner --dbname=postgresql://me@127.0.0.1:1/none") as error:
        backup.make(load(lost.config.path, {}), tmp_path, lost.clock.now())
    assert "hush" not in str(error.value)


def dump(url: str) -> list[str]:
    ledger = Ledger(url)
    with ledger.begin() as tx:
        told = [str(entry) for entry in facts.after(tx, "platform", 0)] + [str(one) for one in outbox.listing(tx)]
    ledger.close()
    return told
